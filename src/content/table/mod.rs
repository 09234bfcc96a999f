//! TOML with a place for every value.
//!
//! ```text
//! lists    `[[key]]`, and the slips that people make there
//!   |
//! fields   a table, field by field
//!   |  \
//! row   id   a single value · what may be an id
//!   |
//! syntax   the parser, and what is wrong before anything can be understood
//! ```

mod fields;
mod id;
mod lists;
mod row;
mod syntax;

pub use fields::{Fields, Glance, parse_toml};
pub use id::{RESERVED, is_id};
pub use row::Row;
pub use syntax::Part;
