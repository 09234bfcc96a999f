//! Where the TOML of a Markdown file ends and its text begins.

use super::Part;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Spot};
use std::ops::Range;
use std::sync::Arc;

/// Splits a Markdown file into its front matter (TOML between two lines of `+++`) and its body.
/// The offsets of both count from the start of the file. Nothing is returned when there is no
/// front matter, which is reported: what the file is about cannot be known then.
pub fn front_matter<'s>(source: &'s Source, to: &mut Diagnostics) -> Option<(Part<'s>, Part<'s>)> {
    let text: &str = &source.text;
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = lines(text, start);
    let first = lines.next().unwrap_or(start..start);
    if !is_fence(&text[first.clone()]) {
        to.push(no_front_matter(source, first));
        return None;
    }
    let Some(last) = lines.find(|line| is_fence(&text[line.clone()])) else {
        let marked = first.start..first.start + 3;
        let message = "the front matter is never closed";
        to.push(
            Diagnostic::error(Code::FrontMatter, Spot::new(&source.path, marked), message)
                .label("opened here")
                .hint("end it with a second line of `+++`"),
        );
        return None;
    };
    let part = |span: Range<usize>| Part {
        file: Arc::clone(&source.path),
        text: &text[span.clone()],
        offset: span.start,
    };
    Some((part(first.end..last.start), part(last.end..text.len())))
}

/// The lines from an offset on, each with its line break.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut from = start;
    text[start..].split_inclusive('\n').map(move |line| {
        let span = from..from + line.len();
        from = span.end;
        span
    })
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "+++"
}

fn no_front_matter(source: &Source, first: Range<usize>) -> Diagnostic {
    let line = &source.text[first.clone()];
    let marked = first.start..first.start + line.trim_end().len();
    let message = "this file does not begin with front matter";
    let diagnostic = Diagnostic::error(Code::FrontMatter, Spot::new(&source.path, marked), message)
        .label("expected a line of `+++`");
    if line.trim_end() == "---" {
        return diagnostic.hint("front matter is TOML between two lines of `+++`, not YAML");
    }
    diagnostic.hint("begin with `+++`, then `title = \"…\"` and the other keys, then `+++` again")
}

#[cfg(test)]
mod tests {
    use super::front_matter;
    use crate::diag::Diagnostics;
    use crate::source::Source;

    fn split(text: &str) -> Option<(String, usize, String, usize)> {
        let source = Source::new("content/notes/x.md", text);
        let mut to = Diagnostics::default();
        let parts = front_matter(&source, &mut to);
        assert_eq!(parts.is_none(), to.has_errors());
        parts.map(|(front, body)| (front.text.into(), front.offset, body.text.into(), body.offset))
    }

    #[test]
    fn offsets_count_from_the_start_of_the_file() {
        let expected = Some(("a = 1\n".into(), 4, "Text\n+++\n".into(), 14));
        assert_eq!(split("+++\na = 1\n+++\nText\n+++\n"), expected);
        let expected = Some(("a = 1\r\n".into(), 8, "Text".into(), 20));
        assert_eq!(split("\u{feff}+++\r\na = 1\r\n+++\r\nText"), expected);
        assert_eq!(split("+++\n+++"), Some((String::new(), 4, String::new(), 7)));
    }

    #[test]
    fn without_two_fences_there_is_none() {
        for text in ["", "\n", "+++", "+++\na = 1", "---\na: 1\n---\n", "\n+++\n+++\n", "++++\n"] {
            assert_eq!(split(text), None, "{text:?}");
        }
    }
}
