//! The rules of the gate: how many people a figure must rest on.

use super::Levels;
use crate::survey::Survey;

/// The fewest people that a stricter audience may ask for, and that nobody may go under.
pub const LEAST: u32 = 3;

/// The fewest people behind alpha, ICC and drivers.
pub const RELIABILITY: u32 = 20;

/// The fewest people who wrote a comment before one of theirs is quoted, whatever a site says.
const AUTHORS: u32 = 10;

/// What a figure tells about the people behind it; each kind has a minimum of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Means, three-way shares, n and rates.
    Means,
    /// Whatever shows how far people differ: a group's own interval, SD, p, g, rwg, a distribution.
    Spread,
    /// Alpha, ICC and drivers.
    Reliability,
}

impl Family {
    /// All of them, the least demanding first.
    pub const ALL: [Self; 3] = [Self::Means, Self::Spread, Self::Reliability];
}

/// The minimums of the families of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Means, shares, n and rates.
    pub people: u32,
    /// Whatever shows spread: a group's own interval, p, a full distribution.
    pub spread: u32,
    /// Alpha, ICC and drivers.
    pub reliability: u32,
    /// `people` by audience, where an audience asks for more or less of its own.
    audiences: Vec<u32>,
    /// Where the levels of maturity begin. They say nothing about people, but are decided here.
    pub levels: Levels,
}

impl Policy {
    /// The site's minimums, and those of the audiences that have their own. Never under 3.
    pub fn new(people: u32, spread: u32, levels: Levels, survey: &Survey) -> Self {
        let people = people.max(LEAST);
        let minimum = |own: Option<u32>| own.unwrap_or(people).max(LEAST);
        let audiences = survey.audiences.iter().map(|one| minimum(one.minimum)).collect();
        let spread = spread.max(people);
        Self { people, spread, reliability: RELIABILITY.max(spread), audiences, levels }
    }

    /// What the owner may see: everything that is defined.
    pub(super) fn owner() -> Self {
        let (audiences, levels) = (Vec::new(), Levels::default());
        Self { people: 1, spread: 2, reliability: 2, audiences, levels }
    }

    /// The fewest people of this audience behind a figure of this family.
    pub fn minimum(&self, family: Family, audience: u8) -> u32 {
        let own = self.audiences.get(usize::from(audience)).copied().unwrap_or(self.people);
        match family {
            Family::Means => own,
            Family::Spread => self.spread.max(own),
            Family::Reliability => self.reliability.max(own),
        }
    }

    /// The fewest people of this audience who wrote a comment before one of theirs is quoted.
    pub fn authors(&self, audience: u8) -> u32 {
        self.least_authors().max(self.minimum(Family::Spread, audience))
    }

    /// The same for an audience that asks for no more than the site does.
    pub fn least_authors(&self) -> u32 {
        self.spread.max(AUTHORS)
    }
}
