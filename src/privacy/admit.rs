//! Which groups may be shown without singling anybody out: exact suppression, run for every
//! dimension (people differ between them) and for both families of figures, over all waves at once.
//!
//! Only groups of one audience are put to the question. Everything else that is published follows
//! from them and says nothing new: a composite is a weighted sum of published groups; a change is
//! the difference of one group's figures in two waves, both published; an index is a weighted sum of
//! dimensions, all published; practices and items are shown for groups whose dimension is shown, and
//! count the same people.

use super::Policy;
use super::suppress::{self, Candidate, Row, suppress};
use crate::key::{Place, What};
use crate::score::{Assessment, Members};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// One audience at one place in one wave.
type Group = (u8, Place, u8);

/// The groups that may be shown, by dimension.
pub(super) struct Admitted {
    means: Vec<BTreeSet<Group>>,
    spread: Vec<BTreeSet<Group>>,
}

impl Admitted {
    /// Whether a group's means, shares and n may be shown.
    pub fn shows_mean(&self, assessment: &Assessment<'_>, what: What, group: Group) -> bool {
        holds(&self.means, assessment, what, group)
    }

    /// Whether what shows a group's own spread may be shown.
    pub fn shows_spread(&self, assessment: &Assessment<'_>, what: What, group: Group) -> bool {
        holds(&self.spread, assessment, what, group)
    }
}

/// The index needs all dimensions that were asked of the audience.
fn holds(
    admitted: &[BTreeSet<Group>],
    assessment: &Assessment<'_>,
    what: What,
    group: Group,
) -> bool {
    let survey = assessment.survey;
    let shown = |dimension: usize| admitted.get(dimension).is_some_and(|one| one.contains(&group));
    match what {
        What::Dimension(dimension) => shown(usize::from(dimension)),
        What::Practice(practice) => shown(survey.practices[usize::from(practice)].dimension),
        What::Item(item) => shown(survey.dimension_of(usize::from(item))),
        What::Index => {
            let asked = |dimension: &usize| assessment.is_asked(group.0, *dimension, group.2);
            let mut asked = (0..survey.dimensions.len()).filter(asked).peekable();
            asked.peek().is_some() && asked.all(shown)
        }
        What::Response | What::Question(_) => false,
    }
}

/// Puts every group to the question.
pub(super) fn admit(assessment: &Assessment<'_>, policy: &Policy) -> Admitted {
    let dimensions: Vec<usize> = (0..assessment.survey.dimensions.len()).collect();
    let admitted: Vec<_> = dimensions
        .into_par_iter()
        .map(|dimension| {
            let members = assessment.members(dimension);
            let means = groups(assessment, &members, |audience| policy.minimum(audience));
            let spread = groups(assessment, &members, |audience| {
                policy.minimum(audience).max(policy.spread)
            });
            (means, spread)
        })
        .collect();
    let (means, spread) = admitted.into_iter().unzip();
    Admitted { means, spread }
}

fn groups(
    assessment: &Assessment<'_>,
    members: &Members,
    minimum: impl Fn(u8) -> u32,
) -> BTreeSet<Group> {
    let atoms: Vec<suppress::Atom> = members
        .iter()
        .map(|((wave, atom), people)| suppress::Atom {
            people: people.clone(),
            minimum: minimum(atom.audience),
            attributed: assessment.is_attributed(*wave, *atom),
        })
        .collect();
    let (groups, candidates): (Vec<Group>, Vec<Candidate>) =
        candidates(assessment, members).into_iter().unzip();
    let accepted = suppress(&atoms, &[], &candidates);
    groups
        .into_iter()
        .zip(accepted)
        .filter(|(_, accepted)| *accepted)
        .map(|(group, _)| group)
        .collect()
}

/// Every group that some page may show and in which somebody is.
fn candidates(assessment: &Assessment<'_>, members: &Members) -> Vec<(Group, Candidate)> {
    let audiences = (0u8..).take(assessment.survey.audiences.len());
    let mut candidates = Vec::new();
    for wave in assessment.closed() {
        for place in assessment.places() {
            for audience in audiences.clone() {
                let counted = (0u32..).zip(members.keys()).filter(|(_, (of, atom))| {
                    *of == wave && assessment.counts(*atom, place, audience)
                });
                let atoms: Vec<u32> = counted.map(|(index, _)| index).collect();
                if !atoms.is_empty() {
                    let level = level(assessment, place);
                    let candidate = Candidate { level, row: Row::sum(atoms) };
                    candidates.push(((wave, place, audience), candidate));
                }
            }
        }
    }
    candidates
}

/// Upper levels are served first; a pool comes after the units of its level, so that it takes a unit's
/// place only where the unit itself cannot be shown.
fn level(assessment: &Assessment<'_>, place: Place) -> u32 {
    let depth = |unit: usize| u32::try_from(assessment.organisation.units[unit].depth).unwrap_or(0);
    match place {
        Place::Organisation => 0,
        Place::Unit(unit) => 2 * depth(usize::from(unit)) + 2,
        Place::Pool(pool) => {
            let units = &assessment.organisation.pools[usize::from(pool)].units;
            units.first().map_or(0, |&unit| 2 * depth(unit) + 3)
        }
        Place::Supplier(_) => 1,
    }
}
