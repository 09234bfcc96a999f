//! Every mistake is reported, at its place, alone and together with all others.
//! How a case is written stands in tests/diagnostics/README.md.

use proptest::prelude::*;
use rapportage::diag::{Code, Diagnostics, Format, Severity, print};
use rapportage::pipeline::{self, Options};
use rapportage::source::Tree;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Runs the program's own pipeline over a site, and gives what is wrong with it.
fn run_site(tree: &Tree) -> Diagnostics {
    pipeline::run(tree, &Options::default(), &mut |_| {}).diagnostics
}

/// One diagnostic as a case expects it.
#[derive(Clone, Debug)]
struct Expected {
    file: String,
    line: u64,
    column: u64,
    severity: String,
    code: String,
    message: String,
    label: Option<String>,
    hints: Vec<String>,
}

/// One faulty file.
struct Case {
    name: String,
    file: String,
    replaces: Option<String>,
    bytes: Vec<u8>,
    sidecar: Option<String>,
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() { found.extend(files(&entry)) } else { found.push(entry) }
    }
    found
}

fn base() -> Tree {
    let mut tree = Tree::default();
    let root = home().join("base");
    for file in files(&root) {
        let parts: Vec<_> = file.strip_prefix(&root).unwrap().iter().collect();
        let path = parts.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/");
        tree.insert(&path, fs::read(&file).unwrap());
    }
    tree
}

fn cases() -> Vec<Case> {
    let is_case = |path: &PathBuf| path.extension().is_none_or(|ending| ending != "expect");
    files(&home().join("cases")).into_iter().filter(is_case).map(|path| read_case(&path)).collect()
}

fn read_case(path: &Path) -> Case {
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let bytes = fs::read(path).unwrap();
    let sidecar = fs::read_to_string(path.with_file_name(format!("{name}.expect"))).ok();
    let head = sidecar.clone().unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
    let said = |what: &str| {
        let line = head.lines().take(4).find_map(|line| line.strip_prefix(what));
        line.map(|value| value.trim().to_owned())
    };
    let file = said("# file:").unwrap_or_else(|| panic!("{name} does not say `# file: …`"));
    Case { file, replaces: said("# replaces:"), name, bytes, sidecar }
}

/// Lays a case over a tree: a file of its own, or more lines for a file of the base.
fn lay_over(tree: &mut Tree, case: &Case) {
    let Some(old) = tree.get(&case.file) else {
        tree.insert(&case.file, case.bytes.clone());
        return;
    };
    let old = String::from_utf8(old.to_vec()).unwrap();
    let new = String::from_utf8(case.bytes.clone()).unwrap();
    let text = match &case.replaces {
        None => format!("{old}\n{new}"),
        Some(start) => {
            let at = old.lines().position(|line| line.starts_with(start));
            let at = at.unwrap_or_else(|| panic!("{}: no line starts with {start}", case.name));
            let mut lines: Vec<_> = old.lines().collect();
            lines[at] = new.trim_end();
            lines.join("\n") + "\n"
        }
    };
    tree.insert(&case.file, text.into_bytes());
}

/// The base site with every case laid over it.
static WITH_ALL_CASES: LazyLock<Tree> = LazyLock::new(|| {
    let mut tree = base();
    for case in cases() {
        lay_over(&mut tree, &case);
    }
    tree
});

/// Everything that the comments in a tree and the sidecars of its cases expect.
fn expected(tree: &Tree, cases: &[&Case]) -> Vec<Expected> {
    let mut all = Vec::new();
    for (path, bytes) in tree.iter() {
        all.extend(annotations(path, &String::from_utf8_lossy(bytes)));
    }
    for case in cases {
        all.extend(annotations(&case.file, case.sidecar.as_deref().unwrap_or_default()));
    }
    all
}

/// `#~ SEVERITY[CODE] [FILE ][LINE:]COLUMN: part of the message`, then `#~ label:` and `#~ hint:`.
/// Without a line, the next line that is no such comment is meant.
fn annotations(file: &str, text: &str) -> Vec<Expected> {
    let lines: Vec<_> = text.lines().collect();
    let mut all: Vec<Expected> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(said) = line.trim_start().strip_prefix("#~ ") else { continue };
        if let Some(label) = said.strip_prefix("label: ") {
            all.last_mut().unwrap().label = Some(label.to_owned());
        } else if let Some(hint) = said.strip_prefix("hint: ") {
            all.last_mut().unwrap().hints.push(hint.to_owned());
        } else {
            let below = lines[at..].iter().take_while(|line| line.trim_start().starts_with("#~ "));
            all.push(annotation(file, said, at + below.count() + 1));
        }
    }
    all
}

