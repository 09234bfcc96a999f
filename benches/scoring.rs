//! What it takes to score a wave of 100 000 people on the sample's 40 items, beside a plain pass
//! over the same bytes as the reference of the run.

#![allow(clippy::expect_used, reason = "a bench may fail")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rapportage::answers::{Answer, Responses};
use rapportage::diag::Diagnostics;
use rapportage::organisation::{self, Organisation};
use rapportage::privacy::ledger::{Digests, History, Ledger};
use rapportage::privacy::{Levels, Policy, publish};
use rapportage::score::{Options, assess};
use rapportage::source::Source;
use rapportage::survey::{State, Survey, Wave, read};
use std::collections::BTreeMap;
use std::hint::black_box;

const PEOPLE: u32 = 100_000;

fn sample(name: &str) -> Source {
    let path = format!("{}/content/{name}", env!("CARGO_MANIFEST_DIR"));
    Source::new(name, &std::fs::read_to_string(path).expect("the sample site is there"))
}

fn wave() -> Wave {
    Wave {
        id: "2026-Q3".to_owned(),
        name: "July to September 2026".to_owned(),
        form: "full".to_owned(),
        state: State::Closed,
        opens: jiff::civil::date(2026, 9, 1),
        closes: jiff::civil::date(2026, 9, 21),
        invited: Vec::new(),
        reopen: None,
        review: None,
    }
}

/// Answers without a pattern, the same in every run: a multiplicative hash of person and item.
fn point(person: u32, item: u32) -> u8 {
    let mixed = (person * 64 + item).wrapping_mul(2_654_435_761) >> 16;
    match mixed % 40 {
        0 => Answer::Blank.byte(),
        1 => Answer::NotApplicable.byte(),
        other => Answer::Point(u8::try_from(other % 5).unwrap_or(0)).byte(),
    }
}

fn responses(survey: &Survey, organisation: &Organisation) -> Responses {
    let units = u32::try_from(organisation.units.len()).unwrap_or(1);
    let column = |item: u32| (0..PEOPLE).map(|person| point(person, item)).collect();
    let unit = |person: u32| u16::try_from(person % units).unwrap_or(0);
    Responses {
        ids: (0..PEOPLE).map(|person| format!("{person:016x}")).collect(),
        audiences: (0..PEOPLE).map(|person| u8::from(person % 3 == 0)).collect(),
        units: (0..PEOPLE).map(unit).collect(),
        suppliers: vec![None; PEOPLE as usize],
        items: (0u32..).take(survey.items.len()).map(column).collect(),
        questions: (0u32..).take(survey.questions.len()).map(column).collect(),
        ..Responses::default()
    }
}

fn scoring(criterion: &mut Criterion) {
    let mut to = Diagnostics::default();
    let survey = read(&sample("survey.toml"), &["en".to_owned()], &mut to);
    let organisation = organisation::read(Some(&sample("organisation.toml")), None, &[], &mut to);
    let waves = [wave()];
    let responses = BTreeMap::from([(0, responses(&survey, &organisation))]);
    let assessed = || assess(&survey, &organisation, &waves, &responses, Options::default());
    let policy = Policy::new(5, 10, Levels::default(), &survey);

    let mut group = criterion.benchmark_group("scoring");
    group.sample_size(10);
    group.throughput(Throughput::Elements(u64::from(PEOPLE)));
    group.bench_function("reference: sum of all bytes", |bencher| {
        bencher.iter(|| {
            let columns = responses[&0].items.iter();
            columns.flatten().map(|&byte| u64::from(black_box(byte))).sum::<u64>()
        });
    });
    group.bench_function("assess", |bencher| bencher.iter(assessed));
    let assessment = assessed();
    let (ledger, digests) = (Ledger::default(), Digests::new());
    group.bench_function("publish", |bencher| {
        bencher
            .iter(|| publish(&assessment, &policy, &History::new(&ledger, &assessment, &digests)));
    });
    group.finish();
}

criterion_group!(benches, scoring);
criterion_main!(benches);
