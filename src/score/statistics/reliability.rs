//! Do the items of a set say the same? Cronbach's alpha.

use super::covariance::{Covariances, mean};
use super::insufficient::{Insufficient, count};
use super::interval::Interval;
use super::quantile;

/// What to do with people who left some of the items blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blanks {
    /// Each covariance over the people who answered both items.
    Pairwise,
    /// Only people who answered every item.
    Listwise,
}

/// The reliability of a set of items.
#[derive(Clone, Debug, PartialEq)]
pub struct Alpha {
    /// Cronbach's alpha: at most 1; negative if the items contradict each other, without a lower end.
    pub value: f64,
    /// From correlations instead of covariances, at most 1; `None` if an item does not vary.
    pub standardised: Option<f64>,
    /// Feldt's 95 % interval.
    pub interval: Interval,
    /// Alpha of the other items, for each item; `None` with only two items, or if the others do not
    /// vary together.
    pub without: Vec<Option<f64>>,
    /// People: the complete rows, or (pairwise) the fewest who answered two items together.
    pub n: u32,
}

/// Cronbach's alpha over rows of people and columns of items, reverse-keyed items recoded.
///
/// `k/(k − 1)·(1 − Σ variances/Σ covariances)`. The pairwise version takes each variance over all
/// who answered the item; its interval rests on the fewest people that any two items share, which
/// errs on the wide side. A row that ends early is blank from there on. Alpha if an item is dropped
/// uses the same people. Sources: Cronbach 1951; Feldt, Woodruff & Salih 1987 (interval, `1 − (1 −
/// α)·F`; never Wald).
///
/// Alpha is at most 1, and has no lower end: with items that contradict each other it goes below −1,
/// and is then told as it is (Henson 2001). Pairwise covariances need not be those of any one group of
/// people (Enders 2010): where they make a sum that cannot vary, or an alpha above 1, there is none.
///
/// [`Insufficient`] with fewer than two items, fewer than two people (for any pair), items that
/// do not vary, neither alone nor in sum, or covariances that no people can have. How many people it takes before alpha is *shown* is
/// decided elsewhere.
pub fn alpha<R: AsRef<[Option<f64>]>>(rows: &[R], blanks: Blanks) -> Result<Alpha, Insufficient> {
    let covariances = match blanks {
        Blanks::Pairwise => Covariances::pairwise(rows)?,
        Blanks::Listwise => Covariances::listwise(rows)?,
    };
    let n = covariances.fewest;
    let value = coefficient(&covariances, None).ok_or(Insufficient { n })?;
    let items = covariances.items();
    Ok(Alpha {
        value,
        standardised: standardised(&covariances),
        interval: feldt(value, n, items).ok_or(Insufficient { n })?.finite(n)?,
        without: (0..items).map(|item| coefficient(&covariances, Some(item))).collect(),
        n,
    })
}

/// Alpha of all items but one.
fn coefficient(covariances: &Covariances, dropped: Option<usize>) -> Option<f64> {
    let kept: Vec<usize> = (0..covariances.items()).filter(|&i| Some(i) != dropped).collect();
    let k = f64::from(count(kept.len()));
    let own: f64 = kept.iter().map(|&i| covariances.at(i, i)).sum();
    let total: f64 = kept
        .iter()
        .flat_map(|&i| kept.iter().map(move |&j| (i, j)))
        .map(|(i, j)| covariances.at(i, j))
        .sum();
    let varies = own > 0.0 && total > 1e-12 * own;
    (k >= 2.0 && varies).then(|| k / (k - 1.0) * (1.0 - own / total)).and_then(possible)
}

/// A reliability as it may be, cut at 1 where it is above by rounding only.
fn possible(value: f64) -> Option<f64> {
    (value.is_finite() && value <= 1.0 + 1e-9).then(|| value.min(1.0))
}

/// Alpha of the items brought to the same variance, from their mean correlation.
fn standardised(covariances: &Covariances) -> Option<f64> {
    let k = covariances.items();
    let pairs = (0..k).flat_map(|i| (0..i).map(move |j| (i, j)));
    let correlations: Option<Vec<f64>> =
        pairs.map(|(i, j)| covariances.correlation(i, j)).collect();
    let average = mean(&correlations?)?;
    let k = f64::from(count(k));
    let below = 1.0 + (k - 1.0) * average;
    (below > 1e-12).then(|| k * average / below).and_then(possible)
}

