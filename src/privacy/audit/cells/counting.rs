//! Who counts in a figure: the rules of the science, applied to what each person answered.
//!
//! A dimension counts whoever answered at least half of the items asked in it; its practices and items
//! count those of them who answered these; the index counts who has every dimension that was asked.
//! Over some of the items (those that several waves asked, or two audiences) a dimension counts those
//! of its people who answered at least half of these too, or some of these if they are of one practice.

use crate::privacy::audit::content::{Content, Measure, Recorded};
use crate::privacy::audit::key::{Key, People};
use std::collections::BTreeMap;

/// Items and questions by their place, one bit each.
pub(super) type Bits = Vec<u64>;

/// Which state of the answers a key speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    /// As they are.
    Now,
    /// As they were when an edition (by its place) was published.
    Edition(usize),
}

/// Which people each figure is about, in each audience of each wave: there are some *scores*, by number,
/// and every figure is of one of them.
pub(super) trait Counting: Sync {
    /// How many scores there are.
    fn scores(&self, side: (usize, usize)) -> usize;
    /// The score that a figure is of.
    fn score(&self, key: &Key, when: When, side: (usize, usize)) -> Option<usize>;
    /// Whether a response counts in a score.
    fn counts(&self, response: usize, score: usize) -> bool;
    /// Whether a response of an edition counted in it.
    fn counted(&self, recorded: &Recorded, side: (usize, usize), score: usize) -> bool;
}

/// Every figure as one of the whole of a measure: whoever has a figure of some of its items knows which
/// group of the measure's people it is over.
pub(super) struct Whole<'c> {
    content: &'c Content,
    measure: Measure,
    /// The items of each dimension, and those of the measure, by wave and audience.
    asked: BTreeMap<(usize, usize), (Vec<Bits>, Bits)>,
}

impl<'c> Whole<'c> {
    /// Over the whole form of each wave.
    pub fn new(content: &'c Content, measure: Measure) -> Self {
        let sides = sides(content).map(|side| {
            let form = on_form(content, side);
            let dimensions = 0..content.instrument.dimensions.len();
            let of = |measure| both(&content.instrument.parts(measure), &form);
            let dimensions = dimensions.map(|at| of(Measure::Dimension(at))).collect();
            (side, (dimensions, of(measure)))
        });
        Self { content, measure, asked: sides.collect() }
    }
}

impl Counting for Whole<'_> {
    fn scores(&self, _: (usize, usize)) -> usize {
        1
    }

    fn score(&self, _: &Key, _: When, _: (usize, usize)) -> Option<usize> {
        Some(0)
    }

    fn counts(&self, response: usize, _: usize) -> bool {
        let who = &self.content.people.responses[response];
        let answered = self.content.people.answered(response);
        let Some((dimensions, own)) = self.asked.get(&(who.wave, who.audience)) else {
            return false;
        };
        match self.measure {
            Measure::Response => true,
            Measure::Index => {
                let mut asked = dimensions.iter().filter(|items| ones(items) > 0);
                ones(own) > 0 && asked.all(|items| is_enough(items, answered))
            }
            Measure::Asked(_) => common(own, answered) > 0,
            _ => is_enough(own, answered),
        }
    }

    fn counted(&self, recorded: &Recorded, _: (usize, usize), _: usize) -> bool {
        let instrument = &self.content.instrument;
        match (self.measure, instrument.dimension_of(self.measure)) {
            (_, Some(dimension)) => recorded.counted.contains(&instrument.dimensions[dimension]),
            (Measure::Asked(place), _) => recorded.counted.contains(&instrument.asked[place].id),
            (Measure::Index, _) => recorded.counted.contains("index"),
            _ => true,
        }
    }
}

/// Every audience of every wave.
pub(super) fn sides(content: &Content) -> impl Iterator<Item = (usize, usize)> {
    let audiences = content.instrument.audiences.len();
    (0..content.waves.len()).flat_map(move |wave| (0..audiences).map(move |who| (wave, who)))
}

/// What is on the form of a wave for an audience.
pub(super) fn on_form(content: &Content, (wave, audience): (usize, usize)) -> Bits {
    let audience = &content.instrument.audiences[audience].id;
    content.instrument.on_form(audience, &content.waves[wave].form)
}

/// The audiences that have to be asked the same, of whom a figure of this audience is.
pub(super) fn asked_alike<'k>(key: &'k Key, audience: &'k str) -> Vec<&'k str> {
    match &key.people {
        People::Gap(first, second) => vec![first, second],
        _ => vec![audience],
    }
}

pub(super) fn both(one: &[u64], other: &[u64]) -> Bits {
    one.iter().zip(other).map(|(one, other)| one & other).collect()
}

pub(super) fn ones(bits: &[u64]) -> u32 {
    bits.iter().map(|word| word.count_ones()).sum()
}

pub(super) fn common(bits: &[u64], others: &[u64]) -> u32 {
    bits.iter().zip(others).map(|(one, other)| (one & other).count_ones()).sum()
}

/// At least half of what was asked, and something (`min_answered` of the science).
pub(super) fn is_enough(asked: &[u64], answered: &[u64]) -> bool {
    let given = common(asked, answered);
    given > 0 && 2 * given >= ones(asked)
}
