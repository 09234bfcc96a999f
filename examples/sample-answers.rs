//! Writes the answers of the sample site: people who do not exist, with a story in their numbers.
//!
//! `cargo run --example sample-answers` replaces every `wave.toml` and every answer file below
//! `content/waves`. The tables at the top tell the story: where each dimension stands, what happened
//! to whom and when. Below them a person is drawn, and then asked the items of `content/survey.toml`.
//! Each group of people has a random stream of its own, so a change to one leaves the others alone.
//! There is no call into a maths library: the bytes are the same on every machine.

use std::path::Path;
use std::{fs, io};
use toml::de::DeTable;

// ---------------------------------------------------------------------------------- the story

/// The audiences, in the order of every table of three below.
const AUDIENCES: [&str; 3] = ["internal", "partner", "supplier"];

const INTERNAL: usize = 0;
const PARTNER: usize = 1;
const SUPPLIER: usize = 2;

/// A round of asking; `rate` is the share of the invited people who answer, in percent.
struct Wave {
    id: &'static str,
    name: &'static str,
    form: &'static str,
    opens: &'static str,
    closes: &'static str,
    rate: [f64; 3],
}

const WAVES: [Wave; 5] = [
    Wave {
        id: "2025-Q3",
        name: "July to September 2025",
        form: "full",
        opens: "2025-09-01",
        closes: "2025-09-22",
        rate: [66.0, 62.0, 74.0],
    },
    Wave {
        id: "2025-Q4",
        name: "October to December 2025",
        form: "pulse",
        opens: "2025-11-24",
        closes: "2025-12-08",
        rate: [64.0, 60.0, 71.0],
    },
    Wave {
        id: "2026-Q1",
        name: "January to March 2026",
        form: "pulse",
        opens: "2026-03-02",
        closes: "2026-03-16",
        rate: [67.0, 61.0, 70.0],
    },
    Wave {
        id: "2026-Q2",
        name: "April to June 2026",
        form: "pulse",
        opens: "2026-06-01",
        closes: "2026-06-15",
        rate: [69.0, 63.0, 74.0],
    },
    Wave {
        id: "2026-Q3",
        name: "July to September 2026",
        form: "full",
        opens: "2026-08-31",
        closes: "2026-09-21",
        rate: [72.0, 66.0, 77.0],
    },
];

/// Where each dimension stands, in points from 0 to 100: a row an audience, a column a wave.
const LEVELS: [(&str, [[f64; 5]; 3]); 4] = [
    (
        "communication",
        [
            [68.0, 70.5, 70.5, 70.0, 67.5],
            [65.0, 67.5, 68.5, 68.0, 63.0],
            [64.5, 65.5, 64.5, 66.5, 66.0],
        ],
    ),
    (
        "trust",
        [
            [72.0, 73.5, 73.5, 73.0, 70.5],
            [69.0, 70.5, 70.5, 70.5, 68.0],
            [61.5, 61.5, 61.5, 61.5, 61.5],
        ],
    ),
    (
        "alignment",
        [
            [66.5, 68.5, 68.5, 68.5, 67.5],
            [61.0, 63.0, 63.5, 63.0, 62.0],
            [61.5, 61.0, 61.0, 62.0, 61.5],
        ],
    ),
    (
        "improvement",
        [
            [58.5, 62.0, 62.5, 63.5, 64.0],
            [55.5, 58.0, 59.5, 60.0, 61.0],
            [57.0, 58.0, 59.5, 60.5, 61.5],
        ],
    ),
];

