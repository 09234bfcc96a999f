//! The live preview: the site as it would be built, served from memory to this machine alone, and
//! rebuilt whenever a file is saved. Beside `pipeline`, below `cli`. It writes nothing anywhere.
//!
//! ```text
//! Session   reads and rebuilds; what is right goes on the board, and what is wrong too
//!    |
//!  Board    the last good site, and the problem if there is one; answers any path
//!    |
//!  serve    the board over HTTP, on loopback
//! ```

mod board;
mod injected;
mod server;
mod session;

pub use board::{Board, Reply};
pub use server::{listen, serve};
pub use session::{Session, Turn};
