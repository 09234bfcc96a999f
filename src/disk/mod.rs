//! The only room that touches files: it reads a site into a tree, writes a tree into a folder all at
//! once or not at all, copies one to its readers, and tells when somebody saves a file.

mod compare;
mod deposit;
mod manifest;
mod read;
mod replace;
mod shared;
mod swap;
mod watch;
mod write;

pub use compare::differences;
pub use deposit::deposit;
pub use read::{Folder, Named, open, read, read_files, read_site};
pub use replace::{replace, taken};
pub use shared::{Changes, compare, publish};
pub use watch::{Watch, watch};
pub use write::{add, create, remove, write};

use read::inner_path;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// How many files a message names.
const NAMED: usize = 5;

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
    /// `publish` fills the folder, beside files of others perhaps, so it is not replaced as a whole.
    Shared {
        /// The folder.
        path: PathBuf,
    },
    /// Files that we did not write lie where ours would go.
    InTheWay {
        /// The folder.
        path: PathBuf,
        /// The files in it.
        found: Vec<String>,
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
            Self::Shared { path } => write!(
                f,
                "{} is a folder that `publish` fills, where others may have files; build into another",
                path.display()
            ),
            Self::InTheWay { path, found } => {
                let named = named(found);
                write!(
                    f,
                    "{} holds files that `publish` did not write, or that were changed since, where \
                     files of the report would go; nothing written:{named}\nMove them away, \
                     then publish again",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for Failure {}

/// The name under which a file is written, beside its own, before it gets that.
fn hidden(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.rapportage-new"))
}

/// The first few files of a list, a line each, and how many more there are.
pub fn named(files: &[String]) -> String {
    let mut lines: String = files.iter().take(NAMED).map(|file| format!("\n  {file}")).collect();
    if let Some(more) = files.len().checked_sub(NAMED).filter(|more| *more > 0) {
        lines += &format!("\n  and {more} more");
    }
    lines
}
