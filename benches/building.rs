//! The sample site, from text to pages, and its stages. Compare a stage with "whole build" of the
//! same run: single times of a shared machine mean little.

#![allow(clippy::expect_used, reason = "a bench may fail")]

use criterion::{Criterion, criterion_group, criterion_main};
use rapportage::disk;
use rapportage::pipeline::{Options, run};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Runs the pipeline and gives the time of one of its stages.
fn stage(tree: &rapportage::source::Tree, wanted: &str) -> Duration {
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

fn building(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = disk::read(root).expect("the sample site is there");
    let mut group = criterion.benchmark_group("building");
    group.sample_size(20);
    group.bench_function("whole build", |bencher| {
        bencher.iter(|| run(&folder.tree, &Options::default(), &mut |_| {}));
    });
    for name in ["read content", "score", "publish figures", "render pages"] {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|times| (0..times).map(|_| stage(&folder.tree, name)).sum());
        });
    }
    group.finish();
}

criterion_group!(benches, building);
criterion_main!(benches);
