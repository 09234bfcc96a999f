//! How sure a share is, and how much those who did not answer could change it. All in %.

use super::insufficient::{Insufficient, finite};
use super::interval::{Certainty, Coverage, Interval};
use super::quantile;

/// The worst-case margin of any share of `n` people, in percentage points: ± z·√(¼/n), multiplied
/// by `sqrt((N − n)/(N − 1))` where N is known.
///
/// Source: Cochran 1977. More than 100 points cannot be: one person alone gives ± 98. `n = N` is
/// [`Certainty::Everyone`], decided before N − 1 is computed; `n > N` or no N goes without the
/// correction; nobody is [`Insufficient`].
pub fn margin(n: u32, invited: Option<u32>) -> Result<Certainty<f64>, Insufficient> {
    if n == 0 {
        return Err(Insufficient { n });
    }
    let answered = f64::from(n);
    let correction = match Coverage::of(n, invited) {
        Coverage::Everyone => return Ok(Certainty::Everyone),
        Coverage::Partial { invited } => {
            (f64::from(invited) - answered) / (f64::from(invited) - 1.0)
        }
        Coverage::Unknown | Coverage::TooMany => 1.0,
    };
    let margin = 100.0 * quantile::z() * (0.25 / answered * correction).sqrt();
    Ok(Certainty::Sampled(finite(margin, n)?))
}

/// The score interval of a share, in %: `yes` of `n` people, of `invited` if that is known.
///
/// Sources: Wilson 1927; Cochran 1977 for the effective size `(N − 1)·n/(N − n)` where N is known.
/// It never leaves 0–100 and always holds the share itself, to the last bit. `n = N` is
/// [`Certainty::Everyone`], decided before the effective size is computed; `n > N` or no N goes
/// without the correction; nobody is [`Insufficient`]; more yes than people count as all.
pub fn wilson(yes: u32, n: u32, invited: Option<u32>) -> Result<Certainty<Interval>, Insufficient> {
    if n == 0 {
        return Err(Insufficient { n });
    }
    let answered = f64::from(n);
    let size = match Coverage::of(n, invited) {
        Coverage::Everyone => return Ok(Certainty::Everyone),
        Coverage::Partial { invited } => {
            let invited = f64::from(invited);
            (invited - 1.0) * answered / (invited - answered)
        }
        Coverage::Unknown | Coverage::TooMany => answered,
    };
    let share = f64::from(yes.min(n)) / answered;
    let z2 = quantile::z().powi(2);
    let middle = (share + z2 / (2.0 * size)) / (1.0 + z2 / size);
    let spread = z2 * (share * (1.0 - share) / size + z2 / (4.0 * size * size));
    let interval = Interval::around(100.0 * middle, 100.0 * spread.sqrt() / (1.0 + z2 / size));
    let (low, high) = (interval.low.min(100.0 * share), interval.high.max(100.0 * share));
    Ok(Certainty::Sampled(Interval { low, high }.cut(0.0, 100.0)))
}

/// The share of those invited who answered, in %, 0–100.
///
/// Source: AAPOR 2023, response rate 1 where everyone invited is eligible. `None` if nobody was
/// invited, the number is not known, or more answered than were invited.
pub fn response_rate(n: u32, invited: Option<u32>) -> Option<f64> {
    let invited = invited.filter(|&invited| n <= invited && invited > 0)?;
    Some(100.0 * f64::from(n) / f64::from(invited))
}

/// Between which shares, in %, the share of all those invited lies, whatever the others would have
/// said: `[n·p/N, (n·p + N − n)/N]` with `yes` = n·p.
///
/// Source: Cochran 1977, bounds under non-response. With everyone's answer both ends are the share
/// itself; without any they are 0 and 100. `None` if nobody was invited, the number is not known,
/// or more answered than were invited; more yes than people count as all.
pub fn non_response_bounds(yes: u32, n: u32, invited: Option<u32>) -> Option<Interval> {
    let invited = invited.filter(|&invited| n <= invited && invited > 0)?;
    let yes = f64::from(yes.min(n));
    let silent = f64::from(invited - n);
    let invited = f64::from(invited);
    Some(Interval { low: 100.0 * yes / invited, high: 100.0 * (yes + silent) / invited })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::fixtures::near;

    /// Cochran 1977: margin at p = ½, with and without finite population correction.
    #[test]
    fn margins() {
        let cases = [
            (38, Some(60), 9.707595),
            (38, None, 15.897407),
            (12, Some(15), 13.095560),
            (12, None, 28.289643),
            (80, Some(400), 9.812093),
            (80, None, 10.956532),
            (38, Some(37), 15.897407),
        ];
        for (n, invited, expected) in cases {
            near(&[margin(n, invited).unwrap().sampled().unwrap()], &[expected]);
        }
    }

    /// Wilson 1927; Cochran 1977 for the effective size 101.909091.
    #[test]
    fn wilson_intervals() {
        let ends = |invited| {
            let interval = wilson(27, 38, invited).unwrap().sampled().unwrap();
            [interval.low, interval.high]
        };
        near(&ends(None), &[55.242862, 82.996722]);
        near(&ends(Some(60)), &[61.610382, 78.965380]);
        near(&ends(Some(30)), &ends(None));
    }

    /// Cross-checked with statsmodels 0.15.0, `proportion_confint(method="wilson")`.
    #[test]
    fn wilson_at_the_ends_of_the_scale() {
        let cases = [
            (0, 10, 0.0, 27.753280),
            (10, 10, 72.246720, 100.0),
            (1, 1, 20.654931, 100.0),
            (3, 250, 0.408932, 3.468078),
        ];
        for (yes, n, low, high) in cases {
            let interval = wilson(yes, n, None).unwrap().sampled().unwrap();
            near(&[interval.low, interval.high], &[low, high]);
        }
    }

    /// Cochran 1977.
    #[test]
    fn those_who_did_not_answer_bound_the_share() {
        let bounds = non_response_bounds(27, 38, Some(60)).unwrap();
        near(&[bounds.low, bounds.high], &[45.0, 81.666667]);
        let silence = non_response_bounds(0, 0, Some(5)).unwrap();
        assert_eq!(silence, Interval { low: 0.0, high: 100.0 });
        let all = non_response_bounds(1, 2, Some(2)).unwrap();
        assert_eq!(all, Interval { low: 50.0, high: 50.0 });
    }

    #[test]
    fn everyone_nobody_and_too_many() {
        assert_eq!(margin(1, Some(1)), Ok(Certainty::Everyone));
        assert_eq!(wilson(1, 1, Some(1)), Ok(Certainty::Everyone));
        assert_eq!(margin(0, Some(0)), Err(Insufficient { n: 0 }));
        assert_eq!(wilson(0, 0, None), Err(Insufficient { n: 0 }));
        assert_eq!(response_rate(38, Some(37)), None);
        assert_eq!(response_rate(0, Some(0)), None);
        assert_eq!(response_rate(3, Some(4)), Some(75.0));
        assert_eq!(non_response_bounds(3, 4, None), None);
        assert_eq!(non_response_bounds(3, 4, Some(3)), None);
    }
}
