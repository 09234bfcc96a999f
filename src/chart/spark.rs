//! A line as small as a word, with its end value printed, for the rows of a table.

use super::Frame;
use super::pen::Ink;
use super::scale::Scale;
use super::series::mark;
use super::sheet::{Anchor, Shape, Sheet, Source};
use super::text::{self, DROP, Weight};

/// A sparkline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spark {
    /// One figure a wave, oldest first; `None` leaves a gap.
    pub points: Vec<Option<u8>>,
    /// The scale; the same for all rows of a table.
    pub range: (u8, u8),
    /// The end value as it is printed.
    pub shown: String,
    /// The keys of the figures, separated by spaces; empty where none is shown.
    pub cell: String,
    /// The key of the end value.
    pub end: String,
}

const SIZE: (i32, i32) = (1200, 280);

/// Draws a sparkline of 120 by 28 px.
pub fn spark(chart: &Spark, frame: &Frame) -> String {
    let shown = text::fit(&chart.shown, Weight::Bold, 800);
    let right = SIZE.0 - text::width(&shown, Weight::Bold).max(200) - 140;
    let last = chart.points.len().saturating_sub(1) as i32;
    let x = Scale::new((0, last.max(1)), (40, right));
    let y = Scale::new((chart.range.0.into(), chart.range.1.into()), (SIZE.1 - 50, 50));
    let place = |(i, point): (usize, &Option<u8>)| point.map(|p| (x.at(i as i32), y.at(p.into())));
    let places: Vec<_> = chart.points.iter().enumerate().map(place).collect();

    let sheet = Sheet::new();
    sheet.group("", Source::Cells(&chart.cell), |sheet| {
        for run in places.split(Option::is_none) {
            let run: Vec<_> = run.iter().flatten().copied().collect();
            match run[..] {
                [] => {}
                [alone] => mark(sheet, 1, alone),
                _ => sheet.path(Ink::Line(1), run),
            }
        }
        if let Some(Some(end)) = places.last() {
            mark(sheet, 1, *end);
        }
    });
    sheet.group("", Source::Cells(&chart.end), |sheet| {
        sheet.text(Ink::Value, (SIZE.0, SIZE.1 / 2 + DROP), Anchor::End, &shown);
    });
    sheet.finish(frame, &Shape { kind: "spark", variant: "", size: SIZE })
}
