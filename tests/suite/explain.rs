//! `explain` over the sample: what it tells, and that what is not shown stays one silence.

use crate::sample;
use rapportage::disk;
use rapportage::pipeline::{self, Options};
use rapportage::source::Tree;
use std::path::Path;
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn small() -> Tree {
    disk::read(&root().join("tests/sites/two-waves/site")).unwrap().tree
}

fn explained(tree: &Tree, key: &str) -> String {
    let (to, text) = pipeline::explain(tree, &Options::default(), key);
    text.unwrap_or_else(|| panic!("{to:?}")).unwrap_or_else(|mistake| panic!("{mistake}"))
}

fn explain(arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_rapportage"));
    program.arg("explain").args(arguments).current_dir(root()).output().unwrap()
}

#[test]
fn a_score_tells_all_that_it_is_made_of() {
    let text = explained(&sample::CONTENT, "2026-Q3/trust");
    for part in [
        "2026-Q3/trust/-/internal+partner+supplier/-\n",
        "content/waves/2026-Q3/",
        "\nScore: ",
        " procurement team + ",
        "÷ 3\n",
        "\n95\u{a0}% interval: ",
        "\nn: ",
        "\nWho answered: ",
        "\nChange: ",
        "The reasons behind purchasing decisions are\n",
        "turned round: score = 100 × (5 −",
        "  2026-Q3/trust:mean/-/supplier/-\n",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    assert!(
        text.lines().all(|line| line.chars().count() <= 100 && line.trim_end() == line),
        "{text}"
    );
    assert!(!text.contains("\n\n\n") && !text.contains("[explain"), "{text}");
}

#[test]
fn a_change_tells_then_and_now_and_its_test() {
    let text = explained(&sample::CONTENT, "2026-Q3~2026-Q2/trust:change/-/supplier");
    for part in
        ["Change: ", " now − ", "Statements compared: 3.", "Said as “down”", "\np: under 0.01\n"]
    {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    assert!(!text.contains("Procurement team:"), "only the words that suppliers read:\n{text}");
}

#[test]
fn one_figure_alone_leaves_the_others_out() {
    let tree = small();
    let all = explained(&tree, "2026-Q3/trust/-/internal");
    let one = explained(&tree, "2026-Q3/trust:fav/-/internal");
    assert!(all.contains("\nScore: ") && all.contains("\nFavourable: "));
    assert!(!one.contains("\nScore: ") && one.contains("\nFavourable: "));
}

/// Too few people, a group that was never asked, an order of waves without a comparison, a figure that
/// does not exist there: whoever reads it cannot tell which.
#[test]
fn what_is_not_shown_is_one_silence() {
    let (sample, small) = (&*sample::CONTENT, small());
    for (tree, key) in [
        (sample, "2026-Q3/trust/field-service/supplier"),
        (sample, "2026-Q3/comment-trust"),
        (&small, "2026-Q2~2026-Q3/trust:change"),
        (&small, "2026-Q3/trust:nps"),
        (&small, "2026-Q3/response:n/-/internal_supplier"),
    ] {
        assert_eq!(explained(tree, key), "not shown\n", "{key}");
    }
}

#[test]
fn exit_codes_tell_a_wrong_key_from_a_number_that_is_not_shown() {
    let shown = explain(&["2026-Q3/trust"]);
    assert!(shown.status.success() && shown.stderr.is_empty(), "{shown:?}");
    assert_eq!(explain(&["2026-Q3/trust/field-service/supplier"]).status.code(), Some(0));
    let wrong = explain(&["2026-Q3/trust/foundri"]);
    assert_eq!(wrong.status.code(), Some(2));
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert!(said.contains("did you mean `foundry`?"), "{said}");
    assert!(said.contains("  2026-Q3/trust/foundri\n                ^^^^^^^\n"), "{said}");
    assert!(wrong.stdout.is_empty());
}

#[test]
fn a_kind_of_mistake_is_taught_without_a_site() {
    let dir = tempfile::tempdir().unwrap();
    let explain = |code: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_rapportage"));
        program.args(["explain", code]).current_dir(dir.path()).output().unwrap()
    };
    let taught = explain("outside-scale");
    let text = String::from_utf8(taught.stdout).unwrap();
    assert!(text.contains("reliability-1 = 6") && text.contains("To mend it: "), "{text}");
    let wrong = explain("outside-scail");
    assert_eq!(wrong.status.code(), Some(2));
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert!(said.contains("did you mean `outside-scale`?"), "{said}");
}
