//! `newsletter`: build the site, and say where the mails lie that are to be sent.

use super::arguments::{Build, Global, Newsletter};
use super::build;
use super::outcome::{self, CONTENT, USAGE};
use crate::diag::did_you_mean;
use crate::disk::Failure;
use crate::source::Tree;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// Where the issues lie.
const ISSUES: &str = "content/newsletters/";
/// What is made of each, beside its pictures.
const FILES: [&str; 4] = ["index.html", "mail.html", "newsletter.eml", "newsletter.txt"];

/// Builds the site and prints the files of one issue, or of all.
///
/// # Errors
/// When a file cannot be read, or the output folder cannot be replaced; it is then as it was.
pub(super) fn run(newsletter: &Newsletter, global: &Global) -> Result<ExitCode, Failure> {
    let tree = super::read(global)?.tree;
    let issues = issues(&tree);
    let picked: Vec<&str> = match newsletter.issue.as_deref() {
        Some(issue) if !issues.contains(issue) => {
            outcome::say(&unknown(issue, &issues));
            return Ok(ExitCode::from(USAGE));
        }
        Some(issue) => vec![issue],
        None => issues.into_iter().collect(),
    };
    if picked.is_empty() {
        outcome::say(&format!("error: there is no issue in {ISSUES}"));
        return Ok(ExitCode::from(CONTENT));
    }
    let out = newsletter.output.clone().unwrap_or_else(|| global.root.join("output"));
    let build = Build {
        output: Some(out.clone()),
        base_url: newsletter.base_url.clone(),
        wave: None,
        drafts: newsletter.drafts,
        single_file: false,
    };
    let code = build::run(&build, global)?;
    if code == ExitCode::SUCCESS {
        for issue in picked {
            let folder = out.join("newsletter").join(issue);
            FILES.iter().for_each(|name| println!("{}", folder.join(name).display()));
        }
    }
    Ok(code)
}

/// The names of the files in content/newsletters/.
fn issues(tree: &Tree) -> BTreeSet<&str> {
    let files = tree.below(ISSUES).filter_map(|(path, _)| path.strip_prefix(ISSUES));
    files.filter_map(|name| name.strip_suffix(".md")).collect()
}

fn unknown(issue: &str, issues: &BTreeSet<&str>) -> String {
    let message = format!("error: there is no issue `{issue}` in {ISSUES}");
    match did_you_mean(issue, issues.iter().copied()) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message,
    }
}
