//! actions.toml

use super::Known;
use super::entry::{self, Ids};
use crate::content::Fields;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::register::{Action, Status};
use crate::source::{Located, Source, Spot};
use jiff::civil::Date;

/// Reads the actions. `others` are the measures and the goals that they may name.
pub(super) fn read(
    source: Option<&Source>,
    others: [&Ids; 2],
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> Vec<Action> {
    let (tables, mut ids) = entry::tables(source, "action", to);
    let mut actions = Vec::new();
    for table in tables {
        actions.extend(action(table, &mut ids, others, known, to));
    }
    actions
}

fn action(
    mut fields: Fields<'_>,
    ids: &mut Ids,
    [measures, goals]: [&Ids; 2],
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> Option<Action> {
    let place = fields.spot().clone();
    let id = ids.read(&mut fields, to);
    let from = fields.text("from", to).and_then(|id| known.names.find_wave(&id, to));
    let finding = entry::needed_line(&mut fields, "finding", to);
    let action = entry::needed_line(&mut fields, "action", to);
    let owner = entry::needed_line(&mut fields, "owner", to);
    let due = fields.date("due", to);
    let status = fields.choice("status", &Status::WORDS, to);
    let done = fields.optional_date("done", to);
    let audience = fields.optional_text("audience", to);
    let audience = audience.and_then(|id| known.names.find_audience(&id, to));
    let about = entry::about(&mut fields, "unit", known, to);
    let measure = measures.find(&mut fields, to);
    let goal = goals.find(&mut fields, to);
    let result = entry::line(&mut fields, "result", to);
    let is_sound = fields.is_sound();
    fields.finish(to);
    let asked = from.and_then(|wave| known.waves.get(usize::from(wave))).map(|wave| wave.opens);
    let since = "the first day of `from`";
    for (key, day) in [("due", due.as_ref()), ("done", done.as_ref())] {
        if let (Some(day), Some(first)) =
            (day, asked.filter(|first| day.is_some_and(|day| day.value < *first)))
        {
            let message = format!("`{key}` is {}, before {since}", day.value);
            to.push(
                Diagnostic::error(Code::DateOrder, day.spot.clone(), message)
                    .label(format!("expected {first} or a later day")),
            );
        }
    }
    if let (Some(status), true) = (&status, is_sound) {
        check_done(status, done.as_ref(), result.as_ref(), place, to);
    }
    Some(Action {
        id: id?,
        finding: finding?,
        action: action?,
        owner: owner?,
        due: due?.value,
        status: status?.value,
        done: done.map(|day| day.value),
        from: from?,
        audience,
        about,
        measure,
        goal,
        result,
    })
}

/// What is done has a day, and nothing else has one.
fn check_done(
    status: &Located<Status>,
    done: Option<&Located<Date>>,
    result: Option<&String>,
    place: Spot,
    to: &mut Diagnostics,
) {
    match (status.value, done) {
        (Status::Done, None) => to.push(
            Diagnostic::error(Code::Missing, status.spot.clone(), "an action is done without a day")
                .label("expected `done = 2026-09-30` beside it"),
        ),
        (Status::Open | Status::Dropped, Some(day)) => to.push(
            Diagnostic::error(Code::Conflict, day.spot.clone(), "an action that is not done has a day")
                .label("expected `status = \"done\"`, or no `done`"),
        ),
        (Status::Dropped, None) if result.is_none() => to.push(
            Diagnostic::warning(Code::Missing, place, "this action was dropped without a word")
                .label("expected `result`: why it was given up")
                .hint("people who answered see that their point was heard and set aside: tell them why"),
        ),
        _ => {}
    }
}
