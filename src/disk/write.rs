//! A tree of files, written all or nothing.

use super::manifest::{self, Manifest};
use super::{Failure, hidden, swap};
use crate::source::Tree;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Replaces the folder `out` by the tree. The new site is written beside it and put in place in one
/// step, so whoever reads the folder, even after a crash, finds the old site or the new one, whole.
///
/// # Errors
/// When the folder holds files that an earlier build did not write, or the system refuses;
/// the folder is then as it was.
pub fn write(out: &Path, tree: &Tree) -> Result<(), Failure> {
    let place = Place::of(out)?;
    let _lock = swap::lock(&place.parent);
    swap::recover(&place.old, out)?;
    refuse_foreign(out)?;
    remove_if_there(&place.new)?;
    let written = write_all(&place.new, tree).and_then(|()| keep_gitignore(out, &place.new));
    if let Err(failure) = written.and_then(|()| swap::put(&place.new, &place.old, out)) {
        // The first failure is the one to tell; a full disk often refuses the clean-up too.
        let _ = remove_if_there(&place.new);
        return Err(failure);
    }
    remove_if_there(&place.new)?;
    remove_if_there(&place.old)
}

/// Writes the tree into a folder, file by file, beside whatever is there (for new sites).
///
/// # Errors
/// When the system refuses.
pub fn create(dir: &Path, tree: &Tree) -> Result<(), Failure> {
    let mut folders = BTreeSet::new();
    for (path, bytes) in tree.iter() {
        let path = dir.join(path.as_ref());
        if let Some(folder) = path.parent()
            && folders.insert(folder.to_owned())
        {
            fs::create_dir_all(folder).map_err(Failure::io("create", folder))?;
        }
        fs::write(&path, bytes).map_err(Failure::io("write", &path))?;
    }
    Ok(())
}

/// Adds new files to a folder, none in place of another. All of them are written under hidden names
/// before the first gets its own, so a full disk leaves nothing; and they get their names in the
/// order of the tree, so that after a crash the last ones are missing and none in between.
///
/// # Errors
/// When one of the files is there already, or the system refuses.
pub fn add(dir: &Path, tree: &Tree) -> Result<(), Failure> {
    let _lock = swap::lock(dir);
    let mut waiting = Vec::new();
    let written = tree.iter().try_for_each(|(path, bytes)| {
        let path = dir.join(path.as_ref());
        let Some(folder) = path.parent() else { return Ok(()) };
        if path.exists() {
            return Err(Failure::io("write", &path)(io::ErrorKind::AlreadyExists.into()));
        }
        fs::create_dir_all(folder).map_err(Failure::io("create", folder))?;
        let new = hidden(&path);
        waiting.push((new.clone(), path));
        write_through(&new, bytes).map_err(Failure::io("write", &new))
    });
    let named = written.and_then(|()| {
        let name = |(new, path): &(PathBuf, PathBuf)| {
            fs::rename(new, path).map_err(Failure::io("write", path))
        };
        waiting.iter().try_for_each(name)
    });
    if named.is_err() {
        // The first failure is the one to tell.
        waiting.iter().for_each(|(new, _)| drop(fs::remove_file(new)));
    }
    named
}

