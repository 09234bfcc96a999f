//! Which comments reach a page: checked against a plain model, over random people and decisions.

use proptest::prelude::*;
use rapportage::diag::{Format, print};
use rapportage::pipeline::{Options, Outcome, run};
use rapportage::source::Tree;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const SITE: &str = r#"--- content/organisation.toml
[[unit]]
id = "emea"
name = "EMEA"
--- content/suppliers.toml
[[supplier]]
id = "acme"
name = "Acme"
category = "castings"
unit = "emea"
[[supplier.from]]
date = 2025-01-01
type = "tactical"
priority = 1
[[supplier]]
id = "open"
name = "Open"
category = "castings"
unit = "emea"
[[supplier.from]]
date = 2025-01-01
type = "tactical"
priority = 1
--- content/survey.toml
id = "s"
[[audience]]
id = "internal"
[[audience]]
id = "supplier"
[[scale]]
id = "five"
min = 1
max = 5
[[dimension]]
id = "trust"
name.en = "Trust"
[[dimension.practice]]
id = "reliability"
name.en = "Reliability"
[[dimension.practice.item]]
id = "reliability-1"
scale = "five"
forms = ["full"]
text.en = "Word is kept."
[[question]]
id = "more"
kind = "comment"
dimension = "trust"
forms = ["full"]
text.en = "What else?"
[[question]]
id = "also"
kind = "comment"
dimension = "trust"
forms = ["full"]
text.en = "And also?"
[[question]]
id = "nowhere"
kind = "comment"
forms = ["full"]
text.en = "Anything?"
--- content/waves/w/wave.toml
form = "full"
state = "closed"
opens = 2026-09-01
closes = 2026-09-21
[[invited]]
supplier = "open"
people = { supplier = 30 }
attributed = true
"#;

const QUESTIONS: [&str; 3] = ["more", "also", "nowhere"];

/// What the editor decided about a comment.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Decision {
    Pending,
    Approve,
    Redact,
}

/// One response: who of 30, of which audience, about whom, and the comments on each question.
#[derive(Clone, Debug)]
struct Response {
    person: u8,
    is_supplier: bool,
    about: Option<&'static str>,
    comments: [Option<Decision>; 3],
}

impl Response {
    /// Whether it counts for the organisation, and whether its people agreed to be named.
    fn counts(&self) -> bool {
        self.is_supplier || self.about.is_none()
    }

    fn audience(&self) -> &'static str {
        if self.is_supplier { "supplier" } else { "internal" }
    }

    fn words(&self, question: usize) -> String {
        format!("said-{}-{}-{question}.", self.person, self.about.unwrap_or("none"))
    }
}

fn response() -> impl Strategy<Value = Response> {
    let decision = prop::sample::select(vec![
        Some(Decision::Pending),
        Some(Decision::Approve),
        Some(Decision::Approve),
        Some(Decision::Redact),
        None,
    ]);
    let about = prop::sample::select(vec![None, None, None, Some("acme"), Some("open")]);
    (0u8..30, any::<bool>(), about, [decision.clone(), decision.clone(), decision]).prop_map(
        |(person, is_supplier, about, comments)| {
            // Somebody of a supplier is of one supplier only.
            let own = if person % 3 == 0 { "open" } else { "acme" };
            let about = if is_supplier { Some(own) } else { about };
            Response { person, is_supplier, about, comments }
        },
    )
}

/// Responses of which no two have the same id and supplier.
fn responses() -> impl Strategy<Value = Vec<Response>> {
    prop::collection::vec(response(), 0..60).prop_map(|all| {
        let all: BTreeMap<_, _> =
            all.into_iter().map(|one| ((one.person, one.about), one)).collect();
        all.into_values().collect()
    })
}

