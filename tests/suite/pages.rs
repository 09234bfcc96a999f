//! The pages of the sample site, read as a browser, an attacker and a theme's author would.

use crate::{newest, sample};
use rapportage::diag::{Format, Severity, print};
use rapportage::pipeline::{Options, Outcome, run};
use rapportage::source::Tree;
use std::collections::BTreeSet;

/// What tests may change: the newest waves, for a site that is made once more.
fn content() -> Tree {
    newest::CONTENT.clone()
}

fn change(tree: &mut Tree, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(tree.get(path).unwrap().to_vec()).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}");
    tree.insert(path, text.replace(from, to).as_bytes());
}

fn build(tree: &Tree) -> Outcome {
    run(tree, &Options::default(), &mut |_| {})
}

fn pages(outcome: &Outcome) -> Vec<(String, String)> {
    let errors = outcome.diagnostics.sorted();
    let errors: Vec<_> = errors.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    // Mail has rules of its own, see tests/suite/newsletter.rs.
    let is_page = |path: &str| path.ends_with(".html") && !path.ends_with("/mail.html");
    let html = outcome.site.iter().filter(|(path, _)| is_page(path));
    html.map(|(path, bytes)| (path.to_string(), String::from_utf8(bytes.to_vec()).unwrap()))
        .collect()
}

#[test]
fn the_sample_site_keeps_its_promises_on_every_page() {
    let outcome = &*sample::BUILT;
    let pages = pages(outcome);
    assert!(pages.len() > 30);
    for (path, html) in &pages {
        // Only what is answered or searched needs a script.
        let scripts = |paths: &[&str]| {
            let tag = |path: &&str| format!("<script src=\"{path}\" defer></script>\n");
            paths.iter().map(tag).collect::<String>()
        };
        let asks = path.starts_with("survey/") && path != "survey/index.html";
        let searches = path == "search/index.html";
        let script = match (asks, searches) {
            (true, _) => scripts(&["../../../../static/survey.js"]),
            (_, true) => scripts(&["index.js", "../static/search.js"]),
            _ => String::new(),
        };
        assert!(script.is_empty() || html.matches(&script).count() == 1, "{path}");
        // A sheet that is sent alone carries its style sheets in itself, and leads nowhere.
        let alone = is_alone(path);
        assert!(!alone || !html.contains("href="), "{path} leads somewhere");
        let html = &if alone { without_styles(html) } else { html.replace(&script, "") };
        for absent in ["<script", " style=", "<style", "\"@/", "not found", "&amp;amp;", "[name."] {
            assert!(!html.contains(absent), "{path} has {absent}");
        }
        // These scripts fill in places that they find in the page.
        assert!(
            asks || searches || !html.contains('{'),
            "{path} has a place that nothing was put into"
        );
        let german = path.ends_with("/de/index.html");
        let sample = if german { "Beispieldaten" } else { "Sample data" };
        assert!(html.contains(sample), "{path} does not say that it is a sample");
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        let mut ids = BTreeSet::new();
        for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.insert(id), "{path} has two of {id}");
        }
        let most = if path.ends_with("/explained/index.html") { 500_000 } else { 150_000 };
        assert!(html.len() < most, "{path} has {} bytes", html.len());
    }
}

#[test]
fn every_sentence_that_is_used_is_in_the_words() {
    for (path, html) in pages(&sample::BUILT) {
        let missing = html.split('[').skip(1).filter_map(|rest| rest.split(']').next());
        let missing: Vec<_> = missing
            .filter(|name| {
                name.split_once('.').is_some_and(|(section, name)| {
                    let plain = |text: &str| {
                        !text.is_empty()
                            && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
                    };
                    plain(section) && plain(name)
                })
            })
            .collect();
        assert!(missing.is_empty(), "{path} lacks {missing:?}");
    }
}

