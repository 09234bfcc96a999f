//! The pages that explain: a section for every number that some page shows, one page a dimension and
//! wave, and one for what belongs to no dimension.

use super::derivation::{Derivation, derive};
use super::fact::{Fact, Rule, rule};
use super::measured::{Measured, Scope, measured};
use crate::key::{Figure, Key, Names, People, Place, What};
use crate::view::address::Address;
use crate::view::page::Page;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use crate::view::shell::{About, Way, shell};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What such a page says.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedPage {
    /// Its heading.
    pub title: Sentence,
    /// When people were asked, and where the answers of the wave lie.
    pub wave: Sentence,
    /// What is measured, each with its numbers.
    pub groups: Vec<Group>,
    /// How each kind of number is worked out.
    pub rules: Vec<Legend>,
    /// The way to the method.
    pub method: String,
}

/// How figures of one kind are worked out.
#[derive(Clone, Debug, Serialize)]
pub struct Legend {
    /// The kind.
    pub kind: &'static str,
    /// What figures of this kind are called.
    pub label: Sentence,
    /// Its rules.
    pub rules: Vec<Sentence>,
}

/// A thing measured and its numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// What it is.
    pub measured: Measured,
    /// Where its numbers were measured.
    pub places: Vec<There>,
}

/// The numbers of one place.
#[derive(Clone, Debug, Serialize)]
pub struct There {
    /// What the place is called.
    pub place: String,
    /// Whose numbers.
    pub cells: Vec<Derivation>,
}

/// Explains every number that these pages show, and every number that its explanation is made from.
pub(in crate::view) fn pages<B: Serialize + Sync>(
    scene: &Scene,
    shown: &[Page<B>],
) -> Vec<Page<ExplainedPage>> {
    let linked = |page: &Page<B>| linked(scene.input.names, &page.body);
    let found: Vec<_> = shown.par_iter().map(linked).collect();
    let asked = found.into_iter().flatten().collect();
    let mut by_page: BTreeMap<Address, (Of, Cells)> = BTreeMap::new();
    for (key, derivation) in Explained::of(scene, asked).finish() {
        let page = by_page.entry(scene.explained_address(key));
        page.or_insert_with(|| (Of::key(scene, key), Cells::new())).1.push((key, derivation));
    }
    let pages = by_page.into_par_iter();
    pages.map(|(address, (of, cells))| page(scene, address, of, cells)).collect()
}

/// What the numbers of one page are about.
#[derive(Clone, Copy)]
struct Of {
    wave: u8,
    /// The unit, pool or supplier that has a page of its own.
    place: Option<Place>,
    dimension: Option<u16>,
}

impl Of {
    fn key(scene: &Scene, key: Key) -> Self {
        match key.place {
            Place::Organisation | Place::Suppliers(_) => {
                let dimension = scene.dimension_of(key.what);
                Self { wave: key.wave, place: None, dimension }
            }
            place => Self { wave: key.wave, place: Some(place), dimension: None },
        }
    }

    /// What it is called; nothing for the index and the answers of the whole organisation.
    fn name(self, scene: &Scene) -> Option<String> {
        let place = self.place.map(|place| scene.place(place));
        place.or_else(|| self.dimension.map(|of| scene.what(What::Dimension(of))))
    }
}

/// Cells with their derivations.
type Cells = Vec<(Key, Derivation)>;

/// How a link to an explanation goes on after the page's address.
const ANCHOR: &str = "/explained#";

/// The figures that something links to the explanation of, whatever it is that a template sees of it.
fn linked(names: &Names, body: &impl Serialize) -> BTreeSet<(Key, Figure)> {
    let text = serde_json::to_string(body).unwrap_or_default();
    let keys = text.split(ANCHOR).skip(1).filter_map(|rest| rest.split(['"', '\\']).next());
    keys.filter_map(|key| read(names, key)).collect()
}

/// A derivation, and for each of its facts the figures that it is made from.
struct Traced {
    derivation: Derivation,
    parts: Vec<Vec<(Key, Figure)>>,
}

