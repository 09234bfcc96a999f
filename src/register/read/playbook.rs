//! playbook.toml

use super::Known;
use super::entry;
use crate::content::{Fields, Row};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::register::Tip;
use crate::source::Source;
use crate::survey::{Localised, read_text};

/// Reads the tips.
pub(super) fn read(source: Option<&Source>, known: &Known<'_>, to: &mut Diagnostics) -> Vec<Tip> {
    let (tables, _) = entry::tables(source, "tip", to);
    let mut tips: Vec<Tip> = Vec::new();
    for table in tables {
        let spot = table.spot().clone();
        let Some(tip) = tip(table, known, to) else { continue };
        if tips.contains(&tip) {
            to.push(
                Diagnostic::error(Code::Repeated, spot, "this tip stands here already")
                    .label("expected each tip once"),
            );
        } else {
            tips.push(tip);
        }
    }
    tips
}

fn tip(mut fields: Fields<'_>, known: &Known<'_>, to: &mut Diagnostics) -> Option<Tip> {
    let practice = fields.text("practice", to);
    let practice = practice.and_then(|id| known.names.find_practice(&id, to));
    let text = fields.required("text", "a text in each language", to);
    let text = text.map(|row| read_words(row, known, to));
    let source = entry::needed_line(&mut fields, "source", to);
    fields.finish(to);
    Some(Tip { practice: practice?, text: text?, source: source? })
}

/// The tip in whatever languages it is written. Only report pages show it, and they show it in another
/// language rather than not at all.
fn read_words(row: Row<'_>, known: &Known<'_>, to: &mut Diagnostics) -> Localised {
    let spot = row.spot.clone();
    let mut problems = Diagnostics::default();
    let text = read_text(row, &[], &mut problems);
    let is_sound = !problems.has_errors();
    to.append(problems);
    let first = known.languages.first().map_or("", String::as_str);
    if is_sound && text.is_empty() {
        to.push(
            Diagnostic::error(Code::Missing, spot, "`text` is empty")
                .label("expected a text in the report's language"),
        );
    } else if is_sound && !text.languages().any(|language| language == first) {
        let message = format!("`text` is not written in `{first}`");
        to.push(
            Diagnostic::warning(Code::Untranslated, spot, message)
                .label("expected the report's language")
                .hint(format!("add `text.{first}`")),
        );
    }
    text
}
