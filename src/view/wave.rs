//! The report on one wave; the newest one is the home page.

use super::address::Address;
use super::drivers;
use super::exhibit::{Caption, Exhibit, HeatLine, Line, Lines, Subject, dots, heat, trend};
use super::findings::{Finding, findings, moved_most};
use super::note::{Card, card};
use super::page::{Page, files};
use super::questions;
use super::scene::{Found, Scene};
use super::sentence::{Piece, Sentence};
use super::shell::{About, Way, list, shell};
use super::sides;
use super::survey;
use crate::key::{Figure, People, Place, What};
use crate::notes::Kind;
use crate::organisation::Unit;
use crate::privacy::Verdict;
use crate::survey::QuestionKind;
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
    /// The way to each dimension's page.
    pub dimensions: Vec<Way>,
    /// What matters most.
    pub findings: Vec<Finding>,
    /// The editor's commentary, safe HTML.
    pub commentary: String,
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
    /// How far those who did not answer could turn the outcome.
    pub bounds: Sentence,
}

/// The most stories beside the figures.
const STORIES: usize = 3;
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
        dots: Some(index_and_dimensions(scene, wave)),
        dimensions: dimensions(scene, wave),
        findings: findings(scene, wave),
        commentary: review.map(|review| review.body.clone()).unwrap_or_default(),
        sides: sides::widest(scene, wave),
        more_sides: sides::others(scene, wave),
        questions: questions(scene, wave),
        response: questions::any(scene, wave).then(|| {
            Way::to(scene.words.get("home.questions_more"), &scene.response_address(wave))
        }),
        heat: units(scene, wave),
        trend: over_time(scene),
        stories: stories(scene, wave, newest.is_none()),
        all_stories: list(scene, Kind::Story),
        reading: reading(scene, wave),
        method: Address::Method.to_string(),
    }
}

/// The finding of each question, and what satisfaction goes with.
fn questions(scene: &Scene, wave: u8) -> Vec<Sentence> {
    let outcomes = questions::outcomes(scene, wave);
    let drivers = (!outcomes.is_empty()).then(|| drivers::in_short(scene, wave));
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
fn verdict(scene: &Scene, wave: u8) -> Sentence {
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
            bounds: bounds(scene, wave, audience).unwrap_or_default(),
        }
    };
    Answered {
        all: said(People::Everybody).unwrap_or_else(|| scene.not_shown().into()),
        parts: scene.audiences().map(part).collect(),
    }
}

/// "72 % satisfied; 45 to 82 % whatever the others think."
fn bounds(scene: &Scene, wave: u8, audience: u8) -> Option<Sentence> {
    let &outcome = questions::asked(scene, wave, QuestionKind::Outcome).first()?;
    let what = What::Question(outcome);
    let (key, cell) = scene.cell(wave, what, Place::Organisation, Some(audience))?;
    let (shares, bounds) = (cell.shares.as_ref()?.get(), cell.bounds.as_ref()?.get());
    let least = scene.figure(bounds.least.to_string(), key, &[Figure::Least]);
    let values = [
        ("share", scene.percent(shares.favourable, key, Figure::Fav).into()),
        ("least", least.into()),
        ("most", scene.whole_percent(bounds.most, key, Figure::Most).into()),
    ];
    Some(scene.say("who.bounds", &values))
}

fn index_and_dimensions(scene: &Scene, wave: u8) -> Exhibit {
    let subject =
        |what, emphasised| Subject { label: scene.what(what), what, audience: None, emphasised };
    let dimensions = scene.dimensions().map(|of| subject(What::Dimension(of), false));
    let subjects: Vec<_> = std::iter::once(subject(What::Index, true)).chain(dimensions).collect();
    let before = scene.input.report.before(wave);
    let values = [
        ("wave", scene.wave(wave).into()),
        ("before", before.map(|before| scene.wave(before).into()).unwrap_or_default()),
    ];
    let subtitle = if before.is_some() { "dots.subtitle" } else { "dots.subtitle_first" };
    let caption = Caption {
        id: "dimensions".into(),
        title: dimensions_title(scene, wave),
        subtitle: scene.say(subtitle, &values),
        summary: dimensions_summary(scene, wave),
        source: source(scene, wave),
    };
    dots(scene, wave, &subjects, caption)
}

