//! Everything that may be shown, by key. What is not in here is not shown, whatever the reason.

use super::comments::{Quote, Topic};
use super::published::{Agreement, Bounds, Clustering, Reliability, Tenths};
use super::{Interval, Levels, Maturity, PValue, Published, Recommend, Score, Shares};
use crate::key::{Key, People, Place, Waves, What};
use std::collections::BTreeMap;

/// The published cells of all waves.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Scores and shares.
    pub(super) cells: BTreeMap<Key, Cell>,
    /// Composites over fewer audiences than their place shows, for comparison with a place that shows
    /// no more.
    pub(super) besides: BTreeMap<Key, Cell>,
    /// Who answered ([`What::Response`]).
    pub(super) responses: BTreeMap<Key, Responded>,
    /// One audience minus another, by a key whose people are a [`People::Gap`].
    pub(super) gaps: BTreeMap<Key, Comparison>,
    /// What the outcome goes with, by wave, place and audience.
    pub(super) drivers: BTreeMap<(u8, Place, u8), Drivers>,
    /// How far each place has come, by the key of its index.
    pub(super) maturity: BTreeMap<Key, Published<Maturity>>,
    /// Where the levels of that begin.
    pub(super) levels: Levels,
    /// What people wrote, as far as it may be quoted.
    pub(super) comments: BTreeMap<Topic, Vec<Published<Quote>>>,
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
    /// The fewest people of an audience who wrote before one of them is quoted.
    pub(super) authors: u32,
    /// The same three for each audience.
    pub(super) minimums: Vec<Minimums>,
}

/// How many people of one audience a figure rests on at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minimums {
    /// Scores, shares and numbers of people.
    pub people: u32,
    /// Whatever shows spread.
    pub spread: u32,
    /// People who wrote a comment before one is quoted.
    pub authors: u32,
}

/// The figures of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The mean score, 0–100.
    pub mean: Published<Score>,
    /// Its 95 % interval; none when everyone answered or too little is known.
    pub interval: Option<Published<Interval>>,
    /// Standard deviation of people's scores, in points, where the cell may show spread.
    pub sd: Option<Published<u8>>,
    /// Whether everyone who was invited answered, so that nothing is uncertain.
    pub everyone: bool,
    /// People behind it; items and practices below the organisation have none of their own.
    pub n: Option<Published<u32>>,
    /// People invited, for one audience, where that is known and tells nothing about anybody.
    pub invited: Option<Published<u32>>,
    /// Favourable, neutral and unfavourable shares, where the scales define them.
    pub shares: Option<Published<Shares>>,
    /// The 95 % interval of the favourable share; none when everyone answered or too little is known.
    pub favourable: Option<Published<Interval>>,
    /// For an item: the share of each point of its scale after recoding, least favourable first, in
    /// %, adding up to 100 (from 10 people).
    pub points: Option<Published<Vec<u8>>>,
    /// What the favourable share of everyone invited may be, where some did not answer.
    pub bounds: Option<Published<Bounds>>,
    /// For a recommend question: promoters minus detractors.
    pub recommend: Option<Published<Recommend>>,
    /// How far the people of the cell agree, where it may show spread.
    pub agreement: Option<Published<Agreement>>,
    /// Cronbach's alpha of a dimension (from 20 people).
    pub reliability: Option<Published<Reliability>>,
    /// How alike people of one unit answer (from 20 people), at the organisation.
    pub clustering: Option<Published<Clustering>>,
    /// For a cell over two waves (`now~then`): what changed over the matched items.
    pub change: Option<Comparison>,
}

impl Cell {
    /// A score and nothing else.
    pub(super) fn of(mean: Published<Score>) -> Self {
        Self {
            mean,
            interval: None,
            sd: None,
            everyone: false,
            n: None,
            invited: None,
            shares: None,
            favourable: None,
            points: None,
            bounds: None,
            recommend: None,
            agreement: None,
            reliability: None,
            clustering: None,
            change: None,
        }
    }
}

/// One figure minus another: now minus before over the items and audiences present in both waves, or
/// one side minus the other over the items asked of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Points up or down (a verdict decides whether those words may be used).
    pub points: Published<i16>,
    /// Its 95 % interval.
    pub interval: Option<Published<Interval>>,
    /// What may be said of it.
    pub verdict: Verdict,
    /// p value after Benjamini–Hochberg (from 10 people on each side).
    pub p: Option<Published<PValue>>,
    /// p value of this test alone, without the correction for the others.
    pub p_raw: Option<Published<PValue>>,
    /// Hedges g, for single audiences (from 10 people on each side).
    pub g: Option<Published<Tenths>>,
    /// How many claims were corrected together, this one among them; 0 without a test.
    pub claims: usize,
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

