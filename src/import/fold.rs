//! What makes two texts the same although tools write them differently.

/// A label without what does not count: case, kinds of space, quotes and dashes, and a mark for
/// questions that must be answered.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' => {}
            space if space.is_whitespace() => {
                if !folded.ends_with(' ') && !folded.is_empty() {
                    folded.push(' ');
                }
            }
            '‘' | '’' | '‚' | '‛' | '`' | '´' => folded.push('\''),
            '“' | '”' | '„' | '«' | '»' => folded.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' => folded.push('-'),
            '…' => folded.push_str("..."),
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded.trim_end_matches([' ', '*']).to_owned()
}

/// The letters and digits of a heading alone.
pub fn squash(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A text whose HTML entities are the letters that they stand for. Only those that form tools write.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((letter, end)) => {
                plain.push(letter);
                rest = &rest[end + 1..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| !letter.is_control());
    }
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("rdquo", '”'),
        ("ldquo", '“'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("Auml", 'Ä'),
        ("Ouml", 'Ö'),
        ("Uuml", 'Ü'),
        ("szlig", 'ß'),
        ("eacute", 'é'),
        ("egrave", 'è'),
    ];
    known.into_iter().find(|(own, _)| *own == name).map(|(_, letter)| letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        assert_eq!(fold("  Strongly\u{a0} AGREE\r\n*"), "strongly agree");
        assert_eq!(fold("Don’t know – really…"), "don't know - really...");
        assert_eq!(squash("G1[reliability-1]"), "g1reliability1");
    }

    #[test]
    fn entities_are_letters_and_other_signs_stay() {
        assert_eq!(
            unescape("R&amp;D &#8211; a&lt;b &nbsp;&uuml; &x; A & B"),
            "R&D – a<b  ü &x; A & B"
        );
        assert_eq!(unescape("&#0;&#x1F600;&"), "&#0;😀&");
    }
}
