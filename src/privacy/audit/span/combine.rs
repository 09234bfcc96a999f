//! Which lines of a table can be combined so that few people remain?

use super::table::{Line, Table};
use super::{BigRational, Exposure, Finding};
use std::collections::{BTreeMap, BTreeSet};

/// How many sets of lines and choices of what cancels are gone through before giving up.
const PATIENCE: u32 = 100_000;

/// Looks for people under one minimum, in each part of the table that hangs together.
pub(super) fn findings(table: &Table, minimum: usize) -> Vec<Finding> {
    let (leads, lines): (Vec<usize>, Vec<Line>) = table.lines_under(minimum).into_iter().unzip();
    let neighbours = neighbours(&lines);
    let mut part = Part { table, minimum, leads, lines, neighbours, patience: PATIENCE };
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for line in 0..part.lines.len() {
        if !seen.contains(&line) {
            let reached = part.reached(line);
            findings.extend(part.finding(&reached));
            seen.extend(reached);
        }
    }
    findings
}

/// The lines that can single out fewer people than the minimum, if any can.
struct Part<'a> {
    table: &'a Table<'a>,
    minimum: usize,
    /// The place of the leading group of each line.
    leads: Vec<usize>,
    lines: Vec<Line>,
    /// The lines that each line shares a group with.
    neighbours: Vec<BTreeSet<usize>>,
    patience: u32,
}

/// A search that ended before it had looked everywhere.
enum Stop {
    Found(Line),
    Impatient,
}

impl Part<'_> {
    /// The lines that hang together with one.
    fn reached(&self, line: usize) -> BTreeSet<usize> {
        let (mut reached, mut open) = (BTreeSet::from([line]), vec![line]);
        while let Some(next) = open.pop() {
            open.extend(self.neighbours[next].iter().filter(|&&other| reached.insert(other)));
        }
        reached
    }

    /// What there is to say about lines that hang together. Every set of them is gone through from
    /// its first line.
    fn finding(&mut self, lines: &BTreeSet<usize>) -> Option<Finding> {
        self.patience = PATIENCE;
        let mut search = || {
            lines.iter().try_for_each(|&first| {
                let later = self.later(first, first);
                let people = self.people_at(self.leads[first]);
                self.extend(&mut vec![first], &later, &people)
            })
        };
        match search() {
            Ok(()) => None,
            Err(Stop::Found(line)) => Some(Finding::Exposed(self.exposure(&line))),
            Err(Stop::Impatient) => {
                let made_from = lines.iter().flat_map(|&line| self.lines[line].made_from.keys());
                let cells = made_from.map(|&equation| self.table.cell(equation).to_owned());
                Some(Finding::Undecided { cells: cells.collect() })
            }
        }
    }

    /// Goes through all connected sets of lines that contain `set` and some of `open`, as long as
    /// their leading groups hold fewer people than the minimum. Each set comes up once: a line
    /// that was tried is left out of those that follow.
    fn extend(
        &mut self,
        set: &mut Vec<usize>,
        open: &BTreeSet<usize>,
        leading: &BTreeSet<u32>,
    ) -> Result<(), Stop> {
        if leading.len() >= self.minimum {
            return Ok(());
        }
        self.combined(set, leading)?;
        let mut open = open.clone();
        while let Some(line) = open.pop_first() {
            let known: BTreeSet<usize> =
                set.iter().flat_map(|&line| self.neighbours[line].iter().copied()).collect();
            let new = self.later(line, set[0]);
            let new =
                new.into_iter().filter(|other| !known.contains(other) && !set.contains(other));
            let next = open.iter().copied().chain(new).collect();
            let people = leading.union(&self.people_at(self.leads[line])).copied().collect();
            set.push(line);
            self.extend(set, &next, &people)?;
            set.pop();
        }
        Ok(())
    }

    /// The neighbours of a line that come after another.
    fn later(&self, line: usize, than: usize) -> BTreeSet<usize> {
        self.neighbours[line].iter().copied().filter(|&other| other > than).collect()
    }

    /// Tries all combinations that use each line of a set. Groups in one line only remain whatever
    /// the coefficients are.
    fn combined(&mut self, set: &[usize], leading: &BTreeSet<u32>) -> Result<(), Stop> {
        let lines: Vec<Line> = set.iter().map(|&line| self.lines[line].clone()).collect();
        let mut times: BTreeMap<usize, usize> = BTreeMap::new();
        for place in lines.iter().flat_map(|line| line.weights.keys()) {
            *times.entry(*place).or_default() += 1;
        }
        let mut remaining = leading.clone();
        for (place, _) in times.into_iter().filter(|&(_, times)| times == 1) {
            remaining.extend(&self.table.group(place).people);
        }
        self.settled(lines, &remaining)
    }

    /// Decides one group after the other whether it cancels or remains, those of most people first.
    fn settled(&mut self, mut lines: Vec<Line>, remaining: &BTreeSet<u32>) -> Result<(), Stop> {
        if self.patience == 0 {
            return Err(Stop::Impatient);
        }
        self.patience -= 1;
        if remaining.len() >= self.minimum {
            return Ok(());
        }
        let Some(place) = self.undecided(&lines, remaining) else { return self.result(lines) };
        let more = remaining.union(&self.people_at(place)).copied().collect();
        self.settled(lines.clone(), &more)?;
        let having = lines.iter().position(|line| line.weights.contains_key(&place));
        let Some(spent) = having.map(|line| lines.swap_remove(line)) else { return Ok(()) };
        lines.iter_mut().for_each(|line| line.clear(place, &spent));
        self.settled(lines, remaining)
    }

    /// The group that would add most people.
    fn undecided(&self, lines: &[Line], remaining: &BTreeSet<u32>) -> Option<usize> {
        let places: BTreeSet<usize> =
            lines.iter().flat_map(|line| line.weights.keys().copied()).collect();
        let more = |place: &usize| self.people_at(*place).difference(remaining).count();
        places.into_iter().filter(|place| more(place) > 0).max_by_key(more)
    }

    /// Any of these lines holds none but the people that remain; one that touches a group which
    /// asks for this minimum singles them out.
    fn result(&self, lines: Vec<Line>) -> Result<(), Stop> {
        let asks = |place: &usize| self.table.group(*place).minimum as usize >= self.minimum;
        match lines.into_iter().find(|line| line.weights.keys().any(asks)) {
            Some(line) => Err(Stop::Found(line)),
            None => Ok(()),
        }
    }

    fn people_at(&self, place: usize) -> BTreeSet<u32> {
        self.table.group(place).people.clone()
    }

    /// A line in words of the outside, scaled so that the first cell is used once.
    fn exposure(&self, line: &Line) -> Exposure {
        let first = line.made_from.values().next().cloned();
        let scaled = |number: &BigRational| first.as_ref().map_or(number.clone(), |by| number / by);
        let group = |(&place, weight)| (self.table.index(place), scaled(weight));
        let cell = |(&equation, number)| (self.table.cell(equation).to_owned(), scaled(number));
        Exposure {
            groups: line.weights.iter().map(group).collect(),
            people: line.people(self.table).len(),
            combination: line.made_from.iter().map(cell).collect(),
        }
    }
}

fn neighbours(lines: &[Line]) -> Vec<BTreeSet<usize>> {
    let mut having: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        for &place in line.weights.keys() {
            having.entry(place).or_default().push(index);
        }
    }
    let mut neighbours = vec![BTreeSet::new(); lines.len()];
    for lines in having.into_values() {
        for &line in &lines {
            neighbours[line].extend(lines.iter().copied().filter(|&other| other != line));
        }
    }
    neighbours
}
