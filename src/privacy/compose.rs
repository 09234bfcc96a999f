//! Puts figures together from the groups that may be shown. Nothing is rounded here.
//!
//! First every audience is looked at alone. A composite then uses the audiences that may be shown,
//! and a comparison those that may be shown on both of its sides.

use super::admit::{Admitted, Group};
use super::figures::{Compared, Counted, Figures, Table};
use super::{Family, Policy};
use crate::key::{Audiences, Key, People, Place, Waves, What};
use crate::score::{
    Assessment, Association, Part, Roster, WaveTally, difference, estimate, statistics,
};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A cell before its audiences are chosen: wave, matched waves, what and place.
type Subject = (u8, Waves, What, Place);

/// A part of a figure that may be shown, and whether its people may be counted.
#[derive(Clone, Debug)]
struct Shown {
    part: Part,
    has_n: bool,
}

/// What may be shown of every subject, by audience.
type Accepted = BTreeMap<Subject, BTreeMap<u8, Shown>>;

/// What the gate knows while it opens.
pub(super) struct Gate<'a> {
    pub assessment: &'a Assessment<'a>,
    pub policy: &'a Policy,
    /// What suppression lets through; everything for the owner's eyes.
    pub admitted: Option<Admitted>,
}

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
            cells,
            gaps: self.gaps(),
            drivers: self.drivers(&roster),
            responses: self.responses(),
        }
    }

    fn audiences(&self) -> impl Iterator<Item = u8> + use<> {
        (0u8..).take(self.assessment.survey.audiences.len())
    }

    fn shows(&self, what: What, family: Family, group: Group) -> bool {
        let admitted = self.admitted.as_ref();
        admitted.is_none_or(|all| all.shows(self.assessment, what, family, group))
    }

    /// Every audience of every subject that may be shown.
    fn accept(&self) -> Accepted {
        let accepted = self.assessment.tallies.par_iter().map(|(&(wave, matched), of)| {
            let mut accepted = Accepted::new();
            for audience in self.audiences() {
                let audiences = Audiences::of([audience]);
                let typical = self.assessment.typical(of, audiences);
                for place in self.assessment.places() {
                    let group = self.assessment.group(of, (wave, place, audiences), &typical);
                    let parts = |what| group.as_ref()?.part(what);
                    let group = (wave, place, People::Audience(audience));
                    let detailed = place == Place::Organisation || matched == Waves::NONE;
                    for (what, shown) in self.shown(group, detailed, audience, parts) {
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

    /// What may be shown of a group, index last; practices only where it is looked at in detail.
    fn shown(
        &self,
        group: Group,
        detailed: bool,
        audience: u8,
        part: impl Fn(What) -> Option<Part>,
    ) -> Vec<(What, Shown)> {
        let wanted = |what: &What| match what {
            What::Index => false,
            What::Practice(_) => detailed,
            What::Item(_) => group.1 == Place::Organisation,
            _ => true,
        };
        let survey = self.assessment.survey;
        let mut shown: Vec<(What, Shown)> = survey
            .scored()
            .filter(wanted)
            .filter(|what| self.shows(*what, Family::Means, group))
            .filter_map(|what| Some((what, self.let_through(group, audience, what, part(what)?))))
            .filter(|(_, shown)| shown.has_n)
            .collect();
        let is_asked =
            |dimension: &u16| self.assessment.is_asked(group.0, usize::from(*dimension), audience);
        let has = |dimension| shown.iter().any(|(what, _)| *what == What::Dimension(dimension));
        let mut dimensions = (0u16..).take(survey.dimensions.len()).filter(is_asked).peekable();
        if dimensions.peek().is_some() && dimensions.all(has) {
            let index = part(What::Index);
            let index = index.map(|part| self.let_through(group, audience, What::Index, part));
            shown.extend(index.map(|index| (What::Index, index)));
        }
        shown
    }

    /// A part without what may not be shown of it. Over the items at hand it still has to rest on
    /// enough people. Those who agreed to be named protect nobody, and need no protection on the pages
    /// of their own company.
    fn let_through(&self, group: Group, audience: u8, what: What, part: Part) -> Shown {
        let is_enough = |family| {
            let least = self.policy.minimum(family, audience);
            is_enough(part.confidential, least, group.1) && self.shows(what, family, group)
        };
        let has_n = part.answers > 0 && is_enough(Family::Means);
        let shows_spread = part.answers >= self.policy.spread && is_enough(Family::Spread);
        Shown { part: if shows_spread { part } else { part.without_spread() }, has_n }
    }

    /// The cells of a subject: each audience, and the composite of those accepted in all its waves.
    fn choices(
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
    fn cell(
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
        if let (People::Audience(audience), true) = (key.people, matched == Waves::NONE) {
            let cohort = (wave, place, audience);
            let shows = |family| self.is_enough(&parts, family, (wave, place, key.people), what);
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

    /// Whether a group has enough people over the items at hand for a family, and may be shown in it.
    fn is_enough(&self, parts: &[&Shown], family: Family, group: Group, what: What) -> bool {
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

    /// The change of a cell over two waves.
    fn change(&self, accepted: &Accepted, key: Key, audiences: &[u8]) -> Option<Compared> {
        let Key { wave, matched, what, place, .. } = key;
        let before = matched.only().filter(|&before| before < wave)?;
        let now = parts(accepted, (wave, matched, what, place), audiences);
        let then = parts(accepted, (before, Waves::one(wave), what, place), audiences);
        let items = self.assessment.items_of(wave, matched, what);
        (then.len() == now.len()).then(|| self.compared(&now, &then, items)).flatten()
    }

    fn compared(&self, first: &[&Shown], second: &[&Shown], items: usize) -> Option<Compared> {
        let part = |shown: &&'_ Shown| -> Part { shown.part.clone() };
        let (one, other): (Vec<Part>, Vec<Part>) =
            (first.iter().map(part).collect(), second.iter().map(part).collect());
        let (one, other): (Vec<&Part>, Vec<&Part>) = (one.iter().collect(), other.iter().collect());
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
            shows_p,
            g,
            items,
        })
    }

    /// One audience minus another, over the items asked of both.
    fn gaps(&self) -> BTreeMap<Key, Compared> {
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
        let typical = pair.map(|audience| self.assessment.typical(of, Audiences::of([audience])));
        let places = self.assessment.places().filter(|place| self.compares(*place, pair));
        let mut gaps = Vec::new();
        for place in places {
            let [one, other] = [0, 1].map(|side: usize| {
                let audience = pair[side];
                let of_side = (wave, place, Audiences::of([audience]));
                let group = self.assessment.group(of, of_side, &typical[side]);
                let part = |what| group.as_ref()?.part(what);
                let group = (wave, place, People::Audience(audience));
                let detailed = matches!(place, Place::Organisation | Place::Supplier(_));
                self.shown(group, detailed, audience, part).into_iter().collect::<BTreeMap<_, _>>()
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

    /// Units of which no audience can be shown alone, their audiences merged.
    fn merged(&self) -> BTreeMap<Key, Figures> {
        let mut cells = BTreeMap::new();
        let Some(admitted) = &self.admitted else { return cells };
        for (what, (wave, place, people)) in admitted.merged() {
            let People::Merged(audiences) = people else { continue };
            let Some(of) = self.assessment.tallies.get(&(wave, Waves::NONE)) else { continue };
            let typical = self.assessment.typical(of, audiences);
            let group = self.assessment.group(of, (wave, place, audiences), &typical);
            let Some(part) = group.and_then(|group| group.part(what)) else { continue };
            let least = audiences.iter().map(|one| self.policy.minimum(Family::Means, one)).max();
            if least.is_none_or(|least| part.confidential < least) {
                continue;
            }
            let shown = Shown { part: part.without_spread(), has_n: true };
            let key = Key { wave, matched: Waves::NONE, what, place, people };
            cells.extend(self.figures(what, place, &[&shown]).map(|figures| (key, figures)));
        }
        cells
    }

    /// What the outcome goes with, for the organisation and its units.
    fn drivers(&self, roster: &Roster<'_>) -> BTreeMap<(u8, Place, u8), Association> {
        let mut jobs = Vec::new();
        for wave in self.assessment.closed() {
            for place in self.assessment.places() {
                for audience in self.audiences() {
                    if !matches!(place, Place::Supplier(_)) {
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
                    let is_enough = counted.n > 0 && is_enough(confidential, least, place);
                    if is_enough && self.shows(what, Family::Means, (wave, place, people)) {
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

/// Whether so many confidential people are enough at a place. A supplier's own people who agreed to be
/// named are shown on their company's pages from the first one.
fn is_enough(confidential: u32, least: u32, place: Place) -> bool {
    confidential >= least || (confidential == 0 && matches!(place, Place::Supplier(_)))
}

fn parts<'a>(accepted: &'a Accepted, subject: Subject, audiences: &[u8]) -> Vec<&'a Shown> {
    let parts = accepted.get(&subject);
    audiences.iter().filter_map(|audience| parts?.get(audience)).collect()
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

/// The distribution over the points of a scale, audiences weighted as in its mean.
fn mean_points(parts: &[&Part]) -> Option<Vec<f64>> {
    let length = parts.iter().map(|part| part.points.len()).min()?;
    let mut sum = vec![0.0; length];
    for part in parts {
        let all: u32 = part.points.iter().sum();
        for (sum, &count) in sum.iter_mut().zip(&part.points) {
            *sum += part.weight * f64::from(count) / f64::from(all.max(1));
        }
    }
    (length > 0).then_some(sum)
}

/// What the favourable share of everyone invited may be, for what is one answer a person.
fn bounds(what: What, part: &Part, invited: u32) -> Option<statistics::Interval> {
    let [favourable, ..] =
        people_by_share(part, matches!(what, What::Item(_) | What::Question(_)))?;
    let some_are_missing = part.answers < invited;
    some_are_missing
        .then(|| statistics::non_response_bounds(favourable, part.answers, Some(invited)))
        .flatten()
}

/// People whose one answer was favourable, neither, and unfavourable.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn people_by_share(part: &Part, is_one_answer: bool) -> Option<[u32; 3]> {
    let people = |share: f64| (share * f64::from(part.answers) / 100.0).round() as u32;
    let [favourable, unfavourable] = part.shares.filter(|_| is_one_answer)?.map(people);
    let rest = part.answers.saturating_sub(favourable).saturating_sub(unfavourable);
    Some([favourable, rest, unfavourable])
}
