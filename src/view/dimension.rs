//! One dimension in one wave: who scores it how, its practices, its items, its course.

use super::address::Address;
use super::changed::{ByUnit, by_unit, changed};
use super::comments::{Comments, comments};
use super::drivers;
use super::exhibit::{
    Asked, Caption, Exhibit, HeatLine, Line, Lines, Readings, Subject, dots, heat, likert, sort,
    trend, trend_waves,
};
use super::note::{Card, card};
use super::page::{Page, files};
use super::questions;
use super::register::{self, ActionEntry, Advice};
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, Way, shell};
use super::sides;
use super::standing::over_time_caption;
use super::wave::{known, source};
use crate::key::{Figure, Key, Place, What};
use crate::notes::Kind;
use crate::privacy::{Agreement, Strength};
use crate::survey::{Item, QuestionKind};
use serde::Serialize;

/// What the page of a dimension says.
#[derive(Clone, Debug, Serialize)]
pub struct DimensionPage {
    /// Its name.
    pub name: String,
    /// What it means.
    pub about: String,
    /// The wave.
    pub wave: Sentence,
    /// Score and change in one sentence.
    pub verdict: Sentence,
    /// All audiences together, then each.
    pub audiences: Exhibit,
    /// How far the people of each audience agree.
    pub agreement: Sentence,
    /// Its practices, answers.
    pub practices: Exhibit,
    /// Its practices, scores by audience.
    pub scores: Exhibit,
    /// Which practices and units moved.
    pub changed: Vec<Sentence>,
    /// The dimension by unit.
    pub units: Option<ByUnit>,
    /// Its practices from two sides, a pair of audiences each.
    pub sides: Vec<Exhibit>,
    /// What its practices weigh in overall satisfaction.
    pub drivers: Vec<Sentence>,
    /// Its items.
    pub items: Exhibit,
    /// The wording of each item, by audience.
    pub wordings: Vec<Wording>,
    /// Audiences over all waves.
    pub trend: Option<Exhibit>,
    /// What people said.
    pub comments: Option<Comments>,
    /// What the playbook suggests; beside the newest wave only, as are the actions.
    pub advice: Vec<Advice>,
    /// Actions about it that are not done.
    pub actions: Vec<ActionEntry>,
    /// Stories that speak of it.
    pub stories: Vec<Card>,
    /// The other dimensions of the wave.
    pub dimensions: Vec<Way>,
    /// The same dimension in other waves, newest first.
    pub waves: Vec<Way>,
}

/// What people were asked.
#[derive(Clone, Debug, Serialize)]
pub struct Wording {
    /// The practice.
    pub practice: String,
    /// Whether agreement is bad.
    pub reverse: bool,
    /// Audience and words; those who read the same words stand together.
    pub texts: Vec<(String, String)>,
}

/// The page of a dimension.
pub(super) fn page(scene: &Scene, wave: u8, dimension: u16) -> Page<DimensionPage> {
    let address = scene.dimension_address(wave, dimension);
    let body = body(scene, wave, dimension);
    let up = match scene.input.report.waves().last() == Some(&wave) {
        true => Address::Home,
        false => scene.wave_address(wave),
    };
    let about = About {
        kind: "dimension",
        address: &address,
        title: format!("{}, {}", body.name, body.wave.plain()),
        description: body.verdict.clone(),
        trail: vec![Way::to(scene.wave(wave), &up)],
    };
    let exhibits = [&body.audiences, &body.practices, &body.scores, &body.items];
    Page {
        files: files(exhibits.into_iter().chain(&body.trend).chain(&body.sides)),
        shell: shell(scene, about),
        address,
        template: "dimension.html",
        body,
        origin: format!("content/waves/{}/wave.toml", scene.wave_id(wave)),
    }
}

