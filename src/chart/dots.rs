//! Dots on one scale: a figure with its interval, its target and where it was in the last wave.

use super::legend::{Legend, Swatch};
use super::pen::Ink;
use super::rows::{AXIS, Row, Rows, Words};
use super::scale::Scale;
use super::sheet::{Shape, Sheet, Source};
use super::{Frame, Width};

/// A dot chart from 0 to 100; rows stand in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dots {
    /// What is drawn, from top to bottom.
    pub rows: Vec<DotRow>,
    /// The words of the key.
    pub words: DotWords,
}

/// One row of a dot chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DotRow {
    /// What is measured.
    pub label: String,
    /// A remark at the right, such as "n 212".
    pub note: String,
    /// What became of it, such as "down 2" or "no clear change".
    pub change: String,
    /// The figure; `None` where it is not shown.
    pub value: Option<u8>,
    /// The figure as it is printed, such as "64" or "95 or more".
    pub shown: String,
    /// The low end of its interval.
    pub low: Option<u8>,
    /// The high end of its interval.
    pub high: Option<u8>,
    /// The target for it.
    pub target: Option<u8>,
    /// The figure in the last wave.
    pub last: Option<u8>,
    /// Whether this is the figure that sums up the others.
    pub emphasised: bool,
    /// The keys of the figures in this row, separated by spaces; empty where none is shown.
    pub cell: String,
}

/// The words of a dot chart; an entry of the key without words is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DotWords {
    /// For the filled dot.
    pub now: String,
    /// For the hollow dot.
    pub last: String,
    /// For the tick.
    pub target: String,
    /// For the line.
    pub interval: String,
    /// In place of a value that is not shown.
    pub not_shown: String,
}

const HALF: i32 = 110;

/// Draws a dot chart.
pub fn dots(chart: &Dots, frame: &Frame, width: Width) -> String {
    let narrow = width == Width::Narrow;
    let legend = Legend::new(entries(chart), 0, width.tenths());
    let words: Vec<_> = chart.rows.iter().map(|row| row.words(&chart.words)).collect();
    let rows = Rows::new(&words, width, legend.height + AXIS + if narrow { 60 } else { 0 }, HALF);
    let inset = if narrow { 130 } else { 0 };
    let scale = Scale::new((0, 100), (rows.plot.0 + inset, rows.plot.1 - inset));

    let sheet = Sheet::new();
    legend.draw(&sheet);
    rows.draw_scale(&sheet, &scale, legend.height);
    for (row, placed) in chart.rows.iter().zip(&rows.rows) {
        sheet.group("", Source::Cells(row.keys()), |sheet| {
            placed.draw_words(sheet);
            row.draw(sheet, placed, &scale);
        });
    }
    let size = (width.tenths(), rows.bottom + 20);
    sheet.finish(frame, &Shape { kind: "dots", variant: width.name(), size })
}

/// The entries of the key for what some row has.
fn entries(chart: &Dots) -> impl Iterator<Item = (Swatch, &str)> {
    let any = |has: fn(&DotRow) -> bool| chart.rows.iter().any(has);
    let words = &chart.words;
    [
        (Swatch::Now, &words.now, any(|row| row.value.is_some())),
        (Swatch::Interval, &words.interval, any(|row| row.low.is_some() && row.high.is_some())),
        (Swatch::Last, &words.last, any(|row| row.last.is_some())),
        (Swatch::Target, &words.target, any(|row| row.target.is_some())),
    ]
    .into_iter()
    .filter(|(.., used)| *used)
    .map(|(swatch, words, _)| (swatch, words.as_str()))
}

impl DotRow {
    fn words<'a>(&'a self, words: &'a DotWords) -> Words<'a> {
        let shown = self.value.is_some();
        Words {
            label: &self.label,
            value: if shown { &self.shown } else { &words.not_shown },
            shown,
            change: &self.change,
            note: &self.note,
            strong: self.emphasised,
        }
    }

    /// A row without a figure has no key.
    fn keys(&self) -> &str {
        if self.value.or(self.last).is_some() { &self.cell } else { "" }
    }

    fn draw(&self, sheet: &Sheet, row: &Row, scale: &Scale) {
        let y = row.middle;
        let at = |figure: u8| scale.at(figure.into());
        if let (Some(low), Some(high), Some(_)) = (self.low, self.high, self.value) {
            sheet.line(Ink::Interval, (at(low), y), (at(high), y));
        }
        // Larger than the dot, so that it shows as a ring where nothing has changed.
        let (now, last) = if self.emphasised { (70, 80) } else { (55, 65) };
        if let Some(figure) = self.last {
            sheet.circle(Ink::Last, (at(figure), y), last);
        }
        if let Some(figure) = self.value {
            sheet.circle(Ink::Now, (at(figure), y), now);
        }
        if let Some(figure) = self.target {
            sheet.group("", Source::Target, |sheet| {
                sheet.line(Ink::Target, (at(figure), y - HALF), (at(figure), y + HALF));
            });
        }
    }
}
