//! Messages (`.eml`) and plain text (`.txt`), the two files of a newsletter that are no pages. The HTML
//! of a message is read as a page. Plain text can mark nothing, so each of its numbers must stand on
//! the page that it repeats: in a message the HTML, else `index.html` in the same folder.

use super::number::{Number, numbers};
use super::{Mark, Passage, Reading, Setting, has_digit, page};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads plain text; what its numbers are worth is known when the page beside it is read.
pub(super) fn read_text(bytes: &[u8]) -> Reading {
    let text = String::from_utf8_lossy(bytes);
    let lines = (1u64..).zip(text.lines());
    let copied = lines.flat_map(|(line, text)| {
        numbers(&without_addresses(text)).into_iter().map(move |number| (line, number))
    });
    Reading { copied: copied.collect(), ..Reading::default() }
}

/// Finds fault with copied numbers that the page does not have.
pub(in crate::privacy::audit) fn compare(copied: &mut Reading, page: Option<&Reading>) {
    let shown: BTreeSet<(String, bool)> = page
        .into_iter()
        .flat_map(|page| &page.passages)
        .flat_map(|passage| numbers(&passage.text))
        .map(|number| kind(&number))
        .collect();
    for (line, number) in std::mem::take(&mut copied.copied) {
        if !shown.contains(&kind(&number)) {
            let message = format!("{number} stands nowhere on the page that this text repeats");
            copied.faults.push((line, message));
        }
    }
}

fn kind(number: &Number) -> (String, bool) {
    (number.size.clone(), number.is_negative == Some(true))
}

/// A line without the addresses in it, which lead to pages that are read by themselves.
fn without_addresses(line: &str) -> String {
    let is_address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    let words = line.split([' ', '(', ')', '<', '>']).filter(|word| !is_address(word));
    words.collect::<Vec<_>>().join(" ")
}

/// Reads a message.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let mut message = Message::default();
    message.entity(&text, 0);
    let mut reading = message.html.unwrap_or_default();
    for plain in message.plain {
        let mut copied = read_text(plain.as_bytes());
        compare(&mut copied, Some(&reading));
        reading.faults.extend(copied.faults);
    }
    reading.faults.extend(message.faults.into_iter().map(|fault| (0, fault)));
    reading.passages.extend(message.subject.filter(|text| has_digit(text)).map(|subject| {
        let text: Arc<str> = subject.into();
        let part = 0..text.len();
        Passage { mark: Mark::None, place: Setting::Prose, text, part, line: 1 }
    }));
    reading
}

/// What a message holds.
#[derive(Default)]
struct Message {
    subject: Option<String>,
    html: Option<Reading>,
    plain: Vec<String>,
    faults: Vec<String>,
}

/// Headers that may hold digits: they say how to read the rest, or when.
const HEADERS: [&str; 7] = [
    "content-type",
    "content-transfer-encoding",
    "content-id",
    "content-disposition",
    "date",
    "mime-version",
    "x-unsent",
];

/// How deep parts may lie in parts.
const DEEPEST: usize = 8;

impl Message {
    fn entity(&mut self, text: &str, depth: usize) {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let head = head.trim_start_matches('\n').replace("\n ", " ").replace("\n\t", " ");
        let (mut kind, mut encoding) = (String::new(), String::new());
        for (name, value) in head.lines().filter_map(|line| line.split_once(':')) {
            match name.to_ascii_lowercase().as_str() {
                "subject" => self.subject = self.words(value.trim()),
                "content-type" => value.trim().clone_into(&mut kind),
                "content-transfer-encoding" => encoding = value.trim().to_ascii_lowercase(),
                name if HEADERS.contains(&name) || !has_digit(value) => {}
                name => self.faults.push(format!("the header `{name}` holds digits")),
            }
        }
        let small = kind.to_ascii_lowercase();
        if small.starts_with("multipart/") && depth < DEEPEST {
            return self.parts(&kind, body, depth);
        }
        if small.starts_with("image/") {
            return;
        }
        let Some(text) = decoded(body, &encoding) else {
            self.faults.push("a part of the message cannot be decoded".to_owned());
            return;
        };
        match small.split(';').next().unwrap_or_default().trim() {
            "text/html" if self.html.is_none() => self.html = Some(page::read(text.as_bytes())),
            "text/plain" => self.plain.push(text),
            _ => {
                self.faults.push(format!("a part of the message is of a kind unknown here: {kind}"))
            }
        }
    }

