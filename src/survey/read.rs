//! survey.toml into a [`Survey`]: as much of it as could be understood, with every mistake reported.

mod audience;
mod dimension;
mod question;
mod scale;
mod words;

pub use words::read as read_text;

use super::{Localised, Survey};
use crate::content::{Fields, Row, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Source, Spot};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the instrument. `languages` are the site's; every text is expected in the first and
/// wanted in the others. A thing that points at something unknown is kept all the same and points
/// at the first there is, so that the files which name it are not blamed for it.
pub fn read(source: &Source, languages: &[String], to: &mut Diagnostics) -> Survey {
    let mut fields = parse_toml(source, to);
    let mut reader = Reader::new(languages, to);
    reader.survey.id = fields.id("id", reader.to).map(|id| id.value).unwrap_or_default();
    let audiences = fields.tables("audience", reader.to);
    let scales = fields.tables("scale", reader.to);
    let dimensions = fields.tables("dimension", reader.to);
    let questions = fields.tables("question", reader.to);
    let (sound, place) = (fields.is_sound(), fields.spot().clone());
    if sound {
        reader.expect_some(audiences.len(), "audience", &place);
        reader.expect_some(dimensions.len(), "dimension", &place);
    }
    reader.read_audiences(audiences);
    reader.read_scales(scales);
    for dimension in dimensions {
        reader.read_dimension(dimension);
    }
    for question in questions {
        reader.read_question(question);
    }
    fields.finish(reader.to);
    reader.finish(&place)
}

/// The instrument so far.
struct Reader<'a> {
    languages: &'a [String],
    survey: Survey,
    /// The one namespace of dimensions, practices, items and questions.
    taken: BTreeMap<String, &'static str>,
    /// Scales by id.
    scales: BTreeMap<String, usize>,
    /// Items that took over from others: who, and from whom.
    replaced: Vec<(String, Located<String>)>,
    to: &'a mut Diagnostics,
}

/// Who is asked what, and in which words: the same for items and questions.
struct Asked {
    forms: Vec<String>,
    audiences: Vec<usize>,
    text: Localised,
    text_for: BTreeMap<usize, Localised>,
}

impl<'a> Reader<'a> {
    fn new(languages: &'a [String], to: &'a mut Diagnostics) -> Self {
        let (taken, scales, replaced) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Self { languages, survey: Survey::default(), taken, scales, replaced, to }
    }

    fn expect_some(&mut self, found: usize, what: &str, place: &Spot) {
        if found == 0 {
            self.to.push(
                Diagnostic::error(Code::Missing, place.clone(), format!("there is no {what}"))
                    .label(format!("expected at least one `[[{what}]]` in this file")),
            );
        }
    }

    /// The id of a dimension, practice, item or question; empty when it is unusable.
    fn new_id(&mut self, fields: &mut Fields<'_>, what: &'static str) -> String {
        let Some(id) = fields.id("id", self.to) else { return String::new() };
        if let Some(other) = self.taken.get(&id.value) {
            let message = format!("`{}` is already the id of {}", id.value, with_article(other));
            self.to.push(
                Diagnostic::error(Code::RepeatedId, id.spot, message)
                    .label("expected an id that nothing else has")
                    .hint("dimensions, practices, items and questions share one set of ids"),
            );
        } else {
            self.taken.insert(id.value.clone(), what);
        }
        id.value
    }

    fn weight(&mut self, fields: &mut Fields<'_>) -> f64 {
        fields.optional_weight("weight", self.to).map_or(1.0, |weight| weight.value)
    }

