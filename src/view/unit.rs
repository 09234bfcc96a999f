//! One unit beside what stands above it: its figures where they are shown, its people and its stories.

use super::address::Address;
use super::exhibit::{Caption, Exhibit, HeatLine, heat};
use super::maturity::{Ladder, ladder};
use super::note::{Card, card};
use super::page::{Page, files};
use super::register::{self, ActionEntry};
use super::scene::{Found, Scene};
use super::sentence::{Piece, Sentence};
use super::shell::{About, Way, shell};
use super::standing::standing;
use super::supplier;
use super::units::{columns, existed, headline, heat_of, is_shown, merged, pool_of, scores};
use super::wave::source_at;
use crate::key::{People, Place, What};
use crate::notes::{Kind, Note};
use crate::privacy::Verdict;
use serde::Serialize;

/// What the page of a unit says.
#[derive(Clone, Debug, Serialize)]
pub struct UnitPage {
    /// Its index and how that changed, or that it is not shown.
    pub verdict: Sentence,
    /// When the figures were asked for.
    pub wave: Sentence,
    /// Where to look instead, if the unit's own figures are not shown.
    pub instead: Sentence,
    /// Where it belongs, who links it to procurement, and the like.
    pub details: Vec<Detail>,
    /// How far it has come.
    pub ladder: Option<Ladder>,
    /// Index and dimensions.
    pub dots: Option<Exhibit>,
    /// The same scores beside those of what stands above it.
    pub beside: Option<Exhibit>,
    /// The highest and the lowest practices.
    pub practices: Option<Exhibit>,
    /// The units below it.
    pub below: Option<Exhibit>,
    /// Its scores wave by wave.
    pub past: Option<Exhibit>,
    /// How its index changed from each wave to the next, newest first.
    pub changes: Vec<Sentence>,
    /// What is being done there.
    pub actions: Vec<ActionEntry>,
    /// What worked there.
    pub stories: Vec<Card>,
    /// The way to how the numbers are made.
    pub method: String,
}

/// A plain fact.
#[derive(Clone, Debug, Serialize)]
pub struct Detail {
    /// What it is about.
    pub label: String,
    /// What is the case.
    pub lines: Vec<Sentence>,
    /// Whether it is something that should be there and is not.
    pub is_missing: bool,
}

/// How many practices are shown from either end.
const ENDS: usize = 3;
/// The most stories on the page.
const STORIES: usize = 6;

/// The page of a unit.
pub(super) fn page(scene: &Scene, unit: usize) -> Page<UnitPage> {
    let address = scene.unit_address(unit);
    let body = body(scene, unit);
    let about = About {
        kind: "unit",
        address: &address,
        title: name(scene, unit),
        description: body.verdict.clone(),
        trail: trail(scene, unit),
    };
    let exhibits = [&body.dots, &body.beside, &body.practices, &body.below, &body.past];
    Page {
        files: files(exhibits.into_iter().flatten()),
        shell: shell(scene, about),
        address,
        template: "unit.html",
        body,
        origin: "content/organisation.toml".to_owned(),
    }
}

fn name(scene: &Scene, unit: usize) -> String {
    scene.input.organisation.units[unit].name.clone()
}

fn trail(scene: &Scene, unit: usize) -> Vec<Way> {
    let mut trail = vec![Way::to(scene.words.get("nav.units"), &Address::Units)];
    let organisation = scene.input.organisation;
    let parent = organisation.units[unit].parent.filter(|&unit| organisation.root() != Some(unit));
    trail.extend(parent.map(|unit| Way::to(name(scene, unit), &scene.unit_address(unit))));
    trail
}

/// The newest closed wave in which the unit was there, and where its figures stand: its own, or those
/// of the pool that it is shown with.
fn shown(scene: &Scene, unit: usize) -> Option<(u8, Place)> {
    let there = |wave: &&u8| existed(scene, **wave, &scene.input.organisation.units[unit]);
    let wave = *scene.input.report.waves().iter().rev().find(there)?;
    let own = Place::Unit(u16::try_from(unit).ok()?);
    let pool = pool_of(scene, unit).filter(|&pool| is_shown(scene, wave, pool));
    Some((wave, if is_shown(scene, wave, own) { own } else { pool.unwrap_or(own) }))
}

