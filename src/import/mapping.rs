//! imports.toml: how the exports of other tools are read, wave after wave.

use super::dialect::Dialect;
use super::told::{NOT_APPLICABLE, Told};
use crate::content::{Fields, Row, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::{Id, Names};
use crate::source::{Located, Source};
use crate::survey::{Scale, Survey};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// Answers to an item or question: items first, then questions.
    Answer(usize),
    /// The audience that somebody belongs to.
    Audience,
    /// The unit that somebody belongs to.
    Unit,
    /// The supplier that the answers are about.
    Supplier,
    /// Nothing of ours.
    Drop,
}

impl Meaning {
    /// Meanings that are no item or question.
    const WORDS: [(&str, Self); 4] = [
        ("audience", Self::Audience),
        ("unit", Self::Unit),
        ("supplier", Self::Supplier),
        ("drop", Self::Drop),
    ];

    /// The meaning of a word or an id.
    pub fn of(word: &str, survey: &Survey, names: &Names) -> Option<Self> {
        if let Some((_, meaning)) = Self::WORDS.iter().find(|(own, _)| *own == word) {
            return Some(*meaning);
        }
        match names.instrument(word)? {
            Id::Item(item) => Some(Self::Answer(usize::from(item))),
            Id::Question(question) => {
                Some(Self::Answer(survey.items.len() + usize::from(question)))
            }
            Id::Dimension(_) | Id::Practice(_) => None,
        }
    }

    /// How it is written.
    pub fn word(self, survey: &Survey) -> &str {
        if let Self::Answer(column) = self {
            let items = survey.items.iter().map(|item| item.id.as_str());
            let all = items.chain(survey.questions.iter().map(|question| question.id.as_str()));
            return all.into_iter().nth(column).unwrap_or_default();
        }
        let own = Self::WORDS.iter().find(|(_, meaning)| *meaning == self);
        own.map_or("", |(word, _)| word)
    }

    /// Everything that may be written, for suggestions.
    pub fn known(names: &Names) -> impl Iterator<Item = &str> {
        Self::WORDS.iter().map(|(word, _)| *word).chain(names.answerable())
    }
}

/// A word of an export and the id that it stands for.
pub type Values = Vec<(String, String)>;

/// How one export is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Its id: its answers lie in answers/ID.csv.
    pub id: String,
    /// The tool.
    pub dialect: Dialect,
    /// The audience of everybody in it, if it is one.
    pub audience: Option<String>,
    /// The unit of everybody in it, if it is one.
    pub unit: Option<String>,
    /// The supplier that all of it is about, if it is one.
    pub supplier: Option<String>,
    /// Headings and what their columns are.
    pub columns: Vec<(String, Meaning)>,
    /// What the cells of the audience's column stand for.
    pub audiences: Values,
    /// What the cells of the unit's column stand for.
    pub units: Values,
    /// What the cells of the supplier's column stand for.
    pub suppliers: Values,
    /// Labels that survey.toml does not have, by scale.
    pub labels: Vec<(String, Vec<(String, Told)>)>,
    /// Where it stands in imports.toml.
    pub(super) block: Range<usize>,
}

impl Mapping {
    /// An import that nobody has written down yet.
    pub fn new(id: &str, dialect: Dialect) -> Self {
        Self {
            id: id.to_owned(),
            dialect,
            audience: None,
            unit: None,
            supplier: None,
            columns: Vec::new(),
            audiences: Vec::new(),
            units: Vec::new(),
            suppliers: Vec::new(),
            labels: Vec::new(),
            block: 0..0,
        }
    }
}

/// Reads imports.toml.
pub fn read_mappings(
    source: &Source,
    survey: &Survey,
    names: &Names,
    to: &mut Diagnostics,
) -> Vec<Mapping> {
    let mut fields = parse_toml(source, to);
    let tables = fields.tables("import", to);
    fields.finish(to);
    let (mut mappings, mut seen) = (Vec::new(), BTreeSet::new());
    let starts: Vec<usize> = tables.iter().map(|table| table.spot().start).collect();
    for (at, table) in tables.into_iter().enumerate() {
        let reader = Reader { survey, names, to };
        if let Some(mut mapping) = reader.read(table, &mut seen) {
            mapping.block = block(&source.text, starts[at], starts.get(at + 1).copied());
            mappings.push(mapping);
        }
    }
    mappings
}

