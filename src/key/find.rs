//! Ids that people wrote, as the indexes they stand for; one that stands for nothing is reported at
//! its place.

use super::{Id, Names, What};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Located;

impl Names {
    /// The wave of this id.
    pub fn find_wave(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u8> {
        let index = self.waves.iter().position(|wave| *wave == id.value);
        let index = index.and_then(|wave| u8::try_from(wave).ok());
        found("wave", id, index, || self.waves.iter().map(String::as_str), to)
    }

    /// The dimension of this id.
    pub fn find_dimension(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u16> {
        found("dimension", id, self.dimension(&id.value), || self.dimensions(), to)
    }

    /// The practice of this id.
    pub fn find_practice(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u16> {
        found("practice", id, self.practice(&id.value), || self.practices(), to)
    }

    /// The question of this id, one outside the dimensions.
    pub fn find_question(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u16> {
        let question = match self.instrument(&id.value) {
            Some(Id::Question(question)) => Some(question),
            _ => None,
        };
        found("question", id, question, || self.questions(), to)
    }

    /// What is measured under this id: a dimension, practice, item or question.
    pub fn find_what(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<What> {
        let known = || self.dimensions().chain(self.practices()).chain(self.answerable());
        let what = self.instrument(&id.value).map(What::from);
        found("dimension, practice, item or question", id, what, known, to)
    }

    /// The audience of this id.
    pub fn find_audience(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u8> {
        found("audience", id, self.audience(&id.value), || self.audiences(), to)
    }

    /// The unit of this id.
    pub fn find_unit(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u16> {
        found("unit", id, self.unit(&id.value), || self.units(), to)
    }

    /// The supplier of this id.
    pub fn find_supplier(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u16> {
        found("supplier", id, self.supplier(&id.value), || self.suppliers(), to)
    }
}

/// Passes on what was found, or reports the id with the names that there are.
fn found<'n, T, K: Iterator<Item = &'n str>>(
    noun: &str,
    id: &Located<String>,
    index: Option<T>,
    known: impl FnOnce() -> K,
    to: &mut Diagnostics,
) -> Option<T> {
    if index.is_none() {
        to.push_with(&id.spot, Code::UnknownName, || Diagnostic::unknown(noun, id, known()));
    }
    index
}

impl From<Id> for What {
    fn from(id: Id) -> Self {
        match id {
            Id::Dimension(dimension) => Self::Dimension(dimension),
            Id::Practice(practice) => Self::Practice(practice),
            Id::Item(item) => Self::Item(item),
            Id::Question(question) => Self::Question(question),
        }
    }
}
