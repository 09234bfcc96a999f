//! organisation.toml and suppliers.toml into an [`Organisation`].

use super::tree::{self, Draft};
use super::{Organisation, Pool, Purpose, Relationship, Supplier, SupplierType, Target, Unit};
use crate::content::{Fields, Row, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Source, Spot};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the units and the suppliers. `dimensions` are the ids that targets may name. What points
/// at something unknown is kept and points at the first unit, so that the files which name it are
/// not blamed for it.
pub fn read(
    organisation: Option<&Source>,
    suppliers: Option<&Source>,
    dimensions: &[&str],
    to: &mut Diagnostics,
) -> Organisation {
    let (mut all, mut places) = (Organisation::default(), Places::default());
    if let Some(source) = organisation {
        let mut fields = parse_toml(source, to);
        all.purpose = fields.optional_table("purpose", to).and_then(|table| purpose(table, to));
        let units = fields.tables("unit", to);
        let pools = fields.tables("pool", to);
        if units.is_empty() && fields.is_sound() {
            to.push(
                Diagnostic::error(Code::Missing, fields.spot().clone(), "there is no unit")
                    .label("expected at least one `[[unit]]` in this file"),
            );
        }
        check_count("units", &units, to);
        check_count("pools", &pools, to);
        fields.finish(to);
        let mut ids = BTreeSet::new();
        let drafts: Vec<_> =
            units.into_iter().filter_map(|unit| draft(unit, &mut ids, to)).collect();
        all.units = tree::grow(drafts, to);
        places.add_units(&all.units);
        for pool in pools {
            let pool = read_pool(pool, &mut ids, &all, &mut places, to);
            all.pools.extend(pool);
        }
    }
    if let Some(source) = suppliers {
        let mut fields = parse_toml(source, to);
        let tables = fields.tables("supplier", to);
        check_count("suppliers", &tables, to);
        fields.finish(to);
        all.suppliers = read_suppliers(tables, &places, dimensions, to);
    }
    all
}

/// Units by id, and which pool each is in.
#[derive(Default)]
struct Places {
    units: BTreeMap<String, usize>,
    pooled: BTreeMap<usize, String>,
}

impl Places {
    fn add_units(&mut self, units: &[Unit]) {
        self.units.extend(units.iter().enumerate().map(|(at, unit)| (unit.id.clone(), at)));
    }

    fn find(&self, name: &Located<String>, to: &mut Diagnostics) -> Option<usize> {
        let found = self.units.get(&name.value).copied();
        if found.is_none() {
            to.push_with(&name.spot, Code::UnknownName, || {
                let known = self.units.keys().map(String::as_str);
                let unknown = Diagnostic::unknown("unit", name, known);
                match self.pooled.values().any(|pool| *pool == name.value) {
                    true => unknown.hint("this is a pool: name one of its units"),
                    false => unknown,
                }
            });
        }
        found
    }
}

