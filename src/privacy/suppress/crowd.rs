//! A group of people as the search sees it.

use super::Atom;
use std::collections::BTreeSet;

/// An atom as the search sees it.
#[derive(Clone, Debug)]
pub(super) struct Crowd {
    /// Its people in ascending order, each once.
    pub people: Vec<u32>,
    /// The fewest people behind a figure that it is part of.
    pub minimum: u32,
}

impl Crowd {
    /// The people of an atom.
    pub fn of(atom: &Atom) -> Self {
        let people: BTreeSet<u32> = atom.people.iter().copied().collect();
        Self { people: people.into_iter().collect(), minimum: atom.minimum }
    }
}
