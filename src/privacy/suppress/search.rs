//! Is there a combination of a few rows that singles people out?

use super::Row;
use super::crowd::Crowd;
use super::residue::Residue;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many branches are looked at before the answer is taken to be yes.
const PATIENCE: u32 = 2_000;

/// The search for one minimum. It looks for smallest supports that hold fewer people than the
/// minimum and touch an atom that asks for so many.
///
/// The rows it works on always have a column each that no other row has. Then rows that share no
/// column, not even through others, belong to different parts of the space, and every smallest
/// support lies within one part.
pub(super) struct Search<'a> {
    crowds: &'a [Crowd],
    minimum: usize,
    patience: u32,
}

/// What the combination looked for has to touch.
#[derive(Clone, Debug, Default)]
struct Kept {
    columns: Vec<u32>,
    people: BTreeSet<u32>,
}

impl<'a> Search<'a> {
    /// A search among these groups of people.
    pub fn new(crowds: &'a [Crowd], minimum: usize) -> Self {
        Self { crowds, minimum, patience: PATIENCE }
    }

    /// Whether a combination of these rows singles people out.
    pub fn finds(mut self, rows: Vec<Row>) -> bool {
        self.among(rows, &Kept::default())
    }

    fn among(&mut self, rows: Vec<Row>, kept: &Kept) -> bool {
        if self.patience == 0 {
            return true;
        }
        self.patience -= 1;
        let groups = connected(self.without_large(rows, kept));
        groups.into_iter().any(|group| self.matters(&group, kept) && self.within(group, kept))
    }

    /// Branches over the class of most people: it cancels, or it stays.
    fn within(&mut self, rows: Vec<Row>, kept: &Kept) -> bool {
        let more = |class: &Vec<u32>| self.people(class).difference(&kept.people).count();
        let classes = classes(&rows);
        let Some(class) = classes.iter().max_by_key(|class| (more(class), Reverse(class[0])))
        else {
            return false;
        };
        if rows.len() == 1 || more(class) == 0 {
            return true;
        }
        let mut with = kept.clone();
        with.columns.push(class[0]);
        with.people.extend(self.people(class));
        self.among(cancelled(rows.clone(), class[0]), kept) || self.among(rows, &with)
    }

    /// The combinations in which every class that would make the people too many has cancelled.
    /// What cancels can make others proportional, so this goes on until no class is large.
    fn without_large(&self, mut rows: Vec<Row>, kept: &Kept) -> Vec<Row> {
        let large =
            |class: &Vec<u32>| self.people(class).union(&kept.people).count() >= self.minimum;
        loop {
            let mut classes = classes(&rows);
            classes.retain(large);
            if classes.is_empty() {
                return rows;
            }
            rows = classes.iter().fold(rows, |rows, class| cancelled(rows, class[0]));
        }
    }

    /// Whether these rows have all that is to be kept, and an atom that asks for this minimum.
    fn matters(&self, rows: &[Row], kept: &Kept) -> bool {
        let columns: BTreeSet<u32> = rows.iter().flat_map(Row::columns).collect();
        kept.columns.iter().all(|column| columns.contains(column))
            && columns.iter().any(|&column| self.crowd(column).minimum as usize >= self.minimum)
    }

    fn people(&self, class: &[u32]) -> BTreeSet<u32> {
        class.iter().flat_map(|&column| self.crowd(column).people.iter().copied()).collect()
    }

    fn crowd(&self, column: u32) -> &Crowd {
        &self.crowds[column as usize]
    }
}

/// The combinations of `rows` in which a column cancels: one row that has it is spent on clearing
/// it from the others. The shortest is, because it is copied into them.
fn cancelled(mut rows: Vec<Row>, column: u32) -> Vec<Row> {
    let having = rows.iter().enumerate().filter(|(_, row)| !row.at(column).is_zero());
    if let Some((spent, _)) = having.min_by_key(|(_, row)| row.len()) {
        let spent = rows.swap_remove(spent);
        for row in rows.iter_mut().filter(|row| !row.at(column).is_zero()) {
            *row = row.without(column, &spent);
        }
    }
    rows
}

/// The columns in classes that are proportional to each other, so that in every combination they
/// cancel together or stay together.
fn classes(rows: &[Row]) -> Vec<Vec<u32>> {
    let mut columns: BTreeMap<u32, Vec<(usize, Residue)>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        for (column, weight) in row.parts() {
            columns.entry(column).or_default().push((index, weight));
        }
    }
    let mut classes: BTreeMap<Vec<(usize, Residue)>, Vec<u32>> = BTreeMap::new();
    for (column, mut direction) in columns {
        let inverse = match direction[..] {
            [(index, _)] => {
                direction = vec![(index, Residue::ONE)];
                Residue::ONE
            }
            _ => direction[0].1.inverse(),
        };
        direction.iter_mut().for_each(|(_, weight)| *weight = weight.times(inverse));
        classes.entry(direction).or_default().push(column);
    }
    classes.into_values().collect()
}

/// The rows in groups that share columns, directly or through others.
pub(super) fn connected(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut home: Vec<usize> = (0..rows.len()).collect();
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        for column in row.columns() {
            let other = *first.entry(column).or_insert(index);
            let (one, two) = (root(&home, index), root(&home, other));
            home[one.max(two)] = one.min(two);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Row>> = BTreeMap::new();
    for (index, row) in rows.into_iter().enumerate() {
        groups.entry(root(&home, index)).or_default().push(row);
    }
    groups.into_values().collect()
}

/// The row that a group of connected rows is known by.
fn root(home: &[usize], mut index: usize) -> usize {
    while home[index] != index {
        index = home[index];
    }
    index
}
