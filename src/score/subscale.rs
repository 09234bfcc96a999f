//! A score over some of the items that were asked: those that two waves share, or two audiences.
//!
//! Whoever compares like with like leaves items out, and then other people have answered enough. So
//! that nobody can be found by comparing the two, such a figure counts only people of the score over
//! everything asked, and which of them depends on its items alone. An item, a practice of which only
//! this item is left, and a dimension of which only this item is left are then one figure of the same
//! people, whatever they are called.

use super::members::is_counted;
use super::{Assessment, WaveTally};
use crate::answers::{Answer, Responses};
use crate::key::What;
use crate::survey::Survey;
use std::collections::{BTreeMap, BTreeSet};

/// One audience's score in one wave over these items (indexes into [`Survey::items`]).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subscale {
    /// The wave.
    pub wave: u8,
    /// The audience, which was asked all of the items.
    pub audience: u8,
    /// What it is made from; never empty.
    pub items: BTreeSet<u16>,
}

/// How much somebody answered of some items of one dimension.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answered {
    pub asked: u32,
    pub answered: u32,
    /// Of how many practices something was asked.
    pub practices: u32,
}

impl Answered {
    /// Whether somebody who is in the dimension's score counts over these items: half of them have
    /// to be answered. If they are all of one practice, the figure is that practice's and counts its
    /// people, who answered some of it.
    pub fn counts(self, min_answered: f64) -> bool {
        match self.practices {
            1 => self.answered > 0,
            _ => is_counted(self.answered, self.asked, min_answered),
        }
    }
}

/// The items of a subscale that belong to one dimension.
#[derive(Debug)]
struct Portion {
    dimension: u16,
    items: Vec<u16>,
    practices: u32,
}

/// Who counts in a subscale.
#[derive(Debug)]
pub struct Membership {
    portions: Vec<Portion>,
    min_answered: f64,
}

impl Subscale {
    /// Who counts in it, if a person needs the share `min_answered` (0 to 1) of its items.
    pub fn membership(&self, survey: &Survey, min_answered: f64) -> Membership {
        let mut dimensions: BTreeMap<usize, (Vec<u16>, BTreeSet<usize>)> = BTreeMap::new();
        for &item in &self.items {
            let dimension = survey.dimension_of(usize::from(item));
            let (items, practices) = dimensions.entry(dimension).or_default();
            items.push(item);
            practices.insert(survey.items[usize::from(item)].practice);
        }
        let portion = |(dimension, (items, practices)): (usize, (_, BTreeSet<usize>))| Portion {
            dimension: u16::try_from(dimension).unwrap_or(u16::MAX),
            items,
            practices: u32::try_from(practices.len()).unwrap_or(u32::MAX),
        };
        Membership { portions: dimensions.into_iter().map(portion).collect(), min_answered }
    }
}

impl Membership {
    /// Whether somebody counts who is in the scores of these dimensions and answered these items.
    pub fn counts(
        &self,
        is_in_dimension: impl Fn(u16) -> bool,
        is_answered: impl Fn(u16) -> bool,
    ) -> bool {
        self.portions.iter().all(|portion| {
            let given = portion.items.iter().filter(|item| is_answered(**item)).count();
            let [asked, answered] =
                [portion.items.len(), given].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
            let answered = Answered { asked, answered, practices: portion.practices };
            is_in_dimension(portion.dimension) && answered.counts(self.min_answered)
        })
    }
}

impl Assessment<'_> {
    /// What a figure of one audience is made from, over the items counted in a tally. Nothing where
    /// it is made of no items.
    pub fn subscale(
        &self,
        of: &WaveTally,
        (wave, audience): (u8, u8),
        what: What,
    ) -> Option<Subscale> {
        let asked = |&item: &usize| {
            of.items[item] && self.survey.items[item].audiences.contains(&usize::from(audience))
        };
        let items = what.items(self.survey)?.filter(asked);
        let items: BTreeSet<u16> = items.filter_map(|item| u16::try_from(item).ok()).collect();
        (!items.is_empty()).then_some(Subscale { wave, audience, items })
    }

    /// Whether a response of its wave and audience counts in a subscale.
    pub fn is_in(&self, responses: &Responses, person: usize, of: &Membership) -> bool {
        of.counts(
            |dimension| self.is_member(responses, person, What::Dimension(dimension)),
            |item| is_answered(responses, person, item),
        )
    }

    /// The items that a response was asked and left open, blank or as not applicable.
    pub fn left_open(&self, responses: &Responses, person: usize) -> BTreeSet<u16> {
        let is_open = |item: &u16| {
            let byte = responses.items[usize::from(*item)][person];
            matches!(Answer::of(byte), Answer::Blank | Answer::NotApplicable)
        };
        (0u16..).take(self.survey.items.len()).filter(is_open).collect()
    }
}

fn is_answered(responses: &Responses, person: usize, item: u16) -> bool {
    let byte = responses.items[usize::from(item)][person];
    matches!(Answer::of(byte), Answer::Point(_))
}
