//! `[[audience]]`.

use super::Reader;
use crate::content::Fields;
use crate::diag::{Code, Diagnostic};
use crate::survey::{Audience, Localised};
use std::collections::BTreeMap;

/// The audience that stands on the supplier's side unless something else is said.
const SUPPLIER: &str = "supplier";

impl Reader<'_> {
    pub(super) fn read_audiences(&mut self, tables: Vec<Fields<'_>>) {
        if let Some(beyond) = tables.get(Audience::MOST) {
            let message = format!("there are {} audiences", tables.len());
            self.to.push(
                Diagnostic::error(Code::TooMany, beyond.spot().clone(), message)
                    .label(format!("expected at most {}", Audience::MOST)),
            );
        }
        for fields in tables.into_iter().take(Audience::MOST) {
            if let Some(audience) = self.read_audience(fields) {
                self.survey.audiences.push(audience);
            }
        }
    }

    fn read_audience(&mut self, mut fields: Fields<'_>) -> Option<Audience> {
        let id = fields.id("id", self.to);
        let mut name = self.optional_words(&mut fields, "name");
        let weight = self.weight(&mut fields);
        let minimum = fields.optional_integer("minimum", 3..=1_000_000, self.to);
        let side = fields.take("side").and_then(|row| row.choice(&SIDES, self.to));
        fields.finish(self.to);
        let id = id?;
        if self.survey.audience(&id.value).is_some() {
            let message = format!("the audience `{}` is already declared", id.value);
            self.to.push(
                Diagnostic::error(Code::RepeatedId, id.spot, message)
                    .label("expected an id that no other audience has"),
            );
            return None;
        }
        if name.is_empty() {
            name = self.name_after(&id.value);
        }
        Some(Audience {
            is_supplier: side.map_or(id.value == SUPPLIER, |side| side.value),
            id: id.value,
            name,
            weight,
            minimum: minimum.and_then(|minimum| u32::try_from(minimum.value).ok()),
        })
    }

    /// `internal` is called Internal when nobody says otherwise.
    fn name_after(&self, id: &str) -> Localised {
        let (first, rest) = id.split_at(usize::from(!id.is_empty()));
        let name = first.to_uppercase() + rest;
        let language = self.languages.first().map_or("en", String::as_str);
        Localised::new(BTreeMap::from([(language.to_owned(), name)]))
    }
}

/// Whether these are the supplier's own people.
const SIDES: [(&str, bool); 2] = [("us", false), ("supplier", true)];
