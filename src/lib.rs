//! `rapportage` turns a folder of survey answers and notes into a site of charted reports.
//!
//! The whole program is one pure function, [`pipeline::run`]:
//!
//! 1. [`disk`] reads content/ and themes/ into a [`source::Tree`];
//! 2. [`content`] says which file is what, [`survey`], [`organisation`], [`register`], [`notes`] and
//!    [`answers`] read them, and every mistake becomes a [`diag::Diagnostic`] with its place;
//! 3. [`score`] adds up the answers by atom, the smallest group that always travels together;
//! 4. [`privacy`] is the gate: it lets out what may be shown, rounded once, by [`key`];
//! 5. [`view`] puts figures into words and [`chart`]s, [`render`] into pages, [`site`] into a tree;
//! 6. [`disk`] replaces output/ by that tree, all or nothing.

pub mod answers;
pub mod chart;
pub mod cli;
pub mod collect;
pub mod config;
pub mod content;
pub mod diag;
pub mod disk;
pub mod import;
pub mod key;
pub mod newsletter;
pub mod notes;
pub mod organisation;
pub mod pipeline;
pub mod preview;
pub mod privacy;
pub mod register;
pub mod render;
pub mod schema;
pub mod score;
pub mod site;
pub mod source;
pub mod survey;
pub mod table;
pub mod view;
