//! One relationship from both sides.

use super::answer::answer;
use super::standing;
use crate::key::{Place, What};
use crate::notes::Kind;
use crate::view::address::{Address, folder};
use crate::view::exhibit::{
    Caption, Exhibit, Line, Lines, Side, Subject, dots, trend, widest_first,
};
use crate::view::note::{Card, card};
use crate::view::page::{Page, files};
use crate::view::promise::is_named;
use crate::view::register::{self, ActionEntry, Advice, SupplierTime};
use crate::view::scene::Scene;
use crate::view::sentence::Sentence;
use crate::view::shell::{About, Way, shell};
use crate::view::sides;
use crate::view::standing::over_time_caption;
use crate::view::wave::source_at;
use serde::Serialize;

/// What the page of a supplier says.
#[derive(Clone, Debug, Serialize)]
pub struct RelationshipPage {
    /// Its name.
    pub name: String,
    /// The wave.
    pub wave: Sentence,
    /// The answer: how it stands, to its targets and between both sides, and what is next.
    pub answer: Vec<Sentence>,
    /// That its own people agreed to be named, where they did.
    pub named: Sentence,
    /// What is on record about it.
    pub facts: Vec<Fact>,
    /// Index and dimensions with their targets.
    pub scores: Option<Exhibit>,
    /// The same from two sides, then practices.
    pub sides: Vec<Exhibit>,
    /// How far the people of each side agree.
    pub agreement: Vec<Sentence>,
    /// The index of each side over all waves.
    pub trend: Option<Exhibit>,
    /// What is done about it.
    pub actions: Vec<ActionEntry>,
    /// What the playbook suggests for what its own people score lowest.
    pub advice: Vec<Advice>,
    /// What both sides count.
    pub measures: Vec<Sentence>,
    /// The hours that went into it.
    pub time: Option<SupplierTime>,
    /// Stories, awards, meetings and obstacles about it.
    pub shelves: Vec<Shelf>,
    /// The sheets for reviews, newest first.
    pub reviews: Vec<Way>,
}

/// Something on record.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: Sentence,
}

/// Notes of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct Shelf {
    /// Its anchor.
    pub id: &'static str,
    /// What they are.
    pub title: String,
    /// The notes, newest first.
    pub notes: Vec<Card>,
}

/// The most practices that are compared: more would not be read.
const MOST: usize = 12;

/// The page, as of this wave.
pub(super) fn page(scene: &Scene, wave: u8, supplier: u16) -> Page<RelationshipPage> {
    let body = body(scene, wave, supplier);
    let address = scene.supplier_address(supplier);
    let about = About {
        kind: "supplier",
        address: &address,
        title: body.name.clone(),
        description: body.answer.first().cloned().unwrap_or_default(),
        trail: vec![Way::to(scene.words.get("nav.suppliers"), &Address::Suppliers)],
    };
    let time = body.time.iter().map(|time| &time.elements);
    let exhibits = body.scores.iter().chain(&body.sides).chain(&body.trend).chain(time);
    Page {
        files: files(exhibits),
        shell: shell(scene, about),
        address,
        template: "supplier.html",
        body,
        origin: "content/suppliers.toml".to_owned(),
    }
}

/// That its own people agreed to be named in some wave that is shown.
fn named(scene: &Scene, supplier: u16) -> Sentence {
    let mut waves = scene.input.report.waves().iter();
    if !waves.any(|&wave| is_named(scene, wave, supplier)) {
        return Sentence::default();
    }
    let name = scene.place(Place::Supplier(supplier));
    scene.say("supplier.named", &[("name", name.as_str().into())])
}

fn body(scene: &Scene, wave: u8, supplier: u16) -> RelationshipPage {
    let waves = scene.input.report.waves().iter().rev().copied();
    let reviewed = waves.filter(|&wave| scene.relationship(wave, supplier).is_some());
    RelationshipPage {
        name: scene.place(Place::Supplier(supplier)),
        wave: scene.wave(wave).into(),
        answer: answer(scene, wave, supplier),
        named: named(scene, supplier),
        advice: register::advice_for_supplier(scene, wave, supplier),
        facts: facts(scene, wave, supplier),
        scores: scores(scene, wave, supplier),
        sides: both_sides(scene, wave, supplier),
        agreement: agreement(scene, wave, supplier),
        trend: over_time(scene, wave, supplier),
        actions: register::actions_of(scene, Place::Supplier(supplier)),
        measures: register::measures_of(scene, Place::Supplier(supplier)),
        time: register::time_of_supplier(scene, supplier),
        shelves: shelves(scene, supplier),
        reviews: reviewed
            .map(|wave| {
                let (id, wave_id) = (scene.supplier_id(supplier), scene.wave_id(wave));
                let address = Address::Review(id.to_owned(), Some(wave_id.to_owned()));
                Way::to(scene.wave(wave), &address)
            })
            .collect(),
    }
}

