//! You said, we did: a finding, what is done about it, and until when.

use super::About;
use jiff::civil::Date;

/// How far an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not done yet.
    Open,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

impl Status {
    /// The words as they are written.
    pub const WORDS: [(&str, Self); 3] =
        [("open", Self::Open), ("done", Self::Done), ("dropped", Self::Dropped)];

    /// The word as it is written.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, status)| *status == self).map_or("", |(word, _)| word)
    }
}

/// One entry of actions.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its id.
    pub id: String,
    /// What was found.
    pub finding: String,
    /// What is done about it.
    pub action: String,
    /// Who does it: a role.
    pub owner: String,
    /// The last day.
    pub due: Date,
    /// How far it is.
    pub status: Status,
    /// The day it was done.
    pub done: Option<Date>,
    /// The wave in which the finding was made; scores before the action are those of this wave.
    pub from: u8,
    /// Whose view of the score is looked at; none for all together.
    pub audience: Option<u8>,
    /// What it is about: the scores that are looked at before and after.
    pub about: About,
    /// The measure that it should move (an index into the register's measures).
    pub measure: Option<usize>,
    /// The goal that it serves (an index into the register's goals).
    pub goal: Option<usize>,
    /// What came of it, or why it was given up.
    pub result: Option<String>,
}

impl Action {
    /// How far it was on a day: what was done later was open then.
    pub fn status_on(&self, day: Date) -> Status {
        match (self.status, self.done) {
            (Status::Done, Some(done)) if done > day => Status::Open,
            (status, _) => status,
        }
    }

    /// Whether it should have been done by this day and was not.
    pub fn is_overdue(&self, day: Date) -> bool {
        self.status_on(day) == Status::Open && self.due < day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_action_is_overdue_from_the_day_after_its_last() {
        let open = Action {
            id: "a".into(),
            finding: "f".into(),
            action: "a".into(),
            owner: "o".into(),
            due: date(2026, 9, 21),
            status: Status::Open,
            done: None,
            from: 0,
            audience: None,
            about: About::default(),
            measure: None,
            goal: None,
            result: None,
        };
        assert!(!open.is_overdue(date(2026, 9, 21)) && open.is_overdue(date(2026, 9, 22)));
        let done = Action { status: Status::Done, done: Some(date(2026, 10, 1)), ..open };
        assert!(done.is_overdue(date(2026, 9, 22)));
        assert!(!done.is_overdue(date(2026, 10, 1)));
    }
}
