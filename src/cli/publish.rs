//! `publish`: the site goes to its readers, and what they were given goes into the ledger of editions.

use super::arguments::{Global, Publish};
use super::outcome::{self, CONTENT, USAGE, count};
use super::progress::Progress;
use crate::disk::{self, Changes, Failure};
use crate::pipeline::{self, Outcome};
use crate::privacy::ledger::NewEdition;
use crate::source::Tree;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Publishes into a folder, or with `--record` records what was copied by hand.
///
/// # Errors
/// When a file cannot be read or written. A folder that was begun is finished by the next run; the
/// ledger is as it was.
pub(super) fn run(publish: &Publish, global: &Global) -> Result<ExitCode, Failure> {
    if let Some(dest) = &publish.dest
        && let Some(reason) = unfit(dest, &global.root)
    {
        outcome::say(&format!("error: {} {reason}", dest.display()));
        return Ok(ExitCode::from(USAGE));
    }
    let folder = super::read(global)?;
    let options = pipeline::Options {
        base_url: publish.base_url.clone(),
        single_file: publish.single_file,
        record: true,
        ..super::options(global)
    };
    let progress = Progress::start(Some("read files"), global);
    let mut outcome = pipeline::run(&folder.tree, &options, &mut |stage| progress.ended(stage));
    drop(progress);
    outcome.diagnostics.append(super::links(&folder));
    outcome::tell(&outcome.diagnostics, &folder.tree, global);
    if outcome::is_refused(&outcome.diagnostics, false) {
        outcome::say("nothing written and nothing recorded");
        return Ok(ExitCode::from(CONTENT));
    }
    match &publish.dest {
        Some(dest) if publish.dry_run => dry_run(dest, &outcome),
        Some(dest) => {
            let changes = disk::publish(dest, &outcome.site)?;
            if !global.quiet {
                outcome::say(&told(&changes, dest, outcome.site.len()));
                tell_left(&changes);
            }
            record(&outcome, global)
        }
        None => {
            let out = publish.output.clone().unwrap_or_else(|| global.root.join("output"));
            let differing = disk::differences(&out, &outcome.site)?;
            if differing.is_empty() {
                return record(&outcome, global);
            }
            outcome::say(&not_built(&out, &differing));
            Ok(ExitCode::from(CONTENT))
        }
    }
}

/// Why a folder cannot be published into.
fn unfit(dest: &Path, root: &Path) -> Option<&'static str> {
    let (dest, root) = (real(dest), real(root));
    if root.starts_with(&dest) {
        return Some(
            "holds the site's own folder, answers and all; choose one that is for readers",
        );
    }
    let own = |name: &str| dest.starts_with(root.join(name));
    if own("content") || own("themes") {
        return Some("is a part of the site's source; choose a folder that is for readers");
    }
    own("output").then_some("is what `build` replaces; choose a folder that is for readers")
}

/// Where a path leads, also if its end is still to be made.
fn real(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = full.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    found.map_or_else(
        || full.clone(),
        |(above, real)| real.join(full.strip_prefix(above).unwrap_or(Path::new(""))),
    )
}

/// Prints a line for each file that would change.
fn dry_run(dest: &Path, outcome: &Outcome) -> Result<ExitCode, Failure> {
    let changes = disk::compare(dest, &outcome.site)?;
    let mut lines = String::new();
    for (sign, files) in [('+', &changes.added), ('~', &changes.changed), ('-', &changes.removed)] {
        files.iter().for_each(|file| {
            lines.extend([sign, ' '].into_iter().chain(file.chars()).chain(['\n']))
        });
    }
    outcome::show(&lines);
    let (added, changed) = (changes.added.len(), changes.changed.len());
    outcome::say(&match changes.is_empty() {
        true => format!("{} is up to date", dest.display()),
        false => format!(
            "would add {added}, change {changed} and remove {} of {} in {}; nothing written",
            changes.removed.len(),
            count(outcome.site.len(), "file"),
            dest.display()
        ),
    });
    tell_left(&changes);
    for NewEdition { number, wave, .. } in &outcome.editions {
        outcome::say(&format!("would record edition {number} of wave {wave}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// What came of copying.
fn told(changes: &Changes, dest: &Path, files: usize) -> String {
    if changes.is_empty() {
        return format!("{} is up to date; nothing written", dest.display());
    }
    format!(
        "published {} in {}: {} added, {} changed, {} removed",
        count(files, "file"),
        dest.display(),
        changes.added.len(),
        changes.changed.len(),
        changes.removed.len()
    )
}

fn tell_left(changes: &Changes) {
    for file in &changes.left {
        outcome::say(&format!(
            "note: {file} is no longer part of the report, but somebody has changed it, so it stays"
        ));
    }
}

/// Writes the editions that readers have now.
fn record(outcome: &Outcome, global: &Global) -> Result<ExitCode, Failure> {
    let mut files = Tree::default();
    for edition in &outcome.editions {
        files.insert(&edition.path, edition.text.as_bytes());
    }
    disk::add(&global.root, &files)?;
    if !global.quiet {
        tell(&outcome.editions);
    }
    Ok(ExitCode::SUCCESS)
}

fn not_built(out: &Path, differing: &[String]) -> String {
    let named = disk::named(differing);
    format!(
        "error: {} is not what `build` would make now; nothing recorded. These files differ:{named}\n\
         Run `build` (and `publish` with the same --date and -u), copy the folder again, then \
         record it",
        out.display()
    )
}

fn tell(editions: &[NewEdition]) {
    for edition in editions {
        let NewEdition { number, wave, responses, cells, .. } = edition;
        let (responses, cells) =
            (outcome::count(*responses, "response"), outcome::count(*cells, "new cell"));
        outcome::say(&format!("recorded edition {number} of wave {wave}: {responses}, {cells}"));
    }
    outcome::say(match editions {
        [] => "nothing to record: every figure shown is in content/editions/ already",
        _ => "content/editions/ is as confidential as the answers; do not delete it",
    });
}
