//! Diagnostics as text for people, in rustc's look.

use super::machine;
use super::placed::{Placed, placed, visible};
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::Tree;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As rustc shows them.
    Human,
    /// One JSON object a line.
    Json,
    /// SARIF 2.1.0, for code hosts.
    Sarif,
}

/// Prints every diagnostic, sorted by file and place. `tree` holds the texts that they point into;
/// one that points at a file which is absent or not UTF-8 is printed without a snippet.
pub fn print(diagnostics: &Diagnostics, tree: &Tree, format: Format, color: bool) -> String {
    let placed = placed(diagnostics, tree);
    match format {
        Format::Human => human(diagnostics, &placed, color),
        Format::Json => machine::json(&placed),
        Format::Sarif => machine::sarif(&placed),
    }
}

/// How many diagnostics a person is shown.
const MOST_SHOWN: usize = 400;

/// The same words, fit for a terminal; what was quoted from the content may be of any length.
fn harmless(text: &str) -> String {
    const MOST: usize = 400;
    let mut shown: String = text.chars().take(MOST).map(visible).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}

fn human(diagnostics: &Diagnostics, placed: &[Placed<'_>], color: bool) -> String {
    if placed.is_empty() {
        return String::new();
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for one in placed.iter().take(MOST_SHOWN) {
        let rendered = renderer.render(&[group(one)]);
        text.push_str(&restore_column(rendered, one));
        text.push_str("\n\n");
    }
    if let Some(more) = placed.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
        text.push_str(&format!(
            "… and {more} more: mend the first ones and look again, or see all with --format json\n\n"
        ));
    }
    text.push_str(&tally(diagnostics));
    text.push('\n');
    text
}

fn group<'a>(placed: &Placed<'_>) -> Group<'a> {
    let diagnostic = placed.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(harmless(&diagnostic.message)).id(diagnostic.code.name());
    let (file, label) = (harmless(&diagnostic.spot.file), harmless(&diagnostic.label));
    let mut group = match (&placed.snippet, placed.place) {
        (Some(excerpt), Some((start, _))) => {
            let mark = AnnotationKind::Primary.span(excerpt.mark.clone());
            let mark = if label.is_empty() { mark } else { mark.label(label) };
            let snippet = Snippet::source(excerpt.text.clone()).path(file).line_start(start.line);
            return with_hints(title.element(snippet.annotation(mark)), diagnostic);
        }
        (_, Some((start, _))) => {
            title.element(Origin::path(file).line(start.line).char_column(start.column))
        }
        _ => title.element(Origin::path(file)),
    };
    if !label.is_empty() {
        group = group.element(Level::NOTE.message(label));
    }
    with_hints(group, diagnostic)
}

fn with_hints<'a>(group: Group<'a>, diagnostic: &Diagnostic) -> Group<'a> {
    let hints = diagnostic.hints.iter();
    group.elements(hints.map(|hint| Level::HELP.message(harmless(hint))))
}

/// The renderer counts columns in the excerpt; where a long line was cut, its header is mended.
fn restore_column(rendered: String, placed: &Placed<'_>) -> String {
    let (Some((start, _)), Some(excerpt)) = (placed.place, &placed.snippet) else {
        return rendered;
    };
    let shown = excerpt.text[..excerpt.mark.start].chars().count() + 1;
    match rendered.split_once('\n') {
        Some((title, rest)) if shown != start.column => {
            let (wrong, right) = (shown, start.column);
            let line = start.line;
            let rest = rest.replacen(&format!(":{line}:{wrong}"), &format!(":{line}:{right}"), 1);
            format!("{title}\n{rest}")
        }
        _ => rendered,
    }
}

