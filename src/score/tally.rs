//! What the answers of a group add up to, for every dimension, practice and item.

use super::Moments;
use crate::answers::Responses;
use crate::key::What;
use crate::survey::Survey;
use std::collections::BTreeMap;

/// The smallest group whose answers always travel together in one wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atom {
    /// Who they are.
    pub audience: u8,
    /// Where they are.
    pub unit: u16,
    /// Whom their answers are about.
    pub supplier: Option<u16>,
}

impl Atom {
    /// No atom sorts before this one.
    pub(super) const FIRST: Self = Self { audience: 0, unit: 0, supplier: None };

    /// The atom that a response belongs to.
    pub fn of(responses: &Responses, person: usize) -> Self {
        Self {
            audience: responses.audiences[person],
            unit: responses.units[person],
            supplier: responses.suppliers[person],
        }
    }
}

/// Scores of a group and the shares of favourable and unfavourable answers, all 0–100.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measure {
    /// Scores.
    pub score: Moments,
    /// Each person's share of favourable answers in %.
    pub favourable: Moments,
    /// Each person's share of unfavourable answers in %.
    pub unfavourable: Moments,
}

/// Scores on one item or question and how many people chose each point of its scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemTally {
    /// Scores and shares.
    pub measure: Measure,
    /// People by point after recoding, least favourable first.
    pub points: Vec<u32>,
}

/// What a group's answers add up to over one set of items.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// Responses, answered enough or not.
    pub people: u32,
    /// Index scores of the people who have every dimension that was asked of them.
    pub index: Moments,
    /// By dimension, over the people who answered at least half of what they were asked in it and,
    /// where not all of it is counted, of what is.
    pub dimensions: Vec<Measure>,
    /// By practice, over the people of its dimension (of all that was asked in it) who answered some
    /// of what is counted.
    pub practices: Vec<Measure>,
    /// By item, over the people of its dimension (of all that was asked in it) who answered it.
    pub items: Vec<ItemTally>,
    /// By question outside the dimensions, over the people who answered it.
    pub questions: Vec<ItemTally>,
}

impl Tally {
    /// Nobody yet.
    pub fn new(survey: &Survey) -> Self {
        let tally = |points| ItemTally { measure: Measure::default(), points: vec![0; points] };
        let items = survey.items.iter().map(|item| survey.scales[item.scale].points());
        let questions = survey
            .questions
            .iter()
            .map(|question| question.scale.map_or(0, |scale| survey.scales[scale].points()));
        Self {
            people: 0,
            index: Moments::default(),
            dimensions: vec![Measure::default(); survey.dimensions.len()],
            practices: vec![Measure::default(); survey.practices.len()],
            items: items.map(tally).collect(),
            questions: questions.map(tally).collect(),
        }
    }

    /// Adds another group of the same survey.
    pub fn merge(&mut self, other: &Self) {
        self.people += other.people;
        self.index.merge(&other.index);
        for (own, other) in self.dimensions.iter_mut().zip(&other.dimensions) {
            own.merge(other);
        }
        for (own, other) in self.practices.iter_mut().zip(&other.practices) {
            own.merge(other);
        }
        let rated = self.items.iter_mut().chain(&mut self.questions);
        for (own, other) in rated.zip(other.items.iter().chain(&other.questions)) {
            own.measure.merge(&other.measure);
            for (own, other) in own.points.iter_mut().zip(&other.points) {
                *own += other;
            }
        }
    }

    /// How people chose among the points of the scale of an item or question.
    pub fn rated(&self, what: What) -> Option<&ItemTally> {
        match what {
            What::Item(item) => self.items.get(usize::from(item)),
            What::Question(question) => self.questions.get(usize::from(question)),
            _ => None,
        }
    }

    /// Scores and shares of a dimension, practice, item or question.
    pub fn measure(&self, what: What) -> Option<&Measure> {
        match what {
            What::Dimension(dimension) => self.dimensions.get(usize::from(dimension)),
            What::Practice(practice) => self.practices.get(usize::from(practice)),
            What::Item(_) | What::Question(_) => self.rated(what).map(|tally| &tally.measure),
            What::Index | What::Response => None,
        }
    }
}

impl Measure {
    fn merge(&mut self, other: &Self) {
        self.score.merge(&other.score);
        self.favourable.merge(&other.favourable);
        self.unfavourable.merge(&other.unfavourable);
    }
}

/// One wave's atoms over one set of items.
#[derive(Clone, Debug, PartialEq)]
pub struct WaveTally {
    /// Which items are counted, by their place in the survey.
    pub items: Vec<bool>,
    /// Which questions are counted, by their place in the survey.
    pub questions: Vec<bool>,
    /// The tally of each atom.
    pub atoms: BTreeMap<Atom, Tally>,
}
