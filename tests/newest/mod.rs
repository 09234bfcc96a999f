//! The newest waves of the sample, for tests that need no more.

use rapportage::source::Tree;

/// The sample without its oldest waves, and without what names them: registers and newsletters.
pub fn without_old_waves(whole: &Tree) -> Tree {
    let old = ["2025-Q3/", "2025-Q4/", "2026-Q1/"];
    let naming = ["measures.toml", "goals.toml", "actions.toml", "engagement.toml", "newsletters/"];
    let mut content = Tree::default();
    for (path, bytes) in whole.iter() {
        if !old.iter().chain(&naming).any(|part| path.contains(part)) {
            content.insert(path, bytes);
        }
    }
    content
}
