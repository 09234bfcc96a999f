//! What is wrong with the content: one [`Diagnostic`] for each mistake, gathered
//! by readers that go on after an error, printed elsewhere (rustc's look, JSON, SARIF).

mod code;
mod machine;
mod place;
mod print;
mod suggest;

pub use code::Code;
pub use print::{Format, print};
pub use suggest::did_you_mean;

use crate::source::{Located, Spot};
use jiff::civil::Date;

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
    /// Stable short name, explained by `explain CODE`.
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
        let known: Vec<_> = known.into_iter().collect();
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

/// Every mistake of a run, in the order found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds several.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
    }

    /// Takes one back, when a later finding explains it better.
    pub fn retract(&mut self, diagnostic: &Diagnostic) {
        self.list.retain(|other| other != diagnostic);
    }

    /// Adds all of another run's (a file read on another thread, say).
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many of this severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// All of them by file, place and severity, without repeats.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.list.iter().collect();
        sorted.sort_by(|a, b| {
            (&a.spot, a.severity, &a.message).cmp(&(&b.spot, b.severity, &b.message))
        });
        sorted.dedup();
        sorted
    }
}