fn body(scene: &Scene, unit: usize) -> UnitPage {
    let found = shown(scene, unit);
    let figures = found.filter(|&(wave, place)| is_shown(scene, wave, place));
    UnitPage {
        verdict: verdict(scene, unit, found),
        wave: found.map(|(wave, _)| scene.wave(wave).into()).unwrap_or_default(),
        instead: instead(scene, unit, found),
        details: details(scene, unit),
        ladder: figures.and_then(|(wave, place)| ladder(scene, wave, place, None)),
        dots: figures.map(|(wave, place)| standing(scene, wave, place)),
        beside: figures.and_then(|(wave, place)| beside(scene, unit, wave, place)),
        practices: figures.and_then(|(wave, place)| practices(scene, unit, wave, place)),
        below: found.and_then(|(wave, _)| heat_of(scene, wave, Some(unit))),
        past: figures.and_then(|(wave, place)| past(scene, wave, place)),
        changes: figures.map(|(_, place)| changes(scene, place)).unwrap_or_default(),
        actions: register::about_unit(scene, unit),
        stories: stories(scene, unit).take(STORIES).map(|note| card(scene, note)).collect(),
        method: Address::Method.to_string(),
    }
}

fn verdict(scene: &Scene, unit: usize, found: Option<(u8, Place)>) -> Sentence {
    let unit = ("unit", Sentence::from(name(scene, unit)));
    let cell = found.and_then(|(wave, place)| scene.cell(wave, What::Index, place, None));
    let (Some((wave, place @ Place::Unit(_))), Some((key, cell))) = (found, cell) else {
        return scene.say("unit.not_shown", &[unit]);
    };
    let index = scene.words.inside(&scene.what(What::Index));
    let mut values = vec![unit, ("index", index.into()), ("score", scene.score(key, cell).into())];
    match scene.change(wave, What::Index, place, None) {
        Some((key, change)) => {
            values.push(("change", scene.change_words(key, change)));
            scene.say("unit.verdict", &values)
        }
        None => scene.say("unit.verdict_first", &values),
    }
}

/// What is shown in place of a unit's own figures: its pool, or else what stands above it.
fn instead(scene: &Scene, unit: usize, found: Option<(u8, Place)>) -> Sentence {
    match found {
        None => scene.say("unit.no_wave", &[]),
        Some((wave, place @ Place::Unit(_))) if is_shown(scene, wave, place) => {
            let cells = scores(scene, wave, place, &headline(scene));
            let said = |groups| scene.say("unit.together", &[("groups", groups)]);
            merged(scene, &cells).map(said).unwrap_or_default()
        }
        Some((_, pool @ Place::Pool(_))) => {
            scene.say("unit.in_pool", &[("pool", scene.place(pool).into())])
        }
        Some(_) => {
            let above = above(scene, unit);
            let above = above.first().copied().unwrap_or(Place::Organisation);
            scene.say("unit.see_above", &[("above", linked(scene, above).into())])
        }
    }
}

fn place_of(unit: usize) -> Place {
    u16::try_from(unit).map_or(Place::Organisation, Place::Unit)
}

/// A place with the way to its page.
fn linked(scene: &Scene, place: Place) -> Piece {
    let href = scene.place_address(place).map(|address| address.to_string()).unwrap_or_default();
    Piece::link(scene.place(place), href)
}

/// What stands above a unit, nearest first: its parent, where that is not the whole, and the
/// organisation.
fn above(scene: &Scene, unit: usize) -> Vec<Place> {
    let organisation = scene.input.organisation;
    let parent = organisation.units[unit].parent.filter(|&unit| organisation.root() != Some(unit));
    parent.map(place_of).into_iter().chain([Place::Organisation]).collect()
}

/// The place itself and what stands above it.
fn compared(scene: &Scene, unit: usize, place: Place) -> Vec<Place> {
    std::iter::once(place).chain(above(scene, unit)).collect()
}

/// A score at another place, over the same groups of people.
fn same<'a>(scene: &Scene<'a>, own: Found<'a>, place: Place) -> Found<'a> {
    scene.input.report.beside(own?.0, place)
}

fn beside(scene: &Scene, unit: usize, wave: u8, place: Place) -> Option<Exhibit> {
    let whats = headline(scene);
    let own: Vec<Found> = whats.iter().map(|&what| scene.cell(wave, what, place, None)).collect();
    let row = |&there: &Place| HeatLine {
        label: scene.place(there).to_owned(),
        href: match there == place {
            true => String::new(),
            false => linked(scene, there).href,
        },
        indent: 0,
        cells: own.iter().map(|&own| same(scene, own, there)).collect(),
    };
    let rows: Vec<_> = compared(scene, unit, place).iter().map(row).collect();
    let index = rows.iter().filter_map(|row| {
        let (key, cell) = row.cells.first().copied().flatten()?;
        Some(Sentence::from(scene.score(key, cell)))
    });
    let index: Vec<Sentence> = index.collect();
    let values = [
        ("where", scene.place(place).into()),
        ("wave", scene.wave(wave).into()),
        ("groups", groups(scene, own.first().copied().flatten())),
        ("own", index.first().cloned().unwrap_or_default()),
        ("whole", index.last().cloned().unwrap_or_default()),
    ];
    let has_index = index.len() > 1;
    let caption = Caption {
        id: "beside".into(),
        title: scene
            .say(if has_index { "unit.beside_title" } else { "unit.beside_plain" }, &values),
        subtitle: scene.say("unit.beside_subtitle", &values),
        summary: match has_index {
            true => scene.say("unit.beside_summary", &values),
            false => Sentence::default(),
        },
        source: source_at(scene, wave, place),
    };
    let heading = scene.words.get("table.unit");
    Some(heat(scene, &heading, &columns(scene, &whats), &rows, caption))
}

