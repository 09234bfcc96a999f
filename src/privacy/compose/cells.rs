//! The figures of a cell: of one audience, or of the composite of those that may be shown.

use super::accept::{Accepted, Subject, parts};
use super::gate::{Gate, Shown, is_crowd};
use super::shares::{
    bounds, favourable, mean_points, mean_shares, people_by_share, told_mean, told_shares,
};
use crate::key::{Audiences, Key, People, Place, Waves, What};
use crate::privacy::Family;
use crate::privacy::admit::{EVERYWHERE, Group};
use crate::privacy::figures::{Figures, Recommended};
use crate::score::{Part, Resting, Roster, estimate, statistics};
use std::collections::BTreeMap;

impl Gate<'_> {
    /// The cells of a subject: each audience, and the composite of those accepted in all its waves.
    pub(super) fn choices(
        &self,
        accepted: &Accepted,
        subject: Subject,
        parts: &BTreeMap<u8, Shown>,
    ) -> Vec<(Key, Vec<u8>)> {
        let (wave, matched, what, place) = subject;
        let key = |people| Key { wave, matched, what, place, people };
        let all = matched.with(wave);
        let shared = matched.iter().fold(Audiences::of(parts.keys().copied()), |shared, other| {
            let parts = accepted.get(&(other, all.without(other), what, place));
            shared.and(Audiences::of(parts.into_iter().flatten().map(|(&audience, _)| audience)))
        });
        let single =
            parts.keys().map(|&audience| (key(People::Audience(audience)), vec![audience]));
        let composite = (!shared.is_empty())
            .then(|| (key(People::Composite(shared)), shared.iter().collect::<Vec<_>>()));
        single.chain(composite).collect()
    }

    /// The figures of one cell.
    pub(super) fn cell(
        &self,
        accepted: &Accepted,
        roster: &Roster<'_>,
        key: Key,
        audiences: &[u8],
    ) -> Option<Figures> {
        let Key { wave, matched, what, place, .. } = key;
        let parts = parts(accepted, (wave, matched, what, place), audiences);
        let mut figures = self.figures(what, place, &parts)?;
        figures.change = self.change(accepted, key, audiences);
        // Over two waves every interval is that of the change.
        figures.favourable = figures.favourable.filter(|_| matched.only().is_none());
        if let (People::Audience(audience), true) = (key.people, matched == Waves::NONE) {
            let cohort = (wave, place, audience);
            let shows = |family| self.shows_all(&parts, family, (wave, place, key.people), what);
            if shows(Family::Spread) && what != What::Index {
                let found = roster.agreement(cohort, what);
                figures.agreement = self.resting(found, Family::Spread, (place, audience));
            }
            if let (What::Dimension(dimension), true) = (what, shows(Family::Reliability)) {
                let found = roster.alpha(cohort, dimension);
                figures.alpha = self.resting(found, Family::Reliability, (place, audience));
                let is_whole = place == Place::Organisation;
                figures.icc =
                    is_whole.then(|| roster.clustering(wave, audience, dimension)).flatten();
            }
        }
        Some(figures)
    }

    /// A figure that rests on enough people itself: the minimum is that of the people behind it, not of
    /// all who are in the score.
    fn resting<T>(
        &self,
        found: Option<Resting<T>>,
        family: Family,
        (place, audience): (Place, u8),
    ) -> Option<T> {
        let least = self.policy.minimum(family, audience);
        let is_enough =
            |found: &Resting<T>| found.n >= least && is_crowd(found.confidential, least, place);
        found.filter(is_enough).map(|found| found.figure)
    }

    /// Units of which no audience can be shown alone, their audiences merged.
    pub(super) fn merged(&self) -> BTreeMap<Key, Figures> {
        let mut cells = BTreeMap::new();
        let Some(admitted) = &self.admitted else { return cells };
        for (what, (wave, place, people)) in admitted.merged() {
            let People::Merged(audiences) = people else { continue };
            let key = Key { wave, matched: Waves::NONE, what, place, people };
            let Some(part) = self.part(key, audiences) else { continue };
            let least = audiences.iter().map(|one| self.policy.minimum(Family::Means, one)).max();
            if least.is_none_or(|least| part.confidential < least) {
                continue;
            }
            cells.extend(self.merged_cell(key, false).map(|figures| (key, figures)));
        }
        cells
    }

    /// The figures of audiences merged into one group, with their own spread or the typical one.
    pub(in crate::privacy) fn merged_cell(&self, key: Key, own_spread: bool) -> Option<Figures> {
        let People::Merged(audiences) = key.people else { return None };
        let part = self.part(key, audiences)?;
        let may_borrow = |audience| {
            let everywhere = (key.wave, EVERYWHERE, People::Audience(audience));
            self.shows(key.what, Family::Spread, everywhere)
        };
        let may_borrow = audiences.iter().all(may_borrow);
        let part = if may_borrow { part } else { part.without_typical() };
        let part = if own_spread { part } else { part.without_spread() };
        self.figures(key.what, key.place, &[&self.tell(part, true)])
    }

    /// What people of some audiences say at the place of a key, over its items.
    pub(in crate::privacy) fn part(&self, key: Key, audiences: Audiences) -> Option<Part> {
        let of = self.assessment.tallies.get(&(key.wave, key.matched))?;
        let typical = self.assessment.typical(of, (key.wave, audiences));
        let typical = (&typical, self.policy.spread);
        let group = self.assessment.group(of, (key.wave, key.place, audiences), typical);
        group?.part(key.what)
    }

    /// Whether a group has enough people over the items at hand for a family, and may be shown in it.
    fn shows_all(&self, parts: &[&Shown], family: Family, group: Group, what: What) -> bool {
        let least = |part: &Part| match family {
            Family::Means => self.policy.minimum(family, part.audience),
            Family::Spread => self.policy.spread,
            Family::Reliability => self.policy.reliability,
        };
        parts.iter().all(|shown| shown.part.answers >= least(&shown.part))
            && (family == Family::Means || parts.iter().all(|shown| shown.part.own.is_some()))
            && self.shows(what, family, group)
    }

    /// What the parts say together.
    fn figures(&self, what: What, place: Place, shown: &[&Shown]) -> Option<Figures> {
        let parts: Vec<&Part> = shown.iter().map(|shown| &shown.part).collect();
        let estimate = estimate(&parts, self.policy.spread)?;
        let has_n = shown.iter().all(|shown| shown.has_n);
        let is_part = matches!(what, What::Practice(_) | What::Item(_));
        let shows_n = has_n && (!is_part || place == Place::Organisation);
        let alone = match parts[..] {
            [part] => Some(part),
            _ => None,
        };
        let invited = alone.and_then(|part| self.shown_invited(part.invited, part));
        let shares = mean_shares(&parts);
        Some(Figures {
            mean: estimate.mean,
            told: told_mean(estimate.mean, shown)?,
            interval: estimate.interval.filter(|_| has_n),
            pooled: estimate.pooled,
            sd: alone.and_then(|part| part.own).map(f64::sqrt),
            everyone: estimate.everyone,
            n: shows_n.then(|| parts.iter().map(|part| part.answers).sum()),
            invited: invited.filter(|_| shows_n),
            told_shares: shares.and_then(|both| told_shares(both, shown)),
            shares,
            favourable: has_n.then(|| favourable(what, &parts, self.policy.spread)).flatten(),
            points: mean_points(&parts),
            bounds: alone.and_then(|part| bounds(what, part, invited?)),
            recommend: shown
                .first()
                .filter(|_| alone.is_some())
                .and_then(|shown| self.recommend(what, shown, invited)),
            agreement: None,
            alpha: None,
            icc: None,
            change: None,
            is_small: shown.iter().any(|shown| shown.is_small),
        })
    }

    /// The number invited, where so many were invited that it tells nothing about anybody.
    fn shown_invited(&self, invited: Option<u32>, part: &Part) -> Option<u32> {
        let least = self.policy.minimum(Family::Means, part.audience);
        invited.filter(|&all| all >= part.answers && (all >= least || part.confidential == 0))
    }

    /// Promoters minus detractors of one audience.
    fn recommend(&self, what: What, shown: &Shown, invited: Option<u32>) -> Option<Recommended> {
        let Shown { part, is_small, .. } = shown;
        let What::Question(question) = what else { return None };
        let question = &self.assessment.survey.questions[usize::from(question)];
        let [promoters, passives, detractors] =
            people_by_share(part, question.asks_for_recommendation(self.assessment.survey))?;
        let found = statistics::recommend(promoters, passives, detractors, invited).ok()?;
        let error = found.certainty.sampled().filter(|_| part.own.is_some());
        Some(Recommended {
            score: found.score,
            told: shown.shares?.recommendation(found.score, *is_small),
            interval: error.map(|error| error.adjusted),
        })
    }
}
