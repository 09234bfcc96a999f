//! Numbers as they stand in text.

use std::fmt;
use std::ops::Range;

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::privacy::audit) struct Number {
    /// Its digits in one form: `7`, `0.94`.
    pub size: String,
    /// Whether a minus stands before it, or a plus; none for neither.
    pub is_negative: Option<bool>,
    /// Where its digits stand.
    pub place: Range<usize>,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative == Some(true) { "-" } else { "" };
        write!(f, "{sign}{}", self.size)
    }
}

/// Every run of digits in a text, also inside words: a figure is one wherever it stands.
pub(in crate::privacy::audit) fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        at = digits_end(bytes, at);
        let decimal = matches!(bytes.get(at), Some(b'.' | b','))
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        let whole = &text[start..at];
        let fraction = if decimal {
            let from = at + 1;
            at = digits_end(bytes, from);
            &text[from..at]
        } else {
            ""
        };
        let (whole, fraction) = match text[..start].ends_with('.') && fraction.is_empty() {
            // `.05`, but not the end of a sentence that goes on without a space.
            true if !text[..start - 1].ends_with(char::is_alphanumeric) => ("", whole),
            _ => (whole, fraction),
        };
        let is_negative = sign(text[..start].trim_end_matches('.'));
        found.push(Number { size: one_form(whole, fraction), is_negative, place: start..at });
    }
    found
}

fn digits_end(bytes: &[u8], from: usize) -> usize {
    let length = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    from + length
}

/// A sign right before a number, unless it joins two words or numbers.
fn sign(before: &str) -> Option<bool> {
    let mut letters = before.chars().rev();
    let is_negative = match letters.next()? {
        '-' | '−' => true,
        '+' => false,
        _ => return None,
    };
    letters.next().is_none_or(|letter| !letter.is_alphanumeric()).then_some(is_negative)
}

fn one_form(whole: &str, fraction: &str) -> String {
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_every_form() {
        let found = |text: &str| {
            numbers(text).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found("61 to 063, n306 (−1)"), "61 63 306 -1");
        assert_eq!(found("p <.01, 0.30 or 0,94; end.7"), "0.01 0.3 0.94 7");
        assert_eq!(found("2026-Q3 of -5 and +4"), "2026 3 -5 4");
        assert_eq!(found("21.09.2026"), "21.09 2026");
        assert_eq!(found("keine"), "");
    }
}