/// The site of these people: half of them answer in a table, half in a document.
fn site(all: &[Response], spread: u32) -> Tree {
    let mut tree = Tree::from_fixture(SITE);
    let config = format!(
        "organisation = \"A\"\ntitle = \"T\"\nlanguages = [\"en\"]\n[privacy]\npeople = 3\nspread = {spread}\n"
    );
    let mut table = "id,audience,unit,supplier,more,also,nowhere\n".to_owned();
    let mut document = "survey = \"s\"\nwave = \"w\"\n".to_owned();
    let mut decisions = String::new();
    for one in all {
        let (person, audience, about) = (one.person, one.audience(), one.about.unwrap_or_default());
        let unit = if one.is_supplier { "" } else { "emea" };
        let said = |at: usize| one.comments[at].map(|_| one.words(at)).unwrap_or_default();
        if person % 2 == 0 {
            writeln!(
                table,
                "p{person},{audience},{unit},{about},{},{},{}",
                said(0),
                said(1),
                said(2)
            )
            .unwrap();
        } else {
            write!(document, "[[response]]\nid = \"p{person}\"\naudience = \"{audience}\"\n")
                .unwrap();
            for (key, value) in [("unit", unit), ("supplier", about)] {
                if !value.is_empty() {
                    writeln!(document, "{key} = \"{value}\"").unwrap();
                }
            }
            document += "[response.comments]\n";
            for (at, question) in QUESTIONS.iter().enumerate() {
                writeln!(document, "{question} = \"{}\"", said(at)).unwrap();
            }
        }
        for (at, decision) in one.comments.iter().enumerate() {
            let decision = match decision {
                None | Some(Decision::Pending) => continue,
                Some(Decision::Approve) => "decision = \"approve\"".to_owned(),
                Some(Decision::Redact) => {
                    format!("decision = \"redact\"\ntext = \"cut {}\"", one.words(at))
                }
            };
            let question = QUESTIONS[at];
            write!(
                decisions,
                "[[comment]]\nid = \"p{person}\"\nquestion = \"{question}\"\n{decision}\n"
            )
            .unwrap();
            if !about.is_empty() {
                writeln!(decisions, "supplier = \"{about}\"").unwrap();
            }
        }
    }
    tree.insert("content/site.toml", config.into_bytes());
    tree.insert("content/waves/w/answers/a.csv", table.into_bytes());
    tree.insert("content/waves/w/answers/b.toml", document.into_bytes());
    tree.insert("content/waves/w/comments.toml", decisions.into_bytes());
    tree
}

fn built(all: &[Response], spread: u32) -> Outcome {
    let tree = site(all, spread);
    let outcome = run(&tree, &Options::default(), &mut |_| {});
    assert!(
        !outcome.diagnostics.has_errors(),
        "{}",
        print(&outcome.diagnostics, &tree, Format::Human, false)
    );
    outcome
}

/// The comments of an audience that may be quoted, and how many of them wait.
fn model(all: &[Response], spread: u32, is_supplier: bool) -> (Vec<String>, usize) {
    let heard = all.iter().filter(|one| one.is_supplier == is_supplier && one.counts());
    let heard: Vec<_> = heard.filter(|one| one.comments[..2].iter().any(Option::is_some)).collect();
    let authors = heard.iter().filter(|one| !(is_supplier && one.about == Some("open")));
    let authors: BTreeSet<u8> = authors.map(|one| one.person).collect();
    if authors.len() < spread.max(10) as usize {
        return (Vec::new(), 0);
    }
    let (mut quoted, mut waiting) = (Vec::new(), 0);
    for (one, at) in heard.iter().flat_map(|one| [(one, 0), (one, 1)]) {
        match one.comments[at] {
            None => {}
            Some(Decision::Pending) => waiting += 1,
            Some(Decision::Approve) => quoted.push(one.words(at)),
            Some(Decision::Redact) => quoted.push(format!("cut {}", one.words(at))),
        }
    }
    quoted.sort_by_key(|text| <[u8; 32]>::from(Sha256::digest(text)));
    quoted.truncate(8);
    (quoted, waiting)
}

