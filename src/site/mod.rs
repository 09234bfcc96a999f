//! The site as a whole: which view stands at which address, and the pages put together so that
//! nothing inside leads nowhere.
//!
//! ```text
//! assemble   views -> bytes -> the tree of files that goes out
//!  |     \
//! routes  links    addresses · every `@/…` made relative, every link and anchor followed
//! ```

mod assemble;
mod links;
mod routes;

pub use assemble::assemble;
pub use links::absolute;
pub use routes::Routes;
