//! The nearest known word to one that nobody knows.

/// The word of `known` nearest to `found`, if it is near enough to be a slip of the pen:
/// edits and swaps of neighbours on at most a third of the longer word (at least one).
pub fn did_you_mean<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = found.to_lowercase();
    let length = found.chars().count();
    let near = |word: &'a str| {
        let other = word.chars().count();
        let most = (length.max(other) / 3).max(1);
        // Words of very different length cannot be near; comparing them would take long.
        if length.abs_diff(other) > most {
            return None;
        }
        let distance = strsim::osa_distance(&found, &word.to_lowercase());
        (distance <= most).then_some((distance, word))
    };
    known.into_iter().filter_map(near).min().map(|(_, word)| word)
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
