//! What is counted every quarter: from where, to where, and how far it has come.

use super::progress::progress;
use super::standing::{Standing, origin, said, standing, value, waves};
use super::{about, action_way, count, entry, goal_way, measured, place};
use crate::key::{Place, What};
use crate::register::{Goal, Measure, MeasureKind};
use crate::view::address::Address;
use crate::view::exhibit::Exhibit;
use crate::view::page::{Page, files};
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use crate::view::shell::{About, Way, shell};
use serde::Serialize;

/// What the page says.
#[derive(Clone, Debug, Serialize)]
pub struct MeasuresPage {
    /// How many have got there.
    pub verdict: Sentence,
    /// How far each has come.
    pub progress: Option<Exhibit>,
    /// The measures.
    pub measures: Vec<MeasureEntry>,
}

/// One measure.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureEntry {
    /// Its anchor.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind of thing is counted.
    pub kind: String,
    /// The unit or supplier it belongs to.
    pub place: Sentence,
    /// How it stands, for styles: `reached`, `under-way`, `below`, `away`, `missing`.
    pub state: &'static str,
    /// The same in words.
    pub word: String,
    /// Baseline, value and target in a sentence.
    pub said: Sentence,
    /// Where the values come from.
    pub origin: Sentence,
    /// The value of each wave since the first.
    pub quarters: Vec<Quarter>,
    /// Who answers for it here.
    pub us: String,
    /// Who answers for it on the other side.
    pub them: String,
    /// The way to what it is about, to the goals that it counts and to actions that should move it.
    pub ways: Vec<Way>,
}

/// The value of one wave.
#[derive(Clone, Debug, Serialize)]
pub struct Quarter {
    /// The wave.
    pub wave: Piece,
    /// Its value, or words for none.
    pub value: Piece,
    /// Whether there is one.
    pub known: bool,
}

/// The page of all measures, if there are any.
pub(in crate::view) fn page(scene: &Scene) -> Page<MeasuresPage> {
    let address = Address::Measures;
    let body = body(scene);
    let about = About {
        kind: "register",
        address: &address,
        title: scene.words.get("nav.measures"),
        description: body.verdict.clone(),
        trail: Vec::new(),
    };
    Page {
        files: files(&body.progress),
        shell: shell(scene, about),
        address,
        template: "measures.html",
        body,
        origin: "content/measures.toml".into(),
    }
}

fn body(scene: &Scene) -> MeasuresPage {
    let all = &scene.input.register.measures;
    let standings: Vec<_> = all.iter().map(|measure| standing(scene, measure)).collect();
    let number = |state| standings.iter().filter(|one| one.state == state).count();
    let values = [
        ("reached", count(number("reached")).into()),
        ("all", count(all.len()).into()),
        ("away", count(number("away")).into()),
        ("missing", count(number("missing")).into()),
    ];
    let pairs = || all.iter().zip(&standings);
    MeasuresPage {
        verdict: scene.say("measures.verdict", &values),
        progress: progress(scene, &pairs().collect::<Vec<_>>(), &values),
        measures: pairs().map(|(measure, standing)| told(scene, measure, standing)).collect(),
    }
}

/// Whether a measure has moved away from its target since the outset, and what to say of it.
pub(in crate::view) fn moved_away(scene: &Scene, measure: &Measure) -> Option<(i32, Sentence)> {
    let standing = standing(scene, measure);
    let progress = standing.progress.filter(|_| standing.state == "away")?;
    let values = [
        (
            "first",
            standing.first.as_ref().map(|first| first.said.clone().into()).unwrap_or_default(),
        ),
        (
            "last",
            standing.last.as_ref().map(|(_, last)| last.said.clone().into()).unwrap_or_default(),
        ),
        ("target", measured(scene, measure, measure.target, "target").into()),
    ];
    Some((progress, scene.say("finding.measure_values", &values)))
}

/// The measures of one unit or supplier, each in a sentence.
pub(in crate::view) fn of_place(scene: &Scene, place: Place) -> Vec<Sentence> {
    let all = scene.input.register.measures.iter();
    let own = all.filter(|measure| measure.about.place == Some(place));
    let told = |measure: &Measure| {
        let Way { text, href, .. } = entry(measure.name.as_str(), &Address::Measures, &measure.id);
        Sentence::from(Piece::link(text.plain(), href)) + ": " + in_short(scene, measure)
    };
    own.map(told).collect()
}

/// The value of each of them in one wave beside its target, where there is a value.
pub(in crate::view) fn in_wave(scene: &Scene, place: Place, wave: u8) -> Vec<Sentence> {
    let all = scene.input.register.measures.iter();
    let own = all.filter(|measure| measure.about.place == Some(place));
    let told = |measure: &Measure| {
        let values = [
            ("name", measure.name.as_str().into()),
            ("value", value(scene, measure, wave)?.said.into()),
            ("target", measured(scene, measure, measure.target, "target").into()),
        ];
        Some(scene.say("measures.in_wave", &values))
    };
    own.filter_map(told).collect()
}

/// The practices that measures of innovation are about, in the order of the instrument.
pub(in crate::view) fn innovative(scene: &Scene) -> Vec<What> {
    let all = scene.input.register.measures.iter();
    let all = all.filter(|measure| measure.kind == MeasureKind::Innovation);
    let what = all.flat_map(|measure| &measure.about.what).copied();
    let mut found: Vec<What> = what.filter(|what| matches!(what, What::Practice(_))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// How a measure stands, for a goal that it counts.
pub(super) fn in_short(scene: &Scene, measure: &Measure) -> Sentence {
    said(scene, measure, &standing(scene, measure))
}

fn told(scene: &Scene, measure: &Measure, standing: &Standing) -> MeasureEntry {
    let quarter = |wave| {
        let value = value(scene, measure, wave);
        Quarter {
            wave: Piece::sourced(scene.wave_id(wave), "date"),
            known: value.is_some(),
            value: value.map_or_else(
                || Piece::text(scene.words.get("measures.not_measured")),
                |value| value.said,
            ),
        }
    };
    let owner = |owner: &Option<String>| owner.clone().unwrap_or_default();
    MeasureEntry {
        id: measure.id.clone(),
        name: measure.name.clone(),
        kind: scene.words.get(&format!("measures.kind_{}", measure.kind.word().replace('-', "_"))),
        place: place(scene, &measure.about),
        state: standing.state,
        word: scene.words.get(&format!("measures.is_{}", standing.state.replace('-', "_"))),
        said: said(scene, measure, standing),
        origin: origin(scene, measure),
        quarters: waves(scene, measure).into_iter().map(quarter).collect(),
        us: owner(&measure.owners.us),
        them: owner(&measure.owners.them),
        ways: ways(scene, measure),
    }
}

fn ways(scene: &Scene, measure: &Measure) -> Vec<Way> {
    let register = scene.input.register;
    let own = register.measures.iter().position(|other| other.id == measure.id);
    let counted = |goal: &&Goal| goal.measure == own;
    let goals = register.goals.iter().filter(counted);
    let goals = goals.map(|goal| goal_way(scene, goal));
    let actions = register.actions.iter().filter(|action| action.measure == own);
    let actions = actions.map(|one| action_way(scene, one));
    goals.chain(actions).chain(about(scene, &measure.about)).collect()
}
