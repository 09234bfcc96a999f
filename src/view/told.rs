//! A text of the editor's with published figures between: each as a sentence or a chart.

use super::exhibit::{Exhibit, Line, Lines, trend};
use super::scene::{Found, Scene};
use super::sentence::Sentence;
use super::standing::{over_time_caption, standing};
use super::{sides, units};
use crate::key::{Key, People, Place, Query, Waves, What, Whose};
use crate::notes::{Chart, Embedded, Passage, Show};
use serde::Serialize;

/// A stretch of a text: one of the three.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Told {
    /// Safe HTML.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub html: String,
    /// A figure in a sentence.
    #[serde(skip_serializing_if = "Sentence::is_empty")]
    pub said: Sentence,
    /// A chart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exhibit: Option<Exhibit>,
}

/// A text with its figures as they may be shown.
pub(super) fn told(scene: &Scene, text: &[Passage<Embedded>]) -> Vec<Told> {
    let told = |passage: &Passage<Embedded>| match passage {
        Passage::Html(html) => Told { html: html.clone(), ..Told::default() },
        Passage::Figure(Embedded { show, query }) => figure(scene, *show, query),
    };
    text.iter().map(told).collect()
}

/// The charts of a text.
pub(super) fn exhibits(text: &[Told]) -> impl Iterator<Item = &Exhibit> {
    text.iter().filter_map(|told| told.exhibit.as_ref())
}

fn figure(scene: &Scene, show: Show, query: &Query) -> Told {
    let wave = usize::from(query.wave);
    let others = query.matched.iter().map(usize::from);
    let is_here = others.chain([wave]).all(|wave| wave < scene.input.waves.len());
    let chart = match show {
        Show::Chart(chart) if is_here => drawn(scene, chart, query),
        _ => None,
    };
    if let Some(exhibit) = chart {
        return Told { exhibit: Some(exhibit), ..Told::default() };
    }
    let said = match show {
        Show::Score if is_here && query.what == What::Response => answered(scene, query),
        Show::Score if is_here => score(scene, query),
        Show::Change if is_here => change(scene, query),
        // A wave that this report leaves out, or a chart of what is not shown.
        _ => scene.say("quoted.not_shown", &[("score", scene.not_shown().into())]),
    };
    Told { said, ..Told::default() }
}

/// The cell that a key means.
fn cell<'a>(scene: &Scene<'a>, query: &Query, matched: Waves) -> Found<'a> {
    let report = scene.input.report;
    match query.whose {
        Whose::Published => report.composite(query.wave, matched, query.what, query.place),
        Whose::These(people) => {
            let key = Key { matched, ..query.over(people) };
            Some((key, report.cell(key)?))
        }
    }
}

/// What, by whom and where, and when.
fn about(scene: &Scene, query: &Query) -> Vec<(&'static str, Sentence)> {
    let name = Sentence::from(scene.what(query.what));
    let audiences = match query.whose {
        Whose::These(People::Audience(audience)) => vec![audience],
        Whose::These(People::Composite(set) | People::Merged(set)) => set.iter().collect(),
        _ => Vec::new(),
    };
    let who = audiences.into_iter().map(|one| scene.words.inside(scene.audience(one)).into());
    let who = scene.words.join(who.collect());
    let named = match who.is_empty() {
        true => name,
        false => scene.say("finding.among", &[("what", name), ("who", who)]),
    };
    let named = match query.place {
        Place::Organisation => named,
        place => scene.say("finding.in", &[("what", named), ("where", scene.place(place).into())]),
    };
    vec![("what", named), ("wave", scene.wave(query.wave).into())]
}

fn score(scene: &Scene, query: &Query) -> Sentence {
    let mut values = about(scene, query);
    let found = cell(scene, query, Waves::NONE);
    values.push(("score", scene.score_or_not(found).into()));
    values.push(("interval", scene.interval_or_not(found)));
    values.push(("n", scene.n_or_not(found).into()));
    let has_more = found.is_some_and(|(_, cell)| cell.interval.is_some() && cell.n.is_some());
    scene.say(if has_more { "quoted.score_in_full" } else { "quoted.score" }, &values)
}

fn answered(scene: &Scene, query: &Query) -> Sentence {
    let people = match query.whose {
        Whose::Published => People::Everybody,
        Whose::These(people) => people,
    };
    let found = scene.input.report.responded(query.wave, query.place, people);
    let said = found.map(|(key, responded)| scene.responded(key, responded));
    let mut values = about(scene, query);
    values.push(("score", said.unwrap_or_else(|| scene.not_shown().into())));
    scene.say("quoted.score", &values)
}

/// The change between the two waves of a key or, where it names one, since the wave before.
fn change(scene: &Scene, query: &Query) -> Sentence {
    let before = query.matched.only().or_else(|| scene.input.report.before(query.wave));
    let mut values = about(scene, query);
    let Some(before) = before else {
        values.push(("score", scene.not_shown().into()));
        return scene.say("quoted.score", &values);
    };
    let found = cell(scene, query, Waves::one(before));
    let found = found.and_then(|(key, cell)| Some((key, cell.change.as_ref()?)));
    values.push(("before", scene.wave(before).into()));
    values.push(("change", scene.change_in_full(found)));
    scene.say("quoted.change", &values)
}

fn drawn(scene: &Scene, chart: Chart, query: &Query) -> Option<Exhibit> {
    let Query { wave, what, place, .. } = *query;
    let is_whole = place == Place::Organisation;
    match chart {
        Chart::Dimensions => {
            units::is_shown(scene, wave, place).then(|| standing(scene, wave, place))
        }
        Chart::Sides => sides::widest(scene, wave, sides::MOST).filter(|_| is_whole),
        Chart::Units => match place {
            Place::Organisation => units::heat_of(scene, wave, None),
            Place::Unit(unit) => units::heat_of(scene, wave, Some(usize::from(unit))),
            _ => None,
        },
        Chart::OverTime => {
            let audience = match query.whose {
                Whose::Published => None,
                Whose::These(People::Audience(audience)) => Some(audience),
                Whose::These(_) => return None,
            };
            let newest = *scene.input.report.waves().last()?;
            let line = Line { name: String::new(), what, place, audience };
            let is_shown = is_whole && line.cells(scene, newest).iter().flatten().count() > 1;
            let pictures = [Lines { title: scene.what(what), lines: vec![line] }];
            is_shown.then(|| {
                trend(scene, newest, &pictures, over_time_caption(scene, newest, &pictures))
            })
        }
    }
}
