//! Hours by element of the five-element cycle: of everybody, or of one supplier.

use super::log::{Log, Teller, hours_text, waves};
use crate::chart::{self, BarRow, Bars};
use crate::key::Figure;
use crate::register::{Reason, Whom};
use crate::table::line;
use crate::view::exhibit::{Caption, Exhibit, Table};
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use serde::Serialize;

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
pub(super) const MANAGE: u8 = 3;
/// Innovate: what there is no time for then.
pub(super) const INNOVATE: u8 = 5;

/// What sentences about some hours may say.
pub(super) fn values(tell: &Teller, now: &Log, wave: u8) -> Vec<(&'static str, Sentence)> {
    let manage = now.element(MANAGE);
    let others = now.only(|hours| hours.element != MANAGE);
    vec![
        ("wave", tell.scene.wave(wave).into()),
        ("hours", tell.hours(now)),
        ("manage", tell.share(&manage, now)),
        ("others", tell.share(&others, now)),
        ("innovate", tell.share(&now.element(INNOVATE), now)),
        ("problems", tell.share(&now.because_of(Reason::Problem), now)),
    ]
}

/// Bars by element, each in the part that was planned and the part that problems called for.
pub(super) fn by_element(
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

pub(super) fn heads(scene: &Scene, names: &[&str]) -> Vec<(Sentence, Option<Figure>)> {
    names.iter().map(|name| (scene.say(&format!("time.column_{name}"), &[]), None)).collect()
}

/// A row a quarter: hours, the share of each element, and the share because of problems.
pub(super) fn quarters(scene: &Scene, log: &Log, whom: &str) -> Table {
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

/// The time spent on one supplier, for its own page: the component `time` of parts.html shows it. None
/// where no hours were noted. The page has to add the file of `elements` to its own files.
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
