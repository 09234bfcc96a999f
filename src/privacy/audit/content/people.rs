//! Who answered what: for every response who it is from, and which items it answers. How an item was
//! answered is not kept.

use super::document::Table;
use super::instrument::Instrument;
use super::ledger::Edition;
use crate::privacy::audit::records::{self, Record};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::BufRead;

/// Texts by number.
#[derive(Clone, Debug, Default)]
pub(in crate::privacy::audit) struct Numbered {
    numbers: BTreeMap<String, u32>,
    texts: Vec<String>,
}

impl Numbered {
    /// The number of a text, a new one if it has none.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }

    /// The number of a text, if it has one.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// The text of a number.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", String::as_str)
    }
}

/// One response, without its answers.
#[derive(Clone, Copy, Debug)]
pub(in crate::privacy::audit) struct Response {
    /// The same id is the same person in every wave.
    pub person: u32,
    /// By its place among the waves.
    pub wave: usize,
    /// By its place in the instrument.
    pub audience: usize,
    /// See [`People::names`].
    pub unit: u32,
    /// See [`People::names`]; the empty name for none.
    pub supplier: u32,
}

/// Everybody.
#[derive(Clone, Debug, Default)]
pub(in crate::privacy::audit) struct People {
    ids: Numbered,
    /// Names of units and suppliers.
    pub names: Numbered,
    pub responses: Vec<Response>,
    /// Digests of the answers of waves that an edition has, by response.
    pub digests: BTreeMap<usize, String>,
    /// One bit for each item or question that a response answers.
    answered: Vec<u64>,
    /// Words of bits a response.
    stride: usize,
}

/// What the readers of a wave's answers need to know.
pub(super) struct Asked<'a> {
    pub instrument: &'a Instrument,
    /// The unit of each supplier.
    pub units: &'a BTreeMap<String, String>,
    /// The salt, where digests are wanted.
    pub salt: Option<&'a str>,
}

/// The responses of one file.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    names: Numbered,
    /// Id, audience, unit and supplier.
    rows: Vec<(String, usize, u32, u32)>,
    answered: Vec<u64>,
    digests: Vec<String>,
}

impl People {
    pub(super) fn new(instrument: &Instrument) -> Self {
        Self { stride: instrument.asked.len().div_ceil(64).max(1), ..Self::default() }
    }

    /// The bits of the items and questions that a response answers, by their place.
    pub fn answered(&self, response: usize) -> &[u64] {
        let start = response * self.stride;
        self.answered.get(start..start + self.stride).unwrap_or_default()
    }

    /// The number of a person.
    pub fn find_person(&self, id: &str) -> Option<u32> {
        self.ids.find(id)
    }

    /// Gives numbers to everybody and everything that an edition names.
    pub(super) fn remember(&mut self, edition: &Edition) {
        for recorded in &edition.responses {
            self.ids.number(&recorded.id);
            self.names.number(&recorded.unit);
            self.names.number(&recorded.supplier);
        }
    }

    pub(super) fn take(&mut self, wave: usize, sheet: Sheet) {
        self.answered.extend(&sheet.answered);
        let mut digests = sheet.digests.into_iter();
        for (id, audience, unit, supplier) in sheet.rows {
            let unit = self.names.number(sheet.names.text(unit));
            let supplier = self.names.number(sheet.names.text(supplier));
            if let Some(digest) = digests.next() {
                self.digests.insert(self.responses.len(), digest);
            }
            let person = self.ids.number(&id);
            self.responses.push(Response { person, wave, audience, unit, supplier });
        }
    }
}

