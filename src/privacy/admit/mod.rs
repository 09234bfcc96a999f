//! Which groups may be shown without singling anybody out: exact suppression, run for everything
//! that has people of its own (each dimension, each question, the index, the answers as such) and
//! for each family of figures, over all waves at once.
//!
//! Only groups of one audience are put to the question. Everything else that is published follows
//! from them and says nothing new: a composite is a weighted sum of published groups, a gap and a
//! change are differences of two of them, and an index is a weighted sum of dimensions, all
//! published; practices and items are shown for groups whose dimension is shown, and count the same
//! people. Two kinds of group are of more than one audience and asked about as well: everybody who
//! answered, and the audiences of a unit merged where none of them can be shown alone.
//!
//! What earlier editions published counts as published already ([`super::ledger`]).

use super::ledger::{History, Past};
use super::suppress::{self, Candidate, Row, suppress};
use super::{Family, Policy};
use crate::key::{Audiences, People, Place, What};
use crate::score::Assessment;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// People at one place in one wave.
pub(super) type Group = (u8, Place, People);

/// The groups that may be shown, by what has people of its own and by family.
pub(super) struct Admitted(BTreeMap<(What, Family), BTreeSet<Group>>);

impl Admitted {
    /// Whether a figure of this family may be shown of a group.
    pub fn shows(
        &self,
        assessment: &Assessment<'_>,
        what: What,
        family: Family,
        group: Group,
    ) -> bool {
        let what = assessment.with_own_people(what);
        self.0.get(&(what, family)).is_some_and(|groups| groups.contains(&group))
    }
}

impl Admitted {
    /// The groups of merged audiences that may be shown, and what of.
    pub fn merged(&self) -> impl Iterator<Item = (What, Group)> {
        let means = self.0.iter().filter(|((_, family), _)| *family == Family::Means);
        let groups =
            means.flat_map(|((what, _), groups)| groups.iter().map(|group| (*what, *group)));
        groups.filter(|(_, (.., people))| matches!(people, People::Merged(_)))
    }
}

/// Puts every group to the question.
pub(super) fn admit(
    assessment: &Assessment<'_>,
    policy: &Policy,
    history: &History<'_>,
) -> Admitted {
    let is_base = |what: &What| !matches!(what, What::Practice(_) | What::Item(_));
    let bases: Vec<What> =
        assessment.survey.scored().filter(is_base).chain([What::Response]).collect();
    let admitted = bases.into_par_iter().flat_map(|what| {
        let crowd = Crowd { assessment, policy, what, past: &history.of(what) };
        let candidates = crowd.candidates();
        Family::ALL.map(|family| ((what, family), crowd.admitted(family, &candidates)))
    });
    Admitted(admitted.collect())
}

/// The people of one score.
struct Crowd<'a> {
    assessment: &'a Assessment<'a>,
    policy: &'a Policy,
    what: What,
    past: &'a Past<'a>,
}

