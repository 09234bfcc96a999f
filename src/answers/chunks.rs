//! A long answer file in pieces, to be parsed side by side.
//!
//! A TOML parser keeps every value of a piece in memory at once, so pieces are small. A cut lies
//! before a line that starts with `[[response]]`. When such a line stands inside a text or a list,
//! the piece before it ends in the middle of that, which is a mistake of syntax: the caller then reads
//! the file in one piece, so that no message tells of a cut.

use crate::content::Part;
use std::sync::Arc;

const MARK: &str = "[[response]]";

/// About how long a piece is: shorter ones are read no faster, longer ones leave a core idle.
const LENGTH: usize = 128 * 1024;

/// The head of a file and its responses in pieces; a short file is one piece.
pub(super) fn chunks<'s>(whole: &Part<'s>) -> Vec<Part<'s>> {
    chunks_of(whole, LENGTH)
}

fn chunks_of<'s>(whole: &Part<'s>, length: usize) -> Vec<Part<'s>> {
    let mut chunks = Vec::new();
    let mut start = 0;
    let mut next = if whole.text.len() > length { first_mark(whole.text) } else { None };
    while let Some(cut) = next {
        chunks.push(piece(whole, start, cut));
        start = cut;
        next = mark_from(whole.text, cut + length);
    }
    chunks.push(piece(whole, start, whole.text.len()));
    chunks
}

fn piece<'s>(whole: &Part<'s>, start: usize, end: usize) -> Part<'s> {
    Part {
        file: Arc::clone(&whole.file),
        text: &whole.text[start..end],
        offset: whole.offset + start,
    }
}

fn first_mark(text: &str) -> Option<usize> {
    if text.starts_with(MARK) { Some(0) } else { mark_from(text, 0) }
}

/// The first line from `at` on that starts a response.
fn mark_from(text: &str, at: usize) -> Option<usize> {
    let from = (at..text.len()).find(|&at| text.is_char_boundary(at))?;
    text[from..].find(&format!("\n{MARK}")).map(|found| from + found + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn the_pieces_make_up_the_file() {
        let text =
            "wave = \"é\"\n[[response]]\nid = \"a\"\n[[response]]\nid = \"b\"\n # [[response]]\n";
        let source = Source::new("a.toml", text);
        for length in 1..80 {
            let pieces = chunks_of(&source.file_part(), length);
            let joined: String = pieces.iter().map(|piece| piece.text).collect();
            assert_eq!(joined, text);
            assert!(pieces.iter().skip(1).all(|piece| piece.text.starts_with(MARK)));
            assert!(pieces.iter().all(|piece| text[piece.offset..].starts_with(piece.text)));
        }
        assert_eq!(chunks_of(&source.file_part(), 1).len(), 3);
    }
}
