//! What is wrong with the content: one [`Diagnostic`] for each mistake, gathered
//! by readers that go on after an error, printed elsewhere (rustc's look, JSON, SARIF).

mod code;
mod machine;
mod place;
mod placed;
mod print;
mod suggest;

pub use code::Code;
pub use print::{Format, print};
pub use suggest::did_you_mean;

use crate::source::{Located, Spot};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How bad a mistake is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The build goes on.
    Warning,
}

/// One mistake: what was found, where, what was expected and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable short name.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Where it stands.
    pub spot: Spot,
    /// What was found, as one sentence without a full stop.
    pub message: String,
    /// What was expected, printed under the marked text.
    pub label: String,
    /// What to do about it, a line each.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, spot: Spot, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, spot, message.into())
    }

    /// A warning at a place.
    pub fn warning(code: Code, spot: Spot, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, spot, message.into())
    }

    /// An error at a name that is declared nowhere, with the names that are.
    pub fn unknown<'a>(
        what: &str,
        name: &Located<String>,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        // Something without a usable id has the empty one.
        let known: Vec<_> = known.into_iter().filter(|known| !known.is_empty()).collect();
        let expected = match known.len() {
            0 => format!("no {what} is declared"),
            1..=12 => format!("expected one of: {}", known.join(", ")),
            many => format!("expected one of the {many} that are declared"),
        };
        let message = format!("there is no {what} `{}`", name.value);
        Self::error(Code::UnknownName, name.spot.clone(), message)
            .label(expected)
            .suggest(&name.value, known)
    }

    /// An error at a last day (the value of `key`) that lies before the first day.
    pub fn ends_before(key: &str, last: &Located<Date>, first_key: &str, first: Date) -> Self {
        let message = format!("`{key}` is {}, before `{first_key}`", last.value);
        Self::error(Code::DateOrder, last.spot.clone(), message)
            .label(format!("expected {first} or a later day"))
    }

    fn new(code: Code, severity: Severity, spot: Spot, message: String) -> Self {
        Self { code, severity, spot, message, label: String::new(), hints: Vec::new() }
    }

    /// Says what was expected here.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a line of advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a "did you mean" when one of `known` is close to `found`.
    #[must_use]
    pub fn suggest<'a>(self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match did_you_mean(found, known) {
            Some(near) => self.hint(format!("did you mean `{near}`?")),
            None => self,
        }
    }
}

/// Every mistake of a run, in the order found. Of one kind of mistake in one file the first
/// [`Diagnostics::MOST`] are kept and the others counted, so that a wrong column does not
/// bury everything else.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    kept: BTreeMap<(Arc<str>, Code, Severity), usize>,
    more: BTreeMap<(Arc<str>, Code, Severity), More>,
}

/// The mistakes of one kind in one file that were only counted.
#[derive(Clone, Debug)]
struct More {
    count: usize,
    diagnostic: Diagnostic,
}

