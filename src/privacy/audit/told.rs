//! What the audit has to say, in words.

use super::BigRational;
use super::key::Family;
use super::published::Published;
use super::span::{Exposure, Finding as Proof};

/// What is wrong with a finished site, or may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Whether the site must not be published like this.
    pub is_error: bool,
    /// The file of the finished site that it stands in; of the content for a warning.
    pub file: String,
    /// The line there, from 1; 0 for the whole file.
    pub line: u64,
    /// What was found.
    pub message: String,
    /// What to know about it, a line each.
    pub hints: Vec<String>,
}

type Place = Option<(String, u64)>;

/// How many cells of a combination are told with their places.
const MOST_PLACES: usize = 8;

impl Finding {
    pub(super) fn new(place: Place, message: String) -> Self {
        let (file, line) = place.unwrap_or_default();
        Self { is_error: true, file, line, message, hints: Vec::new() }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    pub(super) fn unknown_key(key: &str, place: Place) -> Self {
        Self::new(place, format!("the key `{key}` names no figure of this site"))
            .hint("a key is WAVE/WHAT:FIGURE/UNIT/AUDIENCE/SUPPLIER with ids from content/; a mean over suppliers needs its parts in print")
    }

    pub(super) fn other_mean(
        key: &str,
        shown: u32,
        mean: impl std::fmt::Display,
        place: Place,
    ) -> Self {
        let message = format!("`{key}` says {shown}, but its parts in print make {mean}");
        Self::new(place, message)
            .hint("a mean over suppliers is worked out from their printed scores")
    }

    pub(super) fn few(key: &str, people: usize, least: u32, place: Place) -> Self {
        let message = format!("`{key}` rests on {}, and {least} are needed", told_people(people));
        Self::new(place, message)
    }

    pub(super) fn undone(key: &str, why: &str, least: u32, place: Place) -> Self {
        let message =
            format!("`{key}` {why}: fewer than {least} people are at an end of the scale");
        Self::new(place, message).hint(
            "such a group reads as 5 or less, or 95 or more, and nothing beside it may tell the number",
        )
    }

    pub(super) fn borrowed(key: &str, place: Place) -> Self {
        Self::new(place, format!("`{key}` rests on the spread of too few groups"))
            .hint("a typical spread takes three groups, and none that is more than half of it")
    }

    pub(super) fn miscount(key: &str, shown: u32, counted: u32, place: Place) -> Self {
        let message = format!("`{key}` says {shown}, but the answers in content/ make {counted}");
        Self::new(place, message).hint(
            "the content was changed after the site was built, or one of the two counts is wrong",
        )
    }
}

/// A proof of the span in words.
pub(super) fn told(
    proof: &Proof,
    family: Family,
    published: &dyn Published,
    is_past: bool,
) -> Finding {
    let finding = match proof {
        Proof::Exposed(exposure) => exposed(exposure, family, published),
        Proof::Undecided { cells } => {
            let first = cells.iter().find_map(|cell| published.place(cell));
            let message = format!(
                "{} cells hang together too closely to say that nobody can be singled out",
                cells.len()
            );
            let some: Vec<&str> = cells.iter().take(MOST_PLACES).map(String::as_str).collect();
            Finding::new(first, message).hint(format!("among them: {}", some.join(", ")))
        }
    };
    match is_past {
        true => Finding { is_error: false, ..finding }
            .hint("earlier editions alone give this away: it cannot be taken back"),
        false => finding,
    }
}

fn exposed(exposure: &Exposure, family: Family, published: &dyn Published) -> Finding {
    let mut sum = String::new();
    for (at, (cell, times)) in exposure.combination.iter().enumerate() {
        let is_negative = *times < BigRational::default();
        let size = if is_negative { -times.clone() } else { times.clone() };
        let sign = match (at, is_negative) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        };
        sum.push_str(&format!("{sign}{size} × {cell}"));
    }
    let first = exposure.combination.iter().find_map(|(cell, _)| published.place(cell));
    let left = told_people(exposure.people);
    let message = format!("{left} can be singled out from {}: {sum}", family.name());
    let mut finding = Finding::new(first, message).hint(
        "the figure of one group counts times its number of people, so that sums can be subtracted",
    );
    for (cell, _) in exposure.combination.iter().take(MOST_PLACES) {
        if let Some((file, line)) = published.place(cell) {
            finding = finding.hint(format!("{cell} stands in {file}, line {line}"));
        }
    }
    finding
}

fn told_people(people: usize) -> String {
    match people {
        0 => "nobody".to_owned(),
        1 => "1 person".to_owned(),
        _ => format!("{people} people"),
    }
}
