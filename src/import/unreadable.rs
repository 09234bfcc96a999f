//! Why an export cannot be read, and the limits that keep a hostile one from filling the memory.

use std::fmt;
use std::io;

/// The longest row, in bytes.
pub(super) const LONGEST_ROW: usize = 1 << 20;
/// The most columns.
pub const MOST_COLUMNS: usize = 4_096;
/// The longest workbook as it lies on disk, in bytes.
pub(super) const LONGEST_BOOK: u64 = 100 << 20;
/// The most bytes that a workbook may unpack to.
pub(super) const MOST_UNPACKED: u64 = 250 << 20;

/// Why an export cannot be read.
#[derive(Debug)]
pub enum Unreadable {
    /// The machine refused.
    Io(io::Error),
    /// Nothing stands in it.
    Empty,
    /// A byte that no text has, on this line.
    Zero(usize),
    /// A row that is longer than anybody can mean it to be.
    LongRow(usize),
    /// More columns than any survey has.
    ManyColumns(usize),
    /// A workbook that is too long, or that unpacks to too much.
    BigBook,
    /// A workbook of the kind before 2007, or one with a password: they begin alike.
    OldBook,
    /// A workbook that cannot be opened.
    Book(String),
}

impl Unreadable {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io(_) => "copy the file to a disk that works",
            Self::Empty => "export it again; the file has no rows",
            Self::Zero(_) => "this is no text file; export it again as CSV or XLSX",
            Self::LongRow(_) => {
                "a quote that is opened and never closed does this; export it again, or as XLSX"
            }
            Self::ManyColumns(_) => "export the answers of one survey only",
            Self::BigBook => "export it as CSV, which is read row by row",
            Self::OldBook => {
                "open it in a spreadsheet and save it as .xlsx without a password, or as CSV"
            }
            Self::Book(_) => "open it in a spreadsheet and save it again, or export it as CSV",
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "it could not be read to its end: {error}"),
            Self::Empty => write!(f, "it is empty"),
            Self::Zero(line) => write!(f, "line {line} holds a zero byte, which no text has"),
            Self::LongRow(row) => {
                write!(f, "row {row} is longer than {} kB", LONGEST_ROW >> 10)
            }
            Self::ManyColumns(row) => write!(f, "row {row} has more than {MOST_COLUMNS} columns"),
            Self::BigBook => write!(
                f,
                "this workbook is longer than {} MB, or unpacks to more than {} MB",
                LONGEST_BOOK >> 20,
                MOST_UNPACKED >> 20
            ),
            Self::OldBook => {
                write!(f, "this is a workbook of the old kind (.xls), or one with a password")
            }
            Self::Book(why) => write!(f, "this workbook cannot be opened: {why}"),
        }
    }
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
