//! What a group's answers say about one thing: a mean, its spread, and how many people it rests on.

use super::{Assessment, Moments, Tally, WaveTally};
use crate::key::{Audiences, Place, What};
use crate::survey::Question;
use std::collections::BTreeMap;

/// One audience's part of a figure. A figure of one audience has one part, a composite several.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Who.
    pub audience: u8,
    /// Its weight in a composite.
    pub weight: f64,
    /// The mean, 0–100.
    pub mean: f64,
    /// People with a score: of an item or practice, those who answered it and are in its dimension.
    pub answers: u32,
    /// Those of `answers` who are not known by name: who agreed to be named protects nobody.
    pub confidential: u32,
    /// People invited, where it is known.
    pub invited: Option<u32>,
    /// The group's own variance, from two people on.
    pub own: Option<f64>,
    /// The variance typical of this audience in this wave and its degrees of freedom, where enough
    /// groups are behind it.
    pub typical: Option<(f64, f64)>,
    /// Mean favourable and unfavourable shares in %, where the scales define them.
    pub shares: Option<[f64; 2]>,
    /// The variance of people's favourable shares: the group's own, from two people on.
    pub own_share: Option<f64>,
    /// The variance of favourable shares that is typical of this audience, and its degrees of freedom.
    pub typical_share: Option<(f64, f64)>,
    /// For an item or question: people by point of its scale after recoding, least favourable first.
    pub points: Vec<u32>,
}

impl Part {
    /// The part without what tells how far its own people differ.
    #[must_use]
    pub fn without_spread(self) -> Self {
        Self { own: None, own_share: None, points: Vec::new(), ..self }
    }

    /// The part without the spread of others, which may tell how far people of one group differ.
    #[must_use]
    pub fn without_typical(self) -> Self {
        Self { typical: None, typical_share: None, ..self }
    }

    /// The favourable share of the same people as a mean of each person's share (answers of one person
    /// are not independent), with its own spread.
    pub fn favourable(&self) -> Option<Self> {
        let [favourable, _] = self.shares?;
        let (own, typical) = (self.own_share, self.typical_share);
        Some(Self { mean: favourable, own, typical, ..self.clone() })
    }
}

/// Everything about the people of one place, over one wave and set of items.
#[derive(Debug)]
pub struct Group<'a> {
    assessment: &'a Assessment<'a>,
    audience: u8,
    invited: Option<u32>,
    tally: Tally,
    /// The part of it that agreed to be named.
    named: Tally,
    typical: &'a Typical,
    /// The fewest people behind a typical spread.
    least: u32,
}

/// The typical spread by what is measured: of scores, and of favourable shares.
pub type Typical = BTreeMap<What, [Pooled; 2]>;

/// Squared deviations of people from the means of their atoms.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pooled {
    squares: f64,
    df: f64,
    /// Of the atoms whose people are not known by name and differ: how many there are, their people,
    /// their degrees of freedom, and those of the largest.
    groups: u32,
    people: u32,
    hidden_df: f64,
    largest: f64,
}

/// The fewest atoms behind a typical spread. Of two, each could take its own away from what both have.
const GROUPS: u32 = 3;

impl Pooled {
    fn add(&mut self, moments: &Moments, is_named: bool) {
        let df = f64::from(moments.df());
        self.squares += moments.squares();
        self.df += df;
        if df > 0.0 && !is_named {
            self.groups += 1;
            self.people += moments.n();
            self.hidden_df += df;
            self.largest = self.largest.max(df);
        }
    }

    /// The variance and its degrees of freedom, unless it would tell how far the people of one group
    /// differ: it takes three groups, `people` together, none of them more than half of it. Who agreed
    /// to be named hides nobody.
    pub fn typical(&self, people: u32) -> Option<(f64, f64)> {
        let is_crowd =
            self.groups >= GROUPS && self.people >= people && 2.0 * self.largest <= self.hidden_df;
        is_crowd.then(|| (self.squares / self.df, self.df))
    }
}

