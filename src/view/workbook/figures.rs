//! The main table: one row a cell, one column a figure.

use super::{Field, sheet, text};
use crate::key::{Figure, Key, Place, What};
use crate::table::Sheet;
use crate::view::known::Known;
use crate::view::scene::Scene;
use crate::view::scores::everything;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What stands before the figures.
pub(super) const WORDS: [&str; 11] = [
    "cell",
    "wave",
    "compared",
    "kind",
    "what",
    "name",
    "dimension",
    "level",
    "unit",
    "audience",
    "supplier",
];

/// What says of an interval that it rests on the typical spread.
const SPREAD: &str = "spread";

/// The names of all columns, the same in every report.
pub(super) fn columns() -> Vec<&'static str> {
    let figures = Figure::ALL.into_iter().flat_map(|figure| match figure {
        Figure::High => vec![figure.name(), SPREAD],
        figure => vec![figure.name()],
    });
    WORDS.into_iter().chain(figures).collect()
}

/// The figures of these keys, cell by cell; those of one wave if that is asked.
pub(super) fn figures(scene: &Scene, shown: &BTreeSet<Arc<str>>, wave: Option<u8>) -> Sheet {
    let columns = columns();
    let mut cells: BTreeMap<Key, BTreeSet<&str>> = BTreeMap::new();
    for key in shown {
        let exact = scene.input.names.read(key).ok().and_then(|query| query.exact());
        let Some((key, figure)) = exact else { continue };
        if wave.is_none_or(|wave| key.wave == wave) {
            cells.entry(key).or_default().insert(figure.name());
        }
    }
    let row = |(key, wanted): (Key, BTreeSet<&'static str>)| {
        let known = Known::find(scene, key)?;
        let figures = everything(key, &known);
        let is_wanted = |name: &str| match name {
            SPREAD => wanted.contains(Figure::Low.name()) || wanted.contains(Figure::High.name()),
            name => wanted.contains(name),
        };
        let field = |name: &&str| {
            let found = figures.iter().find(|(own, _)| own == name && is_wanted(own));
            found.map(|(_, value)| value.clone())
        };
        let figures = columns[WORDS.len()..].iter().map(field);
        Some(words(scene, key).into_iter().chain(figures).collect())
    };
    sheet(scene, "figures", &columns, cells.into_iter().filter_map(row).collect())
}

/// What a cell is about.
fn words(scene: &Scene, key: Key) -> [Field; WORDS.len()] {
    let cell = scene.input.names.write(key, None);
    let others: Vec<_> = key.matched.iter().map(|wave| scene.wave_id(wave)).collect();
    let mut parts = cell.split('/').map(|part| if part == "-" { "" } else { part });
    let [_, what, unit, audience, supplier] =
        std::array::from_fn(|_| parts.next().unwrap_or_default());
    let dimension = scene.dimension_of(key.what).map(What::Dimension);
    let dimension = dimension.map(|of| scene.input.names.write_what(of)).unwrap_or_default();
    [
        text(&cell),
        text(scene.wave_id(key.wave)),
        text(others.join(" ")),
        text(kind(key.what)),
        text(what),
        text(scene.what(key.what)),
        text(dimension),
        text(level(key.place)),
        text(unit),
        text(audience),
        text(supplier),
    ]
}

/// What kind of thing is measured.
pub(super) fn kind(what: What) -> &'static str {
    match what {
        What::Response => "response",
        What::Index => "index",
        What::Dimension(_) => "dimension",
        What::Practice(_) => "practice",
        What::Item(_) => "item",
        What::Question(_) => "question",
    }
}

fn level(place: Place) -> &'static str {
    match place {
        Place::Organisation => "organisation",
        Place::Unit(_) => "unit",
        Place::Pool(_) => "pool",
        Place::Supplier(_) => "supplier",
        Place::Suppliers(_) => "suppliers",
    }
}