    /// A text in each language that must be there.
    fn words(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Localised {
        let row = fields.required(key, "a text in each language", self.to);
        row.map(|row| words::read(row, self.languages, self.to)).unwrap_or_default()
    }

    /// A text in each language, if the key is there.
    fn optional_words(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Localised {
        let row = fields.take(key);
        row.map(|row| words::read(row, self.languages, self.to)).unwrap_or_default()
    }

    fn asked(&mut self, fields: &mut Fields<'_>, what: &str) -> Asked {
        let forms = self.forms(fields, what);
        let audiences = self.audiences(fields, what);
        let text = self.words(fields, "text");
        let text_for = self.text_for(fields, &audiences, what);
        Asked { forms, audiences, text, text_for }
    }

    fn forms(&mut self, fields: &mut Fields<'_>, what: &str) -> Vec<String> {
        let Some(row) = fields.required("forms", "the forms it is on", self.to) else {
            return Vec::new();
        };
        let place = row.spot.clone();
        let listed = row.list(self.to);
        if listed.is_empty() {
            self.to.push(
                Diagnostic::error(Code::Missing, place, format!("this {what} is on no form"))
                    .label("expected at least one form, such as [\"full\"]")
                    .hint("an item that is no longer asked stays on the form of its old waves"),
            );
        }
        let (mut forms, mut seen) = (Vec::new(), BTreeSet::new());
        for row in listed {
            let Some(form) = row.text(self.to) else { continue };
            if !crate::content::is_id(&form.value) {
                let message = format!("`{}` cannot be the name of a form", form.value);
                self.to.push(
                    Diagnostic::error(Code::BadId, form.spot, message)
                        .label("expected small letters, digits and hyphens"),
                );
            } else if seen.insert(form.value.clone()) {
                forms.push(form.value);
            }
        }
        forms
    }

    /// The audiences listed, or all of them when nothing is said.
    fn audiences(&mut self, fields: &mut Fields<'_>, what: &str) -> Vec<usize> {
        let all: Vec<usize> = (0..self.survey.audiences.len()).collect();
        let Some(row) = fields.take("audiences") else { return all };
        let place = row.spot.clone();
        let listed = row.list(self.to);
        if listed.is_empty() {
            self.to.push(
                Diagnostic::error(Code::Missing, place, format!("nobody is asked this {what}"))
                    .label("expected at least one audience")
                    .hint("leave `audiences` out to ask everybody"),
            );
        }
        let mut audiences = Vec::new();
        for row in listed {
            let name = row.text(self.to);
            audiences.extend(name.and_then(|name| self.known_audience(&name)));
        }
        audiences.sort_unstable();
        audiences.dedup();
        if audiences.is_empty() { all } else { audiences }
    }

    fn known_audience(&mut self, name: &Located<String>) -> Option<usize> {
        let found = self.survey.audience(&name.value);
        if found.is_none() {
            let known = self.survey.audiences.iter().map(|audience| audience.id.as_str());
            self.to.push(Diagnostic::unknown("audience", name, known));
        }
        found
    }

    /// `for.AUDIENCE.text.LANGUAGE`.
    fn text_for(
        &mut self,
        fields: &mut Fields<'_>,
        asked: &[usize],
        what: &str,
    ) -> BTreeMap<usize, Localised> {
        let mut texts = BTreeMap::new();
        let table = fields.optional_table("for", self.to);
        for row in table.map(|mut table| table.take_rest()).unwrap_or_default() {
            let name = row.key.clone();
            let Some(mut wording) = row.table(self.to) else { continue };
            let text = self.words(&mut wording, "text");
            wording.finish(self.to);
            let Some(audience) = self.known_audience(&name) else { continue };
            if !asked.contains(&audience) {
                let message = format!("`{}` is not asked this {what}", name.value);
                self.to.push(
                    Diagnostic::warning(Code::Conflict, name.spot, message)
                        .label("nobody reads this wording")
                        .hint("add the audience to `audiences`, or take the wording away"),
                );
            }
            texts.insert(audience, text);
        }
        texts
    }

    /// A scale by name; the first there is when the name is unknown.
    fn known_scale(&mut self, row: Row<'_>) -> usize {
        let Some(name) = row.text(self.to) else { return 0 };
        self.scales.get(&name.value).copied().unwrap_or_else(|| {
            let known = self.survey.scales.iter().map(|scale| scale.id.as_str());
            self.to.push_with(&name.spot, Code::UnknownName, || {
                Diagnostic::unknown("scale", &name, known)
            });
            0
        })
    }

    fn finish(self, place: &Spot) -> Survey {
        let items: BTreeSet<&str> = self.survey.items.iter().map(|item| item.id.as_str()).collect();
        for (item, replaced) in &self.replaced {
            if *item == replaced.value {
                let message = format!("`{item}` replaces itself");
                self.to.push(
                    Diagnostic::error(Code::Conflict, replaced.spot.clone(), message)
                        .label("expected the id of the item that this one took over from"),
                );
            } else if !items.contains(replaced.value.as_str()) {
                self.to.push_with(&replaced.spot, Code::UnknownName, || {
                    Diagnostic::unknown("item", replaced, items.iter().copied())
                        .hint("items are never deleted: an old item stays, on its old forms")
                });
            }
        }
        let survey = self.survey;
        for (what, found) in [
            ("practices", survey.practices.len()),
            ("items", survey.items.len()),
            ("questions", survey.questions.len()),
        ] {
            let most = usize::from(u16::MAX);
            if found > most {
                let message = format!("there are {found} {what}");
                self.to.push(
                    Diagnostic::error(Code::TooMany, place.clone(), message)
                        .label(format!("expected at most {most} in one instrument")),
                );
            }
        }
        survey
    }
}

fn with_article(what: &str) -> String {
    if what.starts_with('i') { format!("an {what}") } else { format!("a {what}") }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diag::{Code, Diagnostics};
    use crate::source::Source;
    use crate::survey::Survey;

    fn parse(text: &str) -> (Survey, Vec<Code>) {
        let mut to = Diagnostics::default();
        let source = Source::new("content/survey.toml", text);
        let survey = read(&source, &["en".to_owned()], &mut to);
        (survey, to.sorted().iter().map(|one| one.code).collect())
    }

    const ONE_ITEM: &str = "
[[dimension]]
id = \"trust\"
name.en = \"Trust\"
[[dimension.practice]]
id = \"reliability\"
name.en = \"Reliability\"
[[dimension.practice.item]]
id = \"reliability-1\"
scale = \"likely11\"
forms = [\"full\"]
text.en = \"They keep their word.\"
";

    #[test]
    fn the_supplier_side_and_the_scale_of_a_recommendation_need_no_declaration() {
        let text = "id = \"x\"\n[[audience]]\nid = \"internal\"\n[[audience]]\nid = \"supplier\"\n";
        let (survey, codes) = parse(&(text.to_owned() + ONE_ITEM));
        assert_eq!(codes, []);
        assert!(!survey.audiences[0].is_supplier && survey.audiences[1].is_supplier);
        assert_eq!(survey.audiences[0].name.get("en"), "Internal");
        assert_eq!((survey.scales[0].min, survey.scales[0].max), (0, 10));
        assert_eq!(survey.items[0].audiences, [0, 1]);
        assert_eq!((survey.dimension_of(0), survey.forms()), (0, vec!["full"]));
    }

    #[test]
    fn more_audiences_than_a_set_can_hold_are_refused() {
        let audiences: String =
            (0..17).map(|at| format!("[[audience]]\nid = \"a{at}\"\n")).collect();
        let (survey, codes) = parse(&("id = \"x\"\n".to_owned() + &audiences + ONE_ITEM));
        assert_eq!((survey.audiences.len(), codes), (16, vec![Code::TooMany]));
    }

    #[test]
    fn an_empty_file_is_told_what_it_lacks() {
        assert_eq!(parse("").1, [Code::Missing; 3]);
    }
}
