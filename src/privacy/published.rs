//! Figures that have passed the gate: whole numbers, rounded once.

/// A figure that may be shown. Only this room can make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published<T>(T);

impl<T> Published<T> {
    /// Lets a figure through.
    pub(super) fn new(figure: T) -> Self {
        Self(figure)
    }

    /// The figure.
    pub fn get(&self) -> &T {
        &self.0
    }
}

/// A score or share from 0 to 100, as shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// The whole number; 5 or 95 where only the edge is told.
    pub value: u8,
    /// Set for small groups whose figure lies at an end of the scale.
    pub edge: Option<Edge>,
}

/// The ends of the scale, where a small group would give itself away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// "5 or less".
    OrLess,
    /// "95 or more".
    OrMore,
}

/// A 95 % interval, cut at the ends of its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lower end.
    pub low: i16,
    /// Upper end.
    pub high: i16,
    /// Whether it rests on the typical spread of that wave and audience instead of the group's own.
    pub pooled: bool,
}

/// Favourable, neutral and unfavourable shares in %. They add up to 100 but for rounding at the edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shares {
    /// Share of favourable answers.
    pub favourable: Score,
    /// Share in between.
    pub neutral: Score,
    /// Share of unfavourable answers.
    pub unfavourable: Score,
}

/// A p value as shown: hundredths, or less than one hundredth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PValue {
    /// Below .01.
    UnderOneHundredth,
    /// Rounded to hundredths.
    Hundredths(u8),
}
