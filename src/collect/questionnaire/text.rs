//! The questionnaire as plain text: numbered questions, lettered answers.

use super::{Asked, Questionnaire};
use std::fmt::Write;

/// The questionnaire as plain text. Most tools with an import of text or documents take it.
pub fn text(sheet: &Questionnaire) -> String {
    let mut text = format!("{}\n", sheet.title);
    let mut number = 0;
    for part in &sheet.parts {
        // Writing into a string cannot fail.
        let _ = write!(text, "\n{}\n", part.title);
        for asked in &part.asked {
            number += 1;
            let _ = write!(text, "\n{number}. {}\n", asked.text);
            for (letter, label) in lettered(asked) {
                let _ = writeln!(text, "{letter}. {label}");
            }
        }
    }
    text
}

/// The answers with the letters that stand before them: A to Z, then AA.
pub(super) fn lettered(asked: &Asked) -> impl Iterator<Item = (String, &str)> {
    asked.answers.iter().enumerate().map(|(at, (_, label))| {
        let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
        let first = (at / 26).checked_sub(1).map(letter);
        (first.into_iter().chain([letter(at)]).collect(), label.as_str())
    })
}