/// Feldt's interval of an alpha over `n` people and `items` items.
fn feldt(alpha: f64, n: u32, items: usize) -> Option<Interval> {
    let people = f64::from(n) - 1.0;
    let (low, high) = quantile::f_bounds(people, people * (f64::from(count(items)) - 1.0))?;
    Some(Interval { low: 1.0 - (1.0 - alpha) * high, high: 1.0 - (1.0 - alpha) * low })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::fixtures::{FIXTURE_A, near, rows_of};

    /// Rows drawn at random, for the cross-checks.
    const RANDOM: &str =
        ".3344 43324 44434 53.55 12333 32323 54445 1.23. 23243 44454 54455 111.1 34233 13332";

    /// Cronbach 1951; Feldt, Woodruff & Salih 1987.
    #[test]
    fn alpha_of_fixture_a() {
        let found = alpha(&rows_of(FIXTURE_A), Blanks::Pairwise).unwrap();
        near(&[found.value, found.standardised.unwrap()], &[0.943162, 0.944070]);
        near(&[found.interval.low, found.interval.high], &[0.831269, 0.987233]);
        let without: Vec<f64> = found.without.iter().map(|value| value.unwrap()).collect();
        near(&without, &[0.895714, 0.933894, 0.934919, 0.934492]);
        assert_eq!(alpha(&rows_of(FIXTURE_A), Blanks::Listwise), Ok(found));
    }

    /// Cronbach 1951 with cells (row 2, item 3) and (row 6, item 1) blank.
    #[test]
    fn alpha_with_blanks() {
        let rows = rows_of("4544 22.1 5455 3323 4445 .212 5544 3433");
        let (pairs, list) = (alpha(&rows, Blanks::Pairwise), alpha(&rows, Blanks::Listwise));
        let (pairs, list) = (pairs.unwrap(), list.unwrap());
        near(&[pairs.value, list.value], &[0.911285, 0.891923]);
        assert_eq!((pairs.n, list.n), (6, 6));
    }

    /// Cross-checked with pingouin 0.7.0, `cronbach_alpha` (both ways), and NumPy 2.4.6 over the
    /// covariances of pandas for the rest.
    #[test]
    fn alpha_of_random_answers() {
        let rows = rows_of(RANDOM);
        let pairs = alpha(&rows, Blanks::Pairwise).unwrap();
        near(&[pairs.value, pairs.standardised.unwrap()], &[0.885638, 0.891961]);
        let without: Vec<f64> = pairs.without.iter().map(|value| value.unwrap()).collect();
        near(&without, &[0.835662, 0.865217, 0.856961, 0.911284, 0.816049]);
        near(&[alpha(&rows, Blanks::Listwise).unwrap().value], &[0.858838]);
    }

    #[test]
    fn too_little_is_a_value() {
        let of = |rows: &str| alpha(&rows_of(rows), Blanks::Pairwise);
        assert_eq!(of(""), Err(Insufficient { n: 0 }));
        assert_eq!(of("12"), Err(Insufficient { n: 1 }));
        assert_eq!(of("1 2 3"), Err(Insufficient { n: 3 }));
        assert_eq!(of("33 33 33"), Err(Insufficient { n: 3 }));
        assert_eq!(of("15 51 15 51"), Err(Insufficient { n: 4 }));
        assert_eq!(of("1. .2 3. .4"), Err(Insufficient { n: 0 }));
        let constant = of("133 243 353 443").unwrap();
        assert!(constant.value > 0.0 && constant.standardised.is_none());
        assert_eq!(of("12 23 35").unwrap().without, vec![None, None]);
    }

    /// By hand: variances 3.6 and 2.966667, covariance −3.2, so 2·(1 − 6.566667/0.166667).
    #[test]
    fn items_that_contradict_each_other_have_an_alpha_below_minus_1() {
        let rows = rows_of("15 51 24 42 14 51");
        let found = alpha(&rows, Blanks::Pairwise).unwrap();
        near(&[found.value], &[-76.8]);
        assert!(found.value < -1.0 && found.interval.low < found.value);
        assert!(found.value < found.interval.high && found.interval.high <= 1.0);
    }

    /// Each two items over other people: their covariances fit no group of people.
    #[test]
    fn impossible_covariances_have_no_alpha() {
        let of = |rows: &str| alpha(&rows_of(rows), Blanks::Pairwise);
        // The pairs that are shared lie far apart, all others at the same place.
        let above = "11. 55. .11 .55 1.1 5.5 3.. 3.. 3.. 3.. .3. .3. .3. .3. ..3 ..3 ..3 ..3";
        assert_eq!(of(above), Err(Insufficient { n: 2 }));
        // One agrees with the second and with the third, which contradict each other.
        let under = "15. 51. .15 .51 1.5 5.1";
        assert_eq!(of(under), Err(Insufficient { n: 2 }));
    }

    #[test]
    fn items_that_say_the_same_are_sure() {
        let same = alpha(&rows_of("11 22 44"), Blanks::Pairwise).unwrap();
        assert_eq!((same.value, same.interval), (1.0, Interval { low: 1.0, high: 1.0 }));
    }
}