/// Which dimensions moved, or if none did, which stand at the ends.
fn dimensions_title(scene: &Scene, wave: u8) -> Sentence {
    let moved = |verdict: Verdict| {
        let clear = scene.dimensions().filter(move |&of| {
            let what = What::Dimension(of);
            let change = scene.clear_change(wave, what, Place::Organisation, None);
            change.is_some_and(|(_, change)| change.verdict == verdict)
        });
        clear.map(|of| scene.what(What::Dimension(of))).collect::<Vec<_>>()
    };
    let (up, down) = (moved(Verdict::Up), moved(Verdict::Down));
    let values = [("up", some_names(scene, &up)), ("down", some_names(scene, &down))];
    let all = scene.dimensions().count();
    let compared =
        |of: &u16| scene.change(wave, What::Dimension(*of), Place::Organisation, None).is_some();
    let name = match (up.len(), down.len()) {
        (0, 0) if !scene.dimensions().any(|of| compared(&of)) => return ends_title(scene, wave),
        (0, 0) => "dots.steady",
        (up, 0) if up == all => "dots.all_up",
        (0, down) if down == all => "dots.all_down",
        (_, 0) => "dots.up",
        (0, _) => "dots.down",
        _ => "dots.both",
    };
    scene.say(name, &values).capitalised()
}

/// One or two names, or else that there are several, so that a title stays short.
fn some_names(scene: &Scene, names: &[String]) -> Sentence {
    match names.len() {
        0..=2 => {
            let names = names.iter().map(|name| scene.words.inside(name).into());
            scene.words.join(names.collect())
        }
        _ => scene.say("dots.several", &[]),
    }
}

/// The dimensions with the highest and the lowest score, where both are shown.
fn ends(scene: &Scene, wave: u8) -> Option<[(u16, Sentence); 2]> {
    let cells = scene.dimensions().filter_map(|of| {
        let found = scene.cell(wave, What::Dimension(of), Place::Organisation, None)?;
        Some((found.1.mean.get().value, of, found))
    });
    let cells: Vec<_> = cells.collect();
    let highest = cells.iter().rev().max_by_key(|(value, ..)| value)?;
    let lowest = cells.iter().min_by_key(|(value, ..)| value)?;
    let end = |&(_, of, (key, cell)): &(u8, u16, _)| (of, scene.score(key, cell).into());
    (highest.0 != lowest.0).then(|| [end(highest), end(lowest)])
}

fn ends_title(scene: &Scene, wave: u8) -> Sentence {
    let Some([(highest, _), (lowest, _)]) = ends(scene, wave) else {
        return scene.say("dots.plain", &[]);
    };
    let values = [
        ("highest", scene.what(What::Dimension(highest)).into()),
        ("lowest", scene.words.inside(&scene.what(What::Dimension(lowest))).into()),
    ];
    scene.say("dots.ends", &values)
}

fn dimensions_summary(scene: &Scene, wave: u8) -> Sentence {
    let Some([(highest, high), (lowest, low)]) = ends(scene, wave) else {
        return Sentence::default();
    };
    let values = [
        ("highest", scene.what(What::Dimension(highest)).into()),
        ("high", high),
        ("lowest", scene.words.inside(&scene.what(What::Dimension(lowest))).into()),
        ("low", low),
    ];
    scene.say("dots.summary", &values)
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

fn units(scene: &Scene, wave: u8) -> Option<Exhibit> {
    let whats = std::iter::once(What::Index).chain(scene.dimensions().map(What::Dimension));
    let whats: Vec<_> = whats.collect();
    let cells = |place| -> Vec<Found> {
        whats.iter().map(|&what| scene.cell(wave, what, place, None)).collect()
    };
    let places = places(scene, wave, &cells);
    let row = |&(place, indent): &(Place, usize)| HeatLine {
        label: scene.place(place).to_owned(),
        indent,
        cells: cells(place),
    };
    let rows: Vec<_> = places.iter().map(row).collect();
    if rows.len() < 2 {
        return None;
    }
    let name = |&what: &What| match what {
        What::Index => scene.words.get("name.index_short"),
        _ => scene.what(what),
    };
    let columns: Vec<String> = whats.iter().map(name).collect();
    let (title, summary) = units_title(scene, &places, &rows);
    let caption = Caption {
        id: "units".into(),
        title,
        subtitle: scene.say("heat.subtitle", &[("wave", scene.wave(wave).into())]),
        summary,
        source: source(scene, wave),
    };
    Some(heat(scene, &scene.words.get("table.unit"), &columns, &rows, caption))
}

/// The organisation, then its units as they stood in this wave, each with its depth. Units that are
/// shown together only give way to their pool.
fn places<'a>(
    scene: &Scene<'a>,
    wave: u8,
    cells: &impl Fn(Place) -> Vec<Found<'a>>,
) -> Vec<(Place, usize)> {
    let organisation = scene.input.organisation;
    let root = organisation.root();
    let mut places = vec![(Place::Organisation, 0)];
    for (index, unit) in organisation.units.iter().enumerate() {
        let Ok(place) = u16::try_from(index).map(Place::Unit) else { break };
        if root == Some(index) || !existed(scene, wave, unit) {
            continue;
        }
        let depth = unit.depth + usize::from(root.is_none());
        let pool = organisation.pools.iter().position(|pool| pool.units.contains(&index));
        let is_shown = |place| cells(place).iter().any(Option::is_some);
        match pool.and_then(|pool| u16::try_from(pool).ok()).map(Place::Pool) {
            Some(pool) if is_shown(pool) && !is_shown(place) => {
                if !places.contains(&(pool, depth)) {
                    places.push((pool, depth));
                }
            }
            _ => places.push((place, depth)),
        }
    }
    places
}

