//! One system of equations: the groups of people whose answers travel together in a measure, and
//! what a key says about them.

use super::counting::{Counting, When};
use super::versions::{Base, Versions};
use crate::privacy::audit::BigRational;
use crate::privacy::audit::content::{Content, units_at};
use crate::privacy::audit::key::{Family, Key, People};
use crate::privacy::audit::span::Group;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Weights of groups, by their place.
pub(super) type Row = BTreeMap<usize, BigRational>;

/// Which suppliers have a cell of their own in print, by the rest of its key.
pub(super) type Printed = BTreeMap<(Vec<String>, String, String, People), BTreeSet<String>>;

/// The groups of some scores.
pub(super) struct System<'c> {
    content: &'c Content,
    counting: &'c dyn Counting,
    /// The groups, for the span.
    pub groups: Vec<Group>,
    tags: Vec<Tag>,
    /// The groups of each wave and audience and score.
    inside: BTreeMap<(usize, usize, usize), Vec<usize>>,
    places: &'c Places,
}

/// The units of every unit and pool, by number: as they are, and as they were in each edition.
#[derive(Debug, Default)]
pub(super) struct Places {
    now: BTreeMap<String, BTreeSet<u32>>,
    then: Vec<BTreeMap<String, BTreeSet<u32>>>,
}

impl Places {
    /// Walks all trees.
    pub fn of(content: &Content) -> Self {
        let editions = content.editions.iter();
        Self {
            now: places(content, &content.parents, &content.pools),
            then: editions.map(|one| places(content, &one.parents, &one.pools)).collect(),
        }
    }
}

fn places(
    content: &Content,
    parents: &BTreeMap<String, String>,
    pools: &BTreeMap<String, Vec<String>>,
) -> BTreeMap<String, BTreeSet<u32>> {
    let number = |unit: &String| content.people.names.find(unit);
    let inside = |place: &String| {
        let units = units_at(place, parents, pools)?;
        Some((place.clone(), units.iter().filter_map(number).collect()))
    };
    parents.keys().chain(pools.keys()).filter_map(inside).collect()
}

/// Who is in a group.
struct Tag {
    base: Base,
    is_now: bool,
    editions: Vec<usize>,
    /// How many responses, however many people are listed.
    size: u32,
}

/// The people of one audience of one wave, wherever they are asked for.
#[derive(Clone, Copy)]
struct Side<'k> {
    units: Option<&'k BTreeSet<u32>>,
    supplier: &'k str,
    /// The edition that says who was counted; none for now.
    edition: Option<usize>,
}

impl<'c> System<'c> {
    /// Puts everybody who counts into groups. More than the largest minimum of people need not be
    /// listed in one: they are never too few.
    pub fn new(
        (content, places): (&'c Content, &'c Places),
        versions: &Versions<'c>,
        counting: &'c dyn Counting,
        family: Family,
    ) -> Self {
        let (groups, tags, inside) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut new = Self { content, counting, groups, tags, inside, places };
        let audiences = content.instrument.audiences.iter();
        let limit = audiences.map(|audience| minimum(content, family, audience.id.as_str())).max();
        let limit = limit.unwrap_or_default() as usize;
        let side = |base: &Base| (base.wave, base.audience);
        let scores = versions.bases.iter().map(|base| counting.scores(side(base)));
        let mut plain: Vec<Vec<Option<usize>>> = scores.map(|many| vec![None; many]).collect();
        let mut recorded: BTreeMap<(u32, usize, bool, Vec<usize>), usize> = BTreeMap::new();
        for version in &versions.all {
            let base = versions.bases[version.base as usize];
            for (score, plain) in plain[version.base as usize].iter_mut().enumerate() {
                let is_now = version.now.is_some_and(|response| counting.counts(response, score));
                let counted = |recorded| counting.counted(recorded, side(&base), score);
                let editions = version.editions.iter();
                let editions = editions.filter(|(_, recorded)| counted(recorded));
                let editions: Vec<usize> = editions.map(|(edition, _)| *edition).collect();
                if !is_now && editions.is_empty() {
                    continue;
                }
                let next = new.groups.len();
                let at = match editions.is_empty() {
                    true => *plain.get_or_insert(next),
                    false => *recorded
                        .entry((version.base, score, is_now, editions.clone()))
                        .or_insert(next),
                };
                if at == next {
                    new.add((base, score), is_now, editions, family);
                }
                new.tags[at].size += 1;
                if new.groups[at].people.len() < limit {
                    new.groups[at].people.insert(version.person);
                }
            }
        }
        new
    }

    fn add(
        &mut self,
        (base, score): (Base, usize),
        is_now: bool,
        editions: Vec<usize>,
        family: Family,
    ) {
        let audience = &self.content.instrument.audiences[base.audience];
        let supplier = self.content.people.names.text(base.supplier);
        let named = &self.content.waves[base.wave].attributed;
        self.groups.push(Group {
            people: BTreeSet::new(),
            minimum: minimum(self.content, family, &audience.id),
            attributed: audience.is_supplier && named.contains(supplier),
        });
        let inside = self.inside.entry((base.wave, base.audience, score)).or_default();
        inside.push(self.tags.len());
        self.tags.push(Tag { base, is_now, editions, size: 0 });
    }

