//! `build`: check, then replace output/ all or nothing.

use super::arguments::{Build, Global};
use super::clock::Clock;
use super::outcome::{self, CONTENT};
use super::wave;
use crate::disk::{self, Failure};
use crate::pipeline;
use std::process::ExitCode;

/// Builds the site.
///
/// # Errors
/// When a file cannot be read, or the output folder cannot be replaced; it is then as it was.
pub(super) fn run(build: &Build, global: &Global) -> Result<ExitCode, Failure> {
    let mut clock = Clock::start();
    let folder = super::read(global)?;
    clock.stage("read files");
    if let Some(code) = wave::refused(build.wave.as_deref(), &folder.tree) {
        return Ok(code);
    }
    clock.show(global);
    let options = pipeline::Options {
        drafts: build.drafts,
        single_file: build.single_file,
        base_url: build.base_url.clone(),
        wave: build.wave.clone(),
        ..super::options(global)
    };
    let mut outcome = pipeline::run(&folder.tree, &options, &mut |stage| clock.stage(stage));
    clock.hide();
    outcome.diagnostics.append(super::links(&folder));
    outcome::tell(&outcome.diagnostics, &folder.tree, global);
    let out = build.output.clone().unwrap_or_else(|| global.root.join("output"));
    if outcome::is_refused(&outcome.diagnostics, false) {
        outcome::say(&format!("nothing written; {} is as it was", out.display()));
        return Ok(ExitCode::from(CONTENT));
    }
    disk::write(&out, &outcome.site)?;
    clock.stage("write files");
    if global.verbose {
        clock.tell();
    }
    if !global.quiet {
        outcome::remind(&outcome.pending);
        outcome::say(&format!(
            "built {} files in {} from {} in {} ms",
            outcome.site.len(),
            out.display(),
            outcome.counts,
            clock.milliseconds()
        ));
    }
    Ok(ExitCode::SUCCESS)
}
