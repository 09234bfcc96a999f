//! Every table of figures that can be downloaded, page by page.

use super::address::Address;
use super::body::Body;
use super::page::Page;
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, Way, shell};
use serde::Serialize;

/// What the page of downloads says.
#[derive(Clone, Debug, Serialize)]
pub struct DownloadsPage {
    /// How many files there are.
    pub count: Sentence,
    /// The pages with files, in groups that belong together.
    pub groups: Vec<DownloadGroup>,
}

/// Pages that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct DownloadGroup {
    /// Its anchor.
    pub id: String,
    /// What they are.
    pub title: Sentence,
    /// Whether it is open when the page is.
    pub open: bool,
    /// The pages with files.
    pub shelves: Vec<Downloads>,
}

/// The files of one page.
#[derive(Clone, Debug, Serialize)]
pub struct Downloads {
    /// The page.
    pub page: Way,
    /// Its files, each with what it holds.
    pub files: Vec<Way>,
}

/// The page about the files of these pages. Home is the newest wave once more, so its files are not
/// named twice.
pub(super) fn page(scene: &Scene, pages: &[Page<Body>]) -> Page<DownloadsPage> {
    let address = Address::Downloads;
    let with_files = pages.iter().filter(|page| page.address != Address::Home);
    let with_files = with_files.filter(|page| !page.files.is_empty());
    let with_files: Vec<_> = with_files.collect();
    let count: usize = with_files.iter().map(|page| page.files.len()).sum();
    let groups = groups(scene, &with_files);
    let count = Piece::sourced(count.to_string(), "count");
    let about = About {
        kind: "downloads",
        address: &address,
        title: scene.words.get("nav.data"),
        description: scene.words.get("data.intro").into(),
        trail: Vec::new(),
    };
    Page {
        files: Vec::new(),
        shell: shell(scene, about),
        address,
        template: "data.html",
        body: DownloadsPage { count: scene.say("data.count", &[("count", count.into())]), groups },
        origin: String::new(),
    }
}

/// The newest report first, then the older ones, then what belongs to no single wave.
fn groups(scene: &Scene, pages: &[&Page<Body>]) -> Vec<DownloadGroup> {
    let wave_of = |address: &Address| match address {
        Address::Wave(wave) | Address::Dimension(wave, _) | Address::Response(wave) => {
            scene.input.report.waves().iter().copied().find(|&at| scene.wave_id(at) == wave)
        }
        _ => None,
    };
    let newest = scene.input.report.waves().last().copied();
    let group = |id: String, title: Sentence, open, wanted: &dyn Fn(&Address) -> bool| {
        let own = pages.iter().filter(|page| wanted(&page.address));
        let shelves: Vec<_> = own.map(|page| shelf(scene, page)).collect();
        (!shelves.is_empty()).then_some(DownloadGroup { id, title, open, shelves })
    };
    let waves = scene.input.report.waves().iter().rev().filter_map(|&wave| {
        let id = format!("wave-{}", scene.wave_id(wave));
        let wanted = |address: &Address| wave_of(address) == Some(wave);
        group(id, scene.wave(wave).into(), Some(wave) == newest, &wanted)
    });
    let waves: Vec<_> = waves.collect();
    let is_unit = |address: &Address| matches!(address, Address::Units | Address::Unit(_));
    let is_review = |address: &Address| matches!(address, Address::Review(..));
    let is_supplier =
        |address: &Address| matches!(address, Address::Suppliers | Address::Supplier(_));
    let is_other = |address: &Address| {
        wave_of(address).is_none()
            && !is_unit(address)
            && !is_supplier(address)
            && !is_review(address)
    };
    let word = |name: &str| Sentence::from(scene.words.get(name));
    let others = [
        group("units".into(), word("nav.units"), false, &is_unit),
        group("suppliers".into(), word("nav.suppliers"), false, &is_supplier),
        group("reviews".into(), word("pages.review"), false, &is_review),
        group("others".into(), word("data.others"), false, &is_other),
    ];
    waves.into_iter().chain(others.into_iter().flatten()).collect()
}

fn shelf(scene: &Scene, page: &Page<Body>) -> Downloads {
    let file = |(name, _): &(String, String)| Way {
        text: held(scene, name).into(),
        href: format!("{}/{name}", page.address),
        here: false,
    };
    Downloads {
        page: Way::to(Piece::sourced(&page.shell.name, "date"), &page.address),
        files: page.files.iter().map(file).collect(),
    }
}

/// What a file holds, from its name.
fn held(scene: &Scene, file: &str) -> String {
    let stem = file.strip_suffix(".csv").unwrap_or(file);
    let known = scene.words.list(&format!("data.{}", stem.replace('-', "_")));
    let family = stem.split('-').next().unwrap_or_default();
    let family = scene.words.list(&format!("data.{family}"));
    known.first().or(family.first()).cloned().unwrap_or_else(|| file.to_owned())
}
