//! What needs people's answers side by side: agreement, reliability, clustering and drivers.

use super::Assessment;
use super::statistics::{self, Agreement, Alpha, Blanks, Drivers, Icc, item_score};
use super::tally::Atom;
use crate::answers::{Answer, Responses};
use crate::key::{Place, Waves, What};
use crate::survey::{QuestionKind, Scale};
use std::collections::BTreeMap;

/// Which responses belong to each atom of each wave.
#[derive(Debug)]
pub struct Roster<'a> {
    assessment: &'a Assessment<'a>,
    atoms: BTreeMap<(u8, Atom), Vec<usize>>,
}

/// One audience at one place in one wave.
pub type Cohort = (u8, Place, u8);

/// A figure over people's answers side by side, and whom it rests on: who left something open is not
/// behind it, although they are behind the score beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resting<T> {
    /// The figure.
    pub figure: T,
    /// How many people it rests on.
    pub n: u32,
    /// Those of them who are not known by name.
    pub confidential: u32,
}

/// What an outcome goes with.
#[derive(Clone, Debug, PartialEq)]
pub struct Association {
    /// The outcome question.
    pub outcome: u16,
    /// What it was predicted from: practices, or else dimensions.
    pub predictors: Vec<What>,
    /// Their weights and fit.
    pub drivers: Drivers,
}

impl<'a> Roster<'a> {
    /// Every response in its atom.
    pub fn new(assessment: &'a Assessment<'a>) -> Self {
        let mut atoms: BTreeMap<(u8, Atom), Vec<usize>> = BTreeMap::new();
        for (&wave, responses) in assessment.responses {
            for person in 0..responses.len() {
                atoms.entry((wave, Atom::of(responses, person))).or_default().push(person);
            }
        }
        Self { assessment, atoms }
    }

    /// Cronbach's alpha over the items of a dimension that a cohort was asked, and the people who are
    /// in the dimension's score (pairwise where some left an item blank; it rests on the fewest who
    /// answered two items together).
    pub fn alpha(&self, of: Cohort, dimension: u16) -> Option<Resting<Alpha>> {
        let what = What::Dimension(dimension);
        let figure = statistics::alpha(&self.rows(of, what, score), Blanks::Pairwise).ok()?;
        let confidential = self.confidential(of, what, figure.n, statistics::fewest_shared);
        Some(Resting { n: figure.n, confidential, figure })
    }

    /// rwg of an item or question, rwg(j) of a practice or dimension; its items have to share a number
    /// of points.
    pub fn agreement(&self, of: Cohort, what: What) -> Option<Resting<Agreement>> {
        let survey = self.assessment.survey;
        let points = match what {
            What::Question(question) => {
                survey.scales[survey.questions[usize::from(question)].scale?].points()
            }
            _ => self.common_points(of, what)?,
        };
        let points = u32::try_from(points).ok()?;
        // Turning a scale round leaves its variance as it is.
        let rows = self.rows(of, what, |_, point, _| Some(f64::from(point)));
        let figure = match what {
            What::Item(_) | What::Question(_) => {
                let answers: Vec<f64> = rows.iter().filter_map(|row| row[0]).collect();
                statistics::rwg(&answers, points).ok()?
            }
            _ => statistics::rwg_j(&rows, points).ok()?,
        };
        let confidential = self.confidential(of, what, figure.n, statistics::complete_rows);
        Some(Resting { n: figure.n, confidential, figure })
    }

    /// How many of the `n` people that a figure rests on did not agree to be named; `count` finds them
    /// in the rows of those who did not.
    fn confidential(
        &self,
        of: Cohort,
        what: What,
        n: u32,
        count: impl Fn(&[Vec<Option<f64>>]) -> u32,
    ) -> u32 {
        let is_named = |atom| self.assessment.is_attributed(of.0, atom);
        let mut atoms = self.atoms_of(of);
        if !atoms.any(|(atom, _)| is_named(atom)) {
            return n;
        }
        let hidden = self.atoms_of(of).filter(|(atom, _)| !is_named(*atom));
        let hidden = hidden.flat_map(|(_, people)| people.iter().copied()).collect();
        count(&self.rows_of(hidden, of, what, score))
    }

