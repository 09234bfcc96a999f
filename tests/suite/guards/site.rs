//! A small site whose groups answer just as a test wants.

use rapportage::answers::{Answer, Invitations, Responses};
use rapportage::diag::Diagnostics;
use rapportage::key::{Audiences, Key, People, Place, Waves, What};
use rapportage::organisation::{self, Organisation};
use rapportage::privacy::ledger::{Digests, History, Ledger};
use rapportage::privacy::{Cell, Levels, Policy, Report, publish};
use rapportage::score::{Options, assess};
use rapportage::source::Source;
use rapportage::survey::{State, Survey, Wave, read};
use std::collections::BTreeMap;

const SURVEY: &str = r#"
id = "s"
audience = [{ id = "internal", name.en = "Internal" }, { id = "partner", name.en = "Partner" }]
[[scale]]
id = "agree5"
favourable = [4, 5]
unfavourable = [1, 2]
labels.en = ["a", "b", "c", "d", "e"]
[[dimension]]
id = "trust"
name.en = "Trust"
[[dimension.practice]]
id = "reliability"
name.en = "Reliability"
[[dimension.practice.item]]
id = "r1"
scale = "agree5"
forms = ["full"]
text.en = "x"
[[dimension.practice.item]]
id = "r2"
scale = "agree5"
forms = ["full"]
text.en = "x"
[[dimension.practice]]
id = "fairness"
name.en = "Fairness"
[[dimension.practice.item]]
id = "f1"
scale = "agree5"
forms = ["full"]
text.en = "x"
[[dimension]]
id = "goals"
name.en = "Goals"
[[dimension.practice]]
id = "planning"
name.en = "Planning"
[[dimension.practice.item]]
id = "p1"
scale = "agree5"
forms = ["full"]
text.en = "x"
[[question]]
id = "recommend"
kind = "recommend"
forms = ["full"]
text.en = "x"
"#;

const ORGANISATION: &str = r#"
unit = [
  { id = "root", name = "Root" },
  { id = "a", name = "A", parent = "root" },
  { id = "b", name = "B", parent = "root" },
  { id = "c", name = "C", parent = "root" },
  { id = "d", name = "D", parent = "root" },
]
"#;

const SUPPLIERS: [&str; 3] = ["acme", "bolt", "cast"];

pub const INTERNAL: u8 = 0;
pub const PARTNER: u8 = 1;
pub const TRUST: What = What::Dimension(0);
pub const GOALS: What = What::Dimension(1);
pub const RECOMMEND: What = What::Question(0);
pub const BLANK: u8 = u8::MAX;

/// Who answered: their audience, their unit, points of the four items (from 0), how likely they are to
/// recommend us (0 to 10).
#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub audience: u8,
    pub unit: u16,
    /// Whom they answered about.
    pub about: Option<u16>,
    pub items: [u8; 4],
    pub recommend: u8,
}

/// As many people as wanted, each with answers by their number.
pub fn people(audience: u8, unit: u16, many: u8, items: impl Fn(u8) -> [u8; 4]) -> Vec<Person> {
    let person =
        |at| Person { audience, unit, about: None, items: items(at), recommend: 5 + at % 5 };
    (0..many).map(person).collect()
}

/// A wave: its people, and how many were invited by unit and audience.
pub type Asked = (Vec<Person>, Vec<((u16, u8), u32)>);

fn survey() -> Survey {
    let mut to = Diagnostics::default();
    let survey = read(&Source::new("content/survey.toml", SURVEY), &["en".to_owned()], &mut to);
    assert!(!to.has_errors(), "{:?}", to.sorted());
    survey
}

fn organisation() -> Organisation {
    let mut to = Diagnostics::default();
    let source = Source::new("content/organisation.toml", ORGANISATION);
    let supplier = |id: &&str| {
        format!(
            "[[supplier]]\nid = \"{id}\"\nname = \"{id}\"\ncategory = \"x\"\nunit = \"a\"\n\
             [[supplier.from]]\ndate = 2025-07-01\ntype = \"strategic\"\npriority = 1\n"
        )
    };
    let suppliers: String = SUPPLIERS.iter().map(supplier).collect();
    let suppliers = Source::new("content/suppliers.toml", &suppliers);
    let organisation = organisation::read(Some(&source), Some(&suppliers), &[], &mut to);
    assert!(!to.has_errors(), "{:?}", to.sorted());
    organisation
}

fn wave(at: i8) -> Wave {
    Wave {
        id: format!("w{at}"),
        name: format!("W{at}"),
        form: "full".to_owned(),
        state: State::Closed,
        opens: jiff::civil::date(2026, 1 + at, 1),
        closes: jiff::civil::date(2026, 1 + at, 21),
        invited: Vec::new(),
        reopen: None,
        review: None,
    }
}

fn byte(point: u8) -> u8 {
    if point == BLANK { Answer::Blank.byte() } else { Answer::Point(point).byte() }
}

fn responses((people, invited): &Asked) -> Responses {
    let column = |item: usize| people.iter().map(|person| byte(person.items[item])).collect();
    Responses {
        ids: (0..people.len()).map(|at| format!("{at:04}")).collect(),
        audiences: people.iter().map(|person| person.audience).collect(),
        units: people.iter().map(|person| person.unit).collect(),
        suppliers: people.iter().map(|person| person.about).collect(),
        items: (0..4).map(column).collect(),
        questions: vec![people.iter().map(|person| byte(person.recommend)).collect()],
        invitations: Invitations { units: invited.iter().copied().collect(), ..Default::default() },
        ..Responses::default()
    }
}

/// What is published of these waves.
pub fn report(waves: &[Asked]) -> Report {
    let (survey, organisation) = (survey(), organisation());
    let closed: Vec<Wave> = (0i8..).take(waves.len()).map(wave).collect();
    let responses: BTreeMap<u8, Responses> = (0u8..).zip(waves.iter().map(responses)).collect();
    let assessment = assess(&survey, &organisation, &closed, &responses, Options::default());
    let (ledger, digests) = (Ledger::default(), Digests::new());
    let history = History::new(&ledger, &assessment, &digests);
    publish(&assessment, &Policy::new(5, 10, Levels::default(), &survey), &history)
}

pub fn key(what: What, place: Place, people: People) -> Key {
    Key { wave: 0, matched: Waves::NONE, what, place, people }
}

/// The cell of one audience in the first wave.
pub fn cell(report: &Report, what: What, place: Place, audience: u8) -> Cell {
    let key = key(what, place, People::Audience(audience));
    report.cell(key).unwrap_or_else(|| panic!("{key:?} is not shown")).clone()
}

pub fn both() -> People {
    People::Composite(Audiences::of([INTERNAL, PARTNER]))
}
