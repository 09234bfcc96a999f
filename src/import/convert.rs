//! Rows of an export into responses.

mod id;
mod person;

use super::column;
use super::dialect::State;
use super::export::Export;
use super::fold::{fold, unescape};
use super::given::{Given, Labels};
use super::plan::{Ground, Plan, Use, labels};
use super::row::Row;
use super::sorted::Sorted;
use super::tally::{Problem, Skip, Tally};
use super::told::NOT_APPLICABLE;
use super::unreadable::Unreadable;
use crate::answers::LONGEST_COMMENT;
use crate::source::{File, sha256};
use crate::survey::Survey;
use id::{Salt, short};
use person::{known, known_audiences};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// An export together with everything that is needed to read it.
#[derive(Debug)]
pub struct Conversion {
    export: Export,
    /// What becomes of its columns.
    pub plan: Plan,
    salt: Salt,
    with_unfinished: bool,
    labels: Vec<Labels>,
    /// Items and questions that are written, in the order of the survey.
    written: Vec<Written>,
    /// For each column the place of its item in `written`.
    places: Vec<usize>,
    audiences: Vec<Audience>,
    units: BTreeMap<String, Option<String>>,
    suppliers: BTreeMap<String, Option<String>>,
    known_audiences: BTreeMap<String, Option<usize>>,
}

/// An item or question that is written.
#[derive(Debug)]
struct Written {
    id: String,
    scale: Option<usize>,
    /// Whether it was put to each audience.
    asked: Vec<bool>,
}

#[derive(Debug)]
struct Audience {
    id: String,
    is_supplier: bool,
}

/// What is used again for every row.
#[derive(Default)]
pub(super) struct Desk {
    values: Vec<Option<Value>>,
    /// What a cell says, by scale: most cells say what another one said before.
    known: Vec<BTreeMap<String, Given>>,
    /// The response that came of the row, as a line of CSV.
    pub(super) line: String,
}

/// Cells that are remembered for each scale.
const MOST_KNOWN: usize = 2_000;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Point(i32),
    NotApplicable,
    Comment(String),
}

impl Conversion {
    /// Gets ready to read an export by a plan.
    pub fn new(
        export: Export,
        plan: Plan,
        ground: Ground<'_>,
        salt: &str,
        unfinished: bool,
    ) -> Self {
        let Ground { survey, organisation, wave, .. } = ground;
        let written: Vec<usize> = plan.answered().into_iter().collect();
        let place = |used: &Use| match used {
            Use::Answer(item, _) => written.binary_search(item).unwrap_or(0),
            _ => 0,
        };
        let places = plan.uses.iter().map(place).collect();
        let audience = |at: usize| (survey.audiences[at].id.clone(), at);
        let known_audiences = known_audiences(survey, &plan.mapping, audience);
        let units = organisation.units.iter().map(|unit| (&unit.id, &unit.name));
        let suppliers =
            organisation.suppliers.iter().map(|supplier| (&supplier.id, &supplier.name));
        Self {
            labels: labels(survey, &plan.mapping),
            written: written.iter().map(|&at| Written::new(survey, &wave.form, at)).collect(),
            places,
            audiences: survey.audiences.iter().map(Audience::from).collect(),
            units: known(units, &plan.mapping.units),
            suppliers: known(suppliers, &plan.mapping.suppliers),
            known_audiences,
            salt: Salt::new(salt),
            with_unfinished: unfinished,
            export,
            plan,
        }
    }

    /// Reads the whole export and counts what came of it.
    ///
    /// # Errors
    /// When a row cannot be read.
    pub fn count(&self) -> Result<Tally, Unreadable> {
        let (mut tally, mut seen) = (Tally::default(), BTreeMap::new());
        self.responses(&mut tally, &mut |id, desk, row, tally| {
            // A row that stands twice is one response; another row with the same number is not.
            let content = short(&sha256(&desk.line));
            match seen.insert(id, content) {
                None => {
                    let (answers, comments) = desk.counts();
                    tally.responses += 1;
                    tally.answers += answers;
                    tally.comments += comments;
                    tally.bytes += desk.line.len();
                }
                Some(before) if before == content => tally.skip(Skip::Repeated),
                Some(_) => {
                    let column = self.plan.response_id.unwrap_or(0);
                    tally.problem((row.number, column), Problem::RepeatedId, row.cell(column));
                }
            }
        })?;
        Ok(tally)
    }

