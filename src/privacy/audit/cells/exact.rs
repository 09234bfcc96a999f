//! Every figure as what it is: a score over just the items that it is made from. Figures of the same
//! items stand together, whatever they are called, and so do people who answered enough of these.

use super::counting::{
    Bits, Counting, When, asked_alike, both, common, is_enough, on_form, ones, sides,
};
use crate::privacy::audit::content::{Content, Measure, Recorded};
use crate::privacy::audit::key::Key;
use std::collections::BTreeMap;

/// Of one audience of one wave.
type Side = (usize, usize);

/// The scores of figures that hang together.
pub(super) struct Exact<'c> {
    content: &'c Content,
    /// What is on each form today.
    forms: BTreeMap<Side, Bits>,
    /// What was on it in each edition.
    earlier: BTreeMap<(usize, Side), Bits>,
    scores: BTreeMap<Side, Vec<Score>>,
    numbers: BTreeMap<(Side, Bits), usize>,
}

/// A score over these items.
struct Score {
    kind: Kind,
    items: Bits,
    portions: Vec<Portion>,
}

/// Who counts in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Whoever answered anything.
    Response,
    /// Whoever answered the question.
    Question,
    /// Whoever answered enough of the items, and of their dimensions.
    Items,
}

impl Kind {
    fn of(content: &Content, measure: Measure) -> Self {
        match (measure, content.instrument.dimension_of(measure)) {
            (Measure::Response, _) => Self::Response,
            (Measure::Asked(_), None) => Self::Question,
            _ => Self::Items,
        }
    }
}

/// What of them belongs to one dimension.
struct Portion {
    dimension: usize,
    /// Everything that was asked in the dimension.
    whole: Bits,
    items: Bits,
    /// Whether all of these are of one practice.
    is_of_one: bool,
}

impl<'c> Exact<'c> {
    /// The scores of all figures, each with the state of the answers that it speaks of. The figures are
    /// all of one question, all of what is made from items, or all numbers of answers.
    pub fn new<'k>(
        content: &'c Content,
        figures: impl Iterator<Item = (&'k Key, Measure, When)>,
    ) -> Self {
        let forms = sides(content).map(|side| (side, on_form(content, side))).collect();
        let (scores, numbers) = (BTreeMap::new(), BTreeMap::new());
        let mut new = Self { content, forms, earlier: earlier(content), scores, numbers };
        for (key, measure, when) in figures {
            for side in new.sides_of(key) {
                if let Some(items) = new.items(key, measure, when, side) {
                    new.take_in(side, items, Kind::of(content, measure));
                }
            }
        }
        new
    }

    /// The waves and audiences that a key speaks of.
    pub fn sides_of(&self, key: &Key) -> Vec<Side> {
        let waves = if key.is_change() { &key.waves[..] } else { &key.waves[..1] };
        let waves: Vec<usize> = waves.iter().filter_map(|wave| self.content.wave(wave)).collect();
        let instrument = &self.content.instrument;
        let all = match key.people.audiences() {
            none if none.is_empty() => (0..instrument.audiences.len()).collect(),
            some => some.into_iter().filter_map(|id| instrument.audience(id)).collect::<Vec<_>>(),
        };
        waves.iter().flat_map(|&wave| all.iter().map(move |&who| (wave, who))).collect()
    }

    /// What a figure is made from, for one of its audiences in one of its waves: what all its waves
    /// asked of it, and a gap of both.
    fn items(&self, key: &Key, measure: Measure, when: When, (_, audience): Side) -> Option<Bits> {
        let instrument = &self.content.instrument;
        let audience = &instrument.audiences[audience].id;
        let mut items = instrument.parts(measure);
        for wave in &key.waves {
            for id in asked_alike(key, audience) {
                let side = (self.content.wave(wave)?, instrument.audience(id)?);
                let then = match when {
                    When::Now => None,
                    When::Edition(edition) => self.content.source(edition, side.0),
                };
                let then = then.and_then(|edition| self.earlier.get(&(edition, side)));
                items = both(&items, then.or_else(|| self.forms.get(&side))?);
            }
        }
        Some(items)
    }

