//! What stands around every page: title, masthead and the ways to go.

use super::address::{Address, folder};
use super::obstacles;
use super::scene::Scene;
use super::sentence::Sentence;
use super::supplier;
use super::survey;
use crate::notes::Kind;
use serde::Serialize;

/// The frame of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Shell {
    /// The page's language.
    pub language: String,
    /// Which way that language is written: `ltr` or `rtl`.
    pub direction: &'static str,
    /// What the page is called by itself.
    pub name: String,
    /// The title of the window.
    pub title: String,
    /// One sentence on the page, for search engines and previews.
    pub description: String,
    /// The keys of the figures in it, separated by spaces.
    pub description_cells: String,
    /// Where its numbers come from, where they are no figures.
    pub description_source: String,
    /// Whose report it is.
    pub organisation: String,
    /// What the report is called.
    pub site: String,
    /// Whether to say that the data is made up.
    pub sample: bool,
    /// Whether there is a feed of what is new.
    pub feed: bool,
    /// The main ways to go.
    pub nav: Vec<Way>,
    /// Where that way of the main ones leads that the page lies behind, if it is not the page itself.
    pub section: String,
    /// The others, at the foot of the page.
    pub more: Vec<Way>,
    /// The way back up, outermost first.
    pub trail: Vec<Way>,
    /// The day of the report.
    pub date: Sentence,
    /// The kind of the page, for styles.
    pub kind: &'static str,
}

/// A link of the frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Its words.
    pub text: Sentence,
    /// Where it leads.
    pub href: String,
    /// Whether it is the page itself.
    pub here: bool,
}

impl Way {
    /// A link to a page.
    pub(super) fn to(text: impl Into<Sentence>, address: &Address) -> Self {
        Self { text: text.into(), href: address.to_string(), here: false }
    }
}

/// What a page says about itself.
pub(super) struct About<'a> {
    pub kind: &'static str,
    pub address: &'a Address,
    pub title: String,
    pub description: Sentence,
    pub trail: Vec<Way>,
}

/// The scripts of these languages run from right to left (Unicode CLDR, main scripts).
fn direction(language: &str) -> &'static str {
    let main = language.split('-').next().unwrap_or_default();
    match main {
        "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}

/// The frame of a page.
pub(super) fn shell(scene: &Scene, about: About) -> Shell {
    let options = &scene.input.options;
    let title = match about.title.is_empty() {
        true => format!("{} · {}", options.title, options.organisation),
        false => format!("{} · {} · {}", about.title, options.title, options.organisation),
    };
    let marked = |mut way: Way| {
        way.here = way.href == about.address.to_string();
        way
    };
    Shell {
        language: options.language.clone(),
        direction: direction(&options.language),
        name: about.title,
        title,
        description: about.description.plain(),
        description_cells: about.description.cells(),
        description_source: about.description.source(),
        organisation: options.organisation.clone(),
        site: options.title.clone(),
        sample: options.sample,
        feed: options.base_url.is_some(),
        section: section(&nav(scene), about.address),
        nav: nav(scene).into_iter().map(marked).collect(),
        more: more(scene).into_iter().map(marked).collect(),
        trail: about.trail,
        date: scene.date(options.date).into(),
        kind: about.kind,
    }
}

/// The way that leads to the part of the site in which this page lies.
fn section(ways: &[Way], address: &Address) -> String {
    let home = Address::Home.to_string();
    let address = address.to_string();
    let holds = |way: &&Way| {
        let folder = if way.href == home { "@/waves" } else { &way.href };
        address.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    };
    ways.iter().find(holds).map(|way| way.href.clone()).unwrap_or_default()
}

fn nav(scene: &Scene) -> Vec<Way> {
    let mut ways = vec![Way::to(scene.words.get("nav.report"), &Address::Home)];
    ways.push(Way::to(scene.words.get("nav.units"), &Address::Units));
    ways.extend(supplier::nav(scene));
    let has_actions = !scene.input.register.actions.is_empty();
    ways.extend(has_actions.then(|| Way::to(scene.words.get("nav.actions"), &Address::Actions)));
    ways.extend(list(scene, Kind::Story));
    if survey::open(scene).next().is_some() {
        ways.push(Way::to(scene.words.get("nav.survey"), &Address::Surveys));
    }
    ways
}

fn more(scene: &Scene) -> Vec<Way> {
    let kinds = [Kind::Award, Kind::Obstacle, Kind::Meeting];
    let lists = kinds.into_iter().filter_map(|kind| list(scene, kind));
    let pages = scene.notes(Kind::Page).into_iter();
    let directory = Way::to(scene.words.get("nav.directory"), &Address::Directory);
    let method = Way::to(scene.words.get("nav.method"), &Address::Method);
    let data = Way::to(scene.words.get("nav.data"), &Address::Downloads);
    [method, directory, data]
        .into_iter()
        .chain(registers(scene))
        .chain(lists)
        .chain(
            (!scene.input.issues.is_empty())
                .then(|| Way::to(scene.words.get("nav.newsletter"), &Address::Newsletters)),
        )
        .chain(pages.map(|note| Way::to(note.title.as_str(), &Address::Note(note.path.clone()))))
        .collect()
}

/// The ways to the registers that have a page, but for the actions, which stand in the main menu.
fn registers(scene: &Scene) -> impl Iterator<Item = Way> {
    let register = scene.input.register;
    let noted = |wave: &u8| register.hours.iter().any(|hours| hours.wave == *wave);
    let pages = [
        ("nav.goals", Address::Goals, !register.goals.is_empty()),
        ("nav.measures", Address::Measures, !register.measures.is_empty()),
        ("nav.playbook", Address::Playbook, !register.tips.is_empty()),
        ("nav.time", Address::Time, scene.input.report.waves().iter().any(noted)),
    ];
    let pages = pages.into_iter().filter(|(.., has_page)| *has_page);
    let ways: Vec<_> =
        pages.map(|(name, address, _)| Way::to(scene.words.get(name), &address)).collect();
    ways.into_iter()
}

/// The way to the list of a kind, if there is a note of it.
pub(super) fn list(scene: &Scene, kind: Kind) -> Option<Way> {
    let name = format!("nav.{}", folder(kind));
    let any = match kind {
        Kind::Obstacle => obstacles::any(scene),
        _ => !scene.notes(kind).is_empty(),
    };
    any.then(|| Way::to(scene.words.get(&name), &Address::Notes(kind)))
}
