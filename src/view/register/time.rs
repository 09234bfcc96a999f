//! Where the time goes: the hours of everybody by element, planned or called for by a problem, by supplier
//! and by unit.

use super::count;
use super::elements::{INNOVATE, MANAGE, by_element, heads, quarters, values};
use super::log::{Log, Teller, waves};
use crate::register::{Reason, Whom};
use crate::view::address::Address;
use crate::view::exhibit::{Exhibit, Table};
use crate::view::page::{Page, files};
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use crate::view::shell::{About, shell};
use crate::view::supplier;
use serde::Serialize;

/// What the page says.
#[derive(Clone, Debug, Serialize)]
pub struct TimePage {
    /// Where most of it goes, in a sentence.
    pub verdict: Sentence,
    /// What follows from the figures: bias, problems, priority, units.
    pub remarks: Vec<Sentence>,
    /// The newest quarter by element.
    pub elements: Option<Exhibit>,
    /// Every quarter.
    pub quarters: Table,
    /// Suppliers in the newest quarter, by priority.
    pub suppliers: Table,
    /// Hours spent to understand what units need, by quarter.
    pub units: Table,
}

/// The page, if hours were noted in a wave that is reported.
pub(in crate::view) fn page(scene: &Scene) -> Option<Page<TimePage>> {
    let body = body(scene)?;
    let address = Address::Time;
    let about = About {
        kind: "register",
        address: &address,
        title: scene.words.get("nav.time"),
        description: body.verdict.clone(),
        trail: Vec::new(),
    };
    Some(Page {
        files: files(&body.elements),
        shell: shell(scene, about),
        address,
        template: "time.html",
        body,
        origin: "content/engagement.toml".into(),
    })
}

fn body(scene: &Scene) -> Option<TimePage> {
    let log = Log::of(scene, |_| true);
    let newest = *waves(scene, &log).last()?;
    let now = log.only(|hours| hours.wave == newest);
    let tell = Teller::new(scene, newest, "");
    let values = values(&tell, &now, newest);
    Some(TimePage {
        verdict: verdict(scene, &log, newest, &values),
        remarks: remarks(scene, &tell, &now, newest, &values),
        elements: Some(by_element(scene, &tell, &now, "elements", &values)),
        quarters: quarters(scene, &log, ""),
        suppliers: suppliers(scene, &now, newest),
        units: units(scene, &log),
    })
}

