//! organisation.toml and suppliers.toml

use super::file::File;
use super::form::{Form, Key, list, name, needed, one_of, optional};
use super::site::scores;
use crate::organisation::SupplierType;

pub(super) fn files() -> Vec<File> {
    vec![
        File {
            name: "organisation",
            path: "content/organisation.toml",
            about: "Units and who links them to procurement, and what the work with partners is for.",
            table: vec![
                optional("purpose", Form::Table(purpose()), "What the relationships are for."),
                needed("unit", Form::Tables(1, unit()), "A part of the organisation."),
                optional("pool", Form::Tables(0, pool()), "Small units that are shown as one."),
            ],
        },
        File {
            name: "suppliers",
            path: "content/suppliers.toml",
            about: "Suppliers, and what each relationship is meant to be.",
            table: vec![optional(
                "supplier",
                Form::Tables(0, supplier()),
                "A company that you buy from.",
            )],
        },
    ]
}

fn purpose() -> Vec<Key> {
    vec![
        needed("text", Form::Words, "The purpose in a sentence or two."),
        needed(
            "reviewed",
            Form::Day,
            "The day it was last looked at together. Once a year it should be.",
        ),
    ]
}

fn unit() -> Vec<Key> {
    vec![
        needed(
            "id",
            Form::Id,
            "The id. Units and pools share one set of ids, and none is ever deleted.",
        ),
        needed("name", Form::Words, "What pages call it."),
        optional("parent", name(), "The id of the unit above it."),
        optional(
            "liaison",
            Form::Text,
            "The role that links it to procurement; no name of a person.",
        ),
        optional("since", Form::Day, "The first day it existed."),
        optional("until", Form::Day, "The last day it existed."),
        optional("into", name(), "The id of the unit that took it over; needs `until`."),
    ]
}

fn pool() -> Vec<Key> {
    vec![
        needed("id", Form::Id, "The id. Units and pools share one set of ids."),
        optional("name", Form::Text, "What pages call it; the names of its units, if absent."),
        needed(
            "units",
            Form::List(2, Box::new(name())),
            "The ids of two units or more that have the same unit above them.",
        ),
    ]
}

fn supplier() -> Vec<Key> {
    vec![
        needed("id", Form::Id, "The id, which is never changed or deleted."),
        needed("name", Form::Words, "What pages call it."),
        needed("category", Form::Id, "What you buy, as an id: `castings`."),
        needed("unit", name(), "The id of the unit that answers for it."),
        optional(
            "liaison",
            Form::Text,
            "The role that is responsible for it; no name of a person.",
        ),
        optional("since", Form::Day, "The first day you dealt with it."),
        optional("until", Form::Day, "The last day you dealt with it."),
        optional("into", name(), "The id of the supplier that took it over; needs `until`."),
        needed(
            "from",
            Form::Tables(1, relationship()),
            "What the relationship is meant to be from a day on. The newest that is not after the last \
             day of a wave holds for it.",
        ),
    ]
}

fn relationship() -> Vec<Key> {
    vec![
        needed("date", Form::Day, "The first day that this holds."),
        needed(
            "type",
            one_of(&SupplierType::WORDS),
            "What kind of relationship it is meant to be.",
        ),
        needed("priority", Form::Whole(1, 99), "How important it is; 1 is the highest."),
        optional("element", Form::Whole(1, 5), "Where it stands in the five-element cycle."),
        optional(
            "targets",
            scores(),
            "Targets of its own, by dimension. They win over those of its type.",
        ),
    ]
}

/// Ids of what is measured.
pub(super) fn measured() -> Form {
    list(name())
}
