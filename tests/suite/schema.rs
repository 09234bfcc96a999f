//! `schema`: what each schema says is what the readers accept, key by key.
//!
//! `schema/site/` is a site in which every key of every file is used once. The tests change one thing of it
//! at a time and ask both the schema and the reader.

use rapportage::diag::{Code, Diagnostic, Severity};
use rapportage::disk;
use rapportage::pipeline::{self, Options};
use rapportage::schema::{File, files};
use rapportage::source::Tree;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use toml::de::{DeTable, DeValue};

/// Stands before a day, which JSON has no form for.
const DAY: char = '\u{1}';

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn site(folder: &str) -> Tree {
    disk::read(&root().join(folder)).unwrap().tree
}

/// The files of a site that have a schema, each with its kind.
fn with_schema(tree: &Tree) -> Vec<(String, File)> {
    let kinds = files();
    let of = |path: &str| kinds.iter().find(|kind| kind.has(path)).cloned();
    tree.iter().filter_map(|(path, _)| Some((path.to_string(), of(path)?))).collect()
}

/// The TOML of a file: in Markdown its front matter.
fn toml_of<'t>(path: &str, text: &'t str) -> &'t str {
    match path.ends_with(".md") {
        true => text.split("+++\n").nth(1).unwrap_or_default(),
        false => text,
    }
}

fn parse(text: &str) -> Value {
    let table = DeTable::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    object(table.get_ref())
}

fn object(table: &DeTable<'_>) -> Value {
    Value::Object(table.iter().map(|(key, own)| (key.get_ref().to_string(), value(own))).collect())
}

fn value(spanned: &toml::Spanned<DeValue<'_>>) -> Value {
    match spanned.get_ref() {
        DeValue::String(text) => text.as_ref().into(),
        DeValue::Integer(number) => number.as_str().parse::<i64>().unwrap().into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().unwrap().into(),
        DeValue::Boolean(flag) => (*flag).into(),
        DeValue::Datetime(day) => format!("{DAY}{day}").into(),
        DeValue::Array(list) => list.iter().map(value).collect(),
        DeValue::Table(table) => object(table),
    }
}

/// The same as editors show it to a schema: a day is a text.
fn as_json(value: &Value) -> Value {
    match value {
        Value::String(text) => text.trim_start_matches(DAY).into(),
        Value::Array(list) => list.iter().map(as_json).collect(),
        Value::Object(table) => {
            table.iter().map(|(key, own)| (key.clone(), as_json(own))).collect::<Map<_, _>>().into()
        }
        value => value.clone(),
    }
}

/// The same as TOML, each key in a line.
fn as_toml(value: &Value) -> String {
    let lines = value.as_object().unwrap().iter();
    lines.map(|(key, own)| format!("{} = {}\n", json!(key), inline(own))).collect()
}

fn inline(value: &Value) -> String {
    let join = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::String(text) => match text.strip_prefix(DAY) {
            Some(day) => day.to_owned(),
            None => json!(text).to_string(),
        },
        Value::Array(list) => format!("[{}]", join(list.iter().map(inline).collect())),
        Value::Object(table) => {
            let pairs = table.iter().map(|(key, own)| format!("{} = {}", json!(key), inline(own)));
            format!("{{ {} }}", join(pairs.collect()))
        }
        value => value.to_string(),
    }
}

/// What a schema finds wrong.
fn refused(kind: &File, value: &Value) -> Vec<String> {
    let options = jsonschema::options().should_validate_formats(true);
    let schema = options.build(&kind.schema()).unwrap();
    schema.iter_errors(&as_json(value)).map(|error| error.to_string()).collect()
}

/// What the program finds wrong with the site once a file says this. That a published wave has changed is
/// no answer to the question.
fn told(tree: &Tree, path: &str, value: &Value) -> Vec<Diagnostic> {
    let mut tree = tree.clone();
    let text = match path.ends_with(".md") {
        true => format!("+++\n{}+++\nText\n", as_toml(value)),
        false => as_toml(value),
    };
    tree.insert(path, text.into_bytes());
    let (to, _) = pipeline::published(&tree, &Options::default(), |_, _| ());
    let own = to.sorted().into_iter().filter(|one| {
        &*one.spot.file == path && one.severity == Severity::Error && one.code != Code::Frozen
    });
    own.cloned().collect()
}

/// A way through a file: names of keys, and numbers in lists.
type Way = Vec<String>;

fn at<'v>(value: &'v mut Value, way: &[String]) -> &'v mut Value {
    way.iter().fold(value, |value, part| match value {
        Value::Array(list) => &mut list[part.parse::<usize>().unwrap()],
        value => &mut value[part.as_str()],
    })
}

