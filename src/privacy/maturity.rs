//! How far a relationship has come, as one of a few levels.
//!
//! The levels are this program's own: bands of the 0–100 scale, half-open on the shown whole number. A
//! place is never more than one level above its weakest dimension, so that one strong side cannot hide a
//! weak one. Everything is decided on rounded, published figures: whoever reads the page can check it.

use super::{Cell, Published, Report};
use crate::key::{Key, People, Waves, What};
use crate::score::Assessment;
use std::collections::BTreeMap;

/// Where each level begins on the 0–100 scale; the first one at 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels(Vec<u8>);

impl Default for Levels {
    /// Transactional, tactical, strategic and partnership.
    fn default() -> Self {
        Self(vec![0, 40, 60, 80])
    }
}

impl Levels {
    /// Levels that begin here; nothing unless they rise from 0.
    pub fn new(from: Vec<u8>) -> Option<Self> {
        (from.first() == Some(&0) && from.is_sorted_by(|one, next| one < next))
            .then_some(Self(from))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The first score of a level; 0 for one that does not exist.
    pub fn begin(&self, level: usize) -> u8 {
        self.0.get(level).copied().unwrap_or(0)
    }

    /// The level that a score lies in.
    pub fn of(&self, score: i16) -> usize {
        self.0.iter().rposition(|&from| i16::from(from) <= score).unwrap_or(0)
    }
}

/// The level of a place, with what is uncertain about it and what it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maturity {
    /// The level, an index into [`Levels`].
    pub level: usize,
    /// The lowest level that the intervals leave open.
    pub lowest: usize,
    /// The highest level that the intervals leave open.
    pub highest: usize,
    /// What the next level asks for; nothing at the top.
    pub lacking: Option<Lacking>,
}

/// What is missing for the next level: at least one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Whether the index lies below where the next level begins.
    pub index: bool,
    /// The dimensions that hold the place back, weakest first.
    pub dimensions: Vec<u16>,
}

/// A score as it is shown, with the ends of its interval (the score itself where there is none).
#[derive(Clone, Copy, Debug)]
struct Shown {
    score: i16,
    low: i16,
    high: i16,
}

impl From<&Cell> for Shown {
    fn from(cell: &Cell) -> Self {
        let score = i16::from(cell.mean.get().value);
        let ends = cell.interval.as_ref().map(|ends| *ends.get());
        Self {
            score,
            low: ends.map_or(score, |ends| ends.low),
            high: ends.map_or(score, |ends| ends.high),
        }
    }
}

/// The level of every place whose index and dimensions are shown, by the key of its index.
pub(super) fn publish(
    assessment: &Assessment<'_>,
    levels: &Levels,
    report: &Report,
) -> BTreeMap<Key, Published<Maturity>> {
    let indexes = report.cells().filter(|(key, _)| key.what == What::Index);
    let levels =
        indexes.filter(|(key, _)| key.matched == Waves::NONE).filter_map(|(key, index)| {
            let mut dimensions = Vec::new();
            for dimension in asked(assessment, *key) {
                dimensions.push((dimension, Shown::from(found(report, *key, dimension)?)));
            }
            Some((*key, Published::new(decide(levels, index.into(), &dimensions)?)))
        });
    levels.collect()
}

/// The dimensions that the people of an index were asked about.
fn asked(assessment: &Assessment<'_>, key: Key) -> Vec<u16> {
    let is_asked = |dimension: u16, audience: u8| {
        assessment.is_asked(key.wave, usize::from(dimension), audience)
    };
    let all = (0u16..).take(assessment.survey.dimensions.len());
    all.filter(|&dimension| match key.people {
        People::Audience(audience) => is_asked(dimension, audience),
        People::Composite(audiences) => audiences.iter().any(|one| is_asked(dimension, one)),
        _ => false,
    })
    .collect()
}

