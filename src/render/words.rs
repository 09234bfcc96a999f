//! Words per language: `words/LANGUAGE.toml` of a theme, English where one is missing.

use super::layers::{Layered, embedded_file};
use crate::content::{Fields, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Spot};
use crate::view::Words;
use std::collections::BTreeMap;

/// The language that every theme falls back to.
const FALLBACK: &str = "en";

/// The words of a language over those of English, and in each the site's own over the default's, word
/// by word: a file with one word in it changes one word.
pub(super) fn words(
    files: &BTreeMap<String, Layered>,
    language: &str,
    to: &mut Diagnostics,
) -> Words {
    let mut words = Words::default();
    for language in [FALLBACK, language] {
        let path = format!("words/{language}.toml");
        let default = embedded_file(&path);
        for file in default.iter().chain(files.get(&path)) {
            read(file, &mut words, to);
        }
    }
    words
}

fn read(file: &Layered, words: &mut Words, to: &mut Diagnostics) {
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        let message = "these words are not UTF-8 text";
        return to.push(Diagnostic::error(Code::Encoding, Spot::file(&file.origin), message));
    };
    let source = Source::new(&file.origin, text);
    for section in parse_toml(&source, to).take_rest() {
        let name = section.key.value.clone();
        if let Some(fields) = section.table(to) {
            read_section(&name, fields, words, to);
        }
    }
}

fn read_section(section: &str, mut fields: Fields, words: &mut Words, to: &mut Diagnostics) {
    for row in fields.take_rest() {
        let name = row.key.value.clone();
        let texts = match row.as_text() {
            Some(text) => vec![text.to_owned()],
            None => row.texts(to).into_iter().map(|text| text.value).collect(),
        };
        words.set(section, &name, texts);
    }
}