fn body(scene: &Scene, wave: u8, dimension: u16) -> DimensionPage {
    let what = What::Dimension(dimension);
    let about = &scene.input.survey.dimensions[usize::from(dimension)].about;
    let others = scene.dimensions().filter(|&other| other != dimension);
    let earlier = scene.input.report.waves().iter().rev().filter(|&&other| other != wave);
    let is_newest = scene.input.report.waves().last() == Some(&wave);
    let asked = asked_practices(scene, wave, dimension);
    DimensionPage {
        name: scene.what(what),
        about: about.get(scene.language()).to_owned(),
        wave: scene.wave(wave).into(),
        verdict: verdict(scene, wave, what),
        audiences: audiences(scene, wave, what),
        agreement: agreement(scene, wave, what),
        practices: practices(scene, wave, dimension),
        scores: scores(scene, wave, dimension),
        changed: changed(scene, wave, dimension, &asked),
        units: by_unit(scene, wave, dimension),
        sides: sides::of_dimension(scene, wave, &asked),
        drivers: match questions::asked(scene, wave, QuestionKind::Outcome).is_empty() {
            true => Vec::new(),
            false => drivers::of_dimension(scene, wave, dimension),
        },
        items: items(scene, wave, dimension),
        wordings: wordings(scene, wave, dimension),
        trend: over_time(scene, wave, what),
        comments: comments(scene, wave, dimension),
        advice: if is_newest { register::advice(scene, wave, dimension) } else { Vec::new() },
        actions: match is_newest {
            true => register::about_dimension(scene, dimension),
            false => Vec::new(),
        },
        stories: stories(scene, wave, dimension),
        dimensions: others
            .map(|of| Way::to(scene.what(What::Dimension(of)), &scene.dimension_address(wave, of)))
            .collect(),
        waves: earlier
            .map(|&at| Way::to(scene.wave(at), &scene.dimension_address(at, dimension)))
            .collect(),
    }
}

fn verdict(scene: &Scene, wave: u8, what: What) -> Sentence {
    let Some((key, cell)) = scene.cell(wave, what, Place::Organisation, None) else {
        return scene.say("dimension.not_shown", &[("what", scene.what(what).into())]);
    };
    let mut values =
        vec![("what", scene.what(what).into()), ("score", scene.score(key, cell).into())];
    match scene.change(wave, what, Place::Organisation, None) {
        Some((key, change)) => {
            values.push(("change", scene.change_words(key, change)));
            scene.say("dimension.verdict", &values)
        }
        None => scene.say("dimension.verdict_first", &values),
    }
}

fn audiences(scene: &Scene, wave: u8, what: What) -> Exhibit {
    let all = Subject {
        label: scene.words.get("name.all"),
        what,
        place: Place::Organisation,
        audience: None,
        emphasised: true,
    };
    let each = scene.audiences().map(|audience| Subject {
        label: scene.audience(audience).to_owned(),
        what,
        place: Place::Organisation,
        audience: Some(audience),
        emphasised: false,
    });
    let subjects: Vec<_> = std::iter::once(all).chain(each).collect();
    let scored = scene.audiences().filter_map(|audience| {
        let (key, cell) = scene.cell(wave, what, Place::Organisation, Some(audience))?;
        let name = scene.words.inside(scene.audience(audience));
        Some((cell.mean.get().value, name, scene.score(key, cell)))
    });
    let scored: Vec<_> = scored.collect();
    let (title, summary) = extremes(scene, "audiences", &scored);
    let caption = Caption {
        id: "audiences".into(),
        title,
        subtitle: scene.say("audiences.subtitle", &[("wave", scene.wave(wave).into())]),
        summary,
        source: source(scene, wave),
    };
    dots(scene, wave, &subjects, caption)
}

/// The most words of a title.
const LONGEST: usize = 10;

/// Title and summary that name the lowest and the highest of several figures.
fn extremes(scene: &Scene, section: &str, figures: &[(u8, String, Piece)]) -> (Sentence, Sentence) {
    let lowest = figures.iter().min_by_key(|(value, ..)| value);
    let highest = figures.iter().rev().max_by_key(|(value, ..)| value);
    let (Some(low), Some(high)) = (lowest, highest) else {
        return (scene.say(&format!("{section}.plain"), &[]), Sentence::default());
    };
    // Two that share an end are both named; more would not fit a title.
    let end = |end: &(u8, String, Piece)| {
        let same: Vec<_> = figures.iter().filter(|other| other.0 == end.0).collect();
        match same.len() {
            2 => scene.words.join(same.iter().map(|one| one.1.as_str().into()).collect()),
            _ => Sentence::from(end.1.as_str()),
        }
    };
    let values = [
        ("lowest", end(low)),
        ("low", low.2.clone().into()),
        ("highest", end(high)),
        ("high", high.2.clone().into()),
    ];
    let said = |part: &str| scene.say(&format!("{section}.{part}"), &values).capitalised();
    let title = said("title");
    // A title that grows too long with both names has the first of them.
    let single = [
        ("lowest", low.1.as_str().into()),
        ("low", low.2.clone().into()),
        ("highest", high.1.as_str().into()),
    ];
    let title = match title.plain().split(' ').count() > LONGEST {
        true => scene.say(&format!("{section}.title"), &single).capitalised(),
        false => title,
    };
    match low.0 == high.0 {
        true => (scene.say(&format!("{section}.plain"), &[]), said("same")),
        false => (title, said("summary")),
    }
}