/// Every table of a file that has keys of its own, with its schema. The keys of other tables are ids.
fn tables<'s>(schema: &'s Value, value: &Value, way: &Way, found: &mut Vec<(Way, &'s Value)>) {
    let along = |part: &str| [way.clone(), vec![part.to_owned()]].concat();
    match value {
        Value::Object(table) => {
            if schema.get("properties").is_some() {
                found.push((way.clone(), schema));
            }
            for (key, own) in table {
                let patterns = schema["patternProperties"].as_object();
                let pattern = patterns.and_then(|patterns| patterns.values().next());
                let named = schema["properties"].get(key);
                let any = schema.get("additionalProperties").filter(|any| any.is_object());
                let inner = named.or(pattern).or(any);
                let inner = inner.unwrap_or_else(|| panic!("no schema for {key} in {way:?}"));
                tables(inner, own, &along(key), found);
            }
        }
        Value::Array(list) => {
            for (number, own) in list.iter().enumerate() {
                tables(&schema["items"], own, &along(&number.to_string()), found);
            }
        }
        _ => {}
    }
}

/// The places of the complete site where a table stands, each kind of table once.
struct Complete {
    tree: Tree,
    files: Vec<(String, File, Value)>,
}

impl Complete {
    fn read() -> Self {
        let tree = site("tests/schema/site");
        let value = |path: &str| {
            let text = String::from_utf8(tree.get(path).unwrap().to_vec()).unwrap();
            parse(toml_of(path, &text))
        };
        let files = with_schema(&tree).into_iter();
        let files = files.map(|(path, kind)| (path.clone(), kind, value(&path))).collect();
        Self { tree, files }
    }

    /// Calls `look` for each key of each kind of table, with a file that has it.
    fn each_key(&self, mut look: impl FnMut(&str, &File, &Value, &Way, &str, &Value)) {
        for kind in files() {
            let schema = kind.schema();
            let mut wanted: BTreeSet<(String, String)> = BTreeSet::new();
            let mut met: BTreeSet<(String, String)> = BTreeSet::new();
            for (path, _, value) in self.files.iter().filter(|(_, own, _)| own.name == kind.name) {
                let mut found = Vec::new();
                tables(&schema, value, &Way::new(), &mut found);
                for (way, schema) in found {
                    let place = |way: &Way| {
                        let names = way.iter().filter(|part| part.parse::<usize>().is_err());
                        names.cloned().collect::<Vec<_>>().join(".")
                    };
                    for (key, property) in schema["properties"].as_object().unwrap() {
                        wanted.insert((place(&way), key.clone()));
                        let mut value = value.clone();
                        let has = at(&mut value, &way).get(key).is_some();
                        if has && met.insert((place(&way), key.clone())) {
                            look(path, &kind, &value, &way, key, property);
                        }
                    }
                }
            }
            let missing: Vec<_> = wanted.difference(&met).collect();
            assert!(missing.is_empty(), "tests/schema/site has no {} {missing:?}", kind.name);
            assert!(!met.is_empty(), "tests/schema/site has no {}", kind.name);
        }
    }
}

/// A value that cannot stand where this schema holds.
fn wrong(property: &Value) -> Value {
    match property["type"].as_str() {
        Some("string") => 7.into(),
        Some(_) => "x".into(),
        None => json!([7]),
    }
}

#[test]
fn the_complete_site_is_right_as_it_is() {
    let complete = Complete::read();
    let (to, _) = pipeline::published(&complete.tree, &Options::default(), |_, _| ());
    assert!(!to.has_errors(), "{:#?}", to.sorted());
    for (path, kind, value) in &complete.files {
        assert_eq!(refused(kind, value), [""; 0], "{path}");
        let told =
            if kind.name == "theme" { Vec::new() } else { told(&complete.tree, path, value) };
        assert!(told.is_empty(), "{path}: {told:#?}");
    }
}

/// The reader of every table says which keys it takes; the schema says the same.
#[test]
fn readers_take_the_keys_of_the_schemas_and_no_other() {
    let complete = Complete::read();
    let mut asked = 0;
    for (path, kind, value) in complete.files.iter().filter(|(_, kind, _)| kind.name != "theme") {
        let (schema, mut found) = (kind.schema(), Vec::new());
        tables(&schema, value, &Way::new(), &mut found);
        for (way, schema) in found {
            let mut value = value.clone();
            at(&mut value, &way)["no-such-key"] = 1.into();
            assert!(!refused(kind, &value).is_empty(), "{path} {way:?}");
            let told = told(&complete.tree, path, &value);
            let unknown = told.iter().find(|one| one.message.contains("`no-such-key`"));
            let unknown = unknown.unwrap_or_else(|| panic!("{path} {way:?}: {told:#?}"));
            assert_eq!(unknown.code, Code::UnknownKey);
            let known = unknown.hints.iter().find_map(|hint| hint.split_once(" may stand here: "));
            let known: BTreeSet<&str> = known.unwrap().1.split(", ").collect();
            let told: BTreeSet<&str> =
                schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(told, known, "{path} {way:?}: the schema left, the reader right");
            asked += 1;
        }
    }
    assert!(asked > 40, "{asked}");
}

