//! The questionnaire for other tools: it has the structure that they read, and what people answer there
//! comes back by `import` without a word.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/site")
}

/// Runs the program over the test's site, and gives its exit code and what it printed.
fn run(arguments: &[&str]) -> (i32, String, String) {
    run_at(&site(), arguments)
}

fn run_at(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapportage"));
    let output = command.arg("--root").arg(root).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn export(arguments: &[&str]) -> String {
    export_of(&site(), arguments)
}

fn export_of(root: &Path, arguments: &[&str]) -> String {
    let all: Vec<&str> = ["survey-export", "--format"].iter().chain(arguments).copied().collect();
    let (code, out, err) = run_at(root, &all);
    assert_eq!(code, 0, "{err}");
    out
}

/// The rows of LimeSurvey's format, by column.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let text = text.strip_prefix('\u{feff}').expect("a mark of its encoding");
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(text.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        columns.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn limesurvey_gets_groups_questions_statements_and_answers_in_each_language() {
    let rows = rows(&export(&["limesurvey", "--form", "full", "--audience", "partner"]));
    let setting = |name: &str| rows.iter().find(|row| row["class"] == "S" && row["name"] == name);
    assert_eq!(setting("language").unwrap()["text"], "en");
    assert_eq!(setting("additional_languages").unwrap()["text"], "de");
    assert_eq!(setting("anonymized").unwrap()["text"], "Y");
    assert_eq!(setting("ipaddr").unwrap()["text"], "N");
    let mut structure: BTreeMap<&str, Vec<[&str; 3]>> = BTreeMap::new();
    let (mut above, mut codes) = ("", BTreeSet::new());
    for row in rows.iter().filter(|row| !["S", "SL"].contains(&row["class"].as_str())) {
        let (class, name, kind) = (&*row["class"], &*row["name"], &*row["type/scale"]);
        let may_follow: &[&str] = match class {
            "G" => &["", "Q", "A"],
            "Q" => &["G", "Q", "A"],
            "SQ" => &["Q", "SQ"],
            "A" => &["Q", "SQ", "A"],
            other => panic!("{other} is no class"),
        };
        assert!(may_follow.contains(&above), "{class} follows {above}");
        if class == "Q" || class == "SQ" {
            assert!((1..=20).contains(&name.len()), "{name}");
            assert!(name.starts_with(|first: char| first.is_ascii_alphabetic()), "{name}");
            assert!(name.chars().all(|one| one.is_ascii_alphanumeric()), "{name}");
            assert!(codes.insert((&row["language"], name)), "{name} stands twice");
        }
        if class == "A" {
            assert!((1..=5).contains(&name.len()), "{name}");
        }
        assert!(class != "Q" || ["F", "L", "T"].contains(&kind), "{kind}");
        if class != "G" {
            structure.entry(&row["language"]).or_default().push([class, kind, name]);
        }
        above = class;
    }
    assert_eq!(structure["en"], structure["de"], "a question has one code in all languages");
    let table = rows.iter().find(|row| row["type/scale"] == "F").unwrap();
    assert_eq!((&*table["name"], &*table["relevance"]), ("treliability1", "1"));
    let german = rows.iter().find(|row| row["name"] == "roles1" && row["language"] == "de");
    assert_eq!(german.unwrap()["text"], "F&amp;E und Einkauf kennen ihre Aufgaben.");
}

#[test]
fn a_suppliers_people_see_no_other_supplier_and_no_unit() {
    for format in ["limesurvey", "text", "html"] {
        let own = export(&[format, "--audience", "partner"]);
        assert!(own.contains("Acme Castings, Ltd.") && own.contains("Iberia"), "{format}");
        let supplier = export(&[format, "--audience", "supplier"]);
        assert!(!supplier.contains("Acme") && !supplier.contains("Iberia"), "{format}");
        assert!(supplier.contains("This customer does what it promised."), "{format}");
        assert!(!supplier.contains("R&"), "{format}: they are not asked this");
    }
}

#[test]
fn the_page_for_word_is_the_text_in_paragraphs() {
    let text = export(&["text", "--form", "pulse", "--audience", "internal", "--language", "de"]);
    let page = export(&["html", "--form", "pulse", "--audience", "internal", "--language", "de"]);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"de\">"));
    for line in text.lines().filter(|line| !line.is_empty()) {
        let line = line.replace('&', "&amp;");
        assert!(page.contains(&format!(">{line}</")), "{line}");
    }
    assert!(text.contains("F&E und Einkauf kennen ihre Aufgaben.\nA. Stimme gar nicht zu\n"));
    assert!(!text.contains("Von Verzug"), "that is on the full form only");
}

