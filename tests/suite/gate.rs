//! The rule that people's confidence hangs on: above the gate no code names a response.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms above `privacy` that make what readers see.
const ABOVE: [&str; 5] = ["view", "render", "site", "newsletter", "chart"];
/// The rooms below it that hold or add up what people said.
const BELOW: [&str; 3] = ["answers", "import", "score"];

fn sources(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

fn room(name: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
    let read = |path: PathBuf| (path.clone(), fs::read_to_string(path).unwrap());
    sources(&root).into_iter().map(read).collect()
}

/// Lines of code that name a room: `crate::score`, `super::super::score`, or inside `use crate::{…}`.
fn names_room(text: &str, room: &str) -> bool {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
        let grouped = line.trim_start().starts_with("use crate::{")
            && line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == room);
        grouped
            || line.contains(&format!("crate::{room}"))
            || line.contains(&format!("super::{room}::"))
    })
}

#[test]
fn rooms_above_the_gate_never_name_answers_or_scores() {
    let mut looked_at = 0;
    for above in ABOVE {
        for (path, text) in room(above) {
            looked_at += 1;
            for below in BELOW {
                assert!(!names_room(&text, below), "{} names `{below}`", path.display());
            }
        }
    }
    assert!(looked_at > 10, "the rooms are not where this test looks");
}

#[test]
fn what_lies_below_the_gate_cannot_be_serialised() {
    for below in BELOW {
        let files = room(below);
        assert!(!files.is_empty());
        for (path, text) in files {
            let serde = text.lines().any(|line| {
                !line.trim_start().starts_with("//")
                    && (line.contains("Serialize") || line.contains("serde"))
            });
            assert!(!serde, "{} knows serde", path.display());
        }
    }
}

#[test]
fn only_the_gate_makes_a_published_figure() {
    let (_, text) = room("privacy")
        .into_iter()
        .find(|(path, _)| path.ends_with("published.rs"))
        .expect("the gate has published.rs");
    assert!(text.contains("pub struct Published<T>(T);"), "its field must stay private");
    assert!(text.contains("pub(super) fn new("), "its maker must stay in the room");
    assert!(!text.contains("Deserialize") && !text.contains("impl<T> From"));
}

/// The audit can only find a mistake of the gate if it shares no code with it.
#[test]
fn the_audit_knows_no_other_room() {
    let all = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/privacy/audit"));
    assert!(all.len() > 15, "the audit is not where this test looks");
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let foreign = text.lines().filter(|line| line.contains("crate::")).find(|line| {
            let after = line.split("crate::").skip(1);
            !after
                .clone()
                .all(|rest| ["privacy::audit", "source::"].iter().any(|own| rest.starts_with(own)))
        });
        assert_eq!(foreign, None, "{} names another room", path.display());
        let above = text.contains("super::super::super::super");
        assert!(!above, "{} leaves the audit", path.display());
    }
}

#[test]
fn this_test_sees_a_breach() {
    assert!(names_room("use crate::score::assess;", "score"));
    assert!(names_room("use crate::{key, score};", "score"));
    assert!(names_room("let x = crate::answers::read();", "answers"));
    assert!(!names_room("// crate::score is below\nuse crate::privacy::Score;", "score"));
}
