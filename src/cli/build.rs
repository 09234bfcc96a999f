//! `build`: check, then replace output/ all or nothing.

use super::arguments::{Build, Global};
use super::clock::Clock;
use super::outcome::{self, CONTENT, USAGE};
use crate::diag::did_you_mean;
use crate::disk::{self, Failure};
use crate::pipeline;
use crate::source::Tree;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// Where the folders of waves lie.
const WAVES: &str = "content/waves/";

/// Builds the site.
///
/// # Errors
/// When a file cannot be read, or the output folder cannot be replaced; it is then as it was.
pub(super) fn run(build: &Build, global: &Global) -> Result<ExitCode, Failure> {
    let mut clock = Clock::start();
    let folder = super::read(global)?;
    clock.stage("read files");
    if let Some(wave) = &build.wave
        && !waves(&folder.tree).contains(wave.as_str())
    {
        outcome::say(&unknown_wave(wave, &folder.tree));
        return Ok(ExitCode::from(USAGE));
    }
    let options = pipeline::Options {
        drafts: build.drafts,
        base_url: build.base_url.clone(),
        wave: build.wave.clone(),
        ..super::options(global)
    };
    let mut outcome = pipeline::run(&folder.tree, &options, &mut |stage| clock.stage(stage));
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

/// The names of the folders in content/waves/.
fn waves(tree: &Tree) -> BTreeSet<&str> {
    let inside = tree.below(WAVES).filter_map(|(path, _)| path.strip_prefix(WAVES));
    inside.filter_map(|inside| Some(inside.split_once('/')?.0)).collect()
}

fn unknown_wave(wave: &str, tree: &Tree) -> String {
    let message = format!("error: there is no wave `{wave}` in {WAVES}");
    match did_you_mean(wave, waves(tree)) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message,
    }
}
