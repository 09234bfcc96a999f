//! Which groups may be shown without singling anybody out: exact suppression, run for everything
//! that has people of its own and for each family of figures.
//!
//! ```text
//! crowd     each dimension, each question, the index and the answers as such, over all waves at once
//! narrow    again for each score over some of the items, where other people answered enough
//! level     who is served first
//! ```
//!
//! Only groups of one audience are put to the question. Everything else that is published follows
//! from them and says nothing new: a composite is a weighted sum of published groups, a gap and a
//! change are differences of two of them, and an index is a weighted sum of dimensions, all
//! published; practices and items are shown for groups whose dimension is shown, and count people of
//! it. Two kinds of group are of more than one audience and asked about as well: everybody who
//! answered, and the audiences of a unit merged where none of them can be shown alone. The typical spread
//! of an audience is asked about too: with what other groups show of their own it could be one group's.
//!
//! What earlier editions published counts as published already ([`super::ledger`]).

mod crowd;
mod level;
mod narrow;

use super::ledger::{History, Past};
use super::suppress::{self, Candidate, Row};
use super::{Family, Policy};
use crate::key::{People, Place, What};
use crate::organisation::SupplierSet;
use crate::score::{Assessment, Atom, Subscale, WaveTally};
use level::level;
use std::collections::{BTreeMap, BTreeSet};

/// People at one place in one wave.
pub(super) type Group = (u8, Place, People);

/// Everybody of an audience, also who answered about a supplier: the people of the typical spread. No
/// page shows anything else of them together, so this place is put to the question for spread alone.
pub(super) const EVERYWHERE: Place = Place::Suppliers(SupplierSet::All);

/// Whether the people of an atom are counted at a place, as this audience.
fn counts(assessment: &Assessment<'_>, atom: Atom, place: Place, audience: u8) -> bool {
    match place {
        EVERYWHERE => atom.audience == audience,
        _ => assessment.counts(atom, place, audience),
    }
}

/// The groups that may be shown over the whole form, by what has people of its own and by family.
type Whole = BTreeMap<(What, Family), BTreeSet<Group>>;

/// The groups that may be shown.
pub(super) struct Admitted {
    whole: Whole,
    /// The places that may be shown over some of the items of a form, among those in `whole`.
    narrow: BTreeMap<(Subscale, Family), BTreeSet<Place>>,
}

impl Admitted {
    /// Whether a figure of this family, over the items counted in a tally, may be shown of a group.
    pub fn shows(
        &self,
        assessment: &Assessment<'_>,
        of: &WaveTally,
        what: What,
        family: Family,
        group: Group,
    ) -> bool {
        let whole = self.whole.get(&(assessment.with_own_people(what), family));
        whole.is_some_and(|groups| groups.contains(&group))
            && self.shows_narrow(assessment, of, what, family, group)
    }

    /// The same of a figure's own items. What a practice or an item is made from may be just what is
    /// left of a dimension elsewhere; then both are one figure, and shown of the same groups.
    fn shows_narrow(
        &self,
        assessment: &Assessment<'_>,
        of: &WaveTally,
        what: What,
        family: Family,
        (wave, place, people): Group,
    ) -> bool {
        let People::Audience(audience) = people else { return true };
        let subscale = assessment.subscale(of, (wave, audience), what);
        let places = subscale.and_then(|subscale| self.narrow.get(&(subscale, family)));
        places.is_none_or(|places| places.contains(&place))
    }

    /// The groups of merged audiences that may be shown, and what of.
    pub fn merged(&self) -> impl Iterator<Item = (What, Group)> {
        let means = self.whole.iter().filter(|((_, family), _)| *family == Family::Means);
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
    let whole = crowd::admit(assessment, policy, history);
    let narrow = narrow::admit(assessment, policy, history, &whole);
    Admitted { whole, narrow }
}

/// The atoms of a score as a family of figures sees them.
fn atoms(policy: &Policy, past: &Past<'_>, family: Family) -> Vec<suppress::Atom> {
    let atom = |bundle: &super::ledger::Bundle| suppress::Atom {
        people: bundle.people.clone(),
        minimum: policy.minimum(family, bundle.atom.audience),
        attributed: bundle.attributed,
    };
    past.atoms.iter().map(atom).collect()
}

/// A group and the atoms that it is a sum of, unless nobody is in it.
fn candidate(
    assessment: &Assessment<'_>,
    group: Group,
    atoms: Vec<u32>,
) -> Option<(Group, Candidate)> {
    let level = level(assessment, group.1);
    (!atoms.is_empty()).then(|| (group, Candidate { level, row: Row::sum(atoms) }))
}