    /// ICC(1) and ICC(2) of a dimension over the units that people name, within one audience.
    pub fn clustering(&self, wave: u8, audience: u8, dimension: u16) -> Option<Icc> {
        let mut units: BTreeMap<u16, Vec<f64>> = BTreeMap::new();
        let (responses, people) = self.people((wave, Place::Organisation, audience))?;
        for person in people {
            if let Some(score) = self.dimension_score(responses, person, dimension) {
                units.entry(responses.units[person]).or_default().push(score);
            }
        }
        statistics::icc(&units.into_values().collect::<Vec<_>>()).ok()
    }

    /// What the first outcome question goes with: the practices asked, or where complete answers are
    /// too few for so many, the dimensions. `least` says how many it takes for so many predictors.
    pub fn drivers(&self, of: Cohort, least: impl Fn(u32) -> u32) -> Option<Association> {
        let survey = self.assessment.survey;
        let outcome = (0u16..).zip(&survey.questions).find(|(at, question)| {
            question.kind == QuestionKind::Outcome
                && self.assessment.is_question_asked(of.0, usize::from(*at), of.2)
        })?;
        let outcome = outcome.0;
        let practices = (0u16..).take(survey.practices.len()).map(What::Practice);
        let practices: Vec<What> = practices.filter(|what| self.is_asked(of, *what)).collect();
        let dimensions = (0u16..).take(survey.dimensions.len()).map(What::Dimension);
        let dimensions: Vec<What> = dimensions.filter(|what| self.is_asked(of, *what)).collect();
        [practices, dimensions].into_iter().find_map(|predictors| {
            let least = least(u32::try_from(predictors.len()).ok()?);
            let drivers = self.weigh(of, outcome, &predictors)?;
            (drivers.n >= least).then_some(Association { outcome, predictors, drivers })
        })
    }

    fn weigh(&self, of: Cohort, outcome: u16, predictors: &[What]) -> Option<Drivers> {
        let (responses, people) = self.people(of)?;
        let (mut rows, mut outcomes) = (Vec::new(), Vec::new());
        for person in people {
            let score = |what: &What| match *what {
                What::Practice(practice) => self.practice_score(responses, person, practice),
                What::Dimension(dimension) => self.dimension_score(responses, person, dimension),
                _ => None,
            };
            rows.push(predictors.iter().map(score).collect::<Vec<_>>());
            outcomes.push(self.question_score(responses, person, outcome));
        }
        statistics::drivers(&rows, &outcomes).ok()
    }

    /// The responses of a cohort and who of them it is.
    fn people(&self, of: Cohort) -> Option<(&'a Responses, Vec<usize>)> {
        let people = self.atoms_of(of).flat_map(|(_, people)| people.iter().copied()).collect();
        Some((self.assessment.responses.get(&of.0)?, people))
    }

    /// The atoms of a cohort with their responses.
    fn atoms_of(&self, (wave, place, audience): Cohort) -> impl Iterator<Item = (Atom, &[usize])> {
        let atoms = self.atoms.range((wave, Atom::FIRST)..);
        let atoms = atoms.take_while(move |((of, _), _)| *of == wave);
        let atoms = atoms.map(|((_, atom), people)| (*atom, people.as_slice()));
        atoms.filter(move |(atom, _)| self.assessment.counts(*atom, place, audience))
    }

    /// A row for each person in a score, a column for each of its items that they were asked.
    fn rows(
        &self,
        of: Cohort,
        what: What,
        value: impl Fn(&Scale, u8, bool) -> Option<f64>,
    ) -> Vec<Vec<Option<f64>>> {
        let people = self.people(of).map(|(_, people)| people).unwrap_or_default();
        self.rows_of(people, of, what, value)
    }

