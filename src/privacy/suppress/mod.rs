//! Exact suppression: which cells may be shown together without singling anybody out.
//!
//! *Atoms* are the smallest groups whose answers always travel together; a cell is a vector of
//! weights over them ([`Row`]). Whoever holds the published cells can form every combination of
//! them, that is the row space, so hiding small cells is not enough. A set of atoms is in *danger*
//! if it holds 1…k−1 different people, where k is the largest minimum among its own atoms; a
//! combination whose support is in danger *exposes* these people, whatever its coefficients.
//! Cells are accepted one after the other, and only while nothing is exposed.
//!
//! How the question is decided exactly and fast:
//! 1. [`Span`] keeps a reduced echelon basis of the row space, modulo a prime, with the atoms of
//!    most people as first pivots. A cell that reduces to nothing says nothing new.
//! 2. What is left of a new cell and touches an atom of k people or more leaves the combinations
//!    of smaller atoms as they were, so there is nothing to look for. Otherwise only the rows
//!    connected with it can have changed: everywhere else a combination falls apart into
//!    combinations that were judged before.
//! 3. In these few rows (`search`) atoms that are proportional stand or fall together; a
//!    class of such atoms with k people has to cancel, which takes away one dimension. Usually
//!    that takes away all of them.
//! 4. What remains is searched by branching: an atom cancels (one dimension less) or stays (its
//!    people are on board, at most k−1 of them). A search that would take too long counts as an
//!    exposure, so running out of patience can only hide a cell.
//!
//! **Why the largest minimum of the atoms touched is enough.** The support of any combination is
//! a union of smallest supports, one of which contains its atom of largest minimum; that one has
//! no more people and the same minimum. So it is exact to look for smallest supports only, one
//! pass for each minimum in use.
//!
//! **Why a prime is enough.** The arithmetic is modulo 2⁶¹ − 1 and nothing is random. A mistake
//! needs a determinant of weights that is not zero but a multiple of that prime. Tables of sums
//! over one or two trees of units are totally unimodular, their determinants are −1, 0 and 1, and
//! 0/1 tables of rank 30 have none that large; beyond that a mistake would be a coincidence of
//! one in 2·10¹⁸ for each number tested. The audit uses exact fractions and would find it.

mod crowd;
mod residue;
mod row;
mod search;
mod span;

pub use row::Row;
pub use span::Span;

use std::cmp::Reverse;

/// A smallest group whose answers always travel together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Atom {
    /// The people in it. The same person may be in several atoms (other waves, other editions,
    /// other suppliers) and counts once in a union of them.
    pub people: Vec<u32>,
    /// The fewest people behind a figure that this group is part of: the largest of the minimums
    /// of its audience and of the family of figures.
    pub minimum: u32,
    /// Whether the group agreed to be named. Its figures are known from the start, protect nobody
    /// and need no protection.
    pub attributed: bool,
}

/// A cell that would be published if nobody is exposed by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// How far down the cell stands; the organisation is 0. Upper levels are served first.
    pub level: u32,
    /// Its weights over the atoms.
    pub row: Row,
}

/// Decides for each candidate whether it may be published, with everything in `before` (the cells
/// of earlier editions) published already. Candidates are taken in the order of their level, then
/// of their size, the larger first, then as they stand.
pub fn suppress(atoms: &[Atom], before: &[Row], candidates: &[Candidate]) -> Vec<bool> {
    let mut span = Span::new(atoms);
    before.iter().for_each(|row| span.record(row));
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&index| {
        (candidates[index].level, Reverse(span.people(&candidates[index].row)))
    });
    let mut accepted = vec![false; candidates.len()];
    for index in order {
        accepted[index] = span.admit(&candidates[index].row);
    }
    accepted
}