fn existed(scene: &Scene, wave: u8, unit: &Unit) -> bool {
    let wave = &scene.input.waves[usize::from(wave)];
    unit.since.is_none_or(|since| since <= wave.closes)
        && unit.until.is_none_or(|until| until >= wave.opens)
}

/// The ends of the first column, below the row of the organisation.
fn units_title(
    scene: &Scene,
    places: &[(Place, usize)],
    rows: &[HeatLine],
) -> (Sentence, Sentence) {
    let named = places.iter().zip(rows).skip(1).filter_map(|(&(place, _), row)| {
        let (key, cell) = (*row.cells.first()?)?;
        Some((cell.mean.get().value, place, scene.score(key, cell)))
    });
    let named: Vec<_> = named.collect();
    let lowest = named.iter().min_by_key(|(value, ..)| value);
    let highest = named.iter().rev().max_by_key(|(value, ..)| value);
    match (lowest, highest) {
        (Some(low), Some(high)) if low.0 < high.0 => {
            let values = [
                ("low", low.2.clone().into()),
                ("lowest", scene.place(low.1).into()),
                ("high", high.2.clone().into()),
                ("highest", scene.place(high.1).into()),
            ];
            (scene.say("heat.title", &values), scene.say("heat.summary", &values))
        }
        _ => (scene.say("heat.plain", &[]), Sentence::default()),
    }
}

fn over_time(scene: &Scene) -> Option<Exhibit> {
    let line = |what| Line { name: String::new(), what, audience: None };
    let picture = |of| {
        let what = What::Dimension(of);
        Lines { title: scene.what(what), lines: vec![line(what)] }
    };
    let pictures: Vec<_> = scene.dimensions().map(picture).collect();
    (scene.input.report.trend_waves().len() > 1)
        .then(|| trend(scene, &pictures, over_time_caption(scene, &pictures)))
}

/// The lowest and the highest point of all lines, which claims nothing about their course.
pub(super) fn over_time_caption(scene: &Scene, pictures: &[Lines]) -> Caption {
    let report = scene.input.report;
    let waves = report.trend_waves();
    let cells = pictures.iter().flat_map(|picture| &picture.lines);
    let cells: Vec<_> = cells.flat_map(|line| line.cells(scene)).flatten().collect();
    let value = |(_, cell): &&(_, &crate::privacy::Cell)| cell.mean.get().value;
    let count = |number: usize| Sentence::from(Piece::sourced(number.to_string(), "count"));
    let mut values = vec![("waves", count(waves.len())), ("items", count(report.trend_items()))];
    let ends = cells.iter().min_by_key(value).zip(cells.iter().max_by_key(value));
    if let Some((low, high)) = ends {
        values.push(("low", scene.score(low.0, low.1).into()));
        values.push(("high", scene.score(high.0, high.1).into()));
    }
    if let (Some(&first), Some(&last)) = (waves.first(), waves.last()) {
        values.push(("first", scene.wave(first).into()));
        values.push(("last", scene.wave(last).into()));
    }
    let (title, summary) = match ends {
        Some(_) => ("trend.title", "trend.summary"),
        None => ("trend.plain", "trend.plain"),
    };
    Caption {
        id: "over-time".into(),
        title: scene.say(title, &values),
        subtitle: scene.say("trend.subtitle", &values),
        summary: scene.say(summary, &values),
        source: scene.say("trend.source", &values),
    }
}

/// The newest stories that were known when the wave closed; beside the newest wave, all of them.
fn stories(scene: &Scene, wave: u8, is_newest: bool) -> Vec<Card> {
    let closed = scene.input.waves[usize::from(wave)].closes;
    let known = |date: jiff::civil::Date| is_newest || date <= closed;
    let stories = scene.notes(Kind::Story).into_iter();
    let stories = stories.filter(|note| note.date.is_none_or(known));
    stories.take(STORIES).map(|note| card(scene, note)).collect()
}

fn reading(scene: &Scene, wave: u8) -> Vec<Sentence> {
    let report = scene.input.report;
    let count = |number: u32| Piece::sourced(number.to_string(), "count");
    let before = report.before(wave);
    let values = [
        ("answered", answered(scene, wave).all),
        ("wave", scene.wave(wave).into()),
        ("before", before.map(|before| scene.wave(before).into()).unwrap_or_default()),
        ("people", count(report.minimum_people()).into()),
        ("spread", count(report.minimum_spread()).into()),
        ("items", matched_items(scene, wave)),
    ];
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
