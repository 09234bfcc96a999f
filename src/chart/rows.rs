//! Rows with words around a plot: a label before it, a value and remarks after it.
//!
//! Wide, all stand on one line in columns. Narrow, the label has a line of its own with the value at
//! its end, the plot lies below at full width, and remarks come last.

use super::Width;
use super::pen::Ink;
use super::scale::{Scale, ticks};
use super::sheet::{Anchor, Sheet, Source};
use super::text::{self, DROP, LEADING, Weight};

/// The words of one row.
pub(super) struct Words<'a> {
    pub(super) label: &'a str,
    pub(super) value: &'a str,
    /// Whether the value is a figure, and not the words for one that is not shown.
    pub(super) shown: bool,
    pub(super) change: &'a str,
    pub(super) note: &'a str,
    pub(super) strong: bool,
}

/// Lines of text at one place.
struct Block {
    ink: Ink,
    anchor: Anchor,
    x: i32,
    baseline: i32,
    lines: Vec<String>,
}

/// One row, placed.
pub(super) struct Row {
    blocks: Vec<Block>,
    /// The middle of the plot.
    pub(super) middle: i32,
    /// From where to where the grid runs.
    pub(super) band: (i32, i32),
}

/// All rows, placed.
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// From where to where the plot runs.
    pub(super) plot: (i32, i32),
    /// The right end of the values.
    pub(super) value_end: i32,
    pub(super) bottom: i32,
    wide: bool,
}

/// The height of the numbers of a scale above rows.
pub(super) const AXIS: i32 = 220;

const GAP: i32 = 140;
const LABEL_MOST: i32 = 2050;
/// The most lines of a label: a statement of twenty words is shown whole.
const LINES: usize = 5;

impl Rows {
    /// Places rows below `top`; `half` is how far marks reach above and below the middle of a row.
    pub(super) fn new(words: &[Words<'_>], width: Width, top: i32, half: i32) -> Self {
        match width {
            Width::Wide => wide(words, top, half),
            Width::Narrow => narrow(words, top, half),
        }
    }

    /// The pieces that the grid consists of: one where the rows touch, else one a row.
    pub(super) fn bands(&self) -> Vec<(i32, i32)> {
        match (self.wide, self.rows.first(), self.rows.last()) {
            (true, Some(first), Some(last)) => vec![(first.band.0, last.band.1)],
            _ => self.rows.iter().map(|row| row.band).collect(),
        }
    }

    /// The grid of a scale from 0 to 100 and of the rows, with its numbers between `top` and the rows.
    pub(super) fn draw_scale(&self, sheet: &Sheet, scale: &Scale, top: i32) {
        let (left, right) = (scale.at(0), scale.at(100));
        let upright = |x: i32| self.bands().into_iter().map(move |(from, to)| ((x, from), (x, to)));
        let level = self.rows.iter().map(|row| ((left, row.middle), (right, row.middle)));
        let others = ticks(0, 100).into_iter().filter(|&tick| tick > 0);
        let others = others.flat_map(|tick| upright(scale.at(tick.into())));
        sheet.lines(Ink::Grid, others.chain(level));
        sheet.lines(Ink::Axis, upright(left));
        sheet.group("", Source::Axis, |sheet| {
            for tick in ticks(0, 100) {
                let at = (scale.at(tick.into()), top + AXIS / 2 + DROP);
                sheet.text(Ink::Muted, at, Anchor::Middle, &tick.to_string());
            }
        });
    }
}

impl Row {
    pub(super) fn draw_words(&self, sheet: &Sheet) {
        for block in &self.blocks {
            for (line, y) in block.lines.iter().zip((block.baseline..).step_by(170)) {
                sheet.text(block.ink, (block.x, y), block.anchor, line);
            }
        }
    }
}

impl Words<'_> {
    fn weight(&self) -> Weight {
        if self.strong { Weight::Bold } else { Weight::Plain }
    }

    fn label_ink(&self) -> Ink {
        if self.strong { Ink::Strong } else { Ink::Label }
    }

    fn value_ink(&self) -> Ink {
        if self.shown { Ink::Value } else { Ink::Muted }
    }
}

/// The widest of these texts, but no more than `most`.
fn widest<'a>(texts: impl Iterator<Item = &'a str>, weight: Weight, most: i32) -> i32 {
    texts.map(|text| text::width(text, weight)).max().unwrap_or(0).min(most)
}

/// A block of lines around a middle.
fn centred(ink: Ink, anchor: Anchor, x: i32, middle: i32, lines: Vec<String>) -> Block {
    let above = (lines.len().max(1) as i32 - 1) * LEADING / 2;
    Block { ink, anchor, x, baseline: middle + DROP - above, lines }
}

