//! What lies in the folder of a wave, and what was published of it.

use super::file::File;
use super::form::{Form, Key, Table, by_id, list, name, needed, optional, response, wave};

/// The most people that one group can have.
const MOST_PEOPLE: i64 = 1_000_000;

pub(super) fn files() -> Vec<File> {
    vec![
        File {
            name: "wave",
            path: "content/waves/*/wave.toml",
            about: "One round of asking. The name of the folder is the id of the wave.",
            table: wave_file(),
        },
        File {
            name: "answers",
            path: "content/waves/*/answers/*.toml",
            about: "What people answered. Survey pages and `rapportage collect` write such files.",
            table: answers(),
        },
        File {
            name: "comments",
            path: "content/waves/*/comments.toml",
            about: "Which comments may be quoted, and in which words.",
            table: vec![optional(
                "comment",
                Form::Tables(0, comment()),
                "A decision about one comment.",
            )],
        },
        File {
            name: "edition",
            path: "content/editions/*.toml",
            about: "What was published of a wave. Only `rapportage publish` writes such files: leave them as \
                    they are.",
            table: edition(),
        },
        File {
            name: "secret",
            path: "content/secret.toml",
            about: "The salt of the site. Keep a copy, and show it to nobody.",
            table: vec![needed(
                "salt",
                Form::Sized(16, 1000),
                "At least 16 random characters. `rapportage init` writes 32; never change them.",
            )],
        },
    ]
}

fn wave_file() -> Table {
    vec![
        optional("name", Form::Text, "What pages call the wave; the name of its folder, if absent."),
        needed("form", Form::Id, "The form that is sent, as items name it in `forms`."),
        needed(
            "state",
            Form::OneOf(vec!["open", "closed"]),
            "An open wave has survey pages; a closed one is scored and reported.",
        ),
        needed("opens", Form::Day, "The first day."),
        needed("closes", Form::Day, "The last day. Waves are ordered by it."),
        optional(
            "reopen",
            Form::Flag,
            "Lets in answers that changed after the wave was published. Some figures disappear then.",
        )
        .or(false),
        optional("invited", Form::Tables(0, invited()), "How many people were invited, group by group."),
    ]
}

fn invited() -> Table {
    vec![
        optional("unit", name(), "The id of the unit, for people who answer about no supplier."),
        optional("supplier", name(), "The id of the supplier that the answers are about. Not beside `unit`."),
        optional(
            "attributed",
            Form::Flag,
            "Whether the supplier's own people agreed to answer as a named company, however few they are.",
        )
        .or(false),
        needed("people", by_id(Form::Whole(0, MOST_PEOPLE)), "How many people, by the id of their group."),
    ]
}

fn answers() -> Table {
    vec![
        needed("survey", name(), "The id of the questionnaire."),
        needed("wave", wave(), "The id of the wave."),
        optional("form", Form::Id, "The form that was answered."),
        optional("language", Form::Text, "The language that it was answered in."),
        optional("response", Form::Tables(0, answered()), "What one person answered."),
    ]
}

fn answered() -> Table {
    let answer = Form::Either(vec![Form::Integer, Form::OneOf(vec!["na"])]);
    vec![
        needed("id", response(), "Random letters and digits; never a name."),
        needed("audience", name(), "The id of the group that the person belongs to."),
        optional("unit", name(), "The id of the unit that the person belongs to."),
        optional("supplier", name(), "The id of the supplier that the answers are about."),
        optional(
            "answers",
            by_id(answer),
            "A point of its scale for each item or question; \"na\" for don't know. Absent: no answer.",
        ),
        optional("comments", by_id(Form::Words), "Free texts, by the id of the question."),
    ]
}

fn comment() -> Table {
    vec![
        needed("id", response(), "The id of the response."),
        needed("question", name(), "The id of the question."),
        optional(
            "supplier",
            name(),
            "The supplier that the response is about, if it is about one.",
        ),
        needed(
            "decision",
            Form::OneOf(vec!["approve", "redact"]),
            "Quote it as it is, or in the words of `text`.",
        ),
        optional(
            "text",
            Form::Words,
            "What is quoted instead. Only beside `decision = \"redact\"`.",
        ),
    ]
}

fn edition() -> Table {
    let parents = by_id(Form::Either(vec![name(), Form::OneOf(vec![""])]));
    vec![
        needed("wave", wave(), "The id of the wave."),
        optional(
            "cells",
            list(Form::Text),
            "The figures that were first published with this edition.",
        ),
        optional("settings", Form::Table(settings()), "How careful the report was."),
        optional("asked", by_id(list(name())), "The ids of the items that were asked, by group."),
        needed("units", parents, "The units of that day, each with the one above it."),
        optional("pools", by_id(list(name())), "The pools of that day with their units."),
        optional(
            "attributed",
            list(name()),
            "The suppliers whose own people had agreed to be named.",
        ),
        optional("response", Form::Tables(0, recorded()), "One response as it was counted."),
    ]
}

fn settings() -> Table {
    vec![
        optional("people", Form::Whole(1, MOST_PEOPLE), "The fewest people behind a figure."),
        optional(
            "spread",
            Form::Whole(1, MOST_PEOPLE),
            "The fewest people behind a figure that shows spread.",
        ),
        optional(
            "min_answered",
            Form::Weight,
            "The share of items that somebody had to answer to be counted.",
        ),
        optional("minimum", by_id(Form::Whole(1, MOST_PEOPLE)), "Stricter minimums, by group."),
    ]
}

fn recorded() -> Vec<Key> {
    vec![
        needed("id", Form::Words, "The id of the response."),
        optional("supplier", name(), "The supplier that it is about."),
        needed("unit", name(), "The unit that it counts in."),
        needed("audience", name(), "The group that it belongs to."),
        optional("counted", list(Form::Text), "The scores that it counts in."),
        optional("open", list(name()), "The ids of the items of these that it left open."),
        needed("digest", Form::Pattern("^[0-9a-f]{32}$"), "A salted hash of its answers."),
    ]
}
