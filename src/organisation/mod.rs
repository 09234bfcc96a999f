//! Who we are and whom we work with: the tree of units and the suppliers.
//! Nothing here knows an answer.

mod read;
mod supplier;
mod tree;
mod unit;

pub use read::{check_targets, read, read_targets};
pub use supplier::{Relationship, Supplier, SupplierSet, SupplierType, Target};
pub use unit::{Pool, Purpose, Unit};

use jiff::civil::Date;
use std::collections::BTreeSet;

/// Units in depth-first order (a parent before its children) and suppliers in the file's order.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    /// What the relationships are for.
    pub purpose: Option<Purpose>,
    /// The unit tree, flat.
    pub units: Vec<Unit>,
    /// Groups of sibling units that are shown together.
    pub pools: Vec<Pool>,
    /// The suppliers.
    pub suppliers: Vec<Supplier>,
}

impl Organisation {
    /// The one unit without a parent, when there is exactly one: it *is* the organisation.
    pub fn root(&self) -> Option<usize> {
        let mut roots = (0..self.units.len()).filter(|&unit| self.units[unit].parent.is_none());
        match (roots.next(), roots.next()) {
            (Some(root), None) => Some(root),
            _ => None,
        }
    }

    /// What we buy, each once, in the order of the alphabet.
    pub fn categories(&self) -> Vec<&str> {
        let all: BTreeSet<&str> = self.suppliers.iter().map(|one| one.category.as_str()).collect();
        all.into_iter().collect()
    }

    /// Whether a supplier is in a set on a day; before its first entry it is in none.
    pub fn is_in(&self, supplier: usize, set: SupplierSet, day: Date) -> bool {
        let Some(supplier) = self.suppliers.get(supplier) else { return false };
        let Some(entry) = supplier.on(day) else { return false };
        match set {
            SupplierSet::All => true,
            SupplierSet::Type(kind) => entry.kind == kind,
            SupplierSet::Category(category) => {
                self.categories().get(usize::from(category)) == Some(&supplier.category.as_str())
            }
        }
    }

    /// Whether `unit` is `above` or lies below it.
    pub fn is_within(&self, unit: usize, above: usize) -> bool {
        let mut at = Some(unit);
        while let Some(here) = at {
            if here == above {
                return true;
            }
            at = self.units[here].parent;
        }
        false
    }
}
