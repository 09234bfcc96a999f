//! The questionnaire of each open wave, for each audience in each language of the site, and the list
//! of them. Nothing here is a figure: these pages ask.
//!
//! ```text
//! list            which surveys are open, and the way to each
//! questionnaire   one to be answered: privacy first, then who answers, then its parts
//!   |
//! part            what is asked, dimension by dimension, with the points of each scale
//! ```

mod list;
mod part;
mod questionnaire;

pub use list::{OpenWave, SurveyListPage};
pub use part::{Asked, Point, SurveyPart};
pub use questionnaire::{Choice, QuestionnairePage};

use super::address::Address;
use super::input::{Input, Options};
use super::page::Page;
use super::scene::Scene;
use super::shell::Way;
use super::words::Words;
use crate::survey::{State, Survey, Wave};
use std::collections::BTreeMap;

/// The list of open surveys, in the first language, and their pages; none where there is no open wave.
pub(super) fn pages(
    input: &Input,
    languages: &BTreeMap<String, Words>,
) -> (Option<Page<SurveyListPage>>, Vec<Page<QuestionnairePage>>) {
    let (mut list, mut pages) = (None, Vec::new());
    for language in &input.options.languages {
        let Some(words) = languages.get(language) else { continue };
        let options = Options { language: language.clone(), ..input.options.clone() };
        let input = &Input { options, ..input.clone() };
        let scene = &Scene { input, words };
        if list.is_none() && open(scene).next().is_some() {
            list = Some(list::page(scene));
        }
        for wave in open(scene) {
            let asked = asked(input.survey, wave);
            pages.extend(asked.map(|audience| questionnaire::page(scene, wave, audience)));
        }
    }
    (list, pages)
}

/// The waves that can be answered, the one that closes last first.
pub(super) fn open<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a Wave> + use<'a> {
    scene.input.waves.iter().rev().filter(|wave| wave.state == State::Open)
}

/// The ways to the surveys that are open now.
pub(super) fn ways(scene: &Scene) -> Vec<Way> {
    open(scene)
        .map(|wave| {
            let values = [("wave", name(wave)), ("date", scene.date(wave.closes).into())];
            Way::to(scene.say("survey.open", &values), &Address::Surveys)
        })
        .collect()
}

/// What a wave is called; its numbers belong to a date.
fn name(wave: &Wave) -> super::Sentence {
    super::Piece::sourced(&wave.name, "date").into()
}

/// The audiences that are asked anything on the form of a wave.
fn asked<'s>(survey: &'s Survey, wave: &'s Wave) -> impl Iterator<Item = usize> + 's {
    (0..survey.audiences.len()).filter(|&audience| survey.asks(&wave.form, audience))
}
