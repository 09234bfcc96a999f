//! The figures of a chart as a table for people, with the key of every one of them.

use crate::key::Figure;
use crate::view::sentence::{Piece, Sentence};
use serde::Serialize;

/// Figures in rows and columns.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Its columns, the row headings first.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Column {
    /// Its heading.
    pub label: Sentence,
    /// The figures below it, as keys name them; empty for words.
    pub figure: String,
}

/// A row of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// The key of its figures; empty where none is shown or each cell has its own.
    pub cell: String,
    /// How deep it lies in a hierarchy.
    pub indent: usize,
    /// Its cells, the row heading first.
    pub cells: Vec<Sentence>,
}

impl Table {
    /// A table with these columns: heading and figure.
    pub fn new(columns: &[(Sentence, Option<Figure>)]) -> Self {
        let column = |(label, figure): &(Sentence, Option<Figure>)| Column {
            label: label.clone(),
            figure: figure.map(Figure::name).unwrap_or_default().to_owned(),
        };
        Self { columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    /// Adds a row; a number that its key and the column's figure already name loses its own key.
    pub fn push(&mut self, key: Option<String>, indent: usize, mut cells: Vec<Sentence>) {
        let cell = key.unwrap_or_default();
        for (sentence, column) in cells.iter_mut().zip(&self.columns) {
            for Piece { cell: own, .. } in &mut sentence.0 {
                if !column.figure.is_empty() && named_by(own, &cell, &column.figure) {
                    own.clear();
                }
            }
        }
        self.rows.push(Row { cell, indent, cells });
    }
}

impl Table {
    /// Every row as words: its heading, and what stands in the two columns beside it.
    pub fn told_by_row(&self) -> Vec<Sentence> {
        let row = |row: &Row| {
            let columns = self.columns.iter().zip(&row.cells).enumerate().skip(1).take(2);
            // A heading such as "95 % interval" would be one more number to be explained.
            let has_digit = |text: &str| text.contains(|letter: char| letter.is_ascii_digit());
            let columns = columns.filter(|(_, (column, _))| !has_digit(&column.label.plain()));
            let parts = columns.map(|(at, (column, cell))| {
                let name = if column.figure.is_empty() {
                    column.label.plain() + " "
                } else {
                    String::new()
                };
                Sentence::from(name) + self.in_full(row, at, cell)
            });
            let said = parts.reduce(|sum, part| sum + ", " + part).unwrap_or_default();
            row.cells.first().cloned().unwrap_or_default() + ": " + said + "."
        };
        self.rows.iter().map(row).collect()
    }

    /// A cell whose number says again what row and column say of it.
    fn in_full(&self, row: &Row, column: usize, cell: &Sentence) -> Sentence {
        let figure = &self.columns[column].figure;
        let Some((wave, what, rest)) = parts(&row.cell).filter(|_| !figure.is_empty()) else {
            return cell.clone();
        };
        let full = |piece: &Piece| match piece.cell.is_empty() && !piece.href.is_empty() {
            true => Piece { cell: format!("{wave}/{what}:{figure}/{rest}"), ..piece.clone() },
            false => piece.clone(),
        };
        Sentence(cell.0.iter().map(full).collect())
    }
}

/// The parts of a key between which its figure stands.
fn parts(key: &str) -> Option<(&str, &str, &str)> {
    let mut parts = key.splitn(3, '/');
    Some((parts.next()?, parts.next()?, parts.next()?))
}

/// Whether `own` is the key of the row with the figure of the column.
fn named_by(own: &str, row: &str, figure: &str) -> bool {
    parts(row).is_some_and(|(wave, what, rest)| own == format!("{wave}/{what}:{figure}/{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_named_by_row_and_column_needs_no_key_of_its_own() {
        let mut table = Table::new(&[("Score".into(), Some(Figure::Mean))]);
        let own = Piece::cell("64", "w/index:mean/-/a+b/-".into());
        let other = Piece::cell("−2", "w~v/index:change/-/a+b/-".into());
        table.push(Some("w/index/-/a+b/-".into()), 0, vec![Sentence::from(own) + other]);
        let pieces = &table.rows[0].cells[0].0;
        assert_eq!(pieces[0].cell, "");
        assert_eq!(pieces[1].cell, "w~v/index:change/-/a+b/-");
    }
}
