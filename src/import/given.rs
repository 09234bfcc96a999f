//! From what a tool writes into a cell to a point of the scale.

use super::fold::fold;
use super::told::Told;
use crate::survey::Scale;
use std::collections::BTreeMap;

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// A point of the scale.
    Point(i32),
    /// Don't know, or not applicable.
    NotApplicable,
    /// Nothing was answered.
    Blank,
    /// Two labels or more, where one answer counts.
    Several,
    /// Nothing that the survey knows.
    Unknown,
}

impl From<Told> for Given {
    fn from(told: Told) -> Self {
        match told {
            Told::Point(point) => Self::Point(point),
            Told::NotApplicable => Self::NotApplicable,
            Told::Blank => Self::Blank,
        }
    }
}

/// How tools and people write "don't know", folded. A scale's own labels come first.
const NOT_KNOWN: [&str; 26] = [
    "na",
    "n/a",
    "n.a.",
    "n. a.",
    "don't know",
    "dont know",
    "do not know",
    "i don't know",
    "not applicable",
    "don't know or not applicable",
    "don't know / not applicable",
    "don't know/not applicable",
    "no basis to judge",
    "unable to judge",
    "cannot judge",
    "prefer not to say",
    "weiß nicht",
    "weiss nicht",
    "ich weiß nicht",
    "keine angabe",
    "k. a.",
    "k.a.",
    "nicht anwendbar",
    "weiß nicht oder nicht zutreffend",
    "weiß nicht / nicht zutreffend",
    "kann ich nicht beurteilen",
];

/// The labels of a scale in every language, and what imports.toml adds to them.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    min: i32,
    max: i32,
    /// By folded text.
    told: BTreeMap<String, Told>,
    /// The same texts, the longest first: a label may hold another one.
    longest: Vec<String>,
}

impl Labels {
    pub(super) fn new(scale: &Scale, told: &[(String, Told)]) -> Self {
        let mut all: BTreeMap<String, Told> =
            NOT_KNOWN.iter().map(|text| ((*text).to_owned(), Told::NotApplicable)).collect();
        let mut own: BTreeMap<String, Option<i32>> = BTreeMap::new();
        let ends = scale.ends.iter().flatten().zip([scale.min, scale.max]);
        for (texts, point) in scale.labels.iter().zip(scale.min..).chain(ends) {
            for language in texts.languages() {
                let text = texts.get(language);
                // A text that stands for two points in two languages stands for none.
                own.entry(fold(text))
                    .and_modify(|known| *known = known.filter(|known| *known == point))
                    .or_insert(Some(point));
            }
        }
        all.extend(own.into_iter().filter_map(|(text, point)| Some((text, Told::Point(point?)))));
        all.extend(told.iter().map(|(text, told)| (fold(text), *told)));
        let mut longest: Vec<String> = all.keys().cloned().collect();
        longest.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Self { min: scale.min, max: scale.max, told: all, longest }
    }

    /// What a cell says.
    pub(super) fn read(&self, cell: &str) -> Given {
        let text = fold(cell);
        if text.is_empty() {
            return Given::Blank;
        }
        if let Some(told) = self.told.get(&text) {
            return Given::from(*told);
        }
        if let Some(point) = self.number(&text) {
            return Given::Point(point);
        }
        self.split(&text)
    }

