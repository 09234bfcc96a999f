//! What stands in the way: how many see each obstacle, who, and what is done about it.

use super::address::Address;
use super::exhibit::{Caption, Exhibit, HeatLine, heat};
use super::note::{Card, card};
use super::page::{Page, files};
use super::questions::{asked, obstacles};
use super::register::{self, ActionEntry};
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, shell};
use super::wave::source;
use crate::key::{Figure, Place, What};
use crate::notes::Kind;
use crate::survey::QuestionKind;
use serde::Serialize;

/// What the page says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ObstaclesPage {
    /// The largest obstacle, or what the page is.
    pub verdict: Sentence,
    /// The wave whose answers are shown: the newest that asked.
    pub wave: Sentence,
    /// How many see each obstacle.
    pub answers: Option<Exhibit>,
    /// Who sees it.
    pub groups: Option<Exhibit>,
    /// The same in every wave that asked.
    pub past: Option<Exhibit>,
    /// Each obstacle that was asked about.
    pub obstacles: Vec<Obstacle>,
    /// Notes about other obstacles.
    pub others: Vec<Card>,
}

/// An obstacle that was asked about.
#[derive(Clone, Debug, Serialize)]
pub struct Obstacle {
    /// Its anchor.
    pub id: String,
    /// What it is called.
    pub text: String,
    /// The statement that people agreed with or not, where it is called something else.
    pub statement: String,
    /// How many agree.
    pub said: Sentence,
    /// What is written about it.
    pub notes: Vec<Card>,
    /// What is done about it: what is under way, then what is done.
    pub actions: Vec<ActionEntry>,
}

/// Whether there is anything to say: an obstacle was asked about, or somebody wrote of one.
pub(super) fn any(scene: &Scene) -> bool {
    newest(scene).is_some() || !scene.notes(Kind::Obstacle).is_empty()
}

/// The waves that asked about obstacles and show an answer, newest first. Every page asks for them to
/// know its ways, so nothing is drawn here.
fn waves(scene: &Scene) -> Vec<u8> {
    let is_shown = |wave: u8, question: u16| {
        let found = scene.cell(wave, What::Question(question), Place::Organisation, None);
        found.is_some_and(|(_, cell)| cell.shares.is_some())
    };
    let waves = scene.input.report.waves().iter().rev().copied();
    let asked = |wave: u8| asked(scene, wave, QuestionKind::Obstacle);
    waves.filter(|&wave| asked(wave).into_iter().any(|of| is_shown(wave, of))).collect()
}

fn newest(scene: &Scene) -> Option<u8> {
    waves(scene).first().copied()
}

/// The page.
pub(super) fn page(scene: &Scene) -> Page<ObstaclesPage> {
    let address = Address::Notes(Kind::Obstacle);
    let body = body(scene);
    let about = About {
        kind: "obstacles",
        address: &address,
        title: scene.words.get("nav.obstacles"),
        description: scene.words.get("list.obstacles").into(),
        trail: Vec::new(),
    };
    Page {
        files: files([&body.answers, &body.groups, &body.past].into_iter().flatten()),
        shell: shell(scene, about),
        address,
        template: "obstacles.html",
        body,
        origin: String::new(),
    }
}

fn body(scene: &Scene) -> ObstaclesPage {
    let waves = waves(scene);
    let notes = scene.notes(Kind::Obstacle);
    let Some(&wave) = waves.first() else {
        let others = notes.into_iter().map(|note| card(scene, note)).collect();
        let verdict = scene.words.get("nav.obstacles").into();
        return ObstaclesPage { verdict, others, ..ObstaclesPage::default() };
    };
    let mut questions = asked(scene, wave, QuestionKind::Obstacle);
    questions.sort_by_key(|&question| std::cmp::Reverse(seen(scene, wave, question)));
    let about = |question: u16| {
        let notes = notes.iter().filter(move |note| note.questions.contains(&question));
        notes.map(|note| card(scene, note)).collect()
    };
    let others =
        notes.iter().filter(|note| !note.questions.iter().any(|of| questions.contains(of)));
    let obstacle = |&question: &u16| Obstacle {
        id: scene.input.survey.questions[usize::from(question)].id.clone(),
        text: scene.obstacle_label(question),
        statement: named(scene, question),
        actions: register::actions_against(scene, question),
        said: said(scene, wave, question),
        notes: about(question),
    };
    let answers = obstacles(scene, wave);
    ObstaclesPage {
        verdict: answers.as_ref().map(|one| one.title.clone()).unwrap_or_default(),
        wave: scene.wave(wave).into(),
        answers,
        groups: Some(groups(scene, wave, &questions)),
        past: (waves.len() > 1).then(|| past(scene, &waves, &questions)),
        obstacles: questions.iter().map(obstacle).collect(),
        others: others.map(|note| card(scene, note)).collect(),
    }
}

/// The share of people in whose way it is, with all groups together.
fn seen(scene: &Scene, wave: u8, question: u16) -> Option<u8> {
    let (_, cell) = scene.cell(wave, What::Question(question), Place::Organisation, None)?;
    Some(cell.shares.as_ref()?.get().unfavourable.value)
}

/// The statement of an obstacle that has a name of its own.
fn named(scene: &Scene, question: u16) -> String {
    let statement = scene.what(What::Question(question));
    if statement == scene.obstacle_label(question) { String::new() } else { statement }
}

