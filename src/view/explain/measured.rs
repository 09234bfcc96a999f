//! What a thing measured is: what was asked of whom, and how one person's score comes about.

use crate::key::{Audiences, Key, People, Waves, What};
use crate::survey::{Item, Localised, Question, QuestionKind, Scale};
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use serde::Serialize;

/// A thing measured in one wave.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    /// Its id, or the word of the grammar.
    pub id: String,
    /// Its name, or the words that were asked.
    pub name: String,
    /// What it means.
    pub about: String,
    /// How one person's score comes about.
    pub person: Vec<Sentence>,
    /// What was asked.
    pub asked: Vec<Statement>,
}

/// A statement or question as people read it.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    /// Its id.
    pub id: String,
    /// Audience and words; those who read the same words stand together.
    pub texts: Vec<(String, String)>,
    /// What an answer counts.
    pub score: Sentence,
}

/// Which of what was asked matters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// Statements on the forms of all these waves.
    waves: Waves,
    /// The wordings of these people; of everybody if none.
    whose: Option<Audiences>,
}

impl Scope {
    /// All that a wave asked.
    pub fn of_wave(wave: u8) -> Self {
        Self { waves: Waves::one(wave), whose: None }
    }

    /// What the figures of a key rest on.
    pub fn of(key: Key) -> Self {
        let whose = match key.people {
            People::Audience(audience) => Some(Audiences::of([audience])),
            People::Composite(audiences) | People::Merged(audiences) => Some(audiences),
            People::Gap(first, second) => Some(Audiences::of([first, second])),
            People::Everybody => None,
        };
        Self { waves: key.matched.with(key.wave), whose }
    }

    /// Whether forms are those of all waves.
    fn covers(&self, scene: &Scene, forms: &[String]) -> bool {
        self.waves.iter().all(|wave| forms.iter().any(|own| own == scene.form(wave)))
    }

    /// Those of these audiences that matter.
    fn of_audiences(&self, audiences: &[usize]) -> impl Iterator<Item = usize> {
        let matters = |&audience: &usize| {
            let index = u8::try_from(audience);
            self.whose.is_none_or(|whose| index.is_ok_and(|index| whose.contains(index)))
        };
        audiences.iter().copied().filter(matters)
    }
}

/// The thing measured, as it was asked.
pub(super) fn measured(scene: &Scene, what: What, scope: &Scope) -> Measured {
    let survey = scene.input.survey;
    let language = scene.language();
    let of_items = |range: std::ops::Range<usize>| {
        let items = survey.items[range].iter();
        let asked = items.filter(|item| scope.covers(scene, &item.forms));
        let asked = asked.map(|item| statement(scene, scope, item));
        asked.filter(|statement| !statement.texts.is_empty()).collect::<Vec<_>>()
    };
    let (id, about, asked) = match what {
        What::Response => ("response", None, Vec::new()),
        What::Index => ("index", None, Vec::new()),
        What::Dimension(of) => {
            let of = &survey.dimensions[usize::from(of)];
            (of.id.as_str(), Some(&of.about), of_items(of.items.clone()))
        }
        What::Practice(of) => {
            let of = &survey.practices[usize::from(of)];
            (of.id.as_str(), Some(&of.about), of_items(of.items.clone()))
        }
        What::Item(of) => {
            let of = usize::from(of);
            (survey.items[of].id.as_str(), None, of_items(of..of + 1))
        }
        What::Question(of) => {
            let of = &survey.questions[usize::from(of)];
            (of.id.as_str(), None, vec![question(scene, scope, of)])
        }
    };
    Measured {
        id: id.to_owned(),
        name: scene.what(what),
        about: about.map(|about| about.get(language).to_owned()).unwrap_or_default(),
        person: person(scene, what),
        asked,
    }
}

/// How one person's score comes about, above a single answer.
fn person(scene: &Scene, what: What) -> Vec<Sentence> {
    let survey = scene.input.survey;
    let weighted = |parts: Vec<(f64, String)>| {
        let first = parts.first().map_or(1.0, |(weight, _)| *weight);
        let is_plain = parts.iter().all(|(weight, _)| *weight == first);
        let part = |(weight, name): (f64, String)| {
            let name = Sentence::from(scene.words.inside(&name));
            let weight = Piece::sourced(weight.to_string(), "count");
            let values = [("what", name.clone()), ("weight", weight.into())];
            if is_plain { name } else { scene.say("explain.weighing", &values) }
        };
        ("parts", scene.words.join(parts.into_iter().map(part).collect()))
    };
    match what {
        What::Response => Vec::new(),
        What::Index => {
            let parts = scene.dimensions().map(|of| {
                (survey.dimensions[usize::from(of)].weight, scene.what(What::Dimension(of)))
            });
            vec![scene.say("explain.person_index", &[weighted(parts.collect())])]
        }
        What::Dimension(of) => {
            let parts = scene.practices(of).map(|of| {
                (survey.practices[usize::from(of)].weight, scene.what(What::Practice(of)))
            });
            vec![
                scene.say("explain.person_dimension", &[weighted(parts.collect())]),
                scene.say("explain.person_counts", &[]),
            ]
        }
        What::Practice(_) => vec![
            scene.say("explain.person_practice", &[]),
            scene.say("explain.person_counts_part", &[]),
        ],
        What::Item(_) => vec![scene.say("explain.person_counts_part", &[])],
        What::Question(_) => Vec::new(),
    }
}

fn statement(scene: &Scene, scope: &Scope, item: &Item) -> Statement {
    let audiences = scope.of_audiences(&item.audiences);
    Statement {
        id: item.id.clone(),
        texts: scene.wordings(audiences.map(|who| (who, item.wording(who)))),
        score: score(scene, &scene.input.survey.scales[item.scale], item.reverse),
    }
}

fn question(scene: &Scene, scope: &Scope, question: &Question) -> Statement {
    let audiences = scope.of_audiences(&question.audiences);
    let wording = |who| question.text_for.get(&who).unwrap_or(&question.text);
    let scale = question.scale.and_then(|scale| scene.input.survey.scales.get(scale));
    Statement {
        id: question.id.clone(),
        texts: scene.wordings(audiences.map(|who| (who, wording(who)))),
        score: match question.kind {
            QuestionKind::Recommend => scene.say("explain.recommend", &[]),
            _ => scale.map(|scale| score(scene, scale, question.reverse)).unwrap_or_default(),
        },
    }
}

/// "score = 100 × (answer − 1) ÷ 4, from … (1) to … (5)"; turned round where agreement is bad.
fn score(scene: &Scene, scale: &Scale, reverse: bool) -> Sentence {
    let point = |point: i32| Sentence::from(Piece::sourced(point.to_string(), "axis"));
    let language = scene.language();
    // Labels of a scale are words of the instrument, even where they are numbers.
    let label = |localised: Option<&Localised>| {
        localised.map(|text| Piece::sourced(text.get(language), "axis").into())
    };
    let ends = scale.ends.as_ref();
    let low = label(scale.labels.first().or(ends.map(|[low, _]| low)));
    let high = label(scale.labels.last().or(ends.map(|[_, high]| high)));
    let values = [
        ("min", point(scale.min)),
        ("max", point(scale.max)),
        ("width", point(scale.max - scale.min)),
        ("low", low.unwrap_or_default()),
        ("high", high.unwrap_or_default()),
    ];
    scene.say(if reverse { "explain.score_turned" } else { "explain.score" }, &values)
}
