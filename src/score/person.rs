//! One person's scores, from the bytes of their answers.

use super::Moments;
use super::statistics::item_score;
use super::tally::{Atom, Measure, Tally};
use crate::answers::{Answer, Responses};
use crate::survey::{Item, Scale, Survey};
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
        let columns: Vec<&[u8]> =
            responses.items.iter().map(|column| &column[people.clone()]).collect();
        let mut practices = vec![Sum::default(); self.survey.practices.len()];
        let mut atoms = BTreeMap::new();
        for (at, person) in people.enumerate() {
            let atom = Atom {
                audience: responses.audiences[person],
                unit: responses.units[person],
                supplier: responses.suppliers[person],
            };
            let to = atoms.entry(atom).or_insert_with(|| Tally::new(self.survey));
            self.add(&columns, at, &mut practices, to);
        }
        atoms
    }

    /// Adds one person; `practices` is room to work in.
    fn add(&self, columns: &[&[u8]], person: usize, practices: &mut [Sum], to: &mut Tally) {
        to.people += 1;
        let (mut index, mut weights, mut complete) = (0.0, 0.0, true);
        for (at, dimension) in self.survey.dimensions.iter().enumerate() {
            let mut total = Sum::default();
            let (mut score, mut weight) = (0.0, 0.0);
            for practice in dimension.practices.clone() {
                let sum = self.sum(columns, person, practice);
                total.add(&sum);
                if sum.answered > 0 {
                    let own = self.survey.practices[practice].weight;
                    score += own * sum.score / f64::from(sum.answered);
                    weight += own;
                }
                practices[practice] = sum;
            }
            if total.asked == 0 {
                continue;
            }
            let enough = f64::from(total.answered) >= self.min_answered * f64::from(total.asked);
            if !enough || total.answered == 0 {
                complete = false;
                continue;
            }
            let score = score / weight;
            index += dimension.weight * score;
            weights += dimension.weight;
            total.count(score, &mut to.dimensions[at]);
            self.add_parts(columns, person, at, practices, to);
        }
        if complete && weights > 0.0 {
            to.index.add(index / weights);
        }
    }

    /// Practices and items count the same people as their dimension.
    fn add_parts(
        &self,
        columns: &[&[u8]],
        person: usize,
        dimension: usize,
        practices: &[Sum],
        to: &mut Tally,
    ) {
        let dimension = &self.survey.dimensions[dimension];
        for at in dimension.practices.clone() {
            let sum = &practices[at];
            if sum.answered > 0 {
                sum.count(sum.score / f64::from(sum.answered), &mut to.practices[at]);
            }
        }
        for item in dimension.items.clone() {
            let worth = &self.worths[item][usize::from(columns[item][person])];
            if worth.sum.answered > 0 {
                to.items[item].points[usize::from(worth.point)] += 1;
            }
        }
    }

    fn sum(&self, columns: &[&[u8]], person: usize, practice: usize) -> Sum {
        let mut sum = Sum::default();
        for item in self.survey.practices[practice].items.clone() {
            sum.add(&self.worths[item][usize::from(columns[item][person])].sum);
        }
        sum
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