#[test]
fn every_key_has_five_parts_and_every_figure_a_file() {
    let outcome = &*sample::BUILT;
    for (path, html) in pages(outcome) {
        for keys in html.split("data-cell=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            for key in keys.split(' ') {
                assert_eq!(key.split('/').count(), 5, "{path} has the key {key:?}");
            }
        }
        let figures = html.matches("<figure ").count();
        let files = html.matches(".csv\" download").count();
        assert!(files == figures || path == "data/index.html", "{path}");
    }
    for (path, bytes) in outcome.site.iter().filter(|(path, _)| path.ends_with(".csv")) {
        // What people wrote down has no key: each row names the entry of its register.
        let is_sourced = bytes.starts_with(b"source,");
        assert!(bytes.starts_with(b"cell,") || is_sourced, "{path}");
    }
}

/// What stands above each chart of a page.
fn titles(html: &str) -> impl Iterator<Item = String> {
    let parts = html.split("class=\"exhibit-title\"").skip(1);
    parts.map(|part| {
        let inside = part.split_once('>').unwrap().1;
        text(inside.split("</p>").next().unwrap())
    })
}

#[test]
fn a_title_of_a_chart_says_what_it_shows_in_ten_words() {
    let mut read = 0;
    for (path, html) in pages(&sample::BUILT) {
        for title in titles(&html) {
            let words = title.split(' ').count();
            assert!(words <= 10, "{path}: {title}");
            read += 1;
        }
    }
    assert!(read > 200, "{read} titles");
}

#[test]
fn a_report_on_an_older_wave_knows_nothing_of_later_ones() {
    let pages: std::collections::BTreeMap<_, _> = pages(&sample::BUILT).into_iter().collect();
    for path in ["waves/2025-Q4/index.html", "waves/2025-Q4/trust/index.html"] {
        let trend = pages[path]
            .split("id=\"over-time\"")
            .nth(1)
            .unwrap()
            .split("</figure>")
            .next()
            .unwrap();
        // The keys of its figures name all waves that asked the same.
        let trend = text(&without_pictures(trend));
        assert!(trend.contains("2025-Q4") && !trend.contains("2026-Q1"), "{trend}");
    }
    // What was written or begun later is no part of it.
    let trust = &pages["waves/2025-Q4/trust/index.html"];
    assert!(!trust.contains("stories/seal-failure-review"), "{trust}");
    let home = &pages["waves/2025-Q4/index.html"];
    let findings =
        home.split("id=\"findings\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(!findings.contains("actions/index.html"), "{findings}");
}

/// The findings of home, each as text.
fn findings(home: &str) -> Vec<String> {
    let list = home.split("class=\"findings\"").nth(1).unwrap().split("</ol>").next().unwrap();
    list.split("<li>").skip(1).map(text).collect()
}

#[test]
fn findings_come_from_every_system_and_name_no_thing_twice() {
    let pages: std::collections::BTreeMap<_, _> = pages(&sample::BUILT).into_iter().collect();
    let found = findings(&pages["index.html"]);
    assert!((4..=6).contains(&found.len()), "{found:#?}");
    for name in ["Hexley Controls:", "Days until a supplier is paid", "went to daily management"] {
        assert_eq!(found.iter().filter(|one| one.contains(name)).count(), 1, "{name}: {found:#?}");
    }
    let of_trust = |one: &&String| one.trim_start().starts_with("Trust");
    assert_eq!(found.iter().filter(of_trust).count(), 1, "{found:#?}");
    for one in &found {
        let says_next = ["Under way:", "under way", "Plan hours", "What worked:", "done about it"];
        assert!(says_next.iter().any(|next| one.contains(next)), "{one}");
    }
}

fn is_alone(path: &str) -> bool {
    path.ends_with("/review.html")
}

/// A page without what stands in its style elements.
fn without_styles(html: &str) -> String {
    let mut parts = html.split("<style>");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("</style>").unwrap().1)
}

/// A page without its pictures, whose numbers stand in the tables beside them too.
fn without_pictures(html: &str) -> String {
    let mut parts = html.split("<svg");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("</svg>").unwrap().1)
}

