//! All units beside each other, and those that are no longer there.

use super::address::Address;
use super::exhibit::{Csv, Exhibit, Table};
use super::maturity::said;
use super::page::{Page, files};
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, shell};
use super::units::{existed, heat_of, places};
use crate::key::{Figure, Place, What};
use serde::Serialize;

/// What the list of units says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UnitListPage {
    /// When the figures were asked for.
    pub wave: Sentence,
    /// Index and dimensions of every unit.
    pub heat: Option<Exhibit>,
    /// The index of every unit with all that is known of it.
    pub table: Table,
    /// The same as a file beside the page; empty where there are no figures.
    pub file: String,
    /// Units that are no longer there.
    pub past: Vec<Sentence>,
}

/// The page.
pub(super) fn page(scene: &Scene) -> Page<UnitListPage> {
    let newest = scene.input.report.waves().last().copied();
    let mut body = UnitListPage { past: past(scene), ..UnitListPage::default() };
    let mut own = Vec::new();
    match newest {
        Some(wave) => {
            let (table, csv) = standings(scene, wave);
            body.wave = scene.wave(wave).into();
            body.heat = heat_of(scene, wave, None);
            body.table = table;
            body.file = "index.csv".to_owned();
            own.push((body.file.clone(), csv.write()));
        }
        None => body.table = names(scene),
    }
    own.extend(files(&body.heat));
    let address = Address::Units;
    let about = About {
        kind: "units",
        address: &address,
        title: scene.words.get("nav.units"),
        description: scene.words.get("units.intro").into(),
        trail: Vec::new(),
    };
    Page {
        files: own,
        shell: shell(scene, about),
        address,
        template: "units.html",
        body,
        origin: "content/organisation.toml".to_owned(),
    }
}

/// A unit's name with the way to its page.
pub(super) fn linked(scene: &Scene, place: Place) -> Sentence {
    let href = scene.place_address(place).map(|address| address.to_string());
    Piece::link(scene.place(place), href.unwrap_or_default()).into()
}

/// The index of every place of a wave with interval, people, change and level.
fn standings(scene: &Scene, wave: u8) -> (Table, Csv) {
    let head = |name: &str| scene.words.say(&format!("table.{name}"), &[]);
    let mut table = Table::new(&[
        (head("unit"), None),
        (scene.words.say("name.index", &[]), Some(Figure::Mean)),
        (head("interval"), None),
        (head("n"), Some(Figure::N)),
        (head("change"), None),
        (head("level"), None),
    ]);
    let mut csv = Csv::new(&["unit"]);
    let places = places(scene, wave, None);
    for &(place, indent) in &places {
        let found = scene.cell(wave, What::Index, place, None);
        let level = scene.input.report.maturity(wave, place, None);
        let level = level.map(|(_, level)| said(scene, level.get()));
        let cells = vec![
            linked(scene, place),
            scene.score_or_not(found).into(),
            scene.interval_or_not(found),
            scene.n_or_not(found).into(),
            scene.change_in_full(scene.change(wave, What::Index, place, None)),
            level.unwrap_or_else(|| scene.not_shown().into()),
        ];
        table.push(found.map(|(key, _)| scene.input.names.write(key, None)), indent, cells);
        csv.cell(scene, vec![scene.place(place).to_owned()], found);
    }
    for &(place, _) in &places {
        let change = scene.change(wave, What::Index, place, None);
        csv.difference(scene, vec![scene.place(place).to_owned()], change);
    }
    (table, csv)
}

/// The units by name, as long as nothing is scored.
fn names(scene: &Scene) -> Table {
    let mut table = Table::new(&[(scene.words.say("table.unit", &[]), None)]);
    for (unit, indent) in (0u16..).zip(scene.input.organisation.units.iter().map(|one| one.depth)) {
        table.push(None, indent, vec![linked(scene, Place::Unit(unit))]);
    }
    table
}

/// "Benelux, until 31 March 2026; now part of EMEA", for units that the newest wave did not ask.
fn past(scene: &Scene) -> Vec<Sentence> {
    let Some(&newest) = scene.input.report.waves().last() else { return Vec::new() };
    let units = (0u16..).zip(&scene.input.organisation.units);
    let gone = units.filter_map(|(at, unit)| {
        let until = unit.until.filter(|_| !existed(scene, newest, unit))?;
        let mut values =
            vec![("unit", linked(scene, Place::Unit(at))), ("date", scene.date(until).into())];
        let heir = unit.into.and_then(|heir| u16::try_from(heir).ok()).map(Place::Unit);
        values.extend(heir.map(|heir| ("into", linked(scene, heir))));
        Some(scene.say(if heir.is_some() { "units.past_into" } else { "units.past" }, &values))
    });
    gone.collect()
}