/// How a practice differs from its dimension, by audience: the two sides see some things differently.
const PRACTICES: [(&str, [f64; 3]); 20] = [
    ("cadence", [5.0, 3.0, 6.0]),
    ("open-channels", [3.0, 2.0, 4.0]),
    ("conflict", [-3.0, 1.0, 0.0]),
    ("listening", [1.0, -4.0, -6.0]),
    ("shared-information", [-6.0, -2.0, -4.0]),
    ("transparency", [-3.0, -6.0, -4.0]),
    ("reliability", [2.0, 4.0, 4.0]),
    ("fairness", [4.0, 2.0, -2.0]),
    ("commitment", [0.0, 0.0, 1.0]),
    ("accountability", [-3.0, 0.0, 1.0]),
    ("purpose", [5.0, 3.0, 4.0]),
    ("shared-goals", [2.0, -1.0, 3.0]),
    ("roles", [3.0, 2.0, 4.0]),
    ("early-involvement", [-6.0, 2.0, -7.0]),
    ("joint-incentives", [-4.0, -6.0, -4.0]),
    ("review-loops", [4.0, 2.0, 5.0]),
    ("learning-from-results", [0.0, -2.0, -2.0]),
    ("capability", [2.0, 4.0, 2.0]),
    ("joint-innovation", [-5.0, -6.0, -2.0]),
    ("recognition", [-1.0, 2.0, -3.0]),
];

/// Something that happened to the people of one place (a unit or supplier) or audience.
struct Event {
    wave: usize,
    who: &'static str,
    /// A dimension or a practice.
    what: &'static str,
    points: f64,
}

const fn event(wave: usize, who: &'static str, what: &'static str, points: f64) -> Event {
    Event { wave, who, what, points }
}

const EVENTS: [Event; 20] = [
    // Summer 2026, the contract round: longer payment terms and one-sided price risk, announced by letter.
    event(4, "supplier", "fairness", -16.0),
    event(4, "supplier", "transparency", -14.0),
    event(4, "supplier", "commitment", -8.0),
    event(4, "supplier", "accountability", -5.0),
    event(4, "supplier", "reliability", -3.0),
    event(4, "partner", "transparency", -3.0),
    // Autumn 2025: a new planning system left Motors without a reliable forecast.
    event(1, "motors", "communication", -22.0),
    event(1, "motors", "trust", -15.0),
    event(1, "motors", "alignment", -19.0),
    event(1, "motors", "improvement", -12.0),
    event(2, "motors", "communication", -19.0),
    event(2, "motors", "trust", -14.0),
    event(2, "motors", "alignment", -17.0),
    event(2, "motors", "improvement", -11.0),
    // April 2026: the weekly supply clinic starts; by autumn Motors is where it was, and a little above.
    event(3, "motors", "communication", -13.0),
    event(3, "motors", "trust", -10.0),
    event(3, "motors", "alignment", -13.0),
    event(3, "motors", "improvement", -7.0),
    event(4, "motors", "communication", 3.0),
    event(4, "motors", "alignment", 2.0),
];

/// A unit with staff: how far it stands from the average, and how many people are invited.
struct Unit {
    id: &'static str,
    lift: f64,
    internal: u32,
    partner: u32,
}

const fn unit(id: &'static str, lift: f64, internal: u32, partner: u32) -> Unit {
    Unit { id, lift, internal, partner }
}

const UNITS: [Unit; 10] = [
    unit("marrowby", 4.0, 15, 0),
    unit("foundry", 5.0, 18, 24),
    unit("pump-assembly", 1.0, 19, 22),
    unit("pump-service", -3.0, 14, 15),
    unit("motors", 1.0, 24, 28),
    unit("gearboxes", -4.0, 14, 14),
    unit("electronics", 4.0, 16, 19),
    unit("cooling-units", -1.0, 17, 21),
    unit("cooling-projects", -6.0, 14, 17),
    unit("field-service", -4.0, 6, 5),
];

/// A supplier: how its own people (`own_lift`) and the people who work with it (`lift`) stand from
/// the average, and how many of its own people and of that unit's are invited.
struct Supplier {
    id: &'static str,
    /// Whose people work with it; it may belong to the division above.
    unit: &'static str,
    own_lift: f64,
    lift: f64,
    own: u32,
    internal: u32,
    partner: u32,
    attributed: bool,
}

const fn supplier(
    (id, unit): (&'static str, &'static str),
    (own_lift, lift): (f64, f64),
    (own, internal, partner): (u32, u32, u32),
    attributed: bool,
) -> Supplier {
    Supplier { id, unit, own_lift, lift, own, internal, partner, attributed }
}