#[test]
fn every_number_leads_to_its_explanation_and_is_at_home_once() {
    let mut linked = 0;
    let pages = pages(&sample::BUILT);
    for (path, html) in pages.into_iter().filter(|(path, _)| !is_alone(path)) {
        let explains = path.ends_with("/explained/index.html");
        let is_number = |tag: &&str| tag.contains("data-cell=") || tag.contains("/index.html#2");
        for tag in without_pictures(&html).split('<').filter(is_number) {
            let attribute =
                |name: &str| tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next();
            let key = attribute("data-cell");
            match attribute("href").and_then(|href| href.split_once('#')) {
                Some((page, anchor)) => {
                    linked += 1;
                    assert!(page.ends_with("index.html"), "{path}: {page}");
                    let first = key.map_or(anchor, |keys| keys.split(' ').next().unwrap());
                    assert_eq!(first, anchor, "{path}");
                }
                None if tag.starts_with("tr ") || tag.starts_with("meta ") => {}
                None => {
                    let is_home = explains && attribute("id") == key;
                    assert!(is_home, "{path} has no way to {key:?}");
                }
            }
        }
    }
    assert!(linked > 3000, "{linked} numbers lead somewhere");
}

/// The text of a piece of HTML.
fn text(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

#[test]
fn the_calculation_of_a_score_comes_to_that_score() {
    let mut checked = 0;
    for (path, html) in pages(&sample::BUILT) {
        for row in html.split("<div><dt>").skip(1) {
            let mut cells = row.split("</div>").next().unwrap().split("<dd>").skip(1).map(text);
            let (Some(value), Some(how)) = (cells.next(), cells.next()) else { continue };
            let Some((sum, count)) = how.strip_prefix("= (").and_then(|how| how.split_once(") ÷ "))
            else {
                continue;
            };
            let number = |text: &str| text.split(' ').next().unwrap().parse::<f64>().unwrap();
            if [value.as_str(), sum].iter().any(|text| text.contains(" or ")) {
                continue;
            }
            let sum: f64 = sum.split(" + ").map(number).sum();
            let off = (sum / number(count) - number(&value)).abs();
            assert!(off <= 1.0, "{path}: {value} {how}");
            checked += 1;
        }
    }
    assert!(checked > 200, "{checked} calculations");
}

#[test]
fn explanations_tell_no_id_and_no_file_of_answers() {
    let answers = sample::CONTENT.get("content/waves/2026-Q3/answers/supplier.toml").unwrap();
    let answers = String::from_utf8(answers.to_vec()).unwrap();
    let ids: Vec<&str> = answers.split("id = \"").skip(1).map(|rest| &rest[..16]).collect();
    assert!(ids.len() > 50);
    for (path, html) in pages(&sample::BUILT) {
        assert!(!html.contains("answers/"), "{path} names a file of answers");
        assert!(ids.iter().all(|id| !html.contains(id)), "{path} has the id of a response");
    }
}

#[test]
fn names_and_titles_cannot_bring_markup() {
    let hostile = "<script>alert(1)</script>&\\\"<b title='";
    let mut tree = content();
    change(&mut tree, "content/site.toml", "Relationship report", hostile);
    change(&mut tree, "content/site.toml", "Marrowby Group", hostile);
    change(
        &mut tree,
        "content/survey.toml",
        "name.en = \"Trust\"",
        &format!("name.en = \"{hostile}\""),
    );
    change(&mut tree, "content/survey.toml", "\"Suppliers\"", &format!("\"{hostile}\""));
    change(&mut tree, "content/organisation.toml", "\"Pumps division\"", &format!("\"{hostile}\""));
    let story = "content/notes/stories/seal-failure-review.md";
    change(&mut tree, story, "Asking why five times", hostile);
    change(&mut tree, story, "Seal returns from 41 to 9", hostile);
    let wave = "content/waves/2026-Q3/wave.toml";
    change(&mut tree, wave, "July to September 2026", hostile);
    for (path, html) in pages(&build(&tree)) {
        assert!(!html.replace("<script src=", "").contains("<script"), "{path}");
        assert!(!html.contains("<b title"), "{path}");
        assert!(html.contains("&lt;script"), "{path}");
    }
}

#[test]
fn two_builds_give_the_same_bytes() {
    let tree = content();
    assert_eq!(build(&tree).site, build(&tree).site);
}

#[test]
fn without_a_closed_wave_home_says_so() {
    let mut tree = sample::CONTENT.clone();
    for wave in ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"] {
        let path = format!("content/waves/{wave}/wave.toml");
        change(&mut tree, &path, "state = \"closed\"", "state = \"open\"");
    }
    // An issue of the newsletter tells results, and there are none.
    let kept = tree.iter().filter(|(path, _)| !path.starts_with("content/newsletters/"));
    let tree = kept.fold(Tree::default(), |mut kept, (path, bytes)| {
        kept.insert(path, bytes);
        kept
    });
    let outcome = build(&tree);
    let pages = pages(&outcome);
    let home = &pages.iter().find(|(path, _)| path == "index.html").unwrap().1;
    assert!(home.contains("<h1>No results yet</h1>"));
    assert_eq!(home.matches("Survey open now:").count(), 6);
    assert!(pages.iter().all(|(path, _)| !path.starts_with("waves/")));
}