fn check_count(what: &str, tables: &[Fields<'_>], to: &mut Diagnostics) {
    let most = usize::from(u16::MAX);
    if let Some(beyond) = tables.get(most) {
        let message = format!("there are {} {what}", tables.len());
        to.push(
            Diagnostic::error(Code::TooMany, beyond.spot().clone(), message)
                .label(format!("expected at most {most}")),
        );
    }
}

fn purpose(mut fields: Fields<'_>, to: &mut Diagnostics) -> Option<Purpose> {
    let text = fields.text("text", to);
    let reviewed = fields.date("reviewed", to);
    fields.finish(to);
    Some(Purpose { text: text?.value, reviewed: reviewed? })
}

/// An id that no other of its namespace has.
fn new_id(
    fields: &mut Fields<'_>,
    ids: &mut BTreeSet<String>,
    advice: &str,
    to: &mut Diagnostics,
) -> Option<String> {
    let id = fields.id("id", to)?;
    if ids.insert(id.value.clone()) {
        return Some(id.value);
    }
    to.push(
        Diagnostic::error(Code::RepeatedId, id.spot, format!("the id `{}` is taken", id.value))
            .label("expected an id that nothing else has")
            .hint(advice),
    );
    None
}

fn draft(
    mut fields: Fields<'_>,
    ids: &mut BTreeSet<String>,
    to: &mut Diagnostics,
) -> Option<Draft> {
    let id = new_id(&mut fields, ids, "units and pools share one set of ids", to);
    let name = fields.text("name", to);
    let parent = fields.optional_text("parent", to);
    let liaison = fields.optional_text("liaison", to);
    let (since, until, into) = read_life(&mut fields, to);
    fields.finish(to);
    let id = id?;
    Some(Draft {
        name: name.map_or_else(|| id.clone(), |name| name.value),
        id,
        parent,
        liaison: liaison.map(|liaison| liaison.value),
        since,
        until,
        into,
    })
}

/// `since`, `until` and `into`: nothing is ever deleted, it ends and something takes it over.
fn read_life(
    fields: &mut Fields<'_>,
    to: &mut Diagnostics,
) -> (Option<Date>, Option<Date>, Option<Located<String>>) {
    let since = fields.optional_date("since", to);
    let has_end = fields.has("until");
    let until = fields.optional_date("until", to);
    let into = fields.optional_text("into", to);
    if let (Some(since), Some(until)) = (&since, &until)
        && until.value < since.value
    {
        to.push(Diagnostic::ends_before("until", until, "since", since.value));
    }
    if let (Some(into), false) = (&into, has_end || !fields.is_sound()) {
        let message = "`into` stands here without `until`";
        to.push(
            Diagnostic::error(Code::Missing, into.spot.clone(), message)
                .label("what was taken over has a last day")
                .hint("add `until` with the last day before it was taken over"),
        );
    }
    (since.map(|date| date.value), until.map(|date| date.value), into)
}

fn read_pool(
    mut fields: Fields<'_>,
    ids: &mut BTreeSet<String>,
    all: &Organisation,
    places: &mut Places,
    to: &mut Diagnostics,
) -> Option<Pool> {
    let id = new_id(&mut fields, ids, "units and pools share one set of ids", to);
    let name = fields.optional_text("name", to);
    let row = fields.required("units", "two units or more", to);
    fields.finish(to);
    let row = row?;
    let place = row.spot.clone();
    let listed = row.texts(to);
    if listed.len() < 2 {
        let message =
            format!("this pool has {}", if listed.is_empty() { "no unit" } else { "one unit" });
        to.push(
            Diagnostic::error(Code::Missing, place, message).label("expected two units or more"),
        );
    }
    let mut units = BTreeSet::new();
    let mut first = None;
    for name in listed {
        let Some(unit) = places.find(&name, to) else { continue };
        let first = *first.get_or_insert(unit);
        if units.insert(unit) {
            check_sibling(&name, unit, first, all, to);
            check_pooled(&name, unit, places, to);
        } else {
            let message = format!("`{}` is in this pool twice", name.value);
            to.push(
                Diagnostic::error(Code::Repeated, name.spot, message)
                    .label("expected each unit once"),
            );
        }
    }
    let id = id?;
    places.pooled.extend(units.iter().map(|&unit| (unit, id.clone())));
    let units: Vec<_> = units.into_iter().collect();
    let joined = || {
        let names = units.iter().map(|&unit: &usize| all.units[unit].name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let name = name.map_or_else(joined, |name| name.value);
    Some(Pool { id, name, units })
}

/// Two pools that overlap would give away the people who are in only one of them.
fn check_pooled(name: &Located<String>, unit: usize, places: &Places, to: &mut Diagnostics) {
    let Some(other) = places.pooled.get(&unit) else { return };
    let message = format!("`{}` is in the pool `{other}` already", name.value);
    to.push(
        Diagnostic::error(Code::Conflict, name.spot.clone(), message)
            .label("expected a unit that is in no other pool")
            .hint("two pools that overlap would give away the people in only one of them"),
    );
}

/// Pools lie inside one parent.
fn check_sibling(
    name: &Located<String>,
    unit: usize,
    first: usize,
    all: &Organisation,
    to: &mut Diagnostics,
) {
    let parent = |unit: usize| all.units[unit].parent;
    if parent(first) == parent(unit) {
        return;
    }
    let above = parent(first).map_or_else(
        || "units that have no parent".to_owned(),
        |parent| format!("a unit whose parent is `{}`", all.units[parent].id),
    );
    let message = format!("`{}` has another parent than the rest of the pool", name.value);
    to.push(
        Diagnostic::error(Code::Conflict, name.spot.clone(), message)
            .label(format!("expected {above}")),
    );
}

fn read_suppliers(
    tables: Vec<Fields<'_>>,
    places: &Places,
    dimensions: &[&str],
    to: &mut Diagnostics,
) -> Vec<Supplier> {
    let mut ids = BTreeSet::new();
    let mut suppliers = Vec::new();
    let mut taken_over = Vec::new();
    for fields in tables {
        if let Some((supplier, into)) = read_supplier(fields, &mut ids, places, dimensions, to) {
            taken_over.extend(into.map(|into| (supplier.id.clone(), into)));
            suppliers.push(supplier);
        }
    }
    let known = || suppliers.iter().map(|supplier: &Supplier| supplier.id.as_str());
    for (id, into) in &taken_over {
        if *id == into.value {
            to.push(tree::into_itself(into));
        } else if !ids.contains(&into.value) {
            to.push_with(&into.spot, Code::UnknownName, || {
                Diagnostic::unknown("supplier", into, known())
            });
        }
    }
    // Without a unit there is nothing that a supplier could belong to; that was reported.
    if places.units.is_empty() { Vec::new() } else { suppliers }
}

fn read_supplier(
    mut fields: Fields<'_>,
    ids: &mut BTreeSet<String>,
    places: &Places,
    dimensions: &[&str],
    to: &mut Diagnostics,
) -> Option<(Supplier, Option<Located<String>>)> {
    let id = new_id(&mut fields, ids, "each supplier has an id of its own", to);
    let name = fields.text("name", to);
    let category = fields.id("category", to);
    let unit = fields.text("unit", to);
    let liaison = fields.optional_text("liaison", to);
    let (_, until, into) = read_life(&mut fields, to);
    let entries = fields.tables("from", to);
    let (place, sound) = (fields.spot().clone(), fields.is_sound());
    fields.finish(to);
    if entries.is_empty() && sound {
        to.push(
            Diagnostic::error(Code::Missing, place, "this supplier has no relationship")
                .label("expected at least one `[[supplier.from]]`")
                .hint("it says from which day on the relationship has which type and priority"),
        );
    }
    let unit = unit.and_then(|name| places.find(&name, to)).unwrap_or(0);
    let from = read_relationships(entries, dimensions, to);
    let id = id?;
    let supplier = Supplier {
        name: name.map_or_else(|| id.clone(), |name| name.value),
        id,
        category: category.map(|category| category.value).unwrap_or_default(),
        unit,
        liaison: liaison.map(|liaison| liaison.value),
        until,
        from,
    };
    Some((supplier, into))
}

/// The dated entries, oldest first. When none can be understood, one stands in for them.
fn read_relationships(
    tables: Vec<Fields<'_>>,
    dimensions: &[&str],
    to: &mut Diagnostics,
) -> Vec<Relationship> {
    let (mut from, mut days) = (Vec::new(), BTreeSet::new());
    for table in tables {
        let Some((entry, spot)) = read_relationship(table, dimensions, to) else { continue };
        if !days.insert(entry.date) {
            let message = format!("two entries begin on {}", entry.date);
            to.push(
                Diagnostic::error(Code::Repeated, spot, message)
                    .label("expected a day that no other entry of this supplier has"),
            );
        }
        from.push(entry);
    }
    from.sort_by_key(|entry: &Relationship| entry.date);
    if from.is_empty() {
        let (kind, targets) = (SupplierType::Tactical, BTreeMap::new());
        from.push(Relationship { date: Date::MIN, kind, priority: 1, element: None, targets });
    }
    from
}

fn read_relationship(
    mut fields: Fields<'_>,
    dimensions: &[&str],
    to: &mut Diagnostics,
) -> Option<(Relationship, Spot)> {
    let date = fields.date("date", to);
    let kind = fields.choice("type", &SupplierType::WORDS, to);
    let priority = fields.required("priority", "a whole number, 1 is the highest", to);
    let priority = priority.and_then(|row| row.integer(1..=99, to));
    let element = fields.optional_integer("element", 1..=5, to);
    let targets = fields.take("targets").map(|row| read_targets(row, to)).unwrap_or_default();
    fields.finish(to);
    check_targets(&targets, dimensions, to);
    let (date, kind, priority) = (date?, kind?, priority?);
    let entry = Relationship {
        date: date.value,
        kind: kind.value,
        priority: u32::try_from(priority.value).ok()?,
        element: element.and_then(|element| u8::try_from(element.value).ok()),
        targets: targets.into_iter().map(|target| (target.dimension.value, target.score)).collect(),
    };
    Some((entry, date.spot))
}

/// Reads a table of targets by dimension, 0 to 100.
pub fn read_targets(row: Row<'_>, to: &mut Diagnostics) -> Vec<Target> {
    let Some(mut table) = row.table(to) else { return Vec::new() };
    let mut targets = Vec::new();
    for row in table.take_rest() {
        let dimension = row.key.clone();
        let score = row.integer(0..=100, to).and_then(|score| u8::try_from(score.value).ok());
        targets.extend(score.map(|score| Target { dimension, score }));
    }
    targets
}

/// Reports every target for a dimension that is not among these.
pub fn check_targets<'t>(
    targets: impl IntoIterator<Item = &'t Target>,
    dimensions: &[&str],
    to: &mut Diagnostics,
) {
    for target in targets {
        if !dimensions.contains(&target.dimension.value.as_str()) {
            let known = dimensions.iter().copied();
            to.push_with(&target.dimension.spot, Code::UnknownName, || {
                Diagnostic::unknown("dimension", &target.dimension, known)
            });
        }
    }
}
