//! Puts figures together from the groups that may be shown. Nothing is rounded here.
//!
//! ```text
//! besides    what stands above a unit, over the audiences that the unit shows
//! cells      one audience, or the composite of those that may be shown
//! compare    changes and gaps, of what may be shown on both sides
//! accept     every audience alone: what may be shown of it
//! shares     what adds up to a whole
//! gate       whom it lets through
//! ```

mod accept;
mod besides;
mod cells;
mod compare;
mod gate;
mod shares;

pub(super) use gate::{Gate, is_crowd};

use super::Family;
use super::figures::{Counted, Figures, Table};
use crate::key::{Key, People, Place, Waves, What};
use crate::score::{Association, Roster, statistics};
use rayon::prelude::*;
use std::collections::BTreeMap;

impl Gate<'_> {
    /// Every figure that may be shown.
    pub fn compose(&self) -> Table {
        let accepted = self.accept();
        let roster = Roster::new(self.assessment);
        let cells = accepted.par_iter().flat_map_iter(|(subject, parts)| {
            let choices = self.choices(&accepted, *subject, parts).into_iter();
            choices.filter_map(|(key, audiences)| {
                Some((key, self.cell(&accepted, &roster, key, &audiences)?))
            })
        });
        let mut cells: BTreeMap<Key, Figures> = cells.collect();
        cells.extend(self.merged());
        Table {
            besides: self.besides(&accepted, &roster),
            cells,
            gaps: self.gaps(),
            drivers: self.drivers(&roster),
            responses: self.responses(),
        }
    }

    /// What the outcome goes with, for the organisation and its units.
    fn drivers(&self, roster: &Roster<'_>) -> BTreeMap<(u8, Place, u8), Association> {
        let mut jobs = Vec::new();
        for wave in self.assessment.closed() {
            for place in self.assessment.places() {
                for audience in self.audiences() {
                    if self.admitted.is_none() || !matches!(place, Place::Supplier(_)) {
                        jobs.push((wave, place, audience));
                    }
                }
            }
        }
        let drivers = jobs.into_par_iter().filter_map(|cohort| {
            let (wave, place, audience) = cohort;
            let least = |predictors| match self.admitted {
                Some(_) => statistics::people_for(predictors).max(self.policy.reliability),
                None => 0,
            };
            let found = roster.drivers(cohort, least)?;
            let group = (wave, place, People::Audience(audience));
            let shows = |what: &What| self.shows(*what, Family::Reliability, group);
            let all = found.predictors.iter().chain([&What::Question(found.outcome)]).all(shows);
            all.then_some((cohort, found))
        });
        drivers.collect()
    }

    /// Who answered: everywhere by audience, and everybody together.
    fn responses(&self) -> BTreeMap<Key, Counted> {
        let mut rows = BTreeMap::new();
        let what = What::Response;
        for wave in self.assessment.closed() {
            for place in self.assessment.places() {
                let mut all = Counted { n: 0, invited: Some(0) };
                for audience in self.audiences() {
                    let people = People::Audience(audience);
                    let Some(counted) = self.counted(wave, place, audience) else { continue };
                    all.n += counted.n;
                    all.invited = all.invited.zip(counted.invited).map(|(all, more)| all + more);
                    let least = self.policy.minimum(Family::Means, audience);
                    let confidential = self.assessment.confidential(wave, place, audience);
                    let is_crowd = counted.n > 0 && is_crowd(confidential, least, place);
                    if is_crowd && self.shows(what, Family::Means, (wave, place, people)) {
                        let key = Key { wave, matched: Waves::NONE, what, place, people };
                        let least = if confidential == 0 { 0 } else { least };
                        rows.insert(key, counted.without_few_invited(least));
                    }
                }
                let people = People::Everybody;
                let is_whole = place == Place::Organisation && all.n > 0;
                if is_whole && self.shows(what, Family::Means, (wave, place, people)) {
                    let key = Key { wave, matched: Waves::NONE, what, place, people };
                    rows.insert(key, all.without_few_invited(self.policy.people));
                }
            }
        }
        rows
    }

    /// People of an audience who answered and were invited; nothing where nobody was nor did.
    fn counted(&self, wave: u8, place: Place, audience: u8) -> Option<Counted> {
        let tally = self.assessment.tally(wave, Waves::NONE, place, audience)?;
        let invited = self.assessment.invited(wave, place, audience);
        (tally.people > 0 || invited.is_some()).then_some(Counted { n: tally.people, invited })
    }
}