#[test]
fn a_theme_wins_file_by_file_and_words_fall_back() {
    let mut tree = content();
    let own = "{% extends \"base.html\" %}{% block content %}<h1>Ours</h1>{% endblock %}";
    tree.insert("themes/default/templates/list.html", own.as_bytes());
    tree.insert("themes/default/words/de.toml", "[nav]\nmethod = \"Verfahren\"\n".as_bytes());
    change(&mut tree, "content/site.toml", "[\"en\", \"de\"]", "[\"de\"]");
    change(&mut tree, "content/playbook.toml", "text.en", "text.de");
    let outcome = build(&tree);
    let pages = pages(&outcome);
    let list = &pages.iter().find(|(path, _)| path == "stories/index.html").unwrap().1;
    assert!(list.contains("<h1>Ours</h1>") && list.contains("Verfahren"));
    assert!(list.contains("<html lang=\"de\" dir=\"ltr\">") && list.contains("Stories"));
}

#[test]
fn a_theme_that_changes_one_word_changes_one_word() {
    let mut tree = content();
    tree.insert("themes/default/words/en.toml", "[nav]\nmethod = \"Small print\"\n".as_bytes());
    let outcome = build(&tree);
    let home = &pages(&outcome).into_iter().find(|(path, _)| path == "index.html").unwrap().1;
    assert!(home.contains(">Small print</a>") && home.contains("Stories"));
}

#[test]
fn a_mistake_in_a_template_names_the_template_and_the_page() {
    let mut tree = content();
    tree.insert("themes/default/templates/list.html", "{{ view.nothing.here }}".as_bytes());
    let outcome = build(&tree);
    assert!(outcome.site.is_empty());
    let first = outcome.diagnostics.sorted()[0].clone();
    assert_eq!(&*first.spot.file, "themes/default/templates/list.html");
    assert!(first.message.contains("list.html"), "{}", first.message);
    tree.insert("themes/default/templates/list.html", "{% if %}".as_bytes());
    let outcome = build(&tree);
    assert_eq!(&*outcome.diagnostics.sorted()[0].spot.file, "themes/default/templates/list.html");
}

#[test]
fn links_of_a_theme_are_followed_too() {
    let mut tree = content();
    let own = "{% extends \"base.html\" %}{% block content %}<a href=\"@/waves/2026\">x</a>{% endblock %}";
    tree.insert("themes/default/templates/method.html", own.as_bytes());
    let outcome = build(&tree);
    let found = outcome.diagnostics.sorted();
    assert!(found.iter().any(|one| one.message.contains("`@/waves/2026`")), "{found:?}");
}

#[test]
fn a_dead_link_is_told_where_it_was_written() {
    let mut tree = content();
    for (path, words) in [
        ("content/notes/stories/seal-failure-review.md", "See [the other](../nowhere/#über)."),
        ("content/waves/2026-Q3/review.md", "See [the other](nowhere.html)."),
    ] {
        let text = String::from_utf8(tree.get(path).unwrap().to_vec()).unwrap();
        tree.insert(path, format!("{text}\n{words}\n").into_bytes());
        let outcome = build(&tree);
        let spot = outcome.diagnostics.sorted()[0].spot.clone();
        assert_eq!(&*spot.file, path);
        let text = String::from_utf8(tree.get(path).unwrap().to_vec()).unwrap();
        assert!(text[spot.start..spot.end].contains("nowhere"), "{spot:?}");
        tree = content();
    }
}

