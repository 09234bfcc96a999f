//! The audit finds what the gate would never let through: each test damages a finished site in one
//! place, and the audit has to fail and to name that place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod newest;

use newest::without_old_waves;
use proptest::prelude::*;
use rapportage::diag::{Format, print};
use rapportage::disk;
use rapportage::pipeline::{self, Options};
use rapportage::privacy::audit::{Finding, Verdict, audit};
use rapportage::source::Tree;
use std::path::Path;
use std::sync::LazyLock;

/// The content of the sample's two newest waves, and the site that is made from it.
static SAMPLE: LazyLock<(Tree, Tree)> = LazyLock::new(|| {
    let whole = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().tree;
    let content = without_old_waves(&whole);
    let site = pipeline::run(&content, &Options::default(), &mut |_| {}).site;
    (content, site)
});

fn text(tree: &Tree, path: &str) -> String {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The finished sample with the first `old` in a file replaced.
fn damaged(path: &str, old: &str, new: &str) -> Tree {
    let text = text(&SAMPLE.1, path);
    assert!(text.contains(old), "{path} does not hold {old}");
    with(path, &text.replacen(old, new, 1))
}

/// The finished sample with a file.
fn with(path: &str, text: &str) -> Tree {
    let mut site = SAMPLE.1.clone();
    site.insert(path, text.as_bytes());
    site
}

fn errors(site: &Tree) -> Vec<Finding> {
    let verdict = audit(site, Some(&SAMPLE.0));
    verdict.findings.into_iter().filter(|finding| finding.is_error).collect()
}

/// The audit fails, and says this in one finding of this file.
fn assert_found(site: &Tree, file: &str, said: &str) {
    let found = errors(site);
    let told: Vec<_> =
        found.iter().map(|one| format!("{}:{} {}", one.file, one.line, one.message)).collect();
    let here = |one: &Finding| one.file == file && one.message.contains(said);
    assert!(found.iter().any(here), "expected “{said}” of {file}, found {told:#?}");
}

const HOME: &str = "index.html";
const TRUST: &str = "waves/2026-Q3/trust/index.html";

#[test]
fn the_sample_passes() {
    let verdict = audit(&SAMPLE.1, Some(&SAMPLE.0));
    assert_eq!((verdict.findings, verdict.typed), (vec![], vec![]));
    assert_eq!(verdict.files, SAMPLE.1.len());
    assert!(verdict.cells > 1000 && verdict.equations > 500);
    let alone = audit(&SAMPLE.1, None);
    assert_eq!(alone.findings, []);
    assert_eq!(alone.cells, verdict.cells);
}

/// The figures of every unit for each audience, as if the gate were open.
fn without_suppression() -> String {
    let mut rows = "cell,mean\n".to_owned();
    let units = text(&SAMPLE.0, "content/organisation.toml");
    let units = units.split("[[unit]]").skip(1).filter(|unit| unit.contains("parent"));
    for unit in units.map(|unit| unit.split('"').nth(1).unwrap()) {
        for audience in ["internal", "partner", "supplier"] {
            rows.push_str(&format!("2026-Q3/trust/{unit}/{audience}/-,50\n"));
        }
    }
    rows
}

#[test]
fn an_open_gate_is_found() {
    let site = with("all.csv", &without_suppression());
    assert_found(&site, "all.csv", "can be singled out from scores, shares and numbers of people");
    assert_found(&site, "all.csv", "rests on");
}

#[test]
fn a_gate_that_lets_smaller_groups_through_is_found() {
    let mut lax = SAMPLE.0.clone();
    let settings = text(&SAMPLE.0, "content/site.toml");
    let settings =
        settings.replace("people = 5", "people = 3").replace("spread = 10", "spread = 3");
    lax.insert("content/site.toml", settings.as_bytes());
    let site = pipeline::run(&lax, &Options::default(), &mut |_| {}).site;
    assert!(site.get(HOME).is_some(), "the lax site is built");
    assert_eq!(audit(&site, Some(&lax)).findings, [], "by its own rules it is in order");
    let found = errors(&site);
    assert!(found.iter().any(|one| one.message.contains("can be singled out")), "{found:#?}");
}

#[test]
fn one_more_cell_is_found_and_the_combination_is_told() {
    // Field service is hidden, and pooled with Cooling projects; the pool minus one is the other.
    let table = "cell,mean\n2026-Q3/trust/projects-and-service/internal/-,60\n\
                 2026-Q3/trust/cooling-projects/internal/-,61\n";
    let site = with("extra.csv", table);
    let found = errors(&site);
    let proof = found.iter().find(|one| one.message.contains("singled out")).expect("a proof");
    let told = "4 people can be singled out from scores, shares and numbers of people: \
                1 × 2026-Q3/trust:mean/cooling-projects/internal/- \
                − 1 × 2026-Q3/commitment:mean/projects-and-service/internal/-";
    assert_eq!(proof.message, told, "{proof:?}");
    assert!(proof.hints.iter().any(|hint| hint.contains("stands in extra.csv, line")), "{proof:?}");

    let key = "2026-Q3/trust:mean/field-service/partner/-";
    let page = damaged(HOME, "<main ", &format!("<p><i data-cell=\"{key}\">50</i></p><main "));
    assert_found(&page, HOME, &format!("`{key}` rests on"));
}

#[test]
fn spread_needs_more_people_than_a_mean() {
    let key = |figure: &str| format!("2026-Q3/trust:{figure}/gearboxes/partner/-");
    let row = |figure: &str| format!("cell,value\n{},12\n", key(figure));
    // The made-up values differ from the published ones; only what they tell about people counts here.
    let exposing = |table: &str| {
        let mut found = errors(&with("sd.csv", table));
        found.retain(|one| one.message.contains("needed") || one.message.contains("singled out"));
        found
    };
    assert_eq!(exposing(&row("mean")), [], "the mean of these nine may be shown");
    assert_found(&with("sd.csv", &row("sd")), "sd.csv", "and 10 are needed");
    assert_found(&with("sd.csv", &row("alpha")), "sd.csv", "reliability and drivers");
    assert_found(&with("sd.csv", &row("rwg")), "sd.csv", "and 10 are needed");
    let low = "cell,value\n2026-Q3/satisfaction:low/gearboxes/partner/-,12\n";
    assert_found(&with("sd.csv", low), "sd.csv", "and 10 are needed");
    let pooled = format!("cell,value,spread\n{},12,pooled\n", key("low"));
    assert_eq!(exposing(&pooled), [], "the typical spread tells nothing of the group");
}

#[test]
fn a_raw_number_in_words_is_found() {
    let was = "Communication scores highest at 65";
    for now in ["Communication scores highest at 65.4", "Communication (n 17) scores highest at 65"]
    {
        assert_found(&damaged(HOME, was, now), HOME, "no value of the cells named here");
    }
    let title = "<p class=\"exhibit-title\" id=\"dimensions-title\">";
    let raw = format!("{title}9 people: ");
    assert_found(&damaged(HOME, title, &raw), HOME, "9 is neither a published figure");
    let alt = "<figure class=\"exhibit\" id=\"dimensions\"><img alt=\"7 of 8\">";
    let figure = "<figure class=\"exhibit\" id=\"dimensions\">";
    assert_found(&damaged(HOME, figure, alt), HOME, "7 is neither");
    let meta = "content=\"Partnership index 63";
    assert_found(&damaged(HOME, meta, "content=\"Partnership index 64"), HOME, "64 is no value");
    let prose = damaged(HOME, "<main ", "<p>Trust is 43 in Motors.</p><main ");
    assert_found(&prose, HOME, "43 is neither");
    let label = damaged(TRUST, "<th scope=\"row\">", "<th scope=\"row\">4 of ");
    assert_found(&label, TRUST, "4 is neither");
    let aria = damaged(TRUST, "<nav class=\"trail\"", "<nav title=\"3 people\" class=\"trail\"");
    assert_found(&aria, TRUST, "3 is neither");
    let target = "data-source=\"target\">70<";
    assert_found(&damaged(TRUST, target, "data-source=\"target\">71<"), TRUST, "no target is set");
    let odd = damaged(HOME, "data-source=\"axis\">0<", "data-source=\"raw\">0<");
    assert_found(&odd, HOME, "`raw` is no source");
}

#[test]
fn a_number_hidden_from_the_eye_is_found() {
    let site = damaged(HOME, "<main ", "<!-- n = 3 --><main ");
    assert_found(&site, HOME, "a comment in the page holds digits");
    let site = damaged(HOME, "<main ", "<i data-raw=\"3.25\"></i><main ");
    assert_found(&site, HOME, "the attribute `data-raw` holds digits");
    let site = damaged(HOME, "<main ", "<script>var n = 3</script><main ");
    assert_found(&site, HOME, "a script in the page holds digits");
}

#[test]
fn a_number_without_key_in_a_table_is_found() {
    let table = text(&SAMPLE.1, "units.csv");
    let row = table.lines().nth(3).unwrap();
    let key = row.split(',').next().unwrap();
    let site = damaged("units.csv", key, "");
    assert_found(&site, "units.csv", "stands in a row without a key");
    let site = with("more.csv", "unit,answers\nMotors,17\n");
    assert_found(&site, "more.csv", "17 is neither a published figure");
    let site = with("more.json", "{\"unit\":\"Motors\",\"answers\":17}");
    assert_found(&site, "more.json", "17 is neither a published figure");
}

#[test]
fn a_number_in_the_search_is_found() {
    const INDEX: &str = "search/index.js";
    let line = text(&SAMPLE.1, INDEX);
    let line = line.lines().find(|line| line.contains("\"units/foundry/index.html\"")).unwrap();
    let with_line = |changed: &str| damaged(INDEX, line, changed);
    let summary = "\"summary\":\"Foundry and machining: partnership index 67";
    let raw = with_line(&line.replace(summary, &summary.replace("67", "66.7")));
    assert_found(&raw, INDEX, "66.7 is no value of the cells named here");
    let place = errors(&raw).iter().find(|one| one.file == INDEX).map(|one| one.line);
    assert_eq!(
        text(&raw, INDEX).lines().nth(place.unwrap() as usize - 1).unwrap().matches("66.7").count(),
        1
    );
    let key = line.split("\"cell\":\"").nth(1).unwrap().split('"').next().unwrap();
    let bare = with_line(&line.replace(&format!("\"cell\":\"{key}\","), ""));
    assert_found(&bare, INDEX, "67 is neither a published figure");
    let titled = with_line(&line.replace("\"title\":\"", "\"title\":\"9 people: "));
    assert_found(&titled, INDEX, "9 is neither");
    let headed =
        with_line(&line.replace("\"headings\":[", "\"headings\":[[\"4 answered\",\"x\"],"));
    assert_found(&headed, INDEX, "4 is neither");
    let more = with_line(&line.replace("{\"page\"", "{\"answers\":17,\"page\""));
    assert_found(&more, INDEX, "17 is neither");
    let elsewhere = with_line(&line.replace("units/foundry/index.html", "units/foundry/17.html"));
    assert_found(&elsewhere, INDEX, "`units/foundry/17.html` is no file of the site");
    let script = with_line(&format!("{line}\nvar n = 3;"));
    assert_found(&script, INDEX, "no page of a search");
}

#[test]
fn a_value_changed_in_one_place_is_found() {
    let key = "2026-Q3/index:mean/foundry/internal+partner+supplier/-\">67<";
    let site = damaged(HOME, key, &key.replace("67", "68"));
    assert_found(&site, HOME, "is 68 here, but 67 elsewhere");
    let site = damaged("dimensions.csv", ",65,64,66,306,", ",65,64,66,305,");
    assert!(!errors(&site).is_empty());
}

#[test]
fn a_number_of_people_is_counted_again() {
    let mut site = Tree::default();
    site.insert("n.csv", b"cell,n\n2026-Q3/trust/-/internal/-,114\n".as_slice());
    assert_found(&site, "n.csv", "says 114, but the answers in content/ make 113");
}

#[test]
fn a_key_that_names_nothing_is_found() {
    for key in ["2026-Q9/trust:mean/-/internal/-", "2026-Q3/trust:mode/-/internal/-", "trust:mean"]
    {
        let site = with("odd.csv", &format!("cell,value\n{key},50\n"));
        assert_found(&site, "odd.csv", "names no figure of this site");
    }
}

#[test]
fn a_file_of_an_unknown_kind_is_found() {
    assert_found(&with("figures.xlsx", "PK"), "figures.xlsx", "could hold figures");
    assert_found(&with("search.js", "var n = 3"), "search.js", "could hold figures");
    assert_eq!(errors(&with("static/menu.js", "var n = 3")), []);
}

#[test]
fn a_site_alone_tells_part_of_it() {
    let site = with("few.csv", "cell,n\n2026-Q3/trust/motors/internal/-,4\n");
    let found = audit(&site, None).findings;
    assert!(found.iter().any(|one| one.message.contains("rests on 4 people")), "{found:#?}");
    let site = with("rest.csv", "cell,n\n2026-Q3/trust/motors/internal/-,110\n");
    let found = audit(&site, None).findings;
    assert!(
        found.iter().any(|one| one.message.contains("3 people can be singled out")),
        "{found:#?}"
    );
}

/// A response of a ledger; it counts in trust.
fn recorded(id: &str, digest: &str) -> String {
    format!(
        "[[response]]\nid = \"{id}\"\nunit = \"motors\"\naudience = \"partner\"\n\
         counted = [\"trust\"]\ndigest = \"{digest}\"\n"
    )
}

#[test]
fn what_changed_since_an_edition_is_found() {
    let units = "[units]\nmarrowby = \"\"\ndrives = \"marrowby\"\nmotors = \"drives\"\n[pools]\n";
    let all = "2026-Q3/trust:mean/motors/partner/-";
    let ledger = |people: &str| {
        let mut content = SAMPLE.0.clone();
        let text = format!("wave = \"2026-Q3\"\ncells = [\"{all}\"]\n{units}{people}");
        content.insert("content/secret.toml", b"salt = \"s\"".as_slice());
        content.insert("content/editions/001.toml", text.as_bytes());
        content
    };
    // Seven strangers were counted then: none of them is among the people of now.
    let strangers: String = (0..7).map(|at| recorded(&format!("old{at}"), "x")).collect();
    let site = with("motors.csv", &format!("cell,value\n{all},68\n"));
    assert_eq!(audit(&site, Some(&ledger(&strangers))).findings, []);
    let few: String = (0..2).map(|at| recorded(&format!("old{at}"), "x")).collect();
    let verdict: Verdict = audit(&site, Some(&ledger(&few)));
    let [past] = &verdict.findings[..] else { panic!("{:#?}", verdict.findings) };
    assert!(!past.is_error && past.message.starts_with("2 people"), "{past:?}");
    assert!(past.hints.iter().any(|hint| hint.contains("cannot be taken back")), "{past:?}");
}

#[test]
fn typed_figures_are_told_where_they_stand() {
    let mut content = SAMPLE.0.clone();
    let note = "+++\ntitle = \"A note\"\nkind = \"page\"\n+++\n\nAll went well on 3 May. \
                Trust in Motors is 43 now. Late parts fell from 61 to 12 in Motors.\n";
    content.insert("content/notes/a.md", note.as_bytes());
    let typed = audit(&SAMPLE.1, Some(&content)).typed;
    let [one] = &typed[..] else { panic!("{typed:?}") };
    assert_eq!((&note[one.span.clone()], &*one.who), ("43", "Motors"));
}

/// Numbers that look random and are the same on every machine (SplitMix64, Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

const SURVEY: &str = "id = \"s\"\n[[audience]]\nid = \"internal\"\nweight = 1.5\n[[audience]]\nid = \"partner\"\n\
    minimum = 4\n[[audience]]\nid = \"supplier\"\n[[scale]]\nid = \"five\"\nfavourable = [4, 5]\n\
    unfavourable = [1, 2]\nlabels.en = [\"1\", \"2\", \"3\", \"4\", \"5\"]\n";

/// A small organisation: divisions with teams, two waves on two forms, suppliers, blanks and don't
/// knows. Groups have about four people, so that most of them are too small alone.
fn random_site(seed: u64) -> (Tree, Vec<String>) {
    let mut random = Random(seed);
    let mut tree = Tree::default();
    let mut survey = SURVEY.to_owned();
    let mut items = Vec::new();
    for dimension in ["trust", "goals"] {
        survey
            .push_str(&format!("[[dimension]]\nid = \"{dimension}\"\nname.en = \"{dimension}\"\n"));
        survey.push_str(&format!(
            "[[dimension.practice]]\nid = \"{dimension}-p\"\nname.en = \"P\"\n"
        ));
        for item in 0..3 {
            let id = format!("{dimension}-{item}");
            let forms = if item == 2 { "\"full\"" } else { "\"full\", \"pulse\"" };
            survey.push_str(&format!(
                "[[dimension.practice.item]]\nid = \"{id}\"\nscale = \"five\"\nforms = [{forms}]\n\
                 text.en = \"A statement.\"\n"
            ));
            items.push((id, item < 2));
        }
    }
    tree.insert("content/survey.toml", survey.as_bytes());
    let site = "organisation = \"Example\"\ntitle = \"Report\"\nlanguages = [\"en\"]\n";
    tree.insert("content/site.toml", site.as_bytes());
    let mut units = vec![("whole".to_owned(), String::new())];
    for division in 0..2 {
        units.push((format!("d{division}"), "whole".to_owned()));
        let teams = 2 + random.below(3);
        units
            .extend((0..teams).map(|team| (format!("d{division}t{team}"), format!("d{division}"))));
    }
    let unit = |(id, parent): &(String, String)| match parent.as_str() {
        "" => format!("[[unit]]\nid = \"{id}\"\nname = \"{id}\"\n"),
        parent => format!("[[unit]]\nid = \"{id}\"\nname = \"{id}\"\nparent = \"{parent}\"\n"),
    };
    tree.insert("content/organisation.toml", units.iter().map(unit).collect::<String>().as_bytes());
    let supplier = |at: usize| {
        format!(
            "[[supplier]]\nid = \"s{at}\"\nname = \"S{at}\"\ncategory = \"c\"\nunit = \"d{at}\"\n\
             [[supplier.from]]\ndate = 2020-01-01\ntype = \"strategic\"\npriority = 1\n"
        )
    };
    tree.insert("content/suppliers.toml", (0..2).map(supplier).collect::<String>().as_bytes());
    for (wave, form, month) in [("w1", "full", 3), ("w2", "pulse", 6)] {
        let settings = format!(
            "form = \"{form}\"\nstate = \"closed\"\nopens = 2026-0{month}-01\ncloses = 2026-0{month}-20\n\
             [[invited]]\nsupplier = \"s1\"\nattributed = true\npeople = {{ supplier = 9 }}\n"
        );
        tree.insert(&format!("content/waves/{wave}/wave.toml"), settings.as_bytes());
        let asked = items.iter().filter(|(_, both)| *both || form == "full");
        let asked: Vec<&str> = asked.map(|(id, _)| id.as_str()).collect();
        let mut table = format!("id,audience,unit,supplier,{}\n", asked.join(","));
        let mut people = 0;
        let mut answer = |who: &str, count: u64, random: &mut Random| {
            for _ in 0..count {
                people += 1;
                let mut cell = || match random.below(10) {
                    0 | 1 => String::new(),
                    2 => "na".to_owned(),
                    _ => (1 + random.below(5)).to_string(),
                };
                let cells: Vec<String> = asked.iter().map(|_| cell()).collect();
                table.push_str(&format!("p{people:03},{who},{}\n", cells.join(",")));
            }
        };
        for (unit, _) in &units {
            for audience in ["internal", "partner"] {
                let count = if random.below(8) == 0 { 14 } else { random.below(9) };
                answer(&format!("{audience},{unit},"), count, &mut random);
            }
        }
        for supplier in ["s0", "s1"] {
            answer(&format!("supplier,,{supplier}"), 2 + random.below(6), &mut random);
            answer(&format!("internal,whole,{supplier}"), random.below(8), &mut random);
        }
        tree.insert(&format!("content/waves/{wave}/answers/all.csv"), table.as_bytes());
    }
    let cells = units.iter().skip(1).flat_map(|(unit, _)| {
        ["internal", "partner"].map(|audience| format!("w2/trust:mean/{unit}/{audience}/-"))
    });
    (tree, cells.collect())
}

#[test]
fn the_audit_agrees_with_the_gate_on_random_organisations() {
    let mut leaks = 0;
    for seed in 0..12 {
        let (content, cells) = random_site(seed);
        let outcome = pipeline::run(&content, &Options::default(), &mut |_| {});
        let said = print(&outcome.diagnostics, &content, Format::Human, false);
        assert!(!outcome.diagnostics.has_errors(), "seed {seed}: {said}");
        assert!(outcome.verdict.cells > 50, "seed {seed} publishes next to nothing");
        // The same site with every group that is large enough by itself: plain counting of people.
        let open: String = cells.iter().map(|cell| format!("{cell},50\n")).collect();
        let mut tree = Tree::default();
        tree.insert("open.csv", format!("cell,value\n{open}").as_bytes());
        let found = audit(&tree, Some(&content)).findings;
        leaks += usize::from(found.iter().any(|one| one.message.contains(" − 1 × ")));
    }
    assert!(leaks >= 6, "without the rule hardly anything leaks ({leaks} of 12)");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever a file holds, the audit ends.
    #[test]
    fn no_bytes_make_it_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        text in "(<|>|/|td|tr|table|svg|figure|data-cell=|'w/t/-/a/-'|5| |,|\"|cell|mean|\n|\\{|:|~|\\+|w/t:n/x/a~b/all){0,60}",
    ) {
        let mut tree = Tree::default();
        for ending in ["html", "svg", "csv", "json", "xml"] {
            tree.insert(&format!("a.{ending}"), bytes.as_slice());
            tree.insert(&format!("b.{ending}"), text.as_bytes());
        }
        tree.insert(".rapportage.json", bytes.as_slice());
        let mut content = Tree::default();
        for file in ["site.toml", "survey.toml", "waves/w/wave.toml", "waves/w/answers/a.csv", "editions/1.toml"] {
            content.insert(&format!("content/{file}"), text.as_bytes());
        }
        audit(&tree, Some(&content));
        audit(&tree, None);
    }
}
