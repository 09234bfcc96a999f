//! The newest report as one file. What its parts say is taken from their finished pages; here it is only
//! decided which they are, and what stands around them.

use super::address::Address;
use super::page::Page;
use super::questions;
use super::scene::Scene;
use super::shell::{About, Way, shell};
use super::wave::verdict;
use crate::key::What;
use serde::Serialize;

/// What the file says.
#[derive(Clone, Debug, Serialize)]
pub struct ReportFile {
    /// The ways to its parts.
    pub contents: Vec<Way>,
    /// Its parts, from above.
    pub parts: Vec<FilePart>,
}

/// A page that is a part of the file.
#[derive(Clone, Debug, Serialize)]
pub struct FilePart {
    /// Its id in the file.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The page, and other pages that say the same.
    pub pages: Vec<String>,
    /// What it says: HTML that a page may contain as it is. It is filled when its page is finished.
    pub html: String,
}

/// The file: the report, each of its dimensions, what people said beside them, and how the numbers are made.
/// Without a closed wave only what the home page says.
pub(super) fn page(scene: &Scene) -> Page<ReportFile> {
    let newest = scene.input.report.waves().last().copied();
    // An id of a dimension has no capital, so these are no dimension's.
    let mut all = vec![("Report".to_owned(), scene.words.get("nav.report"), vec![Address::Home])];
    if let Some(wave) = newest {
        all[0].2.push(scene.wave_address(wave));
        all.extend(scene.dimensions().map(|of| {
            let id = scene.input.survey.dimensions[usize::from(of)].id.clone();
            (id, scene.what(What::Dimension(of)), vec![scene.dimension_address(wave, of)])
        }));
        // No dimension can have this id: the instrument reserves it.
        all.extend(questions::any(scene, wave).then(|| {
            let title = scene.words.get("home.questions");
            ("response".to_owned(), title, vec![scene.response_address(wave)])
        }));
    }
    all.push(("Method".to_owned(), scene.words.get("nav.method"), vec![Address::Method]));
    let way = |(id, title, _): &(String, String, _)| Way {
        text: title.as_str().into(),
        href: format!("#part-{id}"),
        here: false,
    };
    let contents = all.iter().map(way).collect();
    let part = |(id, title, pages): (String, String, Vec<Address>)| FilePart {
        id,
        title,
        pages: pages.iter().map(ToString::to_string).collect(),
        html: String::new(),
    };
    let about = About {
        kind: "report",
        address: &Address::ReportFile,
        title: String::new(),
        description: newest.map(|wave| verdict(scene, wave)).unwrap_or_default(),
        trail: Vec::new(),
    };
    Page {
        shell: shell(scene, about),
        address: Address::ReportFile,
        template: "report-file.html",
        body: ReportFile { contents, parts: all.into_iter().map(part).collect() },
        files: Vec::new(),
        origin: String::new(),
    }
}