struct Reader<'a> {
    survey: &'a Survey,
    names: &'a Names,
    to: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn read(mut self, mut fields: Fields<'_>, seen: &mut BTreeSet<String>) -> Option<Mapping> {
        let id = fields.id("id", self.to);
        let dialect = fields.required("dialect", "the tool that it comes from", self.to);
        let dialect = dialect.and_then(|row| row.choice(&Dialect::WORDS, self.to));
        let [audience, unit, supplier] = self.read_person(&mut fields);
        let columns = fields.optional_table("columns", self.to);
        let columns = columns.map(|table| self.read_columns(table)).unwrap_or_default();
        let [audiences, units, suppliers] = self.read_values(&mut fields);
        let labels = fields.optional_table("labels", self.to);
        let labels = labels.map(|table| self.read_labels(table)).unwrap_or_default();
        fields.finish(self.to);
        let is_new = id.as_ref().is_some_and(|id| self.check_new(id, seen));
        let (id, dialect) = (id.filter(|_| is_new)?, dialect?.value);
        let block = 0..0;
        let id = id.value;
        Some(Mapping {
            id,
            dialect,
            audience,
            unit,
            supplier,
            columns,
            audiences,
            units,
            suppliers,
            labels,
            block,
        })
    }

    fn check_new(&mut self, id: &Located<String>, seen: &mut BTreeSet<String>) -> bool {
        let is_new = seen.insert(id.value.clone());
        if !is_new {
            let message = format!("the id `{}` is taken", id.value);
            self.to.push(
                Diagnostic::error(Code::RepeatedId, id.spot.clone(), message)
                    .label("expected an id that no other import has")
                    .hint("the answers of an import lie in answers/ID.csv"),
            );
        }
        is_new
    }

    /// Whether an id is one of a kind; a complaint if not.
    fn check(&mut self, what: &str, id: Located<String>) -> Option<String> {
        let names = self.names;
        let (is_known, known): (bool, Vec<&str>) = match what {
            "audience" => (names.audience(&id.value).is_some(), names.audiences().collect()),
            "unit" => (names.unit(&id.value).is_some(), names.units().collect()),
            _ => (names.supplier(&id.value).is_some(), names.suppliers().collect()),
        };
        if is_known {
            return Some(id.value);
        }
        self.to.push_with(&id.spot, Code::UnknownName, || Diagnostic::unknown(what, &id, known));
        None
    }

    fn read_person(&mut self, fields: &mut Fields<'_>) -> [Option<String>; 3] {
        ["audience", "unit", "supplier"].map(|what| {
            let id = fields.optional_text(what, self.to)?;
            self.check(what, id)
        })
    }

    fn read_values(&mut self, fields: &mut Fields<'_>) -> [Values; 3] {
        let kinds = [("audiences", "audience"), ("units", "unit"), ("suppliers", "supplier")];
        kinds.map(|(key, what)| {
            let table = fields.optional_table(key, self.to);
            let rows = table.map(|mut table| table.take_rest()).unwrap_or_default();
            let read = |row: Row<'_>| {
                let cell = row.key.value.clone();
                let id = row.text(self.to)?;
                Some((cell, self.check(what, id)?))
            };
            rows.into_iter().filter_map(read).collect()
        })
    }

    fn read_columns(&mut self, mut table: Fields<'_>) -> Vec<(String, Meaning)> {
        let mut columns = Vec::new();
        for row in table.take_rest() {
            let heading = row.key.value.clone();
            let Some(word) = row.text(self.to) else { continue };
            match Meaning::of(&word.value, self.survey, self.names) {
                Some(meaning) => columns.push((heading, meaning)),
                None => self.to.push_with(&word.spot, Code::UnknownItem, || {
                    let message = format!("there is no item `{}`", word.value);
                    let known = Meaning::known(self.names);
                    Diagnostic::error(Code::UnknownItem, word.spot.clone(), message)
                        .label("expected an item or question, or audience, unit, supplier or drop")
                        .suggest(&word.value, known)
                }),
            }
        }
        columns
    }

    fn read_labels(&mut self, mut table: Fields<'_>) -> Vec<(String, Vec<(String, Told)>)> {
        let mut labels = Vec::new();
        for row in table.take_rest() {
            let name = row.key.clone();
            let Some(scale) = self.survey.scales.iter().find(|scale| scale.id == name.value) else {
                let known = self.survey.scales.iter().map(|scale| scale.id.as_str());
                self.to.push(Diagnostic::unknown("scale", &name, known));
                continue;
            };
            let Some(mut table) = row.table(self.to) else { continue };
            let read = |row: Row<'_>| Some((row.key.value.clone(), told(row, scale, self.to)?));
            labels.push((name.value, table.take_rest().into_iter().filter_map(read).collect()));
        }
        labels
    }
}

/// Where the import that starts at `start` stands in imports.toml. Comments right above the next one
/// belong to that.
fn block(text: &str, start: usize, next: Option<usize>) -> Range<usize> {
    // The place of a table may be that of its name, inside the brackets.
    let line = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let start = line(start.min(text.len()));
    let Some(next) = next else { return start..text.len() };
    let mut end = line(next.min(text.len()));
    while end > start {
        let above = line(end - 1);
        let is_gap = text[above..end].trim().is_empty() || text[above..end].starts_with('#');
        if !is_gap {
            break;
        }
        end = above;
    }
    start..end
}

fn told(row: Row<'_>, scale: &Scale, to: &mut Diagnostics) -> Option<Told> {
    match (row.as_integer(), row.as_text()) {
        (Some(point), _) if i64::from(scale.min) <= point && point <= i64::from(scale.max) => {
            i32::try_from(point).ok().map(Told::Point)
        }
        (Some(point), _) => {
            let message = format!("`{}` is {point}", row.key.value);
            let expected = format!("expected {} to {}", scale.min, scale.max);
            to.push(Diagnostic::error(Code::OutsideScale, row.spot, message).label(expected));
            None
        }
        (None, Some(NOT_APPLICABLE)) => Some(Told::NotApplicable),
        (None, Some("")) => Some(Told::Blank),
        _ => {
            let message = format!("`{}` is {}", row.key.value, row.describe());
            to.push(
                Diagnostic::error(Code::WrongType, row.spot, message)
                    .label("expected a point of the scale")
                    .hint("write \"na\" for don't know, or \"\" for no answer"),
            );
            None
        }
    }
}
