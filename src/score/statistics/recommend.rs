//! Promoters minus detractors, and how sure that is.

use super::insufficient::Insufficient;
use super::interval::{Certainty, Coverage, Interval};
use super::quantile;

/// The recommendation of a group on −100…100: share of promoters (9–10) minus share of detractors
/// (0–6).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recommend {
    /// The score, −100…100.
    pub score: f64,
    /// How sure it is, unless everyone answered.
    pub certainty: Certainty<RecommendError>,
}

/// How sure a recommendation is. All in points of the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RecommendError {
    /// Standard error.
    pub error: f64,
    /// The plain 95 % interval; it has no width if all are promoters, or all detractors.
    pub interval: Interval,
    /// The middle of the adjusted interval, drawn a little towards 0.
    pub adjusted_score: f64,
    /// The adjusted Wald interval, which holds its 95 % in small groups too.
    pub adjusted: Interval,
}

/// Scores counts of promoters (9–10), passives (7–8) and detractors (0–6).
///
/// Standard error `sqrt((p + d − (p − d)²)/n)`; the adjusted Wald interval adds three people, ¾
/// promoter, 1½ passives and ¾ detractor. Both are multiplied by `sqrt(1 − n/N)` where the number
/// invited is known. Sources: Rocks 2016 and Sauro & Lewis 2021 (adjusted Wald for a net promoter
/// score); Cochran 1977.
///
/// Nobody is [`Insufficient`]; `n = N` is [`Certainty::Everyone`]; `n > N` or no N goes without the
/// correction.
pub fn recommend(
    promoters: u32,
    passives: u32,
    detractors: u32,
    invited: Option<u32>,
) -> Result<Recommend, Insufficient> {
    let n = promoters.saturating_add(passives).saturating_add(detractors);
    if n == 0 {
        return Err(Insufficient { n });
    }
    let counts = [promoters, passives, detractors].map(f64::from);
    let coverage = Coverage::of(n, invited);
    let (score, error) = net(counts);
    if coverage == Coverage::Everyone {
        return Ok(Recommend { score, certainty: Certainty::Everyone });
    }
    let correction = coverage.correction(n).sqrt();
    let (adjusted_score, adjusted_error) =
        net([counts[0] + 0.75, counts[1] + 1.5, counts[2] + 0.75]);
    let reach = quantile::z() * correction;
    let certainty = Certainty::Sampled(RecommendError {
        error: error * correction,
        interval: Interval::around(score, error * reach),
        adjusted_score,
        adjusted: Interval::around(adjusted_score, adjusted_error * reach),
    });
    Ok(Recommend { score, certainty })
}

/// Score and standard error of promoters, passives and detractors.
fn net(counts: [f64; 3]) -> (f64, f64) {
    let n: f64 = counts.iter().sum();
    let (promoters, detractors) = (counts[0] / n, counts[2] / n);
    let net = promoters - detractors;
    let variance = (promoters + detractors - net * net).max(0.0);
    (100.0 * net, 100.0 * (variance / n).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::fixtures::near;

    /// Standard error of a difference of two shares of one sample (Rocks 2016).
    #[test]
    fn net_promoter_score() {
        let result = recommend(40, 30, 30, None).unwrap();
        let sure = result.certainty.sampled().unwrap();
        let reach = sure.interval.high - result.score;
        near(&[result.score, sure.error, reach], &[10.0, 8.306624, 16.280684]);
    }

    /// Sauro & Lewis 2021: 33.333333 ± 38.834627.
    #[test]
    fn adjusted_wald() {
        let sure = recommend(7, 3, 2, None).unwrap().certainty.sampled().unwrap();
        let reach = sure.adjusted.high - sure.adjusted_score;
        near(&[sure.adjusted_score, reach], &[33.333333, 38.834627]);
    }

    #[test]
    fn everyone_nobody_and_all_of_one_mind() {
        assert_eq!(recommend(0, 0, 0, Some(0)), Err(Insufficient { n: 0 }));
        let all = recommend(3, 0, 0, Some(3)).unwrap();
        assert_eq!(all, Recommend { score: 100.0, certainty: Certainty::Everyone });
        let minds = recommend(3, 0, 0, None).unwrap().certainty.sampled().unwrap();
        assert_eq!(minds.error, 0.0);
        assert!(minds.adjusted.low < 100.0);
        let half = recommend(40, 30, 30, Some(400)).unwrap().certainty.sampled().unwrap();
        near(&[half.error], &[8.306624 * 0.75_f64.sqrt()]);
    }
}
