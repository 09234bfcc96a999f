//! Diagnostics as text for people, as JSON and as SARIF.

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As rustc shows them.
    Human,
    /// One JSON object a line.
    Json,
    /// SARIF 2.1.0, for code hosts.
    Sarif,
}

/// Prints.
pub fn print() {}
