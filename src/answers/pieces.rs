//! A table that may be longer than memory is large, piece by piece. Pieces end where a row ends, so
//! that several can be read side by side.

use super::cells::row_end;
use std::io::{self, Read};

/// About how long a piece is: it should lie in the cache of one core.
const LENGTH: usize = 256 * 1024;

/// Some whole rows.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where it starts in the file.
    pub(super) offset: usize,
    pub(super) bytes: Vec<u8>,
}

/// The pieces of a table, in order.
pub(super) struct Pieces<R> {
    from: R,
    length: usize,
    offset: usize,
    /// The beginning of a row whose end has not been read yet.
    rest: Vec<u8>,
    has_ended: bool,
}

impl<R: Read> Pieces<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from, length: LENGTH, offset: 0, rest: Vec::new(), has_ended: false }
    }

    fn read(&mut self) -> io::Result<Option<Piece>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let mut more = self.length;
        let cut = loop {
            bytes.reserve(more);
            let limit = u64::try_from(more).unwrap_or(u64::MAX);
            self.has_ended |= self.from.by_ref().take(limit).read_to_end(&mut bytes)? < more;
            match last_row_end(&bytes) {
                _ if self.has_ended => break bytes.len(),
                Some(cut) => break cut,
                // A row longer than a piece: reading twice as much each time, it is not walked
                // over more often than need be.
                None => more *= 2,
            }
        };
        self.rest = bytes[cut..].to_vec();
        bytes.truncate(cut);
        let offset = self.offset;
        self.offset += cut;
        Ok((cut > 0).then_some(Piece { offset, bytes }))
    }
}

/// One past the last row that ends in these bytes, which start with a row.
fn last_row_end(bytes: &[u8]) -> Option<usize> {
    if !bytes.contains(&b'"') {
        return bytes.iter().rposition(|&byte| byte == b'\n').map(|at| at + 1);
    }
    let mut last = None;
    while let Some(end) = row_end(bytes, last.unwrap_or(0)) {
        last = Some(end);
    }
    last
}

impl<R: Read> Iterator for Pieces<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_ended {
            return None;
        }
        let piece = self.read();
        self.has_ended |= piece.is_err();
        piece.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_make_up_the_file_and_end_with_a_row(text in "[ab\",\n\r]{0,60}", length in 1usize..20) {
            let pieces: Vec<Piece> = Pieces { length, ..Pieces::new(text.as_bytes()) }
                .map(Result::unwrap)
                .collect();
            let mut row = 0;
            for piece in &pieces {
                prop_assert!(text.as_bytes()[piece.offset..].starts_with(&piece.bytes));
                // The walk over the whole text comes by every cut.
                while row < piece.offset {
                    row = row_end(text.as_bytes(), row).unwrap();
                }
                prop_assert_eq!(row, piece.offset);
            }
            let joined: Vec<u8> = pieces.into_iter().flat_map(|piece| piece.bytes).collect();
            prop_assert_eq!(joined, text.as_bytes());
        }
    }
}
