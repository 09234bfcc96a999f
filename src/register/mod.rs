//! What the organisation writes down beside the survey: measures with a target, goals, actions, the
//! hours spent on relationships, and the playbook. Nothing here knows an answer: where a score
//! belongs to an entry, the entry says which, and pages show it if it was published.

mod action;
mod goal;
mod hours;
mod measure;
mod read;
mod tip;

pub use action::{Action, Status};
pub use goal::{Goal, Lack, Letter, Standing};
pub use hours::{Hours, Reason, Whom};
pub use measure::{Direction, Measure, MeasureKind, Values};
pub use read::{Known, check_purpose, read};
pub use tip::Tip;

use crate::key::{Place, What};
use std::collections::BTreeSet;

/// Every register of a site, each in the order of its file.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// measures.toml
    pub measures: Vec<Measure>,
    /// goals.toml
    pub goals: Vec<Goal>,
    /// actions.toml
    pub actions: Vec<Action>,
    /// engagement.toml
    pub hours: Vec<Hours>,
    /// playbook.toml
    pub tips: Vec<Tip>,
}

/// Who answers for something: a role here, and one on the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owners {
    /// On our side.
    pub us: Option<String>,
    /// At the supplier, or in the unit that procurement works with.
    pub them: Option<String>,
}

/// What an entry is about: things measured, and one unit or supplier where it belongs to just one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Dimensions, practices, items and questions, in the order written.
    pub what: Vec<What>,
    /// The unit or supplier.
    pub place: Option<Place>,
}

impl Register {
    /// The waves that have to be compared so that every action can show the score before it and the
    /// score now.
    pub fn compared(&self, newest: u8) -> BTreeSet<[u8; 2]> {
        let from = self.actions.iter().map(|action| action.from);
        from.filter(|&from| from < newest).map(|from| [from, newest]).collect()
    }

    /// The registers as they were known when only the first `waves` waves were: a report on an older
    /// wave tells nothing of later ones.
    #[must_use]
    pub fn until(mut self, waves: usize) -> Self {
        let is_known = |wave: u8| usize::from(wave) < waves;
        for measure in &mut self.measures {
            if let Values::Typed(values) = &mut measure.values {
                values.retain(|wave, _| is_known(*wave));
            }
        }
        self.actions.retain(|action| is_known(action.from));
        self.hours.retain(|hours| is_known(hours.wave));
        self
    }
}
