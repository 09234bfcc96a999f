//! Who counts in a figure: the rules of the science, applied to what each person answered.
//!
//! A dimension counts whoever answered at least half of the items asked in it; its practices and items
//! count those of them who answered these; the index counts who has every dimension that was asked.

use crate::privacy::audit::content::{Content, Measure};

/// A measure over the items that were asked in all of some waves.
pub(super) struct Counting<'c> {
    content: &'c Content,
    measure: Measure,
    /// What was asked, by wave and audience; nothing for a wave that the measure leaves out.
    asked: Vec<Vec<Option<Asked>>>,
}

/// What was asked of one audience in one wave.
struct Asked {
    /// The items of each dimension, as bits.
    dimensions: Vec<Vec<u64>>,
    /// The items or question of the measure itself, as bits.
    own: Vec<u64>,
}

impl<'c> Counting<'c> {
    /// Over the whole form of each wave, or over the items on the forms of all `matched` waves.
    pub fn new(content: &'c Content, measure: Measure, matched: &[&str]) -> Self {
        let waves = content.waves.iter();
        let common = waves.clone().filter(|wave| matched.contains(&&*wave.id));
        let common: Vec<&str> = common.map(|wave| wave.form.as_str()).collect();
        let asked = waves.map(|wave| {
            let forms = if matched.is_empty() { vec![wave.form.as_str()] } else { common.clone() };
            let is_in = matched.is_empty() || matched.contains(&&*wave.id);
            let audiences = content.instrument.audiences.iter();
            audiences
                .map(|audience| is_in.then(|| Asked::of(content, measure, &audience.id, &forms)))
                .collect()
        });
        Self { content, measure, asked: asked.collect() }
    }

    /// Whether a response counts.
    pub fn counts(&self, response: usize) -> bool {
        let Some(who) = self.content.people.responses.get(response) else { return false };
        let asked = self.asked.get(who.wave).and_then(|wave| wave.get(who.audience));
        let Some(Some(asked)) = asked else { return false };
        let answered = self.content.people.answered(response);
        match self.measure {
            Measure::Response => true,
            Measure::Index => {
                let mut dimensions = asked.dimensions.iter().filter(|items| ones(items) > 0);
                let any = dimensions.clone().next().is_some();
                any && dimensions.all(|items| is_enough(items, answered))
            }
            Measure::Dimension(_) | Measure::Practice(_) | Measure::Asked(_) => {
                let dimension = self.content.instrument.dimension_of(self.measure);
                let items = dimension.and_then(|dimension| asked.dimensions.get(dimension));
                items.is_none_or(|items| is_enough(items, answered))
                    && common(&asked.own, answered) > 0
            }
        }
    }

    /// Whether a response of an edition counts, which tells dimensions and questions only.
    pub fn counted(&self, counted: &std::collections::BTreeSet<String>) -> bool {
        let instrument = &self.content.instrument;
        match (self.measure, instrument.dimension_of(self.measure)) {
            (_, Some(dimension)) => counted.contains(&instrument.dimensions[dimension]),
            (Measure::Asked(place), None) => counted.contains(&instrument.asked[place].id),
            (Measure::Index, _) => counted.contains("index"),
            _ => true,
        }
    }
}

impl Asked {
    fn of(content: &Content, measure: Measure, audience: &str, forms: &[&str]) -> Self {
        let asked = &content.instrument.asked;
        let blank = || vec![0; asked.len().div_ceil(64).max(1)];
        let mut dimensions = vec![blank(); content.instrument.dimensions.len()];
        let mut own = blank();
        for (at, item) in asked.iter().enumerate().filter(|(_, it)| it.is_asked(audience, forms)) {
            let bit = 1 << (at % 64);
            if let Some((dimension, _)) = item.within {
                dimensions[dimension][at / 64] |= bit;
            }
            let is_own = match measure {
                Measure::Response | Measure::Index => false,
                Measure::Dimension(of) => item.within.is_some_and(|within| within.0 == of),
                Measure::Practice(of) => item.within.is_some_and(|within| within.1 == of),
                Measure::Asked(of) => at == of,
            };
            own[at / 64] |= if is_own { bit } else { 0 };
        }
        Self { dimensions, own }
    }
}

fn ones(bits: &[u64]) -> u32 {
    bits.iter().map(|word| word.count_ones()).sum()
}

fn common(bits: &[u64], others: &[u64]) -> u32 {
    bits.iter().zip(others).map(|(one, other)| (one & other).count_ones()).sum()
}

/// At least half of what was asked, and something (`min_answered` of the science).
fn is_enough(asked: &[u64], answered: &[u64]) -> bool {
    let given = common(asked, answered);
    given > 0 && 2 * given >= ones(asked)
}
