//! Numbers that belong to names and to what editors wrote, so that they are no figures: "2026-Q3",
//! "Plant 2", "We meet every 2 weeks".

use super::number::{Number, is_digit, numbers};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Names that hold digits, by each number in them.
#[derive(Clone, Debug, Default)]
pub(in crate::privacy::audit) struct Names(BTreeMap<String, BTreeSet<String>>);

impl Names {
    /// Those of these texts that hold digits.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut new = Self::default();
        texts.into_iter().for_each(|text| new.add(text));
        new
    }

    /// One more. A name without a letter is known only where it stands alone.
    pub fn add(&mut self, text: &str) {
        if text.contains(is_digit) {
            let name = plain(text).to_ascii_lowercase();
            for number in numbers(&name) {
                self.0.entry(number.size).or_default().insert(name.clone());
            }
        }
    }

    /// The numbers of a text that belong to no name. A piece of a drawing may hold a name only in
    /// part, because long ones are broken or cut; `is_piece` says so.
    pub fn foreign(&self, text: &str, is_piece: bool) -> Vec<Number> {
        let all = numbers(text);
        if all.is_empty() || self.0.is_empty() {
            return all;
        }
        let names: BTreeSet<&String> =
            all.iter().filter_map(|number| self.0.get(&number.size)).flatten().collect();
        if names.is_empty() {
            return all;
        }
        let small = text.to_ascii_lowercase();
        if is_piece && holds(&names, &small) {
            return Vec::new();
        }
        let is_word =
            |name: &&&String| name.contains(char::is_alphabetic) || **name == small.trim();
        let names = names.iter().filter(|name| name.len() <= small.len()).filter(is_word);
        let covered: Vec<Range<usize>> = names.flat_map(|name| whole(name, &small)).collect();
        let is_covered = |number: &Number| {
            covered.iter().any(|own| own.start <= number.place.start && number.place.end <= own.end)
        };
        all.into_iter().filter(|number| !is_covered(number)).collect()
    }
}

/// Whether a text is part of a name: some whole words of it with a letter among them, the last
/// perhaps cut, or all of it.
fn holds(names: &BTreeSet<&String>, text: &str) -> bool {
    let text = text.trim();
    let (text, is_cut) = match text.strip_suffix(['…', '.']) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let has_word = text.contains(char::is_alphabetic);
    // Long words are broken after these, or anywhere with a hyphen of its own.
    let is_cut = is_cut || has_word && text.ends_with(['/', '-']);
    let is_part = |text: &str, is_cut| is_part(names, text, has_word, is_cut);
    is_part(text, is_cut)
        || text.strip_suffix('-').is_some_and(|text| has_word && is_part(text, true))
}

fn is_part(names: &BTreeSet<&String>, text: &str, has_word: bool, is_cut: bool) -> bool {
    names.iter().any(|name| {
        let mut found = name.match_indices(text).map(|(at, _)| at..at + text.len());
        name.as_str() == text
            || has_word && found.any(|place| is_apart(name, &place, is_cut))
            || is_cut && name.starts_with(text)
    })
}

/// Where a name stands in a text, not as part of a longer word.
fn whole<'t>(name: &'t str, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices(name)
        .map(|(at, _)| at..at + name.len())
        .filter(|place| is_apart(text, place, false))
}

fn is_apart(text: &str, place: &Range<usize>, is_cut: bool) -> bool {
    !text[..place.start].ends_with(char::is_alphanumeric)
        && (is_cut || !text[place.end..].starts_with(char::is_alphanumeric))
}

/// Two words that stand side by side, one of them with a digit; the empty one is a border.
type Pair = (String, String);

/// What editors wrote, as pairs of words.
#[derive(Clone, Debug, Default)]
pub(in crate::privacy::audit) struct Prose(BTreeSet<Pair>);

