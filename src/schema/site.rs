//! site.toml

use super::file::File;
use super::form::{Form, Key, by_id, language, needed, optional};
use crate::organisation::SupplierType;

pub(super) fn site() -> File {
    let table = vec![
        needed("organisation", Form::Words, "Whose report this is, as pages name it."),
        needed("title", Form::Words, "The title of the report."),
        optional(
            "base_url",
            Form::Pattern("^https?://[^?#\\s]+$"),
            "Where the site will stand. Only mail, feed and sitemap need it: pages work from any folder.",
        ),
        needed(
            "languages",
            Form::List(1, Box::new(language())),
            "Language codes. The report speaks the first; survey pages come in each.",
        ),
        optional(
            "theme",
            Form::Pattern("^[A-Za-z0-9_-]+$"),
            "A folder in themes/. Its files win over those of the built-in theme, one by one.",
        )
        .or("default"),
        optional("sample", Form::Flag, "Whether every page says that the data is made up.")
            .or(false),
        optional("privacy", Form::Table(privacy()), "How careful the report is with people."),
        optional("collect", Form::Table(collect()), "What happens to answers of survey pages."),
        optional("targets", Form::Table(targets()), "Scores that are aimed for, by dimension."),
        optional(
            "maturity",
            Form::Tables(0, maturity()),
            "Levels of your own in place of the four, the lowest first, from two to nine.",
        ),
    ];
    File {
        name: "site",
        path: "content/site.toml",
        about: "What the site is called, in which languages it speaks, and how careful it is.",
        table,
    }
}

fn privacy() -> Vec<Key> {
    vec![
        optional("people", Form::Whole(3, 1000), "The fewest people behind a figure that is shown.")
            .or(5),
        optional(
            "spread",
            Form::Whole(3, 1000),
            "The fewest people before it is shown how far their answers lie apart. Not less than `people`.",
        )
        .or(10),
    ]
}

fn collect() -> Vec<Key> {
    vec![optional(
        "endpoint",
        Form::Pattern("^https?://[^#\\s]+$"),
        "Where survey pages send answers, such as the address of `rapportage collect --listen`. Without \
         it people save a file and send that.",
    )]
}

fn targets() -> Vec<Key> {
    let of_type = |word| optional(word, scores(), "Targets for the suppliers of this type.");
    let types = SupplierType::WORDS.map(|(word, _)| of_type(word)).to_vec();
    vec![
        optional("organisation", scores(), "Targets for the organisation as a whole."),
        optional("type", Form::Table(types), "Targets for all suppliers of a type."),
    ]
}

/// Scores by dimension.
pub(super) fn scores() -> Form {
    by_id(Form::Whole(0, 100))
}

fn maturity() -> Vec<Key> {
    vec![
        needed("name", Form::Words, "What the level is called."),
        needed("from", Form::Whole(0, 95), "The score that it begins at; 0 for the lowest."),
    ]
}
