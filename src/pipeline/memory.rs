//! What a preview keeps from one run to the next: the answers, and what the gate let through. Both
//! stand under a hash of every file that suppression reads, so a saved note, theme or register needs
//! neither again, and a saved answer needs both.

use super::Options;
use crate::answers::Responses;
use crate::diag::Diagnostics;
use crate::privacy::Report;
use crate::privacy::ledger::Digests;
use crate::source::{File, Tree, digest};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The answers of the closed waves, held to what was published, and what was wrong with them.
#[derive(Debug, Default)]
pub(super) struct Answered {
    /// The answers, by index of their wave.
    pub responses: BTreeMap<u8, Responses>,
    /// What they are compared with editions by.
    pub digests: Digests,
    /// What was wrong with them.
    pub diagnostics: Diagnostics,
}

/// What the gate let through.
#[derive(Debug, Default)]
pub(super) struct Accepted {
    /// What may be shown.
    pub report: Report,
    /// How many comments of each wave wait for the editor.
    pub pending: BTreeMap<String, usize>,
    /// What is to be said of it.
    pub diagnostics: Diagnostics,
}

/// What is kept from one run to the next. An empty one makes a run that starts from nothing.
#[derive(Debug, Default)]
pub struct Memory {
    key: String,
    answered: Option<Arc<Answered>>,
    accepted: Option<(BTreeSet<[u8; 2]>, Arc<Accepted>)>,
}

/// Files that say what is counted, and how carefully.
const READ: [&str; 5] = [
    "content/site.toml",
    "content/survey.toml",
    "content/organisation.toml",
    "content/suppliers.toml",
    "content/secret.toml",
];

impl Memory {
    /// Forgets what belongs to other files than these.
    pub(super) fn turn_to(&mut self, tree: &Tree, options: &Options) {
        let key = key(tree, options);
        if key != self.key {
            *self = Self { key, ..Self::default() };
        }
    }

    /// The answers that are kept, or that `read` reads now.
    pub(super) fn answered(&mut self, read: impl FnOnce() -> Answered) -> Arc<Answered> {
        Arc::clone(self.answered.get_or_insert_with(|| Arc::new(read())))
    }

    /// What was accepted with these waves compared, or what `assess` accepts now.
    pub(super) fn accepted(
        &mut self,
        pairs: BTreeSet<[u8; 2]>,
        assess: impl FnOnce() -> Accepted,
    ) -> Arc<Accepted> {
        if let Some((kept, accepted)) = &self.accepted
            && *kept == pairs
        {
            return Arc::clone(accepted);
        }
        let accepted = Arc::new(assess());
        self.accepted = Some((pairs, Arc::clone(&accepted)));
        accepted
    }
}

/// A hash of everything that suppression reads. A wave's commentary is no part of that.
fn key(tree: &Tree, options: &Options) -> String {
    let wave = File::from(options.wave.clone().unwrap_or_default().into_bytes());
    let folders = ["content/editions/", "content/waves/"];
    let inside = folders.iter().flat_map(|folder| tree.below(folder));
    let inside = inside.filter(|(path, _)| !path.ends_with("/review.md"));
    let inside = inside.map(|(path, file)| (&**path, file));
    let single = READ.iter().filter_map(|path| Some((*path, tree.file(path)?)));
    digest(single.chain(inside).chain([("--wave", &wave)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "--- content/site.toml\na\n--- content/waves/q/answers/a.csv\nb\n\
                        --- content/waves/q/review.md\nc\n--- content/notes/d.md\nd\n";

    #[test]
    fn what_suppression_does_not_read_is_no_reason_to_forget() {
        let options = Options::default();
        let mut tree = Tree::from_fixture(SITE);
        let before = key(&tree, &options);
        for path in ["content/waves/q/review.md", "content/notes/d.md", "content/goals.toml"] {
            tree.insert(path, b"new".as_slice());
            assert_eq!(key(&tree, &options), before, "{path}");
        }
        let other = Options { wave: Some("q".into()), ..Options::default() };
        assert_ne!(key(&tree, &other), before);
        for path in ["content/waves/q/answers/a.csv", "content/waves/q/answers/new.csv"]
            .into_iter()
            .chain(READ)
            .chain(["content/editions/001.toml"])
        {
            let mut tree = tree.clone();
            tree.insert(path, b"new".as_slice());
            assert_ne!(key(&tree, &options), before, "{path}");
        }
    }
}
