//! Random organisations whose answers change from edition to edition.

use super::checker::{Cell, people};
use super::random::Random;
use rapportage::privacy::suppress::Atom;

/// What kind of organisation.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub divisions: usize,
    /// Fewest and most teams of a division.
    pub teams: (u64, u64),
    pub audiences: usize,
    /// Mean number of people of an atom.
    pub mean: f64,
    /// Mean number of people of the staff that divisions and the organisation have of their own.
    pub staff: f64,
    pub minimum: u32,
    /// Whether answers are also changed and withdrawn, not only late.
    pub changes: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            divisions: 4,
            teams: (2, 5),
            audiences: 3,
            mean: 4.0,
            staff: 0.0,
            minimum: 5,
            changes: false,
        }
    }
}

/// A group of people whose answers travel together.
struct Group {
    unit: usize,
    audience: usize,
    people: Vec<u32>,
    /// Whether the newest edition still counts its answers.
    current: bool,
}

/// A tree of units with the answers of all editions so far.
pub struct Organisation {
    plan: Plan,
    random: Random,
    /// The unit above each; unit 0 is the organisation.
    above: Vec<Option<usize>>,
    groups: Vec<Group>,
    born: u32,
}

/// A cell that might be published.
pub struct Described {
    pub level: u32,
    pub unit: usize,
    pub weights: Cell,
    people: usize,
}

/// What one edition would like to publish.
pub struct Edition {
    pub atoms: Vec<Atom>,
    pub cells: Vec<Described>,
    minimum: u32,
}

impl Organisation {
    pub fn new(plan: Plan, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut above = vec![None];
        above.extend(vec![Some(0); plan.divisions]);
        for division in 1..=plan.divisions {
            let teams = plan.teams.0 + random.below(plan.teams.1 - plan.teams.0 + 1);
            above.extend((0..teams).map(|_| Some(division)));
        }
        let mut new = Self { plan, random, above, groups: Vec::new(), born: 0 };
        for unit in 0..new.above.len() {
            let mean = if unit > plan.divisions { plan.mean } else { plan.staff };
            for audience in 0..plan.audiences {
                let people = new.random.poisson(mean);
                new.join(unit, audience, people);
            }
        }
        new
    }

    fn join(&mut self, unit: usize, audience: usize, people: u32) {
        let people = self.born..self.born + people;
        self.born = people.end;
        self.groups.push(Group { unit, audience, people: people.collect(), current: true });
    }

    /// Late answers for 5 % of the atoms, one team moves to another division, and where changes
    /// are planned, answers of 3 % of the atoms are changed or withdrawn. What was published gets
    /// the new atoms where it held their people.
    pub fn next_edition(&mut self, published: &mut [Cell]) {
        for group in 0..self.groups.len() {
            if self.random.share() < 0.05 {
                let late = 1 + self.random.poisson(0.5);
                self.join(self.groups[group].unit, self.groups[group].audience, late);
            }
            if self.plan.changes && self.random.share() < 0.03 && self.groups[group].current {
                self.change(group, published);
            }
        }
        let teams = self.above.len() - 1 - self.plan.divisions;
        let team = 1 + self.plan.divisions + self.random.below(teams as u64) as usize;
        self.above[team] = Some(1 + self.random.below(self.plan.divisions as u64) as usize);
    }

    /// One person of a group leaves it with the old answer, and may come back with a new one.
    fn change(&mut self, group: usize, published: &mut [Cell]) {
        let Some(person) = self.groups[group].people.pop() else { return };
        let (unit, audience) = (self.groups[group].unit, self.groups[group].audience);
        let old = self.groups.len();
        self.groups.push(Group { unit, audience, people: vec![person], current: false });
        for cell in published {
            if let Some(&(_, above, below)) = cell.iter().find(|part| part.0 == group) {
                cell.push((old, above, below));
            }
        }
        if self.random.below(2) == 0 {
            self.groups.push(Group { unit, audience, people: vec![person], current: true });
        }
    }

    fn within(&self, mut unit: usize, top: usize) -> bool {
        loop {
            match self.above[unit] {
                _ if unit == top => return true,
                Some(above) => unit = above,
                None => return false,
            }
        }
    }

    /// The cells unit × audience of the newest edition.
    pub fn edition(&self) -> Edition {
        let atoms: Vec<Atom> = self
            .groups
            .iter()
            .map(|group| Atom {
                people: group.people.clone(),
                minimum: self.plan.minimum,
                attributed: false,
            })
            .collect();
        let mut cells = Vec::new();
        for unit in 0..self.above.len() {
            for audience in 0..self.plan.audiences {
                let inside = |group: &Group| {
                    group.current && group.audience == audience && self.within(group.unit, unit)
                };
                let set: Vec<usize> =
                    (0..self.groups.len()).filter(|&at| inside(&self.groups[at])).collect();
                let people = people(&atoms, &set);
                let level = u32::from(unit > 0) + u32::from(unit > self.plan.divisions);
                let weights = set.into_iter().map(|atom| (atom, 1, 1)).collect();
                cells.push(Described { level, unit, weights, people });
            }
        }
        Edition { atoms, cells, minimum: self.plan.minimum }
    }
}

impl Edition {
    /// The cells with enough people.
    pub fn eligible(&self) -> Vec<usize> {
        let enough = |index: &usize| self.cells[*index].people >= self.minimum as usize;
        (0..self.cells.len()).filter(enough).collect()
    }

    /// For each unit the equally weighted mean of its published means.
    pub fn composites(&self, published: &[usize]) -> Vec<Cell> {
        let units = published.iter().map(|&index| self.cells[index].unit);
        let composite = |unit| {
            let parts = published.iter().map(|&index| &self.cells[index]);
            let parts = parts.filter(|cell| cell.unit == unit);
            let weighted = |cell: &Described| {
                let below = cell.people as u32;
                cell.weights.iter().map(|&(atom, ..)| (atom, 1, below)).collect::<Cell>()
            };
            parts.flat_map(weighted).collect()
        };
        let mut units: Vec<usize> = units.collect();
        units.dedup();
        units.into_iter().map(composite).collect()
    }
}
