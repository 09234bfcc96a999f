//! An edition as it is written into its file: by hand, so that the same edition is the same bytes.

use super::edition::{Edition, Recorded};
use crate::key::{Names, What};
use crate::organisation::Organisation;
use crate::privacy::{Family, Policy};
use crate::survey::{Survey, Wave};
use std::collections::BTreeSet;
use std::fmt::{self, Write};

/// The number of an edition as its file is named.
pub(super) fn number(number: usize) -> String {
    format!("{number:03}")
}

/// Everything that a response can count in, by id: dimensions, questions with a scale, `index` and
/// `response`.
pub(super) fn scores(survey: &Survey) -> impl Iterator<Item = (&str, What)> {
    let dimensions = (0u16..).zip(&survey.dimensions);
    let dimensions = dimensions.map(|(at, one)| (one.id.as_str(), What::Dimension(at)));
    let questions = (0u16..).zip(&survey.questions).filter(|(_, one)| one.scale.is_some());
    let questions = questions.map(|(at, one)| (one.id.as_str(), What::Question(at)));
    let others = [("index", What::Index), ("response", What::Response)];
    dimensions.chain(questions).chain(others)
}

/// What ids are needed to write an edition, and the settings that it was made with.
pub(super) struct Writer<'a> {
    pub names: &'a Names,
    pub survey: &'a Survey,
    pub organisation: &'a Organisation,
    pub waves: &'a [Wave],
    pub policy: &'a Policy,
    pub min_answered: f64,
}

impl Writer<'_> {
    /// The text of an edition.
    pub fn write(&self, edition: &Edition) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = self.write_to(&mut text, edition);
        text
    }

    fn write_to(&self, to: &mut String, edition: &Edition) -> fmt::Result {
        let wave = &self.waves[usize::from(edition.wave)].id;
        writeln!(to, "# Written by `rapportage publish`. As confidential as the answers.")?;
        write!(to, "wave = \"{wave}\"\ncells = [")?;
        for &(key, figure) in &edition.cells {
            write!(to, "\n    \"{}\",", self.names.write(key, Some(figure)))?;
        }
        writeln!(to, "{}]", if edition.cells.is_empty() { "" } else { "\n" })?;
        let supplier =
            |&at: &u16| format!("\"{}\"", self.organisation.suppliers[usize::from(at)].id);
        if !edition.attributed.is_empty() {
            let named: Vec<String> = edition.attributed.iter().map(supplier).collect();
            writeln!(to, "attributed = [{}]", named.join(", "))?;
        }
        self.write_settings(to)?;
        self.write_tree(to, edition)?;
        edition.responses.iter().try_for_each(|response| self.write_response(to, response))
    }

    fn write_settings(&self, to: &mut String) -> fmt::Result {
        let Policy { people, spread, .. } = self.policy;
        writeln!(to, "\n[settings]\npeople = {people}\nspread = {spread}")?;
        writeln!(to, "min_answered = {:?}", self.min_answered)?;
        for (at, audience) in (0u8..).zip(&self.survey.audiences) {
            writeln!(to, "minimum.{} = {}", audience.id, self.policy.minimum(Family::Means, at))?;
        }
        Ok(())
    }

    fn write_tree(&self, to: &mut String, edition: &Edition) -> fmt::Result {
        let unit = |at: u16| self.organisation.units[usize::from(at)].id.as_str();
        writeln!(to, "\n[asked]")?;
        for (&audience, items) in &edition.asked {
            let audience = &self.survey.audiences[usize::from(audience)].id;
            writeln!(to, "{audience} = [{}]", self.items(items))?;
        }
        writeln!(to, "\n[units]")?;
        for (&at, parent) in &edition.tree.parents {
            writeln!(to, "{} = \"{}\"", unit(at), parent.map_or("", unit))?;
        }
        if !edition.tree.pools.is_empty() {
            writeln!(to, "\n[pools]")?;
        }
        for (&pool, units) in &edition.tree.pools {
            let units: Vec<String> = units.iter().map(|&at| format!("\"{}\"", unit(at))).collect();
            let pool = &self.organisation.pools[usize::from(pool)].id;
            writeln!(to, "{pool} = [{}]", units.join(", "))?;
        }
        Ok(())
    }

    /// The ids of items, as in a list.
    fn items(&self, items: &BTreeSet<u16>) -> String {
        let id = |&item: &u16| format!("\"{}\"", self.survey.items[usize::from(item)].id);
        items.iter().map(id).collect::<Vec<_>>().join(", ")
    }

    fn write_response(&self, to: &mut String, response: &Recorded) -> fmt::Result {
        writeln!(to, "\n[[response]]\nid = \"{}\"", response.id)?;
        if let Some(supplier) = response.supplier {
            let supplier = &self.organisation.suppliers[usize::from(supplier)].id;
            writeln!(to, "supplier = \"{supplier}\"")?;
        }
        let unit = &self.organisation.units[usize::from(response.unit)].id;
        let audience = &self.survey.audiences[usize::from(response.audience)].id;
        writeln!(to, "unit = \"{unit}\"\naudience = \"{audience}\"")?;
        let counted = scores(self.survey).filter(|(_, what)| response.counted.contains(what));
        let counted: Vec<String> = counted.map(|(id, _)| format!("\"{id}\"")).collect();
        writeln!(to, "counted = [{}]", counted.join(", "))?;
        if !response.open.is_empty() {
            writeln!(to, "open = [{}]", self.items(&response.open))?;
        }
        writeln!(to, "digest = \"{}\"", response.digest)
    }
}
