//! A wave that is named on the command line.

use super::outcome::{self, USAGE};
use crate::diag::did_you_mean;
use crate::source::Tree;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// Where the folders of waves lie.
const WAVES: &str = "content/waves/";

/// Says so where a site has no such wave, and gives the exit code.
pub(super) fn refused(wave: Option<&str>, tree: &Tree) -> Option<ExitCode> {
    let (wave, known) = (wave?, waves(tree));
    if known.contains(wave) {
        return None;
    }
    let message = format!("error: there is no wave `{wave}` in {WAVES}");
    outcome::say(&match did_you_mean(wave, known) {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message,
    });
    Some(ExitCode::from(USAGE))
}

/// The names of the folders in content/waves/.
fn waves(tree: &Tree) -> BTreeSet<&str> {
    let inside = tree.below(WAVES).filter_map(|(path, _)| path.strip_prefix(WAVES));
    inside.filter_map(|inside| Some(inside.split_once('/')?.0)).collect()
}
