//! One person's scores, from the bytes of their answers.

use super::members::is_counted;
use super::statistics::item_score;
use super::tally::Tally;
use crate::answers::{Answer, Responses};
use crate::survey::{Scale, Survey};

/// What one point of an item's scale is worth. A reverse-keyed answer counts as its mirror image,
/// also for its shares.
struct Worth {
    recoded: usize,
    score: f64,
    has_shares: bool,
    favourable: bool,
    unfavourable: bool,
}

impl Worth {
    fn of(scale: &Scale, reverse: bool) -> Vec<Self> {
        let worth = |x: i32| {
            let mirrored = if reverse { scale.min + scale.max - x } else { x };
            Self {
                recoded: usize::try_from(mirrored - scale.min).unwrap_or(0),
                score: item_score(x.into(), scale.min.into(), scale.max.into(), reverse)
                    .unwrap_or(0.0),
                has_shares: scale.has_shares(),
                favourable: scale.favourable.contains(&mirrored),
                unfavourable: scale.unfavourable.contains(&mirrored),
            }
        };
        (scale.min..=scale.max).map(worth).collect()
    }
}

/// A set of items ready to score people on.
pub(super) struct Scorer<'s> {
    survey: &'s Survey,
    worth: Vec<Vec<Worth>>,
    counted: &'s [bool],
    min_answered: f64,
}

/// Sums over the answered items of one person.
#[derive(Clone, Copy, Default)]
struct Sum {
    asked: u32,
    answered: u32,
    score: f64,
    with_shares: u32,
    favourable: u32,
    unfavourable: u32,
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.asked += other.asked;
        self.answered += other.answered;
        self.with_shares += other.with_shares;
        self.favourable += other.favourable;
        self.unfavourable += other.unfavourable;
    }
}

impl<'s> Scorer<'s> {
    /// Scores on the items that `counted` marks; a dimension needs at least the share
    /// `min_answered` (0 to 1) of the items asked in it.
    pub fn new(survey: &'s Survey, counted: &'s [bool], min_answered: f64) -> Self {
        let worth =
            survey.items.iter().map(|item| Worth::of(&survey.scales[item.scale], item.reverse));
        Self { survey, worth: worth.collect(), counted, min_answered }
    }

    /// Adds one response to the tally of its atom.
    pub fn add(&self, responses: &Responses, person: usize, to: &mut Tally) {
        to.people += 1;
        let (mut index, mut weights, mut complete) = (0.0, 0.0, true);
        for (at, dimension) in self.survey.dimensions.iter().enumerate() {
            let mut total = Sum::default();
            let (mut score, mut weight) = (0.0, 0.0);
            for practice in &self.survey.practices[dimension.practices.clone()] {
                let sum = self.sum(responses, person, practice.items.clone());
                total.add(&sum);
                if sum.answered > 0 {
                    score += practice.weight * sum.score / f64::from(sum.answered);
                    weight += practice.weight;
                }
            }
            if total.asked == 0 {
                continue;
            }
            if !is_counted(total.answered, total.asked, self.min_answered) {
                complete = false;
                continue;
            }
            let score = score / weight;
            index += dimension.weight * score;
            weights += dimension.weight;
            let measure = &mut to.dimensions[at];
            measure.score.add(score);
            add_shares(measure, &total);
            self.add_parts(responses, person, at, to);
        }
        if complete && weights > 0.0 {
            to.index.add(index / weights);
        }
    }

    /// Practices and items count the same people as their dimension.
    fn add_parts(&self, responses: &Responses, person: usize, dimension: usize, to: &mut Tally) {
        for at in self.survey.dimensions[dimension].practices.clone() {
            let items = self.survey.practices[at].items.clone();
            let sum = self.sum(responses, person, items.clone());
            if sum.answered > 0 {
                let measure = &mut to.practices[at];
                measure.score.add(sum.score / f64::from(sum.answered));
                add_shares(measure, &sum);
            }
            for item in items {
                let one = self.sum(responses, person, item..item + 1);
                if let Answer::Point(point) = Answer::of(responses.items[item][person])
                    && one.answered > 0
                {
                    let tally = &mut to.items[item];
                    tally.points[self.worth[item][usize::from(point)].recoded] += 1;
                    tally.measure.score.add(one.score);
                    add_shares(&mut tally.measure, &one);
                }
            }
        }
    }

    fn sum(&self, responses: &Responses, person: usize, items: std::ops::Range<usize>) -> Sum {
        let mut sum = Sum::default();
        for item in items.filter(|&item| self.counted[item]) {
            match Answer::of(responses.items[item][person]) {
                Answer::NotAsked => {}
                Answer::Blank | Answer::NotApplicable => sum.asked += 1,
                Answer::Point(point) => {
                    let worth = &self.worth[item][usize::from(point)];
                    sum.asked += 1;
                    sum.answered += 1;
                    sum.score += worth.score;
                    sum.with_shares += u32::from(worth.has_shares);
                    sum.favourable += u32::from(worth.favourable);
                    sum.unfavourable += u32::from(worth.unfavourable);
                }
            }
        }
        sum
    }
}

/// A person's own shares: of the items they answered, how many favourably.
fn add_shares(measure: &mut super::Measure, sum: &Sum) {
    if sum.with_shares > 0 {
        let share = |count: u32| 100.0 * f64::from(count) / f64::from(sum.with_shares);
        measure.favourable.add(share(sum.favourable));
        measure.unfavourable.add(share(sum.unfavourable));
    }
}
