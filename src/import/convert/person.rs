//! Who answers, and about whom: from a column, or the same for the whole file.

use super::Conversion;
use crate::import::fold::fold;
use crate::import::mapping::{Mapping, Values};
use crate::import::plan::Use;
use crate::import::row::Row;
use crate::import::tally::{Problem, Tally};
use crate::survey::Survey;
use std::collections::BTreeMap;

impl Conversion {
    /// The audience, the unit and the supplier of a row, as they are written.
    pub(super) fn read_person(&self, row: &Row, tally: &mut Tally) -> Option<(usize, &str, &str)> {
        let Mapping { audience, unit, supplier, .. } = &self.plan.mapping;
        let own = audience.as_ref().map(|id| self.audiences.iter().position(|one| one.id == *id));
        let audience = match own {
            Some(own) => own,
            None => *self.look_up(row, Use::Audience, &self.known_audiences, true, tally)?,
        }?;
        let is_supplier = self.audiences[audience].is_supplier;
        let supplier = match supplier {
            Some(id) => id.as_str(),
            None => self.optional(row, Use::Supplier, &self.suppliers, is_supplier, tally)?,
        };
        // A supplier's own people belong to the unit of their supplier.
        let unit = match unit {
            _ if is_supplier => "",
            Some(id) => id.as_str(),
            None => self.optional(row, Use::Unit, &self.units, true, tally)?,
        };
        Some((audience, unit, supplier))
    }

    fn optional<'s>(
        &'s self,
        row: &Row,
        used: Use,
        known: &'s BTreeMap<String, Option<String>>,
        is_needed: bool,
        tally: &mut Tally,
    ) -> Option<&'s str> {
        if !is_needed && self.cell(row, used).is_none_or(|(_, cell)| cell.is_empty()) {
            return Some("");
        }
        self.look_up(row, used, known, is_needed, tally)?.as_deref()
    }

    fn look_up<'s, T>(
        &'s self,
        row: &Row,
        used: Use,
        known: &'s BTreeMap<String, Option<T>>,
        is_needed: bool,
        tally: &mut Tally,
    ) -> Option<&'s Option<T>> {
        let (column, cell) = self.cell(row, used).unwrap_or((usize::MAX, ""));
        if cell.is_empty() && is_needed {
            let what = match used {
                Use::Audience => "audience",
                Use::Unit => "unit",
                _ => "supplier",
            };
            tally.problem((row.number, column), Problem::NoPerson, what);
            return None;
        }
        let text = fold(&self.plain(cell));
        // Tools that let people choose several write a separator after the only one, too.
        let found = known.get(&text).or_else(|| known.get(text.trim_end_matches([';', ' '])));
        match found.filter(|found| found.is_some()) {
            Some(found) => Some(found),
            None => {
                tally.problem((row.number, column), Problem::Person, cell);
                None
            }
        }
    }

    /// The first cell of the columns with this use that has something in it, or else the first one.
    fn cell<'r>(&self, row: &'r Row, used: Use) -> Option<(usize, &'r str)> {
        let uses = self.plan.uses.iter().enumerate().filter(|(_, own)| **own == used);
        let mut cells = uses.map(|(column, _)| (column, row.cell(column).trim()));
        let first = cells.next()?;
        if first.1.is_empty() {
            return Some(cells.find(|(_, cell)| !cell.is_empty()).unwrap_or(first));
        }
        Some(first)
    }
}

/// What a cell may say, folded, and the id that it stands for. A name that two have stands for none.
pub(super) fn known<'a>(
    all: impl Iterator<Item = (&'a String, &'a String)>,
    values: &Values,
) -> BTreeMap<String, Option<String>> {
    let (mut known, mut ids) = (BTreeMap::new(), BTreeMap::new());
    for (id, name) in all {
        known
            .entry(fold(name))
            .and_modify(|other: &mut Option<String>| *other = None)
            .or_insert_with(|| Some(id.clone()));
        ids.insert(fold(id), Some(id.clone()));
    }
    known.extend(ids);
    known.extend(values.iter().map(|(cell, id)| (fold(cell), Some(id.clone()))));
    known
}

pub(super) fn known_audiences(
    survey: &Survey,
    mapping: &Mapping,
    audience: impl Fn(usize) -> (String, usize),
) -> BTreeMap<String, Option<usize>> {
    let mut known = BTreeMap::new();
    for (at, own) in survey.audiences.iter().enumerate() {
        for language in own.name.languages() {
            known
                .entry(fold(own.name.get(language)))
                .and_modify(|other: &mut Option<usize>| *other = other.filter(|other| *other == at))
                .or_insert(Some(at));
        }
    }
    known.extend((0..survey.audiences.len()).map(audience).map(|(id, at)| (fold(&id), Some(at))));
    let told = mapping.audiences.iter();
    known.extend(told.map(|(cell, id)| (fold(cell), survey.audience(id))));
    known
}
