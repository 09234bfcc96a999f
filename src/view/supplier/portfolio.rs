//! All suppliers by the type of their relationship, the highest priority first.

use super::answer;
use super::standing::{self, Match};
use crate::key::{Key, Place, What};
use crate::organisation::{SupplierSet, SupplierType};
use crate::view::address::Address;
use crate::view::exhibit::{Caption, Exhibit, HeatLine, heat, spark};
use crate::view::page::{Page, files};
use crate::view::promise::is_named;
use crate::view::scene::{Found, Scene};
use crate::view::sentence::{Piece, Sentence};
use crate::view::shell::{About, Way, shell};
use crate::view::sides;
use crate::view::wave::source;
use serde::Serialize;

/// What the page of all suppliers says.
#[derive(Clone, Debug, Serialize)]
pub struct Portfolio {
    /// The wave.
    pub wave: Sentence,
    /// How many fall short of what they are meant to be.
    pub verdict: Sentence,
    /// Which these are, and which lie below a target.
    pub named: Vec<Sentence>,
    /// Our side and theirs, as the columns name them.
    pub sides: [String; 2],
    /// Suppliers by type.
    pub groups: Vec<PortfolioGroup>,
    /// The mean of all, if there is one.
    pub all: Option<PortfolioRow>,
    /// How each side sees it, by dimension.
    pub heat: Vec<Exhibit>,
}

/// The suppliers of one type.
#[derive(Clone, Debug, Serialize)]
pub struct PortfolioGroup {
    /// Its anchor.
    pub id: &'static str,
    /// What they are called.
    pub title: String,
    /// What is aimed for with them.
    pub targets: Sentence,
    /// One supplier each.
    pub rows: Vec<PortfolioRow>,
    /// The mean of those that are shown.
    pub mean: Option<PortfolioRow>,
}

/// One line of the portfolio.
#[derive(Clone, Debug, Serialize)]
pub struct PortfolioRow {
    /// The supplier, with the way to its page.
    pub name: Sentence,
    /// What we buy.
    pub category: String,
    /// 1 is the highest.
    pub priority: Sentence,
    /// Index of our side.
    pub us: Sentence,
    /// Index of theirs.
    pub them: Sentence,
    /// The gap between the two.
    pub gap: Sentence,
    /// Change of the index of all groups together.
    pub change: Sentence,
    /// What the relationship is in practice.
    pub practice: Sentence,
    /// The index over time, a drawing.
    pub spark: String,
}

/// Types in the order of the page: those that promise most come first.
const ORDER: [SupplierType; 4] = [
    SupplierType::Strategic,
    SupplierType::Hybrid,
    SupplierType::Tactical,
    SupplierType::Transactional,
];

/// Whose views stand beside each other: ours, and theirs if suppliers are asked.
type Pair = (u8, Option<u8>);

/// The page, as of this wave.
pub(super) fn page(scene: &Scene, wave: u8) -> Page<Portfolio> {
    let pair = sides::with_suppliers(scene);
    let pair = pair.first().map_or((0, None), |&[us, them]| (us, Some(them)));
    let groups = groups(scene, wave, pair);
    let name = |audience: u8| scene.audience(audience).to_owned();
    let all = Place::Suppliers(SupplierSet::All);
    let body = Portfolio {
        wave: scene.wave(wave).into(),
        verdict: verdict(scene, wave),
        named: named(scene, wave),
        sides: [name(pair.0), pair.1.map(name).unwrap_or_default()],
        groups,
        all: mean(scene, wave, all, pair),
        heat: views(scene, wave, pair),
    };
    let address = Address::Suppliers;
    let about = About {
        kind: "suppliers",
        address: &address,
        title: scene.words.get("nav.suppliers"),
        description: scene.say("portfolio.lead", &[]),
        trail: Vec::new(),
    };
    Page {
        files: files(&body.heat),
        shell: shell(scene, about),
        address,
        template: "suppliers.html",
        body,
        origin: "content/suppliers.toml".to_owned(),
    }
}

/// How many of those that are shown fall short of their type.
fn verdict(scene: &Scene, wave: u8) -> Sentence {
    let found = standing::of_wave(scene, wave).filter_map(|supplier| {
        let kind = scene.relationship(wave, supplier)?.kind;
        let behaviour = standing::behaviour(scene, wave, supplier)?;
        Some(standing::matching(scene, kind, behaviour))
    });
    let judged: Vec<_> = found.filter(|found| *found != Match::Open).collect();
    let behind = judged.iter().filter(|found| **found == Match::Behind).count();
    let count = |number: usize| Piece::sourced(number.to_string(), "count").into();
    let values = [("behind", count(behind)), ("shown", count(judged.len()))];
    let name = match (behind, judged.len()) {
        (_, 0) => "portfolio.plain",
        (0, _) => "portfolio.none_behind",
        (1, _) => "portfolio.one_behind",
        _ => "portfolio.behind",
    };
    scene.say(name, &values)
}

