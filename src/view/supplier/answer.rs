//! The answer that a page about one supplier begins with: how it stands to its targets, how both sides
//! see it, and what is next.

use super::{sheet, standing};
use crate::key::{Place, What};
use crate::privacy::Verdict;
use crate::view::register;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use crate::view::sides;

/// A sentence each; what is not shown is left out.
pub(super) fn answer(scene: &Scene, wave: u8, supplier: u16) -> Vec<Sentence> {
    let all = [
        Some(standing::told(scene, wave, supplier)),
        targets(scene, wave, supplier),
        both_sides(scene, wave, supplier),
        Some(next(scene, wave, supplier)),
    ];
    all.into_iter().flatten().filter(|sentence| !sentence.is_empty()).collect()
}

/// The dimensions that lie below their target with their whole interval, each with both numbers.
pub(super) fn below(scene: &Scene, wave: u8, supplier: u16) -> Vec<Sentence> {
    let place = Place::Supplier(supplier);
    let below = scene.dimensions().filter_map(|of| {
        let what = What::Dimension(of);
        let target = scene.target_at(wave, what, place)?;
        let (key, cell) = scene.cell(wave, what, place, None)?;
        let high = cell.interval.as_ref()?.get().high;
        let values = [
            ("what", scene.words.inside(&scene.what(what)).into()),
            ("score", scene.score(key, cell).into()),
            ("target", Piece::sourced(target.to_string(), "target").into()),
        ];
        (high < i16::from(target)).then(|| scene.say("finding.missed", &values))
    });
    below.collect()
}

fn targets(scene: &Scene, wave: u8, supplier: u16) -> Option<Sentence> {
    let place = Place::Supplier(supplier);
    let is_compared = |of: u16| {
        let what = What::Dimension(of);
        scene.target_at(wave, what, place).is_some()
            && scene.cell(wave, what, place, None).is_some()
    };
    if !scene.dimensions().any(is_compared) {
        return None;
    }
    let below = below(scene, wave, supplier);
    Some(match below.is_empty() {
        true => scene.say("supplier.none_below", &[]) + ".",
        false => scene.say("finding.below_target", &[("list", scene.words.join(below))]),
    })
}

/// The widest gap between the first pair of sides that is larger than chance, or that there is none.
fn both_sides(scene: &Scene, wave: u8, supplier: u16) -> Option<Sentence> {
    let pair = *sides::with_suppliers(scene).first()?;
    let place = Place::Supplier(supplier);
    let gaps = scene.dimensions().filter_map(|of| {
        let what = What::Dimension(of);
        let (key, gap) = scene.input.report.gap(wave, what, place, pair)?;
        Some((what, key, gap))
    });
    let gaps: Vec<_> = gaps.collect();
    let [first, second] = pair.map(|who| scene.words.inside(scene.audience(who)));
    let mut values = vec![("first", first.into()), ("second", second.into())];
    let clear = gaps.iter().filter(|(.., gap)| matches!(gap.verdict, Verdict::Up | Verdict::Down));
    let Some((what, key, gap)) = clear.max_by_key(|(.., gap)| gap.points.get().unsigned_abs())
    else {
        return (!gaps.is_empty()).then(|| scene.say("supplier.no_gap", &values));
    };
    values.push(("what", scene.words.inside(&scene.what(*what)).into()));
    values.push(("gap", scene.size(*key, gap).into()));
    values.push(("direction", scene.gap_words(gap).into()));
    Some(scene.say("supplier.gap", &values).capitalised())
}

/// The first action that is not done, or that there is none and who might begin.
pub(in crate::view) fn next(scene: &Scene, wave: u8, supplier: u16) -> Sentence {
    let actions = register::actions_of(scene, Place::Supplier(supplier));
    let open = actions.into_iter().find(|action| action.state != "done");
    if let Some(action) = open {
        let link = Piece::link(action.action.trim_end_matches('.'), action.href.clone());
        let values =
            [("action", link.into()), ("owner", action.owner.into()), ("state", action.word)];
        return scene.say("supplier.next", &values);
    }
    let own = &scene.input.organisation.suppliers[usize::from(supplier)];
    let text = scene.words.get("finding.sheet");
    let sheet = Piece::link(text, sheet(scene, wave, supplier).to_string());
    let mut values = vec![("sheet", sheet.into())];
    match &own.liaison {
        Some(who) => {
            values.push(("who", who.as_str().into()));
            scene.say("finding.talk", &values)
        }
        None => scene.say("finding.talk_nobody", &values),
    }
}
