//! The audit's own reader of content/: who could have been counted where, what was published before,
//! and which names and texts hold numbers of their own. It trusts nothing that the other readers
//! found out, and says nothing about mistakes: the build has.

mod document;
mod instrument;
mod ledger;
mod people;
mod registers;

pub(super) use instrument::{Audience, Instrument, Measure};
pub(super) use ledger::{Edition, Recorded};
pub(super) use people::People;

use crate::source::{File, Tree};
use document::Table;
use people::{Asked, Sheet};
use rayon::prelude::*;
use registers::Registers;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufReader;
use std::sync::Arc;

/// The fewest people that anybody may ask for.
const LEAST: u32 = 3;

/// What the audit knows of a site's content.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub instrument: Instrument,
    /// The parent of each unit; empty for one at the top.
    pub parents: BTreeMap<String, String>,
    /// The units of each pool.
    pub pools: BTreeMap<String, Vec<String>>,
    pub suppliers: BTreeMap<String, Supplier>,
    /// The closed waves.
    pub waves: Vec<Wave>,
    pub people: People,
    /// Earlier editions, the oldest first.
    pub editions: Vec<Edition>,
    /// The fewest people behind a figure.
    least: u32,
    /// The fewest people behind a figure that shows spread.
    spread: u32,
    /// What people wrote down beside the survey.
    pub registers: Registers,
    /// Every target that is set.
    pub targets: BTreeSet<u32>,
    /// Names of things, which may hold numbers.
    pub names: Vec<String>,
    /// Names of units and suppliers, but not of the whole organisation.
    pub placed: Vec<String>,
    /// Names of dimensions and practices, in every language.
    pub scored: Vec<String>,
    /// Whatever else editors wrote.
    pub prose: Vec<String>,
}

/// One supplier.
#[derive(Clone, Debug, Default)]
pub(super) struct Supplier {
    unit: String,
    category: String,
    /// Days from which it was of a type.
    from: Vec<(String, String)>,
}

/// One closed wave.
#[derive(Clone, Debug, Default)]
pub(super) struct Wave {
    pub id: String,
    pub form: String,
    closes: String,
    /// Suppliers whose own people agreed to be named.
    pub attributed: BTreeSet<String>,
}

impl Content {
    /// Reads the files of a site.
    pub fn read(tree: &Tree) -> Self {
        let mut new = Self { least: 5, spread: 10, ..Self::default() };
        let document = |name: &str| tree.get(&format!("content/{name}")).unwrap_or_default();
        Table::with(document("site.toml"), |site| new.read_site(site));
        Table::with(document("survey.toml"), |survey| {
            new.instrument = Instrument::read(survey);
            new.names.extend(survey.every_text());
            let dimensions = survey.tables("dimension");
            let practices = dimensions.iter().flat_map(|one| one.tables("practice"));
            let names =
                practices.chain(dimensions.iter().copied()).filter_map(|one| one.table("name"));
            new.scored = names.flat_map(|name| name.every_text()).collect();
        });
        Table::with(document("organisation.toml"), |units| new.read_units(units));
        Table::with(document("suppliers.toml"), |suppliers| new.read_suppliers(suppliers));
        // What is done about a score stands beside it, and may hold numbers of its own.
        Table::with(document("actions.toml"), |actions| new.names.extend(actions.every_text()));
        new.registers = Registers::read(document);
        let editions = tree.below("content/editions/").filter(|(path, _)| path.ends_with(".toml"));
        new.editions =
            editions.map(|(path, file)| Edition::read(base(path), file.bytes())).collect();
        let salt = Table::with(document("secret.toml"), |secret| secret.owned("salt"));
        new.read_waves(tree);
        new.read_answers(tree, &salt);
        let written = tree.below("content/").chain(tree.below("themes/"));
        let written = written.filter(|(path, _)| is_prose(path));
        let fronts = tree.below("content/").flat_map(|(path, file)| front_matter(path, file));
        new.names.extend(fronts.collect::<Vec<_>>());
        new.prose = written.map(|(_, file)| String::from_utf8_lossy(file.bytes()).into()).collect();
        new
    }

    fn read_site(&mut self, site: Table<'_>) {
        if let Some(privacy) = site.table("privacy") {
            self.least = privacy.whole("people").unwrap_or(self.least);
            self.spread = privacy.whole("spread").unwrap_or(self.spread);
        }
        self.targets.extend(site.table("targets").map(Table::every_whole).unwrap_or_default());
        self.names.extend(["organisation", "title"].map(|key| site.owned(key)));
    }

    fn read_units(&mut self, file: Table<'_>) {
        for unit in file.tables("unit") {
            if unit.text("parent").is_some() {
                self.placed.push(unit.owned("name"));
            }
            self.parents.insert(unit.owned("id"), unit.owned("parent"));
        }
        for pool in file.tables("pool") {
            self.pools.insert(pool.owned("id"), pool.texts("units"));
        }
        self.names.extend(file.every_text());
    }

    fn read_suppliers(&mut self, file: Table<'_>) {
        for supplier in file.tables("supplier") {
            let mut from = Vec::new();
            for entry in supplier.tables("from") {
                from.push((entry.day("date"), entry.owned("type")));
                let targets = entry.table("targets").map(Table::every_whole);
                self.targets.extend(targets.unwrap_or_default());
            }
            from.sort();
            self.placed.push(supplier.owned("name"));
            let (unit, category) = (supplier.owned("unit"), supplier.owned("category"));
            self.suppliers.insert(supplier.owned("id"), Supplier { unit, category, from });
        }
        self.names.extend(file.every_text());
    }

