//! The rows of a CSV file, whatever its letters and separator are.

use super::row::Row;
use super::sniff::{Manner, Text};
use super::unreadable::{LONGEST_ROW, MOST_COLUMNS, Unreadable};
use crate::source::File;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Hands every row to `each` until that says no.
pub(super) fn rows(
    file: &File,
    manner: Manner,
    each: &mut dyn FnMut(&Row) -> bool,
) -> Result<(), Unreadable> {
    let mut text = Text::new(manner.encoding, file)?;
    let mut splitting = Splitting::new(manner.separator);
    let mut skip = manner.names_separator;
    while let Some(chunk) = text.next()? {
        let mut input = chunk.text;
        if std::mem::take(&mut skip) {
            input = input.split_once('\n').map_or("", |(_, rest)| rest);
        }
        if !splitting.feed(input.as_bytes(), each)? {
            return Ok(());
        }
    }
    // No bytes at all tell the reader that the file has ended.
    splitting.feed(&[], each).map(|_| ())
}

/// A row whose cells are still coming.
struct Splitting {
    reader: Reader,
    bytes: Vec<u8>,
    written: usize,
    ends: Vec<usize>,
    cells: usize,
    row: Row,
    number: usize,
}

impl Splitting {
    fn new(separator: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(separator).build(),
            bytes: vec![0; 4096],
            written: 0,
            ends: vec![0; 64],
            cells: 0,
            row: Row::default(),
            number: 1,
        }
    }

    /// Splits more of the file; false when `each` has seen enough.
    fn feed(
        &mut self,
        mut input: &[u8],
        each: &mut dyn FnMut(&Row) -> bool,
    ) -> Result<bool, Unreadable> {
        let has_ended = input.is_empty();
        loop {
            let (bytes, ends) = (&mut self.bytes[self.written..], &mut self.ends[self.cells..]);
            let (result, read, written, cells) = self.reader.read_record(input, bytes, ends);
            input = &input[read..];
            self.written += written;
            self.cells += cells;
            match result {
                ReadRecordResult::InputEmpty if has_ended => {}
                ReadRecordResult::InputEmpty => return Ok(true),
                ReadRecordResult::OutputFull if self.written >= LONGEST_ROW => {
                    return Err(Unreadable::LongRow(self.number));
                }
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.cells > MOST_COLUMNS => {
                    return Err(Unreadable::ManyColumns(self.number));
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record if !self.finish(each)? => return Ok(false),
                ReadRecordResult::Record => {}
                ReadRecordResult::End => return Ok(true),
            }
        }
    }

    fn finish(&mut self, each: &mut dyn FnMut(&Row) -> bool) -> Result<bool, Unreadable> {
        if self.cells > MOST_COLUMNS {
            return Err(Unreadable::ManyColumns(self.number));
        }
        self.row.start(self.number);
        let mut start = 0;
        for &end in &self.ends[..self.cells] {
            // What was decoded is UTF-8, and separators cut it between letters.
            self.row.push(std::str::from_utf8(&self.bytes[start..end]).unwrap_or_default());
            start = end;
        }
        (self.number, self.written, self.cells) = (self.number + 1, 0, 0);
        Ok(each(&self.row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, Unreadable> {
        let file = File::from(bytes);
        let mut all = Vec::new();
        rows(&file, Manner::of(&file)?, &mut |row| {
            all.push(row.cells().map(str::to_owned).collect());
            true
        })?;
        Ok(all)
    }

    #[test]
    fn cells_hold_separators_quotes_and_line_breaks() {
        let found = read(b"a;\"b;\"\"c\"\"\r\nd\"\r\n\r\n1;2;3").unwrap();
        assert_eq!(found, [vec!["a", "b;\"c\"\r\nd"], vec!["1", "2", "3"]]);
        assert_eq!(read(b"sep=,\na,Gr\xfcn\n").unwrap(), [["a", "Grün"]]);
        assert_eq!(read(b"").unwrap(), Vec::<Vec<String>>::new());
    }

    #[test]
    fn rows_longer_than_a_chunk_are_read_and_endless_ones_are_not() {
        let long = format!("a,\"{}\"\nb,c", "é,\n".repeat(50_000));
        assert_eq!(read(long.as_bytes()).unwrap()[1], ["b", "c"]);
        let endless = format!("a\n\"{}", "x".repeat(3 << 20));
        assert!(matches!(read(endless.as_bytes()), Err(Unreadable::LongRow(2))));
        let wide = ",".repeat(10_000);
        assert!(matches!(read(wide.as_bytes()), Err(Unreadable::ManyColumns(1))));
    }
}
