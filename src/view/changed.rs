//! What changed in a dimension: which practices and units moved beyond chance, and its scores by unit.

use super::exhibit::Table;
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::units::places;
use crate::key::{Figure, Place, What};
use serde::Serialize;

/// A dimension by unit.
#[derive(Clone, Debug, Serialize)]
pub struct ByUnit {
    /// Which is lowest and which is highest.
    pub said: Sentence,
    /// A row a unit.
    pub table: Table,
}

/// A sentence each on practices and units that rose or fell, or that none did.
pub(super) fn changed(scene: &Scene, wave: u8, dimension: u16, practices: &[u16]) -> Vec<Sentence> {
    if scene.input.report.before(wave).is_none() {
        return Vec::new();
    }
    let said = |name: &str, list: Vec<Sentence>, none: &str| match list.is_empty() {
        true => scene.say(none, &[]),
        false => scene.say(name, &[("list", scene.words.join(list))]),
    };
    vec![
        said("changed.practices", moved_practices(scene, wave, practices), "changed.no_practice"),
        said("changed.units", moved_units(scene, wave, dimension), "changed.no_unit"),
    ]
}

/// "fairness among suppliers (down 19, now 43)": of each practice the groups that moved, or else all.
fn moved_practices(scene: &Scene, wave: u8, practices: &[u16]) -> Vec<Sentence> {
    let moved = practices.iter().flat_map(|&practice| {
        let what = What::Practice(practice);
        let one = |who: Option<u8>| {
            let name = Sentence::from(scene.words.inside(&scene.what(what)));
            let name = match who {
                None => name,
                Some(who) => {
                    let who = scene.words.inside(scene.audience(who)).into();
                    scene.say("finding.among", &[("what", name), ("who", who)])
                }
            };
            moved(scene, wave, what, Place::Organisation, who, name)
        };
        let groups: Vec<_> = scene.audiences().filter_map(|who| one(Some(who))).collect();
        if groups.is_empty() { one(None).into_iter().collect() } else { groups }
    });
    moved.collect()
}

fn moved_units(scene: &Scene, wave: u8, dimension: u16) -> Vec<Sentence> {
    let below = places(scene, wave, None).into_iter().skip(1);
    let what = What::Dimension(dimension);
    let one = |(place, _)| moved(scene, wave, what, place, None, scene.place(place).into());
    below.filter_map(one).collect()
}

fn moved(
    scene: &Scene,
    wave: u8,
    what: What,
    place: Place,
    who: Option<u8>,
    name: Sentence,
) -> Option<Sentence> {
    let (key, change) = scene.clear_change(wave, what, place, who)?;
    let values = [
        ("what", name),
        ("change", scene.change_words(key, change)),
        ("score", scene.score_or_not(scene.cell(wave, what, place, who)).into()),
    ];
    Some(scene.say("changed.one", &values))
}

/// The dimension by unit: which is lowest and highest in a sentence, and a row each. Nothing where there are
/// no units to compare. A picture beside the others would not fit the page's budget.
pub(super) fn by_unit(scene: &Scene, wave: u8, dimension: u16) -> Option<ByUnit> {
    let what = What::Dimension(dimension);
    let head = |name: &str| scene.words.say(&format!("table.{name}"), &[]);
    let mut table = Table::new(&[
        (head("unit"), None),
        (head("score"), Some(Figure::Mean)),
        (head("n"), Some(Figure::N)),
        (head("change"), None),
    ]);
    let places = places(scene, wave, None);
    for &(place, indent) in &places {
        let found = scene.cell(wave, what, place, None);
        let href = scene.place_address(place).map(|address| address.to_string());
        let cells = vec![
            Piece::link(scene.place(place), href.unwrap_or_default()).into(),
            scene.score_or_not(found).into(),
            scene.n_or_not(found).into(),
            scene.change_in_full(scene.change(wave, what, place, None)),
        ];
        table.push(found.map(|(key, _)| scene.input.names.write(key, None)), indent, cells);
    }
    let shown = places.iter().skip(1).filter_map(|&(place, _)| {
        let found = scene.cell(wave, what, place, None)?;
        Some((found.1.mean.get().value, place, found))
    });
    let shown: Vec<_> = shown.collect();
    let lowest = shown.iter().min_by_key(|(value, ..)| *value)?;
    let highest = shown.iter().rev().max_by_key(|(value, ..)| *value)?;
    let values = [
        ("lowest", scene.place(lowest.1).into()),
        ("low", scene.score(lowest.2.0, lowest.2.1).into()),
        ("highest", scene.place(highest.1).into()),
        ("high", scene.score(highest.2.0, highest.2.1).into()),
    ];
    let differ = lowest.0 < highest.0;
    let said = if differ { scene.say("by_unit.summary", &values) } else { Sentence::default() };
    Some(ByUnit { said, table })
}
