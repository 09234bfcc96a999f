//! The people of one score over the whole form.

use super::{EVERYWHERE, Group, Whole, atoms, candidate, counts};
use crate::key::{Audiences, People, Place, What};
use crate::privacy::ledger::{History, Past};
use crate::privacy::suppress::{self, Candidate, Row, suppress};
use crate::privacy::{Family, Policy};
use crate::score::Assessment;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The groups that may be shown of everything that has people of its own.
pub(super) fn admit(assessment: &Assessment<'_>, policy: &Policy, history: &History<'_>) -> Whole {
    let is_base = |what: &What| !matches!(what, What::Practice(_) | What::Item(_));
    let bases: Vec<What> =
        assessment.survey.scored().filter(is_base).chain([What::Response]).collect();
    let admitted = bases.into_par_iter().flat_map(|what| {
        let crowd = Crowd { assessment, policy, what, past: &history.of(what) };
        let candidates = crowd.candidates();
        Family::ALL.map(|family| ((what, family), crowd.admitted(family, &candidates)))
    });
    admitted.collect()
}

/// The people of one score.
struct Crowd<'a> {
    assessment: &'a Assessment<'a>,
    policy: &'a Policy,
    what: What,
    past: &'a Past<'a>,
}

impl Crowd<'_> {
    fn admitted(&self, family: Family, candidates: &[(Group, Candidate)]) -> BTreeSet<Group> {
        let is_asked = |group: &Group| group.1 != EVERYWHERE || family == Family::Spread;
        let asked = candidates.iter().filter(|(group, _)| is_asked(group)).cloned();
        let (groups, candidates): (Vec<Group>, Vec<Candidate>) = asked.unzip();
        let atoms = atoms(self.policy, self.past, family);
        let mut before = self.past.before(family);
        let accepted = suppress(&atoms, &before, &candidates);
        let asked = groups.iter().zip(&candidates).zip(accepted);
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
    fn candidates(&self) -> Vec<(Group, Candidate)> {
        let mut candidates = Vec::new();
        for wave in self.assessment.closed() {
            for place in self.assessment.places().chain([EVERYWHERE]) {
                for audience in (0u8..).take(self.assessment.survey.audiences.len()) {
                    let atoms = self.atoms(wave, place, Audiences::of([audience]));
                    let group = (wave, place, People::Audience(audience));
                    candidates.extend(candidate(self.assessment, group, atoms));
                }
            }
            if self.what == What::Response {
                let all = Audiences::of((0u8..).take(self.assessment.survey.audiences.len()));
                let atoms = self.atoms(wave, Place::Organisation, all);
                let group = (wave, Place::Organisation, People::Everybody);
                candidates.extend(candidate(self.assessment, group, atoms));
            }
        }
        candidates
    }

    /// The atoms of some audiences at a place, by their index.
    fn atoms(&self, wave: u8, place: Place, audiences: Audiences) -> Vec<u32> {
        self.past
            .now(wave, |atom| audiences.iter().any(|one| counts(self.assessment, atom, place, one)))
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
            candidate(self.assessment, group, atoms)
        });
        let (groups, candidates): (Vec<Group>, Vec<Candidate>) = merged.unzip();
        let accepted = suppress(atoms, before, &candidates);
        groups.into_iter().zip(accepted).filter(|(_, yes)| *yes).map(|(group, _)| group).collect()
    }
}
