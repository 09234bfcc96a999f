//! The names of figures, as they stand in keys, column heads and JSON fields.

/// A figure that a cell can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Mean score, 0–100.
    Mean,
    /// Lower end of the interval of the mean, or of the change or gap of a key over two.
    Low,
    /// Upper end of that interval.
    High,
    /// Standard deviation of people's scores, in points.
    Sd,
    /// People behind the figure.
    N,
    /// People invited.
    Invited,
    /// Response rate in %.
    Rate,
    /// Favourable share in %.
    Fav,
    /// Lower end of its interval.
    FavLow,
    /// Upper end of its interval.
    FavHigh,
    /// Neutral share in %.
    Neutral,
    /// Unfavourable share in %.
    Unfav,
    /// The share in % of each point of an item's scale, least favourable first: a list.
    Points,
    /// The favourable share in % if nobody of those who did not answer were favourable.
    Least,
    /// The favourable share in % if all of those who did not answer were favourable.
    Most,
    /// Now minus before, in points.
    Change,
    /// One audience minus another, in points.
    Gap,
    /// Adjusted p value of the change or gap.
    P,
    /// p value of the change or gap by itself, not corrected for the others.
    PRaw,
    /// Hedges g of the change or gap.
    G,
    /// Promoters minus detractors, −100 to 100.
    Nps,
    /// Lower end of its interval.
    NpsLow,
    /// Upper end of its interval.
    NpsHigh,
    /// Cronbach's alpha.
    Alpha,
    /// Lower end of its interval.
    AlphaLow,
    /// Upper end of its interval.
    AlphaHigh,
    /// How much of one person's score the unit explains, −1 to 1.
    Icc1,
    /// How reliable the mean of a unit is, at most 1.
    Icc2,
    /// Agreement within the group, 0 to 1.
    Rwg,
    /// Weight among the drivers of the outcome, in %.
    Weight,
    /// Share of the differences in the outcome that its drivers explain together, in %.
    R2,
    /// People with complete answers, on whom the drivers rest.
    Complete,
}

impl Figure {
    /// Every figure, in the order of columns.
    pub const ALL: [Self; 32] = [
        Self::Mean,
        Self::Low,
        Self::High,
        Self::Sd,
        Self::N,
        Self::Invited,
        Self::Rate,
        Self::Fav,
        Self::FavLow,
        Self::FavHigh,
        Self::Neutral,
        Self::Unfav,
        Self::Points,
        Self::Least,
        Self::Most,
        Self::Change,
        Self::Gap,
        Self::P,
        Self::PRaw,
        Self::G,
        Self::Nps,
        Self::NpsLow,
        Self::NpsHigh,
        Self::Alpha,
        Self::AlphaLow,
        Self::AlphaHigh,
        Self::Icc1,
        Self::Icc2,
        Self::Rwg,
        Self::Weight,
        Self::R2,
        Self::Complete,
    ];

    /// Its name in the grammar.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Low => "low",
            Self::High => "high",
            Self::Sd => "sd",
            Self::N => "n",
            Self::Invited => "invited",
            Self::Rate => "rate",
            Self::Fav => "fav",
            Self::FavLow => "fav_low",
            Self::FavHigh => "fav_high",
            Self::Neutral => "neutral",
            Self::Unfav => "unfav",
            Self::Points => "points",
            Self::Least => "least",
            Self::Most => "most",
            Self::Change => "change",
            Self::Gap => "gap",
            Self::P => "p",
            Self::PRaw => "p_raw",
            Self::G => "g",
            Self::Nps => "nps",
            Self::NpsLow => "nps_low",
            Self::NpsHigh => "nps_high",
            Self::Alpha => "alpha",
            Self::AlphaLow => "alpha_low",
            Self::AlphaHigh => "alpha_high",
            Self::Icc1 => "icc1",
            Self::Icc2 => "icc2",
            Self::Rwg => "rwg",
            Self::Weight => "weight",
            Self::R2 => "r2",
            Self::Complete => "complete",
        }
    }

    /// The figure of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.name() == name)
    }
}
