//! A stretch of TOML parsed, and what is wrong with its syntax.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Spot};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use toml::de::DeTable;

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

/// Where the syntax of a file is broken (whole-file offsets), by start; each reaches at least as
/// far as those before it, so that one look tells whether any of them touches a stretch. What the parser
/// made up to get past such a place is no mistake of the writer's, so it is not reported a second time.
#[derive(Clone, Debug)]
pub(super) struct Faults(Arc<[Range<usize>]>);

impl Faults {
    /// Whether the syntax is sound.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them touches this stretch.
    pub(super) fn touch(&self, start: usize, end: usize) -> bool {
        let before = self.0.partition_point(|fault| fault.start <= end);
        self.0[..before].last().is_some_and(|fault| fault.end >= start)
    }

    /// Where the first one from here on starts.
    pub(super) fn next(&self, from: usize) -> Option<usize> {
        let after = self.0.partition_point(|fault| fault.start < from);
        self.0.get(after).map(|fault| fault.start)
    }
}

/// Parses a stretch. A mistake is reported with its place, and what could be understood is returned
/// all the same.
pub(super) fn parse<'s>(part: &Part<'s>, to: &mut Diagnostics) -> (DeTable<'s>, Faults) {
    let (table, errors) = DeTable::parse_recoverable(part.text);
    let mut faults: Vec<_> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    faults.sort_by_key(|(span, _)| (span.start, span.end));
    report_syntax(part, &faults, to);
    let mut end = 0;
    let reaching = |(span, _): &(Range<usize>, &str)| {
        end = end.max(span.end + part.offset);
        span.start + part.offset..end
    };
    let faults = faults.iter().map(reaching).collect();
    (table.into_inner(), Faults(faults))
}

/// Reports the mistakes in the syntax, sorted by place: one a line, since a parser that stumbled
/// goes on stumbling; a header of a list once, since what it stumbles over stands before them all; and
/// only the first when something is never closed.
fn report_syntax(part: &Part<'_>, faults: &[(Range<usize>, &str)], to: &mut Diagnostics) {
    let unclosed = faults.iter().any(|(_, message)| message.starts_with("unclosed"));
    let most = if unclosed { 1 } else { faults.len() };
    let (mut from, mut headers) = (0, BTreeSet::new());
    for (at, (span, message)) in faults.iter().enumerate().take(most) {
        let same_line = |text: &str| !text.contains('\n');
        if at > 0 && part.text.get(from..span.start).is_some_and(same_line) {
            continue;
        }
        from = span.end;
        let line = line_at(part.text, span.start);
        if line.starts_with("[[") && !headers.insert(line) {
            continue;
        }
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

/// The line that a place lies in, without the space around it.
fn line_at(text: &str, place: usize) -> &str {
    let (before, after) = text.split_at_checked(place).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = place + after.find('\n').unwrap_or(after.len());
    text.get(start..end).unwrap_or_default().trim()
}
