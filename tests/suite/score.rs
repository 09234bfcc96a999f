//! `score` on the sample: what is printed is what is published, in the documented format, and only
//! the owner sees more.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

const EVERYTHING: &str = "unit,audience,supplier,practice,item,question";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn score(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapportage"));
    command.arg("score").args(arguments).current_dir(root()).output().unwrap()
}

fn json(arguments: &[&str]) -> Vec<Value> {
    let output = score(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn by_cell(rows: Vec<Value>) -> BTreeMap<String, Value> {
    rows.into_iter().map(|row| (row["cell"].as_str().unwrap().to_owned(), row)).collect()
}

#[test]
fn the_json_is_as_documented() {
    let schema = std::fs::read_to_string(root().join("docs/score.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for private in [&["--by", EVERYTHING][..], &["--by", EVERYTHING, "--private"]] {
        let rows = json(private);
        assert!(rows.len() > 300, "{} rows", rows.len());
        let mistakes: Vec<_> =
            schema.iter_errors(&rows.into()).map(|one| one.to_string()).collect();
        assert_eq!(mistakes, Vec::<String>::new());
    }
}

#[test]
fn the_public_rounds_what_the_owner_sees_and_holds_some_back() {
    let public = by_cell(json(&["--by", EVERYTHING]));
    let private = by_cell(json(&["--by", EVERYTHING, "--private"]));
    for (cell, row) in &public {
        let Some(mean) = row["mean"].as_i64() else { continue };
        // A composite is over the audiences that may be shown; the owner's is over all.
        let Some(exact) = private.get(cell).and_then(|row| row["mean"].as_f64()) else { continue };
        assert!((exact - mean as f64).abs() <= 0.5 + 1e-6, "{cell}: {exact} is not {mean}");
        assert!(
            row["n"].as_i64().is_none_or(|n| n >= 5) || cell.ends_with("hexley-controls"),
            "{cell}"
        );
    }
    let hidden = "2026-Q3/trust/field-service/internal/-";
    assert!(private[hidden]["n"].as_i64().unwrap() < 5, "the sample has a small group");
    assert!(!public.contains_key(hidden));
    assert!(
        private.values().any(|row| row["mean"].as_f64().is_some_and(|mean| mean.fract() != 0.0))
    );
}

/// The files beside the pages say the same as the terminal.
#[test]
fn pages_and_terminal_agree() {
    let dir = tempfile::tempdir().unwrap();
    let output = dir.path().join("site");
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapportage"));
    command.args(["build", "--quiet", "-o"]).arg(&output).current_dir(root());
    assert!(command.status().unwrap().success());
    let rows = by_cell(json(&["--by", EVERYTHING]));
    let mut compared = 0;
    for file in ["dimensions.csv", "units.csv", "waves/2026-Q3/trust/items.csv"] {
        let path = output.join(file);
        let mut table = csv::Reader::from_path(&path).unwrap();
        let heads = table.headers().unwrap().clone();
        for line in table.records().map(Result::unwrap) {
            let Some(row) = rows.get(&line[0]) else { continue };
            for (head, value) in heads.iter().zip(&line).filter(|(_, value)| !value.is_empty()) {
                let Some(figure) = row.get(head) else { continue };
                let figure = figure.as_str().map_or_else(|| figure.to_string(), str::to_owned);
                let same = figure == value || figure.parse::<f64>().ok() == value.parse().ok();
                assert!(same, "{} {head}: {value} on the page, {figure} here", &line[0]);
                compared += 1;
            }
        }
    }
    assert!(compared > 50, "only {compared} figures were compared");
}

#[test]
fn the_owner_is_warned_on_the_error_stream_only() {
    let output = score(&["--private"]);
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("warning: "));
    assert!(!String::from_utf8(output.stdout).unwrap().contains("warning"));
    assert!(score(&[]).stderr.is_empty());
}

#[test]
fn an_unknown_wave_is_told() {
    let output = score(&["--wave", "2026-Q33"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("did you mean `2026-Q3`?"));
}

#[test]
fn every_break_down_has_all_dimensions() {
    for by in ["unit", "audience", "supplier", "dimension", "practice", "item", "question"] {
        let rows = by_cell(json(&["--by", by]));
        for what in ["index", "communication", "trust", "alignment", "improvement"] {
            let key = format!("2026-Q3/{what}/-/internal+partner+supplier/-");
            assert!(rows.contains_key(&key), "--by {by} lacks {key}");
        }
    }
    let table = String::from_utf8(score(&["--by", "unit"]).stdout).unwrap();
    assert!(table.contains("foundry") && !table.contains("reliability"));
}
