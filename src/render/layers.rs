//! The files of a theme: the site's own over the embedded default's.

use crate::source::Tree;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;

static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// One file of a theme and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Layered {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Where it lies, for messages about it.
    pub origin: String,
}

/// A file of the default theme as it came with the program.
pub(super) fn embedded_file(path: &str) -> Option<Layered> {
    let bytes = DEFAULT.get_file(path)?.contents().to_vec();
    Some(Layered { bytes, origin: format!("themes/default/{path}") })
}

/// The files of a theme by their path inside it.
pub(super) fn layers(tree: &Tree, name: &str) -> BTreeMap<String, Layered> {
    let mut files = BTreeMap::new();
    embedded(&DEFAULT, &mut files);
    let folder = format!("themes/{name}/");
    for (path, file) in tree.below(&folder) {
        let inside = path[folder.len()..].to_owned();
        files.insert(inside, Layered { bytes: file.bytes().to_vec(), origin: path.to_string() });
    }
    files
}

fn embedded(folder: &Dir, files: &mut BTreeMap<String, Layered>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let origin = format!("themes/default/{path}");
        files.insert(path, Layered { bytes: file.contents().to_vec(), origin });
    }
    folder.dirs().for_each(|folder| embedded(folder, files));
}
