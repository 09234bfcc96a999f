//! Ids and the indexes that they stand for.

use super::{Audiences, Figure, Key, People, Place, Waves, What};
use crate::organisation::{Organisation, SupplierSet};
use crate::survey::{Survey, Wave};
use std::collections::BTreeMap;

/// About how long a key is in bytes, so that most are written without moving.
const LENGTH: usize = 96;

/// What an id of the survey's namespace stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Id {
    /// A dimension.
    Dimension(u16),
    /// A practice.
    Practice(u16),
    /// An item.
    Item(u16),
    /// A question outside the dimensions.
    Question(u16),
}

/// Every id of a site, both ways.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub(super) waves: Vec<String>,
    audiences: Vec<String>,
    dimensions: Vec<String>,
    practices: Vec<String>,
    items: Vec<String>,
    questions: Vec<String>,
    units: Vec<String>,
    pub(super) pools: Vec<String>,
    suppliers: Vec<String>,
    /// What is bought, in the order of [`Organisation::categories`].
    categories: Vec<String>,
    /// The single unit at the top, which is the organisation itself.
    pub(super) root: Option<u16>,
    instrument: BTreeMap<String, Id>,
    unit_indexes: BTreeMap<String, u16>,
    pool_indexes: BTreeMap<String, u16>,
    supplier_indexes: BTreeMap<String, u16>,
    audience_indexes: BTreeMap<String, u8>,
}

fn ids<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<String> {
    ids.cloned().collect()
}

fn indexes(ids: &[String]) -> BTreeMap<String, u16> {
    ids.iter().cloned().zip(0..).collect()
}

/// Of two things with one id, which is a mistake of its own, the first keeps it, so that those who
/// name it are not blamed.
fn first_of_each(ids: impl Iterator<Item = (String, Id)>) -> BTreeMap<String, Id> {
    let mut all = BTreeMap::new();
    for (name, id) in ids {
        all.entry(name).or_insert(id);
    }
    all
}

impl Names {
    /// The names of a site. `waves` are in the order of their closing.
    pub fn new(survey: &Survey, organisation: &Organisation, waves: &[Wave]) -> Self {
        let dimensions = ids(survey.dimensions.iter().map(|dimension| &dimension.id));
        let practices = ids(survey.practices.iter().map(|practice| &practice.id));
        let items = ids(survey.items.iter().map(|item| &item.id));
        let questions = ids(survey.questions.iter().map(|question| &question.id));
        let audiences = ids(survey.audiences.iter().map(|audience| &audience.id));
        let units = ids(organisation.units.iter().map(|unit| &unit.id));
        let pools = ids(organisation.pools.iter().map(|pool| &pool.id));
        let suppliers = ids(organisation.suppliers.iter().map(|supplier| &supplier.id));
        let dimension_ids = dimensions.iter().cloned().zip((0..).map(Id::Dimension));
        let practice_ids = practices.iter().cloned().zip((0..).map(Id::Practice));
        let item_ids = items.iter().cloned().zip((0..).map(Id::Item));
        let question_ids = questions.iter().cloned().zip((0..).map(Id::Question));
        Self {
            waves: ids(waves.iter().map(|wave| &wave.id)),
            root: organisation.root().and_then(|root| u16::try_from(root).ok()),
            instrument: first_of_each(
                dimension_ids.chain(practice_ids).chain(item_ids).chain(question_ids),
            ),
            unit_indexes: indexes(&units),
            pool_indexes: indexes(&pools),
            supplier_indexes: indexes(&suppliers),
            audience_indexes: audiences.iter().cloned().zip(0..).collect(),
            dimensions,
            practices,
            items,
            questions,
            audiences,
            units,
            pools,
            suppliers,
            categories: organisation.categories().into_iter().map(str::to_owned).collect(),
        }
    }

    /// The dimension, practice, item or question of this id.
    pub fn instrument(&self, id: &str) -> Option<Id> {
        self.instrument.get(id).copied()
    }

    /// The dimension of this id.
    pub fn dimension(&self, id: &str) -> Option<u16> {
        match self.instrument(id) {
            Some(Id::Dimension(dimension)) => Some(dimension),
            _ => None,
        }
    }

    /// The practice of this id.
    pub fn practice(&self, id: &str) -> Option<u16> {
        match self.instrument(id) {
            Some(Id::Practice(practice)) => Some(practice),
            _ => None,
        }
    }

    /// The unit of this id.
    pub fn unit(&self, id: &str) -> Option<u16> {
        self.unit_indexes.get(id).copied()
    }