    /// The table of answers as a file that is made when somebody reads it, sorted by id.
    pub fn table(self: &Arc<Self>, tally: &Tally) -> File {
        File::stored(Sorted::new(Arc::clone(self), tally.bytes))
    }

    /// The first row of the table.
    pub(super) fn header(&self) -> String {
        let ids = self.written.iter().map(|written| written.id.as_str());
        let names = ["id", "audience", "unit", "supplier"].into_iter().chain(ids);
        names.collect::<Vec<_>>().join(",") + "\n"
    }

    /// Hands every response to `each`, with the number that its id stands for.
    pub(super) fn responses(
        &self,
        tally: &mut Tally,
        each: &mut dyn FnMut(u64, &Desk, &Row, &mut Tally),
    ) -> Result<(), Unreadable> {
        let mut desk = Desk::default();
        desk.known.resize(self.labels.len(), BTreeMap::new());
        let mut above = self.plan.header_rows;
        self.export.rows(&mut |row| {
            if above > 0 {
                above -= 1;
            } else if !row.is_blank() {
                tally.rows += 1;
                if let Some(id) = self.read(row, &mut desk, tally) {
                    each(id, &desk, row, tally);
                }
            }
            true
        })
    }

    /// One row; nothing if it is left out, which is counted.
    fn read(&self, row: &Row, desk: &mut Desk, tally: &mut Tally) -> Option<u64> {
        for &(column, state) in &self.plan.states {
            let why = match state(row.cell(column).trim()) {
                State::Finished => continue,
                State::Preview => Skip::Preview,
                State::Unfinished if self.with_unfinished => continue,
                State::Unfinished => Skip::Unfinished,
            };
            tally.skip(why);
            return None;
        }
        let before = tally.unmapped;
        self.look_beyond(row, tally);
        self.read_answers(row, desk, tally);
        let is_blank = |desk: &Desk| desk.values.iter().all(Option::is_none);
        // Whoever answered nothing need not say who they are.
        if tally.unmapped == before && is_blank(desk) {
            tally.skip(Skip::Blank);
            return None;
        }
        let (audience, unit, supplier) = self.read_person(row, tally)?;
        self.withhold(row, desk, audience, tally);
        if is_blank(desk) {
            tally.skip(Skip::Blank);
            return None;
        }
        let id = self.salt.id(&self.plan.mapping.id, row, self.plan.response_id);
        let Audience { id: audience, .. } = &self.audiences[audience];
        desk.line.clear();
        // Writing into a string cannot fail.
        let _ = write!(desk.line, "{id},{audience},{unit},{supplier}");
        for value in &desk.values {
            let _ = match value {
                None => write!(desk.line, ","),
                Some(Value::Point(point)) => write!(desk.line, ",{point}"),
                Some(Value::NotApplicable) => write!(desk.line, ",{NOT_APPLICABLE}"),
                Some(Value::Comment(text)) => {
                    write!(desk.line, ",\"{}\"", text.replace('"', "\"\""))
                }
            };
        }
        desk.line.push('\n');
        Some(short(&id))
    }

    /// A row that is longer than the headings was not taken apart as it was meant.
    fn look_beyond(&self, row: &Row, tally: &mut Tally) {
        let beyond = row.cells().enumerate().skip(self.plan.uses.len());
        if let Some((column, cell)) = beyond.into_iter().find(|(_, cell)| !cell.trim().is_empty()) {
            tally.problem((row.number, column), Problem::Beyond, cell);
        }
    }

