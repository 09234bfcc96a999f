//! goals.toml

use super::Known;
use super::entry::{self, Ids};
use crate::content::Fields;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::register::{Goal, Lack, Letter, Standing};
use crate::source::{Source, Spot};

/// Reads the goals and their ids.
pub(super) fn read(
    source: Option<&Source>,
    measures: &Ids,
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> (Vec<Goal>, Ids) {
    let (tables, mut ids) = entry::tables(source, "goal", to);
    let mut goals = Vec::new();
    for table in tables {
        let mut problems = Diagnostics::default();
        let place = table.spot().clone();
        let is_sound = table.is_sound();
        let goal = goal(table, &mut ids, measures, known, &mut problems);
        // What is written but wrong is not lacking: that is a mistake of its own. A goal that is still
        // discussed may lack what it likes.
        let held = goal.as_ref().filter(|goal| goal.standing != Standing::Proposed);
        if let (Some(goal), true) = (held, is_sound && !problems.has_errors()) {
            check_smart(&goal.lacks(), place, to);
        }
        to.append(problems);
        goals.extend(goal);
    }
    ids.settle(goals.iter().map(|goal| goal.id.as_str()));
    (goals, ids)
}

fn goal(
    mut fields: Fields<'_>,
    ids: &mut Ids,
    measures: &Ids,
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> Option<Goal> {
    let id = ids.read(&mut fields, to);
    let text = entry::needed_line(&mut fields, "text", to);
    let names_measure = fields.has("measure");
    let measure = measures.find(&mut fields, to);
    let number = fields.take("number");
    if let (true, Some(number)) = (names_measure, &number) {
        let message = "`number` stands beside `measure`";
        to.push(
            Diagnostic::error(Code::Conflict, number.key.spot.clone(), message)
                .label("expected one of the two: the measure has a target already"),
        );
    }
    let number = number.and_then(|row| row.plain(to)).map(|number| number.value);
    let agreed = fields.optional_date("agreed", to);
    let reviewed = fields.optional_date("reviewed", to);
    let due = fields.optional_date("due", to);
    let first = agreed.as_ref().map(|day| day.value);
    entry::check_order(("reviewed", reviewed.as_ref()), ("agreed", first), to);
    entry::check_order(("due", due.as_ref()), ("agreed", first), to);
    let owners = entry::owners(&mut fields, to);
    let about = entry::about(&mut fields, "unit", known, to);
    let why = entry::line(&mut fields, "why", to);
    let standing = fields.take("status").and_then(|row| row.choice(&Standing::WORDS, to));
    let looked_at = reviewed.as_ref().or(agreed.as_ref()).map(|day| day.spot.clone());
    fields.finish(to);
    let goal = Goal {
        id: id?,
        text: text?,
        measure,
        number,
        agreed: agreed.map(|day| day.value),
        reviewed: reviewed.map(|day| day.value),
        due: due.map(|day| day.value),
        owners,
        about,
        why,
        standing: standing.map(|standing| standing.value).unwrap_or_default(),
    };
    if let (true, Some(spot)) = (goal.is_stale(known.date), looked_at) {
        let day = goal.looked_at().map(|day| day.to_string()).unwrap_or_default();
        to.push(
            Diagnostic::warning(
                Code::Stale,
                spot,
                format!("this goal was last looked at on {day}"),
            )
            .label(format!("more than twelve months before {}, the day of the report", known.date))
            .hint("go through it with the other side, and set `reviewed` to that day"),
        );
    }
    Some(goal)
}

/// Says which letters a goal lacks, and why.
fn check_smart(lacks: &[Lack], place: Spot, to: &mut Diagnostics) {
    if lacks.is_empty() {
        return;
    }
    let is_missing = |letter: &Letter| lacks.iter().any(|lack| lack.letter() == *letter);
    let missing = Letter::ALL.into_iter().filter(is_missing).map(Letter::letter);
    let message =
        format!("this goal is not SMART: {} missing", missing.collect::<Vec<_>>().join(", "));
    let warning = Diagnostic::warning(Code::NotSmart, place, message)
        .label("the page of the goal will say so");
    to.push(lacks.iter().fold(warning, |warning, lack| warning.hint(advice(*lack))));
}

/// What to do about it.
fn advice(lack: Lack) -> &'static str {
    match lack {
        Lack::Sentence => "S: say in `text` who does what, in five words or more",
        Lack::OwnerHere => "S: name a role of your own as `us` in `owners`",
        Lack::Number => {
            "M: name a `measure` of measures.toml, or write what is counted as `number`"
        }
        Lack::Agreement => "A: write the day on which both sides agreed as `agreed`",
        Lack::OwnerThere => "A: name a role on the other side as `them` in `owners`",
        Lack::Purpose => "R: list what it serves in `about`, or write one sentence as `why`",
        Lack::Due => "T: write its last day as `due`",
    }
}
