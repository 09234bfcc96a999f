//! Figures by their keys, laid out as an aligned table, as CSV or as JSON, and several tables that go
//! into one spreadsheet. What may be in them is decided elsewhere.

mod aligned;
mod csv;
mod selection;
mod workbook;
mod xlsx;

pub use csv::{harmless, line};
pub use selection::{By, Selection};
pub use workbook::{Sheet, Workbook};

use crate::key::{Key, Names};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};
use std::fmt;

/// One figure, or whatever else stands in a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Whole(i64),
    /// Any number.
    Number(f64),
    /// A number with so many decimals.
    Fixed(f64, u8),
    /// What is no plain number: an edge ("<=5"), a bound ("<.01") or a word ("pooled").
    Text(String),
    /// A day.
    Day(Date),
}

impl Value {
    fn json(&self) -> Json {
        match self {
            Self::Whole(number) => (*number).into(),
            Self::Number(number) | Self::Fixed(number, _) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Day(day) => day.to_string().into(),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Fixed(number, decimals) => write!(f, "{number:.*}", usize::from(*decimals)),
            Self::Text(text) => text.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

/// The figures of one cell, by the names of the grammar (and `spread`, `items`, `p_raw`).
pub type Figures = Vec<(&'static str, Value)>;

/// Cells in the order of their keys, each with its figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows(pub Vec<(Key, Figures)>);

/// How rows are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Aligned,
    /// Comma-separated, a column for each figure that some row has.
    Csv,
    /// A list of objects, documented by `docs/score.schema.json`.
    Json,
}

impl Rows {
    /// The rows as text.
    pub fn write(&self, names: &Names, format: Format) -> String {
        match format {
            Format::Aligned => aligned::write(self, names),
            Format::Csv => self.csv(names),
            Format::Json => self.json(names),
        }
    }

    /// Every name of a figure that some row has, in the order in which they first appear.
    fn columns(&self) -> Vec<&'static str> {
        let mut columns: Vec<&'static str> = Vec::new();
        for (name, _) in self.0.iter().flat_map(|(_, figures)| figures) {
            if !columns.contains(name) {
                columns.push(name);
            }
        }
        columns
    }

    fn csv(&self, names: &Names) -> String {
        let columns = self.columns();
        let mut out = String::new();
        line(&mut out, ["cell"].into_iter().chain(columns.iter().copied()));
        for (key, figures) in &self.0 {
            let figure = |name: &&str| {
                let found = figures.iter().find(|(own, _)| own == name);
                found.map(|(_, value)| value.to_string()).unwrap_or_default()
            };
            let values: Vec<String> = columns.iter().map(figure).collect();
            let cell = names.write(*key, None);
            line(&mut out, [cell.as_str()].into_iter().chain(values.iter().map(String::as_str)));
        }
        out
    }

    fn json(&self, names: &Names) -> String {
        let object = |(key, figures): &(Key, Figures)| {
            let mut object = Map::new();
            object.insert("cell".to_owned(), names.write(*key, None).into());
            for (name, value) in figures {
                object.insert((*name).to_owned(), value.json());
            }
            Json::Object(object)
        };
        let rows: Vec<String> = self.0.iter().map(|row| format!("  {}", object(row))).collect();
        if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", rows.join(",\n")) }
    }
}
