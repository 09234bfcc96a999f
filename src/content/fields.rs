//! One TOML table, read field by field: each reading says what it expects, and
//! [`Fields::finish`] reports every key that nobody asked for.

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
    spot: Spot,
    offset: usize,
    table: DeTable<'s>,
    asked: Vec<&'static str>,
    missed: Vec<(&'static str, Diagnostic)>,
    faults: Faults,
    quiet: bool,
}

/// Where the syntax of a file is broken (whole-file offsets), by start; each reaches at least as
/// far as those before it, so that one look tells whether any of them touches a stretch. What the parser made up to get past
/// such a place is no mistake of the writer's, so it is not reported a second time.
type Faults = Arc<[Range<usize>]>;

/// One `key = value`.
#[derive(Debug)]
pub struct Row<'s> {
    /// The key and its place.
    pub key: Located<String>,
    /// The place of the value.
    pub spot: Spot,
    value: DeValue<'s>,
    offset: usize,
    faults: Faults,
    quiet: bool,
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

/// A stretch of TOML inside a file (front matter, or a part of a long file).
#[derive(Clone, Debug)]
pub struct Part<'s> {
    /// Path of the file.
    pub file: Arc<str>,
    /// The stretch.
    pub text: &'s str,
    /// Where it starts in the file, in bytes.
    pub offset: usize,
}

impl Source {
    /// The whole file as a part.
    pub fn file_part(&self) -> Part<'_> {
        Part { file: Arc::clone(&self.path), text: &self.text, offset: 0 }
    }
}

/// Words that mean something of their own where ids stand.
const RESERVED: [&str; 4] = ["index", "response", "all", "explained"];

/// Whether a text can be an id: `[a-z0-9][a-z0-9-]*`, at most 64 bytes, and not a reserved word.
pub fn is_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() <= 64
        && text.bytes().next().is_some_and(plain)
        && text.bytes().all(|byte| plain(byte) || byte == b'-')
        && !RESERVED.contains(&text)
}

impl<'s> Fields<'s> {
    /// Reads a stretch of TOML, as [`parse_toml`] reads a file.
    pub fn parse(part: &Part<'s>, diagnostics: &mut Diagnostics) -> Self {
        let (table, errors) = DeTable::parse_recoverable(part.text);
        let mut faults: Vec<_> =
            errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
        faults.sort_by_key(|(span, _)| (span.start, span.end));
        report_syntax(part, &faults, diagnostics);
        let mut end = 0;
        let reaching = |(span, _): &(Range<usize>, &str)| {
            end = end.max(span.end + part.offset);
            span.start + part.offset..end
        };
        let faults = faults.iter().map(reaching).collect();
        Self::new(&part.file, part.offset, 0..0, table.into_inner(), &faults, false)
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
            faults: Arc::clone(faults),
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

    /// A list of tables (`[[key]]`); empty when the key is absent. A slip in the key or in the number
    /// of brackets is reported, and what was meant is read, lest everything that is declared there be
    /// missed wherever it is named.
    pub fn tables(&mut self, key: &'static str, to: &mut Diagnostics) -> Vec<Fields<'s>> {
        let row = match self.take(key) {
            None => self.take_misspelt(key, to),
            Some(row) if matches!(row.value, DeValue::Table(_)) => {
                if row.is_sound() {
                    to.push(single_table(&row));
                }
                return row.table(to).into_iter().collect();
            }
            row => row,
        };
        let rows = row.map(|row| row.list(to)).unwrap_or_default();
        rows.into_iter().filter_map(|row| row.table(to)).collect()
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

/// Reports the mistakes in the syntax, sorted by place: one a line, since a parser that stumbled
/// goes on stumbling, and only the first when something is never closed.
fn report_syntax(part: &Part<'_>, faults: &[(Range<usize>, &str)], to: &mut Diagnostics) {
    let unclosed = faults.iter().any(|(_, message)| message.starts_with("unclosed"));
    let most = if unclosed { 1 } else { faults.len() };
    let mut from = 0;
    for (at, (span, message)) in faults.iter().enumerate().take(most) {
        let same_line = |text: &str| !text.contains('\n');
        if at > 0 && part.text.get(from..span.start).is_some_and(same_line) {
            continue;
        }
        from = span.end;
        let spot = Spot::new(&part.file, span.start + part.offset..span.end + part.offset);
        to.push(match message.strip_prefix("invalid date, ") {
            Some(expected) => {
                let found = part.text.get(span.clone()).unwrap_or_default();
                let message = format!("the day {found} does not exist");
                Diagnostic::error(Code::NoSuchDay, spot, message).label(expected)
            }
            None if message.contains("recurs") => {
                Diagnostic::error(Code::Syntax, spot, "tables and lists are nested too deeply")
                    .label("somewhere from here on there are more than 80, one inside another")
            }
            None => Diagnostic::error(Code::Syntax, spot, "this is not valid TOML").label(*message),
        });
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

fn bad_id(id: &Located<String>) -> Diagnostic {
    let message = format!("`{}` cannot be an id", id.value);
    let problem = Diagnostic::error(Code::BadId, id.spot.clone(), message);
    if RESERVED.contains(&id.value.as_str()) {
        return problem
            .label("expected another word")
            .hint(format!("{} are taken: they mean something of their own", RESERVED.join(", ")));
    }
    problem
        .label("expected small letters, digits and hyphens")
        .hint("an id starts with a letter or digit and has 64 at most, for example `north-plant`")
}

/// Whether this is a list whose first entry is a table.
fn is_tables(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Array(values) => {
            values.first().is_some_and(|first| matches!(first.as_ref(), DeValue::Table(_)))
        }
        _ => false,
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

/// A span of a part of a file as a place in the whole file.
fn place(file: &Arc<str>, offset: usize, span: Range<usize>) -> Spot {
    Spot::new(file, span.start + offset..span.end + offset)
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok(),
        _ => None,
    }
}

impl<'s> Row<'s> {
    fn new(
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
        let before = faults.partition_point(|fault| fault.start <= end);
        let broken = faults[..before].last().is_some_and(|fault| fault.end >= start);
        let quiet = quiet || broken;
        Self { key, spot, value, offset, faults: Arc::clone(faults), quiet }
    }

    fn wrong<T>(&self, expected: &str, to: &mut Diagnostics) -> Option<T> {
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

    /// Whether the syntax of the whole file is sound, as [`Fields::is_sound`].
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

    /// As a number above zero.
    pub fn weight(self, to: &mut Diagnostics) -> Option<Located<f64>> {
        let number = match &self.value {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            DeValue::Integer(integer) => integer.as_str().parse::<f64>().ok(),
            _ => None,
        };
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
        let after = self.faults.partition_point(|fault| fault.start < self.spot.start);
        let end = match self.faults.get(after) {
            Some(fault) if !is_tables(&self.value) => fault.start,
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
