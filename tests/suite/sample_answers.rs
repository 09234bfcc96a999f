//! The sample's answer files are what their program writes, byte for byte.

use std::path::Path;

#[allow(dead_code, reason = "an example's `main` has no caller here")]
#[path = "../../examples/sample-answers.rs"]
mod example;

#[test]
fn committed_answers_are_what_the_program_writes() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let survey = std::fs::read_to_string(content.join("survey.toml")).unwrap();
    for (path, text) in example::files(&survey) {
        let committed = std::fs::read_to_string(content.join("waves").join(&path)).unwrap();
        assert!(committed == text, "{path} is stale: run `cargo run --example sample-answers`");
    }
}
