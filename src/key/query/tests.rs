//! Keys as people type them.

use super::{Query, Whose};
use crate::key::trial::trial;
use crate::key::{Audiences, Figure, Key, Names, People, Place, Waves, What};
use crate::organisation::{Pool, SupplierSet, SupplierType};
use crate::survey::Wave;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The small site with three waves, three audiences and a pool.
fn names() -> Names {
    let mut site = trial();
    let mut partner = site.survey.audiences[0].clone();
    partner.id = "partner".to_owned();
    site.survey.audiences.push(partner);
    let pool = Pool { id: "south".into(), name: "South".into(), units: vec![1, 2] };
    site.organisation.pools.push(pool);
    let wave = |id: &str| Wave { id: id.to_owned(), ..site.wave.clone() };
    let waves = [wave("2026-Q1"), wave("2026-Q2"), wave("2026-Q3")];
    Names::new(&site.survey, &site.organisation, &waves)
}

fn read(key: &str) -> Query {
    names().read(key).unwrap()
}

fn refused(key: &str) -> String {
    let mistake = names().read(key).unwrap_err();
    assert!(key.get(mistake.at.clone()).is_some(), "{key}: {:?}", mistake.at);
    format!("{} | {mistake}", &key[mistake.at.clone()])
}

#[test]
fn trailing_parts_may_be_left_off() {
    let short = read("2026-Q3/trust");
    assert_eq!(short, read("2026-Q3/trust/-/-/-"));
    assert_eq!((short.whose, short.place), (Whose::Published, Place::Organisation));
    assert_eq!(short.figure, None);
    assert_eq!(read("2026-Q3/response").whose, Whose::These(People::Everybody));
    assert_eq!(read("2026-Q3/index:n/benelux").place, Place::Unit(1));
    assert_eq!(read("2026-Q3/index:n/benelux").figure, Some(Figure::N));
    assert_eq!(read("2026-Q3/trust/south").place, Place::Pool(0));
    assert_eq!(read("2026-Q3/trust/-/-/acme").place, Place::Supplier(0));
}

#[test]
fn several_suppliers_are_named_by_what_they_have_in_common() {
    let set = |key: &str| match read(key).place {
        Place::Suppliers(set) => set,
        place => panic!("{key} is {place:?}"),
    };
    assert_eq!(set("2026-Q3/trust/-/-/all"), SupplierSet::All);
    let strategic = SupplierSet::Type(SupplierType::Strategic);
    assert_eq!(set("2026-Q3/trust/-/-/type=strategic"), strategic);
    assert_eq!(set("2026-Q3/trust/-/-/category=castings"), SupplierSet::Category(0));
    for key in ["all", "type=hybrid", "category=castings"] {
        let key = format!("2026-Q3/trust:mean/-/internal/{key}");
        let query = read(&key);
        let Whose::These(people) = query.whose else { panic!("{key}") };
        assert_eq!(names().write(query.over(people), query.figure), key);
    }
}

#[test]
fn the_single_unit_at_the_top_is_the_organisation() {
    assert_eq!(read("2026-Q3/trust/emea"), read("2026-Q3/trust"));
}

#[test]
fn every_mistake_is_told_at_its_place() {
    let told = [
        ("2026-Q4/trust", "2026-Q4 | there is no wave `2026-Q4`"),
        ("2026-Q3~2026-q2/trust", "2026-q2 | there is no wave `2026-q2`"),
        ("2026-Q3~2026-Q3/trust", "2026-Q3 | the wave `2026-Q3` stands here twice"),
        ("-/trust", "- | the wave of a key cannot be left open"),
        ("", " | `` does not say what is measured"),
        ("2026-Q3", "2026-Q3 | `2026-Q3` does not say what is measured"),
        ("2026-Q3//emea", " | the dimension, practice, item or question of a key is empty"),
        ("2026-Q3/trsut", "trsut | there is no dimension"),
        ("2026-Q3/trust:maen", "maen | there is no figure `maen`"),
        ("2026-Q3/trust:n:n", "n | `n` follows a figure"),
        ("2026-Q3/trust/benelx", "benelx | there is no unit or pool `benelx`"),
        ("2026-Q3/trust/-/internl", "internl | there is no audience `internl`"),
        (
            "2026-Q3/trust/-/internal+internal",
            "internal | the audience `internal` stands here twice",
        ),
        (
            "2026-Q3/trust/-/internal~internal",
            "internal | the audience `internal` stands here twice",
        ),
        (
            "2026-Q3/trust/-/internal~partner~supplier",
            "internal~partner~supplier | `internal~partner~",
        ),
        (
            "2026-Q3/trust/-/internal+partner_supplier",
            "internal+partner_supplier | `internal+partner_",
        ),
        ("2026-Q3/trust/-/-/acne", "acne | there is no supplier `acne`"),
        ("2026-Q3/trust/benelux/-/acme", "benelux | `benelux` stands beside the supplier"),
        ("2026-Q3/trust/-/-/type=strategc", "strategc | there is no type of supplier"),
        ("2026-Q3/trust/-/-/category=castngs", "castngs | there is no category of suppliers"),
        ("2026-Q3/trust/-/-/-/-", "2026-Q3/trust/-/-/-/- | `2026-Q3/trust/-/-/-/-` has 6 parts"),
        ("2026-Q3/trust:change", "2026-Q3 | `2026-Q3` is not two waves"),
        ("2026-Q3/trust:gap/-/internal", "internal | `internal` is not two sides"),
        ("2026-Q3/trust:rate", "trust:rate | `rate` is a figure of `response` only"),
        ("2026-Q3/response:mean", "response:mean | `response` has no figure `mean`"),
    ];
    for (key, said) in told {
        let found = refused(key);
        assert!(found.starts_with(said), "{key}: {found}");
    }
}

