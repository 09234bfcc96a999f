//! Published figures by the names of the grammar, for downloads and for tables of scores.

use super::Input;
use super::known::Known;
use super::print::{bound_for_csv, p_for_csv};
use crate::key::{Figure, Key, What};
use crate::privacy::{
    Cell, Comparison, Drivers, Edge, Hundredths, Interval, PValue, Reliability, Responded, Score,
};
use crate::table::{Figures, Rows, Selection, Value};

/// The published cells that a table asks for.
pub fn scores(input: &Input<'_>, selection: &Selection) -> Rows {
    let report = input.report;
    let cells = report.cells().filter(|(key, _)| selection.wants(key)).filter_map(|(key, one)| {
        let figures = match key.matched.is_empty() {
            true => cell(one),
            false => comparison("change", one.change.as_ref()?),
        };
        Some((*key, figures))
    });
    let gaps = report.gaps().filter(|(key, _)| selection.wants(key));
    let gaps = gaps.map(|(key, gap)| (*key, comparison("gap", gap)));
    let answered = report.responses().filter(|(key, _)| selection.wants(key));
    let answered = answered.map(|(key, one)| (*key, responded(one)));
    let mut rows: Vec<_> = answered.chain(cells).chain(gaps).collect();
    rows.sort_by_key(|(key, _)| *key);
    Rows(rows)
}

/// The figures of a cell beside its key. Over two waves the ends of an interval are those of the change,
/// so the mean's own are left out.
pub(super) fn cell_at(key: Key, cell: &Cell) -> Figures {
    let is_change = key.matched.only().is_some();
    let is_end = |name: &str| ["low", "high", "spread"].contains(&name);
    self::cell(cell).into_iter().filter(|(name, _)| !is_change || !is_end(name)).collect()
}

/// The figures of a cell.
fn cell(cell: &Cell) -> Figures {
    let whole = |name, figure: i64| (name, Value::Whole(figure));
    let mut figures = vec![("mean", score(*cell.mean.get()))];
    figures.extend(cell.interval.iter().flat_map(|interval| ends(*interval.get())));
    figures.extend(cell.sd.map(|sd| whole("sd", (*sd.get()).into())));
    figures.extend(cell.n.map(|n| whole("n", (*n.get()).into())));
    figures.extend(cell.invited.map(|invited| whole("invited", (*invited.get()).into())));
    if let Some(shares) = cell.shares.as_ref().map(|shares| shares.get()) {
        figures.push(("fav", score(shares.favourable)));
        if let Some(ends) = cell.favourable.map(|ends| *ends.get()) {
            figures.push((Figure::FavLow.name(), Value::Whole(ends.low.into())));
            figures.push((Figure::FavHigh.name(), Value::Whole(ends.high.into())));
            figures.extend((ends.pooled && cell.interval.is_none()).then(pooled));
        }
        figures.push(("neutral", score(shares.neutral)));
        figures.push(("unfav", score(shares.unfavourable)));
    }
    if let Some(points) = cell.points.as_ref().map(|points| points.get()) {
        let points: Vec<String> = points.iter().map(u8::to_string).collect();
        figures.push(("points", Value::Text(points.join(" "))));
    }
    if let Some(bounds) = cell.bounds.as_ref().map(|bounds| bounds.get()) {
        figures.push(whole("least", bounds.least.into()));
        figures.push(whole("most", bounds.most.into()));
    }
    figures.extend(cell.recommend.map(|one| ("nps", bounded(one.get().score, one.get().edge))));
    figures.extend(cell.reliability.map(|one| ("alpha", hundredths(one.get().alpha))));
    figures.extend(cell.agreement.map(|one| ("rwg", hundredths(one.get().rwg))));
    if let Some(clustering) = cell.clustering.as_ref().map(|one| one.get()) {
        figures.push(("icc1", hundredths(clustering.icc1)));
        figures.push(("icc2", hundredths(clustering.icc2)));
    }
    figures
}

