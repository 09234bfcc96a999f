//! Figures in full precision, by the names of the grammar.

use crate::key::What;
use crate::privacy::figures::{Compared, Counted, Figures};
use crate::score::Association;
use crate::score::statistics::Interval;
use crate::table::{self, Value};

fn number(name: &'static str, value: f64) -> (&'static str, Value) {
    (name, Value::Number(value))
}

pub(super) fn cell(figures: &Figures) -> table::Figures {
    let mut all = vec![number("mean", figures.mean)];
    all.extend(figures.interval.iter().flat_map(|ends| interval(*ends, figures.pooled)));
    all.extend(figures.sd.map(|sd| number("sd", sd)));
    all.extend(figures.n.map(|n| ("n", Value::Whole(n.into()))));
    all.extend(figures.invited.map(|all| ("invited", Value::Whole(all.into()))));
    if let Some([favourable, unfavourable]) = figures.shares {
        all.push(number("fav", favourable));
        if let Some(ends) = figures.favourable {
            all.extend([number("fav_low", ends.low), number("fav_high", ends.high)]);
        }
        all.push(number("neutral", (100.0 - favourable - unfavourable).max(0.0)));
        all.push(number("unfav", unfavourable));
    }
    if let Some(bounds) = figures.bounds {
        all.extend([number("least", bounds.low), number("most", bounds.high)]);
    }
    if let Some(recommended) = figures.recommend {
        all.push(number("nps", recommended.score));
        let ends = recommended
            .interval
            .map(|ends| [number("nps_low", ends.low), number("nps_high", ends.high)]);
        all.extend(ends.into_iter().flatten());
    }
    if let Some(alpha) = &figures.alpha {
        all.push(number("alpha", alpha.value));
        let ends = alpha.interval;
        all.extend([number("alpha_low", ends.low), number("alpha_high", ends.high)]);
    }
    all.extend(figures.agreement.map(|agreement| number("rwg", agreement.value)));
    all.extend(figures.icc.map(|icc| number("icc1", icc.icc1)));
    all.extend(figures.icc.and_then(|icc| Some(number("icc2", icc.icc2?))));
    all
}

pub(super) fn change(figures: &Figures) -> Option<table::Figures> {
    Some(compared("change", figures.change.as_ref()?))
}

pub(super) fn compared(name: &'static str, compared: &Compared) -> table::Figures {
    let mut all = vec![number(name, compared.points)];
    all.extend(compared.interval.iter().flat_map(|ends| interval(*ends, compared.pooled)));
    all.extend(compared.adjusted.map(|p| number("p", p)));
    all.extend(compared.p.map(|p| number("p_raw", p)));
    all.extend(compared.g.map(|g| number("g", g)));
    all.push(("items", Value::Whole(i64::try_from(compared.items).unwrap_or(i64::MAX))));
    all
}

/// A comparison with what it is worked out from; the p value after correction comes later.
pub(super) fn steps(name: &'static str, compared: &Compared) -> table::Figures {
    let mut all = vec![number(name, compared.points)];
    all.extend(compared.interval.iter().flat_map(|ends| interval(*ends, compared.pooled)));
    let [first, second] = match name {
        "gap" => [["mean_first", "se_first"], ["mean_other", "se_other"]],
        _ => [["mean_now", "se_now"], ["mean_before", "se_before"]],
    };
    for ([mean, error], side) in [first, second].into_iter().zip(&compared.sides) {
        all.push(number(mean, side.mean));
        all.extend(side.error.map(|value| number(error, value)));
    }
    if let Some(test) = compared.test {
        all.extend([number("se", test.error), number("t", test.t), number("df", test.df)]);
    }
    all.extend(compared.p.map(|p| number("p_raw", p)));
    all.extend(compared.g.map(|g| number("g", g)));
    all.push(("items", Value::Whole(i64::try_from(compared.items).unwrap_or(i64::MAX))));
    all
}

/// How the claim was corrected as it is published, among how many. Where the published test rests on
/// the typical spread, it differs from that of these people's own.
pub(super) fn corrected(shown: &Compared, own: &Compared) -> table::Figures {
    let mut all = Vec::new();
    if shown.p != own.p {
        all.extend(shown.p.map(|p| number("p_typical", p)));
    }
    if let Some(adjusted) = shown.adjusted {
        all.push(number("p", adjusted));
        all.push(("claims", Value::Whole(i64::try_from(shown.claims).unwrap_or(i64::MAX))));
    }
    all
}

/// What drivers say of this: its weight, or, of the outcome, what all of them explain.
pub(super) fn driven(found: &Association, what: What) -> table::Figures {
    let relative = &found.drivers.relative;
    if what == What::Question(found.outcome) {
        let explained = number("r2", 100.0 * relative.r_squared);
        return vec![explained, ("complete", Value::Whole(found.drivers.n.into()))];
    }
    let shares = relative.shares().unwrap_or_default();
    let own = found.predictors.iter().zip(shares).filter(|(of, _)| **of == what);
    own.map(|(_, weight)| number("weight", weight)).collect()
}

pub(super) fn counted(counted: Counted) -> table::Figures {
    let mut all = vec![("n", Value::Whole(counted.n.into()))];
    if let Some(invited) = counted.invited.filter(|invited| *invited > 0) {
        all.push(("invited", Value::Whole(invited.into())));
        let rate = 100.0 * f64::from(counted.n) / f64::from(invited);
        all.push(("rate", Value::Number(rate)));
    }
    all
}

fn interval(ends: Interval, pooled: bool) -> table::Figures {
    let mut all = vec![number("low", ends.low), number("high", ends.high)];
    if pooled {
        all.push(("spread", Value::Text("pooled".to_owned())));
    }
    all
}
