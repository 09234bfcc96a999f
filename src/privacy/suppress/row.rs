//! The weights of a cell over atoms.

use super::residue::Residue;
use std::num::NonZeroU32;

/// A sparse vector: columns in ascending order, none with weight zero. To the outside the columns
/// are indexes of atoms; a [`super::Span`] renumbers them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row(Vec<(u32, Residue)>);

impl Row {
    /// The cell of everybody in these atoms: a mean, a share, a count.
    pub fn sum(atoms: impl IntoIterator<Item = u32>) -> Self {
        Self::gathered(atoms.into_iter().map(|atom| (atom, Residue::ONE)).collect())
    }

    /// A cell of weighted parts, such as a composite or a change, each with the numerator and
    /// denominator of its weight. Only proportions matter; weights of the same atom add up.
    pub fn weighted(parts: impl IntoIterator<Item = (u32, i64, NonZeroU32)>) -> Self {
        let weight = |numerator: i64, denominator: NonZeroU32| {
            Residue::whole(numerator).times(Residue::whole(denominator.get().into()).inverse())
        };
        Self::gathered(
            parts
                .into_iter()
                .map(|(atom, numerator, denominator)| (atom, weight(numerator, denominator)))
                .collect(),
        )
    }

    /// Brings parts into order, adds up those of one column and drops what cancels.
    pub(super) fn gathered(mut parts: Vec<(u32, Residue)>) -> Self {
        parts.sort_unstable_by_key(|&(column, _)| column);
        let mut row: Vec<(u32, Residue)> = Vec::with_capacity(parts.len());
        for (column, weight) in parts {
            match row.last_mut() {
                Some((last, sum)) if *last == column => *sum = sum.plus(weight),
                _ => row.push((column, weight)),
            }
        }
        row.retain(|(_, weight)| !weight.is_zero());
        Self(row)
    }

    /// The columns that it touches, with their weights.
    pub(super) fn parts(&self) -> impl Iterator<Item = (u32, Residue)> {
        self.0.iter().copied()
    }

    /// The columns that it touches.
    pub(super) fn columns(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|&(column, _)| column)
    }

    /// The weight of one column.
    pub(super) fn at(&self, column: u32) -> Residue {
        let found = self.0.binary_search_by_key(&column, |&(column, _)| column);
        found.map_or(Residue::ZERO, |place| self.0[place].1)
    }

    /// The first column that it touches.
    pub(super) fn first(&self) -> Option<u32> {
        self.columns().next()
    }

    /// How many columns it touches.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// This row without `column`, which it loses by subtracting a multiple of `other`, a row that
    /// has it.
    pub(super) fn without(&self, column: u32, other: &Self) -> Self {
        let factor = self.at(column).times(other.at(column).inverse());
        let subtracted = other
            .parts()
            .map(|(column, weight)| (column, Residue::ZERO.minus(factor.times(weight))));
        Self::gathered(self.parts().chain(subtracted).collect())
    }

    /// This row, scaled so that its first weight is one.
    pub(super) fn scaled(&self) -> Self {
        let Some(&(_, first)) = self.0.first() else { return Self::default() };
        let inverse = first.inverse();
        Self(self.parts().map(|(column, weight)| (column, weight.times(inverse))).collect())
    }
}
