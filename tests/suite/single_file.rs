//! `build --single-file`: the newest report as one file that opens from a mail.

use crate::newest;
use rapportage::pipeline::{self, Options, Outcome};
use rapportage::privacy::audit::audit;
use rapportage::source::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const FILE: &str = "report.html";
const BASE: &str = "https://intranet.example/relationships/";

/// The content of the sample's two newest waves, without an address of its own.
static CONTENT: LazyLock<Tree> = LazyLock::new(|| {
    let mut content = newest::CONTENT.clone();
    let site = String::from_utf8(content.get("content/site.toml").unwrap().to_vec()).unwrap();
    let lines: Vec<&str> = site.lines().filter(|line| !line.starts_with("base_url")).collect();
    content.insert("content/site.toml", lines.join("\n").into_bytes());
    content
});

fn build(content: &Tree, base_url: Option<&str>, single_file: bool) -> Outcome {
    let base_url = base_url.map(str::to_owned);
    let options = Options { base_url, single_file, ..Options::default() };
    let outcome = pipeline::run(content, &options, &mut |_| {});
    assert!(!outcome.diagnostics.has_errors(), "{:#?}", outcome.diagnostics.sorted());
    outcome
}

static WITHOUT_ADDRESS: LazyLock<Outcome> = LazyLock::new(|| build(&CONTENT, None, true));

fn file(outcome: &Outcome) -> String {
    String::from_utf8(outcome.site.get(FILE).expect("there is a report.html").to_vec()).unwrap()
}

/// The values of an attribute.
fn values<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What a browser would have to ask for, and whether each name in the file leads to something in it.
fn assert_whole(html: &str) {
    let body = html.split("</head>").nth(1).unwrap();
    for asking in ["<link", "<script", "<img", "<iframe", " src=", "@import", " style="] {
        assert!(!html.contains(asking), "{asking}");
    }
    let loaded = html.split("url(").skip(1).filter(|rest| !rest.starts_with(['#', '"']));
    assert_eq!(loaded.count(), 0);
    let ids = values(body, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for anchor in values(body, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(unique.contains(anchor), "#{anchor} leads nowhere");
    }
    for name in ["aria-labelledby", "aria-describedby", "for"] {
        for id in values(body, name).into_iter().flat_map(str::split_whitespace) {
            assert!(unique.contains(id), "{name}={id}");
        }
    }
}

#[test]
fn the_file_needs_nothing_around_it() {
    let html = file(&WITHOUT_ADDRESS);
    assert_whole(&html);
    let outside: BTreeSet<&str> =
        values(&html, "href").into_iter().filter(|href| !href.starts_with('#')).collect();
    assert_eq!(outside, BTreeSet::new(), "nobody said where the site stands");
    assert!(!html.contains("Download"), "no file beside it is offered");
    let parts = html.matches("<article class=\"part\"").count();
    assert_eq!(parts, 7, "home, four dimensions, what people said beside them, method");
    assert_eq!((html.matches("<main").count(), html.matches("<h1").count()), (1, 1));
    assert!(html.contains("@media print {") && html.contains("prefers-color-scheme: dark"));
    assert!(html.contains("Sample data"), "it says that the data is made up");
    assert!(html.len() < 1_000_000, "{} bytes", html.len());
    assert!(html.contains("href=\"#part-trust\""), "its parts lead to each other");
}

#[test]
fn what_is_not_in_the_file_has_a_whole_address() {
    let html = file(&build(&CONTENT, Some(BASE), true));
    assert_whole(&html);
    let outside = values(&html, "href").into_iter().filter(|href| !href.starts_with('#'));
    let outside: Vec<&str> = outside.collect();
    assert!(outside.iter().all(|href| href.starts_with(BASE)), "{outside:?}");
    let explained = format!("{BASE}waves/2026-Q3/trust/explained/index.html#2026-Q3/trust:mean/");
    assert!(outside.iter().any(|href| href.starts_with(&explained)));
    assert!(outside.contains(&&*format!("{BASE}units/index.html")));
    assert!(html.len() < 1_000_000, "{} bytes", html.len());
}

/// The audit read it with everything else, so each number in it has its key; and it says nothing else than
/// the pages do.
#[test]
fn the_file_says_what_the_pages_say() {
    let with = &*WITHOUT_ADDRESS;
    let html = file(with);
    let alone = Tree::from_fixture(&format!("--- {FILE}\n{html}"));
    let shown = audit(&alone, Some(&CONTENT)).shown;
    assert!(shown.len() > 1000, "{}", shown.len());
    let plain = build(&CONTENT, None, false);
    assert!(plain.site.get(FILE).is_none());
    assert!(plain.verdict.shown.is_superset(&shown));
    assert_eq!(plain.verdict.shown, with.verdict.shown);
    // Nothing else changes.
    let others = |tree: &Tree| -> BTreeMap<String, Vec<u8>> {
        let others = tree.iter().filter(|(path, _)| ***path != *FILE);
        others.map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect()
    };
    assert!(others(&with.site) == others(&plain.site));
}

/// A theme's own page and style sheet come along, and what they load from beside them does not.
#[test]
fn a_theme_of_ones_own_is_in_the_file() {
    let mut content = CONTENT.clone();
    let site = String::from_utf8(content.get("content/site.toml").unwrap().to_vec()).unwrap();
    content.insert(
        "content/site.toml",
        site.replace("theme = \"default\"", "theme = \"own\"").into_bytes(),
    );
    let css = "@import \"more.css\";\nmain { --mine: 1; background: url(\"paper.png\") }\n";
    content.insert("themes/own/static/site.css", css.as_bytes());
    content.insert(
        "themes/own/templates/method.html",
        "{% extends \"base.html\" %}{% block content %}<h1 id=\"top\">Small print</h1><p><img src=\"@/static/icon.svg\" alt=\"\"><a href=\"#top\">Up</a></p>{% endblock %}"
            .as_bytes(),
    );
    let html = file(&build(&content, None, true));
    assert!(
        html.contains("--mine: 1") && !html.contains("paper.png") && !html.contains("more.css")
    );
    assert!(html.contains("<h2 id=\"Method.top\">Small print</h2>"));
    assert!(html.contains("<a href=\"#Method.top\">Up</a>"));
    assert!(!html.contains("<img"), "a picture beside the pages is not there");
}
