//! What stands beside a unit: the places above it, over the same audiences.

use super::accept::{Accepted, Subject};
use super::gate::Gate;
use crate::key::{Audiences, Key, People, Place, Waves, What};
use crate::privacy::figures::Figures;
use crate::score::Roster;
use std::collections::{BTreeMap, BTreeSet};

impl Gate<'_> {
    /// What stands above a unit, over the audiences that the unit shows, so that the two can be compared
    /// like with like. Nothing new is told: every part is shown anyway.
    pub(super) fn besides(
        &self,
        accepted: &Accepted,
        roster: &Roster<'_>,
    ) -> BTreeMap<Key, Figures> {
        let mut wanted: BTreeSet<(Subject, Audiences)> = BTreeSet::new();
        for (&(wave, matched, what, place), parts) in accepted {
            let is_compared = matches!(what, What::Index | What::Dimension(_) | What::Practice(_));
            if matched != Waves::NONE || !is_compared {
                continue;
            }
            let own = Audiences::of(parts.keys().copied());
            let above = self.above(place).into_iter().map(|above| (wave, matched, what, above));
            wanted.extend(above.filter_map(|subject| {
                let shown = Audiences::of(accepted.get(&subject)?.keys().copied());
                (own.len() > 1 && own != shown && own.and(shown) == own).then_some((subject, own))
            }));
        }
        let cells = wanted.into_iter().filter_map(|((wave, matched, what, place), audiences)| {
            let key = Key { wave, matched, what, place, people: People::Composite(audiences) };
            let audiences: Vec<u8> = audiences.iter().collect();
            Some((key, self.cell(accepted, roster, key, &audiences)?))
        });
        cells.collect()
    }

    /// The units above a unit or pool, and the organisation.
    fn above(&self, place: Place) -> Vec<Place> {
        let organisation = self.assessment.organisation;
        let first = match place {
            Place::Unit(unit) => organisation.units[usize::from(unit)].parent,
            Place::Pool(pool) => {
                let units = &organisation.pools[usize::from(pool)].units;
                units.first().and_then(|&unit| organisation.units[unit].parent)
            }
            _ => return Vec::new(),
        };
        let parents = std::iter::successors(first, |&unit| organisation.units[unit].parent);
        let parents = parents.filter(|&unit| Some(unit) != organisation.root());
        let places = parents.filter_map(|unit| u16::try_from(unit).ok()).map(Place::Unit);
        places.chain([Place::Organisation]).collect()
    }
}