/// `3 errors, 1 warning`.
fn tally(diagnostics: &Diagnostics) -> String {
    let say = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{number} {word}s")),
    };
    let (errors, warnings) =
        (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    let said: Vec<_> =
        [say(errors, "error"), say(warnings, "warning")].into_iter().flatten().collect();
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Format, print};
    use crate::diag::{Code, Diagnostic, Diagnostics};
    use crate::source::{Spot, Tree};
    use insta::assert_snapshot;

    fn tree(text: &[u8]) -> Tree {
        let mut tree = Tree::default();
        tree.insert("content/a.toml", text);
        tree
    }

    fn at(start: usize, end: usize) -> Diagnostics {
        let spot = Spot { file: "content/a.toml".into(), start, end };
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(
            Diagnostic::error(Code::UnknownKey, spot, "unknown key `nmae`")
                .label("nothing reads this")
                .hint("did you mean `name`?"),
        );
        diagnostics
    }

    #[test]
    fn people_see_the_line_the_place_and_the_advice() {
        let mut diagnostics = at(7, 11);
        let file = Spot::file("content/site.toml");
        diagnostics.push(Diagnostic::warning(Code::MissingFile, file, "no site").label("needed"));
        let text = print(&diagnostics, &tree("ä = 1\nnmae = 2\n".as_bytes()), Format::Human, false);
        assert_snapshot!(text, @r#"
error[unknown-key]: unknown key `nmae`
 --> content/a.toml:2:1
  |
2 | nmae = 2
  | ^^^^ nothing reads this
  |
  = help: did you mean `name`?

warning[missing-file]: no site
--> content/site.toml
 = note: needed

1 error, 1 warning
"#);
    }

    #[test]
    fn a_flood_of_files_is_cut_for_people_and_whole_for_programs() {
        let mut diagnostics = Diagnostics::default();
        for at in 0..500 {
            let file = Spot::file(&format!("content/notes/{at}.md"));
            diagnostics.push(Diagnostic::error(Code::UnknownLink, file, "leads nowhere"));
        }
        let text = print(&diagnostics, &tree(b""), Format::Human, false);
        assert_eq!(text.matches("leads nowhere").count(), 400);
        assert!(text.contains("… and 100 more: ") && text.ends_with("\n500 errors\n"));
        assert_eq!(print(&diagnostics, &tree(b""), Format::Json, false).lines().count(), 500);
    }

    #[test]
    fn a_minified_line_is_cut_and_keeps_its_column() {
        let line = "x".repeat(500_000) + "nmae" + &"y".repeat(500_000);
        let text = print(&at(500_000, 500_004), &tree(line.as_bytes()), Format::Human, false);
        assert!(text.len() < 1000, "{}", text.len());
        assert_snapshot!(text, @r#"
error[unknown-key]: unknown key `nmae`
 --> content/a.toml:1:500001
  |
1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxnmaeyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
  |                                                              ^^^^ nothing reads this
  |
  = help: did you mean `name`?

1 error
"#);
    }

    #[test]
    fn what_a_terminal_would_obey_is_made_visible() {
        let bytes = "a = \"\u{1b}[2J\u{202e}\u{9b}\"\r\n".as_bytes();
        let mut diagnostics = at(4, 7);
        let spot = Spot { file: "content/\u{1b}.toml".into(), start: 0, end: 0 };
        diagnostics
            .push(Diagnostic::error(Code::BadId, spot, "\u{1b}]8\u{7}\n\u{202e}").hint("\u{9b}"));
        for format in [Format::Human, Format::Json, Format::Sarif] {
            let text = print(&diagnostics, &tree(bytes), format, false);
            let harmful = |&c: &char| c != '\n' && crate::diag::placed::is_harmful(c);
            assert_eq!(text.chars().find(harmful), None, "{text:?}");
        }
        assert_snapshot!(print(&diagnostics, &tree(bytes), Format::Human, false), @r#"
error[bad-id]: ␛]8␇␊�
--> content/␛.toml
 = help: �

error[unknown-key]: unknown key `nmae`
 --> content/a.toml:1:5
  |
1 | a = "␛[2J��"
  |     ^^^ nothing reads this
  |
  = help: did you mean `name`?

2 errors
"#);
    }

    #[test]
    fn a_file_that_is_not_text_has_no_snippet() {
        let text = print(&at(5, 6), &tree(b"ab\ncd\xff\n"), Format::Human, false);
        assert_snapshot!(text, @r#"
error[unknown-key]: unknown key `nmae`
--> content/a.toml:2:3
 = note: nothing reads this
 = help: did you mean `name`?

1 error
"#);
    }

    #[test]
    fn any_span_can_be_printed() {
        let tree = tree("\u{feff}é\r\n\tß\n".as_bytes());
        for start in 0..16 {
            for end in 0..16 {
                for format in [Format::Human, Format::Json, Format::Sarif] {
                    assert!(!print(&at(start, end), &tree, format, true).is_empty());
                }
            }
        }
        for end in 0..3 {
            print(&at(0, end), &super::Tree::default(), Format::Human, true);
            print(&at(0, end), &self::tree(b""), Format::Human, true);
        }
    }
}
