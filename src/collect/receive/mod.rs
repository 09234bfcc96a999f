//! Answers over HTTP: a small receiver for an intranet. It keeps no addresses and no times, and says
//! "thank you" only when the disk has the answer.
//!
//! ```text
//! server   HTTP: sizes, origins, what is said to whom
//!   |  \
//!   |   limit         not more than so many requests in a while
//!   |   connections   not more than so many at a time, nor for ever; the end
//!   |     |
//!   |   until         when to stop
//! inbox    is it an answer, is it new; a file of its own for each
//! ```

mod connections;
mod inbox;
mod limit;
mod server;
mod until;

pub use inbox::{Inbox, Received};
pub use server::{Settings, listen};
