//! Two sides beside each other: a filled and a hollow mark a row, the way between them, and the gap
//! as a number.

use super::legend::{Legend, Swatch};
use super::pen::Ink;
use super::rows::{AXIS, Row, Rows, Words};
use super::scale::Scale;
use super::sheet::{Anchor, Shape, Sheet, Source};
use super::text::{self, DROP, Weight};
use super::{Frame, Width};

/// A dumbbell chart from 0 to 100; rows stand in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dumbbell {
    /// What is drawn, from top to bottom.
    pub rows: Vec<DumbbellRow>,
    /// Who the sides are: the filled mark, then the hollow one.
    pub sides: [String; 2],
    /// In place of a gap that is not shown.
    pub not_shown: String,
}

/// One row of a dumbbell chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DumbbellRow {
    /// What is measured.
    pub label: String,
    /// The figure of each side, and how it is printed; `None` where the row is not shown.
    pub sides: Option<[(u8, String); 2]>,
    /// The gap as it is printed, such as "12".
    pub gap: String,
    /// What may be said of the gap, such as "suppliers lower"; empty where nothing may.
    pub verdict: String,
    /// The keys of the figures in this row, separated by spaces; empty where none is shown.
    pub cell: String,
}

const HALF: i32 = 100;
/// From the middle of a mark to its number.
const BESIDE: i32 = 110;

/// Draws a dumbbell chart.
pub fn dumbbell(chart: &Dumbbell, frame: &Frame, width: Width) -> String {
    let swatches = [Swatch::Now, Swatch::Other];
    let sides = swatches.into_iter().zip(chart.sides.iter().map(String::as_str));
    let legend = Legend::new(sides, 0, width.tenths());
    let words: Vec<_> = chart.rows.iter().map(|row| row.words(&chart.not_shown)).collect();
    let narrow = width == Width::Narrow;
    let rows = Rows::new(&words, width, legend.height + AXIS + if narrow { 60 } else { 0 }, HALF);
    // Numbers stand outside the marks, at the ends of the scale too.
    let inset = chart.printed().map(|text| text::width(text, Weight::Plain)).max().unwrap_or(0);
    let inset = (inset + BESIDE).min((rows.plot.1 - rows.plot.0) / 3);
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
    sheet.finish(frame, &Shape { kind: "dumbbell", variant: width.name(), size })
}

impl Dumbbell {
    /// The numbers that stand beside marks.
    fn printed(&self) -> impl Iterator<Item = &str> {
        let sides = self.rows.iter().filter_map(|row| row.sides.as_ref()).flatten();
        sides.map(|(_, text)| text.as_str())
    }
}

impl DumbbellRow {
    fn words<'a>(&'a self, not_shown: &'a str) -> Words<'a> {
        let shown = self.sides.is_some();
        Words {
            label: &self.label,
            value: if shown { &self.gap } else { not_shown },
            shown,
            change: if shown { &self.verdict } else { "" },
            note: "",
            strong: false,
        }
    }

    /// A row without figures has no key.
    fn keys(&self) -> &str {
        if self.sides.is_some() { &self.cell } else { "" }
    }

    fn draw(&self, sheet: &Sheet, row: &Row, scale: &Scale) {
        let y = row.middle;
        let Some(sides) = &self.sides else { return };
        let [(first, first_text), (second, second_text)] = sides;
        let at = [first, second].map(|figure| scale.at((*figure).into()));
        sheet.line(Ink::Span, (at[0], y), (at[1], y));
        // The hollow mark is the larger one, so that it shows as a ring where both agree.
        sheet.circle(Ink::Other, (at[1], y), 62);
        sheet.circle(Ink::Now, (at[0], y), 50);
        let (left, right) = match first <= second {
            true => ((at[0], first_text), (at[1], second_text)),
            false => ((at[1], second_text), (at[0], first_text)),
        };
        sheet.text(Ink::Label, (left.0 - BESIDE, y + DROP), Anchor::End, left.1);
        sheet.text(Ink::Label, (right.0 + BESIDE, y + DROP), Anchor::Start, right.1);
    }
}
