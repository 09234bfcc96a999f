//! What people of a wave said beside the dimensions: satisfaction and what it goes with,
//! recommendation, and what stands in the way.

use super::address::Address;
use super::drivers;
use super::exhibit::Exhibit;
use super::page::{Page, files};
use super::questions;
use super::scene::Scene;
use super::sentence::Sentence;
use super::shell::{About, Way, shell};
use serde::Serialize;

/// What the page says.
#[derive(Clone, Debug, Serialize)]
pub struct ResponsePage {
    /// The wave.
    pub wave: Sentence,
    /// Its sections.
    pub topics: Vec<Topic>,
    /// The same page of other waves, newest first.
    pub waves: Vec<Way>,
}

/// A section of the page.
#[derive(Clone, Debug, Serialize)]
pub struct Topic {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// Its figures.
    pub exhibits: Vec<Exhibit>,
    /// What is said below them.
    pub sentences: Vec<Sentence>,
}

fn topics(scene: &Scene, wave: u8) -> Vec<Topic> {
    let topic = |id, exhibits: Vec<Exhibit>, sentences: Vec<Sentence>| Topic {
        id,
        title: scene.words.get(&format!("response.{id}")),
        exhibits,
        sentences,
    };
    let outcomes = questions::outcomes(scene, wave);
    let drivers = (!outcomes.is_empty()).then(|| drivers::of_wave(scene, wave));
    let drivers = drivers.map(|drivers| {
        topic("association", drivers.exhibit.into_iter().collect(), drivers.sentences)
    });
    let silent = if outcomes.is_empty() { Vec::new() } else { questions::silent(scene, wave) };
    let about_silent = (!silent.is_empty()).then(|| scene.say("response.silent", &[]));
    let silent = about_silent.into_iter().chain(silent).collect();
    let plain = |id, exhibits: Vec<Exhibit>| {
        (!exhibits.is_empty()).then(|| topic(id, exhibits, Vec::new()))
    };
    let all = [
        (!outcomes.is_empty()).then(|| topic("satisfaction", outcomes, silent)),
        drivers,
        plain("recommendation", questions::recommendations(scene, wave)),
        plain("hindrance", questions::obstacles(scene, wave).into_iter().collect()),
    ];
    all.into_iter().flatten().collect()
}

/// The page of a wave.
pub(super) fn page(scene: &Scene, wave: u8) -> Page<ResponsePage> {
    let address = scene.response_address(wave);
    let others = scene.input.report.waves().iter().rev().filter(|&&other| other != wave);
    let others = others.filter(|&&other| questions::any(scene, other));
    let body = ResponsePage {
        wave: scene.wave(wave).into(),
        topics: topics(scene, wave),
        waves: others.map(|&at| Way::to(scene.wave(at), &scene.response_address(at))).collect(),
    };
    let up = match scene.input.report.waves().last() == Some(&wave) {
        true => Address::Home,
        false => scene.wave_address(wave),
    };
    let exhibits = || body.topics.iter().flat_map(|topic| &topic.exhibits);
    let findings = exhibits().map(|exhibit| exhibit.title.clone() + ". ");
    let description = findings.fold(Sentence::default(), |all, finding| all + finding);
    let about = About {
        kind: "response",
        address: &address,
        title: format!("{}, {}", scene.words.get("home.questions"), body.wave.plain()),
        description,
        trail: vec![Way::to(scene.wave(wave), &up)],
    };
    Page {
        files: files(exhibits()),
        shell: shell(scene, about),
        address,
        template: "response.html",
        body,
        origin: format!("content/waves/{}/wave.toml", scene.wave_id(wave)),
    }
}
