//! Publishing on machines that work, that die at any moment, and that refuse.

use super::steps::{Drive, Plain};
use super::*;
use std::collections::BTreeMap;

/// A machine that stops for good after so many steps.
struct Dying {
    left: usize,
    refuses: bool,
}

impl Dying {
    fn step(&mut self) -> io::Result<()> {
        self.left = self.left.checked_sub(1).ok_or_else(|| io::Error::other("dead"))?;
        Ok(())
    }
}

impl Drive for Dying {
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.step().is_err() {
            // Half of it got there.
            Plain.write(path, &bytes[..bytes.len() / 2])?;
            return Err(io::Error::other("dead"));
        }
        Plain.write(path, bytes)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        if self.refuses && to.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Plain.rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        Plain.remove(path)
    }
}

/// A report of a quarter: each page names what it needs, a line each.
fn site(quarter: &str) -> Tree {
    let mut tree = Tree::default();
    let style = format!("static/{quarter}.css");
    tree.insert(&style, quarter.as_bytes());
    tree.insert("static/site.css", quarter.as_bytes());
    tree.insert("static/icon.svg", b"icon".as_slice());
    let page = format!("static/site.css\n{style}\n");
    tree.insert("index.html", page.as_bytes());
    tree.insert(&format!("waves/{quarter}/index.html"), page.as_bytes());
    tree.insert("feed.xml", quarter.as_bytes());
    tree
}

fn files(dest: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(dest).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            (crate::disk::inner_path(dest, entry.path()), text)
        })
        .collect()
}

/// The folder holds the site, its list, and what others put there.
fn assert_whole(dest: &Path, tree: &Tree) {
    let mut expected: BTreeMap<_, _> = tree
        .iter()
        .map(|(path, bytes)| (path.to_string(), String::from_utf8(bytes.to_vec()).unwrap()))
        .collect();
    expected.insert("waves/theirs.txt".into(), "theirs".into());
    let mut found = files(dest);
    assert!(found.remove(manifest::NAME).is_some());
    assert_eq!(found, expected);
}

/// Every page finds what it needs.
fn assert_pages_have_all(dest: &Path) {
    let found = files(dest);
    for (path, text) in found.iter().filter(|(path, _)| path.ends_with(".html")) {
        for needed in text.lines() {
            assert!(found.contains_key(needed), "{path} lacks {needed}");
        }
    }
}

/// A folder with the report of the first quarter and somebody's own file.
fn published() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), &site("q1")).unwrap();
    fs::write(dir.path().join("waves/theirs.txt"), "theirs").unwrap();
    dir
}

#[test]
fn a_report_follows_another_and_leaves_the_files_of_others() {
    let dir = published();
    let changes = publish(dir.path(), &site("q2")).unwrap();
    assert_eq!(changes.added, ["static/q2.css", "waves/q2/index.html"]);
    assert_eq!(changes.changed, ["feed.xml", "index.html", "static/site.css"]);
    assert_eq!(changes.removed, ["static/q1.css", "waves/q1/index.html"]);
    assert_whole(dir.path(), &site("q2"));
    assert!(!dir.path().join("waves/q1").exists(), "no empty folder is left");
}

#[test]
fn a_folder_that_is_up_to_date_is_not_touched() {
    let dir = published();
    let mut dead = Dying { left: 0, refuses: false };
    assert!(publish_on(&mut dead, dir.path(), &site("q1")).unwrap().is_empty());
    assert!(compare(dir.path(), &site("q1")).unwrap().is_empty());
    assert!(!compare(dir.path(), &site("q2")).unwrap().is_empty());
}

#[test]
fn whenever_the_machine_dies_pages_have_all_and_the_next_run_finishes() {
    for refuses in [false, true] {
        let (mut died, mut lived) = (0, 0);
        for left in 0..60 {
            let dir = published();
            let ended = publish_on(&mut Dying { left, refuses }, dir.path(), &site("q2"));
            if !refuses {
                assert_pages_have_all(dir.path());
            }
            if ended.is_ok() {
                lived += 1
            } else {
                died += 1
            }
            // Meanwhile the report has moved on, or it has not.
            let next = site(if left % 2 == 0 { "q2" } else { "q3" });
            publish(dir.path(), &next).unwrap();
            assert_whole(dir.path(), &next);
            assert!(compare(dir.path(), &next).unwrap().is_empty());
        }
        assert!(died > 15 && lived > 5, "{died} {lived}");
    }
}

#[test]
fn it_may_die_again_and_again() {
    let dir = published();
    for left in 0..40 {
        let quarter = ["q1", "q2", "q3"][left % 3];
        let _ = publish_on(&mut Dying { left, refuses: false }, dir.path(), &site(quarter));
        assert_pages_have_all(dir.path());
    }
    publish(dir.path(), &site("q1")).unwrap();
    assert_whole(dir.path(), &site("q1"));
}

#[test]
fn a_foreign_file_in_the_way_stops_everything_unless_it_is_the_same() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("static")).unwrap();
    fs::write(dir.path().join("static/icon.svg"), "icon").unwrap();
    fs::write(dir.path().join("index.html"), "theirs").unwrap();
    let before = files(dir.path());
    let Err(Failure::InTheWay { found, .. }) = publish(dir.path(), &site("q1")) else {
        panic!("it must be refused")
    };
    assert_eq!(found, ["index.html"]);
    assert_eq!(files(dir.path()), before);
    fs::remove_file(dir.path().join("index.html")).unwrap();
    assert!(publish(dir.path(), &site("q1")).is_ok());
}

#[test]
fn a_page_that_somebody_changed_is_theirs() {
    let dir = published();
    fs::write(dir.path().join("waves/q1/index.html"), "corrected").unwrap();
    assert!(matches!(publish(dir.path(), &site("q1")), Err(Failure::InTheWay { .. })));
    let changes = publish(dir.path(), &site("q2")).unwrap();
    assert_eq!(changes.left, ["waves/q1/index.html"]);
    let kept = fs::read_to_string(dir.path().join("waves/q1/index.html")).unwrap();
    assert_eq!(kept, "corrected");
    assert!(compare(dir.path(), &site("q2")).unwrap().is_empty(), "it is forgotten");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let (dir, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(elsewhere.path(), dir.path().join("static")).unwrap();
    let Err(Failure::InTheWay { found, .. }) = publish(dir.path(), &site("q1")) else {
        panic!("it must be refused")
    };
    assert_eq!(found, ["static"]);
    assert!(files(elsewhere.path()).is_empty());
}

#[test]
fn what_build_wrote_is_ours_and_build_leaves_a_shared_folder_alone() {
    let dir = tempfile::tempdir().unwrap();
    let dest = dir.path().join("copied");
    crate::disk::write(&dest, &site("q1")).unwrap();
    publish(&dest, &site("q2")).unwrap();
    assert!(!dest.join("static/q1.css").exists());
    assert!(matches!(crate::disk::write(&dest, &site("q3")), Err(Failure::Shared { .. })));
}