fn wide(words: &[Words<'_>], top: i32, half: i32) -> Rows {
    let value = widest(words.iter().map(|w| w.value), Weight::Bold, 1100);
    let change = widest(words.iter().map(|w| w.change), Weight::Plain, 1200);
    let note = widest(words.iter().map(|w| w.note), Weight::Plain, 1400);
    let label = widest(words.iter().map(|w| w.label), Weight::Bold, LABEL_MOST);
    let right = Width::Wide.tenths();
    let note_end = right;
    let change_end = note_end - if note > 0 { note + GAP } else { 0 };
    let value_end = change_end - if change > 0 { change + GAP } else { 0 };
    let plot = (label + GAP + 20, value_end - value - GAP);

    let mut y = top;
    let mut rows = Vec::with_capacity(words.len());
    for w in words {
        let columns = [
            (w.label_ink(), Anchor::Start, 0, w.label, w.weight(), label),
            (w.value_ink(), Anchor::End, value_end, w.value, Weight::Bold, value),
            (Ink::Muted, Anchor::End, change_end, w.change, Weight::Plain, change),
            (Ink::Muted, Anchor::End, note_end, w.note, Weight::Plain, note),
        ]
        .map(|(ink, anchor, x, words, weight, room)| {
            let most = if x == 0 { LINES } else { 2 };
            (ink, anchor, x, text::wrap(words, weight, room.max(200), most))
        });
        let lines = columns.iter().map(|(.., lines)| lines.len()).max().unwrap_or(1) as i32;
        let height = (lines * LEADING + 120).max(2 * half + 100);
        let middle = y + height / 2;
        let blocks =
            columns.map(|(ink, anchor, x, lines)| centred(ink, anchor, x, middle, lines)).into();
        rows.push(Row { blocks, middle, band: (y, y + height) });
        y += height;
    }
    Rows { rows, plot, value_end, bottom: y, wide: true }
}

fn narrow(words: &[Words<'_>], top: i32, half: i32) -> Rows {
    let value = widest(words.iter().map(|w| w.value), Weight::Bold, 1300);
    let note = widest(words.iter().map(|w| w.note), Weight::Plain, Width::Narrow.tenths() * 2 / 5);
    // Notes stand before the values where that leaves room for every word of the labels.
    let room = Width::Narrow.tenths() - value - note - 2 * GAP;
    let whole = |w: &Words<'_>| w.label.split(' ').all(|x| text::width(x, w.weight()) <= room);
    let long = note > Width::Narrow.tenths() / 4;
    let below = long || words.iter().any(|w| !w.change.is_empty() || !whole(w));
    let mut y = top;
    let rows: Vec<_> = words
        .iter()
        .map(|w| {
            let row = narrow_row(w, y, half, value, below);
            let last = row.blocks.iter().map(|block| block.baseline).max().unwrap_or(y);
            y = row.band.1.max(last + 40) + GAP;
            row
        })
        .collect();
    Rows {
        rows,
        plot: (0, Width::Narrow.tenths()),
        value_end: Width::Narrow.tenths(),
        bottom: y - GAP,
        wide: false,
    }
}

/// A row of which the values take this much room, with its remarks below the plot or beside the value.
fn narrow_row(w: &Words<'_>, y: i32, half: i32, value_room: i32, below: bool) -> Row {
    let right = Width::Narrow.tenths();
    let baseline = y + LEADING - 30;
    let value = text::fit(w.value, Weight::Bold, value_room);
    let note = text::fit(w.note, Weight::Plain, if below { right } else { right * 2 / 5 });
    let note_room = text::width(&note, Weight::Plain);
    let taken = if below || note.is_empty() {
        text::width(&value, Weight::Bold)
    } else {
        value_room + GAP + note_room
    };
    let label = text::wrap(w.label, w.weight(), right - taken - GAP, LINES);
    let middle = y + label.len() as i32 * LEADING + 40 + half;
    let line =
        |ink, anchor, x, baseline, text| Block { ink, anchor, x, baseline, lines: vec![text] };
    let mut blocks = vec![
        Block { ink: w.label_ink(), anchor: Anchor::Start, x: 0, baseline, lines: label },
        line(w.value_ink(), Anchor::End, right, baseline, value),
    ];
    if !below {
        blocks.push(line(Ink::Muted, Anchor::End, right - value_room - GAP, baseline, note));
    } else if !(w.change.is_empty() && note.is_empty()) {
        let change = text::fit(w.change, Weight::Plain, right);
        let baseline = middle + half + LEADING - 10;
        // Two remarks that are too long for one line have a line each.
        let room = right - note_room - GAP;
        let apart = !change.is_empty() && text::width(&change, Weight::Plain) > room;
        let (anchor, x) =
            if w.change.is_empty() { (Anchor::Start, 0) } else { (Anchor::End, right) };
        blocks.push(line(Ink::Muted, Anchor::Start, 0, baseline, change));
        let baseline = baseline + if apart { LEADING } else { 0 };
        blocks.push(line(Ink::Muted, anchor, x, baseline, note));
    }
    Row { blocks, middle, band: (middle - half, middle + half) }
}
