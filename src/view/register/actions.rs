//! You said, we did: each action with the score of the wave that called for it and the score now.
//! The two stand beside each other; nothing says that the one caused the other.

use super::{about, count, entry, goal_way, measure_way, place};
use crate::key::{Place, What};
use crate::register::{Action, Status};
use crate::view::address::Address;
use crate::view::page::Page;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use crate::view::shell::{About, Way, shell};
use jiff::civil::Date;
use serde::Serialize;
use std::cmp::Reverse;

/// What the page says.
#[derive(Clone, Debug, Serialize)]
pub struct ActionsPage {
    /// How many are done, open and overdue.
    pub verdict: Sentence,
    /// Those that should have been done, the oldest first.
    pub overdue: Vec<ActionEntry>,
    /// Those under way, the next first.
    pub open: Vec<ActionEntry>,
    /// Those done, the newest first.
    pub done: Vec<ActionEntry>,
    /// Those given up.
    pub dropped: Vec<ActionEntry>,
}

/// One action.
#[derive(Clone, Debug, Serialize)]
pub struct ActionEntry {
    /// Its anchor.
    pub id: String,
    /// The way to it.
    pub href: String,
    /// What was found.
    pub finding: String,
    /// The wave that found it.
    pub from: Sentence,
    /// What is done about it.
    pub action: String,
    /// Who does it.
    pub owner: String,
    /// The unit or supplier it belongs to.
    pub place: Sentence,
    /// How far it is, for styles: `overdue`, `open`, `done` or `dropped`.
    pub state: &'static str,
    /// The same in words, with its day.
    pub word: Sentence,
    /// Scores before and now, a line each.
    pub scores: Vec<Sentence>,
    /// What came of it, or why it was given up.
    pub result: String,
    /// The way to its measure, its goal and what it is about.
    pub ways: Vec<Way>,
}

/// The page of all actions.
pub(in crate::view) fn page(scene: &Scene) -> Page<ActionsPage> {
    let address = Address::Actions;
    let body = body(scene);
    let about = About {
        kind: "register",
        address: &address,
        title: scene.words.get("nav.actions"),
        description: body.verdict.clone(),
        trail: Vec::new(),
    };
    Page {
        shell: shell(scene, about),
        address,
        template: "actions.html",
        body,
        files: Vec::new(),
        origin: "content/actions.toml".into(),
    }
}

fn body(scene: &Scene) -> ActionsPage {
    let groups = ["overdue", "open", "done", "dropped"].map(|state| in_state(scene, state));
    let [overdue, open, done, dropped] = groups
        .map(|actions| actions.into_iter().map(|action| told(scene, action)).collect::<Vec<_>>());
    let values = [
        ("all", count(scene.input.register.actions.len()).into()),
        ("done", count(done.len()).into()),
        ("open", count(open.len() + overdue.len()).into()),
        ("overdue", count(overdue.len()).into()),
    ];
    let name = if overdue.is_empty() { "actions.verdict" } else { "actions.verdict_overdue" };
    ActionsPage { verdict: scene.say(name, &values), overdue, open, done, dropped }
}

/// How far an action is on the day of the report.
fn state(scene: &Scene, action: &Action) -> &'static str {
    state_on(scene.input.options.date, action)
}

/// How far an action was on a day.
fn state_on(day: Date, action: &Action) -> &'static str {
    match action.status_on(day) {
        Status::Open if action.is_overdue(day) => "overdue",
        Status::Open => "open",
        Status::Done => "done",
        Status::Dropped => "dropped",
    }
}

/// The actions in one state: by their last day, or those done by the day they were done, newest first.
fn in_state<'a>(scene: &Scene<'a>, wanted: &str) -> Vec<&'a Action> {
    let all = scene.input.register.actions.iter();
    let mut found: Vec<_> = all.filter(|action| state(scene, action) == wanted).collect();
    found.sort_by_key(|action| (Reverse(action.done), action.due));
    found
}

