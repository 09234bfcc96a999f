//! Figures that have passed the gate: whole numbers, rounded once.

use crate::score::statistics::Strength;

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
    /// The whole number; where only a bound is told, the bound.
    pub value: u8,
    /// Set for small groups whose figure lies at an end of the scale, and for what is made from it.
    pub edge: Option<Edge>,
}

/// On which side of a bound a figure lies: at the ends of the scale a small group would give itself away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// As in "5 or less".
    OrLess,
    /// As in "95 or more".
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

/// Favourable, neutral and unfavourable shares in %. They add up to 100 but for the rounding of bounds;
/// where one is a bound at least one other is, so that none follows from the others.
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

/// Bounds of the favourable share of everyone invited, in %: what it would be if none, or all, of
/// those who did not answer were favourable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// If none of them were.
    pub least: u8,
    /// If all of them were.
    pub most: u8,
}

/// Promoters minus detractors, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recommend {
    /// −100 to 100; where only a bound is told, the bound.
    pub score: i16,
    /// Set where it is no more than a bound.
    pub edge: Option<Edge>,
    /// Its interval, where enough people answered.
    pub interval: Option<Interval>,
}

/// A coefficient in hundredths: rwg from 0 to 100; alpha, its interval and both ICC at most 100. These
/// have no lower end: where items or people contradict each other they are negative, also under −100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub i32);

/// Hedges g in tenths of a standard deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenths(pub i16);

/// Cronbach's alpha with Feldt's 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reliability {
    /// Alpha.
    pub alpha: Hundredths,
    /// Lower and upper end of its interval.
    pub interval: [Hundredths; 2],
}

/// How alike the people of the same unit answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clustering {
    /// ICC(1): the share of the differences between people that lies between units.
    pub icc1: Hundredths,
    /// ICC(2): how reliable the mean of a unit is.
    pub icc2: Hundredths,
}

/// How far people within a group agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// rwg of an item, rwg(j) of a dimension.
    pub rwg: Hundredths,
    /// The same in a word.
    pub strength: Strength,
}
