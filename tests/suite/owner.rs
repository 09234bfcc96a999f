//! What only the owner sees: a site so small that every step can be checked by hand, and the true reason
//! for whatever is not shown.

use rapportage::pipeline::{self, Options};
use rapportage::source::Tree;
use rapportage::table::{By, Format, Selection};
use serde_json::Value;
use std::sync::LazyLock;

const SURVEY: &str = r#"id = "small"
[[audience]]
id = "internal"
[[audience]]
id = "supplier"
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
forms = ["full", "late"]
text.en = "People do what they promised."
[[dimension.practice.item]]
id = "t2"
scale = "agree5"
forms = ["never"]
text.en = "We often ask once."
[[dimension]]
id = "goals"
name.en = "Goals"
[[dimension.practice]]
id = "sharing"
name.en = "Sharing"
[[dimension.practice.item]]
id = "g1"
scale = "agree5"
forms = ["full", "late"]
text.en = "We share our goals."
[[question]]
id = "out"
kind = "outcome"
scale = "agree5"
forms = ["late"]
text.en = "All in all we are satisfied."
[[question]]
id = "said"
kind = "comment"
dimension = "trust"
forms = ["late"]
text.en = "What else?"
"#;

/// Trust of the second wave, and of the first: the two groups of Welch's test in the science.
const X: [u32; 10] = [75, 50, 75, 100, 50, 75, 25, 75, 100, 75];
const Y: [u32; 12] = [50, 50, 75, 75, 25, 50, 50, 75, 50, 25, 50, 75];
/// The outcome of the second wave.
const O: [u32; 10] = [75, 50, 50, 100, 50, 75, 50, 75, 100, 100];

fn point(score: u32) -> u32 {
    score / 25 + 1
}

fn site(before: [u32; 12]) -> Tree {
    let mut tree = Tree::default();
    let mut add = |path: &str, text: &str| tree.insert(&format!("content/{path}"), text.as_bytes());
    add("site.toml", "organisation = \"Small\"\ntitle = \"Small\"\nlanguages = [\"en\"]\n");
    add("survey.toml", SURVEY);
    add(
        "organisation.toml",
        "[[unit]]\nid = \"whole\"\nname = \"Whole\"\n[[unit]]\nid = \"north\"\nname = \"North\"\n\
         parent = \"whole\"\n[[unit]]\nid = \"south\"\nname = \"South\"\nparent = \"whole\"\n",
    );
    add(
        "suppliers.toml",
        "[[supplier]]\nid = \"acme\"\nname = \"Acme\"\ncategory = \"c\"\nunit = \"north\"\n\
         [[supplier.from]]\ndate = 2020-01-01\ntype = \"strategic\"\npriority = 1\n",
    );
    for (wave, form, month) in [("w1", "full", 3), ("w2", "late", 6), ("w3", "late", 9)] {
        let state = if wave == "w3" { "open" } else { "closed" };
        let dates = format!("opens = 2026-0{month}-01\ncloses = 2026-0{month}-20\n");
        let settings = format!("form = \"{form}\"\nstate = \"{state}\"\n{dates}");
        add(&format!("waves/{wave}/wave.toml"), &settings);
    }
    // Goals are 50 and 100 in turn in both waves, so that they do not change at all.
    let goals = |at: usize| if at.is_multiple_of(2) { 3 } else { 5 };
    let mut first = "id,audience,unit,supplier,t1,g1\n".to_owned();
    for (at, score) in before.into_iter().enumerate() {
        first.push_str(&format!("p{at},internal,north,,{},{}\n", point(score), goals(at)));
    }
    let mut second = "id,audience,unit,supplier,t1,g1,out\n".to_owned();
    for (at, (score, out)) in X.into_iter().zip(O).enumerate() {
        let (trust, out) = (point(score), point(out));
        second.push_str(&format!("p{at},internal,north,,{trust},{},{out}\n", goals(at)));
    }
    second.push_str("s0,supplier,,acme,4,3,4\ns1,supplier,,acme,3,3,2\ns2,supplier,,acme,,4,5\n");
    second.push_str("s3,supplier,,acme,5,,4\n");
    add("waves/w1/answers/all.csv", &first);
    add("waves/w2/answers/all.csv", &second);
    tree
}

static SITE: LazyLock<Tree> = LazyLock::new(|| site(Y));

