//! Editions: what was published before, and over whose answers.

use super::document::Table;
use std::collections::{BTreeMap, BTreeSet};

/// One edition, as `publish` recorded it.
#[derive(Clone, Debug, Default)]
pub(in crate::privacy::audit) struct Edition {
    /// Its file, without folder.
    pub file: String,
    /// The wave that it reported.
    pub wave: String,
    /// The cells that were published with it first.
    pub cells: Vec<String>,
    /// The items on the form of its wave by audience; empty where it does not say.
    pub asked: BTreeMap<String, BTreeSet<String>>,
    /// The parent of each unit, as the tree was then.
    pub parents: BTreeMap<String, String>,
    /// The units of each pool, as they were then.
    pub pools: BTreeMap<String, Vec<String>>,
    /// The responses of its wave.
    pub responses: Vec<Recorded>,
}

/// A response as it was when the edition was published.
#[derive(Clone, Debug)]
pub(in crate::privacy::audit) struct Recorded {
    pub id: String,
    pub supplier: String,
    pub unit: String,
    pub audience: String,
    /// The dimensions and questions that it counted in, and `index`.
    pub counted: BTreeSet<String>,
    /// The items of these that it left open.
    pub open: BTreeSet<String>,
    pub digest: String,
}

impl Edition {
    pub(super) fn read(file: &str, bytes: &[u8]) -> Self {
        Table::with(bytes, |edition| Self {
            file: file.to_owned(),
            wave: edition.owned("wave"),
            cells: edition.texts("cells"),
            asked: edition.table("asked").map(asked).unwrap_or_default(),
            parents: edition.table("units").map(parents).unwrap_or_default(),
            pools: edition.table("pools").map(pools).unwrap_or_default(),
            responses: edition.tables("response").into_iter().map(Recorded::read).collect(),
        })
    }
}

impl Recorded {
    fn read(table: Table<'_>) -> Self {
        Self {
            id: table.owned("id"),
            supplier: table.owned("supplier"),
            unit: table.owned("unit"),
            audience: table.owned("audience"),
            counted: table.texts("counted").into_iter().collect(),
            open: table.texts("open").into_iter().collect(),
            digest: table.owned("digest"),
        }
    }
}

fn asked(audiences: Table<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let items = |audience: &str| audiences.texts(audience).into_iter().collect();
    audiences.keys().map(|audience| (audience.to_owned(), items(audience))).collect()
}

fn parents(units: Table<'_>) -> BTreeMap<String, String> {
    units.words().map(|(unit, parent)| (unit.to_owned(), parent.to_owned())).collect()
}

fn pools(pools: Table<'_>) -> BTreeMap<String, Vec<String>> {
    pools.keys().map(|pool| (pool.to_owned(), pools.texts(pool))).collect()
}
