//! Changes and gaps: one figure minus another, of what may be shown on both sides.

use super::accept::{Accepted, parts};
use super::gate::{Gate, Shown};
use crate::key::{Audiences, Key, People, Place, Waves};
use crate::privacy::figures::Compared;
use crate::score::{Part, WaveTally, difference};
use rayon::prelude::*;
use std::collections::BTreeMap;

impl Gate<'_> {
    /// The change of a cell over two waves.
    pub(super) fn change(
        &self,
        accepted: &Accepted,
        key: Key,
        audiences: &[u8],
    ) -> Option<Compared> {
        let Key { wave, matched, what, place, .. } = key;
        let before = matched.only().filter(|&before| before < wave)?;
        let now = parts(accepted, (wave, matched, what, place), audiences);
        let then = parts(accepted, (before, Waves::one(wave), what, place), audiences);
        let items = self.assessment.items_of(wave, matched, what);
        (then.len() == now.len()).then(|| self.compared(&now, &then, items)).flatten()
    }

    /// One sum of parts minus another. With the number on one side it would give away the number on the
    /// other, so nothing is shown where one of them is no more than a bound.
    fn compared(&self, first: &[&Shown], second: &[&Shown], items: usize) -> Option<Compared> {
        if first.iter().chain(second).any(|shown| shown.told.edge.is_some()) {
            return None;
        }
        let one: Vec<&Part> = first.iter().map(|shown| &shown.part).collect();
        let other: Vec<&Part> = second.iter().map(|shown| &shown.part).collect();
        let difference = difference(&one, &other, self.policy.spread)?;
        let all = || first.iter().chain(second);
        let has_n = all().all(|shown| shown.has_n);
        let shows_p = all().all(|shown| shown.part.own.is_some());
        let g = match (&one[..], &other[..]) {
            ([one], [other]) if shows_p => one.hedges_g(other, self.policy.spread),
            _ => None,
        };
        Some(Compared {
            points: difference.points,
            interval: difference.interval.filter(|_| has_n),
            pooled: difference.pooled,
            p: difference.p.filter(|_| has_n),
            adjusted: None,
            claims: 0,
            shows_p,
            g,
            items,
            sides: difference.sides,
            test: difference.test,
        })
    }

    /// One audience minus another, over the items asked of both.
    pub(super) fn gaps(&self) -> BTreeMap<Key, Compared> {
        let jobs: Vec<(u8, [u8; 2])> = self
            .assessment
            .closed()
            .flat_map(|wave| self.pairs().into_iter().map(move |pair| (wave, pair)))
            .collect();
        let gaps = jobs.into_par_iter().flat_map_iter(|(wave, pair)| {
            let of = self.assessment.side(wave, pair).into_iter();
            let gaps = of.flat_map(|of| self.gaps_between(of, wave, pair));
            gaps.collect::<Vec<_>>()
        });
        gaps.collect()
    }

    fn gaps_between(&self, of: &WaveTally, wave: u8, pair: [u8; 2]) -> Vec<(Key, Compared)> {
        let typical = |audience| self.assessment.typical(of, (wave, Audiences::of([audience])));
        let typical = pair.map(typical);
        let places = self.assessment.places().filter(|place| self.compares(*place, pair));
        let mut gaps = Vec::new();
        for place in places {
            let [one, other] = [0, 1].map(|side: usize| {
                let audience = pair[side];
                let of_side = (wave, place, Audiences::of([audience]));
                let typical = (&typical[side], self.policy.spread);
                let group = self.assessment.group(of, of_side, typical);
                let part = |what| group.as_ref()?.part(what);
                let group = (wave, place, People::Audience(audience));
                let detailed = !matches!(place, Place::Unit(_) | Place::Pool(_));
                let shown = self.shown((of, group), detailed, audience, part);
                shown.into_iter().collect::<BTreeMap<_, _>>()
            });
            let people = People::Gap(pair[0], pair[1]);
            gaps.extend(one.iter().filter_map(|(&what, first)| {
                let second = other.get(&what)?;
                let items =
                    self.assessment.items_where(of, what, |item| self.is_of_both(item, pair));
                let key = Key { wave, matched: Waves::NONE, what, place, people };
                Some((key, self.compared(&[first], &[second], items)?))
            }));
        }
        gaps
    }

    /// Whether an item was put to both audiences.
    fn is_of_both(&self, item: usize, pair: [u8; 2]) -> bool {
        let audiences = &self.assessment.survey.items[item].audiences;
        pair.iter().all(|&audience| audiences.contains(&usize::from(audience)))
    }

    /// Which audiences are compared: the first of the organisation's own with each other one, and each
    /// of the organisation's own with the suppliers'.
    fn pairs(&self) -> Vec<[u8; 2]> {
        let is_supplier = |audience: u8| self.is_supplier(audience);
        let first = self.audiences().find(|&audience| !is_supplier(audience));
        let pairs =
            self.audiences().flat_map(|one| self.audiences().map(move |other| [one, other]));
        pairs
            .filter(|&[one, other]| {
                let sides = !is_supplier(one) && is_supplier(other);
                one != other && (sides || Some(one) == first)
            })
            .collect()
    }

    fn is_supplier(&self, audience: u8) -> bool {
        self.assessment.survey.audiences[usize::from(audience)].is_supplier
    }

    /// With one supplier each side is compared; elsewhere the first audience with each other one.
    fn compares(&self, place: Place, [one, other]: [u8; 2]) -> bool {
        let first = self.audiences().find(|&audience| !self.is_supplier(audience));
        match place {
            Place::Supplier(_) => self.is_supplier(other),
            _ => Some(one) == first,
        }
    }
}