const SUPPLIERS: [Supplier; 11] = [
    supplier(("ostermoor-castings", "foundry"), (6.0, 7.0), (17, 11, 12), false),
    supplier(("veldane-bearings", "motors"), (3.0, 5.0), (15, 12, 12), false),
    supplier(("lumenfold-electronics", "electronics"), (-4.0, -9.0), (15, 11, 11), false),
    supplier(("pellworth-coatings", "pump-assembly"), (2.0, 3.0), (13, 11, 0), false),
    supplier(("tarn-tolley", "cooling-units"), (-3.0, -2.0), (13, 5, 0), false),
    supplier(("dunmarrow-steel", "foundry"), (-6.0, 0.0), (12, 0, 0), false),
    supplier(("sorrelby-seals", "pump-assembly"), (0.0, -2.0), (5, 12, 0), false),
    supplier(("quillfeather-packaging", "pump-assembly"), (-2.0, -3.0), (5, 11, 0), false),
    supplier(("brackwater-fasteners", "cooling-units"), (-4.0, -5.0), (4, 5, 0), false),
    supplier(("fennimor-machining", "cooling-units"), (1.0, 2.0), (5, 0, 5), false),
    supplier(("hexley-controls", "cooling-projects"), (5.0, 6.0), (4, 10, 0), true),
];

/// What satisfaction with the relationship follows from; the weights add up to 1.
const DRIVERS: [(&str, f64); 5] = [
    ("fairness", 0.30),
    ("reliability", 0.25),
    ("listening", 0.20),
    ("early-involvement", 0.15),
    ("review-loops", 0.10),
];

/// How strongly people agree that something is in the way, by audience.
const OBSTACLES: [(&str, [f64; 3]); 3] = [
    ("obstacle-change", [44.0, 52.0, 42.0]),
    ("obstacle-time", [70.0, 66.0, 55.0]),
    ("obstacle-incentives", [50.0, 58.0, 66.0]),
];

/// Practices that many people of an audience cannot judge: the share of "don't know", in percent.
const CANNOT_JUDGE: [(&str, usize, f64); 6] = [
    ("joint-innovation", PARTNER, 13.0),
    ("fairness", PARTNER, 12.0),
    ("early-involvement", SUPPLIER, 10.0),
    ("joint-incentives", PARTNER, 9.0),
    ("capability", SUPPLIER, 8.0),
    ("purpose", SUPPLIER, 4.0),
];

/// What people wrote, a line each: `wave | audience or audience@place | dimension | + or - | text`.
const COMMENTS: &str = include_str!("sample-comments.txt");

// ---------------------------------------------------------------------------------- chance

/// SplitMix64 (Steele, Lea and Flood 2014), started from a label.
struct Chance(u64);

impl Chance {
    /// A stream of its own for each label (its FNV-1a hash is the seed).
    fn of(label: &str) -> Self {
        let hash = label.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1; 53 bits, so the division is exact.
    fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From `low` to `high`.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// Roughly normal around 0: a sum of four uniform numbers, whose variance is a third.
    fn around(&mut self, deviation: f64) -> f64 {
        let sum = self.share() + self.share() + self.share() + self.share();
        (sum - 2.0) * 1.732_050_807_568_877_2 * deviation
    }

    /// True this often, in percent.
    fn happens(&mut self, percent: f64) -> bool {
        self.share() * 100.0 < percent
    }
}

// ---------------------------------------------------------------------------------- instrument

/// What the program needs to know of an item.
struct Item {
    id: String,
    dimension: usize,
    practice: usize,
    reverse: bool,
    forms: Vec<String>,
}

/// The items of survey.toml, in its order.
fn items(survey: &DeTable<'_>) -> Vec<Item> {
    let mut found = Vec::new();
    for dimension in tables(survey, "dimension") {
        for practice in tables(dimension, "practice") {
            for item in tables(practice, "item") {
                found.push(Item {
                    id: text(item, "id").to_owned(),
                    dimension: place(LEVELS.iter().map(|row| row.0), text(dimension, "id")),
                    practice: place(PRACTICES.iter().map(|row| row.0), text(practice, "id")),
                    reverse: item.get("reverse").and_then(|flag| flag.get_ref().as_bool())
                        == Some(true),
                    forms: texts(item, "forms"),
                });
            }
        }
    }
    found
}

/// Where an id stands in a table; an id that the story does not know counts as the last.
fn place(mut ids: impl ExactSizeIterator<Item = &'static str>, id: &str) -> usize {
    let last = ids.len() - 1;
    ids.position(|known| known == id).unwrap_or(last)
}

fn tables<'t>(table: &'t DeTable<'_>, key: &str) -> Vec<&'t DeTable<'t>> {
    let list = table.get(key).and_then(|value| value.get_ref().as_array());
    list.into_iter()
        .flat_map(|list| list.iter())
        .filter_map(|row| row.get_ref().as_table())
        .collect()
}

