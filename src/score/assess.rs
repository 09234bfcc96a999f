//! All closed waves, tallied over every set of items that some figure needs.

use super::person::Scorer;
use super::tally::{Atom, Tally, WaveTally};
use crate::answers::Responses;
use crate::key::{Place, Waves, What};
use crate::organisation::Organisation;
use crate::survey::{Survey, Wave};
use rayon::prelude::*;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// How many people are added up one after another. Where a stretch ends depends on nothing but their
/// number, and stretches are merged in order: so figures are the same however many cores there are.
const STRETCH: usize = 1 << 14;

/// How many stretches are added up side by side before they are merged; each has a tally of every
/// atom, and there may be thousands of those.
const ROUND: usize = 16;

/// How scores are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The share of the items asked in a dimension that a person must have answered (0 to 1).
    pub min_answered: f64,
    /// The most waves that a line over time is drawn through.
    pub trend_waves: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { min_answered: 0.5, trend_waves: 12 }
    }
}

/// Every closed wave, tallied. Nothing in here may be shown as it is.
#[derive(Debug)]
pub struct Assessment<'s> {
    /// The instrument.
    pub survey: &'s Survey,
    /// Units and suppliers.
    pub organisation: &'s Organisation,
    /// The answers by closed wave.
    pub responses: &'s BTreeMap<u8, Responses>,
    /// The waves that a line over time is drawn through, oldest first.
    pub trend: Vec<u8>,
    /// The share of the items asked in a dimension that a person must have answered.
    pub min_answered: f64,
    /// By wave and by the other waves whose items it is matched with (none: all items of its form).
    pub tallies: BTreeMap<(u8, Waves), WaveTally>,
}

impl Assessment<'_> {
    /// The closed waves, oldest first.
    pub fn closed(&self) -> impl DoubleEndedIterator<Item = u8> {
        self.responses.keys().copied()
    }

    /// Whether the people of an atom are counted at a place, as this audience.
    ///
    /// Units and the organisation count people without a supplier and every supplier's own people;
    /// a supplier counts the answers about it and those of its own people.
    pub fn counts(&self, atom: Atom, place: Place, audience: u8) -> bool {
        let own_people = self.survey.audiences[usize::from(audience)].is_supplier;
        atom.audience == audience
            && match place {
                Place::Supplier(supplier) => atom.supplier == Some(supplier),
                _ => own_people || atom.supplier.is_none(),
            }
            && place.holds(self.organisation, usize::from(atom.unit))
    }

    /// The places that are reported: the organisation, its units and its pools. A single root unit is
    /// the organisation itself.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let root = self.organisation.root();
        let units = (0u16..).take(self.organisation.units.len());
        let units = units.filter(move |&unit| Some(usize::from(unit)) != root).map(Place::Unit);
        let pools = (0u16..).take(self.organisation.pools.len()).map(Place::Pool);
        std::iter::once(Place::Organisation).chain(units).chain(pools)
    }

    /// Whether these are the own people of a supplier that agreed to be named in this wave.
    pub fn is_attributed(&self, wave: u8, atom: Atom) -> bool {
        let own_people = self.survey.audiences[usize::from(atom.audience)].is_supplier;
        let named = |supplier| {
            let responses = self.responses.get(&wave);
            responses.is_some_and(|all| all.invitations.attributed.contains(&supplier))
        };
        own_people && atom.supplier.is_some_and(named)
    }

    /// Whether some item of a dimension was put to an audience in a wave.
    pub fn is_asked(&self, wave: u8, dimension: usize, audience: u8) -> bool {
        let Some(tally) = self.tallies.get(&(wave, Waves::NONE)) else { return false };
        let mut items = self.survey.dimensions[dimension].items.clone();
        items.any(|item| {
            let audiences = &self.survey.items[item].audiences;
            tally.items[item] && audiences.contains(&usize::from(audience))
        })
    }

    /// What the answers of one audience at one place add up to.
    pub fn tally(&self, wave: u8, matched: Waves, place: Place, audience: u8) -> Option<Tally> {
        let mut sum = Tally::new(self.survey);
        for (atom, tally) in &self.tallies.get(&(wave, matched))?.atoms {
            if self.counts(*atom, place, audience) {
                sum.merge(tally);
            }
        }
        Some(sum)
    }

    /// The other waves that a point of a line over time is matched with.
    pub fn trend_matches(&self, wave: u8) -> Waves {
        let others = self.trend.iter().filter(|&&other| other != wave);
        others.fold(Waves::NONE, |set, &other| set.with(other))
    }

    /// How many items one figure over matched waves rests on.
    pub fn items_of(&self, wave: u8, matched: Waves, what: What) -> usize {
        let Some(tally) = self.tallies.get(&(wave, matched)) else { return 0 };
        let items = match what {
            What::Dimension(dimension) => {
                self.survey.dimensions[usize::from(dimension)].items.clone()
            }
            What::Practice(practice) => self.survey.practices[usize::from(practice)].items.clone(),
            What::Item(item) => usize::from(item)..usize::from(item) + 1,
            What::Index | What::Response | What::Question(_) => 0..self.survey.items.len(),
        };
        items.filter(|&item| tally.items[item]).count()
    }

    /// How many items were asked in every wave of a line over time.
    pub fn trend_items(&self) -> usize {
        let newest = self.trend.last().map(|&wave| (wave, self.trend_matches(wave)));
        newest
            .and_then(|key| self.tallies.get(&key))
            .map_or(0, |tally| tally.items.iter().filter(|&&counted| counted).count())
    }
}

