//! People's scores, from the bytes of their answers.
//!
//! A [`Block`] of people is scored at once, column by column, so that a column is read in one go and
//! what is known of the block stays in the cache.

use super::Moments;
use super::members::is_counted;
use super::statistics::item_score;
use super::subscale::Answered;
use super::tally::{Atom, Measure, Tally};
use crate::answers::{Answer, Responses};
use crate::survey::{Dimension, Scale, Survey};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Sums over some answers of one person.
#[derive(Clone, Copy, Default)]
struct Sum {
    score: f64,
    /// By [`Count`]. One is left over: eight of them are added up at once.
    counts: [u16; 8],
}

/// What is counted of answers, to the items that count and to all that are on the form. An instrument
/// has no more items than 16 bits can count.
#[derive(Clone, Copy)]
enum Count {
    Asked,
    Answered,
    WithShares,
    Favourable,
    Unfavourable,
    OnForm,
    AnsweredOnForm,
}

impl Sum {
    fn of(&self, count: Count) -> u16 {
        self.counts[count as usize]
    }

    fn add(&mut self, other: &Self) {
        self.score += other.score;
        for (own, other) in self.counts.iter_mut().zip(other.counts) {
            *own = own.wrapping_add(other);
        }
    }

    fn is_answered(&self) -> bool {
        self.of(Count::Answered) > 0
    }
}

/// What one byte of an item's column is worth. A reverse-keyed answer counts as its mirror image,
/// also for its shares.
#[derive(Clone, Copy, Default)]
struct Worth {
    sum: Sum,
    /// Where people who chose this point are counted: after recoding, and after all points of the
    /// items before. What is no answer is counted at 0, where nobody looks.
    slot: usize,
}

/// What an item or question is to a set of scores.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It is scored.
    Counted,
    /// It only tells whether somebody answered enough of the form.
    OnForm,
    /// It is not on the form.
    Absent,
}

impl Part {
    fn of(counted: bool, on_form: bool) -> Self {
        match (counted, on_form) {
            (true, _) => Self::Counted,
            (false, true) => Self::OnForm,
            (false, false) => Self::Absent,
        }
    }
}

/// The worth of every byte of an item.
fn worths(scale: &Scale, reverse: bool, part: Part, slots: usize) -> Box<[Worth; 256]> {
    let worth = |byte: usize| {
        let counts = |counts| Worth { sum: Sum { score: 0.0, counts }, slot: 0 };
        match (part, Answer::of(u8::try_from(byte).unwrap_or(u8::MAX))) {
            (Part::Absent, _) | (_, Answer::NotAsked) => Worth::default(),
            (Part::Counted, Answer::Point(point)) => worth(point, scale, reverse, slots),
            (Part::Counted, _) => counts([1, 0, 0, 0, 0, 1, 0, 0]),
            (Part::OnForm, Answer::Point(_)) => counts([0, 0, 0, 0, 0, 1, 1, 0]),
            (Part::OnForm, _) => counts([0, 0, 0, 0, 0, 1, 0, 0]),
        }
    };
    Box::new(std::array::from_fn(worth))
}

fn worth(point: u8, scale: &Scale, reverse: bool, slots: usize) -> Worth {
    let x = scale.min + i32::from(point);
    let mirrored = if reverse { scale.min + scale.max - x } else { x };
    let score = item_score(x.into(), scale.min.into(), scale.max.into(), reverse);
    let (Some(score), Ok(point)) = (score, usize::try_from(mirrored - scale.min)) else {
        return Worth::default();
    };
    let [shares, favourable, unfavourable] = [
        scale.has_shares(),
        scale.favourable.contains(&mirrored),
        scale.unfavourable.contains(&mirrored),
    ]
    .map(u16::from);
    let sum = Sum { score, counts: [1, 1, shares, favourable, unfavourable, 1, 1, 0] };
    Worth { sum, slot: slots + point }
}

/// How many people are scored at once.
const BLOCK: usize = 128;

/// What is known of the people of a block while they are scored, and the tallies that they land in.
struct Block {
    people: Vec<Person>,
    /// Over the dimension at hand.
    totals: Vec<Total>,
    /// By practice, over its items.
    practices: Vec<Vec<Sum>>,
    tallies: Vec<Tally>,
    /// For each tally, how many people chose each point of each item: a stretch of all slots.
    points: Vec<u32>,
}

/// One of them.
#[derive(Clone, Copy, Default)]
struct Person {
    tally: usize,
    /// Where the stretch of their tally starts.
    points: usize,
    /// Whether they answered enough of the dimension at hand, over the whole form. Its practices and
    /// items count nobody else.
    is_member: bool,
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
    /// How many practices have an item that counts.
    practices: u32,
}

impl Total {
    /// Adds a practice, whose own score is the mean of the answered items from here on.
    fn add(&mut self, practice: &mut Sum, weight: f64) {
        self.sum.add(practice);
        self.practices += u32::from(practice.of(Count::Asked) > 0);
        if practice.is_answered() {
            practice.score /= f64::from(practice.of(Count::Answered));
            self.score += weight * practice.score;
            self.weight += weight;
        }
    }

