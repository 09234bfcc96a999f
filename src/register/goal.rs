//! A goal, and what it lacks to be a SMART one.

use super::{About, Owners};
use jiff::ToSpan;
use jiff::civil::Date;

/// The five letters: what a goal has to be before two sides can hold each other to it (Doran 1981,
/// in the wording of our sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letter {
    /// It says in a sentence who does what.
    Specific,
    /// Something is counted.
    Measurable,
    /// Both sides agreed to it.
    Agreed,
    /// It serves something that is looked at.
    Relevant,
    /// It has a day.
    Timed,
}

impl Letter {
    /// All of them, in the order of the word.
    pub const ALL: [Self; 5] =
        [Self::Specific, Self::Measurable, Self::Agreed, Self::Relevant, Self::Timed];

    /// The letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Specific => "S",
            Self::Measurable => "M",
            Self::Agreed => "A",
            Self::Relevant => "R",
            Self::Timed => "T",
        }
    }
}

/// A reason why a letter is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// The text is too short to say who does what.
    Sentence,
    /// Nobody here owns it.
    OwnerHere,
    /// Nothing is counted.
    Number,
    /// No day on which both sides agreed.
    Agreement,
    /// Nobody on the other side owns it.
    OwnerThere,
    /// It does not say what it serves.
    Purpose,
    /// It has no last day.
    Due,
}

impl Lack {
    /// The letter that is missing for this reason.
    pub fn letter(self) -> Letter {
        match self {
            Self::Sentence | Self::OwnerHere => Letter::Specific,
            Self::Number => Letter::Measurable,
            Self::Agreement | Self::OwnerThere => Letter::Agreed,
            Self::Purpose => Letter::Relevant,
            Self::Due => Letter::Timed,
        }
    }

    /// A short name, by which pages find their words for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::OwnerHere => "owner_here",
            Self::Number => "number",
            Self::Agreement => "agreement",
            Self::OwnerThere => "owner_there",
            Self::Purpose => "purpose",
            Self::Due => "due",
        }
    }
}

/// How a goal stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Under discussion: it may still lack letters.
    Proposed,
    /// Held by both sides.
    #[default]
    Open,
    /// It was reached.
    Met,
    /// Its day came first.
    Missed,
    /// Both sides gave it up.
    Dropped,
}

impl Standing {
    /// How a goal stands as it is written; open where nothing is.
    pub const WORDS: [(&str, Self); 5] = [
        ("proposed", Self::Proposed),
        ("open", Self::Open),
        ("met", Self::Met),
        ("missed", Self::Missed),
        ("dropped", Self::Dropped),
    ];

    /// The word as it is written.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, standing)| *standing == self).map_or("", |(word, _)| word)
    }
}

/// One entry of goals.toml.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Its id.
    pub id: String,
    /// The goal in a sentence.
    pub text: String,
    /// The measure that counts it (an index into the register's measures).
    pub measure: Option<usize>,
    /// What is counted, in words, where no measure does.
    pub number: Option<String>,
    /// The day both sides agreed.
    pub agreed: Option<Date>,
    /// The day both sides last went through it.
    pub reviewed: Option<Date>,
    /// The last day.
    pub due: Option<Date>,
    /// Who answers for it.
    pub owners: Owners,
    /// What it serves.
    pub about: About,
    /// Why it matters, in words.
    pub why: Option<String>,
    /// How it stands.
    pub standing: Standing,
}

/// A goal in fewer words than this does not say who does what.
const FEWEST_WORDS: usize = 5;

impl Goal {
    /// Everything that it lacks to be SMART, in the order of the letters.
    pub fn lacks(&self) -> Vec<Lack> {
        let is_short = self.text.split_whitespace().count() < FEWEST_WORDS;
        let checks = [
            (is_short, Lack::Sentence),
            (self.owners.us.is_none(), Lack::OwnerHere),
            (self.measure.is_none() && self.number.is_none(), Lack::Number),
            (self.agreed.is_none(), Lack::Agreement),
            (self.owners.them.is_none(), Lack::OwnerThere),
            (self.about.what.is_empty() && self.why.is_none(), Lack::Purpose),
            (self.due.is_none(), Lack::Due),
        ];
        checks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, lack)| lack).collect()
    }

    /// The day it was last looked at by both sides.
    pub fn looked_at(&self) -> Option<Date> {
        self.agreed.max(self.reviewed)
    }

    /// Whether it is open and nobody looked at it in the twelve months before a day.
    pub fn is_stale(&self, on: Date) -> bool {
        self.standing == Standing::Open && self.looked_at().is_some_and(|day| is_stale(day, on))
    }
}

/// Whether more than twelve months lie between a review and a day: an alignment is refreshed once a
/// year.
pub(super) fn is_stale(reviewed: Date, on: Date) -> bool {
    reviewed.checked_add(1.year()).is_ok_and(|end| end < on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn goal() -> Goal {
        Goal {
            id: "ideas".into(),
            text: "Every idea gets an answer within 20 days".into(),
            measure: Some(0),
            number: None,
            agreed: Some(date(2025, 9, 21)),
            reviewed: None,
            due: Some(date(2026, 12, 31)),
            owners: Owners { us: Some("A".into()), them: Some("B".into()) },
            about: About::default(),
            why: Some("Ideas die of waiting".into()),
            standing: Standing::Open,
        }
    }

    #[test]
    fn each_letter_is_missed_for_its_own_reason() {
        assert_eq!(goal().lacks(), []);
        let bare = Goal {
            text: "Better trust".into(),
            measure: None,
            agreed: None,
            due: None,
            owners: Owners::default(),
            why: None,
            ..goal()
        };
        let letters: Vec<_> = bare.lacks().into_iter().map(Lack::letter).collect();
        use Letter::{Agreed, Measurable, Relevant, Specific, Timed};
        assert_eq!(letters, [Specific, Specific, Measurable, Agreed, Agreed, Relevant, Timed]);
    }

    #[test]
    fn a_goal_goes_stale_the_day_after_a_year() {
        assert!(!goal().is_stale(date(2026, 9, 21)));
        assert!(goal().is_stale(date(2026, 9, 22)));
        let reviewed = Goal { reviewed: Some(date(2026, 1, 5)), ..goal() };
        assert!(!reviewed.is_stale(date(2026, 9, 22)));
        let met = Goal { standing: Standing::Met, ..goal() };
        assert!(!met.is_stale(date(2028, 1, 1)));
    }
}
