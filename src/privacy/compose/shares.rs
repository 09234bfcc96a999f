//! What adds up to a whole: shares, distributions, and people counted by them.

use super::gate::Shown;
use crate::key::What;
use crate::privacy::told::{Told, ToldShares};
use crate::score::{Part, estimate, statistics};

pub(super) fn mean_shares(parts: &[&Part]) -> Option<[f64; 2]> {
    let weights: f64 = parts.iter().map(|part| part.weight).sum();
    let mut sum = [0.0; 2];
    for part in parts {
        let shares = part.shares?;
        sum[0] += part.weight * shares[0] / weights;
        sum[1] += part.weight * shares[1] / weights;
    }
    Some(sum)
}

/// The mean of some parts as far as it may be told: what follows from the parts, where one of them is a
/// bound. Nothing where they bound it on both sides.
pub(super) fn told_mean(mean: f64, parts: &[&Shown]) -> Option<Told> {
    let told = parts.iter().map(|shown| (shown.part.weight, shown.told));
    let told: Vec<(f64, Told)> = told.collect();
    match told.iter().any(|(_, told)| told.edge.is_some()) {
        true => Told::mean(&told),
        false => Some(Told { value: mean, edge: None }),
    }
}

/// The shares of some parts as far as they may be told, in the same way.
pub(super) fn told_shares(shares: [f64; 2], parts: &[&Shown]) -> Option<ToldShares> {
    let told = parts.iter().map(|shown| Some((shown.part.weight, shown.shares?)));
    let told: Vec<(f64, ToldShares)> = told.collect::<Option<_>>()?;
    match told.iter().any(|(_, told)| told.has_bound()) {
        true => ToldShares::mean(&told),
        false => Some(ToldShares::of(shares, false)),
    }
}

/// The 95 % interval of the favourable share. One answer a person within one audience is a share of
/// people (Wilson 1927), where the group may show its own spread; anything else is the mean of each
/// person's share (t interval), with the typical spread where the group's own may not be shown. Nothing
/// where nobody differs, since the interval would tell nothing.
pub(super) fn favourable(what: What, parts: &[&Part], least: u32) -> Option<statistics::Interval> {
    let is_one_answer = matches!(what, What::Item(_) | What::Question(_));
    if let ([part], true) = (parts, is_one_answer) {
        let [yes, ..] = people_by_share(part, is_one_answer)?;
        part.own_share?;
        return statistics::wilson(yes, part.answers, part.invited).ok()?.sampled();
    }
    let shares: Vec<Part> = parts.iter().filter_map(|part| part.favourable()).collect();
    let shares: Vec<&Part> = shares.iter().collect();
    let all = (shares.len() == parts.len()).then(|| estimate(&shares, least)).flatten()?;
    all.interval.filter(|ends| ends.low < ends.high)
}

/// The distribution over the points of a scale, audiences weighted as in its mean.
pub(super) fn mean_points(parts: &[&Part]) -> Option<Vec<f64>> {
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
pub(super) fn bounds(what: What, part: &Part, invited: u32) -> Option<statistics::Interval> {
    let [favourable, ..] =
        people_by_share(part, matches!(what, What::Item(_) | What::Question(_)))?;
    let some_are_missing = part.answers < invited;
    some_are_missing
        .then(|| statistics::non_response_bounds(favourable, part.answers, Some(invited)))
        .flatten()
}

/// People whose one answer was favourable, neither, and unfavourable.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn people_by_share(part: &Part, is_one_answer: bool) -> Option<[u32; 3]> {
    let people = |share: f64| (share * f64::from(part.answers) / 100.0).round() as u32;
    let [favourable, unfavourable] = part.shares.filter(|_| is_one_answer)?.map(people);
    let rest = part.answers.saturating_sub(favourable).saturating_sub(unfavourable);
    Some([favourable, rest, unfavourable])
}
