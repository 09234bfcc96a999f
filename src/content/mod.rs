//! Which file is what, and how its text is read: TOML with a place for every value,
//! front matter, Markdown. The meaning of the values belongs to the rooms above.

mod front_matter;
mod layout;
pub mod markdown;
mod table;

pub use front_matter::{FrontMatter, front_matter, optional_front_matter};
pub use layout::{Layout, WaveFolder, not_utf8};
pub use markdown::Markdown;
pub use table::{Fields, Glance, Part, RESERVED, Row, is_id, parse_toml};
