//! A table of figures on fixed bands of colour, with the number in every cell.

use super::legend::{Legend, Swatch};
use super::pen::Ink;
use super::sheet::{Anchor, Shape, Sheet};
use super::text::{self, DROP, LEADING, Weight};
use super::{Frame, Width};

/// A heat table; rows and columns stand in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heat {
    /// What is measured, from left to right.
    pub columns: Vec<HeatColumn>,
    /// Where, from top to bottom.
    pub rows: Vec<HeatRow>,
    /// The words for the bands below 40, below 60, below 80 and up to 100.
    pub bands: [String; 4],
    /// The words for a cell without a figure; empty leaves it out of the key.
    pub not_shown: String,
}

/// A column of a heat table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatColumn {
    /// Its heading where there is room.
    pub label: String,
    /// Its heading on narrow pages.
    pub short: String,
}

/// A row of a heat table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// How deep it lies in a hierarchy, 0 for the top.
    pub indent: u8,
    /// One a column.
    pub cells: Vec<HeatCell>,
}

/// A cell of a heat table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatCell {
    /// The figure that chooses the band; `None` where it is not shown.
    pub value: Option<u8>,
    /// What is printed: the figure, or the symbol for one that is not shown.
    pub text: String,
    /// Its key; empty where it is not shown.
    pub cell: String,
}

const GAP: i32 = 20;
const INDENT: i32 = 120;

/// Draws a heat table.
pub fn heat(chart: &Heat, frame: &Frame, width: Width) -> String {
    let legend = Legend::new(entries(chart), 0, width.tenths());
    let layout = Layout::new(chart, width);
    let headings = layout.headings(chart);
    let lines = headings.iter().map(Vec::len).max().unwrap_or(0) as i32;
    let mut y = legend.height + 60 + lines * LEADING + 60;

    let sheet = Sheet::new();
    legend.draw(&sheet);
    for (i, heading) in headings.iter().enumerate() {
        let (left, right) = layout.column(i);
        for (line, up) in heading.iter().rev().zip((0..).step_by(170)) {
            let at = ((left + right) / 2, y - 90 - up);
            sheet.text(Ink::Label, at, Anchor::Middle, line);
        }
    }
    let tops = layout.tops(chart, y);
    layout.draw_fills(&sheet, chart, &tops);
    for (row, &top) in chart.rows.iter().zip(&tops) {
        y = layout.draw_row(&sheet, row, top);
    }
    let size = (width.tenths(), y + 20);
    sheet.finish(frame, &Shape { kind: "heat", variant: width.name(), size })
}

fn entries(chart: &Heat) -> impl Iterator<Item = (Swatch, &str)> {
    let bands = (1..).zip(&chart.bands).map(|(n, words)| (Swatch::Fill(Ink::Band(n)), words));
    let cells = || chart.rows.iter().flat_map(|row| &row.cells);
    let hidden = cells().any(|cell| cell.value.is_none());
    let empty = hidden.then_some((Swatch::Fill(Ink::Empty), &chart.not_shown));
    bands.chain(empty).map(|(swatch, words)| (swatch, words.as_str()))
}

/// Bands are absolute: a cell's colour never depends on the other cells.
fn band(value: u8) -> u8 {
    match value {
        0..40 => 1,
        40..60 => 2,
        60..80 => 3,
        80.. => 4,
    }
}

/// Where rows and columns stand.
struct Layout {
    width: Width,
    columns: i32,
    /// The width of the labels beside the cells; 0 where labels stand above them.
    label: i32,
}

impl Layout {
    /// Labels stand beside the cells, unless the page is narrow and they would be cut there.
    fn new(chart: &Heat, width: Width) -> Self {
        let columns = chart.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let columns = columns.max(chart.columns.len()).max(1) as i32;
        let longest = |row: &HeatRow| text::width(&row.label, Weight::Plain) + indent(row) + 120;
        let wanted = chart.rows.iter().map(longest).max().unwrap_or(0);
        let headings = chart.columns.iter();
        let label = match width {
            Width::Wide => {
                let heading = headings.map(|column| word(&column.label)).max().unwrap_or(0);
                let room = width.tenths() - columns * (heading + GAP + 20);
                // Headings have their short forms; labels have none, so their words come first.
                let words = |row: &HeatRow| word(&row.label) + indent(row) + 120;
                let least = chart.rows.iter().map(words).max().unwrap_or(0);
                wanted.min(room.max(least)).clamp(800, 2200)
            }
            Width::Narrow => {
                let heading = headings.map(|column| word(&column.short)).max().unwrap_or(0);
                let room = width.tenths() - columns * (heading + GAP + 20).max(420);
                let fits = chart.rows.iter().all(|row| is_whole(row, room));
                if fits { wanted.min(room) } else { 0 }
            }
        };
        Self { width, columns, label }
    }

