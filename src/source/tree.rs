//! The tree of files: the whole input and the whole output of the generator.

use super::File;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// Files by path (forward slashes, no leading slash), in path order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<Arc<str>, File>,
}

impl Tree {
    /// Puts a file into the tree, replacing one of the same path.
    pub fn insert(&mut self, path: &str, file: impl Into<File>) {
        self.files.insert(path.into(), file.into());
    }

    /// Puts all files of another tree into this one.
    pub fn append(&mut self, other: Self) {
        self.files.extend(other.files);
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.file(path).map(File::bytes)
    }

    /// A file.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// Every file in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &[u8])> {
        self.files.iter().map(|(path, file)| (path, file.bytes()))
    }

    /// The files below `prefix` (which ends in a slash), in path order.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a Arc<str>, &'a File)> {
        self.files
            .range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(prefix))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// A site in one string, for tests: each line `--- path` starts a file.
    pub fn from_fixture(fixture: &str) -> Self {
        let mut tree = Self::default();
        for part in fixture.split("--- ").skip(1) {
            let (path, text) = part.split_once('\n').unwrap_or((part, ""));
            tree.insert(path.trim(), text.as_bytes());
        }
        tree
    }
}

/// One text file: its path and its text, cheap to clone.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path inside the site.
    pub path: Arc<str>,
    /// The whole text; every span counts from its start.
    pub text: Arc<str>,
}

impl Source {
    /// A text with a path.
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}
