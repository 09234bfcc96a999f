//! What becomes of every column of one export.

use super::column::{self, Match, Names};
use super::dialect::{Dialect, StateOf};
use super::fold::squash;
use super::given::Labels;
use super::heading::{Heading, headings};
use super::identity::is_identity;
use super::mapping::{Mapping, Meaning};
use super::row::Row;
use super::told::Told;
use crate::key;
use crate::organisation::Organisation;
use crate::survey::{Scale, Survey, Wave};
use std::collections::BTreeSet;

/// What an export is read against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The instrument.
    pub survey: &'a Survey,
    /// Units and suppliers.
    pub organisation: &'a Organisation,
    /// All ids.
    pub names: &'a key::Names,
    /// The wave that the answers go into.
    pub wave: &'a Wave,
}

/// What a column is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Answers to an item or question; of one option only, if one is named.
    Answer(usize, Option<Told>),
    Audience,
    Unit,
    Supplier,
    /// Nothing is written of it.
    Nothing,
}

/// Why a column is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dropped {
    /// It tells who somebody is, or when and where they answered.
    Identity,
    /// imports.toml or the command line says so.
    Told,
    /// The survey does not ask this.
    Unknown,
}

/// A column that may be one of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsure {
    /// Which column it is, from 0.
    pub column: usize,
    /// The items that it may be.
    pub items: Vec<usize>,
}

/// What becomes of every column of one export.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How the export is read: what imports.toml and the command line say.
    pub mapping: Mapping,
    /// Headings as they are shown.
    pub headings: Vec<String>,
    /// Columns that are not written, and why.
    pub dropped: Vec<(usize, Dropped)>,
    /// Columns that somebody has to decide about first.
    pub unsure: Vec<Unsure>,
    /// Items and questions on the wave's form that no column answers.
    pub missing: Vec<usize>,
    pub(super) uses: Vec<Use>,
    /// Columns that say whether a response was finished.
    pub(super) states: Vec<(usize, StateOf)>,
    /// The column with the tool's own number of a response.
    pub(super) response_id: Option<usize>,
    pub(super) header_rows: usize,
}

impl Plan {
    /// Decides about every column, from the first rows of an export.
    pub fn new(mapping: Mapping, head: &[Row], ground: Ground<'_>) -> Self {
        let dialect = mapping.dialect;
        let headings = headings(dialect, head);
        let labels = labels(ground.survey, &mapping);
        let names = Names::new(ground.survey, &ground.wave.form);
        let mut plan = Self {
            headings: headings.iter().map(|heading| heading.shown.clone()).collect(),
            dropped: Vec::new(),
            unsure: Vec::new(),
            missing: Vec::new(),
            uses: Vec::new(),
            states: Vec::new(),
            response_id: None,
            header_rows: dialect.header_rows(head),
            mapping,
        };
        let mut strange = Vec::new();
        for (column, heading) in headings.iter().enumerate() {
            let found = plan.decide(column, heading, &names, &labels);
            strange.extend(found.is_none().then_some(column));
            plan.uses.push(found.unwrap_or(Use::Nothing));
        }
        plan.look_for_slips(&strange, &headings, &names);
        plan.missing = plan.missing(ground);
        plan
    }

    /// What a column is; nothing, if its heading says nothing that is known.
    fn decide(
        &mut self,
        column: usize,
        heading: &Heading,
        names: &Names<'_>,
        labels: &[Labels],
    ) -> Option<Use> {
        let own = squash(&heading.shown);
        let told = self.mapping.columns.iter().find(|(known, _)| squash(known) == own);
        if let Some(&(_, meaning)) = told.filter(|_| !own.is_empty()) {
            return Some(self.told(column, meaning));
        }
        self.look_at_frame(column, heading);
        if self.response_id == Some(column) {
            return Some(self.dropped(column, Dropped::Identity));
        }
        if let Some(person) = self.person(heading) {
            return Some(person);
        }
        let tells_of_a_person =
            || is_identity(&heading.shown) || heading.names.iter().any(|name| is_identity(name));
        match names.find(heading, labels) {
            Match::Answer(item) => Some(Use::Answer(item, None)),
            Match::Choice(item, told) => Some(Use::Answer(item, Some(told))),
            Match::Ambiguous(items) => {
                self.unsure.push(Unsure { column, items });
                Some(Use::Nothing)
            }
            Match::None if tells_of_a_person() => Some(self.dropped(column, Dropped::Identity)),
            Match::None => None,
        }
    }

    /// Whether strange headings are nearly the wording of an item. An item that has a column already is
    /// not looked for: statements of one question are often alike.
    fn look_for_slips(&mut self, strange: &[usize], headings: &[Heading], names: &Names<'_>) {
        let answered = self.answered();
        for &column in strange {
            let near = names.near(&headings[column]).filter(|item| !answered.contains(item));
            match near.filter(|_| self.unsure.len() < MOST_UNSURE) {
                Some(item) => self.unsure.push(Unsure { column, items: vec![item] }),
                None => drop(self.dropped(column, Dropped::Unknown)),
            }
        }
        self.unsure.sort_by_key(|unsure| unsure.column);
        self.dropped.sort_unstable();
    }

