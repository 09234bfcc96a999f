//! How the numbers are made, in plain words with the formulas, and what is kept confidential.

use super::address::Address;
use super::page::{Body, Page};
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, shell};
use crate::key::What;
use serde::Serialize;

/// What the method page says.
#[derive(Clone, Debug, Serialize)]
pub struct MethodPage {
    /// Its sections.
    pub sections: Vec<Section>,
    /// What is scored: dimensions with their practices.
    pub dimensions: Vec<Measured>,
}

/// A section.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub paragraphs: Vec<Sentence>,
    /// Its formulas, each with the words that explain it.
    pub formulas: Vec<Sentence>,
    /// Single points.
    pub points: Vec<Sentence>,
}

/// A dimension as it is asked about.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    /// Its name.
    pub name: String,
    /// What it means.
    pub about: String,
    /// Its practices and what they mean.
    pub practices: Vec<(String, String)>,
}

const SECTIONS: [&str; 10] = [
    "asked",
    "score",
    "counts",
    "composite",
    "uncertainty",
    "change",
    "targets",
    "confidentiality",
    "limits",
    "sources",
];

/// The page.
pub(super) fn page(scene: &Scene) -> Page {
    let address = Address::Method;
    let about = About {
        kind: "method",
        address: &address,
        title: scene.words.get("nav.method"),
        description: scene.words.get("method.description").into(),
        trail: Vec::new(),
    };
    let body = MethodPage {
        sections: SECTIONS.map(|id| section(scene, id)).to_vec(),
        dimensions: scene.dimensions().map(|dimension| measured(scene, dimension)).collect(),
    };
    Page {
        shell: shell(scene, about),
        address,
        template: "method.html",
        body: Body::Method(body),
        files: Vec::new(),
        origin: String::new(),
    }
}

fn section(scene: &Scene, id: &'static str) -> Section {
    let values = settings(scene);
    let say_all = |part: &str| scene.words.say_all(&format!("method.{id}{part}"), &values);
    Section {
        id,
        title: scene.words.get(&format!("method.{id}_title")),
        paragraphs: say_all(""),
        formulas: say_all("_formulas"),
        points: say_all("_points"),
    }
}

/// The settings that sentences of the method may name.
fn settings(scene: &Scene) -> Vec<(&'static str, Sentence)> {
    let report = scene.input.report;
    let survey = scene.input.survey;
    let count = |number: usize| Sentence::from(Piece::sourced(number.to_string(), "count"));
    let audiences = scene.audiences().map(|audience| scene.words.inside(scene.audience(audience)));
    let stricter = survey.audiences.iter().filter_map(|audience| {
        let name = scene.words.inside(audience.name.get(scene.language()));
        let minimum = audience.minimum.filter(|&minimum| minimum > report.minimum_people())?;
        let minimum = Piece::sourced(minimum.to_string(), "count");
        let values = [("who", name.into()), ("people", minimum.into())];
        Some(scene.say("method.stricter", &values))
    });
    let stricter = stricter.fold(Sentence::default(), |sum, one| sum + one);
    vec![
        ("organisation", scene.input.options.organisation.as_str().into()),
        ("people", count(usize::try_from(report.minimum_people()).unwrap_or_default())),
        ("spread", count(usize::try_from(report.minimum_spread()).unwrap_or_default())),
        ("stricter", stricter),
        ("audiences", scene.words.join(audiences.map(Sentence::from).collect())),
        ("dimensions", count(survey.dimensions.len())),
        ("practices", count(survey.practices.len())),
        ("items", count(survey.items.len())),
        ("trend_items", count(report.trend_items())),
        ("trend_waves", count(report.trend_waves().len())),
    ]
}

fn measured(scene: &Scene, dimension: u16) -> Measured {
    let survey = scene.input.survey;
    let practices = scene.practices(dimension).map(|practice| {
        let about = survey.practices[usize::from(practice)].about.get(scene.language());
        (scene.what(What::Practice(practice)), about.to_owned())
    });
    Measured {
        name: scene.what(What::Dimension(dimension)),
        about: survey.dimensions[usize::from(dimension)].about.get(scene.language()).to_owned(),
        practices: practices.collect(),
    }
}
