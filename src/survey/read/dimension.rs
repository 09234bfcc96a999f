//! `[[dimension]]` with its `[[dimension.practice]]` and their `[[dimension.practice.item]]`.

use super::Reader;
use crate::content::Fields;
use crate::diag::{Code, Diagnostic};
use crate::survey::{Dimension, Item, Practice};

impl Reader<'_> {
    pub(super) fn read_dimension(&mut self, mut fields: Fields<'_>) {
        let id = self.new_id(&mut fields, "dimension");
        let name = self.words(&mut fields, "name");
        let about = self.optional_words(&mut fields, "about");
        let weight = self.weight(&mut fields);
        let (practices, items) = (self.survey.practices.len(), self.survey.items.len());
        let tables = fields.tables("practice", self.to);
        self.expect_parts(&fields, tables.len(), "dimension", "practice");
        for table in tables {
            self.read_practice(table);
        }
        fields.finish(self.to);
        let practices = practices..self.survey.practices.len();
        let items = items..self.survey.items.len();
        self.survey.dimensions.push(Dimension { id, name, about, weight, practices, items });
    }

    fn read_practice(&mut self, mut fields: Fields<'_>) {
        let id = self.new_id(&mut fields, "practice");
        let name = self.words(&mut fields, "name");
        let about = self.optional_words(&mut fields, "about");
        let weight = self.weight(&mut fields);
        let source = fields.optional_text("source", self.to).map(|source| source.value);
        let first = self.survey.items.len();
        let tables = fields.tables("item", self.to);
        self.expect_parts(&fields, tables.len(), "practice", "item");
        for table in tables {
            self.read_item(table);
        }
        fields.finish(self.to);
        let dimension = self.survey.dimensions.len();
        let items = first..self.survey.items.len();
        let practice = Practice { id, name, about, weight, source, dimension, items };
        self.survey.practices.push(practice);
    }

    fn read_item(&mut self, mut fields: Fields<'_>) {
        let id = self.new_id(&mut fields, "item");
        let scale = fields.required("scale", "the id of a scale", self.to);
        let scale = scale.map_or(0, |row| self.known_scale(row));
        let reverse = fields.optional_flag("reverse", self.to).is_some_and(|flag| flag.value);
        let asked = self.asked(&mut fields, "item");
        let replaces = fields.optional_text("replaces", self.to);
        self.check_dates(&mut fields);
        fields.finish(self.to);
        if let Some(replaced) = &replaces {
            self.replaced.push((id.clone(), replaced.clone()));
        }
        self.survey.items.push(Item {
            id,
            practice: self.survey.practices.len(),
            scale,
            reverse,
            forms: asked.forms,
            audiences: asked.audiences,
            text: asked.text,
            text_for: asked.text_for,
            replaces: replaces.map(|replaced| replaced.value),
        });
    }

    /// When an item came and went is for the editor's own records: its forms say when it is asked.
    fn check_dates(&mut self, fields: &mut Fields<'_>) {
        let since = fields.optional_date("since", self.to);
        let until = fields.optional_date("until", self.to);
        if let (Some(since), Some(until)) = (since, until)
            && until.value < since.value
        {
            self.to.push(Diagnostic::ends_before("until", &until, "since", since.value));
        }
    }

    fn expect_parts(&mut self, fields: &Fields<'_>, found: usize, whole: &str, part: &str) {
        if found == 0 && fields.is_sound() {
            let message = format!("this {whole} has no {part}");
            self.to.push(
                Diagnostic::error(Code::Missing, fields.spot().clone(), message)
                    .label(format!("expected at least one {part}")),
            );
        }
    }
}
