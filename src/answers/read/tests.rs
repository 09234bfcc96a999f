//! Answer files read into columns, and what is said of faulty ones.

use super::*;
use crate::answers::LONGEST_COMMENT;
use crate::answers::chunks::chunks;
use crate::answers::{Answer, Decision};
use crate::key::trial::{Trial, trial};
use crate::source::{File, Stored, Tree};
use proptest::prelude::*;
use std::io;

const HEAD: &str = "survey = \"partnership\"\nwave = \"2026-Q3\"\nform = \"pulse\"\n";

fn read_in(site: &Trial, files: &[Source]) -> (Responses, Diagnostics) {
    let mut to = Diagnostics::default();
    let (wave, survey) = (&site.wave, &site.survey);
    let (tables, documents): (Vec<_>, Vec<_>) =
        files.iter().cloned().partition(|file| file.path.ends_with(".csv"));
    let tables: Vec<_> =
        tables.iter().map(|file| Stream::new(&file.path, file.text.as_bytes())).collect();
    let files = Files { documents: &documents, tables: &tables, decisions: None };
    (read(files, wave, survey, &site.names, &site.organisation, &mut to), to)
}

fn read_all(fixture: &str) -> (Responses, Vec<String>) {
    let tree = Tree::from_fixture(fixture);
    let files: Vec<_> = tree
        .iter()
        .map(|(path, bytes)| Source::new(path, std::str::from_utf8(bytes).unwrap()))
        .collect();
    let (responses, to) = read_in(&trial(), &files);
    let tell = |problem: &&Diagnostic| {
        let file = files.iter().find(|file| file.path == problem.spot.file).unwrap();
        let marked = &file.text[problem.spot.start..problem.spot.end];
        let hints = problem.hints.join("; ");
        format!(
            "{} at {marked}: {} ({}) {hints}",
            problem.code.name(),
            problem.message,
            problem.label
        )
    };
    (responses, to.sorted().iter().map(tell).collect())
}

/// What is said of one response, written below a right head.
fn said(response: &str) -> Vec<String> {
    read_all(&format!("--- a.toml\n{HEAD}[[response]]\n{response}")).1
}

