//! Input that nobody would write by hand: it is answered with pages or with messages, never with a
//! crash, and what is printed has an end. Tests run on small stacks, so deep nesting shows here first.

use rapportage::diag::{Code, Format, print};
use rapportage::disk;
use rapportage::pipeline::{self, Options, Outcome};
use rapportage::source::Tree;
use std::path::Path;

/// The small site that has no mistake.
fn base() -> Tree {
    disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/base")).unwrap().tree
}

fn run(tree: &Tree) -> Outcome {
    let outcome = pipeline::run(tree, &Options::default(), &mut |_| {});
    let said = print(&outcome.diagnostics, tree, Format::Human, true);
    assert!(said.len() < 200_000, "{} bytes of messages", said.len());
    for format in [Format::Json, Format::Sarif] {
        print(&outcome.diagnostics, tree, format, false);
    }
    assert_eq!(outcome.site.is_empty(), outcome.diagnostics.has_errors());
    outcome
}

/// What becomes of the small site with more lines at the end of site.toml.
fn with_settings(more: &str) -> Outcome {
    let mut tree = base();
    let settings = String::from_utf8(tree.get("content/site.toml").unwrap().to_vec()).unwrap();
    tree.insert("content/site.toml", format!("{settings}\n{more}\n").into_bytes());
    run(&tree)
}

/// What becomes of a note with this front matter and body.
fn with_note(front: &str, body: &str) -> Outcome {
    let mut tree = base();
    tree.insert(
        "content/notes/hostile.md",
        format!("+++\nkind = \"award\"\n{front}\n+++\n{body}\n").into_bytes(),
    );
    run(&tree)
}

fn deep(open: &str, inside: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + inside + &close.repeat(depth)
}

#[test]
fn deeply_nested_toml_is_refused_without_a_crash() {
    for more in [
        format!("x = {}", deep("[", "", "]", 100_000)),
        format!("x = {}", "[".repeat(100_000)),
        format!("x = {}", deep("{a=", "1", "}", 100_000)),
        format!("{}a = 1", "a.".repeat(100_000)),
        format!("[{}a]\nb = 1", "a.".repeat(100_000)),
    ] {
        let outcome = with_settings(&more);
        let sorted = outcome.diagnostics.sorted();
        assert!(sorted.iter().any(|one| one.code == Code::Syntax), "{sorted:?}");
    }
}

#[test]
fn floods_of_mistakes_are_counted() {
    let keys: String = (0..20_000).map(|at| format!("key{at} = {at}\n")).collect();
    for more in [keys, "= = =\n".repeat(20_000), "a = \"\n".repeat(20_000), "[x]\n".repeat(20_000)]
    {
        assert!(with_settings(&more).diagnostics.has_errors());
    }
}

#[test]
fn long_texts_are_no_trouble() {
    let outcome = with_settings(&format!("x = \"{}\"", "y".repeat(5_000_000)));
    assert_eq!(outcome.diagnostics.sorted().len(), 1);
    let outcome = with_note(&format!("title = \"{}\"", "T".repeat(1_000_000)), "x");
    assert!(!outcome.diagnostics.has_errors());
}

#[test]
fn bytes_that_are_no_text_are_named() {
    for (bytes, code) in [
        (&b"organisation = \"\xe9\""[..], Code::Encoding),
        (b"\xff\xfeo\0r\0g\0", Code::Encoding),
        (b"organisation = \"\0\"", Code::Syntax),
    ] {
        let mut tree = base();
        tree.insert("content/site.toml", bytes);
        let outcome = run(&tree);
        assert!(outcome.diagnostics.sorted().iter().any(|one| one.code == code), "{code:?}");
    }
}

