//! Answer files in CSV: a response a row, in as many pieces at once as there are cores.
//!
//! A row is split into cells once. Who answers is looked up by the bytes of those cells, and an
//! answer of one digit in a table of its column, so that a text is made only of what is wrong.

use super::Answer;
use super::batch::{Batch, Who};
use super::cells::{self, Cells};
use super::check::{check_audience, check_comment, check_id, check_who, is_id};
use super::faults::{self, Form, Found};
use super::header::{Asked, Header, NO_POINT, read_header};
use super::pieces::{Piece, Pieces};
use super::sheet::{Fault, Given, Sheet};
use crate::content::not_utf8;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Spot, Stream};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

/// For how many responses a thread sets memory aside.
const ROOM: usize = 1 << 20;

/// Reads one file: some batches of responses, and what is wrong with it.
pub(super) fn read(table: &Stream, sheet: &Sheet<'_>) -> (Vec<Batch>, Diagnostics) {
    let mut to = Diagnostics::default();
    match read_table(table, sheet, &mut to) {
        Ok(batches) => (batches, to),
        Err(error) => {
            let message = format!("this file could not be read to its end: {error}");
            to.push(Diagnostic::error(Code::Unreadable, Spot::file(&table.path), message));
            (Vec::new(), to)
        }
    }
}

fn read_table(table: &Stream, sheet: &Sheet<'_>, to: &mut Diagnostics) -> io::Result<Vec<Batch>> {
    let mut pieces = Pieces::new(table.file.open()?);
    let first = pieces.next().transpose()?.unwrap_or(Piece { offset: 0, bytes: Vec::new() });
    let Some((header, rows)) = read_header(&table.path, &first.bytes, sheet, to) else {
        return Ok(Vec::new());
    };
    let first = Piece { offset: rows, bytes: first.bytes[rows..].to_vec() };
    let reading = || Reading::new(&table.path, &header, sheet);
    let read = std::iter::once(Ok(first)).chain(pieces).enumerate().par_bridge();
    let read = read.try_fold(reading, |mut reading, (at, piece)| {
        reading.read_piece(at, &piece?);
        io::Result::Ok(reading)
    });
    let (mut batches, mut told) = (Vec::new(), Vec::new());
    for reading in read.collect::<io::Result<Vec<_>>>()? {
        batches.push(reading.batch);
        told.extend(reading.told);
    }
    // Who read which piece was chance; what is told follows the file.
    told.sort_by_key(|(at, ..)| *at);
    let misread = told.iter_mut().find_map(|(_, _, misread)| misread.take());
    to.extend(misread);
    told.into_iter().for_each(|(_, problems, _)| to.append(problems));
    Ok(batches)
}

/// One thread's share of a table.
struct Reading<'t> {
    header: &'t Header,
    sheet: &'t Sheet<'t>,
    batch: Batch,
    cells: Cells,
    /// The boxes of the row that is being read, in the order of the header.
    answers: Vec<u8>,
    /// Who answers, by the bytes of the cells that say so; only those without a mistake.
    known: BTreeMap<Vec<u8>, Who>,
    key: Vec<u8>,
    /// What is wrong with each piece; the second is the first byte of it that is not UTF-8.
    told: Vec<(usize, Diagnostics, Option<Diagnostic>)>,
    file: &'t Arc<str>,
}

/// A row as it stands in its piece.
#[derive(Clone, Copy)]
struct Place<'p> {
    piece: &'p Piece,
    start: usize,
}

impl<'t> Reading<'t> {
    fn new(file: &'t Arc<str>, header: &'t Header, sheet: &'t Sheet<'t>) -> Self {
        Self {
            header,
            sheet,
            batch: Batch::new(file, header.answers.iter().map(|one| one.column).collect(), ROOM),
            cells: Cells::new(header.columns.len()),
            answers: Vec::new(),
            known: BTreeMap::new(),
            key: Vec::new(),
            told: Vec::new(),
            file,
        }
    }

    fn read_piece(&mut self, at: usize, piece: &Piece) {
        if let Err(error) = std::str::from_utf8(&piece.bytes) {
            let misread = not_utf8(self.file, &piece.bytes, error.valid_up_to(), piece.offset);
            self.told.push((at, Diagnostics::default(), Some(misread)));
            return;
        }
        let (mut to, mut start) = (Diagnostics::default(), 0);
        while let Some(&byte) = piece.bytes.get(start) {
            if cells::is_break(byte) {
                start += 1;
                continue;
            }
            let next = self.cells.split(&piece.bytes, start);
            self.read_row(Place { piece, start }, &mut to);
            start = next;
        }
        if to.has_errors() {
            self.told.push((at, to, None));
        }
    }

