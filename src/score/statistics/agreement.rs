//! Do the people of a group say the same? rwg within one group, ICC between groups.

use super::covariance::{complete, mean, variance, without_rounding};
use super::insufficient::{Insufficient, count, finite};

/// How much a group agrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// 0 (answers as if by chance, or further apart) to 1 (all the same).
    pub value: f64,
    /// People it rests on.
    pub n: u32,
}

/// Agreement in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Under .30.
    Lacking,
    /// From .30.
    Weak,
    /// From .50.
    Moderate,
    /// From .70.
    Strong,
    /// From .90.
    VeryStrong,
}

impl Agreement {
    /// The word for it, decided on the two decimals that are shown, so that word and number never
    /// disagree.
    ///
    /// Source: LeBreton & Senter 2008.
    pub fn strength(&self) -> Strength {
        match (100.0 * self.value).round() {
            shown if shown >= 90.0 => Strength::VeryStrong,
            shown if shown >= 70.0 => Strength::Strong,
            shown if shown >= 50.0 => Strength::Moderate,
            shown if shown >= 30.0 => Strength::Weak,
            _ => Strength::Lacking,
        }
    }
}

/// The variance of answers spread evenly over the points of a scale, `(A² − 1)/12`.
fn uniform_variance(points: u32) -> Option<f64> {
    let points = f64::from(points);
    (points >= 2.0).then(|| (points * points - 1.0) / 12.0)
}

/// Agreement on one item: 1 − s²/σ², with s² over n − 1 and σ² of the uniform null `(A² − 1)/12`.
///
/// `answers` are points of the scale one apart (1, 2, 3 … A, or from 0), not scores on 0–100.
/// Source: James, Demaree & Wolf 1984. A negative value becomes 0. [`Insufficient`] with fewer than
/// two answers, or a scale of fewer than two points.
pub fn rwg(answers: &[f64], points: u32) -> Result<Agreement, Insufficient> {
    let n = count(answers.len());
    let insufficient = Insufficient { n };
    let uniform = uniform_variance(points).ok_or(insufficient)?;
    let ratio = finite(variance(answers).ok_or(insufficient)? / uniform, n)?;
    Ok(Agreement { value: (1.0 - ratio).max(0.0), n })
}

/// Agreement on a set of J items over the people who answered all of them: `J·(1 − r)/(J·(1 − r) +
/// r)` with r the mean of the items' variances over that of the uniform null.
///
/// Answers as in [`rwg`], on one scale of `points` points. Source: James, Demaree & Wolf 1984. A
/// negative value becomes 0. A row that ends early is not complete. [`Insufficient`] with fewer
/// than two complete rows, no items, or a scale of fewer than two points.
pub fn rwg_j<R: AsRef<[Option<f64>]>>(rows: &[R], points: u32) -> Result<Agreement, Insufficient> {
    let rows = complete(rows);
    let n = count(rows.len());
    let insufficient = Insufficient { n };
    let uniform = uniform_variance(points).ok_or(insufficient)?;
    let items = rows.first().map_or(0, Vec::len);
    let column = |j: usize| rows.iter().map(|row| row[j]).collect::<Vec<f64>>();
    let variances: Option<Vec<f64>> = (0..items).map(|j| variance(&column(j))).collect();
    let ratio = mean(&variances.ok_or(insufficient)?).ok_or(insufficient)? / uniform;
    let ratio = finite(ratio, n)?;
    let agreed = f64::from(count(items)) * (1.0 - ratio);
    Ok(Agreement { value: if ratio < 1.0 { agreed / (agreed + ratio) } else { 0.0 }, n })
}

