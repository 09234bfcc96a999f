//! One score over several audiences: a weighted sum of means, and how sure it is.

use super::covariance::without_rounding;
use super::insufficient::Insufficient;
use super::interval::{Certainty, Coverage, Precision};

/// One audience's mean in a weighted sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Weight before renormalising, 0 or more. A part with weight 0 is as good as absent.
    pub weight: f64,
    /// Mean of the people, 0–100.
    pub mean: f64,
    /// Variance of the people with n − 1, in squared points: their own, or pooled over groups.
    pub variance: f64,
    /// People.
    pub n: u32,
    /// Degrees of freedom of the variance: n − 1 if it is their own, more if it is pooled.
    pub df: f64,
    /// People invited, where that is known. A comparison never uses it.
    pub invited: Option<u32>,
}

/// A weighted sum of means.
#[derive(Clone, Debug, PartialEq)]
pub struct Composite {
    /// `Σ w·mean`, in the unit of the means.
    pub value: f64,
    /// The weights as used: in the order of the parts, adding up to 1.
    pub weights: Vec<f64>,
    /// Standard error, degrees of freedom and interval, unless everyone answered.
    pub certainty: Certainty<Precision>,
}

/// Weights that add up to 1. `None` if one is negative or not finite, or they add up to nothing.
pub fn renormalise(weights: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = weights.iter().sum();
    let fit = weights.iter().all(|&weight| weight >= 0.0) && total > 0.0 && total.is_finite();
    fit.then(|| weights.iter().map(|weight| weight / total).collect())
}

/// The weighted sum of the parts, with weights renormalised.
///
/// Standard error `sqrt(Σ w²·se²)`, each part's se with `sqrt(1 − n/N)` where its N is known;
/// degrees of freedom `(Σ w²se²)² / Σ[(w²se²)²/df]`. Sources: Cochran 1977 (stratified mean);
/// Satterthwaite 1946.
///
/// A part where everyone answered adds no error, and needs no variance; if that holds for all parts
/// the composite is [`Certainty::Everyone`]. No part with a weight, or a part with nobody in it, or
/// one whose variance has less than one degree of freedom is [`Insufficient`] with that part's n.
/// Without any variance the interval has no width and the degrees of freedom add up.
pub fn composite(parts: &[Part]) -> Result<Composite, Insufficient> {
    let sum = WeightedSum::of(parts, true)?;
    let weights: Vec<f64> = parts.iter().map(|part| part.weight).collect();
    let certainty = if sum.everyone {
        Certainty::Everyone
    } else {
        Certainty::Sampled(Precision::of(sum.value, sum.variance.sqrt(), sum.df(), sum.fewest)?)
    };
    let weights = renormalise(&weights).ok_or(Insufficient { n: sum.fewest })?;
    Ok(Composite { value: sum.value, weights, certainty })
}

/// What a weighted sum of means needs to be shown or compared.
pub(super) struct WeightedSum {
    pub(super) value: f64,
    /// Squared standard error.
    pub(super) variance: f64,
    /// `Σ (w²se²)²/df`, the lower half of Satterthwaite's formula.
    pub(super) scatter: f64,
    /// The degrees of freedom of all parts, added up.
    pub(super) plain_df: f64,
    /// People in the smallest part.
    pub(super) fewest: u32,
    everyone: bool,
}

impl WeightedSum {
    /// Adds up the parts; with or without the finite population correction.
    pub(super) fn of(parts: &[Part], corrected: bool) -> Result<Self, Insufficient> {
        let weights: Vec<f64> = parts.iter().map(|part| part.weight).collect();
        let fewest = parts.iter().map(|part| part.n).min().unwrap_or(0);
        let weights = renormalise(&weights).ok_or(Insufficient { n: fewest })?;
        let mut sum =
            Self { value: 0.0, variance: 0.0, scatter: 0.0, plain_df: 0.0, fewest, everyone: true };
        for (part, weight) in parts.iter().zip(weights).filter(|(_, weight)| *weight > 0.0) {
            sum.add(part, weight, corrected)?;
        }
        let fit = sum.value.is_finite() && sum.variance.is_finite();
        if fit { Ok(sum) } else { Err(Insufficient { n: fewest }) }
    }

