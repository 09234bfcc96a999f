//! The live preview: the site as it would be built, served from memory to this machine alone, and
//! rebuilt whenever a file is saved. Beside `pipeline`, below `cli`. It writes nothing anywhere.
//!
//! ```text
//! Session   reads and composes, shows it, and then looks at the whole of it; what is wrong is shown too
//!    |
//!  Board    the site as it is now, and the problem if there is one; answers any path
//!    |
//!  serve    the board over HTTP, on loopback
//! ```

mod board;
mod injected;
mod server;
mod session;

pub use board::{Board, Pages, Reply};
pub use server::{listen, serve};
pub use session::{Session, Turn};
