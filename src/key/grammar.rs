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
    /// Hedges g of the change or gap.
    G,
    /// Promoters minus detractors, −100 to 100.
    Nps,
    /// Cronbach's alpha.
    Alpha,
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
}

impl Figure {
    /// Every figure, in the order of columns.
    pub const ALL: [Self; 24] = [
        Self::Mean,
        Self::Low,
        Self::High,
        Self::Sd,
        Self::N,
        Self::Invited,
        Self::Rate,
        Self::Fav,
        Self::Neutral,
        Self::Unfav,
        Self::Points,
        Self::Least,
        Self::Most,
        Self::Change,
        Self::Gap,
        Self::P,
        Self::G,
        Self::Nps,
        Self::Alpha,
        Self::Icc1,
        Self::Icc2,
        Self::Rwg,
        Self::Weight,
        Self::R2,
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
            Self::Neutral => "neutral",
            Self::Unfav => "unfav",
            Self::Points => "points",
            Self::Least => "least",
            Self::Most => "most",
            Self::Change => "change",
            Self::Gap => "gap",
            Self::P => "p",
            Self::G => "g",
            Self::Nps => "nps",
            Self::Alpha => "alpha",
            Self::Icc1 => "icc1",
            Self::Icc2 => "icc2",
            Self::Rwg => "rwg",
            Self::Weight => "weight",
            Self::R2 => "r2",
        }
    }

    /// The figure of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.name() == name)
    }
}