impl Prose {
    /// Everything that these texts say.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut new = Self::default();
        texts.into_iter().for_each(|text| new.add(text));
        new
    }

    fn add(&mut self, text: &str) {
        let text = &without_links(text);
        let mut last = (String::new(), 0);
        for place in words(text) {
            let word = text[place.clone()].to_lowercase();
            let between = &text[last.1..place.start];
            if between.contains(['\n', '|', '"']) || last.1 == 0 {
                self.pair(&last.0, "");
                self.pair("", &word);
            }
            self.pair(&last.0, &word);
            last = (word, place.end);
        }
        self.pair(&last.0, "");
    }

    fn pair(&mut self, first: &str, second: &str) {
        let digit = |word: &str| word.contains(is_digit);
        if digit(first) || digit(second) {
            self.0.insert((first.to_owned(), second.to_owned()));
        }
    }

    /// The words with digits in a part of a text that stand nowhere like this in what editors wrote:
    /// between these two words or borders.
    pub fn foreign(&self, text: &str, part: &Range<usize>) -> Vec<String> {
        let places: Vec<Range<usize>> = words(text).collect();
        let word = |at: Option<usize>| {
            at.and_then(|at| places.get(at)).map(|place| text[place.clone()].to_lowercase())
        };
        let mut foreign = Vec::new();
        for (at, place) in places.iter().enumerate() {
            let own = word(Some(at)).unwrap_or_default();
            let inside = part.start <= place.start && place.end <= part.end;
            if !inside || !own.contains(is_digit) {
                continue;
            }
            let before = word(at.checked_sub(1)).unwrap_or_default();
            let after = word(Some(at + 1)).unwrap_or_default();
            let is_known =
                self.0.contains(&(before, own.clone())) && self.0.contains(&(own.clone(), after));
            if !is_known {
                foreign.push(own);
            }
        }
        foreign
    }
}

/// Markdown without where its links lead and what its footnotes are called: pages show neither.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['(', '[']) {
        let (before, after) = rest.split_at(at);
        let end = match before.ends_with(']') {
            true => after.find([')', ']']),
            false if after.starts_with("[^") => after.find(']'),
            false => None,
        };
        out.push_str(before);
        out.push_str(if end.is_none() { &after[..1] } else { "" });
        rest = &after[end.map_or(1, |end| end + 1)..];
    }
    out + rest
}

/// Where words stand: runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let length = text[start..].find(|letter: char| !letter.is_alphanumeric());
        rest = length.map_or(text.len(), |length| start + length);
        Some(start..rest)
    })
}

/// A text with every run of white space as one space.
pub(in crate::privacy::audit) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(text: &str, is_piece: bool) -> String {
        let names = Names::of(["2026-Q3", "Plant 2", "We meet every 2 weeks here", "Trust"]);
        let found = names.foreign(text, is_piece);
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_in_names_are_no_figures() {
        assert_eq!(foreign("plant 2 had 43 in 2026-Q3", false), "43");
        assert_eq!(foreign("plant 23", false), "23");
        assert_eq!(foreign("every 2 weeks", false), "2");
        assert_eq!(foreign("every 2 weeks", true), "");
        assert_eq!(foreign("We meet every 2 we…", true), "");
        assert_eq!(foreign("2", true), "2");
        assert_eq!(foreign("2026-", true), "2026", "no part of a name without an end mark");
        assert_eq!(foreign("2026.", true), "", "cut");
    }

    #[test]
    fn what_editors_wrote_is_known_by_its_neighbours() {
        let prose = Prose::of(["outcome = \"Late parts from 61 to 12\"\nnext", "| 7 | nine |"]);
        let foreign = |text: &str| prose.foreign(text, &(0..text.len())).join(" ");
        assert_eq!(foreign("Late parts from 61 to 12"), "");
        assert_eq!(foreign("Trust is 61 in Motors"), "61");
        assert_eq!(foreign("7"), "");
        assert_eq!(foreign("parts from 12 to 61"), "12 61");
        let linked = Prose::of(["see [the 12](@/a-7.md#b) steps of 9[^3] people"]);
        assert_eq!(linked.foreign("the 12 steps of 9 people", &(0..24)), [""; 0]);
        assert_eq!(foreign("43"), "43");
        assert_eq!(prose.foreign("61 and 43", &(0..2)), ["61"]);
    }
}
