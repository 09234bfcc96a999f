//! All closed waves, tallied over every set of items that some figure needs.

use super::person::Scorer;
use super::tally::{Atom, Tally, WaveTally};
use crate::answers::{Answered, Responses};
use crate::key::{Audiences, Place, Waves, What};
use crate::organisation::Organisation;
use crate::survey::{Item, Question, Survey, Wave};
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
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The share of the items asked in a dimension that a person must have answered (0 to 1).
    pub min_answered: f64,
    /// The most waves that a line over time is drawn through.
    pub trend_waves: usize,
    /// Waves that are compared with each other, beside each wave with the one before it.
    pub pairs: BTreeSet<[u8; 2]>,
}

impl Default for Options {
    fn default() -> Self {
        Self { min_answered: 0.5, trend_waves: 12, pairs: BTreeSet::new() }
    }
}

/// Every closed wave, tallied. Nothing in here may be shown as it is.
#[derive(Debug)]
pub struct Assessment<'s> {
    /// The instrument.
    pub survey: &'s Survey,
    /// Units and suppliers.
    pub organisation: &'s Organisation,
    /// All waves, oldest first.
    pub waves: &'s [Wave],
    /// The answers by closed wave.
    pub responses: &'s BTreeMap<u8, Responses>,
    /// The waves that a line over time is drawn through, oldest first.
    pub trend: Vec<u8>,
    /// The share of the items asked in a dimension that a person must have answered.
    pub min_answered: f64,
    /// By wave and by the other waves whose items it is matched with (none: all items of its form).
    pub tallies: BTreeMap<(u8, Waves), WaveTally>,
    /// By wave and two audiences, over the items asked of both; only where one of them was asked
    /// something that the other was not.
    pub sides: BTreeMap<(u8, Audiences), WaveTally>,
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

    /// The places that are reported: the organisation, its units and pools, and its suppliers. A
    /// single root unit is the organisation itself.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let root = self.organisation.root();
        let units = (0u16..).take(self.organisation.units.len());
        let units = units.filter(move |&unit| Some(usize::from(unit)) != root).map(Place::Unit);
        let pools = (0u16..).take(self.organisation.pools.len()).map(Place::Pool);
        let suppliers = (0u16..).take(self.organisation.suppliers.len()).map(Place::Supplier);
        std::iter::once(Place::Organisation).chain(units).chain(pools).chain(suppliers)
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

    /// The items on the form of a wave, by audience.
    pub fn asked(&self, wave: u8) -> BTreeMap<u8, BTreeSet<u16>> {
        self.survey.asked(&self.waves[usize::from(wave)].form)
    }

    /// Whether a question was put to an audience in a wave.
    pub fn is_question_asked(&self, wave: u8, question: usize, audience: u8) -> bool {
        let Some(tally) = self.tallies.get(&(wave, Waves::NONE)) else { return false };
        let asked = &self.survey.questions[question];
        tally.questions[question]
            && asked.scale.is_some()
            && asked.audiences.contains(&usize::from(audience))
    }

    /// The tally of one wave over the items asked of both of two audiences.
    pub fn side(&self, wave: u8, pair: [u8; 2]) -> Option<&WaveTally> {
        let own = self.sides.get(&(wave, Audiences::of(pair)));
        own.or_else(|| self.tallies.get(&(wave, Waves::NONE)))
    }

    /// How many people answered, group by group.
    pub fn answered(&self, wave: u8) -> Answered {
        let tally = self.tallies.get(&(wave, Waves::NONE));
        let atoms = tally.into_iter().flat_map(|tally| &tally.atoms);
        let people = |(atom, tally): (&Atom, &Tally)| {
            ((atom.unit, atom.supplier, atom.audience), tally.people)
        };
        atoms.map(people).collect()
    }

    /// People of an audience who answered at a place and did not agree to be named.
    pub fn confidential(&self, wave: u8, place: Place, audience: u8) -> u32 {
        let Some(tally) = self.tallies.get(&(wave, Waves::NONE)) else { return 0 };
        let counted = tally.atoms.iter().filter(|(atom, _)| {
            self.counts(**atom, place, audience) && !self.is_attributed(wave, **atom)
        });
        counted.map(|(_, tally)| tally.people).sum()
    }

    /// What the answers of one audience at one place add up to.
    pub fn tally(&self, wave: u8, matched: Waves, place: Place, audience: u8) -> Option<Tally> {
        Some(self.sum(self.tallies.get(&(wave, matched))?, place, audience, |_| true))
    }

    /// The same over any set of items and some of the atoms.
    pub(super) fn sum(
        &self,
        of: &WaveTally,
        place: Place,
        audience: u8,
        wanted: impl Fn(Atom) -> bool,
    ) -> Tally {
        let mut sum = Tally::new(self.survey);
        for (atom, tally) in &of.atoms {
            if self.counts(*atom, place, audience) && wanted(*atom) {
                sum.merge(tally);
            }
        }
        sum
    }

    /// The other waves that a point of a line over time is matched with.
    pub fn trend_matches(&self, wave: u8) -> Waves {
        let others = self.trend.iter().filter(|&&other| other != wave);
        others.fold(Waves::NONE, |set, &other| set.with(other))
    }

    /// How many items one figure over matched waves rests on.
    pub fn items_of(&self, wave: u8, matched: Waves, what: What) -> usize {
        let tally = self.tallies.get(&(wave, matched));
        tally.map_or(0, |tally| self.items_where(tally, what, |_| true))
    }

    /// How many of the items counted in a tally belong to a figure and are wanted.
    pub fn items_where(
        &self,
        tally: &WaveTally,
        what: What,
        wanted: impl Fn(usize) -> bool,
    ) -> usize {
        if let What::Question(question) = what {
            return usize::from(tally.questions[usize::from(question)]);
        }
        let items = what.items(self.survey).unwrap_or_default();
        items.filter(|&item| tally.items[item] && wanted(item)).count()
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
/// the wave after or with another that it is compared with, and over the items shared by all waves of a
/// line over time.
pub fn assess<'s>(
    survey: &'s Survey,
    organisation: &'s Organisation,
    waves: &'s [Wave],
    responses: &'s BTreeMap<u8, Responses>,
    options: Options,
) -> Assessment<'s> {
    let closed: Vec<u8> = responses.keys().copied().collect();
    let trend = closed[closed.len().saturating_sub(options.trend_waves)..].to_vec();
    let sets = item_sets(&closed, &trend, &options.pairs);
    let min_answered = options.min_answered;
    let tallies = sets
        .into_par_iter()
        .map(|(wave, matched)| {
            let forms = std::iter::once(wave).chain(matched.iter());
            let forms: Vec<&str> =
                forms.map(|wave| waves[usize::from(wave)].form.as_str()).collect();
            let whole = on_all(survey, &forms[..1]).0;
            let counted = on_all(survey, &forms);
            ((wave, matched), tally(survey, &responses[&wave], (counted, &whole), min_answered))
        })
        .collect();
    let sides = side_sets(survey, waves, &closed)
        .into_par_iter()
        .map(|(wave, pair)| {
            let mut counted = on_all(survey, &[&waves[usize::from(wave)].form]);
            let whole = counted.0.clone();
            keep_shared(survey, &mut counted, pair);
            ((wave, pair), tally(survey, &responses[&wave], (counted, &whole), min_answered))
        })
        .collect();
    Assessment { survey, organisation, waves, responses, trend, min_answered, tallies, sides }
}

