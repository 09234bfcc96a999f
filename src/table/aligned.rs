//! A table for people at a terminal: one line a cell, with the change since the wave before beside it.

use super::{Figures, Rows};
use crate::key::{Key, Names, People, Waves};
use std::collections::BTreeMap;

/// What stands for a figure that is not there.
const NONE: &str = "–";

/// Column heads and how their figures are written.
type Column = (&'static str, fn(&Figures) -> Option<String>);

const OF_CELL: [Column; 10] = [
    ("score", |own| text(own, "mean")),
    ("interval", interval),
    ("n", |own| text(own, "n")),
    ("invited", |own| text(own, "invited")),
    ("rate", |own| text(own, "rate").map(|rate| format!("{rate} %"))),
    ("favourable", favourable),
    ("nps", |own| text(own, "nps")),
    ("alpha", |own| text(own, "alpha")),
    ("rwg", |own| text(own, "rwg")),
    ("gap", difference),
];

const OF_CHANGE: [Column; 2] = [("change", difference), ("p", |own| text(own, "p"))];

fn text(figures: &Figures, name: &str) -> Option<String> {
    figures.iter().find(|(own, _)| *own == name).map(|(_, value)| value.to_string())
}

/// "61 to 67", with a star where the spread is the typical one.
fn interval(figures: &Figures) -> Option<String> {
    let (low, high) = (text(figures, "low")?, text(figures, "high")?);
    let star = if text(figures, "spread").is_some() { "*" } else { "" };
    text(figures, "mean")?;
    Some(format!("{low} to {high}{star}"))
}

/// "64 % (58 to 70)".
fn favourable(figures: &Figures) -> Option<String> {
    let share = text(figures, "fav")?;
    let ends = text(figures, "fav_low").zip(text(figures, "fav_high"));
    let ends = ends.map(|(low, high)| format!(" ({low} to {high})")).unwrap_or_default();
    Some(format!("{share} %{ends}"))
}

/// "+3 (1 to 5)".
fn difference(figures: &Figures) -> Option<String> {
    let points = text(figures, "change").or_else(|| text(figures, "gap"))?;
    let sign = if points.starts_with('-') || points == "0" { "" } else { "+" };
    let ends = text(figures, "low").zip(text(figures, "high"));
    let ends = ends.map(|(low, high)| format!(" ({low} to {high})")).unwrap_or_default();
    Some(format!("{sign}{points}{ends}"))
}

/// The table, without columns that are empty in every line.
pub(super) fn write(rows: &Rows, names: &Names) -> String {
    let changes: BTreeMap<Key, &Figures> = rows
        .0
        .iter()
        .filter(|(key, _)| !key.matched.is_empty())
        .map(|(key, figures)| (without_wave_before(key), figures))
        .collect();
    let mut table = vec![head()];
    for (key, figures) in rows.0.iter().filter(|(key, _)| key.matched.is_empty()) {
        let change = changes.get(&without_wave_before(key));
        let parts = names.write(*key, None);
        let mut line: Vec<String> = parts.split('/').skip(1).map(str::to_owned).collect();
        line.extend(OF_CELL.iter().map(|(_, cell)| cell(figures).unwrap_or_default()));
        line.extend(
            OF_CHANGE
                .iter()
                .map(|(_, cell)| change.and_then(|figures| cell(figures)).unwrap_or_default()),
        );
        table.push(line);
    }
    align(&without_empty_columns(&table))
}

fn head() -> Vec<String> {
    let of_figures = OF_CELL.iter().chain(&OF_CHANGE).map(|(name, _)| *name);
    ["what", "unit", "audience", "supplier"]
        .into_iter()
        .chain(of_figures)
        .map(str::to_owned)
        .collect()
}

/// The key that a cell shares with its change. A composite may be over other audiences then.
fn without_wave_before(key: &Key) -> Key {
    let people = match key.people {
        People::Composite(_) => People::Everybody,
        people => people,
    };
    Key { matched: Waves::NONE, people, ..*key }
}

fn without_empty_columns(table: &[Vec<String>]) -> Vec<Vec<String>> {
    let is_filled =
        |column: &usize| table[1..].iter().any(|line| !matches!(line[*column].as_str(), "" | "-"));
    let columns: Vec<usize> =
        (0..table[0].len()).filter(|column| *column == 0 || is_filled(column)).collect();
    let pick = |line: &Vec<String>| columns.iter().map(|&column| line[column].clone()).collect();
    table.iter().map(pick).collect()
}

/// Words to the left, figures to the right.
fn align(table: &[Vec<String>]) -> String {
    let is_word = |column: usize| {
        ["what", "unit", "audience", "supplier"].contains(&table[0][column].as_str())
    };
    let width = |column: usize| {
        table.iter().map(|line| shown(&line[column]).chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table[0].len()).map(width).collect();
    let mut out = String::new();
    for line in table {
        let cells: Vec<String> = (line.iter().zip(&widths).enumerate())
            .map(|(column, (cell, &width))| match is_word(column) {
                true => format!("{:<width$}", shown(cell)),
                false => format!("{:>width$}", shown(cell)),
            })
            .collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn shown(cell: &str) -> &str {
    if cell.is_empty() { NONE } else { cell }
}
