//! How many have not answered yet, group by group. These numbers are of single groups, however small:
//! they go to the owner's terminal and nowhere else.

use super::Site;
use crate::answers::Responses;
use crate::survey::Wave;

/// One group that was invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The unit, or the supplier that its people answer about.
    pub place: String,
    /// The audience.
    pub audience: String,
    /// How many people were invited.
    pub invited: u32,
    /// How many of them answered.
    pub answered: u32,
}

/// Every group of a wave, in the order of wave.toml.
pub fn groups(site: &Site, wave: &Wave, responses: &Responses) -> Vec<Group> {
    let count = |unit: Option<u16>, supplier: Option<u16>, audience: usize| {
        let is_theirs = |&at: &usize| {
            usize::from(responses.audiences[at]) == audience
                && responses.suppliers[at] == supplier
                && unit.is_none_or(|unit| responses.units[at] == unit)
        };
        u32::try_from((0..responses.len()).filter(is_theirs).count()).unwrap_or(u32::MAX)
    };
    let mut groups = Vec::new();
    for invited in &wave.invited {
        let unit = invited.unit.as_ref().and_then(|id| site.names.unit(&id.value));
        let supplier = invited.supplier.as_ref().and_then(|id| site.names.supplier(&id.value));
        let Some(place) = invited.supplier.as_ref().or(invited.unit.as_ref()) else { continue };
        groups.extend(invited.people.iter().map(|&(audience, people)| Group {
            place: place.value.clone(),
            audience: site.survey.audiences[audience].id.clone(),
            invited: people,
            answered: count(unit, supplier, audience),
        }));
    }
    groups
}