    fn take_in(&mut self, side: Side, items: Bits, kind: Kind) {
        let scores = self.scores.entry(side).or_default();
        let next = scores.len();
        let number = *self.numbers.entry((side, items.clone())).or_insert(next);
        if number == next {
            let portions = portions(self.content, &items, &self.forms[&side]);
            scores.push(Score { kind, items, portions });
        }
    }

    fn at(&self, side: Side, score: usize) -> Option<&Score> {
        self.scores.get(&side)?.get(score)
    }

    /// The score that a figure of a measure is of.
    pub fn number(&self, key: &Key, measure: Measure, when: When, side: Side) -> Option<usize> {
        let items = self.items(key, measure, when, side)?;
        self.numbers.get(&(side, items)).copied()
    }
}

/// What an edition says was on the form of its wave.
fn earlier(content: &Content) -> BTreeMap<(usize, Side), Bits> {
    let mut earlier = BTreeMap::new();
    for (at, edition) in content.editions.iter().enumerate() {
        let Some(wave) = content.wave(&edition.wave) else { continue };
        for (audience, asked) in &edition.asked {
            if let Some(audience) = content.instrument.audience(audience) {
                earlier.insert((at, (wave, audience)), content.instrument.bits(asked));
            }
        }
    }
    earlier
}

fn portions(content: &Content, items: &[u64], form: &[u64]) -> Vec<Portion> {
    let instrument = &content.instrument;
    let of = |dimension| both(&instrument.parts(Measure::Dimension(dimension)), items);
    let portion = |dimension| {
        let items = of(dimension);
        let practices = 0..instrument.practices.len();
        let touched = practices
            .filter(|&practice| common(&instrument.parts(Measure::Practice(practice)), &items) > 0);
        Portion {
            dimension,
            whole: both(&instrument.parts(Measure::Dimension(dimension)), form),
            is_of_one: touched.count() == 1,
            items,
        }
    };
    let touched = (0..instrument.dimensions.len()).filter(|&dimension| ones(&of(dimension)) > 0);
    touched.map(portion).collect()
}

impl Counting for Exact<'_> {
    fn scores(&self, side: Side) -> usize {
        self.scores.get(&side).map_or(0, Vec::len)
    }

    fn score(&self, key: &Key, when: When, side: Side) -> Option<usize> {
        self.number(key, self.content.instrument.measure(&key.what)?, when, side)
    }

    fn counts(&self, response: usize, score: usize) -> bool {
        let who = &self.content.people.responses[response];
        let answered = self.content.people.answered(response);
        let Some(score) = self.at((who.wave, who.audience), score) else { return false };
        let holds = |one: &Portion| is_enough(&one.whole, answered) && one.holds(answered);
        match score.kind {
            Kind::Response => true,
            Kind::Question => common(&score.items, answered) > 0,
            Kind::Items => !score.portions.is_empty() && score.portions.iter().all(holds),
        }
    }

    fn counted(&self, recorded: &Recorded, side: Side, score: usize) -> bool {
        let instrument = &self.content.instrument;
        let Some(score) = self.at(side, score) else { return false };
        let open = instrument.bits(&recorded.open);
        let answered: Bits =
            score.items.iter().zip(&open).map(|(items, open)| items & !open).collect();
        let is_counted = |place: usize| recorded.counted.contains(&instrument.dimensions[place]);
        let holds = |portion: &Portion| is_counted(portion.dimension) && portion.holds(&answered);
        match score.kind {
            Kind::Response => true,
            // Earlier figures of questions are looked at over the whole form.
            Kind::Question => false,
            Kind::Items => !score.portions.is_empty() && score.portions.iter().all(holds),
        }
    }
}

impl Portion {
    /// Whether somebody who is in the dimension answered enough of these items.
    fn holds(&self, answered: &[u64]) -> bool {
        match self.is_of_one {
            true => common(&self.items, answered) > 0,
            false => is_enough(&self.items, answered),
        }
    }
}
