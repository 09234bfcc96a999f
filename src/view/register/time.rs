//! Where the time goes: hours by element of the five-element cycle, planned or called for by a
//! problem, by supplier and by unit.

use super::count;
use crate::chart::{self, BarRow, Bars};
use crate::register::{Hours, Reason, Whom};
use crate::table::line;
use crate::view::address::Address;
use crate::view::exhibit::{Caption, Exhibit, Table};
use crate::view::page::{Page, files};
use crate::view::print::minus;
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

/// The time spent on one supplier.
#[derive(Clone, Debug, Serialize)]
pub struct SupplierTime {
    /// The newest quarter in a sentence.
    pub said: Sentence,
    /// Its hours by element.
    pub elements: Exhibit,
    /// Every quarter.
    pub quarters: Table,
}

/// The elements of the cycle.
const ELEMENTS: [u8; 5] = [1, 2, 3, 4, 5];
/// Monitor and manage: the element that daily business pulls everybody to.
const MANAGE: u8 = 3;

/// Some entries of the log.
#[derive(Clone, Default)]
struct Log(Vec<Hours>);

impl Log {
    fn of(scene: &Scene, wanted: impl Fn(&Hours) -> bool) -> Self {
        Self(scene.input.register.hours.iter().copied().filter(wanted).collect())
    }

    fn only(&self, wanted: impl Fn(&Hours) -> bool) -> Self {
        Self(self.0.iter().copied().filter(wanted).collect())
    }

    fn element(&self, element: u8) -> Self {
        self.only(|hours| hours.element == element)
    }

    fn because_of(&self, reason: Reason) -> Self {
        self.only(|hours| hours.reason == reason)
    }

    fn hours(&self) -> f64 {
        // An empty sum of this kind is minus zero.
        self.0.iter().fold(0.0, |sum, hours| sum + hours.hours)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which part of `all` this is, in whole %; none of nothing.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn share(&self, all: &Self) -> Option<u8> {
        (!all.is_empty()).then(|| (100.0 * self.hours() / all.hours()).round() as u8)
    }
}

/// Says numbers of the log, with the part of it that they come from.
struct Teller<'s> {
    scene: &'s Scene<'s>,
    source: String,
}

impl<'s> Teller<'s> {
    fn new(scene: &'s Scene<'s>, wave: u8, whom: &str) -> Self {
        let dash = if whom.is_empty() { "" } else { "/" };
        let source = format!("register:engagement/{}{dash}{whom}", scene.wave_id(wave));
        Self { scene, source }
    }

    fn hours(&self, log: &Log) -> Sentence {
        Piece::sourced(hours_text(log.hours()), &self.source).into()
    }

    fn share(&self, part: &Log, all: &Log) -> Sentence {
        let Some(share) = part.share(all) else { return self.scene.not_shown().into() };
        let text = self.scene.percent_text(share.to_string());
        Piece::sourced(text, &self.source).into()
    }
}

/// Hours with one decimal where they need it.
fn hours_text(hours: f64) -> String {
    minus((hours * 10.0).round() / 10.0)
}

/// The waves in which hours were noted, oldest first.
fn waves(scene: &Scene, log: &Log) -> Vec<u8> {
    let noted = |wave: &u8| log.0.iter().any(|hours| hours.wave == *wave);
    scene.input.report.waves().iter().copied().filter(noted).collect()
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
        verdict: scene.say("time.verdict", &values),
        remarks: remarks(scene, &tell, &now, newest, &values),
        elements: Some(by_element(scene, &tell, &now, "elements", &values)),
        quarters: quarters(scene, &log, ""),
        suppliers: suppliers(scene, &now, newest),
        units: units(scene, &log),
    })
}

