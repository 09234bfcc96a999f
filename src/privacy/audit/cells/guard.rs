//! What small groups are kept from telling although they are shown: how close to the end of the scale
//! they are, and how far their people differ.

use super::counting::When;
use super::exact::Exact;
use super::system::System;
use super::{Cell, Room};
use crate::privacy::audit::key::{Key, People};
use crate::privacy::audit::told::Finding;

/// Scores and shares of small groups read no less and no more than these.
const ENDS: [u32; 2] = [5, 95];

/// The fewest groups behind a typical spread.
const GROUPS: usize = 3;

fn is_end(value: u32) -> bool {
    value <= ENDS[0] || value >= ENDS[1]
}

impl Room<'_> {
    /// Whether a cell tells more of a small group at an end of the scale than that it is there.
    pub(super) fn undone(
        &self,
        exact: &Exact<'_>,
        system: &System<'_>,
        cell: &Cell,
    ) -> Option<Finding> {
        let why = match &*cell.key.figure {
            "mean" | "fav" | "neutral" | "unfav" if self.is_small(system, &cell.key) => {
                let shown = self.published.whole(&cell.text)?;
                let is_past = shown < ENDS[0] || shown > ENDS[1];
                let follows = cell.key.figure == "fav" && self.shares_follow(&cell.key);
                match (is_past, follows) {
                    (true, _) => format!("says {shown}"),
                    (_, true) => {
                        "lets the share at the end be worked out from the others".to_owned()
                    }
                    _ => return None,
                }
            }
            "nps" if self.is_small(system, &cell.key) => {
                let shown = self.published.whole(&cell.text).filter(|shown| *shown > ENDS[1])?;
                format!("says {shown}")
            }
            "change" | "gap" => {
                let part =
                    self.sides(exact, cell).into_iter().find(|side| self.is_bound(system, side))?;
                format!("lets `{}` be worked out", part.write())
            }
            _ => return None,
        };
        let place = self.published.place(&cell.text);
        let least = self.content.spread();
        Some(Finding::undone(&cell.text, &why, least, place))
    }

    /// Whether a figure is of fewer people than may show where at an end they are.
    fn is_small(&self, system: &System<'_>, key: &Key) -> bool {
        let sizes = match &key.people {
            People::Merged(_) => system.parts(key).unwrap_or_default(),
            _ => Vec::new(),
        };
        let few = |people: u32| people > 0 && people < self.content.spread();
        sizes.iter().any(|row| few(system.hidden(row)))
    }

    fn is_bound(&self, system: &System<'_>, key: &Key) -> bool {
        let shown = self.published.whole(&key.write());
        shown.is_some_and(is_end) && self.is_small(system, key)
    }

    /// Whether one of three shares is at an end and what is printed of all adds up to something else than
    /// 100, so that it is not the bound that it leaves for the largest.
    fn shares_follow(&self, key: &Key) -> bool {
        let share = |figure: &str| {
            let key = Key { figure: figure.to_owned(), ..key.clone() };
            self.published.whole(&key.write())
        };
        let all: Option<Vec<u32>> = ["fav", "neutral", "unfav"].into_iter().map(share).collect();
        all.is_some_and(|all| {
            let is_high = all.iter().any(|share| *share >= ENDS[1]);
            let is_low = all.iter().any(|share| *share <= ENDS[0]);
            is_low && !is_high && all.iter().sum::<u32>() != 100
        })
    }

    /// The scores that a change or gap is the difference of, each of one audience, where they are made
    /// from the same.
    fn sides(&self, exact: &Exact<'_>, cell: &Cell) -> Vec<Key> {
        let key = &cell.key;
        let turned = |wave: &String| {
            let others = key.waves.iter().filter(|other| *other != wave);
            std::iter::once(wave).chain(others).cloned().collect::<Vec<_>>()
        };
        let waves = if key.is_change() { &key.waves[..] } else { &key.waves[..1] };
        let audiences = key.people.audiences();
        let of = |wave: &String, audience: &str| Key {
            waves: turned(wave),
            figure: "mean".to_owned(),
            people: People::Merged(vec![audience.to_owned()]),
            ..key.clone()
        };
        let sides = waves.iter().flat_map(|wave| audiences.iter().map(|one| of(wave, one)));
        let is_same = |side: &Key| {
            let (wave, audience) = (self.content.wave(&side.waves[0]), side.people.audiences());
            let audience = audience.first().and_then(|id| self.content.instrument.audience(id));
            let at = wave.zip(audience);
            at.is_some_and(|at| {
                let own = exact.number(side, cell.measure, When::Now, at);
                own.is_some() && own == exact.number(key, cell.measure, When::Now, at)
            })
        };
        sides.filter(is_same).collect()
    }

    /// Whether an interval rests on a typical spread that is the spread of too few groups. In several
    /// groups together it may rest on it for one that is not small, or for none where all answered.
    pub(super) fn borrowed(&self, system: &System<'_>, cell: &Cell) -> Option<Finding> {
        let key = &cell.key;
        let is_sum = matches!(&key.people, People::Composite(ids) if ids.len() > 1);
        let is_whole = is_sum && !key.is_change() || !matches!(&*key.figure, "low");
        if is_whole {
            return None;
        }
        let is_small = |row: &_| system.count(row) < self.content.spread();
        let parts = system.parts(key)?;
        let pools = system.pools(key)?;
        let wrong = parts.iter().zip(pools).any(|(part, sizes)| {
            let df: Vec<u32> = sizes.iter().map(|size| size - 1).collect();
            let (all, most) = (df.iter().sum::<u32>(), df.iter().max().copied().unwrap_or(0));
            let is_enough = sizes.len() >= GROUPS
                && sizes.iter().sum::<u32>() >= self.content.spread()
                && 2 * most <= all;
            is_small(part) && !is_enough
        });
        wrong.then(|| Finding::borrowed(&cell.text, self.published.place(&cell.text)))
    }
}
