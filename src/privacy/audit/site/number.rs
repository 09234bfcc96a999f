//! Numbers as they stand in text, whatever script their digits are of.

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
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(is_digit) {
        let start = at + next;
        at = digits_end(text, start);
        if at == start {
            // A numeral that is no digit of a decimal number stands for itself: ½, Ⅳ, ⑦.
            at += text[start..].chars().next().map_or(1, char::len_utf8);
            let size = text[start..at].to_owned();
            found.push(Number { size, is_negative: None, place: start..at });
            continue;
        }
        let whole = &text[start..at];
        let after = text[at..].strip_prefix(POINTS);
        let fraction = match after.filter(|after| digits_end(after, 0) > 0) {
            Some(after) => {
                let from = text.len() - after.len();
                at = digits_end(text, from);
                &text[from..at]
            }
            None => "",
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

/// What may stand between the whole and the fraction.
const POINTS: [char; 5] = ['.', ',', '٫', '．', '，'];

/// The zeros of the decimal digits that somebody could write a figure with: Latin, Arabic, Persian,
/// Indian and other scripts, full width, and the mathematical alphabets.
const ZEROS: [char; 30] = [
    '0', '٠', '۰', '߀', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '෦', '๐', '໐', '༠', '၀', '႐',
    '០', '᠐', '᥆', '᧐', '０', '𝟎', '𝟘', '𝟢', '𝟬', '𝟶', '🯰',
];

/// The value of a decimal digit of any script.
fn digit(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return letter.is_ascii_digit().then_some(letter);
    }
    let above = |zero: &char| u32::from(letter).checked_sub(u32::from(*zero));
    let value = ZEROS.iter().filter_map(above).find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

/// Whether a letter stands for a number: a digit of any script, and signs such as ½, ³, Ⅳ or ⑦, but
/// not the square of a formula.
pub(super) fn is_digit(letter: char) -> bool {
    letter != '²' && (letter.is_numeric() || !letter.is_ascii() && digit(letter).is_some())
}

/// Where the decimal digits end that stand here.
fn digits_end(text: &str, from: usize) -> usize {
    let length = text[from..].find(|letter| digit(letter).is_none());
    length.map_or(text.len(), |length| from + length)
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
    let latin = |digits: &str| digits.chars().filter_map(digit).collect::<String>();
    let (whole, fraction) = (latin(whole), latin(fraction));
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
        assert_eq!(found("６５ of ٦٥٫٤, ۷ and ९ or 𝟔𝟓"), "65 65.4 7 9 65");
        assert_eq!(found("6½ days, Ⅳ, ⑦, R²"), "6 ½ Ⅳ ⑦");
    }
}
