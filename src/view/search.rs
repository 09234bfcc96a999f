//! The page to search from. It lists every page that somebody may look for, by kind: what is listed here
//! is what the search finds, and whoever has no scripts, or nothing to ask yet, goes by the list.

use super::address::Address;
use super::body::Body;
use super::dimension::asked_practices;
use super::page::Page;
use super::scene::Scene;
use super::sentence::Sentence;
use super::shell::{About, Way, shell};
use crate::key::What;
use serde::Serialize;
use std::cmp::Reverse;

/// What the page says.
#[derive(Clone, Debug, Serialize)]
pub struct SearchPage {
    /// The pages of the site, kind by kind.
    pub groups: Vec<SearchGroup>,
}

/// The pages of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct SearchGroup {
    /// The kind, for anchors.
    pub id: &'static str,
    /// What they are called together.
    pub title: String,
    /// What one of them is called.
    #[serde(skip)]
    pub kind: String,
    /// The pages; of several waves, the newest first.
    pub pages: Vec<Listed>,
}

/// A page in the list.
#[derive(Clone, Debug, Serialize)]
pub struct Listed {
    /// The way to it.
    pub way: Way,
    /// Its language, where that is not the language of the report.
    pub language: String,
    /// What it tells of without a heading, and where.
    #[serde(skip)]
    pub topics: Vec<Heading>,
}

/// A part of a page that people may look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What it is called.
    pub text: String,
    /// Its anchor; empty for the top of the page.
    pub anchor: String,
}

/// The kinds of pages in the order of the list: first what leads to others.
const KINDS: [&str; 12] = [
    "page",
    "report",
    "dimension",
    "unit",
    "supplier",
    "review",
    "story",
    "award",
    "obstacle",
    "meeting",
    "issue",
    "survey",
];

/// The page to find these pages from.
pub(super) fn page(scene: &Scene, pages: &[Page<Body>]) -> Page<SearchPage> {
    let address = Address::Search;
    let about = About {
        kind: "search",
        address: &address,
        title: scene.words.get("nav.search"),
        description: scene.words.get("search.intro").into(),
        trail: Vec::new(),
    };
    let pages = pages.iter().filter_map(|page| Some((kind(scene, &page.address)?, page)));
    let pages: Vec<_> = pages.collect();
    let groups = KINDS.iter().filter_map(|&kind| group(scene, kind, &pages)).collect();
    Page {
        shell: shell(scene, about),
        address,
        template: "search.html",
        body: SearchPage { groups },
        files: Vec::new(),
        origin: String::new(),
    }
}

/// The pages of a kind, if there are any.
fn group(
    scene: &Scene,
    id: &'static str,
    pages: &[(&'static str, &Page<Body>)],
) -> Option<SearchGroup> {
    let mut own: Vec<_> = pages.iter().filter(|(kind, _)| *kind == id).collect();
    own.sort_by_key(|(_, page)| Reverse(wave(scene, &page.address)));
    let pages: Vec<_> = own.into_iter().map(|(_, page)| listed(scene, page)).collect();
    let (title, kind) = (format!("pages.{id}"), format!("kind.{id}"));
    let (title, kind) = (scene.words.get(&title), scene.words.get(&kind));
    (!pages.is_empty()).then_some(SearchGroup { id, title, kind, pages })
}

/// The kind of a page. None for what nobody looks for by its name: home is the newest report once more,
/// the sheets of earlier reviews are reached from the newest, and explanations from their numbers.
fn kind(scene: &Scene, address: &Address) -> Option<&'static str> {
    match address {
        Address::Wave(_) | Address::Response(_) => Some("report"),
        Address::Dimension(..) => Some("dimension"),
        Address::Unit(_) => Some("unit"),
        Address::Supplier(_) => Some("supplier"),
        Address::Review(_, None) => Some("review"),
        Address::Note(path) => {
            let note = scene.input.notes.iter().find(|note| note.path == *path);
            note.map(|note| note.kind.name())
        }
        Address::Issue(_) => Some("issue"),
        Address::Questionnaire(..) => Some("survey"),
        Address::Units
        | Address::Directory
        | Address::Suppliers
        | Address::Actions
        | Address::Goals
        | Address::Measures
        | Address::Time
        | Address::Playbook
        | Address::Notes(_)
        | Address::Newsletters
        | Address::Surveys
        | Address::Downloads
        | Address::Method => Some("page"),
        Address::Home
        | Address::Explained(..)
        | Address::UnitExplained(..)
        | Address::SupplierExplained(..)
        | Address::Review(_, Some(_))
        | Address::ReviewFile(..)
        | Address::ReportFile
        | Address::Search
        | Address::Missing => None,
    }
}

/// The wave of a report, as a place in time; nothing for what stands for no wave.
fn wave(scene: &Scene, address: &Address) -> Option<usize> {
    match address {
        Address::Wave(id) | Address::Response(id) | Address::Dimension(id, _) => {
            scene.input.waves.iter().position(|wave| wave.id == *id)
        }
        _ => None,
    }
}

fn listed(scene: &Scene, page: &Page<Body>) -> Listed {
    let language = page.shell.language.as_str();
    Listed {
        way: Way::to(page.shell.name.as_str(), &page.address),
        language: if language == scene.language() { "" } else { language }.to_owned(),
        topics: topics(scene, page),
    }
}

/// What people look for on a page where it has no heading: the practices of a dimension stand in charts,
/// what a supplier delivers in its facts, and what a note is about beside its text.
fn topics(scene: &Scene, page: &Page<Body>) -> Vec<Heading> {
    let topic = |text: &str, anchor: &str| Heading { text: text.into(), anchor: anchor.into() };
    match (&page.address, &page.body) {
        (Address::Dimension(_, id), _) => {
            let practices = practices(scene, id, wave(scene, &page.address));
            let practices = practices.into_iter().map(|of| scene.what(What::Practice(of)));
            practices.map(|name| topic(&name, "practice-answers")).collect()
        }
        (Address::Supplier(id), _) => {
            let suppliers = scene.input.organisation.suppliers.iter();
            let own = suppliers.filter(|supplier| supplier.id == *id);
            own.map(|supplier| topic(&supplier.category, "")).collect()
        }
        (_, Body::Note(note)) => {
            let about = note.about.iter().map(|way| way.text.plain());
            let with = note.with.iter().map(Sentence::plain);
            let all = std::iter::once(note.card.outcome.clone()).chain(with).chain(about);
            all.filter(|text| !text.is_empty()).map(|text| topic(&text, "")).collect()
        }
        _ => Vec::new(),
    }
}

/// The practices of a dimension that a wave asked about.
fn practices(scene: &Scene, dimension: &str, wave: Option<usize>) -> Vec<u16> {
    let dimensions = &scene.input.survey.dimensions;
    let of = dimensions.iter().position(|one| one.id == dimension);
    let known = wave.zip(of);
    let known = known.and_then(|(wave, of)| Some((wave.try_into().ok()?, of.try_into().ok()?)));
    known.map(|(wave, of)| asked_practices(scene, wave, of)).unwrap_or_default()
}
