//! Figures over some of the items: of two waves on different forms. Other people answered enough of
//! them than of the whole form, and nobody may be found by comparing the two. Everything goes through
//! the pipeline, and the finished site is judged by the definition.

mod heard;
pub mod small;

use crate::privacy::random::Random;
use heard::{Heard, read};
use rapportage::pipeline::{self, Options, Outcome};
use rapportage::privacy::audit::audit;
use rapportage::source::Tree;
use small::{Response, Site};
use std::collections::BTreeMap;

fn built(site: &Site) -> Outcome {
    let options = Options { record: true, ..Options::default() };
    let outcome = pipeline::run(&site.tree(), &options, &mut |_| {});
    assert!(!outcome.diagnostics.has_errors(), "{:#?}", outcome.diagnostics.sorted());
    outcome
}

/// The number of people that a cell of a finished site states.
fn n(outcome: &Outcome, cell: &str) -> Option<u32> {
    read(&outcome.site).get(cell).and_then(|figures| figures.n)
}

fn person(id: &str, unit: &str, answers: &[(&str, &str)]) -> Response {
    let answers = answers.iter().map(|(item, answer)| ((*item).into(), (*answer).into())).collect();
    Response { id: id.into(), audience: "internal", unit: unit.into(), answers }
}

/// As many people of a unit as wanted, who all give the same answers.
fn people(unit: &str, many: usize, answers: &[(&str, &str)]) -> Vec<Response> {
    (0..many).map(|at| person(&format!("{unit}-{at}-{}", answers.len()), unit, answers)).collect()
}

const ALL: [(&str, &str); 6] =
    [("r1", "4"), ("r2", "3"), ("f1", "5"), ("f2", "2"), ("g1", "4"), ("g2", "4")];

/// What a table with these rows would give away: the audit's findings over it alone.
fn found(site: &Site, table: &str) -> Vec<String> {
    let mut tree = Tree::default();
    tree.insert("table.csv", table.as_bytes());
    audit(&tree, Some(&site.tree())).findings.into_iter().map(|one| one.message).collect()
}

/// Ten people answer everything, one stops after the first item. The wave after asks that item only.
fn one_who_stopped() -> Site {
    let mut first = people("works", 10, &ALL);
    first.push(person("stopped", "works", &[("r1", "1")]));
    let mut site = Site::new(&[("works", "")]);
    site.wave("w1", "full", first);
    site.wave("w2", "short", people("works", 12, &[("r1", "4")]));
    site
}

#[test]
fn who_left_the_form_early_is_not_counted_over_fewer_items() {
    let outcome = built(&one_who_stopped());
    let item = "w1/r1/-/internal/-";
    let matched = "w1~w2/trust/-/internal/-";
    assert_eq!((n(&outcome, item), n(&outcome, matched)), (Some(10), Some(10)));
    let shown = read(&outcome.site);
    assert_eq!(shown[item].mean, shown[matched].mean, "the same figure by another name");
}

#[test]
fn the_audit_refuses_a_figure_that_counts_who_left_early() {
    let table = "cell,mean,n\nw1/r1/-/internal/-,75,10\nw1~w2/trust/-/internal/-,68,11\n";
    let said = found(&one_who_stopped(), table);
    assert!(said.iter().any(|one| one.contains("says 11, but the answers in content/ make 10")));
}

/// A division with teams of 10, 7 and 10. Of the seven, five cannot say anything to the item that the
/// wave after asks again.
fn two_of_seven() -> Site {
    let units = [("works", ""), ("north", "works"), ("south", "works")];
    let teams = [("a", "north"), ("b", "north"), ("c", "north")];
    let mut site = Site::new(&[&units[..], &teams[..]].concat());
    let unable = ALL.map(|(item, answer)| (item, if item == "r1" { "na" } else { answer }));
    let mut first = [people("a", 10, &ALL), people("c", 10, &ALL)].concat();
    first.extend([people("south", 12, &ALL), people("b", 2, &ALL)].concat());
    first.extend((0..5).map(|at| person(&format!("unable-{at}"), "b", &unable)));
    site.wave("w1", "full", first);
    let short = [("r1", "3")];
    let second = [("a", 10), ("b", 7), ("c", 10), ("south", 12)];
    site.wave("w2", "short", second.map(|(unit, many)| people(unit, many, &short)).concat());
    site
}