    fn read_row(&mut self, row: Place<'_>, to: &mut Diagnostics) -> Option<()> {
        if self.cells.count != self.header.columns.len() || self.cells.is_quoted {
            self.check_length(row, to)?;
        }
        if self.cell(row, self.header.id).is_empty() && self.is_blank(row) {
            return None;
        }
        let (audience, who) = match self.known_who(row) {
            Some(who) => (Some(who.audience), Some(who)),
            None => self.read_who(row, to),
        };
        self.answers.clear();
        self.answers.extend_from_slice(self.header.empty(audience));
        self.read_answers(row, audience, to);
        let comments = self.read_comments(row, audience, to);
        let id = self.cells.get(&row.piece.bytes, self.header.id).trim_ascii();
        let id = std::str::from_utf8(id).unwrap_or_default();
        if !is_id(id) {
            if let Some(id) = self.needed(row, Some(self.header.id), "id", to) {
                check_id(&id, to);
            }
            return None;
        }
        let start =
            row.piece.offset + cells::span(&row.piece.bytes, row.start, self.header.id).start;
        self.batch.push((id, start..start + id.len()), who?, &self.answers, comments);
        Some(())
    }

    /// What stands in a cell; spaces around it mean nothing.
    fn cell<'r>(&'r self, row: Place<'r>, cell: usize) -> &'r [u8] {
        self.cells.get(&row.piece.bytes, cell).trim_ascii()
    }

    /// Spreadsheets write rows of nothing but commas below a table.
    fn is_blank(&self, row: Place<'_>) -> bool {
        (0..self.cells.count).all(|cell| self.cell(row, cell).is_empty())
    }

    fn check_length(&self, row: Place<'_>, to: &mut Diagnostics) -> Option<()> {
        let (bytes, offset) = (&row.piece.bytes, row.piece.offset);
        let expected = self.header.columns.len();
        if let Some(quote) = cells::unclosed(bytes, row.start) {
            let spot = Spot::new(self.file, offset + quote..offset + quote + 1);
            to.push(
                Diagnostic::error(Code::Syntax, spot, "this quote is never closed")
                    .label("expected another one at the end of the cell")
                    .hint("a quote inside a quoted cell is written twice"),
            );
            return None;
        }
        if self.cells.count == expected {
            return Some(());
        }
        let end = cells::row_end(bytes, row.start).unwrap_or(bytes.len());
        let written = bytes[row.start..end].trim_ascii_end().len();
        let spot = Spot::new(self.file, offset + row.start..offset + row.start + written);
        let cells = if self.cells.count == 1 { "cell" } else { "cells" };
        let message = format!("this row has {} {cells}", self.cells.count);
        to.push(
            Diagnostic::error(Code::RowLength, spot, message)
                .label(format!("expected {expected}, as in the first row"))
                .hint(
                    "a cell that holds commas stands in quotes; an empty one still has its comma",
                ),
        );
        None
    }

    /// Who answers, if somebody like them was seen before.
    fn known_who(&mut self, row: Place<'_>) -> Option<Who> {
        self.key.clear();
        let Header { audience, unit, supplier, .. } = self.header;
        for cell in [Some(*audience), *unit, *supplier].into_iter().flatten() {
            self.key.extend_from_slice(self.cells.get(&row.piece.bytes, cell));
            // No text has this byte, so no two rows can be mixed up.
            self.key.push(0xff);
        }
        self.known.get(&self.key).copied()
    }

    fn read_who(&mut self, row: Place<'_>, to: &mut Diagnostics) -> (Option<u8>, Option<Who>) {
        let mut own = Diagnostics::default();
        let header = self.header;
        let audience = self.needed(row, Some(header.audience), "audience", &mut own);
        let audience = audience.and_then(|id| check_audience(&id, self.sheet, &mut own));
        let of_supplier = audience.is_some_and(|audience| self.sheet.is_supplier_side(audience));
        let unit = match audience.is_some() && !of_supplier {
            true => self.needed(row, header.unit, "unit", &mut own),
            false => self.optional(row, header.unit),
        };
        let supplier = match of_supplier {
            true => self.needed(row, header.supplier, "supplier", &mut own),
            false => self.optional(row, header.supplier),
        };
        let who = check_who(audience, unit.as_ref(), supplier.as_ref(), self.sheet, &mut own);
        match who {
            Some(who) if !own.has_errors() => drop(self.known.insert(self.key.clone(), who)),
            _ => to.append(own),
        }
        (audience, who)
    }