impl Diagnostics {
    /// How many mistakes of one kind are told one by one in each file.
    pub const MOST: usize = 100;

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let place = (Arc::clone(&diagnostic.spot.file), diagnostic.code, diagnostic.severity);
        let kept = self.kept.entry(place).or_default();
        if *kept < Self::MOST {
            *kept += 1;
            self.list.push(diagnostic);
        } else {
            self.count_more(diagnostic.spot, diagnostic.code, diagnostic.severity, 1);
        }
    }

    /// Adds an error whose words take time to find (a likeness among very many names, say). Beyond
    /// those that are told one by one it is counted only.
    pub fn push_with(&mut self, spot: &Spot, code: Code, tell: impl FnOnce() -> Diagnostic) {
        let place = (Arc::clone(&spot.file), code, Severity::Error);
        if self.kept.get(&place).is_some_and(|kept| *kept >= Self::MOST) {
            self.count_more(spot.clone(), code, Severity::Error, 1);
        } else {
            self.push(tell());
        }
    }

    fn count_more(&mut self, spot: Spot, code: Code, severity: Severity, count: usize) {
        let place = (Arc::clone(&spot.file), code, severity);
        let more = self.more.entry(place).or_insert_with(|| More {
            count: 0,
            diagnostic: Diagnostic::new(code, severity, spot, String::new()),
        });
        more.count += count;
        more.diagnostic.message =
            format!("and {} more of this kind ({}) in this file", more.count, code.name());
    }

    /// Adds several.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Takes one back, when a later finding explains it better.
    pub fn retract(&mut self, diagnostic: &Diagnostic) {
        self.list.retain(|other| other != diagnostic);
    }

    /// Whether this file could not be read whole, so that what it declares is not all known.
    pub fn is_broken(&self, file: &str) -> bool {
        let broken = [Code::Syntax, Code::Encoding, Code::MissingFile];
        self.list.iter().any(|one| *one.spot.file == *file && broken.contains(&one.code))
    }

    /// Whether a file, or one below a folder (which ends in a slash), has an error.
    pub fn has_errors_in(&self, path: &str) -> bool {
        let inside = |file: &str| file == path || path.ends_with('/') && file.starts_with(path);
        let is_error = |one: &Diagnostic| one.severity == Severity::Error;
        self.list.iter().any(|one| is_error(one) && inside(&one.spot.file))
    }

    /// Takes back all of these kinds and says how many they were.
    pub fn withdraw(&mut self, codes: &[Code]) -> usize {
        let told = self.list.len();
        self.list.retain(|one| !codes.contains(&one.code));
        let told = told - self.list.len();
        let counted = self.more.iter().filter(|((_, code, _), _)| codes.contains(code));
        let counted: usize = counted.map(|(_, more)| more.count).sum();
        self.more.retain(|(_, code, _), _| !codes.contains(code));
        self.kept.retain(|(_, code, _), _| !codes.contains(code));
        told + counted
    }

    /// Adds all of another run's (a file read on another thread, say).
    pub fn append(&mut self, other: Self) {
        for diagnostic in other.list {
            self.push(diagnostic);
        }
        for ((_, code, severity), more) in other.more {
            self.count_more(more.diagnostic.spot, code, severity, more.count);
        }
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many of this severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        let kept = self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let more = self.more.iter().filter(|((_, _, own), _)| *own == severity);
        kept + more.map(|(_, more)| more.count).sum::<usize>()
    }

    /// All of them by file, place and severity, without repeats. A file that lies higher up comes
    /// first: those further down point at what it declares.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let more = self.more.values().map(|more| &more.diagnostic);
        let mut sorted: Vec<_> = self.list.iter().chain(more).collect();
        sorted.sort_by(|a, b| {
            let key = |one: &'_ Diagnostic| one.spot.file.matches('/').count();
            let places = (key(a), &a.spot, a.severity, &a.message);
            places.cmp(&(key(b), &b.spot, b.severity, &b.message))
        });
        sorted.dedup();
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Diagnostic, Diagnostics, Severity};
    use crate::source::Spot;
    use std::sync::Arc;

    #[test]
    fn a_flood_is_counted_and_two_floods_flow_together() {
        let file: Arc<str> = "content/a.toml".into();
        let flood = || {
            let mut all = Diagnostics::default();
            for at in 0..130 {
                let spot = Spot::new(&file, at..at + 1);
                all.push(Diagnostic::error(Code::UnknownItem, spot, format!("mistake {at}")));
            }
            all
        };
        let mut both = flood();
        both.append(flood());
        assert_eq!(both.count(Severity::Error), 260);
        let more = "and 160 more of this kind (unknown-item) in this file";
        assert_eq!(both.sorted().len(), 101);
        assert_eq!(both.sorted().last().map(|last| last.message.as_str()), Some(more));
        let spot = Spot::new(&file, 0..1);
        both.push_with(&spot, Code::UnknownItem, || unreachable!("nobody would read it"));
        assert_eq!(both.withdraw(&[Code::UnknownItem]), 261);
        assert_eq!((both.count(Severity::Error), both.sorted().len()), (0, 0));
    }

    #[test]
    fn what_lies_higher_up_comes_first() {
        let mut all = Diagnostics::default();
        for file in ["content/notes/a.md", "content/survey.toml"] {
            all.push(Diagnostic::error(Code::Syntax, Spot::file(file), "x"));
        }
        assert_eq!(&*all.sorted()[0].spot.file, "content/survey.toml");
        assert!(all.is_broken("content/survey.toml") && !all.is_broken("content/site.toml"));
    }
}
