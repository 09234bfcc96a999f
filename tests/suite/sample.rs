//! The sample site, which is also the demo: it reads, scores and renders without a warning, and
//! neither threads nor the order of files change a byte.

use rapportage::diag::{Format, print};
use rapportage::disk;
use rapportage::pipeline::{self, Options, Outcome};
use rapportage::source::Tree;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// All that stands in the sample.
pub static CONTENT: LazyLock<Tree> =
    LazyLock::new(|| disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().tree);

/// What comes of it.
pub static BUILT: LazyLock<Outcome> =
    LazyLock::new(|| pipeline::run(&CONTENT, &Options::default(), &mut |_| {}));

/// The whole site as so many threads make it; there must not be a single warning.
fn built(tree: &Tree, threads: usize) -> Tree {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let outcome = pool.install(|| pipeline::run(tree, &Options::default(), &mut |_| {}));
    let said = print(&outcome.diagnostics, tree, Format::Human, false);
    assert!(said.is_empty(), "{said}");
    outcome.site
}

/// The first file that differs; comparing whole trees would print megabytes.
fn assert_same(one: &Tree, other: &Tree) {
    let paths = |tree: &Tree| tree.iter().map(|(path, _)| path.to_string()).collect::<Vec<_>>();
    assert_eq!(paths(one), paths(other));
    for (path, bytes) in one.iter() {
        assert!(other.get(path) == Some(bytes), "{path} differs");
    }
}

#[test]
fn threads_change_nothing() {
    let alone = built(&CONTENT, 1);
    assert!(alone.get("index.html").is_some() && alone.len() > 100);
    assert_same(&alone, &BUILT.site);
}

#[test]
fn the_order_of_answer_files_changes_nothing() {
    let tree = &CONTENT;
    let mut waves: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut permuted = Tree::default();
    for (path, bytes) in tree.iter() {
        match path.split_once("/answers/") {
            Some((wave, file)) => waves.entry(wave).or_default().push(file),
            None => permuted.insert(path, bytes),
        }
    }
    let mut moved = 0;
    for (wave, names) in waves {
        for (at, name) in names.iter().enumerate() {
            let bytes = tree.get(&format!("{wave}/answers/{name}")).unwrap();
            permuted.insert(&format!("{wave}/answers/{}.toml", names.len() - at), bytes);
            moved += 1;
        }
    }
    assert!(moved > 5);
    assert_same(&BUILT.site, &built(&permuted, 2));
}
