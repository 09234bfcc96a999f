//! What the readers of finished sites know, and whom they could find from it, by the definition. Who
//! counts in a figure is worked out here a third time, from what the method page says.

use super::small::{ITEMS, Response, Site};
use crate::privacy::checker::{Cell, exposed};
use rapportage::privacy::suppress::Atom;
use rapportage::source::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// What a cell of a finished site shows.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub mean: Option<String>,
    pub n: Option<u32>,
    /// Whether it shows how far its own people differ.
    pub has_spread: bool,
}

/// Every cell of a site, from its tables and from the keys in its pages.
pub fn read(site: &Tree) -> BTreeMap<String, Figures> {
    let mut cells: BTreeMap<String, Figures> = BTreeMap::new();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    for (path, bytes) in site.iter() {
        if path.ends_with(".csv") {
            read_table(&text(bytes), &mut cells);
        }
        if path.ends_with(".html") {
            read_page(&text(bytes), &mut cells);
        }
    }
    cells
}

fn read_table(text: &str, cells: &mut BTreeMap<String, Figures>) {
    let mut rows = text.lines();
    let Some(head) = rows.next() else { return };
    let columns: Vec<&str> = head.split(',').collect();
    for row in rows {
        // Names come before the figures, and may hold commas.
        let row: Vec<&str> = row.rsplitn(columns.len(), ',').collect();
        let at = |name: &str| {
            let column = columns.iter().position(|column| *column == name)?;
            row.get(columns.len() - 1 - column).filter(|value| !value.is_empty())
        };
        let Some(key) = at("cell").filter(|key| key.split('/').count() == 5) else { continue };
        let figures = cells.entry((*key).to_owned()).or_default();
        figures.n = figures.n.or(at("n").and_then(|n| n.parse().ok()));
        figures.mean = figures.mean.take().or(at("mean").map(|mean| (*mean).to_owned()));
        let pooled = at("spread").is_some_and(|spread| *spread == "pooled");
        figures.has_spread |= at("low").is_some() && !pooled;
    }
}

/// `<… data-cell="KEY">n</…>`, where KEY is of a number of people.
fn read_page(text: &str, cells: &mut BTreeMap<String, Figures>) {
    for rest in text.split("data-cell=\"").skip(1) {
        let Some((key, rest)) = rest.split_once('"') else { continue };
        let parts: Vec<&str> = key.split('/').collect();
        let Some(what) = parts.get(1).and_then(|what| what.strip_suffix(":n")) else { continue };
        let shown = rest.split_once('>').map_or("", |(_, rest)| rest);
        let digits: String = shown.chars().take_while(char::is_ascii_digit).collect();
        let mut cell = parts.clone();
        cell[1] = what;
        let figures = cells.entry(cell.join("/")).or_default();
        figures.n = figures.n.or(digits.parse().ok());
    }
}

