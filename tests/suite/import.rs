//! Exports of other tools, from the command line to the files of a site.
//!
//! The fixtures in tests/import/exports are made up after the shapes that the tools write, with their
//! traps: encodings, separators, several header rows, hard spaces, entities, line breaks in cells.

use proptest::prelude::*;
use rapportage::collect::{Site, Wanted, import};
use rapportage::diag::Diagnostics;
use rapportage::import::Dialect;
use rapportage::source::{File, Tree};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use zip::write::{SimpleFileOptions, ZipWriter};

/// What a run gave.
struct Run {
    code: i32,
    out: String,
    err: String,
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

fn export(name: &str) -> String {
    home().join("exports").join(name).display().to_string()
}

fn run(root: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapportage"));
    let output = command.arg("--root").arg(root).args(arguments).output().unwrap();
    Run {
        code: output.status.code().expect("a program that was not killed"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => drop(found.insert(path.clone(), fs::read(&path).unwrap())),
        }
    }
    found
}

/// A copy of the test's site.
fn site() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let from = home().join("site");
    for (path, bytes) in files(&from) {
        let to = dir.path().join(path.strip_prefix(&from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    dir
}

/// A fixture, what has to be said about it, and what comes of it.
struct Case {
    file: &'static str,
    arguments: &'static [&'static str],
    id: &'static str,
    /// Rows read, responses, answers, comments.
    counts: [usize; 4],
    skipped: &'static str,
    /// Values that tell of a person.
    identities: &'static [&'static str],
}

const CASES: [Case; 7] = [
    Case {
        file: "ms-forms.csv",
        arguments: &["--audience", "internal", "--map", "Wo arbeiten Sie?=unit"],
        id: "ms-forms-internal",
        counts: [5, 3, 12, 2],
        skipped: "2 skipped (1 not finished, 1 no answer in it)",
        identities: &["petra.quandt", "Quandt", "Petra", "jörg.übel", "Übel", "12.01.26", "9:14"],
    },
    Case {
        file: "google-forms.csv",
        arguments: &["--audience", "partner", "--map", "Your unit=unit"],
        id: "google-forms-partner",
        counts: [4, 2, 8, 1],
        skipped: "2 skipped (1 no answer in it, 1 the same row a second time)",
        identities: &["ana.ruiz", "li.wei", "4/27/2026", "27.04.2026", "11:02"],
    },
    Case {
        file: "qualtrics.csv",
        arguments: &["--audience", "internal"],
        id: "qualtrics-internal",
        counts: [4, 2, 6, 1],
        skipped: "2 skipped (1 not finished, 1 only a preview)",
        identities: &["130.92.34", "R_2YPOQ602ER1jkf1", "Muster", "Erika", "47.11", "08:28:09"],
    },
    Case {
        file: "qualtrics-legacy.csv",
        arguments: &[
            "--audience",
            "partner",
            "--label",
            "agree5:13=4",
            "--label",
            "agree5:10=1",
            "--label",
            "agree5:11=2",
            "--label",
            "agree5:-1=na",
        ],
        id: "qualtrics-partner",
        counts: [3, 2, 4, 0],
        skipped: "1 skipped (1 not finished)",
        identities: &["otto.alt", "R_0AbC", "10.1.2.3", "2026-12-03", "Default Response Set"],
    },
    Case {
        file: "surveymonkey.csv",
        arguments: &["--audience", "internal", "--label", "agree5:Unfamiliar (N/A)=na"],
        id: "surveymonkey-internal",
        counts: [3, 2, 8, 1],
        skipped: "1 skipped (1 no answer in it)",
        identities: &["114712345678", "412345", "nunez", "José", "Núñez", "192.168.7", "K-77"],
    },
    Case {
        file: "limesurvey.csv",
        arguments: &["--audience", "internal"],
        id: "limesurvey-internal",
        counts: [3, 2, 8, 1],
        skipped: "1 skipped (1 not finished)",
        identities: &["tok-47", "172.16.9", "anna.lang", "7654321", "2026-12-05", "08:55"],
    },
    Case {
        file: "plain.csv",
        arguments: &[],
        id: "plain",
        counts: [3, 3, 8, 1],
        skipped: "none skipped",
        identities: &["a1,", "a2,", "a3,"],
    },
];

impl Case {
    fn run(&self, root: &Path, more: &[&str]) -> Run {
        let file = export(self.file);
        let arguments = ["import", &file].into_iter().chain(self.arguments.iter().copied());
        run(root, &arguments.chain(more.iter().copied()).collect::<Vec<_>>())
    }

