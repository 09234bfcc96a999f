//! Answers from unfavourable to favourable as rows of segments.

use super::dots::key_of;
use super::{Caption, Csv, Exhibit, Table};
use crate::chart::{self, Likert, LikertMode, LikertRow};
use crate::key::{Figure, Key, Place, What};
use crate::privacy::{Cell, Comparison, Shares};
use crate::survey::Scale;
use crate::view::scene::{Found, Scene};
use crate::view::sentence::{Piece, Sentence};

/// One row: what was asked, and what is known of the answers.
pub(in crate::view) struct Asked<'a> {
    pub label: String,
    pub what: What,
    pub found: Found<'a>,
    /// What became of it since the wave before.
    pub change: Option<(Key, &'a Comparison)>,
    /// What stands beside the row, such as "people differ"; may be empty.
    pub remark: String,
    /// How far each group of people agrees, for the table; empty where that is not known.
    pub agreement: Sentence,
}

impl<'a> Asked<'a> {
    /// The answers of one audience or, with `None`, of all that may be shown.
    pub fn new(scene: &Scene<'a>, wave: u8, what: What, audience: Option<u8>) -> Self {
        let place = Place::Organisation;
        Self {
            label: scene.what(what),
            what,
            found: scene.cell(wave, what, place, audience),
            change: scene.change(wave, what, place, audience),
            remark: String::new(),
            agreement: Sentence::default(),
        }
    }
}

/// How answers are called and drawn.
pub(in crate::view) struct Readings {
    /// The three kinds of answers, from unfavourable to favourable.
    pub three: [String; 3],
    /// What stands above the printed shares.
    pub heading: String,
    /// Whether rows show every point of the scale where they may.
    pub by_point: bool,
}

impl Readings {
    /// Unfavourable, neutral and favourable.
    pub fn plain(scene: &Scene) -> Self {
        let three = ["chart.unfavourable", "chart.neutral", "chart.favourable"];
        Self {
            three: three.map(|name| scene.words.get(name)),
            heading: scene.words.get("chart.favourable_share"),
            by_point: true,
        }
    }
}

/// Draws answers in the order given.
pub(in crate::view) fn likert(
    scene: &Scene,
    heading: &str,
    rows: &[Asked],
    readings: &Readings,
    caption: Caption,
) -> Exhibit {
    let mut answers = vec![readings.three.to_vec()];
    answers.extend(labels(scene, rows).filter(|_| readings.by_point));
    let chart = Likert {
        rows: rows.iter().map(|row| row.drawn(scene, readings.by_point)).collect(),
        mode: LikertMode::Stacked,
        answers,
        heading: readings.heading.clone(),
        not_shown: scene.not_shown().text,
    };
    let mut csv = Csv::new(&["what"]);
    for row in rows {
        csv.cell(scene, vec![row.label.clone()], row.found);
    }
    for row in rows {
        csv.difference(scene, vec![row.label.clone()], row.change);
    }
    let table = table(scene, heading, readings, rows);
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

    fn drawn(&self, scene: &Scene, by_point: bool) -> LikertRow {
        let (Some((key, shares)), Some((_, cell))) = (self.shares(), self.found) else {
            return LikertRow { label: self.label.clone(), ..LikertRow::default() };
        };
        let n = scene.n(key, cell);
        let favourable = scene.percent(shares.favourable, key, Figure::Fav);
        let keys = [Figure::Unfav, Figure::Neutral, Figure::Fav].map(|f| scene.key(key, f));
        let n_key = n.as_ref().map(|n| n.cell.clone());
        let n = n.map(|n| scene.say("number.n", &[("n", n.into())]).plain());
        let note = n.into_iter().chain([self.remark.clone()]).filter(|part| !part.is_empty());
        let points = cell.points.as_ref().map(|_| scene.key(key, Figure::Points));
        let (segments, bounds) = segments(cell, shares, by_point);
        LikertRow {
            label: self.label.clone(),
            segments,
            bounds,
            favourable: favourable.text,
            note: note.collect::<Vec<_>>().join(" · "),
            cell: keys.into_iter().chain(points).chain(n_key).collect::<Vec<_>>().join(" "),
        }
    }

    /// The scale that was answered on, and whether agreement with it is bad.
    fn scale<'s>(&self, scene: &Scene<'s>) -> Option<(&'s Scale, bool)> {
        let survey = scene.input.survey;
        let (scale, reverse) = match self.what {
            What::Item(item) => {
                let item = survey.items.get(usize::from(item))?;
                (item.scale, item.reverse)
            }
            What::Question(question) => {
                let question = survey.questions.get(usize::from(question))?;
                (question.scale?, question.reverse)
            }
            _ => return None,
        };
        Some((&survey.scales[scale], reverse))
    }
}

/// The most segments that can be told apart.
const SEGMENTS: usize = 7;

/// The share of each point from the least to the most favourable, or three segments for small
/// groups and long scales; and which of them are bounds.
fn segments(cell: &Cell, shares: &Shares, by_point: bool) -> (Vec<u8>, Vec<bool>) {
    let points = cell.points.as_ref().map(|points| points.get());
    let points = points.filter(|points| by_point && points.len() <= SEGMENTS);
    points.map_or_else(|| three(shares), |points| (points.clone(), Vec::new()))
}