impl Traced {
    fn of(scene: &Scene, key: Key) -> Option<Self> {
        let derivation = derive(scene, key)?;
        let read = |part| read(scene.input.names, part);
        let facts = derivation.facts.iter();
        let parts = facts.map(|fact| fact.parts().filter_map(read).collect()).collect();
        Some(Self { derivation, parts })
    }

    /// Its facts with what they are made from.
    fn facts(&self) -> impl Iterator<Item = (&Fact, &[(Key, Figure)])> {
        self.derivation.facts.iter().zip(self.parts.iter().map(Vec::as_slice))
    }
}

/// What is explained: derivations by cell, and the figures that are linked to.
#[derive(Default)]
struct Explained {
    cells: BTreeMap<Key, Traced>,
    figures: BTreeMap<Key, BTreeSet<Figure>>,
}

impl Explained {
    /// Follows these figures to all that they are made from.
    fn of(scene: &Scene, mut next: BTreeSet<(Key, Figure)>) -> Self {
        let mut all = Self::default();
        while !next.is_empty() {
            next.iter().for_each(|&(key, figure)| all.link(key, figure));
            all.derive(scene, next.iter().map(|(key, _)| *key).collect());
            let parts = next.iter().flat_map(|&(key, figure)| all.parts(key, figure));
            next = parts.filter(|&(key, figure)| !all.links(key, figure)).collect();
        }
        all
    }

    fn link(&mut self, key: Key, figure: Figure) {
        self.figures.entry(key).or_default().insert(figure);
    }

    fn links(&self, key: Key, figure: Figure) -> bool {
        self.figures.get(&key).is_some_and(|figures| figures.contains(&figure))
    }

    /// What is shown with a figure is made from these.
    fn parts(&self, key: Key, figure: Figure) -> impl Iterator<Item = (Key, Figure)> {
        let facts = self.cells.get(&key).into_iter().flat_map(Traced::facts);
        let kept = facts.filter(move |(fact, _)| fact.is_told_with(figure));
        kept.flat_map(|(_, parts)| parts.iter().copied())
    }

    /// Adds the derivations of these cells that are not there yet.
    fn derive(&mut self, scene: &Scene, mut cells: BTreeSet<Key>) {
        cells.retain(|key| !self.cells.contains_key(key));
        let cells: Vec<Key> = cells.into_iter().collect();
        let derived = cells.into_par_iter().filter_map(|key| Some((key, Traced::of(scene, key)?)));
        self.cells.extend(derived.collect::<Vec<_>>());
    }

    /// The derivations, each with what is linked to and what belongs to that. A way to other numbers
    /// stays if those are explained for their own sake.
    fn finish(mut self) -> impl Iterator<Item = (Key, Derivation)> {
        let cells = std::mem::take(&mut self.cells);
        cells.into_iter().map(move |(key, Traced { mut derivation, parts })| {
            let linked = || self.figures.get(&key).into_iter().flatten();
            let facts = std::mem::take(&mut derivation.facts).into_iter().zip(parts);
            let kept = facts.filter(|(fact, parts)| match fact.figures.is_empty() {
                true => parts.iter().all(|&(key, figure)| self.links(key, figure)),
                false => linked().any(|&figure| fact.is_told_with(figure)),
            });
            derivation.facts = kept.map(|(fact, _)| fact).collect();
            (key, derivation)
        })
    }
}

/// The cell and figure that a key on a page means.
fn read(names: &Names, key: &str) -> Option<(Key, Figure)> {
    names.read(key).ok()?.exact()
}

fn page(scene: &Scene, address: Address, of: Of, cells: Cells) -> Page<ExplainedPage> {
    let wave = of.wave;
    let name = of.name(scene).map(Sentence::from);
    let values = [("what", name.clone().unwrap_or_default()), ("wave", scene.wave(wave).into())];
    let title = match name {
        Some(_) => scene.say("explain.title", &values),
        None => scene.say("explain.title_wave", &values),
    };
    let about = About {
        kind: "explained",
        address: &address,
        // Each wave has a page of the same heading; the window says which one this is.
        title: format!("{}, {}", title.plain(), scene.wave(wave).text),
        description: scene.say("explain.description", &values),
        trail: trail(scene, of),
    };
    let body = ExplainedPage {
        title,
        wave: asked_when(scene, wave),
        rules: legends(scene, &cells),
        groups: groups(scene, wave, cells),
        method: Address::Method.to_string(),
    };
    Page {
        shell: shell(scene, about),
        address,
        template: "explained.html",
        body,
        files: Vec::new(),
        origin: format!("content/waves/{}/wave.toml", scene.wave_id(wave)),
    }
}