/// Takes files out of a folder; one that is gone already is no loss.
///
/// # Errors
/// When the system refuses.
pub fn remove(dir: &Path, paths: &[String]) -> Result<(), Failure> {
    for path in paths.iter().map(|path| dir.join(path)) {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Failure::io("remove", &path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Writes a file and waits until the disk has it.
fn write_through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Where the new site is written and where the old one waits while the two change places.
struct Place {
    parent: PathBuf,
    new: PathBuf,
    old: PathBuf,
}

impl Place {
    fn of(out: &Path) -> Result<Self, Failure> {
        let full = std::path::absolute(out).map_err(Failure::io("find", out))?;
        let (Some(parent), Some(name)) = (full.parent(), full.file_name()) else {
            let found = "the whole disk".to_owned();
            return Err(Failure::NotOurs { path: out.to_owned(), found });
        };
        let name = name.to_string_lossy();
        fs::create_dir_all(parent).map_err(Failure::io("create", parent))?;
        Ok(Self {
            parent: parent.to_owned(),
            new: parent.join(format!(".{name}.rapportage-new")),
            old: parent.join(format!(".{name}.rapportage-old")),
        })
    }
}

/// A folder is ours if it has our list, or is missing, or is empty but for .gitignore. One that
/// `publish` fills is not ours alone.
fn refuse_foreign(out: &Path) -> Result<(), Failure> {
    if !out.exists() {
        return Ok(());
    }
    if out.join(manifest::NAME).is_file() {
        // Whatever our list has become, the folder had it.
        return match Manifest::read(out) {
            Ok(Some(list)) if list.shared => Err(Failure::Shared { path: out.to_owned() }),
            _ => Ok(()),
        };
    }
    for entry in fs::read_dir(out).map_err(Failure::io("read", out))? {
        let name = entry.map_err(Failure::io("read", out))?.file_name();
        if name != ".gitignore" {
            let found = name.to_string_lossy().into_owned();
            return Err(Failure::NotOurs { path: out.to_owned(), found });
        }
    }
    Ok(())
}

fn write_all(new: &Path, tree: &Tree) -> Result<(), Failure> {
    fs::create_dir(new).map_err(Failure::io("create", new))?;
    create(new, tree)?;
    let list = new.join(manifest::NAME);
    fs::write(&list, Manifest::of(tree).text()).map_err(Failure::io("write", &list))
}

/// A .gitignore in the folder is the user's: it moves along.
fn keep_gitignore(out: &Path, new: &Path) -> Result<(), Failure> {
    let own = out.join(".gitignore");
    if own.is_file() {
        fs::copy(&own, new.join(".gitignore")).map_err(Failure::io("copy", &own))?;
    }
    Ok(())
}

fn remove_if_there(path: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::io("remove", path)(error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> Tree {
        let mut tree = Tree::default();
        tree.insert("waves/a/index.html", text.as_bytes());
        tree
    }

    #[test]
    fn a_site_replaces_the_one_before_and_keeps_gitignore() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("output");
        fs::create_dir(&out).unwrap();
        fs::write(out.join(".gitignore"), "*\n").unwrap();
        write(&out, &site("one")).unwrap();
        fs::write(out.join("stale.html"), "left over").unwrap();
        write(&out, &site("two")).unwrap();
        assert_eq!(fs::read_to_string(out.join("waves/a/index.html")).unwrap(), "two");
        assert_eq!(fs::read_to_string(out.join(".gitignore")).unwrap(), "*\n");
        assert!(!out.join("stale.html").exists());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_foreign_folder_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("photos");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("cat.jpg"), "meow").unwrap();
        let failure = write(&out, &site("one")).unwrap_err();
        assert!(matches!(failure, Failure::NotOurs { .. }));
        assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
    }

    #[test]
    fn files_are_added_all_or_none_and_replace_nothing() {
        let dir = tempfile::tempdir().unwrap();
        add(dir.path(), &site("one")).unwrap();
        let mut more = Tree::default();
        more.insert("waves/0.html", b"new".as_slice());
        more.insert("waves/a/index.html", b"two".as_slice());
        assert!(matches!(add(dir.path(), &more), Err(Failure::Io { .. })));
        let waves = dir.path().join("waves");
        assert_eq!(fs::read_to_string(waves.join("a/index.html")).unwrap(), "one");
        assert_eq!(fs::read_dir(&waves).unwrap().count(), 1, "nothing is half-written");
    }

    #[test]
    fn a_site_lost_between_two_renames_comes_back() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("output");
        write(&out, &site("one")).unwrap();
        fs::rename(&out, dir.path().join(".output.rapportage-old")).unwrap();
        write(&out, &site("two")).unwrap();
        assert_eq!(fs::read_to_string(out.join("waves/a/index.html")).unwrap(), "two");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
