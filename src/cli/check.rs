//! `check`: everything that `build` does, but nothing is written.

use super::arguments::{self, Check, Deny, Global};
use super::clock::Clock;
use super::outcome::{self, CONTENT};
use crate::diag::{self, print};
use crate::disk::Failure;
use crate::pipeline;
use std::process::ExitCode;

/// Reads, validates, scores and renders the site, and prints every mistake.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn run(check: &Check, global: &Global) -> Result<ExitCode, Failure> {
    let mut clock = Clock::start();
    let folder = super::read(global)?;
    clock.stage("read files");
    clock.show(global);
    let options = pipeline::Options { drafts: check.drafts, ..super::options(global) };
    let outcome = pipeline::run(&folder.tree, &options, &mut |stage| clock.stage(stage));
    clock.hide();
    let mut diagnostics = outcome.diagnostics;
    diagnostics.append(super::links(&folder));
    let format = match check.format {
        arguments::Format::Human => {
            outcome::tell(&diagnostics, &folder.tree, global);
            None
        }
        arguments::Format::Json => Some(diag::Format::Json),
        arguments::Format::Sarif => Some(diag::Format::Sarif),
    };
    if let Some(format) = format {
        outcome::show(&print(&diagnostics, &folder.tree, format, false));
    }
    if global.verbose {
        clock.tell();
    }
    if outcome::is_refused(&diagnostics, check.deny == Some(Deny::Warnings)) {
        return Ok(ExitCode::from(CONTENT));
    }
    if !global.quiet && format.is_none() {
        outcome::remind(&outcome.pending);
        outcome::say(&format!("checked {}; nothing written", outcome.counts));
    }
    Ok(ExitCode::SUCCESS)
}
