//! The questionnaire for other tools, so that nobody has to type it again. What is written here can be
//! read back: headings hold the ids or the words of the items, and answers the labels of their scales.

mod html;
mod limesurvey;
mod text;

pub use html::html;
pub use limesurvey::limesurvey;
pub use text::text;

use super::Site;
use crate::import::squash;
use crate::survey::{Localised, Scale};
use crate::view::Words;
use std::collections::BTreeSet;

/// What one audience is asked on one form, in one language.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    /// The code of the language.
    pub language: String,
    /// The title.
    pub title: String,
    /// One part for each dimension, and one for what belongs to none.
    pub parts: Vec<Part>,
}

/// Some questions with a heading.
#[derive(Clone, Debug)]
pub struct Part {
    /// The heading.
    pub title: String,
    /// One sentence on it.
    pub about: String,
    /// What is asked.
    pub asked: Vec<Asked>,
}

/// One statement or question.
#[derive(Clone, Debug)]
pub struct Asked {
    /// A name of letters and digits that no other one has, at most 20 long.
    pub code: String,
    /// The words.
    pub text: String,
    /// The answers to choose from, with a short code each; none where people write.
    pub answers: Vec<(String, String)>,
    /// Which scale it has, if any: statements of one scale can stand in one table.
    pub scale: Option<usize>,
    /// Whether it may be left out without a thought.
    pub is_optional: bool,
}

/// The longest code that LimeSurvey takes.
const LONGEST: usize = 20;

/// Codes that mean something else to LimeSurvey: it would put chance ones in their place.
const RESERVED: [&str; 4] = ["self", "that", "this", "time"];

/// What an audience (its index) is asked on a form, in a language.
pub fn questionnaire(
    site: &Site,
    (form, audience): (&str, usize),
    language: &str,
    words: &Words,
) -> Questionnaire {
    let mut writer = Writer { site, language, words, codes: BTreeSet::new() };
    let survey = &site.survey;
    let mut parts = vec![writer.about_you(audience)];
    for (at, dimension) in survey.dimensions.iter().enumerate() {
        let items = survey.items[dimension.items.clone()].iter();
        let items = items.filter(|item| item.is_asked(form, audience));
        let items: Vec<_> = items
            .map(|item| writer.asked(&item.id, item.wording(audience), Some(item.scale)))
            .collect();
        let questions = writer.questions(Some(at), form, audience);
        parts.push(Part {
            title: dimension.name.get(language).to_owned(),
            about: dimension.about.get(language).to_owned(),
            asked: items.into_iter().chain(questions).collect(),
        });
    }
    let rest = writer.questions(None, form, audience);
    parts.push(Part { title: words.get("survey.rest"), about: String::new(), asked: rest });
    parts.retain(|part| !part.asked.is_empty());
    let (language, title) = (language.to_owned(), words.get("survey.title"));
    Questionnaire { language, title, parts }
}

struct Writer<'a> {
    site: &'a Site,
    language: &'a str,
    words: &'a Words,
    codes: BTreeSet<String>,
}

impl Writer<'_> {
    /// The unit, and the supplier that the answers are about. A supplier's own people are asked in a
    /// survey for their company alone: a list would tell them who the others are.
    fn about_you(&mut self, audience: usize) -> Part {
        let organisation = &self.site.organisation;
        let is_supplier = self.site.survey.audiences[audience].is_supplier;
        let units = organisation.units.iter().filter(|unit| unit.until.is_none());
        let suppliers = organisation.suppliers.iter().filter(|supplier| supplier.until.is_none());
        let units: Vec<&str> = units.map(|unit| unit.name.as_str()).collect();
        let suppliers: Vec<&str> = suppliers.map(|supplier| supplier.name.as_str()).collect();
        let mut asked = Vec::new();
        if !is_supplier {
            asked.push(self.choice("unit", 'u', &units, false));
            asked.extend(
                (!suppliers.is_empty()).then(|| self.choice("supplier", 's', &suppliers, true)),
            );
        }
        Part { title: self.words.get("survey.before"), about: String::new(), asked }
    }

    fn choice(&mut self, name: &str, letter: char, names: &[&str], is_optional: bool) -> Asked {
        let answers = (1..).zip(names).map(|(number, name)| {
            let number: u32 = number;
            (format!("{letter}{number}"), (*name).to_owned())
        });
        Asked {
            code: self.code(name),
            text: self.words.get(&format!("survey.{name}")),
            answers: answers.collect(),
            scale: None,
            is_optional,
        }
    }

    fn questions(&mut self, dimension: Option<usize>, form: &str, audience: usize) -> Vec<Asked> {
        let all = self.site.survey.questions.iter();
        let own = all.filter(|one| one.dimension == dimension && one.is_asked(form, audience));
        own.map(|question| {
            let text = question.text_for.get(&audience).unwrap_or(&question.text);
            let asked = self.asked(&question.id, text, question.scale);
            Asked { is_optional: question.scale.is_none(), ..asked }
        })
        .collect()
    }

    fn asked(&mut self, id: &str, text: &Localised, scale: Option<usize>) -> Asked {
        let answers = scale.and_then(|scale| self.site.survey.scales.get(scale));
        Asked {
            code: self.code(id),
            text: text.get(self.language).to_owned(),
            answers: answers.map(|scale| self.answers(scale)).unwrap_or_default(),
            scale,
            is_optional: false,
        }
    }

    /// The points of a scale and "don't know". A point without words is its number; the ends have both.
    fn answers(&self, scale: &Scale) -> Vec<(String, String)> {
        let mut answers = Vec::new();
        for (at, point) in (scale.min..=scale.max).enumerate() {
            let end = scale.ends.as_ref().and_then(|[low, high]| match point {
                _ if point == scale.min => Some(low),
                _ if point == scale.max => Some(high),
                _ => None,
            });
            let label = match (scale.labels.get(at), end) {
                (Some(label), _) => label.get(self.language).to_owned(),
                (None, Some(end)) => format!("{point} - {}", end.get(self.language)),
                (None, None) => point.to_string(),
            };
            answers.push((point.to_string().replace('-', "m"), label));
        }
        answers.push(("na".to_owned(), self.words.get("survey.dont_know")));
        answers
    }

    /// A code that starts with a letter and that nothing else has.
    fn code(&mut self, id: &str) -> String {
        let mut code = squash(id);
        let is_free = code.starts_with(|first: char| first.is_ascii_alphabetic());
        if !is_free || RESERVED.contains(&code.as_str()) {
            code.insert(0, 'q');
        }
        let whole = code.clone();
        code.truncate(LONGEST);
        let mut number = 2;
        while !self.codes.insert(code.clone()) {
            let tail = number.to_string();
            code = whole.chars().take(LONGEST - tail.len()).collect::<String>() + &tail;
            number += 1;
        }
        code
    }
}
