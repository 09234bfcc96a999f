//! Directives: lines such as `:: score KEY`, which stand for something that is no text. What they mean
//! is not known here; the finished HTML is parted where they stand.

use crate::source::{Located, Spot};

/// A line of two colons and some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Its words, without the colons.
    pub words: Vec<Located<String>>,
    /// Where the line stands.
    pub spot: Spot,
}

/// A stretch of a finished text: HTML, or something that stands between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage<T> {
    /// Safe HTML.
    Html(String),
    /// What takes the place of a directive.
    Figure(T),
}

/// How a directive begins.
const SIGN: &str = ":: ";

/// Marks the place of a directive in HTML. Unicode keeps these two for use inside a program; they are
/// in no text.
const MARKS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// Whether a line is a directive.
pub(super) fn is_directive(line: &str) -> bool {
    line.trim_start().starts_with(SIGN) || line.trim() == SIGN.trim()
}

impl Directive {
    /// Reads a line that stands at `spot`.
    pub(super) fn read(line: &str, spot: Spot) -> Self {
        let (mut words, mut at) = (Vec::new(), spot.start);
        for part in line.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            if !word.is_empty() {
                let place = Spot { start: at, end: at + word.len(), ..spot.clone() };
                words.push(Located { value: word.to_owned(), spot: place });
            }
            at += part.len();
        }
        Self { words: words.split_off(1.min(words.len())), spot }
    }
}

/// What stands in the HTML for the directive of this number.
pub(super) fn mark(number: usize) -> String {
    format!("{}{number}{}", MARKS[0], MARKS[1])
}

/// Parts HTML where its directives stand.
pub(super) fn part(html: &str, directives: &[Directive]) -> Vec<Passage<Directive>> {
    let (mut passages, mut rest) = (Vec::new(), html);
    let text =
        |html: &str| Some(Passage::Html(html.to_owned())).filter(|_| !html.trim().is_empty());
    for (number, directive) in directives.iter().enumerate() {
        let Some((before, after)) = rest.split_once(&mark(number)) else { continue };
        passages.extend(text(before));
        passages.push(Passage::Figure(directive.clone()));
        rest = after;
    }
    passages.extend(text(rest));
    passages
}
