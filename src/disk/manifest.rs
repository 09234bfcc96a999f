//! The list of files that marks a folder as ours: `.rapportage.json`.

use crate::source::{Tree, sha256};

/// The name of the list inside the folder.
pub(super) const NAME: &str = ".rapportage.json";

/// Every file of the tree with its SHA-256, without any time, so that the same site gives the same list.
pub(super) fn manifest(tree: &Tree) -> String {
    let files: serde_json::Map<String, serde_json::Value> =
        tree.iter().map(|(path, bytes)| (path.to_string(), sha256(bytes).into())).collect();
    let manifest = serde_json::json!({ "generator": "rapportage", "files": files });
    format!("{manifest:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_file_with_its_hash() {
        let mut tree = Tree::default();
        tree.insert("index.html", b"abc".as_slice());
        let text = manifest(&tree);
        // The hash of "abc" as published in FIPS 180-4.
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert!(text.contains(&format!("\"index.html\": \"{hash}\"")), "{text}");
    }
}
