//! imports.toml

use super::file::File;
use super::form::{Form, Table, by_id, by_text, name, needed, one_of, optional};
use crate::import::Dialect;

pub(super) fn imports() -> File {
    File {
        name: "imports",
        path: "content/imports.toml",
        about: "How the exports of other tools are read, wave after wave. `rapportage import --write` keeps it.",
        table: vec![optional("import", Form::Tables(0, import()), "How one export is read.")],
    }
}

fn import() -> Table {
    let point = Form::Either(vec![Form::Integer, Form::OneOf(vec!["na", ""])]);
    vec![
        needed("id", Form::Id, "The id. The answers lie in answers/ID.csv of each wave."),
        needed("dialect", one_of(&Dialect::WORDS), "The tool that the export comes from."),
        optional("audience", name(), "The id of the group that everybody in it belongs to."),
        optional("unit", name(), "The id of the unit that everybody in it belongs to."),
        optional("supplier", name(), "The id of the supplier that all of it is about."),
        optional(
            "columns",
            by_text(name()),
            "Headings, and what their columns are: the id of an item or question, or `audience`, `unit`, \
             `supplier` or `drop`.",
        ),
        optional(
            "audiences",
            by_text(name()),
            "What the cells of the audience's column stand for.",
        ),
        optional("units", by_text(name()), "What the cells of the unit's column stand for."),
        optional(
            "suppliers",
            by_text(name()),
            "What the cells of the supplier's column stand for.",
        ),
        optional(
            "labels",
            by_id(by_text(point)),
            "Labels that survey.toml does not have, by scale: a point, \"na\" for don't know, or \"\" for no \
             answer.",
        ),
    ]
}
