//! How wide text is, without a font: widths of a system sans serif by character, not by byte.
//!
//! Readers have different system fonts. Each width is the larger of Liberation Sans (as wide as
//! Arial and Helvetica) and Noto Sans (about as wide as Segoe UI and Roboto), so that what fits here
//! fits on the reader's screen.

/// The size of all text, in tenths of a pixel: 14 px, which is 12.6 px where a drawing for 320 px
/// is shown at 288 px.
pub(super) const SIZE: i32 = 140;

/// From one line of text to the next.
pub(super) const LEADING: i32 = 170;

/// From the middle of a line of figures down to its baseline.
pub(super) const DROP: i32 = 50;

/// How heavy text is; bold is wider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Bold,
}

/// Widths from U+0020 to U+007E in thousandths of the text size.
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    278, 278, 408, 646, 572, 889, 732, 225, 333, 333, 551, 584, 278, 333, 278, 372,
    572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 730, 667, 611, 778, 741, 339, 500, 667, 556, 907, 760, 781,
    667, 781, 722, 667, 611, 731, 667, 944, 667, 667, 611, 329, 372, 329, 572, 556,
    333, 561, 615, 500, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605,
    615, 615, 413, 500, 361, 618, 508, 786, 529, 510, 500, 380, 551, 380, 584,
];

/// The width of a text on one line, in tenths of a pixel.
pub(super) fn width(text: &str, weight: Weight) -> i32 {
    let thousandths: i32 = text.chars().map(advance).sum();
    let plain = (thousandths * SIZE + 999) / 1000;
    match weight {
        Weight::Plain => plain,
        Weight::Bold => plain + plain / 12,
    }
}

/// The width of one character in thousandths of the text size.
fn advance(c: char) -> i32 {
    if let Some(width) = (c as usize).checked_sub(0x20).and_then(|i| ASCII.get(i)) {
        return i32::from(*width);
    }
    match c {
        '\0'..='\u{1f}' | '\u{ad}' | '\u{300}'..='\u{36f}' => 0,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '·' | '‘' | '’' | '‚' => 280,
        'Œ' | 'Æ' | '—' | '…' | '→' | '←' | '\u{2e80}'..='\u{ffdc}' => 1000,
        'æ' | 'œ' => 946,
        'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ł' => 320,
        '“' | '”' | '„' | '°' | '•' => 430,
        '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{2013}' | '×' | '÷' | '€' => 590,
        c if c as u32 >= 0x1_f000 => 1300,
        c if c.is_uppercase() => 800,
        c if ('\u{400}'..='\u{52f}').contains(&c) => 760,
        _ => 632,
    }
}

/// One line that fits into `room`, cut with an ellipsis where it must be.
pub(super) fn fit(text: &str, weight: Weight, room: i32) -> String {
    let text = text.replace('\u{ad}', "");
    if width(&text, weight) <= room { text } else { ellipsis(&text, weight, room) }
}

fn ellipsis(text: &str, weight: Weight, room: i32) -> String {
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if width(&cut, weight) + width("…", weight) > room {
            cut.pop();
            break;
        }
    }
    cut.truncate(cut.trim_end().len());
    cut + "…"
}

/// At most `most` lines that fit into `room`, broken between words; a word that is wider than a line
/// is broken where it has a hyphen, soft or hard, or else where it must; one with a number is cut, since
/// the rest of it would look like a figure. Never empty.
pub(super) fn wrap(text: &str, weight: Weight, room: i32, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    // Not `split_whitespace`: a no-break space is no place to break.
    for word in words(text) {
        let word = word.as_str();
        let longer = if line.is_empty() { plain(word) } else { format!("{line} {}", plain(word)) };
        if width(&longer, weight) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let whole = width(&plain(word), weight) <= room;
        line = match whole || word.contains(char::is_numeric) {
            true => fit(word, weight, room),
            false => break_word(word, weight, room, &mut lines),
        };
    }
    lines.push(line);
    if lines.len() > 1 && lines.iter().any(|line| is_bare_number(line)) {
        return vec![ellipsis(&plain(text), weight, room)];
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(ellipsis(&rest, weight, room));
    }
    lines
}

/// The words of a text. A number stays with the word before it: alone on a line, that of "Plant 2" would
/// look like a figure.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split([' ', '\t', '\n']).filter(|word| !word.is_empty()) {
        match words.last_mut() {
            Some(last) if is_bare_number(word) => *last = format!("{last} {word}"),
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn is_bare_number(text: &str) -> bool {
    text.contains(char::is_numeric) && !text.contains(char::is_alphabetic)
}

fn plain(word: &str) -> String {
    word.replace('\u{ad}', "")
}

/// Pushes full lines of a word and returns what is left of it.
fn break_word(word: &str, weight: Weight, room: i32, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    let mut hyphen = None;
    for c in word.chars() {
        if c == '\u{ad}' {
            hyphen = Some(line.len());
            continue;
        }
        let full = width(&format!("{line}{c}-"), weight) > room;
        // A combining mark stays with its letter.
        if full && !line.is_empty() && advance(c) > 0 {
            let rest = line.split_off(hyphen.take().filter(|at| *at > 0).unwrap_or(line.len()));
            let joined = line.ends_with(['-', '/']);
            lines.push(if joined { line } else { line + "-" });
            line = rest;
        }
        line.push(c);
        if c == '-' || c == '/' {
            hyphen = Some(line.len());
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_measured_and_not_bytes() {
        let narrow = width("Uber", Weight::Plain);
        assert!((width("Über", Weight::Plain) - narrow).abs() <= 10);
        assert_eq!(width("e\u{301}", Weight::Plain), width("e", Weight::Plain));
        assert!(width("日本", Weight::Plain) == 2 * SIZE);
        assert!(width("64", Weight::Bold) > width("64", Weight::Plain));
    }

    #[test]
    fn words_wrap_and_what_is_left_is_cut() {
        let wrapped = |text, room, most| wrap(text, Weight::Plain, room, most).join("|");
        assert_eq!(wrapped("Trust", 1000, 2), "Trust");
        assert_eq!(wrapped("", 1000, 2), "");
        assert_eq!(wrapped("The new plant 2", 700, 2), "The new|plant 2");
        assert_eq!(wrapped("2026 - 27", 250, 3), "2…");
        assert_eq!(wrapped("Unternehmen2026übergreifend", 1100, 2), "Unternehmen…");
        assert_eq!(wrapped("Fair and open contracts", 950, 2), "Fair and open|contracts");
        assert_eq!(
            wrapped("Fair and open contracts for all of us", 950, 2),
            "Fair and open|contracts fo…"
        );
        let word = "Unternehmensübergreifende Zusammenarbeit";
        assert_eq!(wrapped(word, 1950, 2), "Unternehmensübergreifende|Zusammenarbeit");
        assert_eq!(wrapped(word, 1100, 4), "Unternehmens-|übergreifende|Zusammenarbe-|it");
        assert_eq!(
            wrapped("Unternehmens\u{ad}übergreifende", 1200, 2),
            "Unternehmens-|übergreifende"
        );
    }

    #[test]
    fn every_line_fits() {
        for room in (200..2000).step_by(70) {
            for text in ["Unternehmensübergreifende Zusammenarbeit", "a/b-c <script>&\" 95 or more"]
            {
                for line in wrap(text, Weight::Bold, room, 2) {
                    assert!(width(&line, Weight::Bold) <= room, "{line} in {room}");
                }
            }
        }
    }
}
