//! Front matter: TOML between two lines of `+++` at the top of a Markdown file.

use super::Part;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Spot};
use std::sync::Arc;

const FENCE: &str = "+++";

/// What some editors write at the start of a file; it is no part of the text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The two parts of a Markdown file; both know where they stand in it.
#[derive(Clone, Debug)]
pub struct FrontMatter<'s> {
    /// What stands between the fences; empty when there are none.
    pub toml: Part<'s>,
    /// What follows.
    pub body: Part<'s>,
}

/// Parts a file that must have front matter; says so when there is none.
pub fn front_matter<'s>(source: &'s Source, to: &mut Diagnostics) -> Option<FrontMatter<'s>> {
    if fenced(&source.text).is_some() {
        return optional_front_matter(source, to);
    }
    let mut problem = Diagnostic::error(
        Code::FrontMatter,
        first_line(source),
        "this file starts without front matter",
    )
    .label("expected a line `+++` before this")
    .hint("start the file with `+++`, then lines such as `title = \"…\"`, then `+++` again");
    if source.text.trim_start().starts_with("---") {
        problem = problem.hint("front matter is TOML between `+++` here, not YAML between `---`");
    }
    to.push(problem);
    None
}

/// Parts a file that may have front matter. Nothing comes back when it never ends.
pub fn optional_front_matter<'s>(
    source: &'s Source,
    to: &mut Diagnostics,
) -> Option<FrontMatter<'s>> {
    let text: &'s str = &source.text;
    let part = |start: usize, end: usize| Part {
        file: Arc::clone(&source.path),
        text: &text[start..end],
        offset: start,
    };
    let Some(start) = fenced(text) else {
        let start = text.len() - text.trim_start_matches(BYTE_ORDER_MARK).len();
        return Some(FrontMatter { toml: part(start, start), body: part(start, text.len()) });
    };
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == FENCE {
            return Some(FrontMatter { toml: part(start, at), body: part(end, text.len()) });
        }
        at = end;
    }
    let fence = text.find(FENCE).unwrap_or(0);
    to.push(
        Diagnostic::error(
            Code::FrontMatter,
            Spot::new(&source.path, fence..fence + FENCE.len()),
            "the front matter never ends",
        )
        .label("expected a second line `+++` after it"),
    );
    None
}

/// Where the TOML starts, if the first line is a fence.
fn fenced(text: &str) -> Option<usize> {
    let line = text.split_inclusive('\n').next()?;
    (line.trim_start_matches(BYTE_ORDER_MARK).trim_end() == FENCE).then_some(line.len())
}

/// The first line that a reader of the page would see.
fn first_line(source: &Source) -> Spot {
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with("<!--") {
            return Spot::new(&source.path, at..at + line.trim_end().len());
        }
        at += line.len();
    }
    Spot::new(&source.path, 0..0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str) -> (Option<(String, usize, String, usize)>, usize) {
        let mut to = Diagnostics::default();
        let source = Source::new("content/notes/a.md", text);
        let parts = front_matter(&source, &mut to).map(|front| {
            let (toml, body) = (front.toml, front.body);
            (toml.text.to_owned(), toml.offset, body.text.to_owned(), body.offset)
        });
        (parts, to.sorted().len())
    }

    #[test]
    fn both_parts_know_where_they_stand() {
        let expected = ("title = \"A\"\n".to_owned(), 4, "Text".to_owned(), 20);
        assert_eq!(parted("+++\ntitle = \"A\"\n+++\nText"), (Some(expected), 0));
        let windows = parted("\u{feff}+++\r\na = 1\r\n+++  \r\nText").0.map(|parts| parts.2);
        assert_eq!(windows.as_deref(), Some("Text"));
        assert_eq!(parted("+++\n+++").0.map(|parts| parts.3), Some(7));
    }

    #[test]
    fn a_text_without_front_matter_starts_after_the_byte_order_mark() {
        let source = Source::new("content/waves/a/review.md", "\u{feff}Text");
        let front = optional_front_matter(&source, &mut Diagnostics::default()).unwrap();
        assert_eq!((front.toml.text, front.body.text, front.body.offset), ("", "Text", 3));
    }

    #[test]
    fn what_is_missing_is_said_once() {
        for text in ["", "Text", "---\na: 1\n---\n", "+++\na = 1\n", "+++"] {
            assert_eq!(parted(text), (None, 1), "{text:?}");
        }
    }
}
