//! The published cells, solved as far as they can be.

use super::{BigRational, Equation, Group};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Sparse numbers by index; none is zero.
pub(super) type Numbers = BTreeMap<usize, BigRational>;

/// Equations in reduced form. Each has a leading group, the largest that it touches, which no
/// other equation has.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    groups: &'a [Group],
    equations: &'a [Equation],
    /// The index of the group at each place, the largest first; only groups that can be exposed.
    order: Vec<usize>,
    /// The equations by the place of their leading group.
    lines: BTreeMap<usize, Line>,
}

/// A combination of published cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Its weights, by the place of the group.
    pub weights: Numbers,
    /// What it was made from: coefficients by the index of the published cell.
    pub made_from: Numbers,
}

impl<'a> Table<'a> {
    /// Solves the equations for the groups. Short ones first: that keeps the table sparse.
    pub fn solved(groups: &'a [Group], equations: &'a [Equation]) -> Self {
        let hidden = |&index: &usize| !groups[index].attributed && !groups[index].people.is_empty();
        let mut order: Vec<usize> = (0..groups.len()).filter(hidden).collect();
        order.sort_by_key(|&index| Reverse(groups[index].people.len()));
        let places = order.iter().enumerate().map(|(place, &index)| (index, place)).collect();
        let mut table = Self { groups, equations, order, lines: BTreeMap::new() };
        let mut queue: Vec<usize> = (0..equations.len()).collect();
        queue.sort_by_key(|&index| equations[index].weights.len());
        for index in queue {
            table.take_in(Line::of(index, &equations[index], &places));
        }
        table
    }

    /// Clears the leading groups of the table from a line and, if anything is left, that of the
    /// line from the table.
    fn take_in(&mut self, mut line: Line) {
        let leading: Vec<usize> =
            line.weights.keys().copied().filter(|place| self.lines.contains_key(place)).collect();
        for place in leading {
            line.clear(place, &self.lines[&place]);
        }
        let Some(lead) = line.weights.keys().next().copied() else { return };
        for (_, other) in self.lines.range_mut(..lead) {
            other.clear(lead, &line);
        }
        self.lines.insert(lead, line);
    }

    /// The minimums that the groups ask for.
    pub fn minimums(&self) -> impl Iterator<Item = usize> {
        self.order.iter().map(|&index| self.groups[index].minimum as usize)
    }

    /// The lines led by a group of fewer people than this, with the place of that group: all that
    /// can be said without a group of so many.
    pub(super) fn lines_under(&self, minimum: usize) -> Vec<(usize, Line)> {
        let small = |&(&place, _): &(&usize, &Line)| self.group(place).people.len() < minimum;
        self.lines.iter().filter(small).map(|(&place, line)| (place, line.clone())).collect()
    }

    /// The group at a place.
    pub(super) fn group(&self, place: usize) -> &'a Group {
        &self.groups[self.order[place]]
    }

    /// The index of the group at a place.
    pub(super) fn index(&self, place: usize) -> usize {
        self.order[place]
    }

    /// The key of a published cell.
    pub(super) fn cell(&self, equation: usize) -> &'a str {
        &self.equations[equation].cell
    }
}

impl Line {
    fn of(index: usize, equation: &Equation, places: &BTreeMap<usize, usize>) -> Self {
        let placed = |(group, weight): (&usize, &BigRational)| {
            Some((*places.get(group)?, weight.clone())).filter(|_| !is_zero(weight))
        };
        Self {
            weights: equation.weights.iter().filter_map(placed).collect(),
            made_from: BTreeMap::from([(index, BigRational::new(1.into(), 1.into()))]),
        }
    }

    /// Subtracts as much of `other` as clears the group at this place.
    pub fn clear(&mut self, place: usize, other: &Self) {
        let (Some(own), Some(theirs)) = (self.weights.get(&place), other.weights.get(&place))
        else {
            return;
        };
        let factor = own / theirs;
        subtract(&mut self.weights, &other.weights, &factor);
        subtract(&mut self.made_from, &other.made_from, &factor);
    }

    /// The people of all groups that it touches.
    pub fn people(&self, table: &Table) -> BTreeSet<u32> {
        self.weights.keys().flat_map(|&place| table.group(place).people.iter().copied()).collect()
    }
}

fn subtract(from: &mut Numbers, other: &Numbers, factor: &BigRational) {
    // Most factors are one, and exact products are dear.
    let is_one = *factor == BigRational::new(1.into(), 1.into());
    for (&index, number) in other {
        let left = from.entry(index).or_default();
        match is_one {
            true => *left -= number,
            false => *left -= number * factor,
        }
        if is_zero(left) {
            from.remove(&index);
        }
    }
}

fn is_zero(number: &BigRational) -> bool {
    *number == BigRational::default()
}
