//! Who is served first.

use crate::key::Place;
use crate::score::Assessment;

/// Upper levels are served first; a pool comes after the units of its level, so that it takes a unit's
/// place only where the unit itself cannot be shown. A supplier lies inside its unit.
pub(super) fn level(assessment: &Assessment<'_>, place: Place) -> u32 {
    let depth = |unit: usize| u32::try_from(assessment.organisation.units[unit].depth).unwrap_or(0);
    match place {
        Place::Organisation => 0,
        Place::Suppliers(_) => 1,
        Place::Unit(unit) => 2 * depth(usize::from(unit)) + 2,
        Place::Pool(pool) => {
            let units = &assessment.organisation.pools[usize::from(pool)].units;
            units.first().map_or(0, |&unit| 2 * depth(unit) + 3)
        }
        Place::Supplier(supplier) => {
            2 * depth(assessment.organisation.suppliers[usize::from(supplier)].unit) + 4
        }
    }
}
