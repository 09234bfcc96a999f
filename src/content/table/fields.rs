//! One TOML table, read field by field: each reading says what it expects, and
//! [`Fields::finish`] reports every key that nobody asked for.

use super::id::{bad_id, is_id};
use super::row::{Row, place, whole};
use super::syntax::{Faults, Part, parse};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{Located, Source, Spot};
use jiff::civil::Date;
use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table whose fields are taken one by one.
#[derive(Debug)]
pub struct Fields<'s> {
    pub(super) spot: Spot,
    pub(super) offset: usize,
    pub(super) table: DeTable<'s>,
    asked: Vec<&'static str>,
    missed: Vec<(&'static str, Diagnostic)>,
    pub(super) faults: Faults,
    pub(super) quiet: bool,
}

/// One `key = value` looked at where it stands, without a copy: for tables with very many fields.
#[derive(Clone, Copy, Debug)]
pub struct Glance<'f, 's> {
    fields: &'f Fields<'s>,
    key: &'f Spanned<Cow<'s, str>>,
    value: &'f Spanned<DeValue<'s>>,
}

/// Reads a whole file. A mistake in the syntax is reported with its place, and what could be
/// understood is returned all the same, so that the other mistakes come to light in the same run.
pub fn parse_toml<'s>(source: &'s Source, diagnostics: &mut Diagnostics) -> Fields<'s> {
    Fields::parse(&source.file_part(), diagnostics)
}

impl<'s> Fields<'s> {
    /// Reads a stretch of TOML, as [`parse_toml`] reads a file.
    pub fn parse(part: &Part<'s>, diagnostics: &mut Diagnostics) -> Self {
        let (table, faults) = parse(part, diagnostics);
        Self::new(&part.file, part.offset, 0..0, table, &faults, false)
    }

    fn new(
        file: &Arc<str>,
        offset: usize,
        span: Range<usize>,
        table: DeTable<'s>,
        faults: &Faults,
        quiet: bool,
    ) -> Self {
        let first = table.keys().map(Spanned::span).min_by_key(|span| span.start);
        let span = match first {
            // A whole file has no header to point at: its first key stands for it.
            Some(first) if span.is_empty() => first,
            _ => span,
        };
        Self {
            spot: place(file, offset, span),
            offset,
            table,
            asked: Vec::new(),
            missed: Vec::new(),
            faults: faults.clone(),
            quiet,
        }
    }

    /// Where the table stands (its header or its opening brace).
    pub fn spot(&self) -> &Spot {
        &self.spot
    }

    /// Whether the syntax of the whole file is sound. Where it is not, what seems to be absent may
    /// just not be legible, so nobody should complain about it.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whether this key is there and was not taken yet.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Takes a field as it is.
    pub fn take(&mut self, key: &'static str) -> Option<Row<'s>> {
        self.asked.push(key);
        let (key, value) = self.table.remove_entry(key)?;
        Some(Row::new(&self.spot.file, self.offset, key, value, &self.faults, self.quiet))
    }

    /// Takes every field that is left, for tables whose keys are ids.
    pub fn take_rest(&mut self) -> Vec<Row<'s>> {
        let mut rows: Vec<_> = std::mem::take(&mut self.table)
            .into_iter()
            .map(|(key, value)| {
                Row::new(&self.spot.file, self.offset, key, value, &self.faults, self.quiet)
            })
            .collect();
        rows.sort_by_key(|row| row.key.spot.start);
        rows
    }

    /// Every field that is left, in the order of the keys' letters, left where it is.
    pub fn glances(&self) -> impl Iterator<Item = Glance<'_, 's>> {
        self.table.iter().map(|(key, value)| Glance { fields: self, key, value })
    }

    /// A text, if the key is there.
    pub fn optional_text(
        &mut self,
        key: &'static str,
        to: &mut Diagnostics,
    ) -> Option<Located<String>> {
        self.take(key)?.text(to)
    }

    /// A text that must be there and not be blank.
    pub fn text(&mut self, key: &'static str, to: &mut Diagnostics) -> Option<Located<String>> {
        let row = self.required(key, "a text", to)?;
        let text = row.text(to)?;
        if text.value.trim().is_empty() {
            to.push(
                Diagnostic::error(Code::Missing, text.spot, format!("`{key}` is empty"))
                    .label("expected a text"),
            );
            return None;
        }
        Some(text)
    }

    /// An id that must be there.
    pub fn id(&mut self, key: &'static str, to: &mut Diagnostics) -> Option<Located<String>> {
        let id = self.required(key, "an id", to)?.text(to)?;
        if !is_id(&id.value) {
            to.push(bad_id(&id));
            return None;
        }
        Some(id)
    }

    /// A whole number in a range, if the key is there.
    pub fn optional_integer(
        &mut self,
        key: &'static str,
        range: RangeInclusive<i64>,
        to: &mut Diagnostics,
    ) -> Option<Located<i64>> {
        self.take(key)?.integer(range, to)
    }

