//! Text and where it stands: the tree of files that goes in and the tree that
//! comes out, and places (file and byte span) that a diagnostic can point at.

mod digest;
mod file;
mod tree;

pub use digest::{digest, sha256};
pub use file::{File, Stored, Stream};
pub use tree::{Source, Tree};

use std::ops::Range;
use std::sync::Arc;

/// A stretch of bytes in one file: what a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Path of the file inside the site, with forward slashes.
    pub file: Arc<str>,
    /// First byte, counted from the start of the file.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Spot {
    /// The stretch `span` of `file`.
    pub fn new(file: &Arc<str>, span: Range<usize>) -> Self {
        Self { file: Arc::clone(file), start: span.start, end: span.end }
    }

    /// The whole file, for mistakes that have no place in it (a missing file, say).
    pub fn file(path: &str) -> Self {
        Self { file: path.into(), start: 0, end: 0 }
    }
}

/// A value and the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub spot: Spot,
}

impl<T> Located<T> {
    /// The same place with another value.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: convert(self.value), spot: self.spot }
    }
}