/// How alike the people of one group are, compared with people of different groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Icc {
    /// ICC(1): the share of the variance of one person's answers that lies between groups. From
    /// −1/(K − 1) (groups less alike than chance, below −1 only where K is under 2) to 1.
    pub icc1: f64,
    /// ICC(2): the reliability of the group means. At most 1, negative without a lower end; `None` if
    /// the means are all equal.
    pub icc2: Option<f64>,
    /// The size of a typical group, K = (Σn − Σn²/Σn)/(g − 1).
    pub size: f64,
    /// Groups with anybody in them.
    pub groups: u32,
    /// People.
    pub n: u32,
}

/// ICC(1) and ICC(2) of a one-way random model over groups of unequal size.
///
/// ICC(1) = (MSB − MSW)/(MSB + (K − 1)·MSW), ICC(2) = (MSB − MSW)/MSB. Sources: Shrout & Fleiss
/// 1979; Bliese 2000 (K for groups of unequal size). Groups without anybody are left out.
/// [`Insufficient`] with fewer than two groups, no group of two or more, or no variance at all.
pub fn icc<G: AsRef<[f64]>>(groups: &[G]) -> Result<Icc, Insufficient> {
    let groups: Vec<&[f64]> = groups.iter().map(G::as_ref).filter(|g| !g.is_empty()).collect();
    let people: Vec<f64> = groups.concat();
    let n = count(people.len());
    let insufficient = Insufficient { n };
    if groups.len() < 2 || people.len() == groups.len() {
        return Err(insufficient);
    }
    let (between, within) = mean_squares(&groups, &people).ok_or(insufficient)?;
    let size = typical_size(&groups);
    let below = between + (size - 1.0) * within;
    if below <= 0.0 {
        return Err(insufficient);
    }
    let icc1 = finite((between - within) / below, n)?;
    let icc2 = Some(1.0 - within / between).filter(|icc2| icc2.is_finite());
    Ok(Icc { icc1, icc2, size, groups: count(groups.len()), n })
}

/// Mean squares between and within at least two groups; rounding of equal values counts as 0.
fn mean_squares(groups: &[&[f64]], people: &[f64]) -> Option<(f64, f64)> {
    let grand = mean(people)?;
    let (mut between, mut within) = (0.0, 0.0);
    for group in groups {
        let (size, own) = (f64::from(count(group.len())), mean(group)?);
        between += size * (own - grand).powi(2);
        within += variance(group).unwrap_or(0.0) * (size - 1.0);
    }
    let groups_df = f64::from(count(groups.len() - 1));
    let people_df = f64::from(count(people.len() - groups.len()));
    let between = without_rounding(between / groups_df, grand);
    Some((between, within / people_df))
}

