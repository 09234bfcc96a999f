//! Quantiles and tail probabilities of the normal, t and F distributions, at 95 %.
//!
//! statrs computes them; its inverse of the beta function loses digits from about 10⁵ degrees of
//! freedom on and does not end at 10⁸, so large samples take the classical expansions instead.

use statrs::distribution::{ContinuousCDF, FisherSnedecor, Normal, StudentsT};

/// The upper tail of a two-sided 95 % interval.
const UPPER: f64 = 0.975;
/// From here on the expansion for t is exact to 12 digits.
const LARGE_T: f64 = 1000.0;
/// From here on the expansion for F is exact to 5 digits or more.
const LARGE_F: f64 = 500.0;
/// A t distribution with this many degrees of freedom is normal to 7 digits.
const NORMAL: f64 = 1e8;

/// The standard normal quantile at .975, 1.959964.
pub(super) fn z() -> f64 {
    Normal::standard().inverse_cdf(UPPER)
}

/// The t quantile at .975; `None` under one degree of freedom.
///
/// Source for more than 1000 degrees of freedom: Cornish & Fisher 1937 (Abramowitz & Stegun 1964,
/// 26.7.5).
pub(super) fn t(df: f64) -> Option<f64> {
    if df.is_nan() || df < 1.0 {
        return None;
    }
    if df <= LARGE_T {
        return StudentsT::new(0.0, 1.0, df).ok().map(|t| t.inverse_cdf(UPPER));
    }
    let z = z();
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    Some(z + first / df + second / (df * df) + third / (df * df * df))
}

/// The two-sided p value of a t statistic; `None` under one degree of freedom.
pub(super) fn two_sided_p(statistic: f64, df: f64) -> Option<f64> {
    if statistic.is_nan() || df.is_nan() || df < 1.0 {
        return None;
    }
    let t = StudentsT::new(0.0, 1.0, df.min(NORMAL)).ok()?;
    Some((2.0 * t.sf(statistic.abs().min(f64::MAX))).clamp(0.0, 1.0))
}

/// The F quantiles at .025 and .975; `None` under one degree of freedom, or if the second is the
/// smaller.
///
/// Source for more than 500 degrees of freedom: Carter 1947 (Abramowitz & Stegun 1964, 26.5.22).
pub(super) fn f_bounds(df1: f64, df2: f64) -> Option<(f64, f64)> {
    if df1.is_nan() || df1 < 1.0 || df2.is_nan() || df2 < df1 {
        return None;
    }
    if df1 > LARGE_F {
        return Some((carter(-z(), df1, df2), carter(z(), df1, df2)));
    }
    let f = FisherSnedecor::new(df1, df2.min(1e5)).ok()?;
    Some((f.inverse_cdf(1.0 - UPPER), f.inverse_cdf(UPPER)))
}

fn carter(z: f64, df1: f64, df2: f64) -> f64 {
    let (first, second) = (1.0 / (df1 - 1.0), 1.0 / (df2 - 1.0));
    let h = 2.0 / (first + second);
    let lambda = (z * z - 3.0) / 6.0;
    let skew = (second - first) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
    (2.0 * (z * (h + lambda).sqrt() / h + skew)).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, tolerance: f64) {
        assert!((found / expected - 1.0).abs() < tolerance, "found {found}, expected {expected}");
    }

    /// Cross-checked with SciPy 1.17.1, `t.ppf`.
    #[test]
    fn t_quantiles() {
        let cases = [
            (1.0, 12.706204736),
            (2.0, 4.302652730),
            (3.7, 2.867520707),
            (16.902593, 2.110742149),
            (999.5, 1.962340270),
            (1000.5, 1.962337892),
            (54321.0, 1.960007657),
            (1e7, 1.959964222),
            (f64::INFINITY, 1.959963985),
        ];
        cases.into_iter().for_each(|(df, expected)| close(t(df).unwrap(), expected, 1e-9));
        assert_eq!((t(0.9), t(f64::NAN)), (None, None));
    }

    /// Cross-checked with SciPy 1.17.1, `2 * t.sf`.
    #[test]
    fn p_values() {
        let cases = [
            (1.5, 1.0, 0.3743340836219977),
            (2.2, 7.3, 0.0621691654000236),
            (-12.0, 40.0, 7.82417130425598e-15),
            (0.01, 500.0, 0.9920252759930329),
            (3.1, 2e6, 0.0019352332887767514),
        ];
        let p = |statistic, df| two_sided_p(statistic, df).unwrap();
        cases
            .into_iter()
            .for_each(|(statistic, df, expected)| close(p(statistic, df), expected, 1e-5));
        assert_eq!((p(0.0, 5.0), p(f64::INFINITY, 5.0)), (1.0, 0.0));
        assert_eq!(two_sided_p(1.0, 0.5), None);
    }

    /// Cross-checked with SciPy 1.17.1, `f.ppf`.
    #[test]
    fn f_quantiles() {
        let cases = [
            (1.0, 1.0, 0.00154371, 647.78901148, 1e-5),
            (7.0, 21.0, 0.22461601, 2.96863034, 1e-7),
            (37.0, 407.0, 0.58829519, 1.54263471, 1e-7),
            (500.0, 9500.0, 0.87722355, 1.13157144, 1e-7),
            (501.0, 9519.0, 0.87734175, 1.13143569, 2e-5),
            (4000.0, 20000.0, 0.95274877, 1.04877735, 1e-6),
        ];
        for (df1, df2, low, high, tolerance) in cases {
            let found = f_bounds(df1, df2).unwrap();
            close(found.0, low, tolerance);
            close(found.1, high, tolerance);
        }
        assert_eq!((f_bounds(0.0, 0.0), f_bounds(5.0, 4.0)), (None, None));
    }

    /// statrs's inverse does not end for some large samples: ours always does.
    #[test]
    fn every_size_of_sample_has_quantiles() {
        for people in [1.0, 2.0, 9.0, 77.0, 499.0, 500.0, 501.0, 1e5, 4e9] {
            for others in [1.0, 2.0, 11.0, 199.0, 999.0, 1e5] {
                let (low, high) = f_bounds(people, people * others).unwrap();
                assert!(low < 1.0 && 1.0 < high, "{people} {others} {low} {high}");
            }
        }
    }
}
