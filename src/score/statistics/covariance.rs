//! Variances and covariances with n − 1, over people who may have left items blank.

use super::insufficient::{Insufficient, count};

/// A variance under this share of the squared mean is rounding: the values are equal.
const ROUNDING: f64 = 1e-18;

/// The variance, or 0 where it is only the rounding of equal values.
pub(super) fn without_rounding(variance: f64, mean: f64) -> f64 {
    if variance <= ROUNDING * mean * mean { 0.0 } else { variance }
}

/// The arithmetic mean; `None` of nothing.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / f64::from(count(values.len())))
}

/// The variance with n − 1, from two values on; exactly 0 if all are equal.
pub(super) fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    let df = values.len() - 1;
    (df > 0).then(|| without_rounding(squares / f64::from(count(df)), mean))
}

/// The covariance with n − 1, from two pairs on.
fn covariance(pairs: &[(f64, f64)]) -> Option<f64> {
    let (first, second): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let (one, two) = (mean(&first)?, mean(&second)?);
    let products: f64 = pairs.iter().map(|(x, y)| (x - one) * (y - two)).sum();
    let df = pairs.len() - 1;
    (df > 0).then(|| products / f64::from(count(df)))
}

/// Covariances of all pairs of items.
pub(super) struct Covariances {
    items: usize,
    values: Vec<f64>,
    /// The fewest people that answered both items of a pair.
    pub(super) fewest: u32,
}

impl Covariances {
    /// Each pair over the people who answered both. A row that ends early is blank from there on.
    pub(super) fn pairwise<R: AsRef<[Option<f64>]>>(rows: &[R]) -> Result<Self, Insufficient> {
        let columns = columns(rows);
        let items = columns.len();
        let mut all = Self { items, values: vec![0.0; items * items], fewest: count(rows.len()) };
        for (i, first) in columns.iter().enumerate() {
            for (j, second) in columns.iter().enumerate().take(i + 1) {
                let pairs: Vec<_> =
                    first.iter().zip(second).filter_map(|(x, y)| Some(((*x)?, (*y)?))).collect();
                all.fewest = all.fewest.min(count(pairs.len()));
                let value = if i == j {
                    variance(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>())
                } else {
                    covariance(&pairs)
                };
                let value = value.filter(|value| value.is_finite());
                let value = value.ok_or(Insufficient { n: all.fewest })?;
                all.values[i * items + j] = value;
                all.values[j * items + i] = value;
            }
        }
        Ok(all)
    }

    /// All pairs over the people who answered every item.
    pub(super) fn listwise<R: AsRef<[Option<f64>]>>(rows: &[R]) -> Result<Self, Insufficient> {
        let answered = |row: Vec<f64>| row.into_iter().map(Some).collect::<Vec<_>>();
        Self::pairwise(&complete(rows).into_iter().map(answered).collect::<Vec<_>>())
    }

    /// How many items.
    pub(super) fn items(&self) -> usize {
        self.items
    }

    /// Covariance of two items; the variance of one with itself.
    pub(super) fn at(&self, i: usize, j: usize) -> f64 {
        self.values[i * self.items + j]
    }

    /// Correlation of two items; `None` if one of them does not vary.
    pub(super) fn correlation(&self, i: usize, j: usize) -> Option<f64> {
        if i == j {
            return (self.at(i, i) > 0.0).then_some(1.0);
        }
        let scale = self.at(i, i).sqrt() * self.at(j, j).sqrt();
        (scale > 0.0).then(|| self.at(i, j) / scale)
    }
}

fn columns<R: AsRef<[Option<f64>]>>(rows: &[R]) -> Vec<Vec<Option<f64>>> {
    let items = rows.iter().map(|row| row.as_ref().len()).max().unwrap_or(0);
    let column = |j| rows.iter().map(|row| row.as_ref().get(j).copied().flatten()).collect();
    (0..items).map(column).collect()
}

/// How many people answered every item.
pub fn complete_rows<R: AsRef<[Option<f64>]>>(rows: &[R]) -> u32 {
    count(complete(rows).len())
}

/// The fewest people who answered two items together; 0 without items.
pub fn fewest_shared<R: AsRef<[Option<f64>]>>(rows: &[R]) -> u32 {
    let columns = columns(rows);
    let shared = |first: &[Option<f64>], second: &[Option<f64>]| {
        count(first.iter().zip(second).filter(|(x, y)| x.is_some() && y.is_some()).count())
    };
    let pairs = columns
        .iter()
        .enumerate()
        .flat_map(|(i, first)| columns.iter().take(i + 1).map(move |second| shared(first, second)));
    pairs.min().unwrap_or(0)
}

/// The rows in which every item of the longest row is answered.
pub(super) fn complete<R: AsRef<[Option<f64>]>>(rows: &[R]) -> Vec<Vec<f64>> {
    let items = rows.iter().map(|row| row.as_ref().len()).max().unwrap_or(0);
    let answered = rows.iter().filter_map(|row| row.as_ref().iter().copied().collect());
    answered.filter(|row: &Vec<f64>| row.len() == items).collect()
}
