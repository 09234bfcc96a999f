//! The only room that touches files: it reads a site into a tree, and writes a tree into a
//! folder all at once or not at all.

mod compare;
mod deposit;
mod manifest;
mod read;
mod replace;
mod swap;
mod write;

pub use compare::differences;
pub use deposit::deposit;
pub use read::{Folder, open, read, read_files, read_site};
pub use replace::replace;
pub use write::{add, create, remove, write};

use read::inner_path;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What the machine (or the choice of folder) made impossible.
#[derive(Debug)]
pub enum Failure {
    /// The system refused.
    Io {
        /// What was tried ("read", "write").
        action: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// There is no content/ folder, so this is not a site.
    NoContent {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The folder holds files that this program did not make, so it is left alone.
    NotOurs {
        /// The folder.
        path: PathBuf,
        /// The first foreign file found in it.
        found: String,
    },
}

impl Failure {
    fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { action, path: path.to_owned(), error }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, error } => {
                write!(f, "cannot {action} {}: {error}", path.display())
            }
            Self::NoContent { path } => write!(
                f,
                "there is no folder {}; go to the folder of a site or name it with --root, or \
                 start a new site with `rapportage init DIR`",
                path.join("content").display()
            ),
            Self::NotOurs { path, found } => write!(
                f,
                "{} holds `{found}`, which rapportage did not write; choose an empty folder or \
                 one that an earlier build made",
                path.display()
            ),
        }
    }
}

impl std::error::Error for Failure {}