fn facts(scene: &Scene, wave: u8, supplier: u16) -> Vec<Fact> {
    let organisation = scene.input.organisation;
    let of = &organisation.suppliers[usize::from(supplier)];
    let Some(relationship) = scene.relationship(wave, supplier) else { return Vec::new() };
    let number = |number| Sentence::from(standing::registered(scene, supplier, number));
    let first = of.from.iter().rev().skip_while(|one| one.date > relationship.date);
    let first = first.take_while(|one| one.kind == relationship.kind).last();
    let since = [
        ("type", standing::type_name(scene, relationship.kind).into()),
        ("date", scene.date(first.unwrap_or(relationship).date).into()),
    ];
    let element = relationship.element.map(|element| {
        let name = scene.words.get(&format!("element.{element}"));
        number(element.into()) + " " + name
    });
    let target = |of| scene.target_at(wave, What::Dimension(of), Place::Supplier(supplier));
    let unit = organisation.units.get(of.unit).map(|unit| unit.name.as_str());
    let until = of.until.map(|day| scene.date(day).into());
    let all = [
        ("type", Some(scene.say("supplier.since", &since))),
        ("priority", Some(number(relationship.priority))),
        ("element", element),
        ("category", Some(of.category.as_str().into())),
        ("unit", unit.map(Sentence::from)),
        ("liaison", of.liaison.as_deref().map(Sentence::from)),
        ("targets", Some(standing::targets(scene, target)).filter(|all| !all.is_empty())),
        ("until", until),
    ];
    let fact = |(name, value): (&str, Option<Sentence>)| {
        Some(Fact { label: scene.words.get(&format!("supplier.{name}")), value: value? })
    };
    all.into_iter().filter_map(fact).collect()
}

/// Index and dimensions, if any of them is shown.
fn scores(scene: &Scene, wave: u8, supplier: u16) -> Option<Exhibit> {
    let place = Place::Supplier(supplier);
    let whats = std::iter::once(What::Index).chain(scene.dimensions().map(What::Dimension));
    let subject = |what| {
        let emphasised = what == What::Index;
        Subject { label: scene.what(what), what, place, audience: None, emphasised }
    };
    let subjects: Vec<_> = whats.map(subject).collect();
    subjects.iter().find(|one| scene.cell(wave, one.what, place, None).is_some())?;
    let before = scene.input.report.before(wave);
    let values = [
        ("wave", scene.wave(wave).into()),
        ("before", before.map(|before| scene.wave(before).into()).unwrap_or_default()),
    ];
    let subtitle = if before.is_some() { "dots.subtitle" } else { "dots.subtitle_first" };
    let caption = Caption {
        id: "scores".into(),
        title: scores_title(scene, wave, place),
        subtitle: scene.say(subtitle, &values),
        summary: scene.say("supplier.together", &[]),
        source: source_at(scene, wave, place),
    };
    Some(dots(scene, wave, &subjects, caption))
}

/// Which dimensions lie below their target with their whole interval.
fn scores_title(scene: &Scene, wave: u8, place: Place) -> Sentence {
    let aimed = scene.dimensions().filter_map(|of| {
        let what = What::Dimension(of);
        let target = scene.target_at(wave, what, place)?;
        let (_, cell) = scene.cell(wave, what, place, None)?;
        let high = cell.interval.as_ref().map(|ends| ends.get().high);
        Some((what, high.is_some_and(|high| high < i16::from(target))))
    });
    let aimed: Vec<_> = aimed.collect();
    let below = aimed.iter().filter(|(_, is_below)| *is_below);
    let below: Vec<Sentence> =
        below.map(|(what, _)| scene.words.inside(&scene.what(*what)).into()).collect();
    match (aimed.is_empty(), below.len()) {
        (true, _) => scene.say("dots.plain", &[]),
        (_, 0) => scene.say("supplier.none_below", &[]),
        (_, 1 | 2) => scene.say("supplier.below", &[("list", scene.words.join(below))]),
        _ => scene.say("supplier.below", &[("list", scene.say("dots.several", &[]))]),
    }
}

