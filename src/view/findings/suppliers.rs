//! The relationships that are not what they are meant to be, those of the highest priority first.

use super::{Claim, Finding, Thing, next};
use crate::key::{Key, Place, What};
use crate::privacy::Cell;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use crate::view::supplier;

/// A supplier with a dimension that lies below its target with its whole interval.
#[derive(Clone, Copy)]
struct Short<'a> {
    supplier: u16,
    what: What,
    target: u8,
    found: (Key, &'a Cell),
    rank: u32,
}

/// The most other suppliers that are named.
const NAMED: usize = 3;

/// A claim about the supplier that falls short most, which names the others.
pub(super) fn claim<'a>(scene: &'a Scene<'a>, wave: u8) -> Option<Claim<'a>> {
    let mut short: Vec<_> = scene.suppliers().filter_map(|of| short(scene, wave, of)).collect();
    short.sort_by_key(|one| std::cmp::Reverse(one.rank));
    let first = *short.first()?;
    Some(Claim::new(first.rank, move |_| {
        let more = more(scene, &short[1..]);
        let finding = Finding {
            so_what: supplier::told(scene, wave, first.supplier) + more,
            ..finding(scene, wave, &first)
        };
        let whats = [first.what, What::Index];
        let place = Place::Supplier(first.supplier);
        let finding = next::with(scene, wave, finding, &whats, place);
        Some(match finding.next.is_empty() {
            true => finding,
            false => Finding { next: supplier::next(scene, wave, first.supplier), ..finding },
        })
    }))
}

fn short<'a>(scene: &Scene<'a>, wave: u8, supplier: u16) -> Option<Short<'a>> {
    let place = Place::Supplier(supplier);
    let priority = scene.relationship(wave, supplier)?.priority;
    let missed = scene.dimensions().filter_map(|dimension| {
        let what = What::Dimension(dimension);
        let target = scene.target_at(wave, what, place)?;
        let found = scene.cell(wave, what, place, None)?;
        let high = found.1.interval.as_ref()?.get().high;
        let points = target.saturating_sub(found.1.mean.get().value);
        (high < i16::from(target)).then_some((points, what, target, found))
    });
    let (points, what, target, found) = missed.max_by_key(|(points, ..)| *points)?;
    // What goes wrong with a supplier of low priority matters to few.
    let rank = u32::from(points) * 8 * 5 * (36 / priority.clamp(1, 36));
    Some(Short { supplier, what, target, found, rank })
}

fn finding(scene: &Scene, wave: u8, short: &Short) -> Finding {
    let place = Place::Supplier(short.supplier);
    let address = scene.supplier_address(short.supplier).to_string();
    let (key, cell) = short.found;
    let values = [
        ("supplier", Piece::link(scene.place(place), address).into()),
        ("what", scene.words.inside(&scene.what(short.what)).into()),
        ("score", scene.score(key, cell).into()),
        ("target", Piece::sourced(short.target.to_string(), "target").into()),
        ("sides", sides(scene, wave, short.what, place)),
    ];
    Finding {
        fact: scene.say("finding.supplier", &values),
        compared: scene.say("finding.supplier_sides", &values).capitalised(),
        sure: scene.say("finding.sure_target", &[]),
        things: vec![Thing::Suppliers],
        ..Finding::default()
    }
}

/// " Below a target too: Lumenfold Electronics and Ostermoor Castings."
fn more(scene: &Scene, others: &[Short]) -> Sentence {
    let name = |one: &Short| {
        let address = scene.supplier_address(one.supplier).to_string();
        Piece::link(scene.place(Place::Supplier(one.supplier)), address).into()
    };
    let list: Vec<_> = others.iter().take(NAMED).map(name).collect();
    let said =
        if others.len() > NAMED { "finding.suppliers_among" } else { "finding.suppliers_more" };
    match list.is_empty() {
        true => Sentence::default(),
        false => Sentence::from(" ") + scene.say(said, &[("list", scene.words.join(list))]),
    }
}

/// "procurement team 77, suppliers 42", as far as they are shown.
fn sides(scene: &Scene, wave: u8, what: What, place: Place) -> Sentence {
    let side = |who: u8| {
        let (key, cell) = scene.cell(wave, what, place, Some(who))?;
        let name = scene.words.inside(scene.audience(who));
        Some(Sentence::from(name) + " " + scene.score(key, cell))
    };
    scene.words.join(scene.audiences().filter_map(side).collect())
}
