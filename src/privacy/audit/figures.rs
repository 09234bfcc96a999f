//! Is every number a published one? All files are put together: the value of a key must be the same
//! wherever it stands, and a number in a text must be a value of the keys named there, or come from
//! somewhere that the text names, or belong to a name.

use super::content::Content;
use super::key::{cell_of, figure_of};
use super::published::Published;
use super::site::{Mark, Names, Number, Passage, Prose, Reading, Setting, Value, numbers};
use super::told::Finding;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// The finished site: its files, and the values of its keys.
#[derive(Debug, Default)]
pub(super) struct Site {
    files: Vec<(Arc<str>, Reading)>,
    /// Every key. There are many and they begin alike, so they are not kept in order.
    known: HashMap<Arc<str>, Known>,
    /// The figures of each cell that have a value.
    cells: HashMap<String, Vec<Arc<str>>>,
    pooled: BTreeSet<String>,
}

/// What is known of a key.
#[derive(Debug)]
struct Known {
    /// Where it stands first: the place of its file, and the line if it is known.
    place: (usize, u64),
    shown: Option<Shown>,
}

/// The value of a key: one number, or the points of a distribution.
#[derive(Debug)]
struct Shown {
    numbers: Vec<Number>,
    file: usize,
    line: u64,
}

/// Words that name a source of numbers.
const SOURCES: [&str; 5] = ["target", "date", "axis", "count", "comment"];

/// What the source of a number begins with that people wrote down beside the survey.
const REGISTER: &str = "register:";

/// Figures that words say the direction of ("down 5"), so that their number may lack its sign.
const DIRECTED: [&str; 2] = ["change", "gap"];

/// How much of a text is quoted.
const MOST_QUOTED: usize = 120;

impl Site {
    /// Puts files together and finds what their values contradict each other in.
    pub fn of(files: Vec<(Arc<str>, Reading)>, names: &Names) -> (Self, Vec<Finding>) {
        let mut new = Self { files, ..Self::default() };
        let mut findings = Vec::new();
        let files = std::mem::take(&mut new.files);
        for (file, (_, reading)) in files.iter().enumerate() {
            new.pooled.extend(reading.pooled.iter().cloned());
            for key in &reading.keys {
                let known = || Known { place: (file, 0), shown: None };
                new.known.entry(Arc::clone(key)).or_insert_with(known);
            }
        }
        let fields = files.iter().enumerate().flat_map(|(file, (_, reading))| {
            reading.values.chunk_by(|a, b| (&a.key, a.line) == (&b.key, b.line)).map(move |same| {
                let numbers = same.iter().map(|value| value.number.clone()).collect();
                let Value { key, line, .. } = &same[0];
                (Arc::clone(key), Shown { numbers, file, line: *line })
            })
        });
        let texts = files.par_iter().enumerate().map(|(file, (_, reading))| {
            let passages = reading.passages.iter();
            passages.flat_map(|passage| stated(passage, file, names)).collect()
        });
        let texts: Vec<Vec<(Arc<str>, Shown)>> = texts.collect();
        for (key, shown) in fields.chain(texts.into_iter().flatten()) {
            new.state(key, shown, &files, &mut findings);
        }
        let mut cells: HashMap<String, Vec<Arc<str>>> = HashMap::new();
        for (key, _) in new.values() {
            cells.entry(cell_of(key)).or_default().push(Arc::clone(key));
        }
        new.cells = cells;
        new.files = files;
        (new, findings)
    }

    fn values(&self) -> impl Iterator<Item = (&Arc<str>, &Shown)> {
        self.known.iter().filter_map(|(key, known)| Some((key, known.shown.as_ref()?)))
    }

    fn value(&self, key: &str) -> Option<&Shown> {
        self.known.get(key)?.shown.as_ref()
    }

