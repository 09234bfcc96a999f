//! Front matter of Markdown files: notes, issues of the newsletter, and the commentary on a wave.

use super::file::File;
use super::form::{Form, Table, by_text, list, name, needed, optional, wave};
use crate::notes::Kind;

pub(super) fn files() -> Vec<File> {
    vec![
        File {
            name: "note",
            path: "content/notes/**/*.md",
            about: "The front matter of a note, between two lines of +++.",
            table: note(),
        },
        File {
            name: "newsletter",
            path: "content/newsletters/*.md",
            about: "The front matter of an issue of the newsletter. The text below it is the editorial.",
            table: newsletter(),
        },
        File {
            name: "review",
            path: "content/waves/*/review.md",
            about: "The front matter of the commentary on a wave; it may be left out.",
            table: vec![optional(
                "decision",
                Form::Text,
                "What is to be decided, in one plain sentence.",
            )],
        },
    ]
}

fn note() -> Table {
    vec![
        needed(
            "kind",
            Form::OneOf(Kind::ALL.map(Kind::name).to_vec()),
            "What the note is: what worked, who is celebrated, what stands in the way, what was agreed, or \
             a page of your own.",
        ),
        needed("title", Form::Words, "The title of the page."),
        optional(
            "slug",
            Form::Pattern("^[a-z0-9][a-z0-9-]{0,79}$"),
            "The last part of its address; the name of the file, if absent.",
        ),
        optional("date", Form::Day, "The day it stands for. Lists are newest first."),
        optional("summary", Form::Text, "One or two sentences for lists."),
        optional(
            "outcome",
            Form::Text,
            "What came of it, as in \"lead time 14 to 9 days\". A story needs one.",
        ),
        optional("author", Form::Text, "A role or a team."),
        optional("draft", Form::Flag, "Whether it is left out of the site for now.").or(false),
        optional("dimensions", list(name()), "The ids of the dimensions that it is about."),
        optional("practices", list(name()), "The ids of the practices that it is about."),
        optional(
            "questions",
            list(name()),
            "The ids of the questions that it is about, such as an obstacle.",
        ),
        optional("suppliers", list(name()), "The ids of the suppliers that it is about."),
        optional("units", list(name()), "The ids of the units that it is about."),
        optional("extra", by_text(Form::Single), "Whatever a theme of your own wants to know."),
    ]
}

fn newsletter() -> Table {
    vec![
        needed("wave", wave(), "The id of the closed wave that it tells of."),
        optional("date", Form::Day, "The day it goes out; the last day of the wave, if absent."),
        needed("subject", Form::Words, "The subject of the mail, at most 49 characters."),
        needed(
            "preheader",
            Form::Words,
            "What mail programs show beside the subject, 40 to 70 characters.",
        ),
        optional("stories", list(name()), "The addresses (slugs) of stories, in their order."),
        optional("awards", list(name()), "The addresses (slugs) of awards, in their order."),
        optional("next", list(name()), "The ids of actions that come next."),
    ]
}
