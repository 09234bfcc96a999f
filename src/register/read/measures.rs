//! measures.toml

use super::Known;
use super::entry::{self, Ids};
use crate::content::{Fields, Row};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::{Figure, Query};
use crate::register::{Direction, Measure, MeasureKind, Values};
use crate::source::{Located, Source, Spot};
use std::collections::BTreeMap;

/// Reads the measures and their ids.
pub(super) fn read(
    source: Option<&Source>,
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> (Vec<Measure>, Ids) {
    let (tables, mut ids) = entry::tables(source, "measure", to);
    let mut measures = Vec::new();
    for table in tables {
        measures.extend(measure(table, &mut ids, known, to));
    }
    ids.settle(measures.iter().map(|measure| measure.id.as_str()));
    (measures, ids)
}

fn measure(
    mut fields: Fields<'_>,
    ids: &mut Ids,
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> Option<Measure> {
    let place = fields.spot().clone();
    let id = ids.read(&mut fields, to);
    let name = entry::needed_line(&mut fields, "name", to);
    let kind = fields.take("kind").map(|row| row.choice(&MeasureKind::WORDS, to));
    let unit = read_unit(&mut fields, known, to);
    let direction = fields.choice("direction", &Direction::WORDS, to);
    let has_baseline = fields.has("baseline");
    let baseline = fields.optional_number("baseline", to);
    let target = fields.required("target", "a number", to).and_then(|row| row.number(to));
    let owners = entry::owners(&mut fields, to);
    let about = entry::about(&mut fields, "where", known, to);
    let values = read_values(&mut fields, has_baseline, known, to);
    let is_sound = fields.is_sound();
    fields.finish(to);
    if is_sound && owners.us.is_none() {
        let message = "nobody here owns this measure";
        to.push(
            Diagnostic::error(Code::Missing, place, message)
                .label("expected `owners = { us = \"a role here\", them = \"a role there\" }`"),
        );
    } else if is_sound && owners.them.is_none() {
        let message = "nobody on the other side owns this measure";
        to.push(
            Diagnostic::warning(Code::Missing, place, message)
                .label("expected `them` in `owners`")
                .hint("name the role at the supplier or in the unit that looks at it with you"),
        );
    }
    let (direction, target) = (direction?, target?);
    check_way(direction.value, baseline.as_ref(), &target, to);
    Some(Measure {
        id: id?,
        name: name?,
        kind: kind.map_or(Some(MeasureKind::Joint), |kind| kind.map(|kind| kind.value))?,
        unit,
        direction: direction.value,
        baseline: baseline.map(|baseline| baseline.value),
        target: target.value,
        owners,
        about,
        values: values?,
    })
}

/// What the numbers count. A unit of the organisation here is a slip: that is `where`.
fn read_unit(fields: &mut Fields<'_>, known: &Known<'_>, to: &mut Diagnostics) -> Option<String> {
    let row = fields.take("unit")?;
    let spot = row.spot.clone();
    let unit = row.text(to)?.value.trim().to_owned();
    if known.names.unit(&unit).is_some() {
        let message = format!("`{unit}` is a unit of the organisation");
        to.push(
            Diagnostic::error(Code::Conflict, spot, message)
                .label("expected what the numbers count, such as \"%\" or \"days\"")
                .hint(format!("a measure of one unit says `where = \"{unit}\"`")),
        );
    }
    (!unit.is_empty()).then_some(unit)
}

/// A target on the wrong side of the baseline.
fn check_way(
    direction: Direction,
    baseline: Option<&Located<f64>>,
    target: &Located<f64>,
    to: &mut Diagnostics,
) {
    let Some(baseline) = baseline else { return };
    let (is_wrong, word, expected) = match direction {
        Direction::Up => (target.value < baseline.value, "up", "or more"),
        Direction::Down => (target.value > baseline.value, "down", "or less"),
    };
    if is_wrong {
        let message = format!("`target` is {}, but the direction is {word}", target.value);
        to.push(
            Diagnostic::error(Code::Conflict, target.spot.clone(), message).label(format!(
                "expected {} {expected}, since that is the baseline",
                baseline.value
            )),
        );
    }
}

/// `values` or `cell`, one of them.
fn read_values(
    fields: &mut Fields<'_>,
    has_baseline: bool,
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> Option<Values> {
    let (place, is_sound) = (fields.spot().clone(), fields.is_sound());
    match (fields.take("values"), fields.take("cell")) {
        (Some(values), Some(cell)) => {
            let message = "`cell` stands beside `values`";
            to.push(
                Diagnostic::error(Code::Conflict, cell.key.spot, message)
                    .label("expected one of the two")
                    .hint("`cell` takes the value of each wave from the survey"),
            );
            read_typed(values, known, to);
            None
        }
        (Some(values), None) => {
            if !has_baseline && is_sound {
                let message = "`baseline` is missing";
                to.push(
                    Diagnostic::error(Code::Missing, place, message)
                        .label("expected the value at the outset in this table"),
                );
            }
            read_typed(values, known, to).map(Values::Typed)
        }
        (None, Some(cell)) => read_cell(cell, known, to).map(Values::Survey),
        (None, None) => {
            if is_sound {
                let message = "this measure has no values";
                to.push(
                    Diagnostic::error(Code::Missing, place, message)
                        .label("expected `values = { 2026-Q3 = 47 }` or `cell = \"KEY\"`"),
                );
            }
            None
        }
    }
}

fn read_typed(row: Row<'_>, known: &Known<'_>, to: &mut Diagnostics) -> Option<BTreeMap<u8, f64>> {
    let mut values = BTreeMap::new();
    for row in row.table(to)?.take_rest() {
        let wave = known.names.find_wave(&row.key, to);
        let value = row.number(to);
        values.extend(wave.zip(value).map(|(wave, value)| (wave, value.value)));
    }
    Some(values)
}

/// Figures that a measure can follow: those with a way up and down that a reader knows.
const FIGURES: [Figure; 4] = [Figure::Mean, Figure::Fav, Figure::Nps, Figure::Rate];

/// The key of a figure that the survey gives every wave.
fn read_cell(row: Row<'_>, known: &Known<'_>, to: &mut Diagnostics) -> Option<Query> {
    let key = row.text(to)?;
    let mut refuse = |span: std::ops::Range<usize>, message: String, label: &str| {
        // The text stands after its opening quote.
        let at = key.spot.start + 1;
        let spot = Spot::new(&key.spot.file, at + span.start..at + span.end);
        to.push(Diagnostic::error(Code::UnknownName, spot, message).label(label));
    };
    match known.names.read(&key.value) {
        Err(mistake) => {
            let near = mistake.near.map(|near| format!("; did you mean `{near}`?"));
            let label = format!("expected {}{}", mistake.expected, near.unwrap_or_default());
            refuse(mistake.at, mistake.message, &label);
            None
        }
        Ok(query) if !query.matched.is_empty() => {
            let message = "this key compares waves".to_owned();
            refuse(0..key.value.len(), message, "expected one wave, the first that counts");
            None
        }
        Ok(Query { figure: Some(figure), .. }) if !FIGURES.contains(&figure) => {
            let message = format!("a measure cannot follow `{}`", figure.name());
            let names = FIGURES.map(Figure::name).join(", ");
            refuse(0..key.value.len(), message, &format!("expected one of {names}"));
            None
        }
        Ok(query) => Some(query),
    }
}
