//! A folder is a case: `tests/sites/CASE/site/` is built and must become `tests/sites/CASE/expected/`,
//! byte for byte. `UPDATE=1 cargo test sites` accepts what is built now; look at it first.

use rapportage::disk;
use rapportage::pipeline::{Options, run};
use rapportage::source::Tree;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut cases: Vec<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn built(case: &Path) -> Tree {
    let folder = disk::read(&case.join("site")).unwrap();
    let outcome = run(&folder.tree, &Options::default(), &mut |_| {});
    let problems = outcome.diagnostics.sorted();
    assert!(problems.is_empty(), "{}: {problems:#?}", case.display());
    outcome.site
}

/// The files below a folder, by their path in it.
fn files(root: &Path) -> Tree {
    fn add(tree: &mut Tree, root: &Path, dir: &Path) {
        for entry in fs::read_dir(dir).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(tree, root, &path);
            } else {
                let parts: Vec<_> = path.strip_prefix(root).unwrap().iter().collect();
                let parts: Vec<_> = parts.iter().map(|part| part.to_str().unwrap()).collect();
                tree.insert(&parts.join("/"), fs::read(&path).unwrap());
            }
        }
    }
    let mut tree = Tree::default();
    add(&mut tree, root, root);
    tree
}

/// What the theme brings along is the same in every site, so it is not kept with each case.
fn is_made(path: &str) -> bool {
    !path.starts_with("static/")
}

#[test]
fn every_site_becomes_what_is_expected() {
    let cases = cases();
    assert!(!cases.is_empty());
    for case in cases {
        let expected = case.join("expected");
        let site = built(&case);
        if std::env::var_os("UPDATE").is_some() {
            let _ = fs::remove_dir_all(&expected);
            let mut made = Tree::default();
            for (path, bytes) in site.iter().filter(|(path, _)| is_made(path)) {
                made.insert(path, bytes.to_vec());
            }
            disk::create(&expected, &made).unwrap();
        }
        let kept = files(&expected);
        let names = |tree: &Tree| -> BTreeSet<String> {
            tree.iter().map(|(path, _)| path.to_string()).filter(|path| is_made(path)).collect()
        };
        assert_eq!(names(&site), names(&kept), "{}", case.display());
        for (path, bytes) in kept.iter() {
            let same = site.get(path) == Some(bytes);
            assert!(same, "{}: {path} differs; UPDATE=1 accepts it", case.display());
        }
    }
}
