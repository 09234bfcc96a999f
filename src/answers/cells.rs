//! Rows and cells of a CSV text. Rows without a quote, nearly all of them, are split by hand; the
//! others are left to `csv-core`, whose idea of a row the walk over raw cells follows to the letter.

use csv_core::{ReadRecordResult, Reader};
use std::ops::Range;

const QUOTE: u8 = b'"';

/// No cell of one byte is this one.
pub(super) const NOT_ONE: u8 = b',';

/// Whether a byte ends a row.
pub(super) fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Where the cell that starts at `at` ends: the index of its separator or line break, or the end of
/// the bytes. Whether a quote is still open there is said as well.
fn cell_end(bytes: &[u8], at: usize) -> (usize, bool) {
    let mut at = at;
    if bytes.get(at) == Some(&QUOTE) {
        at += 1;
        loop {
            let Some(quote) = bytes[at..].iter().position(|&byte| byte == QUOTE) else {
                return (bytes.len(), true);
            };
            at += quote + 1;
            match bytes.get(at) {
                Some(&QUOTE) => at += 1,
                _ => break,
            }
        }
    }
    let end = bytes[at..].iter().position(|&byte| byte == b',' || is_break(byte));
    (end.map_or(bytes.len(), |end| at + end), false)
}

/// One past the line break of the row that starts at `at`; none if the bytes end before it does.
pub(super) fn row_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let end = cell_end(bytes, at).0;
        at = end + 1;
        if is_break(*bytes.get(end)?) {
            return Some(at);
        }
    }
}

/// Where one cell of the row at `start` stands, quotes included; nothing at the end of the row if it
/// has fewer cells.
pub(super) fn span(bytes: &[u8], start: usize, cell: usize) -> Range<usize> {
    let (mut at, mut end) = (start, cell_end(bytes, start).0);
    for _ in 0..cell {
        if bytes.get(end) != Some(&b',') {
            return end..end;
        }
        at = end + 1;
        end = cell_end(bytes, at).0;
    }
    at..end
}

/// Where a quote is opened that nothing closes, in the last row of a text.
pub(super) fn unclosed(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        match cell_end(bytes, at) {
            (_, true) => return Some(at),
            (end, false) if bytes.get(end) == Some(&b',') => at = end + 1,
            _ => return None,
        }
    }
}

/// The cells of one row at a time.
pub(super) struct Cells {
    /// How many there are.
    pub(super) count: usize,
    /// Whether some cell has quotes.
    pub(super) is_quoted: bool,
    start: usize,
    /// Where each cell ends in the bytes, and its only byte or [`NOT_ONE`].
    ends: Vec<(usize, u8)>,
    /// Where each cell ends in `text`, which has no separators, if there are quotes.
    quoted_ends: Vec<usize>,
    text: Vec<u8>,
    core: Reader,
}

impl Cells {
    /// For rows of so many cells. The cells of longer rows are counted, no more.
    pub(super) fn new(width: usize) -> Self {
        Self {
            count: 0,
            is_quoted: false,
            start: 0,
            ends: vec![(0, NOT_ONE); width.max(1)],
            quoted_ends: vec![0; width.max(1)],
            text: Vec::new(),
            core: Reader::new(),
        }
    }

    /// Splits the row at `start`, and says where the next one begins.
    pub(super) fn split(&mut self, bytes: &[u8], start: usize) -> usize {
        (self.start, self.count, self.is_quoted) = (start, 0, false);
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            // Letters and digits come after all that means something here.
            if byte <= b',' {
                match byte {
                    b',' => {
                        self.end_cell(at);
                        // Most cells are a digit and nothing more.
                        while let Some(&[digit, b',']) = bytes.get(at + 1..at + 3)
                            && digit > b','
                        {
                            at += 2;
                            self.end_cell_of(at, digit);
                        }
                    }
                    QUOTE => return self.split_quoted(bytes, start),
                    _ if is_break(byte) => {
                        self.end_cell(at);
                        return at + 1;
                    }
                    _ => {}
                }
            }
            at += 1;
        }
        self.end_cell(at);
        at
    }

    fn end_cell(&mut self, at: usize) {
        self.end_cell_of(at, NOT_ONE);
    }

    fn end_cell_of(&mut self, at: usize, byte: u8) {
        if let Some(end) = self.ends.get_mut(self.count) {
            *end = (at, byte);
        }
        self.count += 1;
    }

    fn split_quoted(&mut self, bytes: &[u8], start: usize) -> usize {
        (self.count, self.is_quoted) = (0, true);
        self.ends.fill((0, NOT_ONE));
        let end = row_end(bytes, start).unwrap_or(bytes.len());
        let mut row = &bytes[start..end];
        self.text.resize(row.len(), 0);
        self.core.reset();
        let mut written = 0;
        loop {
            let (text, ends) = (&mut self.text[written..], &mut self.quoted_ends[self.count..]);
            let (result, read, more, ended) = self.core.read_record(row, text, ends);
            row = &row[read..];
            written += more;
            self.count += ended;
            match result {
                // Asked again with nothing, it knows that this was the end.
                ReadRecordResult::InputEmpty => row = &[],
                ReadRecordResult::OutputEndsFull => {
                    self.quoted_ends.resize(2 * self.quoted_ends.len(), 0);
                }
                ReadRecordResult::OutputFull => self.text.resize(2 * self.text.len() + 1, 0),
                ReadRecordResult::Record | ReadRecordResult::End => return end,
            }
        }
    }

    /// The only byte of a cell that is one of the most common kind; [`NOT_ONE`] for any other.
    pub(super) fn only_byte(&self, cell: usize) -> u8 {
        self.ends[cell].1
    }

    /// What stands in a cell, without quotes.
    #[inline]
    pub(super) fn get<'c>(&'c self, bytes: &'c [u8], cell: usize) -> &'c [u8] {
        let before = cell.checked_sub(1);
        if self.is_quoted {
            let start = before.map_or(0, |before| self.quoted_ends[before]);
            &self.text[start..self.quoted_ends[cell]]
        } else {
            let start = before.map_or(self.start, |before| self.ends[before].0 + 1);
            &bytes[start..self.ends[cell].0]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All rows as the hand-made splitter sees them.
    fn rows(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let (mut cells, mut at, mut rows) = (Cells::new(64), 0, Vec::new());
        while at < bytes.len() {
            if is_break(bytes[at]) {
                at += 1;
                continue;
            }
            let next = cells.split(bytes, at);
            assert_eq!(next, row_end(bytes, at).unwrap_or(bytes.len()));
            rows.push((0..cells.count).map(|cell| cells.get(bytes, cell).to_vec()).collect());
            at = next;
        }
        rows
    }

    #[test]
    fn a_cell_stands_where_it_is_written() {
        let text = b"ab,\"c,\"\"d\"\"\",\r\n";
        assert_eq!(rows(text), [[b"ab".to_vec(), b"c,\"d\"".to_vec(), b"".to_vec()]]);
        assert_eq!((span(text, 0, 1), span(text, 0, 2), span(text, 0, 9)), (3..12, 13..13, 13..13));
        assert_eq!((unclosed(b"a,\"b\n", 0), unclosed(b"a,b\"\n", 0)), (Some(2), None));
    }

    proptest! {
        #[test]
        fn rows_and_cells_are_those_of_the_csv_crate(text in "[ab\",\n\r]{0,40}") {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let expected: Vec<Vec<Vec<u8>>> = reader
                .byte_records()
                .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
                .collect();
            prop_assert_eq!(rows(text.as_bytes()), expected);
        }
    }
}
