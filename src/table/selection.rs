//! Which cells are asked for.

use crate::key::{Key, People, Place, What};
use std::collections::BTreeSet;

/// What a table is broken down by. Dimensions and the index are always in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Units and pools.
    Unit,
    /// Audiences, and the gaps between them.
    Audience,
    /// Suppliers.
    Supplier,
    /// Dimensions, which are there in any case.
    Dimension,
    /// Practices.
    Practice,
    /// Items.
    Item,
    /// Questions outside the dimensions.
    Question,
}

/// One wave's cells, broken down, with what changed since the wave before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The wave.
    pub wave: u8,
    /// The wave before, if there is one.
    pub before: Option<u8>,
    /// What the table is broken down by.
    pub by: BTreeSet<By>,
}

impl Selection {
    /// Whether a cell is asked for.
    pub fn wants(&self, key: &Key) -> bool {
        let by = |one: By| self.by.contains(&one);
        let what = match key.what {
            What::Response | What::Index | What::Dimension(_) => true,
            What::Practice(_) => by(By::Practice),
            What::Item(_) => by(By::Item),
            What::Question(_) => by(By::Question),
        };
        let place = match key.place {
            Place::Organisation => true,
            Place::Unit(_) | Place::Pool(_) => by(By::Unit),
            Place::Supplier(_) | Place::Suppliers(_) => by(By::Supplier),
        };
        let people = match key.people {
            People::Audience(_) | People::Gap(..) => by(By::Audience),
            // The same as that audience.
            People::Composite(audiences) if audiences.len() == 1 => !by(By::Audience),
            People::Composite(_) | People::Merged(_) | People::Everybody => true,
        };
        let waves = key.matched.is_empty() || key.matched.only() == self.before;
        key.wave == self.wave && waves && what && place && people
    }

    /// Whether a cell is asked for because of what changed since the wave before.
    pub fn is_change(&self, key: &Key) -> bool {
        !key.matched.is_empty()
    }
}