/// What sentences about some hours may say.
fn values(tell: &Teller, now: &Log, wave: u8) -> Vec<(&'static str, Sentence)> {
    let manage = now.element(MANAGE);
    let others = now.only(|hours| hours.element != MANAGE);
    vec![
        ("wave", tell.scene.wave(wave).into()),
        ("hours", tell.hours(now)),
        ("manage", tell.share(&manage, now)),
        ("others", tell.share(&others, now)),
        ("innovate", tell.share(&now.element(5), now)),
        ("problems", tell.share(&now.because_of(Reason::Problem), now)),
    ]
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

/// Bars by element, each in the part that was planned and the part that problems called for.
fn by_element(
    scene: &Scene,
    tell: &Teller,
    now: &Log,
    id: &str,
    values: &[(&str, Sentence)],
) -> Exhibit {
    let words = scene.words;
    let row = |element: u8| {
        let own = now.element(element);
        let parts = [Reason::Plan, Reason::Problem].map(|reason| own.because_of(reason).share(now));
        let hours = [("hours", tell.hours(&own))];
        BarRow {
            label: words.get(&format!("time.element_{element}")),
            note: words.say("time.in_hours", &hours).plain(),
            shown: tell.share(&own, now).plain(),
            parts: parts.into_iter().flatten().collect(),
            target: None,
            source: tell.source.clone(),
        }
    };
    let chart = Bars {
        rows: ELEMENTS.map(row).to_vec(),
        parts: vec![words.get("time.planned"), words.get("time.because_of_problems")],
        not_shown: scene.not_shown().text,
        ..Bars::default()
    };
    let caption = Caption {
        id: id.into(),
        title: words.say("time.title", values),
        subtitle: words.say("time.subtitle", values),
        summary: words.say("time.summary", values),
        source: words.say("time.source", values),
    };
    let draw = |frame: &chart::Frame, width| chart::bars(&chart, frame, width);
    caption.around(draw, elements_table(scene, tell, now), csv(scene, tell, now))
}

fn elements_table(scene: &Scene, tell: &Teller, now: &Log) -> Table {
    let mut table = Table::new(&heads(scene, &["element", "hours", "share", "problem_hours"]));
    for element in ELEMENTS {
        let own = now.element(element);
        let cells = vec![
            scene.words.get(&format!("time.element_{element}")).into(),
            tell.hours(&own),
            tell.share(&own, now),
            tell.hours(&own.because_of(Reason::Problem)),
        ];
        table.push(None, 0, cells);
    }
    table
}

fn csv(scene: &Scene, tell: &Teller, now: &Log) -> String {
    let mut out = String::new();
    line(&mut out, ["source", "element", "planned hours", "problem hours"].into_iter());
    for element in ELEMENTS {
        let own = now.element(element);
        let hours = |reason| hours_text(own.because_of(reason).hours());
        let name = scene.words.get(&format!("time.element_{element}"));
        let fields = [tell.source.clone(), name, hours(Reason::Plan), hours(Reason::Problem)];
        line(&mut out, fields.iter().map(String::as_str));
    }
    out
}

fn heads(scene: &Scene, names: &[&str]) -> Vec<(Sentence, Option<crate::key::Figure>)> {
    names.iter().map(|name| (scene.say(&format!("time.column_{name}"), &[]), None)).collect()
}

/// A row a quarter: hours, the share of each element, and the share because of problems.
fn quarters(scene: &Scene, log: &Log, whom: &str) -> Table {
    let mut columns = heads(scene, &["wave", "hours"]);
    let element = |element| (scene.words.get(&format!("time.element_{element}")).into(), None);
    columns.extend(ELEMENTS.map(element));
    columns.extend(heads(scene, &["problems"]));
    let mut table = Table::new(&columns);
    for wave in waves(scene, log).into_iter().rev() {
        let now = log.only(|hours| hours.wave == wave);
        let tell = Teller::new(scene, wave, whom);
        let mut cells = vec![Piece::sourced(scene.wave_id(wave), "date").into(), tell.hours(&now)];
        cells.extend(ELEMENTS.map(|element| tell.share(&now.element(element), &now)));
        cells.push(tell.share(&now.because_of(Reason::Problem), &now));
        table.push(None, 0, cells);
    }
    table
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
            Teller::new(scene, wave, &unit.id).hours(&now)
        };
        let cells = std::iter::once(unit.name.as_str().into()).chain(waves.iter().map(cell));
        table.push(None, 0, cells.collect());
    }
    table
}

/// The time spent on one supplier, for its own page: the component `time` of parts.html shows it. None
/// where no hours were noted. The page has to add the file of `elements` to its own files.
#[allow(dead_code, reason = "a part of supplier pages, which are on their way")]
pub(in crate::view) fn of_supplier(scene: &Scene, supplier: u16) -> Option<SupplierTime> {
    let log = Log::of(scene, |hours| hours.whom == Whom::Supplier(supplier));
    let newest = *waves(scene, &log).last()?;
    let now = log.only(|hours| hours.wave == newest);
    let id = &scene.input.organisation.suppliers.get(usize::from(supplier))?.id;
    let tell = Teller::new(scene, newest, id);
    let values = values(&tell, &now, newest);
    Some(SupplierTime {
        said: scene.say("time.of_supplier", &values),
        elements: by_element(scene, &tell, &now, "time", &values),
        quarters: quarters(scene, &log, id),
    })
}
