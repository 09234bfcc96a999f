//! One round of asking: when, which form, and how many people were invited.

use crate::source::{Located, Source, Spot};
use jiff::civil::Date;

/// Whether answers are still coming in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The questionnaire is out; nothing is scored.
    Open,
    /// Scored and reported.
    Closed,
}

/// One round of asking (waves/ID/wave.toml).
#[derive(Clone, Debug)]
pub struct Wave {
    /// The folder's name.
    pub id: String,
    /// What pages call it.
    pub name: String,
    /// The form that was sent.
    pub form: String,
    /// Open or closed.
    pub state: State,
    /// First day.
    pub opens: Date,
    /// Last day; waves are ordered by it.
    pub closes: Date,
    /// How many people were invited, group by group.
    pub invited: Vec<Invited>,
    /// Where wave.toml says that answers may change although the wave was published, if it does.
    pub reopen: Option<Spot>,
    /// The editor's commentary (review.md), if there is one.
    pub review: Option<Source>,
}

impl Wave {
    /// The most waves that a site can have: 32 years of quarters.
    pub const MOST: usize = 128;
}

/// How many people of one unit, or about one supplier, were invited.
/// The ids are checked where the organisation is known.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The unit, for people without a supplier.
    pub unit: Option<Located<String>>,
    /// The supplier that the answers are about.
    pub supplier: Option<Located<String>>,
    /// People by audience (index into [`super::Survey::audiences`]).
    pub people: Vec<(usize, u32)>,
    /// Whether this supplier's own people agreed to answer as a named company.
    pub attributed: bool,
}
