//! The gate. Below it are people's answers; above it are only [`Published`] figures, and only
//! this room can make one. It decides which cells may be shown at all, rounds what it lets
//! through, and gives the rest one silence without a reason.

pub mod audit;
mod published;
mod report;
pub mod suppress;

pub use published::{Edge, Interval, PValue, Published, Score, Shares};
pub use report::{Cell, Change, Report, Responded, Verdict};
