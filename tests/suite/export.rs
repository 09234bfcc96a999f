//! `export`: every table says the same in each format, and nothing that the site does not show.

use crate::newest::{BUILT, CONTENT};
use calamine::{Data, Reader, Xlsx};
use rapportage::disk;
use rapportage::pipeline::{self, Options};
use rapportage::privacy::audit::audit;
use rapportage::source::Tree;
use rapportage::table::Workbook;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

static WORKBOOK: LazyLock<Workbook> = LazyLock::new(|| export(&CONTENT, None));

fn export(content: &Tree, wave: Option<&str>) -> Workbook {
    let (told, workbook) = pipeline::export(content, &Options::default(), wave, &mut |_| {});
    workbook.unwrap_or_else(|| panic!("{told:?}"))
}

/// A table as texts, by the names of its columns.
type Rows = Vec<BTreeMap<String, String>>;

fn from_csv(text: &str) -> Rows {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        let pairs = heads.iter().zip(&record).filter(|(_, field)| !field.is_empty());
        pairs.map(|(head, field)| (head.to_owned(), field.to_owned())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn tables() -> BTreeMap<&'static str, Rows> {
    let tables = WORKBOOK.tables().into_iter();
    tables.map(|(name, csv)| (name, from_csv(&csv))).collect()
}

/// A number in the one form that all formats can be compared in.
fn plain(field: &str) -> String {
    match field.parse::<f64>() {
        Ok(number) => number.to_string(),
        Err(_) => field.strip_prefix('\'').unwrap_or(field).to_owned(),
    }
}

#[test]
fn nothing_is_told_that_the_site_does_not_show() {
    let mut site = BUILT.site.clone();
    let before = audit(&site, Some(&CONTENT));
    let (name, figures) = WORKBOOK.tables().swap_remove(0);
    assert_eq!(name, "figures");
    site.insert("data/export.csv", figures.into_bytes());
    let after = audit(&site, Some(&CONTENT));
    let found: Vec<_> = after.findings.iter().filter(|one| one.is_error).collect();
    assert!(found.is_empty(), "{:#?}", &found[..found.len().min(5)]);
    assert_eq!(after.shown, before.shown, "a figure is told here alone");
    let cells = tables()["figures"].len();
    assert!(cells > 1000, "only {cells} cells");
}

#[test]
fn the_formats_agree_on_every_field() {
    let (json, bytes) = (WORKBOOK.json(), WORKBOOK.xlsx().unwrap());
    let json: Value = serde_json::from_str(&json).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets: Vec<_> = book.worksheets().into_iter().skip(1).collect();
    assert_eq!(sheets.len(), WORKBOOK.sheets.len());
    let mut compared = 0;
    for ((title, range), sheet) in sheets.iter().zip(&WORKBOOK.sheets) {
        assert_eq!(*title, sheet.title);
        let rows = from_csv(&sheet.csv());
        let objects = json[sheet.id].as_array().unwrap();
        assert_eq!(objects.len(), rows.len(), "{}", sheet.id);
        assert_eq!(range.height(), rows.len() + 1, "{}", sheet.id);
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(objects[at].as_object().unwrap().len(), row.len(), "{row:?}");
            for (column, head) in sheet.columns.iter().enumerate() {
                let expected = row.get(head).map(|field| plain(field));
                let in_json = objects[at].get(head).map(|field| match field {
                    Value::String(text) => text.clone(),
                    number => plain(&number.to_string()),
                });
                let cell = range.get((at + 1, column)).unwrap_or(&Data::Empty);
                let in_book = match cell {
                    Data::Empty => None,
                    Data::DateTime(day) => {
                        let (year, month, day, ..) = day.to_ymd_hms_milli();
                        Some(format!("{year}-{month:02}-{day:02}"))
                    }
                    cell => Some(plain(&cell.to_string())),
                };
                let place = format!("{} row {at} {head}", sheet.id);
                assert_eq!((&in_json, &in_book), (&expected, &expected), "{place}");
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "only {compared} fields were compared");
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    let again = export(&CONTENT, None);
    assert!(again == *WORKBOOK);
    assert!(again.json() == WORKBOOK.json() && again.xlsx() == WORKBOOK.xlsx());
}

#[test]
fn every_id_and_column_can_be_looked_up() {
    let tables = tables();
    let ids = |table: &str, column: &str| -> BTreeSet<&str> {
        tables[table].iter().filter_map(|row| Some(row.get(column)?.as_str())).collect()
    };
    for (column, table) in
        [("wave", "waves"), ("what", "measured"), ("unit", "units"), ("dimension", "measured")]
    {
        let own = if table == "measured" { "what" } else { &table[..table.len() - 1] };
        let known = ids(table, own);
        let unknown: Vec<_> = ids("figures", column)
            .into_iter()
            .filter(|id| !known.contains(id) && !["index", "response"].contains(id))
            .collect();
        assert!(unknown.is_empty(), "{column}: {unknown:?}");
    }
    let suppliers = ids("suppliers", "supplier");
    let set = |id: &str| id == "all" || id.starts_with("type=") || id.starts_with("category=");
    assert!(ids("figures", "supplier").iter().all(|id| suppliers.contains(id) || set(id)));
    let told = ids("columns", "column");
    let sheet = &WORKBOOK.sheets[0];
    assert!(sheet.columns.iter().all(|column| told.contains(column.as_str())));
    let all: String = WORKBOOK.tables().into_iter().map(|(_, csv)| csv).collect();
    for missing in ["[column.", "[export."] {
        assert!(!all.contains(missing), "{missing} is not in the words");
    }
    let notes = WORKBOOK.notes.iter().map(|(_, text)| text.as_str()).collect::<String>();
    assert!(notes.contains("21 September 2026") && notes.contains("at least 5 people"), "{notes}");
    assert!(notes.contains("Sample data"), "{notes}");
}

#[test]
fn one_wave_alone_can_be_asked_for() {
    let one = export(&CONTENT, Some("2026-Q2"));
    let rows = from_csv(&one.sheets[0].csv());
    assert!(rows.len() > 100 && rows.iter().all(|row| row["wave"] == "2026-Q2"));
    let whole = tables();
    let expected: Vec<_> = whole["figures"].iter().filter(|row| row["wave"] == "2026-Q2").collect();
    assert_eq!(rows.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_name_is_never_a_formula() {
    let mut content = CONTENT.clone();
    let path = "content/suppliers.toml";
    let text = String::from_utf8(content.get(path).unwrap().to_vec()).unwrap();
    let at = text.find("name = \"").unwrap() + "name = \"".len();
    let text = format!("{}=HYPERLINK(0) {}", &text[..at], &text[at..]);
    content.insert(path, text.into_bytes());
    let book = export(&content, None);
    let tables = book.tables();
    let (_, suppliers) = tables.iter().find(|(name, _)| *name == "suppliers").unwrap();
    assert!(suppliers.contains(",'=HYPERLINK(0) "), "{suppliers}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book.xlsx().unwrap())).unwrap();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} has a formula");
    }
}

/// A copy of the small site that has no mistake.
fn site() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/base");
    let tree = disk::read(&base).unwrap().tree;
    disk::create(dir.path(), &tree).unwrap();
    dir
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapportage"));
    let Output { status, stdout, stderr } =
        command.arg("export").args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

#[test]
fn files_are_written_where_they_are_asked_for() {
    let site = site();
    let here = |name: &str| site.path().join(name);
    let (code, printed, told) = run(site.path(), &[]);
    assert!(code == 0 && printed.starts_with("cell,wave,compared,"), "{told}");
    assert_eq!(run(site.path(), &["-o", "out/figures.csv"]).0, 0);
    assert_eq!(fs::read_to_string(here("out/figures.csv")).unwrap(), printed);
    let (code, _, told) = run(site.path(), &["-o", "figures.xlsx"]);
    assert!(code == 0 && told.contains("figures.xlsx"), "{told}");
    assert!(fs::read(here("figures.xlsx")).unwrap().starts_with(b"PK"));
    assert_eq!(run(site.path(), &["-o", "all/"]).0, 0);
    assert_eq!(fs::read_dir(here("all")).unwrap().count(), 12);
    let (code, printed, _) = run(site.path(), &["--format", "json"]);
    assert!(code == 0 && serde_json::from_str::<Value>(&printed).is_ok());
    assert_eq!(run(site.path(), &["-o", "all", "--format", "json"]).0, 0);
    assert_eq!(fs::read_to_string(here("all/figures.json")).unwrap(), printed);
}

#[test]
fn a_file_that_was_worked_on_stays() {
    let site = site();
    let file = site.path().join("figures.csv");
    let asked = ["-o", "figures.csv"];
    assert_eq!(run(site.path(), &asked).0, 0);
    assert_eq!(run(site.path(), &asked).0, 0, "the same once more is no loss");
    fs::write(&file, "my notes").unwrap();
    let (code, _, told) = run(site.path(), &asked);
    assert!(code == 2 && told.contains("figures.csv") && told.contains("--force"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "my notes");
    assert_eq!(run(site.path(), &["-o", "figures.csv", "--force"]).0, 0);
    assert!(fs::read_to_string(&file).unwrap().starts_with("cell,"));
}

#[test]
fn what_is_wrong_is_told_and_nothing_written() {
    let site = site();
    let (code, _, told) = run(site.path(), &["--format", "xlsx"]);
    assert!(code == 2 && told.contains("-o figures.xlsx"), "{told}");
    let (code, _, told) = run(site.path(), &["--wave", "2026-q3"]);
    assert!(code == 2 && told.contains("did you mean `2026-Q3`"), "{told}");
    assert_eq!(run(site.path(), &["--format", "ods"]).0, 2);
    fs::write(site.path().join("content/notes/bad.md"), "no front matter").unwrap();
    let (code, printed, told) = run(site.path(), &["-o", "figures.csv"]);
    assert!(code == 1 && printed.is_empty() && told.contains("bad.md"), "{told}");
    assert!(!site.path().join("figures.csv").exists());
}
