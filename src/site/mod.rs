//! The site as a whole: which view stands at which address, and the pages put together so that
//! nothing inside leads nowhere.
//!
//! ```text
//! assemble   views -> bytes, a page or the whole tree of files that goes out
//!  |     \      \        \        \
//! routes  links  sitemap  search  alone    addresses · every `@/…` made relative, every link and anchor
//!           |                |      |      followed · the files for machines · what the search looks
//!           |            headings   |      through · the newest report as one file
//!          tags -------------'------'      the tags of a finished page
//! ```

mod alone;
mod assemble;
mod headings;
mod links;
mod routes;
mod search;
mod sitemap;
mod tags;

pub use assemble::Plan;
pub use links::absolute;
pub use routes::Routes;