    fn path(&self, root: &Path, wave: &str) -> PathBuf {
        root.join(format!("content/waves/{wave}/answers/{}.csv", self.id))
    }
}

#[test]
fn every_row_and_answer_of_each_dialect_is_accounted_for() {
    let site = site();
    let before = files(site.path());
    for case in &CASES {
        let dry = case.run(site.path(), &[]);
        assert_eq!(dry.code, 0, "{}: {}", case.file, dry.err);
        let [rows, responses, answers, comments] = case.counts;
        let counted = format!("{rows} read: {responses} responses, {}\n", case.skipped);
        assert!(dry.out.contains(&counted), "{}: {}", case.file, dry.out);
        let comments = format!("{comments} comment{}", if comments == 1 { "" } else { "s" });
        let mapped = format!("{answers} mapped, {comments}, 0 cells not understood");
        assert!(dry.out.contains(&mapped), "{}: {}", case.file, dry.out);
        assert!(dry.err.contains("nothing written; add --write"), "{}", dry.err);
    }
    assert!(files(site.path()) == before, "a dry run writes nothing");
}

#[test]
fn importing_twice_gives_the_same_bytes_and_the_next_wave_is_one_command() {
    for case in &CASES {
        let site = site();
        assert_eq!(case.run(site.path(), &["--write"]).code, 0, "{}", case.file);
        let once = files(site.path());
        let again = case.run(site.path(), &["--write"]);
        assert!(again.err.contains("holds these answers already"), "{}", again.err);
        assert!(files(site.path()) == once, "{}", case.file);
        // Whatever had to be said the first time is in imports.toml now.
        let file = export(case.file);
        fs::remove_file(case.path(site.path(), "2026-Q4")).unwrap();
        let bare = run(site.path(), &["import", &file, "--wave", "2026-Q3", "--write"]);
        assert_eq!(bare.code, 0, "{}: {}", case.file, bare.err);
        let there = fs::read(case.path(site.path(), "2026-Q3")).unwrap();
        assert!(there == once[&case.path(site.path(), "2026-Q4")], "{}", case.file);
        assert_eq!(run(site.path(), &["check"]).code, 0, "{}", case.file);
    }
}

#[test]
fn no_name_address_or_time_of_any_export_is_in_the_site() {
    let site = site();
    let mut looked_for = 0;
    for case in &CASES {
        let raw = fs::read(export(case.file)).unwrap();
        assert_eq!(case.run(site.path(), &["--write"]).code, 0, "{}", case.file);
        for identity in case.identities {
            let spellings = [identity.as_bytes().to_vec(), latin(identity)];
            let holds = |bytes: &[u8]| {
                spellings.iter().any(|one| bytes.windows(one.len()).any(|part| part == one))
            };
            assert!(holds(&raw), "{} does not hold {identity}", case.file);
            for (path, bytes) in files(site.path()) {
                assert!(!holds(&bytes), "{} holds {identity}", path.display());
            }
            looked_for += 1;
        }
    }
    assert!(looked_for > 30);
    // All of them lie in one wave now, and the site is sound.
    let wave = site.path().join("content/waves/2026-Q4/wave.toml");
    let closed = fs::read_to_string(&wave).unwrap().replace("\"open\"", "\"closed\"");
    fs::write(&wave, closed).unwrap();
    let checked = run(site.path(), &["check"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    assert!(checked.err.contains("checked 16 responses"), "{}", checked.err);
}

/// A text as Windows-1252 writes it, as far as these tests need it.
fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
}

#[test]
fn points_comments_and_people_arrive_as_they_were_given() {
    let site = site();
    assert_eq!(CASES[0].run(site.path(), &["--write"]).code, 0);
    let table = fs::read_to_string(CASES[0].path(site.path(), "2026-Q4")).unwrap();
    let rows: Vec<&str> =
        table.lines().map(|row| row.split_once(',').map_or(row, |(_, rest)| rest)).collect();
    let head = "audience,unit,supplier,reliability-1,reliability-2,roles-1,recommend,comment-trust";
    assert_eq!(rows[0], head);
    assert!(rows.contains(&"internal,benelux,,4,3,5,9,\"Früher \"\"Bescheid\"\" sagen; und"));
    assert!(rows.contains(&"internal,iberia,,2,1,na,10,"));
    assert!(rows.contains(&"internal,benelux,,5,4,3,0,\"Ein zweites Feld\""));
    assert_eq!(CASES[6].run(site.path(), &["--write"]).code, 0);
    let table = fs::read_to_string(CASES[6].path(site.path(), "2026-Q4")).unwrap();
    assert!(table.contains(",supplier,,acme,5,1,,10,\n"), "{table}");
    assert!(table.contains(",partner,iberia,acme,1,,,,\n"), "{table}");
}

/// SHA-256 of the salt, the import's id and the tool's number, a line each, worked out elsewhere.
#[test]
fn the_id_of_a_response_is_the_documented_fingerprint() {
    let site = site();
    assert_eq!(CASES[0].run(site.path(), &["--write"]).code, 0);
    let table = fs::read_to_string(CASES[0].path(site.path(), "2026-Q4")).unwrap();
    for number in ["1", "2", "5"] {
        let text = format!("0123456789abcdef0123456789abcdef\nms-forms-internal\n{number}");
        let id = &rapportage::source::sha256(text)[..16];
        assert!(table.contains(&format!("\n{id},internal,")), "{number}: {id}");
    }
}

/// A workbook with these rows, as form tools write it: texts apart from the sheet, numbers in it.
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    archive(&parts(rows))
}

fn parts(rows: &[Vec<String>]) -> Vec<(&'static str, String)> {
    parts_of(&[("Form1", "visible", rows)])
}

/// A sheet: its name, whether it is seen, and its rows.
type Sheet<'a> = (&'a str, &'a str, &'a [Vec<String>]);

