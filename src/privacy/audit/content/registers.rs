//! What people wrote down in the registers, by the names that pages give as the source of a number.

use super::document::Table;
use crate::privacy::audit::site::numbers;
use std::collections::{BTreeMap, BTreeSet};

/// The entries of the registers.
#[derive(Clone, Debug, Default)]
pub(in crate::privacy::audit) struct Registers {
    /// Entries, such as `measures/lead-time` or `engagement/2026-Q3/acme`. What a page works out of an
    /// entry (shares of hours, how much of a way is done) is not worked out again here.
    entries: BTreeSet<String>,
    /// Numbers that stand in an entry as they are, such as `measures/lead-time/2026-Q3`.
    written: BTreeMap<String, BTreeSet<String>>,
}

impl Registers {
    /// Reads them; `document` gives a file of the content by its name.
    pub fn read<'t>(document: impl Fn(&str) -> &'t [u8]) -> Self {
        let mut new = Self { entries: BTreeSet::from(["suppliers".into()]), ..Self::default() };
        for (file, list) in [("goals", "goal"), ("actions", "action"), ("suppliers", "supplier")] {
            Table::with(document(&format!("{file}.toml")), |register| {
                let ids = register.tables(list).into_iter().map(|entry| entry.owned("id"));
                new.entries.extend(ids.map(|id| format!("{file}/{id}")));
            });
        }
        Table::with(document("measures.toml"), |register| {
            register.tables("measure").into_iter().for_each(|measure| new.read_measure(measure));
        });
        Table::with(document("engagement.toml"), |register| {
            for entry in register.tables("entry") {
                let wave = entry.owned("wave");
                let whom = entry.text("supplier").or(entry.text("unit")).unwrap_or_default();
                new.entries.insert(format!("engagement/{wave}/{whom}"));
                new.entries.insert(format!("engagement/{wave}"));
            }
        });
        new
    }

    fn read_measure(&mut self, measure: Table<'_>) {
        let name = format!("measures/{}", measure.owned("id"));
        // A unit may hold digits too ("m3").
        let unit: Vec<String> =
            numbers(&measure.owned("unit")).into_iter().map(|number| number.size).collect();
        let own = measure.words().filter(|(key, _)| ["baseline", "target"].contains(key));
        let values = measure.table("values");
        let values = values.iter().flat_map(|values| values.words());
        for (at, word) in own.chain(values) {
            let sizes = numbers(word).into_iter().map(|number| number.size);
            let sizes = sizes.chain(unit.iter().cloned()).collect();
            self.written.insert(format!("{name}/{at}"), sizes);
        }
        self.entries.insert(format!("{name}/progress"));
        self.entries.insert(name);
    }

    /// The numbers that stand under a name: none where it is no entry, an empty set where a page works
    /// its number out.
    pub fn at(&self, name: &str) -> Option<&BTreeSet<String>> {
        static WORKED_OUT: BTreeSet<String> = BTreeSet::new();
        self.written.get(name).or(self.entries.contains(name).then_some(&WORKED_OUT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_known_by_its_name() {
        let file = |name: &str| -> &[u8] {
            match name {
                "measures.toml" => {
                    b"[[measure]]\nid = \"x\"\nunit = \"m3\"\nbaseline = 14\ntarget = 9.50\n\
                      values = { 2026-Q3 = -7 }"
                }
                "engagement.toml" => b"entry = [{ supplier = \"acme\", wave = \"w\" }]",
                _ => b"",
            }
        };
        let registers = Registers::read(file);
        let at = |name: &str| {
            registers.at(name).map(|all| all.iter().cloned().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(at("measures/x/baseline").as_deref(), Some("14 3"));
        assert_eq!(at("measures/x/target").as_deref(), Some("3 9.5"));
        assert_eq!(at("measures/x/2026-Q3").as_deref(), Some("3 7"));
        assert_eq!(at("measures/x/progress").as_deref(), Some(""));
        assert_eq!(at("engagement/w/acme").as_deref(), Some(""));
        assert_eq!(
            [at("measures/x/2026-Q2"), at("measures/y"), at("engagement/w/x")],
            [None, None, None]
        );
    }
}
