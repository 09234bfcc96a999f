//! Everything that may be shown, by key. What is not in here is not shown, whatever the reason.

use super::{Interval, PValue, Published, Score, Shares};
use crate::key::{Key, People, Place, Waves, What};
use std::collections::BTreeMap;

/// The published cells of all waves.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Scores and shares.
    pub(super) cells: BTreeMap<Key, Cell>,
    /// Who answered ([`What::Response`]).
    pub(super) responses: BTreeMap<Key, Responded>,
    /// The closed waves, oldest first (indexes into the site's waves).
    pub(super) waves: Vec<u8>,
    /// The waves that a line over time is drawn through, oldest first.
    pub(super) trend: Vec<u8>,
    /// How many items were asked in every one of them.
    pub(super) trend_items: usize,
    /// The fewest people behind a figure.
    pub(super) people: u32,
    /// The fewest people behind a figure that shows spread.
    pub(super) spread: u32,
}

/// The figures of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The mean score, 0–100.
    pub mean: Published<Score>,
    /// Its 95 % interval; none when everyone answered or too little is known.
    pub interval: Option<Published<Interval>>,
    /// Whether everyone who was invited answered, so that nothing is uncertain.
    pub everyone: bool,
    /// People behind it; items and practices below the organisation have none of their own.
    pub n: Option<Published<u32>>,
    /// Favourable, neutral and unfavourable shares, where the scales define them.
    pub shares: Option<Published<Shares>>,
    /// For an item: the share of each point of its scale after recoding, least favourable first, in
    /// %, adding up to 100 (from 10 people).
    pub points: Option<Published<Vec<u8>>>,
    /// For a cell over two waves (`now~then`): what changed over the matched items.
    pub change: Option<Change>,
}

/// Now minus before, over the items and audiences present in both waves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Points up or down (a verdict decides whether those words may be used).
    pub points: Published<i16>,
    /// Its 95 % interval.
    pub interval: Option<Published<Interval>>,
    /// What may be said of it.
    pub verdict: Verdict,
    /// p value after Benjamini–Hochberg (from 10 people in each wave).
    pub p: Option<Published<PValue>>,
    /// How many items were compared.
    pub items: usize,
}

/// What a comparison shows, after correcting for the many that were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Larger than chance, upwards.
    Up,
    /// Larger than chance, downwards.
    Down,
    /// Could be chance.
    NoClearChange,
    /// Nobody differs within either wave, so no test exists; only the difference may be told.
    Untested,
}

/// How many people answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Responded {
    /// People who answered.
    pub n: Published<u32>,
    /// People who were invited, where it is known.
    pub invited: Option<Published<u32>>,
    /// Response rate in %.
    pub rate: Option<Published<u8>>,
}

impl Report {
    /// The closed waves, oldest first.
    pub fn waves(&self) -> &[u8] {
        &self.waves
    }

    /// The wave before this one.
    pub fn before(&self, wave: u8) -> Option<u8> {
        self.waves.iter().copied().take_while(|&other| other != wave).last()
    }

    /// The waves that lines over time are drawn through, oldest first (the newest twelve at most).
    pub fn trend_waves(&self) -> &[u8] {
        &self.trend
    }

    /// How many items were asked in every wave of [`Self::trend_waves`].
    pub fn trend_items(&self) -> usize {
        self.trend_items
    }

    /// A point of a line over time: the score over the items and audiences present in every wave
    /// drawn, for one audience or (with `None`) the composite.
    pub fn trend(
        &self,
        wave: u8,
        what: What,
        place: Place,
        audience: Option<u8>,
    ) -> Option<(Key, &Cell)> {
        let waves = self.trend.iter().filter(|&&other| other != wave);
        let matched = waves.fold(Waves::NONE, |set, &other| set.with(other));
        match audience {
            None => self.composite(wave, matched, what, place),
            Some(audience) => {
                let people = People::Audience(audience);
                let key = Key { wave, matched, what, place, people };
                Some((key, self.cell(key)?))
            }
        }
    }

    /// The fewest people behind any figure.
    pub fn minimum_people(&self) -> u32 {
        self.people
    }

    /// The fewest people behind a figure that shows spread.
    pub fn minimum_spread(&self) -> u32 {
        self.spread
    }

    /// One cell, if it may be shown.
    pub fn cell(&self, key: Key) -> Option<&Cell> {
        self.cells.get(&key)
    }

    /// The composite over the audiences that may be shown, and its key (which says which they are).
    pub fn composite(
        &self,
        wave: u8,
        matched: Waves,
        what: What,
        place: Place,
    ) -> Option<(Key, &Cell)> {
        let from = Key { wave, matched, what, place, people: People::Audience(0) };
        self.cells
            .range(from..)
            .take_while(|(key, _)| Key { people: from.people, ..**key } == from)
            .find(|(key, _)| matches!(key.people, People::Composite(_)))
            .map(|(key, cell)| (*key, cell))
    }

    /// One audience's cell of a wave, over all items of its form.
    pub fn audience(
        &self,
        wave: u8,
        what: What,
        place: Place,
        audience: u8,
    ) -> Option<(Key, &Cell)> {
        let people = People::Audience(audience);
        let key = Key { wave, matched: Waves::NONE, what, place, people };
        Some((key, self.cell(key)?))
    }

    /// The change since the wave before, for one audience or (with `None`) the composite.
    pub fn change(
        &self,
        wave: u8,
        what: What,
        place: Place,
        audience: Option<u8>,
    ) -> Option<(Key, &Change)> {
        let matched = Waves::one(self.before(wave)?);
        let (key, cell) = match audience {
            None => self.composite(wave, matched, what, place)?,
            Some(audience) => {
                let key = Key { wave, matched, what, place, people: People::Audience(audience) };
                (key, self.cell(key)?)
            }
        };
        Some((key, cell.change.as_ref()?))
    }

    /// How many answered, if it may be shown.
    pub fn responded(&self, wave: u8, place: Place, people: People) -> Option<(Key, &Responded)> {
        let key = Key { wave, matched: Waves::NONE, what: What::Response, place, people };
        Some((key, self.responses.get(&key)?))
    }

    /// Every published cell in key order.
    pub fn cells(&self) -> impl Iterator<Item = (&Key, &Cell)> {
        self.cells.iter()
    }
}