    fn parts(&mut self, kind: &str, body: &str, depth: usize) {
        let boundary = kind.split_once("boundary=").map(|(_, rest)| rest.trim_start_matches('"'));
        let boundary = boundary.and_then(|rest| rest.split(['"', ';', ' ']).next());
        let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty()) else {
            return self.faults.push("a message of parts has no boundary".to_owned());
        };
        let whole = format!("\n{body}");
        let mark = format!("\n--{boundary}");
        let mut pieces = whole.split(mark.as_str());
        let mut outside = pieces.next().is_some_and(has_digit);
        for piece in pieces {
            match piece.strip_prefix("--") {
                Some(after) => outside |= has_digit(after),
                None => self.entity(piece.strip_prefix('\n').unwrap_or(piece), depth + 1),
            }
        }
        if outside {
            self.faults.push("digits stand outside the parts of the message".to_owned());
        }
    }

    /// A header in plain letters, or in encoded words (RFC 2047, B only).
    fn words(&mut self, value: &str) -> Option<String> {
        if !value.contains("=?") {
            return Some(value.to_owned());
        }
        let word = |word: &str| {
            let inside = word.strip_prefix("=?")?.strip_suffix("?=")?;
            let (charset, rest) = inside.split_once('?')?;
            let (how, text) = rest.split_once('?')?;
            let known = charset.eq_ignore_ascii_case("utf-8") && how.eq_ignore_ascii_case("b");
            String::from_utf8(base64(text).filter(|_| known)?).ok()
        };
        let decoded: Option<String> = value.split_whitespace().map(word).collect();
        if decoded.is_none() {
            self.faults.push("the subject cannot be decoded".to_owned());
        }
        decoded
    }
}

fn decoded(body: &str, encoding: &str) -> Option<String> {
    match encoding {
        "base64" => String::from_utf8(base64(body)?).ok(),
        "" | "7bit" | "8bit" => Some(body.to_owned()),
        _ => None,
    }
}

/// The bytes of RFC 4648; nothing for what is none.
fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for letter in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(message: &str) -> Vec<String> {
        read(message.as_bytes()).faults.into_iter().map(|(_, fault)| fault).collect()
    }

    const HEAD: &str = "Subject: =?utf-8?B?ODE=?=\r\nContent-Type: multipart/alternative;\r\n boundary=\"b\"\r\n\r\n";

    #[test]
    fn a_message_is_read_part_by_part() {
        // "Trust 64, https://x.example/9" and "<b data-cell=\"w/t:mean/-/a/-\">64</b>"
        let message = format!(
            "{HEAD}--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n\
             VHJ1c3QgNjQsIGh0dHBzOi8v\r\neC5leGFtcGxlLzk=\r\n--b\r\nContent-Type: text/html\r\n\r\n\
             <b data-cell=\"w/t:mean/-/a/-\">64</b>\r\n--b--\r\n"
        );
        assert_eq!(faults(&message), [""; 0]);
        let read = read(message.as_bytes());
        let texts: Vec<&str> = read.passages.iter().map(|passage| &*passage.text).collect();
        assert_eq!(texts, ["64", "81"]);
    }

    #[test]
    fn what_could_hide_a_figure_is_found() {
        let plain =
            |text: &str| format!("{HEAD}--b\n\n\n--b\nContent-Type: text/plain\n\n{text}\n--b--");
        let odd = "a part of the message is of a kind unknown here: ";
        assert_eq!(
            faults(&plain("7")),
            ["7 stands nowhere on the page that this text repeats", odd]
        );
        assert!(faults("X-Score: 9\n\n").contains(&"the header `x-score` holds digits".to_owned()));
        let outside = format!("{HEAD}7\n--b--");
        assert_eq!(faults(&outside), ["digits stand outside the parts of the message"]);
        let coded = "Content-Type: text/plain\nContent-Transfer-Encoding: x\n\n7";
        assert_eq!(faults(coded), ["a part of the message cannot be decoded"]);
    }

    #[test]
    fn plain_text_repeats_the_page_beside_it() {
        let page = page::read(b"<p>64 and \xe2\x88\x922</p>");
        let found = |text: &str| {
            let mut copied = read_text(text.as_bytes());
            compare(&mut copied, Some(&page));
            copied.faults.len()
        };
        assert_eq!(found("64, see (https://x.example/2026-Q3/)"), 0);
        assert_eq!(found("\u{2212}2"), 0);
        assert_eq!(found("65\n2"), 2);
    }
}