impl Assessment<'_> {
    /// The pooled within-atom spread of audiences in one wave, for groups too small for their own:
    /// the squared deviations of every atom from its own mean, with Σ(n − 1) degrees of freedom.
    pub fn typical(&self, of: &WaveTally, (wave, audiences): (u8, Audiences)) -> Typical {
        let mut typical = Typical::new();
        let atoms = of.atoms.iter().filter(|(atom, _)| audiences.contains(atom.audience));
        for (atom, tally) in atoms {
            let is_named = self.is_attributed(wave, *atom);
            for what in self.survey.scored() {
                let shares = tally.measure(what).map(|measure| &measure.favourable);
                let Some(moments) = tally.moments(what) else { continue };
                let pooled = typical.entry(what).or_default();
                for (pooled, moments) in pooled.iter_mut().zip([Some(moments), shares]) {
                    moments.into_iter().for_each(|moments| pooled.add(moments, is_named));
                }
            }
        }
        typical
    }

    /// The people of one audience at one place (or of several, merged), over one wave and set of
    /// items. `least` is the fewest people behind a typical spread. Nothing without an audience.
    pub fn group<'a>(
        &'a self,
        of: &WaveTally,
        (wave, place, audiences): (u8, Place, Audiences),
        (typical, least): (&'a Typical, u32),
    ) -> Option<Group<'a>> {
        let (mut tally, mut named) = (Tally::new(self.survey), Tally::new(self.survey));
        let mut invited = Some(0);
        for audience in audiences.iter() {
            tally.merge(&self.sum(of, place, audience, |_| true));
            if self.survey.audiences[usize::from(audience)].is_supplier {
                let is_named = |atom| self.is_attributed(wave, atom);
                named.merge(&self.sum(of, place, audience, is_named));
            }
            let more = self.invited(wave, place, audience);
            invited = invited.zip(more).map(|(all, more): (u32, u32)| all.saturating_add(more));
        }
        let audience = audiences.iter().next()?;
        Some(Group { assessment: self, audience, invited, tally, named, typical, least })
    }
}

impl crate::survey::Survey {
    /// Everything that is scored: the index, then dimensions, practices, items and questions.
    pub fn scored(&self) -> impl Iterator<Item = What> + use<> {
        let dimensions = (0u16..).take(self.dimensions.len()).map(What::Dimension);
        let practices = (0u16..).take(self.practices.len()).map(What::Practice);
        let items = (0u16..).take(self.items.len()).map(What::Item);
        let is_rated = |question: &(u16, &Question)| question.1.scale.is_some();
        let questions: Vec<What> = (0u16..)
            .zip(&self.questions)
            .filter(is_rated)
            .map(|(question, _)| What::Question(question))
            .collect();
        let scored = std::iter::once(What::Index).chain(dimensions).chain(practices).chain(items);
        scored.chain(questions)
    }
}

impl Tally {
    /// The scores of one thing.
    pub fn moments(&self, what: What) -> Option<&Moments> {
        match what {
            What::Index => Some(&self.index),
            _ => self.measure(what).map(|measure| &measure.score),
        }
    }
}

impl Group<'_> {
    /// What the group says about one thing; nothing when nobody said anything.
    pub fn part(&self, what: What) -> Option<Part> {
        let survey = self.assessment.survey;
        let moments = self.tally.moments(what)?;
        let (mean, shares) = match what {
            What::Index => (self.index_mean()?, None),
            _ => (moments.mean()?, self.shares(what)),
        };
        let points = self.tally.rated(what).map(|tally| tally.points.clone()).unwrap_or_default();
        let typical = |of: usize| self.typical.get(&what)?[of].typical(self.least);
        let named = self.named.moments(what).map_or(0, Moments::n);
        Some(Part {
            audience: self.audience,
            weight: survey.audiences[usize::from(self.audience)].weight,
            mean,
            answers: moments.n(),
            confidential: moments.n() - named.min(moments.n()),
            invited: self.invited,
            own: moments.variance(),
            typical: typical(0),
            shares,
            own_share: self.tally.measure(what).and_then(|measure| measure.favourable.variance()),
            typical_share: typical(1),
            points,
        })
    }

    /// The weighted mean of the dimension scores, so that the index says nothing new about anybody.
    fn index_mean(&self) -> Option<f64> {
        let dimensions = self.assessment.survey.dimensions.iter();
        let scored = dimensions.zip(&self.tally.dimensions);
        let (sum, weights) = scored
            .filter_map(|(dimension, measure)| Some((dimension.weight, measure.score.mean()?)))
            .fold((0.0, 0.0), |(sum, weights), (weight, mean)| {
                (sum + weight * mean, weights + weight)
            });
        (weights > 0.0).then(|| sum / weights)
    }

    fn shares(&self, what: What) -> Option<[f64; 2]> {
        let measure = self.tally.measure(what)?;
        Some([measure.favourable.mean()?, measure.unfavourable.mean()?])
    }
}