fn item_sets(closed: &[u8], trend: &[u8], pairs: &BTreeSet<[u8; 2]>) -> BTreeSet<(u8, Waves)> {
    let whole = closed.iter().map(|&wave| (wave, Waves::NONE));
    let next = closed.windows(2).map(|pair| [pair[0], pair[1]]);
    let is_scored = |pair: &[u8; 2]| pair.iter().all(|wave| closed.contains(wave));
    let pairs = next.chain(pairs.iter().copied().filter(is_scored));
    let pairs = pairs.flat_map(|[one, other]| [(one, Waves::one(other)), (other, Waves::one(one))]);
    let line = trend.iter().fold(Waves::NONE, |set, &wave| set.with(wave));
    let points = trend.iter().map(|&wave| (wave, line.without(wave)));
    whole.chain(pairs).chain(points).collect()
}

/// Which items and questions are counted.
type Counted = (Vec<bool>, Vec<bool>);

/// What is on all of these forms.
fn on_all(survey: &Survey, forms: &[&str]) -> Counted {
    let shared = |own: &Vec<String>| forms.iter().all(|form| own.iter().any(|own| own == form));
    let items = survey.items.iter().map(|item| shared(&item.forms)).collect();
    let questions = survey.questions.iter();
    let is_rated = |question: &Question| question.scale.is_some() && shared(&question.forms);
    (items, questions.map(is_rated).collect())
}

/// Of these, what is asked of both audiences.
fn keep_shared(survey: &Survey, (items, questions): &mut Counted, pair: Audiences) {
    let both = |audiences: &[usize]| pair.iter().all(|one| audiences.contains(&usize::from(one)));
    for (counted, item) in items.iter_mut().zip(&survey.items) {
        *counted &= both(&item.audiences);
    }
    for (counted, question) in questions.iter_mut().zip(&survey.questions) {
        *counted &= both(&question.audiences);
    }
}

/// Every wave and two audiences of which one was asked an item that the other was not.
fn side_sets(survey: &Survey, waves: &[Wave], closed: &[u8]) -> Vec<(u8, Audiences)> {
    let audiences = (0u8..).take(survey.audiences.len());
    let pairs = audiences.clone().flat_map(|first| {
        audiences.clone().filter(move |second| first < *second).map(move |second| [first, second])
    });
    let differ = |form: &str, [first, second]: [u8; 2]| {
        let asked = |item: &Item, audience: u8| item.is_asked(form, usize::from(audience));
        survey.items.iter().any(|item| asked(item, first) != asked(item, second))
    };
    let mut sets = Vec::new();
    for pair in pairs {
        for &wave in closed {
            if differ(&waves[usize::from(wave)].form, pair) {
                sets.push((wave, Audiences::of(pair)));
            }
        }
    }
    sets
}

fn tally(
    survey: &Survey,
    responses: &Responses,
    ((items, questions), whole): (Counted, &[bool]),
    min_answered: f64,
) -> WaveTally {
    let scorer = Scorer::new(survey, [&items, &questions], whole, min_answered);
    let starts: Vec<usize> = (0..responses.len()).step_by(STRETCH).collect();
    let mut atoms = BTreeMap::new();
    for round in starts.chunks(ROUND) {
        let stretch = |&start: &usize| start..responses.len().min(start + STRETCH);
        let tallies: Vec<_> =
            round.par_iter().map(stretch).map(|people| scorer.add_up(responses, people)).collect();
        tallies.into_iter().flatten().for_each(|(atom, tally)| merge(&mut atoms, atom, tally));
    }
    atoms.values_mut().for_each(|tally| scorer.finish(tally));
    WaveTally { items, questions, atoms }
}

fn merge(atoms: &mut BTreeMap<Atom, Tally>, atom: Atom, tally: Tally) {
    match atoms.entry(atom) {
        Entry::Vacant(entry) => drop(entry.insert(tally)),
        Entry::Occupied(mut entry) => entry.get_mut().merge(&tally),
    }
}
