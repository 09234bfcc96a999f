//! What stands above a column, and the names that it may have by that.

use super::dialect::Dialect;
use super::fold::{squash, unescape};
use super::row::Row;
use std::collections::BTreeMap;

/// What stands above a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// As it is shown to people and kept in imports.toml.
    pub(super) shown: String,
    /// What the column may be called, letters and digits alone, the likeliest first.
    pub(super) names: Vec<String>,
    /// What the question above several columns may be called, and what the column is within it.
    pub(super) part: Option<(Vec<String>, String)>,
}

/// The headings of all columns.
pub(super) fn headings(dialect: Dialect, head: &[Row]) -> Vec<Heading> {
    let rows = &head[..dialect.header_rows(head).min(head.len())];
    let columns = rows.iter().map(Row::len).max().unwrap_or(0);
    let mut question = String::new();
    let of = |column: usize| {
        let cell = |row: usize| {
            let cell = rows.get(row).map_or("", |row| row.cell(column));
            let cell = if dialect.escapes() { unescape(cell) } else { cell.to_owned() };
            cell.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        match dialect {
            Dialect::Qualtrics => of_codes(&cell(0), &cell(1)),
            Dialect::SurveyMonkey => of_parts(&mut question, cell(0), cell(1)),
            Dialect::LimeSurvey => of_limesurvey(&cell(0)),
            _ => of_text(&cell(0), dialect == Dialect::MsForms),
        }
    };
    let mut headings: Vec<Heading> = (0..columns).map(of).collect();
    tell_apart(&mut headings);
    headings
}

/// Columns of one heading are shown with a number, so that somebody can say which one is meant.
fn tell_apart(headings: &mut [Heading]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for heading in headings.iter_mut().filter(|heading| !heading.shown.is_empty()) {
        let before = seen.entry(squash(&heading.shown)).or_default();
        *before += 1;
        if *before > 1 {
            heading.shown = format!("{} ({before})", heading.shown);
        }
    }
}

/// The headings of all columns as they are shown.
pub fn shown_headings(dialect: Dialect, head: &[Row]) -> Vec<String> {
    headings(dialect, head).into_iter().map(|heading| heading.shown).collect()
}

/// A heading that is the question, or `Question [Row]`.
fn of_text(text: &str, may_be_numbered: bool) -> Heading {
    let mut heading = Heading { shown: text.to_owned(), ..Heading::default() };
    heading.name(text);
    if let Some((question, part)) = in_brackets(text) {
        heading.name(part);
        heading.part = Some((vec![squash(question)], part.to_owned()));
    }
    // The second question of the same title is called `Title2`.
    let bare = text.trim_end_matches(|end: char| end.is_ascii_digit());
    if may_be_numbered && bare.len() < text.len() {
        heading.name(bare);
    }
    heading
}

/// A code, and the text of `Question - Statement`; where the one ends and the other begins cannot be
/// seen, since both may hold hyphens.
fn of_codes(code: &str, text: &str) -> Heading {
    let shown = if text.is_empty() { code } else { text };
    let mut heading = Heading { shown: shown.to_owned(), ..Heading::default() };
    if code.ends_with("_NPS_GROUP") {
        // Worked out by the tool from the answer in the next column.
        return heading;
    }
    heading.name(text);
    heading.name(code);
    let mut questions = Vec::new();
    for (at, _) in text.match_indices('-') {
        heading.name(&text[at + 1..]);
        questions.push(squash(&text[..at]));
    }
    if let Some((_, last)) = text.rsplit_once('-') {
        heading.part = Some((questions, last.trim().to_owned()));
    }
    heading
}

/// A question over its first column only, and below it a row or an option of it.
fn of_parts(question: &mut String, text: String, part: String) -> Heading {
    if !text.is_empty() {
        *question = text;
    }
    let alone = ["", "response", "openendedresponse", "antwort", "offeneantwort"];
    let mut heading = Heading { shown: question.clone(), ..Heading::default() };
    if alone.contains(&squash(&part).as_str()) {
        heading.name(question);
        return heading;
    }
    heading.shown = format!("{question} [{part}]");
    heading.name(&part);
    heading.part = Some((vec![squash(question)], part));
    heading
}

/// `code`, `text`, `text [sub]`, `code[sub]`, `code. text` or `code[sub]. [text]`.
fn of_limesurvey(text: &str) -> Heading {
    let is_code = |code: &str| {
        !code.is_empty() && code.chars().all(|one| one.is_alphanumeric() || "[]_".contains(one))
    };
    let (code, words) = match text.split_once(". ").filter(|(code, _)| is_code(code)) {
        Some((code, words)) => (code, words),
        None if is_code(text) => (text, ""),
        None => ("", text),
    };
    let mut heading = of_text(words, false);
    heading.shown = text.to_owned();
    if let Some((question, part)) = in_brackets(code) {
        heading.name(part);
        if words.is_empty() {
            heading.part = Some((vec![squash(question)], part.to_owned()));
        }
    }
    heading.name(code);
    heading
}

/// The last text in brackets, and what stands before it.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_end().strip_suffix(']')?;
    let (before, part) = inner.rsplit_once('[')?;
    Some((before, part.trim()))
}

impl Heading {
    fn name(&mut self, text: &str) {
        let name = squash(text);
        if !name.is_empty() && !self.names.contains(&name) {
            self.names.push(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dialect: Dialect, rows: &[&[&str]]) -> Vec<Vec<String>> {
        let mut head = Vec::new();
        for (number, cells) in rows.iter().enumerate() {
            let mut row = Row::default();
            row.start(number + 1);
            cells.iter().for_each(|cell| row.push(cell));
            head.push(row);
        }
        headings(dialect, &head).into_iter().map(|heading| heading.names).collect()
    }

    #[test]
    fn each_tool_has_its_way_to_name_a_column() {
        let ms = names(Dialect::MsForms, &[&["Any\u{a0}comments?2"]]);
        assert_eq!(ms, [["anycomments2", "anycomments"]]);
        let google = names(Dialect::GoogleForms, &[&["How far? [We meet.]"]]);
        assert_eq!(google, [["howfarwemeet", "wemeet"]]);
        let lime = names(
            Dialect::LimeSurvey,
            &[&[
                "A1[cadence1]. [We meet.]",
                "A1[cadence1]",
                "cadence1. We meet.",
                "Agree? [We meet.]",
            ]],
        );
        assert_eq!(lime[0], ["wemeet", "cadence1", "a1cadence1"]);
        assert_eq!(lime[1], ["cadence1", "a1cadence1"]);
        assert_eq!(lime[2], ["wemeet", "cadence1"]);
        assert_eq!(lime[3], ["agreewemeet", "wemeet"]);
        let qualtrics = names(Dialect::Qualtrics, &[&["Q5_1"], &["How far? - We co-operate."]]);
        assert_eq!(qualtrics[0], ["howfarwecooperate", "q51", "wecooperate", "operate"]);
        let monkey =
            names(Dialect::SurveyMonkey, &[&["R&amp;D?", "", "Why?"], &["A", "B", "Response"]]);
        assert_eq!(monkey, [["a"], ["b"], ["why"]]);
    }
}
