//! Answers from disagree to agree as rows of segments that make 100 %.

use super::legend::{Legend, Swatch};
use super::pen::Ink;
use super::rows::{Rows, Words};
use super::scale::Scale;
use super::sheet::{Anchor, Shape, Sheet, Source};
use super::steps::steps;
use super::text::{self, DROP, Weight};
use super::{Frame, Width};

/// A chart of answers to items; rows stand in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likert {
    /// What is drawn, from top to bottom.
    pub rows: Vec<LikertRow>,
    /// How rows are lined up.
    pub mode: LikertMode,
    /// Lists of words for the answers, from disagree to agree: one list for each number of segments
    /// that rows have. A list that no row needs is not shown.
    pub answers: Vec<Vec<String>>,
    /// What the printed share is, such as "favourable"; may be empty.
    pub heading: String,
    /// In place of the share of a row that is not shown.
    pub not_shown: String,
}

/// How the rows of a Likert chart are lined up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LikertMode {
    /// All as wide as the plot: disagree flush left, agree flush right.
    #[default]
    Stacked,
    /// Around the middle of the neutral answer.
    Diverging,
}

/// One row of a Likert chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LikertRow {
    /// What people were asked.
    pub label: String,
    /// Percentages from disagree to agree that make 100, at most seven; none where not shown.
    pub segments: Vec<u8>,
    /// Which of them are no more than bounds, so that their numbers are not printed in them; may be empty.
    pub bounds: Vec<bool>,
    /// The favourable share as it is printed, such as "72 %".
    pub favourable: String,
    /// A remark at the right, such as "n 212".
    pub note: String,
    /// The keys of the figures in this row, separated by spaces; empty where none is shown.
    pub cell: String,
}

const HALF: i32 = 130;

/// A part of a row, from where to where.
struct Segment {
    step: &'static str,
    share: u8,
    from: i32,
    to: i32,
    /// Whether its share may be told as a bound only.
    is_bound: bool,
}

/// Draws a Likert chart.
pub fn likert(chart: &Likert, frame: &Frame, width: Width) -> String {
    let legends = legends(chart, width);
    let heading = text::fit(&chart.heading, Weight::Plain, width.tenths());
    let below = legends.last().map_or(0, |(top, legend)| top + legend.height);
    let top = below + if heading.is_empty() { 60 } else { 220 };
    let words: Vec<_> = chart.rows.iter().map(|row| row.words(&chart.not_shown)).collect();
    let rows = Rows::new(&words, width, top, HALF);
    let scale = Scale::new(extent(chart), rows.plot);

    let sheet = Sheet::new();
    legends.iter().for_each(|(_, legend)| legend.draw(&sheet));
    sheet.text(Ink::Muted, (rows.value_end, top - 110 + DROP), Anchor::End, &heading);
    if chart.mode == LikertMode::Diverging {
        for (from, to) in rows.bands() {
            sheet.line(Ink::Axis, (scale.at(0), from), (scale.at(0), to));
        }
    }
    draw_segments(&sheet, chart, &rows, &scale);
    for (row, placed) in chart.rows.iter().zip(&rows.rows) {
        sheet.group("", Source::Cells(row.keys()), |sheet| {
            placed.draw_words(sheet);
            row.draw_numbers(sheet, chart.mode, placed.middle, &scale);
        });
    }
    let size = (width.tenths(), rows.bottom + 20);
    sheet.finish(frame, &Shape { kind: "likert", variant: width.name(), size })
}

/// The segments of all rows, one answer after the other.
fn draw_segments(sheet: &Sheet, chart: &Likert, rows: &Rows, scale: &Scale) {
    for wanted in steps(usize::MAX) {
        let placed = chart.rows.iter().zip(&rows.rows);
        let boxes = placed.flat_map(|(row, placed)| {
            let (top, bottom) = (placed.middle - HALF + 15, placed.middle + HALF - 15);
            let own = row.places(chart.mode, scale).into_iter();
            own.filter(|place| place.step == *wanted)
                .map(move |place| ((place.from, top), (place.to, bottom)))
        });
        sheet.rects(Ink::Step(wanted), boxes);
    }
}

/// A key for each number of answers that rows have, with its top.
fn legends(chart: &Likert, width: Width) -> Vec<(i32, Legend)> {
    let mut top = 0;
    let used = |words: &&Vec<String>| chart.rows.iter().any(|r| r.segments.len() == words.len());
    let mut placed = Vec::new();
    for words in chart.answers.iter().filter(used) {
        let swatches = steps(words.len()).iter().map(|step| Swatch::Fill(Ink::Step(step)));
        let entries = swatches.zip(words.iter().map(String::as_str));
        let legend = Legend::new(entries, top, width.tenths());
        let height = legend.height;
        placed.push((top, legend));
        top += height;
    }
    placed
}

/// The scale in half percent, so that the middle of the neutral answer is a whole number.
fn extent(chart: &Likert) -> (i32, i32) {
    let each = || chart.rows.iter().map(|row| row.extent(chart.mode));
    (each().map(|e| e.0).min().unwrap_or(0), each().map(|e| e.1).max().unwrap_or(0))
}

impl LikertRow {
    fn words<'a>(&'a self, not_shown: &'a str) -> Words<'a> {
        let shown = self.is_shown();
        Words {
            label: &self.label,
            value: if shown { &self.favourable } else { not_shown },
            shown,
            change: "",
            note: &self.note,
            strong: false,
        }
    }

    fn is_shown(&self) -> bool {
        self.total() > 0
    }

    fn total(&self) -> i32 {
        self.segments.iter().map(|share| i32::from(*share)).sum()
    }

    /// A row that is not shown has no key.
    fn keys(&self) -> &str {
        if self.is_shown() { &self.cell } else { "" }
    }

    /// Where the row begins and ends, in half percent.
    fn extent(&self, mode: LikertMode) -> (i32, i32) {
        let begin = match mode {
            LikertMode::Stacked => 0,
            LikertMode::Diverging => {
                let half = self.segments.len() / 2;
                let below: i32 = self.segments[..half].iter().map(|s| 2 * i32::from(*s)).sum();
                let odd = self.segments.len() % 2 == 1;
                -below - if odd { i32::from(self.segments[half]) } else { 0 }
            }
        };
        (begin, begin + 2 * self.total())
    }

    /// Where the segments lie; one without a share has no place.
    fn places(&self, mode: LikertMode, scale: &Scale) -> Vec<Segment> {
        let mut begin = self.extent(mode).0;
        let mut places = Vec::with_capacity(self.segments.len());
        let bounds = self.bounds.iter().copied().chain(std::iter::repeat(false));
        let segments = steps(self.segments.len()).iter().zip(&self.segments).zip(bounds);
        for ((&step, &share), is_bound) in segments {
            let end = begin + 2 * i32::from(share);
            let (left, right) = (scale.at(begin), scale.at(end));
            begin = end;
            if share > 0 {
                // Half a pixel for the outline and one for half the gap, on each side.
                let (from, to) = (left + 15, (right - 15).max(left + 20));
                places.push(Segment { step, share, from, to, is_bound });
            }
        }
        places
    }

    /// The share of each segment that has room for it; the table has those of the others.
    fn draw_numbers(&self, sheet: &Sheet, mode: LikertMode, y: i32, scale: &Scale) {
        for Segment { step, share, from, to, is_bound } in self.places(mode, scale) {
            let number = share.to_string();
            if !is_bound && text::width(&number, Weight::Bold) + 20 <= to - from {
                let at = ((from + to) / 2, y + DROP);
                sheet.text(Ink::OnStep(step), at, Anchor::Middle, &number);
            }
        }
    }
}
