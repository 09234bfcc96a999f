//! `rapportage` turns a folder of survey answers and notes into a site of charted reports.

pub mod answers;
pub mod chart;
pub mod config;
pub mod content;
pub mod diag;
pub mod disk;
pub mod key;
pub mod notes;
pub mod organisation;
pub mod privacy;
pub mod render;
pub mod score;
pub mod site;
pub mod source;
pub mod survey;
pub mod view;
