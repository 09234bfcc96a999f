//! Lists of tables (`[[key]]`), read as they were meant where a slip was made.

use super::fields::Fields;
use super::row::{Row, is_tables};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

impl<'s> Fields<'s> {
    /// A list of tables (`[[key]]`); empty when the key is absent. A slip in the key or in the number
    /// of brackets is reported, and what was meant is read, lest everything that is declared there be
    /// missed wherever it is named.
    pub fn tables(&mut self, key: &'static str, to: &mut Diagnostics) -> Vec<Fields<'s>> {
        let row = self.take(key);
        let is_list = row.as_ref().is_none_or(|row| is_tables(&row.value));
        let may_be_parts = row.as_ref().is_some_and(|row| holds_lists_only(&row.value));
        let misspelt = match is_list || may_be_parts {
            true => self.take_misspelt(key, to),
            false => None,
        };
        match (row, misspelt) {
            (Some(row), None) if matches!(row.value, DeValue::Table(_)) => {
                if row.is_sound() {
                    to.push(single_table(&row));
                }
                row.table(to).into_iter().collect()
            }
            (row, None) => into_tables(row, to),
            (row, Some(misspelt)) => as_meant(row, misspelt, to),
        }
    }

    /// A list of tables under a key that is nearly `key`.
    fn take_misspelt(&mut self, key: &'static str, to: &mut Diagnostics) -> Option<Row<'s>> {
        let near = self.table.iter().find(|(found, value)| {
            is_tables(value.as_ref()) && did_you_mean(found.as_ref(), [key]).is_some()
        });
        let near = near.map(|(found, _)| found.as_ref().clone().into_owned())?;
        let (found, value) = self.table.remove_entry(near.as_str())?;
        let row = Row::new(&self.spot.file, self.offset, found, value, &self.faults, self.quiet);
        to.push(
            Diagnostic::error(
                Code::UnknownKey,
                row.key.spot.clone(),
                format!("unknown key `{near}`"),
            )
            .label(format!("expected `{key}`"))
            .suggest(&near, [key]),
        );
        Some(row)
    }
}

fn into_tables<'s>(row: Option<Row<'s>>, to: &mut Diagnostics) -> Vec<Fields<'s>> {
    let rows = row.map(|row| row.list(to)).unwrap_or_default();
    rows.into_iter().filter_map(|row| row.table(to)).collect()
}

/// Whether this is a table that `[[key.part]]` alone can have made.
fn holds_lists_only(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Table(table) => table.values().all(|value| is_tables(value.get_ref())),
        _ => false,
    }
}

/// A part of a table (`[[key.part]]`): the name of its list, and the part.
type Part<'s> = (Spanned<Cow<'s, str>>, Spanned<DeValue<'s>>);

/// The tables of `[[key]]` and of `[[kye]]` in the order of the file. The parser gave each
/// `[[key.part]]` below a misspelt header to an earlier table, or to none; it belongs to the last table
/// that starts before it.
fn as_meant<'s>(row: Option<Row<'s>>, misspelt: Row<'s>, to: &mut Diagnostics) -> Vec<Fields<'s>> {
    let offset = misspelt.offset;
    let (mut tables, mut parts) = (Vec::new(), Vec::new());
    match row {
        Some(Row { value: DeValue::Table(mut lists), .. }) => take_parts(&mut lists, 0, &mut parts),
        row => tables = into_tables(row, to),
    }
    tables.extend(into_tables(Some(misspelt), to));
    tables.sort_by_key(|table| table.spot.start);
    let next: Vec<usize> = tables.iter().skip(1).map(|table| table.spot.start - offset).collect();
    for (table, next) in tables.iter_mut().zip(next) {
        take_parts(&mut table.table, next, &mut parts);
    }
    parts.sort_by_key(|(_, part)| part.span().start);
    for (name, part) in parts {
        let start = part.span().start + offset;
        let after = tables.partition_point(|table| table.spot.start <= start);
        if let Some(table) = tables[..after].last_mut() {
            give(&mut table.table, name, part);
        }
    }
    tables
}

/// Takes the parts that start at `from` or later out of the lists of a table.
fn take_parts<'s>(table: &mut DeTable<'s>, from: usize, parts: &mut Vec<Part<'s>>) {
    for (name, list) in table.iter_mut().filter(|(_, list)| is_tables(list.get_ref())) {
        let DeValue::Array(list) = list.get_mut() else { continue };
        let all = std::mem::replace(list, std::iter::empty().collect());
        for part in all {
            match part.span().start < from {
                true => list.push(part),
                false => parts.push((name.clone(), part)),
            }
        }
    }
}

fn give<'s>(table: &mut DeTable<'s>, name: Spanned<Cow<'s, str>>, part: Spanned<DeValue<'s>>) {
    match table.get_mut(name.get_ref().as_ref()).map(Spanned::get_mut) {
        Some(DeValue::Array(own)) => own.push(part),
        _ => {
            let span = part.span();
            let own = DeValue::Array(std::iter::once(part).collect());
            table.insert(name, Spanned::new(span, own));
        }
    }
}

/// `[key]` where `[[key]]` is meant.
fn single_table(row: &Row<'_>) -> Diagnostic {
    let key = &row.key.value;
    let message = format!("`{key}` is a single table");
    Diagnostic::error(Code::WrongType, row.key.spot.clone(), message)
        .label("expected a list of tables")
        .hint(format!("write `[[{key}]]` with two brackets, since there can be several"))
}
