//! The steps of publishing, in the one order in which no reader finds a page without what it needs.

use super::{Changes, Hashes, Manifest};
use crate::disk::{Failure, hidden, manifest};
use crate::source::Tree;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// What is asked of the machine, so that tests can have one that dies or refuses.
pub(super) trait Drive {
    /// Writes a new file, and waits until the disk has it.
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file another name, in place of the one that has it.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&mut self, path: &Path) -> io::Result<()>;
}

/// The machine itself.
pub(super) struct Plain;

impl Drive for Plain {
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = fs::File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }
}

/// Makes the folder what the tree says.
pub(super) fn carry_out(
    drive: &mut impl Drive,
    dest: &Path,
    tree: &Tree,
    changes: &Changes,
) -> Result<(), Failure> {
    let wanted = Manifest { shared: true, ..Manifest::of(tree) };
    let mut write: Vec<&String> = changes.added.iter().chain(&changes.changed).collect();
    let of = |path: &&String| Some(((*path).clone(), wanted.files.get(*path)?.clone()));
    let arriving: Hashes = write.iter().filter_map(of).collect();
    let begun = Manifest { shared: true, files: changes.held.clone(), arriving };
    put(drive, &dest.join(manifest::NAME), begun.text().as_bytes())?;
    // The one of the list itself is gone by now; of those that are written again, it does no harm.
    for path in &changes.unfinished {
        drive.remove(path).map_err(Failure::io("remove", path))?;
    }
    write.sort_by_key(|path| turn(path));
    for path in write {
        put(drive, &dest.join(path), tree.get(path).unwrap_or_default())?;
    }
    let mut remove: Vec<&String> = changes.removed.iter().collect();
    remove.sort_by_key(|path| std::cmp::Reverse(turn(path)));
    for path in remove {
        let path = dest.join(path);
        drive.remove(&path).map_err(Failure::io("remove", &path))?;
    }
    put(drive, &dest.join(manifest::NAME), wanted.text().as_bytes())?;
    for path in changes.once.iter().filter(|path| !wanted.files.contains_key(*path)) {
        remove_empty_folders(dest, path);
    }
    Ok(())
}

/// When a file is written: what pages need, then pages from the depth up to the first, then what lists
/// pages. Files are removed the other way round.
fn turn(path: &str) -> (u8, isize, &str) {
    let depth = isize::try_from(path.matches('/').count()).unwrap_or_default();
    let phase = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => 1,
        Some("xml") => 2,
        _ => 0,
    };
    (phase, -depth, path)
}

fn put(drive: &mut impl Drive, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let new = hidden(path);
    drive.write(&new, bytes).map_err(Failure::io("write", &new))?;
    let renamed = drive.rename(&new, path).or_else(|refused| {
        // Some shares rename only to a name that nobody has.
        if !path.is_file() {
            return Err(refused);
        }
        drive.remove(path)?;
        drive.rename(&new, path)
    });
    renamed.map_err(Failure::io("write", path))
}

/// Removes the folders of a path that have become empty; one that holds anything stays.
fn remove_empty_folders(dest: &Path, path: &str) {
    for (end, _) in path.rmatch_indices('/') {
        if fs::remove_dir(dest.join(&path[..end])).is_err() {
            return;
        }
    }
}
