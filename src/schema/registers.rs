//! measures.toml, goals.toml, actions.toml, engagement.toml and playbook.toml

use super::file::File;
use super::form::{Form, Key, Table, by_wave, name, needed, one_of, optional, texts, wave};
use super::organisation::measured;
use crate::register::{Direction, MeasureKind, Reason, Standing, Status};

pub(super) fn files() -> Vec<File> {
    let file = |name, path, about, key, table, entry| File {
        name,
        path,
        about,
        table: vec![optional(key, Form::Tables(0, table), entry)],
    };
    vec![
        file(
            "measures",
            "content/measures.toml",
            "What both sides count every quarter.",
            "measure",
            measure(),
            "A number with a target and owners on both sides.",
        ),
        file(
            "goals",
            "content/goals.toml",
            "What was agreed with the other side.",
            "goal",
            goal(),
            "A goal. The page says what it lacks to be a SMART one.",
        ),
        file(
            "actions",
            "content/actions.toml",
            "You said, we did: what is done about findings.",
            "action",
            action(),
            "What is done about one finding.",
        ),
        file(
            "engagement",
            "content/engagement.toml",
            "Where the time for relationships goes.",
            "entry",
            entry(),
            "Hours spent on one relationship.",
        ),
        file(
            "playbook",
            "content/playbook.toml",
            "What to do when the score of a practice is low.",
            "tip",
            tip(),
            "A piece of advice.",
        ),
    ]
}

fn owners() -> Key {
    let owners = vec![
        optional("us", Form::Words, "A role on your own side."),
        optional("them", Form::Words, "A role at the supplier, or in the unit that you work with."),
    ];
    optional(
        "owners",
        Form::Table(owners),
        "Who answers for it on each side: roles, no names of persons.",
    )
}

fn about() -> Key {
    optional(
        "about",
        measured(),
        "The ids of the dimensions, practices, items or questions it is about.",
    )
}

fn supplier() -> Key {
    optional("supplier", name(), "The id of the supplier that it is about.")
}

fn unit() -> Key {
    optional("unit", name(), "The id of the unit that it is about. Not beside `supplier`.")
}

fn measure() -> Table {
    vec![
        needed("id", Form::Id, "The id, by which others name it."),
        needed("name", Form::Words, "What pages call it."),
        optional("kind", one_of(&MeasureKind::WORDS), "What kind of thing is counted.").or("joint"),
        optional("unit", Form::Text, "What the numbers count, such as \"%\" or \"days\"."),
        needed("direction", one_of(&Direction::WORDS), "Which way is better."),
        optional("baseline", Form::Number, "Where it stood at the outset. Needed beside `values`."),
        needed("target", Form::Number, "Where it should get to."),
        owners(),
        about(),
        optional("where", name(), "The id of the unit that it is about. Not beside `supplier`."),
        supplier(),
        optional("values", by_wave(Form::Number), "The value of each wave. Either this or `cell`."),
        optional(
            "cell",
            Form::Words,
            "The key of a figure that the survey gives every wave, such as \
             2026-Q1/satisfaction:mean/-/supplier. Either this or `values`.",
        ),
    ]
}

fn goal() -> Table {
    vec![
        needed("id", Form::Id, "The id, by which others name it."),
        needed("text", Form::Words, "The goal in a sentence: who does what."),
        optional("measure", name(), "The id of the measure that counts it. Not beside `number`."),
        optional("number", Form::Single, "What is counted, in words. Not beside `measure`."),
        optional("agreed", Form::Day, "The day on which both sides agreed."),
        optional("reviewed", Form::Day, "The day on which both sides last went through it."),
        optional("due", Form::Day, "The last day."),
        owners(),
        about(),
        unit(),
        supplier(),
        optional("why", Form::Words, "Why it matters, in a sentence."),
        optional("status", one_of(&Standing::WORDS), "How it stands.").or("open"),
    ]
}

fn action() -> Table {
    vec![
        needed("id", Form::Id, "The id, by which others name it."),
        needed("from", wave(), "The id of the wave that brought the finding."),
        needed("finding", Form::Words, "What was found."),
        needed("action", Form::Words, "What is done about it."),
        needed("owner", Form::Words, "The role that does it; no name of a person."),
        needed("due", Form::Day, "The last day."),
        needed("status", one_of(&Status::WORDS), "How far it is."),
        optional("done", Form::Day, "The day it was done. Only beside `status = \"done\"`."),
        optional(
            "audience",
            name(),
            "The id of the group whose score is looked at before and after.",
        ),
        about(),
        unit(),
        supplier(),
        optional("measure", name(), "The id of the measure that it should move."),
        optional("goal", name(), "The id of the goal that it serves."),
        optional("result", Form::Words, "What came of it, or why it was dropped."),
    ]
}

fn entry() -> Table {
    vec![
        unit(),
        supplier(),
        needed("wave", wave(), "The id of the wave in whose quarter the time was spent."),
        needed("element", Form::Whole(1, 5), "The element of the five-element cycle."),
        needed("hours", Form::Weight, "How many hours."),
        needed(
            "reason",
            one_of(&Reason::WORDS),
            "Whether it was planned or something had gone wrong.",
        ),
    ]
}

fn tip() -> Table {
    vec![
        needed("practice", name(), "The id of the practice that it helps."),
        needed("text", texts(), "The advice, in each language."),
        needed("source", Form::Words, "Where it comes from."),
    ]
}