/// Index and dimensions from both sides, for each pair that may be shown; then the practices of the first
/// pair, the widest gaps first.
fn both_sides(scene: &Scene, wave: u8, supplier: u16) -> Vec<Exhibit> {
    let place = Place::Supplier(supplier);
    let source = || source_at(scene, wave, place);
    let pairs = sides::with_suppliers(scene);
    let mut exhibits = Vec::new();
    for &pair in &pairs {
        let whats = std::iter::once(What::Index).chain(scene.dimensions().map(What::Dimension));
        let rows: Vec<_> = whats.map(|what| Side::new(scene, wave, what, place, pair)).collect();
        if rows.iter().any(|row| row.width().is_some()) {
            let id = format!("sides-{}", scene.input.survey.audiences[usize::from(pair[0])].id);
            let named = (id, "sides.subtitle");
            exhibits.push(sides::captioned(scene, wave, named, &rows, source()));
        }
    }
    if let Some(&pair) = pairs.first() {
        let practices = scene.dimensions().flat_map(|of| scene.practices(of));
        let row = |practice| Side::new(scene, wave, What::Practice(practice), place, pair);
        let mut rows: Vec<_> = practices.map(row).collect();
        rows.retain(|row| row.width().is_some());
        widest_first(&mut rows);
        let subtitle = if rows.len() > MOST { "sides.subtitle_widest" } else { "sides.subtitle" };
        rows.truncate(MOST);
        let named = ("sides-practices".to_owned(), subtitle);
        let drawn =
            (!rows.is_empty()).then(|| sides::captioned(scene, wave, named, &rows, source()));
        exhibits.insert(exhibits.len().min(1), drawn.unwrap_or_default());
        exhibits.retain(|exhibit| !exhibit.id.is_empty());
    }
    exhibits
}

/// "Trust: suppliers strongly (0.81)", where a side has enough people.
fn agreement(scene: &Scene, wave: u8, supplier: u16) -> Vec<Sentence> {
    let place = Place::Supplier(supplier);
    let said = |audience: u8| {
        let one = |of: u16| {
            let what = What::Dimension(of);
            let (key, cell) = scene.cell(wave, what, place, Some(audience))?;
            let found = cell.agreement.as_ref()?.get();
            let values = [
                ("who", scene.words.inside(&scene.what(what)).into()),
                ("strength", scene.strength(found.strength).into()),
                ("rwg", scene.rwg(key, found).into()),
            ];
            Some(scene.say("agreement.one", &values))
        };
        let list: Vec<_> = scene.dimensions().filter_map(one).collect();
        let who = scene.words.inside(scene.audience(audience)).into();
        let values = [("who", who), ("list", scene.words.join(list.clone()))];
        (!list.is_empty()).then(|| scene.say("supplier.agreement", &values))
    };
    scene.audiences().filter_map(said).collect()
}

/// The index of each side over time, where there is more than one point.
fn over_time(scene: &Scene, wave: u8, supplier: u16) -> Option<Exhibit> {
    let place = Place::Supplier(supplier);
    let line = |audience: u8| Line {
        name: scene.audience(audience).to_owned(),
        what: What::Index,
        place,
        audience: Some(audience),
    };
    let is_drawn = |line: &Line| line.cells(scene, wave).iter().flatten().count() > 1;
    let lines: Vec<_> = scene.audiences().map(line).filter(is_drawn).collect();
    if lines.is_empty() {
        return None;
    }
    let pictures = [Lines { title: scene.what(What::Index), lines }];
    Some(trend(scene, wave, &pictures, over_time_caption(scene, wave, &pictures)))
}

/// What was written about a supplier, kind by kind.
fn shelves(scene: &Scene, supplier: u16) -> Vec<Shelf> {
    let kinds = [Kind::Story, Kind::Award, Kind::Meeting, Kind::Obstacle];
    let shelf = |kind| {
        let notes = scene.notes(kind).into_iter();
        let notes = notes.filter(|note| note.suppliers.contains(&supplier));
        let notes: Vec<_> = notes.map(|note| card(scene, note)).collect();
        let title = scene.words.get(&format!("nav.{}", folder(kind)));
        (!notes.is_empty()).then(|| Shelf { id: folder(kind), title, notes })
    };
    kinds.into_iter().filter_map(shelf).collect()
}
