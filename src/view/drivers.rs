//! What overall satisfaction goes with: weights of practices, or of dimensions where fewer people
//! answered everything. Association, never cause.

use super::exhibit::{Caption, Exhibit, Weighed, matrix};
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::wave::source;
use crate::key::{Figure, Key, People, Place, Waves, What};
use crate::privacy::Drivers;

/// What is said of all groups of people.
pub(super) struct Weights {
    /// Weights against room to improve, for the people of whom most is known.
    pub exhibit: Option<Exhibit>,
    /// One sentence each for the other groups of people, or the one that there is nothing to say.
    pub sentences: Vec<Sentence>,
}

/// The most that a sentence names.
const NAMED: usize = 4;

/// Where a score leaves more room than this, if the index does not say where.
const HEADROOM: u8 = 40;

/// What satisfaction goes with in the whole organisation.
pub(super) fn of_wave(scene: &Scene, wave: u8) -> Weights {
    let Some(lead) = lead(scene, wave) else {
        return Weights { exhibit: None, sentences: vec![scene.say("drivers.none", &[])] };
    };
    let others = scene.audiences().filter(|&audience| audience != lead.audience);
    Weights {
        exhibit: Some(exhibit(scene, wave, lead)),
        sentences: others.map(|audience| among(scene, wave, audience)).collect(),
    }
}

/// The same in short: the two heaviest of each group of people of whom enough is known.
pub(super) fn in_short(scene: &Scene, wave: u8) -> Vec<Sentence> {
    let report = scene.input.report;
    let known = |&who: &u8| report.drivers(wave, Place::Organisation, who).is_some();
    let said = scene.audiences().filter(known).map(|who| among(scene, wave, who));
    let said: Vec<_> = said.collect();
    if said.is_empty() { vec![scene.say("drivers.none", &[])] } else { said }
}

/// The weights of the practices of a dimension, or of the dimension itself, by audience.
pub(super) fn of_dimension(scene: &Scene, wave: u8, dimension: u16) -> Vec<Sentence> {
    let said = |audience| {
        let drivers = scene.input.report.drivers(wave, Place::Organisation, audience)?;
        let is_own = |what| match what {
            What::Practice(practice) => scene.practices(dimension).any(|own| own == practice),
            what => what == What::Dimension(dimension),
        };
        let own = rows(scene, wave, drivers, is_own);
        let list = own.iter().map(|row| named(scene, row)).collect();
        let mut values = values(scene, wave, drivers);
        values.push(("list", scene.words.join(list)));
        (!own.is_empty()).then(|| scene.say("drivers.part", &values))
    };
    let said: Vec<_> = scene.audiences().filter_map(said).collect();
    if said.is_empty() { vec![scene.say("drivers.none", &[])] } else { said }
}

/// The audience of which most is known: practices before dimensions, then the most people.
fn lead<'a>(scene: &Scene<'a>, wave: u8) -> Option<&'a Drivers> {
    let report = scene.input.report;
    let all = scene.audiences().filter_map(|who| report.drivers(wave, Place::Organisation, who));
    all.min_by_key(|drivers| std::cmp::Reverse((by_practice(drivers), *drivers.n.get())))
}

fn by_practice(drivers: &Drivers) -> bool {
    drivers.weights.iter().any(|(what, _)| matches!(what, What::Practice(_)))
}

/// The weights of those wanted, the heaviest first, each with the score among the same people.
fn rows<'a>(
    scene: &Scene<'a>,
    wave: u8,
    drivers: &Drivers,
    wanted: impl Fn(What) -> bool,
) -> Vec<Weighed<'a>> {
    let weights = drivers.weights.iter().filter(|(what, _)| wanted(*what));
    let row = |(what, weight): &(What, crate::privacy::Published<u8>)| Weighed {
        what: *what,
        key: key(wave, drivers, *what),
        weight: *weight.get(),
        score: scene.cell(wave, *what, drivers.place, Some(drivers.audience)),
    };
    weights.map(row).collect()
}

fn key(wave: u8, drivers: &Drivers, what: What) -> Key {
    let people = People::Audience(drivers.audience);
    Key { wave, matched: Waves::NONE, what, place: drivers.place, people }
}

fn weight(scene: &Scene, row: &Weighed) -> Piece {
    scene.whole_percent(row.weight, row.key, Figure::Weight)
}

