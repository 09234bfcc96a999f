//! The key to a chart: swatches with words, set in lines like text.

use super::pen::Ink;
use super::series::mark;
use super::sheet::{Anchor, At, Sheet, Source};
use super::text::{self, DROP, Weight};

const LINE: i32 = 220;
const SWATCH: i32 = 200;
const GAP: i32 = 160;

/// What stands before the words.
#[derive(Clone, Copy)]
pub(super) enum Swatch {
    Now,
    Other,
    Last,
    Interval,
    Target,
    /// The line and mark of the nth series, from 1.
    Line(u8),
    Fill(Ink),
}

/// A key, placed and ready to draw.
pub(super) struct Legend {
    entries: Vec<(Swatch, String, At)>,
    pub(super) height: i32,
}

impl Legend {
    /// Sets entries in lines of this width; entries without words are left out.
    pub(super) fn new<'a>(
        entries: impl IntoIterator<Item = (Swatch, &'a str)>,
        top: i32,
        width: i32,
    ) -> Self {
        let mut placed = Vec::new();
        let (mut x, mut y) = (0, top + LINE / 2);
        for (swatch, words) in entries.into_iter().filter(|(_, words)| !words.is_empty()) {
            let words = text::fit(words, Weight::Plain, width - SWATCH);
            let wide = SWATCH + text::width(&words, Weight::Plain);
            if x > 0 && x + wide > width {
                (x, y) = (0, y + LINE);
            }
            placed.push((swatch, words, (x, y)));
            x += wide + GAP;
        }
        let height = if placed.is_empty() { 0 } else { y + LINE / 2 - top };
        Self { entries: placed, height }
    }

    pub(super) fn draw(&self, sheet: &Sheet) {
        // Numbers in a key, such as the ends of bands, belong to the scale.
        sheet.group("", Source::Axis, |sheet| {
            for (swatch, words, (x, y)) in &self.entries {
                swatch.draw(sheet, (*x, *y));
                sheet.text(Ink::Muted, (x + SWATCH, y + DROP), Anchor::Start, words);
            }
        });
    }
}

impl Swatch {
    fn draw(self, sheet: &Sheet, (x, y): At) {
        let middle = x + 70;
        match self {
            Self::Now => sheet.circle(Ink::Now, (middle, y), 55),
            Self::Other => sheet.circle(Ink::Other, (middle, y), 60),
            Self::Last => sheet.circle(Ink::Last, (middle, y), 50),
            Self::Interval => sheet.line(Ink::Interval, (x, y), (x + 140, y)),
            Self::Target => sheet.line(Ink::Target, (middle, y - 80), (middle, y + 80)),
            Self::Line(n) => {
                sheet.line(Ink::Line(n), (x, y), (x + 140, y));
                mark(sheet, n, (middle, y));
            }
            Self::Fill(ink) => sheet.rect(ink, (x + 5, y - 65), (x + 135, y + 65)),
        }
    }
}
