//! A site under an editor's hands: read, rebuilt and shown again after each save.

use super::{Board, Pages};
use crate::diag::{Diagnostics, Format, print};
use crate::disk::{self, Failure};
use crate::pipeline::{self, Draft, Memory, Options};
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
    /// The site that is shown now, if nothing is wrong so far. Nobody has seen all of it yet.
    pub site: Option<Arc<Draft>>,
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
        let Ok((diagnostics, draft)) = catch_unwind(AssertUnwindSafe(build)) else {
            self.memory = Memory::default();
            let text = "rapportage itself has failed at this; its own words stand in the terminal";
            self.board.complain("The program has failed", text.to_owned());
            return Turn { tree, diagnostics: Diagnostics::default(), site: None };
        };
        let site = draft.map(Arc::new);
        match &site {
            Some(site) => self.board.show(Arc::clone(site) as Arc<dyn Pages>),
            None => self.board.complain(NOT_BUILT, told(&diagnostics, &tree)),
        }
        Turn { tree, diagnostics, site }
    }
}

/// The title over mistakes.
const NOT_BUILT: &str = "The site cannot be built yet";

impl Turn {
    /// Looks at what nobody has looked at yet: renders the whole site and audits it. What is found is
    /// shown, unless another site is shown by then. This takes longer than the rest, so it comes after.
    pub fn prove(&self, board: &Board) -> Diagnostics {
        let Some(site) = &self.site else { return Diagnostics::default() };
        let proved = || pipeline::prove(&self.tree, site);
        let found = catch_unwind(AssertUnwindSafe(proved)).unwrap_or_default();
        let shown = Arc::clone(site) as Arc<dyn Pages>;
        if !found.has_errors() {
            board.trust(&shown);
        } else if site.whole().1.has_errors() {
            board.complain_of(&shown, NOT_BUILT, told(&found, &self.tree));
        } else {
            let title = "The audit found what must not be published";
            board.complain_of(&shown, title, told(&found, &self.tree));
        }
        found
    }
}

fn told(diagnostics: &Diagnostics, tree: &Tree) -> String {
    print(diagnostics, tree, Format::Human, false)
}
