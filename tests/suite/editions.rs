//! Editions: what was published stays published, a published wave is frozen, and no two editions
//! give away who answered in between. Everything goes through the pipeline, as the command does it.

use crate::privacy::checker::{Cell, exposed};
use crate::privacy::random::Random;
use rapportage::diag::{Code, Diagnostics, Severity};
use rapportage::pipeline::{self, Options, Outcome};
use rapportage::privacy::suppress::Atom;
use rapportage::source::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// One person's answer: the unit and what they say.
type Answers = BTreeMap<u32, (&'static str, u8)>;

const SITE: &str = "--- content/site.toml
organisation = \"Small Works\"
title = \"Report\"
languages = [\"en\"]
--- content/secret.toml
salt = \"00112233445566778899aabbccddeeff\"
--- content/survey.toml
id = \"partnership\"
[[audience]]
id = \"internal\"
[[audience]]
id = \"supplier\"
side = \"supplier\"
[[scale]]
id = \"agree5\"
labels.en = [\"1\", \"2\", \"3\", \"4\", \"5\"]
favourable = [4, 5]
unfavourable = [1, 2]
[[dimension]]
id = \"trust\"
name.en = \"Trust\"
[[dimension.practice]]
id = \"reliability\"
name.en = \"Reliability\"
[[dimension.practice.item]]
id = \"reliability-1\"
scale = \"agree5\"
forms = [\"full\"]
text.en = \"People do what they said.\"
[[question]]
id = \"comment-trust\"
kind = \"comment\"
dimension = \"trust\"
forms = [\"full\"]
text.en = \"What would help?\"
";

const UNITS: [(&str, &str); 7] = [
    ("works", ""),
    ("north", "works"),
    ("south", "works"),
    ("a", "north"),
    ("b", "north"),
    ("c", "south"),
    ("d", "south"),
];

const TEAMS: [&str; 4] = ["a", "b", "c", "d"];

/// A site of one wave with these answers.
struct Site {
    units: BTreeMap<&'static str, &'static str>,
    answers: Answers,
    reopen: bool,
    /// Whether somebody of the supplier answered, and agreed to be named.
    attributed: Option<bool>,
    editions: Tree,
}

impl Site {
    fn new(answers: Answers) -> Self {
        let units = UNITS.into_iter().collect();
        Self { units, answers, reopen: false, attributed: None, editions: Tree::default() }
    }

    fn tree(&self) -> Tree {
        let mut tree = Tree::from_fixture(SITE);
        let mut units = String::new();
        // Parents may stand after their children; the organisation has no parent.
        for (unit, parent) in &self.units {
            write!(units, "[[unit]]\nid = \"{unit}\"\nname = \"Unit {unit}\"\n").unwrap();
            if !parent.is_empty() {
                writeln!(units, "parent = \"{parent}\"").unwrap();
            }
        }
        tree.insert("content/organisation.toml", units.into_bytes());
        let reopen = if self.reopen { "reopen = true\n" } else { "" };
        let attributed = if self.attributed == Some(true) { "attributed = true\n" } else { "" };
        let wave = format!(
            "form = \"full\"\nstate = \"closed\"\nopens = 2026-09-01\ncloses = 2026-09-21\n{reopen}\
             [[invited]]\nsupplier = \"acme\"\npeople = {{ supplier = 9 }}\n{attributed}"
        );
        tree.insert("content/waves/w/wave.toml", wave.into_bytes());
        let suppliers = "[[supplier]]\nid = \"acme\"\nname = \"Acme\"\ncategory = \"castings\"\nunit = \"a\"\n\
                         [[supplier.from]]\ndate = 2025-01-01\ntype = \"strategic\"\npriority = 1\n";
        tree.insert("content/suppliers.toml", suppliers.as_bytes());
        tree.insert("content/waves/w/answers/all.toml", self.answers().into_bytes());
        for (path, bytes) in self.editions.iter() {
            tree.insert(path, bytes.to_vec());
        }
        tree
    }

    fn answers(&self) -> String {
        let mut text = "survey = \"partnership\"\nwave = \"w\"\n".to_owned();
        if self.attributed.is_some() {
            let who = "[[response]]\nid = \"s\"\naudience = \"supplier\"\nsupplier = \"acme\"\n";
            writeln!(text, "{who}answers = {{ reliability-1 = 4 }}").unwrap();
        }
        for (id, (unit, answer)) in &self.answers {
            let who = format!(
                "[[response]]\nid = \"p{id}\"\naudience = \"internal\"\nunit = \"{unit}\"\n"
            );
            writeln!(text, "{who}answers = {{ reliability-1 = {answer} }}").unwrap();
        }
        text
    }

    fn run(&self) -> Outcome {
        let options = Options { record: true, ..Options::default() };
        pipeline::run(&self.tree(), &options, &mut |_| {})
    }

    /// Publishes: what `publish --record` writes is in the site afterwards.
    fn record(&mut self) -> Outcome {
        let outcome = self.run();
        assert!(!outcome.diagnostics.has_errors(), "{:#?}", outcome.diagnostics.sorted());
        for edition in &outcome.editions {
            self.editions.insert(&edition.path, edition.text.as_bytes());
        }
        outcome
    }

    fn is_within(&self, unit: &str, above: &str) -> bool {
        unit == above || !unit.is_empty() && self.is_within(self.units[unit], above)
    }
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics.sorted().iter().map(|one| one.code).collect()
}

/// The units whose mean a site shows, and whether with a spread of their own.
fn shown(outcome: &Outcome) -> BTreeMap<String, bool> {
    assert!(!outcome.diagnostics.has_errors(), "{:#?}", outcome.diagnostics.sorted());
    // Where no unit is shown there is no table of units.
    let Some(table) = outcome.site.get("units.csv") else { return BTreeMap::new() };
    let table = std::str::from_utf8(table).unwrap();
    let mut rows = table.lines();
    let columns: Vec<&str> = rows.next().unwrap().split(',').collect();
    let column = |name: &str| columns.iter().position(|column| *column == name);
    let (low, spread) = (column("low"), column("spread"));
    let row = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        let unit = cells[0].strip_prefix("w/trust/")?.strip_suffix("/internal/-")?;
        let pooled = spread.is_some_and(|spread| cells[spread] == "pooled");
        let has_interval = low.is_some_and(|low| !cells[low].is_empty());
        Some((unit.to_owned(), has_interval && !pooled))
    };
    rows.filter_map(row).collect()
}

fn people(teams: &[(&'static str, u32)]) -> Answers {
    let teams = teams.iter().flat_map(|&(team, many)| (0..many).map(move |_| team));
    (0..).zip(teams).map(|(id, team)| (id, (team, 1 + (id % 5) as u8))).collect()
}

#[test]
fn a_published_wave_is_frozen_until_it_is_reopened() {
    let mut site = Site::new(people(&[("a", 6), ("b", 7), ("c", 12), ("d", 11)]));
    let first = site.record();
    assert_eq!(codes(&first.diagnostics), []);
    let edition = &first.editions[..];
    assert_eq!((edition.len(), &*edition[0].path), (1, "content/editions/001.toml"));
    assert_eq!((edition[0].responses, edition[0].wave.as_str()), (36, "w"));

    let again = site.record();
    assert_eq!(again.editions, [], "nothing is left to record");
    assert!(again.site == first.site, "the ledger of a report changes nothing in it");

    site.answers.insert(99, ("a", 1));
    site.answers.insert(6, ("b", 5));
    site.answers.insert(7, ("c", 3));
    site.answers.remove(&8);
    let refused = site.run();
    assert_eq!(codes(&refused.diagnostics), [Code::Frozen]);
    let problem = refused.diagnostics.sorted()[0].clone();
    assert_eq!(
        problem.message,
        "4 responses of wave w differ from edition 001 (1 late, 1 changed, 1 moved to another unit, \
         1 withdrawn)"
    );
    let answers = site.answers();
    let first_of_them = answers.find("\"p6\"").unwrap();
    assert_eq!(&*problem.spot.file, "content/waves/w/answers/all.toml");
    assert_eq!(problem.spot.start, first_of_them, "the first of the file, not of the ids");

    site.reopen = true;
    let reopened = site.record();
    assert_eq!(codes(&reopened.diagnostics), [Code::Reopened]);
    assert_eq!(reopened.editions.len(), 1);
    assert_eq!(reopened.editions[0].number, "002");
    let after = site.record();
    assert_eq!((codes(&after.diagnostics), after.editions.len()), (Vec::new(), 0));
    assert!(after.site == reopened.site);
}

#[test]
fn what_was_withdrawn_is_named_in_the_edition_that_has_it() {
    let mut site = Site::new(people(&[("a", 6)]));
    site.record();
    site.answers.remove(&3);
    let refused = site.run();
    let problem = refused.diagnostics.sorted()[0].clone();
    assert_eq!(&*problem.spot.file, "content/editions/001.toml");
    let text = site.editions.get("content/editions/001.toml").unwrap();
    assert_eq!(&text[problem.spot.start..problem.spot.end], b"\"p3\"");
}

#[test]
fn a_late_answer_cannot_be_found_by_comparing_three_editions() {
    let mut site = Site::new(people(&[("a", 6), ("b", 7), ("c", 8), ("d", 9)]));
    let mut careless = Site::new(site.answers.clone());
    let all = ["a", "b", "c", "d", "north", "south", "-"].map(str::to_owned);
    let units = |outcome: &Outcome| shown(outcome).into_keys().collect::<BTreeSet<_>>();
    assert_eq!(units(&site.record()), BTreeSet::from(all.clone()));

    site.reopen = true;
    for site in [&mut site, &mut careless] {
        site.answers.insert(99, ("a", 1));
    }
    // Without the ledger the team is shown with and without its seventh member.
    assert_eq!(units(&careless.run()), BTreeSet::from(all.clone()));
    let still = ["b", "c", "d", "south"].map(str::to_owned);
    assert_eq!(units(&site.record()), BTreeSet::from(still));

    // Five are a crowd: with four more late answers no difference of editions is a single person.
    for id in 100..104 {
        site.answers.insert(id, ("a", 2));
    }
    assert_eq!(units(&site.record()), BTreeSet::from(all));
    assert_eq!(site.editions.len(), 3);
}

#[test]
fn a_supplier_cannot_be_named_after_its_people_answered() {
    let mut site = Site::new(people(&[("a", 6)]));
    site.attributed = Some(true);
    assert_eq!(codes(&site.run().diagnostics), [], "before it is published the editor may mend it");
    site.attributed = Some(false);
    site.record();
    site.attributed = Some(true);
    site.reopen = true;
    let refused = site.run();
    assert_eq!(codes(&refused.diagnostics), [Code::Attributed]);
    assert_eq!(&*refused.diagnostics.sorted()[0].spot.file, "content/waves/w/wave.toml");
}

#[test]
fn a_published_wave_does_not_open_again() {
    let mut site = Site::new(people(&[("a", 6)]));
    site.record();
    let mut tree = site.tree();
    let path = "content/waves/w/wave.toml";
    let wave = String::from_utf8(tree.get(path).unwrap().to_vec()).unwrap();
    tree.insert(path, wave.replace("\"closed\"", "\"open\"").into_bytes());
    let outcome = pipeline::run(&tree, &Options::default(), &mut |_| {});
    assert_eq!(codes(&outcome.diagnostics), [Code::Frozen]);
}

#[test]
fn without_the_secret_nothing_is_compared_and_nothing_recorded() {
    let mut site = Site::new(people(&[("a", 6)]));
    let without = |site: &Site, salt: &[u8]| {
        let mut tree = Tree::default();
        let whole = site.tree();
        for (path, bytes) in whole.iter() {
            match (&**path, salt) {
                ("content/secret.toml", b"") => {}
                ("content/secret.toml", salt) => tree.insert(path, salt.to_vec()),
                _ => tree.insert(path, bytes.to_vec()),
            }
        }
        let options = Options { record: true, ..Options::default() };
        let outcome = pipeline::run(&tree, &options, &mut |_| {});
        (codes(&outcome.diagnostics), outcome.editions.len())
    };
    assert_eq!(without(&site, b""), (vec![Code::MissingFile], 0), "a first edition needs it");
    site.record();
    assert_eq!(without(&site, b""), (vec![Code::MissingFile], 0), "and so does comparing");
    let short = b"salt = \"0123456789abcde\"";
    assert_eq!(without(&site, short), (vec![Code::OutOfRange], 0));
}

#[test]
fn a_missing_edition_in_between_is_noticed() {
    let mut site = Site::new(people(&[("a", 6)]));
    site.record();
    site.reopen = true;
    site.answers.insert(50, ("b", 2));
    site.record();
    let mut kept = Tree::default();
    kept.insert(
        "content/editions/002.toml",
        site.editions.get("content/editions/002.toml").unwrap(),
    );
    site.editions = kept;
    let outcome = site.run();
    assert_eq!(codes(&outcome.diagnostics), [Code::EditionNumber]);
    assert_eq!(outcome.diagnostics.count(Severity::Error), 1);
}

/// Everything that editions published, over single answers: (id, unit, answer) is one of them.
#[derive(Default)]
struct Told {
    answers: BTreeMap<(u32, &'static str, u8), usize>,
    /// The answers behind each published mean, and whether its spread was published too.
    cells: Vec<(BTreeSet<usize>, bool)>,
}

impl Told {
    fn hear(&mut self, site: &Site, outcome: &Outcome) {
        for (unit, own_spread) in shown(outcome) {
            let above = if unit == "-" { "works" } else { unit.as_str() };
            let mut behind = BTreeSet::new();
            for (&id, &(team, answer)) in &site.answers {
                if site.is_within(team, above) {
                    let next = self.answers.len();
                    behind.insert(*self.answers.entry((id, team, answer)).or_insert(next));
                }
            }
            self.cells.push((behind, own_spread));
        }
    }

    /// Whether fewer than `minimum` people can be found, by the definition. Answers that stand behind
    /// the same cells travel together.
    fn exposes(&self, minimum: u32, spread_only: bool) -> bool {
        let cells = self.cells.iter().filter(|(_, own)| *own || !spread_only);
        let cells: Vec<&BTreeSet<usize>> = cells.map(|(behind, _)| behind).collect();
        let mut groups: BTreeMap<Vec<usize>, BTreeSet<u32>> = BTreeMap::new();
        for (&(id, ..), answer) in &self.answers {
            let having = (0..cells.len()).filter(|&cell| cells[cell].contains(answer)).collect();
            groups.entry(having).or_default().insert(id);
        }
        groups.remove(&Vec::new());
        let atom = |people: &BTreeSet<u32>| {
            let people = people.iter().copied().collect();
            Atom { people, minimum, attributed: false }
        };
        let atoms: Vec<Atom> = groups.values().map(atom).collect();
        let row = |cell: usize| {
            let having = (0..).zip(groups.keys()).filter(|(_, cells)| cells.contains(&cell));
            having.map(|(atom, _)| (atom, 1, 1)).collect::<Cell>()
        };
        exposed(&atoms, &(0..cells.len()).map(row).collect::<Vec<_>>()).is_some()
    }
}

/// A few answers come late, change, go, or move with their people; sometimes a team moves.
fn go_on(site: &mut Site, random: &mut Random) {
    let newest = site.answers.keys().next_back().map_or(0, |id| id + 1);
    for late in 0..random.below(4) as u32 {
        let team = TEAMS[random.below(4) as usize];
        site.answers.insert(newest + late, (team, 1 + random.below(5) as u8));
    }
    let ids: Vec<u32> = site.answers.keys().copied().collect();
    for _ in 0..random.below(3) {
        let id = ids[random.below(ids.len() as u64) as usize];
        let team = TEAMS[random.below(4) as usize];
        match random.below(3) {
            0 => drop(site.answers.remove(&id)),
            1 => drop(site.answers.insert(id, (team, 1 + random.below(5) as u8))),
            _ => {
                let answer = 1 + random.below(5) as u8;
                site.answers.entry(id).and_modify(|own| own.1 = answer);
            }
        }
    }
    if random.below(3) == 0 {
        let (team, division) = (random.below(4) as usize, random.below(2) as usize);
        site.units.insert(TEAMS[team], ["north", "south"][division]);
    }
}

/// Three editions of random organisations, published by the ledger: nobody is exposed. Published
/// without it, they are.
#[test]
fn random_changes_between_editions_expose_nobody() {
    let (mut careless_leaks, mut cells) = ([0, 0], 0);
    for seed in 0..12 {
        let mut random = Random::new(seed);
        let teams = TEAMS.map(|team| (team, 3 + random.below(12) as u32));
        let mut site = Site::new(people(&teams));
        site.reopen = true;
        let (mut told, mut careless) = (Told::default(), Told::default());
        for edition in 0..3 {
            if edition > 0 {
                go_on(&mut site, &mut random);
            }
            let without = Site {
                units: site.units.clone(),
                answers: site.answers.clone(),
                editions: Tree::default(),
                ..site
            };
            careless.hear(&site, &without.run());
            let outcome = site.record();
            told.hear(&site, &outcome);
            cells += shown(&outcome).len();
            assert!(!told.exposes(5, false), "seed {seed}, edition {edition}: means");
            assert!(!told.exposes(10, true), "seed {seed}, edition {edition}: spread");
        }
        careless_leaks[0] += usize::from(careless.exposes(5, false));
        careless_leaks[1] += usize::from(careless.exposes(10, true));
    }
    let [means, spread] = careless_leaks;
    assert!(means >= 8 && spread >= 8, "without the ledger only {means} and {spread} of 12 leak");
    assert!(cells >= 100, "only {cells} cells were shown");
}
