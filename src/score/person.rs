//! People's scores, from the bytes of their answers.
//!
//! A [`Block`] of people is scored at once, column by column, so that a column is read in one go and
//! what is known of the block stays in the cache.

use super::Moments;
use super::statistics::item_score;
use super::tally::{Atom, Measure, Tally};
use crate::answers::{Answer, Responses};
use crate::survey::{Dimension, Item, Scale, Survey};
use std::collections::BTreeMap;
use std::ops::Range;

/// Sums over some answers of one person.
#[derive(Clone, Copy, Default)]
struct Sum {
    score: f64,
    asked: u32,
    answered: u32,
    with_shares: u32,
    favourable: u32,
    unfavourable: u32,
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.score += other.score;
        self.asked += other.asked;
        self.answered += other.answered;
        self.with_shares += other.with_shares;
        self.favourable += other.favourable;
        self.unfavourable += other.unfavourable;
    }

    /// Counts the person: the mean of the answered items, or the score that was made of it, and
    /// the person's own shares, which are those of the items they answered.
    fn count(&self, score: f64, to: &mut Measure) {
        to.score.add(score);
        if self.with_shares > 0 {
            let share = |count: u32| 100.0 * f64::from(count) / f64::from(self.with_shares);
            to.favourable.add(share(self.favourable));
            to.unfavourable.add(share(self.unfavourable));
        }
    }
}

/// What one byte of an item's column is worth, and which point of the scale it is after recoding. A
/// reverse-keyed answer counts as its mirror image, also for its shares.
#[derive(Clone, Copy, Default)]
struct Worth {
    sum: Sum,
    point: u8,
}

/// The worth of every byte; of an item that does not count, nothing.
fn worths(item: &Item, scale: &Scale, is_counted: bool) -> Box<[Worth; 256]> {
    let worth = |byte: usize| {
        let asked = Sum { asked: 1, ..Sum::default() };
        match Answer::of(u8::try_from(byte).unwrap_or(u8::MAX)) {
            Answer::Point(point) if is_counted => worth(point, scale, item.reverse),
            Answer::Blank | Answer::NotApplicable if is_counted => Worth { sum: asked, point: 0 },
            _ => Worth::default(),
        }
    };
    Box::new(std::array::from_fn(worth))
}

fn worth(point: u8, scale: &Scale, reverse: bool) -> Worth {
    let x = scale.min + i32::from(point);
    let mirrored = if reverse { scale.min + scale.max - x } else { x };
    let score = item_score(x.into(), scale.min.into(), scale.max.into(), reverse);
    let (Some(score), Ok(point)) = (score, u8::try_from(mirrored - scale.min)) else {
        return Worth::default();
    };
    let sum = Sum {
        score,
        asked: 1,
        answered: 1,
        with_shares: u32::from(scale.has_shares()),
        favourable: u32::from(scale.favourable.contains(&mirrored)),
        unfavourable: u32::from(scale.unfavourable.contains(&mirrored)),
    };
    Worth { sum, point }
}

/// How many people are scored at once.
const BLOCK: usize = 128;

/// What is known of the people of a block while they are scored.
struct Block {
    people: Vec<Person>,
    /// Over the dimension at hand.
    totals: Vec<Total>,
    /// By practice, over its items.
    practices: Vec<Vec<Sum>>,
}

/// One of them.
#[derive(Clone, Copy, Default)]
struct Person {
    tally: usize,
    /// Whether they answered enough of the dimension at hand.
    counts: bool,
    /// Whether a dimension that was asked of them lacks answers.
    is_incomplete: bool,
    index: f64,
    weights: f64,
}

/// One person's sums over a dimension.
#[derive(Clone, Copy, Default)]
struct Total {
    sum: Sum,
    score: f64,
    weight: f64,
}

impl Total {
    fn add(&mut self, practice: &Sum, weight: f64) {
        self.sum.add(practice);
        if practice.answered > 0 {
            self.score += weight * practice.score / f64::from(practice.answered);
            self.weight += weight;
        }
    }

    fn is_enough(&self, min_answered: f64) -> bool {
        self.sum.answered > 0
            && f64::from(self.sum.answered) >= min_answered * f64::from(self.sum.asked)
    }
}

impl Block {
    fn new(survey: &Survey) -> Self {
        Self {
            people: Vec::with_capacity(BLOCK),
            totals: vec![Total::default(); BLOCK],
            practices: vec![vec![Sum::default(); BLOCK]; survey.practices.len()],
        }
    }

    /// The index of those who have every dimension that was asked of them.
    fn add_index(&self, tallies: &mut [Tally]) {
        for person in &self.people {
            if !person.is_incomplete && person.weights > 0.0 {
                tallies[person.tally].index.add(person.index / person.weights);
            }
        }
    }
}

/// A set of items ready to score people on.
pub(super) struct Scorer<'s> {
    survey: &'s Survey,
    worths: Vec<Box<[Worth; 256]>>,
    min_answered: f64,
}