#[test]
fn answers_become_columns_sorted_by_id() {
    let (responses, problems) = read_all(&format!(
        "--- b.toml\n{HEAD}[[response]]\nid = \"b\"\naudience = \"internal\"\nunit = \"benelux\"\n\
         [response.answers]\nreliability-1 = 4\nrecommend = \"na\"\n\
         [response.comments]\ncomment-trust = \" Fine\\u0007.\\n\"\n\
         --- c.toml\n{HEAD}[[response]]\nid = \"a\"\naudience = \"supplier\"\nsupplier = \"acme\"\n\
         answers = {{ reliability-1 = 1, recommend = 0 }}\ncomments = {{ comment-trust = \"  \" }}\n"
    ));
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(responses.ids.iter().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(responses.audiences, [1, 0]);
    assert_eq!(responses.units, [1, 1]);
    assert_eq!(responses.suppliers, [Some(0), None]);
    let told = |column: &[u8]| column.iter().map(|&byte| Answer::of(byte)).collect::<Vec<_>>();
    assert_eq!(told(&responses.items[0]), [Answer::Point(0), Answer::Point(3)]);
    assert_eq!(told(&responses.items[1]), [Answer::NotAsked, Answer::Blank]);
    assert_eq!(told(&responses.items[2]), [Answer::NotAsked, Answer::NotAsked]);
    assert_eq!(told(&responses.questions[0]), [Answer::Point(0), Answer::NotApplicable]);
    assert_eq!(told(&responses.questions[1]), [Answer::NotAsked, Answer::NotAsked]);
    assert_eq!(responses.comments.len(), 1);
    assert_eq!((responses.comments[0].response, &*responses.comments[0].text), (1, "Fine."));
}

#[test]
fn every_mistake_of_a_response_is_told() {
    let internal = "id = \"a\"\naudience = \"internal\"\nunit = \"emea\"\n";
    insta::assert_debug_snapshot!(
        said(&format!("{internal}answers = {{ reliability-3 = 4, reliability-1 = 6, reliability-2 = \"4\", roles-1 = 2, comment-trust = 1, trust = 1 }}\nlanguage = \"en\"\n")),
        @r#"
        [
            "unknown-item at reliability-3: there is no item `reliability-3` (expected the id of an item or question of survey.toml) did you mean `reliability-1`?",
            "outside-scale at 6: `reliability-1` is the whole number 6 (expected 1 to 5, or \"na\") ",
            "wrong-type at \"4\": `reliability-2` is the text \"4\" (expected a whole number, 1 to 5, or \"na\") write 4 without quotes",
            "not-asked at roles-1: `roles-1` is not on the form `pulse` of wave 2026-Q3 (expected no answer to this) take the line out, or mend `forms` and `audiences` of the item in survey.toml",
            "wrong-type at comment-trust: `comment-trust` has no scale, so it takes no answer here (expected under `[response.comments]`) ",
            "unknown-item at trust: there is no item `trust` (expected the id of an item or question of survey.toml) ",
            "unknown-key at language: unknown key `language` (nothing reads this) keys that may stand here: id, audience, unit, supplier, answers, comments",
        ]
        "#
    );
    insta::assert_debug_snapshot!(
        [
            said("id = \"a b\"\naudience = \"inernal\"\n"),
            said("id = \"a\"\naudience = \"internal\"\n"),
            said("id = \"a\"\naudience = \"internal\"\nunit = \"iberia\"\nsupplier = \"acne\"\n"),
            said("id = \"a\"\naudience = \"supplier\"\nunit = \"emea\"\nsupplier = \"acme\"\nanswers = { reliability-2 = 1 }\n"),
            said("id = \"a\"\naudience = \"supplier\"\n"),
            said(&format!("{internal}comments = {{ roles-1 = \"x\" }}\n")),
        ],
        @r#"
        [
            [
                "bad-id at \"a b\": this cannot be the id of a response (expected 1 to 64 letters, digits, `-` and `_`) an id is random and tells nothing of the person",
                "unknown-name at \"inernal\": there is no audience `inernal` (expected one of: internal, supplier) did you mean `internal`?",
            ],
            [
                "missing at [[response]]: `unit` is missing (expected `unit` (a text) in this table) ",
            ],
            [
                "not-then at \"iberia\": this did not exist on 2026-09-21, when wave 2026-Q3 closed (`iberia` ended on 2026-03-31) ",
                "unknown-name at \"acne\": there is no supplier `acne` (expected one of: acme) did you mean `acme`?",
            ],
            [
                "own-unit at \"emea\": a supplier's own people name no unit (expected no `unit` here) take it out: they count to the unit of their supplier",
                "not-asked at reliability-2: `reliability-2` is not put to audience `supplier` (expected no answer to this) take the line out, or mend `forms` and `audiences` of the item in survey.toml",
            ],
            [
                "missing at [[response]]: `supplier` is missing (expected `supplier` (a text) in this table) ",
            ],
            [
                "wrong-type at roles-1: `roles-1` is answered by a number, not by a comment (expected the id of a question of the kind `comment`) ",
            ],
        ]
        "#
    );
}

#[test]
fn a_comment_has_an_end() {
    let words = "x".repeat(LONGEST_COMMENT + 1);
    let told = said(&format!(
        "id = \"a\"\naudience = \"internal\"\nunit = \"emea\"\n[response.comments]\ncomment-trust = \"{words}\"\n"
    ));
    assert!(told.len() == 1 && told[0].starts_with("too-long"), "{told:?}");
}

#[test]
fn what_cannot_be_seen_is_no_part_of_a_comment() {
    let told = |text: &str| {
        let response = "[[response]]\nid = \"a\"\naudience = \"internal\"\nunit = \"emea\"\n";
        let text = format!("{HEAD}{response}comments = {{ comment-trust = \"{text}\" }}\n");
        let (responses, problems) = read_in(&trial(), &[Source::new("a.toml", &text)]);
        assert!(problems.sorted().is_empty(), "{:?}", problems.sorted());
        responses.comments.first().map(|comment| comment.text.to_string())
    };
    assert_eq!(told(r"a\u0007b\u202ec\ufeff").as_deref(), Some("abc"));
    assert_eq!(told(r"a\r\nb\u000bc\u2028d").as_deref(), Some("a\nb\nc\nd"));
    assert_eq!(told("می‌خواهم").as_deref(), Some("می‌خواهم"));
    assert_eq!(told(r"\u200b \u2066"), None);
}

/// A wave with two comments, and what its comments.toml says.
fn decided(answers: &str, decisions: &str) -> (Responses, Vec<Code>) {
    let (site, mut to) = (trial(), Diagnostics::default());
    let documents = [Source::new("w/answers/a.toml", &format!("{HEAD}{answers}"))];
    let decisions = Source::new("w/comments.toml", decisions);
    let files = Files { documents: &documents, tables: &[], decisions: Some(&decisions) };
    let all = read(files, &site.wave, &site.survey, &site.names, &site.organisation, &mut to);
    (all, to.sorted().iter().map(|problem| problem.code).collect())
}

const WRITTEN: &str = "[[response]]\nid = \"a\"\naudience = \"internal\"\nunit = \"emea\"\ncomments = { comment-trust = \"One.\" }\n\
    [[response]]\nid = \"a\"\naudience = \"internal\"\nunit = \"emea\"\nsupplier = \"acme\"\ncomments = { comment-trust = \"Two.\" }\n";

#[test]
fn a_decision_finds_its_comment() {
    let about = "[[comment]]\nid = \"a\"\nquestion = \"comment-trust\"\n";
    let (responses, codes) = decided(
        WRITTEN,
        &format!(
            "{about}decision = \"redact\"\ntext = \" O… \"\n{about}supplier = \"acme\"\ndecision = \"approve\"\n"
        ),
    );
    assert_eq!(codes, []);
    let decisions: Vec<_> =
        responses.comments.iter().map(|one| (&*one.text, one.decision.clone())).collect();
    let redacted = Decision::Redacted("O…".into());
    assert_eq!(decisions, [("One.", redacted), ("Two.", Decision::Approved)]);
    let (responses, codes) = decided(WRITTEN, "");
    assert_eq!(codes, []);
    assert!(responses.comments.iter().all(|one| one.decision == Decision::Pending));
}

#[test]
fn a_faulty_answer_file_lets_no_decision_be_blamed() {
    let decisions =
        "[[comment]]\nid = \"b\"\nquestion = \"coment-trust\"\ndecision = \"approve\"\n";
    let faulty = format!("{WRITTEN}[[response]]\nid = \"b\"\naudience = \"internal\"\n");
    assert_eq!(decided(&faulty, decisions).1, [Code::UnknownName, Code::Missing]);
    assert_eq!(decided(WRITTEN, decisions).1, [Code::UnknownComment, Code::UnknownName]);
}

#[test]
fn heads_and_repeats_are_checked() {
    let response = "[[response]]\nid = \"a\"\naudience = \"internal\"\nunit = \"emea\"\n";
    let (responses, problems) = read_all(&format!(
        "--- a.toml\n{HEAD}{response}--- b.toml\nsurvey = \"other\"\nwave = \"2026-Q2\"\nform = \"full\"\n{response}"
    ));
    assert_eq!(responses.len(), 1);
    insta::assert_debug_snapshot!(problems, @r#"
    [
        "wrong-survey at \"other\": these answers are for survey `other` (expected `partnership`) answers name the `id` of the survey.toml that their questions stand in",
        "wrong-wave at \"2026-Q2\": these answers are for wave `2026-Q2` (expected `2026-Q3`) answers lie in the folder of the wave that they were given in",
        "wrong-form at \"full\": these answers are for form `full` (expected `pulse`) all answers of a wave are given on the form that wave.toml names",
        "repeated-response at \"a\": `a` answers a second time about the same supplier (the first is at a.toml:5) one person answers once about each supplier; take one of the two out",
    ]
    "#);
}

/// A disk that gives some bytes and then fails.
#[derive(Debug)]
struct Broken;

impl Stored for Broken {
    fn open(&self) -> io::Result<Box<dyn io::Read + Send + '_>> {
        let failing = io::Error::other("the cable is out");
        Ok(Box::new(format!("{COLUMNS}\n").leak().as_bytes().chain(Failing(Some(failing)))))
    }
}

struct Failing(Option<io::Error>);

impl io::Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[test]
fn a_disk_that_fails_is_told_of() {
    let (site, mut to) = (trial(), Diagnostics::default());
    let tables = [Stream::new("a.csv", File::stored(Broken))];
    let files = Files { documents: &[], tables: &tables, decisions: None };
    read(files, &site.wave, &site.survey, &site.names, &site.organisation, &mut to);
    let told: Vec<_> = to.sorted().iter().map(|one| (one.code, one.message.clone())).collect();
    let message = "this file could not be read to its end: the cable is out".to_owned();
    assert_eq!(told, [(Code::Unreadable, message)]);
}

/// A response of its own for each number.
fn response(number: usize) -> String {
    let (unit, point) = (["emea", "benelux"][number % 2], number % 5 + 1);
    let comment = if number.is_multiple_of(3) {
        "comments = { comment-trust = \"\"\"\nQuite\n[[well]]\"\"\" }\n"
    } else {
        ""
    };
    format!(
        "[[response]]\nid = \"{number:04x}\"\naudience = \"internal\"\nunit = \"{unit}\"\n\
         answers = {{ reliability-1 = {point}, recommend = {number} }}\n{comment}\n"
    )
}

#[test]
fn a_file_in_pieces_reads_as_one() {
    let all: Vec<_> = (0..4000)
        .map(|number| response(number % 11).replace("id = \"", &format!("id = \"{number}-")))
        .collect();
    let site = trial();
    let whole = format!("{HEAD}{}", all.concat());
    assert!(chunks(&Source::new("a.toml", &whole).file_part()).len() > 3);
    let singles: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(at, text)| Source::new(&format!("{at}.toml"), &format!("{HEAD}{text}")))
        .collect();
    let (expected, none) = read_in(&site, &singles);
    assert!(none.sorted().is_empty());
    assert_eq!(read_in(&site, &[Source::new("a.toml", &whole)]).0, expected);
    // A text that holds a line like a cut, in the middle of everything.
    let trap = whole
        .replacen("Quite\n[[well]]", "Quite\n[[response]]\nwell", 1)
        .replace("[[well]]", "[[response]]");
    let (trapped, none) = read_in(&site, &[Source::new("a.toml", &trap)]);
    assert!(none.sorted().is_empty(), "{:?}", none.sorted());
    assert_eq!(trapped.items, expected.items);
}