/// Three segments that make 100, and which of them are bounds. Those that are none keep the length of the
/// number that is printed in them, and bounds share what these leave; without bounds the middle takes
/// what rounding leaves.
pub(super) fn three(shares: &Shares) -> (Vec<u8>, Vec<bool>) {
    let all = [shares.unfavourable, shares.neutral, shares.favourable];
    let bounds = all.map(|share| share.edge.is_some());
    let mut lengths = all.map(|share| u32::from(share.value.min(100)));
    let known = |is_bound| {
        let counted = lengths.iter().zip(bounds).filter(move |(_, bound)| *bound == is_bound);
        counted.map(|(length, _)| *length).sum::<u32>()
    };
    let (left, bounded) = (100_u32.saturating_sub(known(false)), known(true).max(1));
    let widest = match bounds.contains(&true) {
        true => (0..3).filter(|&at| bounds[at]).max_by_key(|&at| lengths[at]).unwrap_or(1),
        false => 1,
    };
    for at in (0..3).filter(|&at| bounds[at]) {
        lengths[at] = lengths[at] * left / bounded;
    }
    let others: u32 = (0..3).filter(|&at| at != widest).map(|at| lengths[at]).sum();
    lengths[widest] = 100_u32.saturating_sub(others);
    let lengths = lengths.map(|length| u8::try_from(length).unwrap_or(100));
    (lengths.to_vec(), bounds.to_vec())
}

/// The labels of the points of the first scale that is drawn point by point. Where agreement is bad
/// with some statement, its row is turned round, and the labels speak of good and bad instead.
fn labels(scene: &Scene, rows: &[Asked]) -> Option<Vec<String>> {
    let by_point = |row: &&Asked| row.found.is_some_and(|(_, cell)| cell.points.is_some());
    let scales: Vec<_> = rows.iter().filter(by_point).filter_map(|row| row.scale(scene)).collect();
    let &(scale, _) = scales.first()?;
    if scales.iter().any(|(_, reverse)| *reverse) {
        let words = scene.words.list("chart.five");
        return (words.len() == scale.points()).then(|| words.to_vec());
    }
    Some(scale.labels.iter().map(|label| label.get(scene.language()).to_owned()).collect())
}

fn table(scene: &Scene, heading: &str, readings: &Readings, rows: &[Asked]) -> Table {
    let words = &scene.words;
    let with_n = rows.iter().any(|row| row.found.is_some_and(|(_, cell)| cell.n.is_some()));
    let with_change = rows.iter().any(|row| row.change.is_some());
    let with_agreement = rows.iter().any(|row| !row.agreement.is_empty());
    let with_interval =
        rows.iter().any(|row| row.found.is_some_and(|(_, cell)| cell.favourable.is_some()));
    let [unfavourable, neutral, favourable] = &readings.three;
    let mut columns = vec![(heading.into(), None), (favourable.as_str().into(), Some(Figure::Fav))];
    columns.extend(with_interval.then(|| (words.say("table.share_interval", &[]), None)));
    columns.extend([
        (neutral.as_str().into(), Some(Figure::Neutral)),
        (unfavourable.as_str().into(), Some(Figure::Unfav)),
        (words.say("table.score", &[]), Some(Figure::Mean)),
    ]);
    if with_n {
        columns.push((words.say("table.n", &[]), Some(Figure::N)));
    }
    columns.extend(with_change.then(|| (words.say("table.change", &[]), None)));
    columns.extend(with_agreement.then(|| (words.say("table.agreement", &[]), None)));
    let mut table = Table::new(&columns);
    for row in rows {
        let mut cells = vec![Sentence::from(row.label.as_str())];
        let share = |pick: fn(&Shares) -> crate::privacy::Score, figure| match row.shares() {
            Some((key, shares)) => scene.percent(pick(shares), key, figure),
            None => scene.not_shown(),
        };
        cells.push(share(|shares| shares.favourable, Figure::Fav).into());
        cells.extend(with_interval.then(|| scene.favourable_interval_or_not(row.found)));
        cells.push(share(|shares| shares.neutral, Figure::Neutral).into());
        cells.push(share(|shares| shares.unfavourable, Figure::Unfav).into());
        cells.push(scene.score_or_not(row.found).into());
        if with_n {
            let n: Piece = scene.n_or_not(row.found);
            cells.push(n.into());
        }
        cells.extend(with_change.then(|| scene.change_in_full(row.change)));
        cells.extend(with_agreement.then(|| match row.agreement.is_empty() {
            true => scene.not_shown().into(),
            false => row.agreement.clone(),
        }));
        table.push(key_of(scene, row.found), 0, cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::{Edge, Score};

    #[test]
    fn segments_make_100_and_keep_the_numbers_printed_in_them() {
        let plain = |value| Score { value, edge: None };
        let edge = |value, edge| Score { value, edge: Some(edge) };
        let few = edge(5, Edge::OrLess);
        for (unfavourable, neutral, favourable, expected) in [
            (few, plain(43), plain(57), [0, 43, 57]),
            (few, plain(40), plain(57), [3, 40, 57]),
            (plain(60), plain(38), few, [60, 38, 2]),
            (few, few, edge(95, Edge::OrMore), [4, 4, 92]),
            (few, plain(37), edge(58, Edge::OrMore), [5, 37, 58]),
            (edge(8, Edge::OrLess), plain(20), edge(71, Edge::OrMore), [8, 20, 72]),
            (plain(33), plain(33), plain(33), [33, 34, 33]),
        ] {
            let all = [unfavourable, neutral, favourable];
            let (segments, bounds) = three(&Shares { favourable, neutral, unfavourable });
            assert_eq!(segments, expected);
            assert_eq!(bounds, all.map(|share: Score| share.edge.is_some()));
        }
    }
}
