//! What the organisation wrote down beside the survey.

use super::{Field, list, place, sheet, text};
use crate::key::What;
use crate::register::{Action, Goal, Measure};
use crate::table::{Sheet, Value};
use crate::view::register::value_in;
use crate::view::scene::Scene;
use jiff::civil::Date;

fn optional(words: Option<&String>) -> Field {
    text(words.map_or("", String::as_str))
}

fn day(day: Option<Date>) -> Field {
    day.map(Value::Day)
}

fn about(scene: &Scene, what: &[What]) -> Field {
    list(what.iter().map(|&what| scene.input.names.write_what(what)))
}

/// Each measure with a row for each of its waves. The value of one that the survey counts is named by
/// its cell.
pub(super) fn measures(scene: &Scene) -> Sheet {
    let rows = |measure: &Measure| {
        let [unit, supplier] = place(scene, measure.about.place);
        let head = vec![
            text(&measure.id),
            text(&measure.name),
            text(measure.kind.word()),
            unit,
            supplier,
            about(scene, &measure.about.what),
            optional(measure.owners.us.as_ref()),
            optional(measure.owners.them.as_ref()),
            optional(measure.unit.as_ref()),
            text(measure.direction.word()),
            measure.baseline.map(Value::Number),
            Some(Value::Number(measure.target)),
        ];
        let waves = scene.input.report.waves().iter();
        let values = waves.filter_map(|&wave| Some((wave, value_in(scene, measure, wave)?)));
        let value = |(wave, (cell, number)): (u8, (String, Option<f64>))| {
            let wave = text(scene.wave_id(wave));
            let own = [wave, number.map(Value::Number), text(cell)];
            head.iter().cloned().chain(own).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<Field>> = values.map(value).collect();
        match rows.is_empty() {
            true => vec![head.iter().cloned().chain([None, None, None]).collect()],
            false => rows,
        }
    };
    let columns = [
        "measure",
        "name",
        "kind",
        "unit",
        "supplier",
        "about",
        "us",
        "them",
        "counted",
        "direction",
        "baseline",
        "target",
        "wave",
        "value",
        "cell",
    ];
    let all = &scene.input.register.measures;
    sheet(scene, "measures", &columns, all.iter().flat_map(rows).collect())
}

/// What was agreed with the other side.
pub(super) fn goals(scene: &Scene) -> Sheet {
    let register = scene.input.register;
    let row = |goal: &Goal| {
        let [unit, supplier] = place(scene, goal.about.place);
        let measure = goal.measure.and_then(|at| register.measures.get(at));
        let lacks: Vec<_> = goal.lacks().into_iter().map(|lack| lack.letter().letter()).collect();
        vec![
            text(&goal.id),
            text(&goal.text),
            text(goal.standing.word()),
            unit,
            supplier,
            about(scene, &goal.about.what),
            optional(goal.owners.us.as_ref()),
            optional(goal.owners.them.as_ref()),
            text(measure.map_or("", |measure| &measure.id)),
            optional(goal.number.as_ref()),
            optional(goal.why.as_ref()),
            day(goal.agreed),
            day(goal.reviewed),
            day(goal.due),
            list(lacks),
        ]
    };
    let columns = [
        "goal", "text", "status", "unit", "supplier", "about", "us", "them", "measure", "number",
        "why", "agreed", "reviewed", "due", "lacks",
    ];
    sheet(scene, "goals", &columns, register.goals.iter().map(row).collect())
}

/// What is done about the findings.
pub(super) fn actions(scene: &Scene) -> Sheet {
    let register = scene.input.register;
    let row = |action: &Action| {
        let [unit, supplier] = place(scene, action.about.place);
        let audience = action.audience.map(|of| &scene.input.survey.audiences[usize::from(of)].id);
        let measure = action.measure.and_then(|at| register.measures.get(at));
        let goal = action.goal.and_then(|at| register.goals.get(at));
        vec![
            text(&action.id),
            text(&action.finding),
            text(&action.action),
            text(&action.owner),
            text(action.status_on(scene.input.options.date).word()),
            day(Some(action.due)),
            day(action.done),
            text(scene.wave_id(action.from)),
            unit,
            supplier,
            about(scene, &action.about.what),
            optional(audience),
            text(measure.map_or("", |measure| &measure.id)),
            text(goal.map_or("", |goal| &goal.id)),
            optional(action.result.as_ref()),
        ]
    };
    let columns = [
        "action", "finding", "text", "owner", "status", "due", "done", "from", "unit", "supplier",
        "about", "audience", "measure", "goal", "result",
    ];
    sheet(scene, "actions", &columns, register.actions.iter().map(row).collect())
}
