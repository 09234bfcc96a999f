//! What entries of several registers have in common: ids, owners, what they are about.

use super::Known;
use crate::content::{Fields, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::Place;
use crate::register::{About, Owners};
use crate::source::{Located, Source, Spot};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The ids of one register, and whether its file could be read whole.
#[derive(Debug)]
pub(super) struct Ids {
    noun: &'static str,
    indexes: BTreeMap<String, usize>,
    is_whole: bool,
}

/// The tables `[[key]]` of a file; none if there is no file.
pub(super) fn tables<'s>(
    source: Option<&'s Source>,
    key: &'static str,
    to: &mut Diagnostics,
) -> (Vec<Fields<'s>>, Ids) {
    let mut ids = Ids { noun: key, indexes: BTreeMap::new(), is_whole: true };
    let Some(source) = source else { return (Vec::new(), ids) };
    let mut fields = parse_toml(source, to);
    let tables = fields.tables(key, to);
    ids.is_whole = fields.is_sound();
    fields.finish(to);
    (tables, ids)
}

impl Ids {
    /// The id of an entry that will stand at `index`, which no other may have.
    pub fn read(&mut self, fields: &mut Fields<'_>, to: &mut Diagnostics) -> Option<String> {
        let id = fields.id("id", to)?;
        if self.indexes.insert(id.value.clone(), usize::MAX).is_none() {
            return Some(id.value);
        }
        let message = format!("the id `{}` is taken", id.value);
        to.push(
            Diagnostic::error(Code::RepeatedId, id.spot, message)
                .label(format!("expected an id that no other {} has", self.noun)),
        );
        None
    }

    /// Says where each entry came to stand; one that could not be understood is known by name all the
    /// same, so that nobody who names it is blamed.
    pub fn settle<'e>(&mut self, entries: impl Iterator<Item = &'e str>) {
        for (index, id) in entries.enumerate() {
            self.indexes.insert(id.to_owned(), index);
        }
    }

    /// The entry that the field of this register's name points at.
    pub fn find(&self, fields: &mut Fields<'_>, to: &mut Diagnostics) -> Option<usize> {
        let id = fields.optional_text(self.noun, to)?;
        match self.indexes.get(&id.value) {
            Some(&index) => (index != usize::MAX).then_some(index),
            None => {
                if self.is_whole {
                    let known = self.indexes.keys().map(String::as_str);
                    to.push(Diagnostic::unknown(self.noun, &id, known));
                }
                None
            }
        }
    }
}

/// `owners = { us = "…", them = "…" }`: roles, never names.
pub(super) fn owners(fields: &mut Fields<'_>, to: &mut Diagnostics) -> Owners {
    let Some(mut table) = fields.optional_table("owners", to) else { return Owners::default() };
    let owners = Owners { us: line(&mut table, "us", to), them: line(&mut table, "them", to) };
    table.finish(to);
    owners
}

/// `about`, and the unit (under the key `unit`) or supplier.
pub(super) fn about(
    fields: &mut Fields<'_>,
    unit: &'static str,
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> About {
    let mut what = Vec::new();
    for id in fields.texts("about", to) {
        let Some(found) = known.names.find_what(&id, to) else { continue };
        if what.contains(&found) {
            let message = format!("`{}` stands here twice", id.value);
            to.push(Diagnostic::error(Code::Repeated, id.spot, message).label("expected it once"));
        } else {
            what.push(found);
        }
    }
    let place = place(fields, unit, known, to).map(|(place, _)| place);
    About { what, place }
}

/// The unit or supplier of an entry, and where it is named; it cannot have both.
pub(super) fn place(
    fields: &mut Fields<'_>,
    unit_key: &'static str,
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> Option<(Place, Spot)> {
    let unit = fields.optional_text(unit_key, to);
    let supplier = fields.optional_text("supplier", to);
    if let (Some(_), Some(supplier)) = (&unit, &supplier) {
        let message = format!("`supplier` stands beside `{unit_key}`");
        to.push(
            Diagnostic::error(Code::Conflict, supplier.spot.clone(), message)
                .label("expected one of the two: a supplier belongs to its unit already"),
        );
    }
    let unit = unit.and_then(|id| Some((known.names.find_unit(&id, to)?, id.spot)));
    let supplier = supplier.and_then(|id| Some((known.names.find_supplier(&id, to)?, id.spot)));
    let root = known.organisation.root();
    match (unit, supplier) {
        (_, Some((supplier, spot))) => Some((Place::Supplier(supplier), spot)),
        (Some((unit, spot)), None) if root == Some(usize::from(unit)) => {
            Some((Place::Organisation, spot))
        }
        (Some((unit, spot)), None) => Some((Place::Unit(unit), spot)),
        (None, None) => None,
    }
}

/// A text in one line, if the key is there; an empty one is reported.
pub(super) fn line(
    fields: &mut Fields<'_>,
    key: &'static str,
    to: &mut Diagnostics,
) -> Option<String> {
    let text = fields.optional_text(key, to)?;
    let line = text.value.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        let message = format!("`{key}` is empty");
        to.push(
            Diagnostic::error(Code::Missing, text.spot, message)
                .label("expected a text, or leave the key out"),
        );
        return None;
    }
    Some(line)
}

/// A text in one line that must be there.
pub(super) fn needed_line(
    fields: &mut Fields<'_>,
    key: &'static str,
    to: &mut Diagnostics,
) -> Option<String> {
    let text = fields.text(key, to)?.value;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Reports a day that lies before the one that comes first.
pub(super) fn check_order(
    (key, day): (&str, Option<&Located<Date>>),
    (first_key, first): (&str, Option<Date>),
    to: &mut Diagnostics,
) {
    if let (Some(day), Some(first)) = (day, first)
        && day.value < first
    {
        to.push(Diagnostic::ends_before(key, day, first_key, first));
    }
}