/// What every sentence about drivers may name: who, how many, what is explained.
fn values(scene: &Scene, wave: u8, drivers: &Drivers) -> Vec<(&'static str, Sentence)> {
    // People with complete answers are fewer than the n of the outcome: they belong to this figure.
    let outcome = key(wave, drivers, What::Question(drivers.outcome));
    let n = scene.figure(drivers.n.get().to_string(), outcome, &[Figure::Complete]);
    let parts = if by_practice(drivers) { "drivers.practices" } else { "drivers.dimensions" };
    vec![
        ("who", scene.words.inside(scene.audience(drivers.audience)).into()),
        ("n", n.into()),
        ("explained", scene.whole_percent(*drivers.explained.get(), outcome, Figure::R2).into()),
        ("parts", scene.words.get(parts).into()),
        ("wave", scene.wave(wave).into()),
    ]
}

/// "Fairness (18 %, score 52)".
fn named(scene: &Scene, row: &Weighed) -> Sentence {
    let name = scene.words.inside(&scene.what(row.what));
    let mut values = vec![("what", name.into()), ("weight", weight(scene, row).into())];
    let Some((key, cell)) = row.score else { return scene.say("drivers.named", &values) };
    values.push(("score", scene.score(key, cell).into()));
    scene.say("drivers.scored", &values)
}

/// Which of them lie in the corner to work on first, and whether the heaviest of all is one of them.
fn corner(
    scene: &Scene,
    rows: &[Weighed],
    first: &[&Weighed],
    values: &[(&'static str, Sentence)],
) -> Sentence {
    if first.is_empty() {
        return scene.say("drivers.corner_none", values);
    }
    let mut values = values.to_vec();
    let list = first.iter().take(NAMED).map(|row| named(scene, row)).collect();
    values.push(("corner", scene.words.join(list)));
    let more = if first.len() > NAMED { "drivers.corner_more" } else { "drivers.corner" };
    let said = scene.say(more, &values);
    match rows.first().filter(|heaviest| first.iter().all(|row| row.what != heaviest.what)) {
        Some(heaviest) => {
            values.push(("heaviest", named(scene, heaviest)));
            said + " " + scene.say("drivers.heaviest", &values).capitalised()
        }
        None => said,
    }
}

/// The two heaviest of one audience in one sentence.
fn among(scene: &Scene, wave: u8, audience: u8) -> Sentence {
    let Some(drivers) = scene.input.report.drivers(wave, Place::Organisation, audience) else {
        let who = scene.words.inside(scene.audience(audience));
        return scene.say("drivers.none_among", &[("who", who.into())]);
    };
    let rows = rows(scene, wave, drivers, |_| true);
    let mut values = values(scene, wave, drivers);
    let heaviest = rows.iter().take(2).map(|row| named(scene, row)).collect();
    values.push(("list", scene.words.join(heaviest)));
    scene.say("drivers.short", &values)
}

fn exhibit(scene: &Scene, wave: u8, drivers: &Drivers) -> Exhibit {
    let rows = rows(scene, wave, drivers, |_| true);
    let split = split(scene, wave, drivers);
    let mut values = values(scene, wave, drivers);
    let first: Vec<_> = rows.iter().filter(|row| row.is_first(split)).collect();
    let names = first.iter().take(2).map(|row| scene.words.inside(&scene.what(row.what)).into());
    values.push(("first", scene.words.join(names.collect())));
    let heaviest = rows.iter().take(3).map(|row| named(scene, row)).collect();
    values.push(("list", scene.words.join(heaviest)));
    let title = match first.len() {
        0 => "drivers.title_none",
        1 => "drivers.title_one",
        2 => "drivers.title",
        _ => "drivers.title_many",
    };
    let caption = Caption {
        id: "drivers".into(),
        title: scene.say(title, &values).capitalised(),
        subtitle: scene.say("drivers.subtitle", &values),
        summary: corner(scene, &rows, &first, &values)
            + " "
            + scene.say("drivers.summary", &values),
        source: scene.say("drivers.source", &values) + " " + source(scene, wave),
    };
    matrix(scene, &rows, split, caption)
}

/// The picture is divided at an equal share of the weight, and at the room that the index of the same
/// people leaves.
fn split(scene: &Scene, wave: u8, drivers: &Drivers) -> (u8, u8) {
    let equal = 100 / drivers.weights.len().max(1);
    let index = scene.cell(wave, What::Index, drivers.place, Some(drivers.audience));
    let headroom = index.map_or(HEADROOM, |(_, cell)| 100 - cell.mean.get().value.min(100));
    (u8::try_from(equal).unwrap_or(100), headroom)
}