    /// What a key says: the weights of the groups. Nothing comes back for a key that names nothing.
    pub fn row(&self, key: &Key, when: When, printed: &Printed) -> Option<Row> {
        let is_sum = matches!(key.people, People::Merged(_) | People::Everybody);
        if key.supplier == "-" || self.content.suppliers.contains_key(&key.supplier) {
            let is_mean = key.is_change() || !is_sum;
            return self.sum([(one(), key)].into_iter(), when, is_mean);
        }
        let parts = set_parts(self.content, key, printed)?;
        self.sum(parts.iter().map(|(weight, part)| (weight.clone(), part)), when, true)
    }

    /// Figures with a weight each, added up; of a change the first wave minus the second.
    fn sum<'k>(
        &self,
        parts: impl Iterator<Item = (BigRational, &'k Key)>,
        when: When,
        is_mean: bool,
    ) -> Option<Row> {
        let mut sum = Row::new();
        for (weight, key) in parts {
            self.add_figure(&mut sum, (key, &key.waves[0], when), &weight, is_mean)?;
            if key.is_change() {
                self.add_figure(&mut sum, (key, &key.waves[1], when), &-weight, is_mean)?;
            }
        }
        sum.retain(|_, weight| *weight != BigRational::default());
        Some(sum)
    }

    /// Adds the figure of one wave, times a weight. A mean has each person at 1/n; left unscaled, a sum
    /// is easier to tell.
    fn add_figure(
        &self,
        sum: &mut Row,
        (key, wave, when): (&Key, &str, When),
        times: &BigRational,
        is_mean: bool,
    ) -> Option<()> {
        for (crowd, weight) in self.crowds(&key.people)? {
            let inside = self.crowd(key, (wave, when), &crowd)?;
            let n = if is_mean { self.count(&inside).max(1) } else { 1 };
            let weight = weight * times / BigRational::from_integer(n.into());
            for at in inside {
                match sum.entry(at) {
                    Entry::Vacant(new) => drop(new.insert(weight.clone())),
                    Entry::Occupied(mut known) => *known.get_mut() += &weight,
                }
            }
        }
        Some(())
    }

    /// The groups of some audiences that are counted as one, each over what the figure is made from.
    fn crowd(
        &self,
        key: &Key,
        (wave, when): (&str, When),
        audiences: &[usize],
    ) -> Option<Vec<usize>> {
        let wave = self.content.wave(wave)?;
        let edition = match when {
            When::Now => None,
            When::Edition(edition) => self.content.source(edition, wave),
        };
        let places = edition.map_or(&self.places.now, |edition| &self.places.then[edition]);
        let units = match &*key.unit {
            "-" => None,
            unit => Some(places.get(unit)?),
        };
        let side = Side { units, supplier: &key.supplier, edition };
        let score = |&who: &usize| Some((who, self.counting.score(key, when, (wave, who))?));
        let scores: Vec<(usize, usize)> = audiences.iter().filter_map(score).collect();
        let inside = |&(audience, score)| self.inside.get(&(wave, audience, score));
        let groups = scores.iter().filter_map(inside).flatten().copied();
        Some(groups.filter(|&at| self.is_in(at, side)).collect())
    }

    /// The audiences that are counted as one, each with its weight.
    fn crowds(&self, people: &People) -> Option<Vec<(Vec<usize>, BigRational)>> {
        let all = &self.content.instrument.audiences;
        let place = |id: &String| self.content.instrument.audience(id);
        let places = |ids: &[String]| ids.iter().map(place).collect::<Option<Vec<usize>>>();
        let zero = BigRational::default();
        Some(match people {
            People::Everybody => vec![((0..all.len()).collect(), one())],
            People::Merged(ids) => vec![(places(ids)?, one())],
            People::Gap(first, second) => {
                vec![(vec![place(first)?], one()), (vec![place(second)?], -one())]
            }
            People::Composite(ids) => {
                let places = places(ids)?;
                let sum = places.iter().fold(zero.clone(), |sum, &at| sum + &all[at].weight);
                let weighed = places.into_iter().filter(|_| sum != zero);
                weighed.map(|at| (vec![at], &all[at].weight / &sum)).collect()
            }
        })
    }

    /// What a key of now is made from: the groups of each audience that counts as one, in each of its
    /// waves.
    pub fn parts(&self, key: &Key) -> Option<Vec<Vec<usize>>> {
        let waves = if key.is_change() { &key.waves[..] } else { &key.waves[..1] };
        let mut parts = Vec::new();
        for wave in waves {
            for (crowd, _) in self.crowds(&key.people)? {
                parts.push(self.crowd(key, (wave, When::Now), &crowd)?);
            }
        }
        Some(parts)
    }