#[test]
fn a_slip_gets_a_suggestion() {
    for (key, near) in [
        ("2026-Q3/trsut", "trust"),
        ("2026-Q3/trust:maen", "mean"),
        ("2026-Q3/trust/benelx", "benelux"),
        ("2026-Q3/trust/sotuh", "south"),
        ("2026-Q3/trust/-/internl+supplier", "internal"),
        ("2026-Q3/trust/-/-/acne", "acme"),
        ("2026-q3/trust", "2026-Q3"),
        ("2026-Q3/trust/-/-/type=strategc", "strategic"),
    ] {
        let found = refused(key);
        assert!(found.ends_with(&format!("did you mean `{near}`?")), "{key}: {found}");
    }
}

fn whats() -> impl Strategy<Value = What> {
    prop_oneof![
        Just(What::Response),
        Just(What::Index),
        Just(What::Dimension(0)),
        (0u16..2).prop_map(What::Practice),
        (0u16..3).prop_map(What::Item),
        (0u16..2).prop_map(What::Question),
    ]
}

fn places() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just(Place::Organisation),
        (1u16..3).prop_map(Place::Unit),
        Just(Place::Pool(0)),
        Just(Place::Supplier(0)),
    ]
}

/// People as a key can write them: sets of two or more, since one alone is an audience.
fn people() -> impl Strategy<Value = People> {
    let set = prop::collection::btree_set(0u8..3, 2..=3).prop_map(Audiences::of);
    prop_oneof![
        (0u8..3).prop_map(People::Audience),
        set.clone().prop_map(People::Composite),
        set.prop_map(People::Merged),
        (0u8..3, 1u8..3).prop_map(|(first, step)| People::Gap(first, (first + step) % 3)),
        Just(People::Everybody),
    ]
}

/// Any key that can be written; what is left open on output is left open for `response` only.
fn keys() -> impl Strategy<Value = Key> {
    let waves = prop::collection::btree_set(0u8..3, 1..=3);
    (waves, any::<prop::sample::Index>(), whats(), places(), people()).prop_map(
        |(waves, first, what, place, people): (BTreeSet<u8>, _, _, _, _)| {
            let waves: Vec<u8> = waves.into_iter().collect();
            let wave = *first.get(&waves);
            let others = waves.into_iter().filter(|&other| other != wave);
            let matched = others.fold(Waves::NONE, Waves::with);
            let what = if people == People::Everybody { What::Response } else { what };
            Key { wave, matched, what, place, people }
        },
    )
}

/// Whether such a figure can stand in such a key.
fn fits(key: &Key, figure: Figure) -> bool {
    let is_count = matches!(figure, Figure::N | Figure::Invited | Figure::Rate);
    match figure {
        _ if key.what == What::Response => is_count,
        Figure::Rate => false,
        Figure::Change => key.matched.only().is_some(),
        Figure::Gap => matches!(key.people, People::Gap(..)),
        _ => true,
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(key in keys(), figure in prop::option::of(0..Figure::ALL.len())) {
        let names = names();
        let figure = figure.map(|at| Figure::ALL[at]).filter(|&figure| fits(&key, figure));
        let written = names.write(key, figure);
        let query = names.read(&written).unwrap();
        prop_assert_eq!(query.whose, Whose::These(key.people));
        prop_assert_eq!(query.over(key.people), key);
        prop_assert_eq!(query.figure, figure);
    }

    #[test]
    fn whatever_is_typed_is_answered(key in "[-2026Qtrusemian~+_:=/é]{0,40}") {
        if let Err(mistake) = names().read(&key) {
            prop_assert!(key.get(mistake.at.clone()).is_some(), "{:?}", mistake.at);
        }
    }
}