/// For the home page: at most three that are due, overdue ones first, and the newest one done that
/// can show a score before and after.
pub(in crate::view) fn due_first(scene: &Scene) -> Vec<ActionEntry> {
    let due = in_state(scene, "overdue").into_iter().chain(in_state(scene, "open")).take(3);
    let newest = scene.input.report.waves().last();
    let done = in_state(scene, "done").into_iter();
    let done = done.filter(|action| Some(&action.from) != newest);
    let shown = done.max_by_key(|action| {
        let (_, change) = changes(scene, action).into_iter().flatten().next()?;
        Some((change.p.is_some(), change.points.get().unsigned_abs()))
    });
    due.chain(shown).map(|action| told(scene, action)).collect()
}

/// The actions about a dimension that are not done, as ways.
pub(in crate::view) fn about_dimension(scene: &Scene, dimension: u16) -> Vec<ActionEntry> {
    let is_about = |what: &What| scene.dimension_of(*what) == Some(dimension);
    let open = in_state(scene, "overdue").into_iter().chain(in_state(scene, "open"));
    let open = open.filter(|action| action.about.what.iter().any(is_about));
    open.map(|action| told(scene, action)).collect()
}

/// The actions about an obstacle: overdue ones, those under way, then those done.
pub(in crate::view) fn against(scene: &Scene, question: u16) -> Vec<ActionEntry> {
    let all = ["overdue", "open", "done"].into_iter().flat_map(|state| in_state(scene, state));
    let all = all.filter(|action| action.about.what.contains(&What::Question(question)));
    all.map(|action| told(scene, action)).collect()
}

/// The actions of a unit, or of one below it: overdue ones, those under way, then those done.
pub(in crate::view) fn about_unit(scene: &Scene, unit: usize) -> Vec<ActionEntry> {
    let is_there = |action: &&Action| match action.about.place {
        Some(Place::Unit(of)) => scene.input.organisation.is_within(usize::from(of), unit),
        _ => false,
    };
    let all = ["overdue", "open", "done"].into_iter().flat_map(|state| in_state(scene, state));
    all.filter(is_there).map(|action| told(scene, action)).collect()
}

/// The actions of one unit or supplier: overdue ones, those under way, then those done.
pub(in crate::view) fn of_place(scene: &Scene, place: Place) -> Vec<ActionEntry> {
    let all = ["overdue", "open", "done"].into_iter().flat_map(|state| in_state(scene, state));
    let all = all.filter(|action| action.about.place == Some(place));
    all.map(|action| told(scene, action)).collect()
}

/// The same in a line each, as they stood in a wave.
pub(in crate::view) fn lines(scene: &Scene, place: Place, wave: u8) -> Vec<Sentence> {
    let day = match scene.input.report.waves().last() == Some(&wave) {
        true => scene.input.options.date,
        false => scene.input.waves[usize::from(wave)].closes,
    };
    let line = |action: &Action| {
        let state = state_on(day, action);
        let until = if state == "done" { action.done.unwrap_or(action.due) } else { action.due };
        let state =
            scene.say(&format!("actions.is_{state}"), &[("date", scene.date(until).into())]);
        let owner = ("owner", action.owner.as_str().into());
        let action = ("action", action.action.trim_end_matches('.').into());
        scene.say("actions.line", &[action, owner, ("state", state)])
    };
    let all = scene.input.register.actions.iter();
    let known = all.filter(|action| action.from <= wave && action.about.place == Some(place));
    known.map(line).collect()
}

/// The action that is under way about a thing measured, the one of this place if there is one. An
/// action about a part of it counts for the whole.
pub(in crate::view) fn under_way<'a>(
    scene: &Scene<'a>,
    what: What,
    place: Place,
) -> Option<&'a Action> {
    let covers = |own: What| {
        own == what
            || matches!(what, What::Dimension(of) if scene.dimension_of(own) == Some(of))
            || what == What::Index
    };
    let here = |action: &Action| action.about.place.unwrap_or(Place::Organisation) == place;
    let open = in_state(scene, "overdue").into_iter().chain(in_state(scene, "open"));
    let mut open = open.filter(|action| here(action));
    open.find(|action| action.about.what.iter().any(|&own| covers(own)))
}

