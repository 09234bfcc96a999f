//! playbook.toml

use super::Known;
use super::entry;
use crate::content::Fields;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::register::Tip;
use crate::source::Source;
use crate::survey::read_text;

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
    // Only report pages show tips, and those are in the first language.
    let first = known.languages.get(..1).unwrap_or_default();
    let text = text.map(|row| read_text(row, first, to));
    let source = entry::needed_line(&mut fields, "source", to);
    fields.finish(to);
    Some(Tip { practice: practice?, text: text?, source: source? })
}
