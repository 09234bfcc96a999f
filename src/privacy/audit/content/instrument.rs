//! What was asked of whom: the dimensions, practices, items and questions of survey.toml.

use super::document::Table;
use crate::privacy::audit::BigRational;
use std::collections::{BTreeMap, BTreeSet};

/// A group of people with a view of its own.
#[derive(Clone, Debug)]
pub(in crate::privacy::audit) struct Audience {
    pub id: String,
    /// Its weight in a composite.
    pub weight: BigRational,
    /// The fewest people behind its figures, where it asks for a number of its own.
    pub minimum: Option<u32>,
    /// Whether these are the suppliers' own people.
    pub is_supplier: bool,
}

/// Something that people answer on a scale: an item, or a question outside the dimensions.
#[derive(Clone, Debug)]
pub(in crate::privacy::audit) struct Asked {
    pub id: String,
    /// The place of its dimension and practice; none for a question.
    pub within: Option<(usize, usize)>,
    forms: Vec<String>,
    /// Everybody, if empty.
    audiences: Vec<String>,
}

impl Asked {
    /// Whether an audience is asked this on a form.
    fn is_asked(&self, audience: &str, form: &str) -> bool {
        (self.audiences.is_empty() || self.audiences.iter().any(|own| own == audience))
            && self.forms.iter().any(|own| own == form)
    }
}

/// The instrument.
#[derive(Clone, Debug, Default)]
pub(in crate::privacy::audit) struct Instrument {
    pub audiences: Vec<Audience>,
    /// Ids of the dimensions.
    pub dimensions: Vec<String>,
    /// Ids of the practices, each with its dimension.
    pub practices: Vec<(String, usize)>,
    /// Items, then questions.
    pub asked: Vec<Asked>,
    places: BTreeMap<String, usize>,
}

/// What a key's WHAT means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::privacy::audit) enum Measure {
    /// How many answered.
    Response,
    /// All dimensions together.
    Index,
    /// A dimension, by its place.
    Dimension(usize),
    /// A practice, by its place.
    Practice(usize),
    /// An item or question, by its place.
    Asked(usize),
}

impl Instrument {
    pub(super) fn read(survey: Table<'_>) -> Self {
        let mut new = Self::default();
        for audience in survey.tables("audience") {
            let id = audience.owned("id");
            new.audiences.push(Audience {
                weight: audience
                    .decimal("weight")
                    .unwrap_or_else(|| BigRational::new(1.into(), 1.into())),
                minimum: audience.whole("minimum"),
                is_supplier: audience.text("side").unwrap_or(&id) == "supplier",
                id,
            });
        }
        for dimension in survey.tables("dimension") {
            let of = new.dimensions.len();
            new.dimensions.push(dimension.owned("id"));
            for practice in dimension.tables("practice") {
                let within = (of, new.practices.len());
                new.practices.push((practice.owned("id"), of));
                practice.tables("item").into_iter().for_each(|item| new.ask(item, Some(within)));
            }
        }
        survey.tables("question").into_iter().for_each(|question| new.ask(question, None));
        new
    }

    fn ask(&mut self, table: Table<'_>, within: Option<(usize, usize)>) {
        let id = table.owned("id");
        self.places.insert(id.clone(), self.asked.len());
        let (forms, audiences) = (table.texts("forms"), table.texts("audiences"));
        self.asked.push(Asked { id, within, forms, audiences });
    }

    /// The place of an item or question.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The place of an audience.
    pub fn audience(&self, id: &str) -> Option<usize> {
        self.audiences.iter().position(|audience| audience.id == id)
    }

    /// What a WHAT means, if anything.
    pub fn measure(&self, what: &str) -> Option<Measure> {
        let dimension = || self.dimensions.iter().position(|id| id == what);
        let practice = || self.practices.iter().position(|(id, _)| id == what);
        match what {
            "response" => Some(Measure::Response),
            "index" => Some(Measure::Index),
            _ => self
                .place(what)
                .map(Measure::Asked)
                .or_else(|| dimension().map(Measure::Dimension))
                .or_else(|| practice().map(Measure::Practice)),
        }
    }

    /// Of all items and questions, one bit each by its place, those that are wanted.
    fn select(&self, wanted: impl Fn(usize, &Asked) -> bool) -> Vec<u64> {
        let mut bits = vec![0; self.asked.len().div_ceil(64).max(1)];
        for (at, asked) in self.asked.iter().enumerate() {
            bits[at / 64] |= u64::from(wanted(at, asked)) << (at % 64);
        }
        bits
    }

    /// What an audience is asked on a form.
    pub fn on_form(&self, audience: &str, form: &str) -> Vec<u64> {
        self.select(|_, asked| asked.is_asked(audience, form))
    }

    /// These items and questions.
    pub fn bits(&self, ids: &BTreeSet<String>) -> Vec<u64> {
        self.select(|_, asked| ids.contains(&asked.id))
    }

    /// What a measure is made from, on whichever form.
    pub fn parts(&self, measure: Measure) -> Vec<u64> {
        self.select(|at, asked| match measure {
            Measure::Response => false,
            Measure::Index => asked.within.is_some(),
            Measure::Dimension(of) => asked.within.is_some_and(|within| within.0 == of),
            Measure::Practice(of) => asked.within.is_some_and(|within| within.1 == of),
            Measure::Asked(of) => at == of,
        })
    }

    /// The dimension that a measure belongs to.
    pub fn dimension_of(&self, measure: Measure) -> Option<usize> {
        match measure {
            Measure::Dimension(dimension) => Some(dimension),
            Measure::Practice(practice) => Some(self.practices[practice].1),
            Measure::Asked(place) => self.asked[place].within.map(|within| within.0),
            Measure::Response | Measure::Index => None,
        }
    }
}
