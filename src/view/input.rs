//! What pages are made from.

use crate::content::markdown::Link;
use crate::key::Names;
use crate::notes::{Embedded, Issue, Note, Passage};
use crate::organisation::{Organisation, SupplierType};
use crate::privacy::Report;
use crate::register::Register;
use crate::survey::{Survey, Wave};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Everything that pages may know. No answer is in here: the report has passed the gate.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// What the site says about itself.
    pub options: Options,
    /// The instrument.
    pub survey: &'a Survey,
    /// Units and suppliers.
    pub organisation: &'a Organisation,
    /// All waves, oldest first.
    pub waves: &'a [Wave],
    /// Ids.
    pub names: &'a Names,
    /// Measures, goals, actions, hours and the playbook.
    pub register: &'a Register,
    /// All notes.
    pub notes: &'a [Note],
    /// The issues of the newsletter, newest first.
    pub issues: &'a [Issue],
    /// The editor's commentary, by wave.
    pub reviews: &'a BTreeMap<u8, Review>,
    /// The published figures.
    pub report: &'a Report,
}

/// What the site says about itself.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whose report it is.
    pub organisation: String,
    /// What the report is called.
    pub title: String,
    /// The language of its pages.
    pub language: String,
    /// All languages of the site, that of the report first; surveys are put in each.
    pub languages: Vec<String>,
    /// Where the answers of surveys are sent to, if anywhere.
    pub endpoint: Option<String>,
    /// Where the site will stand, if that is known; pages need it for nothing but the way home
    /// from an address that leads nowhere.
    pub base_url: Option<String>,
    /// Whether the data is made up.
    pub sample: bool,
    /// The organisation's target for each dimension of the survey.
    pub targets: Vec<Option<u8>>,
    /// The same for all suppliers of a type.
    pub type_targets: BTreeMap<SupplierType, Vec<Option<u8>>>,
    /// What the levels of maturity are called, where the site has its own.
    pub levels: Vec<String>,
    /// Whether the newest report is put into one file, too.
    pub single_file: bool,
    /// Whether notes marked as drafts get pages.
    pub drafts: bool,
    /// The day of the report.
    pub date: Date,
}

/// The editor's commentary on a wave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// What is to be decided, in one plain sentence.
    pub decision: Option<String>,
    /// The commentary: HTML that a page may contain as it is, and figures between.
    pub body: Vec<Passage<Embedded>>,
    /// Its links, with their places in the file.
    pub links: Vec<Link>,
}
