//! How long the answers of a wave take to read: 1 300 people, 45 items, about 1.2 MB of TOML.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::date;
use rapportage::answers::{Files, read};
use rapportage::diag::Diagnostics;
use rapportage::key::Names;
use rapportage::organisation::{Organisation, Unit};
use rapportage::source::Source;
use rapportage::survey::{Audience, Item, Localised, Practice, Scale, State, Survey, Wave};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::hint::black_box;

const PEOPLE: usize = 1300;
const ITEMS: usize = 45;

fn item(at: usize) -> Item {
    Item {
        id: format!("practice-{}-{}", at / 3, at % 3),
        practice: 0,
        scale: 0,
        reverse: false,
        forms: vec!["full".to_owned()],
        audiences: vec![0],
        text: Localised::default(),
        text_for: BTreeMap::new(),
        replaces: None,
    }
}

fn survey() -> Survey {
    let name = Localised::default;
    Survey {
        id: "partnership".to_owned(),
        audiences: vec![Audience {
            id: "internal".to_owned(),
            name: name(),
            weight: 1.0,
            minimum: None,
            is_supplier: false,
        }],
        scales: vec![Scale {
            id: "agree5".to_owned(),
            min: 1,
            max: 5,
            labels: Vec::new(),
            ends: None,
            favourable: vec![4, 5],
            unfavourable: vec![1, 2],
        }],
        practices: vec![Practice {
            id: "practice".to_owned(),
            name: name(),
            about: name(),
            weight: 1.0,
            source: None,
            dimension: 0,
            items: 0..ITEMS,
        }],
        items: (0..ITEMS).map(item).collect(),
        ..Survey::default()
    }
}

fn organisation() -> Organisation {
    let unit = |at: usize| Unit {
        id: format!("unit-{at}"),
        name: String::new(),
        parent: None,
        depth: 0,
        liaison: None,
        since: None,
        until: None,
        into: None,
    };
    Organisation { units: (0..20).map(unit).collect(), ..Organisation::default() }
}

fn wave() -> Wave {
    Wave {
        id: "2026-Q3".to_owned(),
        name: String::new(),
        form: "full".to_owned(),
        state: State::Closed,
        opens: date(2026, 9, 1),
        closes: date(2026, 9, 21),
        invited: Vec::new(),
        reopen: None,
        review: None,
    }
}

fn response(person: usize) -> String {
    let mut text = format!(
        "[[response]]\nid = \"{:016x}\"\naudience = \"internal\"\nunit = \"unit-{}\"\n\
         [response.answers]\n",
        person * 7919,
        person % 20
    );
    for item in 0..ITEMS {
        let point = (person + item) % 5 + 1;
        let _ = writeln!(text, "practice-{}-{} = {point}", item / 3, item % 3);
    }
    text.push('\n');
    text
}

fn reading(criterion: &mut Criterion) {
    let (survey, organisation, wave) = (survey(), organisation(), wave());
    let names = Names::new(&survey, &organisation, std::slice::from_ref(&wave));
    let head = "survey = \"partnership\"\nwave = \"2026-Q3\"\nform = \"full\"\n";
    let responses: Vec<String> = (0..PEOPLE).map(response).collect();
    let one = [Source::new("all.toml", &format!("{head}{}", responses.concat()))];
    let many: Vec<_> = responses
        .iter()
        .enumerate()
        .map(|(at, text)| Source::new(&format!("{at}.toml"), &format!("{head}{text}")))
        .collect();
    let mut group = criterion.benchmark_group("answers");
    group.throughput(Throughput::Bytes(one[0].text.len() as u64));
    for (name, files) in [("one file", &one[..]), ("a file a person", &many[..])] {
        group.bench_function(name, |bench| {
            bench.iter(|| {
                let mut to = Diagnostics::default();
                let files = Files { documents: black_box(files), tables: &[], decisions: None };
                let read = read(files, &wave, &survey, &names, &organisation, &mut to);
                assert!(!to.has_errors() && read.len() == PEOPLE);
                read
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
