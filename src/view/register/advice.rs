//! What the playbook suggests for the practices of a dimension that need it most.

use super::actions::under_way;
use super::entry;
use super::playbook::tips_for;
use crate::key::{Key, Place, What};
use crate::privacy::{Comparison, Verdict};
use crate::view::address::Address;
use crate::view::scene::Scene;
use crate::view::sentence::Sentence;
use crate::view::shell::Way;
use serde::Serialize;

/// Suggestions for one practice.
#[derive(Clone, Debug, Serialize)]
pub struct Advice {
    /// The practice.
    pub practice: String,
    /// Why it is here, with the figures that say so.
    pub reason: Sentence,
    /// What to do.
    pub tips: Vec<TipText>,
    /// The action that covers it already.
    pub under_way: Option<Way>,
}

/// A tip and where it comes from.
#[derive(Clone, Debug, Serialize)]
pub struct TipText {
    /// What to do.
    pub text: String,
    /// The source.
    pub source: String,
}

/// Suggestions for the lowest practice of a dimension, and for those that fell by more than chance.
/// What fell comes first.
pub(in crate::view) fn advice(scene: &Scene, wave: u8, dimension: u16) -> Vec<Advice> {
    let practices: Vec<u16> = scene.practices(dimension).collect();
    let score = |&practice: &u16| {
        let what = What::Practice(practice);
        let (_, cell) = scene.cell(wave, what, Place::Organisation, None)?;
        Some((cell.mean.get().value, practice))
    };
    let lowest = practices.iter().filter_map(score).min().map(|(_, practice)| practice);
    let mut fell: Vec<_> = practices
        .iter()
        .filter_map(|&practice| Some((practice, fall(scene, wave, practice)?)))
        .collect();
    fell.sort_by_key(|(practice, (_, (_, change)))| (*change.points.get(), *practice));
    let is_falling = |practice: u16| fell.iter().any(|(other, _)| *other == practice);
    let lowest = lowest.filter(|&practice| !is_falling(practice));
    let fallen = fell.iter().map(|&(practice, found)| {
        told(scene, practice, Place::Organisation, fell_reason(scene, wave, practice, found))
    });
    let last = lowest.map(|practice| {
        told(scene, practice, Place::Organisation, lowest_reason(scene, wave, practice))
    });
    fallen.chain(last).flatten().collect()
}

/// Suggestions for the practices that a supplier's own people score lowest, or else ours about it: two for
/// a relationship of the highest priority, one for any other.
pub(in crate::view) fn of_supplier(scene: &Scene, wave: u8, supplier: u16) -> Vec<Advice> {
    let place = Place::Supplier(supplier);
    let is_supplier = |who: &u8| scene.input.survey.audiences[usize::from(*who)].is_supplier;
    let (theirs, ours): (Vec<u8>, Vec<u8>) = scene.audiences().partition(is_supplier);
    let scored = |who: u8| {
        let practices = scene.dimensions().flat_map(|of| scene.practices(of));
        let scored = practices.filter_map(|practice| {
            let found = scene.cell(wave, What::Practice(practice), place, Some(who))?;
            Some((found.1.mean.get().value, practice, found))
        });
        let mut scored: Vec<_> = scored.collect();
        scored.sort_by_key(|(value, practice, _)| (*value, *practice));
        (!scored.is_empty()).then_some((who, scored))
    };
    let Some((who, scored)) = theirs.into_iter().chain(ours).find_map(scored) else {
        return Vec::new();
    };
    let most = match scene.relationship(wave, supplier).map(|one| one.priority) {
        Some(1) => 2,
        _ => 1,
    };
    let advice = scored.into_iter().filter_map(|(_, practice, (key, cell))| {
        let values = [
            ("who", scene.words.inside(scene.audience(who)).into()),
            ("score", scene.score(key, cell).into()),
        ];
        told(scene, practice, place, scene.say("advice.among", &values))
    });
    advice.take(most).collect()
}

/// A fall that is larger than chance: of all together, or else of the audience that fell most.
type Fall<'a> = (Option<u8>, (Key, &'a Comparison));

fn fall<'a>(scene: &Scene<'a>, wave: u8, practice: u16) -> Option<Fall<'a>> {
    let what = What::Practice(practice);
    let whose = std::iter::once(None).chain(scene.audiences().map(Some));
    let falls = whose.filter_map(|audience| {
        let found = scene.clear_change(wave, what, Place::Organisation, audience)?;
        (found.1.verdict == Verdict::Down).then_some((audience, found))
    });
    falls.min_by_key(|(_, (_, change))| *change.points.get())
}

fn fell_reason(scene: &Scene, wave: u8, practice: u16, (audience, found): Fall) -> Sentence {
    let what = What::Practice(practice);
    let mut values = vec![
        ("change", scene.change_words(found.0, found.1)),
        ("score", scene.score_or_not(scene.cell(wave, what, Place::Organisation, audience)).into()),
    ];
    let Some(audience) = audience else { return scene.say("advice.fell", &values) };
    values.push(("who", scene.words.inside(scene.audience(audience)).into()));
    scene.say("advice.fell_among", &values)
}

fn lowest_reason(scene: &Scene, wave: u8, practice: u16) -> Sentence {
    let found = scene.cell(wave, What::Practice(practice), Place::Organisation, None);
    scene.say("advice.lowest", &[("score", scene.score_or_not(found).into())])
}

/// The tips of the playbook, if it has any for this practice or something is done about it already.
fn told(scene: &Scene, practice: u16, place: Place, reason: Sentence) -> Option<Advice> {
    let what = What::Practice(practice);
    let tips = tips_for(scene, practice);
    let action = under_way(scene, what, place);
    let under_way = action.map(|one| entry(one.action.as_str(), &Address::Actions, &one.id));
    (!tips.is_empty() || under_way.is_some()).then(|| Advice {
        practice: scene.what(what),
        reason,
        tips,
        under_way,
    })
}