    fn read_answers(&self, row: &Row, desk: &mut Desk, tally: &mut Tally) {
        desk.values.clear();
        desk.values.resize(self.written.len(), None);
        let dialect = self.plan.dialect();
        for (column, used) in self.plan.uses.iter().enumerate() {
            let Use::Answer(_, choice) = used else { continue };
            let cell = row.cell(column).trim();
            if dialect.is_blank(cell) {
                continue;
            }
            let text = dialect.unmask(cell);
            let place = self.places[column];
            let at = (row.number, column);
            let value = match (self.written[place].scale, choice) {
                (None, _) => comment(self.plain(text), at, tally),
                (Some(_), Some(told)) => chosen(text).then(|| Given::from(*told)).and_then(point),
                (Some(scale), None) => self.point(scale, text, at, desk, tally),
            };
            let Some(value) = value else { continue };
            match &desk.values[place] {
                Some(other) if *other != value => {
                    tally.problem(at, Problem::Contradiction, "");
                }
                _ => desk.values[place] = Some(value),
            }
        }
    }

    fn plain<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.plan.dialect().escapes() {
            true => Cow::Owned(unescape(text)),
            false => Cow::Borrowed(text),
        }
    }

    fn point(
        &self,
        scale: usize,
        text: &str,
        at: (usize, usize),
        desk: &mut Desk,
        tally: &mut Tally,
    ) -> Option<Value> {
        let known = &mut desk.known[scale];
        let given = known.get(text).copied().unwrap_or_else(|| {
            let given = self.labels[scale].read(&self.plain(text));
            if known.len() < MOST_KNOWN {
                known.insert(text.to_owned(), given);
            }
            given
        });
        match given {
            Given::Unknown => tally.problem(at, Problem::Label, text),
            Given::Several => tally.problem(at, Problem::Several, text),
            _ => {}
        }
        point(given)
    }

    /// Takes out what these people were not asked. That they do not know it is no answer then.
    fn withhold(&self, row: &Row, desk: &mut Desk, audience: usize, tally: &mut Tally) {
        for (place, written) in self.written.iter().enumerate() {
            if written.asked[audience] {
                continue;
            }
            let Some(value) = desk.values[place].take() else { continue };
            if value != Value::NotApplicable {
                let column = self.column_of(place);
                tally.problem(
                    (row.number, column),
                    Problem::NotAsked,
                    &self.audiences[audience].id,
                );
            }
        }
    }

    fn column_of(&self, place: usize) -> usize {
        let uses = self.plan.uses.iter().zip(&self.places);
        let own = uses
            .enumerate()
            .find(|(_, (used, at))| matches!(used, Use::Answer(..)) && **at == place);
        own.map_or(0, |(column, _)| column)
    }
}

fn point(given: Given) -> Option<Value> {
    match given {
        Given::Point(point) => Some(Value::Point(point)),
        Given::NotApplicable => Some(Value::NotApplicable),
        Given::Blank | Given::Several | Given::Unknown => None,
    }
}

/// Whether a cell below an option says that it was chosen.
fn chosen(cell: &str) -> bool {
    !["0", "no", "n", "nein", "false", "not selected", "unchecked"].contains(&fold(cell).as_str())
}

fn comment(text: Cow<'_, str>, at: (usize, usize), tally: &mut Tally) -> Option<Value> {
    if text.chars().count() > LONGEST_COMMENT {
        tally.problem(at, Problem::TooLong, &text);
        return None;
    }
    Some(Value::Comment(text.replace("\r\n", "\n")))
}

impl Desk {
    /// How many answers and how many comments there are.
    fn counts(&self) -> (usize, usize) {
        let given = self.values.iter().flatten();
        let comments = given.clone().filter(|value| matches!(value, Value::Comment(_))).count();
        (given.count() - comments, comments)
    }
}

impl Written {
    fn new(survey: &Survey, form: &str, at: usize) -> Self {
        let asked = |audience| column::is_asked(survey, at, form, audience);
        Self {
            id: super::Meaning::Answer(at).word(survey).to_owned(),
            scale: column::scale(survey, at),
            asked: (0..survey.audiences.len()).map(asked).collect(),
        }
    }
}

impl From<&crate::survey::Audience> for Audience {
    fn from(audience: &crate::survey::Audience) -> Self {
        Self { id: audience.id.clone(), is_supplier: audience.is_supplier }
    }
}
