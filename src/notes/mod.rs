//! Stories, awards, obstacles, meetings and pages: Markdown that people write beside the numbers; and
//! the issues of the newsletter, which pick from them.

mod figures;
mod issue;
mod links;
mod note;
mod read;
mod review;

pub use crate::content::markdown::Passage;
pub use figures::{Chart, Embedded, Show};
pub use issue::{Issue, Known, read_issues};
pub use links::{Site, check_links};
pub use note::{Kind, Note};
pub use read::read;
pub use review::{Review, read_review};
