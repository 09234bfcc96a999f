//! The responses of an export in the order of their ids, made while somebody reads them.
//!
//! The order of an export tells when somebody answered; the order of ids tells nothing. A long export is
//! read several times, and each time the ids of one stretch are sorted, so that no more than a part of it
//! is ever in memory.

use super::convert::Conversion;
use super::tally::Tally;
use crate::source::Stored;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

/// About how many bytes of responses are sorted at a time.
const ROOM: usize = 48 << 20;

/// A table of answers that is nowhere until it is read.
#[derive(Debug)]
pub(super) struct Sorted {
    conversion: Arc<Conversion>,
    stretches: u64,
}

impl Sorted {
    /// The table of a conversion whose responses have so many bytes in all.
    pub(super) fn new(conversion: Arc<Conversion>, bytes: usize) -> Self {
        let stretches = u64::try_from(bytes / ROOM).unwrap_or(u64::MAX) + 1;
        Self { conversion, stretches }
    }

    /// The responses of one stretch of ids.
    fn stretch(&self, wanted: u64) -> io::Result<Vec<u8>> {
        let mut lines: Vec<(u64, Box<str>)> = Vec::new();
        let stretch = |id: u64| (u128::from(id) * u128::from(self.stretches)) >> 64;
        self.conversion
            .responses(&mut Tally::default(), &mut |id, desk, _, _| {
                if stretch(id) == u128::from(wanted) {
                    lines.push((id, desk.line.as_str().into()));
                }
            })
            .map_err(|error| io::Error::other(error.to_string()))?;
        lines.sort_by_key(|(id, _)| *id);
        lines.dedup_by_key(|(id, _)| *id);
        let head = if wanted == 0 { self.conversion.header() } else { String::new() };
        let mut bytes = head.into_bytes();
        lines.into_iter().for_each(|(_, line)| bytes.extend_from_slice(line.as_bytes()));
        Ok(bytes)
    }
}

impl Stored for Sorted {
    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(Reading { table: self, next: 0, now: Cursor::default() }))
    }
}

struct Reading<'t> {
    table: &'t Sorted,
    next: u64,
    now: Cursor<Vec<u8>>,
}

impl Read for Reading<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.now.read(to)?;
            if read > 0 || to.is_empty() || self.next == self.table.stretches {
                return Ok(read);
            }
            self.now = Cursor::new(self.table.stretch(self.next)?);
            self.next += 1;
        }
    }
}