fn trail(scene: &Scene, Of { wave, place, dimension: of }: Of) -> Vec<Way> {
    if let Some(place) = place {
        let list = match place {
            Place::Supplier(_) => Way::to(scene.words.get("nav.suppliers"), &Address::Suppliers),
            _ => Way::to(scene.words.get("nav.units"), &Address::Units),
        };
        let own = scene.place_address(place).filter(|address| *address != Address::Units);
        let own = own.map(|address| Way::to(scene.place(place), &address));
        return std::iter::once(list).chain(own).collect();
    }
    let up = match scene.input.report.waves().last() == Some(&wave) {
        true => Address::Home,
        false => scene.wave_address(wave),
    };
    let mut trail = vec![Way::to(scene.wave(wave), &up)];
    trail.extend(
        of.map(|of| Way::to(scene.what(What::Dimension(of)), &scene.dimension_address(wave, of))),
    );
    trail
}

/// When people were asked, on which form, and the folder of their answers.
pub(super) fn asked_when(scene: &Scene, wave: u8) -> Sentence {
    let asked = &scene.input.waves[usize::from(wave)];
    let values = [
        ("wave", scene.wave(wave).into()),
        ("opens", scene.date(asked.opens).into()),
        ("closes", scene.date(asked.closes).into()),
        ("form", asked.form.as_str().into()),
        ("folder", Piece::sourced(format!("content/waves/{}/", asked.id), "date").into()),
    ];
    scene.say("explain.wave", &values)
}

/// The rules of all figures of a page, each once, in the order in which figures first appear.
fn legends(scene: &Scene, cells: &[(Key, Derivation)]) -> Vec<Legend> {
    let mut kinds: Vec<(&'static str, BTreeSet<Rule>)> = Vec::new();
    let facts = cells.iter().flat_map(|(_, cell)| &cell.facts);
    for fact in facts.filter(|fact| !fact.rules.is_empty()) {
        match kinds.iter_mut().find(|(kind, _)| *kind == fact.kind) {
            Some((_, rules)) => rules.extend(&fact.rules),
            None => kinds.push((fact.kind, fact.rules.iter().copied().collect())),
        }
    }
    let legend = |(kind, rules): (&'static str, BTreeSet<Rule>)| Legend {
        kind,
        label: scene.say(&format!("figure.{kind}"), &[]),
        rules: rules.into_iter().map(|name| rule(scene, name)).collect(),
    };
    kinds.into_iter().map(legend).collect()
}

/// By what is measured, then by place: all groups together first, then each, then changes.
fn groups(scene: &Scene, wave: u8, mut cells: Cells) -> Vec<Group> {
    let order = |key: &Key| {
        let is_composite = matches!(key.people, People::Composite(_) | People::Everybody);
        (key.what, key.place, key.matched, !is_composite, key.people)
    };
    cells.sort_by_key(|(key, _)| order(key));
    let mut groups: Vec<(What, Group)> = Vec::new();
    let mut at: Option<(What, Place)> = None;
    for (key, cell) in cells {
        if groups.last().is_none_or(|(what, _)| *what != key.what) {
            let measured = measured(scene, key.what, &Scope::of_wave(wave));
            groups.push((key.what, Group { measured, places: Vec::new() }));
        }
        let Some((_, group)) = groups.last_mut() else { continue };
        if at != Some((key.what, key.place)) {
            at = Some((key.what, key.place));
            let place = scene.place(key.place);
            group.places.push(There { place, cells: Vec::new() });
        }
        if let Some(there) = group.places.last_mut() {
            there.cells.push(cell);
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}
