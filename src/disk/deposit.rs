//! One new file that is safe before anybody is told so.

use super::Failure;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// Tells apart the hidden files of threads that write at the same time.
static TURN: AtomicUsize = AtomicUsize::new(0);

/// Writes a new file into a folder, never in place of another; says whether it is new. When this
/// returns, the disk has the file under its name: a crash at any moment leaves all of it or nothing. It
/// bears `seconds` after 1970 as its time, so that nobody can tell from the folder when it came.
///
/// # Errors
/// When the system refuses; then there is no new file.
pub fn deposit(folder: &Path, name: &str, bytes: &[u8], seconds: u64) -> Result<bool, Failure> {
    create(folder).map_err(Failure::io("create", folder))?;
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    let hidden = folder.join(format!(".{name}.{turn}.rapportage-new"));
    let path = folder.join(name);
    let written = write(&hidden, bytes, seconds).map_err(Failure::io("write", &hidden));
    // A second name for the same file: refused where that name is taken, whoever was first.
    let named = written.and_then(|()| match fs::hard_link(&hidden, &path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(Failure::io("write", &path)(error)),
    });
    // What is left behind is hidden and read by nobody.
    let _ = fs::remove_file(&hidden);
    let is_new = named?;
    sync(folder).map_err(Failure::io("write", folder))?;
    Ok(is_new)
}

/// Creates a folder, and waits until the disk has its name and those of the folders around it that are
/// new too: a file is not safe in a folder that is not.
fn create(folder: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    if missing.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let around = missing.iter().rev().filter_map(|folder| folder.parent());
    around
        .map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent })
        .try_for_each(sync)
}

fn write(path: &Path, bytes: &[u8], seconds: u64) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))?;
    file.sync_all()
}

/// Waits until the disk has the names in a folder.
#[cfg(unix)]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Other systems write names by themselves.
#[cfg(not(unix))]
pub(super) fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::deposit;
    use std::fs;
    use std::time::{Duration, SystemTime};

    #[test]
    fn a_new_file_is_whole_and_replaces_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("answers");
        assert!(deposit(&folder, "a.toml", b"one", 86_400).unwrap());
        assert!(!deposit(&folder, "a.toml", b"two", 86_400).unwrap());
        assert_eq!(fs::read_to_string(folder.join("a.toml")).unwrap(), "one");
        let time = fs::metadata(folder.join("a.toml")).unwrap().modified().unwrap();
        assert_eq!(time, SystemTime::UNIX_EPOCH + Duration::from_secs(86_400));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn of_many_at_once_one_is_first() {
        let dir = tempfile::tempdir().unwrap();
        let first = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| deposit(dir.path(), "a", b"x", 0).unwrap()))
                .collect();
            all.into_iter().map(|one| one.join().unwrap()).filter(|new| *new).count()
        });
        assert_eq!(first, 1);
    }
}
