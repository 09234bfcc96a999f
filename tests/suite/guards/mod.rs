//! What may be said of a group although it is shown: no rate without a number of people invited, no
//! figure over fewer people than it needs, nobody else's spread, nothing that undoes "95 or more".

mod site;

use crate::matched::small;
use rapportage::key::{Key, People, Place, Waves, What};
use rapportage::pipeline::{self, Options};
use rapportage::privacy::audit::audit;
use rapportage::privacy::{Edge, Report, Score, Shares};
use rapportage::source::Tree;
use site::*;

const WHOLE: Place = Place::Organisation;

/// Answers that differ from person to person.
fn mixed(at: u8) -> [u8; 4] {
    [at % 5, (at + 1) % 5, (at / 2) % 5, (at + 2) % 5]
}

/// Unit `a` has more answers than invitations.
fn too_many_answered(invited: bool) -> Report {
    let people = [people(INTERNAL, 1, 12, mixed), people(INTERNAL, 2, 12, mixed)].concat();
    let all = vec![((1, INTERNAL), 11), ((2, INTERNAL), 40)];
    report(&[(people, if invited { all } else { Vec::new() })])
}

#[test]
fn more_answers_than_invitations_in_a_part_leave_no_rate_in_the_whole() {
    let (said, unsaid) = (too_many_answered(true), too_many_answered(false));
    for place in [Place::Unit(1), WHOLE] {
        let who = People::Audience(INTERNAL);
        let (_, responded) = said.responded(0, place, who).unwrap();
        assert_eq!((responded.invited, responded.rate), (None, None), "{place:?}");
        let cells = [&said, &unsaid].map(|report| cell(report, TRUST, place, INTERNAL));
        assert_eq!(cells[0], cells[1], "{place:?}: no correction either");
    }
    let (_, everybody) = said.responded(0, WHOLE, People::Everybody).unwrap();
    assert_eq!(everybody.rate, None);
    let who = People::Audience(INTERNAL);
    assert!(said.responded(0, Place::Unit(2), who).unwrap().1.rate.is_some());
}

/// Only the first `whole` people answered the third item.
fn with_blanks(many: u8, whole: u8) -> Report {
    let answers = move |at: u8| {
        let [one, two, three, four] = mixed(at);
        [one, two, if at < whole { three } else { BLANK }, four]
    };
    report(&[(people(INTERNAL, 1, many, answers), Vec::new())])
}

#[test]
fn agreement_rests_on_enough_complete_answers() {
    let of = |whole| cell(&with_blanks(12, whole), TRUST, WHOLE, INTERNAL).agreement;
    assert_eq!((of(3), of(9)), (None, None));
    assert!(of(10).is_some());
    let item = cell(&with_blanks(12, 3), What::Item(0), WHOLE, INTERNAL);
    assert!(item.agreement.is_some(), "all answered this one");
}

#[test]
fn reliability_rests_on_enough_people_for_any_two_items() {
    let of = |whole| cell(&with_blanks(24, whole), TRUST, WHOLE, INTERNAL).reliability;
    assert_eq!((of(3), of(19)), (None, None));
    assert!(of(20).is_some());
}

/// Units with so many people each.
fn sized(sizes: &[u8]) -> Report {
    let units = (1u16..).zip(sizes);
    report(&[(
        units.flat_map(|(unit, &many)| people(INTERNAL, unit, many, mixed)).collect(),
        Vec::new(),
    )])
}

#[test]
fn the_typical_spread_is_nobodys_own() {
    let interval = |sizes: &[u8], place| cell(&sized(sizes), TRUST, place, INTERNAL).interval;
    let unit = Place::Unit(2);
    assert_eq!(interval(&[0, 6], unit), None, "the only group");
    assert_eq!(interval(&[1, 6, 1], WHOLE), None, "the only group that varies");
    assert_eq!(interval(&[6, 6], unit), None, "two groups: each can take its own away");
    assert_eq!(interval(&[6, 6, 20], unit), None, "one group is most of it");
    let shown = interval(&[6, 6, 6], unit).unwrap();
    assert!(shown.get().pooled);
}

/// Three units of 8 people, who also answered about suppliers: 12, 12 and 6.
#[test]
fn the_typical_spread_less_what_others_show_is_nobodys_own() {
    let units = (1u16..4).flat_map(|unit| people(INTERNAL, unit, 8, mixed));
    let about = (0u16..).zip([12, 12, 6]).flat_map(|(supplier, many)| {
        let own = people(INTERNAL, 1, many, mixed).into_iter();
        own.map(move |person| Person { about: Some(supplier), ..person })
    });
    let report = report(&[(units.chain(about).collect(), Vec::new())]);
    let spread = |place| cell(&report, TRUST, place, INTERNAL).sd.is_some();
    assert!(spread(WHOLE));
    let own = [0, 1, 2].map(|supplier| spread(Place::Supplier(supplier)));
    let borrows = cell(&report, TRUST, Place::Supplier(2), INTERNAL).interval.is_some();
    assert_eq!(own, [true, false, false], "with both the third one's would follow");
    assert!(borrows);
}