/// Answers of all groups, with how far the people of each agree.
fn asked<'a>(scene: &Scene<'a>, wave: u8, what: What) -> Asked<'a> {
    let is_weak = agreements(scene, wave, what)
        .any(|(_, _, found)| matches!(found.strength, Strength::Lacking | Strength::Weak));
    // Single statements always differ more; beside each it would say nothing.
    let is_told = is_weak && matches!(what, What::Practice(_));
    Asked {
        remark: if is_told { scene.words.get("agreement.differ") } else { String::new() },
        agreement: in_words(scene, wave, what),
        ..Asked::new(scene, wave, what, None)
    }
}

/// How far the people of each audience agree, where that may be shown.
fn agreements<'a>(
    scene: &Scene<'a>,
    wave: u8,
    what: What,
) -> impl Iterator<Item = (u8, Key, &'a Agreement)> {
    let scene = *scene;
    scene.audiences().filter_map(move |audience| {
        let (key, cell) = scene.cell(wave, what, Place::Organisation, Some(audience))?;
        Some((audience, key, cell.agreement.as_ref()?.get()))
    })
}

/// "procurement team strongly (0.74), suppliers weakly (0.41)".
fn in_words(scene: &Scene, wave: u8, what: What) -> Sentence {
    let one = |(audience, key, found): (u8, Key, &Agreement)| {
        let values = [
            ("who", scene.words.inside(scene.audience(audience)).into()),
            ("strength", scene.strength(found.strength).into()),
            ("rwg", scene.rwg(key, found).into()),
        ];
        scene.say("agreement.one", &values)
    };
    let all = agreements(scene, wave, what).map(one);
    all.reduce(|sum, one| sum + ", " + one).unwrap_or_default()
}

fn agreement(scene: &Scene, wave: u8, what: What) -> Sentence {
    let list = in_words(scene, wave, what);
    match list.is_empty() {
        true => Sentence::default(),
        false => scene.say("agreement.people", &[("list", list)]),
    }
}

fn favourable(
    scene: &Scene,
    rows: &[Asked],
    name: impl Fn(&Asked) -> String,
) -> Vec<(u8, String, Piece)> {
    let share = |row: &Asked| {
        let (key, shares) = row.shares()?;
        let share = scene.percent(shares.favourable, key, Figure::Fav);
        Some((shares.favourable.value, name(row), share))
    };
    rows.iter().filter_map(share).collect()
}

/// Whether the wave's form asks about a practice at all: what was not asked is left out, which is
/// another thing than what is not shown.
fn was_asked(scene: &Scene, wave: u8, practice: u16) -> bool {
    let survey = scene.input.survey;
    let items = survey.practices[usize::from(practice)].items.clone();
    survey.items[items].iter().any(|item| is_on(scene, wave, item))
}

fn is_on(scene: &Scene, wave: u8, item: &Item) -> bool {
    let form = &scene.input.waves[usize::from(wave)].form;
    item.forms.iter().any(|own| own == form)
}

/// The practices of a dimension that a wave asked about.
pub(super) fn asked_practices(scene: &Scene, wave: u8, dimension: u16) -> Vec<u16> {
    scene.practices(dimension).filter(|&of| was_asked(scene, wave, of)).collect()
}

fn practices(scene: &Scene, wave: u8, dimension: u16) -> Exhibit {
    let practices = asked_practices(scene, wave, dimension).into_iter();
    let rows = practices.map(|of| asked(scene, wave, What::Practice(of)));
    let mut rows: Vec<_> = rows.collect();
    sort(&mut rows);
    let figures = favourable(scene, &rows, |row| scene.words.inside(&row.label));
    let (title, summary) = extremes(scene, "practices", &figures);
    let caption = Caption {
        id: "practices".into(),
        title,
        subtitle: scene.say("practices.subtitle", &[("wave", scene.wave(wave).into())]),
        summary,
        source: source(scene, wave),
    };
    likert(scene, &scene.words.get("table.practice"), &rows, &Readings::plain(scene), caption)
}

