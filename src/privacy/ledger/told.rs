//! What a published figure says about whom.

use crate::key::{Figure, Key, People};
use crate::privacy::Family;

/// The family of a figure.
pub(super) fn family(figure: Figure) -> Family {
    match figure {
        Figure::Sd
        | Figure::Low
        | Figure::High
        | Figure::Points
        | Figure::P
        | Figure::PRaw
        | Figure::G
        | Figure::FavLow
        | Figure::FavHigh
        | Figure::NpsLow
        | Figure::NpsHigh
        | Figure::Rwg => Family::Spread,
        Figure::Alpha
        | Figure::AlphaLow
        | Figure::AlphaHigh
        | Figure::Icc1
        | Figure::Icc2
        | Figure::Weight
        | Figure::R2
        | Figure::Complete => Family::Reliability,
        _ => Family::Means,
    }
}

/// The groups that a figure says something about, as (wave, audiences counted as one). A comparison
/// says something about both of its sides. A composite says nothing that its parts do not say, and
/// these are published with it.
pub(super) fn sides(key: Key, figure: Figure, audiences: u8) -> Vec<(u8, Vec<u8>)> {
    let groups: Vec<Vec<u8>> = match key.people {
        People::Audience(audience) => vec![vec![audience]],
        People::Gap(first, second) => vec![vec![first], vec![second]],
        People::Merged(merged) => vec![merged.iter().collect()],
        People::Everybody => vec![(0..audiences).collect()],
        People::Composite(_) => Vec::new(),
    };
    let is_end = matches!(figure, Figure::Low | Figure::High) && key.matched.only().is_some();
    let compared =
        is_end || matches!(figure, Figure::Change | Figure::P | Figure::PRaw | Figure::G);
    let before = key.matched.iter().filter(|_| compared);
    let waves: Vec<u8> = std::iter::once(key.wave).chain(before).collect();
    let sides =
        waves.into_iter().flat_map(|wave| groups.iter().map(move |who| (wave, who.clone())));
    sides.collect()
}
