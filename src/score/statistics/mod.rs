//! Statistics on plain numbers: no survey, no input, no output, no people by name.
//!
//! Plain numbers go in, plain structs come out. Too little data is a value ([`Insufficient`], or
//! `None` where there is nothing to count), and so is "everyone answered"
//! ([`Certainty::Everyone`]). No function returns NaN or an infinite number, and none panics: input
//! whose squares leave the range of an `f64` counts as too little data.
//!
//! Scores, means, shares and margins are on 0–100, p values and coefficients on their own scale.
//! Every interval is a 95 % interval and is *not* cut at the ends of the scale; [`Interval::cut`]
//! does that when it is shown.
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
#[cfg(test)]
pub(super) mod fixtures;
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
pub use covariance::{complete_rows, fewest_shared};
pub use drivers::{Drivers, RelativeWeights, drivers, people_for, relative_weights};
pub use insufficient::Insufficient;
pub use interval::{Certainty, Coverage, Interval, Precision, mean_precision};
pub use proportion::{margin, non_response_bounds, response_rate, wilson};
pub use recode::item_score;
pub use recommend::{Recommend, RecommendError, recommend};
pub use reliability::{Alpha, Blanks, alpha};
