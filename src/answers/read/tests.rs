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
        @""
    );
    insta::assert_debug_snapshot!(
        [
            said("id = \"a b\"\naudience = \"inernal\"\n"),
            said("id = \"a\"\naudience = \"internal\"\n"),
            said("id = \"a\"\naudience = \"internal\"\nunit = \"iberia\"\nsupplier = \"acne\"\n"),
            said("id = \"a\"\naudience = \"supplier\"\nunit = \"emea\"\nsupplier = \"acme\"\nanswers = { reliability-2 = 1 }\n"),
            said("id = \"a\"\naudience = \"supplier\"\n"),
            said(&format!("{internal}comments = {{ roles-1 = \"x\", comment-trust = \"{}\" }}\n", "x".repeat(10_001))),
        ],
        @""
    );
}

#[test]
fn heads_and_repeats_are_checked() {
    let response = "[[response]]\nid = \"a\"\naudience = \"internal\"\nunit = \"emea\"\n";
    let (responses, problems) = read_all(&format!(
        "--- a.toml\n{HEAD}{response}--- b.toml\nsurvey = \"other\"\nwave = \"2026-Q2\"\nform = \"full\"\n{response}"
    ));
    assert_eq!(responses.len(), 1);
    insta::assert_debug_snapshot!(problems, @"");
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