/// The parts of a workbook, up to three sheets long.
fn parts_of(sheets: &[Sheet<'_>]) -> Vec<(&'static str, String)> {
    let (mut strings, mut count) = (String::new(), 0);
    let paths =
        ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"];
    let written = sheets
        .iter()
        .zip(paths)
        .map(|((_, _, rows), path)| (path, sheet(rows, &mut strings, &mut count)));
    let written: Vec<_> = written.collect();
    let list = sheets.iter().zip(1..).map(|((name, state, _), at)| {
        format!("<sheet name=\"{name}\" sheetId=\"{at}\" state=\"{state}\" r:id=\"s{at}\"/>")
    });
    let ways = (1..=sheets.len()).map(|at| {
        format!(
            "<Relationship Id=\"s{at}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        )
    });
    let mut parts = frame(&list.collect::<String>(), &ways.collect::<String>());
    parts.push(("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{strings}</sst>")));
    parts.extend(written);
    parts
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// One sheet; its texts go to `strings`.
fn sheet(rows: &[Vec<String>], strings: &mut String, count: &mut usize) -> String {
    let mut sheet = String::new();
    for row in rows {
        sheet.push_str("<row>");
        for cell in row {
            if cell.starts_with('#') {
                sheet.push_str(&format!("<c t=\"e\"><v>{cell}</v></c>"));
            } else if cell.parse::<f64>().is_ok() {
                sheet.push_str(&format!("<c><v>{cell}</v></c>"));
            } else {
                let text = cell.replace('&', "&amp;").replace('<', "&lt;");
                strings.push_str(&format!("<si><t xml:space=\"preserve\">{text}</t></si>"));
                sheet.push_str(&format!("<c t=\"s\"><v>{count}</v></c>"));
                *count += 1;
            }
        }
        sheet.push_str("</row>");
    }
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{sheet}</sheetData></worksheet>")
}

/// What holds a workbook together.
fn frame(sheets: &str, ways: &str) -> Vec<(&'static str, String)> {
    vec![
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                .into(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}\">{ways}<Relationship Id=\"t\" \
                 Type=\"{OFFICE}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
    ]
}

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The rows of the Microsoft Forms fixture.
fn rows() -> Vec<Vec<String>> {
    let bytes = fs::read(export("ms-forms.csv")).unwrap();
    // Windows-1252 has its dash where Latin 1 has a control character.
    let letter = |byte: &u8| if *byte == 0x96 { '–' } else { char::from(*byte) };
    let text: String = bytes.iter().map(letter).collect();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_workbook_gives_what_its_table_gives() {
    let site = site();
    assert_eq!(CASES[0].run(site.path(), &["--write"]).code, 0);
    let book = site.path().join("export.xlsx");
    fs::write(&book, workbook(&rows())).unwrap();
    let found = run(site.path(), &["import", book.to_str().unwrap()]);
    assert_eq!(found.code, 0, "{}", found.err);
    assert!(found.out.contains("ms-forms, workbook, for wave 2026-Q4 as `ms-forms-internal`"));
    assert!(found.err.contains("holds these answers already"), "{}{}", found.out, found.err);
}

#[test]
fn of_a_workbook_the_first_sheet_with_something_to_see_is_read() {
    let site = site();
    assert_eq!(CASES[0].run(site.path(), &["--write"]).code, 0);
    let cells = |text: &str| vec![vec![text.to_owned()]];
    let sheets: [Sheet<'_>; 3] = [
        ("Hidden", "hidden", &cells("Our lists")),
        ("Empty", "visible", &cells(" ")),
        ("Form1", "visible", &rows()),
    ];
    let book = site.path().join("export.xlsx");
    fs::write(&book, archive(&parts_of(&sheets))).unwrap();
    let found = run(site.path(), &["import", book.to_str().unwrap()]);
    assert_eq!(found.code, 0, "{}", found.err);
    assert!(
        found.out.contains("ms-forms, workbook, sheet `Form1` of 3, for wave"),
        "{}",
        found.out
    );
    assert!(found.err.contains("holds these answers already"), "{}{}", found.out, found.err);
    fs::write(&book, archive(&parts_of(&sheets[..2]))).unwrap();
    let found = run(site.path(), &["import", book.to_str().unwrap()]);
    assert!(found.err.contains("it is empty"), "{}", found.err);
}

#[test]
fn a_cell_that_a_spreadsheet_could_not_work_out_is_no_answer() {
    let words = |row: &str| row.split(',').map(str::to_owned).collect::<Vec<_>>();
    let table = [words(HEAD), words("t1,emea,#N/A"), words("t2,emea,Agree")];
    let (_, found) = with_export(&workbook(&table), &["--audience", "internal"]);
    assert_eq!(found.code, 1, "{}", found.out);
    assert!(
        found.err.contains("row 2, column C (`Partners do what they promised.`): `#N/A` is no")
    );
}

/// A site, and an export with these bytes in it.
fn with_export(bytes: &[u8], arguments: &[&str]) -> (TempDir, Run) {
    let site = site();
    let file = site.path().join("export.csv");
    fs::write(&file, bytes).unwrap();
    let before = files(&site.path().join("content"));
    let file = file.to_str().unwrap();
    let arguments = ["import", file, "--write"].into_iter().chain(arguments.iter().copied());
    let found = run(site.path(), &arguments.collect::<Vec<_>>());
    if found.code != 0 {
        assert!(files(&site.path().join("content")) == before, "nothing is written");
    }
    (site, found)
}

const HEAD: &str = "Timestamp,unit,Partners do what they promised.";

#[test]
fn what_is_not_understood_is_told_by_row_and_column_and_nothing_is_written() {
    let text =
        format!("{HEAD}\nt1,emea,Agre\nt2,emea,Agree;Disagree\nt3,narnia,Agree\nt4,,Agree\n");
    let (_, found) = with_export(text.as_bytes(), &["--audience", "internal"]);
    assert_eq!(found.code, 1, "{}", found.err);
    for said in [
        "row 2, column C (`Partners do what they promised.`): `Agre` is no label of the scale",
        "did you mean `Agree`?",
        "--label 'agree5:Agre=POINT'",
        "row 3, column C (`Partners do what they promised.`): `Agree;Disagree` is more than one",
        "row 4, column B (`unit`): `narnia` is none that",
        "row 5, column B (`unit`): nothing tells the unit",
    ] {
        assert!(found.err.contains(said), "{said}: {}", found.err);
    }
    let (site, skipped) =
        with_export(text.as_bytes(), &["--audience", "internal", "--skip-unmapped"]);
    assert_eq!(skipped.code, 1, "{}", skipped.err);
    assert!(skipped.err.contains("no response is left"), "{}", skipped.err);
    drop(site);
    let more = format!("{text}t5,iberia,Agree\n");
    let (site, skipped) =
        with_export(more.as_bytes(), &["--audience", "internal", "--skip-unmapped"]);
    assert_eq!(skipped.code, 0, "{}", skipped.err);
    let table = site.path().join("content/waves/2026-Q4/answers/google-forms-internal.csv");
    let table = fs::read_to_string(table).unwrap();
    assert_eq!((table.lines().count(), table.contains(",internal,iberia,,4\n")), (2, true));
}

#[test]
fn a_heading_that_is_nearly_an_item_is_asked_about() {
    let text = "Timestamp,unit,Partners do what they promise.\nt1,emea,Agree\n";
    let (_, found) = with_export(text.as_bytes(), &["--audience", "internal"]);
    assert_eq!(found.code, 1);
    assert!(found.err.contains("nearly the wording of `reliability-1`"), "{}", found.err);
    assert!(found.err.contains("--map 'C=reliability-1'"), "{}", found.err);
    let (_, found) =
        with_export(text.as_bytes(), &["--audience", "internal", "--map", "C=reliability-1"]);
    assert_eq!(found.code, 0, "{}", found.err);
}

#[test]
fn an_item_that_has_its_column_is_not_looked_for_in_others() {
    let text = format!("{HEAD},Partners do what they premised.\nt1,emea,Agree,Blue\n");
    let (_, found) = with_export(text.as_bytes(), &["--audience", "internal"]);
    assert_eq!(found.code, 0, "{}", found.err);
    let dropped = "dropped: not in the survey\n    D  Partners do what they premised.\n";
    assert!(found.out.contains(dropped), "{}", found.out);
}

#[test]
fn what_becomes_of_each_column_is_told() {
    let site = site();
    let told = CASES[1].run(site.path(), &[]).out;
    for said in [
        "  read as\n    D  unit           Your unit\n    E  reliability-1  ",
        "  dropped: who, when or where\n    A  Timestamp\n    B  Email Address\n    C  Score\n",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn a_row_that_is_longer_than_the_headings_is_told() {
    let text = format!("{HEAD}\nt1,emea,Agree,too\nt2,emea,Agree,,\n");
    let (_, found) = with_export(text.as_bytes(), &["--audience", "internal"]);
    assert_eq!(found.code, 1, "{}", found.out);
    assert!(found.err.contains("row 2, column D: `too` stands to the right of the last heading"));
    assert!(!found.err.contains("row 3"), "{}", found.err);
}

#[test]
fn messages_on_columns_come_before_those_on_rows_in_their_order() {
    let text = "Timestamp,unit,reliability-1,We learn of delays to late - or by chance.,recommend,\
                R&D and procurement know each others task.\nt1,emea,x,Agree,y,Agree\n";
    let (_, found) = with_export(text.as_bytes(), &["--audience", "internal"]);
    let at = |text: &str| found.err.find(text).unwrap_or_else(|| panic!("{text}: {}", found.err));
    let places = ["column D (`We", "column F (`R&D", "row 2, column C", "row 2, column E"].map(at);
    assert!(places.is_sorted(), "{}", found.err);
}

#[test]
fn whoever_was_not_asked_cannot_have_answered() {
    let head = "Timestamp,supplier,R&D and procurement know each other’s tasks.";
    let text = format!("{head}\nt1,acme,Agree\n");
    let (_, found) = with_export(text.as_bytes(), &["--audience", "supplier"]);
    assert!(found.err.contains("audience `supplier` was not asked this"), "{}", found.err);
}

#[test]
fn two_columns_that_contradict_each_other_are_told() {
    let text = format!("{HEAD},reliability-1\nt1,emea,Agree,2\nt2,emea,Agree,4\n");
    let (_, found) = with_export(text.as_bytes(), &["--audience", "internal"]);
    assert_eq!(found.code, 1);
    let said = "row 2, column D (`reliability-1`): this is another answer than an earlier column has \
                for `reliability-1`";
    assert!(found.err.contains(said), "{}", found.err);
}

#[test]
fn columns_of_one_heading_can_be_told_apart() {
    let text = format!("{HEAD},Partners do what they promised.\nt1,emea,Agree,Disagree\n");
    let (_, found) = with_export(text.as_bytes(), &["--audience", "internal"]);
    assert_eq!(found.code, 1);
    assert!(found.err.contains("row 2, column D (`Partners do what they promised. (2)`)"));
    assert!(found.err.contains("drop one: --map 'D=drop'"), "{}", found.err);
    let (site, found) =
        with_export(text.as_bytes(), &["--audience", "internal", "--map", "D=drop"]);
    assert_eq!(found.code, 0, "{}", found.err);
    let table = site.path().join("content/waves/2026-Q4/answers/google-forms-internal.csv");
    assert!(fs::read_to_string(table).unwrap().contains(",internal,emea,,4\n"));
}

#[test]
fn messages_come_in_the_order_of_the_rows() {
    let rows: String = (0..12).map(|row| format!("t{row},emea,wrong {row}\n")).collect();
    let (_, found) = with_export(format!("{HEAD}\n{rows}").as_bytes(), &["--audience", "internal"]);
    let at = |row: usize| found.err.find(&format!("row {row},")).unwrap();
    assert!(at(3) < at(10) && at(10) < at(13), "{}", found.err);
}

#[test]
fn a_published_wave_is_frozen() {
    let site = site();
    let rows: String = (0..12).map(|row| format!("t{row},emea,{}\n", 1 + row % 5)).collect();
    let file = site.path().join("export.csv");
    fs::write(&file, format!("{HEAD}\n{rows}")).unwrap();
    let take = |more: &[&str]| {
        let own = ["import", file.to_str().unwrap(), "--wave", "2026-Q3", "--audience", "internal"];
        run(site.path(), &own.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
    };
    assert_eq!(take(&["--write"]).code, 0);
    assert_eq!(run(site.path(), &["build"]).code, 0);
    let recorded = run(site.path(), &["publish", "--record"]);
    assert_eq!(recorded.code, 0, "{}", recorded.err);
    assert!(recorded.err.contains("recorded edition"), "{}", recorded.err);
    assert_eq!(take(&["--write"]).code, 0, "the same answers are no change");
    fs::write(&file, format!("{HEAD}\n{rows}t12,emea,5\n")).unwrap();
    let before = files(&site.path().join("content"));
    let refused = take(&["--write"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("the wave 2026-Q3 is published"), "{}", refused.err);
    assert!(files(&site.path().join("content")) == before, "nothing is written");
}

#[test]
fn a_file_of_another_origin_is_left_alone() {
    let text = format!("{HEAD}\nt1,emea,Agree\n");
    let site = site();
    let answers = site.path().join("content/waves/2026-Q4/answers");
    fs::create_dir_all(&answers).unwrap();
    fs::write(answers.join("google-forms-internal.csv"), "id,audience,unit\n").unwrap();
    let file = site.path().join("export.csv");
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let found = run(site.path(), &["import", file, "--audience", "internal", "--write"]);
    assert_eq!(found.code, 1);
    assert!(found.err.contains("this file is there already"), "{}", found.err);
}

#[test]
fn hostile_files_get_a_clear_answer_and_nothing_is_written() {
    let wide = format!("Timestamp{}\n", ",x".repeat(10_000));
    let endless = format!("{HEAD}\nt1,emea,\"{}", "x".repeat(2 << 20));
    for (bytes, said) in [
        (b"".to_vec(), "it is empty"),
        (b"Timestamp,unit\nt1,\0".to_vec(), "line 2 holds a zero byte"),
        (wide.into_bytes(), "row 1 has more than 4096 columns"),
        (endless.into_bytes(), "row 2 is longer than 1024 kB"),
        (b"PK\x03\x04 no workbook".to_vec(), "this workbook cannot be opened"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(),
            "the old kind (.xls), or one with a password",
        ),
        (format!("{HEAD}\n").into_bytes(), "no row stands below the headings"),
        (vec![0xff, 0xfe, 0x00], "this file does not tell which tool wrote it"),
    ] {
        let (_, found) = with_export(&bytes, &["--audience", "internal"]);
        assert_eq!(found.code, 1, "{said}: {}", found.err);
        assert!(found.err.contains(said), "{said}: {}", found.err);
    }
    let missing = run(&home().join("site"), &["import", "no-such-file.csv"]);
    assert_eq!(missing.code, 3);
}

/// The test's site in memory.
fn tree() -> Tree {
    let mut tree = Tree::default();
    let from = home().join("site");
    for (path, bytes) in files(&from) {
        let parts: Vec<_> = path.strip_prefix(&from).unwrap().iter().collect();
        let path: Vec<_> = parts.iter().map(|part| part.to_str().unwrap()).collect();
        tree.insert(&path.join("/"), bytes);
    }
    tree
}

/// Imports bytes and reads the table that comes of them.
fn survive(bytes: Vec<u8>, dialect: Option<Dialect>) {
    let (tree, mut to) = (tree(), Diagnostics::default());
    let site = Site::read(&tree, &mut to);
    let wanted = Wanted {
        file: File::from(bytes),
        name: "export".to_owned(),
        wave: None,
        id: None,
        dialect,
        fixed: [Some("internal".to_owned()), Some("emea".to_owned()), None],
        columns: Vec::new(),
        labels: Vec::new(),
        values: Vec::new(),
        unfinished: true,
        skip_unmapped: true,
    };
    if let Some(found) = import(&site, &tree, &wanted, &mut to) {
        let lines = found.table.bytes().len();
        assert!(lines > 0 || found.tally.responses == 0);
    }
}

/// A text with a few bytes put in, taken out or changed.
fn damage(text: &[u8], changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for &(at, kind, byte) in changes {
        let at = at % bytes.len().max(1);
        match kind % 3 {
            0 => bytes.insert(at, byte),
            1 if at < bytes.len() => bytes[at] = byte,
            _ if at < bytes.len() => drop(bytes.remove(at)),
            _ => {}
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8, u8)>> {
    let byte =
        prop_oneof![any::<u8>(), Just(b'"'), Just(b';'), Just(b'\n'), Just(b'<'), Just(b'9')];
    proptest::collection::vec((any::<usize>(), any::<u8>(), byte), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

    #[test]
    fn damaged_exports_are_survived(case in 0..CASES.len(), tool in 0..7usize, changes in changes()) {
        let text = fs::read(export(CASES[case].file)).unwrap();
        let dialect = Dialect::WORDS.get(tool).map(|(_, dialect)| *dialect);
        survive(damage(&text, &changes), dialect);
    }

    #[test]
    fn damaged_workbooks_are_survived(part in 0..6usize, changes in changes()) {
        let mut parts = parts(&rows());
        let damaged = damage(parts[part].1.as_bytes(), &changes);
        parts[part].1 = String::from_utf8_lossy(&damaged).into_owned();
        survive(archive(&parts), None);
    }

    #[test]
    fn random_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        survive([b"PK\x03\x04", bytes.as_slice()].concat(), None);
        survive(bytes, Some(Dialect::LimeSurvey));
    }
}