fn annotation(file: &str, said: &str, below: usize) -> Expected {
    let parsed = || {
        let (severity, rest) = said.split_once('[')?;
        let (code, rest) = rest.split_once("] ")?;
        let (place, message) = rest.split_once(": ")?;
        let (file, place) = place.rsplit_once(' ').unwrap_or((file, place));
        let own = below.to_string();
        let (line, column) = place.split_once(':').unwrap_or((&own, place));
        Some(Expected {
            file: file.to_owned(),
            line: line.parse().ok()?,
            column: column.parse().ok()?,
            severity: severity.to_owned(),
            code: code.to_owned(),
            message: message.to_owned(),
            label: None,
            hints: Vec::new(),
        })
    };
    parsed().unwrap_or_else(|| panic!("{file}: cannot understand `#~ {said}`"))
}

impl Expected {
    fn matches(&self, found: &serde_json::Value) -> bool {
        let text = |key: &str| found[key].as_str().unwrap_or_default();
        let hints: Vec<_> = found["hints"].as_array().unwrap().iter().collect();
        let has = |hint: &String| hints.iter().any(|one| one.as_str().unwrap().contains(hint));
        text("file") == self.file
            && found["line"] == self.line
            && found["column"] == self.column
            && text("severity") == self.severity
            && text("code") == self.code
            && text("message").contains(&self.message)
            && self.label.as_ref().is_none_or(|label| text("label").contains(label))
            && self.hints.iter().all(has)
    }
}

/// What differs between the expected and the found diagnostics of a tree, in words.
fn difference(tree: &Tree, mut expected: Vec<Expected>) -> String {
    let diagnostics = run_site(tree);
    let mut report = String::new();
    for line in print(&diagnostics, tree, Format::Json, false).lines() {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        match expected.iter().position(|one| one.matches(&found)) {
            Some(at) => drop(expected.remove(at)),
            None => report += &format!("  not expected: {line}\n"),
        }
    }
    for one in expected {
        report += &format!("  not found: {one:?}\n");
    }
    report
}

#[test]
fn the_base_site_has_no_mistake() {
    assert_eq!(difference(&base(), Vec::new()), "");
}

