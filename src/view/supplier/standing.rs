//! What a relationship is meant to be, and how both sides live it: the declared type beside the level
//! that the scores speak of.

use crate::key::{Place, What};
use crate::organisation::{Supplier, SupplierType};
use crate::view::address::Address;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};

/// The level that the published index of a supplier lies in, and those that its interval leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Behaviour {
    pub level: usize,
    lowest: usize,
    highest: usize,
}

/// How behaviour stands to the declared type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// Less than declared.
    Behind,
    /// As declared, or more where nothing higher can be declared.
    Same,
    /// More than declared.
    Ahead,
    /// The type promises no level of its own (some of each).
    Open,
}

/// The suppliers with whom there was a relationship when a wave closed.
pub(super) fn of_wave(scene: &Scene, wave: u8) -> impl Iterator<Item = u16> {
    let scene = *scene;
    scene.suppliers().filter(move |&supplier| scene.relationship(wave, supplier).is_some())
}

/// Where a supplier's page is, if it has one.
pub(in crate::view) fn address(scene: &Scene, supplier: &Supplier) -> Option<Address> {
    let closed = scene.input.report.waves().iter();
    let mut closed = closed.map(|&wave| scene.input.waves[usize::from(wave)].closes);
    let has_page = closed.any(|day| supplier.on(day).is_some());
    has_page.then(|| Address::Supplier(supplier.id.clone()))
}

/// A supplier's name, with the way to its page if it has one.
pub(in crate::view) fn named(scene: &Scene, supplier: &Supplier) -> Piece {
    let href = address(scene, supplier).map(|address| address.to_string());
    Piece::link(&supplier.name, href.unwrap_or_default())
}

/// The level of the published index.
pub(super) fn behaviour(scene: &Scene, wave: u8, supplier: u16) -> Option<Behaviour> {
    let (_, cell) = scene.cell(wave, What::Index, Place::Supplier(supplier), None)?;
    let levels = scene.input.report.levels();
    let score = i16::from(cell.mean.get().value);
    let ends = cell.interval.as_ref().map(|ends| *ends.get());
    let (low, high) = ends.map_or((score, score), |ends| (ends.low, ends.high));
    let level = levels.of(score);
    Some(Behaviour {
        level,
        lowest: levels.of(low).min(level),
        highest: levels.of(high).max(level),
    })
}

/// What a type is called.
pub(super) fn type_name(scene: &Scene, kind: SupplierType) -> String {
    scene.words.get(&format!("type.{}", kind.word()))
}

/// How behaviour stands to a type: the type promises the level that has its name.
pub(super) fn matching(scene: &Scene, kind: SupplierType, behaviour: Behaviour) -> Match {
    let name = type_name(scene, kind).to_lowercase();
    let count = scene.input.report.levels().count();
    let is_named = |level: &usize| scene.level(*level).to_lowercase() == name;
    let Some(promised) = (0..count).find(is_named) else { return Match::Open };
    // Nothing more than strategic can be declared: a partnership keeps that promise.
    let is_highest = SupplierType::WORDS.iter().all(|(_, other)| {
        let other = type_name(scene, *other).to_lowercase();
        let level = (0..count).find(|level| scene.level(*level).to_lowercase() == other);
        level.is_none_or(|level| level <= promised)
    });
    match behaviour.level.cmp(&promised) {
        std::cmp::Ordering::Less => Match::Behind,
        std::cmp::Ordering::Greater if !is_highest => Match::Ahead,
        _ => Match::Same,
    }
}

/// "tactical", and where a border lies inside the interval "tactical, could be strategic".
pub(super) fn in_practice(scene: &Scene, behaviour: Behaviour) -> Sentence {
    let name = |level| Sentence::from(scene.words.inside(&scene.level(level)));
    let Behaviour { level, lowest, highest } = behaviour;
    let open = (lowest..=highest).filter(|&other| other != level).map(name).collect::<Vec<_>>();
    if open.is_empty() {
        return name(level);
    }
    let open = open.into_iter().reduce(|all, one| all + scene.words.get("name.or").as_str() + one);
    let values = [("level", name(level)), ("other", open.unwrap_or_default())];
    scene.say("standing.open", &values)
}

/// "Meant to be strategic, in practice tactical: the index is 59 (55 to 62)."
pub(in crate::view) fn told(scene: &Scene, wave: u8, supplier: u16) -> Sentence {
    let Some(relationship) = scene.relationship(wave, supplier) else { return Sentence::default() };
    let kind = scene.words.inside(&type_name(scene, relationship.kind));
    let mut values = vec![("type", kind.into())];
    let index = scene.cell(wave, What::Index, Place::Supplier(supplier), None);
    let (Some(behaviour), Some((key, cell))) = (behaviour(scene, wave, supplier), index) else {
        return scene.say("standing.not_shown", &values);
    };
    values.push(("behaviour", in_practice(scene, behaviour)));
    values.push(("index", scene.words.inside(&scene.what(What::Index)).into()));
    values.push(("score", scene.score(key, cell).into()));
    let interval = match cell.interval.is_some() {
        true => scene.say("standing.interval", &[("interval", scene.interval_or_not(index))]),
        false => Sentence::default(),
    };
    values.push(("interval", interval));
    let name = match matching(scene, relationship.kind, behaviour) {
        Match::Same if behaviour.lowest == behaviour.highest => "standing.same",
        _ => "standing.other",
    };
    scene.say(name, &values).capitalised()
}

/// A number that stands in suppliers.toml.
pub(super) fn registered(scene: &Scene, supplier: u16, number: u32) -> Piece {
    let source = format!("register:suppliers/{}", scene.supplier_id(supplier));
    Piece::sourced(number.to_string(), &source)
}

/// "communication 75 and trust 75": what is aimed for; nothing where no target is set.
pub(super) fn targets(scene: &Scene, of: impl Fn(u16) -> Option<u8>) -> Sentence {
    let target = |dimension: u16| {
        let target = Piece::sourced(of(dimension)?.to_string(), "target");
        let name = scene.words.inside(&scene.what(What::Dimension(dimension)));
        Some(Sentence::from(name) + " " + target)
    };
    scene.words.join(scene.dimensions().filter_map(target).collect())
}