/// What the owner is told of a key.
fn told(key: &str) -> String {
    let (to, text) = pipeline::owned(&SITE, &Options::default(), |owner, names, _, _| {
        let query = names.read(key).unwrap_or_else(|mistake| panic!("{key}: {mistake}"));
        let mut out = Vec::new();
        owner.explain(names, &query, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    });
    text.unwrap_or_else(|| panic!("{:#?}", to.sorted()))
}

/// The first figure of this name in a text.
fn figure(text: &str, name: &str) -> f64 {
    let line = text.lines().find(|line| line.split_whitespace().next() == Some(name));
    let line = line.unwrap_or_else(|| panic!("no `{name}` in\n{text}"));
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn assert_says(key: &str, said: &str) {
    let text = told(key);
    assert!(text.contains(said), "“{said}” is not said of {key}:\n{text}");
}

/// The cells of `score --private`, or with `false` of `score`, by their keys.
fn scores(is_private: bool) -> Vec<Value> {
    let by = [By::Unit, By::Audience, By::Supplier, By::Practice, By::Item, By::Question];
    let selection = Selection { wave: 1, before: Some(0), by: by.into_iter().collect() };
    let options = Options::default();
    let text = if is_private {
        let (_, text) = pipeline::owned(&SITE, &options, |owner, names, _, _| {
            let mut out = Vec::new();
            owner.scores(names, &selection, Format::Json, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        });
        text.unwrap()
    } else {
        let (_, text) = pipeline::published(&SITE, &options, |input, _| {
            rapportage::view::scores(input, &selection).write(input.names, Format::Json)
        });
        text.unwrap()
    };
    serde_json::from_str(&text).unwrap()
}

fn cell<'r>(rows: &'r [Value], key: &str) -> &'r Value {
    let found = rows.iter().find(|row| row["cell"] == key);
    found.unwrap_or_else(|| panic!("no {key} in {rows:#?}"))
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

/// Welch 1947 and Hedges 1981 on the groups of the science; Benjamini & Hochberg 1995 over six claims of
/// which two (the group alone, and as the only one of the composite) have the smallest p.
#[test]
fn a_change_is_told_step_by_step() {
    let text = told("w2~w1/trust/-/internal");
    for (name, expected) in [
        ("change", 15.833333),
        ("mean_now", 70.0),
        ("se_now", 7.264832),
        ("mean_before", 54.166667),
        ("se_before", 5.179846),
        ("se", 8.922364),
        ("t", 1.774567),
        ("df", 16.902593),
        ("p_raw", 0.093981),
        ("g", 0.748088),
        ("claims", 3.0),
        ("p", 0.281943),
        ("items", 1.0),
        // 15.833333 ± 2.110742 × 8.922364: the interval of the change, and of nothing else.
        ("low", -2.999476),
        ("high", 34.666142),
    ] {
        let found = figure(&text, name);
        assert!((found - expected).abs() < 2e-6, "{name} is {found}, not {expected}\n{text}");
    }
    assert!(text.contains("  matched     t1\n"), "{text}");
    assert_eq!(text.matches("  low ").count(), 1, "{text}");
}

#[test]
fn the_reason_is_the_true_one() {
    for (key, said) in [
        ("w2/trust/-/supplier", "no: 3 people, fewer than 5"),
        (
            "w2/index/-/supplier",
            "an index needs all its dimensions; not shown: w2/trust/-/supplier/-",
        ),
        ("w2/t1/-/supplier/acme", "no: items are shown for the whole organisation only"),
        ("w2/t1/-/supplier/acme", "mean        75"),
        ("w2/t1/north/internal", "no: items are shown for the whole organisation only"),
        ("w2/trust/-/internal+supplier", "supplier is not shown, so it is internal alone"),
        ("w2/trust:gap/-/internal~supplier", "w2/trust/-/supplier/-: 3 people, fewer than 5"),
        ("w2/trust:gap/-/supplier~internal", "the other way round: w2/trust/-/internal~supplier/-"),
        ("w2/trust/south/internal", "nobody answered here"),
        ("w1/trust/-/supplier", "nobody answered here"),
        ("w2/t2/-/internal", "not asked in this wave"),
        ("w1/out/-/internal", "not asked in this wave"),
        ("w2/said/-/internal", "comments have no figures"),
        ("w3/trust/-/internal", "w3 is not closed, so it is not scored"),
        ("w2/response/-/supplier", "no: 4 people, fewer than 5"),
        ("w2/trust/-/internal", "yes, but reliability needs 20 people, and there are 10"),
        (
            "w2/trust/-/internal/all",
            "0 of its suppliers are shown, and a mean over suppliers needs 2",
        ),
        (
            "w2/trust/-/internal_supplier",
            "groups are taken as one only where none of them is shown",
        ),
    ] {
        assert_says(key, said);
    }
    let published = told("w2/trust");
    assert!(
        published.starts_with("w2/trust/-/internal/-") || published.contains("  shown       yes")
    );
}

/// R² by ordinary least squares of the outcome on both practices.
#[test]
fn drivers_and_items_are_among_the_scores() {
    let text = told("w2/out/-/internal");
    near(figure(&text, "r2"), 67.471820);
    assert_eq!(figure(&text, "complete"), 10.0);
    let weights = ["reliability", "sharing"]
        .map(|of| figure(&told(&format!("w2/{of}/-/internal")), "weight"));
    near(weights.iter().sum(), 100.0);
    let rows = scores(true);
    near(cell(&rows, "w2/out/-/internal/-")["r2"].as_f64().unwrap(), 67.471820);
    assert!(cell(&rows, "w2/reliability/-/internal/-")["weight"].as_f64().unwrap() > 50.0);
    near(cell(&rows, "w2/t1/-/supplier/acme")["mean"].as_f64().unwrap(), 75.0);
    near(cell(&rows, "w2~w1/trust/-/internal/-")["p"].as_f64().unwrap(), 0.281943);
    let schema = std::fs::read_to_string("docs/score.schema.json").unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let mistakes: Vec<_> = schema.iter_errors(&rows.into()).map(|one| one.to_string()).collect();
    assert_eq!(mistakes, Vec::<String>::new());
}

/// By itself the change is clear (p .022095, interval 4 to 41); among six claims it is not (.066286).
#[test]
fn an_interval_without_zero_beside_no_clear_change_is_explained() {
    let before = [50, 50, 75, 50, 25, 50, 50, 75, 25, 25, 50, 50];
    let key = "w2~w1/trust:change/-/internal";
    let (to, text) = pipeline::explain(&site(before), &Options::default(), key);
    let text = text.unwrap_or_else(|| panic!("{to:?}")).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "Said as “no clear change”",
        "The interval leaves 0 out because it is for this claim alone.",
        "tested together with 2 others",
        "interval: 4 to 41",
    ] {
        assert!(text.contains(said), "“{said}” is not in {text}");
    }
    let (_, plain) = pipeline::explain(&SITE, &Options::default(), key);
    assert!(!plain.unwrap().unwrap().contains("for this claim alone"));
}

/// Seven of ten are favourable. One answer a person is Wilson's interval (1927); a dimension has the t
/// interval of each person's share, 70 ± 2.262157 × 48.304589 ÷ √10, cut at 100.
#[test]
fn favourable_shares_have_an_interval() {
    let rows = scores(false);
    let ends = |key: &str| {
        let row = cell(&rows, key);
        [&row["fav"], &row["fav_low"], &row["fav_high"]].map(|end| end.as_i64().unwrap())
    };
    assert_eq!(ends("w2/t1/-/internal/-"), [70, 40, 89]);
    assert_eq!(ends("w2/trust/-/internal/-"), [70, 35, 100]);
    let exact = scores(true);
    let item = cell(&exact, "w2/t1/-/internal/-");
    near(item["fav_low"].as_f64().unwrap(), 39.677815);
    near(item["fav_high"].as_f64().unwrap(), 89.220873);
    let (to, text) = pipeline::explain(&SITE, &Options::default(), "w2/t1:fav/-/internal");
    let text = text.unwrap_or_else(|| panic!("{to:?}")).unwrap();
    assert!(text.contains("interval: 40 to 89."), "{text}");
    let site = pipeline::run(&SITE, &Options::default(), &mut |_| {});
    assert!(!site.diagnostics.has_errors(), "{:#?}", site.diagnostics.sorted());
    let page = site.site.get("waves/w2/trust/index.html").unwrap();
    let page = String::from_utf8(page.to_vec()).unwrap();
    assert!(page.contains("w2/t1:fav_low/-/internal/- w2/t1:fav_high/-/internal/-"), "{page}");
    let csv = site.site.get("waves/w2/trust/items.csv").unwrap();
    assert!(String::from_utf8_lossy(csv).contains("fav,fav_low,fav_high"));
}
