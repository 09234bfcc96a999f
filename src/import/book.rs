//! The rows of a workbook's first sheet that people see and that has something in it.
//!
//! A workbook is a ZIP archive, and a few thousand bytes of one can unpack to more than any memory holds.
//! So everything in it is unpacked once for its length alone, before anything is kept.

use super::row::Row;
use super::unreadable::{LONGEST_BOOK, LONGEST_ROW, MOST_COLUMNS, MOST_UNPACKED, Unreadable};
use crate::source::File;
use calamine::{DataRef, Reader, Sheet, SheetType, SheetVisible, Xlsx};
use std::io::{self, Cursor, Read};

/// How every workbook begins.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";
/// How workbooks of the old kind begin, and those with a password.
pub(super) const OLD_MAGIC: &[u8] = b"\xD0\xCF\x11\xE0";

/// A workbook that can be read without harm.
#[derive(Debug)]
pub(super) struct Book {
    bytes: Vec<u8>,
    /// The sheet that is read.
    pub(super) sheet: String,
    /// How many sheets there are.
    pub(super) sheets: usize,
}

impl Book {
    /// Looks at a workbook and chooses the sheet.
    pub(super) fn open(file: &File) -> Result<Self, Unreadable> {
        let bytes = read(file)?;
        let (sheet, sheets) = choose(&bytes)?;
        Ok(Self { bytes, sheet, sheets })
    }

    /// Hands every row to `each` until that says no.
    pub(super) fn rows(&self, each: &mut dyn FnMut(&Row) -> bool) -> Result<(), Unreadable> {
        let mut book = open(&self.bytes)?;
        let mut cells = book.worksheet_cells_reader(&self.sheet).map_err(broken)?;
        let mut row = Row::default();
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (line, column) = cell.get_position();
            let number = line as usize + 1;
            if number != row.number {
                if row.number > 0 && !row.is_blank() && !each(&row) {
                    return Ok(());
                }
                row.start(number);
            }
            if column as usize >= MOST_COLUMNS {
                return Err(Unreadable::ManyColumns(number));
            }
            while row.len() < column as usize {
                row.push("");
            }
            row.push(&text(cell.get_value()));
            if row.bytes() > LONGEST_ROW {
                return Err(Unreadable::LongRow(number));
            }
        }
        if !row.is_blank() {
            each(&row);
        }
        Ok(())
    }
}

/// The first sheet that people see and that has something in it, and how many sheets there are.
fn choose(bytes: &[u8]) -> Result<(String, usize), Unreadable> {
    let mut book = open(bytes)?;
    let is_table = |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet;
    let sheets: Vec<Sheet> = book.sheets_metadata().iter().filter(is_table).cloned().collect();
    for sheet in sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible) {
        let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(broken)?;
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            if !text(cell.get_value()).trim().is_empty() {
                return Ok((sheet.name.clone(), sheets.len()));
            }
        }
    }
    Err(Unreadable::Empty)
}

fn open(bytes: &[u8]) -> Result<Xlsx<Cursor<&[u8]>>, Unreadable> {
    Xlsx::new(Cursor::new(bytes)).map_err(broken)
}

/// The bytes of a workbook that can be opened without harm.
fn read(file: &File) -> Result<Vec<u8>, Unreadable> {
    read_within(file, MOST_UNPACKED)
}

fn read_within(file: &File, most: u64) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    file.open()?.take(LONGEST_BOOK + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST_BOOK {
        return Err(Unreadable::BigBook);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(broken)?;
    let mut left = most;
    for entry in 0..archive.len() {
        let entry = archive.by_index(entry).map_err(broken)?;
        let is_texts = entry.name().map_err(broken)?.to_lowercase().ends_with(TEXTS);
        let mut unpacked = entry.take(left + 1);
        let length = match is_texts {
            true => check_texts(&mut unpacked)?,
            false => io::copy(&mut unpacked, &mut io::sink()).map_err(broken)?,
        };
        left = left.checked_sub(length).ok_or(Unreadable::BigBook)?;
    }
    Ok(bytes)
}

/// The part that holds the texts of all cells.
const TEXTS: &str = "sharedstrings.xml";
/// What it says about how many they are.
const COUNT: &[u8] = b"uniqueCount";
/// The most tags in it. A text of no letters takes few bytes of the file and many of the memory.
const MOST_TAGS: u64 = 8_000_000;

/// The length of the part with the texts. Room is made for as many as it says there are, so it must not
/// say more than there can be.
fn check_texts(part: &mut impl Read) -> Result<u64, Unreadable> {
    let mut bytes = Vec::new();
    part.read_to_end(&mut bytes).map_err(broken)?;
    let tags = bytes.iter().filter(|byte| **byte == b'<').count() as u64;
    if tags > MOST_TAGS {
        return Err(Unreadable::BigBook);
    }
    for (at, _) in bytes.windows(COUNT.len()).enumerate().filter(|(_, part)| *part == COUNT) {
        let after = bytes[at + COUNT.len()..].iter();
        let digits = after.skip_while(|byte| b"=\"' \t\r\n+".contains(byte));
        let digits: Vec<u8> = digits.take_while(|byte| byte.is_ascii_digit()).copied().collect();
        let said = std::str::from_utf8(&digits).unwrap_or_default();
        if !said.is_empty() && said.parse::<u64>().ok().is_none_or(|said| said > tags) {
            return Err(broken("it says that it has more texts than there are"));
        }
    }
    Ok(bytes.len() as u64)
}

fn broken(error: impl ToString) -> Unreadable {
    Unreadable::Book(error.to_string())
}

/// A cell as people read it. A day is a number: nothing in an answer is a day.
fn text(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
        DataRef::SharedString(text) => *text,
        DataRef::Int(number) => return number.to_string(),
        DataRef::Float(number) => return number.to_string(),
        DataRef::Bool(value) => return value.to_string(),
        DataRef::DateTime(moment) => return moment.as_f64().to_string(),
        DataRef::Error(error) => return error.to_string(),
        DataRef::Empty => "",
    };
    // Workbooks write line breaks and other controls as `_x000D_`.
    text.replace("_x000D_", "").replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn archive(files: &[(&str, &[u8])]) -> File {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        File::from(writer.finish().unwrap().into_inner())
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bomb = archive(&[("a.xml", &[0; 300_000]), ("b.xml", &[0; 300_000])]);
        assert!(bomb.bytes().len() < 10_000);
        assert!(matches!(read_within(&bomb, 599_999), Err(Unreadable::BigBook)));
        assert!(read_within(&bomb, 600_000).is_ok());
    }

    #[test]
    fn more_texts_than_there_are_get_no_room() {
        let texts =
            |count: &str| format!("<sst\n uniqueCount = \"{count}\"><si><t>a</t></si></sst>");
        let texts_of = |text: String| read(&archive(&[("xl/SharedStrings.xml", text.as_bytes())]));
        assert!(texts_of(texts("1")).is_ok());
        for count in ["7", "99999999999", "99999999999999999999999"] {
            assert!(matches!(texts_of(texts(count)), Err(Unreadable::Book(_))), "{count}");
        }
    }

    #[test]
    fn an_archive_that_is_no_workbook_is_refused() {
        let strange = archive(&[("a.xml", b"<a/>")]);
        assert!(matches!(Book::open(&strange), Err(Unreadable::Book(_))));
        let mut cut = strange.bytes().to_vec();
        cut.truncate(20);
        assert!(matches!(read(&File::from(cut)), Err(Unreadable::Book(_))));
    }
}
