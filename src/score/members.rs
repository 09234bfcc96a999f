//! Who is in the score of a dimension, atom by atom.

use super::{Assessment, Atom};
use crate::answers::{Answer, Responses};
use std::collections::BTreeMap;

/// The people of each atom of each wave, as numbers that mean nothing outside one assessment. The
/// same id is the same number in every wave, unit and supplier.
pub type Members = BTreeMap<(u8, Atom), Vec<u32>>;

/// Whether somebody answered enough of what was asked of them in a dimension to be counted in it.
pub(super) fn is_counted(answered: u32, asked: u32, min_answered: f64) -> bool {
    answered > 0 && f64::from(answered) >= min_answered * f64::from(asked)
}

impl Assessment<'_> {
    /// The people in the score of a dimension over whole forms. Atoms of which nobody is counted are
    /// left out.
    pub fn members(&self, dimension: usize) -> Members {
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut members = Members::new();
        for (&wave, responses) in self.responses {
            for person in 0..responses.len() {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                let number = *numbers.entry(responses.ids.get(person)).or_insert(next);
                if self.is_member(responses, person, dimension) {
                    let atom = Atom::of(responses, person);
                    members.entry((wave, atom)).or_default().push(number);
                }
            }
        }
        members
    }

    fn is_member(&self, responses: &Responses, person: usize, dimension: usize) -> bool {
        let items = self.survey.dimensions[dimension].items.clone();
        let (mut asked, mut answered) = (0, 0);
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
        is_counted(answered, asked, self.min_answered)
    }
}