/// The groups of people that a score is over, in words.
fn groups(scene: &Scene, found: Found) -> Sentence {
    let named = |audience| Sentence::from(scene.words.inside(scene.audience(audience)));
    let names = match found.map(|(key, _)| key.people) {
        Some(People::Composite(audiences) | People::Merged(audiences)) => {
            audiences.iter().map(named).collect()
        }
        Some(People::Audience(audience)) => vec![named(audience)],
        _ => Vec::new(),
    };
    scene.words.join(names)
}

/// The practices with the highest and the lowest scores, beside what stands above the unit.
fn practices(scene: &Scene, unit: usize, wave: u8, place: Place) -> Option<Exhibit> {
    let all = scene.dimensions().flat_map(|of| scene.practices(of)).map(What::Practice);
    let mut shown: Vec<_> =
        all.filter_map(|what| Some((what, scene.cell(wave, what, place, None)?))).collect();
    shown.sort_by_key(|(what, (_, cell))| (std::cmp::Reverse(cell.mean.get().value), *what));
    let is_long = shown.len() > 2 * ENDS;
    if is_long {
        shown.drain(ENDS..shown.len() - ENDS);
    }
    let places = compared(scene, unit, place);
    let row = |&(what, found): &(What, _)| HeatLine {
        label: scene.what(what),
        cells: places.iter().map(|&there| same(scene, Some(found), there)).collect(),
        ..HeatLine::default()
    };
    let (first, last) = (shown.first()?, shown.last()?);
    let rows: Vec<_> = shown.iter().map(row).collect();
    let values = [
        ("where", scene.place(place).into()),
        ("wave", scene.wave(wave).into()),
        ("highest", scene.words.inside(&scene.what(first.0)).into()),
        ("high", scene.score(first.1.0, first.1.1).into()),
        ("lowest", scene.words.inside(&scene.what(last.0)).into()),
        ("low", scene.score(last.1.0, last.1.1).into()),
    ];
    let is_flat = first.1.1.mean == last.1.1.mean;
    let caption = Caption {
        id: "practices".into(),
        title: match is_flat {
            true => scene.say("unit.practices_plain", &values),
            false => scene.say("unit.practices_title", &values),
        },
        subtitle: match is_long {
            true => scene.say("unit.practices_ends", &values),
            false => scene.say("unit.practices_subtitle", &values),
        },
        summary: match is_flat {
            true => Sentence::default(),
            false => scene.say("unit.practices_summary", &values),
        },
        source: source_at(scene, wave, place),
    };
    let names: Vec<String> = places.iter().map(|&there| scene.place(there).to_owned()).collect();
    Some(heat(scene, &scene.words.get("table.practice"), &names, &rows, caption))
}

/// The scores of every wave up to this one, as they stood in its own report. No line is drawn: forms
/// differ from wave to wave, and what changed is told by [`changes`] over matched statements.
fn past(scene: &Scene, newest: u8, place: Place) -> Option<Exhibit> {
    let whats = headline(scene);
    let waves = scene.input.report.waves().iter().rev().copied().filter(|&wave| wave <= newest);
    let row = |wave: u8| HeatLine {
        label: scene.wave_id(wave).to_owned(),
        cells: scores(scene, wave, place, &whats),
        ..HeatLine::default()
    };
    let rows: Vec<_> = waves.map(row).collect();
    let index = rows.iter().filter_map(|row| row.cells.first().copied().flatten());
    let index: Vec<_> = index.collect();
    let value = |(_, cell): &&(_, &crate::privacy::Cell)| cell.mean.get().value;
    let (low, high) = (index.iter().min_by_key(value)?, index.iter().max_by_key(value)?);
    let values = [
        ("where", scene.place(place).into()),
        ("low", scene.score(low.0, low.1).into()),
        ("high", scene.score(high.0, high.1).into()),
    ];
    let caption = Caption {
        id: "over-time".into(),
        title: step(scene, newest, place),
        subtitle: scene.say("unit.past_subtitle", &values),
        summary: scene.say("unit.past_summary", &values),
        source: scene.say("unit.past_source", &values),
    };
    let heading = scene.words.get("table.survey");
    (rows.len() > 1).then(|| heat(scene, &heading, &columns(scene, &whats), &rows, caption))
}

