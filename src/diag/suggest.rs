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
        let word_lower = word.to_lowercase();
        let (left, right) = without_common_ends(&found, &word_lower);
        let distance = strsim::osa_distance(left, right);
        (distance <= most).then_some((distance, word))
    };
    known.into_iter().filter_map(near).min().map(|(_, word)| word)
}

/// What differs between two texts: equal ends change no distance, and most of the time it takes.
fn without_common_ends<'t>(one: &'t str, other: &'t str) -> (&'t str, &'t str) {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let start: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    let (one, other) = (&one[start..], &other[start..]);
    let same = one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    (&one[..one.len() - end], &other[..other.len() - end])
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
        assert_eq!(did_you_mean("nrodics", known), Some("nordics"));
        assert_eq!(did_you_mean("größe", ["große", "emea"]), Some("große"));
    }

    #[test]
    fn equal_ends_change_no_distance() {
        let words = ["", "a", "ab", "ba", "aab", "aba", "abab", "baab", "äb", "aäb", "abcabc"];
        for one in words {
            for other in words {
                let (left, right) = super::without_common_ends(one, other);
                assert_eq!(strsim::osa_distance(left, right), strsim::osa_distance(one, other));
            }
        }
    }
}