    fn state(
        &mut self,
        key: Arc<str>,
        shown: Shown,
        files: &[(Arc<str>, Reading)],
        findings: &mut Vec<Finding>,
    ) {
        let place = (shown.file, shown.line);
        let new = || Known { place, shown: None };
        let here = self.known.entry(Arc::clone(&key)).or_insert_with(new);
        if here.place == (shown.file, 0) {
            here.place = place;
        }
        let Some(known) = &here.shown else {
            here.shown = Some(shown);
            return;
        };
        let same = known.numbers.len() == shown.numbers.len()
            && known.numbers.iter().zip(&shown.numbers).all(|(a, b)| agree(&key, a, b));
        if !same {
            let message = format!(
                "`{key}` is {} here, but {} elsewhere",
                listed(&shown.numbers),
                listed(&known.numbers)
            );
            let elsewhere = format!(
                "{} stands in {}, line {}",
                listed(&known.numbers),
                files[known.file].0,
                known.line
            );
            let place = Some((files[shown.file].0.to_string(), shown.line));
            findings.push(Finding::new(place, message).hint(elsewhere));
        }
    }

    /// Goes through every text of every file. Without content, what editors wrote is not known and
    /// only texts beside figures are looked at.
    pub fn numbers(
        &self,
        names: &Names,
        prose: Option<&Prose>,
        content: Option<&Content>,
    ) -> Vec<Finding> {
        let of_file = |(path, reading): &(Arc<str>, Reading)| {
            let at = |line: u64| Some((path.to_string(), line));
            let faults = reading.faults.iter();
            let mut findings: Vec<Finding> =
                faults.map(|(line, fault)| Finding::new(at(*line), fault.clone())).collect();
            for passage in &reading.passages {
                if let Some((message, hint)) = self.wrong(passage, names, prose, content) {
                    findings.push(Finding::new(at(passage.line), message).hint(hint));
                }
            }
            findings
        };
        self.files.par_iter().flat_map_iter(of_file).collect()
    }

    /// What is wrong with the numbers of a text, and what to do.
    fn wrong(
        &self,
        passage: &Passage,
        names: &Names,
        prose: Option<&Prose>,
        content: Option<&Content>,
    ) -> Option<(String, String)> {
        let text = &passage.text[passage.part.clone()];
        let is_piece = passage.place == Setting::Drawing;
        let foreign = names.foreign(text, is_piece);
        let quoted = quote(text);
        match &passage.mark {
            Mark::Source(source) if !is_source(source) => Some((
                format!("`{source}` is no source that numbers can come from"),
                format!("known are register:…, {}", SOURCES.join(", ")),
            )),
            Mark::Source(source) if source.starts_with(REGISTER) => {
                let (name, content) = (&source[REGISTER.len()..], content?);
                let Some(written) = content.registers.at(name) else {
                    return Some((format!("there is no `{name}` in content/"), quoted));
                };
                let known = |number: &&Number| written.is_empty() || written.contains(&number.size);
                let unknown = foreign.iter().find(|number| !known(number))?;
                let message = format!("{unknown} is not what stands under `{name}` in content/");
                Some((message, quoted))
            }
            Mark::Source(source) => {
                let targets = content.filter(|_| **source == *"target")?;
                let unset = foreign.iter().find(|number| {
                    !number.size.parse().is_ok_and(|size: u32| targets.targets.contains(&size))
                })?;
                let message = format!("{unset} is marked as a target, but no target is set to it");
                Some((message, quoted))
            }
            Mark::Cells(keys) => {
                let wrong = foreign.iter().find(|number| !self.is_value(number, keys))?;
                let keys: Vec<&str> = keys.iter().map(|key| &**key).collect();
                let message =
                    format!("{wrong} is no value of the cells named here ({})", keys.join(" "));
                Some((message, quoted))
            }
            Mark::None => {
                let number = self.unmarked(passage, &foreign, prose)?;
                let message =
                    format!("{number} is neither a published figure nor marked with a source");
                Some((message, quoted))
            }
        }
    }

    /// A number without a mark that belongs to no name and to nothing that an editor wrote.
    fn unmarked(
        &self,
        passage: &Passage,
        foreign: &[Number],
        prose: Option<&Prose>,
    ) -> Option<String> {
        let text = &passage.text[passage.part.clone()];
        let first = foreign.first()?.to_string();
        match (passage.place, prose) {
            (Setting::Drawing | Setting::Figures, _) => Some(first),
            (Setting::Label, Some(_)) => Some(first),
            (Setting::Label, None) => (!text.contains(char::is_alphabetic)).then_some(first),
            (Setting::Prose, Some(prose)) => {
                prose.foreign(&passage.text, &passage.part).into_iter().next()
            }
            (Setting::Prose, None) => None,
        }
    }

