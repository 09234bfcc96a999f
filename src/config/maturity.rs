//! The levels of maturity, where a site has its own.

use crate::content::Fields;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::privacy::Levels;
use crate::source::Spot;

/// The most levels that a site can have: more would not be told apart.
const MOST: usize = 9;

/// What the levels of maturity are called, and where they begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maturity {
    /// Their names, lowest first; empty where the site has none of its own.
    pub names: Vec<String>,
    /// Where they begin.
    pub levels: Levels,
}

/// Reads every `[[maturity]]`, lowest first. Levels that make no sense are reported, and the site keeps
/// those of the program.
pub(super) fn maturity(fields: &mut Fields<'_>, to: &mut Diagnostics) -> Maturity {
    let tables = fields.tables("maturity", to);
    match &tables[..] {
        [] => return Maturity::default(),
        [only] => {
            let message = "there is only one level of maturity";
            to.push(
                Diagnostic::error(Code::Missing, only.spot().clone(), message)
                    .label("expected two levels or more"),
            );
        }
        many => to.extend(many.get(MOST).map(|beyond| {
            let message = format!("there are {} levels of maturity", many.len());
            Diagnostic::error(Code::TooMany, beyond.spot().clone(), message)
                .label(format!("expected at most {MOST}"))
        })),
    }
    let (mut names, mut begins) = (Vec::new(), Vec::new());
    for table in tables {
        let Some((name, from)) = level(table, &names, begins.last().copied(), to) else { continue };
        names.push(name);
        begins.push(from);
    }
    Levels::new(begins).map(|levels| Maturity { names, levels }).unwrap_or_default()
}

/// One level: its name and where it begins, above the one before.
fn level(
    mut table: Fields<'_>,
    names: &[String],
    before: Option<u8>,
    to: &mut Diagnostics,
) -> Option<(String, u8)> {
    let name = table.text("name", to);
    let from = table.required("from", "a whole number, such as 40", to);
    let from = from.and_then(|row| row.integer(0..=95, to));
    table.finish(to);
    let (name, from) = (name?, from?);
    if names.contains(&name.value) {
        let message = format!("two levels are called `{}`", name.value);
        to.push(
            Diagnostic::error(Code::Repeated, name.spot, message)
                .label("expected a name of its own for each level"),
        );
    }
    let begin = u8::try_from(from.value).ok()?;
    match before {
        None if begin != 0 => to.push(misplaced(from.spot, begin, "0, for the lowest level")),
        Some(before) if begin <= before => {
            let expected = format!("more than {before}, where the level before begins");
            to.push(misplaced(from.spot, begin, &expected));
            return None;
        }
        // A small group shows "5 or less": no level may begin inside that.
        Some(_) if begin <= 5 => to.push(misplaced(from.spot, begin, "6 to 95")),
        _ => {}
    }
    Some((name.value, begin))
}

fn misplaced(spot: Spot, begin: u8, expected: &str) -> Diagnostic {
    Diagnostic::error(Code::OutOfRange, spot, format!("a level cannot begin at {begin} here"))
        .label(format!("expected {expected}"))
        .hint("levels stand in the file from the lowest to the highest")
}