fn text<'t>(table: &'t DeTable<'_>, key: &str) -> &'t str {
    table.get(key).and_then(|value| value.get_ref().as_str()).unwrap_or_default()
}

fn texts(table: &DeTable<'_>, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(|value| value.get_ref().as_array());
    let words = list.into_iter().flat_map(|list| list.iter());
    words.filter_map(|word| word.get_ref().as_str().map(str::to_owned)).collect()
}

// ---------------------------------------------------------------------------------- people

/// Somebody who answers, with views and habits of their own.
#[derive(Clone)]
struct Person {
    id: u64,
    /// How the person sees things beside others of the same group, in points.
    general: f64,
    by_dimension: [f64; 4],
    by_practice: [f64; 20],
    /// Some people use the ends of a scale, others its middle.
    stretch: f64,
    /// Some people tend to agree with whatever is said.
    agreeable: f64,
    /// Share of items left empty, in percent.
    skips: f64,
    /// From this dimension on the person had no time left.
    stops_before: usize,
}

impl Person {
    fn new(id: u64, chance: &mut Chance) -> Self {
        Self {
            id,
            general: chance.around(9.0),
            by_dimension: std::array::from_fn(|_| chance.around(8.0)),
            by_practice: std::array::from_fn(|_| chance.around(8.0)),
            stretch: chance.between(0.8, 1.2),
            agreeable: chance.around(3.0),
            skips: if chance.happens(12.0) { chance.between(6.0, 18.0) } else { 1.0 },
            stops_before: if chance.happens(3.0) { 3 } else { 4 },
        }
    }

    /// The point from 0 to `steps` that the person marks for this much agreement (0 to 100).
    fn mark(&self, agreement: f64, steps: f64) -> u32 {
        let felt = 50.0 + (agreement - 50.0) * self.stretch + self.agreeable;
        (felt / 100.0 * steps + 0.5).floor().clamp(0.0, steps) as u32
    }
}

/// Whom somebody answers for and about, and how far that place stands from the average.
#[derive(Clone, Copy)]
struct Setting {
    wave: usize,
    audience: usize,
    unit: Option<&'static str>,
    supplier: Option<&'static str>,
    lift: f64,
}

impl Setting {
    /// How the people in this setting see a practice on average.
    fn level(&self, dimension: usize, practice: usize) -> f64 {
        let base = LEVELS[dimension].1[self.audience][self.wave];
        let events: f64 = EVENTS.iter().map(|event| self.effect(event, dimension, practice)).sum();
        base + PRACTICES[practice].1[self.audience] + self.lift + events
    }

    /// What an event adds here. Trouble in a unit does not spoil what it says about one supplier.
    fn effect(&self, event: &Event, dimension: usize, practice: usize) -> f64 {
        let here = event.who == AUDIENCES[self.audience]
            || self.supplier.is_none() && self.unit == Some(event.who);
        let this = event.what == LEVELS[dimension].0 || event.what == PRACTICES[practice].0;
        if here && this && event.wave == self.wave { event.points } else { 0.0 }
    }
}

// ---------------------------------------------------------------------------------- answers

