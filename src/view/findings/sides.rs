//! Where the organisation's own people and its suppliers see things differently.

use super::{Claim, Finding, Thing, next, sure};
use crate::key::{Place, What};
use crate::privacy::Verdict;
use crate::view::scene::Scene;
use crate::view::sides;

/// The dimension that the two sides see most differently, beyond chance.
pub(super) fn claim<'a>(scene: &'a Scene<'a>, wave: u8) -> Option<Claim<'a>> {
    let pair = *sides::pairs(scene).first()?;
    let gaps = scene.dimensions().filter_map(|of| {
        let what = What::Dimension(of);
        let (key, gap) = scene.input.report.gap(wave, what, Place::Organisation, pair)?;
        matches!(gap.verdict, Verdict::Up | Verdict::Down).then_some((of, key, gap))
    });
    let (of, key, gap) = gaps.max_by_key(|(.., gap)| gap.points.get().unsigned_abs())?;
    let what = What::Dimension(of);
    let [own, other] = pair.map(|audience| {
        let found = scene.cell(wave, what, Place::Organisation, Some(audience));
        (scene.words.inside(scene.audience(audience)), scene.score_or_not(found))
    });
    let rank = u32::from(gap.points.get().unsigned_abs()) * 10 * 4 * 30;
    Some(Claim::new(rank, move |_| {
        let values = [
            ("what", scene.what(what).into()),
            ("points", scene.size(key, gap).into()),
            ("own", own.0.as_str().into()),
            ("own_score", own.1.into()),
            ("other", other.0.as_str().into()),
            ("other_score", other.1.into()),
        ];
        let finding = Finding {
            fact: scene.say("finding.gap", &values),
            compared: scene.say("finding.gap_sides", &values).capitalised(),
            sure: sure(scene, gap) + " " + scene.say("finding.gap_so", &values),
            things: vec![Thing::Dimension(of)],
            ..Finding::default()
        };
        Some(next::with(scene, wave, finding, &[what], Place::Organisation))
    }))
}
