//! The form of every file that a person writes, as JSON Schema: editors complete keys, explain them and
//! mark mistakes while somebody types. The readers stay the judges; tests feed them what each schema says
//! and compare.
//!
//! ```text
//! file       which files there are, each with its form       json    a form as JSON Schema
//! site  survey  organisation  registers  waves  notes  imports  theme      the forms
//! form       what can stand under a key
//! ```

mod file;
mod form;
mod imports;
mod json;
mod notes;
mod organisation;
mod registers;
mod site;
mod survey;
mod theme;
mod waves;

pub use file::{File, files};
