//! What the outcome goes with, against the room there is to improve.

use super::{Caption, Csv, Exhibit, Table};
use crate::chart::{self, Matrix, MatrixPoint, MatrixScale};
use crate::key::{Figure, Key, What};
use crate::view::scene::{Found, Scene};
use crate::view::sentence::Sentence;

/// A practice or dimension with its weight and its score among the same people.
pub(in crate::view) struct Weighed<'a> {
    pub what: What,
    /// The key of the weight.
    pub key: Key,
    /// In %.
    pub weight: u8,
    pub score: Found<'a>,
}

impl Weighed<'_> {
    /// Points short of 100, where the score is shown.
    fn headroom(&self) -> Option<u8> {
        self.score.map(|(_, cell)| 100 - cell.mean.get().value.min(100))
    }

    /// Whether it weighs more than `weight` and has more room than `headroom`.
    pub fn is_first(&self, (weight, headroom): (u8, u8)) -> bool {
        self.weight > weight && self.headroom().is_some_and(|room| room > headroom)
    }
}

/// Draws weights against room; `split` is where the picture is divided. Rows without a score stand in
/// the table only.
pub(in crate::view) fn matrix(
    scene: &Scene,
    rows: &[Weighed],
    split: (u8, u8),
    caption: Caption,
) -> Exhibit {
    let words = &scene.words;
    let heaviest = rows.iter().map(|row| row.weight).max().unwrap_or_default().max(split.0);
    let rooms = || rows.iter().filter_map(Weighed::headroom).chain([split.1]);
    let (least, most) = (rooms().min().unwrap_or(0), rooms().max().unwrap_or(100));
    let quarters = ["matrix.later", "matrix.first", "matrix.leave", "matrix.keep"];
    let chart = Matrix {
        points: rows.iter().filter_map(|row| drawn(scene, row, split)).collect(),
        across: MatrixScale {
            title: words.get("matrix.across"),
            range: (0, above(heaviest)),
            split: split.0,
        },
        up: MatrixScale {
            title: words.get("matrix.up"),
            range: around(least, most),
            split: split.1,
        },
        quarters: quarters.map(|name| words.get(name)),
    };
    let (table, csv) = (table(scene, rows), csv(scene, rows));
    caption.over(|frame, width| chart::matrix(&chart, frame, width), table, &csv)
}

/// The end of a scale that holds this weight, in steps that read well.
fn above(weight: u8) -> u8 {
    [10, 15, 20, 30, 40, 60, 80].into_iter().find(|&end| weight <= end).unwrap_or(100)
}

/// Whole tens around two figures, a length that ticks divide evenly.
fn around(least: u8, most: u8) -> (u8, u8) {
    let (low, high) = (least.min(99) / 10 * 10, most.clamp(1, 100).div_ceil(10) * 10);
    match (high.saturating_sub(low), high) {
        (50 | 70 | 90, 100) => (low.saturating_sub(10), high),
        (50 | 70 | 90, _) => (low, high + 10),
        (0, _) => (low.saturating_sub(10), high.max(10)),
        _ => (low, high),
    }
}

fn drawn(scene: &Scene, row: &Weighed, split: (u8, u8)) -> Option<MatrixPoint> {
    let (key, _) = row.score?;
    Some(MatrixPoint {
        label: scene.what(row.what),
        across: row.weight,
        up: row.headroom()?,
        emphasised: row.is_first(split),
        cell: format!("{} {}", scene.key(row.key, Figure::Weight), scene.key(key, Figure::Mean)),
    })
}

fn table(scene: &Scene, rows: &[Weighed]) -> Table {
    let words = &scene.words;
    let is_practice = rows.iter().any(|row| matches!(row.what, What::Practice(_)));
    let heading = if is_practice { "table.practice" } else { "table.dimension" };
    let mut table = Table::new(&[
        (words.get(heading), None),
        (words.get("table.weight"), Some(Figure::Weight)),
        (words.get("table.score"), Some(Figure::Mean)),
    ]);
    for row in rows {
        let weight = scene.whole_percent(row.weight, row.key, Figure::Weight);
        let cells = vec![
            Sentence::from(scene.what(row.what)),
            weight.into(),
            scene.score_or_not(row.score).into(),
        ];
        table.push(Some(scene.input.names.write(row.key, None)), 0, cells);
    }
    table
}

fn csv(scene: &Scene, rows: &[Weighed]) -> Csv {
    let mut csv = Csv::new(&["what"]);
    for row in rows {
        let figures = [(Figure::Weight, row.weight.to_string())];
        csv.figures(scene, vec![scene.what(row.what)], row.key, &figures);
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_holds_its_figures_and_is_divided_evenly() {
        for least in 0..=100 {
            for most in least..=100 {
                let (low, high) = around(least, most);
                assert!(low <= least && most <= high && high <= 100, "{least} to {most}");
                assert!([10, 20, 30, 40, 60, 80, 100].contains(&(high - low)), "{least} to {most}");
            }
        }
        assert_eq!([9, 12, 41, 99].map(above), [10, 15, 60, 100]);
    }
}
