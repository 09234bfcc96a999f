//! How the numbers are made, in plain words with the formulas, and what is kept confidential.

use super::address::Address;
use super::exhibit::Table;
use super::maturity::{Step, steps};
use super::page::Page;
use super::promise::promises;
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, shell};
use crate::key::{Figure, Place, What};
use crate::privacy::{Clustering, Hundredths};
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
    /// Its figures, if it has some.
    pub figures: Option<Figures>,
}

/// Figures in a section.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// What they are.
    pub title: Sentence,
    /// The figures.
    pub table: Table,
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

const SECTIONS: [&str; 14] = [
    "asked",
    "score",
    "counts",
    "composite",
    "uncertainty",
    "change",
    "sides",
    "drivers",
    "reliability",
    "targets",
    "maturity",
    "confidentiality",
    "limits",
    "sources",
];

/// The page.
pub(super) fn page(scene: &Scene) -> Page<MethodPage> {
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
        body,
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
        points: match id {
            "maturity" => levels(scene),
            _ => say_all("_points"),
        },
        figures: (id == "reliability").then(|| reliability(scene)).flatten(),
    }
}

/// "Tactical: 40 to 59", lowest first.
fn levels(scene: &Scene) -> Vec<Sentence> {
    let said = |step: Step| Sentence::from(step.name) + ": " + step.range;
    steps(scene, None).into_iter().map(said).collect()
}

/// Alpha and both ICC of every dimension and audience in the newest wave. Too little data looks like
/// everything else that is not shown.
fn reliability(scene: &Scene) -> Option<Figures> {
    let &wave = scene.input.report.waves().last()?;
    let words = &scene.words;
    let mut table = Table::new(&[
        (words.say("table.dimension", &[]), None),
        (words.say("table.who", &[]), None),
        (words.say("table.alpha", &[]), Some(Figure::Alpha)),
        (words.say("table.icc1", &[]), Some(Figure::Icc1)),
        (words.say("table.icc2", &[]), Some(Figure::Icc2)),
    ]);
    for dimension in scene.dimensions() {
        for audience in scene.audiences() {
            let what = What::Dimension(dimension);
            let found = scene.cell(wave, what, Place::Organisation, Some(audience));
            let alpha = found
                .and_then(|(key, cell)| Some(scene.alpha(key, cell.reliability.as_ref()?.get())));
            let icc = |figure, pick: fn(&Clustering) -> Hundredths| {
                let icc = found.and_then(|(key, cell)| {
                    let value = pick(cell.clustering.as_ref()?.get());
                    Some(scene.coefficient(key, figure, value))
                });
                icc.unwrap_or_else(|| scene.not_shown()).into()
            };
            let cells = vec![
                scene.what(what).into(),
                scene.audience(audience).into(),
                alpha.unwrap_or_else(|| scene.not_shown().into()),
                icc(Figure::Icc1, |clustering| clustering.icc1),
                icc(Figure::Icc2, |clustering| clustering.icc2),
            ];
            table.push(found.map(|(key, _)| scene.input.names.write(key, None)), 0, cells);
        }
    }
    let title = scene.say("method.reliability_table", &[("wave", scene.wave(wave).into())]);
    Some(Figures { title, table })
}

/// The settings that sentences of the method may name.
pub(super) fn settings(scene: &Scene) -> Vec<(&'static str, Sentence)> {
    let report = scene.input.report;
    let survey = scene.input.survey;
    let newest = report.waves().last();
    let count = |number: usize| Sentence::from(Piece::sourced(number.to_string(), "count"));
    let audiences = scene.audiences().map(|audience| scene.words.inside(scene.audience(audience)));
    let mut values = promises(scene);
    values.extend([
        ("organisation", scene.input.options.organisation.as_str().into()),
        ("audiences", scene.words.join(audiences.map(Sentence::from).collect())),
        ("dimensions", count(survey.dimensions.len())),
        ("practices", count(survey.practices.len())),
        ("items", count(survey.items.len())),
        ("wave", newest.map(|&wave| scene.wave(wave).into()).unwrap_or_default()),
        ("reliability", count(20)),
        ("trend_items", count(report.trend_items())),
        ("trend_waves", count(report.trend_waves().len())),
    ]);
    values
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
