//! What imports.toml says that a label means.

use crate::survey::Scale;

/// The meaning of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A point of the scale.
    Point(i32),
    /// Don't know, or not applicable.
    NotApplicable,
    /// Nothing was answered.
    Blank,
}

/// How "don't know" is written in imports.toml and in answers.
pub(super) const NOT_APPLICABLE: &str = "na";

impl Told {
    /// What a word of the command line means.
    pub fn of(word: &str, scale: &Scale) -> Option<Self> {
        match word {
            "" => Some(Self::Blank),
            NOT_APPLICABLE => Some(Self::NotApplicable),
            _ => {
                let point = word.parse().ok()?;
                (scale.min..=scale.max).contains(&point).then_some(Self::Point(point))
            }
        }
    }
}