/// One `[[response]]`.
struct Response {
    id: u64,
    audience: usize,
    unit: Option<&'static str>,
    supplier: Option<&'static str>,
    /// How content the person is beside the others.
    mood: f64,
    answers: Vec<(String, String)>,
    comments: Vec<(String, String)>,
}

/// Lets a person fill in the form of a wave.
fn respond(person: &Person, setting: Setting, items: &[Item], chance: &mut Chance) -> Response {
    let view = |dimension: usize, practice: usize| {
        setting.level(dimension, practice)
            + person.general
            + person.by_dimension[dimension]
            + person.by_practice[practice]
    };
    let form = WAVES[setting.wave].form;
    let mut answers = Vec::new();
    for item in items.iter().filter(|item| item.forms.iter().any(|own| own == form)) {
        let felt = view(item.dimension, item.practice) + chance.around(20.0);
        let agreement = if item.reverse { 100.0 - felt } else { felt };
        let skipped = chance.happens(person.skips) || item.dimension >= person.stops_before;
        let unsure = chance.happens(cannot_judge(item.practice, setting.audience));
        match (skipped, unsure) {
            (true, _) => {}
            (_, true) => answers.push((item.id.clone(), "\"na\"".to_owned())),
            _ => answers.push((item.id.clone(), (person.mark(agreement, 4.0) + 1).to_string())),
        }
    }
    let content: f64 = DRIVERS
        .iter()
        .filter_map(|(practice, weight)| {
            let item = items.iter().find(|item| PRACTICES[item.practice].0 == *practice)?;
            Some(weight * view(item.dimension, item.practice))
        })
        .sum();
    answers.extend(beside_the_items(person, setting, content, chance));
    let Setting { audience, unit, supplier, .. } = setting;
    let mood = person.general + person.by_dimension.iter().sum::<f64>() / 4.0;
    Response { id: person.id, audience, unit, supplier, mood, answers, comments: Vec::new() }
}

/// Share of "don't know" for a practice, in percent.
fn cannot_judge(practice: usize, audience: usize) -> f64 {
    let named = CANNOT_JUDGE.iter().find(|row| (row.0, row.1) == (PRACTICES[practice].0, audience));
    named.map_or(1.5, |row| row.2)
}

/// Outcome and recommendation follow from how content the person is; obstacles are on the full form.
fn beside_the_items(
    person: &Person,
    setting: Setting,
    content: f64,
    chance: &mut Chance,
) -> Vec<(String, String)> {
    let mut answers = Vec::new();
    let satisfied = content + 3.0 + chance.around(11.0);
    let recommends = content + 12.0 + chance.around(12.0);
    let obstacles = OBSTACLES.map(|(id, level)| {
        let agreement = level[setting.audience] - person.general * 0.5 + chance.around(22.0);
        (id, person.mark(agreement, 4.0) + 1)
    });
    let mut write = |id: &str, point: u32| {
        if !chance.happens(person.skips) {
            answers.push((id.to_owned(), point.to_string()));
        }
    };
    write("satisfaction", person.mark(satisfied, 4.0) + 1);
    write("recommend", person.mark(recommends, 10.0));
    if WAVES[setting.wave].form == "full" {
        for (id, point) in obstacles {
            write(id, point);
        }
    }
    answers
}

/// How many of the invited people answer.
fn turnout(invited: u32, wave: usize, audience: usize, chance: &mut Chance) -> usize {
    let rate = WAVES[wave].rate[audience] + chance.between(-4.0, 4.0);
    (f64::from(invited) * rate / 100.0 + 0.5).floor() as usize
}

/// The people of one group who answer in one wave. The group's members stay the same from wave to
/// wave; who of them answers does not, and everybody gets a new id.
fn people(wave: usize, audience: usize, group: &str, invited: u32) -> Vec<Person> {
    let label = format!("{group}/{}", AUDIENCES[audience]);
    let mut chance = Chance::of(&format!("{}/{label}", WAVES[wave].id));
    let answering = turnout(invited, wave, audience, &mut chance);
    let mut members: Vec<u32> = (0..invited).collect();
    members.sort_by_cached_key(|_| chance.bits());
    let who = members.into_iter().take(answering);
    who.map(|member| Person::new(chance.bits(), &mut Chance::of(&format!("{label}/{member}"))))
        .collect()
}

