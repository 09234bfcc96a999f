//! The sheet for a review with a supplier: one page of A4, and the same as one file to send. It holds
//! nothing about any other supplier and no comment. Where a side is not shown, the printed mean of
//! several suppliers stands in its place and says so, if at least three others are in it: from fewer,
//! whoever knows their own score could tell those of the others.

use super::standing;
use crate::key::{Place, What};
use crate::notes::{Kind, Note};
use crate::organisation::SupplierSet;
use crate::privacy::{Comparison, Verdict};
use crate::view::address::Address;
use crate::view::exhibit::{Exhibit, Side as Both, Table};
use crate::view::note::{Card, card};
use crate::view::page::{Page, files};
use crate::view::promise::{self, is_named, promises};
use crate::view::register;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use crate::view::shell::{About, Way, shell};
use crate::view::sides;
use crate::view::wave::source_at;
use serde::Serialize;

/// What the sheet says.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewPage {
    /// The supplier.
    pub name: String,
    /// The wave.
    pub wave: Sentence,
    /// What the relationship is meant to be.
    pub about: Sentence,
    /// Index and dimensions: both sides, gap, change, target.
    pub performance: Table,
    /// The two sides as a picture.
    pub picture: Option<Exhibit>,
    /// What went well, side by side.
    pub well: Vec<Side>,
    /// What did not.
    pub less: Vec<Side>,
    /// What both sides count, with its value of the wave.
    pub counted: Vec<Sentence>,
    /// What came of working together on new things: scores, then results.
    pub innovation: Vec<Sentence>,
    /// What is done, by whom and until when.
    pub actions: Vec<Sentence>,
    /// The last meeting.
    pub meeting: Option<Card>,
    /// How to read the sheet.
    pub reading: Vec<Sentence>,
    /// The way to the same as one file; empty in that file.
    pub file: String,
    /// The sheets of other waves, newest first; none in the file.
    pub others: Vec<Way>,
}

/// What one side says, or both together.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// Who.
    pub who: String,
    /// What.
    pub list: Vec<Sentence>,
}

/// How many practices of each side are named as strong, and as many as weak.
const NAMED: usize = 3;
/// The most results on a sheet.
const RESULTS: usize = 2;
/// How many others a mean over suppliers must hold before a supplier may see it.
const OTHERS: usize = 3;

/// The sheet of a wave, and its file.
pub(super) fn pages(scene: &Scene, wave: u8, supplier: u16) -> [Page<ReviewPage>; 2] {
    let ids = (scene.supplier_id(supplier).to_owned(), scene.wave_id(wave).to_owned());
    let body = body(scene, wave, supplier);
    let alone = ReviewPage { file: String::new(), others: Vec::new(), ..body.clone() };
    let sheet = Address::Review(ids.0.clone(), Some(ids.1.clone()));
    [
        made(scene, wave, supplier, sheet, body),
        made(scene, wave, supplier, Address::ReviewFile(ids.0, ids.1), alone),
    ]
}

/// The newest sheet, at the address that stays the same.
pub(super) fn newest(scene: &Scene, wave: u8, supplier: u16) -> Page<ReviewPage> {
    let address = Address::Review(scene.supplier_id(supplier).to_owned(), None);
    made(scene, wave, supplier, address, body(scene, wave, supplier))
}

fn made(
    scene: &Scene,
    wave: u8,
    supplier: u16,
    address: Address,
    body: ReviewPage,
) -> Page<ReviewPage> {
    let is_file = matches!(address, Address::ReviewFile(..));
    // The same sheet stands at three addresses; whoever has several open can tell them apart.
    let title = match address {
        Address::ReviewFile(..) => "review.title_file",
        Address::Review(_, None) => "review.title_newest",
        _ => "review.title",
    };
    let values = [("name", body.name.as_str().into()), ("wave", scene.wave(wave).into())];
    let trail = [
        Way::to(scene.words.get("nav.suppliers"), &Address::Suppliers),
        Way::to(body.name.as_str(), &scene.supplier_address(supplier)),
    ];
    let about = About {
        kind: "review",
        address: &address,
        title: scene.say(title, &values).plain(),
        description: scene.say("review.description", &values),
        trail: trail.to_vec(),
    };
    Page {
        files: if is_file { Vec::new() } else { files(&body.picture) },
        shell: shell(scene, about),
        address,
        template: if is_file { "review-file.html" } else { "review.html" },
        body,
        origin: format!("content/waves/{}/wave.toml", scene.wave_id(wave)),
    }
}

