//! engagement.toml

use super::Known;
use super::entry;
use crate::content::Fields;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::Place;
use crate::register::{Hours, Reason, Whom};
use crate::source::{Source, Spot};

/// Reads the time log.
pub(super) fn read(source: Option<&Source>, known: &Known<'_>, to: &mut Diagnostics) -> Vec<Hours> {
    let (tables, _) = entry::tables(source, "entry", to);
    tables.into_iter().filter_map(|table| hours(table, known, to)).collect()
}

fn hours(mut fields: Fields<'_>, known: &Known<'_>, to: &mut Diagnostics) -> Option<Hours> {
    let (spot, is_sound) = (fields.spot().clone(), fields.is_sound());
    let is_named = fields.has("unit") || fields.has("supplier");
    let place = entry::place(&mut fields, "unit", known, to);
    if !is_named && is_sound {
        let message = "this entry names neither a supplier nor a unit";
        to.push(
            Diagnostic::error(Code::Missing, spot, message).label("expected `supplier` or `unit`"),
        );
    }
    let wave = fields.text("wave", to).and_then(|id| known.names.find_wave(&id, to));
    let element = fields.required("element", "1 to 5", to).and_then(|row| row.integer(1..=5, to));
    let hours = fields.required("hours", "a number", to).and_then(|row| row.weight(to));
    let reason = fields.choice("reason", &Reason::WORDS, to);
    fields.finish(to);
    let (wave, (place, spot)) = (wave?, place?);
    let whom = match place {
        Place::Supplier(supplier) => Whom::Supplier(supplier),
        Place::Unit(unit) => Whom::Unit(unit),
        Place::Organisation | Place::Pool(_) | Place::Suppliers(_) => {
            Whom::Unit(known.organisation.root().and_then(|root| u16::try_from(root).ok())?)
        }
    };
    check_then(whom, wave, spot, known, to);
    Some(Hours {
        whom,
        wave,
        element: u8::try_from(element?.value).ok()?,
        hours: hours?.value,
        reason: reason?.value,
    })
}

/// Time cannot go into what had ended before the wave opened.
fn check_then(whom: Whom, wave: u8, spot: Spot, known: &Known<'_>, to: &mut Diagnostics) {
    let (id, until) = match whom {
        Whom::Supplier(supplier) => {
            let supplier = &known.organisation.suppliers[usize::from(supplier)];
            (&supplier.id, supplier.until)
        }
        Whom::Unit(unit) => {
            let unit = &known.organisation.units[usize::from(unit)];
            (&unit.id, unit.until)
        }
    };
    let wave = &known.waves[usize::from(wave)];
    if let Some(until) = until.filter(|until| *until < wave.opens) {
        let message = format!("`{id}` ended on {until}, before the wave `{}` opened", wave.id);
        to.push(
            Diagnostic::error(Code::NotThen, spot, message)
                .label("expected one that was there in this wave"),
        );
    }
}
