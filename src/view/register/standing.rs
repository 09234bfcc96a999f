//! How a measure stands: its value in each wave, and how far it has come.

use super::measured;
use crate::key::{Figure, Key, People, Query, Waves, Whose};
use crate::privacy::Cell;
use crate::register::{Direction, Measure, Values};
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};

/// A value as it is shown, and as a number where it was written down.
pub(super) struct Value {
    pub said: Piece,
    pub number: f64,
}

/// How a measure stands now.
pub(super) struct Standing {
    pub state: &'static str,
    pub first: Option<Value>,
    pub last: Option<(u8, Value)>,
    pub progress: Option<i32>,
}

/// The published cell of a survey measure in one wave.
fn found<'a>(scene: &Scene<'a>, query: &Query, wave: u8) -> Option<(Key, &'a Cell)> {
    let report = scene.input.report;
    match query.whose {
        Whose::Published => report.composite(wave, Waves::NONE, query.what, query.place),
        Whose::These(people) => {
            let key = Key { wave, ..query.over(people) };
            Some((key, report.cell(key)?))
        }
    }
}

/// The value of a measure in one wave.
pub(super) fn value(scene: &Scene, measure: &Measure, wave: u8) -> Option<Value> {
    let query = match &measure.values {
        Values::Typed(values) => {
            let number = *values.get(&wave)?;
            return Some(Value {
                said: measured(scene, measure, number, scene.wave_id(wave)),
                number,
            });
        }
        Values::Survey(query) => query,
    };
    if let (Some(Figure::Rate), Whose::These(people)) = (query.figure, query.whose) {
        let (key, responded) = scene.input.report.responded(wave, query.place, people)?;
        let rate = *responded.rate.as_ref()?.get();
        let said = scene.whole_percent(rate, key, Figure::Rate);
        return Some(Value { said, number: rate.into() });
    }
    let (key, cell) = found(scene, query, wave)?;
    Some(match query.figure {
        Some(Figure::Fav) => {
            let share = cell.shares.as_ref()?.get().favourable;
            let said = scene.percent(share, key, Figure::Fav);
            Value { said, number: share.value.into() }
        }
        Some(Figure::Nps) => {
            let recommend = cell.recommend.as_ref()?.get();
            Value { said: scene.recommend(key, recommend), number: recommend.score.into() }
        }
        _ => Value { said: scene.score(key, cell), number: cell.mean.get().value.into() },
    })
}

/// The value of a measure in one wave, for tables: the cell of one that the survey counts, or else the
/// number that was written down.
pub(in crate::view) fn value_in(
    scene: &Scene,
    measure: &Measure,
    wave: u8,
) -> Option<(String, Option<f64>)> {
    let Value { said, number } = value(scene, measure, wave)?;
    let is_typed = said.cell.is_empty();
    Some((said.cell, is_typed.then_some(number)))
}

/// The waves from the first one that counts.
pub(super) fn waves(scene: &Scene, measure: &Measure) -> Vec<u8> {
    let first = match &measure.values {
        Values::Typed(values) => values.keys().next().copied(),
        Values::Survey(query) => Some(query.wave),
    };
    let all = scene.input.report.waves().iter().copied();
    first.map_or_else(Vec::new, |first| all.filter(|&wave| wave >= first).collect())
}

pub(super) fn standing(scene: &Scene, measure: &Measure) -> Standing {
    let waves = waves(scene, measure);
    let first = match measure.baseline {
        Some(number) => Some(Value { said: measured(scene, measure, number, "baseline"), number }),
        None => waves.first().and_then(|&wave| value(scene, measure, wave)),
    };
    let known = |&wave: &u8| Some((wave, value(scene, measure, wave)?));
    let last = waves.iter().rev().find_map(known);
    // A figure of the survey moves by chance too: its way is not told in percent.
    let is_typed = matches!(measure.values, Values::Typed(_));
    let progress = first.as_ref().zip(last.as_ref()).filter(|_| is_typed);
    let progress =
        progress.and_then(|(first, (_, last))| measure.progress(first.number, last.number));
    let newest = scene.input.report.waves().last();
    let state = match &last {
        Some((wave, _)) if Some(wave) != newest => "missing",
        None => "missing",
        Some((_, last)) if measure.is_reached(last.number) => "reached",
        _ if progress.is_some_and(|progress| progress < 0) => "away",
        // Whether a figure of the survey comes nearer is told by its interval alone.
        Some((wave, _)) if !is_typed => survey_state(scene, measure, *wave),
        _ => "under-way",
    };
    Standing { state, first, last, progress }
}

/// Whether all that a figure of the survey may be lies short of the target.
fn survey_state(scene: &Scene, measure: &Measure, wave: u8) -> &'static str {
    let Values::Survey(query) = &measure.values else { return "under-way" };
    let mean = query.figure.is_none_or(|figure| figure == Figure::Mean);
    let cell = found(scene, query, wave).filter(|_| mean);
    let Some(ends) = cell.and_then(|(_, cell)| Some(*cell.interval.as_ref()?.get())) else {
        return "under-way";
    };
    let is_short = match measure.direction {
        Direction::Up => f64::from(ends.high) < measure.target,
        Direction::Down => f64::from(ends.low) > measure.target,
    };
    if is_short { "below" } else { "under-way" }
}

/// Where the values come from: the survey, with who was asked what and the change since the survey before,
/// or its owners.
pub(super) fn origin(scene: &Scene, measure: &Measure) -> Sentence {
    let Values::Survey(query) = &measure.values else {
        return scene.say("measures.origin_typed", &[]);
    };
    let who = match query.whose {
        Whose::These(People::Audience(who)) => scene.words.inside(scene.audience(who)),
        _ => scene.words.inside(&scene.words.get("name.all")),
    };
    let values =
        [("what", scene.what(query.what).trim_end_matches(['.', '?']).into()), ("who", who.into())];
    let said = scene.say("measures.origin_survey", &values);
    let (Some(&newest), Whose::These(People::Audience(who))) =
        (scene.input.report.waves().last(), query.whose)
    else {
        return said;
    };
    match scene.change(newest, query.what, query.place, Some(who)) {
        Some(change) => {
            let change = [("change", scene.change_in_full(Some(change)))];
            said + " " + scene.say("measures.origin_change", &change)
        }
        None => said,
    }
}

/// Baseline, value and target in a sentence.
pub(super) fn said(scene: &Scene, measure: &Measure, standing: &Standing) -> Sentence {
    let target = measured(scene, measure, measure.target, "target");
    let mut values = vec![("target", target.into())];
    if let Some(first) = &standing.first {
        values.push(("first", first.said.clone().into()));
    }
    let Some((wave, last)) = &standing.last else {
        return scene.say("measures.none", &values);
    };
    values.push(("last", last.said.clone().into()));
    values.push(("wave", scene.wave(*wave).into()));
    if let Some(progress) = standing.progress {
        let source = format!("register:measures/{}/progress", measure.id);
        values.push(("progress", percent(scene, progress, &source)));
    }
    let name = match (standing.state, standing.progress) {
        ("reached", _) => "measures.reached",
        ("away", _) => "measures.away",
        ("missing", _) => "measures.missing",
        (_, Some(_)) => "measures.under_way",
        _ => "measures.survey",
    };
    scene.say(name, &values)
}

/// How much of the way is done.
pub(super) fn percent(scene: &Scene, progress: i32, source: &str) -> Sentence {
    super::typed(scene, progress.into(), Some("%"), source).into()
}
