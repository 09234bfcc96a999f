//! Which item a heading is: by its id, or by its wording for any audience in any language.

use super::fold::squash;
use super::given::{Given, Labels};
use super::heading::Heading;
use super::told::Told;
use crate::diag::did_you_mean;
use crate::survey::{Localised, Survey};
use std::collections::{BTreeMap, BTreeSet};

/// What a heading is, as far as can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// Answers to this item or question.
    Answer(usize),
    /// One option of this item: a cell says whether it was chosen.
    Choice(usize, Told),
    /// Any of these items has the wording.
    Ambiguous(Vec<usize>),
    /// Nothing of ours.
    None,
}

/// The names of all items and questions.
pub(super) struct Names<'a> {
    survey: &'a Survey,
    form: &'a str,
    by_name: BTreeMap<String, BTreeSet<usize>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(survey: &'a Survey, form: &'a str) -> Self {
        let mut by_name: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let items = survey.items.iter().map(|item| (&item.id, &item.text, &item.text_for));
        let questions = survey.questions.iter().map(|one| (&one.id, &one.text, &one.text_for));
        for (column, (id, text, text_for)) in items.chain(questions).enumerate() {
            by_name.entry(squash(id)).or_default().insert(column);
            for wording in std::iter::once(text).chain(text_for.values()).flat_map(texts) {
                by_name.entry(squash(wording)).or_default().insert(column);
            }
        }
        by_name.remove("");
        Self { survey, form, by_name }
    }

    /// What a heading is. `labels` are those of each scale.
    pub(super) fn find(&self, heading: &Heading, labels: &[Labels]) -> Match {
        for name in &heading.names {
            match self.columns(name).as_slice() {
                [] => {}
                [only] => return Match::Answer(*only),
                many => return Match::Ambiguous(many.to_vec()),
            }
        }
        self.choice(heading, labels).unwrap_or(Match::None)
    }

    /// The items of a name; if any of them are on the wave's form, those.
    fn columns(&self, name: &str) -> Vec<usize> {
        let all: Vec<usize> = self.by_name.get(name).into_iter().flatten().copied().collect();
        let on_form: Vec<usize> =
            all.iter().copied().filter(|column| self.is_on_form(*column)).collect();
        if on_form.is_empty() { all } else { on_form }
    }

    fn is_on_form(&self, column: usize) -> bool {
        forms(self.survey, column).iter().any(|form| form == self.form)
    }

    /// A column for each option holds the option's label in its heading.
    fn choice(&self, heading: &Heading, labels: &[Labels]) -> Option<Match> {
        let (questions, option) = heading.part.as_ref()?;
        let question = questions.iter().find_map(|name| match self.columns(name).as_slice() {
            [only] => Some(*only),
            _ => None,
        })?;
        let told = match labels.get(scale(self.survey, question)?)?.read(option) {
            Given::Point(point) => Told::Point(point),
            Given::NotApplicable => Told::NotApplicable,
            Given::Blank | Given::Several | Given::Unknown => return None,
        };
        Some(Match::Choice(question, told))
    }

    /// The item whose name is nearly this heading.
    pub(super) fn near(&self, heading: &Heading) -> Option<usize> {
        heading.names.iter().find_map(|name| {
            let known = self.by_name.keys().map(String::as_str);
            let near = did_you_mean(name, known).filter(|near| is_slip(name, near))?;
            self.columns(near).first().copied()
        })
    }
}

/// Whether a name is near enough to another. A short one is near too many others.
fn is_slip(name: &str, known: &str) -> bool {
    let lengths = name.chars().count().abs_diff(known.chars().count());
    known.len() >= 20 || lengths <= 1 && name.chars().next() == known.chars().next()
}

fn texts(text: &Localised) -> impl Iterator<Item = &str> {
    text.languages().map(|language| text.get(language))
}

/// The scale of an item or question; none for a comment.
pub(super) fn scale(survey: &Survey, column: usize) -> Option<usize> {
    match survey.items.get(column) {
        Some(item) => Some(item.scale),
        None => survey.questions.get(column - survey.items.len())?.scale,
    }
}

/// The forms that an item or question is on.
pub(super) fn forms(survey: &Survey, column: usize) -> &[String] {
    match survey.items.get(column) {
        Some(item) => &item.forms,
        None => survey
            .questions
            .get(column - survey.items.len())
            .map_or(&[], |question| question.forms.as_slice()),
    }
}

/// Whether an item or question was put to these people.
pub(super) fn is_asked(survey: &Survey, column: usize, form: &str, audience: usize) -> bool {
    match survey.items.get(column) {
        Some(item) => item.is_asked(form, audience),
        None => survey
            .questions
            .get(column - survey.items.len())
            .is_some_and(|question| question.is_asked(form, audience)),
    }
}
