//! `[[scale]]`, and the scale from 0 to 10 that is always there.

use super::{Reader, words};
use crate::content::{Fields, Row};
use crate::diag::{Code, Diagnostic};
use crate::source::{Located, Spot};
use crate::survey::{Localised, Scale};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::RangeInclusive;

/// The scale of a recommendation, which nobody needs to declare.
pub(super) const LIKELY: &str = "likely11";

/// The most points that a scale can have: an answer is kept in one byte.
const MOST_POINTS: usize = 200;

/// Where the points of a scale may lie.
const POINTS: RangeInclusive<i64> = -1000..=1000;

/// The labels of one language, and where they stand.
struct Labels {
    language: String,
    texts: Vec<String>,
    spot: Spot,
}

impl Reader<'_> {
    pub(super) fn read_scales(&mut self, tables: Vec<Fields<'_>>) {
        for fields in tables {
            let scale = self.read_scale(fields);
            self.survey.scales.extend(scale);
        }
        if let Entry::Vacant(free) = self.scales.entry(LIKELY.to_owned()) {
            free.insert(self.survey.scales.len());
            self.survey.scales.push(likely11());
        }
    }

    fn read_scale(&mut self, mut fields: Fields<'_>) -> Option<Scale> {
        let id = fields.id("id", self.to);
        let labels = fields.take("labels").map(|row| self.read_labels(row)).unwrap_or_default();
        let ends = fields.take("ends").map(|row| self.read_labels(row)).unwrap_or_default();
        let two = "expected 2: of the lowest and of the highest point";
        self.check_lengths("ends", &ends, 2, two);
        if let Some(first) = labels.first() {
            let expected = format!("expected {}, as in `{}`", first.texts.len(), first.language);
            self.check_lengths("labels", &labels, first.texts.len(), &expected);
        }
        let range = match labels.first() {
            Some(first) => self.labelled_range(&mut fields, first),
            None => self.bare_range(&mut fields),
        };
        let favourable = self.points(&mut fields, "favourable", range);
        let unfavourable = self.points(&mut fields, "unfavourable", range);
        self.check_shares(&favourable, &unfavourable);
        fields.finish(self.to);
        let id = id?;
        if self.scales.contains_key(&id.value) {
            let message = format!("the scale `{}` is already declared", id.value);
            self.to.push(
                Diagnostic::error(Code::RepeatedId, id.spot, message)
                    .label("expected an id that no other scale has"),
            );
            return None;
        }
        self.scales.insert(id.value.clone(), self.survey.scales.len());
        let (min, max) = range.unwrap_or((1, 5));
        let values = |points: Vec<Located<i32>>| points.iter().map(|point| point.value).collect();
        Some(Scale {
            id: id.value,
            min,
            max,
            labels: by_point(&labels),
            ends: <[Localised; 2]>::try_from(by_point(&ends)).ok(),
            favourable: values(favourable),
            unfavourable: values(unfavourable),
        })
    }

    /// `labels.LANGUAGE = […]` or `ends.LANGUAGE = […]`, the report's language first.
    fn read_labels(&mut self, row: Row<'_>) -> Vec<Labels> {
        let (key, place, sound) = (row.key.value.clone(), row.spot.clone(), row.is_sound());
        let mut all: Vec<Labels> = Vec::new();
        let Some(entries) = words::by_language(row, self.to) else { return all };
        for (language, row) in entries {
            let spot = row.spot.clone();
            let texts = row.texts(self.to).into_iter().map(|text| text.value).collect();
            all.push(Labels { language: language.value, texts, spot });
        }
        if sound {
            let met: Vec<_> = all.iter().map(|labels| labels.language.clone()).collect();
            words::report_missing(&key, &place, &met, self.languages, self.to);
        }
        all.sort_by_key(|labels| Some(&labels.language) != self.languages.first());
        all
    }

    fn check_lengths(&mut self, key: &str, all: &[Labels], length: usize, expected: &str) {
        for labels in all.iter().filter(|labels| labels.texts.len() != length) {
            let found = labels.texts.len();
            let noun = if found == 1 { "label" } else { "labels" };
            let message = format!("`{key}.{}` has {found} {noun}", labels.language);
            self.to.push(
                Diagnostic::error(Code::Conflict, labels.spot.clone(), message).label(expected),
            );
        }
    }

    fn labelled_range(&mut self, fields: &mut Fields<'_>, labels: &Labels) -> Option<(i32, i32)> {
        let min = fields.optional_integer("min", POINTS, self.to).map_or(1, |min| min.value);
        let said = fields.optional_integer("max", POINTS, self.to);
        let points = labels.texts.len();
        if !(2..=MOST_POINTS).contains(&points) {
            let code = if points < 2 { Code::OutOfRange } else { Code::TooMany };
            let message = format!("this scale has {points} points");
            self.to.push(
                Diagnostic::error(code, labels.spot.clone(), message)
                    .label(format!("expected 2 to {MOST_POINTS} labels, one for each point")),
            );
            return None;
        }
        let max = min + i64::try_from(points).ok()? - 1;
        if let Some(said) = said.filter(|said| said.value != max) {
            let message = format!("`max` is {}", said.value);
            self.to.push(
                Diagnostic::error(Code::Conflict, said.spot, message)
                    .label(format!("expected {max}: there are {points} labels from {min} up"))
                    .hint("leave `max` out where every point has a label"),
            );
        }
        Some((i32::try_from(min).ok()?, i32::try_from(max).ok()?))
    }

    fn bare_range(&mut self, fields: &mut Fields<'_>) -> Option<(i32, i32)> {
        let what = "a whole number, or `labels` instead";
        let min = fields.required("min", what, self.to);
        let max = fields.required("max", what, self.to);
        let min = min.and_then(|row| row.integer(POINTS, self.to));
        let max = max.and_then(|row| row.integer(POINTS, self.to));
        let (min, max) = (min?, max?);
        if min.value >= max.value {
            let message = format!("the scale goes from {} to {}", min.value, max.value);
            self.to.push(
                Diagnostic::error(Code::OutOfRange, max.spot, message)
                    .label(format!("expected a number above {}", min.value)),
            );
            return None;
        }
        let points = usize::try_from(max.value - min.value + 1).ok()?;
        if points > MOST_POINTS {
            let message = format!("this scale has {points} points");
            self.to.push(
                Diagnostic::error(Code::TooMany, max.spot, message)
                    .label(format!("expected at most {MOST_POINTS}")),
            );
            return None;
        }
        Some((i32::try_from(min.value).ok()?, i32::try_from(max.value).ok()?))
    }

    /// A list of points of the scale. Without a known range nothing can be outside it.
    fn points(
        &mut self,
        fields: &mut Fields<'_>,
        key: &'static str,
        range: Option<(i32, i32)>,
    ) -> Vec<Located<i32>> {
        let mut points: Vec<Located<i32>> = Vec::new();
        let (min, max) = range.unwrap_or((i32::MIN, i32::MAX));
        for point in fields.integers(key, self.to) {
            let Some(value) =
                i32::try_from(point.value).ok().filter(|value| (min..=max).contains(value))
            else {
                let message = format!("`{key}` has the point {}", point.value);
                self.to.push(
                    Diagnostic::error(Code::OutOfRange, point.spot, message)
                        .label(format!("the scale goes from {min} to {max}")),
                );
                continue;
            };
            if points.iter().any(|other| other.value == value) {
                let message = format!("`{key}` has the point {value} twice");
                self.to.push(
                    Diagnostic::error(Code::Repeated, point.spot, message)
                        .label("expected each point once"),
                );
                continue;
            }
            points.push(point.map(|_| value));
        }
        points
    }

    fn check_shares(&mut self, favourable: &[Located<i32>], unfavourable: &[Located<i32>]) {
        for point in unfavourable {
            if favourable.iter().any(|other| other.value == point.value) {
                let message = format!("the point {} is favourable and unfavourable", point.value);
                self.to.push(
                    Diagnostic::error(Code::Conflict, point.spot.clone(), message)
                        .label("expected it in one of the two lists"),
                );
            }
        }
        if let (Some(first), []) = (unfavourable.first(), favourable) {
            let message = "`unfavourable` stands here without `favourable`";
            self.to.push(
                Diagnostic::warning(Code::Missing, first.spot.clone(), message)
                    .label("no shares are shown for this scale")
                    .hint("name the favourable points too, or neither"),
            );
        }
    }
}

/// Lists by language into texts by point.
fn by_point(labels: &[Labels]) -> Vec<Localised> {
    let points = labels.first().map_or(0, |labels| labels.texts.len());
    let at = |point: usize| {
        let texts = labels
            .iter()
            .filter_map(|labels| Some((labels.language.clone(), labels.texts.get(point)?.clone())));
        Localised::new(texts.collect())
    };
    (0..points).map(at).collect()
}

fn likely11() -> Scale {
    let words = |en: &str, de: &str| {
        let texts = [("en", en), ("de", de)];
        Localised::new(BTreeMap::from(texts.map(|(code, text)| (code.to_owned(), text.to_owned()))))
    };
    Scale {
        id: LIKELY.to_owned(),
        min: 0,
        max: 10,
        labels: Vec::new(),
        ends: Some([
            words("Not at all likely", "Äußerst unwahrscheinlich"),
            words("Extremely likely", "Äußerst wahrscheinlich"),
        ]),
        favourable: Vec::new(),
        unfavourable: Vec::new(),
    }
}
