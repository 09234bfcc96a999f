//! Exposure by its definition, in the plainest way, sharing nothing with the program.
//!
//! Exposed: any non-zero vector in the row space of everything published whose support lies on
//! atoms that hold together 1…k−1 different people. k is the largest minimum of these atoms.

use rapportage::privacy::suppress::Atom;
use std::collections::BTreeSet;

/// A published cell: atoms with the numerators and denominators of their weights.
pub type Cell = Vec<(usize, i64, u32)>;

const PRIME: u64 = 1_000_000_007;

fn power(base: u64, exponent: u64) -> u64 {
    (0..64).rev().fold(1, |result, bit| {
        let square = result * result % PRIME;
        if exponent >> bit & 1 == 1 { square * base % PRIME } else { square }
    })
}

fn inverse(number: u64) -> u64 {
    power(number, PRIME - 2)
}

fn weight(above: i64, below: u32) -> u64 {
    above.rem_euclid(PRIME as i64) as u64 * inverse(below.into()) % PRIME
}

/// How many different people these atoms hold, not counting those who are known.
pub fn people(atoms: &[Atom], set: &[usize]) -> usize {
    let hidden = set.iter().map(|&atom| &atoms[atom]).filter(|atom| !atom.attributed);
    hidden.flat_map(|atom| &atom.people).collect::<BTreeSet<_>>().len()
}

fn hidden(atoms: &[Atom], atom: usize) -> bool {
    !atoms[atom].attributed && !atoms[atom].people.is_empty()
}

/// Whether a cell stands for too few people by itself.
pub fn too_small(atoms: &[Atom], cell: &Cell) -> bool {
    let set: Vec<usize> = cell.iter().map(|part| part.0).filter(|&at| hidden(atoms, at)).collect();
    let minimum = set.iter().map(|&atom| atoms[atom].minimum).max().unwrap_or(0);
    !set.is_empty() && people(atoms, &set) < minimum as usize
}

fn dense(atoms: &[Atom], cells: &[Cell]) -> Vec<Vec<u64>> {
    let mut rows = vec![vec![0; atoms.len()]; cells.len()];
    for (row, cell) in rows.iter_mut().zip(cells) {
        for &(atom, above, below) in cell.iter().filter(|part| hidden(atoms, part.0)) {
            row[atom] = (row[atom] + weight(above, below)) % PRIME;
        }
    }
    rows
}

/// Gauss and Jordan. Returns the columns of the pivots; row i has the i-th.
fn reduce(rows: &mut Vec<Vec<u64>>) -> Vec<usize> {
    let mut pivots = Vec::new();
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(found) = (pivots.len()..rows.len()).find(|&row| rows[row][column] != 0) else {
            continue;
        };
        rows.swap(pivots.len(), found);
        let scale = inverse(rows[pivots.len()][column]);
        let pivot: Vec<u64> = rows[pivots.len()].iter().map(|x| x * scale % PRIME).collect();
        for row in rows.iter_mut().filter(|row| row[column] != 0) {
            let factor = PRIME - row[column];
            row.iter_mut().zip(&pivot).for_each(|(x, y)| *x = (*x + factor * y) % PRIME);
        }
        rows[pivots.len()] = pivot;
        pivots.push(column);
    }
    rows.truncate(pivots.len());
    pivots
}

/// How many independent combinations of the rows lie on a set of columns.
fn combinations_on(rows: &[Vec<u64>], set: &[usize]) -> usize {
    let mut outside = rows.to_vec();
    outside.iter_mut().for_each(|row| set.iter().for_each(|&column| row[column] = 0));
    reduce(&mut rows.to_vec()).len() - reduce(&mut outside).len()
}

/// Goes through all sets of atoms. A set of too few people is exposed if some combination lies on
/// it and touches an atom of its largest minimum.
pub fn exposed_by_enumeration(atoms: &[Atom], cells: &[Cell]) -> Option<Vec<usize>> {
    let rows = dense(atoms, cells);
    let candidates: Vec<usize> = (0..atoms.len()).filter(|&atom| hidden(atoms, atom)).collect();
    (1..1usize << candidates.len()).find_map(|bits| {
        let chosen = |&at: &usize| bits >> at & 1 == 1;
        let set: Vec<usize> =
            (0..candidates.len()).filter(chosen).map(|at| candidates[at]).collect();
        let minimum = set.iter().map(|&atom| atoms[atom].minimum).max()?;
        if people(atoms, &set) >= minimum as usize {
            return None;
        }
        let lenient: Vec<usize> =
            set.iter().copied().filter(|&atom| atoms[atom].minimum < minimum).collect();
        let exposed = combinations_on(&rows, &set) > combinations_on(&rows, &lenient);
        exposed.then_some(set)
    })
}

/// The equivalent test for one common minimum: in a basis of the null space, the rows of any set
/// of atoms with too few people have to be independent.
pub fn exposed(atoms: &[Atom], cells: &[Cell]) -> Option<Vec<usize>> {
    let null = null_space(dense(atoms, cells), atoms.len());
    let small =
        |&at: &usize| hidden(atoms, at) && people(atoms, &[at]) < atoms[at].minimum as usize;
    let mut candidates: Vec<usize> = (0..atoms.len()).filter(small).collect();
    candidates.sort_by_key(|&atom| atoms[atom].people.len());
    dependent(atoms, &null, &candidates, &mut Vec::new(), &[])
}

/// One row for each atom.
fn null_space(mut rows: Vec<Vec<u64>>, atoms: usize) -> Vec<Vec<u64>> {
    let pivots = reduce(&mut rows);
    let free: Vec<usize> = (0..atoms).filter(|column| !pivots.contains(column)).collect();
    let row = |atom: usize| match pivots.iter().position(|&pivot| pivot == atom) {
        Some(row) => free.iter().map(|&column| (PRIME - rows[row][column]) % PRIME).collect(),
        None => free.iter().map(|&column| u64::from(column == atom)).collect(),
    };
    (0..atoms).map(row).collect()
}

/// Extends an independent set of atoms (`echelon` holds its rows, each with the place of its
/// pivot) by all that leave it too few people.
fn dependent(
    atoms: &[Atom],
    null: &[Vec<u64>],
    candidates: &[usize],
    set: &mut Vec<usize>,
    echelon: &[(usize, Vec<u64>)],
) -> Option<Vec<usize>> {
    for (index, &atom) in candidates.iter().enumerate() {
        set.push(atom);
        let together = people(atoms, set);
        if together < atoms[atom].minimum as usize {
            let mut row = null[atom].clone();
            for (pivot, other) in echelon {
                let factor = PRIME - row[*pivot];
                row.iter_mut().zip(other).for_each(|(x, y)| *x = (*x + factor * y) % PRIME);
            }
            let Some(pivot) = row.iter().position(|&number| number != 0) else {
                return Some(set.clone());
            };
            let scale = inverse(row[pivot]);
            row.iter_mut().for_each(|number| *number = *number * scale % PRIME);
            let mut echelon = echelon.to_vec();
            echelon.push((pivot, row));
            let found = dependent(atoms, null, &candidates[index + 1..], set, &echelon);
            if found.is_some() {
                return found;
            }
        }
        set.pop();
    }
    None
}
