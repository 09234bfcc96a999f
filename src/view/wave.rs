//! The report on one wave; the newest one is the home page.

use super::address::Address;
use super::drivers;
use super::exhibit::Exhibit;
use super::findings::{Finding, findings, moved_most};
use super::maturity::{Ladder, ladder};
use super::note::{Card, card};
use super::page::{Page, files};
use super::promise::promises;
use super::questions;
use super::register::{self, ActionEntry};
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, Way, list, shell};
use super::sides;
use super::standing::{over_time, standing};
use super::survey;
use super::told::{Told, told};
use super::units;
use crate::key::{People, Place, What};
use crate::notes::{Kind, Note};
use crate::privacy::Verdict;
use serde::Serialize;

/// What the report on a wave says; without a closed wave everything is empty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WavePage {
    /// The wave's name.
    pub name: Sentence,
    /// When it closed.
    pub closed: Sentence,
    /// Other waves, newest first.
    pub others: Vec<Way>,
    /// The waves before this one in short, newest first.
    pub earlier: Vec<Way>,
    /// The newest report, where this is an older one.
    pub newest: Option<Way>,
    /// The verdict in one sentence.
    pub verdict: Sentence,
    /// What is to be decided.
    pub decision: String,
    /// The surveys that are open now, beside the newest report.
    pub surveys: Vec<Way>,
    /// Who answered.
    pub answered: Answered,
    /// How sure the index is.
    pub certainty: Sentence,
    /// Index and dimensions.
    pub dots: Option<Exhibit>,
    /// How far the organisation has come.
    pub ladder: Option<Ladder>,
    /// The way to each dimension's page.
    pub dimensions: Vec<Way>,
    /// What matters most.
    pub findings: Vec<Finding>,
    /// The editor's commentary with its figures.
    pub commentary: Vec<Told>,
    /// The two sides beside each other.
    pub sides: Option<Exhibit>,
    /// Other pairs of audiences, in short.
    pub more_sides: Vec<Sentence>,
    /// What people said beside the dimensions, in short, each with the way to more.
    pub questions: Vec<Sentence>,
    /// The way to more of it.
    pub response: Option<Way>,
    /// Units and dimensions.
    pub heat: Option<Exhibit>,
    /// Dimensions over all waves.
    pub trend: Option<Exhibit>,
    /// What is due and what was done; beside the newest wave only.
    pub actions: Vec<ActionEntry>,
    /// The way to all actions.
    pub all_actions: Option<Way>,
    /// The newest stories.
    pub stories: Vec<Card>,
    /// The way to all stories.
    pub all_stories: Option<Way>,
    /// How to read the page.
    pub reading: Vec<Sentence>,
    /// The way to the method page.
    pub method: String,
}

/// Who answered.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Answered {
    /// Everybody.
    pub all: Sentence,
    /// Audience by audience.
    pub parts: Vec<AnsweredPart>,
}

/// Who answered in one audience.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AnsweredPart {
    /// The audience.
    pub name: String,
    /// How many, of how many.
    pub number: Sentence,
}

/// The most stories beside the figures, after the newest award.
const STORIES: usize = 2;
/// The most earlier waves beside the name of one: a year of quarters.
const EARLIER: usize = 4;

/// The newest closed wave, once as home and once at its own address; or "no results yet".
pub(super) fn home(scene: &Scene) -> Vec<Page<WavePage>> {
    let Some(&wave) = scene.input.report.waves().last() else { return vec![empty(scene)] };
    let body = body(scene, wave);
    let own = made(scene, wave, scene.wave_address(wave), body.clone());
    vec![made(scene, wave, Address::Home, body), own]
}

/// The page of a wave.
pub(super) fn page(scene: &Scene, wave: u8) -> Page<WavePage> {
    made(scene, wave, scene.wave_address(wave), body(scene, wave))
}

fn empty(scene: &Scene) -> Page<WavePage> {
    let verdict = scene.say("home.none", &[]);
    let about = About {
        kind: "wave",
        address: &Address::Home,
        title: String::new(),
        description: verdict.clone(),
        trail: Vec::new(),
    };
    let stories = scene.notes(Kind::Story);
    let body = WavePage {
        verdict,
        surveys: survey::ways(scene),
        stories: stories.into_iter().take(STORIES).map(|note| card(scene, note)).collect(),
        all_stories: list(scene, Kind::Story),
        method: Address::Method.to_string(),
        ..WavePage::default()
    };
    Page {
        shell: shell(scene, about),
        address: Address::Home,
        template: "home.html",
        body,
        files: Vec::new(),
        origin: String::new(),
    }
}

