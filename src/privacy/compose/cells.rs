//! The figures of a cell: of one audience, or of the composite of those that may be shown.

use super::accept::{Accepted, Subject, parts};
use super::gate::{Gate, Shown};
use super::shares::{bounds, favourable, mean_points, mean_shares, people_by_share};
use crate::key::{Audiences, Key, People, Place, Waves, What};
use crate::privacy::Family;
use crate::privacy::admit::Group;
use crate::privacy::figures::Figures;
use crate::score::{Part, Roster, estimate, statistics};
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
                figures.agreement = roster.agreement(cohort, what);
            }
            if let (What::Dimension(dimension), true) = (what, shows(Family::Reliability)) {
                figures.alpha = roster.alpha(cohort, dimension);
                let is_whole = place == Place::Organisation;
                figures.icc =
                    is_whole.then(|| roster.clustering(wave, audience, dimension)).flatten();
            }
        }
        Some(figures)
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
        let part = if own_spread { part } else { part.without_spread() };
        self.figures(key.what, key.place, &[&Shown { part, has_n: true }])
    }

    /// What people of some audiences say at the place of a key, over its items.
    pub(in crate::privacy) fn part(&self, key: Key, audiences: Audiences) -> Option<Part> {
        let of = self.assessment.tallies.get(&(key.wave, key.matched))?;
        let typical = self.assessment.typical(of, audiences);
        let place = (key.wave, key.place, audiences);
        self.assessment.group(of, place, &typical)?.part(key.what)
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
        Some(Figures {
            mean: estimate.mean,
            interval: estimate.interval.filter(|_| has_n),
            pooled: estimate.pooled,
            sd: alone.and_then(|part| part.own).map(f64::sqrt),
            everyone: estimate.everyone,
            n: shows_n.then(|| parts.iter().map(|part| part.answers).sum()),
            invited: invited.filter(|_| shows_n),
            shares: mean_shares(&parts),
            favourable: has_n.then(|| favourable(what, &parts, self.policy.spread)).flatten(),
            points: mean_points(&parts),
            bounds: alone.and_then(|part| bounds(what, part, invited?)),
            recommend: alone.and_then(|part| self.recommend(what, part, invited)),
            agreement: None,
            alpha: None,
            icc: None,
            change: None,
            is_small: parts
                .iter()
                .any(|part| part.confidential > 0 && part.confidential < self.policy.spread),
        })
    }

    /// The number invited, where so many were invited that it tells nothing about anybody.
    fn shown_invited(&self, invited: Option<u32>, part: &Part) -> Option<u32> {
        let least = self.policy.minimum(Family::Means, part.audience);
        invited.filter(|&all| all >= part.answers && (all >= least || part.confidential == 0))
    }

    /// Promoters minus detractors of one audience.
    fn recommend(
        &self,
        what: What,
        part: &Part,
        invited: Option<u32>,
    ) -> Option<(f64, Option<statistics::Interval>)> {
        let What::Question(question) = what else { return None };
        let question = &self.assessment.survey.questions[usize::from(question)];
        let [promoters, passives, detractors] =
            people_by_share(part, question.asks_for_recommendation(self.assessment.survey))?;
        let found = statistics::recommend(promoters, passives, detractors, invited).ok()?;
        let error = found.certainty.sampled().filter(|_| part.own.is_some());
        Some((found.score, error.map(|error| error.adjusted)))
    }
}