impl Crowd<'_> {
    fn admitted(
        &self,
        family: Family,
        (groups, candidates): &(Vec<Group>, Vec<Candidate>),
    ) -> BTreeSet<Group> {
        let atoms: Vec<suppress::Atom> = self
            .past
            .atoms
            .iter()
            .map(|bundle| suppress::Atom {
                people: bundle.people.clone(),
                minimum: self.policy.minimum(family, bundle.atom.audience),
                attributed: bundle.attributed,
            })
            .collect();
        let mut before = self.past.before(family);
        let accepted = suppress(&atoms, &before, candidates);
        let asked = groups.iter().zip(candidates).zip(accepted);
        let (shown, hidden): (Vec<_>, Vec<_>) = asked.partition(|(_, accepted)| *accepted);
        let mut admitted: BTreeSet<Group> = shown.iter().map(|((group, _), _)| **group).collect();
        if family == Family::Means && matches!(self.what, What::Dimension(_)) {
            before.extend(shown.into_iter().map(|((_, one), _)| one.row.clone()));
            let hidden = hidden.into_iter().map(|((group, _), _)| *group);
            let hidden: Vec<Group> =
                hidden.filter(|group| !self.is_pooled(*group, &admitted)).collect();
            admitted.extend(self.merged(&atoms, &before, &hidden));
        }
        admitted
    }

    /// Every group that some page may show and in which somebody is, and what each is a sum of.
    fn candidates(&self) -> (Vec<Group>, Vec<Candidate>) {
        let mut candidates = Vec::new();
        for wave in self.assessment.closed() {
            for place in self.assessment.places() {
                let level = level(self.assessment, place);
                for audience in (0u8..).take(self.assessment.survey.audiences.len()) {
                    let atoms = self.atoms(wave, place, Audiences::of([audience]));
                    let group = (wave, place, People::Audience(audience));
                    candidates.extend(candidate(group, level, atoms));
                }
            }
            if self.what == What::Response {
                let all = Audiences::of((0u8..).take(self.assessment.survey.audiences.len()));
                let atoms = self.atoms(wave, Place::Organisation, all);
                let group = (wave, Place::Organisation, People::Everybody);
                candidates.extend(candidate(group, 0, atoms));
            }
        }
        candidates.into_iter().unzip()
    }

    /// The atoms of some audiences at a place, by their index.
    fn atoms(&self, wave: u8, place: Place, audiences: Audiences) -> Vec<u32> {
        self.past
            .now(wave, |atom| audiences.iter().any(|one| self.assessment.counts(atom, place, one)))
    }

    /// Whether a pool that is shown stands in for the place of a group.
    fn is_pooled(&self, (wave, place, _): Group, shown: &BTreeSet<Group>) -> bool {
        let Place::Unit(unit) = place else { return false };
        let pools = (0u16..).zip(&self.assessment.organisation.pools);
        let mut own = pools.filter(|(_, pool)| pool.units.contains(&usize::from(unit)));
        own.any(|(pool, _)| {
            shown.iter().any(|(of, place, _)| *of == wave && *place == Place::Pool(pool))
        })
    }

    /// Units of which no audience can be shown alone, with all audiences that answered there merged,
    /// where that can be shown.
    fn merged(&self, atoms: &[suppress::Atom], before: &[Row], hidden: &[Group]) -> Vec<Group> {
        let mut places: BTreeMap<(u8, Place), Vec<u8>> = BTreeMap::new();
        for (wave, place, people) in hidden {
            if let (Place::Unit(_), People::Audience(audience)) = (place, people) {
                places.entry((*wave, *place)).or_default().push(*audience);
            }
        }
        let answered = |wave, place| {
            let audiences = (0u8..).take(self.assessment.survey.audiences.len());
            let here =
                |audience: &u8| !self.atoms(wave, place, Audiences::of([*audience])).is_empty();
            audiences.filter(here).count()
        };
        let merged = places.into_iter().filter_map(|((wave, place), audiences)| {
            let is_all = audiences.len() > 1 && audiences.len() == answered(wave, place);
            let audiences = is_all.then(|| Audiences::of(audiences))?;
            let atoms = self.atoms(wave, place, audiences);
            let group = (wave, place, People::Merged(audiences));
            candidate(group, level(self.assessment, place), atoms)
        });
        let (groups, candidates): (Vec<Group>, Vec<Candidate>) = merged.unzip();
        let accepted = suppress(atoms, before, &candidates);
        groups.into_iter().zip(accepted).filter(|(_, yes)| *yes).map(|(group, _)| group).collect()
    }
}

fn candidate(group: Group, level: u32, atoms: Vec<u32>) -> Option<(Group, Candidate)> {
    (!atoms.is_empty()).then(|| (group, Candidate { level, row: Row::sum(atoms) }))
}

/// Upper levels are served first; a pool comes after the units of its level, so that it takes a unit's
/// place only where the unit itself cannot be shown. A supplier lies inside its unit.
fn level(assessment: &Assessment<'_>, place: Place) -> u32 {
    let depth = |unit: usize| u32::try_from(assessment.organisation.units[unit].depth).unwrap_or(0);
    match place {
        Place::Organisation | Place::Suppliers(_) => 0,
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
