//! Sentences that know where each of their numbers comes from.

use serde::Serialize;
use std::ops::Add;

/// Part of a sentence: plain text, or a number with the keys or the source that it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What is read.
    pub text: String,
    /// Keys of the published figures that it shows, separated by spaces; empty for other text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// `pooled` where it is an interval that rests on the typical spread.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub spread: &'static str,
    /// Where a number that is no survey figure comes from; empty for other text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Where it leads; empty for text that is no link.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub href: String,
    /// What is read aloud in place of a symbol; empty where the text says it all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub aloud: String,
}

impl Piece {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Published figures without a way to their explanation, since they stand in it: a page can hold
    /// the same one only once.
    pub fn cell(text: impl Into<String>, cell: String) -> Self {
        Self { text: text.into(), cell, ..Self::default() }
    }

    /// A number that is no survey figure (`count`, `date`, `target`, `axis`).
    pub fn sourced(text: impl Into<String>, source: &str) -> Self {
        Self { text: text.into(), source: source.to_owned(), ..Self::default() }
    }

    /// Says whether it rests on the typical spread.
    #[must_use]
    pub fn pooled(self, is_pooled: bool) -> Self {
        Self { spread: if is_pooled { "pooled" } else { "" }, ..self }
    }

    /// Whether it is nothing but words.
    fn is_plain(&self) -> bool {
        [&self.cell, &self.source, &self.href, &self.aloud].iter().all(|more| more.is_empty())
    }

    /// A link.
    pub fn link(text: impl Into<String>, href: String) -> Self {
        Self { text: text.into(), href, ..Self::default() }
    }
}

/// Pieces in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Sentence(pub Vec<Piece>);

impl Sentence {
    /// The bare text, for titles and descriptions.
    pub fn plain(&self) -> String {
        let aloud = |piece: &'_ Piece| match piece.aloud.is_empty() {
            true => piece.text.clone(),
            false => piece.aloud.clone(),
        };
        self.0.iter().map(aloud).collect()
    }

    /// The keys of all its figures, each once, separated by spaces.
    pub fn cells(&self) -> String {
        let mut keys: Vec<&str> = Vec::new();
        for key in self.0.iter().flat_map(|piece| piece.cell.split_whitespace()) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.join(" ")
    }

    /// Where the first of its numbers that is no survey figure comes from; empty if there is none.
    pub fn source(&self) -> String {
        let source = self.0.iter().map(|piece| &piece.source).find(|source| !source.is_empty());
        source.cloned().unwrap_or_default()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| piece.text.is_empty())
    }

    /// The same sentence with its first letter large, for words that were made to stand inside one.
    #[must_use]
    pub fn capitalised(mut self) -> Self {
        if let Some(first) = self.0.iter_mut().find(|piece| !piece.text.is_empty()) {
            let mut letters = first.text.chars();
            let head = letters.next().into_iter().flat_map(char::to_uppercase);
            first.text = head.chain(letters).collect();
        }
        self
    }
}

impl From<Piece> for Sentence {
    fn from(piece: Piece) -> Self {
        Self(vec![piece])
    }
}

impl From<&str> for Sentence {
    fn from(text: &str) -> Self {
        Piece::text(text).into()
    }
}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Piece::text(text).into()
    }
}

impl<T: Into<Sentence>> Add<T> for Sentence {
    type Output = Self;

    fn add(mut self, other: T) -> Self {
        for piece in other.into().0.into_iter().filter(|piece| !piece.text.is_empty()) {
            match self.0.last_mut() {
                Some(last) if last.is_plain() && piece.is_plain() => last.text += &piece.text,
                _ => self.0.push(piece),
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_read_aloud_as_words() {
        let dash = Piece { aloud: "not shown".into(), ..Piece::text("–") };
        assert_eq!((Sentence::from("Index ") + dash).plain(), "Index not shown");
    }

    #[test]
    fn keys_are_listed_once() {
        let twice = Sentence::from(Piece::cell("1", "A B".into())) + Piece::cell("2", "B".into());
        assert_eq!(twice.cells(), "A B");
    }
}
