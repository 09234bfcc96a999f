//! Unrounded and unsuppressed figures for the eyes of whoever holds the answers anyway. They go to the
//! writer that the command line gives, and nowhere else.
//!
//! ```text
//! told      figures by their names, and the steps of a comparison
//! reason    what of a cell is shown, and if not, why
//! missing   why there is no such cell
//! ```

mod missing;
mod reason;
mod told;

use super::Policy;
use super::admit::admit;
use super::compose::Gate;
use super::figures::{Compared, Figures, Table};
use super::ledger::History;
use crate::key::{Audiences, Key, Names, People, Place, Query, Waves, What, Whose};
use crate::score::Assessment;
use crate::table::{self, Format, Rows, Selection};
use std::io::{self, Write};

/// Everything there is, with what the gate says to it.
pub struct Owner<'a> {
    assessment: &'a Assessment<'a>,
    policy: &'a Policy,
    /// The gate as it stands.
    gate: Gate<'a>,
    /// What it lets through.
    published: Table,
    table: Table,
}

impl<'a> Owner<'a> {
    /// Every figure that is defined: intervals from each group's own spread, from two people on.
    pub fn new(assessment: &'a Assessment<'a>, policy: &'a Policy, history: &History<'_>) -> Self {
        let gate = Gate { assessment, policy, admitted: Some(admit(assessment, policy, history)) };
        let mut published = gate.compose();
        published.correct();
        let everything = Gate { assessment, policy: &Policy::owner(), admitted: None };
        let mut table = everything.compose();
        table.correct_as(&published);
        Self { assessment, policy, gate, published, table }
    }

