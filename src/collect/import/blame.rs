//! What is wrong with an export, with the row and the column as a spreadsheet names them.

use super::{Import, Wanted};
use crate::collect::Site;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::import::{Found, MOST_COLUMNS, Meaning, Plan, Problem, Skip, Tally, Unreadable, Unsure};
use crate::source::Spot;

/// Tells why an export cannot be read.
pub(super) fn unreadable(name: &str, error: &Unreadable, to: &mut Diagnostics) -> Option<Import> {
    let problem = Diagnostic::error(Code::Export, Spot::file(name), error.to_string());
    to.push(problem.hint(error.hint()));
    None
}

/// Tells of columns that somebody has to decide about, and of what no column says.
pub(super) fn columns(site: &Site, wanted: &Wanted, plan: &Plan, to: &mut Diagnostics) {
    for unsure in &plan.unsure {
        to.push(told(wanted, unclear(site, wanted, plan, unsure)));
    }
    if plan.mapped().0 == 0 {
        let message = "no column of this file is an item or question of the survey";
        to.push(
            Diagnostic::error(Code::Export, Spot::file(&wanted.name), message)
                .label("expected headings with the wording or the id of items")
                .hint("say which column is which with --map 'COLUMN=ID'"),
        );
    }
    if plan.mapping.audience.is_none() && !plan.has(Meaning::Audience) {
        let message = "nothing tells which audience these people belong to";
        to.push(
            Diagnostic::error(Code::Missing, Spot::file(&wanted.name), message)
                .label("expected --audience, or a column")
                .hint("--map 'COLUMN=audience' names the column"),
        );
    }
}

fn unclear(site: &Site, wanted: &Wanted, plan: &Plan, unsure: &Unsure) -> Diagnostic {
    let heading = shown(&plan.headings[unsure.column]);
    let place = letters(unsure.column);
    let ids: Vec<&str> =
        unsure.items.iter().map(|item| Meaning::Answer(*item).word(&site.survey)).collect();
    let spot = spot(wanted, 0, unsure.column);
    match ids.as_slice() {
        [near] => {
            let message = format!("column {place} (`{heading}`) is nearly the wording of `{near}`");
            Diagnostic::error(Code::Unmapped, spot, message)
                .label("expected the wording or the id of an item")
                .hint(format!("if it is that item: --map '{place}={near}'"))
                .hint(format!("if not: --map '{place}=drop'"))
        }
        _ => {
            let message = format!("column {place} (`{heading}`) may be {}", ids.join(" or "));
            Diagnostic::error(Code::Unmapped, spot, message)
                .label("expected a wording that one item has")
                .hint(format!("say which one: --map '{place}=ID'"))
        }
    }
}

/// Tells of cells that mean nothing in the survey.
pub(super) fn cells(
    site: &Site,
    wanted: &Wanted,
    plan: &Plan,
    tally: &Tally,
    to: &mut Diagnostics,
) {
    // Where no column says who people are, that was told once and not for every row.
    let no_audience = plan.mapping.audience.is_none() && !plan.has(Meaning::Audience);
    for ((column, what, cell), found) in &tally.problems {
        if !(no_audience && *what == Problem::NoPerson) {
            let problem = problem(site, wanted, plan, (*column, *what, cell), found);
            to.push(told(wanted, problem));
        }
    }
    if tally.responses == 0 && plan.mapped().0 > 0 {
        to.push(none_left(wanted, tally));
    }
    let told: usize = tally.problems.values().map(|found| found.count).sum();
    if tally.unmapped > told {
        let message = format!("and {} more cells like these", tally.unmapped - told);
        let problem = Diagnostic::error(Code::Unmapped, Spot::file(&wanted.name), message);
        to.push(self::told(wanted, problem));
    }
}

/// Tells that nothing would be written, and why.
fn none_left(wanted: &Wanted, tally: &Tally) -> Diagnostic {
    let message = match tally.rows {
        0 => "no row stands below the headings".to_owned(),
        1 => "the only row is no response".to_owned(),
        rows => format!("no response is left of {rows} rows"),
    };
    let problem = Diagnostic::error(Code::Export, Spot::file(&wanted.name), message)
        .label("expected at least one finished response");
    match tally.skipped.contains_key(&Skip::Unfinished) {
        true => problem.hint("--unfinished takes those too that were not finished"),
        false => problem,
    }
}

/// An error, unless the user wants to go on without what it tells of.
fn told(wanted: &Wanted, problem: Diagnostic) -> Diagnostic {
    match wanted.skip_unmapped {
        true => Diagnostic { severity: crate::diag::Severity::Warning, ..problem },
        false => problem,
    }
}

