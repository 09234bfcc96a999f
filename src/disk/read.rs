//! A site's folder, read into a tree.

use super::Failure;
use crate::source::{File, Stored, Tree};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A site as read from disk.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files of content/ and themes/.
    pub tree: Tree,
    /// Links that were not followed (a link could lead out of the folder).
    pub links: Vec<String>,
}

/// A table longer than this stays on disk: a wave's answers may be far longer than what is left of
/// them once they are columns.
const LONG: u64 = 1 << 20;

/// A file that is opened anew each time somebody reads it.
#[derive(Debug)]
struct OnDisk(PathBuf);

impl Stored for OnDisk {
    fn open(&self) -> io::Result<Box<dyn io::Read + Send + '_>> {
        Ok(Box::new(fs::File::open(&self.0)?))
    }
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

/// Reads every file of a finished site, hidden ones too: whatever lies there is published.
///
/// # Errors
/// When there is no such folder or a file cannot be read.
pub fn read_site(dir: &Path) -> Result<Tree, Failure> {
    let mut tree = Tree::default();
    for entry in WalkDir::new(dir).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(unreadable(dir))?;
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).map_err(Failure::io("read", entry.path()))?;
            tree.insert(&inner_path(dir, entry.path()), bytes);
        }
    }
    Ok(tree)
}

/// A single file outside the site. It is read when somebody asks for it, as often as they ask.
///
/// # Errors
/// When there is no such file.
pub fn open(path: &Path) -> Result<File, Failure> {
    let about = fs::metadata(path).map_err(Failure::io("read", path))?;
    if !about.is_file() {
        let error = io::Error::other("this is no file");
        return Err(Failure::Io { action: "read", path: path.to_owned(), error });
    }
    Ok(File::stored(OnDisk(path.to_owned())))
}

/// Files that somebody named, and what else lies in the folders that they named.
#[derive(Debug, Default)]
pub struct Named {
    /// The files, by the path they were named with.
    pub tree: Tree,
    /// Files of the folders that have another ending.
    pub others: Vec<String>,
}

/// Reads files, and of folders whatever ends in `ending`, in small or capital letters. Links to folders
/// are not followed, so no folder is read for ever.
///
/// # Errors
/// When there is no such file or it cannot be read.
pub fn read_files(paths: &[PathBuf], ending: &str) -> Result<Named, Failure> {
    let mut named = Named::default();
    for top in paths {
        for entry in WalkDir::new(top).sort_by_file_name() {
            let entry = entry.map_err(unreadable(top))?;
            let path = entry.path();
            let name = entry.file_name().to_string_lossy();
            let inside = entry.depth() > 0;
            if !path.is_file() || inside && name.starts_with('.') {
                continue;
            }
            if inside && !name.to_lowercase().ends_with(ending) {
                named.others.push(path.to_string_lossy().into_owned());
                continue;
            }
            let bytes = fs::read(path).map_err(Failure::io("read", path))?;
            named.tree.insert(&path.to_string_lossy(), bytes);
        }
    }
    Ok(named)
}

/// What stopped a walk below `top`, in the words of the system.
fn unreadable(top: &Path) -> impl Fn(walkdir::Error) -> Failure {
    move |error| {
        let path = error.path().unwrap_or(top).to_owned();
        let error = match error.io_error().and_then(io::Error::raw_os_error) {
            Some(code) => io::Error::from_raw_os_error(code),
            None => error.into(),
        };
        Failure::Io { action: "read", path, error }
    }
}

fn read_below(root: &Path, name: &str, folder: &mut Folder) -> Result<(), Failure> {
    let top = root.join(name);
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    for entry in WalkDir::new(&top).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.map_err(unreadable(&top))?;
        let path = inner_path(root, entry.path());
        // A link in place of the whole folder is the user's own choice.
        if entry.depth() > 0 && entry.path_is_symlink() {
            folder.links.push(path);
        } else if entry.file_type().is_file() {
            let file = read_file(entry.path()).map_err(Failure::io("read", entry.path()))?;
            folder.tree.insert(&path, file);
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> io::Result<File> {
    let is_table = path.extension().is_some_and(|ending| ending == "csv");
    if is_table && fs::File::open(path)?.metadata()?.len() > LONG {
        return Ok(File::stored(OnDisk(path.to_owned())));
    }
    Ok(File::from(fs::read(path)?))
}

/// The path below `root` with forward slashes.
pub(super) fn inner_path(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
