//! In which letters a text file is written, and what stands between its cells.

use super::unreadable::Unreadable;
use crate::source::File;
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::Read;

/// How much is read at a time, in bytes.
const CHUNK: usize = 64 * 1024;

/// How a text file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) encoding: &'static Encoding,
    pub(super) separator: u8,
    /// Whether the first line only says what the separator is, as Excel writes it.
    pub(super) names_separator: bool,
}

impl Manner {
    /// Looks at a whole file, since only its last byte can tell that all of it is UTF-8.
    pub(super) fn of(file: &File) -> Result<Self, Unreadable> {
        let mut encoding = None;
        let mut first = String::new();
        let mut had_errors = false;
        let mut text = Text::new(UTF_8, file)?;
        while let Some(chunk) = text.next()? {
            let mark = *encoding.get_or_insert(chunk.mark);
            if mark.is_some() {
                break;
            }
            had_errors |= chunk.had_errors;
            if first.is_empty() {
                first = chunk.text.to_owned();
            }
        }
        let encoding = match encoding.flatten() {
            Some(marked) => marked,
            None if had_errors => WINDOWS_1252,
            None => UTF_8,
        };
        if encoding != UTF_8 || first.is_empty() {
            first = Text::new(encoding, file)?.next()?.map_or(String::new(), |one| one.text.into());
        }
        let named = first.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
        let separator = named.unwrap_or_else(|| separator(&first));
        Ok(Self { encoding, separator, names_separator: named.is_some() })
    }
}

/// The separator that stands most often in the first row, outside quotes.
fn separator(text: &str) -> u8 {
    let (mut counts, mut quoted) = ([(b',', 0u32), (b';', 0), (b'\t', 0)], false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                counts
                    .iter_mut()
                    .filter(|(own, _)| *own == byte)
                    .for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > 0).map_or(b',', |(own, _)| *own)
}

/// A file as UTF-8, some thousand bytes at a time.
pub(super) struct Text<'f> {
    from: Box<dyn Read + Send + 'f>,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: String,
    line: usize,
    has_begun: bool,
    has_ended: bool,
}

/// Some of a file.
pub(super) struct Chunk<'t> {
    pub(super) text: &'t str,
    /// Whether something in it is none of the encoding's letters.
    had_errors: bool,
    /// The encoding that a mark at the beginning of the file names.
    mark: Option<&'static Encoding>,
}

impl<'f> Text<'f> {
    pub(super) fn new(encoding: &'static Encoding, file: &'f File) -> Result<Self, Unreadable> {
        Ok(Self {
            from: file.open()?,
            decoder: encoding.new_decoder_with_bom_removal(),
            bytes: Vec::new(),
            text: String::new(),
            line: 1,
            has_begun: false,
            has_ended: false,
        })
    }

    /// The next part; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Chunk<'_>>, Unreadable> {
        if self.has_ended {
            return Ok(None);
        }
        self.bytes.clear();
        self.from.by_ref().take(CHUNK as u64).read_to_end(&mut self.bytes)?;
        self.has_ended = self.bytes.len() < CHUNK;
        let mark = match (self.has_begun, Encoding::for_bom(&self.bytes)) {
            (false, Some((encoding, _))) => Some(encoding),
            _ => None,
        };
        self.has_begun = true;
        self.text.clear();
        let most = self.decoder.max_utf8_buffer_length(self.bytes.len());
        self.text.reserve(most.unwrap_or(4 * CHUNK));
        let (_, _, had_errors) =
            self.decoder.decode_to_string(&self.bytes, &mut self.text, self.has_ended);
        let is_wide = mark.is_some_and(|mark| mark == UTF_16LE || mark == UTF_16BE);
        if let Some(zero) = self.text.find('\0').filter(|_| !is_wide) {
            return Err(Unreadable::Zero(self.line + breaks(&self.text[..zero])));
        }
        self.line += breaks(&self.text);
        Ok(Some(Chunk { text: &self.text, had_errors, mark }))
    }
}

fn breaks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manner(bytes: &[u8]) -> (&'static Encoding, char, bool) {
        let manner = Manner::of(&File::from(bytes)).unwrap();
        (manner.encoding, manner.separator.into(), manner.names_separator)
    }

    #[test]
    fn letters_and_separators_are_told_apart() {
        assert_eq!(manner("a,b;c,d\n;;;;".as_bytes()), (UTF_8, ',', false));
        assert_eq!(manner("\u{feff}Grün;b".as_bytes()), (UTF_8, ';', false));
        assert_eq!(manner(b"Gr\xfcn\tb,c\td"), (WINDOWS_1252, '\t', false));
        assert_eq!(manner(b"\"a;b;c\",d\nx"), (UTF_8, ',', false));
        assert_eq!(manner(b"sep=;\na,b,c;d"), (UTF_8, ';', true));
        let wide: Vec<u8> = "\u{feff}a\tb".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(manner(&wide), (UTF_16LE, '\t', false));
        assert_eq!(manner(b"alone"), (UTF_8, ',', false));
    }

    #[test]
    fn one_byte_at_the_far_end_decides() {
        let mut bytes = vec![b'a'; 3 * CHUNK];
        bytes.push(0xfc);
        assert_eq!(manner(&bytes).0, WINDOWS_1252);
    }

    #[test]
    fn a_zero_byte_is_found_on_its_line() {
        let failure = Manner::of(&File::from(&b"a,b\n1,\0"[..])).unwrap_err();
        assert!(matches!(failure, Unreadable::Zero(2)), "{failure}");
    }
}
