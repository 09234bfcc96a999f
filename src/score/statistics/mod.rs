//! Statistics on plain numbers: no survey, no input, no output, no people by name.
//!
//! Plain numbers go in, plain structs come out. Too little data is a value ([`Insufficient`], or
//! `None` where there is nothing to count), and so is "everyone answered" ([`Certainty::Everyone`]).
//! No function returns NaN or an infinite number, and none panics: input whose squares
//! leave the range of an `f64` counts as too little data.
//!
//! Scores, means, shares and margins are on 0–100, p values and coefficients on their own scale.
//! Every interval is a 95 % interval and is *not* cut at the ends of the scale;
//! [`Interval::cut`] does that when it is shown.
//!
//! | file | what it answers |
//! |---|---|
//! | `recode` | what is one answer worth? |
//! | `interval`, `proportion`, `recommend` | how sure are we of a mean, a share, a recommendation? |
//! | `composite`, `compare`, `adjust` | of a sum of means, of a difference, of many differences? |
//! | `reliability`, `agreement` | do the items, and do the people, say the same? |
//! | `drivers` | which of them go with the outcome? |

mod adjust;
mod agreement;
mod compare;
mod composite;
mod covariance;
mod drivers;
mod insufficient;
mod interval;
mod proportion;
mod quantile;
mod recode;
mod recommend;
mod reliability;

pub use adjust::{benjamini_hochberg, holm};
pub use agreement::{Agreement, Icc, Strength, icc, rwg, rwg_j};
pub use compare::{Comparison, Test, compare, hedges_g};
pub use composite::{Composite, Part, composite, renormalise};
pub use drivers::{Drivers, RelativeWeights, drivers, people_for, relative_weights};
pub use insufficient::Insufficient;
pub use interval::{Certainty, Coverage, Interval, Precision, mean_precision};
pub use proportion::{margin, non_response_bounds, response_rate, wilson};
pub use recode::item_score;
pub use recommend::{Recommend, RecommendError, recommend};
pub use reliability::{Alpha, Blanks, alpha};

#[cfg(test)]
fn near(found: &[f64], expected: &[f64]) {
    let close = |(found, expected): (&f64, &f64)| (found - expected).abs() < 6e-7;
    let same = found.len() == expected.len() && found.iter().zip(expected).all(close);
    assert!(same, "found {found:?}, expected {expected:?}");
}

#[cfg(test)]
fn part_of(weight: f64, values: &[f64]) -> Part {
    let (mean, variance) = (covariance::mean(values), covariance::variance(values));
    let n = insufficient::count(values.len());
    let (mean, variance) = (mean.unwrap_or(0.0), variance.unwrap_or(0.0));
    Part { weight, mean, variance, n, df: f64::from(n) - 1.0, invited: None }
}

#[cfg(test)]
const FIXTURE_A: &str = "4544 2231 5455 3323 4445 1212 5544 3433";

#[cfg(test)]
const FIXTURE_B: &str = "445 454 544 444 344";

/// A row a word, a digit a cell, a dot for a blank.
#[cfg(test)]
fn rows_of(rows: &str) -> Vec<Vec<Option<f64>>> {
    let cell = |cell: char| cell.to_digit(10).map(f64::from);
    rows.split_whitespace().map(|row| row.chars().map(cell).collect()).collect()
}
