//! A workbook as a spreadsheet; the only home of rust_xlsxwriter.

use super::{Sheet, Value, Workbook};
use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook as Book, Worksheet, XlsxError,
};
use std::collections::BTreeSet;

/// The widest column, in letters; longer texts run on below the next cell or are cut by it.
const WIDEST: usize = 60;
/// How wide notes are, in letters.
const NOTES: [f64; 2] = [24.0, 100.0];
/// The longest name of a sheet, and what it may not hold.
const LONGEST: usize = 31;
const REFUSED: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// The looks of cells.
struct Looks {
    head: Format,
    day: Format,
    note: Format,
    /// Numbers with no decimals, with one, and so on.
    fixed: [Format; 4],
}

/// The file. Its dates are the workbook's, so that it is the same on every day.
pub(super) fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks {
        head: Format::new().set_bold(),
        day: Format::new().set_num_format("yyyy-mm-dd"),
        note: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        fixed: ["0", "0.0", "0.00", "0.000"].map(|look| Format::new().set_num_format(look)),
    };
    let mut book = Book::new();
    let mut properties =
        DocProperties::new().set_title(&workbook.title).set_company(&workbook.organisation);
    if let Some(day) = day(workbook.date) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    let mut taken = BTreeSet::new();
    write_notes(book.add_worksheet(), workbook, &looks, &mut taken)?;
    for sheet in &workbook.sheets {
        write_sheet(book.add_worksheet(), sheet, &looks, &mut taken)?;
    }
    book.save_to_buffer()
}

fn write_notes(
    to: &mut Worksheet,
    workbook: &Workbook,
    looks: &Looks,
    taken: &mut BTreeSet<String>,
) -> Result<(), XlsxError> {
    to.set_name(name(&workbook.about, "about", taken))?;
    for (column, width) in (0..).zip(NOTES) {
        to.set_column_width(column, width)?;
    }
    let title = (workbook.title.as_str(), workbook.organisation.as_str());
    let notes = workbook.notes.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    for (row, (name, text)) in (0..).zip(std::iter::once(title).chain(notes)) {
        to.write_string_with_format(row, 0, name, &looks.head.clone().set_align(FormatAlign::Top))?;
        to.write_string_with_format(row, 1, text, &looks.note)?;
    }
    Ok(())
}

fn write_sheet(
    to: &mut Worksheet,
    sheet: &Sheet,
    looks: &Looks,
    taken: &mut BTreeSet<String>,
) -> Result<(), XlsxError> {
    to.set_name(name(&sheet.title, sheet.id, taken))?;
    for (column, head) in (0..).zip(&sheet.columns) {
        to.write_string_with_format(0, column, head, &looks.head)?;
    }
    for (row, values) in (1..).zip(&sheet.rows) {
        for (column, value) in (0..).zip(values) {
            if let Some(value) = value {
                write_value(to, (row, column), value, looks)?;
            }
        }
    }
    for (at, column) in (0..).zip(0..sheet.columns.len()) {
        to.set_column_width(at, width(sheet, column))?;
    }
    to.set_freeze_panes(1, 0)?;
    let last = (u32::try_from(sheet.rows.len()), u16::try_from(sheet.columns.len()));
    if let (Ok(row), Ok(columns @ 1..)) = last {
        to.autofilter(0, 0, row, columns - 1)?;
    }
    Ok(())
}

/// A number stays a number, so that a spreadsheet can add it; a text is never a formula.
fn write_value(
    to: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match value {
        #[allow(clippy::cast_precision_loss)]
        Value::Whole(number) => to.write_number(row, column, *number as f64)?,
        Value::Number(number) => to.write_number(row, column, *number)?,
        Value::Fixed(number, decimals) => {
            let look = &looks.fixed[usize::from(*decimals).min(looks.fixed.len() - 1)];
            to.write_number_with_format(row, column, *number, look)?
        }
        Value::Text(text) => to.write_string(row, column, text)?,
        Value::Day(date) => match day(*date) {
            Some(day) => to.write_datetime_with_format(row, column, &day, &looks.day)?,
            None => to.write_string(row, column, date.to_string())?,
        },
    };
    Ok(())
}

/// A day, where spreadsheets know it (from 1900 on).
fn day(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

/// Wide enough for what stands in a column and for the button of the filter beside its head.
#[allow(clippy::cast_precision_loss)]
fn width(sheet: &Sheet, column: usize) -> f64 {
    let shown = |row: &Vec<Option<Value>>| row.get(column)?.as_ref().map(ToString::to_string);
    let longest = sheet.rows.iter().filter_map(shown).map(|text| text.chars().count()).max();
    let head = sheet.columns[column].chars().count() + 3;
    (longest.unwrap_or_default() + 1).max(head).min(WIDEST) as f64
}

/// The name of a sheet: its title, or its id where a spreadsheet does not take that.
fn name(title: &str, id: &str, taken: &mut BTreeSet<String>) -> String {
    let is_fit = (1..=LONGEST).contains(&title.encode_utf16().count())
        && !title.contains(REFUSED)
        && !title.starts_with('\'')
        && !title.ends_with('\'');
    if is_fit && taken.insert(title.to_lowercase()) {
        return title.to_owned();
    }
    taken.insert(id.to_owned());
    id.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::workbook::tests::workbook;
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    #[test]
    fn a_spreadsheet_holds_numbers_texts_and_days() {
        let mut workbook = workbook();
        workbook.sheets[1].title = "What/ever".into();
        let bytes = write(&workbook).unwrap();
        assert!(bytes == write(&workbook).unwrap());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["Read me", "Figures", "goals"]);
        let range = book.worksheet_range("Figures").unwrap();
        let value = |row, column| range.get_value((row, column)).unwrap().clone();
        assert_eq!(value(1, 1), Data::String("=Trust, \"now\"".into()));
        assert_eq!((value(1, 2), value(1, 3)), (Data::Float(-64.0), Data::Float(0.3)));
        assert!(matches!(value(1, 4), Data::DateTime(day) if day.as_f64() == 46286.0));
        assert_eq!((value(2, 1), value(2, 2)), (Data::Empty, Data::String("<=5".into())));
        let notes = book.worksheet_range("Read me").unwrap();
        assert_eq!(notes.get_value((1, 1)), Some(&Data::String("Made up".into())));
    }

    #[test]
    fn what_a_spreadsheet_cannot_hold_is_told() {
        let mut workbook = workbook();
        workbook.sheets[0].rows[0][1] = Some(Value::Text("x".repeat(40_000)));
        assert!(workbook.xlsx().unwrap_err().contains("32,767"));
    }
}
