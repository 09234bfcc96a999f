//! The published figures as tables to work with, beside what a reader of them needs: what each column
//! means, the wording of every item, units, suppliers and registers.
//!
//! ```text
//! figures     one row a cell, one column a figure      registers    measures, goals and actions
//! dictionary  what the ids and columns stand for       notes        what to know before using them
//! ```
//!
//! Nothing is in here that some page of the site does not show.

mod dictionary;
mod figures;
mod notes;
mod registers;

use super::Input;
use super::scene::Scene;
use super::words::Words;
use crate::key::Place;
use crate::table::{Sheet, Value, Workbook};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The tables of these figures, which the pages of the site show; those of one wave if that is asked.
pub fn workbook(
    input: &Input,
    words: &Words,
    shown: &BTreeSet<Arc<str>>,
    wave: Option<u8>,
) -> Workbook {
    let scene = &Scene { input, words };
    Workbook {
        title: input.options.title.clone(),
        organisation: input.options.organisation.clone(),
        date: input.options.date,
        about: words.get("export.about"),
        notes: notes::notes(scene, wave),
        sheets: vec![
            figures::figures(scene, shown, wave),
            dictionary::columns(scene),
            dictionary::waves(scene),
            dictionary::measured(scene),
            dictionary::scales(scene),
            dictionary::audiences(scene),
            dictionary::units(scene),
            dictionary::suppliers(scene),
            registers::measures(scene),
            registers::goals(scene),
            registers::actions(scene),
        ],
    }
}

/// One field of a row.
type Field = Option<Value>;

/// A table under the name that people give it.
fn sheet(scene: &Scene, id: &'static str, columns: &[&str], rows: Vec<Vec<Field>>) -> Sheet {
    let columns = columns.iter().map(|&name| name.to_owned()).collect();
    Sheet { id, title: scene.words.get(&format!("export.{id}")), columns, rows }
}

/// A text; an empty one is nothing.
fn text(text: impl Into<String>) -> Field {
    let text = text.into();
    (!text.is_empty()).then_some(Value::Text(text))
}

/// Several ids in one field.
fn list<'t>(ids: impl IntoIterator<Item = &'t str>) -> Field {
    text(ids.into_iter().collect::<Vec<_>>().join(" "))
}

/// The ids of the unit (or pool) and of the supplier that a place is.
fn place(scene: &Scene, place: Option<Place>) -> [Field; 2] {
    let organisation = scene.input.organisation;
    match place {
        Some(Place::Unit(unit)) => [text(&organisation.units[usize::from(unit)].id), None],
        Some(Place::Pool(pool)) => [text(&organisation.pools[usize::from(pool)].id), None],
        Some(Place::Supplier(supplier)) => [None, text(scene.supplier_id(supplier))],
        _ => [None, None],
    }
}
