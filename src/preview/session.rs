//! A site under an editor's hands: read, rebuilt and shown again after each save.

use super::Board;
use crate::diag::{Diagnostics, Format, print};
use crate::disk::{self, Failure};
use crate::pipeline::{self, Memory, Options};
use crate::source::Tree;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

/// A site that is being edited.
#[derive(Debug)]
pub struct Session {
    root: PathBuf,
    options: Options,
    memory: Memory,
    board: Arc<Board>,
}

/// What came of one save.
#[derive(Debug)]
pub struct Turn {
    /// What was read.
    pub tree: Tree,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
    /// The site that is shown now, if there was no error. Nobody has audited it yet.
    pub site: Option<Arc<Tree>>,
}

impl Session {
    /// Begins with the site at `root`; nothing is shown before the first [`Session::rebuild`].
    pub fn new(root: PathBuf, options: Options) -> Self {
        Self { root, options, memory: Memory::default(), board: Arc::default() }
    }

    /// Where it shows what came of it.
    pub fn board(&self) -> Arc<Board> {
        Arc::clone(&self.board)
    }

    /// Reads the site and shows it, or what is wrong with it. Whatever goes wrong, the next time may go
    /// well.
    ///
    /// # Errors
    /// When the site cannot be read; that is shown too.
    pub fn rebuild(&mut self) -> Result<Turn, Failure> {
        match disk::read(&self.root) {
            Ok(folder) => Ok(self.turn(folder.tree)),
            Err(failure) => {
                self.board.complain("The site cannot be read", failure.to_string());
                Err(failure)
            }
        }
    }

    /// Shows a site that was read, or what is wrong with it.
    pub fn turn(&mut self, tree: Tree) -> Turn {
        // A mistake of the program itself must not end the preview either.
        let build = || pipeline::preview(&tree, &self.options, &mut self.memory);
        let Ok(outcome) = catch_unwind(AssertUnwindSafe(build)) else {
            self.memory = Memory::default();
            let text = "rapportage itself has failed at this; its own words stand in the terminal";
            self.board.complain("The program has failed", text.to_owned());
            return Turn { tree, diagnostics: Diagnostics::default(), site: None };
        };
        let diagnostics = outcome.diagnostics;
        if diagnostics.has_errors() {
            let text = print(&diagnostics, &tree, Format::Human, false);
            self.board.complain("The site cannot be built yet", text);
            return Turn { tree, diagnostics, site: None };
        }
        let site = Arc::new(outcome.site);
        self.board.show(Arc::clone(&site));
        Turn { tree, diagnostics, site: Some(site) }
    }
}

impl Turn {
    /// Audits the site that is shown, and shows what the audit finds, unless another site is shown by
    /// then. This takes longer than the rest, so it comes after.
    pub fn audit(&self, board: &Board) -> Diagnostics {
        let Some(site) = &self.site else { return Diagnostics::default() };
        let audited = || pipeline::preview_audit(&self.tree, site);
        let found = catch_unwind(AssertUnwindSafe(audited)).unwrap_or_default();
        if found.has_errors() {
            let text = print(&found, &self.tree, Format::Human, false);
            board.complain_of(site, "The audit found what must not be published", text);
        }
        found
    }
}
