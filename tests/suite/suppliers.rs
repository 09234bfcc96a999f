//! What pages say of suppliers: means over several of them, each relationship from both sides, and the
//! sheet for a review, which tells nothing of anybody else.

use crate::newest;
use rapportage::pipeline::{Options, published};
use rapportage::privacy::audit::audit;
use rapportage::source::Tree;
use rapportage::table::{By, Format, Selection};
use rapportage::view;
use std::collections::{BTreeMap, BTreeSet};

fn page(path: &str) -> String {
    String::from_utf8(newest::BUILT.site.get(path).unwrap().to_vec()).unwrap()
}

/// Ids and names of all suppliers.
fn suppliers() -> Vec<(String, String)> {
    let text = newest::CONTENT.get("content/suppliers.toml").unwrap();
    let text = String::from_utf8_lossy(text).into_owned();
    let field = |entry: &str, key: &str| {
        let (_, rest) = entry.split_once(&format!("\n{key} = \"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let entries = text.split("[[supplier]]").skip(1);
    entries.map(|entry| (field(entry, "id"), field(entry, "name"))).collect()
}

/// Published means of the newest wave, by key.
fn means(tree: &Tree) -> BTreeMap<String, f64> {
    let (_, csv) = published(tree, &Options::default(), |input, _| {
        let wave = *input.report.waves().last().unwrap();
        let by = BTreeSet::from([By::Supplier, By::Audience]);
        let selection = Selection { wave, before: None, by };
        view::scores(input, &selection).write(input.names, Format::Csv)
    });
    let csv = csv.unwrap();
    let lines = csv.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let at = csv.lines().next().unwrap().split(',').position(|head| head == "mean").unwrap();
    lines.filter_map(|row| Some((row[0].to_owned(), row.get(at)?.parse().ok()?))).collect()
}

/// The types of the sample's suppliers in the newest wave, each as two or more are shown in it.
const SETS: [(&str, &[&str]); 2] = [
    ("type=strategic", &["ostermoor-castings", "veldane-bearings", "hexley-controls"]),
    ("type=tactical", &["pellworth-coatings", "tarn-tolley", "sorrelby-seals"]),
];

#[test]
fn a_mean_over_suppliers_is_the_mean_of_what_is_printed_for_each() {
    let means = means(&newest::CONTENT);
    let mut checked = 0;
    for (set, members) in SETS {
        for audience in ["internal", "partner", "supplier"] {
            for what in ["index", "communication", "trust", "alignment", "improvement"] {
                let mean = |who: &str| means.get(&format!("2026-Q3/{what}/-/{audience}/{who}"));
                let parts: Vec<f64> = members.iter().filter_map(|who| mean(who)).copied().collect();
                match parts.len() {
                    0 | 1 => assert_eq!(mean(set), None, "{what} {audience} {set}"),
                    count => {
                        let expected = (parts.iter().sum::<f64>() / count as f64).round();
                        assert_eq!(mean(set), Some(&expected), "{what} {audience} {set}");
                        checked += 1;
                    }
                }
            }
        }
    }
    assert!(checked > 15, "{checked} means");
    assert!(means.keys().all(|key| !key.contains("type=transactional/") || key.ends_with("-")));
}

#[test]
fn all_suppliers_are_no_pool_of_their_people() {
    let means = means(&newest::CONTENT);
    let pooled = means["2026-Q3/trust/-/supplier/-"];
    let mean = means["2026-Q3/trust/-/supplier/all"];
    assert_ne!(pooled, mean, "each supplier counts once, however many of its people answered");
}

#[test]
fn the_audit_works_out_means_over_suppliers_anew() {
    let (content, outcome) = (&*newest::CONTENT, &*newest::BUILT);
    assert_eq!(audit(&outcome.site, Some(content)).findings, []);
    let with = |rows: &str| {
        let mut site = outcome.site.clone();
        site.insert("more.csv", format!("cell,mean\n{rows}").as_bytes());
        let found = audit(&site, Some(content)).findings;
        found.into_iter().map(|one| one.message).collect::<Vec<_>>().join("\n")
    };
    let key = "2026-Q3/trust/-/internal/type=strategic";
    let mean = means(content)[key];
    assert_eq!(with(&format!("{key},{mean}\n")), "");
    let wrong = with(&format!("{key},{}\n", mean + 2.0));
    assert!(wrong.contains("elsewhere") || wrong.contains("its parts in print make"), "{wrong}");
    // Of hybrid suppliers one is shown: its mean would be that one.
    let alone = with("2026-Q3/trust/-/internal/type=hybrid,56\n");
    assert!(alone.contains("names no figure of this site"), "{alone}");
}

#[test]
fn a_wrong_mean_that_stands_in_one_place_is_found() {
    let content = &*newest::CONTENT;
    let means = means(content);
    let mut rows = "cell,mean\n".to_owned();
    for (key, mean) in &means {
        let is_part = key.starts_with("2026-Q3/trust/-/internal/") && !key.ends_with("/-");
        if is_part && !key.contains('=') && !key.ends_with("/all") {
            rows.push_str(&format!("{key},{mean}\n"));
        }
    }
    let site = |mean: f64| {
        let mut site = Tree::default();
        let row = format!("2026-Q3/trust/-/internal/type=strategic,{mean}\n");
        site.insert("parts.csv", (rows.clone() + &row).as_bytes());
        audit(&site, Some(content)).findings
    };
    let mean = means["2026-Q3/trust/-/internal/type=strategic"];
    assert_eq!(site(mean), []);
    let found = site(mean + 2.0);
    assert!(found.iter().any(|one| one.message.contains("its parts in print make")), "{found:?}");
}

#[test]
fn every_supplier_has_its_pages_whether_it_is_shown_or_not() {
    for (id, name) in suppliers() {
        let own = page(&format!("suppliers/{id}/index.html"));
        assert!(own.contains(&format!("<h1>{name}</h1>")), "{id}");
        for wave in ["2026-Q2", "2026-Q3"] {
            for file in ["index.html", "review.html"] {
                let sheet = page(&format!("suppliers/{id}/review/{wave}/{file}"));
                assert_eq!(sheet.matches("<h1").count(), 1);
            }
        }
        let link = format!("href=\"{id}/index.html\">{name}</a>");
        assert!(page("suppliers/index.html").contains(&link), "{id} is in the portfolio");
    }
    let silent = page("suppliers/brackwater-fasteners/index.html");
    assert!(silent.contains("how it is in practice is not shown"));
    assert!(!silent.contains("data-cell"), "nothing is shown of it");
}

#[test]
fn type_and_behaviour_are_compared() {
    let hexley = page("suppliers/hexley-controls/index.html");
    assert!(hexley.contains("Meant to be strategic, in practice tactical (could be strategic)"));
    let veldane = page("suppliers/veldane-bearings/index.html");
    assert!(veldane.contains("Meant to be strategic, and it is"));
    let portfolio = page("suppliers/index.html");
    assert!(portfolio.contains("falls short of its type"));
    assert!(portfolio.contains("tactical (could be strategic): short of its type"));
}

#[test]
fn targets_are_those_of_the_relationship_or_else_of_its_type() {
    // Ostermoor has targets of its own for trust and improvement (75), and the type's for the others.
    let own = page("suppliers/ostermoor-castings/index.html");
    let targets = own.split("<dt>Targets</dt>").nth(1).unwrap().split("</dd>").next().unwrap();
    let target = |score: &str| format!("<span data-source=\"target\">{score}</span>");
    assert_eq!(targets.matches(&target("75")).count(), 4);
    let tactical = page("suppliers/pellworth-coatings/index.html");
    let targets = tactical.split("<dt>Targets</dt>").nth(1).unwrap().split("</dd>").next().unwrap();
    assert!(targets.contains(&target("65")) && !targets.contains(&target("75")));
}

#[test]
fn a_sheet_holds_nothing_about_other_suppliers_and_no_comment() {
    let all = suppliers();
    let comments: Vec<String> = newest::CONTENT
        .iter()
        .filter(|(path, _)| path.contains("/answers/"))
        .flat_map(|(_, bytes)| comments(&String::from_utf8_lossy(bytes)))
        .collect();
    assert!(comments.len() > 50, "{} comments", comments.len());
    for (id, name) in &all {
        for wave in ["2026-Q2", "2026-Q3"] {
            for file in ["index.html", "review.html"] {
                let path = format!("suppliers/{id}/review/{wave}/{file}");
                let sheet = page(&path);
                let sheet = sheet.split("<article class=\"sheet\">").nth(1).unwrap();
                let sheet = sheet.split("</article>").next().unwrap();
                for (other, other_name) in all.iter().filter(|(other, _)| other != id) {
                    assert!(!sheet.contains(other.as_str()), "{path} has {other}");
                    assert!(!sheet.contains(other_name.as_str()), "{path} names {other_name}");
                }
                assert!(sheet.contains(name.as_str()));
                for comment in &comments {
                    assert!(!sheet.contains(comment.as_str()), "{path} quotes “{comment}”");
                }
            }
        }
    }
}

/// The texts of comments in a file of answers.
fn comments(answers: &str) -> Vec<String> {
    let lines = answers.lines().filter(|line| line.contains("comment-"));
    let texts = lines.flat_map(|line| line.split(" = \"").skip(1));
    let texts = texts.filter_map(|rest| rest.split('"').next());
    texts.filter(|text| text.len() > 12).map(str::to_owned).collect()
}

#[test]
fn the_file_to_send_stands_alone() {
    for (id, _) in suppliers() {
        let file = page(&format!("suppliers/{id}/review/2026-Q3/review.html"));
        for absent in ["href=", "src=", "<script", "<link", "url(", "@import", " style="] {
            assert!(!file.contains(absent), "{id}: {absent}");
        }
        assert_eq!(file.matches("<style>").count(), 2, "its style sheets stand in it");
        assert!(file.contains("Sample data"));
    }
}

#[test]
fn a_side_that_is_not_shown_gives_way_to_a_mean_that_says_so() {
    // Of Tarn and Tolley only its own people are shown; of tactical suppliers only two others are.
    let sheet = page("suppliers/tarn-tolley/review/2026-Q3/index.html");
    let stand_in = "2026-Q3/index:mean/-/internal/all\">63</a> for all suppliers)";
    assert!(sheet.contains(stand_in), "the mean of all stands in for the own score");
    assert!(!sheet.contains("type=tactical"), "with two others, a mean would give one away");
    let shown = page("suppliers/veldane-bearings/review/2026-Q3/index.html");
    assert!(!shown.contains("/all\">"), "who is shown is not compared");
}
