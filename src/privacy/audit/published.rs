//! What the audit asks of a finished site.

use std::sync::Arc;

/// Where a key stands in the finished site, and the number that it has there.
pub(super) trait Published: Sync {
    /// Every key with its figure.
    fn keys(&self) -> Vec<Arc<str>>;
    /// The value of a key, if it is one whole number.
    fn whole(&self, key: &str) -> Option<u32>;
    /// Whether the interval of a cell rests on the typical spread.
    fn is_pooled(&self, cell: &str) -> bool;
    /// The first file and line that a key stands in.
    fn place(&self, key: &str) -> Option<(String, u64)>;
}
