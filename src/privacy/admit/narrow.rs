//! Scores over some of the items of a form: of two waves, of all waves of a line, of two audiences.
//! Fewer people answered enough of them, so what two groups differ by may be other and fewer people
//! than over the whole form. Nothing is shown here that is not shown there.

use super::{Group, Whole, atoms, candidate, counts};
use crate::key::{People, Place, Waves, What};
use crate::privacy::ledger::History;
use crate::privacy::suppress::{Candidate, suppress};
use crate::privacy::{Family, Policy};
use crate::score::{Assessment, Subscale, WaveTally};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The families that figures over some of the items have.
const FAMILIES: [Family; 2] = [Family::Means, Family::Spread];

/// The places that may be shown of each subscale, among those that may be shown of the whole.
pub(super) fn admit(
    assessment: &Assessment<'_>,
    policy: &Policy,
    history: &History<'_>,
    whole: &Whole,
) -> BTreeMap<(Subscale, Family), BTreeSet<Place>> {
    let admitted = subscales(assessment, history).into_par_iter().flat_map(|(subscale, what)| {
        let past = history.over(&subscale);
        let is_own = |&&(wave, _, people): &&Group| {
            (wave, people) == (subscale.wave, People::Audience(subscale.audience))
        };
        FAMILIES.map(|family| {
            let groups = whole.get(&(assessment.with_own_people(what), family));
            let groups = groups.into_iter().flatten().filter(is_own);
            let (asked, others): (Vec<_>, Vec<_>) =
                groups.partition(|(_, place, _)| states_n(what, *place));
            let candidates = asked.into_iter().filter_map(|&group| {
                let counts = |atom| counts(assessment, atom, group.1, subscale.audience);
                candidate(assessment, group, past.now(subscale.wave, counts))
            });
            let (asked, candidates): (Vec<Group>, Vec<Candidate>) = candidates.unzip();
            let accepted =
                suppress(&atoms(policy, &past, family), &past.before(family), &candidates);
            let accepted = asked.iter().zip(accepted).filter(|(_, accepted)| *accepted);
            let shown = accepted.map(|(group, _)| group).chain(others);
            ((subscale.clone(), family), shown.map(|(_, place, _)| *place).collect())
        })
    });
    admitted.collect()
}

/// Whether a figure states the number of its people, so that it can be added and subtracted: practices
/// and items do so for the organisation only.
fn states_n(what: What, place: Place) -> bool {
    !matches!(what, What::Practice(_) | What::Item(_)) || place == Place::Organisation
}

/// Every part of a form that a dimension or the index is published over, now or in an earlier edition,
/// and what else was published over a part when other people had answered; each with one of its names.
fn subscales(assessment: &Assessment<'_>, history: &History<'_>) -> BTreeMap<Subscale, What> {
    let dimensions = (0u16..).take(assessment.survey.dimensions.len()).map(What::Dimension);
    let scores: Vec<What> = dimensions.chain([What::Index]).collect();
    let all = (0u8..).take(assessment.survey.audiences.len());
    let of_audience = |of: &WaveTally, wave: u8, audience: u8| -> Vec<(Subscale, What)> {
        let subscale = |&what| Some((assessment.subscale(of, (wave, audience), what)?, what));
        scores.iter().filter_map(subscale).collect()
    };
    let (mut found, mut whole) = (BTreeMap::new(), BTreeSet::new());
    for (&(wave, matched), of) in &assessment.tallies {
        for (subscale, what) in all.clone().flat_map(|audience| of_audience(of, wave, audience)) {
            if matched == Waves::NONE {
                whole.insert(subscale);
            } else {
                found.entry(subscale).or_insert(what);
            }
        }
    }
    for (&(wave, sides), of) in &assessment.sides {
        for (subscale, what) in sides.iter().flat_map(|audience| of_audience(of, wave, audience)) {
            found.entry(subscale).or_insert(what);
        }
    }
    for (subscale, what) in history.subscales() {
        found.entry(subscale.clone()).or_insert(what);
    }
    found.retain(|subscale, _| !whole.contains(subscale));
    found
}
