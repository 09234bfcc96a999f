//! The two sides beside each other: which practices they see most differently.

use super::exhibit::{Caption, Exhibit, Side, sides, widest_first};
use super::scene::Scene;
use super::sentence::Sentence;
use super::wave::source;
use crate::key::{Place, What};

/// The most practices that a page compares.
pub(super) const MOST: usize = 10;

/// The practices with the widest gaps between the organisation and its suppliers, or else between the
/// first pair of audiences that is compared; at most so many.
pub(super) fn widest(scene: &Scene, wave: u8, most: usize) -> Option<Exhibit> {
    let pair = *pairs(scene).first()?;
    let mut rows = shown(scene, wave, pair);
    let count = rows.len();
    rows.truncate(most);
    let subtitle = if count > most { "sides.subtitle_widest" } else { "sides.subtitle" };
    let named = (id(scene, pair), subtitle);
    (!rows.is_empty()).then(|| captioned(scene, wave, named, &rows, source(scene, wave)))
}

/// The widest gap of every other pair in one sentence.
pub(super) fn others(scene: &Scene, wave: u8) -> Vec<Sentence> {
    let said = |pair| {
        let rows = shown(scene, wave, pair);
        let (_, values) = lead(scene, wave, &rows)?;
        let clear = rows.iter().any(Side::is_clear);
        let name = if clear { "sides.other" } else { "sides.other_none" };
        Some(scene.say(name, &values).capitalised())
    };
    pairs(scene).into_iter().skip(1).filter_map(said).collect()
}

/// Every practice of which the gap is shown, the widest first.
fn shown<'a>(scene: &Scene<'a>, wave: u8, pair: [u8; 2]) -> Vec<Side<'a>> {
    let practices: Vec<_> = scene.dimensions().flat_map(|of| scene.practices(of)).collect();
    let mut rows = rows(scene, wave, &practices, pair);
    rows.retain(|row| row.width().is_some());
    rows
}

/// All practices of a dimension from the two sides that are furthest apart in kind, if some gap is
/// shown; a second picture of this size would not fit the page's budget.
pub(super) fn of_dimension(scene: &Scene, wave: u8, practices: &[u16]) -> Vec<Exhibit> {
    let exhibit = |pair| {
        let rows = rows(scene, wave, practices, pair);
        let any = rows.iter().any(|row| row.width().is_some());
        let named = (id(scene, pair), "sides.subtitle");
        any.then(|| captioned(scene, wave, named, &rows, source(scene, wave)))
    };
    pairs(scene).into_iter().filter_map(exhibit).take(1).collect()
}

/// The first of the organisation's own audiences with each other one, the suppliers' first.
pub(super) fn pairs(scene: &Scene) -> Vec<[u8; 2]> {
    let is_supplier =
        |audience: u8| scene.input.survey.audiences[usize::from(audience)].is_supplier;
    let Some(own) = scene.audiences().find(|&audience| !is_supplier(audience)) else {
        return Vec::new();
    };
    let mut others: Vec<u8> = scene.audiences().filter(|&audience| audience != own).collect();
    others.sort_by_key(|&audience| !is_supplier(audience));
    others.into_iter().map(|other| [own, other]).collect()
}

fn rows<'a>(scene: &Scene<'a>, wave: u8, practices: &[u16], pair: [u8; 2]) -> Vec<Side<'a>> {
    let row = |&practice: &u16| {
        Side::new(scene, wave, What::Practice(practice), Place::Organisation, pair)
    };
    let mut rows: Vec<_> = practices.iter().map(row).collect();
    widest_first(&mut rows);
    rows
}

/// The widest gap that is larger than chance, or else the widest, and what sentences may say of it
/// and of all of them.
fn lead<'r, 'a>(
    scene: &Scene,
    wave: u8,
    rows: &'r [Side<'a>],
) -> Option<(&'r Side<'a>, Vec<(&'static str, Sentence)>)> {
    // Of several that are as wide, the first.
    let shown = || rows.iter().rev().filter(|row| row.width().is_some());
    let clear = shown().filter(|row| row.is_clear()).max_by_key(|row| row.width());
    let lead = clear.or_else(|| shown().max_by_key(|row| row.width()))?;
    let mut values = lead.values(scene);
    values.push(("wave", scene.wave(wave).into()));
    Some((lead, values))
}

/// Each of the organisation's own audiences beside that of its suppliers, as one relationship is looked at.
pub(super) fn with_suppliers(scene: &Scene) -> Vec<[u8; 2]> {
    let is_supplier =
        |audience: &u8| scene.input.survey.audiences[usize::from(*audience)].is_supplier;
    let (theirs, ours): (Vec<u8>, Vec<u8>) = scene.audiences().partition(is_supplier);
    ours.iter().flat_map(|&own| theirs.iter().map(move |&other| [own, other])).collect()
}

/// What a picture of a pair is called on its page.
fn id(scene: &Scene, [_, other]: [u8; 2]) -> String {
    format!("sides-{}", scene.input.survey.audiences[usize::from(other)].id)
}

/// Puts rows that compare the same two audiences under a title that says what is certain about them.
pub(super) fn captioned(
    scene: &Scene,
    wave: u8,
    (id, subtitle): (String, &str),
    rows: &[Side],
    source: Sentence,
) -> Exhibit {
    let found = lead(scene, wave, rows);
    let is_clear = found.as_ref().is_some_and(|(lead, _)| lead.is_clear());
    let values = found.map(|(_, values)| values).unwrap_or_default();
    let (title, summary) = match is_clear {
        false => ("sides.title_none", "sides.summary_none"),
        true => ("sides.title", "sides.summary"),
    };
    let caption = Caption {
        id,
        title: scene.say(title, &values).capitalised(),
        subtitle: scene.say(subtitle, &values),
        summary: scene.say(summary, &values).capitalised(),
        source,
    };
    sides(scene, rows, caption)
}