#[test]
fn an_unknown_theme_is_told_at_its_name_beside_all_other_mistakes() {
    let mut tree = content();
    let path = "content/site.toml";
    change(&mut tree, path, "theme = \"default\"", "theme = \"hose\"\nnmae = 1");
    tree.insert("themes/house/static/a.css", "".as_bytes());
    let outcome = build(&tree);
    let found = outcome.diagnostics.sorted();
    assert_eq!(
        found.iter().map(|one| one.code.name()).collect::<Vec<_>>(),
        ["unknown-name", "unknown-key"]
    );
    let text = String::from_utf8_lossy(tree.get(path).unwrap()).into_owned();
    assert_eq!(&text[found[0].spot.start..found[0].spot.end], "\"hose\"");
    assert_eq!(found[0].hints[0], "did you mean `house`?");
}

#[test]
fn a_mistake_of_a_theme_always_has_a_place() {
    let extends = |parent: &str| format!("{{% extends \"{parent}\" %}}");
    for (own, file, marked) in [
        (vec![("list.html", extends("bse.html"))], "list.html", "bse.html"),
        (vec![("list.html", extends("list.html"))], "list.html", ""),
        (vec![("list.html", "{% include \"nothing.html\" %}".to_owned())], "", ""),
        (vec![("list.html", "{{ <nothing /> }}".to_owned())], "", ""),
        (vec![("a.html", extends("b.html")), ("b.html", extends("a.html"))], "", ""),
    ] {
        let mut tree = content();
        for (name, text) in &own {
            tree.insert(&format!("themes/default/templates/{name}"), text.as_bytes());
        }
        let outcome = build(&tree);
        let spot = outcome.diagnostics.sorted()[0].spot.clone();
        assert!(spot.file.starts_with(&format!("themes/default/templates/{file}")), "{spot:?}");
        let text = String::from_utf8_lossy(tree.get(&spot.file).unwrap_or_default()).into_owned();
        assert!(text[spot.start..spot.end].contains(marked), "{spot:?}");
        let told = print(&outcome.diagnostics, &tree, Format::Human, false);
        assert!(!told.contains("--> \n"), "{told}");
    }
}

/// A site of twelve people with two dimensions of two practices each, and one item in each practice.
fn twelve(answers: [u8; 4]) -> Tree {
    let mut survey =
        "id = \"s\"\n[[audience]]\nid = \"internal\"\n[[scale]]\nid = \"five\"\nmin = 1\nmax = 5\n"
            .to_owned();
    for dimension in ["a", "b"] {
        survey +=
            &format!("[[dimension]]\nid = \"{dimension}\"\nname.en = \"Dimension {dimension}\"\n");
        for practice in [format!("{dimension}1"), format!("{dimension}2")] {
            survey += &format!(
                "[[dimension.practice]]\nid = \"{practice}\"\nname.en = \"Practice {practice}\"\n\
                 [[dimension.practice.item]]\nid = \"{practice}-1\"\nscale = \"five\"\nforms = [\"full\"]\n\
                 text.en = \"Statement {practice}.\"\n"
            );
        }
    }
    let [a1, a2, b1, b2] = answers;
    let rows: String =
        (0..12).map(|at| format!("p{at},internal,emea,{a1},{a2},{b1},{b2}\n")).collect();
    let mut tree = Tree::from_fixture(
        "--- content/organisation.toml\n[[unit]]\nid = \"emea\"\nname = \"EMEA\"\n\
         --- content/site.toml\norganisation = \"A\"\ntitle = \"T\"\nlanguages = [\"en\"]\n\
         --- content/waves/w/wave.toml\nform = \"full\"\nstate = \"closed\"\nopens = 2026-09-01\ncloses = 2026-09-21\n",
    );
    tree.insert("content/survey.toml", survey.into_bytes());
    let table = format!("id,audience,unit,a1-1,a2-1,b1-1,b2-1\n{rows}");
    tree.insert("content/waves/w/answers/a.csv", table.into_bytes());
    tree
}

#[test]
fn there_is_no_lowest_where_all_are_alike() {
    let home = |answers| {
        let pages = pages(&build(&twelve(answers)));
        pages.into_iter().find(|(path, _)| path == "index.html").unwrap().1.to_lowercase()
    };
    for alike in [[5; 4], [3; 4]] {
        let home = home(alike);
        assert!(!home.contains("lowest") && !home.contains("highest"), "{home}");
    }
    let home = home([5, 4, 5, 5]);
    assert!(home.contains("lowest") && home.contains("highest"), "{home}");
}