/// A score of one audience in one wave over these items.
type Score = (String, String, BTreeSet<&'static str>);

/// One version of one response: who, and what they said where.
type Version = (String, String);

/// Everything that was published, score by score.
#[derive(Default)]
pub struct Heard {
    /// The people of each published figure, and whether its spread was published too.
    scores: BTreeMap<Score, Vec<(BTreeSet<Version>, bool)>>,
}

impl Heard {
    /// Takes in a site, and holds each number of people to what the answers make.
    pub fn hear(&mut self, site: &Site, finished: &Tree) {
        for (key, figures) in read(finished) {
            let Some(n) = figures.n else { continue };
            let Some((score, unit)) = score(site, &key) else { continue };
            let people = people(site, &score, &unit, counts);
            assert_eq!(people.len(), n as usize, "{key}");
            self.scores.entry(score).or_default().push((people, figures.has_spread));
        }
    }

    pub fn cells(&self) -> usize {
        self.scores.values().map(Vec::len).sum()
    }

    pub fn assert_nobody_is_exposed(&self, told: &str) {
        assert_eq!(self.exposed(5, false), Vec::<&Score>::new(), "{told}: means");
        assert_eq!(self.exposed(10, true), Vec::<&Score>::new(), "{told}: spread");
    }

    /// The scores of which fewer than `minimum` people can be found. Answers that stand behind the same
    /// figures travel together.
    pub fn exposed(&self, minimum: u32, spread_only: bool) -> Vec<&Score> {
        let mut ids: BTreeMap<&str, u32> = BTreeMap::new();
        let exposed = self.scores.iter().filter(|(_, cells)| {
            let cells = cells.iter().filter(|(_, spread)| *spread || !spread_only);
            let cells: Vec<&BTreeSet<Version>> = cells.map(|(people, _)| people).collect();
            let mut groups: BTreeMap<Vec<bool>, BTreeSet<u32>> = BTreeMap::new();
            for version in cells.iter().copied().flatten().collect::<BTreeSet<_>>() {
                let next = ids.len() as u32;
                let id = *ids.entry(&version.0).or_insert(next);
                let behind = cells.iter().map(|people| people.contains(version)).collect();
                groups.entry(behind).or_default().insert(id);
            }
            let atom = |people: &BTreeSet<u32>| Atom {
                people: people.iter().copied().collect(),
                minimum,
                attributed: false,
            };
            let atoms: Vec<Atom> = groups.values().map(atom).collect();
            let row = |cell: usize| -> Cell {
                let having = groups.keys().enumerate().filter(|(_, behind)| behind[cell]);
                having.map(|(atom, _)| (atom, 1, 1)).collect()
            };
            exposed(&atoms, &(0..cells.len()).map(row).collect::<Vec<_>>()).is_some()
        });
        exposed.map(|(score, _)| score).collect()
    }
}

/// The score that a figure of one audience is of, and where.
fn score(site: &Site, key: &str) -> Option<(Score, String)> {
    let parts: Vec<&str> = key.split('/').collect();
    let [waves, what, unit, audience, "-"] = parts[..] else { return None };
    let forms: Vec<&str> = waves.split('~').map(|wave| site.form(wave)).collect();
    let of = ITEMS.into_iter().filter(|(id, dimension, practice, on)| {
        (what == "index" || [*id, *dimension, *practice].contains(&what))
            && forms.iter().all(|form| on.contains(form))
    });
    let items: BTreeSet<&str> = of.map(|item| item.0).collect();
    let wave = waves.split('~').next()?.to_owned();
    let is_one = ["internal", "partner"].contains(&audience);
    let unit = if unit == "-" { "works" } else { unit };
    (is_one && !items.is_empty()).then(|| ((wave, audience.to_owned(), items), unit.to_owned()))
}

/// Which items of a set a response answers.
fn answered<'i>(response: &Response, items: impl Iterator<Item = &'i str>) -> [usize; 2] {
    let given = |item: &str| response.answers.get(item).is_some_and(|answer| answer != "na");
    items.fold([0, 0], |[asked, answered], item| [asked + 1, answered + usize::from(given(item))])
}

fn is_half([asked, answered]: [usize; 2]) -> bool {
    answered > 0 && 2 * answered >= asked
}

/// Whether somebody counts: enough of the whole dimension, and enough of these items of it.
fn counts(response: &Response, form: &str, items: &BTreeSet<&'static str>) -> bool {
    ["trust", "goals"].into_iter().all(|dimension| {
        let of = || ITEMS.into_iter().filter(move |item| item.1 == dimension);
        let own: Vec<_> = of().filter(|item| items.contains(item.0)).collect();
        let practices: BTreeSet<&str> = own.iter().map(|item| item.2).collect();
        let whole =
            answered(response, of().filter(|item| item.3.contains(&form)).map(|item| item.0));
        let some = answered(response, own.iter().map(|item| item.0));
        own.is_empty() || is_half(whole) && (is_half(some) || practices.len() == 1 && some[1] > 0)
    })
}

/// Whether somebody would count if nothing but these items were looked at.
fn counts_alone(response: &Response, _: &str, items: &BTreeSet<&'static str>) -> bool {
    ["trust", "goals"].into_iter().all(|dimension| {
        let of = ITEMS.into_iter().filter(|item| item.1 == dimension && items.contains(item.0));
        let some = answered(response, of.map(|item| item.0));
        some[0] == 0 || is_half(some)
    })
}

fn people(
    site: &Site,
    (wave, audience, items): &Score,
    unit: &str,
    counts: impl Fn(&Response, &str, &BTreeSet<&'static str>) -> bool,
) -> BTreeSet<Version> {
    let wave = site.waves.iter().find(|one| one.id == *wave).unwrap();
    let here = wave
        .responses
        .iter()
        .filter(|response| response.audience == audience && site.is_within(&response.unit, unit));
    let counted = here.filter(|response| counts(response, &wave.form, items));
    let version = |one: &Response| (one.id.clone(), format!("{} {:?}", one.unit, one.answers));
    counted.map(version).collect()
}

/// What would be known if figures over the items of several waves counted people over these alone, and
/// were shown wherever those of the whole form are and enough people are left.
pub fn careless(site: &Site, finished: &Tree) -> Heard {
    let mut heard = Heard::default();
    let shown = read(finished);
    for (key, figures) in &shown {
        let Some(n) = figures.n else { continue };
        let Some((score, unit)) = score(site, key) else { continue };
        let alone = if key.contains('~') {
            people(site, &score, &unit, counts_alone)
        } else {
            let people = people(site, &score, &unit, counts);
            assert_eq!(people.len(), n as usize);
            people
        };
        if alone.len() >= 5 {
            heard.scores.entry(score).or_default().push((alone, figures.has_spread));
        }
    }
    heard
}
