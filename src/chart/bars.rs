//! Bars from zero on a scale from 0 to 100 %: a share in parts, or how much of a way is done.

use super::legend::{Legend, Swatch};
use super::pen::Ink;
use super::rows::{AXIS, Row, Rows, Words};
use super::scale::Scale;
use super::sheet::{Shape, Sheet, Source};
use super::{Frame, Width};

/// A bar chart in %; rows stand in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// What is drawn, from top to bottom.
    pub rows: Vec<BarRow>,
    /// The words of the key, one for each part that bars may have; two at most.
    pub parts: Vec<String>,
    /// The words of the key for the tick; none without ticks.
    pub target: String,
    /// In place of a bar without a figure.
    pub not_shown: String,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BarRow {
    /// What it is about.
    pub label: String,
    /// A remark at the right.
    pub note: String,
    /// The figure as it is printed; empty where there is none.
    pub shown: String,
    /// The parts that lie end to end, in %; what lies beyond the scale is not drawn.
    pub parts: Vec<u8>,
    /// Where the tick stands.
    pub target: Option<u8>,
    /// Where the numbers of the row come from, as in `register:measures/…`.
    pub source: String,
}

const HALF: i32 = 100;

/// Draws a bar chart.
pub fn bars(chart: &Bars, frame: &Frame, width: Width) -> String {
    let narrow = width == Width::Narrow;
    let legend = Legend::new(entries(chart), 0, width.tenths());
    let words: Vec<_> = chart.rows.iter().map(|row| row.words(&chart.not_shown)).collect();
    let top = legend.height + AXIS + if narrow { 60 } else { 0 };
    let rows = Rows::new(&words, width, top, HALF);
    let inset = if narrow { 130 } else { 0 };
    let scale = Scale::new((0, 100), (rows.plot.0 + inset, rows.plot.1 - inset));

    let sheet = Sheet::new();
    legend.draw(&sheet);
    rows.draw_scale(&sheet, &scale, legend.height);
    for (row, placed) in chart.rows.iter().zip(&rows.rows) {
        sheet.group("", Source::Register(&row.source), |sheet| {
            placed.draw_words(sheet);
            row.draw(sheet, placed, &scale);
        });
    }
    let size = (width.tenths(), rows.bottom + 20);
    sheet.finish(frame, &Shape { kind: "bars", variant: width.name(), size })
}

/// The ink of the nth part: the second is paler, with an outline.
fn ink(part: usize) -> Ink {
    if part == 0 { Ink::Mark(1) } else { Ink::Step("2") }
}

/// The key, where a bar has parts to tell apart or a tick.
fn entries(chart: &Bars) -> impl Iterator<Item = (Swatch, &str)> {
    let parts = chart.parts.iter().enumerate();
    let parts = parts.map(|(part, words)| (Swatch::Fill(ink(part)), words.as_str()));
    let has_target = chart.rows.iter().any(|row| row.target.is_some());
    parts.chain(has_target.then_some((Swatch::Target, chart.target.as_str())))
}

impl BarRow {
    fn words<'a>(&'a self, not_shown: &'a str) -> Words<'a> {
        let shown = !self.shown.is_empty();
        Words {
            label: &self.label,
            value: if shown { &self.shown } else { not_shown },
            shown,
            change: "",
            note: &self.note,
            strong: false,
        }
    }

    fn draw(&self, sheet: &Sheet, row: &Row, scale: &Scale) {
        let y = row.middle;
        let mut begin = 0;
        for (part, share) in self.parts.iter().enumerate().filter(|(_, share)| **share > 0) {
            let end = begin + i32::from(*share);
            // A gap of two pixels between parts, which the key tells apart by more than colour.
            let from = scale.at(begin) + if begin > 0 { 20 } else { 0 };
            let to = scale.at(end).max(from + 10);
            sheet.rect(ink(part), (from, y - HALF + 30), (to, y + HALF - 30));
            begin = end;
        }
        if let Some(target) = self.target {
            let x = scale.at(target.into());
            sheet.line(Ink::Target, (x, y - HALF), (x, y + HALF));
        }
    }
}
