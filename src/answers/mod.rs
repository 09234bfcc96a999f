//! What people answered. Personal data starts here and goes no further than the gate:
//! rooms above `privacy` never name this one, and nothing here can be serialised.

mod batch;
mod chunks;
mod invited;
mod read;
mod responses;
mod sheet;

pub use invited::invitations;
pub use read::read;
pub use responses::{Answer, Comment, Invitations, Responses};
