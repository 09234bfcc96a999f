//! The names of figures, as they stand in keys, column heads and JSON fields.

/// A figure that a cell can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Mean score, 0–100.
    Mean,
    /// Lower end of the interval.
    Low,
    /// Upper end of the interval.
    High,
    /// People behind the figure.
    N,
    /// People invited.
    Invited,
    /// Response rate in %.
    Rate,
    /// Favourable share in %.
    Fav,
    /// Neutral share in %.
    Neutral,
    /// Unfavourable share in %.
    Unfav,
    /// Now minus before, in points.
    Change,
    /// Adjusted p value of the change.
    P,
}

impl Figure {
    /// Its name in the grammar.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Low => "low",
            Self::High => "high",
            Self::N => "n",
            Self::Invited => "invited",
            Self::Rate => "rate",
            Self::Fav => "fav",
            Self::Neutral => "neutral",
            Self::Unfav => "unfav",
            Self::Change => "change",
            Self::P => "p",
        }
    }
}
