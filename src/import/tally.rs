//! What became of an export: rows, answers, and everything that could not be understood.

use std::collections::BTreeMap;

/// Why a row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// The person stopped before the end.
    Unfinished,
    /// Somebody tried the questionnaire out.
    Preview,
    /// No question of the survey is answered.
    Blank,
    /// The same row stands above already.
    Repeated,
}

impl Skip {
    /// In words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Unfinished => "not finished",
            Self::Preview => "only a preview",
            Self::Blank => "no answer in it",
            Self::Repeated => "the same row a second time",
        }
    }
}

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// No label of the scale.
    Label,
    /// Two labels or more.
    Several,
    /// Another answer than another column gives for the same item.
    Contradiction,
    /// These people were not asked.
    NotAsked,
    /// A comment that is too long.
    TooLong,
    /// No audience, unit or supplier.
    Person,
    /// Somebody's audience, unit or supplier is not told.
    NoPerson,
    /// The tool's own number of a response stands twice.
    RepeatedId,
    /// A cell that stands to the right of the last heading.
    Beyond,
}

/// Cells of one column that have the same problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The row of the first one.
    pub row: usize,
    /// How many there are.
    pub count: usize,
}

/// The most different problems that are told.
pub const MOST_PROBLEMS: usize = 200;

/// The count of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows below the headings.
    pub rows: usize,
    /// Rows that were left out, by reason.
    pub skipped: BTreeMap<Skip, usize>,
    /// Responses that are written.
    pub responses: usize,
    /// Answers that became points or "don't know".
    pub answers: usize,
    /// Comments.
    pub comments: usize,
    /// By column, kind and text of the cell.
    pub problems: BTreeMap<(usize, Problem, String), Found>,
    /// Cells with a problem, also beyond those told.
    pub unmapped: usize,
    /// How many bytes the responses have.
    pub(super) bytes: usize,
}

impl Tally {
    pub(super) fn skip(&mut self, why: Skip) {
        *self.skipped.entry(why).or_default() += 1;
    }

    pub(super) fn problem(&mut self, (row, column): (usize, usize), what: Problem, cell: &str) {
        self.unmapped += 1;
        let text: String = cell.chars().take(60).collect();
        let is_full = self.problems.len() >= MOST_PROBLEMS;
        match self.problems.get_mut(&(column, what, text.clone())) {
            Some(found) => found.count += 1,
            None if is_full => {}
            None => drop(self.problems.insert((column, what, text), Found { row, count: 1 })),
        }
    }
}
