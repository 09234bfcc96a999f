//! One wave's answers in columns: a byte for each item and response.

use super::Ids;
use std::collections::BTreeMap;
use std::ops::Range;

/// One answer to one item or question, as a byte would tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Not on the form, or not for this audience.
    NotAsked,
    /// Asked and left empty.
    Blank,
    /// "Don't know" or "not applicable".
    NotApplicable,
    /// The point of the scale, counted from its lowest (0).
    Point(u8),
}

impl Answer {
    const NOT_ASKED: u8 = 255;
    const BLANK: u8 = 254;
    const NOT_APPLICABLE: u8 = 253;

    /// The byte that stands for it in a column; a point is itself.
    pub fn byte(self) -> u8 {
        match self {
            Self::NotAsked => Self::NOT_ASKED,
            Self::Blank => Self::BLANK,
            Self::NotApplicable => Self::NOT_APPLICABLE,
            Self::Point(point) => point,
        }
    }

    /// A point counted from the lowest, if a column can hold it.
    pub fn point(point: i64) -> Option<Self> {
        u8::try_from(point).ok().filter(|point| *point < Self::NOT_APPLICABLE).map(Self::Point)
    }

    /// What a byte of a column stands for.
    pub fn of(byte: u8) -> Self {
        match byte {
            Self::NOT_ASKED => Self::NotAsked,
            Self::BLANK => Self::Blank,
            Self::NOT_APPLICABLE => Self::NotApplicable,
            point => Self::Point(point),
        }
    }
}

/// The answers of one closed wave, sorted by (id, supplier), so that the order of files means nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Responses {
    /// Random id of each response; (id, supplier) is unique.
    pub ids: Ids,
    /// Audience of each response.
    pub audiences: Vec<u8>,
    /// Unit of each response; for a supplier's own people, the unit of the supplier.
    pub units: Vec<u16>,
    /// Supplier that each response is about.
    pub suppliers: Vec<Option<u16>>,
    /// A column of [`Answer`] bytes for each item of the survey.
    pub items: Vec<Vec<u8>>,
    /// A column of [`Answer`] bytes for each question of the survey (comments: not asked).
    pub questions: Vec<Vec<u8>>,
    /// The comments, in the order of the responses.
    pub comments: Vec<Comment>,
    /// How many people were invited.
    pub invitations: Invitations,
}

impl Responses {
    /// How many responses there are.
    pub fn len(&self) -> usize {
        self.audiences.len()
    }

    /// Whether nobody answered.
    pub fn is_empty(&self) -> bool {
        self.audiences.is_empty()
    }

    /// The responses of this id, one for each supplier that it answered about.
    pub fn of_id(&self, id: &str) -> Range<usize> {
        let before = |limit: &dyn Fn(&str) -> bool| {
            let (mut low, mut high) = (0, self.len());
            while low < high {
                let middle = usize::midpoint(low, high);
                if limit(self.ids.get(middle)) { low = middle + 1 } else { high = middle }
            }
            low
        };
        before(&|own| own < id)..before(&|own| own <= id)
    }

    /// The places of a response's comments in [`Self::comments`].
    pub fn comments_of(&self, response: usize) -> Range<usize> {
        let start = self.comments.partition_point(|one| one.response < response);
        start..self.comments.partition_point(|one| one.response <= response)
    }
}

/// One free text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The response it belongs to, an index into the columns.
    pub response: usize,
    /// The question it answers.
    pub question: u16,
    /// The words, as written, without what cannot be seen.
    pub text: Box<str>,
    /// What the editor decided about it.
    pub decision: Decision,
}

/// Whether a comment may be quoted, as comments.toml says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// Nobody has decided yet, so it is not quoted.
    #[default]
    Pending,
    /// As it was written.
    Approved,
    /// In these words instead.
    Redacted(Box<str>),
}

/// How many people were invited to one wave, by (unit, audience) and by (supplier, audience).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invitations {
    /// People of a unit who answer without a supplier.
    pub units: BTreeMap<(u16, u8), u32>,
    /// People who answer about a supplier; its own people under their audience.
    pub suppliers: BTreeMap<(u16, u8), u32>,
    /// Suppliers whose own people agreed to answer as a named company.
    pub attributed: Vec<u16>,
}
