//! What is kept of a response: enough to see whether it changed, too little to read it.

use super::Salt;
use crate::answers::{Answer, Responses};
use crate::organisation::Organisation;
use crate::source::sha256;
use crate::survey::Survey;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many hexadecimal digits of the SHA-256 are kept: 128 bits.
pub(super) const LENGTH: usize = 32;

/// The digests of today's responses by wave, in the order of its columns.
pub type Digests = BTreeMap<u8, Vec<String>>;

/// Makes the digests of responses.
pub(super) struct Digester<'a> {
    salt: &'a Salt,
    survey: &'a Survey,
    organisation: &'a Organisation,
    /// Items and questions that are answered on a scale, in the order of their ids: the id, the
    /// lowest point of the scale, and the column (items first).
    columns: Vec<(&'a str, i32, usize)>,
}

impl<'a> Digester<'a> {
    pub fn new(salt: &'a Salt, survey: &'a Survey, organisation: &'a Organisation) -> Self {
        let items = survey.items.iter().map(|item| (item.id.as_str(), Some(item.scale)));
        let questions = survey.questions.iter();
        let questions = questions.map(|question| (question.id.as_str(), question.scale));
        let mut columns: Vec<_> = (0..)
            .zip(items.chain(questions))
            .filter_map(|(column, (id, scale))| Some((id, survey.scales.get(scale?)?.min, column)))
            .collect();
        columns.sort_unstable();
        Self { salt, survey, organisation, columns }
    }

    /// The digests of all responses of a wave.
    pub fn digests(&self, responses: &Responses) -> Vec<String> {
        (0..responses.len()).into_par_iter().map(|at| self.digest(responses, at)).collect()
    }

    /// The digest of one response: of the salt, the audience, the unit and the supplier (`-` for
    /// none), a line each, then a line `id=value` for everything that was answered, by id.
    fn digest(&self, responses: &Responses, person: usize) -> String {
        let audience = &self.survey.audiences[usize::from(responses.audiences[person])].id;
        let unit = &self.organisation.units[usize::from(responses.units[person])].id;
        let supplier = responses.suppliers[person];
        let supplier =
            supplier.map_or("-", |at| self.organisation.suppliers[usize::from(at)].id.as_str());
        let mut text = format!("{}\n{audience}\n{unit}\n{supplier}\n", self.salt.0);
        let items = responses.items.len();
        for &(id, lowest, column) in &self.columns {
            let column = responses.items.get(column).or_else(|| {
                let question = column.checked_sub(items)?;
                responses.questions.get(question)
            });
            let Some(&byte) = column.and_then(|column| column.get(person)) else { continue };
            // Writing into a string cannot fail.
            let _ = match Answer::of(byte) {
                Answer::Point(point) => writeln!(text, "{id}={}", lowest + i32::from(point)),
                Answer::NotApplicable => writeln!(text, "{id}=na"),
                Answer::Blank | Answer::NotAsked => Ok(()),
            };
        }
        let mut digest = sha256(text);
        digest.truncate(LENGTH);
        digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::trial::trial;

    fn responses(answers: [u8; 4]) -> Responses {
        let [first, second, third, recommend] = answers.map(|byte| vec![byte]);
        let not_asked = vec![Answer::NotAsked.byte()];
        Responses {
            ids: ["a"].into_iter().collect(),
            audiences: vec![0],
            units: vec![1],
            suppliers: vec![Some(0)],
            items: vec![first, second, third],
            questions: vec![recommend, not_asked],
            ..Responses::default()
        }
    }

    #[test]
    fn a_digest_is_that_of_the_lines_it_promises() {
        let site = trial();
        let salt = Salt("0123456789abcdef".to_owned());
        let digester = Digester::new(&salt, &site.survey, &site.organisation);
        let [blank, na] = [Answer::Blank, Answer::NotApplicable].map(Answer::byte);
        let text = "0123456789abcdef\ninternal\nbenelux\nacme\nrecommend=9\nreliability-1=1\n\
                    roles-1=na\n";
        let digests = digester.digests(&responses([0, blank, na, 9]));
        assert_eq!(digests, [&sha256(text)[..LENGTH]]);
        assert_ne!(digests, digester.digests(&responses([1, blank, na, 9])));
        let other = Salt("0123456789abcdeF".to_owned());
        let other = Digester::new(&other, &site.survey, &site.organisation);
        assert_ne!(digests, other.digests(&responses([0, blank, na, 9])));
    }
}
