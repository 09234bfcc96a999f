//! Arithmetic on answers: recoding, person scores, and what a group of people adds up to.
//! It cannot fail: too little data is a value. Nothing here is shown before it has passed `privacy`.
//!
//! Every answer is read once per set of items and lands in the [`Tally`] of its *atom*, the
//! smallest group whose answers travel together. Every larger group is a sum of atoms.

mod assess;
mod estimate;
mod figure;
mod invited;
mod members;
mod moments;
mod person;
mod roster;
pub mod statistics;
mod subscale;
mod tally;

pub use assess::{Assessment, Options, assess};
pub use estimate::{Group, Part, Pooled, Typical};
pub use figure::{Difference, Estimate, Side, Spread, difference, estimate};
pub use moments::Moments;
pub use roster::{Association, Cohort, Resting, Roster};
pub use subscale::{Membership, Subscale};
pub use tally::{Atom, ItemTally, Measure, Tally, WaveTally};
