//! Figures of one or several audiences: the mean with its interval, and the difference of two.

use super::Part;
use statrs::distribution::{ContinuousCDF, StudentsT};

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

/// A mean of one or several audiences and its 95 % interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Mean, 0–100.
    pub mean: f64,
    /// Lower and upper end (not cut), where every part has a spread and somebody did not answer.
    pub interval: Option<[f64; 2]>,
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
    pub interval: Option<[f64; 2]>,
    /// Whether some part used the typical spread.
    pub pooled: bool,
    /// Two-sided p value, where a test exists.
    pub p: Option<f64>,
}

/// The variance of a weighted sum of independent means, and its degrees of freedom.
#[derive(Clone, Copy, Debug, Default)]
struct Error {
    squared: f64,
    /// `Σ (w²se²)²/df`, the denominator of Satterthwaite's formula.
    below: f64,
}

impl Error {
    /// Adds one mean of this weight, variance and degrees of freedom.
    fn add(&mut self, weight: f64, squared: f64, df: f64) {
        let part = weight * weight * squared;
        self.squared += part;
        self.below += part * part / df;
    }

    /// Half the width of a 95 % interval.
    fn margin(&self) -> f64 {
        match self.students_t() {
            Some(t) => t.inverse_cdf(0.975) * self.squared.sqrt(),
            None => 0.0,
        }
    }

    /// Two-sided p of a difference this large; none when nobody differs.
    fn p(&self, difference: f64) -> Option<f64> {
        let t = self.students_t()?;
        Some(2.0 * t.cdf(-(difference / self.squared.sqrt()).abs()))
    }

    fn students_t(&self) -> Option<StudentsT> {
        // Satterthwaite 1946: (Σ w²se²)² / Σ (w²se²)²/df.
        StudentsT::new(0.0, 1.0, self.squared * self.squared / self.below).ok()
    }
}

/// `Σ w·mean` over the audiences, weights renormalised (Cochran 1977, stratified means), with the
/// finite population correction of each audience. `least` is the fewest people for a spread of their own.
pub fn estimate(parts: &[&Part], least: u32) -> Estimate {
    let weights: f64 = parts.iter().map(|part| part.weight).sum();
    let mean = parts.iter().map(|part| part.weight * part.mean).sum::<f64>() / weights;
    let everyone = parts.iter().all(|part| part.invited == Some(part.people));
    let mut error = Error::default();
    let mut spreads = Vec::new();
    for part in parts {
        let Some(spread) = part.spread(least) else { break };
        let squared = spread.variance / f64::from(part.answers) * part.still_unknown();
        error.add(part.weight / weights, squared, spread.df);
        spreads.push(spread);
    }
    let known = spreads.len() == parts.len() && !everyone;
    Estimate {
        mean,
        interval: known.then(|| [mean - error.margin(), mean + error.margin()]),
        pooled: spreads.iter().any(|spread| spread.pooled),
        everyone,
    }
}

/// The same audiences now and before: Welch 1947, generalised to weighted sums by Satterthwaite's
/// degrees of freedom. No finite population correction in a comparison.
pub fn difference(now: &[&Part], before: &[&Part], least: u32) -> Difference {
    let weights: f64 = now.iter().map(|part| part.weight).sum();
    let pairs = now.iter().zip(before);
    let points =
        pairs.map(|(now, then)| now.weight * (now.mean - then.mean)).sum::<f64>() / weights;
    let mut error = Error::default();
    let mut spreads = Vec::new();
    for part in now.iter().chain(before) {
        let Some(spread) = part.spread(least) else { break };
        error.add(part.weight / weights, spread.variance / f64::from(part.answers), spread.df);
        spreads.push(spread);
    }
    let known = spreads.len() == now.len() + before.len();
    Difference {
        points,
        interval: known.then(|| [points - error.margin(), points + error.margin()]),
        pooled: spreads.iter().any(|spread| spread.pooled),
        p: known.then(|| error.p(points)).flatten(),
    }
}

impl Part {
    /// The finite population correction of a variance: the share of people who did not answer
    /// (Cochran 1977); 1 where the number invited is unknown or smaller than those who answered.
    fn still_unknown(&self) -> f64 {
        match self.invited {
            Some(invited) if invited >= self.answers => {
                1.0 - f64::from(self.answers) / f64::from(invited)
            }
            _ => 1.0,
        }
    }
}

/// p values corrected for their number: Benjamini & Hochberg 1995, at most 1, in the same order.
pub fn adjust(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[b].total_cmp(&p[a]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0f64;
    for (at, index) in order.into_iter().enumerate() {
        let rank = p.len() - at;
        #[allow(clippy::cast_precision_loss)]
        let corrected = p[index] * p.len() as f64 / rank as f64;
        least = least.min(corrected);
        adjusted[index] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Moments;

    fn part(values: &[f64], invited: Option<u32>) -> Part {
        let moments: Moments = values.iter().copied().collect();
        Part {
            audience: 0,
            weight: 1.0,
            mean: moments.mean().unwrap(),
            people: moments.n(),
            answers: moments.n(),
            invited,
            own: moments.variance(),
            typical: None,
            shares: None,
            points: Vec::new(),
        }
    }

    const X: [f64; 10] = [75.0, 50.0, 75.0, 100.0, 50.0, 75.0, 25.0, 75.0, 100.0, 75.0];
    const Y: [f64; 12] = [50.0, 50.0, 75.0, 75.0, 25.0, 50.0, 50.0, 75.0, 50.0, 25.0, 50.0, 75.0];

    fn near(found: f64, golden: f64) {
        assert!((found - golden).abs() < 5e-7, "{found} is not {golden}");
    }

    #[test]
    fn welch_has_its_golden_value() {
        let (x, y) = (part(&X, None), part(&Y, None));
        let welch = difference(&[&x], &[&y], 2);
        near(welch.points, 15.833_333);
        near(welch.p.unwrap(), 0.093_981);
        let [low, high] = welch.interval.unwrap();
        // t(.975; 16.902593) = 2.110719 times SE 8.922364.
        assert!((high - low - 2.0 * 2.110_719 * 8.922_364).abs() < 1e-3);
    }

    #[test]
    fn benjamini_and_hochberg_have_their_golden_values() {
        let raw = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];
        let golden = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105_714, 0.216, 0.216, 0.216];
        for (found, golden) in adjust(&raw).into_iter().zip(golden) {
            near(found, golden);
        }
    }

    #[test]
    fn everyone_who_answered_leaves_nothing_unknown() {
        let all = estimate(&[&part(&X, Some(10))], 2);
        assert!(all.everyone && all.interval.is_none());
        let half = estimate(&[&part(&X, Some(20))], 2).interval.unwrap();
        let unknown = estimate(&[&part(&X, None)], 2).interval.unwrap();
        near((half[1] - half[0]) / (unknown[1] - unknown[0]), 0.5f64.sqrt());
    }

    #[test]
    fn a_composite_weighs_audiences_equally_whatever_their_size() {
        let composite = estimate(&[&part(&X, None), &part(&Y, None)], 2);
        near(composite.mean, (70.0 + 54.166_666_7) / 2.0);
    }

    #[test]
    fn no_spread_is_no_test() {
        let (five, six) = (part(&[50.0; 5], None), part(&[60.0; 6], None));
        assert_eq!(difference(&[&six], &[&five], 2).p, None);
    }
}
