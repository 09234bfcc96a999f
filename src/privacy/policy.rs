//! The rules of the gate: how many people a figure must rest on.

use crate::survey::Survey;

/// The fewest people that a stricter audience may ask for, and that nobody may go under.
pub const LEAST: u32 = 3;

/// The fewest people behind alpha, ICC and drivers.
pub const RELIABILITY: u32 = 20;

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
}

impl Policy {
    /// The site's minimums, and those of the audiences that have their own. Never under 3.
    pub fn new(people: u32, spread: u32, survey: &Survey) -> Self {
        let people = people.max(LEAST);
        let minimum = |own: Option<u32>| own.unwrap_or(people).max(LEAST);
        let audiences = survey.audiences.iter().map(|one| minimum(one.minimum)).collect();
        let spread = spread.max(people);
        Self { people, spread, reliability: RELIABILITY.max(spread), audiences }
    }

    /// What the owner may see: everything that is defined.
    pub(super) fn owner() -> Self {
        Self { people: 1, spread: 2, reliability: 2, audiences: Vec::new() }
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
}
