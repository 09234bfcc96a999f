//! Scores over time, over the items and people that are the same in every wave drawn.

use super::{Caption, Csv, Exhibit, Table};
use crate::chart::{self, Panel, Point, Series, Trend};
use crate::key::{Figure, Place, What};
use crate::view::scene::{Found, Scene};
use crate::view::sentence::{Piece, Sentence};

/// A picture: its title and its lines.
pub(in crate::view) struct Lines {
    pub title: String,
    pub lines: Vec<Line>,
}

/// A line: whose (may be empty where a picture has one), and what, where and by whom.
pub(in crate::view) struct Line {
    pub name: String,
    pub what: What,
    pub place: Place,
    pub audience: Option<u8>,
}

/// Draws small multiples over the waves of the trend, up to one: a report on an older wave knows nothing
/// of later ones.
pub(in crate::view) fn trend(
    scene: &Scene,
    until: u8,
    pictures: &[Lines],
    caption: Caption,
) -> Exhibit {
    let waves = trend_waves(scene, until);
    let name = |&wave: &u8| scene.wave_id(wave).to_owned();
    let chart = Trend {
        panels: pictures.iter().map(|picture| panel(scene, until, picture)).collect(),
        waves: waves.iter().map(name).collect(),
        range: range(scene, until, pictures),
        not_shown: scene.not_shown().text,
    };
    let (table, csv) = (table(scene, until, pictures), csv(scene, until, pictures));
    caption.over(|frame, width| chart::trend(&chart, frame, width), table, &csv)
}

/// The waves of the trend that had closed when this one did.
pub(in crate::view) fn trend_waves<'a>(scene: &Scene<'a>, until: u8) -> &'a [u8] {
    let waves = scene.input.report.trend_waves();
    let known = waves.iter().take_while(|&&wave| wave <= until).count();
    &waves[..known]
}

impl Line {
    /// Its cells, one a wave of the trend up to this one.
    pub fn cells<'a>(&self, scene: &Scene<'a>, until: u8) -> Vec<Found<'a>> {
        let report = scene.input.report;
        let cell = |&wave| report.trend(wave, self.what, self.place, self.audience);
        trend_waves(scene, until).iter().map(cell).collect()
    }
}

fn panel(scene: &Scene, until: u8, picture: &Lines) -> Panel {
    let point = |found: Found| {
        let (key, cell) = found?;
        let interval = cell.interval.as_ref().map(|interval| interval.get());
        let end = |end: i16| u8::try_from(end.clamp(0, 100)).unwrap_or_default();
        Some(Point {
            value: cell.mean.get().value,
            low: interval.map(|interval| end(interval.low)),
            high: interval.map(|interval| end(interval.high)),
            // The ends of the interval belong to the mean.
            cell: scene.key(key, Figure::Mean),
        })
    };
    let series = |line: &Line| Series {
        name: line.name.clone(),
        points: line.cells(scene, until).into_iter().map(point).collect(),
    };
    Panel { title: picture.title.clone(), series: picture.lines.iter().map(series).collect() }
}

/// The scale that all pictures share: whole twenties around everything drawn.
fn range(scene: &Scene, until: u8, pictures: &[Lines]) -> (u8, u8) {
    let cells = pictures.iter().flat_map(|picture| &picture.lines);
    let cells = cells.flat_map(|line| line.cells(scene, until)).flatten();
    let ends = cells.map(|(_, cell)| {
        let mean = i16::from(cell.mean.get().value);
        let interval = cell.interval.as_ref().map(|interval| *interval.get());
        interval.map_or((mean, mean), |interval| (interval.low, interval.high))
    });
    let span = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let Some((low, high)) = span else { return (0, 100) };
    let (low, high) = (low.clamp(0, 99) / 20 * 20, (high.clamp(1, 100) + 19) / 20 * 20);
    (u8::try_from(low).unwrap_or(0), u8::try_from(high).unwrap_or(100))
}

fn table(scene: &Scene, until: u8, pictures: &[Lines]) -> Table {
    let waves = trend_waves(scene, until);
    let heads =
        waves.iter().map(|&wave| (Piece::sourced(scene.wave_id(wave), "date").into(), None));
    let mut columns = vec![(scene.words.get("table.what").into(), None)];
    columns.extend(heads);
    let mut table = Table::new(&columns);
    for (label, line) in labelled(pictures) {
        let scores =
            line.cells(scene, until).into_iter().map(|found| scene.score_or_not(found).into());
        let cells = std::iter::once(Sentence::from(label)).chain(scores).collect();
        table.push(None, 0, cells);
    }
    table
}

fn csv(scene: &Scene, until: u8, pictures: &[Lines]) -> Csv {
    let mut csv = Csv::new(&["what", "wave"]);
    for (label, line) in labelled(pictures) {
        for (found, &wave) in line.cells(scene, until).into_iter().zip(trend_waves(scene, until)) {
            csv.cell(scene, vec![label.clone(), scene.wave_id(wave).to_owned()], found);
        }
    }
    csv
}

/// Every line with a name that holds without its picture.
fn labelled(pictures: &[Lines]) -> impl Iterator<Item = (String, &Line)> {
    pictures.iter().flat_map(|picture| {
        picture.lines.iter().map(|line| {
            let parts = [picture.title.as_str(), line.name.as_str()];
            let named: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            (named.join(", "), line)
        })
    })
}
