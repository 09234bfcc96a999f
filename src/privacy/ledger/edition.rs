//! One edition: what was published of a wave, over whose answers.

use crate::key::{Figure, Key, Place, What};
use crate::source::Spot;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One edition, as it stands in its file. Ids have become indexes.
#[derive(Clone, Debug)]
pub(super) struct Edition {
    /// Its file.
    pub file: Arc<str>,
    /// The wave that it is an edition of.
    pub wave: u8,
    /// What was first published with it.
    pub cells: BTreeSet<(Key, Figure)>,
    /// The tree of units and pools as it was then.
    pub tree: Tree,
    /// Suppliers whose own people had agreed to be named.
    pub attributed: BTreeSet<u16>,
    /// The items that were on the form of its wave, by audience.
    pub asked: BTreeMap<u8, BTreeSet<u16>>,
    /// The responses of its wave, by id and supplier.
    pub responses: Vec<Recorded>,
    /// Where each of them stands in the file.
    pub places: Vec<Spot>,
}

/// The units and pools of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tree {
    /// The unit above each.
    pub parents: BTreeMap<u16, Option<u16>>,
    /// The units of each pool.
    pub pools: BTreeMap<u16, BTreeSet<u16>>,
}

/// A response as an edition counted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recorded {
    /// Its id.
    pub id: String,
    /// Whom it is about.
    pub supplier: Option<u16>,
    /// Where it was counted.
    pub unit: u16,
    /// Whose it is.
    pub audience: u8,
    /// The scores that it counts in.
    pub counted: BTreeSet<What>,
    /// Items of these scores that it was asked and left open, so that it may be seen who counted over
    /// some of the items.
    pub open: BTreeSet<u16>,
    /// The digest of its answers.
    pub digest: String,
}

impl Recorded {
    /// What one person says about one supplier is one response.
    pub fn key(&self) -> (&str, Option<u16>) {
        (&self.id, self.supplier)
    }
}

impl Tree {
    /// Whether `unit` was `above` or below it.
    fn is_within(&self, unit: u16, above: u16) -> bool {
        // A tree is no deeper than it has units; in a circle, which is a mistake, the walk ends.
        let mut at = Some(unit);
        for _ in 0..=self.parents.len() {
            match at {
                Some(here) if here == above => return true,
                Some(here) => at = self.parents.get(&here).copied().flatten(),
                None => return false,
            }
        }
        false
    }

    /// Whether people of this unit were counted at a place.
    pub fn holds(&self, place: Place, unit: u16) -> bool {
        match place {
            Place::Organisation | Place::Supplier(_) => true,
            Place::Suppliers(_) => false,
            Place::Unit(above) => self.is_within(unit, above),
            Place::Pool(pool) => {
                let units = self.pools.get(&pool).into_iter().flatten();
                units.copied().any(|above| self.is_within(unit, above))
            }
        }
    }
}

impl Edition {
    /// Its number as people write it.
    pub fn number(&self) -> &str {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        name.strip_suffix(".toml").unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;
    use crate::key::Place;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn a_tree_holds_what_lies_below_and_survives_a_circle() {
        let parents =
            [(0, None), (1, Some(0)), (2, Some(1)), (3, Some(0)), (4, Some(5)), (5, Some(4))];
        let pools = BTreeMap::from([(0, BTreeSet::from([1, 3]))]);
        let tree = Tree { parents: BTreeMap::from(parents), pools };
        let held = |place| (0..6).filter(|&unit| tree.holds(place, unit)).collect::<Vec<u16>>();
        assert_eq!(held(Place::Unit(0)), [0, 1, 2, 3]);
        assert_eq!(held(Place::Unit(1)), [1, 2]);
        assert_eq!(held(Place::Pool(0)), [1, 2, 3]);
        assert_eq!(held(Place::Unit(4)), [4, 5]);
        assert_eq!(held(Place::Pool(9)), [0; 0]);
    }
}
