//! What may be told of a small group at an end of the scale: a bound, and nothing that undoes it.
//!
//! A group of fewer than ten people whose score or share lies at an end reads "5 or less" or "95 or
//! more". That would be no more than a form of words if the number followed from what stands beside it.
//! So what is made from a bound is told as the bound that follows from what is printed, which says
//! nothing new: the largest of three shares, a recommendation, an index, a score over several groups. A
//! change or a gap has no bound; it is not shown.

use super::rounding::{self, hundred, whole};
use super::{Edge, Score, Shares};
use crate::score::statistics::renormalise;

/// A figure as it may be told, before it is rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Told {
    pub value: f64,
    /// Set where it is no more than a bound.
    pub edge: Option<Edge>,
}

/// Where the ends of the scale begin.
const LOW: i16 = 5;
const HIGH: i16 = 95;

impl Told {
    /// A score or share from 0 to 100 of a group; `is_small` if its ends would give somebody away.
    pub fn of(value: f64, is_small: bool) -> Self {
        match whole(value) {
            ..=LOW if is_small => Self { value: LOW.into(), edge: Some(Edge::OrLess) },
            HIGH.. if is_small => Self { value: HIGH.into(), edge: Some(Edge::OrMore) },
            _ => Self { value, edge: None },
        }
    }

    /// The weighted mean of figures, a bound if one of them is; with bounds on both sides nothing can be
    /// said.
    pub fn mean(parts: &[(f64, Self)]) -> Option<Self> {
        let weights: Vec<f64> = parts.iter().map(|(weight, _)| *weight).collect();
        let weights = renormalise(&weights)?;
        let counted = || parts.iter().zip(&weights).filter(|(_, weight)| **weight > 0.0);
        let mut edge = None;
        for own in counted().filter_map(|((_, told), _)| told.edge) {
            if edge.is_some_and(|other| other != own) {
                return None;
            }
            edge = Some(own);
        }
        Some(Self { value: counted().map(|((_, told), weight)| weight * told.value).sum(), edge })
    }

    /// As it is printed.
    pub fn rounded(self) -> Score {
        rounding::score(self.value, self.edge)
    }

    fn is_bound(self) -> bool {
        self.edge.is_some()
    }
}

/// Favourable, neutral and unfavourable shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ToldShares([Told; 3]);

impl ToldShares {
    /// The shares of a group, from the first and the last of them. Where one is a bound, so is the
    /// largest: three shares add up to 100, and two of them would tell the third.
    pub fn of([favourable, unfavourable]: [f64; 2], is_small: bool) -> Self {
        let neutral = (100.0 - favourable - unfavourable).max(0.0);
        let exact = [favourable, neutral, unfavourable];
        let mut all = hundred(&exact).map(|share| Told::of(share.into(), is_small));
        if !all.iter().any(|share| share.is_bound()) {
            return Self(exact.map(|value| Told { value, edge: None }));
        }
        let largest = (0..3).rev().max_by(|&a, &b| all[a].value.total_cmp(&all[b].value));
        let largest = largest.unwrap_or_default();
        if all[largest].edge.is_none() {
            let others: f64 = (0..3).filter(|&at| at != largest).map(|at| all[at].value).sum();
            all[largest] = Told { value: 100.0 - others, edge: Some(Edge::OrMore) };
        }
        Self(all)
    }

    /// The weighted mean of shares.
    pub fn mean(parts: &[(f64, Self)]) -> Option<Self> {
        let [favourable, neutral, unfavourable] = [0, 1, 2].map(|at| {
            let parts: Vec<_> = parts.iter().map(|(weight, all)| (*weight, all.0[at])).collect();
            Told::mean(&parts)
        });
        Some(Self([favourable?, neutral?, unfavourable?]))
    }

    /// Whether one of them is a bound.
    pub fn has_bound(&self) -> bool {
        self.0.iter().any(|share| share.is_bound())
    }

    /// Whole numbers: of plain shares so that they add up to 100.
    pub fn published(&self) -> Shares {
        let [favourable, neutral, unfavourable] = match self.has_bound() {
            true => self.0.map(Told::rounded),
            false => hundred(&self.0.map(|share| share.value))
                .map(|share| rounding::score(share.into(), None)),
        };
        Shares { favourable, neutral, unfavourable }
    }

