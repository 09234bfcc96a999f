//! What earlier editions published, score by score.

use super::Ledger;
use super::edition::{Edition, Recorded};
use super::history::{Bundle, History};
use super::told::{family, sides};
use crate::answers::Responses;
use crate::key::{Key, People, Place, What};
use crate::privacy::Family;
use crate::privacy::suppress::Row;
use crate::score::{Assessment, Atom, Membership, Subscale};
use std::collections::{BTreeMap, BTreeSet};

/// The atoms of one score with everything that was published over them.
#[derive(Debug)]
pub struct Past<'h> {
    pub(super) history: &'h History<'h>,
    pub(super) of: Score,
    /// The atoms, in an order of their own.
    pub atoms: Vec<Bundle>,
}

/// What has people of its own.
#[derive(Debug)]
pub(super) enum Score {
    /// A dimension, a question, the index or the responses as such, over the whole form.
    Whole(What),
    /// Some of the items of a form.
    Narrow(Subscale, Membership),
}

impl Score {
    /// Whether one of today's responses counts in it.
    pub fn has(
        &self,
        assessment: &Assessment<'_>,
        (wave, responses): (u8, &Responses),
        at: usize,
    ) -> bool {
        match self {
            Self::Whole(what) => assessment.is_member(responses, at, *what),
            Self::Narrow(of, membership) => {
                (wave, responses.audiences[at]) == (of.wave, of.audience)
                    && assessment.is_in(responses, at, membership)
            }
        }
    }

    /// Whether a response of an edition counted in it.
    pub fn had(&self, wave: u8, recorded: &Recorded) -> bool {
        match self {
            Self::Whole(what) => recorded.counted.contains(what),
            Self::Narrow(of, membership) => {
                (wave, recorded.audience) == (of.wave, of.audience)
                    && membership.counts(
                        |dimension| recorded.counted.contains(&What::Dimension(dimension)),
                        |item| !recorded.open.contains(&item),
                    )
            }
        }
    }
}

/// An earlier figure of one audience.
#[derive(Debug)]
pub(super) struct Told {
    /// The edition that it was first published with, by index.
    edition: usize,
    family: Family,
    pub what: What,
    place: Place,
}

/// What earlier editions published of single audiences, by the items that it was made from. A practice
/// or item of a unit states no number of people, so it can be subtracted from nothing.
pub(super) fn told(ledger: &Ledger, assessment: &Assessment<'_>) -> BTreeMap<Subscale, Vec<Told>> {
    let mut all: BTreeMap<Subscale, Vec<Told>> = BTreeMap::new();
    for (edition, published) in ledger.editions.iter().enumerate() {
        let states_n = |key: &Key| {
            let is_score = matches!(key.what, What::Dimension(_) | What::Index);
            is_score || key.place == Place::Organisation
        };
        for &(key, figure) in published.cells.iter().filter(|(key, _)| states_n(key)) {
            for (wave, who) in sides(key, figure, audiences(assessment)) {
                let [audience] = who[..] else { continue };
                let items = items_then(ledger, assessment, edition, key, audience);
                if !items.is_empty() {
                    let Key { what, place, .. } = key;
                    let told = Told { edition, family: family(figure), what, place };
                    all.entry(Subscale { wave, audience, items }).or_default().push(told);
                }
            }
        }
    }
    all
}

/// The items that a figure of an edition was made from, for one of its audiences: those that all its
/// waves asked, and that a gap asked of both.
fn items_then(
    ledger: &Ledger,
    assessment: &Assessment<'_>,
    edition: usize,
    key: Key,
    audience: u8,
) -> BTreeSet<u16> {
    let other = match key.people {
        People::Gap(first, second) => [first, second],
        _ => [audience; 2],
    };
    let mut items: BTreeSet<u16> = key
        .what
        .items(assessment.survey)
        .unwrap_or_default()
        .filter_map(|item| u16::try_from(item).ok())
        .collect();
    for wave in key.matched.with(key.wave).iter() {
        let asked = ledger.newest(wave, edition).map(|edition| &ledger.editions[edition].asked);
        let asked = |audience| asked.and_then(|asked| asked.get(&audience));
        items.retain(|item| {
            other.iter().all(|audience| asked(*audience).is_some_and(|asked| asked.contains(item)))
        });
    }
    items
}

fn audiences(assessment: &Assessment<'_>) -> u8 {
    u8::try_from(assessment.survey.audiences.len()).unwrap_or(u8::MAX)
}

impl Past<'_> {
    /// The atoms of a group of today.
    pub fn now(&self, wave: u8, counts: impl Fn(Atom) -> bool) -> Vec<u32> {
        let counted =
            |bundle: &Bundle| bundle.wave == wave && bundle.state.now && counts(bundle.atom);
        (0..).zip(&self.atoms).filter(|(_, one)| counted(one)).map(|(index, _)| index).collect()
    }

    /// What earlier editions published of this score in one family of figures.
    pub fn before(&self, of: Family) -> Vec<Row> {
        let editions = self.history.ledger.editions.iter().enumerate();
        let rows = editions.flat_map(|(index, edition)| {
            let groups = match &self.of {
                Score::Whole(what) => self.groups(*what, of, edition),
                Score::Narrow(subscale, _) => self.groups_over(subscale, of, index),
            };
            groups.into_iter().filter_map(move |group| self.row(group, index, edition))
        });
        rows.collect()
    }

    /// The groups that an edition has a figure of, in whatever is made from a score: as (wave, place,
    /// audiences counted as one).
    fn groups(&self, what: What, of: Family, edition: &Edition) -> BTreeSet<(u8, Place, Vec<u8>)> {
        let assessment = self.history.assessment;
        let told = edition.cells.iter().filter(|(key, figure)| {
            assessment.with_own_people(key.what) == what && family(*figure) == of
        });
        let groups = told.flat_map(|&(key, figure)| {
            let told = sides(key, figure, audiences(assessment)).into_iter();
            told.map(move |(wave, who)| (wave, key.place, who))
        });
        groups.collect()
    }

    /// The groups that an edition has a figure of over just these items.
    fn groups_over(
        &self,
        subscale: &Subscale,
        of: Family,
        edition: usize,
    ) -> BTreeSet<(u8, Place, Vec<u8>)> {
        let told = self.history.told.get(subscale).into_iter().flatten();
        let told = told.filter(|told| told.edition == edition && told.family == of);
        told.map(|told| (subscale.wave, told.place, vec![subscale.audience])).collect()
    }

    /// The people of a group as they were counted when an edition was published.
    fn row(
        &self,
        (wave, place, who): (u8, Place, Vec<u8>),
        index: usize,
        edition: &Edition,
    ) -> Option<Row> {
        let over = self.history.ledger.newest(wave, index)?;
        let counted = |bundle: &Bundle| {
            bundle.wave == wave
                && bundle.state.editions.contains(&over)
                && self.history.counted(bundle.atom, place, &who, edition)
        };
        let atoms = (0..).zip(&self.atoms).filter(|(_, one)| counted(one));
        Some(Row::sum(atoms.map(|(index, _)| index)))
    }
}
