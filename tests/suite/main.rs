//! All tests of the library and the program, as one program: it is linked once, and what several tests
//! look at is built once. `cargo test NAME` runs those of one file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod audit;
mod charts;
mod cli;
mod collect;
mod comments;
mod diagnostics;
mod docs;
mod editions;
mod explain;
mod export;
mod gate;
mod guards;
mod hostile;
mod import;
mod matched;
mod million;
mod newest;
mod newsletter;
mod owner;
mod pages;
mod preview;
mod privacy;
mod promises;
mod receiver;
mod registers;
mod sample;
mod sample_answers;
mod schema;
mod score;
mod scoring;
mod search;
mod single_file;
mod sites;
mod statistics;
mod suppliers;
mod survey;
mod survey_export;
