//! The list of files that marks a folder as ours: `.rapportage.json`.

use super::{Failure, hidden};
use crate::source::{Tree, sha256};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path};

/// The name of the list inside the folder.
pub(super) const NAME: &str = ".rapportage.json";

/// Files by path, with their SHA-256.
pub(super) type Hashes = BTreeMap<String, String>;

/// What the list of a folder says.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Manifest {
    /// Whether other people's files may lie in the folder too, so that it is never replaced as a whole.
    #[serde(default)]
    pub shared: bool,
    /// The files that are ours.
    pub files: Hashes,
    /// The files that a run has begun to write.
    #[serde(default)]
    pub arriving: Hashes,
}

impl Manifest {
    /// The list of a folder that is the tree and nothing else.
    pub(super) fn of(tree: &Tree) -> Self {
        let files = tree.iter().map(|(path, bytes)| (path.to_string(), sha256(bytes))).collect();
        Self { files, ..Self::default() }
    }

    /// Reads the list of a folder; none if there is no list.
    ///
    /// # Errors
    /// When it cannot be read, or names anything outside the folder.
    pub(super) fn read(dir: &Path) -> Result<Option<Self>, Failure> {
        let path = dir.join(NAME);
        let spoilt = |why| Failure::io("understand", &path)(io::Error::other(why));
        match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // Where a file cannot be renamed onto another, a crash may have come between; half a
                // list means that nothing else was begun.
                Ok(fs::read(hidden(&path)).ok().and_then(|bytes| Self::parse(&bytes).ok()))
            }
            Err(error) => Err(Failure::io("read", &path)(error)),
            Ok(bytes) => Self::parse(&bytes).map(Some).map_err(spoilt),
        }
    }

    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let list: Self = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let mut names = list.files.keys().chain(list.arriving.keys());
        match names.find(|name| !is_inside(name)) {
            Some(name) => Err(format!("`{name}` is no file of this folder")),
            None => Ok(list),
        }
    }

    /// The list as it is written, without any time, so that the same site gives the same list.
    pub(super) fn text(&self) -> String {
        let mut list = serde_json::Map::new();
        list.insert("generator".into(), "rapportage".into());
        if self.shared {
            list.insert("shared".into(), true.into());
        }
        list.insert("files".into(), written(&self.files));
        if !self.arriving.is_empty() {
            list.insert("arriving".into(), written(&self.arriving));
        }
        format!("{:#}\n", serde_json::Value::Object(list))
    }
}

fn written(hashes: &Hashes) -> serde_json::Value {
    let hashes = hashes.iter().map(|(path, hash)| (path.clone(), hash.as_str().into()));
    serde_json::Value::Object(hashes.collect())
}

/// Whether a path stays in the folder: whoever can write the list must not choose what is removed
/// elsewhere.
fn is_inside(path: &str) -> bool {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    !path.is_empty() && !path.contains('\\') && Path::new(path).components().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_file_with_its_hash() {
        let mut tree = Tree::default();
        tree.insert("index.html", b"abc".as_slice());
        let text = Manifest::of(&tree).text();
        // The hash of "abc" as published in FIPS 180-4.
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert!(text.contains(&format!("\"index.html\": \"{hash}\"")), "{text}");
        assert!(!text.contains("shared") && !text.contains("arriving"), "{text}");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Manifest::read(dir.path()).unwrap(), None);
        let files = Hashes::from([("a/b.html".to_owned(), "1".to_owned())]);
        let list = Manifest { shared: true, files: files.clone(), arriving: files };
        fs::write(dir.path().join(NAME), list.text()).unwrap();
        assert_eq!(Manifest::read(dir.path()).unwrap(), Some(list));
    }

    #[test]
    fn a_list_that_leads_elsewhere_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["../a", "/etc/a", "a/../../b", ""] {
            let list = format!("{{\"files\": {{\"{name}\": \"1\"}}}}");
            fs::write(dir.path().join(NAME), list).unwrap();
            assert!(Manifest::read(dir.path()).is_err(), "{name}");
        }
    }
}
