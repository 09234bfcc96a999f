//! From keys to equations: what each published cell says about groups of people, put to the span.
//!
//! A system is made for every dimension and every question, and one for the number of answers, each
//! family of figures with its own minimum:
//!
//! - *Practices, items and matched waves* stand in the system of their dimension, as groups of its
//!   people: whoever has the figure of a group in any of them knows which group it is over.
//! - *The index* stands in the system of every dimension, as though it told each of them. It tells
//!   less, so no exposure is missed. Its spread has a system of its own: how far indexes differ depends
//!   on how dimensions go together, so it cannot be taken apart.
//! - *A mean over suppliers* is the sum of its parts, which must be printed.
//! - *Earlier editions* keep their cells, over the people who were counted then.
//!
//! The people of a practice, an item or some matched waves are not quite those of the dimension. So
//! every cell is looked at a second time (`strict`), over exactly the people it counts: it must stand
//! for enough of them and state their number right. Cells that are made from the same items measure
//! the same, whatever they are called: they stand together, and must not expose anybody either.

mod counting;
mod exact;
mod guard;
mod strict;
mod system;
mod versions;

use super::content::{Content, Measure};
use super::key::{Family, Key, cell_of, family};
use super::published::Published;
use super::span::{Equation, Finding as Proof, findings};
use super::told::{Finding, told};
use crate::privacy::audit::BigRational;
use counting::{When, Whole};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use system::{Places, Printed, Row, System, set_parts};
use versions::Versions;

/// What came of the keys.
#[derive(Debug, Default)]
pub(super) struct Looked {
    pub findings: Vec<Finding>,
    pub cells: usize,
    pub equations: usize,
}

/// A cell with what its key means.
struct Cell {
    text: Arc<str>,
    key: Key,
    family: Family,
    measure: Measure,
    when: When,
}

/// One system of equations, by what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Response,
    /// How far people's indexes differ, which tells nothing of how far their dimensions do.
    Index,
    Dimension(usize),
    Question(usize),
}

/// What cells say, each row with the name of a cell that says it.
#[derive(Default)]
struct Rows {
    now: BTreeMap<Row, String>,
    past: BTreeMap<Row, String>,
}

fn equations(rows: BTreeMap<Row, String>) -> Vec<Equation> {
    rows.into_iter().map(|(weights, cell)| Equation { cell, weights }).collect()
}

/// Everything that the systems share.
struct Room<'a> {
    content: &'a Content,
    published: &'a dyn Published,
    versions: Versions<'a>,
    printed: Printed,
    places: Places,
}

/// Puts every published cell to the question.
pub(super) fn look(content: &Content, published: &dyn Published) -> Looked {
    let mut looked = Looked::default();
    let mut cells = Vec::new();
    let read = |text| cell(content, published, &text, When::Now).ok_or(text);
    for read in published.keys().into_par_iter().map(read).collect::<Vec<_>>() {
        match read {
            Ok(cell) => cells.push(cell),
            Err(text) => looked.findings.push(Finding::unknown_key(&text, published.place(&text))),
        }
    }
    looked.cells = cells.len();
    for (at, edition) in content.editions.iter().enumerate() {
        let earlier = edition.cells.iter().map(|text| Arc::from(text.as_str()));
        cells.extend(earlier.filter_map(|text| cell(content, published, &text, When::Edition(at))));
    }
    let (printed, (versions, places)) =
        rayon::join(|| printed(&cells), || (Versions::of(content), Places::of(content)));
    let room = Room { content, published, versions, printed, places };
    let runs: Vec<(About, Vec<&Cell>)> = room.runs(&cells).into_iter().collect();
    let together: Vec<Looked> =
        runs.par_iter().map(|(about, cells)| room.run(*about, cells)).collect();
    let means = cells.iter().filter(|cell| cell.when == When::Now && cell.key.figure == "mean");
    looked.findings.extend(means.filter_map(|cell| room.wrong_mean(cell)));
    let own: Vec<(About, Vec<&Cell>)> = room.own(&cells).into_iter().collect();
    let alone: Vec<Looked> =
        own.par_iter().flat_map_iter(|(about, cells)| room.strict(*about, cells)).collect();
    for one in together.into_iter().chain(alone) {
        looked.findings.extend(one.findings);
        looked.equations += one.equations;
    }
    looked
}

