//! Units and pools of units.

use crate::source::Located;
use jiff::civil::Date;

/// Why the organisation works with partners, and when that was last looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// The statement.
    pub text: String,
    /// The day of its last review.
    pub reviewed: Located<Date>,
}

/// One part of the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: String,
    /// What pages call it.
    pub name: String,
    /// The unit above it (an index into [`super::Organisation::units`], always smaller than its own).
    pub parent: Option<usize>,
    /// How many units stand above it.
    pub depth: usize,
    /// Who links it to procurement.
    pub liaison: Option<String>,
    /// First day it existed, if it is newer than the site.
    pub since: Option<Date>,
    /// Last day it existed.
    pub until: Option<Date>,
    /// The unit that took it over.
    pub into: Option<usize>,
}

/// Sibling units that are shown as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Its id.
    pub id: String,
    /// What pages call it.
    pub name: String,
    /// Its units, all children of one parent.
    pub units: Vec<usize>,
}
