//! Answers over HTTP: a small receiver for an intranet. It keeps no addresses and no times, and says
//! "thank you" only when the disk has the answer.
//!
//! ```text
//! server   HTTP: sizes, origins, when to stop
//!   |  \
//!   |   limit   not more than so many requests in a while
//! inbox    is it an answer, is it new; a file of its own for each
//! ```

mod inbox;
mod limit;
mod server;

pub use inbox::{Inbox, Received};
pub use server::{Settings, listen};
