//! What a group's answers say about one thing: a mean, its spread, and how many people it rests on.

use super::{Assessment, Moments, Tally};
use crate::key::{Place, Waves, What};
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
    /// People in the dimension (for the index: people who have every dimension asked of them).
    pub people: u32,
    /// People among them who answered this very item or practice.
    pub answers: u32,
    /// People invited, where it is known.
    pub invited: Option<u32>,
    /// The group's own variance, from two people on.
    pub own: Option<f64>,
    /// The variance typical of this audience in this wave and its degrees of freedom.
    pub typical: Option<(f64, f64)>,
    /// Mean favourable and unfavourable shares in %, where the scales define them.
    pub shares: Option<[f64; 2]>,
    /// For an item: people by point of its scale after recoding, least favourable first.
    pub points: Vec<u32>,
}

impl Part {
    /// The part without what tells how far its own people differ.
    #[must_use]
    pub fn without_spread(self) -> Self {
        Self { own: None, points: Vec::new(), ..self }
    }
}

/// Everything about one audience at one place, over one wave and set of items.
#[derive(Debug)]
pub struct Group<'a> {
    assessment: &'a Assessment<'a>,
    audience: u8,
    invited: Option<u32>,
    tally: Tally,
    typical: &'a Typical,
}

/// Squared deviations within atoms and their degrees of freedom, by what is measured.
pub type Typical = BTreeMap<What, (f64, f64)>;

impl Assessment<'_> {
    /// The pooled within-atom spread of one audience in one wave, for groups too small for their own:
    /// the squared deviations of every atom from its own mean, with Σ(n − 1) degrees of freedom.
    pub fn typical(&self, wave: u8, matched: Waves, audience: u8) -> Typical {
        let mut typical = Typical::new();
        let Some(tally) = self.tallies.get(&(wave, matched)) else { return typical };
        let atoms = tally.atoms.iter().filter(|(atom, _)| atom.audience == audience);
        for (_, atom) in atoms {
            for what in self.survey.scored() {
                let Some(moments) = atom.moments(what) else { continue };
                let pooled = typical.entry(what).or_insert((0.0, 0.0));
                pooled.0 += moments.squares();
                pooled.1 += f64::from(moments.df());
            }
        }
        typical
    }

    /// One audience at one place.
    pub fn group<'a>(
        &'a self,
        wave: u8,
        matched: Waves,
        place: Place,
        audience: u8,
        typical: &'a Typical,
    ) -> Option<Group<'a>> {
        let tally = self.tally(wave, matched, place, audience)?;
        let invited = self.invited(wave, place, audience);
        Some(Group { assessment: self, audience, invited, tally, typical })
    }
}

impl crate::survey::Survey {
    /// Everything that is scored: the index, then dimensions, practices and items.
    pub fn scored(&self) -> impl Iterator<Item = What> + use<> {
        let dimensions = (0u16..).take(self.dimensions.len()).map(What::Dimension);
        let practices = (0u16..).take(self.practices.len()).map(What::Practice);
        let items = (0u16..).take(self.items.len()).map(What::Item);
        std::iter::once(What::Index).chain(dimensions).chain(practices).chain(items)
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
    /// Responses in the group, answered enough or not.
    pub fn responses(&self) -> u32 {
        self.tally.people
    }

    /// What the group says about one thing; nothing when nobody said anything.
    pub fn part(&self, what: What) -> Option<Part> {
        let survey = self.assessment.survey;
        let moments = self.tally.moments(what)?;
        let (mean, shares) = match what {
            What::Index => (self.index_mean()?, None),
            _ => (moments.mean()?, self.shares(what)),
        };
        let points = match what {
            What::Item(item) => self.tally.items[usize::from(item)].points.clone(),
            _ => Vec::new(),
        };
        Some(Part {
            audience: self.audience,
            weight: survey.audiences[usize::from(self.audience)].weight,
            mean,
            people: self.people(what),
            answers: moments.n(),
            invited: self.invited,
            own: moments.variance(),
            typical: self
                .typical
                .get(&what)
                .filter(|(_, df)| *df > 0.0)
                .map(|(squares, df)| (squares / df, *df)),
            shares,
            points,
        })
    }

    /// One n per cell and dimension: the people in the dimension's score.
    fn people(&self, what: What) -> u32 {
        let survey = self.assessment.survey;
        let dimension = match what {
            What::Dimension(dimension) => usize::from(dimension),
            What::Practice(practice) => survey.practices[usize::from(practice)].dimension,
            What::Item(item) => survey.dimension_of(usize::from(item)),
            What::Index | What::Response | What::Question(_) => return self.tally.index.n(),
        };
        self.tally.dimensions[dimension].score.n()
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
