//! A text in each of the site's languages.

use std::collections::BTreeMap;

/// A text by language code; reading one that is missing falls back to the first there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localised {
    texts: BTreeMap<String, String>,
}

impl Localised {
    /// Texts by language code.
    pub fn new(texts: BTreeMap<String, String>) -> Self {
        Self { texts }
    }

    /// The text in this language, or else in the first language by code.
    pub fn get(&self, language: &str) -> &str {
        self.texts.get(language).or_else(|| self.texts.values().next()).map_or("", String::as_str)
    }

    /// The languages it is written in.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// Whether a text looks like a language code of BCP 47: `en`, `de-CH`, `zh-Hant`.
pub fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::is_language;

    #[test]
    fn codes_are_told_from_words() {
        assert!(["en", "de-CH", "zh-Hant", "nds"].into_iter().all(is_language));
        assert!(!["", "EN", "e", "english", "en_GB", "en-", "en-x"].into_iter().any(is_language));
    }
}