/// "In the way for 41 % (all groups together): procurement team 38 %, suppliers 52 %."
fn said(scene: &Scene, wave: u8, question: u16) -> Sentence {
    let what = What::Question(question);
    let share = |audience| {
        let (key, cell) = scene.cell(wave, what, Place::Organisation, audience)?;
        let shares = cell.shares.as_ref()?.get();
        Some(Sentence::from(scene.percent(shares.unfavourable, key, Figure::Unfav)))
    };
    let Some(all) = share(None) else { return scene.not_shown().into() };
    let each = scene.audiences().filter_map(|audience| {
        let who = scene.words.inside(scene.audience(audience));
        Some(Sentence::from(who) + " " + share(Some(audience))?)
    });
    let each: Vec<_> = each.collect();
    let mut values = vec![("share", all), ("list", scene.words.join(each))];
    let name = match scene.change(wave, what, Place::Organisation, None) {
        Some(change) => {
            values.push(("change", scene.change_in_full(Some(change))));
            "obstacle.said_changed"
        }
        None => "obstacle.said",
    };
    scene.say(name, &values)
}

/// Scores by group of people: 100 is in nobody's way.
fn groups(scene: &Scene, wave: u8, questions: &[u16]) -> Exhibit {
    let audiences: Vec<u8> = scene.audiences().collect();
    let row = |&question: &u16| {
        let what = What::Question(question);
        let whose = std::iter::once(None).chain(audiences.iter().copied().map(Some));
        let cells = whose.map(|who| scene.cell(wave, what, Place::Organisation, who));
        HeatLine {
            label: scene.obstacle_label(question),
            cells: cells.collect(),
            ..HeatLine::default()
        }
    };
    let rows: Vec<_> = questions.iter().map(row).collect();
    let mut columns = vec![scene.words.get("name.all_short")];
    columns.extend(audiences.iter().map(|&audience| scene.audience(audience).to_owned()));
    let caption = Caption {
        id: "groups".into(),
        title: groups_title(scene, wave, questions, &audiences),
        subtitle: scene.say("obstacle.groups_subtitle", &[("wave", scene.wave(wave).into())]),
        summary: scene.say("obstacle.meaning", &[]),
        source: source(scene, wave),
    };
    heat(scene, &scene.words.get("table.obstacle"), &columns, &rows, caption)
}

/// Where an obstacle is largest: "Lowest: lack of time and people among procurement team, 33".
fn groups_title(scene: &Scene, wave: u8, questions: &[u16], audiences: &[u8]) -> Sentence {
    let cells = questions.iter().flat_map(|&question| {
        audiences.iter().filter_map(move |&who| {
            let what = What::Question(question);
            let found = scene.cell(wave, what, Place::Organisation, Some(who))?;
            let is_named = scene.input.survey.questions[usize::from(question)].name.is_some();
            is_named.then_some((found.1.mean.get().value, question, who, found))
        })
    });
    let Some((_, question, who, (key, cell))) = cells.min_by_key(|(value, ..)| *value) else {
        return scene.say("obstacle.groups_title", &[]);
    };
    let who = scene.words.inside(scene.audience(who)).into();
    let name =
        scene.say("finding.among", &[("what", scene.obstacle(question).into()), ("who", who)]);
    scene.say("scores.title", &[("lowest", name), ("low", scene.score(key, cell).into())])
}

/// The largest obstacle now and in the survey before: "Targets that pull apart: 40 now, 41 in 2025-Q3".
fn past_title(scene: &Scene, waves: &[u8], questions: &[u16]) -> Sentence {
    let plain = || scene.say("obstacle.past_title", &[]);
    let (&[now, then, ..], Some(&question)) = (waves, questions.first()) else { return plain() };
    let cell = |wave| scene.cell(wave, What::Question(question), Place::Organisation, None);
    let (Some(new), Some(old)) = (cell(now), cell(then)) else { return plain() };
    if scene.input.survey.questions[usize::from(question)].name.is_none() {
        return plain();
    }
    let values = [
        ("obstacle", scene.obstacle_label(question).into()),
        ("now", scene.score(new.0, new.1).into()),
        ("then", scene.score(old.0, old.1).into()),
        ("wave", Piece::sourced(scene.wave_id(then), "date").into()),
    ];
    scene.say("obstacle.past_both", &values)
}

/// The same scores, all groups together, in every wave that asked.
fn past(scene: &Scene, waves: &[u8], questions: &[u16]) -> Exhibit {
    let row = |&question: &u16| {
        let what = What::Question(question);
        let cell = |&wave: &u8| scene.cell(wave, what, Place::Organisation, None);
        let cells = waves.iter().map(cell).collect();
        HeatLine { label: scene.obstacle_label(question), cells, ..HeatLine::default() }
    };
    let rows: Vec<_> = questions.iter().map(row).collect();
    let columns: Vec<_> = waves.iter().map(|&wave| scene.wave_id(wave).to_owned()).collect();
    let caption = Caption {
        id: "over-time".into(),
        title: past_title(scene, waves, questions),
        subtitle: scene.say("obstacle.past_subtitle", &[]),
        summary: scene.say("obstacle.meaning", &[]),
        source: scene.say("obstacle.past_source", &[]),
    };
    heat(scene, &scene.words.get("table.obstacle"), &columns, &rows, caption)
}