#[test]
fn deeply_nested_markdown_is_survived() {
    let title = "title = \"T\"";
    for body in [
        deep("> ", "x", "", 10_000),
        deep("- ", "x", "", 10_000),
        (0..1000).map(|at| format!("{}- x\n", "  ".repeat(at))).collect(),
        deep("[", "x", "]", 100_000),
        deep("*a ", "x", "", 20_000),
        deep("<div>", "x", "</div>", 4_000),
        deep("<div>", "x", "</div>", 50_000),
        deep("`", "x", "", 20_000),
        (0..2000).map(|at| format!("x[^{at}]\n\n[^{at}]: y\n\n")).collect(),
        "|a|\n|-|\n|x|\n\n".repeat(2000),
    ] {
        with_note(title, &body);
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_no_page() {
    let (plain, mut windows) = (base(), Tree::default());
    for (path, bytes) in plain.iter() {
        let text = std::str::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        windows.insert(path, format!("\u{feff}{text}").into_bytes());
    }
    let (one, other) = (run(&plain).site, run(&windows).site);
    assert!(!one.is_empty() && one.len() == other.len());
    for (path, bytes) in one.iter() {
        assert!(other.get(path) == Some(bytes), "{path} differs");
    }
}

#[test]
fn markup_in_names_stays_text() {
    let mut tree = base();
    for path in ["content/suppliers.toml", "content/organisation.toml", "content/site.toml"] {
        let text = String::from_utf8(tree.get(path).unwrap().to_vec()).unwrap();
        let text =
            ["name = \"", "title = \"", "organisation = \""].iter().fold(text, |text, key| {
                text.replace(key, &format!("{key}<script>alert(1)</script>{{{{ 7 * 7 }}}}"))
            });
        tree.insert(path, text.into_bytes());
    }
    let outcome = run(&tree);
    let said = print(&outcome.diagnostics, &tree, Format::Human, false);
    assert!(!outcome.diagnostics.has_errors(), "{said}");
    for (path, bytes) in outcome.site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert!(!html.contains("<script>"), "{path}");
    }
    assert!(
        String::from_utf8_lossy(outcome.site.get("index.html").unwrap()).contains("{{ 7 * 7 }}")
    );
}

/// An instrument of so many dimensions, with one item each.
fn instrument(dimensions: usize, scale: &str) -> String {
    let head =
        format!("id = \"s\"\n[[audience]]\nid = \"us\"\n[[scale]]\nid = \"scale\"\n{scale}\n");
    let dimension = |at| {
        format!(
            "[[dimension]]\nid = \"d{at}\"\nname.en = \"D\"\n\
             [[dimension.practice]]\nid = \"p{at}\"\nname.en = \"P\"\n\
             [[dimension.practice.item]]\nid = \"i{at}\"\nscale = \"scale\"\n\
             forms = [\"full\"]\ntext.en = \"Item.\"\n"
        )
    };
    head + &(0..dimensions).map(dimension).collect::<String>()
}

const HEAD: &str = "survey = \"s\"\nwave = \"w\"\n";

/// What thirty people answered to it.
fn answers(dimensions: usize, points: usize, lowest: i64) -> String {
    let answer = |person: usize, at: usize| {
        let point = i64::try_from((person * 7 + at) % points).unwrap() + lowest;
        format!("i{at} = {point}\n")
    };
    let response = |person: usize| {
        let given: String = (0..dimensions).map(|at| answer(person, at)).collect();
        format!(
            "[[response]]\nid = \"r{person}\"\naudience = \"us\"\nunit = \"one\"\n\
             [response.answers]\n{given}"
        )
    };
    HEAD.to_owned() + &(0..30).map(response).collect::<String>()
}

fn wave(state: &str) -> String {
    format!("form = \"full\"\nstate = \"{state}\"\nopens = 2026-01-01\ncloses = 2026-01-21\n")
}

/// A site of one unit and one closed wave.
fn small_site(survey: String, answers: String) -> Tree {
    let mut site = Tree::default();
    let settings = "organisation = \"O\"\ntitle = \"T\"\nlanguages = [\"en\"]\n";
    for (path, text) in [
        ("content/site.toml", settings.to_owned()),
        ("content/organisation.toml", "[[unit]]\nid = \"one\"\nname = \"One\"\n".to_owned()),
        ("content/survey.toml", survey),
        ("content/waves/w/wave.toml", wave("closed")),
        ("content/waves/w/answers/a.toml", answers),
    ] {
        site.insert(path, text.into_bytes());
    }
    site
}

#[test]
fn other_instruments_than_the_samples_are_reported_too() {
    for (dimensions, scale, lowest, points) in [
        (1, "min = 1\nmax = 5\nfavourable = [4, 5]\nunfavourable = [1, 2]", 1, 5),
        (7, "min = 0\nmax = 10", 0, 11),
        (2, "min = -3\nmax = 3\nfavourable = [2, 3]\nunfavourable = [-3]", -3, 7),
        (2, "labels.en = [\"No\", \"Yes\"]\nfavourable = [2]", 1, 2),
        (1, "min = 0\nmax = 199", 0, 200),
    ] {
        let answers = answers(dimensions, points, lowest);
        let mut site = small_site(instrument(dimensions, scale), answers);
        let outcome = run(&site);
        assert!(outcome.diagnostics.sorted().is_empty(), "{:?}", outcome.diagnostics.sorted());
        assert!(outcome.site.get("waves/w/d0/index.html").is_some());
        site.insert("content/waves/w/answers/a.toml", HEAD.as_bytes());
        assert!(!run(&site).diagnostics.has_errors(), "nobody answered");
        site.insert("content/waves/w/wave.toml", wave("open").into_bytes());
        assert!(!run(&site).diagnostics.has_errors(), "no wave is closed");
    }
}