fn made(scene: &Scene, wave: u8, address: Address, body: WavePage) -> Page<WavePage> {
    let is_home = address == Address::Home;
    let about = About {
        kind: "wave",
        address: &address,
        title: if is_home { String::new() } else { body.name.plain() },
        description: body.verdict.clone(),
        trail: Vec::new(),
    };
    let exhibits = [&body.dots, &body.sides, &body.heat, &body.trend];
    Page {
        files: files(exhibits.into_iter().flatten()),
        shell: shell(scene, about),
        address,
        template: if is_home { "home.html" } else { "wave.html" },
        body,
        origin: format!("content/waves/{}/wave.toml", scene.wave_id(wave)),
    }
}

fn body(scene: &Scene, wave: u8) -> WavePage {
    let review = scene.input.reviews.get(&wave);
    let newest = scene.input.report.waves().last().copied().filter(|&newest| newest != wave);
    WavePage {
        name: scene.wave(wave).into(),
        closed: scene.say("home.closed", &[("date", scene.closed(wave).into())]),
        others: others(scene, wave),
        earlier: earlier(scene, wave),
        newest: newest.map(|newest| Way::to(scene.wave(newest), &Address::Home)),
        verdict: verdict(scene, wave),
        decision: review.and_then(|review| review.decision.clone()).unwrap_or_default(),
        surveys: if newest.is_none() { survey::ways(scene) } else { Vec::new() },
        answered: answered(scene, wave),
        certainty: certainty(scene, wave),
        dots: Some(standing(scene, wave, Place::Organisation)),
        ladder: ladder(scene, wave, Place::Organisation, None),
        dimensions: dimensions(scene, wave),
        findings: findings(scene, wave),
        commentary: review.map(|review| told(scene, &review.body)).unwrap_or_default(),
        sides: sides::widest(scene, wave, sides::MOST),
        more_sides: sides::others(scene, wave),
        questions: questions(scene, wave),
        response: questions::any(scene, wave).then(|| {
            Way::to(scene.words.get("home.questions_more"), &scene.response_address(wave))
        }),
        heat: units::heat_of(scene, wave, None),
        trend: over_time(scene, wave),
        actions: match newest {
            None => register::due_first(scene),
            Some(_) => Vec::new(),
        },
        all_actions: (newest.is_none() && !scene.input.register.actions.is_empty())
            .then(|| Way::to(scene.words.get("home.all_actions"), &Address::Actions)),
        stories: stories(scene, wave),
        all_stories: list(scene, Kind::Story),
        reading: reading(scene, wave),
        method: Address::Method.to_string(),
    }
}

/// The finding of each question, and what satisfaction goes with.
fn questions(scene: &Scene, wave: u8) -> Vec<Sentence> {
    let outcomes = questions::outcomes(scene, wave);
    let drivers = match outcomes.is_empty() {
        true => Vec::new(),
        false => drivers::in_short(scene, wave),
    };
    let found = outcomes.into_iter().chain(questions::recommendations(scene, wave));
    let found = found.chain(questions::obstacles(scene, wave));
    let said = |exhibit: Exhibit| exhibit.title + ". " + exhibit.summary;
    found.map(said).chain(drivers).collect()
}

fn others(scene: &Scene, wave: u8) -> Vec<Way> {
    let waves = scene.input.report.waves().iter().rev().filter(|&&other| other != wave);
    waves.map(|&other| Way::to(scene.wave(other), &scene.wave_address(other))).collect()
}

fn earlier(scene: &Scene, wave: u8) -> Vec<Way> {
    let waves = scene.input.report.waves().iter().rev().skip_while(|&&other| other != wave);
    let id = |wave| Piece::sourced(scene.wave_id(wave), "date");
    let way = |&other: &u8| Way::to(id(other), &scene.wave_address(other));
    waves.skip(1).take(EARLIER).map(way).collect()
}

fn dimensions(scene: &Scene, wave: u8) -> Vec<Way> {
    let way = |of| Way::to(scene.what(What::Dimension(of)), &scene.dimension_address(wave, of));
    scene.dimensions().map(way).collect()
}

/// Index, change, and what moved most: all from verdicts, nothing about why.
pub(super) fn verdict(scene: &Scene, wave: u8) -> Sentence {
    let Some((key, cell)) = scene.cell(wave, What::Index, Place::Organisation, None) else {
        return scene.say("verdict.not_shown", &[]);
    };
    let mut values =
        vec![("index", scene.what(What::Index).into()), ("score", scene.score(key, cell).into())];
    let Some((key, change)) = scene.change(wave, What::Index, Place::Organisation, None) else {
        return scene.say("verdict.first", &values);
    };
    values.push(("change", scene.change_words(key, change)));
    let preferred = match change.verdict {
        Verdict::Up => Some(Verdict::Up),
        Verdict::Down => Some(Verdict::Down),
        _ => None,
    };
    values.push(("mover", moved_most(scene, wave, preferred)));
    scene.say("verdict.full", &values)
}