fn points(many: u8, items: [u8; 4]) -> Vec<Person> {
    people(INTERNAL, 1, many, move |_| items)
}

/// Whether the three shares of a small group cannot be worked out from each other.
fn is_guarded(shares: &Shares) -> bool {
    let all = [shares.favourable, shares.neutral, shares.unfavourable];
    let ranges = all.iter().filter(|share| share.edge.is_some()).count();
    ranges == 0 && all.iter().all(|share| share.value > 5 && share.value < 95) || ranges >= 2
}

#[test]
fn a_share_at_an_end_does_not_follow_from_the_others() {
    // Of 8 people 5 agree and 3 do not know: nobody disagrees.
    let people = [points(5, [3; 4]), points(3, [2; 4])].concat();
    let shares =
        *cell(&report(&[(people, Vec::new())]), TRUST, WHOLE, INTERNAL).shares.unwrap().get();
    assert_eq!(shares.unfavourable, Score { value: 5, edge: Some(Edge::OrLess) });
    assert!(is_guarded(&shares), "{shares:?}");
    assert_eq!(shares.favourable, Score { value: 58, edge: Some(Edge::OrMore) });
    assert_eq!(shares.neutral, Score { value: 37, edge: None });
}

/// Six colleagues who agree with everything, and partners.
fn of_one_mind(many: u8, items: impl Fn(u8) -> [u8; 4]) -> Report {
    report(&[([points(6, [4; 4]), people(PARTNER, 1, many, items)].concat(), Vec::new())])
}

#[test]
fn a_composite_of_a_bound_is_a_bound() {
    let report = of_one_mind(6, |_| [2; 4]);
    let part = cell(&report, TRUST, WHOLE, INTERNAL);
    assert_eq!(part.mean.get().edge, Some(Edge::OrMore));
    let whole = report.cell(key(TRUST, WHOLE, both())).unwrap();
    assert_eq!(*whole.mean.get(), Score { value: 72, edge: Some(Edge::OrMore) });
    assert_eq!(whole.interval, None);
    assert_eq!(whole.shares, None, "95 or more of one favourable, 5 or less of the other");
    let many = of_one_mind(12, mixed);
    let shares = many.cell(key(TRUST, WHOLE, both())).unwrap().shares.unwrap();
    let all = [shares.get().favourable, shares.get().neutral, shares.get().unfavourable];
    assert!(all.iter().all(|share| share.edge.is_some()), "{all:?}");
}

#[test]
fn an_index_with_a_bound_in_it_is_a_bound() {
    let report = report(&[(points(6, [4, 4, 4, 2]), Vec::new())]);
    let goals = cell(&report, GOALS, WHOLE, INTERNAL);
    assert_eq!(*goals.mean.get(), Score { value: 50, edge: None });
    let index = cell(&report, What::Index, WHOLE, INTERNAL);
    assert_eq!(*index.mean.get(), Score { value: 72, edge: Some(Edge::OrMore) });
    let opposed = site::report(&[(points(6, [4, 4, 4, 0]), Vec::new())]);
    let index = key(What::Index, WHOLE, People::Audience(INTERNAL));
    assert!(opposed.cell(index).is_none(), "bounds on both sides say nothing");
}

#[test]
fn a_change_or_gap_does_not_undo_a_bound() {
    let (before, now) = (points(6, [2, 2, 2, 2]), points(6, [4, 4, 4, 3]));
    let middle = people(PARTNER, 1, 6, |_| [2; 4]);
    let of = |own: Vec<Person>| ([own, middle.clone()].concat(), Vec::new());
    let report = report(&[of(before), of(now)]);
    let change = |what, people| {
        let key = Key { wave: 1, matched: Waves::one(0), ..key(what, WHOLE, people) };
        report.cell(key).unwrap().change.is_some()
    };
    let own = People::Audience(INTERNAL);
    assert!(!change(TRUST, own) && !change(TRUST, both()) && !change(What::Index, own));
    assert!(change(GOALS, own) && change(TRUST, People::Audience(PARTNER)));
    let gap = |what| report.gap(1, what, WHOLE, [INTERNAL, PARTNER]).is_some();
    assert!(gap(GOALS) && !gap(TRUST));
}

#[test]
fn a_recommendation_at_an_end_is_a_bound() {
    let with = |many: u8, recommend: u8| {
        let own = points(many, [2; 4]).into_iter();
        own.map(|person| Person { recommend, ..person }).collect::<Vec<_>>()
    };
    let nps = |people| {
        let cell = cell(&report(&[(people, Vec::new())]), RECOMMEND, WHOLE, INTERNAL);
        cell.recommend.map(|one| (one.get().score, one.get().edge))
    };
    assert_eq!(nps(with(6, 10)), Some((95, Some(Edge::OrMore))));
    assert_eq!(nps(with(6, 0)), Some((-95, Some(Edge::OrLess))));
    assert_eq!(nps(with(10, 10)), Some((100, None)));
    // Nobody is a detractor, which the score would tell beside the other shares: 45 or more and 50.
    assert_eq!(nps([with(4, 10), with(4, 8)].concat()), Some((40, Some(Edge::OrMore))));
    let all = [with(4, 10), with(2, 8), with(2, 0)].concat();
    assert_eq!(nps(all), Some((25, None)));
}