impl<'s> Scorer<'s> {
    /// Scores on the items that `counted` marks; a dimension needs at least the share
    /// `min_answered` (0 to 1) of the items asked in it.
    pub fn new(survey: &'s Survey, counted: &[bool], min_answered: f64) -> Self {
        let items = survey.items.iter().zip(counted);
        let worths =
            items.map(|(item, &counted)| worths(item, &survey.scales[item.scale], counted));
        Self { survey, worths: worths.collect(), min_answered }
    }

    /// Adds some people up, each in the tally of their atom. The tallies lack their [finish].
    ///
    /// [finish]: Self::finish
    pub fn add_up(&self, responses: &Responses, people: Range<usize>) -> BTreeMap<Atom, Tally> {
        let mut atoms: BTreeMap<Atom, usize> = BTreeMap::new();
        let mut tallies = Vec::new();
        let mut block = Block::new(self.survey);
        for start in people.clone().step_by(BLOCK) {
            let range = start..people.end.min(start + BLOCK);
            block.people.clear();
            for person in range.clone() {
                let atom = Atom {
                    audience: responses.audiences[person],
                    unit: responses.units[person],
                    supplier: responses.suppliers[person],
                };
                let tally = *atoms.entry(atom).or_insert(tallies.len());
                if tally == tallies.len() {
                    tallies.push(Tally::new(self.survey));
                }
                tallies[tally].people += 1;
                block.people.push(Person { tally, ..Person::default() });
            }
            for dimension in 0..self.survey.dimensions.len() {
                let column = |item: usize| &responses.items[item][range.clone()];
                self.add_dimension(&mut block, dimension, &column, &mut tallies);
            }
            block.add_index(&mut tallies);
        }
        let mut tallies: Vec<_> = tallies.into_iter().map(Some).collect();
        atoms.into_iter().filter_map(|(atom, at)| Some((atom, tallies[at].take()?))).collect()
    }

    fn add_dimension<'c>(
        &self,
        block: &mut Block,
        at: usize,
        column: &impl Fn(usize) -> &'c [u8],
        tallies: &mut [Tally],
    ) {
        let dimension = &self.survey.dimensions[at];
        block.totals.fill(Total::default());
        for practice in dimension.practices.clone() {
            let sums = &mut block.practices[practice][..block.people.len()];
            sums.fill(Sum::default());
            for item in self.survey.practices[practice].items.clone() {
                let worths = &self.worths[item];
                for (sum, &byte) in sums.iter_mut().zip(column(item)) {
                    sum.add(&worths[usize::from(byte)].sum);
                }
            }
            let weight = self.survey.practices[practice].weight;
            for (total, sum) in block.totals.iter_mut().zip(sums) {
                total.add(sum, weight);
            }
        }
        for (person, total) in block.people.iter_mut().zip(&block.totals) {
            person.counts = total.is_enough(self.min_answered);
            person.is_incomplete |= !person.counts && total.sum.asked > 0;
            if person.counts {
                let score = total.score / total.weight;
                person.index += dimension.weight * score;
                person.weights += dimension.weight;
                total.sum.count(score, &mut tallies[person.tally].dimensions[at]);
            }
        }
        self.add_parts(block, dimension, column, tallies);
    }

    /// Practices and items count the same people as their dimension.
    fn add_parts<'c>(
        &self,
        block: &Block,
        dimension: &Dimension,
        column: &impl Fn(usize) -> &'c [u8],
        tallies: &mut [Tally],
    ) {
        for practice in dimension.practices.clone() {
            let sums = block.people.iter().zip(&block.practices[practice]);
            for (person, sum) in sums.filter(|(person, sum)| person.counts && sum.answered > 0) {
                let score = sum.score / f64::from(sum.answered);
                sum.count(score, &mut tallies[person.tally].practices[practice]);
            }
        }
        for item in dimension.items.clone() {
            let worths = &self.worths[item];
            for (person, &byte) in block.people.iter().zip(column(item)) {
                let worth = &worths[usize::from(byte)];
                if person.counts && worth.sum.answered > 0 {
                    tallies[person.tally].items[item].points[usize::from(worth.point)] += 1;
                }
            }
        }
    }

    /// Scores and shares of items follow from how many people chose each point.
    pub fn finish(&self, tally: &mut Tally) {
        for (item, worths) in tally.items.iter_mut().zip(&self.worths) {
            for worth in worths.iter().filter(|worth| worth.sum.answered > 0) {
                let people = item.points[usize::from(worth.point)];
                let add = |value, to: &mut Moments| to.merge(&Moments::of_equal(value, people));
                add(worth.sum.score, &mut item.measure.score);
                if worth.sum.with_shares > 0 {
                    add(100.0 * f64::from(worth.sum.favourable), &mut item.measure.favourable);
                    add(100.0 * f64::from(worth.sum.unfavourable), &mut item.measure.unfavourable);
                }
            }
        }
    }
}
