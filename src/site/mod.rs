//! The site as a whole: which view stands at which address, and the pages put together so that
//! nothing inside leads nowhere.
//!
//! ```text
//! assemble   views -> bytes, a page or the whole tree of files that goes out
//!  |     \      \
//! routes  links  sitemap    addresses · every `@/…` made relative, every link and anchor followed ·
//!                           the files for machines
//! ```

mod assemble;
mod links;
mod routes;
mod sitemap;

pub use assemble::Plan;
pub use links::absolute;
pub use routes::Routes;