    /// Whether the person answered enough of the whole form.
    fn is_member(&self, min_answered: f64) -> bool {
        let [asked, answered] =
            [Count::OnForm, Count::AnsweredOnForm].map(|count| self.sum.of(count));
        is_counted(answered.into(), asked.into(), min_answered)
    }

    /// Whether a person who did counts over the items at hand.
    fn counts(&self, min_answered: f64) -> bool {
        let [asked, answered] =
            [Count::Asked, Count::Answered].map(|count| self.sum.of(count).into());
        Answered { asked, answered, practices: self.practices }.counts(min_answered)
    }
}

impl Block {
    fn new(survey: &Survey) -> Self {
        Self {
            people: Vec::with_capacity(BLOCK),
            totals: vec![Total::default(); BLOCK],
            practices: vec![vec![Sum::default(); BLOCK]; survey.practices.len()],
            tallies: Vec::new(),
            points: Vec::new(),
        }
    }

    /// The index of those who have every dimension that was asked of them.
    fn add_index(&mut self) {
        for person in &self.people {
            if !person.is_incomplete && person.weights > 0.0 {
                self.tallies[person.tally].index.add(person.index / person.weights);
            }
        }
    }
}

/// A set of items ready to score people on.
pub(super) struct Scorer<'s> {
    survey: &'s Survey,
    /// By item, then by question.
    worths: Vec<Box<[Worth; 256]>>,
    /// Where the points of each item and question are counted, and one past the last.
    slots: Vec<usize>,
    shares: Shares,
    min_answered: f64,
}

impl<'s> Scorer<'s> {
    /// Scores on the items and questions that `counted` marks, one after the other, people who
    /// answered enough of the items `on_form`: a dimension needs at least the share `min_answered`
    /// (0 to 1) of the items asked in it, over the whole form and of those that count.
    pub fn new(
        survey: &'s Survey,
        counted: [&[bool]; 2],
        on_form: &[bool],
        min_answered: f64,
    ) -> Self {
        let items = survey.items.iter();
        let items = items.map(|item| (Cow::Borrowed(&survey.scales[item.scale]), item.reverse));
        let questions = survey.questions.iter();
        let questions = questions.map(|question| (question.rating(survey), question.reverse));
        let (mut slots, mut tables) = (vec![1], Vec::new());
        let on_form = on_form.iter().copied().chain(std::iter::repeat(false));
        let parts = counted.into_iter().flatten().zip(on_form);
        let parts = parts.map(|(&counted, on_form)| Part::of(counted, on_form));
        for ((scale, reverse), part) in items.chain(questions).zip(parts) {
            let slot = slots[slots.len() - 1];
            tables.push(worths(&scale, reverse, part, slot));
            slots.push(slot + scale.points());
        }
        let shares = Shares::up_to(survey.dimensions.iter().map(|one| one.items.len()).max());
        Self { survey, worths: tables, slots, shares, min_answered }
    }

    /// Adds some people up, each in the tally of their atom. The tallies lack their [finish].
    ///
    /// [finish]: Self::finish
    pub fn add_up(&self, responses: &Responses, people: Range<usize>) -> BTreeMap<Atom, Tally> {
        let mut atoms = BTreeMap::new();
        let mut block = Block::new(self.survey);
        for start in people.clone().step_by(BLOCK) {
            let people = start..people.end.min(start + BLOCK);
            self.begin(&mut block, responses, people.clone(), &mut atoms);
            for dimension in 0..self.survey.dimensions.len() {
                let column = |item: usize| &responses.items[item][people.clone()];
                self.add_dimension(&mut block, dimension, &column);
            }
            block.add_index();
            self.add_questions(&mut block, |question| {
                responses.questions.get(question).map_or(&[], |column| &column[people.clone()])
            });
        }
        let points = block.points.chunks_exact(self.stretch());
        for (tally, points) in block.tallies.iter_mut().zip(points) {
            let rated = tally.items.iter_mut().chain(&mut tally.questions);
            for (item, slots) in rated.zip(self.slots.windows(2)) {
                item.points.copy_from_slice(&points[slots[0]..slots[1]]);
            }
        }
        let mut tallies: Vec<_> = block.tallies.into_iter().map(Some).collect();
        atoms
            .into_iter()
            .filter_map(|(atom, at): (_, usize)| Some((atom, tallies[at].take()?)))
            .collect()
    }

    fn stretch(&self) -> usize {
        self.slots.last().copied().unwrap_or(1)
    }

    /// Finds the tally of each person of the next block.
    fn begin(
        &self,
        block: &mut Block,
        responses: &Responses,
        people: Range<usize>,
        atoms: &mut BTreeMap<Atom, usize>,
    ) {
        block.people.clear();
        for person in people {
            let tally = *atoms.entry(Atom::of(responses, person)).or_insert(block.tallies.len());
            if tally == block.tallies.len() {
                block.tallies.push(Tally::new(self.survey));
                block.points.resize(block.points.len() + self.stretch(), 0);
            }
            block.tallies[tally].people += 1;
            let points = tally * self.stretch();
            block.people.push(Person { tally, points, ..Person::default() });
        }
    }

