//! Notes in a string, and what is said of faulty ones.

use super::*;
use crate::key::trial::trial;
use crate::notes::{Chart, Embedded, Passage, Show};
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
    let Some(Passage::Html(body)) = notes[0].body.first() else { panic!("no text") };
    assert!(body.contains("href=\"@/notes/award.md#who\""));
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
    insta::assert_debug_snapshot!(read_all(&fixture.concat()).1, @r#"
    [
        "unknown-value at \"storry\": `kind` is `storry` (expected one of: story, award, obstacle, meeting, page) did you mean `story`?",
        "missing at \"\": `title` is empty (expected a text) ",
        "unknown-key at color: unknown key `color` (nothing reads this) keys that may stand here: kind, title, slug, date, summary, outcome, author, draft, dimensions, practices, questions, suppliers, units, extra",
        "no-outcome at \"T\": this story does not say what came of it (expected `outcome` in the front matter) write a result that can be touched: `outcome = \"lead time 14 to 9 days\"`",
        "unknown-name at \"trast\": there is no dimension `trast` (expected one of: trust) did you mean `trust`?",
        "unknown-name at \"acme\": there is no unit `acme` (expected one of: emea, benelux, iberia) ",
        "unknown-link at @/notes/nd.md: `@/notes/nd.md` leads nowhere (expected the path of a note below content/, as in `@/notes/x.md`) did you mean `@/notes/d.md`?",
        "unknown-link at @/notes/d.md#hat: there is no heading `#hat` in notes/d.md (expected one of #what) did you mean `#what`?",
        "unknown-link at d.md: `d.md` is no page of the finished site (expected a path from content/ on) write `@/notes/d.md`",
        "unknown-link at #gone: there is no heading `#gone` in this text (it has no headings) ",
        "bad-slug at \"../x\": `../x` cannot be part of an address (expected at most 80 small letters, digits and hyphens) write a line such as `slug = \"shorter-lead-times\"` in the front matter",
        "unknown-link at @/notes/f.md: `@/notes/f.md` is a draft, so readers would find nothing there (expected a note that is published) take `draft = true` out of that note, or the link out of this one",
        "front-matter at No front matter: this file starts without front matter (expected a line `+++` before this) start the file with `+++`, then lines such as `title = \"…\"`, then `+++` again",
        "bad-slug at title: the address `waves` belongs to the site itself (expected another address) give this note another `slug` in its front matter",
        "repeated-slug at title: another page has the address `d` (the first is content/notes/d.md) give this note a `slug` of its own in its front matter",
    ]
    "#);
}

#[test]
fn a_review_may_go_without_front_matter() {
    let read = |text: &str| {
        let mut to = Diagnostics::default();
        let review =
            crate::notes::read_review(&Source::new("review.md", text), &trial().names, &mut to);
        (review, to.sorted().len())
    };
    let (review, problems) = read("+++\ndecision = \"Name one contact.\"\n+++\n# Now\n");
    assert_eq!((review.decision.as_deref(), problems), (Some("Name one contact."), 0));
    let html = |text: &str| vec![Passage::Html(text.to_owned())];
    assert_eq!(review.body, html("<h3 id=\"now\">Now</h3>\n"));
    assert_eq!(read("Just words").0.body, html("<p>Just words</p>\n"));
    assert_eq!(read("+++\ndecison = \"x\"\n+++\n").1, 1);
}

const PAGE: &str = "--- content/notes/a.md\n+++\ntitle = \"A\"\nkind = \"page\"\n+++\n";

#[test]
fn a_line_of_its_own_shows_a_published_figure() {
    let body = "Before.\n\n:: score 2026-Q3/trust/-/supplier\n:: chart over-time 2026-Q3/trust\n\n> :: change 2026-Q3/index\n\n```\n:: score in code\n```\n";
    let (notes, problems) = read_all(&format!("{PAGE}{body}"));
    assert_eq!(problems, [""; 0]);
    let shown = notes[0].body.iter().map(|passage| match passage {
        Passage::Html(html) => html.split_whitespace().next().unwrap().to_owned(),
        Passage::Figure(Embedded { show, .. }) => format!("{show:?}"),
    });
    let shown: Vec<_> = shown.collect();
    assert_eq!(
        shown,
        ["<p>Before.</p>", "Score", "Chart(OverTime)", "<blockquote>", "Change", "</blockquote>"]
    );
    assert!(matches!(
        notes[0].body[2],
        Passage::Figure(Embedded { show: Show::Chart(Chart::OverTime), .. })
    ));
}

#[test]
fn a_figure_that_means_nothing_is_told_at_its_word() {
    let lines = [
        ":: scroe 2026-Q3/trust",
        ":: score 2026-Q3/truts/-/supplier",
        ":: score",
        ":: chart dumbbell 2026-Q3/trust",
        ":: chart",
        ":: score 2026-Q3/trust:p",
        ":: change 2026-Q3/trust to 2026-Q2",
        "Words\n:: score 2026-Q3/trust\n",
        ":: chart units 2026-Q3/index\n\n:: chart units 2026-Q3/index",
    ];
    let (_, problems) = read_all(&format!("{PAGE}{}\n", lines.join("\n\n")));
    insta::assert_debug_snapshot!(problems);
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "(\\+\\+\\+\n)?([ -~\n\u{e9}]{0,60}|title = \"a\"\n|kind = \"page\"\n|\\+\\+\\+\n|slug = \"[a-z.]{0,3}\"\n){0,8}") {
        let mut to = Diagnostics::default();
        read(&[Source::new("content/notes/a.md", &text)], &trial().names, &mut to);
        crate::notes::read_review(&Source::new("content/waves/a/review.md", &text), &trial().names, &mut to);
    }
}