#[test]
fn readers_and_schemas_refuse_the_same_values() {
    let complete = Complete::read();
    complete.each_key(|path, kind, value, way, key, property| {
        if kind.name == "theme" {
            return;
        }
        let place = format!("{path} {way:?} {key}");
        let with = |new: Value| {
            let mut value = value.clone();
            at(&mut value, way)[key] = new;
            (refused(kind, &value), told(&complete.tree, path, &value))
        };
        let (refused_here, told_here) = with(wrong(property));
        assert!(!refused_here.is_empty(), "{place}: the schema takes {}", wrong(property));
        assert!(!told_here.is_empty(), "{place}: the reader takes {}", wrong(property));

        if let Some(words) = property["enum"].as_array() {
            let (refused_here, told_here) = with("no-such-word".into());
            assert!(!refused_here.is_empty(), "{place}");
            let words: Vec<&str> = words.iter().map(|word| word.as_str().unwrap()).collect();
            let expected = format!("expected one of: {}", words.join(", "));
            let labels: Vec<&str> = told_here.iter().map(|one| one.label.as_str()).collect();
            assert!(labels.contains(&&*expected), "{place}: {words:?}, {labels:?}");
        }
        let bounds = (property["minimum"].as_i64(), property["maximum"].as_i64());
        if let (Some(least), Some(most)) = bounds {
            for beyond in [least - 1, most + 1] {
                let (refused_here, told_here) = with(beyond.into());
                assert!(!refused_here.is_empty(), "{place}");
                let expected = format!("expected {least} to {most}");
                let labels: Vec<&str> = told_here.iter().map(|one| one.label.as_str()).collect();
                assert!(labels.contains(&&*expected), "{place}: {expected}, {labels:?}");
            }
        }
    });
}

#[test]
fn readers_and_schemas_need_the_same_keys() {
    /// What is needed only beside something else, which a schema for editors does not tell.
    const BESIDE: [&str; 9] =
        ["scale", "max", "baseline", "values", "cell", "done", "text", "unit", "supplier"];
    let complete = Complete::read();
    complete.each_key(|path, kind, value, way, key, _| {
        if kind.name == "theme" {
            return;
        }
        let mut value = value.clone();
        at(&mut value, way).as_object_mut().unwrap().remove(key);
        let is_needed = !refused(kind, &value).is_empty();
        let told = told(&complete.tree, path, &value);
        let missing = |one: &Diagnostic| {
            one.code == Code::Missing
                && (one.message == format!("`{key}` is missing")
                    || one.label.contains(&format!("`[[{key}]]`"))
                    || one.label.contains(&format!(".{key}]]`"))
                    || one.label.ends_with(&format!("at least one {key}")))
        };
        let is_missed = told.iter().any(missing);
        let is_beside = BESIDE.contains(&key) && !is_needed;
        assert!(is_needed == is_missed || is_beside, "{path} {way:?} {key}: {told:#?}");
    });
}

/// Every file of these sites is what its schema says.
#[test]
fn the_sample_and_a_new_site_are_what_the_schemas_say() {
    let dir = tempfile::tempdir().unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_rapportage"));
    let made = program.arg("init").current_dir(dir.path()).output().unwrap();
    assert!(made.status.success());
    let new = disk::read(dir.path()).unwrap().tree;
    let mut met = BTreeSet::new();
    for (tree, least) in [(site(""), 30), (new, 10)] {
        let files = with_schema(&tree);
        assert!(files.len() >= least, "only {} files have a schema", files.len());
        for (path, kind) in files {
            let text = String::from_utf8(tree.get(&path).unwrap().to_vec()).unwrap();
            let refused = refused(&kind, &parse(toml_of(&path, &text)));
            assert_eq!(refused, [""; 0], "{path}");
            met.insert(kind.name);
        }
        for (path, _) in tree.iter().filter(|(path, _)| path.ends_with(".toml")) {
            let known = files_have(path) || path.contains("/words/");
            assert!(known, "{path} has no schema");
        }
    }
    assert!(met.len() > 12, "{met:?}");
    let theme = fs::read_to_string(root().join("themes/default/theme.toml")).unwrap();
    let kind = files().into_iter().find(|kind| kind.name == "theme").unwrap();
    assert_eq!(refused(&kind, &parse(&theme)), [""; 0]);
}

fn files_have(path: &str) -> bool {
    files().iter().any(|kind| kind.has(path))
}

