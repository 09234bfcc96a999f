//! The registers as pages: what they say of a small site, and what they keep to themselves.

use rapportage::disk;
use rapportage::pipeline::{Options, run};
use rapportage::source::Tree;
use std::path::Path;

/// The small site of the diagnostics, which has every register.
fn base() -> Tree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/base");
    disk::read(&root).unwrap().tree
}

/// The base with these lines added to some files, or with a file that holds nothing else.
fn with(files: &[(&str, &str)]) -> Tree {
    let mut tree = base();
    for (path, lines) in files {
        let path = format!("content/{path}");
        let old = tree.get(&path).map(|old| String::from_utf8(old.to_vec()).unwrap());
        tree.insert(&path, format!("{}\n{lines}", old.unwrap_or_default()).into_bytes());
    }
    tree
}

/// One page of a site as text: tags are gone, and runs of white space are one space.
fn text(tree: &Tree, options: &Options, page: &str) -> String {
    let outcome = run(tree, options, &mut |_| {});
    assert!(!outcome.diagnostics.has_errors(), "{:#?}", outcome.diagnostics.sorted());
    let html = String::from_utf8(outcome.site.get(page).unwrap().to_vec()).unwrap();
    let text: String =
        html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page(files: &[(&str, &str)], page: &str) -> String {
    text(&with(files), &Options::default(), page)
}

#[test]
fn a_quarter_without_a_value_is_seen() {
    let said = page(&[], "measures/index.html");
    assert!(said.contains("2025-Q3 14 weeks 2026-Q3 10.5 weeks"), "{said}");
    assert!(said.contains("70 % of the way from 14 weeks to the target of 9 weeks"), "{said}");
    let gap = "[[measure]]\nid = \"gap\"\nname = \"Gap\"\ndirection = \"up\"\nbaseline = 1\n\
               target = 5\nowners = { us = \"A\", them = \"B\" }\nvalues = { 2025-Q1 = 2 }";
    let said = page(&[("measures.toml", gap)], "measures/index.html");
    assert!(said.contains("2025-Q1 2 2025-Q2 not measured"), "{said}");
    assert!(said.contains("Not measured in the newest quarter."), "{said}");
}

#[test]
fn a_measure_that_moved_away_is_a_finding() {
    let away = "[[measure]]\nid = \"away\"\nname = \"Days to pay\"\nunit = \"days\"\n\
                direction = \"down\"\nbaseline = 45\ntarget = 35\n\
                owners = { us = \"A\", them = \"B\" }\nvalues = { 2026-Q3 = 58 }";
    let said = page(&[("measures.toml", away)], "measures/index.html");
    assert!(said.contains("58 days in July to September 2026, further from the target"), "{said}");
    let home = page(&[("measures.toml", away)], "index.html");
    assert!(home.contains("Days to pay: further from its target than at the outset."), "{home}");
}

#[test]
fn a_goal_says_which_letters_it_lacks_and_why() {
    let bare = "[[goal]]\nid = \"bare\"\ntext = \"Both sides share each swing of prices.\"\n\
                owners = { us = \"A\", them = \"B\" }\nnumber = \"half\"\nstatus = \"proposed\"";
    let said = page(&[("goals.toml", bare)], "goals/index.html");
    for lacks in [
        "A The two sides have not agreed on it yet.",
        "R It does not say what it serves.",
        "T It has no last day.",
    ] {
        assert!(said.contains(lacks), "{lacks}: {said}");
    }
    assert!(said.contains("SMART in all five letters: 1 of 2"), "{said}");
}

#[test]
fn a_goal_that_nobody_looked_at_is_told_on_home() {
    let old = "[[goal]]\nid = \"old\"\ntext = \"Every idea gets an answer within a month.\"\n\
               number = \"all\"\nagreed = 2025-01-10\ndue = 2026-12-31\nwhy = \"Ideas die.\"\n\
               owners = { us = \"A\", them = \"B\" }";
    let home = page(&[("goals.toml", old)], "index.html");
    assert!(home.contains("1 goal has not been reviewed for over a year"), "{home}");
    assert!(page(&[("goals.toml", old)], "goals/index.html").contains("over a year ago"));
}

const OVERDUE: &str = "[[action]]\nid = \"late\"\nfrom = \"2025-Q3\"\nfinding = \"Dates slip.\"\n\
    action = \"Write every date down.\"\nowner = \"Planner\"\ndue = 2026-09-20\nstatus = \"open\"\n\
    about = [\"reliability\"]";

#[test]
fn what_is_overdue_comes_first() {
    let said = page(&[("actions.toml", OVERDUE)], "actions/index.html");
    assert!(said.contains("Actions done: 1 of 2. Under way: 1, of them overdue: 1"), "{said}");
    let late = said.find("Write every date down.").unwrap();
    assert!(late < said.find("Plan furnace time from one forecast.").unwrap());
    let home = page(&[("actions.toml", OVERDUE)], "index.html");
    assert!(home.contains("1 action is overdue."), "{home}");
    assert!(home.contains("overdue since 20 September 2026"), "{home}");
}

#[test]
fn scores_that_may_not_be_shown_are_told_of_gracefully() {
    // Two answers in the older wave are too few for any score.
    let said = page(&[], "actions/index.html");
    assert!(said.contains("Trust: no score is shown for both quarters."), "{said}");
}

#[test]
fn a_report_on_an_older_wave_knows_nothing_of_later_entries() {
    let later = OVERDUE.replace("2025-Q3", "2026-Q3").replace("2026-09-20", "2026-10-20");
    let tree = with(&[("actions.toml", &later)]);
    let old = Options { wave: Some("2025-Q3".into()), ..Options::default() };
    let said = text(&tree, &old, "actions/index.html");
    assert!(!said.contains("Write every date down."), "{said}");
    // What was done later was still to do then.
    assert!(said.contains("due 31 January 2026"), "{said}");
    assert!(!text(&tree, &old, "measures/index.html").contains("10.5"));
    assert!(text(&tree, &Options::default(), "actions/index.html").contains("Write every date"));
}

#[test]
fn time_is_told_by_element_and_reason() {
    let said = page(&[], "time/index.html");
    assert!(said.contains("76 % of the time goes to daily management"), "{said}");
    assert!(said.contains("24 % of the hours were spent because something had gone wrong."));
    assert!(said.contains("4 hours (24 %) went into understanding what units need."), "{said}");
}

#[test]
fn a_site_without_registers_has_none_of_their_pages() {
    let mut tree = Tree::default();
    let registers = ["measures", "goals", "actions", "engagement", "playbook"];
    for (path, file) in base().iter() {
        if !registers.iter().any(|name| **path == *format!("content/{name}.toml")) {
            tree.insert(path, file.to_vec());
        }
    }
    let outcome = run(&tree, &Options::default(), &mut |_| {});
    assert!(!outcome.diagnostics.has_errors());
    for page in ["measures", "goals", "actions", "time"] {
        assert!(outcome.site.get(&format!("{page}/index.html")).is_none(), "{page}");
    }
}
