//! The span: could anybody be singled out from these published cells? It shares nothing with
//! suppression, neither code nor method, so that a mistake in one is found by the other.
//!
//! 1. [`Table`] solves the published cells for the groups of people, the largest first, in exact
//!    fractions, and remembers for each row which cells it was made from. Rows led by a group of
//!    k people cannot single out fewer.
//! 2. Any combination of the other rows is named by the rows it uses, and contains the leading
//!    group of each. So only few rows can be combined before their leading groups have k people:
//!    `combine` goes through all sets of rows that share groups, and looks in each for
//!    coefficients that make so much else cancel that 1…k−1 people remain.
//!
//! k is the largest minimum among the groups that remain. What is found is told with the cells and
//! coefficients that anybody could use to repeat it.

mod combine;
mod table;

pub use num_rational::BigRational;
pub use table::Table;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

/// A smallest group of people whose answers always travel together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Who is in it. The same person in several groups counts once.
    pub people: BTreeSet<u32>,
    /// The fewest people that a figure it is part of may stand for.
    pub minimum: u32,
    /// Whether its figures are known from the start, because it agreed to be named.
    pub attributed: bool,
}

/// What a published cell says: a weighted sum over groups has a known value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// The key of the cell.
    pub cell: String,
    /// The weights of the groups, by their index.
    pub weights: BTreeMap<usize, BigRational>,
}

/// What the audit has to say against a set of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// People can be singled out.
    Exposed(Exposure),
    /// These cells are too entangled to say within reasonable time that nobody can.
    Undecided {
        /// The keys of the cells.
        cells: BTreeSet<String>,
    },
}

/// A way to single people out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// The groups that remain, by index, with their weights in the result.
    pub groups: BTreeMap<usize, BigRational>,
    /// How many different people they hold.
    pub people: usize,
    /// The cells to combine, each with its coefficient.
    pub combination: Vec<(String, BigRational)>,
}

impl Equation {
    /// The cell of everybody in these groups.
    pub fn sum(cell: impl Into<String>, groups: impl IntoIterator<Item = usize>) -> Self {
        let one = |group| (group, 1, NonZeroU32::MIN);
        Self::weighted(cell, groups.into_iter().map(one))
    }

    /// A cell of weighted parts, each a group with the numerator and denominator of its weight.
    pub fn weighted(
        cell: impl Into<String>,
        parts: impl IntoIterator<Item = (usize, i64, NonZeroU32)>,
    ) -> Self {
        let mut weights: BTreeMap<usize, BigRational> = BTreeMap::new();
        for (group, numerator, denominator) in parts {
            let weight = BigRational::new(numerator.into(), denominator.get().into());
            *weights.entry(group).or_default() += weight;
        }
        Self { cell: cell.into(), weights }
    }
}

/// Everything that is wrong with publishing these cells together: at most one finding for each
/// minimum in use and each set of entangled cells. Nothing means that nobody can be singled out.
pub fn findings(groups: &[Group], equations: &[Equation]) -> Vec<Finding> {
    let table = Table::solved(groups, equations);
    let minimums: BTreeSet<usize> = table.minimums().collect();
    minimums.into_iter().flat_map(|minimum| combine::findings(&table, minimum)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(people: std::ops::Range<u32>) -> Group {
        Group { people: people.collect(), minimum: 5, attributed: false }
    }

    fn told(finding: &Finding) -> String {
        let Finding::Exposed(exposure) = finding else { return "undecided".to_owned() };
        let part = |(cell, number): &(String, BigRational)| format!("{number} {cell}");
        let parts: Vec<String> = exposure.combination.iter().map(part).collect();
        let groups: Vec<&usize> = exposure.groups.keys().collect();
        format!("{}: {} people of {groups:?}", parts.join(", "), exposure.people)
    }

    #[test]
    fn a_hidden_team_is_the_rest_of_its_division() {
        let groups = [group(0..6), group(10..17), group(20..23)];
        let mut cells = vec![Equation::sum("north", [0]), Equation::sum("division", [0, 1, 2])];
        assert_eq!(findings(&groups, &cells), []);
        cells.push(Equation::sum("south", [1]));
        let found: Vec<String> = findings(&groups, &cells).iter().map(told).collect();
        assert_eq!(found, ["1 north, -1 division, 1 south: 3 people of [2]"]);
    }

    #[test]
    fn one_person_minus_another_is_told_though_no_sum_gives_them() {
        let groups = [group(0..1), group(1..2), group(10..15)];
        let cells = [Equation::sum("with one", [0, 2]), Equation::sum("with the other", [1, 2])];
        let found: Vec<String> = findings(&groups, &cells).iter().map(told).collect();
        assert_eq!(found, ["1 with one, -1 with the other: 2 people of [0, 1]"]);
    }
}
