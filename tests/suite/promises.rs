//! What pages promise to those who answer is what the gate keeps: the minimum of each audience, and the
//! companies that agreed to be named.

use rapportage::pipeline::{self, Options};
use rapportage::source::Tree;

const SURVEY: &str = r#"id = "small"
[[audience]]
id = "internal"
name.en = "Procurement team"
[[audience]]
id = "partner"
name.en = "Colleagues"
minimum = 12
[[audience]]
id = "supplier"
name.en = "Suppliers"
minimum = 3
[[scale]]
id = "agree5"
labels.en = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
favourable = [4, 5]
unfavourable = [1, 2]
[[dimension]]
id = "trust"
name.en = "Trust"
[[dimension.practice]]
id = "reliability"
name.en = "Reliability"
[[dimension.practice.item]]
id = "t1"
scale = "agree5"
forms = ["full"]
text.en = "People do what they promised."
[[question]]
id = "said"
kind = "comment"
dimension = "trust"
forms = ["full"]
text.en = "What else?"
"#;

/// A site with three minimums. Acme's people agreed to be named, if anybody did.
fn site(is_named: bool) -> Tree {
    let mut tree = Tree::default();
    let mut add = |path: &str, text: &str| tree.insert(&format!("content/{path}"), text.as_bytes());
    add("site.toml", "organisation = \"Small\"\ntitle = \"Small\"\nlanguages = [\"en\", \"de\"]\n");
    add("survey.toml", SURVEY);
    add("organisation.toml", "[[unit]]\nid = \"whole\"\nname = \"Whole\"\n");
    let supplier = |id: &str, name: &str| {
        format!(
            "[[supplier]]\nid = \"{id}\"\nname = \"{name}\"\ncategory = \"c\"\nunit = \"whole\"\n\
             [[supplier.from]]\ndate = 2020-01-01\ntype = \"strategic\"\npriority = 1\n"
        )
    };
    add("suppliers.toml", &(supplier("acme", "Acme") + &supplier("zenith", "Zenith")));
    for (wave, state, month) in [("w1", "closed", 3), ("w2", "open", 6)] {
        let attributed = if is_named { "attributed = true\n" } else { "" };
        let settings = format!(
            "form = \"full\"\nstate = \"{state}\"\nopens = 2026-0{month}-01\ncloses = 2026-0{month}-20\n\
             [[invited]]\nsupplier = \"acme\"\npeople = {{ supplier = 9 }}\n{attributed}\
             [[invited]]\nsupplier = \"zenith\"\npeople = {{ supplier = 9 }}\n"
        );
        add(&format!("waves/{wave}/wave.toml"), &settings);
    }
    let mut table = "id,audience,unit,supplier,t1\n".to_owned();
    for at in 0..13 {
        let point = 1 + at % 5;
        table.push_str(&format!("i{at},internal,whole,,{point}\nc{at},partner,whole,,{point}\n"));
    }
    table.push_str("a0,supplier,,acme,4\n");
    for at in 0..6 {
        table.push_str(&format!("z{at},supplier,,zenith,{}\n", 2 + at % 3));
    }
    add("waves/w1/answers/all.csv", &table);
    tree
}

fn built(content: &Tree) -> Tree {
    let outcome = pipeline::run(content, &Options::default(), &mut |_| {});
    assert!(!outcome.diagnostics.has_errors(), "{:#?}", outcome.diagnostics.sorted());
    outcome.site
}

/// The words of a page, without its tags.
fn words(site: &Tree, path: &str) -> String {
    let html = site.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    let html = String::from_utf8(html.to_vec()).unwrap();
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text
}

fn assert_says(site: &Tree, path: &str, said: &[&str]) {
    let text = words(site, path);
    for one in said {
        assert!(text.contains(one), "“{one}” is not said on {path}:\n{text}");
    }
}

const NAMED: &str = "Companies that agreed to be named are the exception: what the own people of Acme \
                     answer is shown from one person on.";

#[test]
fn each_page_promises_what_the_gate_keeps() {
    let site = built(&site(true));
    let least = ["at least 5 people", "For colleagues it is 12.", "For suppliers it is 3.", NAMED];
    for page in ["index.html", "waves/w1/index.html", "method/index.html"] {
        assert_says(&site, page, &least);
    }
    assert_says(&site, "method/index.html", &["at least 10 people. For colleagues it is 12."]);
    let review = "suppliers/acme/review/w1/index.html";
    assert_says(&site, review, &["at least 5 people", "For suppliers it is 3.", NAMED]);
    let other = words(&site, "suppliers/zenith/review/w1/index.html");
    assert!(!other.contains("agreed to be named") && !other.contains("Acme"), "{other}");
    for (audience, people) in [("internal", 5), ("partner", 12), ("supplier", 3)] {
        let page = format!("survey/w2/{audience}/en/index.html");
        let promised = format!("at least {people} people stand behind it");
        assert_says(&site, &page, &[&promised]);
    }
    let own = "survey/w2/supplier/en/index.html";
    assert_says(
        &site,
        own,
        &["shown alone, except of companies that agreed to be named. A figure"],
    );
    assert_says(
        &site,
        "survey/w2/supplier/de/index.html",
        &["außer von Unternehmen, die zugestimmt"],
    );
    assert_says(&site, "survey/w2/internal/en/index.html", &["answers are shown alone. A figure"]);
    assert_says(&site, "suppliers/acme/index.html", &["Acme agreed to be named: "]);
    assert_says(&site, "suppliers/index.html", &["Acme (agreed to be named)"]);
    let portfolio = words(&site, "suppliers/index.html");
    assert!(!portfolio.contains("Zenith (agreed"), "{portfolio}");
}

#[test]
fn nothing_is_said_of_companies_where_none_is_named() {
    let site = built(&site(false));
    for (path, _) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = words(&site, path);
        assert!(!text.contains("agreed to be named"), "{path}: {text}");
        assert!(!text.contains("{but_named}") && !text.contains("{exceptions}"), "{path}");
    }
}
