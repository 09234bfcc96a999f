//! Words as part of an address.

/// The anchor of a heading, as GitHub makes it: small letters, digits, hyphens and underscores of any
/// script; spaces become hyphens, all else goes. Never empty.
pub fn slug(text: &str) -> String {
    let kept = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    let slug: String = text
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter.is_whitespace() { '-' } else { letter })
        .filter(|&letter| kept(letter))
        .collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// The last part of an address from the name of a file: small Latin letters, digits and single
/// hyphens. Accents are dropped; empty when the name is in another script.
pub fn transliterate(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match latin(letter) {
            Some(plain) => slug.push_str(plain),
            None if letter.is_ascii_alphanumeric() => slug.push(letter),
            // A combining accent, as some disks write it, belongs to the letter before.
            None if ('\u{300}'..='\u{36f}').contains(&letter) => {}
            None if slug.is_empty() || slug.ends_with('-') => {}
            None => slug.push('-'),
        }
    }
    slug.truncate(80);
    slug.trim_end_matches('-').to_owned()
}

/// An accented small letter without its accent.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ș' | 'ş' => "s",
        'ť' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{slug, transliterate};

    #[test]
    fn anchors_keep_their_script() {
        assert_eq!(slug("What worked, and why?"), "what-worked-and-why");
        assert_eq!(slug("Über Stückzahlen"), "über-stückzahlen");
        assert_eq!(slug("ما الذي تغيّر؟"), "ما-الذي-تغيّر");
        assert_eq!(slug("?!"), "section");
    }

    #[test]
    fn file_names_become_plain_addresses() {
        assert_eq!(transliterate("2026-09 Über  die Lösung_"), "2026-09-ueber-die-loesung");
        assert_eq!(transliterate("cafe\u{301}"), "cafe");
        assert_eq!(transliterate("قصة"), "");
    }
}
