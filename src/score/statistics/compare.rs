//! Whether two scores differ: a change between waves, or a gap between two sides.

use super::composite::{Part, WeightedSum, satterthwaite};
use super::insufficient::Insufficient;
use super::interval::Interval;
use super::quantile;

/// The first score minus the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// In points; exactly 0 if nothing varies and the scores are equal but for rounding.
    pub difference: f64,
    /// The test; `None` if no answer varies on either side: then the difference is all there is to
    /// say, and "no clear change" if it is 0.
    pub test: Option<Test>,
    /// Hedges' g, where both sides are one audience with a variance of their own.
    pub effect: Option<f64>,
}

/// A t test of a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Test {
    /// Standard error of the difference, in points.
    pub error: f64,
    /// The difference in standard errors.
    pub t: f64,
    /// Degrees of freedom, at least 1 and seldom a whole number.
    pub df: f64,
    /// Two-sided p value, 0–1, not adjusted for other tests.
    pub p: f64,
    /// 95 % interval of the difference, in points.
    pub interval: Interval,
}

/// Compares two weighted sums of means; with one part each side this is Welch's t test.
///
/// Each side's weights are renormalised; standard error `sqrt(Σ w²s²/n)` over the parts of both
/// sides, degrees of freedom by Satterthwaite. The finite population correction is never used: both
/// sides stand for more than the people who were there. Sources: Welch 1947; Satterthwaite 1946;
/// Hedges 1981.
///
/// If no part varies there is no test, only the difference. A side without a part that has a
/// weight, a part with nobody in it, or one whose variance has less than one degree of freedom is
/// [`Insufficient`] with that part's n.
pub fn compare(first: &[Part], second: &[Part]) -> Result<Comparison, Insufficient> {
    let (one, two) = (WeightedSum::of(first, false)?, WeightedSum::of(second, false)?);
    let insufficient = Insufficient { n: one.fewest.min(two.fewest) };
    let difference = one.value - two.value;
    if !difference.is_finite() {
        return Err(insufficient);
    }
    let variance = one.variance + two.variance;
    if variance == 0.0 {
        let rounding = 1e-9 * one.value.abs().max(two.value.abs());
        let difference = if difference.abs() <= rounding { 0.0 } else { difference };
        return Ok(Comparison { difference, test: None, effect: None });
    }
    let df = satterthwaite(variance, one.scatter + two.scatter).ok_or(insufficient)?;
    let test = Test::of(difference, variance.sqrt(), df).ok_or(insufficient)?;
    let effect = match (first, second) {
        ([first], [second]) => hedges_g(first, second),
        _ => None,
    };
    Ok(Comparison { difference, test: Some(test), effect })
}

impl Test {
    fn of(difference: f64, error: f64, df: f64) -> Option<Self> {
        let t = difference / error;
        let interval = Interval::around(difference, quantile::t(df)? * error).finite(0).ok()?;
        let p = quantile::two_sided_p(t, df)?;
        t.is_finite().then_some(Self { error, t, df, p, interval })
    }
}

/// Hedges' g, the difference in pooled standard deviations, with the small-sample correction J = 1
/// − 3/(4·df − 1), df = n₁ + n₂ − 2.
///
/// Source: Hedges 1981. `None` if nothing varies, if a side has fewer than two people, or if its
/// variance is pooled over other groups (df other than n − 1).
pub fn hedges_g(first: &Part, second: &Part) -> Option<f64> {
    let own = |part: &Part| part.n >= 2 && part.df == f64::from(part.n) - 1.0;
    if !(own(first) && own(second)) {
        return None;
    }
    let df = first.df + second.df;
    let pooled = (first.df * first.variance + second.df * second.variance) / df;
    let correction = 1.0 - 3.0 / (4.0 * df - 1.0);
    let g = correction * (first.mean - second.mean) / pooled.sqrt();
    (pooled > 0.0 && g.is_finite()).then_some(g)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::fixtures::{near, part_of};

    const X: [f64; 10] = [75.0, 50.0, 75.0, 100.0, 50.0, 75.0, 25.0, 75.0, 100.0, 75.0];
    const Y: [f64; 12] = [50.0, 50.0, 75.0, 75.0, 25.0, 50.0, 50.0, 75.0, 50.0, 25.0, 50.0, 75.0];

    /// Welch 1947, Hedges 1981.
    #[test]
    fn welch_and_hedges() {
        let result = compare(&[part_of(1.0, &X)], &[part_of(1.0, &Y)]).unwrap();
        let test = result.test.unwrap();
        near(&[result.difference, test.error, test.t], &[15.833333, 8.922364, 1.774567]);
        near(&[test.df, test.p, result.effect.unwrap()], &[16.902593, 0.093981, 0.748088]);
    }

    /// Cross-checked with SciPy 1.17.1, `ttest_ind(equal_var=False)`, and pingouin 0.7.0,
    /// `compute_effsize(eftype="hedges")`.
    #[test]
    fn welch_on_random_scores() {
        let first = [
            51.7, 67.0, 33.1, 67.0, 65.4, 61.0, 68.8, 85.5, 64.5, 38.8, 43.2, 47.9, 39.0, 39.4,
            39.0, 82.2, 82.3, 46.8, 67.1, 64.1, 89.9, 33.7, 60.7,
        ];
        let second = [63.2, 68.1, 67.5, 61.3, 75.5, 76.8, 54.7, 80.1, 79.2, 88.3, 73.5];
        let result = compare(&[part_of(1.0, &first)], &[part_of(1.0, &second)]).unwrap();
        let test = result.test.unwrap();
        near(&[test.t, test.df, test.p], &[-2.897420, 30.957459, 0.006851]);
        near(&[test.interval.low, test.interval.high], &[-22.962861, -3.989708]);
        near(&[result.effect.unwrap()], &[-0.857160]);
    }

    #[test]
    fn the_number_invited_changes_nothing_about_a_difference() {
        let (x, y) = (part_of(1.0, &X), part_of(1.0, &Y));
        let whole = Part { invited: Some(10), ..x };
        assert_eq!(compare(&[whole], &[y]), compare(&[x], &[y]));
    }

    #[test]
    fn no_test_without_variance() {
        let (same, other) = (part_of(1.0, &[50.0; 4]), part_of(1.0, &[75.0; 5]));
        let result = compare(&[other], &[same]).unwrap();
        assert_eq!(result, Comparison { difference: 25.0, test: None, effect: None });
        let rounded = Part { mean: 50.0 + 1e-13, variance: 1e-28, ..same };
        assert_eq!(compare(&[rounded], &[same]).unwrap().difference, 0.0);
        let one_varies = compare(&[part_of(1.0, &X)], &[same]).unwrap();
        near(&[one_varies.test.unwrap().df], &[9.0]);
    }

    #[test]
    fn an_effect_needs_one_audience_with_a_variance_of_its_own() {
        let (x, y) = (part_of(1.0, &X), part_of(1.0, &Y));
        let typical = Part { df: 80.0, ..y };
        assert!(compare(&[x], &[typical]).unwrap().effect.is_none());
        assert!(compare(&[x, y], &[y, x]).unwrap().effect.is_none());
        assert_eq!(compare(&[x], &[part_of(1.0, &[50.0])]), Err(Insufficient { n: 1 }));
        assert_eq!(compare(&[], &[x]), Err(Insufficient { n: 0 }));
    }
}
