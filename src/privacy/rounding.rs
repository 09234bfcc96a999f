//! The one place where figures are rounded.

use super::{
    Agreement, Bounds, Clustering, Edge, Hundredths, Interval, PValue, Published, Recommend,
    Reliability, Score, Tenths,
};
use crate::score::statistics;

/// What a sum of many fractions may be off by. A half that misses its place by less is still a half,
/// so the order in which people are added up never shows.
const SLACK: f64 = 1e-9;

/// The nearest whole number, halves away from zero. The figures here lie between −100 and 100.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn whole(figure: f64) -> i16 {
    (figure + SLACK.copysign(figure)).round().clamp(-100.0, 100.0) as i16
}

fn percent(figure: f64) -> u8 {
    u8::try_from(whole(figure)).unwrap_or(0)
}

/// A score or share; as a bound it is rounded to the side on which it still holds.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn score(value: f64, edge: Option<Edge>) -> Score {
    let value = match edge {
        None => percent(value),
        Some(Edge::OrLess) => (value - SLACK).ceil().clamp(0.0, 100.0) as u8,
        Some(Edge::OrMore) => (value + SLACK).floor().clamp(0.0, 100.0) as u8,
    };
    Score { value, edge }
}

/// A rate in %.
pub(super) fn share(figure: f64) -> Published<u8> {
    Published::new(percent(figure))
}

/// Points up or down.
pub(super) fn points(figure: f64) -> Published<i16> {
    Published::new(whole(figure))
}

/// An interval cut at the ends of its scale.
pub(super) fn interval(
    interval: statistics::Interval,
    [least, most]: [f64; 2],
    pooled: bool,
) -> Published<Interval> {
    let shown = interval.cut(least, most);
    Published::new(Interval { low: whole(shown.low), high: whole(shown.high), pooled })
}

/// Counts as shares in % that add up to 100.
pub(super) fn distribution(counts: &[f64]) -> Published<Vec<u8>> {
    let all: f64 = counts.iter().sum();
    let shares: Vec<f64> = counts.iter().map(|count| 100.0 * count / all.max(1.0)).collect();
    Published::new(apportioned(&shares))
}

/// Hedges g in tenths.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn tenths(figure: f64) -> Published<Tenths> {
    let tenths = (10.0 * figure + SLACK.copysign(figure)).round();
    Published::new(Tenths(tenths.clamp(-999.0, 999.0) as i16))
}

/// Bounds of a share.
pub(super) fn bounds(ends: statistics::Interval) -> Published<Bounds> {
    Published::new(Bounds { least: percent(ends.low), most: percent(ends.high) })
}

/// Promoters minus detractors. Its bounds are whole numbers already.
pub(super) fn recommend(
    value: f64,
    edge: Option<Edge>,
    ends: Option<statistics::Interval>,
) -> Published<Recommend> {
    let interval = ends.filter(|_| edge.is_none());
    let interval = interval.map(|ends| *interval_of(ends).get());
    Published::new(Recommend { score: whole(value), edge, interval })
}

fn interval_of(ends: statistics::Interval) -> Published<Interval> {
    interval(ends, [-100.0, 100.0], false)
}

/// Two decimals. A coefficient has no lower end, so nothing is cut.
#[allow(clippy::cast_possible_truncation)]
fn hundredths(figure: f64) -> Hundredths {
    let hundredths = 100.0 * figure;
    Hundredths((hundredths + SLACK.copysign(figure)).round() as i32)
}

/// Agreement and its word.
pub(super) fn agreement(found: statistics::Agreement) -> Published<Agreement> {
    Published::new(Agreement { rwg: hundredths(found.value), strength: found.strength() })
}

/// Alpha and the ends of its interval.
pub(super) fn reliability(found: &statistics::Alpha) -> Published<Reliability> {
    let [low, high] = [found.interval.low, found.interval.high].map(hundredths);
    Published::new(Reliability { alpha: hundredths(found.value), interval: [low, high] })
}

/// Both coefficients, where both exist.
pub(super) fn clustering(found: statistics::Icc) -> Option<Published<Clustering>> {
    let icc2 = hundredths(found.icc2?);
    Some(Published::new(Clustering { icc1: hundredths(found.icc1), icc2 }))
}

/// A p value in hundredths.
pub(super) fn p_value(p: f64) -> Published<PValue> {
    let hundredths = percent(100.0 * p);
    let shown = if p < 0.01 { PValue::UnderOneHundredth } else { PValue::Hundredths(hundredths) };
    Published::new(shown)
}

/// Three shares in whole numbers that add up to 100.
pub(super) fn hundred(shares: &[f64; 3]) -> [u8; 3] {
    let whole = apportioned(shares);
    std::array::from_fn(|at| whole.get(at).copied().unwrap_or_default())
}

/// Rounds shares so that they still add up to 100: whole parts first, then the largest remainders
/// (Hamilton's method), the earlier one at a tie.
fn apportioned(shares: &[f64]) -> Vec<u8> {
    let shares: Vec<f64> = shares.iter().map(|share| share + SLACK).collect();
    let mut whole: Vec<u8> = shares.iter().map(|share| percent(share.floor())).collect();
    let missing = 100usize.saturating_sub(whole.iter().map(|&part| usize::from(part)).sum());
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let rest = |at: usize| (shares[at].fract() / (4.0 * SLACK)).round();
    order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)).then(a.cmp(&b)));
    for at in order.into_iter().take(missing) {
        whole[at] += 1;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_a_hundred() {
        assert_eq!(hundred(&[33.4, 33.3, 33.3]), [34, 33, 33]);
        assert_eq!(hundred(&[0.0, 99.6, 0.4]), [0, 100, 0]);
        assert_eq!(distribution(&[1.0, 1.0, 1.0, 0.0, 4.0]).get(), &[15, 14, 14, 0, 57]);
    }

    #[test]
    fn a_mean_with_a_bound_in_it_is_a_bound_that_holds() {
        let rounded = |value, edge| score(value, edge).value;
        assert_eq!(rounded(77.5, None), 78);
        assert_eq!(rounded(77.5, Some(Edge::OrMore)), 77);
        assert_eq!(rounded(22.5, Some(Edge::OrLess)), 23);
    }

    #[test]
    fn p_values_stop_at_one_hundredth() {
        assert_eq!(*p_value(0.0099).get(), PValue::UnderOneHundredth);
        assert_eq!(*p_value(0.012).get(), PValue::Hundredths(1));
        assert_eq!(*p_value(1.0).get(), PValue::Hundredths(100));
    }

    #[test]
    fn a_coefficient_has_no_lower_end() {
        assert_eq!(
            [-3.266_667, -1.0, 0.944_444, 1.0].map(hundredths),
            [-327, -100, 94, 100].map(Hundredths)
        );
    }

    #[test]
    fn ends_of_an_interval_stay_on_the_scale() {
        let wide = statistics::Interval { low: 88.2, high: 104.0 };
        let shown = Interval { low: 88, high: 100, pooled: true };
        assert_eq!(*interval(wide, [0.0, 100.0], true).get(), shown);
    }
}