fn certainty(scene: &Scene, wave: u8) -> Sentence {
    match scene.cell(wave, What::Index, Place::Organisation, None) {
        Some((key, cell)) if cell.interval.is_some() => {
            let interval = scene.interval_or_not(Some((key, cell)));
            scene.say("who.certainty", &[("interval", interval)])
        }
        _ => Sentence::default(),
    }
}

fn answered(scene: &Scene, wave: u8) -> Answered {
    let report = scene.input.report;
    let said = |people| {
        let (key, responded) = report.responded(wave, Place::Organisation, people)?;
        Some(scene.responded(key, responded))
    };
    let part = |audience| {
        let said = said(People::Audience(audience));
        AnsweredPart {
            name: scene.audience(audience).to_owned(),
            number: said.unwrap_or_else(|| scene.not_shown().into()),
        }
    };
    Answered {
        all: said(People::Everybody).unwrap_or_else(|| scene.not_shown().into()),
        parts: scene.audiences().map(part).collect(),
    }
}

/// Where the figures of a wave come from, and from how many people.
pub(super) fn source(scene: &Scene, wave: u8) -> Sentence {
    let values = [
        ("wave", scene.wave(wave).into()),
        ("date", scene.closed(wave).into()),
        ("answered", answered(scene, wave).all),
    ];
    scene.say("chart.source", &values)
}

/// The same for one place: where it is a part of the organisation, audience by audience.
pub(super) fn source_at(scene: &Scene, wave: u8, place: Place) -> Sentence {
    if place == Place::Organisation {
        return source(scene, wave);
    }
    let said = |audience| {
        let people = People::Audience(audience);
        let (key, responded) = scene.input.report.responded(wave, place, people)?;
        let who = scene.words.inside(scene.audience(audience));
        Some(Sentence::from(who) + " " + scene.responded(key, responded))
    };
    let answered: Vec<_> = scene.audiences().filter_map(said).collect();
    let name = if answered.is_empty() { "chart.source_short" } else { "chart.source" };
    let values = [
        ("wave", scene.wave(wave).into()),
        ("date", scene.closed(wave).into()),
        ("answered", scene.words.join(answered)),
    ];
    scene.say(name, &values)
}

/// Whether a note was there when a wave closed. Beside the newest wave all of them are.
pub(super) fn known(scene: &Scene, wave: u8) -> impl Fn(&Note) -> bool + use<> {
    let closed = scene.input.waves[usize::from(wave)].closes;
    let is_newest = scene.input.report.waves().last() == Some(&wave);
    move |note| is_newest || note.date.is_none_or(|date| date <= closed)
}

/// The newest award and the newest stories that were known when the wave closed; beside the newest wave,
/// all of them.
fn stories(scene: &Scene, wave: u8) -> Vec<Card> {
    let known = &known(scene, wave);
    let newest = |kind, count| {
        let notes = scene.notes(kind).into_iter();
        notes.filter(move |note| known(note)).take(count)
    };
    let notes = newest(Kind::Award, 1).chain(newest(Kind::Story, STORIES));
    notes.map(|note| card(scene, note)).collect()
}

fn reading(scene: &Scene, wave: u8) -> Vec<Sentence> {
    let report = scene.input.report;
    let before = report.before(wave);
    let values = [
        ("answered", answered(scene, wave).all),
        ("wave", scene.wave(wave).into()),
        ("before", before.map(|before| scene.wave(before).into()).unwrap_or_default()),
        ("items", matched_items(scene, wave)),
    ];
    let values: Vec<_> = values.into_iter().chain(promises(scene)).collect();
    let compared = if before.is_some() { "reading.change" } else { "reading.first" };
    let names = ["reading.who", "reading.score", compared, "reading.interval", "reading.private"];
    names.iter().flat_map(|name| scene.words.say_all(name, &values)).collect()
}

/// How many items the change of the index rests on.
fn matched_items(scene: &Scene, wave: u8) -> Sentence {
    let change = scene.change(wave, What::Index, Place::Organisation, None);
    let count = change.map_or(0, |(_, change)| change.items);
    Piece::sourced(count.to_string(), "count").into()
}