fn body(scene: &Scene, wave: u8, supplier: u16) -> ReviewPage {
    let id = scene.supplier_id(supplier);
    let address = |wave: &str| Address::Review(id.to_owned(), Some(wave.to_owned()));
    let waves = scene.input.report.waves().iter().rev().copied();
    let others =
        waves.filter(|&other| other != wave && scene.relationship(other, supplier).is_some());
    let kind = scene.relationship(wave, supplier).map(|one| standing::type_name(scene, one.kind));
    let place = Place::Supplier(supplier);
    let meetings = notes(scene, wave, supplier, &[Kind::Meeting]);
    ReviewPage {
        name: scene.place(Place::Supplier(supplier)),
        wave: scene.wave(wave).into(),
        about: scene.say("review.about", &[("type", kind.unwrap_or_default().into())]),
        performance: performance(scene, wave, supplier),
        picture: picture(scene, wave, supplier),
        well: said(scene, wave, supplier, true),
        less: said(scene, wave, supplier, false),
        counted: register::measures_in_wave(scene, place, wave),
        innovation: innovation(scene, wave, supplier),
        actions: register::actions_in_wave(scene, place, wave),
        meeting: meetings.into_iter().next(),
        reading: reading(scene, wave, supplier),
        file: Address::ReviewFile(id.to_owned(), scene.wave_id(wave).to_owned()).to_string(),
        others: others
            .map(|other| Way::to(scene.wave(other), &address(scene.wave_id(other))))
            .collect(),
    }
}

/// Index and dimensions, a row each.
fn performance(scene: &Scene, wave: u8, supplier: u16) -> Table {
    let words = &scene.words;
    let place = Place::Supplier(supplier);
    let mut columns = vec![(words.say("table.what", &[]), None)];
    columns.extend(scene.audiences().map(|who| (scene.audience(who).into(), None)));
    let names = ["table.gap", "table.change", "table.target"];
    columns.extend(names.map(|name| (words.say(name, &[]), None)));
    let mut table = Table::new(&columns);
    let pair = sides::with_suppliers(scene).first().copied();
    for what in std::iter::once(What::Index).chain(scene.dimensions().map(What::Dimension)) {
        let mut cells = vec![Sentence::from(scene.what(what))];
        cells.extend(scene.audiences().map(|who| side(scene, wave, supplier, what, who)));
        let gap = pair.and_then(|pair| scene.input.report.gap(wave, what, place, pair));
        cells.push(gap.map_or_else(
            || scene.not_shown().into(),
            |(key, gap)| {
                let values = [
                    ("points", scene.points(key, gap).into()),
                    ("interval", scene.gap_interval(Some((key, gap)))),
                ];
                scene.say(if is_clear(gap) { "review.gap" } else { "review.gap_none" }, &values)
            },
        ));
        cells.push(scene.change_in_full(scene.change(wave, what, place, None)));
        let target = scene.target_at(wave, what, place);
        let target = target.map(|target| Piece::sourced(target.to_string(), "target"));
        cells.push(target.unwrap_or_else(|| Piece::text("")).into());
        table.push(None, 0, cells);
    }
    table
}

fn is_clear(compared: &Comparison) -> bool {
    matches!(compared.verdict, Verdict::Up | Verdict::Down)
}

/// The score of one side; where it is not shown, that of the type or of all suppliers.
fn side(scene: &Scene, wave: u8, supplier: u16, what: What, who: u8) -> Sentence {
    let own = scene.cell(wave, what, Place::Supplier(supplier), Some(who));
    if own.is_some() {
        return scene.score_or_not(own).into();
    }
    let kind = scene.relationship(wave, supplier).map(|one| SupplierSet::Type(one.kind));
    let stand_in = kind.into_iter().chain([SupplierSet::All]).find_map(|set| {
        let place = Place::Suppliers(set);
        let found = scene.cell(wave, what, place, Some(who))?;
        let values = [
            ("score", scene.score(found.0, found.1).into()),
            ("set", scene.words.inside(&scene.place(place)).into()),
        ];
        let is_wide = others(scene, wave, supplier, what, who, set) >= OTHERS;
        is_wide.then(|| scene.say("review.stand_in", &values))
    });
    stand_in.unwrap_or_else(|| scene.not_shown().into())
}

/// How many other suppliers of a set have this figure in print.
fn others(scene: &Scene, wave: u8, supplier: u16, what: What, who: u8, set: SupplierSet) -> usize {
    let day = scene.input.waves[usize::from(wave)].closes;
    let is_shown = |other: &u16| {
        let place = Place::Supplier(*other);
        *other != supplier
            && scene.input.organisation.is_in(usize::from(*other), set, day)
            && scene.cell(wave, what, place, Some(who)).is_some()
    };
    scene.suppliers().filter(is_shown).count()
}

/// Both sides beside each other, or else the scores of the side that is shown.
fn picture(scene: &Scene, wave: u8, supplier: u16) -> Option<Exhibit> {
    let pair = *sides::with_suppliers(scene).first()?;
    let place = Place::Supplier(supplier);
    let whats = std::iter::once(What::Index).chain(scene.dimensions().map(What::Dimension));
    let rows: Vec<_> = whats.map(|what| Both::new(scene, wave, what, place, pair)).collect();
    rows.iter().find(|row| row.width().is_some())?;
    let named = ("both-sides".to_owned(), "sides.subtitle");
    let source = source_at(scene, wave, place);
    Some(sides::captioned(scene, wave, named, &rows, source))
}

