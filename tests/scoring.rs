//! Properties of scores that hold whatever people answer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use proptest::prelude::*;
use rapportage::answers::{Answer, Responses};
use rapportage::diag::Diagnostics;
use rapportage::key::{Key, People, Place, Waves, What};
use rapportage::organisation::{self, Organisation};
use rapportage::privacy::ledger::{Digests, History, Ledger};
use rapportage::privacy::{Levels, Policy, Report, publish};
use rapportage::score::{Assessment, Atom, Options, assess};
use rapportage::source::Source;
use rapportage::survey::{State, Survey, Wave, read};
use std::collections::BTreeMap;

const SURVEY: &str = r#"
id = "s"
[[audience]]
id = "internal"
name.en = "Internal"
[[audience]]
id = "partner"
name.en = "Partner"
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
forms = ["full", "short"]
text.en = "x"
[[dimension.practice.item]]
id = "r2"
scale = "agree5"
REVERSE
forms = ["full"]
text.en = "x"
[[dimension.practice]]
id = "fairness"
name.en = "Fairness"
[[dimension.practice.item]]
id = "f1"
scale = "agree5"
forms = ["full", "short"]
text.en = "x"
"#;

const ORGANISATION: &str = r#"
unit = [
  { id = "root", name = "Root" },
  { id = "north", name = "North", parent = "root" },
  { id = "south", name = "South", parent = "root" },
]
"#;

fn survey(reverse: bool) -> Survey {
    let mut to = Diagnostics::default();
    let flag = if reverse { "reverse = true" } else { "" };
    let source = Source::new("content/survey.toml", &SURVEY.replace("REVERSE", flag));
    let survey = read(&source, &["en".to_owned()], &mut to);
    assert!(!to.has_errors(), "{:?}", to.sorted());
    survey
}

fn organisation() -> Organisation {
    let mut to = Diagnostics::default();
    let source = Source::new("content/organisation.toml", ORGANISATION);
    let organisation = organisation::read(Some(&source), None, &[], &mut to);
    assert!(!to.has_errors(), "{:?}", to.sorted());
    organisation
}

fn wave() -> Wave {
    Wave {
        id: "w".to_owned(),
        name: "W".to_owned(),
        form: "full".to_owned(),
        state: State::Closed,
        opens: jiff::civil::date(2026, 9, 1),
        closes: jiff::civil::date(2026, 9, 21),
        invited: Vec::new(),
        reopen: None,
        review: None,
    }
}

/// One person: audience, unit (1 or 2) and three answers as bytes of a column.
type Person = (u8, u16, [u8; 3]);

fn answer() -> impl Strategy<Value = u8> {
    prop_oneof![
        8 => (0u8..5).prop_map(|point| Answer::Point(point).byte()),
        1 => Just(Answer::Blank.byte()),
        1 => Just(Answer::NotApplicable.byte()),
    ]
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let person = (0u8..2, 1u16..3, [answer(), answer(), answer()]);
    prop::collection::vec(person, 0..60)
}

fn responses(people: &[Person]) -> BTreeMap<u8, Responses> {
    let column = |item: usize| people.iter().map(|person| person.2[item]).collect();
    let responses = Responses {
        ids: (0..people.len()).map(|at| format!("{at:04}")).collect(),
        audiences: people.iter().map(|person| person.0).collect(),
        units: people.iter().map(|person| person.1).collect(),
        suppliers: vec![None; people.len()],
        items: (0..3).map(column).collect(),
        ..Responses::default()
    };
    BTreeMap::from([(0, responses)])
}

