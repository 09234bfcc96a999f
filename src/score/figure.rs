//! Figures of one or several audiences: the mean with its interval, and the difference of two.

use super::Part;
use super::statistics::{self, Certainty, Coverage, Interval};

/// A part whose spread has been chosen: the group's own, or the typical one of its audience.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Variance of one person's score.
    pub variance: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// Whether it is the typical one.
    pub pooled: bool,
}

impl Part {
    /// The group's own spread from `least` people on, below that the typical one.
    /// Nothing when neither is known.
    pub fn spread(&self, least: u32) -> Option<Spread> {
        let own = self.own.filter(|_| self.answers >= least);
        match (own, self.typical) {
            (Some(variance), _) => {
                Some(Spread { variance, df: f64::from(self.answers - 1), pooled: false })
            }
            (None, Some((variance, df))) => Some(Spread { variance, df, pooled: true }),
            (None, None) => None,
        }
    }
}

impl Part {
    /// Hedges g against another group, both with a spread of their own (science of
    /// [`statistics::hedges_g`]).
    pub fn hedges_g(&self, other: &Self, least: u32) -> Option<f64> {
        let (known, pooled) = with_spread(&[self, other], least, false);
        match known.as_deref() {
            Some([first, second]) if !pooled => statistics::hedges_g(first, second),
            _ => None,
        }
    }
}

/// A mean of one or several audiences and its 95 % interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Mean, 0–100.
    pub mean: f64,
    /// Lower and upper end (not cut), where every part has a spread and somebody did not answer.
    pub interval: Option<Interval>,
    /// Whether some part used the typical spread.
    pub pooled: bool,
    /// Whether everyone invited answered.
    pub everyone: bool,
}

/// Now minus before, and whether it is larger than chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Points.
    pub points: f64,
    /// 95 % interval, where every part has a spread.
    pub interval: Option<Interval>,
    /// Whether some part used the typical spread.
    pub pooled: bool,
    /// Two-sided p value, where a test exists.
    pub p: Option<f64>,
    /// Both sides.
    pub sides: [Side; 2],
    /// The test, where one exists.
    pub test: Option<statistics::Test>,
}

/// One side of a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side {
    /// Its mean, 0–100.
    pub mean: f64,
    /// Its standard error, without the finite population correction, where every part has a spread.
    pub error: Option<f64>,
}

/// `Σ w·mean` over the audiences, weights renormalised, with the finite population correction of each
/// audience (science of [`statistics::composite`]). `least` is the fewest people for a spread of
/// their own. Nothing when there is no part.
pub fn estimate(parts: &[&Part], least: u32) -> Option<Estimate> {
    let (known, pooled) = with_spread(parts, least, true);
    let sure = known.and_then(|known| statistics::composite(&known).ok());
    let certainty = sure.map(|composite| composite.certainty);
    Some(Estimate {
        mean: mean(parts)?,
        everyone: certainty == Some(Certainty::Everyone),
        interval: certainty.and_then(Certainty::sampled).map(|precision| precision.interval),
        pooled,
    })
}

/// The same audiences now and before (science of [`statistics::compare`]). Nothing when there is no part.
pub fn difference(now: &[&Part], before: &[&Part], least: u32) -> Option<Difference> {
    let ((now_known, now_pooled), (then_known, then_pooled)) =
        (with_spread(now, least, false), with_spread(before, least, false));
    let compared = now_known.zip(then_known);
    let compared = compared.and_then(|(now, then)| statistics::compare(&now, &then).ok());
    let test = compared.as_ref().and_then(|comparison| comparison.test);
    let points = match &compared {
        Some(comparison) => comparison.difference,
        None => mean(now)? - mean(before)?,
    };
    Some(Difference {
        points,
        interval: test.map(|test| test.interval),
        pooled: now_pooled || then_pooled,
        p: test.map(|test| test.p),
        sides: [side(now, least)?, side(before, least)?],
        test,
    })
}

/// One side of a difference, which stands for more than the people who were there.
fn side(parts: &[&Part], least: u32) -> Option<Side> {
    let (known, _) = with_spread(parts, least, false);
    let known = known.map(|known| {
        let all = known.into_iter();
        all.map(|part| statistics::Part { invited: None, ..part }).collect::<Vec<_>>()
    });
    let sure = known.and_then(|known| statistics::composite(&known).ok());
    let error = sure.and_then(|sure| Some(sure.certainty.sampled()?.error));
    Some(Side { mean: mean(parts)?, error })
}

fn mean(parts: &[&Part]) -> Option<f64> {
    let weights: Vec<f64> = parts.iter().map(|part| part.weight).collect();
    let weights = statistics::renormalise(&weights)?;
    Some(parts.iter().zip(weights).map(|(part, weight)| weight * part.mean).sum())
}

/// The parts with the spread chosen for each, unless one has none; and whether some spread is the typical
/// one. With the finite population correction, who answered in full needs none.
fn with_spread(
    parts: &[&Part],
    least: u32,
    corrected: bool,
) -> (Option<Vec<statistics::Part>>, bool) {
    let sure = Spread { variance: 0.0, df: 1.0, pooled: false };
    let spread = |part: &&Part| {
        let is_whole = corrected && Coverage::of(part.answers, part.invited) == Coverage::Everyone;
        part.spread(least).or(is_whole.then_some(sure))
    };
    let spreads: Vec<Option<Spread>> = parts.iter().map(spread).collect();
    let pooled = spreads.iter().flatten().any(|spread| spread.pooled);
    let known = parts.iter().zip(spreads).map(|(part, spread)| {
        let spread = spread?;
        Some(statistics::Part {
            weight: part.weight,
            mean: part.mean,
            variance: spread.variance,
            n: part.answers,
            df: spread.df,
            invited: part.invited,
        })
    });
    (known.collect(), pooled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Moments;

    fn part(values: &[f64], typical: Option<(f64, f64)>) -> Part {
        let moments: Moments = values.iter().copied().collect();
        Part {
            audience: 0,
            weight: 1.0,
            mean: moments.mean().unwrap(),
            answers: moments.n(),
            confidential: moments.n(),
            invited: None,
            own: moments.variance(),
            typical,
            shares: None,
            own_share: None,
            typical_share: None,
            points: Vec::new(),
        }
    }

    #[test]
    fn a_small_group_borrows_the_typical_spread() {
        let small = part(&[40.0, 60.0, 50.0, 50.0, 50.0], Some((225.0, 120.0)));
        let borrowed = estimate(&[&small], 10).unwrap();
        assert!(borrowed.pooled);
        // t(.975; 120) = 1.979930 times 15/√5.
        let half = 1.979_930 * 15.0 / 5.0f64.sqrt();
        assert!((borrowed.interval.unwrap().high - 50.0 - half).abs() < 1e-4);
        let own = estimate(&[&small], 5).unwrap();
        assert!(!own.pooled && own.interval.unwrap().high < 60.0);
    }

    #[test]
    fn without_any_spread_there_is_a_mean_and_no_more() {
        let alone = part(&[40.0], None);
        let figure = estimate(&[&alone], 10).unwrap();
        assert_eq!((figure.mean, figure.interval, figure.everyone), (40.0, None, false));
        let whole = Part { invited: Some(1), ..part(&[40.0], None) };
        assert!(estimate(&[&whole], 10).unwrap().everyone, "nothing is uncertain");
        assert_eq!(estimate(&[], 10), None);
        let change = difference(&[&alone], &[&part(&[30.0], None)], 10).unwrap();
        assert_eq!((change.points, change.p), (10.0, None));
    }
}
