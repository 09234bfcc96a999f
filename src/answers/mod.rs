//! What people answered. Personal data starts here and goes no further than the gate:
//! rooms above `privacy` never name this one, and nothing here can be serialised.

mod batch;
mod cells;
mod check;
mod chunks;
mod decisions;
mod faults;
mod header;
mod ids;
mod invited;
mod pieces;
mod read;
mod read_csv;
mod read_toml;
mod responses;
mod sheet;
mod write;

pub use check::LONGEST_COMMENT;
pub use ids::Ids;
pub use invited::{Answered, compare_invited, invitations};
pub use read::{Files, locate, read};
pub use responses::{Answer, Comment, Decision, Invitations, Responses};
pub use write::Writer;
