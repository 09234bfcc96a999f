//! What to do when the score of a practice is low.

use crate::survey::Localised;

/// One entry of playbook.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The practice that it helps (an index into the survey's practices).
    pub practice: u16,
    /// The advice.
    pub text: Localised,
    /// Where it comes from.
    pub source: String,
}
