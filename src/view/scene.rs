//! What every page is made with: the input, the words, and the names of things.

use super::address::Address;
use super::input::Input;
use super::sentence::{Piece, Sentence};
use super::words::Words;
use crate::key::{Key, Place, Waves, What};
use crate::notes::{Kind, Note};
use crate::organisation::{Relationship, SupplierSet};
use crate::privacy::{Cell, Comparison, Verdict};
use crate::survey::Localised;
use jiff::civil::Date;

/// The input and the words, with short ways to what pages ask for again and again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    /// The input.
    pub input: &'a Input<'a>,
    /// The words of its language.
    pub words: &'a Words,
}

/// A cell with its key.
pub(super) type Found<'a> = Option<(Key, &'a Cell)>;

impl<'a> Scene<'a> {
    /// The site's language.
    pub fn language(&self) -> &'a str {
        &self.input.options.language
    }

    /// What a thing measured is called.
    pub fn what(&self, what: What) -> String {
        let survey = self.input.survey;
        let name = match what {
            What::Response => return self.words.get("name.response"),
            What::Index => return self.words.get("name.index"),
            What::Dimension(dimension) => &survey.dimensions[usize::from(dimension)].name,
            What::Practice(practice) => &survey.practices[usize::from(practice)].name,
            What::Item(item) => &survey.items[usize::from(item)].text,
            What::Question(question) => &survey.questions[usize::from(question)].text,
        };
        name.get(self.language()).to_owned()
    }

    /// What an obstacle is called, for sentences: its short name, or else its statement in quotes.
    pub fn obstacle(&self, question: u16) -> String {
        let question = &self.input.survey.questions[usize::from(question)];
        match &question.name {
            Some(name) => self.words.inside(name.get(self.language())),
            None => format!("“{}”", question.text.get(self.language()).trim_end_matches('.')),
        }
    }

    /// The same as a label: its short name, or else its statement.
    pub fn obstacle_label(&self, question: u16) -> String {
        let question = &self.input.survey.questions[usize::from(question)];
        question.name.as_ref().unwrap_or(&question.text).get(self.language()).to_owned()
    }

    /// A question's id.
    pub fn question_id(&self, question: u16) -> &'a str {
        &self.input.survey.questions[usize::from(question)].id
    }

    /// What a place is called.
    pub fn place(&self, place: Place) -> String {
        let organisation = self.input.organisation;
        let name = match place {
            Place::Organisation => &self.input.options.organisation,
            Place::Unit(unit) => &organisation.units[usize::from(unit)].name,
            Place::Pool(pool) => &organisation.pools[usize::from(pool)].name,
            Place::Supplier(supplier) => &organisation.suppliers[usize::from(supplier)].name,
            Place::Suppliers(set) => return self.set(set),
        };
        name.clone()
    }

    /// What several suppliers are called.
    fn set(&self, set: SupplierSet) -> String {
        match set {
            SupplierSet::All => self.words.get("suppliers.all"),
            SupplierSet::Type(kind) => self.words.get(&format!("suppliers.{}", kind.word())),
            SupplierSet::Category(of) => {
                let categories = self.input.organisation.categories();
                let category = categories.get(usize::from(of)).copied().unwrap_or_default();
                self.words.say("suppliers.of_category", &[("category", category.into())]).plain()
            }
        }
    }

    /// What an audience is called.
    pub fn audience(&self, audience: u8) -> &'a str {
        self.input.survey.audiences[usize::from(audience)].name.get(self.language())
    }

    /// Audiences and the words that each reads; those who read the same words stand together.
    pub fn wordings<'w>(
        &self,
        asked: impl Iterator<Item = (usize, &'w Localised)>,
    ) -> Vec<(String, String)> {
        let mut texts: Vec<(Vec<&str>, &str)> = Vec::new();
        for (audience, wording) in asked {
            let text = wording.get(self.language());
            let name = self.input.survey.audiences[audience].name.get(self.language());
            match texts.iter_mut().find(|(_, known)| *known == text) {
                Some((names, _)) => names.push(name),
                None => texts.push((vec![name], text)),
            }
        }
        texts.into_iter().map(|(names, text)| (names.join(", "), text.to_owned())).collect()
    }

    /// All audiences, by index.
    pub fn audiences(&self) -> impl Iterator<Item = u8> + use<> {
        let count = u8::try_from(self.input.survey.audiences.len()).unwrap_or(u8::MAX);
        0..count
    }

    /// All dimensions, by index.
    pub fn dimensions(&self) -> impl Iterator<Item = u16> + use<> {
        let count = u16::try_from(self.input.survey.dimensions.len()).unwrap_or(u16::MAX);
        0..count
    }

    /// The practices of a dimension, by index.
    pub fn practices(&self, dimension: u16) -> impl Iterator<Item = u16> + use<> {
        let range = self.input.survey.dimensions[usize::from(dimension)].practices.clone();
        range.filter_map(|practice| u16::try_from(practice).ok())
    }

    /// The items of a dimension, by index.
    pub fn items(&self, dimension: u16) -> impl Iterator<Item = u16> + use<> {
        let range = self.input.survey.dimensions[usize::from(dimension)].items.clone();
        range.filter_map(|item| u16::try_from(item).ok())
    }

    /// All suppliers, by index.
    pub fn suppliers(&self) -> impl Iterator<Item = u16> + use<> {
        (0u16..).take(self.input.organisation.suppliers.len())
    }

    /// A headline cell of the wave: one audience's or, with `None`, the composite.
    pub fn cell(&self, wave: u8, what: What, place: Place, audience: Option<u8>) -> Found<'a> {
        let report = self.input.report;
        match audience {
            None => report.composite(wave, Waves::NONE, what, place),
            Some(audience) => report.audience(wave, what, place, audience),
        }
    }

    /// The change since the wave before.
    pub fn change(
        &self,
        wave: u8,
        what: What,
        place: Place,
        audience: Option<u8>,
    ) -> Option<(Key, &'a Comparison)> {
        self.input.report.change(wave, what, place, audience)
    }

    /// Like [`Self::change`], if it is larger than chance.
    pub fn clear_change(
        &self,
        wave: u8,
        what: What,
        place: Place,
        audience: Option<u8>,
    ) -> Option<(Key, &'a Comparison)> {
        self.change(wave, what, place, audience)
            .filter(|(_, change)| matches!(change.verdict, Verdict::Up | Verdict::Down))
    }

    /// The organisation's target for a dimension.
    pub fn target(&self, what: What) -> Option<u8> {
        match what {
            What::Dimension(dimension) => {
                self.input.options.targets.get(usize::from(dimension)).copied().flatten()
            }
            _ => None,
        }
    }

    /// The target of a place for a dimension in a wave: the organisation's; for a supplier its own, or
    /// else that of its type.
    pub fn target_at(&self, wave: u8, what: What, place: Place) -> Option<u8> {
        let (Place::Supplier(supplier), What::Dimension(of)) = (place, what) else {
            return self.target(what).filter(|_| place == Place::Organisation);
        };
        let relationship = self.relationship(wave, supplier)?;
        let own = relationship.targets.get(&self.input.survey.dimensions[usize::from(of)].id);
        let types = self.input.options.type_targets.get(&relationship.kind);
        own.copied().or_else(|| types?.get(usize::from(of)).copied().flatten())
    }

    /// What the relationship with a supplier was meant to be when a wave closed.
    pub fn relationship(&self, wave: u8, supplier: u16) -> Option<&'a Relationship> {
        let day = self.input.waves[usize::from(wave)].closes;
        self.input.organisation.suppliers.get(usize::from(supplier))?.on(day)
    }

    /// A wave's id.
    pub fn wave_id(&self, wave: u8) -> &'a str {
        &self.input.waves[usize::from(wave)].id
    }

    /// A wave's name.
    pub fn wave(&self, wave: u8) -> Piece {
        Piece::sourced(&self.input.waves[usize::from(wave)].name, "date")
    }

    /// The form that a wave sent out.
    pub fn form(&self, wave: u8) -> &'a str {
        &self.input.waves[usize::from(wave)].form
    }

    /// A wave's page.
    pub fn wave_address(&self, wave: u8) -> Address {
        Address::Wave(self.wave_id(wave).to_owned())
    }

    /// A dimension's page in a wave.
    pub fn dimension_address(&self, wave: u8, dimension: u16) -> Address {
        let dimension = &self.input.survey.dimensions[usize::from(dimension)];
        Address::Dimension(self.wave_id(wave).to_owned(), dimension.id.clone())
    }

    /// The page of what people said beside the dimensions.
    pub fn response_address(&self, wave: u8) -> Address {
        Address::Response(self.wave_id(wave).to_owned())
    }

    /// The dimension that a thing measured belongs to.
    pub fn dimension_of(&self, what: What) -> Option<u16> {
        let survey = self.input.survey;
        let of = match what {
            What::Dimension(of) => return Some(of),
            What::Practice(practice) => survey.practices[usize::from(practice)].dimension,
            What::Item(item) => survey.dimension_of(usize::from(item)),
            What::Index | What::Response | What::Question(_) => return None,
        };
        u16::try_from(of).ok()
    }

    /// The page that explains the numbers of a key: those of a supplier, unit or pool have one of their
    /// own.
    pub fn explained_address(&self, key: Key) -> Address {
        let wave = self.wave_id(key.wave).to_owned();
        let organisation = self.input.organisation;
        match key.place {
            Place::Supplier(supplier) => {
                return Address::SupplierExplained(self.supplier_id(supplier).to_owned(), wave);
            }
            Place::Unit(unit) => {
                let id = organisation.units[usize::from(unit)].id.clone();
                return Address::UnitExplained(id, wave);
            }
            Place::Pool(pool) => {
                let id = organisation.pools[usize::from(pool)].id.clone();
                return Address::UnitExplained(id, wave);
            }
            Place::Organisation | Place::Suppliers(_) => {}
        }
        let dimensions = &self.input.survey.dimensions;
        let dimension = self.dimension_of(key.what);
        Address::Explained(wave, dimension.map(|of| dimensions[usize::from(of)].id.clone()))
    }

    /// A supplier's id.
    pub fn supplier_id(&self, supplier: u16) -> &'a str {
        &self.input.organisation.suppliers[usize::from(supplier)].id
    }

    /// A supplier's page.
    pub fn supplier_address(&self, supplier: u16) -> Address {
        Address::Supplier(self.supplier_id(supplier).to_owned())
    }

    /// The day a wave closed.
    pub fn closed(&self, wave: u8) -> Piece {
        self.date(self.input.waves[usize::from(wave)].closes)
    }

    /// A date as people write it.
    pub fn date(&self, date: Date) -> Piece {
        self.words.date(date)
    }

    /// The notes that get pages, newest first.
    pub fn notes(&self, kind: Kind) -> Vec<&'a Note> {
        let drafts = self.input.options.drafts;
        let notes = self.input.notes.iter();
        let mut notes: Vec<_> =
            notes.filter(|note| note.kind == kind && (drafts || !note.draft)).collect();
        notes.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.slug.cmp(&b.slug)));
        notes
    }

    /// A sentence of the words.
    pub fn say(&self, name: &str, values: &[(&str, Sentence)]) -> Sentence {
        self.words.say(name, values)
    }
}