/// The most suppliers that a sentence names.
const NAMED: usize = 3;

/// The suppliers that fall short of their type, and those with a dimension clearly below its target.
fn named(scene: &Scene, wave: u8) -> Vec<Sentence> {
    let link = |of: u16| {
        let address = scene.supplier_address(of).to_string();
        Sentence::from(Piece::link(scene.place(Place::Supplier(of)), address))
    };
    let all = || ORDER.into_iter().flat_map(|kind| of_type(scene, wave, kind));
    let is_behind = |of: &u16| {
        let kind = scene.relationship(wave, *of).map(|one| one.kind);
        let behaviour = standing::behaviour(scene, wave, *of);
        let found = kind.zip(behaviour).map(|(kind, found)| standing::matching(scene, kind, found));
        found == Some(Match::Behind)
    };
    let behind: Vec<_> = all().filter(is_behind).map(link).collect();
    let short = all().filter(|&of| !answer::below(scene, wave, of).is_empty());
    let short: Vec<_> = short.map(link).collect();
    let shown = all().filter(|&of| standing::behaviour(scene, wave, of).is_some()).count();
    let count = |number: usize| Piece::sourced(number.to_string(), "count").into();
    let counts = [("behind", count(short.len())), ("shown", count(shown))];
    let said = |name: &str, list: Vec<Sentence>| {
        (!list.is_empty()).then(|| scene.say(name, &[("list", scene.words.join(list))]))
    };
    let below = match short.len() > NAMED {
        true => Some(scene.say("portfolio.below_count", &counts)),
        false => said("portfolio.below_list", short),
    };
    let all = [said("portfolio.behind_list", behind), below];
    all.into_iter().flatten().collect()
}

/// The suppliers of a type, the highest priority first.
fn of_type(scene: &Scene, wave: u8, kind: SupplierType) -> Vec<u16> {
    let priority = |supplier: u16| scene.relationship(wave, supplier).map(|one| one.priority);
    let is_of =
        |supplier: &u16| scene.relationship(wave, *supplier).map(|one| one.kind) == Some(kind);
    let mut suppliers: Vec<u16> = standing::of_wave(scene, wave).filter(is_of).collect();
    suppliers.sort_by_key(|&supplier| (priority(supplier), scene.place(Place::Supplier(supplier))));
    suppliers
}

fn groups(scene: &Scene, wave: u8, pair: Pair) -> Vec<PortfolioGroup> {
    let group = |kind: SupplierType| {
        let suppliers = of_type(scene, wave, kind);
        let set = Place::Suppliers(SupplierSet::Type(kind));
        let types = scene.input.options.type_targets.get(&kind);
        let target = |of: u16| types?.get(usize::from(of)).copied().flatten();
        (!suppliers.is_empty()).then(|| PortfolioGroup {
            id: kind.word(),
            title: scene.place(set),
            targets: standing::targets(scene, target),
            rows: suppliers.into_iter().map(|one| row(scene, wave, one, pair)).collect(),
            mean: mean(scene, wave, set, pair),
        })
    };
    ORDER.into_iter().filter_map(group).collect()
}

fn row(scene: &Scene, wave: u8, supplier: u16, pair: Pair) -> PortfolioRow {
    let place = Place::Supplier(supplier);
    let name = scene.place(place);
    let address = scene.supplier_address(supplier).to_string();
    let priority = scene.relationship(wave, supplier).map_or(0, |one| one.priority);
    let mark = match is_named(scene, wave, supplier) {
        true => scene.say("portfolio.named", &[]),
        false => Sentence::default(),
    };
    PortfolioRow {
        name: Sentence::from(Piece::link(&name, address)) + mark,
        category: scene.input.organisation.suppliers[usize::from(supplier)].category.clone(),
        priority: standing::registered(scene, supplier, priority).into(),
        change: scene.change_in_full(scene.change(wave, What::Index, place, None)),
        practice: practice(scene, wave, supplier),
        spark: spark(scene, What::Index, place, None, &name.as_str().into()),
        ..scores(scene, wave, place, pair)
    }
}

/// What the relationship is in practice, and whether that is less or more than its type promises.
fn practice(scene: &Scene, wave: u8, supplier: u16) -> Sentence {
    let kind = scene.relationship(wave, supplier).map(|one| one.kind);
    let behaviour = standing::behaviour(scene, wave, supplier);
    let Some((kind, behaviour)) = kind.zip(behaviour) else { return scene.not_shown().into() };
    let level = standing::in_practice(scene, behaviour);
    match standing::matching(scene, kind, behaviour) {
        Match::Behind => scene.say("portfolio.short", &[("practice", level)]),
        Match::Ahead => scene.say("portfolio.beyond", &[("practice", level)]),
        Match::Same | Match::Open => level,
    }
}

