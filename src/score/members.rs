//! Who is in a score, atom by atom.

use super::{Assessment, Atom};
use crate::answers::{Answer, Responses};
use crate::key::What;
use std::collections::BTreeMap;

/// The people of each atom of each wave, as numbers that mean nothing outside one assessment. The
/// same id is the same number in every wave, unit and supplier.
pub type Members = BTreeMap<(u8, Atom), Vec<u32>>;

/// A number for the person behind each response, by wave.
pub type Numbers = BTreeMap<u8, Vec<u32>>;

/// Whether somebody answered enough of what was asked of them in a dimension to be counted in it.
pub(super) fn is_counted(answered: u32, asked: u32, min_answered: f64) -> bool {
    answered > 0 && f64::from(answered) >= min_answered * f64::from(asked)
}

impl Assessment<'_> {
    /// Everybody's number.
    pub fn numbers(&self) -> Numbers {
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut all = Numbers::new();
        for (&wave, responses) in self.responses {
            let mut own = Vec::with_capacity(responses.len());
            for person in 0..responses.len() {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                own.push(*numbers.entry(responses.ids.get(person)).or_insert(next));
            }
            all.insert(wave, own);
        }
        all
    }

    /// The people in a score over whole forms: of a dimension or a question; in the index those who
    /// are in every dimension that was asked of them; in [`What::Response`] everybody. Atoms of which
    /// nobody is counted are left out.
    pub fn members(&self, what: What, numbers: &Numbers) -> Members {
        let mut members = Members::new();
        for (&wave, responses) in self.responses {
            for (person, &number) in numbers[&wave].iter().enumerate() {
                if self.is_member(responses, person, what) {
                    let atom = Atom::of(responses, person);
                    members.entry((wave, atom)).or_default().push(number);
                }
            }
        }
        members
    }

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
                    .map(|dimension| self.answered(responses, person, dimension))
                    .filter(|(_, asked)| *asked > 0)
                    .peekable();
                let is_enough = |(answered, asked)| is_counted(answered, asked, self.min_answered);
                dimensions.peek().is_some() && dimensions.all(is_enough)
            }
            What::Dimension(dimension) => self.counts_in(responses, person, dimension.into()),
            What::Practice(practice) => {
                let dimension = survey.practices[usize::from(practice)].dimension;
                self.counts_in(responses, person, dimension)
            }
            What::Item(item) => {
                self.counts_in(responses, person, survey.dimension_of(usize::from(item)))
            }
        }
    }

    fn counts_in(&self, responses: &Responses, person: usize, dimension: usize) -> bool {
        let (answered, asked) = self.answered(responses, person, dimension);
        is_counted(answered, asked, self.min_answered)
    }

    /// How many items of a dimension a person answered, and how many were asked.
    fn answered(&self, responses: &Responses, person: usize, dimension: usize) -> (u32, u32) {
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