/// The quotes of a page, in order.
fn quoted(outcome: &Outcome, path: &str) -> Vec<String> {
    let html = String::from_utf8(outcome.site.get(path).unwrap().to_vec()).unwrap();
    let quotes = html.split("<blockquote dir=\"auto\">\n<p>").skip(1);
    quotes.map(|rest| rest.split("</p>").next().unwrap().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

    #[test]
    fn only_what_ten_wrote_and_the_editor_approved_is_quoted(all in responses(), spread in 3u32..14) {
        let outcome = built(&all, spread);
        let (inside, waiting) = model(&all, spread, false);
        let (outside, more) = model(&all, spread, true);
        let expected: Vec<_> = inside.into_iter().chain(outside).collect();
        prop_assert_eq!(quoted(&outcome, "waves/w/trust/index.html"), expected.clone());
        prop_assert_eq!(outcome.pending.values().sum::<usize>(), waiting + more);
        // What was said stands nowhere else.
        let count: usize = outcome.site.iter()
            .map(|(_, bytes)| String::from_utf8_lossy(bytes).matches("said-").count())
            .sum();
        prop_assert_eq!(count, expected.len());
    }

    #[test]
    fn comments_that_nobody_decided_about_change_nothing_once_a_group_is_heard(all in responses()) {
        let heard = [false, true].iter().all(|&side| !model(&all, 10, side).0.is_empty());
        prop_assume!(heard);
        let mut more = all.clone();
        for one in &mut more {
            one.comments.iter_mut().for_each(|said| { said.get_or_insert(Decision::Pending); });
        }
        prop_assert!(built(&all, 10).site == built(&more, 10).site);
    }
}

/// Twelve of the procurement team, each with the same approved words but the first.
fn twelve(first: &str) -> (Tree, Outcome) {
    let mut tree = site(&[], 10);
    let (mut answers, mut decisions) = ("survey = \"s\"\nwave = \"w\"\n".to_owned(), String::new());
    for at in 0..12 {
        let words = if at == 0 { first } else { "Fine." };
        let quoted = serde_json::to_string(words).unwrap();
        write!(answers, "[[response]]\nid = \"p{at}\"\naudience = \"internal\"\nunit = \"emea\"\n")
            .unwrap();
        writeln!(answers, "comments = {{ more = {quoted} }}").unwrap();
        write!(
            decisions,
            "[[comment]]\nid = \"p{at}\"\nquestion = \"more\"\ndecision = \"approve\"\n"
        )
        .unwrap();
    }
    tree.insert("content/waves/w/answers/b.toml", answers.into_bytes());
    tree.insert("content/waves/w/comments.toml", decisions.into_bytes());
    let outcome = run(&tree, &Options::default(), &mut |_| {});
    (tree, outcome)
}

#[test]
fn the_same_words_are_quoted_once_and_cannot_bring_markup() {
    let (_, outcome) = twelve("<script>alert(1)</script> & \"@/nowhere\"");
    assert!(!outcome.diagnostics.has_errors(), "{:?}", outcome.diagnostics.sorted());
    let mut quotes = quoted(&outcome, "waves/w/trust/index.html");
    quotes.sort();
    let safe = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;@/nowhere&quot;";
    assert_eq!(
        quotes.iter().map(|one| one.replace("&#x2F;", "/")).collect::<Vec<_>>(),
        [safe, "Fine."]
    );
}

#[test]
fn a_long_comment_keeps_its_paragraphs_and_its_direction() {
    let words = format!("{}\n\nשלום\nab", "long ".repeat(900));
    let (_, outcome) = twelve(&words);
    let page = outcome.site.get("waves/w/trust/index.html").unwrap();
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("<p>שלום\nab</p>\n</blockquote>"), "{page}");
    assert!(page.len() < 150_000);
    assert_eq!(page.matches("<div class=\"quotes\" data-source=\"comment\">").count(), 1);
}
