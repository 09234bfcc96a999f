//! Which predictors go with an outcome: relative weights.

use super::covariance::{Covariances, complete};
use super::insufficient::{Insufficient, count};
use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// Under this smallest eigenvalue predictors say the same in other words, and no weights are given.
const COLLINEAR: f64 = 1e-8;
/// More steps than any matrix of correlations needs.
const STEPS: usize = 10_000;

/// How the explained variance of an outcome is shared out among its predictors.
#[derive(Clone, Debug, PartialEq)]
pub struct RelativeWeights {
    /// One for each predictor, 0–1, adding up to R².
    pub weights: Vec<f64>,
    /// Explained variance of the outcome, 0–1.
    pub r_squared: f64,
}

impl RelativeWeights {
    /// The weights in % of R², adding up to 100; `None` if nothing is explained.
    pub fn shares(&self) -> Option<Vec<f64>> {
        let total: f64 = self.weights.iter().sum();
        (total > 1e-12).then(|| self.weights.iter().map(|w| 100.0 * w / total).collect())
    }
}

/// Relative weights over complete cases.
#[derive(Clone, Debug, PartialEq)]
pub struct Drivers {
    /// The weights, in the order of the predictors.
    pub relative: RelativeWeights,
    /// People who answered the outcome and everything that predicts it.
    pub n: u32,
}

/// How many complete cases it takes before drivers are shown: max(20, 5 × predictors).
///
/// A rule of this house without a single source: five people a predictor is the least that is
/// usually asked for.
pub fn people_for(predictors: u32) -> u32 {
    predictors.saturating_mul(5).max(20)
}

/// Relative weights from a matrix of correlations, the predictors first and the outcome in the last
/// row and column.
///
/// Source: Johnson 2000: the predictors' closest orthogonal counterparts Z, `Λ = V·√D·Vᵀ` of the
/// predictors' correlations; `β = Λ⁻¹·r`, weights `Λ²·β²`, both squared element by element, which
/// are never negative and say nothing of direction. `None` without a predictor, if the matrix is
/// not square and symmetric with a diagonal of 1, if the predictors' smallest eigenvalue is under
/// 10⁻⁸, or if R² comes out above 1 (no correlations of real people do that).
pub fn relative_weights<R: AsRef<[f64]>>(correlations: &[R]) -> Option<RelativeWeights> {
    let rows: Vec<&[f64]> = correlations.iter().map(R::as_ref).collect();
    let k = rows.len().checked_sub(1).filter(|&k| k > 0 && are_correlations(&rows))?;
    let predictors = DMatrix::from_fn(k, k, |i, j| rows[i][j]);
    let outcome = DVector::from_fn(k, |i, _| rows[i][k]);
    let eigen = SymmetricEigen::try_new(predictors, f64::EPSILON, STEPS)?;
    if eigen.eigenvalues.min() < COLLINEAR {
        return None;
    }
    let roots = eigen.eigenvalues.map(f64::sqrt);
    let rebuilt = |d: DVector<f64>| {
        &eigen.eigenvectors * DMatrix::from_diagonal(&d) * eigen.eigenvectors.transpose()
    };
    let loadings = rebuilt(roots.clone());
    let squared = (rebuilt(roots.map(f64::recip)) * outcome).map(|beta| beta * beta);
    let r_squared = squared.sum();
    let weights = loadings.map(|loading| loading * loading) * squared;
    let fit = r_squared <= 1.0 + 1e-9;
    fit.then(|| RelativeWeights {
        weights: weights.as_slice().to_vec(),
        r_squared: r_squared.min(1.0),
    })
}

/// Square, symmetric, 1 on the diagonal and within −1…1 elsewhere.
fn are_correlations(rows: &[&[f64]]) -> bool {
    let size = rows.len();
    let fits = |i: usize, j: usize| {
        let (value, mirrored) = (rows[i][j], rows[j][i]);
        let wanted = if i == j { (value - 1.0).abs() < 1e-9 } else { value.abs() <= 1.0 + 1e-9 };
        wanted && (value - mirrored).abs() < 1e-9
    };
    rows.iter().all(|row| row.len() == size) && (0..size).all(|i| (0..=i).all(|j| fits(i, j)))
}

