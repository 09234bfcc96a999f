//! The way out: which cells may be shown, and their figures rounded once.
//!
//! First every audience is looked at alone. A composite then uses the audiences that may be shown,
//! and a comparison those that may be shown in all waves compared.

use super::admit::{Admitted, admit};
use super::report::{Cell, Comparison, Report, Verdict};
use super::rounding::{self, distribution, edged, points, shares};
use super::{Policy, Published};
use crate::key::{Audiences, Key, People, Place, Waves, What};
use crate::score::{Assessment, Group, Part, difference, estimate, statistics};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A cell before its audiences are chosen: wave, matched waves, what and place.
type Subject = (u8, Waves, What, Place);
/// Parts that may be shown, by audience, of every subject.
type Accepted = BTreeMap<Subject, BTreeMap<u8, Part>>;

/// Lets through what may be shown.
pub fn publish(assessment: &Assessment<'_>, policy: &Policy) -> Report {
    let gate = Gate { policy, accepted: accept(assessment, policy), assessment };
    let mut report = Report {
        waves: assessment.closed().collect(),
        trend: assessment.trend.clone(),
        trend_items: assessment.trend_items(),
        people: policy.people,
        spread: policy.spread,
        authors: policy.least_authors(),
        responses: super::response::publish(assessment, policy),
        comments: super::comments::publish(assessment, policy),
        cells: BTreeMap::new(),
        gaps: BTreeMap::new(),
        drivers: BTreeMap::new(),
    };
    let mut claims = Vec::new();
    for (subject, parts) in &gate.accepted {
        for (key, audiences) in gate.choices(*subject, parts) {
            let Some((cell, claim)) = gate.cell(key, &audiences) else { continue };
            report.cells.insert(key, cell);
            claims.extend(claim);
        }
    }
    judge(&mut report, &claims);
    report
}

