//! Suppliers and what kind of relationship each one is meant to be.

use crate::source::Located;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The four relationship types of the literature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// The type as it is written.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// Several suppliers taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SupplierSet {
    /// Every supplier.
    All,
    /// Those that are meant to be of a type.
    Type(SupplierType),
    /// Those from whom we buy one thing, an index into [`super::Organisation::categories`].
    Category(u16),
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

impl Supplier {
    /// What the relationship is meant to be on a day: the newest entry that is not after it.
    pub fn on(&self, day: Date) -> Option<&Relationship> {
        self.from.iter().rev().find(|entry| entry.date <= day)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_newest_entry_that_is_not_after_the_day_holds() {
        let entry = |date, kind| Relationship {
            date,
            kind,
            priority: 1,
            element: None,
            targets: BTreeMap::new(),
        };
        let supplier = Supplier {
            id: "acme".into(),
            name: "Acme".into(),
            category: "castings".into(),
            unit: 0,
            liaison: None,
            until: None,
            from: vec![
                entry(date(2025, 7, 1), SupplierType::Tactical),
                entry(date(2026, 7, 1), SupplierType::Strategic),
            ],
        };
        let kind = |day| supplier.on(day).map(|entry| entry.kind);
        assert_eq!(kind(date(2025, 6, 30)), None);
        assert_eq!(kind(date(2026, 6, 30)), Some(SupplierType::Tactical));
        assert_eq!(kind(date(2026, 7, 1)), Some(SupplierType::Strategic));
    }
}
