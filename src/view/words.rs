//! The words of a language: sentences with `{placeholders}`, looked up by `section.name`.

use super::sentence::{Piece, Sentence};
use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::BTreeMap;

/// Every sentence that pages say by themselves, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    sections: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Words {
    /// Sets a text, or a list of paragraphs, in place of what stood there.
    pub fn set(&mut self, section: &str, name: &str, texts: Vec<String>) {
        self.sections.entry(section.to_owned()).or_default().insert(name.to_owned(), texts);
    }

    /// The text of this name (`home.findings`); a missing one shows its name in brackets.
    pub fn get(&self, name: &str) -> String {
        match self.list(name) {
            [text, ..] => text.clone(),
            [] => format!("[{name}]"),
        }
    }

    /// The texts of this name, for paragraphs and names of months.
    pub fn list(&self, name: &str) -> &[String] {
        let (section, name) = name.split_once('.').unwrap_or(("", name));
        self.sections.get(section).and_then(|texts| texts.get(name)).map_or(&[], Vec::as_slice)
    }

    /// What a language calls itself, or its code where that is not known.
    pub fn language(&self, code: &str) -> String {
        let name = format!("language.{}", code.to_ascii_lowercase().replace('-', "_"));
        self.list(&name).first().cloned().unwrap_or_else(|| code.to_owned())
    }

    /// A date as people write it.
    pub fn date(&self, date: Date) -> Piece {
        let months = self.list("date.months");
        let month = usize::try_from(date.month() - 1).ok().and_then(|month| months.get(month));
        let values = [
            ("day", date.day().to_string().into()),
            ("month", month.cloned().unwrap_or_else(|| date.month().to_string()).into()),
            ("year", date.year().to_string().into()),
        ];
        Piece::sourced(self.say("date.form", &values).plain(), "date")
    }

    /// A sentence with its placeholders filled. A number in braces, such as `{100}`, stands for
    /// itself and is marked as one that belongs to the scale.
    pub fn say(&self, name: &str, values: &[(&str, Sentence)]) -> Sentence {
        fill(&self.get(name), values)
    }

    /// The paragraphs of this name with their placeholders filled.
    pub fn say_all(&self, name: &str, values: &[(&str, Sentence)]) -> Vec<Sentence> {
        self.list(name).iter().map(|text| fill(text, values)).collect()
    }

    /// A name as it stands inside a sentence: in languages that write nouns small, its first letter
    /// is small unless the name starts with an abbreviation.
    pub fn inside(&self, name: &str) -> String {
        let mut letters = name.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second))
                if second.is_lowercase() && self.get("name.inside") == "small" =>
            {
                first.to_lowercase().chain(name.chars().skip(1)).collect()
            }
            _ => name.to_owned(),
        }
    }

    /// "a", "a and b", "a, b and c".
    pub fn join(&self, mut parts: Vec<Sentence>) -> Sentence {
        let Some(last) = parts.pop() else { return Sentence::default() };
        let Some(first) = parts.into_iter().reduce(|sum, part| sum + ", " + part) else {
            return last;
        };
        first + self.get("name.and").as_str() + last
    }
}

fn fill(text: &str, values: &[(&str, Sentence)]) -> Sentence {
    let mut out = Sentence::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        out = out + before;
        out = match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out + value.clone(),
            None if name.starts_with(|letter: char| letter.is_ascii_digit()) => {
                out + Piece::sourced(name, "axis")
            }
            None => out,
        };
        rest = after;
    }
    out + rest
}

/// Templates read `words.section.name`; lists stay with the code that fills them.
impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.sections.len()))?;
        for (section, texts) in &self.sections {
            let first = |list: &Vec<String>| list.first().cloned().unwrap_or_default();
            let texts: BTreeMap<_, _> =
                texts.iter().map(|(name, list)| (name, first(list))).collect();
            map.serialize_entry(section, &texts)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let mut words = Words::default();
        words.set("name", "and", vec![" and ".into()]);
        words.set("name", "inside", vec!["small".into()]);
        words.set("x", "change", vec!["{what} fell {points} of {100}".into()]);
        words
    }

    #[test]
    fn placeholders_keep_where_their_numbers_come_from() {
        let points = Piece::cell("7", "K".into());
        let said = words().say("x.change", &[("what", "Trust".into()), ("points", points.into())]);
        assert_eq!(said.plain(), "Trust fell 7 of 100");
        assert_eq!(said.cells(), "K");
        assert_eq!(words().get("x.nothing"), "[x.nothing]");
    }

    #[test]
    fn names_inside_a_sentence_are_small_but_abbreviations_are_not() {
        assert_eq!(words().inside("Shared goals"), "shared goals");
        assert_eq!(words().inside("KPI owners"), "KPI owners");
    }

    #[test]
    fn lists_read_as_people_say_them() {
        let parts = |names: &[&str]| names.iter().map(|&name| name.into()).collect();
        assert_eq!(words().join(parts(&["a"])).plain(), "a");
        assert_eq!(words().join(parts(&["a", "b", "c"])).plain(), "a, b and c");
    }
}
