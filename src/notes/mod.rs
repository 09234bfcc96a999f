//! Stories, awards, obstacles, meetings and pages: Markdown that people write beside the numbers.

mod figures;
mod links;
mod note;
mod read;
mod review;

pub use crate::content::markdown::Passage;
pub use figures::{Chart, Embedded, Show};
pub use links::{Site, check_links};
pub use note::{Kind, Note};
pub use read::read;
pub use review::{Review, read_review};
