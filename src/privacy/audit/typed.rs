//! Figures that an editor typed into a note or review. Nothing can check them: they may be of too few
//! people, or simply wrong. A sentence is told of if it has a number and names a unit or supplier and a
//! score word; results of stories and registers are the editor's own business.

use super::Typed;
use super::content::Content;
use crate::source::Tree;
use std::ops::Range;
use std::sync::Arc;

/// Words of scores, beside the names of dimensions and practices.
const WORDS: [&str; 5] = ["index", "score", "scores", "points", "favourable"];

/// Goes through the bodies of notes, reviews and newsletters.
pub(super) fn typed(tree: &Tree, content: &Content) -> Vec<Typed> {
    let mut found = Vec::new();
    for (path, file) in tree.below("content/").filter(|(path, _)| path.ends_with(".md")) {
        let Ok(text) = std::str::from_utf8(file.bytes()) else { continue };
        let body = body(text);
        for sentence in sentences(&text[body.clone()]) {
            let place = body.start + sentence.start..body.start + sentence.end;
            found.extend(judge(path, text, place, content));
        }
    }
    found
}

/// Everything after the front matter.
fn body(text: &str) -> Range<usize> {
    let end = text.strip_prefix("+++").and_then(|rest| rest.find("\n+++"));
    end.map_or(0, |at| at + 7)..text.len()
}

/// Stretches that end with a mark and a space, or with a line that is empty or a list's.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut last = ' ';
    for (at, letter) in text.char_indices() {
        let ends = letter.is_whitespace() && matches!(last, '.' | '!' | '?' | '\n' | '|')
            || letter == '\n' && last == '\n';
        if ends {
            found.push(start..at);
            start = at;
        }
        last = letter;
    }
    found.push(start..text.len());
    found
}

fn judge(path: &Arc<str>, text: &str, place: Range<usize>, content: &Content) -> Option<Typed> {
    let sentence = &text[place.clone()];
    let is_figure = |at: &usize| sentence.as_bytes()[*at].is_ascii_digit();
    let start = (0..sentence.len()).find(is_figure)?;
    let is_directive = sentence.trim_start().starts_with("::");
    let small = sentence.to_lowercase();
    let has = |name: &str| holds(&small, &name.to_lowercase());
    let scored = sentence.contains('%')
        || WORDS.iter().any(|word| has(word))
        || content.scored.iter().any(|name| has(name));
    let who = content.placed.iter().find(|name| has(name))?;
    let length = sentence[start..].bytes().take_while(u8::is_ascii_digit).count();
    let span = place.start + start..place.start + start + length;
    (scored && !is_directive).then(|| Typed { file: Arc::clone(path), span, who: who.clone() })
}

/// Whether a text holds these words, not as part of longer ones.
fn holds(text: &str, words: &str) -> bool {
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            !text[..at].ends_with(char::is_alphanumeric)
                && !text[at + words.len()..].starts_with(char::is_alphanumeric)
        })
}
