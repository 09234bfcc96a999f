//! Many tests at once: adjusted p values.

/// Benjamini–Hochberg adjusted p values, in the order given: a claim holds at a false discovery
/// rate of 5 % if its adjusted p value is at most .05.
///
/// Source: Benjamini & Hochberg 1995. The values are on 0–1 (others are cut there, NaN counts as
/// 1); adjusted ones are never below the raw ones, at most 1, and keep their order. No p values
/// give none; a claim without a test is no member of the family and is left out by the caller.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let size = p.len() as f64;
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, (place, p)) in ascending(p).into_iter().enumerate().rev() {
        least = least.min((p * (size / (rank + 1) as f64)).max(p));
        adjusted[place] = least;
    }
    adjusted
}

/// Holm's step-down adjusted p values, in the order given, for a family-wise error rate.
///
/// Source: Holm 1979. The same ranges and edges as [`benjamini_hochberg`], whose values are never
/// above these.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let size = p.len();
    let mut adjusted = vec![1.0; size];
    let mut most = 0.0_f64;
    for (rank, (place, p)) in ascending(p).into_iter().enumerate() {
        most = most.max((p * (size - rank) as f64).min(1.0));
        adjusted[place] = most;
    }
    adjusted
}

/// The p values with their places, smallest first; equal ones in the order given.
fn ascending(p: &[f64]) -> Vec<(usize, f64)> {
    let clean = |p: f64| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) };
    let mut placed: Vec<_> = p.iter().map(|&p| clean(p)).enumerate().collect();
    placed.sort_by(|one, two| one.1.total_cmp(&two.1));
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::fixtures::near;

    const P: [f64; 10] = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];

    /// Benjamini & Hochberg 1995.
    #[test]
    fn false_discovery_rate() {
        let expected = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105714, 0.216, 0.216, 0.216];
        near(&benjamini_hochberg(&P), &expected);
    }

    /// Holm 1979.
    #[test]
    fn family_wise_error_rate() {
        let expected = [0.01, 0.072, 0.312, 0.312, 0.312, 0.312, 0.312, 0.615, 0.615, 0.615];
        near(&holm(&P), &expected);
    }

    /// Cross-checked with statsmodels 0.15.0, `multipletests(method="fdr_bh")` and `"holm"`: ties,
    /// any order.
    #[test]
    fn the_order_given_is_kept() {
        let p = [0.5, 0.02, 0.9, 0.02, 0.04, 0.0003];
        near(&benjamini_hochberg(&p), &[0.6, 0.04, 0.9, 0.04, 0.06, 0.0018]);
        near(&holm(&p), &[1.0, 0.1, 1.0, 0.1, 0.12, 0.0018]);
    }

    #[test]
    fn odd_input_is_cut() {
        assert_eq!(benjamini_hochberg(&[]), Vec::<f64>::new());
        assert_eq!(benjamini_hochberg(&[2.0, -1.0, f64::NAN]), vec![1.0, 0.0, 1.0]);
        assert_eq!(holm(&[2.0, -1.0]), vec![1.0, 0.0]);
    }
}
