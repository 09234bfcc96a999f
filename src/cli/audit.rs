//! `audit`: could anybody be singled out from a finished site, and is every number in it published?

use super::arguments::{Audit, Global};
use super::outcome::{self, CONTENT};
use crate::diag::{Diagnostics, Severity};
use crate::disk::{self, Failure};
use crate::pipeline;
use crate::privacy::audit::audit;
use crate::source::Tree;
use std::process::ExitCode;

/// Audits a folder and prints what was found.
///
/// # Errors
/// When the folder or the content cannot be read.
pub(super) fn run(arguments: &Audit, global: &Global) -> Result<ExitCode, Failure> {
    let dir = arguments.dir.clone().unwrap_or_else(|| global.root.join("output"));
    let site = disk::read_site(&dir)?;
    let content = match arguments.published_only {
        true => None,
        false => Some(super::read(global)?.tree),
    };
    let verdict = audit(&site, content.as_ref());
    let mut to = Diagnostics::default();
    pipeline::report(&verdict, &dir.display().to_string(), &mut to);
    outcome::tell(&to, content.as_ref().unwrap_or(&Tree::default()), global);
    if outcome::is_refused(&to, false) {
        let errors = to.count(Severity::Error);
        outcome::say(&format!(
            "{} must not be published: {errors} findings in {verdict}",
            dir.display()
        ));
        return Ok(ExitCode::from(CONTENT));
    }
    if !global.quiet {
        let scope =
            if arguments.published_only { " (as far as can be said without content/)" } else { "" };
        outcome::say(&format!("nobody can be singled out from {verdict}{scope}"));
    }
    Ok(ExitCode::SUCCESS)
}