    fn is_in(&self, at: usize, side: Side<'_>) -> bool {
        let Tag { base, is_now, editions, .. } = &self.tags[at];
        let supplier = self.content.people.names.text(base.supplier);
        let is_own = self.content.instrument.audiences[base.audience].is_supplier;
        side.edition.map_or(*is_now, |edition| editions.contains(&edition))
            && side.units.is_none_or(|units| units.contains(&base.unit))
            && match side.supplier {
                "-" => is_own || supplier.is_empty(),
                asked => supplier == asked,
            }
    }

    /// How many people some groups are and the most that it needs; those who agreed to be named
    /// need nobody.
    pub fn size(&self, groups: &[usize]) -> (usize, u32) {
        let hidden = || groups.iter().map(|&at| &self.groups[at]).filter(|group| !group.attributed);
        let people: BTreeSet<u32> = hidden().flat_map(|group| &group.people).copied().collect();
        (people.len(), hidden().map(|group| group.minimum).max().unwrap_or_default())
    }

    /// How many responses are of people who did not agree to be named.
    pub fn hidden(&self, groups: &[usize]) -> u32 {
        let hidden = groups.iter().filter(|&&at| !self.groups[at].attributed);
        hidden.map(|&at| self.tags[at].size).sum()
    }

    /// For each of the parts of a key, the groups of its audience wherever they are: how many people did
    /// not agree to be named, of each group that has two at least.
    pub fn pools(&self, key: &Key) -> Option<Vec<Vec<u32>>> {
        let rows = self.everywhere(key)?;
        let sizes = |row: Row| {
            let mut sizes: BTreeMap<Base, u32> = BTreeMap::new();
            for at in row.into_keys().filter(|&at| !self.groups[at].attributed) {
                *sizes.entry(self.tags[at].base).or_default() += self.tags[at].size;
            }
            sizes.into_values().filter(|size| *size > 1).collect()
        };
        Some(rows.into_iter().map(sizes).collect())
    }

    /// For each of the parts of a key, everybody of its audience.
    pub fn everywhere(&self, key: &Key) -> Option<Vec<Row>> {
        let waves = if key.is_change() { &key.waves[..] } else { &key.waves[..1] };
        let mut rows = Vec::new();
        for wave in waves {
            let wave = self.content.wave(wave)?;
            for (crowd, _) in self.crowds(&key.people)? {
                let score = |&who: &usize| {
                    Some((wave, who, self.counting.score(key, When::Now, (wave, who))?))
                };
                let groups = crowd.iter().filter_map(score);
                let groups = groups.filter_map(|score| self.inside.get(&score)).flatten();
                let groups = groups.filter(|&&at| self.tags[at].is_now);
                rows.push(groups.map(|&at| (at, one())).collect());
            }
        }
        Some(rows)
    }

    /// How many responses there are in some groups, named or not.
    pub fn count(&self, groups: &[usize]) -> u32 {
        groups.iter().map(|&at| self.tags[at].size).sum()
    }
}

/// The cells that a mean over suppliers is made from, each with its share: of one audience (or gap) those
/// of its suppliers that are in print, of several audiences those of each. Nothing comes back where
/// some audience has fewer than two in print: of one supplier the mean would be that one again.
pub(super) fn set_parts(
    content: &Content,
    key: &Key,
    printed: &Printed,
) -> Option<Vec<(BigRational, Key)>> {
    let weighed: Vec<(BigRational, People)> = match &key.people {
        People::Composite(ids) => {
            let audience = |id: &String| {
                let at = content.instrument.audience(id)?;
                let weight = content.instrument.audiences[at].weight.clone();
                Some((weight, People::Merged(vec![id.clone()])))
            };
            ids.iter().map(audience).collect::<Option<_>>()?
        }
        people => vec![(one(), people.clone())],
    };
    let all = weighed.iter().fold(BigRational::default(), |sum, (weight, _)| sum + weight);
    let wave = content.wave(key.waves.first()?)?;
    let mut parts = Vec::new();
    for (weight, people) in weighed.iter().filter(|_| all != BigRational::default()) {
        let place = (key.waves.clone(), key.what.clone(), key.unit.clone(), people.clone());
        let own = printed.get(&place).into_iter().flatten();
        let own: Vec<_> = own.filter(|own| content.is_in_set(own, &key.supplier, wave)).collect();
        if own.len() < 2 {
            return None;
        }
        let share = weight / &all / BigRational::new(own.len().into(), 1.into());
        parts.extend(own.into_iter().map(|supplier| {
            let (people, supplier) = (people.clone(), supplier.clone());
            (share.clone(), Key { people, supplier, ..key.clone() })
        }));
    }
    Some(parts)
}

/// The fewest people of an audience behind a figure of this family.
fn minimum(content: &Content, family: Family, audience: &str) -> u32 {
    let audience = content.instrument.audience(audience);
    let audience = audience.map(|at| &content.instrument.audiences[at]);
    let least = audience.map_or(0, |audience| content.minimum(audience));
    match family {
        Family::Means => least,
        Family::Spread => least.max(content.spread()),
        Family::Models => least.max(content.spread()).max(MODELS),
    }
}

/// The fewest people behind a reliability or a driver's weight.
const MODELS: u32 = 20;

fn one() -> BigRational {
    BigRational::new(1.into(), 1.into())
}