/// Where most of the time goes now, and went in the quarter before.
fn verdict(scene: &Scene, log: &Log, newest: u8, values: &[(&'static str, Sentence)]) -> Sentence {
    let waves = waves(scene, log);
    let Some(&before) = waves.iter().rev().find(|&&wave| wave < newest) else {
        return scene.say("time.verdict", values);
    };
    let then = log.only(|hours| hours.wave == before);
    let tell = Teller::new(scene, before, "");
    let mut values = values.to_vec();
    values.push(("manage_before", tell.share(&then.element(MANAGE), &then)));
    values.push(("innovate_before", tell.share(&then.element(INNOVATE), &then)));
    scene.say("time.verdict_before", &values)
}

/// The share of daily management in a wave's hours in %, with what sentences may say of these hours.
pub(in crate::view) fn daily_management<'a>(
    scene: &'a Scene<'a>,
    wave: u8,
) -> Option<(u8, Vec<(&'static str, Sentence)>)> {
    let now = Log::of(scene, |hours| hours.wave == wave);
    let tell = Teller::new(scene, wave, "");
    let share = now.element(MANAGE).share(&now)?;
    Some((share, values(&tell, &now, wave)))
}

fn remarks(
    scene: &Scene,
    tell: &Teller,
    now: &Log,
    wave: u8,
    values: &[(&str, Sentence)],
) -> Vec<Sentence> {
    let mut said = vec![scene.say("time.bias", values), scene.say("time.problems", values)];
    let with_suppliers = now.only(|hours| matches!(hours.whom, Whom::Supplier(_)));
    let priorities = priorities(scene, wave);
    let of = |priority: u32| {
        with_suppliers.only(|hours| match hours.whom {
            Whom::Supplier(supplier) => {
                priorities.get(usize::from(supplier)) == Some(&Some(priority))
            }
            Whom::Unit(_) => false,
        })
    };
    let (first, last) =
        (priorities.iter().flatten().min().copied(), priorities.iter().flatten().max().copied());
    if let (Some(first), Some(last), false) = (first, last, with_suppliers.is_empty())
        && first < last
    {
        let number =
            |priority: u32| Piece::sourced(priority.to_string(), "register:suppliers").into();
        let how_many = |priority| priorities.iter().filter(|own| **own == Some(priority)).count();
        let values = [
            ("first", number(first)),
            ("last", number(last)),
            ("first_count", count(how_many(first)).into()),
            ("last_count", count(how_many(last)).into()),
            ("first_share", tell.share(&of(first), &with_suppliers)),
            ("last_share", tell.share(&of(last), &with_suppliers)),
        ];
        said.push(scene.say("time.priority", &values));
    }
    let with_units = now.only(|hours| matches!(hours.whom, Whom::Unit(_)));
    let values = [("hours", tell.hours(&with_units)), ("share", tell.share(&with_units, now))];
    said.push(scene.say("time.units", &values));
    said
}

/// The priority of each supplier in a wave.
fn priorities(scene: &Scene, wave: u8) -> Vec<Option<u32>> {
    let closed = scene.input.waves[usize::from(wave)].closes;
    let suppliers = scene.input.organisation.suppliers.iter();
    suppliers.map(|one| one.on(closed).map(|entry| entry.priority)).collect()
}

/// A row a supplier, by priority, then by hours.
fn suppliers(scene: &Scene, now: &Log, wave: u8) -> Table {
    let heads = heads(scene, &["supplier", "priority", "hours", "manage", "innovate", "problems"]);
    let mut table = Table::new(&heads);
    let closed = scene.input.waves[usize::from(wave)].closes;
    let all = scene.input.organisation.suppliers.iter().zip(0u16..);
    let mut rows: Vec<_> = all
        .filter_map(|(supplier, at)| {
            let own = now.only(|hours| hours.whom == Whom::Supplier(at));
            let priority = supplier.on(closed)?.priority;
            (!own.is_empty()).then_some((priority, supplier, own))
        })
        .collect();
    rows.sort_by(|(one, _, own), (other, _, more)| {
        one.cmp(other).then(more.hours().total_cmp(&own.hours()))
    });
    for (priority, supplier, own) in rows {
        let tell = Teller::new(scene, wave, &supplier.id);
        let priority = Piece::sourced(priority.to_string(), "register:suppliers");
        let cells = vec![
            supplier::named(scene, supplier).into(),
            priority.into(),
            tell.hours(&own),
            tell.share(&own.element(MANAGE), &own),
            tell.share(&own.element(5), &own),
            tell.share(&own.because_of(Reason::Problem), &own),
        ];
        table.push(None, 0, cells);
    }
    table
}

/// Hours by unit and quarter.
fn units(scene: &Scene, log: &Log) -> Table {
    let log = log.only(|hours| matches!(hours.whom, Whom::Unit(_)));
    let waves = waves(scene, &log);
    let mut columns = heads(scene, &["unit"]);
    let name = |&wave: &u8| (Piece::sourced(scene.wave_id(wave), "date").into(), None);
    columns.extend(waves.iter().map(name));
    let mut table = Table::new(&columns);
    for (unit, at) in scene.input.organisation.units.iter().zip(0u16..) {
        let own = log.only(|hours| hours.whom == Whom::Unit(at));
        if own.is_empty() {
            continue;
        }
        let cell = |&wave: &u8| {
            let now = own.only(|hours| hours.wave == wave);
            // Nothing noted is a fact of the whole quarter's log.
            let whom = if now.is_empty() { "" } else { unit.id.as_str() };
            Teller::new(scene, wave, whom).hours(&now)
        };
        let cells = std::iter::once(unit.name.as_str().into()).chain(waves.iter().map(cell));
        table.push(None, 0, cells.collect());
    }
    table
}
