//! From answers in columns to alpha, rwg and ICC; the same scores as the tallies make.

use super::*;
use crate::diag::Diagnostics;
use crate::organisation::{self, Organisation};
use crate::score::statistics::fixtures::{FIXTURE_A, near};
use crate::score::{Options, assess};
use crate::source::Source;
use crate::survey::{self, State, Survey, Wave};
use proptest::prelude::*;

const HEAD: &str = r#"
id = "s"
audience = [{ id = "internal", name.en = "Internal" }, { id = "partner", name.en = "Partner" }]
[[scale]]
id = "five"
labels.en = ["a", "b", "c", "d", "e"]
[[scale]]
id = "three"
labels.en = ["a", "b", "c"]
[[dimension]]
id = "trust"
name.en = "Trust"
"#;

const UNITS: &str = r#"
unit = [
  { id = "root", name = "Root" },
  { id = "a", name = "A", parent = "root" },
  { id = "b", name = "B", parent = "root" },
  { id = "c", name = "C", parent = "root" },
]
"#;

/// A survey with these practices: the lines of each, then the lines of each of its items.
fn survey(practices: &[(&str, &[&str])]) -> Survey {
    let mut text = HEAD.to_owned();
    for (at, (practice, items)) in practices.iter().enumerate() {
        text += &format!("[[dimension.practice]]\nid = \"p{at}\"\nname.en = \"P\"\n{practice}\n");
        for (item, lines) in items.iter().enumerate() {
            text += &format!("[[dimension.practice.item]]\nid = \"p{at}-{item}\"\n{lines}\n");
            text += "forms = [\"full\"]\ntext.en = \"x\"\n";
        }
    }
    let mut to = Diagnostics::default();
    let survey = survey::read(&Source::new("survey.toml", &text), &["en".to_owned()], &mut to);
    assert!(!to.has_errors(), "{:?}", to.sorted());
    survey
}

fn organisation() -> Organisation {
    let mut to = Diagnostics::default();
    let organisation = organisation::read(Some(&Source::new("o.toml", UNITS)), None, &[], &mut to);
    assert!(!to.has_errors(), "{:?}", to.sorted());
    organisation
}

/// Where somebody is, who they are and what they answered.
type Person = (u16, u8, Vec<Answer>);

