//! Everything that can be worked out from the published cells.

use super::crowd::Crowd;
use super::residue::Residue;
use super::search::{self, Search};
use super::{Atom, Row};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The row space of what is published: a reduced echelon basis over the atoms, those of most
/// people first. So the rows whose pivot has fewer than k people are a basis of all combinations
/// that touch no atom of k people, and only these can single anybody out.
#[derive(Clone, Debug)]
pub struct Span {
    /// Where each atom stands in the order of size, and whether it is there at all.
    standing: Vec<Standing>,
    /// The groups in the order of size, the largest first.
    crowds: Vec<Crowd>,
    /// The basis by pivot. Every pivot has weight one and stands in no other row.
    basis: BTreeMap<u32, Row>,
    /// The minimums in use.
    minimums: BTreeSet<u32>,
}

/// What an atom is to the span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Nobody is in it, so there is nothing to tell.
    Empty,
    /// Its figures are known from the start.
    Known,
    /// It is this column.
    Column(u32),
}

impl Span {
    /// Nothing is published yet.
    pub fn new(atoms: &[Atom]) -> Self {
        let mut span = Self {
            standing: atoms.iter().map(Standing::at_first).collect(),
            crowds: Vec::new(),
            basis: BTreeMap::new(),
            minimums: BTreeSet::new(),
        };
        let mut hidden: Vec<(usize, Crowd)> = atoms
            .iter()
            .enumerate()
            .filter(|(_, atom)| Standing::at_first(atom) == Standing::Column(0))
            .map(|(index, atom)| (index, Crowd::of(atom)))
            .collect();
        hidden.sort_by_key(|(_, crowd)| Reverse(crowd.people.len()));
        for (column, (index, crowd)) in (0..).zip(hidden) {
            span.standing[index] = Standing::Column(column);
            span.minimums.insert(crowd.minimum);
            span.crowds.push(crowd);
        }
        span
    }

    /// How many different people stand behind a cell, not counting those who agreed to be named.
    pub fn people(&self, row: &Row) -> usize {
        let crowds = self.renumbered(row);
        let people = crowds.columns().flat_map(|column| &self.crowds[column as usize].people);
        people.collect::<BTreeSet<_>>().len()
    }

    /// Takes in a cell that is published already, whatever it exposes.
    pub fn record(&mut self, row: &Row) {
        let news = self.news(self.renumbered(row));
        self.insert(news);
    }

    /// Takes in a cell if nobody is exposed by it, and says whether it did. What an earlier record
    /// exposed stays exposed; cells that have to do with it are refused.
    pub fn admit(&mut self, row: &Row) -> bool {
        let own = self.renumbered(row);
        if own.len() == 0 {
            return row.columns().any(|atom| self.standing(atom) == Standing::Known);
        }
        if self.people(row) < self.minimum(&own) {
            return false;
        }
        let news = self.news(own);
        let Some(pivot) = news.first() else { return true };
        let changed = self.insert(news);
        let touched = changed.iter().map(|&(pivot, _)| pivot).chain([pivot]).collect();
        if self.exposes(&touched) {
            self.basis.remove(&pivot);
            self.basis.extend(changed);
            return false;
        }
        true
    }

    fn standing(&self, atom: u32) -> Standing {
        self.standing.get(atom as usize).copied().unwrap_or(Standing::Empty)
    }

    /// A row of atoms as a row of columns, without what nobody is in or everybody knows.
    fn renumbered(&self, row: &Row) -> Row {
        let part = |(atom, weight)| match self.standing(atom) {
            Standing::Column(column) => Some((column, weight)),
            Standing::Empty | Standing::Known => None,
        };
        Row::gathered(row.parts().filter_map(part).collect())
    }

    /// The largest minimum among the atoms of a row.
    fn minimum(&self, row: &Row) -> usize {
        let minimums = row.columns().map(|column| self.crowds[column as usize].minimum);
        minimums.max().unwrap_or_default() as usize
    }

    /// What a row says that the basis does not. One pass is enough: a reduced row has no pivot but
    /// its own.
    fn news(&self, row: Row) -> Row {
        let known = row.parts().filter_map(|(column, weight)| {
            let factor = Residue::ZERO.minus(weight);
            Some(self.basis.get(&column)?.parts().map(move |(at, part)| (at, part.times(factor))))
        });
        Row::gathered(row.parts().chain(known.flatten()).collect())
    }

    /// Adds a row free of pivots to the basis, and returns the rows that it changed as they were.
    fn insert(&mut self, news: Row) -> Vec<(u32, Row)> {
        let Some(pivot) = news.first() else { return Vec::new() };
        let news = news.scaled();
        let mut changed = Vec::new();
        for (&other, row) in self.basis.range_mut(..pivot) {
            if !row.at(pivot).is_zero() {
                let reduced = row.without(pivot, &news);
                changed.push((other, std::mem::replace(row, reduced)));
            }
        }
        self.basis.insert(pivot, news);
        changed
    }

    /// Whether a combination that has to do with the rows of these pivots singles people out. The
    /// others are connected among themselves only and were judged before.
    fn exposes(&self, touched: &BTreeSet<u32>) -> bool {
        self.minimums.iter().any(|&minimum| {
            let minimum = minimum as usize;
            let large = self.crowds.partition_point(|crowd| crowd.people.len() >= minimum);
            let small = |pivot: u32| pivot as usize >= large;
            if !touched.iter().any(|&pivot| small(pivot)) {
                return false;
            }
            let rows = self.basis.iter().filter(|&(&pivot, _)| small(pivot));
            let groups = search::connected(rows.map(|(_, row)| row.clone()).collect());
            groups
                .into_iter()
                .filter(|group| group.iter().filter_map(Row::first).any(|at| touched.contains(&at)))
                .any(|group| Search::new(&self.crowds, minimum).finds(group))
        })
    }
}

impl Standing {
    /// What an atom is before it has a place.
    fn at_first(atom: &Atom) -> Self {
        match atom {
            Atom { people, .. } if people.is_empty() => Self::Empty,
            Atom { attributed: true, .. } => Self::Known,
            Atom { .. } => Self::Column(0),
        }
    }
}