    /// A number above zero, if the key is there.
    pub fn optional_weight(
        &mut self,
        key: &'static str,
        to: &mut Diagnostics,
    ) -> Option<Located<f64>> {
        self.take(key)?.weight(to)
    }

    /// A number, if the key is there.
    pub fn optional_number(
        &mut self,
        key: &'static str,
        to: &mut Diagnostics,
    ) -> Option<Located<f64>> {
        self.take(key)?.number(to)
    }

    /// One of a few words, each with its meaning; the key must be there.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        to: &mut Diagnostics,
    ) -> Option<Located<T>> {
        self.required(key, "a word", to)?.choice(words, to)
    }

    /// `true` or `false`, if the key is there.
    pub fn optional_flag(
        &mut self,
        key: &'static str,
        to: &mut Diagnostics,
    ) -> Option<Located<bool>> {
        self.take(key)?.flag(to)
    }

    /// A day, if the key is there.
    pub fn optional_date(
        &mut self,
        key: &'static str,
        to: &mut Diagnostics,
    ) -> Option<Located<Date>> {
        self.take(key)?.date(to)
    }

    /// A day that must be there.
    pub fn date(&mut self, key: &'static str, to: &mut Diagnostics) -> Option<Located<Date>> {
        self.required(key, "a day such as 2026-09-30", to)?.date(to)
    }

    /// A list of texts; empty when the key is absent.
    pub fn texts(&mut self, key: &'static str, to: &mut Diagnostics) -> Vec<Located<String>> {
        self.take(key).map(|row| row.texts(to)).unwrap_or_default()
    }

    /// A list of whole numbers; empty when the key is absent.
    pub fn integers(&mut self, key: &'static str, to: &mut Diagnostics) -> Vec<Located<i64>> {
        let rows = self.take(key).map(|row| row.list(to)).unwrap_or_default();
        rows.into_iter().filter_map(|row| row.integer(i64::MIN..=i64::MAX, to)).collect()
    }

    /// A table of its own, if the key is there.
    pub fn optional_table(
        &mut self,
        key: &'static str,
        to: &mut Diagnostics,
    ) -> Option<Fields<'s>> {
        self.take(key)?.table(to)
    }

    /// Takes a field that must be there.
    pub fn required(
        &mut self,
        key: &'static str,
        what: &str,
        to: &mut Diagnostics,
    ) -> Option<Row<'s>> {
        let found = self.take(key);
        // Where the syntax is broken, the key may well be there and just not be legible.
        if found.is_none() && self.faults.is_empty() {
            let message = format!("`{key}` is missing");
            let missing = Diagnostic::error(Code::Missing, self.spot.clone(), message)
                .label(format!("expected `{key}` ({what}) in this table"));
            to.push(missing.clone());
            self.missed.push((key, missing));
        }
        found
    }

    /// Reports every key that nobody asked for. A slip in a key explains a gap better than two
    /// messages do, so a key that was reported as missing is taken back when the slip is found.
    pub fn finish(mut self, to: &mut Diagnostics) {
        for entry in self.take_rest().into_iter().filter(|entry| !entry.quiet) {
            let missed = self.missed.iter().find(|(key, _)| {
                did_you_mean(&entry.key.value, self.asked.iter().copied()) == Some(key)
            });
            if let Some((_, missing)) = missed {
                to.retract(missing);
            }
            to.push_with(&entry.key.spot, Code::UnknownKey, || {
                let message = format!("unknown key `{}`", entry.key.value);
                Diagnostic::error(Code::UnknownKey, entry.key.spot.clone(), message)
                    .label("nothing reads this")
                    .suggest(&entry.key.value, self.asked.iter().copied())
                    .hint(format!("keys that may stand here: {}", self.asked.join(", ")))
            });
        }
    }
}

impl<'s> Row<'s> {
    /// As a table.
    pub fn table(self, to: &mut Diagnostics) -> Option<Fields<'s>> {
        let offset = self.offset;
        let span = self.spot.start - offset..self.spot.end - offset;
        match self.value {
            DeValue::Table(table) => {
                let file = &self.spot.file;
                Some(Fields::new(file, offset, span, table, &self.faults, self.quiet))
            }
            _ => self.wrong("a table", to),
        }
    }
}

impl<'s> Glance<'_, 's> {
    /// The key.
    pub fn key(&self) -> &str {
        self.key.as_ref()
    }

    /// The value, if it is a whole number.
    pub fn as_integer(&self) -> Option<i64> {
        whole(self.value.as_ref())
    }

    /// The value, if it is a text.
    pub fn as_text(&self) -> Option<&str> {
        match self.value.as_ref() {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// A copy of the field, to read it closely or to point at it.
    pub fn row(&self) -> Row<'s> {
        let fields = self.fields;
        let (key, value) = (self.key.clone(), self.value.clone());
        Row::new(&fields.spot.file, fields.offset, key, value, &fields.faults, fields.quiet)
    }
}