    /// The cells that a table asks for, in full precision.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn scores(
        &self,
        names: &Names,
        selection: &Selection,
        format: Format,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let cells = self.table.cells.iter().filter_map(|(key, figures)| {
            let drivers = self.drivers(*key);
            let of_cell = || told::cell(figures).into_iter().chain(drivers).collect();
            let is_plain = key.matched.is_empty();
            Some((*key, if is_plain { of_cell() } else { told::change(figures)? }))
        });
        let gaps = self.table.gaps.iter().map(|(key, gap)| (*key, told::compared("gap", gap)));
        let answered = self.table.responses.iter().map(|(key, one)| (*key, told::counted(*one)));
        let all = answered.chain(cells).chain(gaps);
        let mut rows: Vec<_> = all.filter(|(key, _)| selection.wants(key)).collect();
        rows.sort_by_key(|(key, _)| *key);
        out.write_all(Rows(rows).write(names, format).as_bytes())
    }

    /// One cell and the parts it is made of, each with whether it is shown and why not.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn explain(&self, names: &Names, query: &Query, out: &mut dyn Write) -> io::Result<()> {
        let key = self.asked_for(query);
        let mut keys = vec![key];
        keys.extend(self.parts(key));
        for key in keys {
            writeln!(out, "{}", names.write(key, None))?;
            let Some(figures) = self.figures(key) else {
                writeln!(out, "  {}", self.missing(names, key))?;
                continue;
            };
            writeln!(out, "  {:<11} {}", "shown", self.verdict(names, key))?;
            for (name, value) in figures {
                writeln!(out, "  {name:<11} {value}")?;
            }
        }
        Ok(())
    }

    /// The cell that was asked for: where groups are left open, the composite that is shown, or else the
    /// one over everybody who answered.
    fn asked_for(&self, query: &Query) -> Key {
        let everybody = query.over(People::Everybody);
        let of = |table: &Table| {
            let from = query.over(People::Audience(0));
            let cells = table.cells.range(from..);
            let mut same = cells
                .map(|(key, _)| *key)
                .take_while(|key| Key { people: People::Everybody, ..*key } == everybody);
            same.find(|key| matches!(key.people, People::Composite(_)))
        };
        match query.whose {
            Whose::These(people) => query.over(people),
            Whose::Published if query.what == What::Response => everybody,
            Whose::Published => {
                of(&self.published).or_else(|| of(&self.table)).unwrap_or_else(|| {
                    let all = Audiences::of(self.audiences());
                    query.over(People::Composite(all))
                })
            }
        }
    }

    fn audiences(&self) -> std::ops::Range<u8> {
        0..u8::try_from(self.assessment.survey.audiences.len()).unwrap_or(u8::MAX)
    }

    /// What a cell is made of: the audiences of a composite, the sides of a gap, the dimensions of an
    /// audience's index, the suppliers of a set.
    fn parts(&self, key: Key) -> Vec<Key> {
        if let Place::Suppliers(_) = key.place {
            return self.members(key);
        }
        let audiences: Vec<u8> = match key.people {
            People::Composite(audiences) | People::Merged(audiences) => audiences.iter().collect(),
            People::Gap(first, second) => vec![first, second],
            People::Everybody => self.audiences().collect(),
            People::Audience(audience) if key.what == What::Index => {
                let dimensions = self.dimensions(key.wave, audience);
                return dimensions.map(|what| Key { what, ..key }).collect();
            }
            People::Audience(_) => Vec::new(),
        };
        audiences.into_iter().map(|one| Key { people: People::Audience(one), ..key }).collect()
    }

    /// The dimensions of which something was put to an audience.
    fn dimensions(&self, wave: u8, audience: u8) -> impl Iterator<Item = What> {
        let all = (0u16..).take(self.assessment.survey.dimensions.len());
        let is_asked = move |of: &u16| self.assessment.is_asked(wave, usize::from(*of), audience);
        all.filter(is_asked).map(What::Dimension)
    }

    /// The same cell of each supplier of a set.
    fn members(&self, key: Key) -> Vec<Key> {
        let Place::Suppliers(set) = key.place else { return Vec::new() };
        let organisation = self.assessment.organisation;
        let day = self.assessment.waves[usize::from(key.wave)].closes;
        let people: Vec<People> = match key.people {
            People::Composite(all) => all.iter().map(People::Audience).collect(),
            one => vec![one],
        };
        let all = (0u16..).take(organisation.suppliers.len());
        all.filter(|supplier| organisation.is_in(usize::from(*supplier), set, day))
            .flat_map(|supplier| {
                let place = Place::Supplier(supplier);
                people.iter().map(move |&people| Key { place, people, ..key })
            })
            .collect()
    }

    /// Everything that is known under a key. Over two waves the ends of an interval are those of the
    /// change, so the mean's own are left out.
    fn figures(&self, key: Key) -> Option<table::Figures> {
        let merged;
        let cell = match (self.table.cells.get(&key), key.people) {
            (None, People::Merged(_)) => {
                merged = self.merged(key);
                merged.as_ref()
            }
            (cell, _) => cell,
        };
        let cell = cell.map(|figures| {
            let is_end =
                |name: &str| figures.change.is_some() && ["low", "high", "spread"].contains(&name);
            let own = told::cell(figures).into_iter().filter(|(name, _)| !is_end(name));
            let change = figures.change.iter().flat_map(|one| self.steps("change", key, one));
            own.chain(change).chain(self.drivers(key)).collect()
        });
        let gap = || self.table.gaps.get(&key).map(|gap| self.steps("gap", key, gap));
        let answered = || self.table.responses.get(&key).map(|one| told::counted(*one));
        cell.or_else(gap).or_else(answered)
    }

    /// Several groups taken as one, with the spread of their own.
    fn merged(&self, key: Key) -> Option<Figures> {
        let (assessment, policy) = (self.assessment, &Policy::owner());
        Gate { assessment, policy, admitted: None }.merged_cell(key, true)
    }

    /// What drivers say of one of them, or of the outcome that they explain.
    fn drivers(&self, key: Key) -> table::Figures {
        let People::Audience(audience) = key.people else { return Vec::new() };
        let found = self.table.drivers.get(&(key.wave, key.place, audience));
        let found = found.filter(|_| key.matched == Waves::NONE);
        found.map(|found| told::driven(found, key.what)).unwrap_or_default()
    }

    /// A comparison step by step: the items, both sides, the test, and its correction.
    fn steps(&self, name: &'static str, key: Key, compared: &Compared) -> table::Figures {
        let mut all = told::steps(name, compared);
        let shown = match name {
            "gap" => self.published.gaps.get(&key),
            _ => self.published.cells.get(&key).and_then(|figures| figures.change.as_ref()),
        };
        all.extend(shown.into_iter().flat_map(|shown| told::corrected(shown, compared)));
        all.push(("matched", table::Value::Text(self.items(key).join(" "))));
        all
    }

    /// The ids of the items that a comparison is made over.
    fn items(&self, key: Key) -> Vec<&str> {
        let survey = self.assessment.survey;
        let (tally, pair) = match key.people {
            People::Gap(one, other) => {
                (self.assessment.side(key.wave, [one, other]), vec![one, other])
            }
            _ => (self.assessment.tallies.get(&(key.wave, key.matched)), Vec::new()),
        };
        let both = |item: &usize| {
            let audiences = &survey.items[*item].audiences;
            pair.iter().all(|&audience| audiences.contains(&usize::from(audience)))
        };
        if let What::Question(question) = key.what {
            return vec![survey.questions[usize::from(question)].id.as_str()];
        }
        let (Some(tally), Some(items)) = (tally, key.what.items(survey)) else { return Vec::new() };
        let counted = items.filter(|&item| tally.items[item]).filter(both);
        counted.map(|item| survey.items[item].id.as_str()).collect()
    }
}
