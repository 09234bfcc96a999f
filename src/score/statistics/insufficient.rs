//! Too little data, as a value.

/// There is too little data for this statistic. It is an answer like any other, not an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Insufficient {
    /// How many people (or complete cases) there were.
    pub n: u32,
}

/// The number itself, or too little data where the arithmetic left the range of an `f64`.
pub(super) fn finite(value: f64, n: u32) -> Result<f64, Insufficient> {
    if value.is_finite() { Ok(value) } else { Err(Insufficient { n }) }
}

/// A length as a count of people.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
