//! What is printed at the end of a verb, and the exit code that goes with it.

use super::arguments::{Color, Global};
use crate::diag::{Diagnostics, Format, Severity, print};
use crate::disk::Failure;
use crate::source::Tree;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// The content is wrong, and the messages have been printed.
pub(super) const CONTENT: u8 = 1;
/// The command line is wrong.
pub(super) const USAGE: u8 = 2;
/// The machine failed.
pub(super) const MACHINE: u8 = 3;

/// What is said before figures that nobody else may see.
pub(super) const PRIVATE: &str =
    "warning: these figures can single people out: do not pass them on";

/// Prints what the machine refused and gives the exit code.
pub(super) fn failed(failure: &Failure) -> ExitCode {
    say(&format!("error: {failure}"));
    ExitCode::from(match failure {
        Failure::Io { .. } => MACHINE,
        Failure::NotOurs { .. }
        | Failure::NoContent { .. }
        | Failure::Shared { .. }
        | Failure::InTheWay { .. } => USAGE,
    })
}

/// Prints the mistakes on the error stream, as people read them.
pub(super) fn tell(diagnostics: &Diagnostics, tree: &Tree, global: &Global) {
    if global.quiet && !diagnostics.has_errors() {
        return;
    }
    let text = print(diagnostics, tree, Format::Human, wants_color(global));
    let _ = write!(std::io::stderr().lock(), "{text}");
}

/// One line on the error stream. A stream that is closed is nobody's loss.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// A note for each wave with comments that the editor has not decided about. No warning: a site may
/// leave them so for ever.
pub(super) fn remind(pending: &BTreeMap<String, usize>) {
    for (wave, count) in pending {
        let waiting = if *count == 1 { "comment waits" } else { "comments wait" };
        let file = format!("content/waves/{wave}/comments.toml");
        say(&format!("note: {count} {waiting} for a decision in {file}"));
    }
}

/// A number and what it counts.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Rows of words in columns: those up to `words` are put to the left, the others to the right.
pub(super) fn aligned<const N: usize>(rows: &[[String; N]], words: usize) -> String {
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells =
            row.iter().zip(&widths).enumerate().map(|(at, (cell, &width))| match at < words {
                true => format!("{cell:<width$}"),
                false => format!("{cell:>width$}"),
            });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// Text on the output stream.
pub(super) fn show(text: &str) {
    let _ = write!(std::io::stdout().lock(), "{text}");
}

/// Whether something forbids success.
pub(super) fn is_refused(diagnostics: &Diagnostics, deny_warnings: bool) -> bool {
    diagnostics.has_errors() || deny_warnings && diagnostics.count(Severity::Warning) > 0
}

fn wants_color(global: &Global) -> bool {
    let unset = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => unset && std::io::stderr().is_terminal(),
    }
}