    /// `4`, `4.0`, `5 - Strongly agree`, `Strongly agree (5)`: a number beside a label that fits it.
    fn number(&self, text: &str) -> Option<i32> {
        let in_scale = |point: &i32| (self.min..=self.max).contains(point);
        let whole = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")).unwrap_or(text);
        if let Ok(point) = whole.parse::<i32>() {
            return Some(point).filter(in_scale);
        }
        let digits =
            |text: &str| text.trim_matches(|one: char| " -=:.()[]/".contains(one)).to_owned();
        let after = text.find(|one: char| !one.is_ascii_digit()).filter(|at| *at > 0);
        let before = text.trim_end_matches([')', ']']);
        let before = before.rfind(|one: char| !one.is_ascii_digit()).map(|at| {
            // A letter may be longer than a byte.
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        let parts = [
            after.map(|at| (digits(&text[..at]), digits(&text[at..]))),
            before.map(|at| (digits(&text[at..]), digits(&text[..at]))),
        ];
        parts.into_iter().flatten().find_map(|(number, label)| {
            let point = number.parse::<i32>().ok().filter(in_scale)?;
            (self.told.get(&label) == Some(&Told::Point(point))).then_some(point)
        })
    }

    /// A list of labels, as tools write it when several could be chosen: `A;` or `A, B`. It is taken
    /// apart by the longest label that fits, since a label may hold the separator itself.
    fn split(&self, text: &str) -> Given {
        let mut found = Vec::new();
        let mut rest = text.trim_matches(|one: char| " ;,".contains(one));
        while !rest.is_empty() {
            let ends = |label: &&String| {
                let after = rest.strip_prefix(label.as_str());
                after.is_some_and(|after| {
                    let after = after.trim_start();
                    after.is_empty() || after.starts_with([';', ','])
                })
            };
            let Some(label) = self.longest.iter().find(ends) else { return Given::Unknown };
            found.extend(self.told.get(label).copied());
            rest = rest[label.len()..].trim_start_matches(|one: char| " ;,".contains(one));
        }
        found.dedup();
        match found.as_slice() {
            [] => Given::Unknown,
            [told] => Given::from(*told),
            _ => Given::Several,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Localised;

    fn labels(told: &[(&str, Told)]) -> Labels {
        let words = |en: &str, de: &str| {
            let texts = [("en", en), ("de", de)];
            Localised::new(texts.map(|(code, text)| (code.to_owned(), text.to_owned())).into())
        };
        let scale = Scale {
            id: "agree3".to_owned(),
            min: 1,
            max: 3,
            labels: vec![
                words("Disagree", "Stimme nicht zu"),
                words("Neither, nor", "Teils, teils"),
                words("Agree; mostly", "Stimme zu"),
            ],
            ends: None,
            favourable: Vec::new(),
            unfavourable: Vec::new(),
        };
        let told: Vec<_> = told.iter().map(|(text, told)| ((*text).to_owned(), *told)).collect();
        Labels::new(&scale, &told)
    }

    #[test]
    fn labels_are_read_in_every_language_and_spacing() {
        let labels = labels(&[]);
        assert_eq!(labels.read("\u{a0}stimme  ZU "), Given::Point(3));
        assert_eq!(labels.read("Neither, nor"), Given::Point(2));
        assert_eq!(labels.read("Don’t know"), Given::NotApplicable);
        assert_eq!(labels.read("2"), Given::Point(2));
        assert_eq!(labels.read("2.0"), Given::Point(2));
        assert_eq!(labels.read("1 - Disagree"), Given::Point(1));
        assert_eq!(labels.read("Disagree (1)"), Given::Point(1));
        assert_eq!(labels.read("2 - Disagree"), Given::Unknown);
        assert_eq!(labels.read("4"), Given::Unknown);
        assert_eq!(labels.read("Perhaps é"), Given::Unknown);
        assert_eq!(labels.read(" "), Given::Blank);
    }

    #[test]
    fn a_list_is_taken_apart_by_labels_and_never_by_a_bare_separator() {
        let labels = labels(&[]);
        assert_eq!(labels.read("Agree; mostly;"), Given::Point(3));
        assert_eq!(labels.read("Neither, nor, Neither, nor"), Given::Point(2));
        assert_eq!(labels.read("Disagree;Agree; mostly;"), Given::Several);
        assert_eq!(labels.read("Disagree;Agree"), Given::Unknown);
    }

    #[test]
    fn imports_toml_has_the_last_word() {
        let told =
            [("12", Told::Point(3)), ("No basis", Told::NotApplicable), ("Skip", Told::Blank)];
        let labels = labels(&told);
        assert_eq!(labels.read("12"), Given::Point(3));
        assert_eq!(labels.read("no basis"), Given::NotApplicable);
        assert_eq!(labels.read("SKIP"), Given::Blank);
        assert_eq!(labels.read("1"), Given::Point(1));
    }
}
