//! From views to HTML: themes, words and the template engine. The only home of tera.
//!
//! A theme is a folder of templates/, static/ and words/. The default theme is part of the program;
//! a site's `themes/NAME/` wins over it file by file. Templates are dumb: they print what `view` has
//! put into words, and everything is escaped but what a view marks as safe HTML.

mod layers;
mod theme;
mod words;

pub use theme::{Spoken, Theme};