    fn add_dimension<'c>(&self, block: &mut Block, at: usize, column: &impl Fn(usize) -> &'c [u8]) {
        let Block { people, totals, practices, tallies, points } = block;
        let dimension = &self.survey.dimensions[at];
        totals.fill(Total::default());
        for practice in dimension.practices.clone() {
            let sums = &mut practices[practice][..people.len()];
            sums.fill(Sum::default());
            for item in self.survey.practices[practice].items.clone() {
                let worths = &self.worths[item];
                for ((person, sum), &byte) in people.iter().zip(&mut *sums).zip(column(item)) {
                    let worth = &worths[usize::from(byte)];
                    sum.add(&worth.sum);
                    points[person.points + worth.slot] += 1;
                }
            }
            let weight = self.survey.practices[practice].weight;
            totals.iter_mut().zip(sums).for_each(|(total, sum)| total.add(sum, weight));
        }
        for (person, total) in people.iter_mut().zip(totals) {
            person.is_member = total.is_member(self.min_answered);
            let counts = person.is_member && total.counts(self.min_answered);
            person.is_incomplete |= !counts && total.sum.of(Count::Asked) > 0;
            if counts {
                let score = total.score / total.weight;
                person.index += dimension.weight * score;
                person.weights += dimension.weight;
                self.count(&total.sum, score, &mut tallies[person.tally].dimensions[at]);
            }
        }
        self.add_practices(block, dimension);
        self.take_back_points(block, dimension, column);
    }

    /// A question counts whoever answered it.
    fn add_questions<'c>(&self, block: &mut Block, column: impl Fn(usize) -> &'c [u8]) {
        let worths = &self.worths[self.survey.items.len()..];
        for (question, worths) in worths.iter().enumerate() {
            if self.survey.questions[question].scale.is_some() {
                for (person, &byte) in block.people.iter().zip(column(question)) {
                    block.points[person.points + worths[usize::from(byte)].slot] += 1;
                }
            }
        }
    }

    /// Practices count people of their dimension.
    fn add_practices(&self, block: &mut Block, dimension: &Dimension) {
        for practice in dimension.practices.clone() {
            for (person, sum) in block.people.iter().zip(&block.practices[practice]) {
                if person.is_member && sum.is_answered() {
                    let to = &mut block.tallies[person.tally].practices[practice];
                    self.count(sum, sum.score, to);
                }
            }
        }
    }

    /// So do items. Nearly everybody answers enough, so all were counted, and the few others are
    /// taken out again.
    fn take_back_points<'c>(
        &self,
        block: &mut Block,
        dimension: &Dimension,
        column: &impl Fn(usize) -> &'c [u8],
    ) {
        for (at, person) in block.people.iter().enumerate().filter(|(_, person)| !person.is_member)
        {
            for item in dimension.items.clone() {
                let worth = &self.worths[item][usize::from(column(item)[at])];
                block.points[person.points + worth.slot] -= 1;
            }
        }
    }

    /// Counts one person's score, and their own shares, which are those of the items they answered.
    fn count(&self, sum: &Sum, score: f64, to: &mut Measure) {
        to.score.add(score);
        let all = sum.of(Count::WithShares);
        if all > 0 {
            to.favourable.add(self.shares.of(sum.of(Count::Favourable), all));
            to.unfavourable.add(self.shares.of(sum.of(Count::Unfavourable), all));
        }
    }

    /// Scores and shares of items and questions follow from how many people chose each point.
    pub fn finish(&self, tally: &mut Tally) {
        let rated = tally.items.iter_mut().chain(&mut tally.questions);
        for ((item, worths), &slot) in rated.zip(&self.worths).zip(&self.slots) {
            for worth in worths.iter().filter(|worth| worth.sum.is_answered()) {
                let people = item.points[worth.slot - slot];
                let add = |value, to: &mut Moments| to.merge(&Moments::of_equal(value, people));
                add(worth.sum.score, &mut item.measure.score);
                if worth.sum.of(Count::WithShares) > 0 {
                    let share = |count| 100.0 * f64::from(worth.sum.of(count));
                    add(share(Count::Favourable), &mut item.measure.favourable);
                    add(share(Count::Unfavourable), &mut item.measure.unfavourable);
                }
            }
        }
    }
}

/// Every share that a person can have, in %: a look is faster than a division.
struct Shares {
    most: usize,
    shares: Vec<f64>,
}

impl Shares {
    /// Of up to so many items.
    fn up_to(most: Option<usize>) -> Self {
        let most = most.unwrap_or(0) + 1;
        let share = |at: usize| {
            let [some, all] = [at % most, at / most].map(|count| u32::try_from(count).unwrap_or(0));
            100.0 * f64::from(some) / f64::from(all.max(1))
        };
        Self { most, shares: (0..most * most).map(share).collect() }
    }

    fn of(&self, some: u16, all: u16) -> f64 {
        self.shares[usize::from(all) * self.most + usize::from(some)]
    }
}
