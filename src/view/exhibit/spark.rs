//! The course of a score as a line as small as a word.

use crate::chart::{self, Frame, Spark};
use crate::key::{Figure, Place, What};
use crate::view::scene::Scene;
use crate::view::sentence::Sentence;

/// The score over the waves of the trend; nothing where fewer than three are shown, or not the last.
pub(in crate::view) fn spark(
    scene: &Scene,
    what: What,
    place: Place,
    audience: Option<u8>,
    name: &Sentence,
) -> String {
    let report = scene.input.report;
    let cells = report.trend_waves().iter();
    let cells: Vec<_> = cells.map(|&wave| report.trend(wave, what, place, audience)).collect();
    let shown: Vec<_> = cells.iter().flatten().collect();
    let (Some(Some((key, last))), true) = (cells.last(), shown.len() > 2) else {
        return String::new();
    };
    let keys =
        shown.iter().fold(Sentence::default(), |sum, (key, cell)| sum + scene.score(*key, cell));
    let chart = Spark {
        points: cells.iter().map(|cell| cell.map(|(_, cell)| cell.mean.get().value)).collect(),
        range: (0, 100),
        shown: scene.score(*key, last).text,
        cell: keys.cells(),
        end: scene.key(*key, Figure::Mean),
    };
    let named = scene.input.names.write(*key, None).replace(['/', '~', '+'], "-");
    let frame = Frame {
        id: format!("spark-{named}"),
        title: scene.say("chart.spark", &[("what", name.clone())]).plain(),
        ..Frame::default()
    };
    chart::spark(&chart, &frame)
}