#[test]
fn mistakes_late_in_a_long_file_stand_at_their_place() {
    let mut text = HEAD.to_owned();
    text.extend(
        (0..4000)
            .map(|number| response(number % 11).replace("id = \"", &format!("id = \"{number}-"))),
    );
    text.push_str("[[response]]\nid = \"z\"\naudience = \"internal\"\nunit = \"emeo\"\n");
    let source = Source::new("a.toml", &text);
    let (_, to) = read_in(&trial(), std::slice::from_ref(&source));
    let sorted = to.sorted();
    assert_eq!(sorted.len(), 1);
    assert_eq!(&text[sorted[0].spot.start..sorted[0].spot.end], "\"emeo\"");
}

proptest! {
    #[test]
    fn order_means_nothing(numbers in Just((0..11).collect::<Vec<usize>>()).prop_shuffle(), cut in 0usize..11) {
        let site = trial();
        let file = |name: &str, numbers: &[usize]| {
            let text: String = numbers.iter().map(|&number| response(number)).collect();
            Source::new(name, &format!("{HEAD}{text}"))
        };
        let sorted: Vec<_> = (0..11).collect();
        let (expected, none) = read_in(&site, &[file("a.toml", &sorted)]);
        prop_assert!(none.sorted().is_empty());
        let (left, right) = numbers.split_at(cut);
        let files = [file("b.toml", right), file("a.toml", left)];
        prop_assert_eq!(read_in(&site, &files).0, expected);
    }

    #[test]
    fn no_text_panics(text in "([ -~\n\u{e9}]{0,40}|\\[\\[response\\]\\]\n|id = \"a\"\n|answers = [0-9]\n|\\[response\\.answers\\]\n|reliability-1 = [0-9\"a]{1,3}\n|audience = \"internal\"\n){0,12}") {
        read_in(&trial(), &[Source::new("a.toml", &text)]);
    }

    #[test]
    fn a_table_says_what_a_document_says(people in prop::collection::vec(person(), 0..40), cut in 0usize..40) {
        let site = trial();
        let toml: String = people.iter().enumerate().map(|(at, person)| person.toml(at)).collect();
        let csv: Vec<_> = people.iter().enumerate().map(|(at, person)| person.csv(at)).collect();
        let (expected, none) = read_in(&site, &[Source::new("a.toml", &format!("{HEAD}{toml}"))]);
        prop_assert!(none.sorted().is_empty(), "{:?}", none.sorted());
        let table = Source::new("a.csv", &format!("{COLUMNS}\n{}", csv.concat()));
        let (read, none) = read_in(&site, &[table]);
        prop_assert!(none.sorted().is_empty(), "{:?}", none.sorted());
        prop_assert_eq!(&read, &expected);
        // In two files, the second with a byte order mark and other line breaks.
        let (left, right) = csv.split_at(cut.min(csv.len()));
        let right = format!("\u{feff}{COLUMNS}\r\n{}", right.concat().replace("\n", "\r\n"));
        let files = [Source::new("b.csv", &format!("{COLUMNS}\n{}", left.concat())), Source::new("a.csv", &right)];
        prop_assert_eq!(&read_in(&site, &files).0, &expected);
    }

    #[test]
    fn no_table_panics(text in "(id|audience|unit|supplier|reliability-1|comment-trust|internal|emea|acme|[a-z0-9]|[,;\"\n\r]|,|\n|\u{e9}|\u{feff}){0,60}") {
        read_in(&trial(), &[Source::new("a.csv", &text)]);
        read_in(&trial(), &[Source::new("a.csv", &format!("{COLUMNS}\n{text}"))]);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let site = trial();
        let tables = [Stream::new("a.csv", [COLUMNS.as_bytes(), b"\n", &bytes].concat()), Stream::new("b.csv", bytes)];
        let files = Files { documents: &[], tables: &tables, decisions: None };
        read(files, &site.wave, &site.survey, &site.names, &site.organisation, &mut Diagnostics::default());
    }
}

