//! The newsletter as mail: what stands in the web copy of an issue, once more for mail programs.
//!
//! ```text
//! compose    an issue -> mail.html, newsletter.eml, newsletter.txt and its pictures
//!   |   \
//!  eml  text   a message with everything in it · the same words without any mark-up
//! ```
//!
//! Every figure comes from the same view as the web copy, so nothing can be said here that is not
//! published there.

mod compose;
mod eml;
mod text;

pub use compose::compose;

/// Where all issues lie in the site.
pub const FOLDER: &str = "newsletter/";
