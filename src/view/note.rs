//! One note: a story, an award, an obstacle, a meeting or any other page.

use super::address::{Address, folder};
use super::page::{Page, files};
use super::scene::Scene;
use super::sentence::Sentence;
use super::shell::{About, Way, shell};
use super::supplier;
use super::told::{Told, exhibits, told};
use super::unit_list::linked;
use crate::key::Place;
use crate::notes::{Kind, Note};
use serde::Serialize;

/// What the page of a note says.
#[derive(Clone, Debug, Serialize)]
pub struct NotePage {
    /// What it is about, in short.
    pub card: Card,
    /// Who wrote it, by role.
    pub author: String,
    /// The text with its figures.
    pub body: Vec<Told>,
    /// The dimensions and practices that it speaks of, with the way to their figures.
    pub about: Vec<Way>,
    /// The units and suppliers that it speaks of.
    pub with: Vec<Sentence>,
    /// Whatever the editor's own theme wants to know.
    pub extra: std::collections::BTreeMap<String, String>,
}

/// A note in short, for lists.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// The way to it.
    pub href: String,
    /// What it is ("Story").
    pub kind: String,
    /// The tangible result.
    pub outcome: String,
    /// What it says, in a sentence or two.
    pub summary: String,
    /// The day it stands for.
    pub date: Sentence,
    /// Whether it is a draft.
    pub draft: bool,
    /// The dimensions that it speaks of.
    pub dimensions: Vec<String>,
}

/// A note in short.
pub(super) fn card(scene: &Scene, note: &Note) -> Card {
    let names = note.dimensions.iter().map(|&of| scene.what(crate::key::What::Dimension(of)));
    Card {
        title: note.title.clone(),
        href: Address::Note(note.path.clone()).to_string(),
        kind: scene.words.get(&format!("kind.{}", kind_name(note.kind))),
        outcome: note.outcome.clone().unwrap_or_default(),
        summary: note.summary.clone().unwrap_or_default(),
        date: note.date.map(|date| scene.date(date).into()).unwrap_or_default(),
        draft: note.draft,
        dimensions: names.collect(),
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Story => "story",
        Kind::Award => "award",
        Kind::Obstacle => "obstacle",
        Kind::Meeting => "meeting",
        Kind::Page => "page",
    }
}

/// The page of a note.
pub(super) fn page(scene: &Scene, note: &Note) -> Page<NotePage> {
    let address = Address::Note(note.path.clone());
    let list = format!("nav.{}", folder(note.kind));
    let trail = match note.kind {
        Kind::Page => Vec::new(),
        kind => vec![Way::to(scene.words.get(&list), &Address::Notes(kind))],
    };
    let description = note.summary.as_ref().or(note.outcome.as_ref()).unwrap_or(&note.title);
    let about = About {
        kind: "note",
        address: &address,
        title: note.title.clone(),
        description: description.as_str().into(),
        trail,
    };
    let body = NotePage {
        card: card(scene, note),
        author: note.author.clone().unwrap_or_default(),
        body: told(scene, &note.body),
        about: figures_about(scene, note),
        with: with(scene, note),
        extra: note.extra.clone(),
    };
    Page {
        files: files(exhibits(&body.body)),
        shell: shell(scene, about),
        address,
        template: "note.html",
        body,
        origin: note.path.clone(),
    }
}

/// The ways to the newest figures on what the note speaks of.
fn figures_about(scene: &Scene, note: &Note) -> Vec<Way> {
    let Some(&wave) = scene.input.report.waves().last() else { return Vec::new() };
    let practices = &scene.input.survey.practices;
    let of_practices = note.practices.iter().filter_map(|&practice| {
        u16::try_from(practices.get(usize::from(practice))?.dimension).ok()
    });
    let mut dimensions: Vec<u16> = note.dimensions.iter().copied().chain(of_practices).collect();
    dimensions.sort_unstable();
    dimensions.dedup();
    let way = |of| {
        let name = scene.what(crate::key::What::Dimension(of));
        Way::to(name, &scene.dimension_address(wave, of))
    };
    dimensions.into_iter().map(way).collect()
}

fn with(scene: &Scene, note: &Note) -> Vec<Sentence> {
    let organisation = scene.input.organisation;
    let units = note.units.iter().map(|&unit| linked(scene, Place::Unit(unit)));
    let suppliers = note.suppliers.iter();
    let suppliers = suppliers.filter_map(|&of| organisation.suppliers.get(usize::from(of)));
    units.chain(suppliers.map(|of| supplier::named(scene, of).into())).collect()
}