    /// A cell and where it stands, if something does.
    fn optional(&self, row: Place<'_>, cell: Option<usize>) -> Option<Located<String>> {
        let cell = cell?;
        let value = self.cell(row, cell);
        let value = (!value.is_empty()).then(|| String::from_utf8_lossy(value).into_owned())?;
        Some(Located { value, spot: self.spot(row, cell) })
    }

    /// A cell that must not be empty.
    fn needed(
        &self,
        row: Place<'_>,
        cell: Option<usize>,
        name: &str,
        to: &mut Diagnostics,
    ) -> Option<Located<String>> {
        let found = self.optional(row, cell);
        if found.is_none() {
            let (spot, message) = match cell {
                Some(cell) => (self.spot(row, cell), format!("`{name}` is empty")),
                None => (self.spot(row, 0), format!("`{name}` is missing")),
            };
            let problem = Diagnostic::error(Code::Missing, spot, message);
            to.push(problem.label(match cell {
                Some(_) => "expected a text".to_owned(),
                None => format!("expected a column `{name}` in this table"),
            }));
        }
        found
    }

    fn spot(&self, row: Place<'_>, cell: usize) -> Spot {
        let span = cells::span(&row.piece.bytes, row.start, cell);
        let written = &row.piece.bytes[span.clone()];
        let start =
            row.piece.offset + span.start + (written.len() - written.trim_ascii_start().len());
        Spot::new(self.file, start..start + written.trim_ascii().len())
    }

    fn read_answers(&mut self, row: Place<'_>, audience: Option<u8>, to: &mut Diagnostics) {
        for (at, asked) in self.header.answers.iter().enumerate() {
            let now = &mut self.answers[at];
            let point = asked.points[usize::from(self.cells.only_byte(asked.cell))];
            if point != NO_POINT && *now == Answer::Blank.byte() {
                *now = point;
                continue;
            }
            let cell = self.cells.get(&row.piece.bytes, asked.cell).trim_ascii();
            if cell.is_empty() {
                continue;
            }
            let given = given(cell);
            match self.sheet.judge(asked.column, given, now) {
                Ok(byte) => *now = byte,
                Err(fault) => {
                    let spot = self.spot(row, asked.cell);
                    to.push_with(&spot, fault.code(), || {
                        self.tell(&spot, asked, given, &fault, audience)
                    });
                }
            }
        }
    }

    fn tell(
        &self,
        spot: &Spot,
        asked: &Asked,
        given: Given<'_>,
        fault: &Fault,
        audience: Option<u8>,
    ) -> Diagnostic {
        let found = Found {
            id: &self.header.columns[asked.cell],
            key: spot,
            value: spot,
            is: describe(given),
            text: if let Given::Text(text) = given { text } else { "" },
            form: Form::Csv,
        };
        found.tell(fault, asked.column, audience, self.sheet)
    }

    fn read_comments(
        &self,
        row: Place<'_>,
        audience: Option<u8>,
        to: &mut Diagnostics,
    ) -> Vec<(u16, Box<str>)> {
        let mut comments = Vec::new();
        for &(cell, column) in &self.header.comments {
            let Some(text) = self.optional(row, Some(cell)) else { continue };
            let question = audience.and_then(|audience| self.sheet.asked_comment(column, audience));
            if question.is_none() && audience.is_some() {
                let found = (&*self.header.columns[cell], &text.spot, Form::Csv);
                to.push(faults::not_asked(found, column, audience, self.sheet));
            }
            comments.extend(question.zip(check_comment(&text, to)));
        }
        comments
    }
}

fn given(cell: &[u8]) -> Given<'_> {
    let text = std::str::from_utf8(cell).unwrap_or_default();
    text.parse().map_or(Given::Text(text), Given::Whole)
}

fn describe(given: Given<'_>) -> String {
    match given {
        Given::Whole(number) => format!("the whole number {number}"),
        Given::Text(text) => format!("the text \"{}\"", text.chars().take(40).collect::<String>()),
        Given::Other => "no answer".to_owned(),
    }
}