/// A table as a tool exports it, from columns of headings and cells, a row a person.
fn import(name: &str, columns: &[(String, Vec<String>)], arguments: &[&str]) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(columns.iter().map(|(heading, _)| heading)).unwrap();
    for row in 0..columns[0].1.len() {
        table.write_record(columns.iter().map(|(_, cells)| &cells[row])).unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(name);
    fs::write(&file, table.into_inner().unwrap()).unwrap();
    let all = ["import", file.to_str().unwrap()].into_iter().chain(arguments.iter().copied());
    let (code, out, err) = run(&all.collect::<Vec<_>>());
    assert_eq!(code, 0, "{err}{out}");
    out
}

#[test]
fn what_limesurvey_gives_back_is_understood() {
    let rows = rows(&export(&["limesurvey", "--audience", "internal"]));
    let two = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
    let mut columns = vec![
        ("id".to_owned(), two("1", "2")),
        ("submitdate".to_owned(), two("2026-12-05", "2026-12-06")),
    ];
    let (mut table, mut open) = (String::new(), Vec::new());
    for row in rows.iter().filter(|row| row["language"] == "de") {
        let text = row["text"].replace("&amp;", "&");
        match row["class"].as_str() {
            "Q" if row["type/scale"] == "F" => (table, open) = (row["name"].clone(), Vec::new()),
            "Q" => {
                open = vec![columns.len()];
                columns.push((row["name"].clone(), two("", "")));
            }
            "SQ" => {
                open.push(columns.len());
                columns.push((format!("{table}[{}]. [{text}]", row["name"]), two("", "")));
            }
            // One person chooses the first answer, the other the last, as texts.
            "A" => open.iter().for_each(|&column| {
                let cells = &mut columns[column].1;
                cells[1].clone_from(&text);
                if cells[0].is_empty() {
                    cells[0].clone_from(&text);
                }
            }),
            _ => {}
        }
    }
    let out = import("results.csv", &columns, &["--audience", "internal"]);
    assert!(out.contains("2 read: 2 responses, none skipped"), "{out}");
    assert!(out.contains("8 mapped, 0 comments, 0 cells not understood"), "{out}");
}

#[test]
fn what_microsoft_forms_gives_back_is_understood() {
    let text = export(&["text", "--audience", "partner", "--language", "en"]);
    let mut columns = vec![
        ("ID".to_owned(), vec!["1".to_owned()]),
        ("Start time".to_owned(), vec!["46000".to_owned()]),
        ("Completion time".to_owned(), vec!["46000.1".to_owned()]),
    ];
    for line in text.lines() {
        let Some((mark, words)) = line.split_once(". ") else { continue };
        match mark.parse::<u32>() {
            Ok(_) => columns.push((words.to_owned(), vec![String::new()])),
            Err(_) if mark.chars().all(|one| one.is_ascii_uppercase()) => {
                columns.last_mut().unwrap().1[0] = words.to_owned();
            }
            Err(_) => {}
        }
    }
    let people = ["--map", "Your unit=unit", "--map", "Whom do you answer about?=supplier"];
    let arguments: Vec<&str> = ["--audience", "partner"].into_iter().chain(people).collect();
    let out = import("answers.csv", &columns, &arguments);
    assert!(out.contains("1 read: 1 response, none skipped"), "{out}");
    assert!(out.contains("4 mapped, 0 comments, 0 cells not understood"), "{out}");
}

/// A copy of the test's site with one text of a file changed.
fn changed(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(site()) {
        let entry = entry.unwrap();
        let own = dir.path().join(entry.path().strip_prefix(site()).unwrap());
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(own).unwrap(),
            false => drop(fs::copy(entry.path(), own).unwrap()),
        }
    }
    let path = dir.path().join("content").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replace(from, to)).unwrap();
    dir
}

/// LimeSurvey works out what stands in braces, and gives chance codes in place of those that it reserves.
#[test]
fn nothing_in_it_means_something_else_to_limesurvey() {
    let site = changed("survey.toml", "\"reliability-1\"", "\"time\"");
    let file = site.path().join("content/survey.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("Partners do what they promised.", "Partners keep {x} & y."))
        .unwrap();
    let rows = rows(&export_of(site.path(), &["limesurvey", "--audience", "internal"]));
    let row = rows.iter().find(|row| row["text"].contains("Partners keep")).unwrap();
    assert_eq!((&*row["name"], &*row["text"]), ("qtime", "Partners keep &#123;x} &amp; y."));
}

#[test]
fn an_audience_that_is_asked_nothing_gets_no_questionnaire() {
    let site = changed(
        "survey.toml",
        "[[scale]]\nid = \"agree5\"",
        "[[audience]]\nid = \"board\"\nname.en = \"Board\"\nname.de = \"Vorstand\"\n\n[[scale]]\nid = \"agree5\"",
    );
    let (code, out, err) =
        run_at(site.path(), &["survey-export", "--format", "text", "--audience", "board"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("audience `board` is asked nothing on form `full`"), "{err}");
}

#[test]
fn an_audience_that_nobody_declared_is_told() {
    let (code, out, err) = run(&["survey-export", "--format", "text", "--audience", "suplier"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("there is no audience `suplier`"), "{err}");
    assert!(err.contains("did you mean `supplier`?"), "{err}");
}