fn items(scene: &Scene, wave: u8, dimension: u16) -> Exhibit {
    let on_form = |&item: &u16| is_on(scene, wave, &scene.input.survey.items[usize::from(item)]);
    let items = scene.items(dimension).filter(on_form);
    let mut rows: Vec<_> = items.map(|item| asked(scene, wave, What::Item(item))).collect();
    sort(&mut rows);
    let figures = favourable(scene, &rows, |row| row.label.clone());
    let (mut title, summary) = extremes(scene, "items", &figures);
    let lowest = rows.iter().filter_map(|row| Some((row.shares()?.1.favourable.value, row)));
    if let (Some((_, lowest)), true) = (lowest.min_by_key(|(share, _)| *share), figures.len() > 1)
        && let What::Item(item) = lowest.what
        && let Some((key, shares)) = lowest.shares()
    {
        let practice = scene.input.survey.items[usize::from(item)].practice;
        let name = scene.input.survey.practices[practice].name.get(scene.language());
        let values = [
            ("practice", scene.words.inside(name).into()),
            ("low", scene.percent(shares.favourable, key, Figure::Fav).into()),
        ];
        title = scene.say("items.lowest", &values);
    }
    let caption = Caption {
        id: "items".into(),
        title,
        subtitle: scene.say("items.subtitle", &[("wave", scene.wave(wave).into())]),
        summary,
        source: source(scene, wave),
    };
    likert(scene, &scene.words.get("table.item"), &rows, &Readings::plain(scene), caption)
}

fn scores(scene: &Scene, wave: u8, dimension: u16) -> Exhibit {
    let audiences: Vec<u8> = scene.audiences().collect();
    let row = |practice| {
        let what = What::Practice(practice);
        let whose = std::iter::once(None).chain(audiences.iter().copied().map(Some));
        let cells = whose.map(|who| scene.cell(wave, what, Place::Organisation, who));
        HeatLine { label: scene.what(what), cells: cells.collect(), ..HeatLine::default() }
    };
    let practices = asked_practices(scene, wave, dimension).into_iter();
    let rows: Vec<_> = practices.map(row).collect();
    let mut columns = vec![scene.words.get("name.all_short")];
    columns.extend(audiences.iter().map(|&audience| scene.audience(audience).to_owned()));
    let figures = rows.iter().flat_map(|row| {
        row.cells.iter().skip(1).zip(&audiences).filter_map(|(found, &audience)| {
            let (key, cell) = (*found)?;
            let who = scene.words.inside(scene.audience(audience));
            let values = [("what", scene.words.inside(&row.label).into()), ("who", who.into())];
            let name = scene.say("finding.among", &values).plain();
            Some((cell.mean.get().value, name, scene.score(key, cell)))
        })
    });
    let (title, summary) = extremes(scene, "scores", &figures.collect::<Vec<_>>());
    let caption = Caption {
        id: "scores".into(),
        title,
        subtitle: scene.say("scores.subtitle", &[("wave", scene.wave(wave).into())]),
        summary,
        source: source(scene, wave),
    };
    heat(scene, &scene.words.get("table.practice"), &columns, &rows, caption)
}

fn wordings(scene: &Scene, wave: u8, dimension: u16) -> Vec<Wording> {
    let survey = scene.input.survey;
    let form = &scene.input.waves[usize::from(wave)].form;
    let wording = |item: u16| {
        let item = &survey.items[usize::from(item)];
        let audiences = item.audiences.iter().copied().filter(|&who| item.is_asked(form, who));
        Wording {
            practice: survey.practices[item.practice].name.get(scene.language()).to_owned(),
            reverse: item.reverse,
            texts: scene.wordings(audiences.map(|who| (who, item.wording(who)))),
        }
    };
    let all = scene.items(dimension).map(wording);
    all.filter(|wording| !wording.texts.is_empty()).collect()
}

fn over_time(scene: &Scene, wave: u8, what: What) -> Option<Exhibit> {
    let picture = |audience: Option<u8>| Lines {
        title: audience.map_or_else(
            || scene.words.get("name.all"),
            |audience| scene.audience(audience).to_owned(),
        ),
        lines: vec![Line { name: String::new(), what, place: Place::Organisation, audience }],
    };
    let whose = std::iter::once(None).chain(scene.audiences().map(Some));
    let pictures: Vec<_> = whose.map(picture).collect();
    (trend_waves(scene, wave).len() > 1)
        .then(|| trend(scene, wave, &pictures, over_time_caption(scene, wave, &pictures)))
}

/// The newest stories about a dimension that were known when the wave closed; beside the newest wave, all.
fn stories(scene: &Scene, wave: u8, dimension: u16) -> Vec<Card> {
    let known = known(scene, wave);
    let practices = scene.input.survey.dimensions[usize::from(dimension)].practices.clone();
    let notes = scene.notes(Kind::Story).into_iter().filter(|note| known(note)).filter(|note| {
        note.dimensions.contains(&dimension)
            || note.practices.iter().any(|&practice| practices.contains(&usize::from(practice)))
    });
    notes.take(3).map(|note| card(scene, note)).collect()
}
