//! Diagnostics with the lines they stand in, made harmless: what every way of printing starts from.

use super::place::{Lines, Place};
use super::{Diagnostic, Diagnostics};
use crate::source::Tree;
use std::ops::Range;

/// A diagnostic with the place that people see.
pub(super) struct Placed<'d> {
    pub diagnostic: &'d Diagnostic,
    /// Start and end, if the file is there.
    pub place: Option<(Place, Place)>,
    /// The line it stands in, if that can be shown.
    pub snippet: Option<Excerpt>,
}

/// The part of a line around the marked text, made harmless.
pub(super) struct Excerpt {
    pub text: String,
    pub mark: Range<usize>,
}

/// How much of a line is shown before and after the place where the marked text begins.
const BEFORE: usize = 60;
const AFTER: usize = 90;

/// Every diagnostic in the order of files and places.
pub(super) fn placed<'d>(diagnostics: &'d Diagnostics, tree: &Tree) -> Vec<Placed<'d>> {
    let mut open: Option<(&str, Lines<'_>)> = None;
    let mut placed = Vec::new();
    for diagnostic in diagnostics.sorted() {
        let spot = &diagnostic.spot;
        if open.as_ref().is_none_or(|(file, _)| **file != *spot.file) {
            open = tree.get(&spot.file).map(|bytes| (&*spot.file, Lines::new(bytes)));
        }
        let Some((_, lines)) = &mut open else {
            placed.push(Placed { diagnostic, place: None, snippet: None });
            continue;
        };
        let (start, end) = lines.places(spot.start..spot.end);
        let legible = spot.start <= lines.text().len() && !lines.text().is_empty();
        let whole = tree.get(&spot.file).is_some_and(|bytes| bytes.len() == lines.text().len());
        let snippet = (legible && whole).then(|| excerpt(lines, start, spot.start..spot.end));
        placed.push(Placed { diagnostic, place: Some((start, end)), snippet });
    }
    placed
}

fn excerpt(lines: &Lines<'_>, start: Place, span: Range<usize>) -> Excerpt {
    let (text, line) = (lines.text(), lines.line(start.line));
    let within = |at: usize| text.floor_char_boundary(at).clamp(line.start, line.end);
    let span = within(span.start)..within(span.end.max(span.start));
    let before = text[line.start..span.start].char_indices();
    let from = before.rev().take(BEFORE).last().map_or(span.start, |(at, _)| line.start + at);
    let upto = text[span.start..line.end].char_indices().nth(AFTER);
    let upto = upto.map_or(line.end, |(at, _)| span.start + at);
    let show = |part: Range<usize>| -> String {
        let keep = |character| if character == '\t' { '\t' } else { visible(character) };
        text[part].chars().map(keep).collect()
    };
    let mut shown = if from > line.start { "…".to_owned() } else { String::new() };
    shown.push_str(&show(from..span.start));
    let mark = shown.len();
    shown.push_str(&show(span.start..span.end.min(upto)));
    let mark = mark..shown.len();
    shown.push_str(&show(span.end.min(upto)..upto));
    if upto < line.end {
        shown.push('…');
    }
    Excerpt { text: shown, mark }
}

/// Whether a terminal would show this character as nothing, or do something at its command.
pub(super) fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// What is shown in place of a character that would do harm.
pub(super) fn visible(character: char) -> char {
    match character {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        harmful if is_harmful(harmful) => '\u{fffd}',
        harmless => harmless,
    }
}
