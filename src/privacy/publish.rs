//! The way out: what may be shown, rounded once.

use super::admit::admit;
use super::compose::Gate;
use super::figures::{Compared, Counted, Figures, Table};
use super::ledger::History;
use super::report::{Cell, Comparison, Drivers, Minimums, Report, Responded, Verdict};
use super::rounding::{self, distribution, points};
use super::{Family, Policy, Published, maturity, portfolio};
use crate::key::{Key, Place};
use crate::score::{Assessment, Association};
use std::collections::BTreeMap;

/// Lets through what may be shown.
///
/// `history` is what was published before.
pub fn publish(assessment: &Assessment<'_>, policy: &Policy, history: &History<'_>) -> Report {
    let admitted = admit(assessment, policy, history);
    let mut table = Gate { assessment, policy, admitted: Some(admitted) }.compose();
    table.correct();
    let mut report = Report {
        waves: assessment.closed().collect(),
        trend: assessment.trend.clone(),
        trend_items: assessment.trend_items(),
        people: policy.people,
        spread: policy.spread,
        authors: policy.least_authors(),
        minimums: minimums(assessment, policy),
        comments: super::comments::publish(assessment, policy),
        responses: all(&table.responses, |counted| responded(*counted)),
        cells: all(&table.cells, cell),
        besides: all(&table.besides, cell),
        gaps: all(&table.gaps, comparison),
        drivers: drivers(&table),
        levels: policy.levels.clone(),
        maturity: BTreeMap::new(),
    };
    portfolio::add(&mut report, assessment);
    report.maturity = maturity::publish(assessment, &policy.levels, &report);
    report
}

fn minimums(assessment: &Assessment<'_>, policy: &Policy) -> Vec<Minimums> {
    let audiences = (0u8..).take(assessment.survey.audiences.len());
    let of = |audience| Minimums {
        people: policy.minimum(Family::Means, audience),
        spread: policy.minimum(Family::Spread, audience),
        authors: policy.authors(audience),
    };
    audiences.map(of).collect()
}

fn all<T, U>(table: &BTreeMap<Key, T>, publish: impl Fn(&T) -> U) -> BTreeMap<Key, U> {
    table.iter().map(|(key, figure)| (*key, publish(figure))).collect()
}

fn cell(figures: &Figures) -> Cell {
    let mean = Published::new(figures.told.rounded());
    let interval = figures.interval.filter(|_| figures.told.edge.is_none());
    let shares = figures.told_shares.map(|shares| Published::new(shares.published()));
    let is_plain = shares.as_ref().is_some_and(|shares| shares.get().favourable.edge.is_none());
    let favourable = figures.favourable.filter(|_| is_plain);
    Cell {
        mean,
        interval: interval.map(|ends| rounding::interval(ends, [0.0, 100.0], figures.pooled)),
        sd: figures.sd.map(rounding::share),
        everyone: figures.everyone,
        n: figures.n.map(Published::new),
        invited: figures.invited.map(Published::new),
        shares,
        favourable: favourable.map(|ends| rounding::interval(ends, [0.0, 100.0], figures.pooled)),
        points: figures.points.as_deref().map(distribution),
        bounds: figures.bounds.filter(|_| !figures.is_small).map(rounding::bounds),
        recommend: figures
            .recommend
            .map(|one| rounding::recommend(one.told.value, one.told.edge, one.interval)),
        agreement: figures.agreement.map(rounding::agreement),
        reliability: figures.alpha.as_ref().map(rounding::reliability),
        clustering: figures.icc.and_then(rounding::clustering),
        change: figures.change.as_ref().map(comparison),
    }
}

/// The level of the test after correction.
const LEVEL: f64 = 0.05;

fn comparison(compared: &Compared) -> Comparison {
    let points = points(compared.points);
    let verdict = match (compared.adjusted, *points.get()) {
        (None, _) if compared.points == 0.0 => Verdict::NoClearChange,
        (None, _) => Verdict::Untested,
        (Some(adjusted), _) if adjusted > LEVEL => Verdict::NoClearChange,
        (Some(_), 1..) => Verdict::Up,
        (Some(_), ..0) => Verdict::Down,
        (Some(_), 0) => Verdict::NoClearChange,
    };
    let ends = compared.interval;
    Comparison {
        points,
        interval: ends.map(|ends| rounding::interval(ends, [-100.0, 100.0], compared.pooled)),
        verdict,
        p: compared.adjusted.filter(|_| compared.shows_p).map(rounding::p_value),
        p_raw: compared.p.filter(|_| compared.shows_p).map(rounding::p_value),
        g: compared.g.map(rounding::tenths),
        claims: compared.claims,
        items: compared.items,
    }
}

fn responded(counted: Counted) -> Responded {
    let rate = counted.invited.map(|all| 100.0 * f64::from(counted.n) / f64::from(all.max(1)));
    Responded {
        n: Published::new(counted.n),
        invited: counted.invited.map(Published::new),
        rate: rate.map(rounding::share),
    }
}

fn drivers(table: &Table) -> BTreeMap<(u8, Place, u8), Drivers> {
    let publish = |(key, found): (&(u8, Place, u8), &Association)| {
        let shares = found.drivers.relative.shares()?;
        let mut weights: Vec<_> =
            found.predictors.iter().copied().zip(distribution(&shares).get().clone()).collect();
        weights.sort_by_key(|(what, weight)| (std::cmp::Reverse(*weight), *what));
        let drivers = Drivers {
            outcome: found.outcome,
            place: key.1,
            audience: key.2,
            n: Published::new(found.drivers.n),
            explained: rounding::share(100.0 * found.drivers.relative.r_squared),
            weights: weights
                .into_iter()
                .map(|(what, weight)| (what, Published::new(weight)))
                .collect(),
        };
        Some((*key, drivers))
    };
    table.drivers.iter().filter_map(publish).collect()
}
