//! Whatever text a site is made of, a run ends with a site or with messages, never with a panic.
//! `cargo fuzz run tree` (needs cargo-fuzz and a nightly compiler). The input is one site: each line
//! `--- path` starts a file, as in unit tests.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rapportage::diag::{Format, print};
use rapportage::pipeline::{Options, run};
use rapportage::source::Tree;

fuzz_target!(|text: &str| {
    let tree = Tree::from_fixture(text);
    let outcome = run(&tree, &Options::default(), &mut |_| {});
    for format in [Format::Human, Format::Json, Format::Sarif] {
        let _ = print(&outcome.diagnostics, &tree, format, false);
    }
});