fn report(people: &[Person], reverse: bool) -> Report {
    let (survey, organisation) = (survey(reverse), organisation());
    let responses = responses(people);
    let waves = [wave()];
    let assessment = assess(&survey, &organisation, &waves, &responses, Options::default());
    let (ledger, digests) = (Ledger::default(), Digests::new());
    let history = History::new(&ledger, &assessment, &digests);
    publish(&assessment, &Policy::new(5, 10, Levels::default(), &survey), &history)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

fn with_assessment<T>(people: &[Person], look: impl FnOnce(&Assessment<'_>) -> T) -> T {
    let (survey, organisation) = (survey(false), organisation());
    let responses = responses(people);
    look(&assess(&survey, &organisation, &[wave()], &responses, Options::default()))
}

/// The same people in a wave on the full form; the wave after it asks the first and the last item.
fn with_matched<T>(people: &[Person], look: impl FnOnce(&Assessment<'_>) -> T) -> T {
    let (survey, organisation) = (survey(false), organisation());
    let mut responses = responses(people);
    responses.insert(1, Responses { items: vec![Vec::new(); 3], ..Responses::default() });
    let next = Wave { id: "x".to_owned(), form: "short".to_owned(), ..wave() };
    look(&assess(&survey, &organisation, &[wave(), next], &responses, Options::default()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_respondents_does_not_matter(people in people(), by in any::<u64>()) {
        let mut shuffled = people.clone();
        shuffled.sort_by_key(|person| {
            let bytes = person.2.iter().fold(by ^ u64::from(person.1), |hash, &byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
            (bytes, *person)
        });
        let (one, other) = (report(&people, false), report(&shuffled, false));
        prop_assert_eq!(one.cells().collect::<Vec<_>>(), other.cells().collect::<Vec<_>>());
    }

    #[test]
    fn a_reverse_keyed_item_is_its_mirror(people in people()) {
        let mirrored: Vec<Person> = people
            .iter()
            .map(|&(audience, unit, [one, two, three])| match Answer::of(two) {
                Answer::Point(point) => (audience, unit, [one, 4 - point, three]),
                _ => (audience, unit, [one, two, three]),
            })
            .collect();
        let (one, other) = (report(&people, false), report(&mirrored, true));
        prop_assert_eq!(one.cells().collect::<Vec<_>>(), other.cells().collect::<Vec<_>>());
    }

    #[test]
    fn merging_units_is_scoring_their_union(people in people()) {
        with_assessment(&people, |assessment| {
            let tally = |place| assessment.tally(0, Waves::NONE, place, 0).unwrap();
            let whole = tally(Place::Organisation);
            let mut merged = tally(Place::Unit(1));
            merged.merge(&tally(Place::Unit(2)));
            let (one, other) = (whole.dimensions[0].score, merged.dimensions[0].score);
            prop_assert_eq!(one.n(), other.n());
            prop_assert!(one.mean().zip(other.mean()).is_none_or(|(one, other)| near(one, other)));
            prop_assert_eq!(whole.people, merged.people);
            Ok(())
        })?;
    }

    #[test]
    fn over_fewer_items_nobody_is_added_and_an_item_stays_what_it_is(people in people()) {
        with_matched(&people, |assessment| {
            let of = |matched| &assessment.tallies[&(0, matched)];
            let (whole, matched) = (of(Waves::NONE), of(Waves::one(1)));
            let what = What::Dimension(0);
            for (atom, narrow) in &matched.atoms {
                let wide = &whole.atoms[atom];
                prop_assert_eq!(&narrow.items[0], &wide.items[0]);
                prop_assert_eq!(&narrow.items[2], &wide.items[2]);
                prop_assert_eq!(&narrow.practices[1], &wide.practices[1], "all its items");
                let subscale = assessment.subscale(matched, (0, atom.audience), what).unwrap();
                let membership = subscale.membership(assessment.survey, assessment.min_answered);
                let responses = &assessment.responses[&0];
                let counted = (0..people.len()).filter(|&person| {
                    let is_here = Atom::of(responses, person) == *atom;
                    is_here && assessment.is_in(responses, person, &membership)
                });
                let n = narrow.dimensions[0].score.n();
                prop_assert_eq!(n as usize, counted.count());
                prop_assert!(n <= wide.dimensions[0].score.n());
            }
            Ok(())
        })?;
    }

    #[test]
    fn nothing_is_shown_of_fewer_than_five_people(people in people()) {
        let report = report(&people, false);
        for (key, cell) in report.cells() {
            let of = |audience: u8| people.iter().filter(|person| {
                let here = match key.place {
                    Place::Unit(unit) => person.1 == unit,
                    _ => true,
                };
                person.0 == audience && here
            }).count();
            match key.people {
                People::Audience(audience) => prop_assert!(of(audience) >= 5),
                People::Composite(audiences) => {
                    prop_assert!(audiences.iter().all(|audience| of(audience) >= 5));
                }
                People::Merged(audiences) => {
                    prop_assert!(audiences.iter().map(of).sum::<usize>() >= 5);
                }
                People::Gap(..) | People::Everybody => prop_assert!(false, "no cells of scores"),
            }
            prop_assert!(cell.n.is_none_or(|n| *n.get() >= 5));
        }
    }
}

/// By hand. Item scores 0 25 50 75 100 for the points 1 to 5; a person's practice is the mean of its
/// answered items, the dimension the mean of the two practices.
#[test]
fn a_worked_example() {
    // (5, 4 | 3): practices 87.5 and 50, dimension 68.75. (1, – | 2): 0 and 25, dimension 12.5.
    // (–, – | 4): one of three answered is under half, so not counted.
    let blank = Answer::Blank.byte();
    let one: Person = (0, 1, [4, 3, 2]);
    let two: Person = (0, 1, [0, blank, 1]);
    let three: Person = (0, 1, [blank, blank, 3]);
    with_assessment(&[one, two, three], |assessment| {
        let tally = assessment.tally(0, Waves::NONE, Place::Organisation, 0).unwrap();
        assert_eq!(tally.people, 3);
        assert_eq!(tally.dimensions[0].score.n(), 2);
        assert!(near(tally.dimensions[0].score.mean().unwrap(), (68.75 + 12.5) / 2.0));
        assert!(near(tally.practices[0].score.mean().unwrap(), (87.5 + 0.0) / 2.0));
        assert_eq!(tally.items[1].points, [0, 0, 0, 1, 0]);
        // Favourable are 4 and 5: two of three answers of the first person, none of the second.
        assert!(near(tally.dimensions[0].favourable.mean().unwrap(), (200.0 / 3.0) / 2.0));
    });
}

/// Over the first and the last item, which the wave after asks again. (5, 4 | 3): practices 100 and
/// 50. (1, – | –): one of three answered, so not counted though one of the two is. (–, 4 | 4): two of
/// three, and one of the two.
#[test]
fn a_worked_example_of_matched_items() {
    let blank = Answer::Blank.byte();
    let people: [Person; 3] = [(0, 1, [4, 3, 2]), (0, 1, [0, blank, blank]), (0, 1, [blank, 3, 3])];
    with_matched(&people, |assessment| {
        let tally = assessment.tally(0, Waves::one(1), Place::Organisation, 0).unwrap();
        assert_eq!(tally.dimensions[0].score.n(), 2);
        assert!(near(tally.dimensions[0].score.mean().unwrap(), (75.0 + 75.0) / 2.0));
        assert_eq!(tally.practices[0].score.mean(), Some(100.0));
        assert_eq!(tally.items[0].points, [0, 0, 0, 0, 1]);
        assert_eq!(tally.items[1].points, [0; 5]);
    });
}

#[test]
fn one_n_a_cell_and_the_composite_says_whose_it_is() {
    let people: Vec<Person> = (0..12).map(|at| (u8::from(at >= 7), 1, [at % 5, 4, 2])).collect();
    let report = report(&people, false);
    let (key, cell) =
        report.composite(0, Waves::NONE, What::Dimension(0), Place::Organisation).unwrap();
    let People::Composite(audiences) = key.people else { panic!("{key:?}") };
    assert_eq!(audiences.iter().collect::<Vec<_>>(), [0, 1]);
    assert_eq!(cell.n.map(|n| *n.get()), Some(12));
    let item = Key { what: What::Item(0), people: People::Audience(0), ..key };
    assert!(report.cell(item).unwrap().points.is_none(), "seven people are too few for five bars");
    assert!(report.cell(item).unwrap().shares.is_some());
}
