//! The two sides beside each other: which practices they see most differently.

use super::exhibit::{Caption, Exhibit, Side, sides, widest_first};
use super::scene::Scene;
use super::sentence::Sentence;
use super::wave::source;
use crate::key::What;

/// Up to this many practices with the widest gaps between the organisation and its suppliers, or else the first
/// pair of audiences that is compared.
pub(super) fn widest(scene: &Scene, wave: u8, most: usize) -> Option<Exhibit> {
    let pair = *pairs(scene).first()?;
    let mut rows = shown(scene, wave, pair);
    let count = rows.len();
    rows.truncate(most);
    let subtitle = if count > most { "sides.subtitle_widest" } else { "sides.subtitle" };
    (!rows.is_empty()).then(|| captioned(scene, wave, subtitle, &rows))
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
        any.then(|| captioned(scene, wave, "sides.subtitle", &rows))
    };
    pairs(scene).into_iter().filter_map(exhibit).take(1).collect()
}

/// The first of the organisation's own audiences with each other one, the suppliers' first.
fn pairs(scene: &Scene) -> Vec<[u8; 2]> {
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
    let row = |&practice: &u16| Side::new(scene, wave, What::Practice(practice), pair);
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
    let shown = || rows.iter().filter(|row| row.width().is_some());
    let lead = shown().find(|row| row.is_clear()).or_else(|| shown().next())?;
    let mut values = lead.values(scene);
    values.push(("wave", scene.wave(wave).into()));
    Some((lead, values))
}

fn captioned(scene: &Scene, wave: u8, subtitle: &str, rows: &[Side]) -> Exhibit {
    let found = lead(scene, wave, rows);
    let is_clear = found.as_ref().is_some_and(|(lead, _)| lead.is_clear());
    let values = found.map(|(_, values)| values).unwrap_or_default();
    let (title, summary) = match is_clear {
        false => ("sides.title_none", "sides.summary_none"),
        true => ("sides.title", "sides.summary"),
    };
    let other = rows.first().map(|row| row.audiences[1]).unwrap_or_default();
    let caption = Caption {
        id: format!("sides-{}", scene.input.survey.audiences[usize::from(other)].id),
        title: scene.say(title, &values).capitalised(),
        subtitle: scene.say(subtitle, &values),
        summary: scene.say(summary, &values).capitalised(),
        source: source(scene, wave),
    };
    sides(scene, rows, caption)
}