fn problem(
    site: &Site,
    wanted: &Wanted,
    plan: &Plan,
    (column, what, cell): (usize, Problem, &str),
    found: &Found,
) -> Diagnostic {
    let heading = plan.headings.get(column).map_or("", String::as_str);
    let place = match column {
        usize::MAX => format!("row {}", found.row),
        _ if heading.is_empty() => format!("row {}, column {}", found.row, letters(column)),
        _ => format!("row {}, column {} (`{}`)", found.row, letters(column), shown(heading)),
    };
    let item = plan.meaning(column).map_or("", |meaning| meaning.word(&site.survey));
    let cells = if what == Problem::NoPerson { "rows" } else { "cells" };
    let again = match found.count {
        1 => String::new(),
        count => format!(" ({count} {cells})"),
    };
    let cell = shown(cell);
    let said = match what {
        Problem::Label => format!("`{cell}` is no label of the scale"),
        Problem::Several => format!("`{cell}` is more than one answer"),
        Problem::Contradiction => {
            format!("this is another answer than an earlier column has for `{item}`")
        }
        Problem::NotAsked => format!("audience `{cell}` was not asked this in this wave"),
        Problem::TooLong => "this comment is too long".to_owned(),
        Problem::Person => format!("`{cell}` is none that organisation.toml or suppliers.toml has"),
        Problem::NoPerson => format!("nothing tells the {cell}"),
        Problem::RepeatedId => format!("the response `{cell}` stands twice, with other answers"),
        Problem::Beyond => format!("`{cell}` stands to the right of the last heading"),
    };
    let spot = spot(wanted, found.row, column);
    let problem = Diagnostic::error(Code::Unmapped, spot, format!("{place}: {said}{again}"));
    match what {
        Problem::Label => label(site, plan, column, &cell, problem),
        Problem::Several => problem.hint("an item has one answer; change the question in the tool"),
        Problem::Contradiction => {
            problem.hint(format!("drop one: --map '{}=drop'", letters(column)))
        }
        Problem::NotAsked => problem
            .hint("is this the right --wave and --audience? If so, mend `forms` or `audiences`"),
        Problem::TooLong => problem
            .label(format!("expected at most {} characters", crate::answers::LONGEST_COMMENT)),
        Problem::Person => problem.hint(format!("say which one it is: --value '{cell}=ID'")),
        Problem::NoPerson => problem.hint(format!(
            "--{cell} gives it for the whole file, --map 'COLUMN={cell}' names its column"
        )),
        Problem::RepeatedId => problem.hint("take one of the two rows out"),
        Problem::Beyond => {
            problem.hint("a separator inside a text without quotes does this; export it again")
        }
    }
}

/// Row and column in place of a place in a text, so that messages come in their order.
fn spot(wanted: &Wanted, row: usize, column: usize) -> Spot {
    let place = row.saturating_mul(MOST_COLUMNS).saturating_add(column.min(MOST_COLUMNS - 1));
    Spot { start: place, end: place, ..Spot::file(&wanted.name) }
}

fn label(site: &Site, plan: &Plan, column: usize, cell: &str, problem: Diagnostic) -> Diagnostic {
    let Some(scale) = plan.scale(column, &site.survey) else { return problem };
    let language = site.config.languages.first().map_or("", String::as_str);
    let all = || scale.labels.iter().flat_map(|texts| texts.languages().map(|one| texts.get(one)));
    let labels: Vec<&str> = scale.labels.iter().map(|texts| texts.get(language)).collect();
    let expected = match labels.is_empty() {
        true => format!("expected {} to {}", scale.min, scale.max),
        false => format!("expected one of: {}", labels.join(" | ")),
    };
    let problem = match did_you_mean(cell, all()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem,
    };
    problem
        .label(expected)
        .hint(format!("say what it means: --label '{}:{cell}=POINT' (or =na)", scale.id))
}

/// The name that a spreadsheet gives to a column, from 0.
pub fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A text short enough for a line. Of a long heading both ends stay: the question that many columns
/// share stands first, and what only this one asks stands last.
pub fn shown(text: &str) -> String {
    let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends: Vec<usize> = shown.char_indices().map(|(at, _)| at).collect();
    match ends.len().checked_sub(LAST) {
        Some(last) if last > FIRST + 1 => {
            format!("{}…{}", shown[..ends[FIRST]].trim_end(), shown[ends[last]..].trim_start())
        }
        _ => shown,
    }
}

/// How many letters stay at the beginning and at the end.
const FIRST: usize = 28;
const LAST: usize = 44;

#[cfg(test)]
mod tests {
    use super::{letters, shown};

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 51, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }

    #[test]
    fn a_long_heading_keeps_what_only_it_asks() {
        let long = format!("How far do you agree? {} [Wir  halten Wort.]", "é".repeat(90));
        let short = shown(&long);
        assert!(short.starts_with("How far do you agree? é"), "{short}");
        assert!(short.ends_with("é [Wir halten Wort.]"), "{short}");
        assert_eq!(short.chars().count(), 73);
        assert_eq!(shown(" a\n b"), "a b");
    }
}