/// The scores of both sides and the gap between them.
fn scores(scene: &Scene, wave: u8, place: Place, (us, them): Pair) -> PortfolioRow {
    let score = |audience| scene.score_or_not(scene.cell(wave, What::Index, place, audience));
    let gap = them.and_then(|them| scene.input.report.gap(wave, What::Index, place, [us, them]));
    let gap = gap.map_or_else(|| scene.not_shown(), |(key, gap)| scene.points(key, gap));
    PortfolioRow {
        name: Sentence::default(),
        category: String::new(),
        priority: Sentence::default(),
        us: score(Some(us)).into(),
        them: them.map_or_else(|| scene.not_shown(), |them| score(Some(them))).into(),
        gap: gap.into(),
        change: Sentence::default(),
        practice: Sentence::default(),
        spark: String::new(),
    }
}

/// The line of a mean over suppliers, if it says anything.
fn mean(scene: &Scene, wave: u8, set: Place, pair: Pair) -> Option<PortfolioRow> {
    let sides = [Some(pair.0), pair.1].into_iter().flatten();
    let any = sides.filter_map(|one| scene.cell(wave, What::Index, set, Some(one))).next();
    let name = scene.words.inside(&scene.place(set));
    any.map(|_| PortfolioRow {
        name: scene.say("portfolio.mean", &[("set", name.into())]),
        ..scores(scene, wave, set, pair)
    })
}

/// The index and every dimension as each side sees them.
fn views(scene: &Scene, wave: u8, (us, them): Pair) -> Vec<Exhibit> {
    [Some(us), them].into_iter().flatten().filter_map(|who| view(scene, wave, who)).collect()
}

fn view(scene: &Scene, wave: u8, who: u8) -> Option<Exhibit> {
    let whats = std::iter::once(What::Index).chain(scene.dimensions().map(What::Dimension));
    let whats: Vec<_> = whats.collect();
    let name = |&what: &What| match what {
        What::Index => scene.words.get("name.index_short"),
        _ => scene.what(what),
    };
    let columns: Vec<String> = whats.iter().map(name).collect();
    let cells = |place| -> Vec<Found> {
        whats.iter().map(|&what| scene.cell(wave, what, place, Some(who))).collect()
    };
    let mut rows = Vec::new();
    let mut line = |place, href: String, indent| {
        rows.push(HeatLine { label: scene.place(place), href, indent, cells: cells(place) });
    };
    for kind in ORDER {
        let suppliers = of_type(scene, wave, kind);
        let set = Place::Suppliers(SupplierSet::Type(kind));
        if suppliers.is_empty() {
            continue;
        }
        line(set, String::new(), 0);
        for supplier in suppliers {
            let href = scene.supplier_address(supplier).to_string();
            line(Place::Supplier(supplier), href, 1);
        }
    }
    line(Place::Suppliers(SupplierSet::All), String::new(), 0);
    let shown: Vec<_> = rows.iter().filter(|row| row.indent == 1).filter_map(index).collect();
    let low = shown.iter().min_by_key(|(value, ..)| *value)?;
    let high = shown.iter().rev().max_by_key(|(value, ..)| *value)?;
    let values = [
        ("who", scene.audience(who).into()),
        ("low", scene.score(low.2.0, low.2.1).into()),
        ("lowest", low.1.as_str().into()),
        ("high", scene.score(high.2.0, high.2.1).into()),
        ("highest", high.1.as_str().into()),
        ("wave", scene.wave(wave).into()),
    ];
    let differ = low.0 < high.0;
    let caption = Caption {
        id: format!("view-{}", scene.input.survey.audiences[usize::from(who)].id),
        title: scene.say(if differ { "portfolio.title" } else { "portfolio.title_same" }, &values),
        subtitle: scene.say("portfolio.subtitle", &values),
        summary: scene.say("portfolio.summary", &values),
        source: source(scene, wave),
    };
    Some(heat(scene, &scene.words.get("table.supplier"), &columns, &rows, caption))
}

/// The index in a row, with its name.
fn index<'a>(row: &HeatLine<'a>) -> Option<(u8, String, (Key, &'a crate::privacy::Cell))> {
    let found = row.cells.first().copied().flatten()?;
    Some((found.1.mean.get().value, row.label.clone(), found))
}

/// The way to this page from elsewhere, if it is there.
pub(in crate::view) fn nav(scene: &Scene) -> Option<Way> {
    let wave = *scene.input.report.waves().last()?;
    standing::of_wave(scene, wave).next()?;
    Some(Way::to(scene.words.get("nav.suppliers"), &Address::Suppliers))
}
