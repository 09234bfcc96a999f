//! Which surveys are open, and the way to each of them.

use super::super::address::Address;
use super::super::page::Page;
use super::super::scene::Scene;
use super::super::sentence::Sentence;
use super::super::shell::{About, Way, shell};
use crate::survey::Wave;
use serde::Serialize;

/// The surveys that are open.
#[derive(Clone, Debug, Serialize)]
pub struct SurveyListPage {
    /// The open waves, the one that closes last first.
    pub waves: Vec<OpenWave>,
}

/// One open wave.
#[derive(Clone, Debug, Serialize)]
pub struct OpenWave {
    /// What it is called.
    pub name: Sentence,
    /// Until when it can be answered.
    pub until: Sentence,
    /// For each audience its name and the ways to its questionnaire, each with its language.
    pub audiences: Vec<(String, Vec<(String, Way)>)>,
}

/// The list, in the first language of the site.
pub(super) fn page(scene: &Scene) -> Page<SurveyListPage> {
    let address = Address::Surveys;
    let about = About {
        kind: "surveys",
        address: &address,
        title: scene.words.get("survey.list_title"),
        description: scene.words.get("survey.list_intro").into(),
        trail: Vec::new(),
    };
    let waves = super::open(scene).map(|wave| open_wave(scene, wave)).collect();
    Page {
        shell: shell(scene, about),
        address,
        template: "survey_list.html",
        body: SurveyListPage { waves },
        files: Vec::new(),
        origin: String::new(),
    }
}

fn open_wave(scene: &Scene, wave: &Wave) -> OpenWave {
    let survey = scene.input.survey;
    let audiences = super::asked(survey, wave).map(|audience| {
        let ways = scene.input.options.languages.iter().map(|language| {
            let address = Address::questionnaire(wave, &survey.audiences[audience], language);
            (language.clone(), Way::to(scene.words.language(language), &address))
        });
        (survey.audiences[audience].name.get(scene.language()).to_owned(), ways.collect())
    });
    OpenWave {
        name: super::name(wave),
        until: scene.say("survey.until", &[("date", scene.date(wave.closes).into())]),
        audiences: audiences.collect(),
    }
}
