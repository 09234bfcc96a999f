//! Tells when somebody saves a file of a site.

use super::Failure;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// One save makes a dozen events; this long nothing may follow before it counts as done.
const QUIET: Duration = Duration::from_millis(50);

/// After so many events in a row nobody waits for quiet any more.
const PATIENCE: usize = 2000;

/// The folders that a site is made of.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// An eye on a site's files.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
}

/// Begins to watch content/ and themes/ below `root`.
///
/// # Errors
/// When the system cannot watch them.
pub fn watch(root: &Path) -> Result<Watch, Failure> {
    let root = root.canonicalize().map_err(Failure::io("watch", root))?;
    let (send, events) = mpsc::channel();
    // Nobody listens any more once the preview ends.
    let watcher = notify::recommended_watcher(move |event| drop(send.send(event)));
    let watcher = watcher.map_err(|error| refused(&root, &error))?;
    let mut watch = Watch { root, watcher, events };
    // The folder around them tells when one of them is made anew.
    let root = watch.root.clone();
    let around = watch.watcher.watch(&root, RecursiveMode::NonRecursive);
    around.map_err(|error| refused(&root, &error))?;
    FOLDERS.into_iter().try_for_each(|folder| watch.follow(&root.join(folder)))?;
    Ok(watch)
}

impl Watch {
    /// Waits until something was saved and the moment after it was quiet.
    ///
    /// # Errors
    /// When the system has stopped telling.
    pub fn wait(&mut self) -> Result<(), Failure> {
        loop {
            let first = self.events.recv().map_err(|_| {
                let error = io::Error::other("the system tells of no more changes");
                Failure::Io { action: "watch", path: self.root.clone(), error }
            })?;
            let mut saved = self.note(first);
            for _ in 0..PATIENCE {
                let Ok(next) = self.events.recv_timeout(QUIET) else { break };
                saved |= self.note(next);
            }
            if saved {
                return Ok(());
            }
        }
    }

    /// Whether an event is about a file of the site. Reading is no change.
    fn note(&mut self, event: notify::Result<Event>) -> bool {
        // What was missed may have been anything.
        let Ok(event) = event else { return true };
        if event.kind.is_access() {
            return false;
        }
        let mut saved = event.need_rescan();
        for path in &event.paths {
            if FOLDERS.iter().any(|folder| *path == self.root.join(folder)) {
                // It may have gone again already; then there is nothing to follow.
                let _ = self.follow(path);
            }
            saved |= self.is_inside(path);
        }
        saved
    }

    /// Whether a path lies in the site and no part of it is hidden, as editors hide their own files.
    fn is_inside(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.root) else { return false };
        let mut parts = inside.iter().map(|part| part.to_string_lossy());
        parts.next().is_some_and(|first| FOLDERS.contains(&&*first))
            && parts.all(|part| !part.starts_with('.'))
    }

    fn follow(&mut self, folder: &Path) -> Result<(), Failure> {
        if !folder.is_dir() {
            return Ok(());
        }
        let followed = self.watcher.watch(folder, RecursiveMode::Recursive);
        followed.map_err(|error| refused(folder, &error))
    }
}

fn refused(path: &Path, error: &notify::Error) -> Failure {
    let error = io::Error::other(error.to_string());
    Failure::Io { action: "watch", path: path.to_owned(), error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn saving_tells_and_reading_does_not() {
        let dir = tempfile::tempdir().unwrap();
        let notes = dir.path().join("content/notes");
        fs::create_dir_all(&notes).unwrap();
        fs::write(notes.join("a.md"), "one").unwrap();
        let mut watch = watch(dir.path()).unwrap();
        for noise in ["content/.a.md.swp", "output.html"] {
            fs::write(dir.path().join(noise), "x").unwrap();
        }
        fs::read(notes.join("a.md")).unwrap();
        while let Ok(event) = watch.events.recv_timeout(Duration::from_millis(200)) {
            assert!(!watch.note(event));
        }
        fs::write(notes.join("a.md"), "two").unwrap();
        watch.wait().unwrap();
        // A folder that comes later is followed too.
        fs::create_dir(dir.path().join("themes")).unwrap();
        watch.wait().unwrap();
        fs::write(dir.path().join("themes/site.css"), "x").unwrap();
        watch.wait().unwrap();
    }
}
