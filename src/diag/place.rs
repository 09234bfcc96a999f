//! Lines and columns for byte offsets, as editors count them.

use std::ops::Range;

/// A place as people name it; both numbers count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub line: usize,
    pub column: usize,
}

/// The lines of one file. What follows the first byte that is not UTF-8 is left out.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    last: (usize, Place),
}

const BYTE_ORDER_MARK: char = '\u{feff}';

impl<'t> Lines<'t> {
    /// Counts the lines of a file.
    pub fn new(bytes: &'t [u8]) -> Self {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
        };
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { text, starts, last: (0, Place { line: 1, column: 1 }) }
    }

    /// Where a stretch of bytes begins and ends. Asked in the order of the file, as the sorted
    /// diagnostics do, a long line is walked only once.
    pub fn places(&mut self, span: Range<usize>) -> (Place, Place) {
        let start = self.place(span.start, self.last);
        self.last = (span.start, start);
        (start, self.place(span.end.max(span.start), self.last))
    }

    /// The bytes of a line, without its line break and without a byte order mark.
    pub fn line(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line - 1).copied().unwrap_or(self.text.len());
        let next = self.starts.get(line).copied();
        let end = next.map_or(self.text.len(), |next| next - 1);
        let text = &self.text[start..end.max(start)];
        let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        start + mark..start + text.strip_suffix('\r').unwrap_or(text).len().max(mark)
    }

    /// The text that the offsets count in.
    pub fn text(&self) -> &'t str {
        self.text
    }

    fn place(&self, offset: usize, (known, place): (usize, Place)) -> Place {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset);
        let (from, column) = match self.line(line).start {
            start if place.line == line && known >= start && known <= offset => {
                (known, place.column)
            }
            start => (start.min(offset), 1),
        };
        let from = self.text.floor_char_boundary(from);
        Place { line, column: column + self.text[from..offset].chars().count() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Place};

    fn place(text: &str, offset: usize) -> (usize, usize) {
        let (Place { line, column }, _) = Lines::new(text.as_bytes()).places(offset..offset);
        (line, column)
    }

    #[test]
    fn columns_count_characters_and_a_byte_order_mark_is_none() {
        assert_eq!(place("ä = 1\nß = 2", 3), (1, 3));
        assert_eq!(place("ä = 1\nß = 2", 7), (2, 1));
        assert_eq!(place("ä = 1\r\nß = 2", 10), (2, 2));
        assert_eq!(place("\u{feff}a = 1", 3), (1, 1));
        assert_eq!(place("\u{feff}a = 1", 0), (1, 1));
        assert_eq!(place("\u{feff}a = 1", 7), (1, 5));
        assert_eq!(place("", 9), (1, 1));
        assert_eq!(place("a\n", 2), (2, 1));
    }

    #[test]
    fn walking_on_gives_the_same_as_starting_anew() {
        let text = "één twee drie\n vier";
        let mut lines = Lines::new(text.as_bytes());
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let (first, last) = lines.places(start..end);
                assert_eq!((first.line, first.column), place(text, start), "{start}");
                assert_eq!((last.line, last.column), place(text, end), "{start} {end}");
            }
        }
    }
}