    /// The same for some of the people of a cohort.
    fn rows_of(
        &self,
        people: Vec<usize>,
        of: Cohort,
        what: What,
        value: impl Fn(&Scale, u8, bool) -> Option<f64>,
    ) -> Vec<Vec<Option<f64>>> {
        let Some(responses) = self.assessment.responses.get(&of.0) else { return Vec::new() };
        let survey = self.assessment.survey;
        let columns: Vec<(&[u8], &Scale, bool)> = match what {
            What::Question(question) => {
                let at = usize::from(question);
                let Some(scale) = survey.questions[at].scale else { return Vec::new() };
                let Some(column) = responses.questions.get(at) else { return Vec::new() };
                vec![(column, &survey.scales[scale], survey.questions[at].reverse)]
            }
            _ => {
                let items = self.items(of, what).into_iter().map(|item| {
                    let scale = &survey.scales[survey.items[item].scale];
                    (responses.items[item].as_slice(), scale, survey.items[item].reverse)
                });
                items.collect()
            }
        };
        let counted = |person: &usize| self.assessment.is_member(responses, *person, what);
        let row = |person: usize| {
            let cell =
                |(column, scale, reverse): &(&[u8], &Scale, bool)| match Answer::of(column[person])
                {
                    Answer::Point(point) => value(scale, point, *reverse),
                    _ => None,
                };
            columns.iter().map(cell).collect()
        };
        people.into_iter().filter(counted).map(row).collect()
    }

    /// The items of a score that a cohort was asked.
    fn items(&self, (wave, _, audience): Cohort, what: What) -> Vec<usize> {
        let survey = self.assessment.survey;
        let Some(tally) = self.assessment.tallies.get(&(wave, Waves::NONE)) else {
            return Vec::new();
        };
        let asked = |item: &usize| {
            tally.items[*item] && survey.items[*item].audiences.contains(&usize::from(audience))
        };
        what.items(survey).unwrap_or_default().filter(asked).collect()
    }

    fn is_asked(&self, of: Cohort, what: What) -> bool {
        !self.items(of, what).is_empty()
    }

    /// The number of points that all items of a score have.
    fn common_points(&self, of: Cohort, what: What) -> Option<usize> {
        let survey = self.assessment.survey;
        let points = |item: &usize| survey.scales[survey.items[*item].scale].points();
        let items = self.items(of, what);
        let first = points(items.first()?);
        items.iter().all(|item| points(item) == first).then_some(first)
    }

    fn question_score(&self, responses: &Responses, person: usize, question: u16) -> Option<f64> {
        let at = usize::from(question);
        let asked = &self.assessment.survey.questions[at];
        let Answer::Point(point) = Answer::of(responses.questions.get(at)?[person]) else {
            return None;
        };
        score(&self.assessment.survey.scales[asked.scale?], point, asked.reverse)
    }

    /// The mean of the answered items of a practice.
    fn practice_score(&self, responses: &Responses, person: usize, practice: u16) -> Option<f64> {
        let survey = self.assessment.survey;
        let items = survey.practices[usize::from(practice)].items.clone();
        let scores: Vec<f64> = items
            .filter_map(|at| match Answer::of(responses.items[at][person]) {
                Answer::Point(point) => {
                    let item = &survey.items[at];
                    score(&survey.scales[item.scale], point, item.reverse)
                }
                _ => None,
            })
            .collect();
        let count = f64::from(u32::try_from(scores.len()).ok()?);
        (count > 0.0).then(|| scores.iter().sum::<f64>() / count)
    }

    /// The weighted mean of the practice scores of somebody who is in the dimension's score.
    fn dimension_score(&self, responses: &Responses, person: usize, at: u16) -> Option<f64> {
        let survey = self.assessment.survey;
        let dimension = &survey.dimensions[usize::from(at)];
        let counts = self.assessment.is_member(responses, person, What::Dimension(at));
        let practices = (0u16..).zip(&survey.practices).take(dimension.practices.end);
        let scores = practices.skip(dimension.practices.start).filter_map(|(at, practice)| {
            Some((practice.weight, self.practice_score(responses, person, at)?))
        });
        let (sum, weights) = scores.fold((0.0, 0.0), |(sum, weights), (weight, score)| {
            (sum + weight * score, weights + weight)
        });
        (counts && weights > 0.0).then(|| sum / weights)
    }
}

fn score(scale: &Scale, point: u8, reverse: bool) -> Option<f64> {
    let x = scale.min + i32::from(point);
    item_score(x.into(), scale.min.into(), scale.max.into(), reverse)
}

#[cfg(test)]
mod tests;
