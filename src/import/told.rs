//! What imports.toml says that a label means.

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