/// Two units of four people of each group, one that is large enough, answering whole forms.
fn small_units() -> small::Site {
    let answers =
        ["r1", "r2", "f1", "f2", "g1", "g2"].map(|item| (item.to_owned(), "4".to_owned()));
    let sizes = [("north", 4), ("south", 4), ("works", 12)];
    let groups = sizes.iter().flat_map(|size| ["internal", "partner"].map(|who| (*size, who)));
    let people = groups.flat_map(|((unit, many), audience)| {
        let answers = answers.clone();
        (0..many).map(move |at| small::Response {
            id: format!("{unit}-{audience}-{at}"),
            audience,
            unit: unit.to_owned(),
            answers: answers.iter().cloned().collect(),
        })
    });
    let top = [("group", ""), ("north", "group"), ("south", "group"), ("works", "group")];
    let mut site = small::Site::new(&top);
    site.wave("w1", "full", people.collect());
    site
}

#[test]
fn groups_that_are_too_small_alone_are_shown_together() {
    let outcome = pipeline::run(&small_units().tree(), &Options::default(), &mut |_| {});
    assert!(!outcome.diagnostics.has_errors(), "{:#?}", outcome.diagnostics.sorted());
    let page = |path: &str| {
        let bytes = outcome.site.get(path).unwrap_or_else(|| panic!("{path} is not there"));
        String::from_utf8(bytes.to_vec()).unwrap()
    };
    let unit = page("units/north/index.html");
    assert!(unit.contains("w1/trust:mean/north/internal_partner/-"), "{unit}");
    assert!(unit.contains("taken as one group"), "{unit}");
    assert!(page("units/index.html").contains("w1/trust:mean/north/internal_partner/-"));
    assert!(!page("units/works/index.html").contains("_partner"));
}

/// Three teams whose people all answer, in two waves, and what the audit has against a table over them.
fn against(table: &str) -> Vec<String> {
    let answers =
        ["r1", "r2", "f1", "f2", "g1", "g2"].map(|item| (item.to_owned(), "4".to_owned()));
    let team = |unit: &'static str, many: usize| {
        let answers = answers.clone();
        (0..many).map(move |at| small::Response {
            id: format!("{unit}-{at}"),
            audience: "internal",
            unit: unit.to_owned(),
            answers: answers.iter().cloned().collect(),
        })
    };
    let everybody = || team("north", 6).chain(team("south", 12)).chain(team("west", 30)).collect();
    let units = [("group", ""), ("north", "group"), ("south", "group"), ("west", "group")];
    let mut site = small::Site::new(&units);
    site.wave("w1", "full", everybody());
    site.wave("w2", "full", everybody());
    let mut tree = Tree::default();
    tree.insert("table.csv", table.as_bytes());
    audit(&tree, Some(&site.tree())).findings.into_iter().map(|one| one.message).collect()
}

#[test]
fn the_audit_sees_what_undoes_a_bound() {
    let said = |table: &str, what: &str| against(table).iter().any(|one| one.contains(what));
    let shares = "cell,mean,fav,neutral,unfav\nw1/trust/north/internal/-,";
    assert!(said(&format!("{shares}97,60,20,20\n"), "says 97"));
    assert!(said(&format!("{shares}80,60,37,3\n"), "says 3"));
    assert!(said(&format!("{shares}80,60,37,<=5\n"), "worked out from the others"));
    assert_eq!(against(&format!("{shares}>=95,>=58,37,<=5\n")), Vec::<String>::new());
    assert_eq!(against(&format!("{shares}>=95,>=95,<=5,<=5\n")), Vec::<String>::new());
    let large = shares.replace("north", "south");
    assert_eq!(against(&format!("{large}97,60,37,3\n")), Vec::<String>::new());
    let waves =
        "cell,mean,change\nw1~w2/trust/north/internal/-,>=95,\nw2~w1/trust/north/internal/-,80,";
    assert!(said(
        &format!("{waves}-17\n"),
        "lets `w1~w2/trust:mean/north/internal/-` be worked out"
    ));
    assert_eq!(against(&format!("{waves}\n")), Vec::<String>::new());
}

#[test]
fn the_audit_sees_the_spread_of_one_group() {
    let rows = "cell,mean,low,high,spread\nw1/trust/north/internal/-,80,70,90,pooled\n";
    let said = against(rows);
    assert!(said.iter().any(|one| one.contains("spread of too few groups")), "{said:?}");
}