/// Tallies every closed wave: over its whole form, over the items shared with the wave before and
/// the wave after, and over the items shared by all waves of a line over time.
pub fn assess<'s>(
    survey: &'s Survey,
    organisation: &'s Organisation,
    waves: &[Wave],
    responses: &'s BTreeMap<u8, Responses>,
    options: Options,
) -> Assessment<'s> {
    let closed: Vec<u8> = responses.keys().copied().collect();
    let trend = closed[closed.len().saturating_sub(options.trend_waves)..].to_vec();
    let sets = item_sets(&closed, &trend);
    let tallies = sets
        .into_par_iter()
        .map(|(wave, matched)| {
            let forms = std::iter::once(wave).chain(matched.iter());
            let forms: Vec<&str> =
                forms.map(|wave| waves[usize::from(wave)].form.as_str()).collect();
            let tally = tally(survey, &responses[&wave], &forms, options);
            ((wave, matched), tally)
        })
        .collect();
    let min_answered = options.min_answered;
    Assessment { survey, organisation, responses, trend, min_answered, tallies }
}

fn item_sets(closed: &[u8], trend: &[u8]) -> BTreeSet<(u8, Waves)> {
    let whole = closed.iter().map(|&wave| (wave, Waves::NONE));
    let pairs = closed
        .windows(2)
        .flat_map(|pair| [(pair[1], Waves::one(pair[0])), (pair[0], Waves::one(pair[1]))]);
    let line = trend.iter().fold(Waves::NONE, |set, &wave| set.with(wave));
    let points = trend.iter().map(|&wave| (wave, line.without(wave)));
    whole.chain(pairs).chain(points).collect()
}

fn tally(survey: &Survey, responses: &Responses, forms: &[&str], options: Options) -> WaveTally {
    let shared = |item: &crate::survey::Item| {
        forms.iter().all(|&form| item.forms.iter().any(|own| own == form))
    };
    let items: Vec<bool> = survey.items.iter().map(shared).collect();
    let scorer = Scorer::new(survey, &items, options.min_answered);
    let starts: Vec<usize> = (0..responses.len()).step_by(STRETCH).collect();
    let mut atoms = BTreeMap::new();
    for round in starts.chunks(ROUND) {
        let stretch = |&start: &usize| start..responses.len().min(start + STRETCH);
        let tallies: Vec<_> =
            round.par_iter().map(stretch).map(|people| scorer.add_up(responses, people)).collect();
        tallies.into_iter().flatten().for_each(|(atom, tally)| merge(&mut atoms, atom, tally));
    }
    atoms.values_mut().for_each(|tally| scorer.finish(tally));
    WaveTally { items, atoms }
}

fn merge(atoms: &mut BTreeMap<Atom, Tally>, atom: Atom, tally: Tally) {
    match atoms.entry(atom) {
        Entry::Vacant(entry) => drop(entry.insert(tally)),
        Entry::Occupied(mut entry) => entry.get_mut().merge(&tally),
    }
}
