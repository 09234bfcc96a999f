//! How many people were invited to a cell.

use super::{Assessment, Atom, Tally, WaveTally};
use crate::answers::Invitations;
use crate::key::{Place, Waves};
use std::collections::BTreeMap;

/// Whom an invitation is for: a unit or a supplier, and an audience.
type Part = (Option<u16>, u16, u8);

/// The invitation that the people of an atom answered to.
fn part_of(atom: Atom) -> Part {
    let unit = if atom.supplier.is_some() { 0 } else { atom.unit };
    (atom.supplier, unit, atom.audience)
}

fn invited_to(invitations: &Invitations, (supplier, unit, audience): Part) -> Option<u32> {
    let people = match supplier {
        Some(supplier) => invitations.suppliers.get(&(supplier, audience)),
        None => invitations.units.get(&(unit, audience)),
    };
    people.copied()
}

/// Whether each part that answered has an invitation on record, for so many people at least. If more
/// answered one of the numbers is wrong, and so is every sum that it is in.
fn is_known<'t>(
    invitations: &Invitations,
    answered: impl Iterator<Item = (&'t Atom, &'t Tally)>,
) -> bool {
    let mut parts: BTreeMap<Part, u32> = BTreeMap::new();
    for (atom, tally) in answered {
        *parts.entry(part_of(*atom)).or_default() += tally.people;
    }
    parts.into_iter().all(|(part, people)| {
        invited_to(invitations, part).is_some_and(|invited| people <= invited)
    })
}

impl Assessment<'_> {
    /// People of one audience who were invited at a place; none when some group that answered there
    /// has no invitation on record, or gave more answers than were invited, because then nobody knows.
    pub fn invited(&self, wave: u8, place: Place, audience: u8) -> Option<u32> {
        let invitations = &self.responses.get(&wave)?.invitations;
        let tally: &WaveTally = self.tallies.get(&(wave, Waves::NONE))?;
        let own_people = self.survey.audiences[usize::from(audience)].is_supplier;
        let by_supplier = own_people || matches!(place, Place::Supplier(_));
        let counted = tally.atoms.iter().filter(|(atom, _)| self.counts(**atom, place, audience));
        let is_known = is_known(invitations, counted);
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
        (is_known && people > 0).then_some(people)
    }

    fn holds_supplier(&self, place: Place, supplier: u16, unit: usize) -> bool {
        match place {
            Place::Supplier(one) => one == supplier,
            _ => place.holds(self.organisation, unit),
        }
    }
}
