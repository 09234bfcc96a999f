//! Rows of comma-separated values (RFC 4180), one after another: answers come in, figures go out so.

use std::borrow::Cow;
use std::io::BufRead;

/// One row.
#[derive(Debug, Default)]
pub(super) struct Record {
    bytes: Vec<u8>,
    /// Where each field ends.
    ends: Vec<usize>,
    /// The line it begins on, counted from 1.
    pub line: usize,
}

impl Record {
    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field; empty if there is none.
    pub fn get(&self, at: usize) -> Cow<'_, str> {
        let Some(&end) = self.ends.get(at) else { return Cow::Borrowed("") };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        String::from_utf8_lossy(self.bytes.get(start.unwrap_or(0)..end).unwrap_or_default())
    }

    /// All fields.
    pub fn fields(&self) -> Vec<String> {
        (0..self.len()).map(|at| self.get(at).trim().to_owned()).collect()
    }

    fn end_field(&mut self) {
        self.ends.push(self.bytes.len());
    }

    fn clear(&mut self, line: usize) {
        self.bytes.clear();
        self.ends.clear();
        self.line = line;
    }

    fn is_blank(&self) -> bool {
        self.ends.is_empty() && self.bytes.is_empty()
    }
}

/// Where a reader stands in a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Plain,
    Quoted,
    /// After a quote inside quotes: the end, or half of a doubled one.
    Quote,
}

/// Hands over every row that is not blank. A row that cannot be read any more ends the file.
pub(super) fn for_each(input: &mut dyn BufRead, take: &mut dyn FnMut(&Record)) {
    let (mut record, mut state, mut line) =
        (Record { line: 1, ..Record::default() }, State::Plain, 1);
    while let Ok(buffer) = input.fill_buf() {
        let length = buffer.len();
        if length == 0 {
            break;
        }
        for &byte in buffer {
            line += usize::from(byte == b'\n');
            state = match (state, byte) {
                (State::Quoted, b'"') => State::Quote,
                (State::Quoted, _) => {
                    record.bytes.push(byte);
                    State::Quoted
                }
                (State::Quote, b'"') => {
                    record.bytes.push(byte);
                    State::Quoted
                }
                (_, b'"') => State::Quoted,
                (_, b',') => {
                    record.end_field();
                    State::Plain
                }
                (_, b'\n' | b'\r') => {
                    finish(&mut record, line, take);
                    State::Plain
                }
                _ => {
                    record.bytes.push(byte);
                    State::Plain
                }
            };
        }
        input.consume(length);
    }
    finish(&mut record, line, take);
}

fn finish(record: &mut Record, line: usize, take: &mut dyn FnMut(&Record)) {
    if !record.is_blank() {
        record.end_field();
        take(record);
    }
    record.clear(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let mut rows = Vec::new();
        for_each(&mut text.as_bytes(), &mut |row| rows.push((row.line, row.fields())));
        rows
    }

    #[test]
    fn quotes_hold_commas_and_line_breaks() {
        let text = "a,b\r\n\"x, \"\"y\"\"\",\"1\n2\"\r\n\r\n,\nz";
        let expected =
            [(1, vec!["a", "b"]), (2, vec!["x, \"y\"", "1\n2"]), (5, vec!["", ""]), (6, vec!["z"])];
        let expected =
            expected.map(|(line, row)| (line, row.into_iter().map(String::from).collect()));
        assert_eq!(rows(text), expected);
    }
}
