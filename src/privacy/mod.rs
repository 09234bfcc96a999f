//! The gate. Below it are people's answers; above it are only [`Published`] figures, and only
//! this room can make one. It decides which cells may be shown at all, rounds what it lets
//! through, and gives the rest one silence without a reason.

mod admit;
pub mod audit;
mod policy;
mod publish;
mod published;
mod report;
mod response;
mod rounding;
pub mod suppress;

pub use policy::Policy;
pub use publish::publish;
pub use published::{Edge, Interval, PValue, Published, Score, Shares};
pub use report::{Cell, Change, Report, Responded, Verdict};
