//! Which file is what, and how its text is read: TOML with a place for every value,
//! front matter, Markdown. The meaning of the values belongs to the rooms above.

mod fields;
mod front_matter;
mod layout;

pub use fields::{Fields, Part, Row, is_id, parse_toml};
pub use front_matter::front_matter;
pub use layout::{Layout, WaveFolder, is_wave_id};
