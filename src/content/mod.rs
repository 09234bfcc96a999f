//! Which file is what, and how its text is read: TOML with a place for every value,
//! front matter, Markdown. The meaning of the values belongs to the rooms above.

mod fields;
mod front_matter;
mod layout;
pub mod markdown;

pub use fields::{Fields, Glance, Part, Row, is_id, parse_toml};
pub use front_matter::{FrontMatter, front_matter, optional_front_matter};
pub use layout::{Layout, WaveFolder};
pub use markdown::Markdown;
