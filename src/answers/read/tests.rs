//! Answer files read into columns, and what is said of faulty ones.

use super::*;
use crate::key::trial::{Trial, trial};
use crate::source::Tree;
use proptest::prelude::*;

const HEAD: &str = "survey = \"partnership\"\nwave = \"2026-Q3\"\nform = \"pulse\"\n";

fn read_in(site: &Trial, files: &[Source]) -> (Responses, Diagnostics) {
    let mut to = Diagnostics::default();
    let (wave, survey) = (&site.wave, &site.survey);
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
    assert_eq!(responses.ids.iter().map(|id| &**id).collect::<Vec<_>>(), ["a", "b"]);
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
                "own-unit at \"emea\": a supplier's own people name no unit (expected no `unit` here) take the line out: they count to the unit of their supplier",
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
    let words = "x".repeat(LONGEST + 1);
    let told = said(&format!(
        "id = \"a\"\naudience = \"internal\"\nunit = \"emea\"\n[response.comments]\ncomment-trust = \"{words}\"\n"
    ));
    assert!(told.len() == 1 && told[0].starts_with("too-long"), "{told:?}");
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
}
