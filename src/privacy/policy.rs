//! The rules of the gate: how many people a figure must rest on.

use crate::survey::Survey;

/// The fewest people that a stricter audience may ask for, and that nobody may go under.
pub const LEAST: u32 = 3;

/// The fewest people who wrote a comment before one of theirs is quoted, whatever a site says.
const AUTHORS: u32 = 10;

/// The minimums of the two families of figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Means, shares, n and rates.
    pub people: u32,
    /// Whatever shows spread: a group's own interval, p, a full distribution.
    pub spread: u32,
    /// `people` by audience, where an audience asks for more or less of its own.
    audiences: Vec<u32>,
}

impl Policy {
    /// The site's minimums, and those of the audiences that have their own. Never under 3.
    pub fn new(people: u32, spread: u32, survey: &Survey) -> Self {
        let people = people.max(LEAST);
        let minimum = |own: Option<u32>| own.unwrap_or(people).max(LEAST);
        let audiences = survey.audiences.iter().map(|one| minimum(one.minimum)).collect();
        Self { people, spread: spread.max(people), audiences }
    }

    /// The fewest people of this audience who wrote a comment before one of theirs is quoted.
    pub fn authors(&self, audience: u8) -> u32 {
        self.least_authors().max(self.minimum(audience))
    }

    /// The same for an audience that asks for no more than the site does.
    pub fn least_authors(&self) -> u32 {
        self.spread.max(AUTHORS)
    }

    /// The fewest people of this audience behind a mean.
    pub fn minimum(&self, audience: u8) -> u32 {
        self.audiences.get(usize::from(audience)).copied().unwrap_or(self.people)
    }
}
