//! Survey pages of a small site: what is asked of whom, in which language, and what is said first.

use rapportage::diag::Severity;
use rapportage::pipeline::{Options, run};
use rapportage::source::Tree;

const SITE: &str = "--- content/site.toml\norganisation = \"A\"\ntitle = \"T\"\nlanguages = [\"en\", \"ar\"]\n\
    [collect]\nendpoint = \"https://intranet.example/answers\"\n\
    --- content/organisation.toml\n[[unit]]\nid = \"emea\"\nname = \"EMEA\"\n\
    [[unit]]\nid = \"old\"\nname = \"Old works\"\nparent = \"emea\"\nuntil = 2026-03-31\n\
    --- content/suppliers.toml\n\
    [[supplier]]\nid = \"acme\"\nname = \"Acme\"\ncategory = \"x\"\nunit = \"emea\"\n\
    [[supplier.from]]\ndate = 2025-01-01\ntype = \"strategic\"\npriority = 1\n\
    [[supplier]]\nid = \"other\"\nname = \"Not asked\"\ncategory = \"x\"\nunit = \"emea\"\n\
    [[supplier.from]]\ndate = 2025-01-01\ntype = \"tactical\"\npriority = 1\n\
    --- content/survey.toml\nid = \"s\"\n\
    [[audience]]\nid = \"internal\"\nname.en = \"Our people\"\nname.ar = \"نحن\"\nminimum = 7\n\
    [[audience]]\nid = \"supplier\"\nname.en = \"Suppliers\"\nname.ar = \"الموردون\"\nside = \"supplier\"\n\
    [[audience]]\nid = \"nobody\"\nname.en = \"Nobody\"\nname.ar = \"لا أحد\"\n\
    [[scale]]\nid = \"five\"\nmin = 1\nmax = 5\n\
    [[dimension]]\nid = \"trust\"\nname.en = \"Trust\"\nname.ar = \"ثقة\"\n\
    [[dimension.practice]]\nid = \"roles\"\nname.en = \"Roles\"\nname.ar = \"أدوار\"\n\
    [[dimension.practice.item]]\nid = \"roles-1\"\nscale = \"five\"\nforms = [\"pulse\"]\n\
    audiences = [\"internal\", \"supplier\"]\ntext.en = \"We know.\"\ntext.ar = \"نعرف.\"\n\
    for.supplier.text.en = \"They know.\"\nfor.supplier.text.ar = \"يعرفون.\"\n\
    [[dimension.practice.item]]\nid = \"roles-2\"\nscale = \"five\"\nforms = [\"full\"]\n\
    text.en = \"Only in full.\"\ntext.ar = \"كامل\"\n\
    --- content/waves/w/wave.toml\nname = \"Now\"\nform = \"pulse\"\nstate = \"open\"\nopens = 2026-09-01\n\
    closes = 2026-09-21\n[[invited]]\nunit = \"emea\"\npeople = { internal = 9 }\n\
    [[invited]]\nsupplier = \"acme\"\npeople = { supplier = 3 }\nattributed = true\n";

fn built(site: &str) -> Tree {
    let outcome = run(&Tree::from_fixture(site), &Options::default(), &mut |_| {});
    let all = outcome.diagnostics.sorted();
    let errors: Vec<_> = all.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    outcome.site
}

fn page(site: &Tree, path: &str) -> String {
    String::from_utf8(site.get(path).unwrap_or_else(|| panic!("no {path}")).to_vec()).unwrap()
}

#[test]
fn each_audience_is_asked_its_own_words_in_each_language() {
    let site = built(SITE);
    let paths: Vec<_> = site.below("survey/").map(|(path, _)| path.to_string()).collect();
    let expected = ["index.html", "w/internal/ar/index.html", "w/internal/en/index.html"];
    let more = ["w/supplier/ar/index.html", "w/supplier/en/index.html"];
    let expected: Vec<_> =
        expected.iter().chain(&more).map(|path| format!("survey/{path}")).collect();
    assert_eq!(paths, expected, "nobody is asked nothing");
    let own = page(&site, "survey/w/internal/en/index.html");
    assert!(own.contains("We know.") && !own.contains("Only in full."));
    assert!(page(&site, "survey/w/supplier/en/index.html").contains("They know."));
    let arabic = page(&site, "survey/w/supplier/ar/index.html");
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">") && arabic.contains("يعرفون."));
    assert!(page(&site, "index.html").contains("href=\"survey/index.html\""));
}

#[test]
fn what_happens_with_answers_is_said_before_anything_is_asked() {
    let site = built(SITE);
    let own = page(&site, "survey/w/internal/en/index.html");
    let told = own.find("at least <span data-source=\"count\">7</span>").expect("its own minimum");
    let company = page(&site, "survey/w/supplier/en/index.html");
    assert!(company.contains("at least <span data-source=\"count\">5</span>"));
    let named = company.find("agreed to be named: Acme").expect("who is named");
    for (page, told) in [(&own, told), (&company, named)] {
        for asked in ["<select", "<fieldset", "<textarea"] {
            assert!(page.find(asked).is_none_or(|at| at > told), "{asked} comes first");
        }
    }
    assert!(!own.contains("agreed to be named"));
}

#[test]
fn there_is_a_choice_of_what_exists_and_is_asked_about() {
    let site = built(SITE);
    let own = page(&site, "survey/w/internal/en/index.html");
    assert!(own.contains("<option value=\"emea\">EMEA</option>") && !own.contains("Old works"));
    assert!(!own.contains("id=\"supplier\""), "nobody of ours is asked about a supplier");
    let company = page(&site, "survey/w/supplier/en/index.html");
    assert!(company.contains("<option value=\"acme\">Acme</option>"));
    assert!(!company.contains("Not asked") && !company.contains("id=\"unit\""));
    assert!(company.contains("name=\"endpoint\" value=\"https://intranet.example/answers\""));
}

#[test]
fn a_wave_that_is_closed_asks_nobody() {
    let site = built(&SITE.replace("\"open\"", "\"closed\""));
    assert_eq!(site.below("survey/").count(), 0);
    assert!(!page(&site, "index.html").contains("survey/index.html"));
}

#[test]
fn the_script_is_small_and_speaks_through_the_page() {
    let site = built(SITE);
    let script = page(&site, "static/survey.js");
    assert!(script.len() < 15_000, "{} bytes", script.len());
    let page = page(&site, "survey/w/internal/en/index.html");
    let said =
        script.split("say(\"").chain(script.split("outcome(\"")).chain(script.split("tell(\""));
    let mut names = 0;
    for name in said.filter_map(|rest| rest.split_once('"')).map(|(name, _)| name) {
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            assert!(page.contains(&format!("data-say=\"{name}\"")), "the page lacks {name}");
            names += 1;
        }
    }
    assert!(names > 8, "{names}");
    for absent in ["XMLHttpRequest", "eval(", "innerHTML", "http:", "https:"] {
        assert!(!script.contains(absent), "{absent}");
    }
}
