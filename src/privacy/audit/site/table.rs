//! Figures as comma-separated values: a column `cell` with keys, columns named after figures (or
//! `value`, where the key names the figure), and columns of words. A column `source` says where the
//! numbers of a row come from that are none of the survey.

use super::{
    Mark, Passage, Reading, Setting, Value, check_keys, check_source, has_digit, names::plain,
    number::numbers,
};
use crate::privacy::audit::key;
use crate::privacy::audit::records::{self, Record};
use std::sync::Arc;

/// What a column holds.
enum Column {
    Cell,
    /// A figure of this name; empty for `value`.
    Figure(String),
    Spread,
    /// Where the numbers of the row come from, where they are none of the survey.
    Source,
    Words,
}

impl Column {
    fn of(head: &str) -> Self {
        match head {
            "cell" => Self::Cell,
            "value" => Self::Figure(String::new()),
            "spread" => Self::Spread,
            "source" => Self::Source,
            _ if key::family(head).is_some() => Self::Figure(head.to_owned()),
            _ => Self::Words,
        }
    }
}

/// Reads a table.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let mut columns: Option<Vec<Column>> = None;
    records::for_each(&mut &bytes[..], &mut |row| match &columns {
        None => {
            let heads = row.fields();
            columns = Some(heads.iter().map(|head| Column::of(head)).collect());
            let words = heads.iter().filter(|head| matches!(Column::of(head), Column::Words));
            words.for_each(|head| label(head, row, &mut reading));
        }
        Some(columns) => read_row(columns, row, &mut reading),
    });
    reading
}

fn read_row(columns: &[Column], row: &Record, reading: &mut Reading) {
    let cell = columns.iter().position(|column| matches!(column, Column::Cell));
    let cell = cell.map(|at| row.get(at).trim().to_owned()).unwrap_or_default();
    let source = columns.iter().position(|column| matches!(column, Column::Source));
    let source = source.map(|at| row.get(at).trim().to_owned()).unwrap_or_default();
    let line = row.line as u64;
    for at in 0..row.len() {
        let field = row.get(at);
        match columns.get(at).unwrap_or(&Column::Words) {
            Column::Cell => check_keys(&field, line, reading),
            Column::Source if field.trim().is_empty() => {}
            Column::Source => check_source(field.trim(), line, reading),
            Column::Words if !source.is_empty() => sourced(&field, &source, row, reading),
            Column::Spread if field == "pooled" => {
                reading.pooled.insert(key::cell_of(&cell));
            }
            Column::Figure(name) if !field.trim().is_empty() => {
                read_figure(&cell, name, &field, row, reading);
            }
            Column::Figure(_) => {}
            Column::Spread | Column::Words => label(&field, row, reading),
        }
    }
}

fn read_figure(cell: &str, name: &str, field: &str, row: &Record, reading: &mut Reading) {
    let line = row.line as u64;
    let full = key::with_figure(cell, name);
    if cell.is_empty() {
        let message = format!("`{field}` stands in a row without a key");
        return reading.faults.push((line, message));
    }
    let key: Arc<str> = full.into();
    reading.keys.insert(Arc::clone(&key));
    let numbers = numbers(field);
    if numbers.is_empty() {
        reading.faults.push((line, format!("`{field}` under `{key}` is no number")));
    }
    for number in numbers {
        // A field of a table says its sign: none is a plus.
        let number = super::Number { is_negative: number.is_negative.or(Some(false)), ..number };
        reading.values.push(Value { key: Arc::clone(&key), number, line });
    }
}

/// A field of a row whose numbers come from somewhere else than the survey.
fn sourced(field: &str, source: &str, row: &Record, reading: &mut Reading) {
    if has_digit(field) {
        let text: Arc<str> = plain(field).into();
        let (mark, part, line) = (Mark::Source(source.into()), 0..text.len(), row.line as u64);
        reading.passages.push(Passage { mark, place: Setting::Label, text, part, line });
    }
}

/// Words of a table; a number alone is no word, even if something in the content is called by it.
fn label(field: &str, row: &Record, reading: &mut Reading) {
    if !has_digit(field) {
        return;
    }
    if is_bare(field) {
        let message = format!("`{}` stands in a column that names no figure", field.trim());
        return reading.faults.push((row.line as u64, message));
    }
    let text: Arc<str> = plain(field).into();
    if text.contains(char::is_alphabetic) {
        reading.names.push(text.to_string());
    }
    let part = 0..text.len();
    let line = row.line as u64;
    reading.passages.push(Passage { mark: Mark::None, place: Setting::Label, text, part, line });
}

/// Whether a field is a number and nothing else.
fn is_bare(field: &str) -> bool {
    !field.contains(char::is_alphabetic) && numbers(field).len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_under_their_keys() {
        let text = "cell,what,mean,spread\r\nw/t/-/a/-,Trust,<=5,pooled\r\n,Goals,43,\r\n";
        let reading = read(text.as_bytes());
        let value = &reading.values[0];
        assert_eq!((&*value.key, &*value.number.size, value.line), ("w/t:mean/-/a/-", "5", 2));
        assert!(reading.pooled.contains("w/t/-/a/-"));
        assert_eq!(reading.faults, [(3, "`43` stands in a row without a key".to_owned())]);
        let typed = read(b"source,what,target\nregister:measures/x,Days,45\n,Days,46\n");
        let marks: Vec<_> = typed.passages.iter().map(|passage| passage.mark.clone()).collect();
        let source = || Mark::Source("register:measures/x".into());
        assert_eq!(marks, [source(), source()]);
        assert_eq!(typed.faults.len(), 1, "46 has no source: {:?}", typed.faults);
        let stray = read(b"cell,mean\nMotors 17 people,\n");
        assert_eq!(stray.faults.len(), 3, "{:?}", stray.faults);
        let long = read(b"cell,value\nw/t:n/-/a/-,7\n");
        assert_eq!(&*long.values[0].key, "w/t:n/-/a/-");
    }
}
