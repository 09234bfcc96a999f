//! An inbox in a folder of its own.

use super::{Inbox, Received};
use crate::collect::{Site, Token};
use crate::diag::Diagnostics;
use crate::source::Tree;
use std::fs;
use tempfile::TempDir;

const SITE: &str = "--- content/site.toml\norganisation = \"A\"\ntitle = \"T\"\nlanguages = [\"en\"]\n\
    --- content/secret.toml\nsalt = \"0123456789abcdef\"\n\
    --- content/organisation.toml\n[[unit]]\nid = \"emea\"\nname = \"EMEA\"\n\
    --- content/suppliers.toml\n[[supplier]]\nid = \"acme\"\nname = \"Acme\"\ncategory = \"x\"\nunit = \"emea\"\n\
    [[supplier.from]]\ndate = 2025-01-01\ntype = \"strategic\"\npriority = 1\n\
    --- content/survey.toml\nid = \"s\"\n[[audience]]\nid = \"internal\"\n[[scale]]\nid = \"five\"\nmin = 1\n\
    max = 5\n[[dimension]]\nid = \"trust\"\nname.en = \"Trust\"\n[[dimension.practice]]\nid = \"roles\"\n\
    name.en = \"Roles\"\n[[dimension.practice.item]]\nid = \"roles-1\"\nscale = \"five\"\nforms = [\"full\"]\n\
    text.en = \"Clear.\"\n\
    --- content/waves/w/wave.toml\nform = \"full\"\nstate = \"open\"\nopens = 2026-09-01\ncloses = 2026-09-21\n\
    --- content/waves/v/wave.toml\nform = \"full\"\nstate = \"closed\"\nopens = 2025-09-01\ncloses = 2025-09-21\n";

fn inbox(dir: &TempDir, needs_token: bool) -> Inbox {
    let mut to = Diagnostics::default();
    let site = Site::read(&Tree::from_fixture(SITE), &mut to);
    let inbox = Inbox::open(site, dir.path().to_owned(), needs_token, &mut to);
    assert!(!to.has_errors(), "{to:?}");
    inbox
}

fn answer(id: &str, wave: &str, more: &str) -> String {
    format!(
        "survey = \"s\"\nwave = \"{wave}\"\n[[response]]\nid = \"{id}\"\naudience = \"internal\"\n\
         unit = \"emea\"\n{more}\n"
    )
}

const ID: &str = "00112233445566aa";
const FOUR: &str = "answers = { roles-1 = 4 }";

#[test]
fn an_answer_becomes_a_file_once() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = inbox(&dir, false);
    let text = answer(ID, "w", FOUR);
    assert!(matches!(inbox.receive(&text, None), Received::New));
    assert!(matches!(inbox.receive(&text, None), Received::Known));
    // A note that somebody hid in the file is not kept.
    assert!(matches!(inbox.receive(&format!("# Ada\n{text}"), None), Received::Known));
    let other = answer(ID, "w", "answers = { roles-1 = 5 }");
    assert!(matches!(inbox.receive(&other, None), Received::Other));
    let about = answer(ID, "w", &format!("supplier = \"acme\"\n{FOUR}"));
    assert!(matches!(inbox.receive(&about, None), Received::New));
    let folder = dir.path().join("content/waves/w/answers");
    let name = |file: std::io::Result<fs::DirEntry>| file.unwrap().file_name().into_string();
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|file| name(file).unwrap()).collect();
    names.sort();
    assert_eq!(names, [format!("{ID}.acme.toml"), format!("{ID}.toml")]);
}

#[test]
fn an_inbox_that_is_opened_again_knows_what_came() {
    let dir = tempfile::tempdir().unwrap();
    let text = answer(ID, "w", FOUR);
    assert!(matches!(inbox(&dir, false).receive(&text, None), Received::New));
    // This one was opened on the tree from before, and finds the file only when it writes.
    assert!(matches!(inbox(&dir, false).receive(&text, None), Received::Known));
    let other = answer(ID, "w", "answers = { roles-1 = 1 }");
    assert!(matches!(inbox(&dir, false).receive(&other, None), Received::Other));
}

#[test]
fn what_is_no_answer_is_refused_with_a_reason() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = inbox(&dir, false);
    let wrong = |text: &str| match inbox.receive(text, None) {
        Received::Wrong(reason) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(&answer(ID, "v", FOUR)), "this survey is not open");
    assert_eq!(wrong(&answer(ID, "../w", FOUR)), "this survey is not open");
    assert!(wrong(&answer(ID, "w", "answers = { roles-1 = 9 }")).contains("the whole number 9"));
    assert!(wrong(&answer("../../x", "w", FOUR)).contains("cannot be the id"));
    assert!(wrong(&answer("ABCDEF", "w", FOUR)).contains("hexadecimal"));
    assert!(wrong("survey = \"s\"\nwave = \"w\"\n").contains("found 0"));
    assert!(!wrong("wave = ").is_empty() && !wrong("").is_empty());
    assert!(!dir.path().join("content").exists(), "nothing was written");
}

#[test]
fn a_token_opens_its_own_group_only() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = inbox(&dir, true);
    let text = answer(ID, "w", FOUR);
    let salt = inbox.site.salt.clone().unwrap();
    let token = |unit| Token { salt: &salt, wave: "w" }.of("internal", unit, "");
    assert!(matches!(inbox.receive(&text, None), Received::NoToken));
    assert!(matches!(inbox.receive(&text, Some(&token("apac"))), Received::NoToken));
    assert!(matches!(inbox.receive(&text, Some(&token("emea"))), Received::New));
}
