//! Every audience alone: what may be shown of it.

use super::gate::{Gate, Shown, is_crowd};
use crate::key::{Audiences, People, Place, Waves, What};
use crate::privacy::Family;
use crate::privacy::admit::{EVERYWHERE, Group};
use crate::privacy::told::Told;
use crate::score::{Part, WaveTally};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A cell before its audiences are chosen: wave, matched waves, what and place.
pub(super) type Subject = (u8, Waves, What, Place);

/// What may be shown of every subject, by audience.
pub(super) type Accepted = BTreeMap<Subject, BTreeMap<u8, Shown>>;

pub(super) fn parts<'a>(
    accepted: &'a Accepted,
    subject: Subject,
    audiences: &[u8],
) -> Vec<&'a Shown> {
    let parts = accepted.get(&subject);
    audiences.iter().filter_map(|audience| parts?.get(audience)).collect()
}

impl Gate<'_> {
    /// Every audience of every subject that may be shown.
    pub(super) fn accept(&self) -> Accepted {
        let accepted = self.assessment.tallies.par_iter().map(|(&(wave, matched), of)| {
            let mut accepted = Accepted::new();
            for audience in self.audiences() {
                let audiences = Audiences::of([audience]);
                let typical = self.assessment.typical(of, (wave, audiences));
                for place in self.places(wave, matched) {
                    let of_group = (wave, place, audiences);
                    let typical = (&typical, self.policy.spread);
                    let group = self.assessment.group(of, of_group, typical);
                    let parts = |what| group.as_ref()?.part(what);
                    let group = (wave, place, People::Audience(audience));
                    let detailed = place == Place::Organisation || matched == Waves::NONE;
                    for (what, shown) in self.shown((of, group), detailed, audience, parts) {
                        let subject = (wave, matched, what, place);
                        accepted.entry(subject).or_default().insert(audience, shown);
                    }
                }
            }
            accepted
        });
        accepted.reduce(Accepted::new, |mut all, more| {
            all.extend(more);
            all
        })
    }

    /// The places that are shown; a line over time is drawn for the organisation and its suppliers.
    fn places(&self, wave: u8, matched: Waves) -> Vec<Place> {
        let is_line_only = matched != Waves::NONE
            && matched == self.assessment.trend_matches(wave)
            && matched.only().is_none();
        let is_part = |place: &Place| matches!(place, Place::Unit(_) | Place::Pool(_));
        self.assessment.places().filter(|place| !is_line_only || !is_part(place)).collect()
    }

    /// What may be shown of a group, index last; practices only where it is looked at in detail.
    pub(super) fn shown(
        &self,
        (of, group): (&WaveTally, Group),
        detailed: bool,
        audience: u8,
        part: impl Fn(What) -> Option<Part>,
    ) -> Vec<(What, Shown)> {
        let everything = self.admitted.is_none();
        let wanted = |what: &What| match what {
            What::Index => false,
            _ if everything => true,
            What::Practice(_) => detailed,
            What::Item(_) => group.1 == Place::Organisation,
            _ => true,
        };
        let survey = self.assessment.survey;
        let mut shown: Vec<(What, Shown)> = survey
            .scored()
            .filter(wanted)
            .filter(|what| self.shows_over(of, *what, Family::Means, group))
            .filter_map(|what| {
                Some((what, self.let_through((of, group), audience, what, part(what)?)))
            })
            .filter(|(_, shown)| shown.has_n)
            .collect();
        let is_asked =
            |dimension: &u16| self.assessment.is_asked(group.0, usize::from(*dimension), audience);
        let has = |dimension| shown.iter().any(|(what, _)| *what == What::Dimension(dimension));
        let mut dimensions = (0u16..).take(survey.dimensions.len()).filter(is_asked).peekable();
        if dimensions.peek().is_some() && dimensions.all(has) {
            let index = part(What::Index);
            let index =
                index.map(|part| self.let_through((of, group), audience, What::Index, part));
            let index = index.and_then(|index| self.bounded(index, &shown));
            shown.extend(index.map(|index| (What::Index, index)));
        }
        shown
    }

    /// An index as the bound that follows from its dimensions, where one of them is a bound. Nothing
    /// where they bound it on both sides.
    fn bounded(&self, index: Shown, shown: &[(What, Shown)]) -> Option<Shown> {
        let dimensions = shown.iter().filter_map(|(what, shown)| match what {
            What::Dimension(at) => {
                Some((self.assessment.survey.dimensions[usize::from(*at)].weight, shown.told))
            }
            _ => None,
        });
        let dimensions: Vec<(f64, Told)> = dimensions.collect();
        if dimensions.iter().all(|(_, told)| told.edge.is_none()) {
            return Some(index);
        }
        Some(Shown { told: Told::mean(&dimensions)?, ..index })
    }

    /// A part without what may not be shown of it. Over the items at hand it still has to rest on
    /// enough people. Those who agreed to be named protect nobody, and need no protection on the pages
    /// of their own company.
    fn let_through(
        &self,
        (of, group): (&WaveTally, Group),
        audience: u8,
        what: What,
        part: Part,
    ) -> Shown {
        let everywhere = (group.0, EVERYWHERE, group.2);
        let may_borrow = self.shows_over(of, what, Family::Spread, everywhere);
        let part = if may_borrow { part } else { part.without_typical() };
        let shows = |family| {
            let least = self.policy.minimum(family, audience);
            is_crowd(part.confidential, least, group.1) && self.shows_over(of, what, family, group)
        };
        let has_n = part.answers > 0 && shows(Family::Means);
        let shows_spread = part.answers >= self.policy.spread && shows(Family::Spread);
        self.tell(if shows_spread { part } else { part.without_spread() }, has_n)
    }
}