/// Looks at the roster of one wave in which these people answered.
fn with_roster<T>(survey: &Survey, people: &[Person], look: impl FnOnce(&Roster<'_>) -> T) -> T {
    let column = |item: usize| people.iter().map(|person| person.2[item].byte()).collect();
    let responses = Responses {
        ids: (0..people.len()).map(|at| format!("{at:04}")).collect(),
        audiences: people.iter().map(|person| person.1).collect(),
        units: people.iter().map(|person| person.0).collect(),
        suppliers: vec![None; people.len()],
        items: (0..survey.items.len()).map(column).collect(),
        ..Responses::default()
    };
    let wave = Wave {
        id: "w".to_owned(),
        name: "W".to_owned(),
        form: "full".to_owned(),
        state: State::Closed,
        opens: jiff::civil::date(2026, 9, 1),
        closes: jiff::civil::date(2026, 9, 21),
        invited: Vec::new(),
        reopen: None,
        review: None,
    };
    let (organisation, responses) = (organisation(), BTreeMap::from([(0, responses)]));
    let waves = [wave];
    look(&Roster::new(&assess(survey, &organisation, &waves, &responses, Options::default())))
}

/// A row a word, a digit a point from 1, a dot for a blank.
fn people(rows: &str) -> Vec<Person> {
    let answer = |cell: char| match cell.to_digit(10) {
        Some(point) => Answer::point(i64::from(point) - 1).unwrap(),
        None => Answer::Blank,
    };
    rows.split_whitespace().map(|row| (1, 0, row.chars().map(answer).collect())).collect()
}

const ALL: Cohort = (0, Place::Organisation, 0);
const FOUR: [(&str, &[&str]); 1] = [("", &["scale = \"five\""; 4])];

/// Cronbach 1951; James, Demaree & Wolf 1984.
#[test]
fn alpha_and_agreement_of_fixture_a() {
    with_roster(&survey(&FOUR), &people(FIXTURE_A), |roster| {
        let alpha = roster.alpha(ALL, 0).unwrap();
        let agreement = roster.agreement(ALL, What::Dimension(0)).unwrap();
        near(&[alpha.figure.value, agreement.figure.value], &[0.943162, 0.358891]);
        assert_eq!((alpha.n, agreement.n), (8, 8));
    });
}

/// Cronbach 1951, over pairs, with cells (row 2, item 3) and (row 6, item 1) blank.
#[test]
fn alpha_keeps_people_who_left_something_blank() {
    let rows = "4544 22.1 5455 3323 4445 .212 5544 3433";
    with_roster(&survey(&FOUR), &people(rows), |roster| {
        near(&[roster.alpha(ALL, 0).unwrap().figure.value], &[0.911285]);
    });
}

/// Turned round twice, answers are what they were.
#[test]
fn alpha_turns_a_reverse_keyed_item_round() {
    let five = "scale = \"five\"";
    let survey = survey(&[("", &[five, "scale = \"five\"\nreverse = true", five, five])]);
    let mut people = people(FIXTURE_A);
    for (.., answers) in &mut people {
        let Answer::Point(point) = answers[1] else { panic!("no blank in fixture A") };
        answers[1] = Answer::Point(4 - point);
    }
    with_roster(&survey, &people, |roster| {
        near(&[roster.alpha(ALL, 0).unwrap().figure.value], &[0.943162]);
    });
}

/// Shrout & Fleiss 1979, Bliese 2000: a row a unit, a digit a person.
#[test]
fn clustering_is_over_units_of_one_audience() {
    let mut people: Vec<Person> = Vec::new();
    for (unit, row) in (1u16..).zip("4454 2323 3433".split(' ')) {
        let points = row.chars().filter_map(|cell| cell.to_digit(10));
        people.extend(
            points.map(|point| (unit, 0, vec![Answer::point(i64::from(point) - 1).unwrap()])),
        );
        people.push((unit, 1, vec![Answer::Point(0)]));
    }
    with_roster(&survey(&[("", &["scale = \"five\""])]), &people, |roster| {
        let icc = roster.clustering(0, 0, 0).unwrap();
        near(&[icc.icc1, icc.icc2.unwrap()], &[0.716312, 0.909910]);
    });
}

/// Two practices of unequal weight and scales; the last item is put to internal people only.
const MIXED: [(&str, &[&str]); 2] = [
    ("weight = 2", &["scale = \"five\"", "scale = \"three\"\nreverse = true"]),
    (
        "",
        &[
            "scale = \"five\"\nreverse = true",
            "scale = \"five\"",
            "scale = \"five\"\naudiences = [\"internal\"]",
        ],
    ),
];

fn answer(points: u8) -> impl Strategy<Value = Answer> {
    prop_oneof![
        3 => (0..points).prop_map(Answer::Point),
        1 => Just(Answer::Blank),
        1 => Just(Answer::NotApplicable),
    ]
}

fn anybody() -> impl Strategy<Value = Person> {
    let answers = [answer(5), answer(3), answer(5), answer(5), answer(5)];
    (1u16..4, 0u8..2, answers).prop_map(|(unit, audience, mut answers)| {
        if audience == 1 {
            answers[4] = Answer::NotAsked;
        }
        (unit, audience, answers.to_vec())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    /// The scores here and the tallies are two ways to the same number.
    #[test]
    fn the_mean_of_these_scores_is_the_mean_of_the_tally(
        people in prop::collection::vec(anybody(), 0..40),
        audience in 0u8..2,
        unit in 1u16..4,
    ) {
        with_roster(&survey(&MIXED), &people, |roster| {
            let assessment = roster.assessment;
            for place in [Place::Organisation, Place::Unit(unit)] {
                let (responses, people) = roster.people((0, place, audience)).unwrap();
                let scores = |one: &dyn Fn(usize) -> Option<f64>| -> Vec<f64> {
                    people.iter().filter_map(|&person| one(person)).collect()
                };
                let dimension = scores(&|person| roster.dimension_score(responses, person, 0));
                let practices = [0, 1].map(|at| scores(&|person| {
                    let counts = assessment.is_member(responses, person, What::Practice(at));
                    roster.practice_score(responses, person, at).filter(|_| counts)
                }));
                let tally = assessment.tally(0, Waves::NONE, place, audience).unwrap();
                let measures = [&tally.dimensions[0], &tally.practices[0], &tally.practices[1]];
                for (scores, measure) in std::iter::once(dimension).chain(practices).zip(measures) {
                    prop_assert_eq!(scores.len(), measure.score.n() as usize);
                    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
                    let same = measure.score.mean().is_none_or(|own| (own - mean).abs() < 1e-9);
                    prop_assert!(same, "{} and {:?}", mean, measure.score.mean());
                }
            }
            Ok(())
        })?;
    }
}
