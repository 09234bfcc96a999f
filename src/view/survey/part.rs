//! What is asked, part by part: each dimension with its statements and comments, then everything else.

use super::super::scene::Scene;
use super::super::sentence::{Piece, Sentence};
use crate::survey::{Question, Scale, Survey};
use serde::Serialize;

/// One part of a questionnaire.
#[derive(Clone, Debug, Serialize)]
pub struct SurveyPart {
    /// Its anchor.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// One sentence on it.
    pub about: String,
    /// What is asked in it.
    pub asked: Vec<Asked>,
}

/// One statement or question.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: String,
    /// The answers to choose from; none for a comment.
    pub points: Vec<Point>,
    /// Whether only the ends of the scale have words.
    pub is_ruler: bool,
}

/// One answer to choose.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// What it counts as.
    pub value: Sentence,
    /// Its words; those of the ends, where the points have none.
    pub label: String,
}

/// The anchor of the part that belongs to no dimension. No dimension can have this id.
const REST: &str = "response";

/// The parts that this audience is asked on this form.
pub(super) fn parts(scene: &Scene, form: &str, audience: usize) -> Vec<SurveyPart> {
    let survey = scene.input.survey;
    let asked = |of: Option<usize>| {
        let questions = survey
            .questions
            .iter()
            .filter(move |question| question.dimension == of && question.is_asked(form, audience));
        questions.map(move |question| question_asked(scene, question, audience))
    };
    let dimensions = survey.dimensions.iter().enumerate().map(|(at, dimension)| {
        let items = survey.items[dimension.items.clone()].iter();
        let items = items.filter(|item| item.is_asked(form, audience)).map(|item| Asked {
            id: item.id.clone(),
            text: item.wording(audience).get(scene.language()).to_owned(),
            ..points(scene, Some(&survey.scales[item.scale]))
        });
        SurveyPart {
            id: dimension.id.clone(),
            title: dimension.name.get(scene.language()).to_owned(),
            about: dimension.about.get(scene.language()).to_owned(),
            asked: items.chain(asked(Some(at))).collect(),
        }
    });
    let rest = SurveyPart {
        id: REST.to_owned(),
        title: scene.words.get("survey.rest"),
        about: String::new(),
        asked: asked(None).collect(),
    };
    dimensions.chain([rest]).filter(|part| !part.asked.is_empty()).collect()
}

fn question_asked(scene: &Scene, question: &Question, audience: usize) -> Asked {
    let survey: &Survey = scene.input.survey;
    let wording = question.text_for.get(&audience).unwrap_or(&question.text);
    Asked {
        id: question.id.clone(),
        text: wording.get(scene.language()).to_owned(),
        ..points(scene, question.scale.map(|scale| &survey.scales[scale]))
    }
}

/// What there is to choose from, without the question.
fn points(scene: &Scene, scale: Option<&Scale>) -> Asked {
    let mut asked =
        Asked { id: String::new(), text: String::new(), points: Vec::new(), is_ruler: false };
    let Some(scale) = scale else { return asked };
    asked.is_ruler = scale.labels.is_empty();
    for (at, value) in (scale.min..=scale.max).enumerate() {
        let own = scale.labels.get(at);
        let end = scale.ends.as_ref().and_then(|[low, high]| match value {
            _ if value == scale.min => Some(low),
            _ if value == scale.max => Some(high),
            _ => None,
        });
        let label = own.or(end).map(|label| label.get(scene.language()).to_owned());
        let value = Piece::sourced(value.to_string(), "axis").into();
        asked.points.push(Point { value, label: label.unwrap_or_default() });
    }
    asked
}
