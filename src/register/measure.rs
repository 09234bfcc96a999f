//! A number that both sides look at every quarter.

use super::{About, Owners};
use crate::key::Query;
use std::collections::BTreeMap;

/// What kind of thing is counted: the three metrics that the literature on collaborative procurement
/// names, and whatever else two sides agree to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureKind {
    /// How satisfied suppliers are, from the survey.
    Satisfaction,
    /// In how many projects procurement is heard early.
    EarlyInvolvement,
    /// What partners contribute to new products and better ways.
    Innovation,
    /// A key performance indicator in common.
    Joint,
}

impl MeasureKind {
    /// The kinds as they are written.
    pub const WORDS: [(&str, Self); 4] = [
        ("satisfaction", Self::Satisfaction),
        ("early-involvement", Self::EarlyInvolvement),
        ("innovation", Self::Innovation),
        ("joint", Self::Joint),
    ];

    /// The kind as it is written.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

impl Direction {
    /// The directions as they are written.
    pub const WORDS: [(&str, Self); 2] = [("up", Self::Up), ("down", Self::Down)];

    /// The direction as it is written.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, direction)| *direction == self).map_or("", |(word, _)| word)
    }
}

/// Where the value of each wave comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Written down, by wave.
    Typed(BTreeMap<u8, f64>),
    /// A figure of the survey. The wave of the key is the first; the same figure of each later wave
    /// belongs to it.
    Survey(Query),
}

/// One entry of measures.toml.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its id.
    pub id: String,
    /// What pages call it.
    pub name: String,
    /// What kind of thing is counted.
    pub kind: MeasureKind,
    /// What the numbers count: "%", "days"; none for a plain number.
    pub unit: Option<String>,
    /// Which way is better.
    pub direction: Direction,
    /// Where it stood at the outset; none where the first figure of the survey says so.
    pub baseline: Option<f64>,
    /// Where it should get to.
    pub target: f64,
    /// Who answers for it.
    pub owners: Owners,
    /// What it is about.
    pub about: About,
    /// The value of each wave.
    pub values: Values,
}

impl Measure {
    /// Whether a value has got to the target.
    pub fn is_reached(&self, value: f64) -> bool {
        match self.direction {
            Direction::Up => value >= self.target,
            Direction::Down => value <= self.target,
        }
    }

    /// How much of the way from the baseline to the target is done, in whole %, below 0 where it
    /// moved away; none where there is no way to go.
    #[allow(clippy::cast_possible_truncation)]
    pub fn progress(&self, baseline: f64, value: f64) -> Option<i32> {
        let way = self.target - baseline;
        let done = (100.0 * (value - baseline) / way).round();
        (way != 0.0 && done.abs() <= 1e6).then_some(done as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(direction: Direction, target: f64) -> Measure {
        Measure {
            id: "x".into(),
            name: "X".into(),
            kind: MeasureKind::Joint,
            unit: None,
            direction,
            baseline: None,
            target,
            owners: Owners::default(),
            about: About::default(),
            values: Values::Typed(BTreeMap::new()),
        }
    }

    #[test]
    fn progress_is_the_share_of_the_way_whichever_way_is_better() {
        let up = measure(Direction::Up, 60.0);
        assert_eq!(up.progress(30.0, 45.0), Some(50));
        assert_eq!(up.progress(30.0, 24.0), Some(-20));
        assert_eq!(up.progress(60.0, 70.0), None);
        assert!(up.is_reached(60.0) && !up.is_reached(59.9));
        let down = measure(Direction::Down, 10.0);
        assert_eq!(down.progress(40.0, 10.0), Some(100));
        assert!(down.is_reached(9.0) && !down.is_reached(11.0));
    }
}
