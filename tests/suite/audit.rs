//! The audit finds what the gate would never let through: each test damages a finished site in one
//! place, and the audit has to fail and to name that place.

use crate::newest;
use proptest::prelude::*;
use rapportage::diag::{Format, print};
use rapportage::pipeline::{self, Options};
use rapportage::privacy::audit::{Finding, Verdict, audit};
use rapportage::source::Tree;

fn text(tree: &Tree, path: &str) -> String {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The finished sample with the first `old` in a file replaced.
fn damaged(path: &str, old: &str, new: &str) -> Tree {
    let text = text(&newest::BUILT.site, path);
    assert!(text.contains(old), "{path} does not hold {old}");
    with(path, &text.replacen(old, new, 1))
}

/// The finished sample with a file.
fn with(path: &str, text: &str) -> Tree {
    let mut site = newest::BUILT.site.clone();
    site.insert(path, text.as_bytes());
    site
}

fn errors(site: &Tree) -> Vec<Finding> {
    let verdict = audit(site, Some(&newest::CONTENT));
    verdict.findings.into_iter().filter(|finding| finding.is_error).collect()
}

/// What a damaged site has of its own, the file that is looked at, and the home page: far less to read than
/// all of it, for whatever one file gives away by itself.
fn thin(site: &Tree, file: &str) -> Tree {
    let mut thin = Tree::default();
    for (path, bytes) in site.iter() {
        if **path == *file || **path == *HOME || newest::BUILT.site.get(path).is_none() {
            thin.insert(path, bytes.to_vec());
        }
    }
    thin
}

/// The audit fails, and says this in one finding of this file.
fn assert_found(site: &Tree, file: &str, said: &str) {
    assert_told(&errors(&thin(site, file)), file, said);
}

/// The same where only the whole site tells.
fn assert_found_in_all(site: &Tree, file: &str, said: &str) {
    assert_told(&errors(site), file, said);
}

fn assert_told(found: &[Finding], file: &str, said: &str) {
    let told: Vec<_> =
        found.iter().map(|one| format!("{}:{} {}", one.file, one.line, one.message)).collect();
    let here = |one: &Finding| one.file == file && one.message.contains(said);
    assert!(found.iter().any(here), "expected “{said}” of {file}, found {told:#?}");
}

const HOME: &str = "index.html";
const TRUST: &str = "waves/2026-Q3/trust/index.html";

#[test]
fn the_sample_passes() {
    let verdict = audit(&newest::BUILT.site, Some(&newest::CONTENT));
    assert_eq!((verdict.findings, verdict.typed), (vec![], vec![]));
    assert_eq!(verdict.files, newest::BUILT.site.len());
    assert!(verdict.cells > 1000 && verdict.equations > 500);
    let alone = audit(&newest::BUILT.site, None);
    assert_eq!(alone.findings, []);
    assert_eq!(alone.cells, verdict.cells);
}

/// The figures of every unit for each audience, as if the gate were open.
fn without_suppression() -> String {
    let mut rows = "cell,mean\n".to_owned();
    let units = text(&newest::CONTENT, "content/organisation.toml");
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
    let found = errors(&site);
    assert_told(&found, "all.csv", "can be singled out from scores, shares and numbers of people");
    assert_told(&found, "all.csv", "rests on");
}

#[test]
fn a_gate_that_lets_smaller_groups_through_is_found() {
    let mut lax = newest::CONTENT.clone();
    let settings = text(&newest::CONTENT, "content/site.toml");
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
    let was = "Highest at 65: communication";
    for now in ["Highest at 65.4: communication", "Highest at 65 (n 17): communication"] {
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
fn a_number_in_any_attribute_is_found() {
    // Each on a line of its own, so that one audit finds them all.
    let damages = [
        ("<meter value=\"43\" min=\"0\">", "43 is neither"),
        ("<i aria-valuenow=\"43\"></i>", "43 is neither"),
        ("<i aria-valuetext=\"43 of them\"></i>", "43 is neither"),
        ("<input value=\"43\">", "43 is neither"),
        ("<select><optgroup label=\"43 people\"></optgroup></select>", "43 is neither"),
        ("<meta name=\"keywords\" content=\"trust, 43\">", "43 is neither"),
        ("<i style=\"width:76.4%\"></i>", "76 is neither"),
        ("<i style=\"width:654px\"></i>", "the attribute `style` holds digits"),
        ("<i style=\"--raw:43\"></i>", "the attribute `style` holds digits"),
        ("<style>p::after { content: \"43\" }</style>", "a style sheet in the page puts digits"),
        ("<i data-raw=\"٤٣\"></i>", "the attribute `data-raw` holds digits"),
        ("<i data-cell=\"43\"></i>", "`43` stands where a key should"),
        ("<i data-source=\"43 people\"></i>", "`43 people` is no source"),
        ("<i data-figure=\"43\"></i>", "the attribute `data-figure` holds digits"),
        ("<i data-spread=\"43\"></i>", "the attribute `data-spread` holds digits"),
        ("<p>４３ people</p>", "４３ is neither"),
        ("<p>٤٣</p>", "٤٣ is neither"),
        ("<p>४३ ½</p>", "४३ is neither"),
    ];
    let elements: String = damages.iter().map(|(element, _)| format!("{element}\n")).collect();
    let site = damaged(HOME, "<main ", &format!("\n{elements}<main "));
    let (found, html) = (errors(&thin(&site, HOME)), text(&site, HOME));
    for (element, said) in damages {
        let line = html.lines().position(|line| line == element).unwrap() as u64 + 1;
        let here: Vec<&Finding> = found.iter().filter(|one| one.line == line).collect();
        let is_told = here.iter().any(|one| one.message.contains(said));
        assert!(is_told, "{element} in line {line}: {here:#?} among {found:#?}");
    }
    // A bar is as long as the figure that stands under its key, and no longer.
    let key = "2026-Q3/index:mean/-/internal+partner+supplier/-";
    let bar = |share: &str| {
        let bar = format!("<table><tr><td data-cell=\"{key}\" style=\"width:{share}%\"></table>");
        let found = errors(&thin(&damaged(HOME, "<main ", &format!("{bar}<main ")), HOME));
        found.into_iter().filter(|one| one.message.contains(key)).collect::<Vec<_>>()
    };
    assert_eq!(bar("63"), []);
    assert!(bar("63.4").iter().any(|one| one.message.contains("63.4")));
}

#[test]
fn a_p_value_before_correction_goes_with_its_test() {
    // Some partners of Gearboxes are few enough that what they say may show no spread.
    let key = |figure: &str| format!("2026-Q3~2026-Q2/trust:{figure}/gearboxes/partner/-");
    let table = format!("cell,value\n{},0.5\n", key("p_raw"));
    let site = with("p.csv", &table);
    assert_found(&site, "p.csv", "the p value of its cell is not published");
    assert_found(&site, "p.csv", "and 10 are needed");
    let object = format!("[{{\"cell\":\"{}\",\"value\":0.5}}]", key("p_raw"));
    assert_found(&with("p.json", &object), "p.json", "the p value of its cell is not published");

    let known = "2026-Q3~2026-Q2/trust:p_raw/-/internal/-";
    let page = "waves/2026-Q3/trust/explained/index.html";
    let found = errors(&with("p.csv", &format!("cell,value\n{known},0.99\n")));
    assert_told(&found, page, "but 0.99 elsewhere");
    assert_told(&found, "p.csv", "is 0.99, more than after correction");
    let html = text(&newest::BUILT.site, page);
    let (before, after) = html.split_once(&format!("data-cell=\"{known}\">")).unwrap();
    let changed = |p: &str| {
        let rest = &after[after.find('<').unwrap()..];
        with(page, &format!("{before}data-cell=\"{known}\">{p}{rest}"))
    };
    assert_found(&changed("1.00"), page, "is 1, more than after correction");
    assert_found(&changed("0.02"), page, "is 0.02, but the interval of its cell is");
}

#[test]
fn what_is_no_key_in_the_column_of_keys_is_found() {
    let told = "stands where a key should, and is none";
    assert_found(&with("a.csv", "cell,unit\nMotors 17,Motors\n"), "a.csv", told);
    assert_found(&with("a.csv", "cell,mean\nmotors,\n"), "a.csv", told);
    assert_found(&with("a.json", "[{\"cell\":\"17 people\"}]"), "a.json", told);
    let bare = "stands in a column that names no figure";
    assert_found(&with("a.csv", "cell,unit,people\n,Motors,4\n"), "a.csv", bare);
    assert_found(&with("a.csv", "cell,mean\n,17\n"), "a.csv", "in a row without a key");
    assert_found(&with("a.csv", "source,unit\n17 people,Motors\n"), "a.csv", "is no source");
    let number = with("a.json", "[{\"cell\":17}]");
    assert_found(&number, "a.json", "17 is neither a published figure");
}

#[test]
fn a_number_without_key_in_a_table_is_found() {
    let table = text(&newest::BUILT.site, "units.csv");
    let row = table.lines().nth(3).unwrap();
    let key = row.split(',').next().unwrap();
    let site = damaged("units.csv", key, "");
    assert_found(&site, "units.csv", "stands in a row without a key");
    let site = with("more.csv", "unit,answers\nMotors,17\n");
    assert_found(&site, "more.csv", "`17` stands in a column that names no figure");
    let site = with("more.json", "{\"unit\":\"Motors\",\"answers\":17}");
    assert_found(&site, "more.json", "17 is neither a published figure");
}

#[test]
fn a_number_in_the_search_is_found() {
    const INDEX: &str = "search/index.js";
    let line = text(&newest::BUILT.site, INDEX);
    let line = line.lines().find(|line| line.contains("\"units/foundry/index.html\"")).unwrap();
    let summary = "\"summary\":\"Foundry and machining: partnership index 67";
    let key = line.split("\"cell\":\"").nth(1).unwrap().split('"').next().unwrap();
    let headings = "\"headings\":[[\"4 answered\",\"x\"],";
    let page = "units/foundry/index.html";
    // The same entry in seven damaged forms, so that one audit finds them all.
    let damages = [
        (
            line.replace(summary, &summary.replace("67", "66.7")),
            "66.7 is no value of the cells named here",
        ),
        (line.replace(&format!("\"cell\":\"{key}\","), ""), "67 is neither a published figure"),
        (line.replace("\"title\":\"", "\"title\":\"9 people: "), "9 is neither"),
        (line.replace("\"headings\":[", headings), "4 is neither"),
        (line.replace("{\"page\"", "{\"answers\":17,\"page\""), "17 is neither"),
        (
            line.replace(page, "units/foundry/17.html"),
            "`units/foundry/17.html` is no file of the site",
        ),
        (line.replace(key, "17"), "`17` stands where a key should"),
        ("var n = 3;".to_owned(), "no page of a search"),
    ];
    let lines: Vec<&str> = damages.iter().map(|(damaged, _)| damaged.as_str()).collect();
    let site = damaged(INDEX, line, &lines.join("\n"));
    let (found, index) = (errors(&site), text(&site, INDEX));
    for (damaged, said) in &damages {
        let at = index.lines().position(|line| line == damaged).unwrap() as u64 + 1;
        let mut here = found.iter().filter(|one| one.file == INDEX && one.line == at);
        assert!(here.any(|one| one.message.contains(said)), "{said}: {found:#?}");
    }
}

#[test]
fn a_value_changed_in_one_place_is_found() {
    let key = "2026-Q3/index:mean/foundry/internal+partner+supplier/-\">67<";
    let site = damaged(HOME, key, &key.replace("67", "68"));
    assert_found_in_all(&site, HOME, "is 68 here, but 67 elsewhere");
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
        let mut content = newest::CONTENT.clone();
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
    let mut content = newest::CONTENT.clone();
    let note = "+++\ntitle = \"A note\"\nkind = \"page\"\n+++\n\nAll went well on 3 May. \
                Trust in Motors is 43 now. Late parts fell from 61 to 12 in Motors.\n";
    content.insert("content/notes/a.md", note.as_bytes());
    let typed = audit(&newest::BUILT.site, Some(&content)).typed;
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