/// The examples of the documents are as long as they teach something, so they need not be whole.
#[test]
fn the_examples_of_the_documents_are_what_the_schemas_say() {
    let mut tried = 0;
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (before, block) in blocks(&text) {
            let Some(file) = named(before, block, &path) else { continue };
            let found = files().into_iter().find(|kind| kind.has(&file));
            let kind = found.unwrap_or_else(|| panic!("{file} has no schema"));
            let refused = refused(&kind, &parse(block)).into_iter();
            let wrong: Vec<_> = refused.filter(|one| !one.contains("is a required")).collect();
            assert_eq!(wrong, [""; 0], "{} {file}", path.display());
            tried += 1;
        }
    }
    assert!(tried > 14, "{tried}");
}

/// Blocks of TOML, each with what stands before it.
fn blocks(markdown: &str) -> Vec<(&str, &str)> {
    let starts = markdown.match_indices("```toml\n").map(|(at, fence)| (at, at + fence.len()));
    starts
        .map(|(at, start)| (&markdown[..at], markdown[start..].split("```").next().unwrap()))
        .collect()
}

/// The file that a block is of: it says so itself, or the line or heading before it does.
fn named(before: &str, block: &str, document: &Path) -> Option<String> {
    let in_line = |line: &str| {
        let words = line.split(|c: char| c.is_whitespace() || "`:".contains(c));
        let mut named = words.filter(|word| word.ends_with(".toml") && !word.contains("taplo"));
        named.next().map(str::to_owned)
    };
    if document.ends_with("newsletter.md") {
        return Some("content/newsletters/2026-Q3.md".to_owned());
    }
    let heading = before.lines().rfind(|line| line.starts_with('#'));
    let last = before.trim_end().lines().last().filter(|line| line.starts_with('`'));
    let first = block.lines().next().filter(|line| line.starts_with('#'));
    let named = [first, last, heading].into_iter().flatten().find_map(in_line)?;
    Some(match named.split('/').next() {
        Some("content") => named,
        // What people sent in.
        Some("inbox") => "content/waves/2026-Q4/answers/a.toml".to_owned(),
        _ => format!("content/{named}"),
    })
}

/// Mistakes that a schema can see, in the faulty files of tests/diagnostics.
#[test]
fn schemas_see_slips_of_keys_and_types() {
    let seen = ["unknown-key", "wrong-type", "unknown-value"];
    let (mut found, mut unseen) = (BTreeSet::new(), BTreeSet::new());
    for entry in fs::read_dir(root().join("tests/diagnostics/cases")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let told = |what: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(what));
            line.map(|rest| rest.trim().to_owned())
        };
        let Some(file) = told("# file:") else { continue };
        let Some(kind) = files().into_iter().find(|kind| kind.has(&file)) else { continue };
        let Ok(table) = DeTable::parse(toml_of(&file, &text)) else { continue };
        let refused = refused(&kind, &object(table.get_ref()));
        let wrong: Vec<_> = refused.iter().filter(|one| !one.contains("is a required")).collect();
        let codes = seen.iter().filter(|code| text.contains(&format!("error[{code}]")));
        for code in codes {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if wrong.is_empty() {
                unseen.insert(name.clone());
            }
            found.insert((*code, name));
        }
    }
    // Which question is a comment, only survey.toml knows.
    assert_eq!(unseen, BTreeSet::from(["answers-comment-for-item.toml".to_owned()]));
    assert!(found.len() > 15, "{found:?}");
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<BTreeSet<_>>().len(), seen.len());
}

#[test]
fn the_verb_lists_prints_and_writes() {
    let dir = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_rapportage"));
        let run = program.arg("schema").args(arguments).current_dir(dir.path()).output().unwrap();
        (run.status.code().unwrap(), String::from_utf8(run.stdout).unwrap())
    };
    let (code, list) = run(&[]);
    assert!(code == 0 && list.lines().count() == files().len(), "{list}");
    let (code, wave) = run(&["wave"]);
    assert_eq!(code, 0);
    let wave: Value = serde_json::from_str(&wave).unwrap();
    assert_eq!(wave["properties"]["state"]["enum"], json!(["open", "closed"]));
    assert_eq!(run(&["-o", "schemas"]).0, 0);
    assert_eq!(run(&["-o", "schemas", "site"]).0, 0, "a new version takes the place of an old one");
    let written = fs::read_dir(dir.path().join("schemas")).unwrap().count();
    assert_eq!(written, files().len());
    assert_eq!(run(&["survei"]).0, 2);
    let documented = fs::read_to_string(root().join("docs/schema.md")).unwrap();
    for file in files().iter().filter(|file| file.path.ends_with(".toml")) {
        assert!(documented.contains(&format!("\"{}\"", file.path)), "{}", file.path);
        assert!(documented.contains(&format!("{}.schema.json", file.name)), "{}", file.name);
    }
}
