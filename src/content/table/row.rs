//! One `key = value`, read closely: as a text, a number, a day, a list.

use super::syntax::Faults;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Spot};
use jiff::civil::Date;
use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// One `key = value`.
#[derive(Debug)]
pub struct Row<'s> {
    /// The key and its place.
    pub key: Located<String>,
    /// The place of the value.
    pub spot: Spot,
    pub(super) value: DeValue<'s>,
    pub(super) offset: usize,
    pub(super) faults: Faults,
    pub(super) quiet: bool,
}

impl<'s> Row<'s> {
    pub(super) fn new(
        file: &Arc<str>,
        offset: usize,
        key: Spanned<Cow<'s, str>>,
        value: Spanned<DeValue<'s>>,
        faults: &Faults,
        quiet: bool,
    ) -> Self {
        let key =
            Located { spot: place(file, offset, key.span()), value: key.into_inner().into_owned() };
        Self::of(key, place(file, offset, value.span()), value.into_inner(), offset, faults, quiet)
    }

    fn of(
        key: Located<String>,
        spot: Spot,
        value: DeValue<'s>,
        offset: usize,
        faults: &Faults,
        quiet: bool,
    ) -> Self {
        let (start, end) = (key.spot.start.min(spot.start), key.spot.end.max(spot.end));
        let quiet = quiet || faults.touch(start, end);
        Self { key, spot, value, offset, faults: faults.clone(), quiet }
    }

    pub(super) fn wrong<T>(&self, expected: &str, to: &mut Diagnostics) -> Option<T> {
        if self.quiet {
            return None;
        }
        let message = format!("`{}` is {}", self.key.value, found(&self.value));
        to.push(
            Diagnostic::error(Code::WrongType, self.spot.clone(), message)
                .label(format!("expected {expected}")),
        );
        None
    }

    /// As a text.
    pub fn text(self, to: &mut Diagnostics) -> Option<Located<String>> {
        match self.value {
            DeValue::String(text) => Some(Located { value: text.into_owned(), spot: self.spot }),
            _ => self.wrong("a text in quotes", to),
        }
    }

    /// As a whole number in a range.
    pub fn integer(self, range: RangeInclusive<i64>, to: &mut Diagnostics) -> Option<Located<i64>> {
        let Some(value) = self.as_integer() else {
            return self.wrong("a whole number", to);
        };
        if range.contains(&value) {
            return Some(Located { value, spot: self.spot });
        }
        let message = format!("`{}` is {value}", self.key.value);
        to.push(Diagnostic::error(Code::OutOfRange, self.spot, message).label(format!(
            "expected {} to {}",
            range.start(),
            range.end()
        )));
        None
    }

    /// The value, if it is a whole number; says nothing when it is not.
    pub fn as_integer(&self) -> Option<i64> {
        whole(&self.value)
    }

    /// Whether the syntax of the whole file is sound, as in `Fields`.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// The value, if it is a text; says nothing when it is not.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// What the value looks like, for messages ("the text \"5\"", "the number 7.5").
    pub fn describe(&self) -> String {
        found(&self.value)
    }

    /// The value, if it is a number.
    fn as_number(&self) -> Option<f64> {
        let number = match &self.value {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            DeValue::Integer(_) => whole(&self.value).map(|whole| whole as f64),
            _ => None,
        };
        number.filter(|number| number.is_finite())
    }

    /// As a number of any size that people can read.
    pub fn number(self, to: &mut Diagnostics) -> Option<Located<f64>> {
        match self.as_number() {
            Some(value) if value.abs() <= 1e12 => Some(Located { value, spot: self.spot }),
            Some(_) if !self.quiet => {
                let message = format!("`{}` is {}", self.key.value, found(&self.value));
                to.push(
                    Diagnostic::error(Code::OutOfRange, self.spot, message)
                        .label("expected a number of at most a million million"),
                );
                None
            }
            _ => self.wrong("a number", to),
        }
    }

    /// As a number above zero.
    pub fn weight(self, to: &mut Diagnostics) -> Option<Located<f64>> {
        let number = self.as_number();
        match number {
            Some(value) if value > 0.0 && value <= 1e6 => Some(Located { value, spot: self.spot }),
            Some(_) if !self.quiet => {
                let message = format!("`{}` is {}", self.key.value, found(&self.value));
                to.push(
                    Diagnostic::error(Code::OutOfRange, self.spot, message)
                        .label("expected a number above 0, at most a million"),
                );
                None
            }
            _ => self.wrong("a number above 0", to),
        }
    }

