//! Two folders change places: in one step where the system can, else in two renames that the
//! next run can mend.

use super::Failure;
use std::fs::{self, File};
use std::path::Path;

/// Holds the folder around the output for one build at a time, as long as the returned file lives.
/// Where the system has no such lock, builds go on without.
#[cfg(unix)]
pub(super) fn lock(parent: &Path) -> Option<File> {
    use rustix::fs::{FlockOperation, flock};
    let folder = File::open(parent).ok()?;
    flock(&folder, FlockOperation::LockExclusive).ok()?;
    Some(folder)
}

/// Holds nothing here.
#[cfg(not(unix))]
pub(super) fn lock(_parent: &Path) -> Option<File> {
    None
}

/// Brings back the site that a crash left between two renames.
pub(super) fn recover(old: &Path, out: &Path) -> Result<(), Failure> {
    if old.exists() && !out.exists() {
        fs::rename(old, out).map_err(Failure::io("restore", out))?;
    } else if old.exists() {
        fs::remove_dir_all(old).map_err(Failure::io("remove", old))?;
    }
    Ok(())
}

/// Puts `new` where `out` is. Afterwards the former site lies at `new` or at `old`.
pub(super) fn put(new: &Path, old: &Path, out: &Path) -> Result<(), Failure> {
    if !out.exists() {
        return fs::rename(new, out).map_err(Failure::io("rename", new));
    }
    if exchange(new, out) {
        return Ok(());
    }
    fs::rename(out, old).map_err(Failure::io("rename", out))?;
    if let Err(error) = fs::rename(new, out) {
        // Better the old site than none.
        let _ = fs::rename(old, out);
        return Err(Failure::io("rename", new)(error));
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn exchange(new: &Path, out: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_new: &Path, _out: &Path) -> bool {
    false
}