/// Everything that the report holds under a key.
pub(super) fn everything(key: Key, known: &Known) -> Figures {
    let mut figures = Figures::new();
    if let Some(cell) = known.cell {
        figures.extend(cell_at(key, cell));
        figures.extend(ends_beside(cell));
        figures.extend(cell.change.iter().flat_map(|change| comparison("change", change)));
    }
    figures.extend(known.gap.into_iter().flat_map(|gap| comparison("gap", gap)));
    figures.extend(known.drivers.into_iter().flat_map(|drivers| driven(key, drivers)));
    figures.extend(known.responded.into_iter().flat_map(responded));
    figures
}

/// The ends of the intervals that go with other figures than the mean.
fn ends_beside(cell: &Cell) -> Figures {
    let mut figures = Figures::new();
    if let Some(interval) = cell.recommend.as_ref().and_then(|one| one.get().interval) {
        figures.push((Figure::NpsLow.name(), Value::Whole(interval.low.into())));
        figures.push((Figure::NpsHigh.name(), Value::Whole(interval.high.into())));
    }
    if let Some(Reliability { interval: [low, high], .. }) =
        cell.reliability.as_ref().map(|one| one.get())
    {
        figures.push((Figure::AlphaLow.name(), hundredths(*low)));
        figures.push((Figure::AlphaHigh.name(), hundredths(*high)));
    }
    figures
}

/// What drivers say of one of them, or of the outcome that they explain.
fn driven(key: Key, drivers: &Drivers) -> Figures {
    if key.what == What::Question(drivers.outcome) {
        let explained = Value::Whole((*drivers.explained.get()).into());
        let complete = Value::Whole((*drivers.n.get()).into());
        return vec![(Figure::R2.name(), explained), (Figure::Complete.name(), complete)];
    }
    let own = drivers.weights.iter().filter(|(what, _)| *what == key.what);
    own.map(|(_, weight)| (Figure::Weight.name(), Value::Whole((*weight.get()).into()))).collect()
}

/// The figures of a change or a gap, under this name.
pub(super) fn comparison(name: &'static str, comparison: &Comparison) -> Figures {
    let mut figures = vec![(name, Value::Whole((*comparison.points.get()).into()))];
    figures.extend(comparison.interval.iter().flat_map(|interval| ends(*interval.get())));
    figures.extend(comparison.p.map(|p| ("p", p_value(*p.get()))));
    figures.extend(comparison.p_raw.map(|p| ("p_raw", p_value(*p.get()))));
    figures
        .extend(comparison.g.as_ref().map(|g| ("g", Value::Number(f64::from(g.get().0) / 10.0))));
    figures.push(("items", Value::Whole(i64::try_from(comparison.items).unwrap_or(i64::MAX))));
    figures
}

/// The figures of who answered.
pub(super) fn responded(responded: &Responded) -> Figures {
    let mut figures = vec![("n", Value::Whole((*responded.n.get()).into()))];
    let whole = |figure: i64| Value::Whole(figure);
    figures.extend(responded.invited.map(|all| ("invited", whole((*all.get()).into()))));
    figures.extend(responded.rate.map(|rate| ("rate", whole((*rate.get()).into()))));
    figures
}

fn score(score: Score) -> Value {
    bounded(score.value.into(), score.edge)
}

fn bounded(number: i16, edge: Option<Edge>) -> Value {
    match edge {
        None => Value::Whole(number.into()),
        Some(_) => Value::Text(bound_for_csv(number, edge)),
    }
}

fn ends(interval: Interval) -> Figures {
    let mut figures = vec![
        ("low", Value::Whole(interval.low.into())),
        ("high", Value::Whole(interval.high.into())),
    ];
    figures.extend(interval.pooled.then(pooled));
    figures
}

/// Marks intervals that rest on the typical spread.
fn pooled() -> (&'static str, Value) {
    ("spread", Value::Text("pooled".to_owned()))
}

fn p_value(p: PValue) -> Value {
    match p {
        PValue::UnderOneHundredth => Value::Text(p_for_csv(p)),
        PValue::Hundredths(hundredths) => Value::Fixed(f64::from(hundredths) / 100.0, 2),
    }
}

fn hundredths(figure: Hundredths) -> Value {
    Value::Fixed(f64::from(figure.0) / 100.0, 2)
}
