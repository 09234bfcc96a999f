//! One questionnaire: what happens with the answers, who answers, and what is asked. It reads as a
//! sheet of paper; a script makes it one that can be filled in.

use super::super::address::Address;
use super::super::page::Page;
use super::super::promise::{companies, named};
use super::super::scene::Scene;
use super::super::sentence::{Piece, Sentence};
use super::super::shell::{About, Shell, Way, shell};
use super::part::{SurveyPart, parts};
use crate::survey::Wave;
use jiff::civil::Date;
use serde::Serialize;

/// A questionnaire.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionnairePage {
    /// The id of the survey, as answers name it.
    pub survey: String,
    /// The id of the wave.
    pub wave: String,
    /// The form of the wave.
    pub form: String,
    /// The id of the audience.
    pub audience: String,
    /// Where answers are sent to, if anywhere.
    pub endpoint: String,
    /// What the audience is called.
    pub name: String,
    /// Until when answers count.
    pub until: Sentence,
    /// How much is asked.
    pub length: Sentence,
    /// The same questionnaire in other languages, each with its language.
    pub others: Vec<(String, Way)>,
    /// What happens with the answers.
    pub privacy: Vec<Sentence>,
    /// Which companies are named, if these people belong to companies and any agreed to it.
    pub attributed: Sentence,
    /// Whether these people belong to a supplier and say to which.
    pub is_supplier: bool,
    /// Units to choose from; none for people of suppliers.
    pub units: Vec<Choice>,
    /// Suppliers to choose from.
    pub suppliers: Vec<Choice>,
    /// What is asked.
    pub parts: Vec<SurveyPart>,
}

/// Something to choose from a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Its id, as answers name it.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// The questionnaire of an open wave for one audience, in the language of the scene.
pub(super) fn page(scene: &Scene, wave: &Wave, audience: usize) -> Page<QuestionnairePage> {
    let own = &scene.input.survey.audiences[audience];
    let address = Address::questionnaire(wave, own, scene.language());
    let body = body(scene, wave, audience);
    let about = About {
        kind: "survey",
        address: &address,
        title: format!("{} · {}", scene.words.get("survey.title"), body.name),
        description: scene.words.get("survey.description").into(),
        trail: Vec::new(),
    };
    // Whoever answers is led nowhere else; the day of the report is of no use to them.
    let (nav, more, date) = (Vec::new(), Vec::new(), Sentence::default());
    Page {
        shell: Shell { nav, more, date, ..shell(scene, about) },
        address,
        template: "survey.html",
        body,
        files: Vec::new(),
        origin: String::new(),
    }
}

fn body(scene: &Scene, wave: &Wave, audience: usize) -> QuestionnairePage {
    let survey = scene.input.survey;
    let own = &survey.audiences[audience];
    let parts = parts(scene, &wave.form, audience);
    let rated = parts.iter().flat_map(|part| &part.asked).filter(|asked| !asked.points.is_empty());
    let values = [("rated", Piece::sourced(rated.count().to_string(), "count").into())];
    let others = scene.input.options.languages.iter().filter(|other| *other != scene.language());
    let other = |other: &String| {
        let address = Address::questionnaire(wave, own, other);
        (other.clone(), Way::to(scene.words.language(other), &address))
    };
    QuestionnairePage {
        survey: survey.id.clone(),
        wave: wave.id.clone(),
        form: wave.form.clone(),
        audience: own.id.clone(),
        endpoint: scene.input.options.endpoint.clone().unwrap_or_default(),
        name: own.name.get(scene.language()).to_owned(),
        until: scene.say("survey.until", &[("date", scene.date(wave.closes).into())]),
        length: scene.say("survey.length", &values),
        others: others.map(other).collect(),
        privacy: privacy(scene, wave, audience),
        attributed: if own.is_supplier { attributed(scene, wave) } else { Sentence::default() },
        is_supplier: own.is_supplier,
        units: if own.is_supplier { Vec::new() } else { units(scene, wave) },
        suppliers: suppliers(scene, wave, audience),
        parts,
    }
}

/// What happens with the answers, with the fewest people that a figure of this audience rests on.
fn privacy(scene: &Scene, wave: &Wave, audience: usize) -> Vec<Sentence> {
    let own = &scene.input.survey.audiences[audience];
    let least = scene.input.report.minimums(u8::try_from(audience).unwrap_or(u8::MAX));
    let count = |number: u32| Sentence::from(Piece::sourced(number.to_string(), "count"));
    let mut values = vec![("people", count(least.people)), ("authors", count(least.authors))];
    let waves = std::iter::once(wave);
    let companies = if own.is_supplier { companies(scene, waves) } else { Vec::new() };
    values.extend(named(scene.words, &companies));
    let about = if own.is_supplier { "privacy_company" } else { "privacy_unit" };
    let mut told = scene.words.say_all("survey.privacy", &values);
    told.insert(1.min(told.len()), scene.say(&format!("survey.{about}"), &[]));
    told
}

/// The companies whose people's answers are shown under the company's name.
fn attributed(scene: &Scene, wave: &Wave) -> Sentence {
    let named = companies(scene, std::iter::once(wave)).into_iter();
    let names: Vec<Sentence> = named.map(|supplier| supplier.name.as_str().into()).collect();
    if names.is_empty() {
        return Sentence::default();
    }
    scene.say("survey.attributed", &[("names", scene.words.join(names))])
}

/// The units that exist when the wave closes, indented as they lie in each other.
fn units(scene: &Scene, wave: &Wave) -> Vec<Choice> {
    let exists = |since: Option<Date>, until: Option<Date>| {
        since.is_none_or(|since| since <= wave.closes)
            && until.is_none_or(|until| until >= wave.closes)
    };
    let units = scene.input.organisation.units.iter();
    let units = units.filter(|unit| exists(unit.since, unit.until));
    let indented = |depth: usize, name: &str| "\u{a0}\u{a0}".repeat(depth) + name;
    units
        .map(|unit| Choice { id: unit.id.clone(), name: indented(unit.depth, &unit.name) })
        .collect()
}

/// The suppliers that people of this audience are invited to answer about; where a wave invites
/// nobody by name, all there are.
fn suppliers(scene: &Scene, wave: &Wave, audience: usize) -> Vec<Choice> {
    let invites = |id: &str| {
        wave.invited.iter().any(|group| {
            group.supplier.as_ref().is_some_and(|supplier| supplier.value == id)
                && group.people.iter().any(|&(who, people)| who == audience && people > 0)
        })
    };
    let suppliers = scene.input.organisation.suppliers.iter();
    let here = suppliers.filter(|one| one.until.is_none_or(|until| until >= wave.closes));
    here.filter(|one| wave.invited.is_empty() || invites(&one.id))
        .map(|one| Choice { id: one.id.clone(), name: one.name.clone() })
        .collect()
}
