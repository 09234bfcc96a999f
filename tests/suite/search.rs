//! The search: what it finds, and that it knows nothing which its pages do not say.

use crate::{newest, sample};
use rapportage::diag::{Format, print};
use rapportage::pipeline::{Options, run};
use rapportage::source::Tree;
use serde_json::Value;
use std::collections::BTreeSet;

fn build(content: &Tree) -> Tree {
    let outcome = run(content, &Options::default(), &mut |_| {});
    let said = print(&outcome.diagnostics, content, Format::Human, false);
    assert!(!outcome.diagnostics.has_errors(), "{said}");
    outcome.site
}

fn text(tree: &Tree, path: &str) -> String {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn change(tree: &mut Tree, path: &str, from: &str, to: &str) {
    let own = text(tree, path);
    assert!(own.contains(from), "{path} has no {from:?}");
    tree.insert(path, own.replace(from, to).into_bytes());
}

/// What the search looks through: a list of objects in a script.
fn entries(site: &Tree) -> Vec<Value> {
    let script = text(site, "search/index.js");
    let list = script.strip_prefix("globalThis.searchIndex = ").unwrap();
    serde_json::from_str(list.strip_suffix(";\n").unwrap()).unwrap()
}

fn field<'e>(entry: &'e Value, name: &str) -> &'e str {
    entry[name].as_str().unwrap_or_default()
}

/// The words and the anchor of each heading.
fn headings(entry: &Value) -> Vec<(&str, &str)> {
    let list = entry["headings"].as_array().unwrap().iter();
    list.map(|one| (one[0].as_str().unwrap(), one[1].as_str().unwrap())).collect()
}

fn entry<'e>(entries: &'e [Value], page: &str) -> &'e Value {
    entries.iter().find(|entry| field(entry, "page") == page).unwrap_or_else(|| panic!("no {page}"))
}

/// Whether somebody may look for a page by its name.
fn is_looked_for(path: &str) -> bool {
    let other = ["index.html", "404.html", "search/index.html"].contains(&path)
        || path.contains("explained")
        || path.ends_with("/mail.html")
        || path.ends_with("/review.html");
    // The sheets of single waves lie one folder deeper than the newest one.
    let sheet = path.contains("/review/") && path.matches('/').count() > 3;
    path.ends_with(".html") && !other && !sheet
}

#[test]
fn every_page_that_people_look_for_is_found_and_listed_once() {
    let site = &sample::BUILT.site;
    let entries = entries(site);
    let found: BTreeSet<&str> = entries.iter().map(|entry| field(entry, "page")).collect();
    assert_eq!(found.len(), entries.len(), "a page is found once");
    let paths: Vec<String> = site.iter().map(|(path, _)| path.to_string()).collect();
    let expected: BTreeSet<&str> =
        paths.iter().map(String::as_str).filter(|path| is_looked_for(path)).collect();
    assert!(expected.len() > 90, "{}", expected.len());
    assert_eq!(found, expected);
    let page = text(site, "search/index.html");
    let list =
        page.split_once("<div id=\"all\">").unwrap().1.split_once("<div id=\"words\"").unwrap().0;
    let listed: Vec<&str> =
        list.split("href=\"../").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let in_order: Vec<&str> = entries.iter().map(|entry| field(entry, "page")).collect();
    assert_eq!(listed, in_order, "the list has the same pages in the same order");
}

#[test]
fn a_page_is_found_by_its_kind_title_summary_and_headings() {
    let entries = entries(&sample::BUILT.site);
    let motors = entry(&entries, "units/motors/index.html");
    assert_eq!((field(motors, "kind"), field(motors, "title")), ("Unit", "Motors"));
    assert!(field(motors, "cell").starts_with("2026-Q3/index:mean/motors/"), "{motors}");
    let clinic = entry(&entries, "stories/weekly-supply-clinic/index.html");
    assert!(field(clinic, "summary").contains("weekly clinic"), "{clinic}");
    assert_eq!((field(clinic, "cell"), field(clinic, "kind")), ("", "Story"));
    let outcome = "Late parts from 61 to 12 a week, line stops from 9 to 1 a month";
    assert!(headings(clinic).contains(&(outcome, "")), "{clinic}");
    assert!(headings(clinic).contains(&("Veldane Bearings", "")), "{clinic}");
    let measures = headings(entry(&entries, "measures/index.html"));
    assert!(measures.contains(&("Supplier satisfaction", "supplier-satisfaction")), "{measures:?}");
    let trust = headings(entry(&entries, "waves/2026-Q3/trust/index.html"));
    assert!(trust.contains(&("Transparency", "practice-answers")), "{trust:?}");
    let castings = entry(&entries, "suppliers/ostermoor-castings/index.html");
    assert!(headings(castings).iter().any(|(text, _)| *text == "castings"), "{castings}");
    let place = |page: &str| entries.iter().position(|entry| field(entry, "page") == page).unwrap();
    assert!(place("waves/2026-Q3/trust/index.html") < place("waves/2026-Q2/trust/index.html"));
    assert!(place("waves/2026-Q3/index.html") < place("waves/2026-Q2/index.html"));
    let german = entry(&entries, "survey/2026-Q4/supplier/de/index.html");
    assert_eq!((field(german, "language"), field(motors, "language")), ("de", ""));
    assert!(field(german, "title").ends_with("· Lieferanten"), "{german}");
}

