//! Stories, awards, obstacles, meetings and pages: Markdown that people write beside the numbers.

mod note;

pub use note::{Kind, Note};
