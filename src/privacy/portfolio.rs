//! Figures over several suppliers: the unweighted mean of their published cells, and nothing that is
//! not published. It is worked out from the numbers as they are printed, so that anybody can do the
//! sum again and learns nothing by it; it is rounded once. A set in which fewer than two suppliers
//! are shown has no figure: the mean of one would be that one.

use super::rounding;
use super::told::Told;
use super::{Cell, Comparison, Published, Report, Score, Verdict};
use crate::key::{Key, People, Place, Waves, What};
use crate::organisation::{SupplierSet, SupplierType};
use crate::score::Assessment;
use std::collections::BTreeMap;

/// The fewest published cells behind a mean over suppliers.
const LEAST: usize = 2;

/// What the suppliers of a set are printed with, by the key of the set.
type Parts<T> = BTreeMap<Key, Vec<T>>;

/// An audience with its weight, and what is printed of each supplier.
type Weighed<'s> = (u8, f64, &'s [Score]);

/// Adds the means over suppliers to a report that has the cells of each.
pub(super) fn add(report: &mut Report, assessment: &Assessment<'_>) {
    let is_headline = |key: &Key| {
        key.matched == Waves::NONE && !matches!(key.what, What::Practice(_) | What::Item(_))
    };
    let single = |key: &Key| matches!(key.people, People::Audience(_)) && is_headline(key);
    let cells = report.cells.iter().filter(|(key, _)| single(key));
    let scores = gather(assessment, cells.map(|(key, cell)| (*key, *cell.mean.get())));
    let gaps = report.gaps.iter().filter(|(key, _)| is_headline(key));
    let gaps = gather(assessment, gaps.map(|(key, gap)| (*key, (*gap.points.get(), gap.items))));
    let composites = composites(assessment, &scores);
    let single = scores.iter().filter_map(|(key, scores)| Some((*key, mean(&[(1.0, scores)])?)));
    let means: BTreeMap<Key, Published<Score>> = single.chain(composites).collect();
    report.cells.extend(means.into_iter().map(|(key, mean)| (key, Cell::of(mean))));
    report.gaps.extend(gaps.into_iter().map(|(key, gaps)| (key, gap(&gaps))));
}

/// The figures of single suppliers under the keys of the sets that they are in.
fn gather<T: Copy>(
    assessment: &Assessment<'_>,
    figures: impl Iterator<Item = (Key, T)>,
) -> Parts<T> {
    let mut parts = Parts::new();
    for (key, figure) in figures {
        let Place::Supplier(supplier) = key.place else { continue };
        for set in sets(assessment) {
            let day = assessment.waves[usize::from(key.wave)].closes;
            if assessment.organisation.is_in(supplier.into(), set, day) {
                let place = Place::Suppliers(set);
                parts.entry(Key { place, ..key }).or_insert_with(Vec::new).push(figure);
            }
        }
    }
    parts.retain(|_, figures| figures.len() >= LEAST);
    parts
}

fn sets(assessment: &Assessment<'_>) -> impl Iterator<Item = SupplierSet> + use<> {
    let types = SupplierType::WORDS.into_iter().map(|(_, kind)| SupplierSet::Type(kind));
    let categories = (0u16..).take(assessment.organisation.categories().len());
    let categories = categories.map(SupplierSet::Category);
    std::iter::once(SupplierSet::All).chain(types).chain(categories)
}

/// The weighted mean over the audiences that have one, as in every other score over several.
fn composites(assessment: &Assessment<'_>, scores: &Parts<Score>) -> Vec<(Key, Published<Score>)> {
    let mut subjects: BTreeMap<Key, Vec<Weighed>> = BTreeMap::new();
    for (key, scores) in scores {
        let People::Audience(audience) = key.people else { continue };
        let weight = assessment.survey.audiences[usize::from(audience)].weight;
        let subject = Key { people: People::Everybody, ..*key };
        subjects.entry(subject).or_default().push((audience, weight, scores));
    }
    let composite = |(key, parts): (Key, Vec<Weighed>)| {
        let audiences = parts.iter().map(|(audience, ..)| *audience).collect::<Vec<_>>();
        let people = People::Composite(crate::key::Audiences::of(audiences));
        let parts: Vec<_> = parts.into_iter().map(|(_, weight, scores)| (weight, scores)).collect();
        Some((Key { people, ..key }, mean(&parts)?))
    };
    subjects.into_iter().filter_map(composite).collect()
}

/// `Σ w·mean` of printed scores. Where one reads "95 or more" the mean is no more than a bound; with
/// bounds on both sides nothing can be said.
fn mean(parts: &[(f64, impl AsRef<[Score]>)]) -> Option<Published<Score>> {
    let mut weighed = Vec::new();
    for (weight, scores) in parts {
        let scores = scores.as_ref();
        let own = weight / scores.len() as f64;
        let told = |score: &Score| Told { value: score.value.into(), edge: score.edge };
        weighed.extend(scores.iter().map(|score| (own, told(score))));
    }
    Some(Published::new(Told::mean(&weighed)?.rounded()))
}

/// The mean of gaps; nothing tests it.
fn gap(gaps: &[(i16, usize)]) -> Comparison {
    let sum: f64 = gaps.iter().map(|(points, _)| f64::from(*points)).sum();
    Comparison {
        points: rounding::points(sum / gaps.len() as f64),
        interval: None,
        verdict: Verdict::Untested,
        p: None,
        p_raw: None,
        claims: 0,
        g: None,
        items: gaps.iter().map(|(_, items)| *items).max().unwrap_or(0),
    }
}
