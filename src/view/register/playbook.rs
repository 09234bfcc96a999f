//! The playbook: what to do where a practice scores low, by dimension and practice, each with where it
//! comes from.

use super::TipText;
use super::actions::under_way;
use super::entry;
use crate::key::{Place, What};
use crate::view::address::Address;
use crate::view::page::Page;
use crate::view::scene::Scene;
use crate::view::sentence::Sentence;
use crate::view::shell::{About, Way, shell};
use serde::Serialize;

/// What the page says.
#[derive(Clone, Debug, Serialize)]
pub struct PlaybookPage {
    /// Where to begin.
    pub verdict: Sentence,
    /// The practices that need it most.
    pub first: Vec<Way>,
    /// All of it, by dimension.
    pub dimensions: Vec<Plays>,
}

/// The recommendations for a dimension.
#[derive(Clone, Debug, Serialize)]
pub struct Plays {
    /// The dimension.
    pub name: String,
    /// For anchors.
    pub id: String,
    /// Its practices.
    pub practices: Vec<Play>,
}

/// The recommendations for a practice.
#[derive(Clone, Debug, Serialize)]
pub struct Play {
    /// Its anchor.
    pub id: String,
    /// The practice.
    pub name: String,
    /// What it is.
    pub about: String,
    /// How it scores now.
    pub score: Sentence,
    /// What to do.
    pub tips: Vec<TipText>,
    /// The action that is under way about it.
    pub under_way: Option<Way>,
}

/// How many practices the page puts first.
const FIRST: usize = 3;

/// Whether anything is recommended.
pub(in crate::view) fn any(scene: &Scene) -> bool {
    !scene.input.register.tips.is_empty()
}

/// The page of all recommendations.
pub(in crate::view) fn page(scene: &Scene) -> Page<PlaybookPage> {
    let address = Address::Playbook;
    let body = body(scene);
    let about = About {
        kind: "register",
        address: &address,
        title: scene.words.get("nav.playbook"),
        description: scene.words.get("playbook.intro").into(),
        trail: Vec::new(),
    };
    Page {
        shell: shell(scene, about),
        address,
        template: "playbook.html",
        body,
        files: Vec::new(),
        origin: "content/playbook.toml".into(),
    }
}

/// The recommendations for a practice.
pub(in crate::view) fn tips_for(scene: &Scene, practice: u16) -> Vec<TipText> {
    let tips = scene.input.register.tips.iter().filter(|tip| tip.practice == practice);
    let told = |tip: &crate::register::Tip| TipText {
        text: tip.text.get(scene.language()).to_owned(),
        source: tip.source.clone(),
    };
    tips.map(told).collect()
}

fn body(scene: &Scene) -> PlaybookPage {
    let mut lowest: Vec<_> = scene
        .dimensions()
        .flat_map(|of| scene.practices(of))
        .filter_map(|of| score(scene, of))
        .collect();
    lowest.retain(|(_, practice, _)| !tips_for(scene, *practice).is_empty());
    lowest.sort_by_key(|(value, practice, _)| (*value, *practice));
    let first = lowest.iter().take(FIRST).map(|(_, practice, _)| {
        let text = scene.what(What::Practice(*practice)).into();
        Way { text, href: format!("#{}", id(scene, *practice)), here: false }
    });
    let verdict = match lowest.first() {
        Some((_, practice, score)) => {
            let name = scene.words.inside(&scene.what(What::Practice(*practice)));
            scene.say("playbook.verdict", &[("what", name.into()), ("score", score.clone())])
        }
        None => scene.say("playbook.plain", &[]),
    };
    let dimension = |of: u16| {
        let practices: Vec<_> = scene.practices(of).filter_map(|one| play(scene, one)).collect();
        (!practices.is_empty()).then(|| Plays {
            name: scene.what(What::Dimension(of)),
            id: scene.input.survey.dimensions[usize::from(of)].id.clone(),
            practices,
        })
    };
    PlaybookPage {
        verdict,
        first: first.collect(),
        dimensions: scene.dimensions().filter_map(dimension).collect(),
    }
}

fn id(scene: &Scene, practice: u16) -> String {
    scene.input.survey.practices[usize::from(practice)].id.clone()
}

/// The newest score of a practice.
fn score(scene: &Scene, practice: u16) -> Option<(u8, u16, Sentence)> {
    let &wave = scene.input.report.waves().last()?;
    let (key, cell) = scene.cell(wave, What::Practice(practice), Place::Organisation, None)?;
    Some((cell.mean.get().value, practice, scene.score(key, cell).into()))
}

fn play(scene: &Scene, practice: u16) -> Option<Play> {
    let what = What::Practice(practice);
    let tips = tips_for(scene, practice);
    let action = under_way(scene, what, Place::Organisation);
    let score = score(scene, practice);
    let score = score.map(|(.., score)| scene.say("playbook.now", &[("score", score)]));
    let about = &scene.input.survey.practices[usize::from(practice)].about;
    (!tips.is_empty()).then(|| Play {
        id: id(scene, practice),
        name: scene.what(what),
        about: about.get(scene.language()).to_owned(),
        score: score.unwrap_or_default(),
        tips,
        under_way: action.map(|one| entry(one.action.as_str(), &Address::Actions, &one.id)),
    })
}
