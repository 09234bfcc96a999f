//! `explain`: how a published number comes about, or what a kind of mistake means.

use super::arguments::{Explain, Global};
use super::outcome::{self, CONTENT, PRIVATE, USAGE};
use crate::diag::{Code, Lesson, did_you_mean};
use crate::disk::Failure;
use crate::key::Mistake;
use crate::pipeline;
use crate::source::Tree;
use std::io::{self, Write};
use std::process::ExitCode;

/// Explains a key or a kind of mistake. What has a slash in it is a key.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn run(explain: &Explain, global: &Global) -> Result<ExitCode, Failure> {
    let what = explain.what.trim();
    if what.contains('/') {
        return number(what, explain.private, global);
    }
    Ok(match Code::ALL.iter().find(|code| code.name() == what) {
        Some(code) => {
            outcome::show(&taught(*code));
            ExitCode::SUCCESS
        }
        None => {
            outcome::say(&neither(what));
            ExitCode::from(USAGE)
        }
    })
}

fn number(key: &str, is_private: bool, global: &Global) -> Result<ExitCode, Failure> {
    let folder = super::read(global)?;
    let options = super::options(global);
    let (diagnostics, text) = pipeline::explain(&folder.tree, &options, key);
    if diagnostics.has_errors() {
        outcome::tell(&diagnostics, &folder.tree, global);
        return Ok(ExitCode::from(CONTENT));
    }
    Ok(match text {
        None => ExitCode::from(CONTENT),
        Some(Ok(text)) => {
            outcome::show(&text);
            if is_private {
                add_unrounded(key, &folder.tree, &options);
            }
            ExitCode::SUCCESS
        }
        Some(Err(mistake)) => {
            outcome::say(&pointed(key, &mistake));
            ExitCode::from(USAGE)
        }
    })
}

/// Adds the unrounded parts of a number, and why it is shown or not. They go straight to the terminal
/// and are kept nowhere; a stream that is closed is nobody's loss.
fn add_unrounded(key: &str, tree: &Tree, options: &pipeline::Options) {
    outcome::say(PRIVATE);
    let printed = pipeline::owned(tree, options, |owner, names, _, _| {
        let Ok(query) = names.read(key) else { return Ok(()) };
        let mut out = io::stdout().lock();
        writeln!(out, "\nUnrounded, for your eyes only")?;
        owner.explain(names, &query, &mut out)
    });
    drop(printed);
}

/// A mistake in a key, with the key below it and marks under the part that is meant.
fn pointed(key: &str, mistake: &Mistake) -> String {
    let count = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
    let before = count(key.get(..mistake.at.start));
    let length = count(key.get(mistake.at.clone())).max(1);
    format!("error: {mistake}\n  {key}\n  {}{}", " ".repeat(before), "^".repeat(length))
}

/// A kind of mistake: what it means, what it looks like, and how to mend it.
fn taught(code: Code) -> String {
    let Lesson { file, example, mend } = code.lesson();
    let example = example.replace('\n', "\n    ");
    format!(
        "{}: {}\n\nFor instance in {file}:\n\n    {example}\n\nTo mend it: {mend}\n",
        code.name(),
        code.about()
    )
}

fn neither(what: &str) -> String {
    let message = format!(
        "error: `{what}` is neither the key of a number, such as 2026-Q3/trust, \
         nor the name of a kind of mistake"
    );
    match did_you_mean(what, Code::ALL.iter().map(|code| code.name())) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message,
    }
}