    fn add(&mut self, part: &Part, weight: f64, corrected: bool) -> Result<(), Insufficient> {
        let insufficient = Err(Insufficient { n: part.n });
        if part.n == 0 {
            return insufficient;
        }
        self.value += weight * part.mean;
        let coverage = Coverage::of(part.n, part.invited.filter(|_| corrected));
        if coverage == Coverage::Everyone {
            return Ok(());
        }
        if !(part.variance >= 0.0 && part.df >= 1.0) {
            return insufficient;
        }
        let variance = without_rounding(part.variance, part.mean) * coverage.correction(part.n);
        let share = weight * weight * (variance / f64::from(part.n));
        self.variance += share;
        self.scatter += share * share / part.df;
        self.plain_df += part.df;
        self.everyone = false;
        Ok(())
    }

    fn df(&self) -> f64 {
        satterthwaite(self.variance, self.scatter).unwrap_or(self.plain_df)
    }
}

/// `variance²/scatter`, at least 1; `None` if there is no scatter to divide by (Satterthwaite
/// 1946).
pub(super) fn satterthwaite(variance: f64, scatter: f64) -> Option<f64> {
    let df = variance * variance / scatter;
    (scatter > 0.0 && df.is_finite()).then(|| df.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::fixtures::near;

    fn part(weight: f64, mean: f64, variance: f64, n: u32) -> Part {
        Part { weight, mean, variance, n, df: f64::from(n) - 1.0, invited: None }
    }

    /// Satterthwaite 1946; by hand: shares of the variance ¼·400/16 = 6.25 and ¼·225/9 = 6.25, df =
    /// 12.5²/(6.25²/15 + 6.25²/8) = 20.869565.
    #[test]
    fn two_audiences_weigh_the_same_whatever_their_size() {
        let both = [part(2.0, 70.0, 400.0, 16), part(2.0, 60.0, 225.0, 9)];
        let composite = composite(&both).unwrap();
        let precision = composite.certainty.sampled().unwrap();
        assert_eq!((composite.value, composite.weights), (65.0, vec![0.5, 0.5]));
        near(&[precision.error, precision.df], &[3.535534, 20.869565]);
    }

    /// An audience that answered in full adds nothing to the error (Cochran 1977).
    #[test]
    fn an_audience_that_answered_in_full_is_sure() {
        let whole = Part { invited: Some(1), ..part(1.0, 50.0, 0.0, 1) };
        let sampled = Part { invited: Some(25), ..part(1.0, 70.0, 400.0, 16) };
        let mixed = composite(&[whole, sampled]).unwrap();
        let precision = mixed.certainty.sampled().unwrap();
        near(&[mixed.value, precision.error, precision.df], &[60.0, 1.5, 15.0]);
        assert_eq!(composite(&[whole, whole]).unwrap().certainty, Certainty::Everyone);
    }

    #[test]
    fn too_little_is_a_value() {
        assert_eq!(composite(&[]), Err(Insufficient { n: 0 }));
        assert_eq!(composite(&[part(0.0, 1.0, 1.0, 9)]), Err(Insufficient { n: 9 }));
        assert_eq!(composite(&[part(1.0, 1.0, 0.0, 1)]), Err(Insufficient { n: 1 }));
        let absent = composite(&[part(0.0, 1.0, 0.0, 1), part(1.0, 7.0, 1.0, 9)]).unwrap();
        assert_eq!((absent.value, absent.weights), (7.0, vec![0.0, 1.0]));
        let equal = composite(&[part(1.0, 7.0, 0.0, 9)]).unwrap().certainty.sampled().unwrap();
        assert_eq!((equal.error, equal.df), (0.0, 8.0));
    }
}
