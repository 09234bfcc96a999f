//! What is counted every quarter: from where, to where, and how far it has come.

use super::{about, action_way, count, entry, goal_way, measured, place};
use crate::chart::{self, BarRow, Bars};
use crate::key::{Figure, Key, Place, Query, Waves, What, Whose};
use crate::privacy::Cell;
use crate::register::{Goal, Measure, MeasureKind, Values};
use crate::table::{harmless, line};
use crate::view::address::Address;
use crate::view::exhibit::{Caption, Exhibit, Table};
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
    /// How it stands, for styles: `reached`, `under-way`, `away`, `missing`.
    pub state: &'static str,
    /// The same in words.
    pub word: String,
    /// Baseline, value and target in a sentence.
    pub said: Sentence,
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

/// A value as it is shown, and as a number where it was written down.
struct Value {
    said: Piece,
    number: f64,
}

/// How a measure stands now.
struct Standing {
    state: &'static str,
    first: Option<Value>,
    last: Option<(u8, Value)>,
    progress: Option<i32>,
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
fn value(scene: &Scene, measure: &Measure, wave: u8) -> Option<Value> {
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

/// The waves from the first one that counts.
fn waves(scene: &Scene, measure: &Measure) -> Vec<u8> {
    let first = match &measure.values {
        Values::Typed(values) => values.keys().next().copied(),
        Values::Survey(query) => Some(query.wave),
    };
    let all = scene.input.report.waves().iter().copied();
    first.map_or_else(Vec::new, |first| all.filter(|&wave| wave >= first).collect())
}

fn standing(scene: &Scene, measure: &Measure) -> Standing {
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
        _ => "under-way",
    };
    Standing { state, first, last, progress }
}

/// Whether a measure has moved away from its target since the outset, and what to say of it.
pub(super) fn moved_away(scene: &Scene, measure: &Measure) -> Option<(i32, Sentence)> {
    let standing = standing(scene, measure);
    let progress = standing.progress.filter(|_| standing.state == "away")?;
    Some((progress, said(scene, measure, &standing)))
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

fn said(scene: &Scene, measure: &Measure, standing: &Standing) -> Sentence {
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
        let source = format!("register:measures/{}/{}", measure.id, scene.wave_id(*wave));
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

fn percent(scene: &Scene, progress: i32, source: &str) -> Sentence {
    super::typed(scene, progress.into(), Some("%"), source).into()
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

/// How much of the way each has done, as bars.
fn progress(
    scene: &Scene,
    all: &[(&Measure, &Standing)],
    values: &[(&str, Sentence)],
) -> Option<Exhibit> {
    let on_way: Vec<_> = all.iter().filter(|(_, standing)| standing.progress.is_some()).collect();
    let words = scene.words;
    let row = |(measure, standing): &&(&Measure, &Standing)| {
        let progress = standing.progress.unwrap_or_default();
        let last = standing.last.as_ref().map(|(_, last)| last.said.text.clone());
        let target = measured(scene, measure, measure.target, "target").text;
        let values = [("last", last.unwrap_or_default().into()), ("target", target.into())];
        BarRow {
            label: measure.name.clone(),
            note: words.say("measures.of_target", &values).plain(),
            shown: percent(scene, progress, "").plain(),
            parts: vec![u8::try_from(progress.clamp(0, 100)).unwrap_or_default()],
            target: Some(100),
            source: format!("register:measures/{}", measure.id),
        }
    };
    let chart = Bars {
        rows: on_way.iter().map(row).collect(),
        parts: Vec::new(),
        target: words.get("chart.target"),
        not_shown: scene.not_shown().text,
    };
    let bars = ("bars", count(on_way.len()).into());
    let values: Vec<_> = values.iter().cloned().chain([bars]).collect();
    let title = match all.iter().filter(|(_, standing)| standing.state == "away").count() {
        0 => "measures.progress_title_all",
        1 => "measures.progress_title",
        _ => "measures.progress_title_many",
    };
    let caption = Caption {
        id: "progress".into(),
        title: words.say(title, &values),
        subtitle: words.say("measures.progress_subtitle", &[]),
        summary: words.say("measures.progress_summary", &values),
        source: words.say("measures.source", &[]),
    };
    let draw = |frame: &chart::Frame, width| chart::bars(&chart, frame, width);
    (!on_way.is_empty()).then(|| caption.around(draw, table(scene, all), csv(scene, all)))
}

fn table(scene: &Scene, all: &[(&Measure, &Standing)]) -> Table {
    let heads = ["measure", "first", "now", "target", "progress"];
    let column = |name: &str| (scene.say(&format!("measures.column_{name}"), &[]), None);
    let mut table = Table::new(&heads.map(column));
    for (measure, standing) in all {
        let said = |value: Option<&Value>| value.map(|value| value.said.clone());
        let or_not = |piece: Option<Piece>| piece.unwrap_or_else(|| scene.not_shown()).into();
        let source = format!("register:measures/{}", measure.id);
        let progress = standing.progress.map(|progress| percent(scene, progress, &source));
        let cells = vec![
            Piece::sourced(measure.name.as_str(), &source).into(),
            or_not(said(standing.first.as_ref())),
            or_not(said(standing.last.as_ref().map(|(_, last)| last))),
            measured(scene, measure, measure.target, "target").into(),
            progress.unwrap_or_else(|| scene.not_shown().into()),
        ];
        table.push(None, 0, cells);
    }
    table
}

/// Everything that was written down; figures of the survey lie beside their own pages.
fn csv(scene: &Scene, all: &[(&Measure, &Standing)]) -> String {
    let waves = scene.input.report.waves();
    let ids = waves.iter().map(|&wave| scene.wave_id(wave));
    let mut out = String::new();
    line(
        &mut out,
        ["source", "measure", "unit", "baseline"].into_iter().chain(ids).chain(["target"]),
    );
    for (measure, _) in all {
        let Values::Typed(values) = &measure.values else { continue };
        let number = |number: Option<&f64>| number.map(f64::to_string).unwrap_or_default();
        let mut fields = vec![
            format!("register:measures/{}", measure.id),
            harmless(&measure.name),
            harmless(measure.unit.as_deref().unwrap_or_default()),
            number(measure.baseline.as_ref()),
        ];
        fields.extend(waves.iter().map(|wave| number(values.get(wave))));
        fields.push(measure.target.to_string());
        line(&mut out, fields.iter().map(String::as_str));
    }
    out
}
