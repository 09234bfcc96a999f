//! What tells series apart besides colour: each has a mark of its own shape.

use super::pen::Ink;
use super::sheet::{At, Sheet};

/// The most series that one panel shows.
pub(super) const MOST: usize = 4;

/// Draws the mark of the nth series, from 1: circle, square, diamond, triangle.
pub(super) fn mark(sheet: &Sheet, n: u8, (x, y): At) {
    let ink = Ink::Mark(n);
    match n {
        1 => sheet.circle(ink, (x, y), 40),
        2 => sheet.rect(ink, (x - 35, y - 35), (x + 35, y + 35)),
        3 => sheet.polygon(ink, vec![(x, y - 50), (x + 50, y), (x, y + 50), (x - 50, y)]),
        _ => sheet.polygon(ink, vec![(x, y - 45), (x + 48, y + 40), (x - 48, y + 40)]),
    }
}