/// The newest clear change of the index, or that there was none.
fn step(scene: &Scene, newest: u8, place: Place) -> Sentence {
    let waves = scene.input.report.waves().iter().rev().filter(|&&wave| wave <= newest);
    let clear = |&wave: &u8| {
        let (_, change) = scene.clear_change(wave, What::Index, place, None)?;
        Some((wave, change.verdict))
    };
    let Some((wave, verdict)) = waves.filter_map(clear).next() else {
        return scene.say("trend.steady", &[]);
    };
    let values = [
        ("what", scene.words.get("name.index_short").into()),
        ("wave", Piece::sourced(scene.wave_id(wave), "date").into()),
    ];
    scene.say(if verdict == Verdict::Up { "trend.rose" } else { "trend.fell" }, &values)
}

/// "July to September 2026: up 4", newest first.
fn changes(scene: &Scene, place: Place) -> Vec<Sentence> {
    let waves = scene.input.report.waves().iter().rev();
    let said = |&wave: &u8| {
        let change = scene.change(wave, What::Index, place, None)?;
        let before = scene.input.report.before(wave)?;
        let values = [
            ("wave", scene.wave(wave).into()),
            ("before", scene.wave(before).into()),
            ("change", scene.change_in_full(Some(change))),
        ];
        Some(scene.say("unit.changed", &values))
    };
    waves.filter_map(said).collect()
}

fn details(scene: &Scene, unit: usize) -> Vec<Detail> {
    let organisation = scene.input.organisation;
    let own = &organisation.units[unit];
    let mut details = Vec::new();
    let mut add = |name: &str, lines: Vec<Sentence>| {
        if !lines.is_empty() {
            details.push(Detail {
                label: scene.words.get(&format!("unit.{name}")),
                lines,
                is_missing: false,
            });
        }
    };
    let to = |unit: usize| linked(scene, place_of(unit));
    let up = own.parent.map(|parent| match organisation.root() == Some(parent) {
        true => linked(scene, Place::Organisation).into(),
        false => to(parent).into(),
    });
    add("part_of", up.into_iter().collect());
    let pool = pool_of(scene, unit).map(|pool| scene.place(pool).into());
    add("pool", pool.into_iter().collect());
    let since = own.since.map(|since| scene.date(since).into());
    add("since", since.into_iter().collect());
    let until = own.until.map(|until| scene.date(until).into());
    add("until", until.into_iter().collect());
    add("into", own.into.map(|heir| to(heir).into()).into_iter().collect());
    let taken = organisation.units.iter().enumerate().filter(|(_, old)| old.into == Some(unit));
    let taken = taken.map(|(old, _)| match organisation.units[old].until {
        Some(until) => {
            let values = [("unit", to(old).into()), ("date", scene.date(until).into())];
            scene.say("unit.taken_until", &values)
        }
        None => to(old).into(),
    });
    add("taken", taken.collect());
    add("suppliers", suppliers(scene, unit));
    details.insert(0, liaison(scene, own.liaison.as_deref()));
    details
}

/// Who links it to procurement; that nobody does is visible.
pub(super) fn liaison(scene: &Scene, role: Option<&str>) -> Detail {
    let missing = || scene.words.get("unit.no_liaison");
    Detail {
        label: scene.words.get("unit.liaison"),
        is_missing: role.is_none(),
        lines: vec![role.map_or_else(missing, str::to_owned).into()],
    }
}

/// The suppliers that the unit or one below it answers for.
fn suppliers(scene: &Scene, unit: usize) -> Vec<Sentence> {
    let organisation = scene.input.organisation;
    let of = organisation.suppliers.iter().filter(|supplier| {
        supplier.until.is_none_or(|until| until >= scene.input.options.date)
            && organisation.is_within(supplier.unit, unit)
    });
    let named = |supplier: &crate::organisation::Supplier| {
        let name = Sentence::from(supplier::named(scene, supplier));
        match supplier.unit == unit {
            true => name,
            false => {
                let there = scene.place(place_of(supplier.unit));
                scene.say("unit.supplier_of", &[("supplier", name), ("unit", there.into())])
            }
        }
    };
    of.map(named).collect()
}

/// Stories and awards of the unit and those below it, newest first.
fn stories<'a>(scene: &Scene<'a>, unit: usize) -> impl Iterator<Item = &'a Note> {
    let organisation = scene.input.organisation;
    let mut notes = scene.notes(Kind::Story);
    notes.extend(scene.notes(Kind::Award));
    notes.sort_by_key(|note| std::cmp::Reverse(note.date));
    notes.into_iter().filter(move |note| {
        note.units.iter().any(|&of| organisation.is_within(usize::from(of), unit))
    })
}
