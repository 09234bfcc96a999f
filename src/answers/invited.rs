//! Who was invited, and whether the places named in a wave existed then.

use super::Invitations;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::Names;
use crate::organisation::Organisation;
use crate::source::{Located, Spot};
use crate::survey::Wave;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Turns the invitations of a wave from ids into indexes.
pub fn invitations(
    wave: &Wave,
    names: &Names,
    organisation: &Organisation,
    to: &mut Diagnostics,
) -> Invitations {
    let mut all = Invitations::default();
    for group in &wave.invited {
        if let Some(id) = &group.supplier {
            let Some(supplier) = supplier(id, wave, names, organisation, to) else { continue };
            all.suppliers.extend(people(supplier, &group.people));
            if group.attributed && !all.attributed.contains(&supplier) {
                all.attributed.push(supplier);
            }
        } else if let Some(id) = &group.unit {
            let Some(unit) = unit(id, wave, names, organisation, to) else { continue };
            all.units.extend(people(unit, &group.people));
        }
    }
    all.attributed.sort_unstable();
    all
}

/// How many people answered, by unit, the supplier they answered about, and audience.
pub type Answered = BTreeMap<(u16, Option<u16>, u8), u32>;

/// Warns of groups of which more people answered than were invited.
pub fn compare_invited(wave: &Wave, names: &Names, answered: &Answered, to: &mut Diagnostics) {
    let of_unit = |unit: u16, audience: u8| answered.get(&(unit, None, audience)).copied();
    let of_supplier = |supplier: u16, audience: u8| {
        let own = answered
            .iter()
            .filter(|((_, about, of), _)| (*about, *of) == (Some(supplier), audience));
        Some(own.map(|(_, count)| count).sum())
    };
    for group in &wave.invited {
        for &(audience, invited) in &group.people {
            let Ok(audience) = u8::try_from(audience) else { continue };
            let (id, count) = match (&group.supplier, &group.unit) {
                (Some(id), _) => {
                    (id, names.supplier(&id.value).map(|at| of_supplier(at, audience)))
                }
                (None, Some(id)) => (id, names.unit(&id.value).map(|at| of_unit(at, audience))),
                (None, None) => continue,
            };
            let count = count.flatten().unwrap_or(0);
            if count > invited {
                let who = names.audiences().nth(usize::from(audience)).unwrap_or_default();
                let message = format!(
                    "{count} people of `{}` ({who}) answered, but {invited} were invited",
                    id.value
                );
                to.push(
                    Diagnostic::warning(Code::MoreThanInvited, id.spot.clone(), message)
                        .hint("correct the number; until then no response rate is given"),
                );
            }
        }
    }
}

/// A place invited twice was reported when the wave was read.
fn people(place: u16, people: &[(usize, u32)]) -> impl Iterator<Item = ((u16, u8), u32)> {
    let by_audience = people.iter().map(move |&(audience, count)| {
        let audience = u8::try_from(audience).ok()?;
        Some(((place, audience), count))
    });
    by_audience.flatten()
}

/// The unit of an id, if it exists and did when the wave closed.
pub(super) fn unit(
    id: &Located<String>,
    wave: &Wave,
    names: &Names,
    organisation: &Organisation,
    to: &mut Diagnostics,
) -> Option<u16> {
    let Some(index) = names.unit(&id.value) else {
        to.push_with(&id.spot, Code::UnknownName, || {
            let unknown = Diagnostic::unknown("unit", id, names.units());
            match names.pool(&id.value) {
                Some(_) => unknown.hint("this is a pool: name one of its units"),
                None => unknown,
            }
        });
        return None;
    };
    let unit = organisation.units.get(usize::from(index))?;
    if let Some(since) = unit.since.filter(|since| *since > wave.closes) {
        to.push(
            not_then(id.spot.clone(), wave).label(format!("`{}` exists since {since}", id.value)),
        );
    }
    if let Some(until) = ended(unit.until, wave) {
        let successor = unit.into.and_then(|into| organisation.units.get(into));
        let problem =
            not_then(id.spot.clone(), wave).label(format!("`{}` ended on {until}", id.value));
        to.push(match successor {
            Some(successor) => problem.hint(format!("it went into `{}`", successor.id)),
            None => problem,
        });
    }
    Some(index)
}

/// The supplier of an id, if we know it and dealt with it when the wave closed.
pub(super) fn supplier(
    id: &Located<String>,
    wave: &Wave,
    names: &Names,
    organisation: &Organisation,
    to: &mut Diagnostics,
) -> Option<u16> {
    let Some(index) = names.supplier(&id.value) else {
        to.push_with(&id.spot, Code::UnknownName, || {
            Diagnostic::unknown("supplier", id, names.suppliers())
        });
        return None;
    };
    let supplier = organisation.suppliers.get(usize::from(index))?;
    if let Some(until) = ended(supplier.until, wave) {
        to.push(not_then(id.spot.clone(), wave).label(format!("`{}` ended on {until}", id.value)));
    }
    Some(index)
}

fn ended(until: Option<Date>, wave: &Wave) -> Option<Date> {
    until.filter(|until| *until < wave.closes)
}

fn not_then(spot: Spot, wave: &Wave) -> Diagnostic {
    let message = format!("this did not exist on {}, when wave {} closed", wave.closes, wave.id);
    Diagnostic::error(Code::NotThen, spot, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::trial::trial;
    use crate::survey::Invited;
    use std::collections::BTreeMap;

    fn located(id: &str, at: usize) -> Located<String> {
        let file = "content/waves/2026-Q3/wave.toml".into();
        Located { value: id.to_owned(), spot: Spot::new(&file, at..at + 1) }
    }

    #[test]
    fn places_become_indexes_and_mistakes_are_told() {
        let mut site = trial();
        let at_unit = |id: &str, at| Invited {
            unit: Some(located(id, at)),
            supplier: None,
            people: vec![(0, 14)],
            attributed: false,
        };
        let acme = Invited {
            unit: None,
            supplier: Some(located("acme", 1)),
            people: vec![(0, 6), (1, 4)],
            attributed: true,
        };
        let units = ["emea", "benelx", "iberia"].into_iter().zip(2..);
        site.wave.invited = units.map(|(id, at)| at_unit(id, at)).chain([acme]).collect();
        let mut to = Diagnostics::default();
        let all = invitations(&site.wave, &site.names, &site.organisation, &mut to);
        assert_eq!(all.units, BTreeMap::from([((0, 0), 14), ((2, 0), 14)]));
        assert_eq!(all.suppliers, BTreeMap::from([((0, 0), 6), ((0, 1), 4)]));
        assert_eq!(all.attributed, [0]);
        let codes: Vec<_> = to.sorted().iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::UnknownName, Code::NotThen]);
    }
}
