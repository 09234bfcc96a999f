//! Files that take the place of others, each in one step.

use super::deposit::sync;
use super::{Failure, hidden, swap};
use crate::source::File;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes files into a folder, in place of those of the same name. All of them are written under hidden
/// names before the first gets its own, so whatever cannot be written or read to its end leaves
/// everything as it was. A file may be longer than the memory: it is copied piece by piece.
///
/// # Errors
/// When the system refuses.
pub fn replace(dir: &Path, files: &[(&str, &File)]) -> Result<(), Failure> {
    let _lock = swap::lock(dir);
    let mut waiting = Vec::new();
    let written = files.iter().try_for_each(|(path, file)| {
        let path = dir.join(path);
        let Some(folder) = path.parent() else { return Ok(()) };
        fs::create_dir_all(folder).map_err(Failure::io("create", folder))?;
        let new = hidden(&path);
        waiting.push((new.clone(), path));
        copy(file, &new).map_err(Failure::io("write", &new))
    });
    let named = written.and_then(|()| {
        let name = |(new, path): &(PathBuf, PathBuf)| {
            fs::rename(new, path).map_err(Failure::io("write", path))?;
            // Whoever takes away what is not needed any more may rely on the new name.
            path.parent().map_or(Ok(()), sync).map_err(Failure::io("write", path))
        };
        waiting.iter().try_for_each(name)
    });
    if named.is_err() {
        // The first failure is the one to tell.
        waiting.iter().for_each(|(new, _)| drop(fs::remove_file(new)));
    }
    named
}

/// Those of these files that a folder has already, with something else in them.
///
/// # Errors
/// When the system refuses.
pub fn taken(dir: &Path, files: &[(&str, &File)]) -> Result<Vec<String>, Failure> {
    let mut taken = Vec::new();
    for (name, file) in files {
        let path = dir.join(name);
        if path.exists() && fs::read(&path).map_err(Failure::io("read", &path))? != file.bytes() {
            taken.push((*name).to_owned());
        }
    }
    Ok(taken)
}

/// Copies a file and waits until the disk has it.
fn copy(file: &File, path: &Path) -> io::Result<()> {
    let mut to = fs::File::create(path)?;
    io::copy(&mut file.open()?, &mut to)?;
    to.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Stored;

    #[derive(Debug)]
    struct Broken;

    impl Stored for Broken {
        fn open(&self) -> io::Result<Box<dyn io::Read + Send + '_>> {
            Err(io::Error::other("gone"))
        }
    }

    #[test]
    fn files_are_replaced_all_or_none() {
        let dir = tempfile::tempdir().unwrap();
        let (one, two) = (File::from(&b"one"[..]), File::from(&b"two"[..]));
        replace(dir.path(), &[("a/b.csv", &one), ("c.toml", &one)]).unwrap();
        replace(dir.path(), &[("c.toml", &two)]).unwrap();
        let read = |path: &str| fs::read_to_string(dir.path().join(path)).unwrap();
        assert_eq!((read("a/b.csv"), read("c.toml")), ("one".into(), "two".into()));
        let broken = File::stored(Broken);
        assert!(replace(dir.path(), &[("a/b.csv", &two), ("c.toml", &broken)]).is_err());
        assert_eq!((read("a/b.csv"), read("c.toml")), ("one".into(), "two".into()));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing is left beside them");
    }
}
