//! The sample site and an organisation of 350 atoms, from text to pages, and the stages. Compare a
//! stage with "whole build" of the same run: single times of a shared machine mean little.

#![allow(clippy::expect_used, reason = "a bench may fail")]

use criterion::{Criterion, criterion_group, criterion_main};
#[path = "../tests/suite/privacy/random.rs"]
mod random;

use random::Random;
use rapportage::diag::{Format, print};
use rapportage::disk;
use rapportage::pipeline::{Options, run};
use rapportage::source::Tree;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Runs the pipeline and gives the time of one of its stages.
fn stage(tree: &Tree, wanted: &str) -> Duration {
    let (mut last, mut took) = (Instant::now(), Duration::ZERO);
    black_box(run(tree, &Options::default(), &mut |name| {
        let now = Instant::now();
        if name == wanted {
            took = now - last;
        }
        last = now;
    }));
    took
}

/// What is asked, and of whom, is as in the sample; but there are 117 teams in 13 divisions, each
/// with staff, partners and a supplier of its own, and about four people (Poisson) of each answered.
fn many_atoms(sample: &Tree) -> Tree {
    let mut random = Random::new(7);
    let mut units = "[[unit]]\nid = \"works\"\nname = \"Works\"\n".to_owned();
    let (mut suppliers, mut rows) = (String::new(), "id,audience,unit,supplier".to_owned());
    let survey = std::str::from_utf8(sample.get("content/survey.toml").expect("the sample has it"));
    let asked = survey.expect("it is text").split("[[dimension.practice.item]]\nid = \"").skip(1);
    let items: Vec<&str> = asked.filter_map(|item| item.split('"').next()).collect();
    items.iter().for_each(|item| rows.extend([",", item]));
    let mut unit = |id: &str, above: &str| {
        writeln!(units, "[[unit]]\nid = \"{id}\"\nname = \"{id}\"\nparent = \"{above}\"")
    };
    for division in 0..13 {
        unit(&format!("d{division}"), "works").expect("memory is enough");
        for team in 0..9 {
            let team = format!("d{division}t{team}");
            unit(&team, &format!("d{division}")).expect("memory is enough");
            let supplier =
                format!("[[supplier]]\nid = \"s{team}\"\nname = \"s{team}\"\ncategory = \"c\"");
            let from = "[[supplier.from]]\ndate = 2024-01-01\ntype = \"tactical\"\npriority = 2";
            writeln!(suppliers, "{supplier}\nunit = \"{team}\"\n{from}").expect("memory is enough");
            for whose in [
                format!("internal,{team},"),
                format!("partner,{team},"),
                format!("supplier,,s{team}"),
            ] {
                for _ in 0..random.poisson(4.0) {
                    write!(rows, "\n{:016x},{whose}", random.next()).expect("memory is enough");
                    items.iter().for_each(|_| rows.push_str(&format!(",{}", 1 + random.below(5))));
                }
            }
        }
    }
    let mut tree = Tree::default();
    for name in ["site.toml", "survey.toml", "secret.toml"] {
        let path = format!("content/{name}");
        tree.insert(&path, sample.get(&path).expect("the sample has it").to_vec());
    }
    let wave = "form = \"full\"\nstate = \"closed\"\nopens = 2026-09-01\ncloses = 2026-09-21\n";
    for (path, text) in [
        ("content/organisation.toml", units.as_str()),
        ("content/suppliers.toml", &suppliers),
        ("content/waves/2026-Q3/wave.toml", wave),
        ("content/waves/2026-Q3/answers/all.csv", &rows),
    ] {
        tree.insert(path, text.as_bytes().to_vec());
    }
    tree
}

fn building(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = disk::read(root).expect("the sample site is there").tree;
    for (name, tree) in [("350 atoms", many_atoms(&sample)), ("sample", sample)] {
        let outcome = run(&tree, &Options::default(), &mut |_| {});
        let told = print(&outcome.diagnostics, &tree, Format::Human, false);
        assert!(
            !outcome.diagnostics.has_errors(),
            "only a site without a mistake is built:\n{told}"
        );
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20);
        group.bench_function("whole build", |bencher| {
            bencher.iter(|| run(&tree, &Options::default(), &mut |_| {}));
        });
        for name in ["read content", "score", "publish figures", "render pages", "audit"] {
            group.bench_function(name, |bencher| {
                bencher.iter_custom(|times| (0..times).map(|_| stage(&tree, name)).sum());
            });
        }
        group.finish();
    }
}

criterion_group!(benches, building);
criterion_main!(benches);