#[test]
fn each_case_alone_gives_its_mistakes_and_no_other() {
    let mut report = String::new();
    for case in cases() {
        let mut tree = base();
        lay_over(&mut tree, &case);
        let expected = expected(&tree, &[&case]);
        assert!(!expected.is_empty(), "{} expects nothing", case.name);
        let difference = difference(&tree, expected);
        if !difference.is_empty() {
            report += &format!("{}\n{difference}", case.name);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn all_cases_at_once_give_all_their_mistakes() {
    let (tree, cases) = (WITH_ALL_CASES.clone(), cases());
    let expected = expected(&tree, &cases.iter().collect::<Vec<_>>());
    let difference = difference(&tree, expected);
    assert!(difference.is_empty(), "\n{difference}");
}

/// Kinds of mistake that have no case: a template's and the audit's, which only a finished site can
/// show (see tests/suite/audit.rs), those of exports of other tools (see tests/suite/import.rs), and two that have a unit test instead: a very long text, and a disk that
/// stops reading.
const WITHOUT_CASE: [Code; 13] = [
    Code::Template,
    Code::TooLong,
    Code::Unreadable,
    Code::MoreThanInvited,
    Code::MergedAudiences,
    Code::Audit,
    Code::TypedFigure,
    Code::Export,
    Code::Unmapped,
    // Needs another file beside it: tests/suite/newsletter.rs, and below.
    Code::MailSize,
    Code::StillOpen,
    Code::NoAddress,
    Code::NotRead,
];

/// Lines of a table of answers about benelux or nordics.
fn more_answers(of: &[(&str, &str, &str, u32)]) -> Tree {
    let mut text = "id,audience,unit,supplier,reliability-1,roles-1\n".to_owned();
    for (group, (audience, unit, supplier, people)) in of.iter().enumerate() {
        for person in 0..*people {
            let point = 1 + (person + u32::try_from(group).unwrap()) % 5;
            let id = format!("a{group}{person:02}");
            text.push_str(&format!("{id},{audience},{unit},{supplier},{point},{point}\n"));
        }
    }
    let mut tree = base();
    tree.insert("content/waves/2026-Q3/answers/more.csv", text.into_bytes());
    tree
}

#[test]
fn more_answers_than_invitations_are_told() {
    let found = run_site(&more_answers(&[("internal", "benelux", "", 16)]));
    let told: Vec<_> = found.sorted().into_iter().map(|one| one.message.clone()).collect();
    assert_eq!(told, ["22 people of `benelux` (internal) answered, but 14 were invited"]);
}

#[test]
fn small_audiences_of_a_unit_are_shown_as_one_and_the_owner_is_told() {
    let groups = [("internal", "iberia", "", 4), ("supplier", "", "acme", 4)];
    let mut tree = more_answers(&groups);
    let suppliers =
        String::from_utf8(tree.get("content/suppliers.toml").unwrap().to_vec()).unwrap();
    let moved = suppliers.replacen(r#"unit = "emea""#, r#"unit = "iberia""#, 1);
    tree.insert("content/suppliers.toml", moved.into_bytes());
    let found = run_site(&tree);
    let told: Vec<_> = found.sorted().into_iter().map(|one| one.message.clone()).collect();
    let expected = "no audience of `iberia` can be shown alone in 2026-Q3, so its people are shown \
                    as one group";
    assert_eq!(told, [expected]);
}

#[test]
fn every_kind_of_mistake_has_a_case() {
    let cases = cases();
    let tree = WITH_ALL_CASES.clone();
    let expected = expected(&tree, &cases.iter().collect::<Vec<_>>());
    assert!(cases.len() >= 40, "{} cases", cases.len());
    for code in Code::ALL.iter().filter(|code| !WITHOUT_CASE.contains(code)) {
        assert!(expected.iter().any(|one| one.code == code.name()), "{} has none", code.name());
    }
}

#[test]
fn a_file_that_cannot_be_read_whole_lets_nobody_else_be_blamed() {
    let path = "content/survey.toml";
    let text = String::from_utf8(base().get(path).unwrap().to_vec()).unwrap();
    for broken in [
        text.replacen("[[dimension]]", "hello\n[[dimension]]", 1),
        text.replacen("[[dimension.practice]]", "[[dimension.practice]", 1),
        text.replacen("[[dimension]]", "[dimension]", 2),
        text.replacen("\"Trust\"", "\"\"\"Trust\"", 1),
        text.replacen("forms = [\"full\", \"pulse\"]", "forms = [\"full\"", 1),
    ] {
        let mut tree = base();
        tree.insert(path, broken.into_bytes());
        let to = run_site(&tree);
        assert!(to.sorted().iter().all(|one| &*one.spot.file == path), "{:#?}", to.sorted());
        assert!(to.has_errors());
    }
}

#[test]
fn a_slip_in_the_name_of_a_list_is_one_mistake() {
    let path = "content/survey.toml";
    let text = String::from_utf8(base().get(path).unwrap().to_vec()).unwrap();
    let mut tree = base();
    tree.insert(
        path,
        text.replace("[[dimension.practice]]", "[[dimension.practise]]")
            .replace(".practice.", ".practise.")
            .into_bytes(),
    );
    let to = run_site(&tree);
    let codes: Vec<_> = to.sorted().iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::UnknownKey; 2]);
}

#[test]
fn a_slip_in_the_header_of_a_list_leaves_its_parts_where_they_were_meant() {
    let path = "content/survey.toml";
    let text = String::from_utf8(base().get(path).unwrap().to_vec()).unwrap();
    let (first, rest) = text.split_at(text.find("id = \"alignment\"").unwrap());
    let slip = |part: &str| part.replace("[[dimension.practice]]", "[[dimension.practise]]");
    for (slipped, mistakes) in
        [(slip(first) + rest, 1), (first.to_owned() + &slip(rest), 1), (slip(&text), 2)]
    {
        let mut tree = base();
        tree.insert(path, slipped.into_bytes());
        let to = run_site(&tree);
        let codes: Vec<_> = to.sorted().iter().map(|one| one.code).collect();
        assert_eq!(codes, vec![Code::UnknownKey; mistakes], "{:#?}", to.sorted());
    }
}

#[test]
fn one_slip_among_right_headers_is_one_mistake() {
    let path = "content/survey.toml";
    let text = String::from_utf8(base().get(path).unwrap().to_vec()).unwrap();
    let more = "[[dimension.practise]]\nid = \"more\"\nname = { en = \"More\", de = \"Mehr\" }\n\
        [[dimension.practice.item]]\nid = \"more-1\"\nscale = \"agree5\"\nforms = [\"full\"]\n\
        text = { en = \"More.\", de = \"Mehr.\" }\n\n[[question]]";
    let mut tree = base();
    tree.insert(path, text.replacen("[[question]]", more, 1).into_bytes());
    let to = run_site(&tree);
    let codes: Vec<_> = to.sorted().iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::UnknownKey], "{:#?}", to.sorted());
}