impl Asked<'_> {
    /// Reads a file of `[[response]]`.
    pub fn document(&self, bytes: &[u8]) -> Sheet {
        Table::with(bytes, |file| {
            let mut sheet = Sheet::default();
            for response in file.tables("response") {
                let who = ["id", "audience", "unit", "supplier"];
                let who = who.map(|key| response.text(key).unwrap_or_default());
                let answers = response.table("answers");
                let answers = answers.iter().flat_map(|answers| answers.words());
                let place = |(item, value)| Some((self.instrument.place(item)?, value));
                self.add(who, answers.filter_map(place), &mut sheet);
            }
            sheet
        })
    }

    /// Reads a table with the ids of items as heads.
    pub fn table(&self, input: &mut dyn BufRead) -> Sheet {
        let mut sheet = Sheet::default();
        let mut heads: Option<Heads> = None;
        records::for_each(input, &mut |row| match &heads {
            None => heads = Some(Heads::of(row, self.instrument)),
            Some(heads) => {
                let who = heads.who.map(|at| at.map(|at| row.get(at)).unwrap_or_default());
                let cells: Vec<_> = heads.answers.iter().map(|(at, _)| row.get(*at)).collect();
                let answers = heads.answers.iter().zip(&cells);
                let answers = answers.map(|((_, place), cell)| (*place, cell.trim()));
                self.add(who.each_ref().map(|cell| cell.trim()), answers, &mut sheet);
            }
        });
        sheet
    }

    fn add<'v>(
        &self,
        who: [&str; 4],
        answers: impl Iterator<Item = (usize, &'v str)>,
        sheet: &mut Sheet,
    ) {
        let [id, audience_id, unit, supplier] = who;
        let Some(audience) = self.instrument.audience(audience_id) else { return };
        let own = || self.units.get(supplier).map_or("", String::as_str);
        let unit = if unit.is_empty() { own() } else { unit };
        let start = sheet.answered.len();
        sheet.answered.resize(start + self.instrument.asked.len().div_ceil(64).max(1), 0);
        let mut given = Vec::new();
        for (place, value) in answers.filter(|(_, value)| is_answer(value)) {
            if value != "na" {
                sheet.answered[start + place / 64] |= 1 << (place % 64);
            }
            if self.salt.is_some() {
                given.push((self.instrument.asked[place].id.as_str(), value));
            }
        }
        if let Some(salt) = self.salt {
            sheet.digests.push(digest(salt, [audience_id, unit, supplier], &mut given));
        }
        let (unit, supplier) = (sheet.names.number(unit), sheet.names.number(supplier));
        sheet.rows.push((id.to_owned(), audience, unit, supplier));
    }
}

/// Which column of a table is what.
struct Heads {
    /// Id, audience, unit and supplier.
    who: [Option<usize>; 4],
    /// Columns of answers, each with the place of its item.
    answers: Vec<(usize, usize)>,
}

impl Heads {
    fn of(row: &Record, instrument: &Instrument) -> Self {
        let mut heads = row.fields();
        if let Some(first) = heads.first_mut() {
            *first = first.trim_start_matches('\u{feff}').to_owned();
        }
        let at = |name| heads.iter().position(|head| head == name);
        let places = heads.iter().map(|head| instrument.place(head)).enumerate();
        Self {
            who: ["id", "audience", "unit", "supplier"].map(at),
            answers: places.filter_map(|(at, place)| Some((at, place?))).collect(),
        }
    }
}

/// A point of a scale, or `na`; anything else is a comment.
fn is_answer(value: &str) -> bool {
    value == "na" || value.parse::<i32>().is_ok()
}

/// The salted digest that the ledger has of a response.
fn digest(salt: &str, who: [&str; 3], answers: &mut [(&str, &str)]) -> String {
    let [audience, unit, supplier] = who;
    let supplier = if supplier.is_empty() { "-" } else { supplier };
    answers.sort_unstable();
    let mut text = format!("{salt}\n{audience}\n{unit}\n{supplier}\n");
    for (item, value) in answers {
        // One form of a number, however it was written; and writing into a string cannot fail.
        let _ = match value.parse::<i32>() {
            Ok(point) => writeln!(text, "{item}={point}"),
            Err(_) => writeln!(text, "{item}={value}"),
        };
    }
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_has_a_fixed_form() {
        let mut answers = [("b", "na"), ("a", "04")];
        let found = digest("salt", ["partner", "emea", ""], &mut answers);
        // printf 'salt\npartner\nemea\n-\na=4\nb=na\n' | sha256sum
        assert_eq!(found, "c68d0c4bfc398a5e75f96938d6bb7247");
    }
}