const COLUMNS: &str =
    "id,audience,unit,supplier,recommend,comment-trust,reliability-1,reliability-2";

/// Somebody who may answer in either kind of file.
#[derive(Clone, Debug)]
struct Answerer {
    of_supplier: bool,
    about: bool,
    unit: &'static str,
    recommend: Option<i64>,
    reliability: Option<i64>,
    comment: &'static str,
}

fn person() -> impl Strategy<Value = Answerer> {
    let unit = prop::sample::select(vec!["emea", "benelux"]);
    let comment =
        prop::sample::select(vec!["", "Fine.", "a, b", "a\nb\n\nc", "a \"b\"", "\"", "é,\n"]);
    let recommend = prop::option::of(-1i64..=10);
    let reliability = prop::option::of(0i64..=5);
    (any::<[bool; 2]>(), unit, recommend, reliability, comment).prop_map(
        |([of_supplier, about], unit, recommend, reliability, comment)| {
            let about = about || of_supplier;
            Answerer { of_supplier, about, unit, recommend, reliability, comment }
        },
    )
}

impl Answerer {
    fn toml(&self, at: usize) -> String {
        let mut text = format!("[[response]]\nid = \"p{}\"\n", at * 7 % 41);
        text += if self.of_supplier {
            "audience = \"supplier\"\n"
        } else {
            "audience = \"internal\"\n"
        };
        if !self.of_supplier {
            text += &format!("unit = \"{}\"\n", self.unit);
        }
        if self.about {
            text += "supplier = \"acme\"\n";
        }
        text +=
            &format!("comments = {{ comment-trust = {:?} }}\n[response.answers]\n", self.comment);
        let value = |value: i64, least: i64| {
            if value < least { "\"na\"".to_owned() } else { value.to_string() }
        };
        text += &self
            .recommend
            .map(|given| format!("recommend = {}\n", value(given, 0)))
            .unwrap_or_default();
        text += &self
            .reliability
            .map(|given| format!("reliability-1 = {}\n", value(given, 1)))
            .unwrap_or_default();
        text
    }

