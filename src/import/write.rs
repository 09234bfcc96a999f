//! imports.toml with one more import in it, and nothing else changed.

use super::mapping::{Mapping, Values};
use super::told::{NOT_APPLICABLE, Told};
use crate::survey::Survey;
use std::fmt::Write;

/// What a new imports.toml begins with.
const HEAD: &str = "# How exports of other tools are read. `rapportage import` adds to this file; what it wrote may be\n\
                    # changed by hand. docs/import.md says what each line means.\n";

/// The text of imports.toml with this mapping: in the place of the one that it was read from, or at the
/// end.
pub fn with_mapping(old: Option<&str>, mapping: &Mapping, survey: &Survey) -> String {
    let old = old.unwrap_or(HEAD);
    let new = written(mapping, survey);
    if !mapping.block.is_empty() {
        return format!("{}{new}{}", &old[..mapping.block.start], &old[mapping.block.end..]);
    }
    let gap = match old {
        "" => "",
        ended if ended.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    format!("{old}{gap}{new}")
}

fn written(mapping: &Mapping, survey: &Survey) -> String {
    let mut text = format!(
        "[[import]]\nid = {}\ndialect = {}\n",
        quoted(&mapping.id),
        quoted(mapping.dialect.name())
    );
    // Writing into a string cannot fail.
    let person = [&mapping.audience, &mapping.unit, &mapping.supplier];
    for (key, id) in ["audience", "unit", "supplier"].into_iter().zip(person) {
        let _ = id.as_ref().map(|id| writeln!(text, "{key} = {}", quoted(id)));
    }
    let columns = mapping.columns.iter();
    let columns = columns.map(|(name, meaning)| (name.clone(), meaning.word(survey).to_owned()));
    // A heading that is the word itself says nothing.
    table("columns", &columns.filter(|(name, word)| name != word).collect(), &mut text);
    table("audiences", &mapping.audiences, &mut text);
    table("units", &mapping.units, &mut text);
    table("suppliers", &mapping.suppliers, &mut text);
    for (scale, labels) in &mapping.labels {
        let _ = write!(text, "\n[import.labels.{scale}]\n");
        for (label, told) in labels {
            let _ = match told {
                Told::Point(point) => writeln!(text, "{} = {point}", quoted(label)),
                Told::NotApplicable => {
                    writeln!(text, "{} = {}", quoted(label), quoted(NOT_APPLICABLE))
                }
                Told::Blank => writeln!(text, "{} = \"\"", quoted(label)),
            };
        }
    }
    text
}

fn table(name: &str, values: &Values, text: &mut String) {
    if values.is_empty() {
        return;
    }
    let _ = write!(text, "\n[import.{name}]\n");
    for (key, value) in values {
        let _ = writeln!(text, "{} = {}", quoted(key), quoted(value));
    }
}

/// A text in TOML's quotes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::import::{Dialect, Meaning, read_mappings};
    use crate::key::trial::trial;
    use crate::source::Source;

    fn read(text: &str) -> (Vec<Mapping>, usize) {
        let site = trial();
        let source = Source::new("content/imports.toml", text);
        let mut to = Diagnostics::default();
        let mappings = read_mappings(&source, &site.survey, &site.names, &mut to);
        (mappings, to.sorted().len())
    }

    #[test]
    fn what_is_written_is_read_again_and_the_rest_stays_as_it_is() {
        let survey = trial().survey;
        let mut one = Mapping::new("forms", Dialect::MsForms);
        one.audience = Some("internal".to_owned());
        one.columns = vec![
            ("We \"keep\" our\u{7f} word.\n".to_owned(), Meaning::Answer(0)),
            ("Where do you work?".to_owned(), Meaning::Unit),
        ];
        one.units = vec![("EMEA".to_owned(), "emea".to_owned())];
        let scale = survey.scales[0].id.clone();
        let labels =
            vec![("No idea".to_owned(), Told::NotApplicable), ("So so".to_owned(), Told::Point(3))];
        one.labels = vec![(scale, labels)];
        let text = with_mapping(None, &one, &survey);
        let (found, mistakes) = read(&text);
        assert_eq!(mistakes, 0, "{text}");
        assert_eq!(Mapping { block: 0..0, ..found[0].clone() }, one);
        let two = Mapping::new("other", Dialect::Plain);
        let both = with_mapping(Some(&(text.clone() + "\n# of the other\n")), &two, &survey);
        let mut changed = read(&both).0.remove(0);
        changed.unit = Some("emea".to_owned());
        let new = with_mapping(Some(&both), &changed, &survey);
        assert_eq!(new.replacen("unit = \"emea\"\n", "", 1), both);
        assert!(new.contains("# of the other\n"));
    }
}