/// The twelve in one of four units: one was taken over, and one has nobody who answered.
fn units() -> Tree {
    let mut tree = twelve([5, 4, 5, 4]);
    let unit =
        |id: &str, more: &str| format!("[[unit]]\nid = \"{id}\"\nname = \"The {id}\"\n{more}\n");
    let organisation = unit("group", "liaison = \"Head\"")
        + &unit("emea", "parent = \"group\"\nliaison = \"Buyer\"")
        + &unit("old", "parent = \"group\"\nuntil = 2025-03-31\ninto = \"emea\"")
        + &unit("north", "parent = \"group\"");
    tree.insert("content/organisation.toml", organisation.into_bytes());
    let note = "+++\ntitle = \"N\"\nkind = \"page\"\nunits = [\"north\"]\n+++\n:: score w/a/emea\n\n:: score w/a/north\n\n:: change w/index\n\n:: chart units w/index\n";
    tree.insert("content/notes/n.md", note.as_bytes());
    tree
}

#[test]
fn units_stand_beside_the_whole_and_lead_to_their_successors() {
    let pages: std::collections::BTreeMap<_, _> = pages(&build(&units())).into_iter().collect();
    let page = |path: &str| pages[path].as_str();
    let emea = page("units/emea/index.html");
    assert!(emea.contains("Took over") && emea.contains("href=\"../old/index.html\""), "{emea}");
    assert!(emea.contains("id=\"beside\"") && emea.contains("class=\"ladder\""), "{emea}");
    let old = page("units/old/index.html");
    assert!(old.contains("Now part of") && old.contains("href=\"../emea/index.html\""), "{old}");
    let north = page("units/north/index.html");
    assert!(north.contains("the index is not shown") && !north.contains("<svg"), "{north}");
    assert!(north.contains("href=\"../../index.html\"") && north.contains("none named"), "{north}");
    assert!(page("units/index.html").contains("No longer there"));
    let directory = page("directory/index.html");
    assert!(directory.contains("Without a liaison") && directory.contains("Buyer"), "{directory}");
    assert!(!directory.contains("The old"), "{directory}");
}

#[test]
fn a_note_shows_a_figure_or_that_it_is_not_shown() {
    let pages: std::collections::BTreeMap<_, _> = pages(&build(&units())).into_iter().collect();
    let note = pages["n/index.html"].as_str();
    assert_eq!(note.matches("class=\"quoted\"").count(), 3, "{note}");
    assert!(note.contains("#w/a:mean/emea/internal/-\">88</a>"), "{note}");
    assert_eq!(note.split("<figure").next().unwrap().matches("not shown").count(), 2, "{note}");
    assert!(note.contains("<figure") && note.contains("units.csv"), "{note}");
    assert!(note.contains("href=\"../units/north/index.html\""), "{note}");
}

#[test]
fn machines_find_every_page_every_story_and_every_table() {
    let outcome = &*sample::BUILT;
    let text = |path: &str| String::from_utf8(outcome.site.get(path).unwrap().to_vec()).unwrap();
    let base = "https://intranet.marrowby.example/relationships/";
    let map = text("sitemap.xml");
    for page in
        ["index.html", "units/foundry/index.html", "stories/weekly-supply-clinic/index.html"]
    {
        assert!(map.contains(&format!("<loc>{base}{page}</loc>")), "{page}");
    }
    assert!(!map.contains("explained") && !map.contains("404"));
    let feed = text("feed.xml");
    assert!(feed.contains(&format!("<id>{base}stories/weekly-supply-clinic/index.html</id>")));
    assert!(feed.contains("<updated>2026-09-21T00:00:00Z</updated>"));
    let data = text("data/index.html");
    let twice = |path: &&str| path.contains('/');
    let files: Vec<String> = outcome.site.iter().map(|(path, _)| path.to_string()).collect();
    let tables = files.iter().map(String::as_str).filter(|path| path.ends_with(".csv"));
    for table in tables.filter(twice) {
        assert!(data.contains(&format!("href=\"../{table}\"")), "{table}");
    }
}