#[test]
fn a_team_whose_change_leaves_two_people_of_another_has_none() {
    let outcome = built(&two_of_seven());
    let counts = |wave: &str| {
        ["north", "a", "b", "c"].map(|unit| n(&outcome, &format!("{wave}/trust/{unit}/internal/-")))
    };
    assert_eq!(counts("w1"), [Some(27), Some(10), Some(7), Some(10)]);
    assert_eq!(counts("w1~w2"), [Some(22), Some(10), None, None]);
}

#[test]
fn the_audit_puts_figures_of_the_same_items_together() {
    let site = two_of_seven();
    let three = "w1~w2/trust/north/internal/-,60,22\nw1~w2/trust/a/internal/-,60,10\n";
    let under = |what: &str| {
        let table = format!("cell,mean,n\n{three}{what}/c/internal/-,60,10\n");
        found(&site, &table).iter().any(|one| one.contains("2 people can be singled out"))
    };
    assert!(under("w1~w2/trust") && under("w1~w2/reliability"), "over the items of both waves");
    assert!(under("w1/r1"), "the same item over the whole form");
    assert!(!under("w1/r2") && !under("w1/reliability"), "other items, which all answered");
}

/// Somebody answers one of three items that are all of one practice: the practice counts them, so the
/// dimension over these three items does as well.
#[test]
fn a_dimension_that_is_one_practice_counts_the_people_of_that_practice() {
    let mut site = Site::new(&[("works", "")]);
    let mut first = people("works", 10, &[("p1", "3"), ("p2", "3"), ("p3", "3"), ("q1", "4")]);
    first.push(person("some", "works", &[("p1", "1"), ("p2", "na"), ("p3", "na"), ("q1", "5")]));
    site.wave("w1", "full", first);
    site.wave("w2", "one-practice", people("works", 12, &[("p1", "4"), ("p2", "4"), ("p3", "3")]));
    let outcome = built(&site);
    let of = |cell: &str| n(&outcome, &format!("{cell}/-/internal/-"));
    assert_eq!((of("w1/planning"), of("w1~w2/goals")), (Some(11), Some(11)));
}

/// What is published of three waves on three forms. Where people break off and leave items open, the
/// rule that counts people over each set of items alone gives some away; this one gives away nobody.
#[test]
fn random_organisations_over_three_forms_expose_nobody() {
    let (mut careless_leaks, mut cells) = (0, 0);
    for seed in 0..10 {
        let mut random = Random::new(seed);
        let site = small::random(&mut random);
        let outcome = built(&site);
        let mut heard = Heard::default();
        heard.hear(&site, &outcome.site);
        heard.assert_nobody_is_exposed(&format!("seed {seed}"));
        cells += heard.cells();
        careless_leaks +=
            usize::from(!heard::careless(&site, &outcome.site).exposed(5, false).is_empty());
    }
    assert!(careless_leaks >= 4, "the careless rule leaks in {careless_leaks} of 10 only");
    assert!(cells >= 1500, "only {cells} cells were shown");
}

/// The same over editions: waves are published one after the other, and then reopened for late,
/// changed and withdrawn answers.
#[test]
fn random_changes_between_editions_expose_nobody_over_fewer_items() {
    let mut cells = BTreeMap::new();
    for seed in 100..106 {
        let mut random = Random::new(seed);
        let whole = small::random(&mut random);
        let mut site = Site { waves: whole.waves[..1].to_vec(), ..whole.clone() };
        let mut heard = Heard::default();
        for edition in 0..5 {
            match edition {
                1 | 2 => site.waves.push(whole.waves[edition].clone()),
                3 | 4 => small::go_on(&mut site, &mut random),
                _ => {}
            }
            let outcome = built(&site);
            heard.hear(&site, &outcome.site);
            heard.assert_nobody_is_exposed(&format!("seed {seed}, edition {edition}"));
            *cells.entry(edition).or_insert(0) += read(&outcome.site).len();
            for edition in &outcome.editions {
                site.editions.insert(&edition.path, edition.text.as_bytes());
            }
        }
    }
    assert!(cells[&4] > 500, "hardly anything is shown in later editions: {cells:?}");
}
