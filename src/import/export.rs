//! A file that another tool wrote.

use super::book::{self, Book};
use super::cells;
use super::row::Row;
use super::sniff::Manner;
use super::unreadable::Unreadable;
use crate::source::File;
use std::io::Read;

/// An export that can be read row by row, as often as wanted.
#[derive(Debug)]
pub struct Export {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Text(File, Manner),
    Book(Book),
}

impl Export {
    /// Looks at a file, whatever it is called.
    ///
    /// # Errors
    /// When it is no text and no workbook, or one that would fill the memory.
    pub fn open(file: File) -> Result<Self, Unreadable> {
        let mut start = Vec::new();
        file.open()?.take(book::MAGIC.len() as u64).read_to_end(&mut start)?;
        let kind = match start.as_slice() {
            [] => return Err(Unreadable::Empty),
            book::MAGIC => Kind::Book(Book::open(&file)?),
            book::OLD_MAGIC => return Err(Unreadable::OldBook),
            _ => {
                let manner = Manner::of(&file)?;
                Kind::Text(file, manner)
            }
        };
        Ok(Self { kind })
    }

    /// Hands every row to `each` until that says no.
    ///
    /// # Errors
    /// When a row cannot be read, or is longer than any answer can make it.
    pub fn rows(&self, each: &mut dyn FnMut(&Row) -> bool) -> Result<(), Unreadable> {
        match &self.kind {
            Kind::Text(file, manner) => cells::rows(file, *manner, each),
            Kind::Book(book) => book.rows(each),
        }
    }

    /// The first rows, up to three, where headings stand.
    ///
    /// # Errors
    /// As [`Export::rows`], and when there is no row at all.
    pub fn head(&self) -> Result<Vec<Row>, Unreadable> {
        let mut head = Vec::new();
        self.rows(&mut |row| {
            head.push(row.clone());
            head.len() < 3
        })?;
        if head.is_empty() { Err(Unreadable::Empty) } else { Ok(head) }
    }

    /// In a few words what kind of file it is.
    pub fn describe(&self) -> String {
        match &self.kind {
            Kind::Book(book) => match book.sheets {
                1 => "workbook".to_owned(),
                sheets => format!("workbook, sheet `{}` of {sheets}", book.sheet),
            },
            Kind::Text(_, manner) => {
                let separator = match manner.separator {
                    b';' => "semicolons",
                    b'\t' => "tabs",
                    _ => "commas",
                };
                format!("CSV with {separator}, {}", manner.encoding.name())
            }
        }
    }
}