    /// Promoters minus detractors: what follows from the shares where one of them is a bound, and at an
    /// end of its own scale no more than that.
    pub fn recommendation(&self, score: f64, is_small: bool) -> Told {
        let [promoters, _, detractors] = self.0;
        match whole(score) {
            HIGH.. if is_small => Told { value: HIGH.into(), edge: Some(Edge::OrMore) },
            low if is_small && low <= -HIGH => {
                Told { value: (-HIGH).into(), edge: Some(Edge::OrLess) }
            }
            _ => {
                let is_more =
                    promoters.edge == Some(Edge::OrMore) || detractors.edge == Some(Edge::OrLess);
                let edge = if is_more { Edge::OrMore } else { Edge::OrLess };
                match promoters.is_bound() || detractors.is_bound() {
                    true => Told { value: promoters.value - detractors.value, edge: Some(edge) },
                    false => Told { value: score, edge: None },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(shares: [f64; 2]) -> String {
        let Shares { favourable, neutral, unfavourable } = ToldShares::of(shares, true).published();
        let text = [favourable, neutral, unfavourable].map(|share| match share.edge {
            None => share.value.to_string(),
            Some(Edge::OrLess) => format!("<={}", share.value),
            Some(Edge::OrMore) => format!(">={}", share.value),
        });
        text.join(" ")
    }

    #[test]
    fn small_groups_show_edges_only() {
        let low = Score { value: 5, edge: Some(Edge::OrLess) };
        assert_eq!(Told::of(3.2, true).rounded(), low);
        assert_eq!(Told::of(3.2, false).rounded(), Score { value: 3, edge: None });
        assert_eq!(Told::of(97.0, true).rounded().edge, Some(Edge::OrMore));
        assert_eq!(Told::of(52.5, true).rounded(), Score { value: 53, edge: None });
    }

    #[test]
    fn one_share_at_an_end_takes_the_largest_with_it() {
        assert_eq!(shown([60.0, 3.0]), ">=58 37 <=5");
        assert_eq!(shown([3.0, 60.0]), "<=5 37 >=58");
        assert_eq!(shown([37.0, 60.0]), "37 <=5 >=58");
        assert_eq!(shown([90.0, 5.0]), ">=90 <=5 <=5");
        assert_eq!(shown([93.0, 4.0]), ">=90 <=5 <=5");
        assert_eq!(shown([100.0, 0.0]), ">=95 <=5 <=5");
        assert_eq!(shown([48.0, 4.0]), ">=47 48 <=5");
        assert_eq!(shown([62.5, 25.0]), "63 12 25");
    }

    #[test]
    fn a_recommendation_says_no_more_than_its_shares() {
        let of = |promoters: f64, detractors: f64| {
            let told = ToldShares::of([promoters, detractors], true);
            let told = told.recommendation(promoters - detractors, true);
            (told.value, told.edge)
        };
        assert_eq!(of(50.0, 25.0), (25.0, None));
        assert_eq!(of(60.0, 0.0), (50.0, Some(Edge::OrMore)));
        assert_eq!(of(0.0, 60.0), (-50.0, Some(Edge::OrLess)));
        assert_eq!(of(60.0, 37.0), (21.0, Some(Edge::OrMore)));
        assert_eq!(of(37.0, 60.0), (-21.0, Some(Edge::OrLess)));
        assert_eq!(of(100.0, 0.0), (95.0, Some(Edge::OrMore)));
        assert_eq!(of(0.0, 100.0), (-95.0, Some(Edge::OrLess)));
    }

    #[test]
    fn bounds_on_both_sides_say_nothing() {
        let [low, high, plain] = [Told::of(2.0, true), Told::of(98.0, true), Told::of(50.0, true)];
        assert_eq!(Told::mean(&[(1.0, low), (1.0, high)]), None);
        let mean = Told::mean(&[(1.0, high), (1.0, plain)]);
        assert_eq!(mean, Some(Told { value: 72.5, edge: Some(Edge::OrMore) }));
    }
}
