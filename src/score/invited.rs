//! How many people were invited to a cell.

use super::{Assessment, WaveTally};
use crate::key::{Place, Waves};

impl Assessment<'_> {
    /// People of one audience who were invited at a place; none when some group that answered there
    /// has no invitation on record, because then nobody knows.
    pub fn invited(&self, wave: u8, place: Place, audience: u8) -> Option<u32> {
        let invitations = &self.responses.get(&wave)?.invitations;
        let tally: &WaveTally = self.tallies.get(&(wave, Waves::NONE))?;
        let own_people = self.survey.audiences[usize::from(audience)].is_supplier;
        let by_supplier = own_people || matches!(place, Place::Supplier(_));
        let recorded =
            tally.atoms.keys().filter(|atom| self.counts(**atom, place, audience)).all(|atom| {
                match atom.supplier {
                    Some(supplier) => invitations.suppliers.contains_key(&(supplier, audience)),
                    None => invitations.units.contains_key(&(atom.unit, audience)),
                }
            });
        let people: u32 = if by_supplier {
            let invited = invitations.suppliers.iter();
            invited
                .filter(|((supplier, to), _)| {
                    let unit = self.organisation.suppliers[usize::from(*supplier)].unit;
                    *to == audience && self.holds_supplier(place, *supplier, unit)
                })
                .map(|(_, people)| people)
                .sum()
        } else {
            let invited = invitations.units.iter();
            invited
                .filter(|((unit, to), _)| {
                    *to == audience && place.holds(self.organisation, usize::from(*unit))
                })
                .map(|(_, people)| people)
                .sum()
        };
        (recorded && people > 0).then_some(people)
    }

    fn holds_supplier(&self, place: Place, supplier: u16, unit: usize) -> bool {
        match place {
            Place::Supplier(one) => one == supplier,
            _ => place.holds(self.organisation, unit),
        }
    }
}