/// What is said of an action, wherever it stands.
pub(in crate::view) fn told(scene: &Scene, action: &Action) -> ActionEntry {
    let state = state(scene, action);
    let day = if state == "done" { action.done.unwrap_or(action.due) } else { action.due };
    let way = entry("", &Address::Actions, &action.id);
    ActionEntry {
        id: action.id.clone(),
        href: way.href,
        finding: action.finding.clone(),
        from: scene.wave(action.from).into(),
        action: action.action.clone(),
        owner: action.owner.clone(),
        place: place(scene, &action.about),
        state,
        word: scene.say(&format!("actions.is_{state}"), &[("date", scene.date(day).into())]),
        scores: scores(scene, action),
        result: action.result.clone().unwrap_or_default(),
        ways: ways(scene, action),
    }
}

/// What is looked at before and after. Practices and items are published for the organisation only, so
/// elsewhere their dimension stands for them.
fn looked_at(scene: &Scene, action: &Action) -> Vec<(What, Place)> {
    let place = action.about.place.unwrap_or(Place::Organisation);
    let mut all = Vec::new();
    for &what in &action.about.what {
        let what = match (what, place) {
            (What::Practice(_) | What::Item(_), Place::Unit(_) | Place::Supplier(_)) => {
                scene.dimension_of(what).map_or(what, What::Dimension)
            }
            _ => what,
        };
        if !all.contains(&(what, place)) {
            all.push((what, place));
        }
    }
    all
}

/// The change of each thing looked at, since the wave that called for the action.
fn changes<'a>(
    scene: &Scene<'a>,
    action: &Action,
) -> Vec<Option<(crate::key::Key, &'a crate::privacy::Comparison)>> {
    let report = scene.input.report;
    let Some(&newest) = report.waves().last() else { return Vec::new() };
    let looked_at = looked_at(scene, action).into_iter();
    looked_at
        .map(|(what, place)| report.change_since(newest, action.from, what, place, action.audience))
        .collect()
}

/// A line for each score: before, now, and what may be said of the difference.
fn scores(scene: &Scene, action: &Action) -> Vec<Sentence> {
    let report = scene.input.report;
    let Some(&newest) = report.waves().last() else { return Vec::new() };
    let changes = changes(scene, action);
    let line = |((what, place), change): ((What, Place), Option<_>)| {
        let mut values = vec![("what", subject(scene, what, action.audience))];
        if action.from >= newest {
            let found = scene.cell(newest, what, place, action.audience);
            values.push(("score", scene.score_or_not(found).into()));
            return scene.say("actions.too_early", &values);
        }
        let before = report.matched(action.from, newest, what, place, action.audience);
        let after = report.matched(newest, action.from, what, place, action.audience);
        let (Some(_), Some(before), Some(after)) = (change, before, after) else {
            return scene.say("actions.not_shown", &values);
        };
        values.push(("before", scene.score(before.0, before.1).into()));
        values.push(("after", scene.score(after.0, after.1).into()));
        values.push(("then", Piece::sourced(scene.wave_id(action.from), "date").into()));
        values.push(("now", Piece::sourced(scene.wave_id(newest), "date").into()));
        values.push(("change", scene.change_in_full(change)));
        values.push(("interval", scene.gap_interval(change)));
        scene.say("actions.score", &values)
    };
    looked_at(scene, action).into_iter().zip(changes).map(line).collect()
}

/// "Trust among suppliers". A statement is followed by its score, so its full stop is left out.
fn subject(scene: &Scene, what: What, audience: Option<u8>) -> Sentence {
    let name = Sentence::from(scene.what(what).trim_end_matches('.'));
    let Some(audience) = audience else { return name };
    let who = scene.words.inside(scene.audience(audience));
    scene.say("finding.among", &[("what", name), ("who", who.into())])
}

fn ways(scene: &Scene, action: &Action) -> Vec<Way> {
    let register = scene.input.register;
    let goal = action.goal.and_then(|at| register.goals.get(at));
    let goal = goal.map(|one| goal_way(scene, one));
    let measure = action.measure.and_then(|at| register.measures.get(at));
    let measure = measure.map(|one| measure_way(scene, one));
    goal.into_iter().chain(measure).chain(about(scene, &action.about)).collect()
}

/// The actions that should have been done.
pub(in crate::view) fn overdue<'a>(scene: &Scene<'a>) -> Vec<&'a Action> {
    in_state(scene, "overdue")
}
