//! Ids that tell nothing of the people whose answers they name.

use crate::import::row::Row;
use crate::source::sha256;
use std::fmt;

/// What makes ids that nobody can work out. It is printed nowhere.
pub(super) struct Salt(String);

impl Salt {
    pub(super) fn new(salt: &str) -> Self {
        Self(salt.to_owned())
    }

    /// The first 16 hexadecimal digits of the SHA-256 of the salt, the import's id and the tool's own
    /// number of the response (in the column `number`), or else the whole row; a line each.
    pub(super) fn id(&self, import: &str, row: &Row, number: Option<usize>) -> String {
        let own = number.map(|column| row.cell(column).trim());
        let mut text = format!("{}\n{import}\n", self.0);
        match own.filter(|own| !own.is_empty()) {
            Some(own) => text.push_str(own),
            None => row.cells().for_each(|cell| {
                text.push_str(cell);
                text.push('\u{1f}');
            }),
        }
        let mut id = sha256(text);
        id.truncate(16);
        id
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

/// The number that the first 16 digits of a digest stand for.
pub(super) fn short(digest: &str) -> u64 {
    digest.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0)
}
