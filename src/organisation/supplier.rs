//! Suppliers and what kind of relationship each one is meant to be.

use crate::source::Located;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The four relationship types of the literature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SupplierType {
    /// One order at a time.
    Transactional,
    /// Day-to-day operations together.
    Tactical,
    /// Long-term shared goals.
    Strategic,
    /// Some of each.
    Hybrid,
}

impl SupplierType {
    /// The types as they are written.
    pub const WORDS: [(&str, Self); 4] = [
        ("transactional", Self::Transactional),
        ("tactical", Self::Tactical),
        ("strategic", Self::Strategic),
        ("hybrid", Self::Hybrid),
    ];
}

/// One company that we buy from.
#[derive(Clone, Debug, PartialEq)]
pub struct Supplier {
    /// Its id.
    pub id: String,
    /// What pages call it.
    pub name: String,
    /// What we buy.
    pub category: String,
    /// The unit that answers for it, and to which its own people's answers count.
    pub unit: usize,
    /// Who is responsible for it here.
    pub liaison: Option<String>,
    /// Last day we dealt with it.
    pub until: Option<Date>,
    /// What the relationship is meant to be, oldest entry first; never empty.
    pub from: Vec<Relationship>,
}

/// An aim for one dimension. Whether the dimension exists is checked where the instrument is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Id of the dimension.
    pub dimension: Located<String>,
    /// The score aimed for, 0 to 100.
    pub score: u8,
}

/// What a relationship is meant to be from a day on.
#[derive(Clone, Debug, PartialEq)]
pub struct Relationship {
    /// First day it holds.
    pub date: Date,
    /// Its type.
    pub kind: SupplierType,
    /// 1 is the highest.
    pub priority: u32,
    /// Where it stands in the five-element cycle, 1 to 5.
    pub element: Option<u8>,
    /// Targets of its own by dimension id, on the 0–100 scale.
    pub targets: BTreeMap<String, u8>,
}
