//! Every cell over exactly the people that it counts.

use super::counting::{Counting, When};
use super::exact::Exact;
use super::system::System;
use super::{About, Cell, Looked, Room, is_single};
use crate::privacy::audit::content::Measure;
use crate::privacy::audit::key::{Family, Key};
use crate::privacy::audit::told::Finding;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A score of one audience in one wave, by its number.
type Of = ((usize, usize), usize);

impl Room<'_> {
    /// The cells of one dimension, question or the like.
    pub(super) fn strict(&self, about: About, cells: &[&Cell]) -> Vec<Looked> {
        let cells = cells.iter().copied().filter(|cell| is_single(&cell.key.supplier));
        let cells: Vec<&Cell> = cells.collect();
        let figures = cells.iter().map(|cell| (&cell.key, cell.measure, cell.when));
        let exact = Exact::new(self.content, figures);
        let standing = self.standing(&exact, &cells);
        let families = [Family::Means, Family::Spread];
        let looked = families.par_iter().map(|&family| {
            let own: Vec<&Cell> =
                cells.iter().copied().filter(|cell| cell.family == family).collect();
            let system = System::new((self.content, &self.places), &self.versions, &exact, family);
            let mut looked =
                Looked { findings: self.each(&exact, &system, &own), ..Looked::default() };
            // Questions and numbers of answers were looked at over the same people already.
            let is_of_items = matches!(about, About::Dimension(_) | About::Index);
            let stands = |cell: &&Cell| is_of_items && self.stands(&exact, &standing, cell);
            let together: Vec<&Cell> = own.into_iter().filter(stands).collect();
            let (rows, _) =
                self.rows(&system, &together, |key| (key.waves.clone(), key.what.clone()));
            looked.equations = rows.now.len() + rows.past.len();
            looked.findings.extend(self.proved(system, rows, family));
            looked
        });
        looked.collect()
    }

    /// What each cell of a family of today's says by itself.
    fn each(&self, exact: &Exact<'_>, system: &System<'_>, cells: &[&Cell]) -> Vec<Finding> {
        let now = || cells.par_iter().filter(|cell| cell.when == When::Now);
        let told = now().flat_map_iter(|cell| {
            let is_mean = cell.family == Family::Means;
            let undone = is_mean.then(|| self.undone(exact, system, cell)).flatten();
            let borrowed = is_mean.then(|| self.borrowed(system, cell)).flatten();
            self.miscount(system, cell).into_iter().chain(undone).chain(borrowed)
        });
        let told: Vec<Finding> = told.collect();
        let mut asked = BTreeSet::new();
        let mut once: Vec<&Cell> = Vec::new();
        for cell in cells.iter().filter(|cell| cell.when == When::Now) {
            let Key { waves, what, unit, people, supplier, .. } = &cell.key;
            if asked.insert((waves, what, unit, people, supplier, cell.key.is_change())) {
                once.push(cell);
            }
        }
        let few = once.par_iter().filter_map(|cell| self.few(system, cell));
        told.into_iter().chain(few.collect::<Vec<_>>()).collect()
    }

    /// The scores that a dimension is published over, now or in an earlier edition. Whatever else is
    /// made from the same items stands with it.
    fn standing(&self, exact: &Exact<'_>, cells: &[&Cell]) -> BTreeSet<Of> {
        let dimensions = cells.iter().filter(|cell| matches!(cell.measure, Measure::Dimension(_)));
        dimensions.flat_map(|cell| self.scores(exact, cell)).collect()
    }

    /// The scores that a cell says something about.
    fn scores(&self, exact: &Exact<'_>, cell: &Cell) -> Vec<Of> {
        let sides = exact.sides_of(&cell.key).into_iter();
        let score = |side| Some((side, exact.score(&cell.key, cell.when, side)?));
        sides.filter_map(score).collect()
    }

    /// Whether a cell can be added to and subtracted from others of its items: nobody can subtract means
    /// of people whose number is in print nowhere. An index that an edition lists had its number.
    fn stands(&self, exact: &Exact<'_>, standing: &BTreeSet<Of>, cell: &Cell) -> bool {
        let stands_with_dimension =
            || self.scores(exact, cell).iter().all(|score| standing.contains(score));
        match (cell.measure, cell.when) {
            (Measure::Dimension(_), _) | (Measure::Index, When::Edition(_)) => true,
            (Measure::Index, When::Now) => cell.family == Family::Spread || self.has_n(cell),
            (_, When::Now) => self.has_n(cell) || stands_with_dimension(),
            (_, When::Edition(_)) => cell.key.unit == "-" && cell.key.supplier == "-",
        }
    }

    /// Whether the number of people of a cell is in print; of a change, that of both waves: a mean of
    /// unknown weight cannot be subtracted.
    fn has_n(&self, cell: &Cell) -> bool {
        let mut keys = vec![Key { figure: "n".to_owned(), ..cell.key.clone() }];
        if cell.key.is_change() {
            let waves = cell.key.waves.iter().rev().cloned().collect();
            keys.push(Key { waves, ..keys[0].clone() });
        }
        keys.iter().all(|key| self.published.place(&key.write()).is_some())
    }

    /// Whether a cell states the number of its people wrong.
    fn miscount(&self, system: &System<'_>, cell: &Cell) -> Option<Finding> {
        let shown = self.published.whole(&cell.text).filter(|_| cell.key.figure == "n")?;
        let row = system.row(&cell.key, When::Now, &self.printed)?;
        let counted = system.count(&row.into_keys().collect::<Vec<_>>());
        let place = || self.published.place(&cell.text);
        (shown != counted).then(|| Finding::miscount(&cell.text, shown, counted, place()))
    }

    /// Whether a cell stands for too few people. An index without a number of its own says no more
    /// than its dimensions, whoever has them all.
    fn few(&self, system: &System<'_>, cell: &Cell) -> Option<Finding> {
        if cell.measure == Measure::Index && !self.has_n(cell) {
            return None;
        }
        let sizes = system.parts(&cell.key)?.into_iter().map(|part| system.size(&part));
        let (people, least) =
            sizes.into_iter().find(|(people, least)| *people < *least as usize)?;
        Some(Finding::few(&cell.text, people, least, self.published.place(&cell.text)))
    }
}
