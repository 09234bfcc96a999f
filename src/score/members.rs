//! Who is in a score, atom by atom.

use super::Assessment;
use crate::answers::{Answer, Responses};
use crate::key::What;

/// Whether somebody answered enough of what was asked of them in a dimension to be counted in it.
pub(super) fn is_counted(answered: u32, asked: u32, min_answered: f64) -> bool {
    answered > 0 && f64::from(answered) >= min_answered * f64::from(asked)
}

impl Assessment<'_> {
    /// Whether a response counts in a score over its whole form. Practices and items count the people
    /// of their dimension.
    pub fn is_member(&self, responses: &Responses, person: usize, what: What) -> bool {
        let survey = self.survey;
        match what {
            What::Response => true,
            What::Question(question) => {
                let column = responses.questions.get(usize::from(question));
                let byte = column.map(|column| column[person]);
                byte.is_some_and(|byte| matches!(Answer::of(byte), Answer::Point(_)))
            }
            What::Index => {
                let mut dimensions = (0..survey.dimensions.len())
                    .map(|dimension| self.answers_in(responses, person, dimension))
                    .filter(|(_, asked)| *asked > 0)
                    .peekable();
                let is_enough = |(answered, asked)| is_counted(answered, asked, self.min_answered);
                dimensions.peek().is_some() && dimensions.all(is_enough)
            }
            What::Dimension(dimension) => {
                let (answered, asked) = self.answers_in(responses, person, dimension.into());
                is_counted(answered, asked, self.min_answered)
            }
            What::Practice(_) | What::Item(_) => {
                self.is_member(responses, person, self.with_own_people(what))
            }
        }
    }

    /// The score whose people stand behind a figure: practices and items have those of their
    /// dimension.
    pub fn with_own_people(&self, what: What) -> What {
        let dimension = match what {
            What::Practice(practice) => self.survey.practices[usize::from(practice)].dimension,
            What::Item(item) => self.survey.dimension_of(usize::from(item)),
            _ => return what,
        };
        What::Dimension(u16::try_from(dimension).unwrap_or(u16::MAX))
    }

    /// How many items of a dimension a person answered, and how many were asked.
    fn answers_in(&self, responses: &Responses, person: usize, dimension: usize) -> (u32, u32) {
        let items = self.survey.dimensions[dimension].items.clone();
        let (mut answered, mut asked) = (0, 0);
        for item in items {
            match Answer::of(responses.items[item][person]) {
                Answer::NotAsked => {}
                Answer::Blank | Answer::NotApplicable => asked += 1,
                Answer::Point(_) => {
                    asked += 1;
                    answered += 1;
                }
            }
        }
        (answered, asked)
    }
}