    fn is_value(&self, number: &Number, keys: &[Arc<str>]) -> bool {
        let agrees = |key: &Arc<str>| {
            self.value(key)
                .is_some_and(|shown| shown.numbers.iter().any(|own| agree(key, own, number)))
        };
        keys.iter().any(|key| {
            agrees(key) || self.cells.get(&**key).is_some_and(|all| all.iter().any(agrees))
        })
    }

    /// The value of a key, if it is one number.
    pub fn number(&self, key: &str) -> Option<f64> {
        let [number] = &self.value(key)?.numbers[..] else { return None };
        let size: f64 = number.size.parse().ok()?;
        Some(if number.is_negative == Some(true) { -size } else { size })
    }

    /// The numbers of people by cell, for whoever has no content to count in.
    pub fn people(&self) -> BTreeMap<&Arc<str>, u32> {
        let keys = self.values().map(|(key, _)| key).filter(|key| figure_of(key) == "n");
        keys.filter_map(|key| Some((key, self.whole(key)?))).collect()
    }
}

impl Published for Site {
    fn keys(&self) -> Vec<Arc<str>> {
        let mut keys: Vec<Arc<str>> = self.known.keys().cloned().collect();
        keys.par_sort_unstable();
        keys
    }

    fn whole(&self, key: &str) -> Option<u32> {
        match &self.value(key)?.numbers[..] {
            [number] => number.size.parse().ok(),
            _ => None,
        }
    }

    fn is_pooled(&self, cell: &str) -> bool {
        self.pooled.contains(cell)
    }

    fn place(&self, key: &str) -> Option<(String, u64)> {
        let (file, line) = &self.known.get(key)?.place;
        Some((self.files.get(*file)?.0.to_string(), *line))
    }
}

/// The value that a text states beyond doubt: the only number under the only key, or both ends of one
/// interval.
fn stated(passage: &Passage, file: usize, names: &Names) -> Vec<(Arc<str>, Shown)> {
    let Mark::Cells(keys) = &passage.mark else { return Vec::new() };
    let text = &passage.text[passage.part.clone()];
    let found = names.foreign(text, passage.place == Setting::Drawing);
    let line = passage.line;
    let shown = |number: &Number| Shown { numbers: vec![number.clone()], file, line };
    match (&keys[..], &found[..]) {
        ([key], [number]) if numbers(text).len() == 1 && key.contains(':') => {
            vec![(Arc::clone(key), shown(number))]
        }
        ([low, high], [first, second]) if is_interval(low, high) => {
            vec![(Arc::clone(low), shown(first)), (Arc::clone(high), shown(second))]
        }
        _ => Vec::new(),
    }
}

fn is_interval(low: &str, high: &str) -> bool {
    let low_end = figure_of(low).strip_suffix("low");
    let high_end = figure_of(high).strip_suffix("high");
    low_end.is_some() && low_end == high_end && cell_of(low) == cell_of(high)
}

/// Whether two numbers are the same value of a key.
fn agree(key: &str, one: &Number, other: &Number) -> bool {
    let directed = || DIRECTED.contains(&figure_of(key));
    let same_sign = match (one.is_negative, other.is_negative) {
        (Some(one), Some(other)) => one == other,
        (None, None) => true,
        (Some(is_negative), None) | (None, Some(is_negative)) => !is_negative || directed(),
    };
    one.size == other.size && (same_sign || one.size == "0")
}

fn is_source(source: &str) -> bool {
    SOURCES.contains(&source) || source.strip_prefix(REGISTER).is_some_and(|rest| !rest.is_empty())
}

fn listed(numbers: &[Number]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn quote(text: &str) -> String {
    let text = text.trim();
    let cut: Range<usize> = 0..text.floor_char_boundary(MOST_QUOTED);
    match cut.end < text.len() {
        true => format!("in “{}…”", &text[cut]),
        false => format!("in “{text}”"),
    }
}