/// Its items then make a table of the name that every right header after it is a list of.
#[test]
fn a_slip_in_the_first_header_of_many_is_not_told_of_each() {
    let path = "content/survey.toml";
    let text = String::from_utf8(base().get(path).unwrap().to_vec()).unwrap();
    let practice = |id: &str| {
        format!(
            "[[dimension.practice]]\nid = \"{id}\"\nname = {{ en = \"More\", de = \"Mehr\" }}\n\
             [[dimension.practice.item]]\nid = \"{id}-1\"\nscale = \"agree5\"\nforms = [\"full\"]\n\
             text = {{ en = \"More.\", de = \"Mehr.\" }}\n\n"
        )
    };
    let more: String = ["one", "two", "three"].into_iter().map(practice).collect();
    let dimension = "[[dimension]]\nid = \"more\"\nname = { en = \"More\", de = \"Mehr\" }\n";
    let more = more.replacen("practice]]", "practise]]", 1);
    let mut tree = base();
    let slipped = text.replacen("[[question]]", &format!("{dimension}{more}[[question]]"), 1);
    tree.insert(path, slipped.into_bytes());
    let to = run_site(&tree);
    let errors = to.sorted().into_iter().filter(|one| one.severity == Severity::Error);
    let codes: Vec<_> = errors.map(|one| one.code).collect();
    assert_eq!(codes, [Code::UnknownKey, Code::Syntax], "{:#?}", to.sorted());
}

#[test]
fn no_two_cases_replace_the_same_line() {
    let mut seen = BTreeSet::new();
    for case in cases() {
        if let Some(start) = &case.replaces {
            assert!(seen.insert((case.file.clone(), start.clone())), "{}", case.name);
        }
    }
}

/// Runs a site and prints its mistakes in every format; the point is that it comes back.
fn survive(tree: &Tree) {
    let diagnostics = run_site(tree);
    for format in [Format::Human, Format::Json, Format::Sarif] {
        print(&diagnostics, tree, format, true);
    }
}

/// Bytes that mean something to one of the readers.
fn meaningful() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        "\n",
        "\r\n",
        "\"",
        "'",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ",",
        ".",
        "+++\n",
        "#",
        "-",
        "0",
        "1e999",
        "-9223372036854775808",
        "99999999999999999999",
        "2026-02-30",
        "nan",
        "true",
        "\u{feff}",
        "ä",
        "\u{202e}",
        "id = \"trust\"",
        "parent = \"emea\"",
        "[[unit]]\n",
        "[[dimension]]\n",
        "[[scale]]\n",
        "labels.en = []",
        "min = 5",
        "max = -5",
    ];
    prop_oneof![
        8 => prop::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..8),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..Default::default() })]

    #[test]
    fn random_bytes_in_any_file_are_survived(
        path in prop::sample::select(base().iter().map(|(path, _)| path.to_string()).collect::<Vec<_>>()),
        words in prop::collection::vec(meaningful(), 0..60),
    ) {
        let mut tree = base();
        tree.insert(&path, words.concat());
        survive(&tree);
    }

    #[test]
    fn random_changes_to_any_files_are_survived(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..40_usize, meaningful()), 1..6),
    ) {
        let mut tree = WITH_ALL_CASES.clone();
        let paths: Vec<_> = tree.iter().map(|(path, _)| path.to_string()).collect();
        for (file, at, cut, word) in changes {
            let path = file.get(&paths);
            let mut bytes = tree.get(path).unwrap().to_vec();
            let start = at.index(bytes.len() + 1);
            let end = (start + cut).min(bytes.len());
            bytes.splice(start..end, word);
            tree.insert(path, bytes);
        }
        survive(&tree);
    }

    #[test]
    fn random_names_of_files_are_survived(
        names in prop::collection::vec("content/(waves/|notes/|answers/|[a-zé. /]){0,4}(wave.toml|x.md|x.csv|[^\\\\x00]{0,3})", 0..8),
    ) {
        let mut tree = base();
        for name in names {
            tree.insert(&name, "x = 1\n".as_bytes());
        }
        survive(&tree);
    }
}
