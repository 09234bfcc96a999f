//! Every version of every response: as it is now, and as it was in each edition. A response that was
//! changed or withdrawn since is another version, so that the difference of two editions is seen.

use crate::privacy::audit::content::{Content, Recorded};
use std::collections::BTreeMap;

/// Who gave some answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Base {
    /// By its place among the waves.
    pub wave: usize,
    /// By its place in the instrument.
    pub audience: usize,
    /// By its number among the names.
    pub unit: u32,
    /// By its number among the names.
    pub supplier: u32,
}

/// One version of one response.
#[derive(Clone, Debug)]
pub(super) struct Version<'c> {
    pub person: u32,
    /// By its place in [`Versions::bases`].
    pub base: u32,
    /// The response, if this is how it is now.
    pub now: Option<usize>,
    /// The editions that have it so.
    pub editions: Vec<(usize, &'c Recorded)>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Versions<'c> {
    pub bases: Vec<Base>,
    pub all: Vec<Version<'c>>,
    numbers: BTreeMap<Base, u32>,
}

impl<'c> Versions<'c> {
    /// Puts together what is and what was.
    pub fn of(content: &'c Content) -> Self {
        let mut new = Self::default();
        for (at, response) in content.people.responses.iter().enumerate() {
            let (unit, supplier) = (response.unit, response.supplier);
            let base = Base { wave: response.wave, audience: response.audience, unit, supplier };
            new.push(response.person, base, Some(at));
        }
        let mut known: BTreeMap<(usize, u32, u32, &str), usize> = BTreeMap::new();
        for (&at, digest) in &content.people.digests {
            let response = content.people.responses[at];
            known.insert((response.wave, response.person, response.supplier, digest), at);
        }
        for (edition, ledger) in content.editions.iter().enumerate() {
            let Some(wave) = content.wave(&ledger.wave) else { continue };
            for recorded in &ledger.responses {
                let Some((person, base)) = placed(content, wave, recorded) else { continue };
                let digest = recorded.digest.as_str();
                let at = *known.entry((wave, person, base.supplier, digest)).or_insert_with(|| {
                    new.push(person, base, None);
                    new.all.len() - 1
                });
                new.all[at].editions.push((edition, recorded));
            }
        }
        new
    }

    fn push(&mut self, person: u32, base: Base, now: Option<usize>) {
        let next = u32::try_from(self.bases.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(base).or_insert(next);
        if number == next {
            self.bases.push(base);
        }
        self.all.push(Version { person, base: number, now, editions: Vec::new() });
    }
}

/// Whose a recorded response was. Nothing comes back for an audience that is no more.
fn placed(content: &Content, wave: usize, recorded: &Recorded) -> Option<(u32, Base)> {
    let people = &content.people;
    Some((
        people.find_person(&recorded.id)?,
        Base {
            wave,
            audience: content.instrument.audience(&recorded.audience)?,
            unit: people.names.find(&recorded.unit)?,
            supplier: people.names.find(&recorded.supplier)?,
        },
    ))
}
