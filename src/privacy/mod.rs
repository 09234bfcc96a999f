//! The gate. Below it are people's answers; above it are only [`Published`] figures, and only
//! this room can make one. It decides which cells may be shown at all, rounds what it lets
//! through, and gives the rest one silence without a reason.

mod admit;
pub mod audit;
mod comments;
mod compose;
mod figures;
pub mod ledger;
mod maturity;
mod owner;
mod policy;
mod portfolio;
mod publish;
mod published;
mod report;
mod rounding;
pub mod suppress;
mod told;

pub use crate::score::statistics::Strength;
pub use comments::{Quote, pending};
pub use maturity::{Lacking, Levels, Maturity};
pub use owner::Owner;
pub use policy::{Family, Policy};
pub use publish::publish;
pub use published::{
    Agreement, Bounds, Clustering, Edge, Hundredths, Interval, PValue, Published, Recommend,
    Reliability, Score, Shares, Tenths,
};
pub use report::{Cell, Comparison, Drivers, Minimums, Report, Responded, Verdict};
