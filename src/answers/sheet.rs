//! The answer sheet of one wave: which boxes it has, and who is asked what.

use super::Answer;
use crate::diag::Code;
use crate::key::{Id, Names};
use crate::organisation::Organisation;
use crate::survey::{QuestionKind, Survey, Wave};
use std::ops::RangeInclusive;

/// What somebody wrote into a box.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'a> {
    /// A whole number.
    Whole(i64),
    /// Letters.
    Text(&'a str),
    /// Something that is never an answer.
    Other,
}

/// What is wrong with it.
#[derive(Debug)]
pub(super) enum Fault {
    /// The box is not for answers.
    NoScale,
    /// Neither a point nor "na".
    WrongKind(RangeInclusive<i64>),
    /// Not a point of the scale.
    Outside(RangeInclusive<i64>),
    /// These people were not asked.
    NotAsked,
}

impl Fault {
    pub(super) fn code(&self) -> Code {
        match self {
            Self::NoScale | Self::WrongKind(_) => Code::WrongType,
            Self::Outside(_) => Code::OutsideScale,
            Self::NotAsked => Code::NotAsked,
        }
    }
}

/// What an answer file is checked against.
pub(super) struct Sheet<'a> {
    pub(super) wave: &'a Wave,
    pub(super) survey: &'a Survey,
    pub(super) names: &'a Names,
    pub(super) organisation: &'a Organisation,
    /// For each audience the sheet before anything is filled in: blank or not asked.
    empty: Vec<Vec<u8>>,
    /// The sheet of people nobody knows: everything is asked.
    unknown: Vec<u8>,
    /// The points of each box; none for a comment.
    ranges: Vec<Option<RangeInclusive<i64>>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        wave: &'a Wave,
        survey: &'a Survey,
        names: &'a Names,
        organisation: &'a Organisation,
    ) -> Self {
        let points = |scale: Option<usize>| {
            let scale = scale.and_then(|scale| survey.scales.get(scale))?;
            Some(i64::from(scale.min)..=i64::from(scale.max))
        };
        let items = survey.items.iter().map(|item| points(Some(item.scale)));
        let questions = survey.questions.iter().map(|question| points(question.scale));
        let ranges: Vec<_> = items.chain(questions).collect();
        Self {
            wave,
            survey,
            names,
            organisation,
            empty: (0..survey.audiences.len()).map(|who| empty(survey, &wave.form, who)).collect(),
            unknown: vec![Answer::Blank.byte(); ranges.len()],
            ranges,
        }
    }

    /// How many boxes there are: items, then questions.
    pub(super) fn width(&self) -> usize {
        self.ranges.len()
    }

    /// The empty sheet of an audience; of an unknown one, as if everything were asked.
    pub(super) fn empty(&self, audience: Option<u8>) -> &[u8] {
        let own = audience.and_then(|audience| self.empty.get(usize::from(audience)));
        own.unwrap_or(&self.unknown)
    }

    /// The box of an item or question.
    pub(super) fn column(&self, id: &str) -> Option<usize> {
        match self.names.instrument(id)? {
            Id::Item(item) => Some(usize::from(item)),
            Id::Question(question) => Some(self.survey.items.len() + usize::from(question)),
            Id::Dimension(_) | Id::Practice(_) => None,
        }
    }

    /// The points that a box may hold.
    pub(super) fn range(&self, column: usize) -> Option<RangeInclusive<i64>> {
        self.ranges.get(column).cloned().flatten()
    }

    /// The byte that an answer leaves in a box which now holds `now`.
    pub(super) fn judge(&self, column: usize, given: Given<'_>, now: &u8) -> Result<u8, Fault> {
        let range = self.range(column).ok_or(Fault::NoScale)?;
        let answer = match given {
            Given::Whole(value) if range.contains(&value) => Answer::point(value - range.start()),
            Given::Whole(_) => None,
            Given::Text("na") => Some(Answer::NotApplicable),
            Given::Text(_) | Given::Other => return Err(Fault::WrongKind(range)),
        };
        match answer {
            None => Err(Fault::Outside(range)),
            Some(_) if *now == Answer::NotAsked.byte() => Err(Fault::NotAsked),
            Some(answer) => Ok(answer.byte()),
        }
    }

    /// The point that has this label, in whatever language.
    pub(super) fn labelled(&self, column: usize, label: &str) -> Option<i64> {
        let items = self.survey.items.iter().map(|item| Some(item.scale));
        let questions = self.survey.questions.iter().map(|question| question.scale);
        let scale = self.survey.scales.get(items.chain(questions).nth(column)??)?;
        let point = scale.labels.iter().position(|texts| {
            texts
                .languages()
                .any(|language| texts.get(language).to_lowercase() == label.to_lowercase())
        })?;
        Some(i64::from(scale.min) + i64::try_from(point).ok()?)
    }

    /// Whether a box is for free text.
    pub(super) fn is_comment(&self, column: usize) -> bool {
        let question = column.checked_sub(self.survey.items.len());
        let question = question.and_then(|question| self.survey.questions.get(question));
        question.is_some_and(|question| question.kind == QuestionKind::Comment)
    }

    /// The index of a comment's question, if it is put to this audience on this form.
    pub(super) fn asked_comment(&self, column: usize, audience: u8) -> Option<u16> {
        let index = column.checked_sub(self.survey.items.len())?;
        let question = self.survey.questions.get(index)?;
        question
            .is_asked(&self.wave.form, usize::from(audience))
            .then(|| u16::try_from(index).ok())
            .flatten()
    }

    /// Whether anybody is asked this on the form of the wave.
    pub(super) fn is_on_form(&self, column: usize) -> bool {
        let items = self.survey.items.iter().map(|item| &item.forms);
        let questions = self.survey.questions.iter().map(|question| &question.forms);
        let mut forms = items.chain(questions);
        forms.nth(column).is_some_and(|forms| forms.contains(&self.wave.form))
    }

    /// Whether these people belong to a supplier.
    pub(super) fn is_supplier_side(&self, audience: u8) -> bool {
        let audience = self.survey.audiences.get(usize::from(audience));
        audience.is_some_and(|audience| audience.is_supplier)
    }
}

fn empty(survey: &Survey, form: &str, audience: usize) -> Vec<u8> {
    let items = survey.items.iter().map(|item| item.is_asked(form, audience));
    let questions = survey.questions.iter().map(|question| {
        question.kind != QuestionKind::Comment && question.is_asked(form, audience)
    });
    let byte = |asked| if asked { Answer::Blank.byte() } else { Answer::NotAsked.byte() };
    items.chain(questions).map(byte).collect()
}