/// Every audience of every subject that may be shown.
fn accept(assessment: &Assessment<'_>, policy: &Policy) -> Accepted {
    let admitted = admit(assessment, policy);
    let jobs: Vec<(u8, Waves)> = assessment.tallies.keys().copied().collect();
    let accepted = jobs.into_par_iter().map(|(wave, matched)| {
        let mut accepted = Accepted::new();
        for audience in (0u8..).take(assessment.survey.audiences.len()) {
            let typical = assessment.typical(wave, matched, audience);
            for place in places(assessment, wave, matched) {
                let group = assessment.group(wave, matched, place, audience, &typical);
                for (what, part) in group.iter().flat_map(|group| {
                    shown_parts(assessment, &admitted, (wave, place, audience), group, policy)
                }) {
                    accepted
                        .entry((wave, matched, what, place))
                        .or_default()
                        .insert(audience, part);
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

/// The places that are shown; a line over time is drawn for the organisation only.
fn places(assessment: &Assessment<'_>, wave: u8, matched: Waves) -> Vec<Place> {
    let is_line_only = matched != Waves::NONE
        && matched == assessment.trend_matches(wave)
        && matched.only().is_none();
    let shown = |place: &Place| *place == Place::Organisation || !is_line_only;
    assessment.places().filter(shown).collect()
}

/// What may be shown of a group, index last: what suppression admits, and over these very items still
/// rests on enough people. The index is shown with all its dimensions; its own n counts only the
/// people who have them all.
fn shown_parts(
    assessment: &Assessment<'_>,
    admitted: &Admitted,
    of: (u8, Place, u8),
    group: &Group<'_>,
    policy: &Policy,
) -> Vec<(What, Part)> {
    let (wave, place, audience) = of;
    let detailed = place == Place::Organisation;
    let may_show = |what: What| -> Option<(What, Part)> {
        let part = group.part(what).filter(|_| admitted.shows_mean(assessment, what, of))?;
        let shows_spread =
            part.answers >= policy.spread && admitted.shows_spread(assessment, what, of);
        Some((what, if shows_spread { part } else { part.without_spread() }))
    };
    let least = policy.minimum(audience);
    let rests_on_enough = |part: &Part| part.people >= least && part.answers >= least;
    let wanted = |what: &What| match what {
        What::Index => false,
        What::Dimension(_) => true,
        _ => detailed,
    };
    let mut shown: Vec<(What, Part)> = assessment
        .survey
        .scored()
        .filter(wanted)
        .filter_map(may_show)
        .filter(|(_, part)| rests_on_enough(part))
        .collect();
    let all_dimensions = (0u16..)
        .take(assessment.survey.dimensions.len())
        .filter(|&dimension| assessment.is_asked(wave, usize::from(dimension), audience))
        .all(|dimension| shown.iter().any(|(what, _)| *what == What::Dimension(dimension)));
    shown.extend(may_show(What::Index).filter(|_| all_dimensions));
    shown
}

/// What the gate knows while it opens.
struct Gate<'a> {
    assessment: &'a Assessment<'a>,
    policy: &'a Policy,
    accepted: Accepted,
}

impl Gate<'_> {
    /// The cells of a subject: each audience, and the composite of those accepted in all its waves.
    fn choices(&self, subject: Subject, parts: &BTreeMap<u8, Part>) -> Vec<(Key, Vec<u8>)> {
        let (wave, matched, what, place) = subject;
        let key = |people| Key { wave, matched, what, place, people };
        let shared = Audiences::of(parts.keys().copied()).and(self.shared(subject));
        let single =
            parts.keys().map(|&audience| (key(People::Audience(audience)), vec![audience]));
        let composite = (!shared.is_empty())
            .then(|| (key(People::Composite(shared)), shared.iter().collect::<Vec<_>>()));
        single.chain(composite).collect()
    }

    /// The audiences accepted for this subject in every wave that it is matched with.
    fn shared(&self, (wave, matched, what, place): Subject) -> Audiences {
        let all = matched.with(wave);
        let everyone = Audiences::of((0u8..).take(self.assessment.survey.audiences.len()));
        matched.iter().fold(everyone, |shared, other| {
            let parts = self.accepted.get(&(other, all.without(other), what, place));
            shared.and(Audiences::of(parts.into_iter().flatten().map(|(&audience, _)| audience)))
        })
    }

    /// The figures of one cell, and the claim of its change where a test exists.
    fn cell(&self, key: Key, audiences: &[u8]) -> Option<(Cell, Option<Claim>)> {
        let Key { wave, matched, what, place, .. } = key;
        let parts = self.parts((wave, matched, what, place), audiences);
        let estimate = estimate(&parts, self.policy.spread)?;
        let is_small = parts.iter().any(|part| part.answers < self.policy.spread);
        let mean = edged(estimate.mean, is_small);
        let interval =
            estimate.interval.filter(|_| mean.get().edge.is_none() && self.has_n(&parts));
        let change = self.change(key, audiences);
        let cell = Cell {
            mean,
            interval: interval.map(|ends| rounding::interval(ends, [0.0, 100.0], estimate.pooled)),
            sd: None,
            everyone: estimate.everyone,
            n: self.n(what, place, &parts),
            shares: mean_shares(&parts).map(|figures| shares(figures, is_small)),
            points: mean_points(&parts),
            bounds: None,
            recommend: None,
            agreement: None,
            reliability: None,
            clustering: None,
            change: change.as_ref().map(|(change, _)| change.clone()),
        };
        Some((cell, change.and_then(|(_, claim)| claim)))
    }

    fn parts(&self, subject: Subject, audiences: &[u8]) -> Vec<&Part> {
        let parts = self.accepted.get(&subject);
        audiences.iter().filter_map(|audience| parts?.get(audience)).collect()
    }

    /// Whether every audience has enough people behind its spread (for the index these are only
    /// the people with every dimension).
    fn has_n(&self, parts: &[&Part]) -> bool {
        parts.iter().all(|part| part.answers >= self.policy.minimum(part.audience))
    }

    /// One n per cell and dimension; practices and items show none below the organisation.
    fn n(&self, what: What, place: Place, parts: &[&Part]) -> Option<Published<u32>> {
        let is_part = matches!(what, What::Practice(_) | What::Item(_));
        let shown = self.has_n(parts) && (!is_part || place == Place::Organisation);
        shown.then(|| Published::new(parts.iter().map(|part| part.answers).sum()))
    }

    /// The change of a cell over two waves. Its verdict comes when all claims are known.
    fn change(&self, key: Key, audiences: &[u8]) -> Option<(Comparison, Option<Claim>)> {
        let Key { wave, matched, what, place, .. } = key;
        let before = matched.only().filter(|&before| before < wave)?;
        let now = self.parts((wave, matched, what, place), audiences);
        let then = self.parts((before, Waves::one(wave), what, place), audiences);
        if then.len() != now.len() {
            return None;
        }
        let difference = difference(&now, &then, self.policy.spread)?;
        let all: Vec<&Part> = now.into_iter().chain(then).collect();
        let interval = difference.interval.filter(|_| self.has_n(&all));
        let verdict =
            if difference.points == 0.0 { Verdict::NoClearChange } else { Verdict::Untested };
        let change = Comparison {
            points: points(difference.points),
            interval: interval
                .map(|ends| rounding::interval(ends, [-100.0, 100.0], difference.pooled)),
            verdict,
            p: None,
            g: None,
            items: self.assessment.items_of(wave, matched, what),
        };
        let is_p_shown = all.iter().all(|part| part.own.is_some());
        let claim = difference.p.map(|p| Claim { key, p, is_p_shown });
        Some((change, claim.filter(|_| self.has_n(&all))))
    }
}

fn mean_shares(parts: &[&Part]) -> Option<[f64; 2]> {
    let weights: f64 = parts.iter().map(|part| part.weight).sum();
    let mut sum = [0.0; 2];
    for part in parts {
        let shares = part.shares?;
        sum[0] += part.weight * shares[0] / weights;
        sum[1] += part.weight * shares[1] / weights;
    }
    Some(sum)
}

/// The distribution over the points of an item's scale, audiences weighted as in its mean.
fn mean_points(parts: &[&Part]) -> Option<Published<Vec<u8>>> {
    let length = parts.iter().map(|part| part.points.len()).min()?;
    let mut sum = vec![0.0; length];
    for part in parts {
        let all: u32 = part.points.iter().sum();
        for (sum, &count) in sum.iter_mut().zip(&part.points) {
            *sum += part.weight * f64::from(count) / f64::from(all.max(1));
        }
    }
    (length > 0).then(|| distribution(&sum))
}

/// The families of claims that are corrected together, one of each in a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Organisation,
    Units,
    Suppliers,
    PracticesAndItems,
}

impl Family {
    fn of(key: Key) -> Self {
        match (key.what, key.place) {
            (What::Practice(_) | What::Item(_), _) => Self::PracticesAndItems,
            (_, Place::Organisation) => Self::Organisation,
            (_, Place::Unit(_) | Place::Pool(_)) => Self::Units,
            (_, Place::Supplier(_)) => Self::Suppliers,
        }
    }
}

/// A tested change.
#[derive(Clone, Copy, Debug)]
struct Claim {
    key: Key,
    p: f64,
    /// Whether enough people are behind it to show p, and not only the verdict.
    is_p_shown: bool,
}

/// The level of the test after correction.
const LEVEL: f64 = 0.05;

/// Gives every tested change its verdict, the same wherever it is shown.
fn judge(report: &mut Report, claims: &[Claim]) {
    let mut families: BTreeMap<(u8, Family), Vec<Claim>> = BTreeMap::new();
    for claim in claims {
        families.entry((claim.key.wave, Family::of(claim.key))).or_default().push(*claim);
    }
    for claims in families.into_values() {
        let raw: Vec<f64> = claims.iter().map(|claim| claim.p).collect();
        for (claim, adjusted) in claims.iter().zip(statistics::benjamini_hochberg(&raw)) {
            let cell = report.cells.get_mut(&claim.key);
            let Some(change) = cell.and_then(|cell| cell.change.as_mut()) else { continue };
            change.verdict = match change.points.get() {
                _ if adjusted > LEVEL => Verdict::NoClearChange,
                1.. => Verdict::Up,
                ..0 => Verdict::Down,
                0 => Verdict::NoClearChange,
            };
            change.p = claim.is_p_shown.then(|| rounding::p_value(adjusted));
        }
    }
}
