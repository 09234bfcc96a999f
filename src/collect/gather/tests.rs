//! Files into waves.

use super::super::Site;
use super::{Gathered, fold, gather};
use crate::diag::{Code, Diagnostics};
use crate::source::Tree;

const SITE: &str = "--- content/site.toml\norganisation = \"A\"\ntitle = \"T\"\nlanguages = [\"en\"]\n\
    --- content/organisation.toml\n[[unit]]\nid = \"emea\"\nname = \"EMEA\"\n\
    --- content/survey.toml\nid = \"s\"\n[[audience]]\nid = \"internal\"\n[[scale]]\nid = \"five\"\nmin = 1\n\
    max = 5\n[[dimension]]\nid = \"trust\"\nname.en = \"Trust\"\n[[dimension.practice]]\nid = \"roles\"\n\
    name.en = \"Roles\"\n[[dimension.practice.item]]\nid = \"roles-1\"\nscale = \"five\"\nforms = [\"full\"]\n\
    text.en = \"Clear.\"\n\
    --- content/waves/w/wave.toml\nform = \"full\"\nstate = \"open\"\nopens = 2026-09-01\ncloses = 2026-09-21\n\
    --- content/waves/v/wave.toml\nform = \"full\"\nstate = \"closed\"\nopens = 2025-09-01\ncloses = 2025-09-21\n";

fn file(path: &str, wave: &str, responses: &[(&str, u8)]) -> String {
    let responses = responses.iter().map(|(id, point)| {
        format!(
            "[[response]]\nid = \"{id}\"\naudience = \"internal\"\nunit = \"emea\"\n\
             answers = {{ roles-1 = {point} }}\n"
        )
    });
    let responses: String = responses.collect();
    format!("--- {path}\nsurvey = \"s\"\nwave = \"{wave}\"\n{responses}")
}

/// What comes of a run: path, how many were added, ids in the text, files folded; and the mistakes.
type Told = (Runs, Vec<Code>);

fn told(run: impl FnOnce(&Site, &mut Diagnostics) -> Runs, site: &str) -> Told {
    let mut to = Diagnostics::default();
    let read = Site::read(&Tree::from_fixture(site), &mut to);
    let found = run(&read, &mut to);
    (found, to.sorted().iter().map(|one| one.code).collect())
}

type Runs = Vec<(String, usize, Vec<String>, Vec<String>)>;

fn short(all: Vec<Gathered<'_>>) -> Runs {
    let ids = |text: &str| text.split("id = \"").skip(1).map(|rest| rest[..1].to_owned()).collect();
    all.into_iter().map(|one| (one.path, one.added, ids(&one.text), one.folded)).collect()
}

fn gathered(site: &str, incoming: &str, wave: Option<&str>) -> Told {
    let run = |site: &Site, to: &mut Diagnostics| {
        short(gather(site, &Tree::from_fixture(incoming), wave, to))
    };
    told(run, site)
}

fn folded(site: &str) -> Told {
    told(|site, to| short(fold(site, None, to)), site)
}

const COLLECTED: &str = "content/waves/w/answers/collected.toml";

#[test]
fn files_join_those_that_are_there_in_the_order_of_their_ids() {
    let site = SITE.to_owned() + &file(COLLECTED, "w", &[("c", 1)]);
    let incoming = file("b.toml", "w", &[("d", 2)]) + &file("a.toml", "w", &[("a", 3), ("b", 4)]);
    let ids = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    let expected = vec![(COLLECTED.to_owned(), 3, ids, Vec::new())];
    assert_eq!(gathered(&site, &incoming, None), (expected, vec![]));
}

#[test]
fn who_answered_before_is_refused_and_so_is_everybody_else() {
    let own = file("content/waves/w/answers/x.toml", "w", &[("a", 1)]);
    let site = SITE.to_owned() + &own;
    let incoming = file("1.toml", "w", &[("a", 1)]) + &file("2.toml", "w", &[("b", 2)]);
    assert_eq!(gathered(&site, &incoming, None), (vec![], vec![Code::RepeatedResponse]));
    let twice = file("1.toml", "w", &[("a", 1)]) + &file("2.toml", "w", &[("a", 1)]);
    assert_eq!(gathered(SITE, &twice, None).1, [Code::RepeatedResponse]);
}

#[test]
fn a_file_goes_where_it_says_unless_that_is_closed() {
    let late = file("a.toml", "v", &[("a", 1)]);
    assert_eq!(gathered(SITE, &late, None), (vec![], vec![Code::WrongWave]));
    let (found, mistakes) = gathered(SITE, &late, Some("v"));
    assert_eq!((found[0].1, mistakes), (1, vec![]));
    assert_eq!(gathered(SITE, &late, Some("w")).1, [Code::WrongWave]);
    assert_eq!(gathered(SITE, &late, Some("u")).1, [Code::UnknownName]);
    assert_eq!(gathered(SITE, &file("a.toml", "u", &[("a", 1)]), None).1, [Code::UnknownName]);
}

#[test]
fn single_files_are_folded_and_others_are_left() {
    let at = |name: &str, responses: &[(&str, u8)]| {
        file(&format!("content/waves/w/answers/{name}.toml"), "w", responses)
    };
    let site =
        SITE.to_owned() + &at("b", &[("b", 1)]) + &at("a", &[("a", 1)]) + &at("all", &[("c", 1)]);
    let files = ["a", "b"].map(|name| format!("content/waves/w/answers/{name}.toml")).to_vec();
    let ids = ["a", "b"].map(str::to_owned).to_vec();
    assert_eq!(folded(&site), (vec![(COLLECTED.to_owned(), 2, ids, files)], vec![]));
    assert_eq!(folded(SITE), (vec![], vec![]));
}

#[test]
fn a_fold_that_was_cut_short_goes_on() {
    let site = SITE.to_owned()
        + &file(COLLECTED, "w", &[("a", 1)])
        + &file("content/waves/w/answers/a.toml", "w", &[("a", 1)]);
    let (found, mistakes) = folded(&site);
    assert_eq!((found[0].1, found[0].2.len(), found[0].3.len(), mistakes), (0, 1, 1, vec![]));
    let other = site.replace("roles-1 = 1 }\n--- ", "roles-1 = 2 }\n--- ");
    assert_eq!(folded(&other).1, [Code::RepeatedResponse]);
}
