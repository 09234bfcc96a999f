//! Answer files from folders, as people and their mail programs leave them there.

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Runs the program over a site, and gives its exit code and what it printed.
fn run(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapportage"));
    let output = command.arg("--root").arg(root).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A new site, as `init` makes it, with a folder of answers beside it.
fn site() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path().join("site");
    let (code, _, err) = run(dir.path(), &["init", site.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    fs::create_dir(dir.path().join("inbox")).unwrap();
    dir
}

/// Puts an answer of somebody of the new site into a file of the folder.
fn put(dir: &Path, path: &str, id: u32) {
    let path = dir.join("inbox").join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let text = format!(
        "survey = \"partnership\"\nwave = \"first\"\nform = \"full\"\nlanguage = \"en\"\n\n[[response]]\n\
         id = \"{id:016x}\"\naudience = \"internal\"\nunit = \"direct-materials\"\n\n[response.answers]\n\
         cadence-1 = 4\n"
    );
    fs::write(path, text).unwrap();
}

fn collect(dir: &Path) -> (i32, String, String) {
    run(&dir.join("site"), &["collect", dir.join("inbox").to_str().unwrap()])
}

fn collected(dir: &Path) -> usize {
    let file = dir.join("site/content/waves/first/answers/collected.toml");
    fs::read_to_string(file).map_or(0, |text| text.matches("[[response]]").count())
}

#[test]
fn a_tree_of_folders_is_searched_whatever_it_is_called() {
    let dir = site();
    put(dir.path(), "partnership-first-0000000000000001.toml", 1);
    put(dir.path(), "إجابات المورد/ملف الإجابة (1).toml", 2);
    put(dir.path(), "a/b/c/CAPITALS.TOML", 3);
    put(dir.path(), ".hidden.toml", 4);
    #[cfg(unix)]
    for (to, name) in [("..", "up"), ("itself", "itself"), ("nowhere", "gone.toml")] {
        std::os::unix::fs::symlink(to, dir.path().join("inbox").join(name)).unwrap();
    }
    let (code, out, err) = collect(dir.path());
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("first: 3 answers new"), "{err}");
    assert!(!err.contains("not read"), "{err}");
    assert!(out.contains("direct-materials  internal       12         3        9\n"), "{out}");
    assert_eq!(collected(dir.path()), 3);
    let (code, _, err) = run(&dir.path().join("site"), &["check"]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn a_file_that_got_another_ending_is_not_overlooked() {
    let dir = site();
    put(dir.path(), "one.toml", 1);
    put(dir.path(), "two.toml.txt", 2);
    put(dir.path(), "z/three.toml.txt", 3);
    let (code, _, err) = collect(dir.path());
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("does not end in .toml: ") && err.contains("two.toml.txt and 1 more"),
        "{err}"
    );
    // Who names a file means it.
    let file = dir.path().join("inbox/two.toml.txt");
    let (code, _, err) = run(&dir.path().join("site"), &["collect", file.to_str().unwrap()]);
    assert_eq!((code, collected(dir.path())), (0, 2), "{err}");
}

#[test]
fn one_mistake_keeps_everybody_out() {
    let dir = site();
    for id in 1..20 {
        put(dir.path(), &format!("{id}.toml"), id);
    }
    let other = dir.path().join("inbox/7.toml");
    let text = fs::read_to_string(&other).unwrap();
    for (from, to, said) in [
        ("\"partnership\"", "\"elsewhere\"", "are for survey `elsewhere`"),
        ("\"first\"", "\"second\"", "there is no wave `second`"),
        ("\"full\"", "\"pulse\"", "are for form `pulse`"),
        ("0000000000000007", "0000000000000008", "answers a second time"),
        ("cadence-1 = 4", "cadence-1 = 9", "`cadence-1` is the whole number 9"),
        ("cadence-1 = 4", "cadence-1 = ", "this is not valid TOML"),
    ] {
        assert!(text.contains(from));
        fs::write(&other, text.replace(from, to)).unwrap();
        let (code, _, err) = collect(dir.path());
        assert_eq!((code, collected(dir.path())), (1, 0), "{said}: {err}");
        assert!(err.contains(said) && err.contains("nothing written"), "{said}: {err}");
    }
    let missing = dir.path().join("nothing");
    let (code, _, err) = run(&dir.path().join("site"), &["collect", missing.to_str().unwrap()]);
    assert_eq!(code, 3, "{err}");
    assert_eq!(err.matches("nothing").count(), 1, "it is named once: {err}");
}
