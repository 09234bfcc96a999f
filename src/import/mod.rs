//! What other survey tools export, made into tables of answers that `answers` reads.
//!
//! An [`Export`] is a CSV file or a workbook, row by row and never in memory as a whole. A [`Mapping`]
//! of imports.toml and the headings of the file give a [`Plan`]: which column is which item, and what
//! becomes of every other column. A [`Conversion`] turns rows into responses by that plan. What no
//! column of the plan asks for is never written, so names and addresses go nowhere.

mod book;
mod cells;
mod column;
mod convert;
mod dialect;
mod export;
mod fold;
mod given;
mod heading;
mod identity;
mod mapping;
mod plan;
mod row;
mod sniff;
mod sorted;
mod tally;
mod told;
mod unreadable;
mod write;

pub use convert::Conversion;
pub use dialect::Dialect;
pub use export::Export;
pub use fold::{fold, squash};
pub use heading::shown_headings;
pub use mapping::{Mapping, Meaning, read_mappings};
pub use plan::{Dropped, Ground, Plan, Unsure};
pub use row::Row;
pub use tally::{Found, Problem, Skip, Tally};
pub use told::Told;
pub use unreadable::{MOST_COLUMNS, Unreadable};
pub use write::with_mapping;