    fn csv(&self, at: usize) -> String {
        let value = |value: Option<i64>, least: i64| match value {
            Some(value) if value < least => "na".to_owned(),
            value => value.map(|value| value.to_string()).unwrap_or_default(),
        };
        format!(
            "p{},{},{},{},{},\"{}\",{},\n",
            at * 7 % 41,
            if self.of_supplier { "supplier" } else { "internal" },
            if self.of_supplier { "" } else { self.unit },
            if self.about { "acme" } else { "" },
            value(self.recommend, 0),
            self.comment.replace('"', "\"\""),
            value(self.reliability, 1),
        )
    }
}

#[test]
fn every_mistake_of_a_table_is_told() {
    let rows = "a,internal,emea,,6,,4,4\n,internal,emea,,,,,\nb c,inernal,emea,,11,,x,\n\
                d,internal,,,,,\"4\",Agree\ne,supplier,emea,acme,,,,2\nf,internal,iberia,acne,,,,\n\
                g,internal,emea,,NA,,,\na,internal,emea,,,,,\ng,internal,emea,,,,,,,\n,,,,,,,\n";
    let (responses, told) = read_all(&format!("--- a.csv\n{COLUMNS}\n{rows}"));
    assert_eq!(responses.len(), 3);
    insta::assert_debug_snapshot!(told, @r#"
    [
        "missing at : `id` is empty (expected a text) ",
        "bad-id at b c: this cannot be the id of a response (expected 1 to 64 letters, digits, `-` and `_`) an id is random and tells nothing of the person",
        "unknown-name at inernal: there is no audience `inernal` (expected one of: internal, supplier) did you mean `internal`?",
        "outside-scale at 11: `recommend` is the whole number 11 (expected 0 to 10, or \"na\") ",
        "wrong-type at x: `reliability-1` is the text \"x\" (expected a whole number, 1 to 5, or \"na\") leave the cell of an item empty that was not answered",
        "missing at : `unit` is empty (expected a text) ",
        "wrong-type at Agree: `reliability-2` is the text \"Agree\" (expected a whole number, 1 to 5, or \"na\") leave the cell of an item empty that was not answered",
        "own-unit at emea: a supplier's own people name no unit (expected no `unit` here) take it out: they count to the unit of their supplier",
        "not-asked at 2: `reliability-2` is not put to audience `supplier` (expected no answer to this) empty the cell, or mend `forms` and `audiences` of the item in survey.toml",
        "not-then at iberia: this did not exist on 2026-09-21, when wave 2026-Q3 closed (`iberia` ended on 2026-03-31) ",
        "unknown-name at acne: there is no supplier `acne` (expected one of: acme) did you mean `acme`?",
        "wrong-type at NA: `recommend` is the text \"NA\" (expected a whole number, 0 to 10, or \"na\") write \"na\" for don't know or not applicable",
        "repeated-response at a: `a` answers a second time about the same supplier (the first is at a.csv:2) one person answers once about each supplier; take one of the two out",
        "row-length at g,internal,emea,,,,,,,: this row has 10 cells (expected 8, as in the first row) a cell that holds commas stands in quotes; an empty one still has its comma",
    ]
    "#);
}

#[test]
fn every_mistake_of_a_header_is_told() {
    let told = |text: &str| read_all(&format!("--- a.csv\n{text}")).1;
    insta::assert_debug_snapshot!(
        [
            told(""),
            told("id;audience;unit\na;internal;emea\n"),
            told("audience,unit,ID\ninternal,emea,a\n"),
            told("id,audience,unti,reliability-1,reliability-1,relaibility-2,,trust\n"),
            told("id,audience,comment-trust\na,internal,\"never\nclosed\n"),
        ],
        @r#"
    [
        [
            "missing at : this file is empty (expected a first row with the names of the columns) it starts with `id,audience,unit,supplier`, then the ids of items",
        ],
        [
            "syntax at ;: this table is separated by semicolons (expected commas) save it again as CSV with commas between the cells",
        ],
        [
            "unknown-item at ID: there is no item `ID` (expected the id of an item or question of survey.toml) did you mean `id`?",
        ],
        [
            "unknown-item at unti: there is no item `unti` (expected the id of an item or question of survey.toml) did you mean `unit`?",
            "repeated at reliability-1: the column `reliability-1` stands twice (column 4 has this name already) ",
            "unknown-item at relaibility-2: there is no item `relaibility-2` (expected the id of an item or question of survey.toml) did you mean `reliability-2`?",
            "missing at : a column without a name (expected the id of an item or question of survey.toml) take the column out if nothing stands in it",
            "unknown-item at trust: there is no item `trust` (expected the id of an item or question of survey.toml) ",
        ],
        [
            "syntax at \": this quote is never closed (expected another one at the end of the cell) a quote inside a quoted cell is written twice",
        ],
    ]
    "#
    );
}

#[test]
fn a_long_table_in_pieces_tells_its_mistakes_in_order() {
    let mut text = format!("{COLUMNS}\n");
    for number in 0..30_000 {
        let point = if number % 200 == 199 { 9 } else { number % 5 + 1 };
        text += &format!("{number:06},internal,emea,,{},,{point},\n", number % 11);
    }
    let source = [Source::new("a.csv", &text)];
    let (responses, to) = read_in(&trial(), &source);
    assert_eq!((responses.len(), to.count(crate::diag::Severity::Error)), (30_000, 150));
    let sorted = to.sorted();
    assert_eq!(sorted.len(), Diagnostics::MOST + 1);
    for (at, problem) in sorted.iter().take(Diagnostics::MOST).enumerate() {
        let line = text[..problem.spot.start].matches('\n').count();
        assert_eq!((line, &text[problem.spot.start..problem.spot.end]), (200 * (at + 1), "9"));
    }
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (again, same) = one.install(|| read_in(&trial(), &source));
    assert_eq!((again, same.sorted()), (responses, to.sorted()));
}

#[test]
fn the_first_of_a_repeat_is_found_in_any_file() {
    let response = "[[response]]\nid = \"a\"\naudience = \"internal\"\nunit = \"emea\"\n";
    let (responses, problems) = read_all(&format!(
        "--- b.toml\n{HEAD}{response}--- a.csv\n{COLUMNS}\nb,internal,emea,,,,,\na,internal,emea,,,,,\n"
    ));
    assert_eq!(responses.len(), 2);
    let label = "the first is at a.csv:3";
    assert!(problems.len() == 1 && problems[0].contains(label), "{problems:?}");
}
