//! `rapportage` turns a folder of survey answers and notes into a site of charted reports.

pub mod answers;
pub mod content;
pub mod diag;
pub mod key;
pub mod notes;
pub mod organisation;
pub mod privacy;
pub mod score;
pub mod source;
pub mod survey;