/// Everything that a unit's people say, about their unit and about each of its suppliers: who answers
/// about a supplier answered about the unit too, under the same id.
fn unit_responses(wave: usize, audience: usize, unit: &Unit, items: &[Item]) -> Vec<Response> {
    let invited = if audience == INTERNAL { unit.internal } else { unit.partner };
    let people = people(wave, audience, unit.id, invited);
    let mut chance = Chance::of(&format!("{}/{}/{audience}/form", WAVES[wave].id, unit.id));
    let place = Some(unit.id);
    let own = Setting { wave, audience, unit: place, supplier: None, lift: unit.lift };
    let mut responses: Vec<_> =
        people.iter().map(|person| respond(person, own, items, &mut chance)).collect();
    for supplier in SUPPLIERS.iter().filter(|supplier| supplier.unit == unit.id) {
        let invited = if audience == INTERNAL { supplier.internal } else { supplier.partner };
        let about = Setting { supplier: Some(supplier.id), lift: supplier.lift, ..own };
        let label = format!("{}/{}/{audience}/about", WAVES[wave].id, supplier.id);
        let mut chance = Chance::of(&label);
        let answering = turnout(invited, wave, audience, &mut chance);
        for person in people.iter().rev().take(answering) {
            let seen = Person { general: person.general + chance.around(6.0), ..person.clone() };
            responses.push(respond(&seen, about, items, &mut chance));
        }
    }
    responses
}

/// What a supplier's own people say.
fn supplier_responses(wave: usize, supplier: &Supplier, items: &[Item]) -> Vec<Response> {
    let people = people(wave, SUPPLIER, supplier.id, supplier.own);
    let mut chance = Chance::of(&format!("{}/{}/form", WAVES[wave].id, supplier.id));
    let setting = Setting {
        wave,
        audience: SUPPLIER,
        unit: None,
        supplier: Some(supplier.id),
        lift: supplier.own_lift,
    };
    people.iter().map(|person| respond(person, setting, items, &mut chance)).collect()
}

/// All responses of a wave, sorted by id, so that their order says nothing.
fn responses(wave: usize, items: &[Item]) -> Vec<Response> {
    let mut all = Vec::new();
    for unit in &UNITS {
        all.extend(unit_responses(wave, INTERNAL, unit, items));
        all.extend(unit_responses(wave, PARTNER, unit, items));
    }
    for supplier in &SUPPLIERS {
        all.extend(supplier_responses(wave, supplier, items));
    }
    all.sort_by_key(|response| (response.id, response.supplier));
    add_comments(wave, &mut all);
    all
}

// ---------------------------------------------------------------------------------- comments

/// Hands each comment of a wave to somebody of the right audience, place and mood.
fn add_comments(wave: usize, responses: &mut [Response]) {
    let mut chance = Chance::of(&format!("{}/comments", WAVES[wave].id));
    for line in COMMENTS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parts: Vec<&str> = line.splitn(5, '|').map(str::trim).collect();
        let &[id, who, dimension, mood, text] = parts.as_slice() else { continue };
        if id != WAVES[wave].id {
            continue;
        }
        let question = format!("comment-{dimension}");
        let mut writers: Vec<_> = responses
            .iter_mut()
            .filter(|response| may_write(response, who, mood, &question))
            .collect();
        if let Some(pick) = chance.bits().checked_rem(writers.len() as u64) {
            writers[pick as usize].comments.push((question, text.to_owned()));
        }
    }
}

