//! `init`: a new site that builds at once.

use super::arguments::{Global, Init};
use super::outcome::{self, USAGE};
use crate::disk::{self, Failure};
use crate::source::Tree;
use std::fmt::Write;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// The files of a new site. The questionnaire and the playbook are those of the sample site.
const STARTER: [(&str, &str); 11] = [
    ("content/site.toml", include_str!("starter/site.toml")),
    ("content/survey.toml", include_str!("../../content/survey.toml")),
    ("content/playbook.toml", include_str!("../../content/playbook.toml")),
    ("content/organisation.toml", include_str!("starter/organisation.toml")),
    ("content/suppliers.toml", include_str!("starter/suppliers.toml")),
    ("content/measures.toml", include_str!("starter/measures.toml")),
    ("content/goals.toml", include_str!("starter/goals.toml")),
    ("content/actions.toml", include_str!("starter/actions.toml")),
    ("content/engagement.toml", include_str!("starter/engagement.toml")),
    ("content/waves/first/wave.toml", include_str!("starter/wave.toml")),
    ("content/notes/about.md", include_str!("starter/about.md")),
];

/// Where the salt of digests lies.
const SECRET: &str = "content/secret.toml";

/// Files that may hold what people said, for .gitignore.
const CONFIDENTIAL: &str = "content/waves/*/answers/\ncontent/waves/*/comments.toml\n\
                            content/editions/\ncontent/secret.toml\n";

/// Writes a new site into a folder.
///
/// # Errors
/// When a file cannot be written.
pub(super) fn run(init: &Init, global: &Global) -> Result<ExitCode, Failure> {
    if !init.force && !is_empty(&init.dir) {
        outcome::say(&format!(
            "error: {} is not empty; choose another folder, or add --force to write the new files \
             there too (files of the same name are replaced)",
            init.dir.display()
        ));
        return Ok(ExitCode::from(USAGE));
    }
    let mut site = starter(init.keep_answers_out_of_git);
    // Whoever replaces the salt of a site can no longer compare answers with its editions.
    if !init.dir.join(SECRET).exists() {
        site.insert(SECRET, secret(&salt(&init.dir)?).into_bytes());
    }
    disk::create(&init.dir, &site)?;
    if !global.quiet {
        outcome::say(&format!(
            "new site in {0}\n  1. fill in {0}/content/organisation.toml and suppliers.toml\n  \
             2. run `rapportage build --root {0}` and open {0}/output/index.html",
            init.dir.display()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// The new site as a tree.
fn starter(keep_answers_out_of_git: bool) -> Tree {
    let mut tree = Tree::default();
    for (path, text) in STARTER {
        tree.insert(path, text.as_bytes());
    }
    let confidential = if keep_answers_out_of_git { CONFIDENTIAL } else { "" };
    let ignored = format!("/output/\n/.output.rapportage-*\n{confidential}");
    tree.insert(".gitignore", ignored.into_bytes());
    tree
}

/// secret.toml with this salt.
fn secret(salt: &str) -> String {
    format!(
        "# This goes into the digests of answers in editions/. Keep it, and show it to nobody: who has\n\
         # it can try out which answers a digest stands for.\nsalt = \"{salt}\"\n"
    )
}

/// 128 bits of the operating system's randomness, the only chance in the whole program.
fn salt(dir: &Path) -> Result<String, Failure> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Failure::Io {
        action: "draw random numbers for",
        path: dir.join(SECRET),
        error: io::Error::other(error.to_string()),
    })?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

fn is_empty(dir: &Path) -> bool {
    std::fs::read_dir(dir).map_or(true, |mut entries| entries.next().is_none())
}