/// Relative weights of predictors on an outcome, over the people who answered all of them.
///
/// One row of predictors and one outcome a person; the longer list is cut to the shorter, and a row
/// that ends early is not complete. Source: Johnson 2000. [`Insufficient`] with the number of
/// complete cases if they are fewer than predictors + 2 (R² would be 1 whatever they say), if a
/// predictor or the outcome does not vary, or if the predictors' smallest eigenvalue is under 10⁻⁸.
/// How many it takes before drivers are *shown* is [`people_for`].
pub fn drivers<R: AsRef<[Option<f64>]>>(
    predictors: &[R],
    outcome: &[Option<f64>],
) -> Result<Drivers, Insufficient> {
    let width = predictors.iter().map(|row| row.as_ref().len()).max().unwrap_or(0);
    let joined = predictors.iter().zip(outcome).map(|(row, outcome)| {
        let predictor = |j| row.as_ref().get(j).copied().flatten();
        (0..width).map(predictor).chain([*outcome]).collect::<Vec<_>>()
    });
    let joined: Vec<_> = joined.collect();
    let people = complete(&joined).len();
    let insufficient = Insufficient { n: count(people) };
    if width == 0 || people < width + 2 {
        return Err(insufficient);
    }
    let covariances = Covariances::listwise(&joined)?;
    let correlations: Option<Vec<Vec<f64>>> =
        (0..=width).map(|i| (0..=width).map(|j| covariances.correlation(i, j)).collect()).collect();
    let relative = relative_weights(&correlations.ok_or(insufficient)?).ok_or(insufficient)?;
    Ok(Drivers { relative, n: insufficient.n })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::statistics::fixtures::near;

    /// Johnson 2000.
    #[test]
    fn weights_from_correlations() {
        let matrix = [
            [1.0, 0.2, 0.3, 0.4, -0.4],
            [0.2, 1.0, 0.5, 0.1, 0.1],
            [0.3, 0.5, 1.0, 0.2, -0.3],
            [0.4, 0.1, 0.2, 1.0, 0.4],
            [-0.4, 0.1, -0.3, 0.4, 1.0],
        ];
        let found = relative_weights(&matrix).unwrap();
        near(&found.weights, &[0.240661, 0.054927, 0.121435, 0.281582]);
        near(&[found.r_squared, found.shares().unwrap().iter().sum()], &[0.698604, 100.0]);
    }

    /// Three predictors and the outcome of 24 people, drawn at random.
    const CASES: [[f64; 4]; 24] = [
        [28.0, 48.0, 56.0, 23.0],
        [45.0, 63.0, 37.0, 24.0],
        [29.0, 59.0, 65.0, 10.0],
        [45.0, 41.0, 30.0, 34.0],
        [42.0, 32.0, 56.0, 25.0],
        [53.0, 47.0, 62.0, 19.0],
        [65.0, 77.0, 48.0, 33.0],
        [79.0, 75.0, 60.0, 47.0],
        [73.0, 92.0, 72.0, 34.0],
        [57.0, 53.0, 33.0, 24.0],
        [80.0, 78.0, 73.0, 31.0],
        [70.0, 58.0, 85.0, 32.0],
        [62.0, 56.0, 44.0, 32.0],
        [100.0, 91.0, 84.0, 59.0],
        [66.0, 45.0, 63.0, 25.0],
        [54.0, 48.0, 72.0, 15.0],
        [58.0, 51.0, 35.0, 28.0],
        [38.0, 50.0, 60.0, 23.0],
        [67.0, 55.0, 52.0, 21.0],
        [70.0, 50.0, 34.0, 42.0],
        [62.0, 66.0, 45.0, 36.0],
        [89.0, 68.0, 55.0, 46.0],
        [80.0, 63.0, 53.0, 43.0],
        [41.0, 59.0, 52.0, 17.0],
    ];

    fn cases(from: usize) -> (Vec<Vec<Option<f64>>>, Vec<Option<f64>>) {
        let predictors = |case: &[f64; 4]| case[..3].iter().copied().map(Some).collect();
        CASES[from..].iter().map(|case| (predictors(case), Some(case[3]))).unzip()
    }

    /// Cross-checked with NumPy 2.4.6 (singular values of the standardised answers instead of
    /// eigenvalues of correlations) and the R² of statsmodels 0.15.0, `OLS`.
    #[test]
    fn weights_from_answers() {
        let (predictors, outcome) = cases(0);
        let found = drivers(&predictors, &outcome).unwrap();
        near(&found.relative.weights, &[0.512065, 0.162555, 0.020707]);
        near(&[found.relative.r_squared], &[0.695328]);
        assert_eq!(found.n, 24);
    }

    #[test]
    fn only_complete_cases_count() {
        let (mut predictors, mut outcome) = cases(0);
        predictors[0][1] = None;
        predictors[1].pop();
        outcome[2] = None;
        let (rest, theirs) = cases(3);
        assert_eq!(drivers(&predictors, &outcome), drivers(&rest, &theirs));
        assert_eq!(drivers(&rest, &theirs[..4]), Err(Insufficient { n: 4 }));
    }

    #[test]
    fn no_weights_for_the_same_in_other_words_or_without_variance() {
        let (mut predictors, outcome) = cases(0);
        assert_eq!(drivers(&predictors, &[Some(3.0); 24]), Err(Insufficient { n: 24 }));
        predictors.iter_mut().for_each(|row| row[2] = row[1].map(|value| 100.0 - value));
        assert_eq!(drivers(&predictors, &outcome), Err(Insufficient { n: 24 }));
        predictors.iter_mut().for_each(|row| row[2] = Some(0.1));
        assert_eq!(drivers(&predictors, &outcome), Err(Insufficient { n: 24 }));
        assert_eq!(drivers::<Vec<_>>(&[], &[]), Err(Insufficient { n: 0 }));
        assert_eq!(drivers(&[vec![], vec![]], &[Some(1.0); 2]), Err(Insufficient { n: 2 }));
    }

    #[test]
    fn what_is_no_matrix_of_correlations_has_no_weights() {
        assert_eq!(relative_weights::<Vec<f64>>(&[]), None);
        assert_eq!(relative_weights(&[[1.0]]), None);
        assert_eq!(relative_weights(&[vec![1.0, 0.5], vec![0.5]]), None);
        assert_eq!(relative_weights(&[[1.0, 0.5], [0.4, 1.0]]), None);
        assert_eq!(relative_weights(&[[1.0, f64::NAN], [f64::NAN, 1.0]]), None);
        let impossible = [[1.0, -0.9, 0.9], [-0.9, 1.0, 0.9], [0.9, 0.9, 1.0]];
        assert_eq!(relative_weights(&impossible), None);
        let nothing = relative_weights(&[[1.0, 0.0], [0.0, 1.0]]).unwrap();
        assert_eq!((nothing.r_squared, nothing.shares()), (0.0, None));
    }

    #[test]
    fn drivers_take_five_people_a_predictor_and_never_under_twenty() {
        assert_eq!([0, 4, 5, 12].map(people_for), [20, 20, 25, 60]);
        assert_eq!(people_for(u32::MAX), u32::MAX);
    }
}
