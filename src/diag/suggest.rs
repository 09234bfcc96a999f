//! The nearest known word to one that nobody knows.

/// The word of `known` nearest to `found`, if it is near enough to be a slip of the pen:
/// Damerau–Levenshtein distance of at most a third of the longer word (at least 1).
pub fn did_you_mean<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = found.to_lowercase();
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&found, &word.to_lowercase()), word))
        .filter(|(distance, word)| {
            *distance <= (found.chars().count().max(word.chars().count()) / 3).max(1)
        })
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_slip_is_mended_and_a_stranger_is_not() {
        let known = ["emea", "benelux", "nordics"];
        assert_eq!(did_you_mean("benelx", known), Some("benelux"));
        assert_eq!(did_you_mean("EMEA", known), Some("emea"));
        assert_eq!(did_you_mean("castings", known), None);
    }
}
