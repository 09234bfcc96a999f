//! The program as people and scripts run it: exit codes, what is printed, and folders left alone.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What a run gave.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the program with these arguments and environment variables in a folder.
fn run_with(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_rapportage"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    Run {
        code: output.status.code().expect("a program that was not killed"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    run_with(folder, arguments, &[])
}

/// A copy of the small site that has no mistake.
fn site() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/base");
    for (path, bytes) in files(&base) {
        put(dir.path(), &path, &bytes);
    }
    dir
}

fn put(root: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(inside.replace('\\', "/"), fs::read(path).unwrap());
            }
        }
    }
    found
}

fn output(site: &TempDir) -> PathBuf {
    site.path().join("output")
}

/// A second closed wave, older than the one of the small site.
fn add_older_wave(site: &Path) {
    let wave = site.join("content/waves");
    for (path, bytes) in files(&wave.join("2026-Q3")) {
        let text = String::from_utf8(bytes).unwrap();
        let text = text.replace("2026-Q3", "2026-Q2").replace("2026-09-", "2026-06-");
        put(&wave, &format!("2026-Q2/{path}"), text);
    }
}

#[test]
fn a_clean_site_is_built_and_the_last_line_says_so() {
    let site = site();
    let run = run(site.path(), &["build"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    let last = run.err.lines().last().unwrap();
    assert!(last.starts_with("built ") && last.ends_with(" ms"), "{last}");
    assert!(last.contains("16 responses in 4 closed waves and 2 notes"), "{last}");
    let built = files(&output(&site));
    assert!(built.contains_key("index.html") && built.contains_key(".rapportage.json"));
}

#[test]
fn wrong_content_leaves_the_last_good_report_as_it_was() {
    let site = site();
    assert_eq!(run(site.path(), &["build"]).code, 0);
    let before = files(&output(&site));
    put(site.path(), "content/notes/bad.md", "no front matter\n");
    for verb in ["build", "check"] {
        let run = run(site.path(), &[verb]);
        assert_eq!(run.code, 1);
        assert!(run.err.contains("content/notes/bad.md:1:1"), "{}", run.err);
        assert_eq!(files(&output(&site)), before);
    }
    fs::remove_dir_all(output(&site)).unwrap();
    assert_eq!(run(site.path(), &["build"]).code, 1);
    assert!(!output(&site).exists());
}

#[test]
fn a_wrong_command_line_is_exit_code_2() {
    let (site, empty) = (site(), tempfile::tempdir().unwrap());
    for arguments in [
        &["build", "--date", "2026-02-30"][..],
        &["build", "--wave", "2026-q3"],
        &["score", "--wave", "2026-q3"],
        &["collect", "--wave", "2026-q3"],
        &["export", "--wave", "2026-q3"],
        &["build", "-u", "intranet"],
        &["build", "--no-such-flag"],
        &["bild"],
        &[],
        &["check", "--format", "xml"],
        &["check", "-q", "-v"],
    ] {
        let run = run(site.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(!run.err.is_empty());
    }
    assert!(run(site.path(), &["build", "--wave", "2026-q3"]).err.contains("`2026-Q3`"));
    let run = run(empty.path(), &["build"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("rapportage init"), "{}", run.err);
    assert!(files(empty.path()).is_empty());
}

#[test]
fn a_folder_that_the_program_did_not_make_is_refused() {
    let site = site();
    put(site.path(), "photos/cat.jpg", "meow");
    let run = run(site.path(), &["build", "-o", "photos"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cat.jpg"), "{}", run.err);
    assert_eq!(files(&site.path().join("photos")).len(), 1);
}

#[test]
fn a_machine_that_refuses_is_exit_code_3() {
    let site = site();
    put(site.path(), "file", "in the way");
    for out in ["file", "file/output"] {
        let run = run(site.path(), &["build", "-o", out]);
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(run.err.contains("error: cannot"), "{}", run.err);
    }
    assert_eq!(fs::read_to_string(site.path().join("file")).unwrap(), "in the way");
    assert_eq!(run(site.path(), &["init", "file/site"]).code, 3);
}

#[test]
fn check_writes_nothing() {
    let site = site();
    let before = files(site.path());
    let run = run(site.path(), &["check"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("nothing written"), "{}", run.err);
    assert_eq!(files(site.path()), before);
}

#[test]
fn programs_can_read_the_mistakes() {
    let site = site();
    let clean = run(site.path(), &["check", "--format", "json"]);
    assert_eq!((clean.code, clean.out.as_str(), clean.err.as_str()), (0, "", ""));
    put(site.path(), "content/notes/bad.md", "no front matter\n");
    let json = run(site.path(), &["check", "--format", "json"]);
    assert_eq!((json.code, json.err.as_str()), (1, ""));
    let found: Vec<Value> =
        json.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["code"], &found[0]["line"]), (&"front-matter".into(), &1.into()));
    let sarif = run(site.path(), &["check", "--format", "sarif"]);
    assert_eq!(sarif.code, 1);
    let log: Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "front-matter");
}

#[test]
fn warnings_are_refused_on_demand_only() {
    let site = site();
    put(site.path(), "content/supplier.toml", "");
    let tolerant = run(site.path(), &["check"]);
    assert_eq!(tolerant.code, 0);
    assert!(tolerant.err.contains("1 warning"), "{}", tolerant.err);
    assert_eq!(run(site.path(), &["check", "--deny", "warnings"]).code, 1);
    assert_eq!(run(site.path(), &["build"]).code, 0);
}

#[test]
fn a_new_site_builds_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let made = run(dir.path(), &["init", "new"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.err.contains("rapportage build --root new"), "{}", made.err);
    let checked = run(dir.path(), &["check", "--root", "new", "--deny", "warnings"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    assert_eq!(run(dir.path(), &["build", "--root", "new"]).code, 0);
    assert!(dir.path().join("new/output/index.html").is_file());
    assert_eq!(run(dir.path(), &["build", "--root", "new"]).code, 0, "and once more");
}

/// Places of a file that must be filled, and what goes there.
type Places = &'static [(&'static str, &'static str)];

/// Whatever `new` writes, `check` takes it once it is filled in, and tells before what is missing.
#[test]
fn new_files_are_right_once_they_are_filled_in() {
    let fill: [(&str, &str, &str, Places); 8] = [
        ("wave", "2027-Q2", "waves/2027-Q2/wave.toml", &[]),
        (
            "story",
            "One \"quoted\" story",
            "notes/stories/one-quoted-story.md",
            &[("outcome = \"\"", "outcome = \"5 days\"")],
        ),
        ("award", "An award", "notes/awards/an-award.md", &[]),
        ("meeting", "A meeting", "notes/meetings/a-meeting.md", &[]),
        ("obstacle", "An obstacle", "notes/obstacles/an-obstacle.md", &[]),
        ("page", "A page", "notes/a-page.md", &[]),
        (
            "action",
            "Do it now",
            "actions.toml",
            &[
                ("from = \"\"", "from = \"first\""),
                ("finding = \"\"", "finding = \"Slow.\""),
                ("owner = \"\"", "owner = \"Buyer\""),
            ],
        ),
        (
            "goal",
            "We answer every idea within ten days",
            "goals.toml",
            &[("us = \"\"", "us = \"Buyer\""), ("them = \"\"", "them = \"Planner\"")],
        ),
    ];
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run(dir.path(), &["init"]).code, 0);
    for (kind, title, path, places) in fill {
        let arguments = ["new", kind, title, "--date", "2027-04-05"];
        let made = run(dir.path(), &arguments);
        assert_eq!(made.code, 0, "{kind}: {}", made.err);
        assert!(made.err.contains(path), "{}", made.err);
        let file = dir.path().join("content").join(path);
        let written = fs::read_to_string(&file).unwrap();
        let again = run(dir.path(), &arguments);
        assert_eq!(again.code, 2, "{kind} is never overwritten: {}", again.err);
        assert_eq!(fs::read_to_string(&file).unwrap(), written);

        let empty = run(dir.path(), &["check", "--deny", "warnings"]);
        let is_whole = places.is_empty() && !written.contains("summary");
        assert_eq!(empty.code == 0, is_whole, "{kind}: {}", empty.err);
        assert!(is_whole || empty.err.contains("is empty"), "{kind}: {}", empty.err);
        let summary = [("summary = \"\"", "summary = \"In short.\"")];
        let filled = places.iter().chain(&summary);
        let filled = filled.fold(written, |text, (place, value)| text.replace(place, value));
        fs::write(&file, filled).unwrap();
        let filled = run(dir.path(), &["check", "--drafts", "--deny", "warnings"]);
        assert_eq!(filled.code, 0, "{kind}: {}", filled.err);
    }
    assert_eq!(run(dir.path(), &["build", "--drafts"]).code, 0);
}

#[test]
fn a_day_that_nobody_gave_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run(dir.path(), &["init"]).code, 0);
    assert_eq!(run(dir.path(), &["new", "meeting", "Round table"]).code, 0);
    let checked = run(dir.path(), &["check"]);
    assert_eq!(checked.code, 1);
    assert!(checked.err.contains("2026-09-30"), "{}", checked.err);
    for wrong in
        [&["new", "page", "?!"][..], &["new", "page", "A", "--id", "../a"], &["new", "pag", "A"]]
    {
        assert_eq!(run(dir.path(), wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn shells_and_man_hear_of_every_verb() {
    let dir = tempfile::tempdir().unwrap();
    let help = run(dir.path(), &["--help"]).out;
    let page = run(dir.path(), &["man"]);
    let script = run(dir.path(), &["completions", "bash"]);
    assert_eq!((page.code, script.code), (0, 0));
    for verb in ["init", "new", "check", "build", "serve", "publish", "completions", "man"] {
        assert!(help.contains(verb) && script.out.contains(verb), "{verb}");
        assert!(page.out.contains(&format!("rapportage\\-{verb}")), "{verb}: {}", page.out);
        let own = run(dir.path(), &["man", verb]);
        assert!(own.code == 0 && own.out.contains(verb), "{}", own.out);
    }
    assert!(run(dir.path(), &["man", "publish"]).out.contains("dry"));
    assert_eq!(run(dir.path(), &["man", "nothing"]).code, 2);
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        assert!(!run(dir.path(), &["completions", shell]).out.is_empty(), "{shell}");
    }
}

#[test]
fn init_leaves_a_folder_with_files_alone() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "letter.txt", "Dear");
    let refused = run(dir.path(), &["init"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(files(dir.path()).len(), 1);
    assert_eq!(run(dir.path(), &["init", "--force"]).code, 0);
    assert_eq!(fs::read_to_string(dir.path().join("letter.txt")).unwrap(), "Dear");
    assert_eq!(run(dir.path(), &["build"]).code, 0);
}

#[test]
fn answers_are_kept_out_of_git_on_demand() {
    let dir = tempfile::tempdir().unwrap();
    let ignored =
        |name: &str| fs::read_to_string(dir.path().join(name).join(".gitignore")).unwrap();
    assert_eq!(run(dir.path(), &["init", "open"]).code, 0);
    assert_eq!(run(dir.path(), &["init", "closed", "--keep-answers-out-of-git"]).code, 0);
    assert!(ignored("open").contains("/output/") && !ignored("open").contains("answers"));
    for confidential in ["answers/", "comments.toml", "editions/", "secret.toml"] {
        assert!(ignored("closed").contains(confidential), "{confidential}");
    }
}

#[test]
fn an_older_wave_can_be_reported_as_the_newest() {
    let site = site();
    add_older_wave(site.path());
    assert_eq!(run(site.path(), &["build"]).code, 0);
    assert!(output(&site).join("waves/2026-Q3/index.html").is_file());
    assert_eq!(run(site.path(), &["build", "--wave", "2026-Q2"]).code, 0);
    assert!(output(&site).join("waves/2026-Q2/index.html").is_file());
    assert!(!output(&site).join("waves/2026-Q3").exists());
}

#[test]
fn the_date_is_an_input() {
    let site = site();
    let built = |arguments: &[&str]| {
        assert_eq!(run(site.path(), arguments).code, 0);
        fs::read_to_string(output(&site).join("index.html")).unwrap()
    };
    let (own, later) = ("21 September 2026", "4 May 2031");
    let page = built(&["build"]);
    assert!(page.contains(own) && !page.contains(later));
    assert!(built(&["build", "--date", "2031-05-04"]).contains(later));
}

#[test]
fn drafts_are_left_out_unless_asked_for() {
    let site = site();
    let draft = "+++\ntitle = \"Not yet\"\nkind = \"page\"\ndraft = true\n+++\nSoon.\n";
    put(site.path(), "content/notes/not-yet.md", draft);
    assert_eq!(run(site.path(), &["build"]).code, 0);
    assert!(!output(&site).join("not-yet").exists());
    assert_eq!(run(site.path(), &["build", "--drafts"]).code, 0);
    assert!(output(&site).join("not-yet/index.html").is_file());
    assert_eq!(run(site.path(), &["check", "--drafts"]).code, 0);
}

#[test]
fn quiet_prints_nothing_on_success_and_verbose_tells_the_stages() {
    let site = site();
    for arguments in [&["build", "-q"][..], &["check", "-q"], &["init", "new", "--quiet"]] {
        let run = run(site.path(), arguments);
        assert_eq!((run.code, run.out + &run.err), (0, String::new()), "{arguments:?}");
    }
    let verbose = run(site.path(), &["build", "-v"]);
    for stage in ["read files", "read content", "score", "render pages", "write files"] {
        assert!(verbose.err.contains(stage), "{stage}");
    }
    assert!(run(site.path(), &["check", "-v"]).err.contains("render pages"));
    put(site.path(), "content/notes/bad.md", "x");
    assert!(run(site.path(), &["build", "-q"]).err.contains("front-matter"));
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let site = site();
    put(site.path(), "content/notes/bad.md", "x");
    let colours = |arguments: &[&str], environment: &[(&str, &str)]| {
        run_with(site.path(), arguments, environment).err.contains('\u{1b}')
    };
    assert!(!colours(&["check"], &[]), "a pipe is no terminal");
    assert!(colours(&["check", "--color", "always"], &[]));
    assert!(colours(&["check", "--color", "always"], &[("NO_COLOR", "1")]), "a flag is explicit");
    assert!(!colours(&["check", "--color", "never"], &[]));
    assert!(!colours(&["check"], &[("NO_COLOR", "1")]));
}

#[test]
fn what_was_published_is_recorded_once_and_only_as_it_was_built() {
    let site = site();
    let nothing = run(site.path(), &["publish"]);
    assert_eq!(nothing.code, 2, "{}", nothing.err);
    let record = || run(site.path(), &["publish", "--record"]);
    let before = files(&site.path().join("content"));
    let unbuilt = record();
    assert_eq!(unbuilt.code, 1);
    assert!(unbuilt.err.contains("nothing recorded"), "{}", unbuilt.err);
    assert_eq!(run(site.path(), &["build"]).code, 0);
    put(site.path(), "output/index.html", "changed by hand");
    let changed = record();
    assert_eq!(changed.code, 1);
    assert!(changed.err.contains("\n  index.html\n"), "{}", changed.err);
    assert_eq!(files(&site.path().join("content")), before);

    assert_eq!(run(site.path(), &["build"]).code, 0);
    let recorded = record();
    assert_eq!(recorded.code, 0, "{}", recorded.err);
    let line = "recorded edition 004 of wave 2026-Q3: 6 responses";
    assert!(recorded.err.contains(line), "{}", recorded.err);
    let after = files(&site.path().join("content"));
    let new: Vec<_> = after.keys().filter(|path| !before.contains_key(*path)).collect();
    assert_eq!(new, ["editions/003.toml", "editions/004.toml"]);
    let again = record();
    assert_eq!(again.code, 0);
    assert!(again.err.starts_with("nothing to record"), "{}", again.err);
    assert_eq!(files(&site.path().join("content")), after);
}

#[test]
fn publishing_copies_records_and_then_does_nothing() {
    let site = site();
    put(site.path(), "share/theirs.txt", "theirs");
    let before = files(site.path());
    let dry = run(site.path(), &["publish", "share", "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert!(dry.out.lines().any(|line| line == "+ index.html"), "{}", dry.out);
    assert!(dry.err.contains("nothing written") && dry.err.contains("would record edition 004"));
    assert_eq!(files(site.path()), before);

    let done = run(site.path(), &["publish", "share"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.err.contains("recorded edition 004"), "{}", done.err);
    assert_eq!(run(site.path(), &["build"]).code, 0);
    let (mut share, mut built) = (files(&site.path().join("share")), files(&output(&site)));
    assert_eq!(share.remove("theirs.txt").unwrap(), b"theirs");
    assert!(share.remove(".rapportage.json") != built.remove(".rapportage.json"));
    assert_eq!(share, built);
    let published = files(site.path());
    fs::remove_file(site.path().join("share/theirs.txt")).unwrap();
    let audited = run(site.path(), &["audit", "share"]);
    assert_eq!(audited.code, 0, "{}", audited.err);
    put(site.path(), "share/theirs.txt", "theirs");

    let again = run(site.path(), &["publish", "share"]);
    assert_eq!(again.code, 0);
    assert!(again.err.contains("up to date; nothing written"), "{}", again.err);
    assert!(again.err.contains("nothing to record"), "{}", again.err);
    assert_eq!(files(site.path()), published);
}

#[test]
fn nothing_is_published_where_it_would_do_harm() {
    let site = site();
    put(site.path(), "share/index.html", "theirs");
    let before = files(site.path());
    for dest in [".", "..", "content", "content/notes/new", "output", "share"] {
        let refused = run(site.path(), &["publish", dest]);
        assert_eq!(refused.code, 2, "{dest}: {}", refused.err);
        assert!(refused.err.starts_with("error: "), "{}", refused.err);
    }
    put(site.path(), "content/notes/bad.md", "x");
    assert_eq!(run(site.path(), &["publish", "other"]).code, 1);
    assert!(!site.path().join("other").exists());
    fs::remove_file(site.path().join("content/notes/bad.md")).unwrap();
    assert_eq!(run(site.path(), &["publish", "share/index.html"]).code, 3);
    assert_eq!(files(site.path()), before);
}

#[test]
fn every_new_site_has_a_secret_of_its_own_and_keeps_it() {
    let dir = tempfile::tempdir().unwrap();
    let secret =
        |name: &str| fs::read_to_string(dir.path().join(name).join("content/secret.toml")).unwrap();
    for name in ["one", "two"] {
        assert_eq!(run(dir.path(), &["init", name]).code, 0);
    }
    let one = secret("one");
    assert_ne!(one, secret("two"));
    assert_eq!(run(dir.path(), &["init", "one", "--force"]).code, 0);
    assert_eq!(secret("one"), one, "digests of its editions depend on it");
}

#[test]
fn comments_that_wait_are_a_note_and_no_warning() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    let note = "note: 5 comments wait for a decision in content/waves/2026-Q3/comments.toml";
    let checked = run(sample, &["check", "--deny", "warnings"]);
    assert_eq!(checked.code, 0);
    assert!(checked.err.contains(note), "{}", checked.err);
    for silent in [&["check", "-q"][..], &["check", "--format", "json"]] {
        let told = run(sample, silent);
        assert!(!told.err.contains("note:") && !told.out.contains("wait"), "{told:?}");
    }
}

#[test]
fn audit_looks_at_a_finished_folder() {
    let dir = site();
    assert_eq!(run(dir.path(), &["build"]).code, 0);
    let clean = run(dir.path(), &["audit"]);
    assert_eq!(clean.code, 0, "{}", clean.err);
    assert!(clean.err.starts_with("nobody can be singled out from "), "{}", clean.err);
    put(dir.path(), "output/raw.csv", "unit,answers\nEMEA,3\n");
    for arguments in [&["audit", "output"][..], &["audit", "--published-only", "output"]] {
        let found = run(dir.path(), arguments);
        assert_eq!(found.code, 1, "{}", found.err);
        assert!(
            found.err.contains("error[audit]: line 2: `3` stands in a column"),
            "{}",
            found.err
        );
        assert!(found.err.contains("output/raw.csv"), "{}", found.err);
    }
    assert_eq!(run(dir.path(), &["audit", "nowhere"]).code, 3);
}
