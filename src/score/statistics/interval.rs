//! How sure a mean is: t intervals, and what the number of people invited changes about them.

use super::insufficient::{Insufficient, finite};
use super::quantile;

/// A 95 % interval, in the unit of what it is about. It may reach beyond the ends of the scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// As far on one side as on the other.
    pub fn around(middle: f64, margin: f64) -> Self {
        Self { low: middle - margin, high: middle + margin }
    }

    /// Cut at the ends of a scale, as it is shown (0 and 100 for scores and shares).
    pub fn cut(self, least: f64, most: f64) -> Self {
        Self { low: self.low.max(least).min(most), high: self.high.max(least).min(most) }
    }

    /// Whether the value lies inside, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    pub(super) fn finite(self, n: u32) -> Result<Self, Insufficient> {
        Ok(Self { low: finite(self.low, n)?, high: finite(self.high, n)? })
    }
}

/// What is known about a figure that would be exact if everyone invited had answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Certainty<T> {
    /// Everyone answered: there is nothing to be unsure of, and so no interval.
    Everyone,
    /// Some did not, or the number invited is not known.
    Sampled(T),
}

impl<T> Certainty<T> {
    /// The uncertainty, if there is any.
    pub fn sampled(self) -> Option<T> {
        match self {
            Self::Everyone => None,
            Self::Sampled(uncertainty) => Some(uncertainty),
        }
    }
}

/// How the people who answered stand to the people invited. Decided before any formula is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// The number invited is not known: no correction, no rate.
    Unknown,
    /// Fewer answered than were invited: finite population correction, and a rate.
    Partial {
        /// The number invited, more than answered.
        invited: u32,
    },
    /// Everyone answered: no interval.
    Everyone,
    /// More answered than were invited, which is a mistake in one of the numbers: the caller warns;
    /// no correction, no rate.
    TooMany,
}

impl Coverage {
    /// Compares `n` people who answered with the number invited.
    pub fn of(n: u32, invited: Option<u32>) -> Self {
        match invited {
            None => Self::Unknown,
            Some(invited) if n < invited => Self::Partial { invited },
            Some(invited) if n == invited => Self::Everyone,
            Some(_) => Self::TooMany,
        }
    }

    /// What a variance of a mean is multiplied by, `1 − n/N` (Cochran 1977); 1 without a known N.
    pub(super) fn correction(self, n: u32) -> f64 {
        match self {
            Self::Unknown | Self::TooMany => 1.0,
            Self::Partial { invited } => 1.0 - f64::from(n) / f64::from(invited),
            Self::Everyone => 0.0,
        }
    }
}

/// How precise a mean or a sum of means is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Standard error, in the unit of the mean.
    pub error: f64,
    /// Degrees of freedom, at least 1 and not always a whole number.
    pub df: f64,
    /// 95 % t interval.
    pub interval: Interval,
}

impl Precision {
    pub(super) fn of(value: f64, error: f64, df: f64, n: u32) -> Result<Self, Insufficient> {
        let t = quantile::t(df).ok_or(Insufficient { n })?;
        let interval = Interval::around(value, t * finite(error, n)?).finite(n)?;
        Ok(Self { error, df: finite(df, n)?, interval })
    }
}

/// Standard error and t interval of the mean of `n` people, of `invited` if that is known.
///
/// `variance` is with n − 1 and in squared units of the mean; `df` are its degrees of freedom, n −
/// 1 for the people's own variance and more for one that is pooled over groups. The standard error
/// is multiplied by `sqrt(1 − n/N)` where N is known. Sources: Student 1908; Cochran 1977 (finite
/// population correction).
///
/// `n = N` is [`Certainty::Everyone`], whatever the variance; `n > N` or no N goes without the
/// correction; nobody, or less than one degree of freedom, or a negative variance is
/// [`Insufficient`]. Without variance the interval has no width.
pub fn mean_precision(
    mean: f64,
    variance: f64,
    n: u32,
    df: f64,
    invited: Option<u32>,
) -> Result<Certainty<Precision>, Insufficient> {
    if n == 0 {
        return Err(Insufficient { n });
    }
    let coverage = Coverage::of(n, invited);
    if coverage == Coverage::Everyone {
        return Ok(Certainty::Everyone);
    }
    if variance.is_nan() || variance < 0.0 {
        return Err(Insufficient { n });
    }
    let error = (variance * coverage.correction(n) / f64::from(n)).sqrt();
    Ok(Certainty::Sampled(Precision::of(mean, error, df, n)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::fixtures::{near, part_of};

    fn precision(n: u32, invited: Option<u32>) -> Precision {
        mean_precision(70.0, 400.0, n, f64::from(n) - 1.0, invited).unwrap().sampled().unwrap()
    }

    /// Student 1908, Cochran 1977; by hand: 20/√16 = 5, t(15) = 2.131450, √(1 − 16/25) = 0.6.
    #[test]
    fn the_interval_of_a_mean_is_narrower_if_most_of_those_invited_answered() {
        let alone = precision(16, None);
        near(&[alone.error, alone.interval.low, alone.interval.high], &[5.0, 59.342752, 80.657248]);
        let most = precision(16, Some(25));
        near(&[most.error, most.interval.low, most.interval.high], &[3.0, 63.605651, 76.394349]);
        assert_eq!(precision(16, Some(15)), alone);
    }

    /// Cross-checked with statsmodels 0.15.0, `DescrStatsW.tconfint_mean`.
    #[test]
    fn the_interval_of_random_scores() {
        let part = part_of(
            1.0,
            &[
                51.7, 67.0, 33.1, 67.0, 65.4, 61.0, 68.8, 85.5, 64.5, 38.8, 43.2, 47.9, 39.0, 39.4,
                39.0, 82.2, 82.3, 46.8, 67.1, 64.1, 89.9, 33.7, 60.7,
            ],
        );
        let precision = mean_precision(part.mean, part.variance, part.n, part.df, None);
        let interval = precision.unwrap().sampled().unwrap().interval;
        near(&[interval.low, interval.high], &[50.691433, 65.665088]);
    }

    #[test]
    fn everyone_needs_no_interval_and_nobody_has_none() {
        assert_eq!(mean_precision(70.0, 0.0, 1, 0.0, Some(1)), Ok(Certainty::Everyone));
        assert_eq!(mean_precision(70.0, 0.0, 0, 0.0, Some(0)), Err(Insufficient { n: 0 }));
        assert_eq!(mean_precision(70.0, 0.0, 1, 0.0, Some(2)), Err(Insufficient { n: 1 }));
        assert_eq!(mean_precision(70.0, -1.0, 3, 2.0, None), Err(Insufficient { n: 3 }));
        assert_eq!(
            Interval::around(97.0, 5.0).cut(0.0, 100.0),
            Interval { low: 92.0, high: 100.0 }
        );
    }
}