/// Whether this person could have written a comment of `who` (`audience` or `audience@place`).
fn may_write(response: &Response, who: &str, mood: &str, question: &str) -> bool {
    let (audience, place) =
        who.split_once('@').map_or((who, None), |(audience, place)| (audience, Some(place)));
    let about_a_supplier = response.audience != SUPPLIER && response.supplier.is_some();
    let home = response.unit.or(response.supplier);
    AUDIENCES[response.audience] == audience
        && !about_a_supplier
        && (place.is_none() || place == home)
        && (mood == "+") == (response.mood > 0.0)
        && response.comments.iter().all(|(asked, _)| asked != question)
}

// ---------------------------------------------------------------------------------- files

/// Every file of the sample that is not written by hand: path below `content/waves`, and text.
pub fn files(survey: &str) -> Vec<(String, String)> {
    let (table, _) = DeTable::parse_recoverable(survey);
    let survey = table.into_inner();
    let items = items(&survey);
    let mut files = Vec::new();
    for (at, wave) in WAVES.iter().enumerate() {
        files.push((format!("{}/wave.toml", wave.id), wave_file(wave)));
        let responses = responses(at, &items);
        for name in ANSWER_FILES {
            let mut text = heading(text(&survey, "id"), wave);
            let own = responses.iter().filter(|response| file_of(response) == name);
            own.for_each(|response| text.push_str(&response_table(response)));
            files.push((format!("{}/answers/{name}.toml", wave.id), text));
        }
    }
    files
}

const ANSWER_FILES: [&str; 4] = ["about-suppliers", "internal", "partner", "supplier"];

/// Which of the answer files a response goes into.
fn file_of(response: &Response) -> &'static str {
    match (response.audience, response.supplier) {
        (SUPPLIER, _) => "supplier",
        (_, Some(_)) => "about-suppliers",
        (INTERNAL, None) => "internal",
        _ => "partner",
    }
}

/// wave.toml, with everybody who was invited.
fn wave_file(wave: &Wave) -> String {
    let Wave { name, form, opens, closes, .. } = wave;
    let mut text = format!(
        "name = \"{name}\"\nform = \"{form}\"\nstate = \"closed\"\nopens = {opens}\ncloses = {closes}\n"
    );
    for unit in &UNITS {
        let people = [unit.internal, unit.partner, 0];
        text.push_str(&invitation("unit", unit.id, people));
    }
    for supplier in &SUPPLIERS {
        let people = [supplier.internal, supplier.partner, supplier.own];
        text.push_str(&invitation("supplier", supplier.id, people));
        if supplier.attributed {
            text.push_str("attributed = true\n");
        }
    }
    text
}

fn invitation(kind: &str, id: &str, people: [u32; 3]) -> String {
    let asked = AUDIENCES.iter().zip(people).filter(|(_, people)| *people > 0);
    let people: Vec<_> = asked.map(|(audience, people)| format!("{audience} = {people}")).collect();
    format!("\n[[invited]]\n{kind} = \"{id}\"\npeople = {{ {} }}\n", people.join(", "))
}

fn heading(survey: &str, wave: &Wave) -> String {
    let Wave { id, form, .. } = wave;
    format!("survey = \"{survey}\"\nwave = \"{id}\"\nform = \"{form}\"\nlanguage = \"en\"\n")
}

fn response_table(response: &Response) -> String {
    let audience = AUDIENCES[response.audience];
    let mut text =
        format!("\n[[response]]\nid = \"{:016x}\"\naudience = \"{audience}\"\n", response.id);
    for (key, value) in [("unit", response.unit), ("supplier", response.supplier)] {
        if let Some(value) = value {
            text.push_str(&format!("{key} = \"{value}\"\n"));
        }
    }
    text.push_str(&format!("answers = {}\n", inline_table(&response.answers)));
    if !response.comments.is_empty() {
        let quoted = response.comments.iter().map(|(id, text)| (id.clone(), format!("\"{text}\"")));
        text.push_str(&format!("comments = {}\n", inline_table(&quoted.collect::<Vec<_>>())));
    }
    text
}

fn inline_table(entries: &[(String, String)]) -> String {
    let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", entries.join(", "))
}

fn main() -> io::Result<()> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let survey = fs::read_to_string(content.join("survey.toml"))?;
    for (path, text) in files(&survey) {
        let path = content.join("waves").join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}
