//! `publish --record`: what was copied to its readers goes into the ledger of editions.

use super::arguments::{Global, Publish};
use super::outcome::{self, CONTENT, USAGE};
use crate::disk::{self, Failure};
use crate::pipeline;
use crate::privacy::ledger::NewEdition;
use crate::source::Tree;
use std::path::Path;
use std::process::ExitCode;

/// How many files that differ are named.
const NAMED: usize = 5;

/// Records the editions that the site in output/ brings, if it is what `build` would make.
///
/// # Errors
/// When a file cannot be read or written; the ledger is then as it was.
pub(super) fn run(publish: &Publish, global: &Global) -> Result<ExitCode, Failure> {
    if !publish.record {
        outcome::say(
            "error: only `publish --record` exists yet: copy output/ by hand, then record it",
        );
        return Ok(ExitCode::from(USAGE));
    }
    let folder = super::read(global)?;
    let options = pipeline::Options {
        base_url: publish.base_url.clone(),
        record: true,
        ..super::options(global)
    };
    let mut outcome = pipeline::run(&folder.tree, &options, &mut |_| {});
    outcome.diagnostics.append(super::links(&folder));
    outcome::tell(&outcome.diagnostics, &folder.tree, global);
    let out = publish.output.clone().unwrap_or_else(|| global.root.join("output"));
    if outcome::is_refused(&outcome.diagnostics, false) {
        outcome::say("nothing recorded");
        return Ok(ExitCode::from(CONTENT));
    }
    let differing = disk::differences(&out, &outcome.site)?;
    if !differing.is_empty() {
        outcome::say(&not_built(&out, &differing));
        return Ok(ExitCode::from(CONTENT));
    }
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
    let named = differing.iter().take(NAMED).map(|file| format!("\n  {file}")).collect::<String>();
    let more = match differing.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("\n  and {more} more"),
    };
    format!(
        "error: {} is not what `build` would make now; nothing recorded. These files differ:{named}\
         {more}\nRun `build` (and `publish` with the same --date and -u), copy the folder again, then \
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