    fn told(&mut self, column: usize, meaning: Meaning) -> Use {
        match meaning {
            Meaning::Answer(item) => Use::Answer(item, None),
            Meaning::Audience => Use::Audience,
            Meaning::Unit => Use::Unit,
            Meaning::Supplier => Use::Supplier,
            Meaning::Drop => self.dropped(column, Dropped::Told),
        }
    }

    fn dropped(&mut self, column: usize, why: Dropped) -> Use {
        self.dropped.push((column, why));
        Use::Nothing
    }

    /// What the tool says about a response as such.
    fn look_at_frame(&mut self, column: usize, heading: &Heading) {
        let dialect = self.mapping.dialect;
        for name in &heading.names {
            if let Some(state) = dialect.state_of(name) {
                self.states.push((column, state));
            }
            if self.response_id.is_none() && dialect.response_ids().contains(&name.as_str()) {
                self.response_id = Some(column);
            }
        }
    }

    /// A column that says who answers or about whom, unless that is the same for everybody.
    fn person(&self, heading: &Heading) -> Option<Use> {
        let fixed = &self.mapping;
        let kinds = [
            ("audience", Use::Audience, fixed.audience.is_some()),
            ("unit", Use::Unit, fixed.unit.is_some()),
            ("supplier", Use::Supplier, fixed.supplier.is_some()),
        ];
        let named = |name: &str| heading.names.iter().any(|own| own == name);
        let found = kinds.into_iter().find(|(name, _, is_fixed)| !is_fixed && named(name));
        found.map(|(_, used, _)| used)
    }

    fn missing(&self, ground: Ground<'_>) -> Vec<usize> {
        let Ground { survey, wave, .. } = ground;
        let asked = |column: usize| {
            let mut audiences = 0..survey.audiences.len();
            let own = self.mapping.audience.as_deref().and_then(|id| survey.audience(id));
            audiences.any(|audience| {
                own.is_none_or(|own| own == audience)
                    && column::is_asked(survey, column, &wave.form, audience)
            })
        };
        let answered = self.answered();
        let all = survey.items.len() + survey.questions.len();
        (0..all).filter(|column| asked(*column) && !answered.contains(column)).collect()
    }

    /// The items and questions that some column answers.
    pub(super) fn answered(&self) -> BTreeSet<usize> {
        let items = self.uses.iter().filter_map(|used| match used {
            Use::Answer(item, _) => Some(*item),
            _ => None,
        });
        items.collect()
    }

    /// Whether a column says which unit somebody belongs to, and so on.
    pub fn has(&self, meaning: Meaning) -> bool {
        self.uses.iter().any(|used| match (used, meaning) {
            (Use::Answer(item, _), Meaning::Answer(wanted)) => *item == wanted,
            (Use::Audience, Meaning::Audience) => true,
            (Use::Unit, Meaning::Unit) => true,
            (Use::Supplier, Meaning::Supplier) => true,
            _ => false,
        })
    }

    /// How many columns are used, and for how many items and questions.
    pub fn mapped(&self) -> (usize, usize) {
        let columns = self.uses.iter().filter(|used| matches!(used, Use::Answer(..))).count();
        (columns, self.answered().len())
    }

    /// The mapping with every column that was found by itself, to be kept for the next wave. Of a
    /// column that tells of a person not even the heading is kept.
    pub fn to_keep(&self) -> Mapping {
        let mut kept = self.mapping.clone();
        let mut known: BTreeSet<String> =
            kept.columns.iter().map(|(name, _)| squash(name)).collect();
        for (column, (heading, used)) in self.headings.iter().zip(&self.uses).enumerate() {
            let is_option = matches!(used, Use::Answer(_, Some(_)));
            let Some(meaning) = self.meaning(column).filter(|_| !is_option) else { continue };
            if known.insert(squash(heading)) {
                kept.columns.push((heading.clone(), meaning));
            }
        }
        kept
    }

    /// What a column is, as it is written; nothing, if it is dropped.
    pub fn meaning(&self, column: usize) -> Option<Meaning> {
        match self.uses.get(column)? {
            Use::Answer(item, _) => Some(Meaning::Answer(*item)),
            Use::Audience => Some(Meaning::Audience),
            Use::Unit => Some(Meaning::Unit),
            Use::Supplier => Some(Meaning::Supplier),
            Use::Nothing => None,
        }
    }

    /// The scale of a column of answers.
    pub fn scale<'s>(&self, column: usize, survey: &'s Survey) -> Option<&'s Scale> {
        match self.uses.get(column)? {
            Use::Answer(item, _) => survey.scales.get(column::scale(survey, *item)?),
            _ => None,
        }
    }

    /// Which dialect it is read in.
    pub fn dialect(&self) -> Dialect {
        self.mapping.dialect
    }
}

/// Of how many columns a likeness is looked for: among very many it would take for ever.
const MOST_UNSURE: usize = 50;

/// The labels of each scale.
pub(super) fn labels(survey: &Survey, mapping: &Mapping) -> Vec<Labels> {
    let of = |scale: &Scale| {
        let own = mapping.labels.iter().filter(|(id, _)| *id == scale.id);
        let told: Vec<_> = own.flat_map(|(_, labels)| labels).cloned().collect();
        Labels::new(scale, &told)
    };
    survey.scales.iter().map(of).collect()
}