    /// The pool of this id.
    pub fn pool(&self, id: &str) -> Option<u16> {
        self.pool_indexes.get(id).copied()
    }

    /// The supplier of this id.
    pub fn supplier(&self, id: &str) -> Option<u16> {
        self.supplier_indexes.get(id).copied()
    }

    /// The audience of this id.
    pub fn audience(&self, id: &str) -> Option<u8> {
        self.audience_indexes.get(id).copied()
    }

    /// All dimension ids, for suggestions.
    pub fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.dimensions.iter().map(String::as_str)
    }

    /// All practice ids, for suggestions.
    pub fn practices(&self) -> impl Iterator<Item = &str> {
        self.practices.iter().map(String::as_str)
    }

    /// All item and question ids, for suggestions.
    pub fn answerable(&self) -> impl Iterator<Item = &str> {
        self.items.iter().chain(&self.questions).map(String::as_str)
    }

    /// All question ids, for suggestions.
    pub fn questions(&self) -> impl Iterator<Item = &str> {
        self.questions.iter().map(String::as_str)
    }

    /// All unit ids, for suggestions.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(String::as_str)
    }

    /// All supplier ids, for suggestions.
    pub fn suppliers(&self) -> impl Iterator<Item = &str> {
        self.suppliers.iter().map(String::as_str)
    }

    /// The category of this id.
    pub fn category(&self, id: &str) -> Option<u16> {
        let at = self.categories.iter().position(|own| own == id);
        at.and_then(|at| u16::try_from(at).ok())
    }

    /// All ids of categories, for suggestions.
    pub fn categories(&self) -> impl Iterator<Item = &str> {
        self.categories.iter().map(String::as_str)
    }

    /// All audience ids, for suggestions.
    pub fn audiences(&self) -> impl Iterator<Item = &str> {
        self.audiences.iter().map(String::as_str)
    }

    /// A key in the grammar, all five parts; with `figure` it names one number, without it a row
    /// whose columns are the figures.
    pub fn write(&self, key: Key, figure: Option<Figure>) -> String {
        let set;
        let (unit, supplier) = match key.place {
            Place::Organisation => ("-", "-"),
            Place::Unit(unit) => (self.units[usize::from(unit)].as_str(), "-"),
            Place::Pool(pool) => (self.pools[usize::from(pool)].as_str(), "-"),
            Place::Supplier(supplier) => ("-", self.suppliers[usize::from(supplier)].as_str()),
            Place::Suppliers(suppliers) => {
                set = self.write_set(suppliers);
                ("-", set.as_str())
            }
        };
        let mut text = String::with_capacity(LENGTH);
        self.write_waves(&mut text, key.wave, key.matched);
        text.extend(["/", self.write_what(key.what)]);
        if let Some(figure) = figure {
            text.extend([":", figure.name()]);
        }
        text.extend(["/", unit, "/"]);
        self.write_people(&mut text, key.people);
        text.extend(["/", supplier]);
        text
    }

    fn write_set(&self, set: SupplierSet) -> String {
        match set {
            SupplierSet::All => "all".to_owned(),
            SupplierSet::Type(kind) => format!("type={}", kind.word()),
            SupplierSet::Category(of) => format!("category={}", self.categories[usize::from(of)]),
        }
    }

    fn write_waves(&self, text: &mut String, wave: u8, matched: Waves) {
        text.push_str(&self.waves[usize::from(wave)]);
        for other in matched.iter() {
            text.extend(["~", &self.waves[usize::from(other)]]);
        }
    }

    /// The id of what is measured.
    pub fn write_what(&self, what: What) -> &str {
        match what {
            What::Response => "response",
            What::Index => "index",
            What::Dimension(dimension) => &self.dimensions[usize::from(dimension)],
            What::Practice(practice) => &self.practices[usize::from(practice)],
            What::Item(item) => &self.items[usize::from(item)],
            What::Question(question) => &self.questions[usize::from(question)],
        }
    }

    fn write_people(&self, text: &mut String, people: People) {
        let id = |audience: u8| self.audiences[usize::from(audience)].as_str();
        let mut list = |audiences: Audiences, sign: &'static str| {
            for (at, audience) in audiences.iter().enumerate() {
                text.extend([if at == 0 { "" } else { sign }, id(audience)]);
            }
        };
        match people {
            People::Audience(audience) => text.push_str(id(audience)),
            People::Composite(audiences) => list(audiences, "+"),
            People::Merged(audiences) => list(audiences, "_"),
            People::Gap(first, second) => text.extend([id(first), "~", id(second)]),
            People::Everybody => text.push('-'),
        }
    }
}
