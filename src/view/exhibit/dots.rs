//! Scores now as dots on one scale, with interval, target and last wave.

use super::{Caption, Csv, Exhibit, Table};
use crate::chart::{self, DotRow, DotWords, Dots};
use crate::key::{Figure, Key, Place, What};
use crate::privacy::{Cell, Comparison};
use crate::view::scene::{Found, Scene};
use crate::view::sentence::{Piece, Sentence};

/// One row: what is scored, where, and by whom (`None`: the composite).
pub(in crate::view) struct Subject {
    pub label: String,
    pub what: What,
    pub place: Place,
    pub audience: Option<u8>,
    pub emphasised: bool,
}

/// A row with what was found for it.
struct Row<'a> {
    subject: &'a Subject,
    cell: Found<'a>,
    change: Option<(Key, &'a Comparison)>,
    target: Option<u8>,
}

/// Draws the scores of one wave; units have no targets of their own.
pub(in crate::view) fn dots(
    scene: &Scene,
    wave: u8,
    subjects: &[Subject],
    caption: Caption,
) -> Exhibit {
    let find = |subject| row(scene, wave, subject);
    let rows: Vec<_> = subjects.iter().map(find).collect();
    let words = &scene.words;
    let chart = Dots {
        rows: rows.iter().map(|row| row.drawn(scene)).collect(),
        words: DotWords {
            now: words.get("chart.now"),
            last: words.get("chart.last"),
            target: words.get("chart.target"),
            interval: words.say("chart.interval", &[]).plain(),
            not_shown: scene.not_shown().text,
        },
    };
    caption.over(
        |frame, width| chart::dots(&chart, frame, width),
        table(scene, &rows),
        &csv(scene, &rows),
    )
}

fn row<'a>(scene: &Scene<'a>, wave: u8, subject: &'a Subject) -> Row<'a> {
    let Subject { what, place, audience, .. } = *subject;
    Row {
        subject,
        cell: scene.cell(wave, what, place, audience),
        change: scene.change(wave, what, place, audience),
        target: scene.target_at(wave, what, place).filter(|_| audience.is_none()),
    }
}

impl Row<'_> {
    fn drawn(&self, scene: &Scene) -> DotRow {
        let Some((key, cell)) = self.cell else {
            return DotRow {
                label: self.subject.label.clone(),
                target: self.target,
                emphasised: self.subject.emphasised,
                ..DotRow::default()
            };
        };
        let mean = *cell.mean.get();
        let n = scene.n(key, cell);
        let interval = cell.interval.as_ref().map(|interval| *interval.get());
        let said = self.change.map(|(key, change)| scene.change_words(key, change).plain());
        let points = self.change.map(|(key, change)| scene.points(key, change));
        let interval_piece = interval.map(|interval| scene.interval(key, &interval));
        let note = [
            interval_piece.clone().map(Sentence::from),
            n.clone().map(|n| scene.say("number.n", &[("n", n.into())])),
        ];
        let note = note.into_iter().flatten().map(|part| part.plain()).collect::<Vec<_>>();
        let quoted = [Some(scene.score(key, cell)), interval_piece, n.clone(), points];
        let quoted = quoted.into_iter().flatten().fold(Sentence::default(), |sum, one| sum + one);
        DotRow {
            label: self.subject.label.clone(),
            note: note.join(" · "),
            change: said.unwrap_or_default(),
            value: Some(mean.value),
            shown: scene.score_text(mean),
            low: interval.map(|interval| on_scale(interval.low)),
            high: interval.map(|interval| on_scale(interval.high)),
            target: self.target,
            last: self.last(mean.value),
            emphasised: self.subject.emphasised,
            cell: quoted.cells(),
        }
    }

    /// Where the mark of the last wave stands: now minus change.
    fn last(&self, now: u8) -> Option<u8> {
        let (_, change) = self.change?;
        Some(on_scale(i16::from(now) - change.points.get()))
    }
}

fn on_scale(figure: i16) -> u8 {
    u8::try_from(figure.clamp(0, 100)).unwrap_or_default()
}

fn table(scene: &Scene, rows: &[Row]) -> Table {
    let words = &scene.words;
    let with_target = rows.iter().any(|row| row.target.is_some());
    let mut columns = vec![
        (words.say("table.what", &[]), None),
        (words.say("table.score", &[]), Some(Figure::Mean)),
        (words.say("table.interval", &[]), None),
        (words.say("table.n", &[]), Some(Figure::N)),
        (words.say("table.change", &[]), None),
    ];
    if with_target {
        columns.push((words.say("table.target", &[]), None));
    }
    let mut table = Table::new(&columns);
    for row in rows {
        let mut cells = vec![
            row.subject.label.clone().into(),
            scene.score_or_not(row.cell).into(),
            scene.interval_or_not(row.cell),
            scene.n_or_not(row.cell).into(),
            scene.change_in_full(row.change),
        ];
        if with_target {
            let target = row.target.map(|target| Piece::sourced(target.to_string(), "target"));
            cells.push(target.unwrap_or_else(|| Piece::text("")).into());
        }
        table.push(key_of(scene, row.cell), 0, cells);
    }
    table
}

/// The key of a row whose columns are its figures.
pub(super) fn key_of(scene: &Scene, found: Option<(Key, &Cell)>) -> Option<String> {
    found.map(|(key, _)| scene.input.names.write(key, None))
}

fn csv(scene: &Scene, rows: &[Row]) -> Csv {
    let mut csv = Csv::new(&["what"]);
    for row in rows {
        csv.cell(scene, vec![row.subject.label.clone()], row.cell);
    }
    for row in rows {
        csv.difference(scene, vec![row.subject.label.clone()], row.change);
    }
    csv
}
