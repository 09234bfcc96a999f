//! Answers from unfavourable to favourable as rows of segments.

use super::dots::key_of;
use super::{Caption, Csv, Exhibit, Table};
use crate::chart::{self, Likert, LikertMode, LikertRow};
use crate::key::{Figure, Key, What};
use crate::privacy::{Cell, Shares};
use crate::view::scene::{Found, Scene};
use crate::view::sentence::{Piece, Sentence};

/// One row: what was asked, and what is known of the answers.
pub(in crate::view) struct Asked<'a> {
    pub label: String,
    pub what: What,
    pub found: Found<'a>,
}

/// Draws answers, the most favourable row first; rows that are not shown come last.
pub(in crate::view) fn likert(
    scene: &Scene,
    heading: &str,
    rows: &[Asked],
    caption: Caption,
) -> Exhibit {
    let words = &scene.words;
    let three = ["chart.unfavourable", "chart.neutral", "chart.favourable"];
    let mut answers = vec![three.map(|name| words.get(name)).to_vec()];
    answers.extend(labels(scene, rows));
    let chart = Likert {
        rows: rows.iter().map(|row| row.drawn(scene)).collect(),
        mode: LikertMode::Stacked,
        answers,
        heading: words.get("chart.favourable_share"),
        not_shown: scene.not_shown().text,
    };
    let mut csv = Csv::new(&["what"]);
    for row in rows {
        csv.cell(scene, vec![row.label.clone()], row.found);
    }
    let table = table(scene, heading, rows);
    caption.over(|frame, width| chart::likert(&chart, frame, width), table, &csv)
}

/// Puts the most favourable first and what is not shown last.
pub(in crate::view) fn sort(rows: &mut [Asked]) {
    rows.sort_by_key(|row| {
        let share = row.shares().map(|(_, shares)| shares.favourable.value);
        std::cmp::Reverse(share.map_or(-1, i16::from))
    });
}

impl Asked<'_> {
    /// The three shares, where the scale has them.
    pub fn shares(&self) -> Option<(Key, &Shares)> {
        let (key, cell) = self.found?;
        Some((key, cell.shares.as_ref()?.get()))
    }

    fn drawn(&self, scene: &Scene) -> LikertRow {
        let (Some((key, shares)), Some((_, cell))) = (self.shares(), self.found) else {
            return LikertRow { label: self.label.clone(), ..LikertRow::default() };
        };
        let n = scene.n(key, cell);
        let favourable = scene.percent(shares.favourable, scene.key(key, Figure::Fav));
        let keys = [Figure::Unfav, Figure::Neutral, Figure::Fav].map(|f| scene.key(key, f));
        let n_key = n.as_ref().map(|n| n.cell.clone());
        let points = cell.points.as_ref().map(|_| scene.key(key, Figure::Points));
        LikertRow {
            label: self.label.clone(),
            segments: Self::segments(cell, shares),
            favourable: favourable.text,
            note: n.map_or_else(String::new, |n| scene.say("number.n", &[("n", n.into())]).plain()),
            cell: keys.into_iter().chain(points).chain(n_key).collect::<Vec<_>>().join(" "),
        }
    }

    /// The share of each point from the least to the most favourable, or three segments for small
    /// groups.
    fn segments(cell: &Cell, shares: &Shares) -> Vec<u8> {
        cell.points.as_ref().map_or_else(|| three(shares), |points| points.get().clone())
    }

    fn item<'a>(&self, scene: &Scene<'a>) -> Option<&'a crate::survey::Item> {
        match self.what {
            What::Item(item) => scene.input.survey.items.get(usize::from(item)),
            _ => None,
        }
    }
}

/// Three segments that make 100: what rounding or an edge leaves over goes to the middle.
fn three(shares: &Shares) -> Vec<u8> {
    let (low, high) = (shares.unfavourable.value.min(100), shares.favourable.value.min(100));
    let high = high.min(100 - low);
    vec![low, 100 - low - high, high]
}

/// The labels of the points of the first scale that is drawn point by point. Where agreement is bad
/// with some statement, its row is turned round, and the labels speak of good and bad instead.
fn labels(scene: &Scene, rows: &[Asked]) -> Option<Vec<String>> {
    let by_point = |row: &&Asked| row.found.is_some_and(|(_, cell)| cell.points.is_some());
    let items: Vec<_> = rows.iter().filter(by_point).filter_map(|row| row.item(scene)).collect();
    let scale = &scene.input.survey.scales[items.first()?.scale];
    if items.iter().any(|item| item.reverse) {
        let words = scene.words.list("chart.five");
        return (words.len() == scale.points()).then(|| words.to_vec());
    }
    Some(scale.labels.iter().map(|label| label.get(scene.language()).to_owned()).collect())
}

fn table(scene: &Scene, heading: &str, rows: &[Asked]) -> Table {
    let words = &scene.words;
    let with_n = rows.iter().any(|row| row.found.is_some_and(|(_, cell)| cell.n.is_some()));
    let mut columns = vec![
        (heading.into(), None),
        (words.say("table.favourable", &[]), Some(Figure::Fav)),
        (words.say("table.neutral", &[]), Some(Figure::Neutral)),
        (words.say("table.unfavourable", &[]), Some(Figure::Unfav)),
        (words.say("table.score", &[]), Some(Figure::Mean)),
    ];
    if with_n {
        columns.push((words.say("table.n", &[]), Some(Figure::N)));
    }
    let mut table = Table::new(&columns);
    for row in rows {
        let mut cells = vec![Sentence::from(row.label.as_str())];
        let share = |pick: fn(&Shares) -> crate::privacy::Score, figure| match row.shares() {
            Some((key, shares)) => scene.percent(pick(shares), scene.key(key, figure)),
            None => scene.not_shown(),
        };
        cells.push(share(|shares| shares.favourable, Figure::Fav).into());
        cells.push(share(|shares| shares.neutral, Figure::Neutral).into());
        cells.push(share(|shares| shares.unfavourable, Figure::Unfav).into());
        cells.push(scene.score_or_not(row.found).into());
        if with_n {
            let n: Piece = scene.n_or_not(row.found);
            cells.push(n.into());
        }
        table.push(key_of(scene, row.found), 0, cells);
    }
    table
}
