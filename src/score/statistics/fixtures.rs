//! What the tests of this room share.

use super::composite::Part;
use super::covariance::{mean, variance};
use super::insufficient::count;

/// Equal to 6 decimals.
pub(in crate::score) fn near(found: &[f64], expected: &[f64]) {
    let close = |(found, expected): (&f64, &f64)| (found - expected).abs() < 6e-7;
    let same = found.len() == expected.len() && found.iter().zip(expected).all(close);
    assert!(same, "found {found:?}, expected {expected:?}");
}

/// The people of one audience, with a variance of their own.
pub(super) fn part_of(weight: f64, values: &[f64]) -> Part {
    let (mean, variance) = (mean(values), variance(values));
    let n = count(values.len());
    let (mean, variance) = (mean.unwrap_or(0.0), variance.unwrap_or(0.0));
    Part { weight, mean, variance, n, df: f64::from(n) - 1.0, invited: None }
}

/// Eight people and four items on 1–5.
pub(in crate::score) const FIXTURE_A: &str = "4544 2231 5455 3323 4445 1212 5544 3433";

/// Five people and three items on 1–5.
pub(super) const FIXTURE_B: &str = "445 454 544 444 344";

/// A row a word, a digit a cell, a dot for a blank.
pub(super) fn rows_of(rows: &str) -> Vec<Vec<Option<f64>>> {
    let cell = |cell: char| cell.to_digit(10).map(f64::from);
    rows.split_whitespace().map(|row| row.chars().map(cell).collect()).collect()
}
