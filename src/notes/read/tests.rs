//! Notes in a string, and what is said of faulty ones.

use super::*;
use crate::key::trial::trial;
use crate::source::Tree;

fn read_all(fixture: &str) -> (Vec<Note>, Vec<String>) {
    let tree = Tree::from_fixture(fixture);
    let files: Vec<_> = tree
        .iter()
        .map(|(path, bytes)| Source::new(path, std::str::from_utf8(bytes).unwrap()))
        .collect();
    let mut to = Diagnostics::default();
    let notes = read(&files, &trial().names, &mut to);
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
    (notes, to.sorted().iter().map(tell).collect())
}

const STORY: &str = "--- content/notes/Lead time.md
+++
title = \"Lead times\"
kind = \"story\"
date = 2026-08-01
outcome = \"14 to 9 days\"
dimensions = [\"trust\", \"trust\"]
practices = [\"roles\"]
suppliers = [\"acme\"]
units = [\"benelux\"]
[extra]
colour = \"blue\"
rank = 2
+++
# Why
See [the award](@/notes/award.md#who) and [above](#why).
--- content/notes/award.md
+++
title = \"Award\"
kind = \"award\"
+++
## Who
[Back](@/notes/Lead%20time.md)
";

#[test]
fn notes_are_read_newest_first() {
    let (notes, problems) = read_all(
        &STORY.replace("[Back](@/notes/Lead%20time.md)", "[Back](<@/notes/Lead time.md>)"),
    );
    assert_eq!(problems, Vec::<String>::new());
    let slugs: Vec<_> = notes.iter().map(|note| note.slug.as_str()).collect();
    assert_eq!(slugs, ["lead-time", "award"]);
    assert_eq!((&notes[0].dimensions, &notes[0].units), (&vec![0], &vec![1]));
    assert_eq!(notes[0].extra["rank"], "2");
    assert_eq!(notes[0].anchors, ["why"]);
    assert!(notes[0].body.contains("href=\"@/notes/award.md#who\""));
}

fn note(name: &str, front: &str, body: &str) -> String {
    format!("--- content/notes/{name}\n+++\n{front}+++\n{body}\n")
}

#[test]
fn every_mistake_is_told_in_one_run() {
    let page = "title = \"T\"\nkind = \"page\"\n";
    let fixture = [
        note("a.md", "kind = \"storry\"\ntitle = \"\"\ncolor = 1\n", ""),
        note(
            "b.md",
            "title = \"T\"\nkind = \"story\"\ndimensions = [\"trast\"]\nunits = [\"acme\"]\n",
            "",
        ),
        note("c.md", page, "[x](@/notes/nd.md) [y](@/notes/d.md#hat) [z](d.md) [w](#gone) ok"),
        note("d.md", page, "# What"),
        note("e.md", "title = \"T\"\nkind = \"page\"\nslug = \"../x\"\n", ""),
        note("waves.md", page, ""),
        note("sub/d.md", page, ""),
        note("f.md", "title = \"T\"\nkind = \"page\"\ndraft = true\n", "[d](@/notes/f.md)"),
        note("g.md", page, "[f](@/notes/f.md)"),
        "--- content/notes/h.md\nNo front matter\n".to_owned(),
    ];
    insta::assert_debug_snapshot!(read_all(&fixture.concat()).1, @"");
}

#[test]
fn a_review_may_go_without_front_matter() {
    let read = |text: &str| {
        let mut to = Diagnostics::default();
        let review = crate::notes::read_review(&Source::new("review.md", text), &mut to);
        (review, to.sorted().len())
    };
    let (review, problems) = read("+++\ndecision = \"Name one contact.\"\n+++\n# Now\n");
    assert_eq!((review.decision.as_deref(), problems), (Some("Name one contact."), 0));
    assert_eq!(review.body, "<h2 id=\"now\">Now</h2>\n");
    assert_eq!(read("Just words").0.body, "<p>Just words</p>\n");
    assert_eq!(read("+++\ndecison = \"x\"\n+++\n").1, 1);
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "(\\+\\+\\+\n)?([ -~\n\u{e9}]{0,60}|title = \"a\"\n|kind = \"page\"\n|\\+\\+\\+\n|slug = \"[a-z.]{0,3}\"\n){0,8}") {
        let mut to = Diagnostics::default();
        read(&[Source::new("content/notes/a.md", &text)], &trial().names, &mut to);
        crate::notes::read_review(&Source::new("content/waves/a/review.md", &text), &mut to);
    }
}