fn cell(content: &Content, published: &dyn Published, text: &Arc<str>, when: When) -> Option<Cell> {
    let key = Key::read(text)?;
    let measure = content.instrument.measure(&key.what)?;
    let family = match family(&key.figure)? {
        Family::Spread if matches!(&*key.figure, "low" | "high" | "fav_low" | "fav_high") => {
            if published.is_pooled(&cell_of(text)) {
                Family::Means
            } else {
                Family::Spread
            }
        }
        family => family,
    };
    let known = key.waves.iter().all(|wave| content.wave(wave).is_some())
        && key.people.audiences().iter().all(|id| content.instrument.audience(id).is_some());
    known.then(|| Cell { text: Arc::clone(text), key, family, measure, when })
}

/// The suppliers that have cells of their own.
fn printed(cells: &[Cell]) -> Printed {
    let mut printed = Printed::new();
    for Cell { key, .. } in cells.iter().filter(|cell| cell.when == When::Now) {
        let place = (key.waves.clone(), key.what.clone(), key.unit.clone(), key.people.clone());
        printed.entry(place).or_default().insert(key.supplier.clone());
    }
    printed
}

impl<'a> Room<'a> {
    /// The cells by the systems that they stand in.
    fn runs<'l>(&self, cells: &'l [Cell]) -> BTreeMap<About, Vec<&'l Cell>> {
        let instrument = &self.content.instrument;
        let mut runs: BTreeMap<About, Vec<&Cell>> = BTreeMap::new();
        for cell in cells {
            let about = match self.about(cell) {
                About::Index if cell.family == Family::Means => {
                    (0..instrument.dimensions.len()).map(About::Dimension).collect()
                }
                about => vec![about],
            };
            about.into_iter().for_each(|about| runs.entry(about).or_default().push(cell));
        }
        runs
    }

    /// The cells by what they are about.
    fn own<'l>(&self, cells: &'l [Cell]) -> BTreeMap<About, Vec<&'l Cell>> {
        let mut own: BTreeMap<About, Vec<&Cell>> = BTreeMap::new();
        cells.iter().for_each(|cell| own.entry(self.about(cell)).or_default().push(cell));
        own
    }

    fn about(&self, cell: &Cell) -> About {
        match (cell.measure, self.content.instrument.dimension_of(cell.measure)) {
            (_, Some(dimension)) => About::Dimension(dimension),
            (Measure::Asked(place), None) => About::Question(place),
            (Measure::Index, _) => About::Index,
            _ => About::Response,
        }
    }

    /// One system, family by family.
    fn run(&self, about: About, cells: &[&Cell]) -> Looked {
        let measure = match about {
            About::Response => Measure::Response,
            About::Index => Measure::Index,
            About::Dimension(dimension) => Measure::Dimension(dimension),
            About::Question(place) => Measure::Asked(place),
        };
        let counting = Whole::new(self.content, measure);
        let mut looked = Looked::default();
        for family in Family::ALL {
            let own: Vec<&Cell> =
                cells.iter().copied().filter(|cell| cell.family == family).collect();
            if own.is_empty() {
                continue;
            }
            let system =
                System::new((self.content, &self.places), &self.versions, &counting, family);
            let (mut rows, unknown) = self.rows(&system, &own, |_| ());
            looked.findings.extend(unknown);
            if family == Family::Spread {
                rows.now.extend(self.typical(&system, cells));
            }
            looked.equations += rows.now.len() + rows.past.len();
            looked.findings.extend(self.proved(system, rows, family));
        }
        looked
    }

    /// What the typical spread behind small groups says: how far everybody of an audience differs from
    /// their own groups. That of indexes cannot be taken apart.
    fn typical(&self, system: &System<'_>, cells: &[&Cell]) -> Vec<(Row, String)> {
        let borrows = |cell: &&&Cell| {
            cell.when == When::Now
                && (&*cell.key.figure, cell.family) == ("low", Family::Means)
                && cell.measure != Measure::Index
                && is_single(&cell.key.supplier)
        };
        let mut rows = Vec::new();
        for cell in cells.iter().filter(borrows) {
            let parts = system.parts(&cell.key).into_iter().flatten();
            let pools = system.everywhere(&cell.key).into_iter().flatten();
            let small =
                parts.zip(pools).filter(|(part, _)| system.count(part) < self.content.spread());
            rows.extend(small.map(|(_, pool)| (pool, cell.text.to_string())));
        }
        rows
    }

    /// What cells say, each row once. Figures of the same people whose keys are alike in `of` say the same.
    fn rows<T: Ord>(
        &self,
        system: &System<'_>,
        cells: &[&Cell],
        of: impl Fn(&Key) -> T,
    ) -> (Rows, Vec<Finding>) {
        let mut rows = Rows::default();
        let mut asked = BTreeSet::new();
        let mut unknown = Vec::new();
        for cell in cells {
            let Key { waves, unit, people, supplier, .. } = &cell.key;
            let waves = if cell.key.is_change() { &waves[..] } else { &waves[..1] };
            let same = (of(&cell.key), waves, unit, people, supplier, cell.when);
            if is_single(supplier) && !asked.insert(same) {
                continue;
            }
            let names = match cell.when {
                When::Now => &mut rows.now,
                When::Edition(_) => &mut rows.past,
            };
            match system.row(&cell.key, cell.when, &self.printed) {
                Some(row) => drop(names.entry(row).or_insert_with(|| self.name(cell))),
                None if cell.when == When::Now => {
                    let place = self.published.place(&cell.text);
                    unknown.push(Finding::unknown_key(&cell.text, place));
                }
                None => {}
            }
        }
        (rows, unknown)
    }

    /// A cell as it is told: of an earlier edition, which one.
    fn name(&self, cell: &Cell) -> String {
        match cell.when {
            When::Now => cell.text.to_string(),
            When::Edition(at) => format!("{} ({})", cell.text, self.content.editions[at].file),
        }
    }

    /// What the span has against some rows. What earlier editions give away by themselves cannot be
    /// taken back: it is told as such, and counts as known from then on.
    fn proved(&self, mut system: System<'_>, rows: Rows, family: Family) -> Vec<Finding> {
        let past = equations(rows.past.clone());
        let mut told_of = Vec::new();
        loop {
            let known = findings(&system.groups, &past);
            let exposed: Vec<usize> = known.iter().flat_map(groups_of).collect();
            if exposed.is_empty() {
                break;
            }
            exposed.iter().for_each(|&group| system.groups[group].attributed = true);
            told_of.extend(known.iter().map(|proof| told(proof, family, self.published, true)));
        }
        let all = equations(rows.past.into_iter().chain(rows.now).collect());
        let proofs = findings(&system.groups, &all);
        told_of.extend(proofs.iter().map(|proof| told(proof, family, self.published, false)));
        told_of
    }

    /// Whether a mean over suppliers is not the mean of what is in print. One whose parts read "95 or
    /// more" may be off by the rounding of a bound.
    fn wrong_mean(&self, cell: &Cell) -> Option<Finding> {
        let shown = self.published.whole(&cell.text).filter(|_| !is_single(&cell.key.supplier))?;
        let mut sum = BigRational::default();
        for (share, part) in set_parts(self.content, &cell.key, &self.printed)? {
            sum += share * BigRational::from_integer(self.published.whole(&part.write())?.into());
        }
        let off = BigRational::from_integer(shown.into()) - &sum;
        let one = BigRational::from_integer(1.into());
        let place = || self.published.place(&cell.text);
        (off >= one || -off >= one)
            .then(|| Finding::other_mean(&cell.text, shown, sum.round().to_integer(), place()))
    }
}

/// Whether a key's supplier is one or none, and not a set.
fn is_single(supplier: &str) -> bool {
    supplier != "all" && !supplier.contains('=')
}

fn groups_of(proof: &Proof) -> Vec<usize> {
    match proof {
        Proof::Exposed(exposure) => exposure.groups.keys().copied().collect(),
        Proof::Undecided { .. } => Vec::new(),
    }
}
