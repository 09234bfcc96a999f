//! What people answered. Personal data starts here and goes no further than the gate:
//! rooms above `privacy` never name this one, and nothing here can be serialised.

mod responses;

pub use responses::{Answer, Comment, Invitations, Responses};