    /// As one of a few words, each with its meaning.
    pub fn choice<T: Copy>(
        self,
        words: &[(&'static str, T)],
        to: &mut Diagnostics,
    ) -> Option<Located<T>> {
        let key = self.key.value.clone();
        let word = self.text(to)?;
        if let Some(&(_, value)) = words.iter().find(|(known, _)| *known == word.value) {
            return Some(Located { value, spot: word.spot });
        }
        let known: Vec<_> = words.iter().map(|(known, _)| *known).collect();
        to.push(
            Diagnostic::error(
                Code::UnknownValue,
                word.spot,
                format!("`{key}` is `{}`", word.value),
            )
            .label(format!("expected one of: {}", known.join(", ")))
            .suggest(&word.value, known),
        );
        None
    }

    /// As `true` or `false`.
    pub fn flag(self, to: &mut Diagnostics) -> Option<Located<bool>> {
        match self.value {
            DeValue::Boolean(value) => Some(Located { value, spot: self.spot }),
            _ => self.wrong("true or false", to),
        }
    }

    /// As a day. (A day that does not exist was reported when the file was parsed.)
    pub fn date(self, to: &mut Diagnostics) -> Option<Located<Date>> {
        let date = match &self.value {
            DeValue::Datetime(moment) if moment.time.is_none() => moment.date.and_then(|date| {
                let year = i16::try_from(date.year).ok()?;
                let month = i8::try_from(date.month).ok()?;
                Date::new(year, month, i8::try_from(date.day).ok()?).ok()
            }),
            _ => None,
        };
        match date {
            Some(value) => Some(Located { value, spot: self.spot }),
            None => self.wrong("a day such as 2026-09-30, without quotes", to),
        }
    }

    /// As a text, whatever single value it is: a text as it is, a number or a day as written.
    pub fn plain(self, to: &mut Diagnostics) -> Option<Located<String>> {
        let value = match &self.value {
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Integer(integer) => integer.to_string(),
            DeValue::Float(float) => float.as_str().to_owned(),
            DeValue::Boolean(value) => value.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Array(_) | DeValue::Table(_) => {
                return self.wrong("a single value (a text, a number, a day, true or false)", to);
            }
        };
        Some(Located { value, spot: self.spot })
    }

    /// As a list. Where its syntax is broken it ends: what seems to follow may belong to other keys.
    pub fn list(self, to: &mut Diagnostics) -> Vec<Row<'s>> {
        let offset = self.offset;
        let end = match self.faults.next(self.spot.start) {
            Some(fault) if !is_tables(&self.value) => fault,
            _ => usize::MAX,
        };
        match self.value {
            DeValue::Array(values) => values
                .into_iter()
                .filter(|value| value.span().end + offset <= end)
                .map(|value: Spanned<DeValue<'s>>| {
                    let spot = place(&self.spot.file, offset, value.span());
                    let (key, value) = (self.key.clone(), value.into_inner());
                    Row::of(key, spot, value, offset, &self.faults, self.quiet)
                })
                .collect(),
            _ => {
                self.wrong::<()>("a list in square brackets", to);
                Vec::new()
            }
        }
    }

    /// As a list of texts.
    pub fn texts(self, to: &mut Diagnostics) -> Vec<Located<String>> {
        self.list(to).into_iter().filter_map(|row| row.text(to)).collect()
    }
}

/// Whether this is a list whose first entry is a table.
pub(super) fn is_tables(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Array(values) => {
            values.first().is_some_and(|first| matches!(first.as_ref(), DeValue::Table(_)))
        }
        _ => false,
    }
}

/// A span of a part of a file as a place in the whole file.
pub(super) fn place(file: &Arc<str>, offset: usize, span: Range<usize>) -> Spot {
    Spot::new(file, span.start + offset..span.end + offset)
}

/// The whole number that a value is, if it is one.
pub(super) fn whole(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok(),
        _ => None,
    }
}

/// What stands there, in words.
fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => {
            format!("the text \"{}\"", text.chars().take(40).collect::<String>())
        }
        DeValue::Integer(integer) => format!("the whole number {}", integer.as_str()),
        DeValue::Float(float) => format!("the number {}", float.as_str()),
        DeValue::Boolean(value) => format!("{value}"),
        DeValue::Datetime(moment) => format!("the date or time {moment}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