/// What each side scores highest (or lowest) among the practices, and what moved that way.
fn said(scene: &Scene, wave: u8, supplier: u16, is_well: bool) -> Vec<Side> {
    let place = Place::Supplier(supplier);
    let side = |who: u8| {
        let practices = scene.dimensions().flat_map(|of| scene.practices(of));
        let scored = practices.filter_map(|practice| {
            let what = What::Practice(practice);
            Some((what, scene.cell(wave, what, place, Some(who))?))
        });
        let mut scored: Vec<_> = scored.collect();
        scored.sort_by_key(|(what, (_, cell))| (std::cmp::Reverse(cell.mean.get().value), *what));
        let half = NAMED.min(scored.len() / 2);
        let ends = match is_well {
            true => &scored[..half],
            false => &scored[scored.len() - half..],
        };
        let list: Vec<_> = ends
            .iter()
            .map(|(what, (key, cell))| {
                Sentence::from(scene.what(*what)) + " " + scene.score(*key, cell)
            })
            .collect();
        (!list.is_empty()).then(|| Side { who: scene.audience(who).to_owned(), list })
    };
    let wanted = if is_well { Verdict::Up } else { Verdict::Down };
    let moved = scene.dimensions().filter_map(|of| {
        let what = What::Dimension(of);
        let (key, change) = scene.change(wave, what, place, None)?;
        let name = Sentence::from(scene.what(what)) + " ";
        (change.verdict == wanted).then(|| name + scene.change_words(key, change))
    });
    let moved: Vec<_> = moved.collect();
    let moved =
        (!moved.is_empty()).then(|| Side { who: scene.words.get("review.moved"), list: moved });
    scene.audiences().filter_map(side).chain(moved).collect()
}

/// How both sides see the practices that measures of innovation are about, then the newest results that
/// were reached together.
fn innovation(scene: &Scene, wave: u8, supplier: u16) -> Vec<Sentence> {
    let place = Place::Supplier(supplier);
    let scored = register::innovative(scene).into_iter().filter_map(|what| {
        let side = |who: u8| {
            let (key, cell) = scene.cell(wave, what, place, Some(who))?;
            let who = scene.words.inside(scene.audience(who));
            Some(Sentence::from(who) + " " + scene.score(key, cell))
        };
        let sides: Vec<_> = scene.audiences().filter_map(side).collect();
        let values = [("what", scene.what(what).into()), ("list", scene.words.join(sides.clone()))];
        (!sides.is_empty()).then(|| scene.say("review.innovation_line", &values))
    });
    let result = |note: Card| {
        let title = Piece::link(note.title, note.href);
        match note.outcome.is_empty() {
            true => title.into(),
            false => {
                let values = [("title", title.into()), ("outcome", note.outcome.into())];
                scene.say("review.result", &values)
            }
        }
    };
    let results = notes(scene, wave, supplier, &[Kind::Story, Kind::Award]).into_iter();
    scored.chain(results.take(RESULTS).map(result)).collect()
}

/// Notes that were known when the wave closed; newest first, none that names another supplier.
fn notes(scene: &Scene, wave: u8, supplier: u16, kinds: &[Kind]) -> Vec<Card> {
    let closed = scene.input.waves[usize::from(wave)].closes;
    let notes = kinds.iter().flat_map(|&kind| scene.notes(kind));
    let mut notes: Vec<&Note> = notes
        .filter(|note| note.suppliers == [supplier])
        .filter(|note| note.date.is_some_and(|day| day <= closed))
        .filter(|note| !names_another(scene, note, supplier))
        .collect();
    notes.sort_by_key(|note| std::cmp::Reverse(note.date));
    notes.into_iter().map(|note| card(scene, note)).collect()
}

/// Whether what a card shows of a note names a supplier other than this one.
fn names_another(scene: &Scene, note: &Note, supplier: u16) -> bool {
    let shown = [Some(&note.title), note.summary.as_ref(), note.outcome.as_ref()];
    let others = scene.suppliers().filter(|&other| other != supplier);
    let names: Vec<_> = others.map(|other| scene.place(Place::Supplier(other))).collect();
    shown.into_iter().flatten().any(|text| names.iter().any(|name| text.contains(name.as_str())))
}

fn reading(scene: &Scene, wave: u8, supplier: u16) -> Vec<Sentence> {
    let own = &scene.input.organisation.suppliers[usize::from(supplier)];
    let named = if is_named(scene, wave, supplier) { vec![own] } else { Vec::new() };
    let mut values = promises(scene);
    values.retain(|(name, _)| !["named", "but_named"].contains(name));
    values.extend(promise::named(scene.words, &named));
    values.push(("source", source_at(scene, wave, Place::Supplier(supplier))));
    scene.words.say_all("review.reading", &values)
}
