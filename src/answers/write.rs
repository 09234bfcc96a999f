//! Responses as they are written into an answer file: by hand, so that the same responses are the same
//! bytes, and back into content/ only. What was not asked or not answered is left out.

use super::{Answer, Responses};
use crate::organisation::Organisation;
use crate::survey::{Survey, Wave};
use std::fmt::{self, Write};

/// Writes the responses of one wave.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    /// The wave.
    pub wave: &'a Wave,
    /// The instrument.
    pub survey: &'a Survey,
    /// Units and suppliers.
    pub organisation: &'a Organisation,
}

impl Writer<'_> {
    /// A whole file: of all responses, in their order.
    pub fn file(&self, responses: &Responses) -> String {
        let (survey, wave, form) = (&self.survey.id, &self.wave.id, quoted(&self.wave.form));
        let head = format!("survey = \"{survey}\"\nwave = \"{wave}\"\nform = {form}\n");
        (0..responses.len()).fold(head, |text, at| text + "\n" + &self.response(responses, at))
    }

    /// One response, as it stands in a file.
    pub fn response(&self, responses: &Responses, at: usize) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = self.write(&mut text, responses, at);
        text
    }

    fn write(&self, to: &mut String, responses: &Responses, at: usize) -> fmt::Result {
        let audience = &self.survey.audiences[usize::from(responses.audiences[at])];
        writeln!(to, "[[response]]\nid = {}", quoted(responses.ids.get(at)))?;
        writeln!(to, "audience = \"{}\"", audience.id)?;
        if !audience.is_supplier {
            let unit = &self.organisation.units[usize::from(responses.units[at])].id;
            writeln!(to, "unit = \"{unit}\"")?;
        }
        if let Some(supplier) = self.supplier(responses, at) {
            writeln!(to, "supplier = \"{supplier}\"")?;
        }
        writeln!(to, "answers = {}", inline(&self.answers(responses, at)))?;
        let comments = &responses.comments[responses.comments_of(at)];
        if comments.is_empty() {
            return Ok(());
        }
        let question = |at: u16| &self.survey.questions[usize::from(at)].id;
        let said = comments.iter().map(|one| (question(one.question), quoted(&one.text)));
        let said: Vec<String> = said.map(|(id, text)| format!("{id} = {text}")).collect();
        writeln!(to, "comments = {}", inline(&said))
    }

    /// The id of the supplier that a response is about.
    pub fn supplier(&self, responses: &Responses, at: usize) -> Option<&str> {
        let supplier = usize::from(responses.suppliers[at]?);
        Some(self.organisation.suppliers[supplier].id.as_str())
    }

    /// `id = point` for everything that was answered, in the order of the instrument.
    fn answers(&self, responses: &Responses, at: usize) -> Vec<String> {
        let items = self.survey.items.iter().map(|item| (&item.id, Some(item.scale)));
        let questions = self.survey.questions.iter().map(|one| (&one.id, one.scale));
        let columns = responses.items.iter().chain(&responses.questions);
        let said = items.chain(questions).zip(columns).filter_map(|((id, scale), column)| {
            let lowest = self.survey.scales.get(scale?)?.min;
            match Answer::of(column[at]) {
                Answer::Point(point) => Some(format!("{id} = {}", lowest + i32::from(point))),
                Answer::NotApplicable => Some(format!("{id} = \"na\"")),
                Answer::Blank | Answer::NotAsked => None,
            }
        });
        said.collect()
    }
}

/// A table on one line.
fn inline(entries: &[String]) -> String {
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// A text as a basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if letter.is_control() => {
                // Writing into a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Files, read};
    use super::Writer;
    use crate::diag::Diagnostics;
    use crate::key::trial::trial;
    use crate::source::Source;

    #[test]
    fn what_is_written_reads_as_it_was() {
        let site = trial();
        let text = "survey = \"partnership\"\nwave = \"2026-Q3\"\nform = \"pulse\"\n\n\
                    [[response]]\nid = \"a\"\naudience = \"internal\"\nunit = \"emea\"\n\
                    answers = { reliability-1 = 4, reliability-2 = \"na\", recommend = 10 }\n\
                    comments = { comment-trust = \"\\\"So\\\\so\\\"\\nand\\tso — ü\" }\n\n\
                    [[response]]\nid = \"a\"\naudience = \"supplier\"\nsupplier = \"acme\"\n\
                    answers = {}\n";
        let file = Source::new("content/waves/2026-Q3/answers/a.toml", text);
        let files = Files { documents: &[file], ..Files::default() };
        let mut to = Diagnostics::default();
        let (survey, names, organisation) = (&site.survey, &site.names, &site.organisation);
        let responses = read(files, &site.wave, survey, names, organisation, &mut to);
        assert!(!to.has_errors(), "{to:?}");
        let writer = Writer { wave: &site.wave, survey, organisation };
        assert_eq!(writer.file(&responses), text);
    }
}
