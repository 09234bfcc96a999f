//! A site's folder, read into a tree.

use super::Failure;
use crate::source::Tree;
use std::path::Path;
use walkdir::WalkDir;

/// A site as read from disk.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files of content/ and themes/.
    pub tree: Tree,
    /// Links that were not followed (a link could lead out of the folder).
    pub links: Vec<String>,
}

/// Reads content/ and themes/ below `root`. Hidden files are left out and links are not followed.
///
/// # Errors
/// When there is no content/ folder or a file cannot be read.
pub fn read(root: &Path) -> Result<Folder, Failure> {
    if !root.join("content").is_dir() {
        return Err(Failure::NoContent { path: root.to_owned() });
    }
    let mut folder = Folder::default();
    read_below(root, "content", &mut folder)?;
    if root.join("themes").is_dir() {
        read_below(root, "themes", &mut folder)?;
    }
    Ok(folder)
}

fn read_below(root: &Path, name: &str, folder: &mut Folder) -> Result<(), Failure> {
    let top = root.join(name);
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    for entry in WalkDir::new(&top).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&top).to_owned();
            Failure::Io { action: "read", path, error: error.into() }
        })?;
        let path = inner_path(root, entry.path());
        // A link in place of the whole folder is the user's own choice.
        if entry.depth() > 0 && entry.path_is_symlink() {
            folder.links.push(path);
        } else if entry.file_type().is_file() {
            let bytes = std::fs::read(entry.path()).map_err(Failure::io("read", entry.path()))?;
            folder.tree.insert(&path, bytes);
        }
    }
    Ok(())
}

/// The path below `root` with forward slashes.
fn inner_path(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