    fn headings(&self, chart: &Heat) -> Vec<Vec<String>> {
        let heading = |(i, column): (usize, &HeatColumn)| {
            let (left, right) = self.column(i);
            let room = right - left - 10;
            let wide = self.width == Width::Wide && word(&column.label) <= room;
            let words = if wide { &column.label } else { &column.short };
            text::wrap(words, Weight::Plain, room, 3)
        };
        chart.columns.iter().enumerate().map(heading).collect()
    }

    fn column(&self, i: usize) -> (i32, i32) {
        let room = self.width.tenths() - self.label;
        let at = |i: i32| self.label + room * i / self.columns;
        (at(i as i32), at(i as i32 + 1) - GAP)
    }

    fn lines(&self, row: &HeatRow) -> Vec<String> {
        let room = if self.label > 0 { self.label } else { self.width.tenths() };
        text::wrap(&row.label, Weight::Plain, room - indent(row) - 120, 4)
    }

    /// From where to where the cells of a row below `y` run.
    fn band(&self, row: &HeatRow, y: i32) -> (i32, i32) {
        let tall = self.lines(row).len() as i32 * LEADING;
        match self.label > 0 {
            true => (y, y + (tall + 100).max(320)),
            false => (y + tall + 40, y + tall + 340),
        }
    }

    fn next(&self, row: &HeatRow, y: i32) -> i32 {
        self.band(row, y).1 + if self.label > 0 { GAP } else { 100 }
    }

    /// Where each row begins.
    fn tops(&self, chart: &Heat, first: i32) -> Vec<i32> {
        let below = |y: &mut i32, row| Some(std::mem::replace(y, self.next(row, *y)));
        chart.rows.iter().scan(first, below).collect()
    }

    /// The cells without their figures, one band of scores after the other.
    fn draw_fills(&self, sheet: &Sheet, chart: &Heat, tops: &[i32]) {
        for wanted in [None, Some(1), Some(2), Some(3), Some(4)] {
            let rows = chart.rows.iter().zip(tops);
            let fills = rows.flat_map(|(row, &y)| {
                let (top, bottom) = self.band(row, y);
                let cells = row.cells.iter().enumerate();
                cells.filter(|(_, cell)| cell.value.map(band) == wanted).map(move |(i, _)| {
                    let (left, right) = self.column(i);
                    // Half a pixel on each side for the outline.
                    ((left + 5, top + 5), (right - 5, bottom - 5))
                })
            });
            sheet.rects(wanted.map_or(Ink::Empty, Ink::Band), fills);
        }
    }

    /// Draws the words of a row below `y` and returns where the next one begins.
    fn draw_row(&self, sheet: &Sheet, row: &HeatRow, y: i32) -> i32 {
        let (lines, (top, bottom)) = (self.lines(row), self.band(row, y));
        let beside = self.label > 0;
        let tall = lines.len() as i32 * LEADING;
        let first = if beside { top + (bottom - top - tall) / 2 } else { y } + LEADING / 2 + DROP;
        for (line, baseline) in lines.iter().zip((first..).step_by(170)) {
            sheet.text(Ink::Label, (indent(row), baseline), Anchor::Start, line);
        }
        for (i, cell) in row.cells.iter().enumerate() {
            let (left, right) = self.column(i);
            cell.draw(sheet, (left, top), (right, bottom));
        }
        self.next(row, y)
    }
}

impl HeatCell {
    fn draw(&self, sheet: &Sheet, from: (i32, i32), to: (i32, i32)) {
        let (key, ink) = match self.value.map(band) {
            Some(band) => (self.cell.as_str(), Ink::OnBand(band)),
            None => ("", Ink::Muted),
        };
        let text = text::fit(&self.text, Weight::Bold, to.0 - from.0 - 30);
        let at = ((from.0 + to.0) / 2, (from.1 + to.1) / 2 + DROP);
        sheet.figure(ink, at, key, &text);
    }
}

fn indent(row: &HeatRow) -> i32 {
    i32::from(row.indent.min(6)) * INDENT
}

/// The width of the longest word.
fn word(label: &str) -> i32 {
    label.split(' ').map(|word| text::width(word, Weight::Plain)).max().unwrap_or(0)
}

/// Whether a label stands in two lines without being cut or broken within a word.
fn is_whole(row: &HeatRow, room: i32) -> bool {
    let room = room - indent(row) - 120;
    word(&row.label) <= room && text::wrap(&row.label, Weight::Plain, room, 3).len() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_fixed() {
        assert_eq!([0, 39, 40, 59, 60, 79, 80, 100].map(band), [1, 1, 2, 2, 3, 3, 4, 4]);
    }
}
