//! All notes of a kind, newest first, and the same notes by dimension, supplier and unit.

use super::address::{Address, folder};
use super::note::{Card, card};
use super::page::Page;
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, Way, shell};
use super::unit_list::linked;
use crate::key::{Place, What};
use crate::notes::{Kind, Note};
use serde::Serialize;

/// What the list of a kind says.
#[derive(Clone, Debug, Serialize)]
pub struct NoteListPage {
    /// Its heading.
    pub title: String,
    /// What one finds here.
    pub intro: String,
    /// The notes, newest first.
    pub notes: Vec<Card>,
    /// The same by what they speak of.
    pub groups: Vec<NoteGroup>,
}

/// Notes by dimension, by supplier or by unit.
#[derive(Clone, Debug, Serialize)]
pub struct NoteGroup {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// Each dimension, supplier or unit with its notes.
    pub rows: Vec<Named>,
}

/// Something with the notes that speak of it.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// Its name, with the way to its page.
    pub name: Sentence,
    /// The notes, newest first.
    pub notes: Vec<Way>,
}

/// The notes that speak of each of these; what no note speaks of is left out.
fn group(
    scene: &Scene,
    (id, notes): (&'static str, &[&Note]),
    all: impl Iterator<Item = (u16, Sentence)>,
    speaks_of: impl Fn(&Note, u16) -> bool,
) -> Option<NoteGroup> {
    let rows = all.filter_map(|(at, name)| {
        let notes = notes.iter().filter(|note| speaks_of(note, at));
        let way = |note: &&Note| Way::to(note.title.as_str(), &Address::Note(note.path.clone()));
        let notes: Vec<_> = notes.map(way).collect();
        (!notes.is_empty()).then_some(Named { name, notes })
    });
    let rows: Vec<_> = rows.collect();
    let title = scene.words.get(&format!("list.by_{id}"));
    (!rows.is_empty()).then_some(NoteGroup { id, title, rows })
}

/// By dimension (that of a practice counts), by supplier and by unit.
fn groups(scene: &Scene, notes: &[&Note]) -> Vec<NoteGroup> {
    let organisation = scene.input.organisation;
    let newest = scene.input.report.waves().last().copied();
    let dimension = |of| {
        let name = scene.what(What::Dimension(of));
        let page = newest.map(|wave| scene.dimension_address(wave, of).to_string());
        (of, Piece::link(name, page.unwrap_or_default()).into())
    };
    let places = |count: usize, place: fn(u16) -> Place| {
        (0u16..).take(count).map(move |at| (at, linked(scene, place(at))))
    };
    let speaks_of_dimension = |note: &Note, of: u16| {
        let mut practices = note.practices.iter().map(|&practice| What::Practice(practice));
        note.dimensions.contains(&of)
            || practices.any(|practice| scene.dimension_of(practice) == Some(of))
    };
    let all = [
        group(scene, ("dimension", notes), scene.dimensions().map(dimension), speaks_of_dimension),
        group(
            scene,
            ("supplier", notes),
            places(organisation.suppliers.len(), Place::Supplier),
            |note, of| note.suppliers.contains(&of),
        ),
        group(scene, ("unit", notes), places(organisation.units.len(), Place::Unit), |note, of| {
            note.units.contains(&of)
        }),
    ];
    all.into_iter().flatten().collect()
}

/// The list of a kind.
pub(super) fn page(scene: &Scene, kind: Kind, notes: &[&Note]) -> Page<NoteListPage> {
    let body = NoteListPage {
        title: scene.words.get(&format!("nav.{}", folder(kind))),
        intro: scene.words.get(&format!("list.{}", folder(kind))),
        notes: notes.iter().map(|note| card(scene, note)).collect(),
        groups: groups(scene, notes),
    };
    body.at(Address::Notes(kind), scene)
}

impl NoteListPage {
    /// The page of this list.
    pub(super) fn at(self, address: Address, scene: &Scene) -> Page<Self> {
        let about = About {
            kind: "list",
            address: &address,
            title: self.title.clone(),
            description: self.intro.as_str().into(),
            trail: Vec::new(),
        };
        Page {
            shell: shell(scene, about),
            address,
            template: "list.html",
            body: self,
            files: Vec::new(),
            origin: String::new(),
        }
    }
}
