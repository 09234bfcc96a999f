//! What is wrong with an export, with the row and the column as a spreadsheet names them.

use super::{Import, Wanted};
use crate::collect::Site;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::import::{Found, Meaning, Plan, Problem, Tally, Unreadable, Unsure};
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
    let spot = Spot::file(&wanted.name);
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
        let message = format!("no response is left of {} rows", tally.rows);
        to.push(
            Diagnostic::error(Code::Export, Spot::file(&wanted.name), message)
                .label("expected at least one finished response")
                .hint("--unfinished takes those too that were not finished"),
        );
    }
    let told: usize = tally.problems.values().map(|found| found.count).sum();
    if tally.unmapped > told {
        let message = format!("and {} more cells like these", tally.unmapped - told);
        let problem = Diagnostic::error(Code::Unmapped, Spot::file(&wanted.name), message);
        to.push(self::told(wanted, problem));
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
        _ => format!("row {}, column {} (`{}`)", found.row, letters(column), shown(heading)),
    };
    let cells = if what == Problem::NoPerson { "rows" } else { "cells" };
    let again = match found.count {
        1 => String::new(),
        count => format!(" ({count} {cells})"),
    };
    let cell = shown(cell);
    let said = match what {
        Problem::Label => format!("`{cell}` is no label of the scale"),
        Problem::Several => format!("`{cell}` is more than one answer"),
        Problem::Contradiction => format!("`{cell}` is another answer than a column before it has"),
        Problem::NotAsked => format!("audience `{cell}` was not asked this in this wave"),
        Problem::TooLong => "this comment is too long".to_owned(),
        Problem::Person => format!("`{cell}` is none that organisation.toml or suppliers.toml has"),
        Problem::NoPerson => format!("nothing tells the {cell}"),
        Problem::RepeatedId => format!("the response `{cell}` stands twice, with other answers"),
    };
    // The row stands in for a place, so that the messages come in the order of the rows.
    let spot = Spot { start: found.row, end: found.row, ..Spot::file(&wanted.name) };
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
    }
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
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A text short enough for a message.
fn shown(text: &str) -> String {
    let mut shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = shown.char_indices().nth(70) {
        shown.truncate(cut);
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 51, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "ZZ", "AAA"]);
    }
}
