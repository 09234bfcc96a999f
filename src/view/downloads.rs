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
    let shelves: Vec<_> = with_files.map(|page| shelf(scene, page)).collect();
    let count: usize = shelves.iter().map(|shelf| shelf.files.len()).sum();
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
        body: DownloadsPage { count: scene.say("data.count", &[("count", count.into())]), shelves },
        origin: String::new(),
    }
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