/// HTML as it is read, without its tags.
fn read(html: &str) -> String {
    let text: String =
        html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    plain(&unescaped(&text.replace("&nbsp;", " ")))
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescaped(html: &str) -> String {
    let html = html.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'");
    html.replace("&quot;", "\"").replace("&amp;", "&")
}

/// Where nothing may be shown, nothing may be found: neither by a word nor by its being there.
#[test]
fn the_search_knows_what_its_pages_say_and_no_more() {
    let site = &sample::BUILT.site;
    for entry in &entries(site) {
        let page = field(entry, "page");
        let html = text(site, page);
        let said = read(&html).to_lowercase();
        let head = unescaped(html.split_once("</head>").unwrap().0);
        assert!(head.contains(&format!("<title>{} · ", field(entry, "title"))), "{entry}");
        assert!(head.contains(field(entry, "summary")), "{entry}");
        for (text, anchor) in headings(entry) {
            assert!(said.contains(&plain(text).to_lowercase()), "{page} does not say “{text}”");
            let id = format!(" id=\"{anchor}\"");
            assert!(anchor.is_empty() || html.contains(&id), "{page} has no #{anchor}");
        }
        let known = ["page", "kind", "title", "language", "summary", "cell", "source", "headings"];
        let names: Vec<&String> = entry.as_object().unwrap().keys().collect();
        assert!(names.iter().all(|name| known.contains(&name.as_str())), "{names:?}");
    }
}

#[test]
fn a_title_brings_no_markup_and_is_told_whole() {
    let title = "</script><script>alert(1)</script> · Ü & \\\" \u{2028} المورد";
    let mut content = newest::CONTENT.clone();
    let story = "content/notes/stories/seal-failure-review.md";
    change(&mut content, story, "Asking why five times cut seal returns by three quarters", title);
    let site = build(&content);
    let script = text(&site, "search/index.js");
    assert!(!script.contains('<'), "a tag could begin here");
    let entries = entries(&site);
    let own = entry(&entries, "stories/seal-failure-review/index.html");
    assert_eq!(field(own, "title"), title.replace("\\\"", "\""));
    let page = text(&site, "search/index.html");
    assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; · Ü &amp; &quot;"));
    assert!(text(&site, "feed.xml").contains("alert(1)&lt;/script&gt; · Ü"), "the feed has it all");
}

#[test]
fn the_list_is_small_and_the_same_every_time() {
    let site = &newest::BUILT.site;
    let script = site.get("search/index.js").unwrap();
    assert_eq!(build(&newest::CONTENT).get("search/index.js").unwrap(), script);
    let each = script.len() / entries(site).len();
    assert!(each < 600, "{each} bytes a page");
    assert!(site.get("static/search.js").unwrap().len() < 9_000);
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        let loads = html.contains("search.js") || html.contains("\"index.js\"");
        assert_eq!(loads, &**path == "search/index.html", "{path}");
    }
}

#[test]
fn a_report_leads_to_its_search_but_not_a_survey_a_mail_or_a_file_alone() {
    let mut forms = 0;
    for (path, bytes) in sample::BUILT.site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        let without = ["404.html", "search/index.html"].contains(&&**path)
            || path.starts_with("survey/") && &**path != "survey/index.html"
            || path.ends_with("/mail.html")
            || path.ends_with("/review.html");
        let up = "../".repeat(path.matches('/').count());
        let form =
            format!("<form class=\"find\" role=\"search\" action=\"{up}search/index.html\">");
        assert_eq!(html.matches(&form).count(), usize::from(!without), "{path}");
        assert!(!without || !html.contains("search/index.html"), "{path}");
        forms += usize::from(!without);
    }
    assert!(forms > 90, "{forms}");
    let message = text(&sample::BUILT.site, "newsletter/2026-Q3/newsletter.eml");
    assert!(!message.contains("search/index"));
    let map = text(&sample::BUILT.site, "sitemap.xml");
    assert!(!map.contains("search/"), "who searches elsewhere has no use for it");
}

#[test]
fn a_german_report_is_searched_in_german() {
    let mut content = newest::CONTENT.clone();
    change(&mut content, "content/site.toml", "[\"en\", \"de\"]", "[\"de\"]");
    change(&mut content, "content/playbook.toml", "text.en", "text.de");
    let site = build(&content);
    let page = text(&site, "search/index.html");
    assert!(page.contains("<h1>Suche</h1>") && page.contains(">Lieferanten</h2>"), "{page}");
    let entries = entries(&site);
    let own = entry(&entries, "suppliers/veldane-bearings/index.html");
    assert_eq!(field(own, "kind"), "Lieferant");
}

#[test]
fn a_theme_with_a_frame_of_its_own_keeps_the_search() {
    let mut content = newest::CONTENT.clone();
    let frame = "<!DOCTYPE html><html lang=\"{{ page.language }}\"><head>{% block head %}{% endblock %}</head>\
                 <body><main>{% block content %}{% endblock %}</main></body></html>";
    content.insert("themes/default/templates/base.html", frame.as_bytes());
    let site = build(&content);
    assert!(text(&site, "search/index.html").contains("<script src=\"index.js\" defer>"));
    assert!(!text(&site, "index.html").contains("role=\"search\""));
}

#[test]
fn without_results_the_search_finds_what_there_is() {
    let mut content = newest::CONTENT.clone();
    for wave in ["2026-Q2", "2026-Q3"] {
        let path = format!("content/waves/{wave}/wave.toml");
        change(&mut content, &path, "state = \"closed\"", "state = \"open\"");
    }
    let entries = entries(&build(&content));
    assert!(entries.iter().all(|entry| !field(entry, "page").starts_with("waves/")));
    assert!(entries.iter().any(|entry| field(entry, "page") == "survey/index.html"));
}
