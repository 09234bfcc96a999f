//! Texts in each of the site's languages: `name.en = "…"`.

use crate::content::Row;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Spot};
use crate::survey::{Localised, is_language};
use std::collections::BTreeMap;

/// Reads one text in each language. The first of the site's languages must be among them; the
/// others are missed with a warning. More languages than the site has do no harm.
pub fn read(row: Row<'_>, languages: &[String], to: &mut Diagnostics) -> Localised {
    let mut texts = BTreeMap::new();
    let (key, place, sound) = (row.key.value.clone(), row.spot.clone(), row.is_sound());
    let mut met = Vec::new();
    let Some(entries) = by_language(row, to) else { return Localised::default() };
    for (language, row) in entries {
        met.push(language.value.clone());
        let Some(text) = row.text(to) else { continue };
        if text.value.trim().is_empty() {
            to.push(
                Diagnostic::error(Code::Missing, text.spot, format!("`{key}` is empty"))
                    .label("expected a text"),
            );
            continue;
        }
        texts.insert(language.value, text.value);
    }
    if sound {
        report_missing(&key, &place, &met, languages, to);
    }
    Localised::new(texts)
}

/// The entries of a table whose keys are languages; none if it is no table, which is reported.
pub(super) fn by_language<'s>(
    row: Row<'s>,
    to: &mut Diagnostics,
) -> Option<Vec<(Located<String>, Row<'s>)>> {
    let key = row.key.value.clone();
    if row.as_text().is_some() {
        let message = format!("`{key}` is {}", row.describe());
        to.push(
            Diagnostic::error(Code::WrongType, row.spot, message)
                .label("expected the text in each language")
                .hint(format!("write `{key}.en = \"…\"`, and so on for each language")),
        );
        return None;
    }
    let mut table = row.table(to)?;
    let mut entries = Vec::new();
    for row in table.take_rest() {
        let language = row.key.clone();
        if is_language(&language.value) {
            entries.push((language, row));
        } else {
            let message = format!("`{}` is not a language", language.value);
            to.push(
                Diagnostic::error(Code::BadLanguage, language.spot, message)
                    .label("expected a language code such as en or de-CH"),
            );
        }
    }
    Some(entries)
}

/// Says in which of the site's languages something is not written.
pub(super) fn report_missing(
    key: &str,
    place: &Spot,
    met: &[String],
    languages: &[String],
    to: &mut Diagnostics,
) {
    for (at, language) in languages.iter().enumerate() {
        if met.contains(language) {
            continue;
        }
        let message = format!("`{key}` is not written in `{language}`");
        let advice = format!("add `{key}.{language}`");
        to.push(if at == 0 {
            Diagnostic::error(Code::Missing, place.clone(), message)
                .label("expected the report's language")
                .hint(advice)
        } else {
            Diagnostic::warning(Code::Untranslated, place.clone(), message)
                .label("expected each of the site's languages")
                .hint(advice)
        });
    }
}
