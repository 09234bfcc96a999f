//! Whether a folder is what a build would make of it.

use super::{Failure, manifest};
use crate::source::Tree;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// The files of the folder `out` that are not those of the tree: changed, missing, or too many, in
/// the order of their paths. A .gitignore at the top is the user's.
///
/// # Errors
/// When a file cannot be read.
pub fn differences(out: &Path, tree: &Tree) -> Result<Vec<String>, Failure> {
    let manifest = manifest::Manifest::of(tree).text();
    let expected = |path: &str| match path {
        manifest::NAME => Some(manifest.as_bytes()),
        path => tree.get(path),
    };
    let paths = tree.iter().map(|(path, _)| path.to_string());
    let mut missing: BTreeSet<String> = paths.chain([manifest::NAME.to_owned()]).collect();
    let mut differing = BTreeSet::new();
    if out.exists() {
        for entry in WalkDir::new(out) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(out).to_owned();
                Failure::Io { action: "read", path, error: error.into() }
            })?;
            let path = super::inner_path(out, entry.path());
            if entry.file_type().is_dir() || path == ".gitignore" {
                continue;
            }
            let is_file = entry.file_type().is_file();
            let bytes = if is_file { fs::read(entry.path()) } else { Ok(Vec::new()) };
            let bytes = bytes.map_err(Failure::io("read", entry.path()))?;
            missing.remove(&path);
            if !is_file || expected(&path) != Some(&bytes) {
                differing.insert(path);
            }
        }
    }
    Ok(differing.union(&missing).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_missing_or_too_many_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("output");
        let mut tree = Tree::default();
        for path in ["a.html", "b/c.html", "d.html"] {
            tree.insert(path, path.as_bytes());
        }
        assert_eq!(differences(&out, &tree).unwrap().len(), 4);
        crate::disk::write(&out, &tree).unwrap();
        fs::write(out.join(".gitignore"), "*").unwrap();
        assert_eq!(differences(&out, &tree).unwrap(), [""; 0]);
        fs::write(out.join("b/c.html"), "x").unwrap();
        fs::write(out.join("e.html"), "x").unwrap();
        fs::remove_file(out.join("d.html")).unwrap();
        assert_eq!(differences(&out, &tree).unwrap(), ["b/c.html", "d.html", "e.html"]);
    }
}