/// What the outcome goes with: relative weights over one audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drivers {
    /// The outcome question.
    pub outcome: u16,
    /// Whose answers: the audience and its place (the organisation where the place has too few people).
    pub place: Place,
    /// The audience.
    pub audience: u8,
    /// People with complete answers.
    pub n: Published<u32>,
    /// The share of the differences in the outcome that is explained, in %.
    pub explained: Published<u8>,
    /// Practices (or dimensions, where there are too few people for practices), each with its share of
    /// what is explained, in %; the heaviest first.
    pub weights: Vec<(What, Published<u8>)>,
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

    /// The fewest people of an audience who wrote on a dimension before one of them is quoted.
    pub fn minimum_authors(&self) -> u32 {
        self.authors
    }

    /// The minimums of one audience, which may differ from those of the site.
    pub fn minimums(&self, audience: u8) -> Minimums {
        let usual = Minimums { people: self.people, spread: self.spread, authors: self.authors };
        self.minimums.get(usize::from(audience)).copied().unwrap_or(usual)
    }

    /// One cell, if it may be shown.
    pub fn cell(&self, key: Key) -> Option<&Cell> {
        self.cells.get(&key).or_else(|| self.besides.get(&key))
    }

    /// What stands at another place over exactly the people of a cell, for comparison.
    pub fn beside(&self, key: Key, place: Place) -> Option<(Key, &Cell)> {
        let key = Key { place, ..key };
        if let Some(cell) = self.cell(key) {
            return Some((key, cell));
        }
        // A composite of one audience is that audience.
        match key.people {
            People::Composite(set) if set.len() == 1 => {
                self.audience(key.wave, key.what, place, set.iter().next()?)
            }
            _ => None,
        }
    }

    /// The composite over the audiences that may be shown, and its key (which says which they are). In
    /// a unit of which none can be shown alone, all of its people as one group.
    pub fn composite(
        &self,
        wave: u8,
        matched: Waves,
        what: What,
        place: Place,
    ) -> Option<(Key, &Cell)> {
        let from = Key { wave, matched, what, place, people: People::Audience(0) };
        let here = || {
            let cells = self.cells.range(from..);
            cells.take_while(|(key, _)| Key { people: from.people, ..**key } == from)
        };
        let composite = here().find(|(key, _)| matches!(key.people, People::Composite(_)));
        let merged = || here().find(|(key, _)| matches!(key.people, People::Merged(_)));
        composite.or_else(merged).map(|(key, cell)| (*key, cell))
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
    ) -> Option<(Key, &Comparison)> {
        self.change_since(wave, self.before(wave)?, what, place, audience)
    }

    /// The change since an earlier wave, if the two were compared.
    pub fn change_since(
        &self,
        wave: u8,
        earlier: u8,
        what: What,
        place: Place,
        audience: Option<u8>,
    ) -> Option<(Key, &Comparison)> {
        let (key, cell) = self.matched(wave, earlier, what, place, audience)?;
        Some((key, cell.change.as_ref()?))
    }

    /// A cell of a wave over the items that it shares with another wave, for one audience or (with
    /// `None`) the composite over the audiences shown in both.
    pub fn matched(
        &self,
        wave: u8,
        other: u8,
        what: What,
        place: Place,
        audience: Option<u8>,
    ) -> Option<(Key, &Cell)> {
        let matched = Waves::one(other);
        match audience {
            None => self.composite(wave, matched, what, place),
            Some(audience) => {
                let key = Key { wave, matched, what, place, people: People::Audience(audience) };
                Some((key, self.cell(key)?))
            }
        }
    }

    /// One audience minus another over the items asked of both, if both may be shown.
    pub fn gap(
        &self,
        wave: u8,
        what: What,
        place: Place,
        [first, second]: [u8; 2],
    ) -> Option<(Key, &Comparison)> {
        let people = People::Gap(first, second);
        let key = Key { wave, matched: Waves::NONE, what, place, people };
        Some((key, self.gaps.get(&key)?))
    }

    /// What the outcome goes with for one audience at one place; where the place has too few people,
    /// what it goes with in the organisation.
    pub fn drivers(&self, wave: u8, place: Place, audience: u8) -> Option<&Drivers> {
        let own = self.drivers.get(&(wave, place, audience));
        own.or_else(|| self.drivers.get(&(wave, Place::Organisation, audience)))
    }

    /// Where the levels of maturity begin.
    pub fn levels(&self) -> &Levels {
        &self.levels
    }

    /// How far a place has come in a wave, for one audience or (with `None`) the composite, and the key
    /// of the index that says so. Nothing unless the index and all its dimensions are shown.
    pub fn maturity(
        &self,
        wave: u8,
        place: Place,
        audience: Option<u8>,
    ) -> Option<(Key, &Published<Maturity>)> {
        let (key, _) = match audience {
            None => self.composite(wave, Waves::NONE, What::Index, place)?,
            Some(audience) => self.audience(wave, What::Index, place, audience)?,
        };
        Some((key, self.maturity.get(&key)?))
    }

    /// What people of an audience wrote on a dimension, as far as it may be quoted, in an order that
    /// favours nobody.
    pub fn comments(&self, wave: u8, dimension: u16, audience: u8) -> &[Published<Quote>] {
        self.comments.get(&(wave, dimension, audience)).map_or(&[], Vec::as_slice)
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

    /// Every published gap in key order.
    pub fn gaps(&self) -> impl Iterator<Item = (&Key, &Comparison)> {
        self.gaps.iter()
    }

    /// Every published count of answers in key order.
    pub fn responses(&self) -> impl Iterator<Item = (&Key, &Responded)> {
        self.responses.iter()
    }

    /// Everything that says what the outcome goes with.
    pub fn all_drivers(&self) -> impl Iterator<Item = &Drivers> {
        self.drivers.values()
    }
}
