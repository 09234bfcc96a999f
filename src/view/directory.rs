//! Who links units and suppliers to procurement, by role.

use super::address::Address;
use super::exhibit::Table;
use super::page::Page;
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, shell};
use super::supplier;
use super::unit_list::linked;
use crate::key::Place;
use crate::organisation::{Supplier, Unit};
use serde::Serialize;

/// What the directory says.
#[derive(Clone, Debug, Serialize)]
pub struct DirectoryPage {
    /// Those who have no liaison, in one sentence; empty where everybody has one.
    pub missing: Sentence,
    /// The tree of units.
    pub units: Table,
    /// The suppliers; nothing where there are none.
    pub suppliers: Option<Table>,
}

/// The page.
pub(super) fn page(scene: &Scene) -> Page<DirectoryPage> {
    let address = Address::Directory;
    let about = About {
        kind: "directory",
        address: &address,
        title: scene.words.get("nav.directory"),
        description: scene.words.get("directory.intro").into(),
        trail: Vec::new(),
    };
    let body =
        DirectoryPage { missing: missing(scene), units: units(scene), suppliers: suppliers(scene) };
    Page {
        files: Vec::new(),
        shell: shell(scene, about),
        address,
        template: "directory.html",
        body,
        origin: "content/organisation.toml".to_owned(),
    }
}

/// Today's units, by index.
fn present<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (u16, &'a Unit)> {
    let today = scene.input.options.date;
    let units = (0u16..).zip(&scene.input.organisation.units);
    units.filter(move |(_, unit)| unit.until.is_none_or(|until| until >= today))
}

/// Today's suppliers.
fn dealt_with<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a Supplier> {
    let today = scene.input.options.date;
    let suppliers = scene.input.organisation.suppliers.iter();
    suppliers.filter(move |supplier| supplier.until.is_none_or(|until| until >= today))
}

fn role(scene: &Scene, role: Option<&str>) -> Sentence {
    role.map_or_else(|| scene.words.get("unit.no_liaison"), str::to_owned).into()
}

fn missing(scene: &Scene) -> Sentence {
    let units = present(scene).filter(|(_, unit)| unit.liaison.is_none());
    let units = units.map(|(at, _)| linked(scene, Place::Unit(at)));
    let suppliers = dealt_with(scene).filter(|supplier| supplier.liaison.is_none());
    let suppliers = suppliers.map(|supplier| supplier::named(scene, supplier).into());
    let all: Vec<_> = units.chain(suppliers).collect();
    if all.is_empty() {
        return Sentence::default();
    }
    let count = Piece::sourced(all.len().to_string(), "count");
    scene.say("directory.missing", &[("count", count.into()), ("list", scene.words.join(all))])
}

fn units(scene: &Scene) -> Table {
    let head = |name: &str| scene.words.say(name, &[]);
    let mut table = Table::new(&[(head("table.unit"), None), (head("unit.liaison"), None)]);
    for (at, unit) in present(scene) {
        let cells = vec![linked(scene, Place::Unit(at)), role(scene, unit.liaison.as_deref())];
        table.push(None, unit.depth, cells);
    }
    table
}

fn suppliers(scene: &Scene) -> Option<Table> {
    let head = |name: &str| (scene.words.say(name, &[]), None);
    let names = ["table.supplier", "table.category", "table.unit", "unit.liaison"];
    let mut table = Table::new(&names.map(head));
    for supplier in dealt_with(scene) {
        let unit = u16::try_from(supplier.unit).map_or(Place::Organisation, Place::Unit);
        let cells = vec![
            supplier::named(scene, supplier).into(),
            supplier.category.as_str().into(),
            linked(scene, unit),
            role(scene, supplier.liaison.as_deref()),
        ];
        table.push(None, 0, cells);
    }
    (!table.rows.is_empty()).then_some(table)
}
