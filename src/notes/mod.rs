//! Stories, awards, obstacles, meetings and pages: Markdown that people write beside the numbers; and
//! the issues of the newsletter, which pick from them.

mod issue;
mod links;
mod note;
mod read;
mod review;

pub use issue::{Issue, Known, read_issues};
pub use links::{Site, check_links};
pub use note::{Kind, Note};
pub use read::read;
pub use review::{Review, read_review};
