//! A finished site copied into a folder that others use too, file by file, while people read it.
//!
//! What is ours there is told by hashes: a file belongs to us only if it holds what we wrote. Before
//! the first file is touched, the list in the folder names every file that will be written; so after a
//! crash at any moment the next run knows what is ours, and finishes.

mod steps;

use super::manifest::{self, Hashes, Manifest};
use super::{Failure, swap};
use crate::source::{Tree, sha256};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use steps::{Drive, Plain};

/// What publishing a site changes in a folder.
#[derive(Debug, Default)]
pub struct Changes {
    /// Files that are new there.
    pub added: Vec<String>,
    /// Files that are replaced.
    pub changed: Vec<String>,
    /// Files of an earlier report that are removed.
    pub removed: Vec<String>,
    /// Files of an earlier report that are gone from it, but that somebody has changed since: they stay.
    pub left: Vec<String>,
    /// Our own files that lie there now.
    held: Hashes,
    /// Every path that was ours once: where unfinished files and empty folders may lie.
    once: BTreeSet<String>,
    /// Unfinished files that a crash left.
    unfinished: Vec<PathBuf>,
    /// Whether the list in the folder is that of the site already.
    listed: bool,
}

impl Changes {
    /// Whether the folder is as it should be.
    pub fn is_empty(&self) -> bool {
        let lists = [&self.added, &self.changed, &self.removed];
        lists.iter().all(|list| list.is_empty()) && self.unfinished.is_empty() && self.listed
    }
}

/// What publishing a site into a folder would change. Nothing is written.
///
/// # Errors
/// When a file in the folder is in the way, or cannot be read.
pub fn compare(dest: &Path, tree: &Tree) -> Result<Changes, Failure> {
    let listed = Manifest::read(dest)?;
    let wanted = Manifest { shared: true, ..Manifest::of(tree) };
    let mut changes = Changes { listed: listed.as_ref() == Some(&wanted), ..Changes::default() };
    let listed = listed.unwrap_or_default();
    changes.once = listed.files.keys().chain(listed.arriving.keys()).cloned().collect();
    let mut in_the_way = Vec::new();
    for (path, hash) in &wanted.files {
        match look(dest, path)? {
            Found::Nothing => changes.added.push(path.clone()),
            Found::File(found) if found == *hash => {
                changes.held.insert(path.clone(), found);
            }
            Found::File(found) if listed.wrote(path, &found) => {
                changes.changed.push(path.clone());
                changes.held.insert(path.clone(), found);
            }
            Found::File(_) => in_the_way.push(path.clone()),
            Found::Other(what) => in_the_way.push(what),
        }
    }
    in_the_way.dedup();
    if !in_the_way.is_empty() {
        return Err(Failure::InTheWay { path: dest.to_owned(), found: in_the_way });
    }
    for path in changes.once.iter().filter(|path| !wanted.files.contains_key(*path)) {
        match look(dest, path)? {
            Found::File(found) if listed.wrote(path, &found) => {
                changes.removed.push(path.clone());
                changes.held.insert(path.clone(), found);
            }
            Found::File(_) => changes.left.push(path.clone()),
            Found::Nothing | Found::Other(_) => {}
        }
    }
    let names = changes.once.iter().map(String::as_str).chain([manifest::NAME]);
    let hidden = names.map(|path| super::hidden(&dest.join(path)));
    changes.unfinished = hidden.filter(|path| path.is_file()).collect();
    Ok(changes)
}

/// Copies a site into a folder: first what pages need, then pages, and last it removes our own files
/// that are no longer part of it. Each file is written under a hidden name beside its own and renamed,
/// so nobody reads half a file. A folder that is as it should be is not touched.
///
/// # Errors
/// When a file in the folder is in the way (nothing is written then), or the system refuses (the next
/// run finishes what was begun).
pub fn publish(dest: &Path, tree: &Tree) -> Result<Changes, Failure> {
    publish_on(&mut Plain, dest, tree)
}

fn publish_on(drive: &mut impl Drive, dest: &Path, tree: &Tree) -> Result<Changes, Failure> {
    fs::create_dir_all(dest).map_err(Failure::io("create", dest))?;
    let _lock = swap::lock(dest);
    let changes = compare(dest, tree)?;
    if !changes.is_empty() {
        steps::carry_out(drive, dest, tree, &changes)?;
    }
    Ok(changes)
}

impl Manifest {
    /// Whether what a file holds is what we wrote there, or were about to.
    fn wrote(&self, path: &str, hash: &str) -> bool {
        [&self.files, &self.arriving]
            .iter()
            .any(|list| list.get(path).is_some_and(|own| own == hash))
    }
}

/// What lies at a path.
enum Found {
    Nothing,
    /// A file, with its SHA-256.
    File(String),
    /// Something that cannot be replaced by a file: a folder, or a link or a file on the way there.
    Other(String),
}

/// Looks without following links: one could lead out of the folder.
fn look(dest: &Path, path: &str) -> Result<Found, Failure> {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    for end in ends {
        let part = &path[..end];
        let full = dest.join(part);
        let about = match fs::symlink_metadata(&full) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            about => about.map_err(Failure::io("read", &full))?,
        };
        match end == path.len() {
            true if about.is_file() => {
                let bytes = fs::read(&full).map_err(Failure::io("read", &full))?;
                return Ok(Found::File(sha256(bytes)));
            }
            false if about.is_dir() => {}
            _ => return Ok(Found::Other(part.to_owned())),
        }
    }
    Ok(Found::Nothing)
}

#[cfg(test)]
mod tests;