fn typical_size(groups: &[&[f64]]) -> f64 {
    let sizes = groups.iter().map(|group| f64::from(count(group.len())));
    let (sum, squares) = sizes.fold((0.0, 0.0), |(sum, sq), size| (sum + size, sq + size * size));
    (sum - squares / sum) / f64::from(count(groups.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::fixtures::{FIXTURE_A, FIXTURE_B, near, rows_of};

    /// James, Demaree & Wolf 1984.
    #[test]
    fn agreement_of_the_fixtures() {
        let rows = complete(&rows_of(FIXTURE_B));
        let item = |j: usize| rows.iter().map(|row| row[j]).collect::<Vec<_>>();
        let items = [0, 1, 2].map(|j| rwg(&item(j), 5).unwrap().value);
        near(&items, &[0.75, 0.90, 0.90]);
        let sets = [FIXTURE_B, FIXTURE_A].map(|rows| rwg_j(&rows_of(rows), 5).unwrap().value);
        near(&sets, &[0.944444, 0.358891]);
    }

    #[test]
    fn no_agreement_is_0_and_full_agreement_is_1() {
        assert_eq!(rwg(&[1.0, 5.0, 1.0, 5.0], 5).unwrap().value, 0.0);
        assert_eq!(rwg(&[4.0; 3], 5).unwrap().value, 1.0);
        assert_eq!(rwg_j(&rows_of("15 51 15"), 5).unwrap().value, 0.0);
        assert_eq!(rwg_j(&rows_of("44 4. 44 44"), 5), Ok(Agreement { value: 1.0, n: 3 }));
    }

    /// LeBreton & Senter 2008.
    #[test]
    fn the_word_goes_with_the_two_decimals_shown() {
        let word = |value| Agreement { value, n: 9 }.strength();
        let words = [0.0, 0.294, 0.295, 0.5, 0.699, 0.7, 0.894, 0.9].map(word);
        use Strength::{Lacking, Moderate, Strong, VeryStrong, Weak};
        let expected = [Lacking, Lacking, Weak, Moderate, Strong, Strong, Strong, VeryStrong];
        assert_eq!(words, expected);
        let item = rwg(&[4.0, 5.0, 4.0, 4.0, 4.0], 5).unwrap();
        assert_eq!(item.strength(), VeryStrong);
    }

    /// Shrout & Fleiss 1979, Bliese 2000.
    #[test]
    fn icc_of_equal_groups() {
        let found = icc(&complete(&rows_of("4454 2323 3433"))).unwrap();
        near(&[found.icc1, found.icc2.unwrap(), found.size], &[0.716312, 0.909910, 4.0]);
    }

    /// Cross-checked with SciPy 1.17.1, `f_oneway` for MSB/MSW, groups of 2, 7, 4, 1 and 5.
    #[test]
    fn icc_of_unequal_groups() {
        let groups = [
            vec![68.0, 66.0],
            vec![67.0, 66.0, 72.0, 72.0, 66.0, 79.0, 73.0],
            vec![74.0, 76.0, 63.0, 77.0],
            vec![82.0],
            vec![],
            vec![39.0, 40.0, 58.0, 49.0, 63.0],
        ];
        let found = icc(&groups).unwrap();
        near(&[found.icc1, found.icc2.unwrap(), found.size], &[0.701929, 0.891800, 3.5]);
        assert_eq!((found.groups, found.n), (5, 19));
    }

    /// Cross-checked with pingouin 0.7.0, `intraclass_corr` (1,1) and (1,k): groups less alike than
    /// chance.
    #[test]
    fn icc_may_be_negative() {
        let groups = [
            [71.0, 56.0, 54.0, 58.0],
            [74.0, 67.0, 66.0, 78.0],
            [72.0, 61.0, 56.0, 55.0],
            [71.0, 55.0, 79.0, 46.0],
            [77.0, 45.0, 61.0, 62.0],
        ];
        let found = icc(&groups).unwrap();
        near(&[found.icc1, found.icc2.unwrap()], &[-0.057910, -0.280343]);
    }

    #[test]
    fn too_little_is_a_value() {
        assert_eq!(rwg(&[], 5), Err(Insufficient { n: 0 }));
        assert_eq!(rwg(&[3.0], 5), Err(Insufficient { n: 1 }));
        assert_eq!(rwg(&[3.0, 3.0], 1), Err(Insufficient { n: 2 }));
        assert_eq!(rwg_j(&rows_of(""), 5), Err(Insufficient { n: 0 }));
        assert_eq!(rwg_j(&rows_of("4. .4 44"), 5), Err(Insufficient { n: 1 }));
        assert_eq!(icc::<Vec<f64>>(&[]), Err(Insufficient { n: 0 }));
        assert_eq!(icc(&[vec![1.0, 2.0]]), Err(Insufficient { n: 2 }));
        assert_eq!(icc(&[[1.0], [2.0]]), Err(Insufficient { n: 2 }));
        assert_eq!(icc(&[[0.1; 3], [0.1; 3]]), Err(Insufficient { n: 6 }));
        assert_eq!(icc(&[[1.0, 2.0], [2.0, 1.0]]).unwrap().icc2, None);
        assert_eq!(icc(&[[1.0, 1.0], [2.0, 2.0]]).unwrap().icc1, 1.0);
    }
}
