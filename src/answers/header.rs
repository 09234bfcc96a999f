//! The first row of a table of answers: which column is what.

use super::Answer;
use super::cells::{self, Cells};
use super::faults;
use super::sheet::{Given, Sheet};
use crate::content::not_utf8;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{Located, Spot};
use std::collections::BTreeMap;
use std::sync::Arc;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The columns that say who answers.
const OF_THE_PERSON: [&str; 4] = ["id", "audience", "unit", "supplier"];

/// Which cell of a row is what.
pub(super) struct Header {
    /// The columns' names.
    pub(super) columns: Vec<String>,
    pub(super) id: usize,
    pub(super) audience: usize,
    pub(super) unit: Option<usize>,
    pub(super) supplier: Option<usize>,
    pub(super) answers: Vec<Asked>,
    /// The boxes of these answers before anything is filled in, by audience; the last ones are those
    /// of people nobody knows.
    empty: Vec<Vec<u8>>,
    /// The cell and the box of each comment.
    pub(super) comments: Vec<(usize, usize)>,
}

impl Header {
    /// The boxes of the answers before anything is filled in.
    pub(super) fn empty(&self, audience: Option<u8>) -> &[u8] {
        let unknown = self.empty.len() - 1;
        &self.empty[audience.map_or(unknown, usize::from)]
    }
}

/// A column of answers to one item or question.
pub(super) struct Asked {
    /// Its cell.
    pub(super) cell: usize,
    /// Its box on the sheet.
    pub(super) column: usize,
    /// The point of the scale that a cell of one byte means, or [`NO_POINT`].
    pub(super) points: Box<[u8; 256]>,
}

/// A cell that has to be looked at more closely.
pub(super) const NO_POINT: u8 = u8::MAX;

/// Reads the first row of a file, and says where the second one starts.
pub(super) fn read_header(
    file: &Arc<str>,
    bytes: &[u8],
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> Option<(Header, usize)> {
    let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let breaks = bytes[start..].iter().take_while(|byte| cells::is_break(**byte)).count();
    let start = start + breaks;
    let end = cells::row_end(bytes, start).unwrap_or(bytes.len());
    if let Err(error) = std::str::from_utf8(&bytes[..end]) {
        to.push(not_utf8(file, bytes, error.valid_up_to(), 0));
        return None;
    }
    let columns = names(file, bytes, start);
    if is_separated_by_commas(&columns, to) {
        let header = header(columns, file, sheet, to)?;
        return Some((header, end));
    }
    None
}

fn names(file: &Arc<str>, bytes: &[u8], start: usize) -> Vec<Located<String>> {
    let mut cells = Cells::new(1);
    cells.split(bytes, start);
    let mut cells = Cells::new(cells.count);
    cells.split(bytes, start);
    let name = |cell| Located {
        value: String::from_utf8_lossy(cells.get(bytes, cell).trim_ascii()).into_owned(),
        spot: Spot::new(file, cells::span(bytes, start, cell)),
    };
    (0..cells.count).map(name).collect()
}

/// A spreadsheet in a country where a comma is the decimal sign writes semicolons.
fn is_separated_by_commas(columns: &[Located<String>], to: &mut Diagnostics) -> bool {
    let [only] = columns else { return true };
    let (sign, name) = match &only.value {
        text if text.contains(';') => (';', "semicolons"),
        text if text.contains('\t') => ('\t', "tabs"),
        text if text.is_empty() => {
            to.push(
                Diagnostic::error(Code::Missing, only.spot.clone(), "this file is empty")
                    .label("expected a first row with the names of the columns")
                    .hint("it starts with `id,audience,unit,supplier`, then the ids of items"),
            );
            return false;
        }
        _ => return true,
    };
    let at = only.value.find(sign).unwrap_or(0) + only.spot.start;
    let spot = Spot::new(&only.spot.file, at..at + 1);
    to.push(
        Diagnostic::error(Code::Syntax, spot, format!("this table is separated by {name}"))
            .label("expected commas")
            .hint("save it again as CSV with commas between the cells"),
    );
    false
}

fn header(
    columns: Vec<Located<String>>,
    file: &Arc<str>,
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> Option<Header> {
    let (mut person, mut answers, mut comments) = ([None; 4], Vec::new(), Vec::new());
    let mut seen = BTreeMap::new();
    for (cell, name) in columns.iter().enumerate() {
        if let Some(first) = seen.insert(&name.value, cell).filter(|_| !name.value.is_empty()) {
            to.push(
                Diagnostic::error(
                    Code::Repeated,
                    name.spot.clone(),
                    format!("the column `{}` stands twice", name.value),
                )
                .label(format!("column {} has this name already", first + 1)),
            );
        } else if name.value.is_empty() {
            to.push(nameless(name));
        } else if let Some(at) = OF_THE_PERSON.iter().position(|own| *own == name.value) {
            person[at] = Some(cell);
        } else if let Some(column) = sheet.column(&name.value) {
            match sheet.is_comment(column) {
                true => comments.push((cell, column)),
                false => answers.push(Asked { cell, column, points: points(column, sheet) }),
            }
        } else {
            to.push(unknown_column(name, sheet));
        }
    }
    let [id, audience, unit, supplier] = person;
    for (name, found) in OF_THE_PERSON.iter().zip([id, audience]) {
        // A slip that was told of already explains the gap.
        let is_slip = columns.iter().any(|column| near_person(&column.value) == Some(*name));
        if found.is_none() && !is_slip {
            let first = columns.first().map_or(Spot::file(file), |first| first.spot.clone());
            let message = format!("there is no column `{name}`");
            to.push(
                Diagnostic::error(Code::Missing, first, message)
                    .label("expected it in this row")
                    .hint("a table starts with the columns `id,audience,unit,supplier`"),
            );
        }
    }
    let columns = columns.into_iter().map(|column| column.value).collect();
    let audiences = (0..).take(sheet.survey.audiences.len()).map(Some).chain([None]);
    let empty = |audience| {
        let sheet = sheet.empty(audience);
        answers.iter().map(|asked: &Asked| sheet[asked.column]).collect()
    };
    let empty = audiences.map(empty).collect();
    Some(Header { columns, id: id?, audience: audience?, unit, supplier, answers, empty, comments })
}

fn nameless(name: &Located<String>) -> Diagnostic {
    Diagnostic::error(Code::Missing, name.spot.clone(), "a column without a name")
        .label("expected the id of an item or question of survey.toml")
        .hint("take the column out if nothing stands in it")
}

fn unknown_column(name: &Located<String>, sheet: &Sheet<'_>) -> Diagnostic {
    let problem = faults::unknown_item(name, sheet);
    match near_person(&name.value) {
        Some(own) => problem.hint(format!("did you mean `{own}`?")),
        None => problem,
    }
}

/// The column that says who answers, if this name is a slip of it.
fn near_person(name: &str) -> Option<&'static str> {
    did_you_mean(name, OF_THE_PERSON).filter(|near| *near != name)
}

fn points(column: usize, sheet: &Sheet<'_>) -> Box<[u8; 256]> {
    let mut points = Box::new([NO_POINT; 256]);
    for (digit, point) in (b'0'..=b'9').zip(&mut points[usize::from(b'0')..]) {
        let given = Given::Whole(i64::from(digit - b'0'));
        *point = sheet.judge(column, given, &Answer::Blank.byte()).unwrap_or(NO_POINT);
    }
    points
}
