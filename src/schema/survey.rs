//! survey.toml

use super::file::File;
use super::form::{Form, Key, by_id, by_language, list, name, needed, optional, texts};

pub(super) fn survey() -> File {
    let table = vec![
        needed("id", Form::Id, "The id of the questionnaire. Every answer file names it."),
        needed("audience", Form::Tables(1, audience()), "A group of people who are asked."),
        optional(
            "scale",
            Form::Tables(0, scale()),
            "What an answer can be. The scale `likely11`, from 0 to 10, is always there.",
        ),
        needed("dimension", Form::Tables(1, dimension()), "One of the things that are scored."),
        optional("question", Form::Tables(0, question()), "What is asked beside the dimensions."),
    ];
    File {
        name: "survey",
        path: "content/survey.toml",
        about: "The questionnaire: who is asked, what, and on which scale.",
        table,
    }
}

fn audience() -> Vec<Key> {
    vec![
        needed("id", Form::Id, "The id of the group, as in `internal`, `partner` or `supplier`."),
        optional("name", texts(), "What pages call the group, in each language."),
        optional("weight", Form::Weight, "Its share of a score over several groups.").or(1),
        optional(
            "minimum",
            Form::Whole(3, 1_000_000),
            "The fewest people of this group behind a figure, in place of what the site asks for; at least 3.",
        ),
        optional(
            "side",
            Form::OneOf(vec!["us", "supplier"]),
            "Whether these are your own people or those of suppliers. `supplier` for the group of that id.",
        ),
    ]
}

fn scale() -> Vec<Key> {
    let labels = || by_language(list(Form::Text));
    let points = || list(Form::Integer);
    vec![
        needed("id", Form::Id, "The id of the scale."),
        optional(
            "labels",
            labels(),
            "A label for each point, from the lowest up, in each language.",
        ),
        optional(
            "ends",
            labels(),
            "Two labels, for the lowest and the highest point, in each language.",
        ),
        optional("min", Form::Whole(-1000, 1000), "The lowest point.").or(1),
        optional("max", Form::Whole(-1000, 1000), "The highest point, where there are no labels."),
        optional(
            "favourable",
            points(),
            "The points that count as favourable. Without it no shares are shown.",
        ),
        optional("unfavourable", points(), "The points that count as unfavourable."),
    ]
}

fn dimension() -> Vec<Key> {
    vec![
        needed(
            "id",
            Form::Id,
            "The id. Dimensions, practices, items and questions share one set of ids.",
        ),
        needed("name", texts(), "What pages call it, in each language."),
        optional("about", texts(), "One sentence on what it means, in each language."),
        optional("weight", Form::Weight, "Its share of the index.").or(1),
        needed("practice", Form::Tables(1, practice()), "What people do, or leave undone."),
    ]
}

fn practice() -> Vec<Key> {
    vec![
        needed("id", Form::Id, "The id, which is never changed."),
        needed("name", texts(), "What pages call it, in each language."),
        optional("about", texts(), "One sentence on what it means, in each language."),
        optional("weight", Form::Weight, "Its share of the score of its dimension.").or(1),
        optional("source", Form::Text, "The article or book that it comes from."),
        needed("item", Form::Tables(1, item()), "A statement that people rate."),
    ]
}

fn item() -> Vec<Key> {
    let own = vec![
        needed(
            "id",
            Form::Id,
            "The id, which is its column in answer files. A new wording needs a new id.",
        ),
        needed("scale", name(), "The id of its scale."),
        optional("replaces", name(), "The id of the item that this one took over from."),
        optional("since", Form::Day, "The day it was first asked, for your own records."),
        optional("until", Form::Day, "The day it was last asked, for your own records."),
    ];
    [own, asked()].concat()
}

fn question() -> Vec<Key> {
    let own = vec![
        needed("id", Form::Id, "The id, which is its column in answer files."),
        needed(
            "kind",
            Form::OneOf(vec!["outcome", "recommend", "obstacle", "comment"]),
            "What it is for: overall satisfaction, a recommendation, what stands in the way, or free text.",
        ),
        optional(
            "name",
            texts(),
            "What pages call an obstacle in a few words, in each language; its wording, if absent.",
        ),
        optional("scale", name(), "The id of its scale; a comment has none."),
        optional("dimension", name(), "The id of the dimension that a comment is about."),
    ];
    [own, asked()].concat()
}

/// Who is asked, and in which words.
fn asked() -> Vec<Key> {
    let wording = vec![needed("text", texts(), "The wording for this group, in each language.")];
    vec![
        optional("reverse", Form::Flag, "Whether agreement is bad.").or(false),
        needed(
            "forms",
            Form::List(1, Box::new(Form::Id)),
            "The forms that it is on, such as `full` and `pulse`. A wave sends one of them.",
        ),
        optional(
            "audiences",
            Form::List(1, Box::new(name())),
            "The groups that are asked; all, if absent.",
        ),
        needed("text", texts(), "The wording, in each language."),
        optional(
            "for",
            by_id(Form::Table(wording)),
            "A wording of its own for a group that sees the same practice from the other side.",
        ),
    ]
}