    fn read_waves(&mut self, tree: &Tree) {
        for (path, file) in tree.below("content/waves/") {
            let Some(id) = path["content/waves/".len()..].strip_suffix("/wave.toml") else {
                continue;
            };
            Table::with(file.bytes(), |wave| {
                self.names.extend([id.to_owned(), wave.owned("name")]);
                let groups = wave.tables("invited").into_iter();
                let attributed = groups.filter(|group| group.flag("attributed"));
                if wave.text("state") == Some("closed") {
                    self.waves.push(Wave {
                        id: id.to_owned(),
                        form: wave.owned("form"),
                        closes: wave.day("closes"),
                        attributed: attributed.map(|group| group.owned("supplier")).collect(),
                    });
                }
            });
        }
    }

    fn read_answers(&mut self, tree: &Tree, salt: &str) {
        let units = self.suppliers.iter().map(|(id, supplier)| (id.clone(), supplier.unit.clone()));
        let units = units.collect();
        let mut files: Vec<(usize, Arc<str>, File)> = Vec::new();
        for (at, wave) in self.waves.iter().enumerate() {
            let folder = format!("content/waves/{}/answers/", wave.id);
            let inside = tree.below(&folder);
            files.extend(inside.map(|(path, file)| (at, Arc::clone(path), file.clone())));
        }
        let is_recorded =
            |wave: usize| self.editions.iter().any(|edition| edition.wave == self.waves[wave].id);
        let read = |(wave, path, file): &(usize, Arc<str>, File)| {
            let salt = is_recorded(*wave).then_some(salt);
            let asked = Asked { instrument: &self.instrument, units: &units, salt };
            (*wave, sheet(&asked, path, file))
        };
        let sheets: Vec<(usize, Sheet)> = files.par_iter().map(read).collect();
        self.people = People::new(&self.instrument);
        sheets.into_iter().for_each(|(wave, sheet)| self.people.take(wave, sheet));
        self.editions.iter().for_each(|edition| self.people.remember(edition));
    }

    /// The edition that says who was counted in a wave when a later one was published.
    pub fn source(&self, edition: usize, wave: usize) -> Option<usize> {
        let id = &self.waves[wave].id;
        (0..=edition).rev().find(|&at| self.editions[at].wave == *id)
    }

    /// The fewest people of an audience behind a score, a share or a number of people.
    pub fn minimum(&self, audience: &Audience) -> u32 {
        audience.minimum.unwrap_or(self.least).max(LEAST)
    }

    /// The fewest people behind a figure that shows spread.
    pub fn spread(&self) -> u32 {
        self.spread.max(self.least).max(LEAST)
    }

    /// A closed wave by its id.
    pub fn wave(&self, id: &str) -> Option<usize> {
        self.waves.iter().position(|wave| wave.id == id)
    }

    /// Whether a supplier is one of a set such as `type=strategic` in a wave.
    pub fn is_in_set(&self, supplier: &str, set: &str, wave: usize) -> bool {
        let Some(supplier) = self.suppliers.get(supplier) else { return false };
        let mut until = supplier.from.iter().filter(|(day, _)| *day <= self.waves[wave].closes);
        let Some((_, own)) = until.next_back() else { return false };
        match set.split_once('=') {
            Some(("category", category)) => supplier.category == category,
            Some(("type", kind)) => own == kind,
            _ => set == "all",
        }
    }
}

fn sheet(asked: &Asked<'_>, path: &str, file: &File) -> Sheet {
    if path.ends_with(".toml") {
        return asked.document(file.bytes());
    }
    match file.open() {
        Ok(open) if path.ends_with(".csv") => asked.table(&mut BufReader::new(open)),
        _ => Sheet::default(),
    }
}

/// The texts of the front matter of a note or newsletter, which pages show as they are: title, summary,
/// outcome and the like.
fn front_matter(path: &str, file: &File) -> Vec<String> {
    if !path.ends_with(".md") {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(file.bytes());
    let front = text.trim_start_matches('\u{feff}').trim_start().strip_prefix("+++");
    match front.and_then(|front| front.split_once("\n+++")) {
        Some((front, _)) => Table::with(front.as_bytes(), |front| front.every_text()),
        None => Vec::new(),
    }
}

/// Whether a file holds words of editors that pages may repeat: neither answers nor what is known
/// of the people.
fn is_prose(path: &str) -> bool {
    let confidential = ["/answers/", "/editions/", "/secret.toml", "/comments.toml", "/wave.toml"];
    !confidential.iter().any(|part| path.contains(part))
        && [".md", ".toml", ".html"].iter().any(|ending| path.ends_with(ending))
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The units at a place (a unit with all below it, or a pool; none for `-`, which is everywhere).
/// Nothing comes back for an unknown place.
pub(super) fn units_at(
    place: &str,
    parents: &BTreeMap<String, String>,
    pools: &BTreeMap<String, Vec<String>>,
) -> Option<BTreeSet<String>> {
    let tops: Vec<&str> = match pools.get(place) {
        Some(units) => units.iter().map(String::as_str).collect(),
        None => vec![parents.get_key_value(place)?.0],
    };
    let mut inside: BTreeSet<String> = tops.into_iter().map(str::to_owned).collect();
    loop {
        let before = inside.len();
        let below = parents.iter().filter(|(_, parent)| inside.contains(*parent));
        let below: Vec<String> = below.map(|(unit, _)| unit.clone()).collect();
        inside.extend(below);
        if inside.len() == before {
            return Some(inside);
        }
    }
}