/// The score of a dimension beside an index. The composite of a dimension may hold more audiences than
/// that of the index; it is the one that pages show.
fn found(report: &Report, index: Key, dimension: u16) -> Option<&Cell> {
    let what = What::Dimension(dimension);
    match index.people {
        People::Composite(_) => {
            report.composite(index.wave, Waves::NONE, what, index.place).map(|(_, cell)| cell)
        }
        _ => report.cell(Key { what, ..index }),
    }
}

/// The level of an index and its dimensions; nothing where there is no dimension.
fn decide(levels: &Levels, index: Shown, dimensions: &[(u16, Shown)]) -> Option<Maturity> {
    let level = |end: fn(&Shown) -> i16| {
        let weakest = dimensions.iter().map(|(_, shown)| levels.of(end(shown))).min()?;
        Some(levels.of(end(&index)).min(weakest + 1))
    };
    let now = level(|shown| shown.score)?;
    let next = now + 1;
    let lacking = (next < levels.count()).then(|| {
        let mut weak: Vec<_> =
            dimensions.iter().filter(|(_, shown)| levels.of(shown.score) < now).collect();
        weak.sort_by_key(|(dimension, shown)| (shown.score, *dimension));
        Lacking {
            index: levels.of(index.score) < next,
            dimensions: weak.into_iter().map(|(dimension, _)| *dimension).collect(),
        }
    });
    let (low, high) = (level(|shown| shown.low)?, level(|shown| shown.high)?);
    Some(Maturity { level: now, lowest: low.min(now), highest: high.max(now), lacking })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(score: i16) -> Shown {
        Shown { score, low: score, high: score }
    }

    fn level(index: Shown, dimensions: &[i16]) -> Maturity {
        let dimensions: Vec<_> = (0..).zip(dimensions.iter().map(|&score| sure(score))).collect();
        decide(&Levels::default(), index, &dimensions).expect("a level")
    }

    #[test]
    fn a_level_begins_at_its_own_whole_number() {
        for (score, expected) in [(0, 0), (39, 0), (40, 1), (59, 1), (60, 2), (79, 2), (80, 3)] {
            assert_eq!(level(sure(score), &[score]).level, expected, "{score}");
        }
        assert_eq!(level(sure(100), &[100]).lacking, None);
    }

    #[test]
    fn nothing_is_more_than_one_level_above_its_weakest_dimension() {
        let held = level(sure(82), &[95, 90, 41]);
        assert_eq!((held.level, held.lowest, held.highest), (2, 2, 2));
        assert_eq!(held.lacking, Some(Lacking { index: false, dimensions: vec![2] }));
        assert_eq!(level(sure(82), &[95, 90, 60]).level, 3);
        let both = level(sure(62), &[39, 80, 38]);
        assert_eq!(both.level, 1);
        assert_eq!(both.lacking, Some(Lacking { index: false, dimensions: vec![2, 0] }));
        let index = level(sure(62), &[62, 60]);
        assert_eq!(index.lacking, Some(Lacking { index: true, dimensions: Vec::new() }));
    }

    #[test]
    fn a_border_inside_an_interval_leaves_two_levels_open() {
        let open = level(Shown { score: 61, low: 58, high: 64 }, &[61]);
        assert_eq!((open.level, open.lowest, open.highest), (2, 1, 2));
        let touching = level(Shown { score: 62, low: 60, high: 79 }, &[62]);
        assert_eq!((touching.lowest, touching.highest), (2, 2));
        // The weakest dimension may hold it back, or may not.
        let weakest = [(0, Shown { score: 58, low: 55, high: 63 })];
        let held = decide(&Levels::default(), sure(85), &weakest).expect("a level");
        assert_eq!((held.level, held.lowest, held.highest), (2, 2, 3));
    }

    #[test]
    fn without_a_dimension_there_is_no_level() {
        assert_eq!(decide(&Levels::default(), sure(61), &[]), None);
    }

    #[test]
    fn levels_rise_from_nothing() {
        assert!(Levels::new(vec![0, 50]).is_some());
        for wrong in [vec![], vec![10, 50], vec![0, 50, 50], vec![0, 60, 40]] {
            assert_eq!(Levels::new(wrong), None);
        }
    }
}
