//! The questionnaire as data: flat lists that point at each other by index, in the file's order.

use super::Localised;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The whole instrument of survey.toml.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Its id, named by every answer file.
    pub id: String,
    /// Who is asked.
    pub audiences: Vec<Audience>,
    /// What an answer can be.
    pub scales: Vec<Scale>,
    /// What is scored.
    pub dimensions: Vec<Dimension>,
    /// Practices of all dimensions, one after another.
    pub practices: Vec<Practice>,
    /// Items of all practices, one after another.
    pub items: Vec<Item>,
    /// Questions outside the dimensions.
    pub questions: Vec<Question>,
}

/// A group of people who are asked the same words.
#[derive(Clone, Debug, PartialEq)]
pub struct Audience {
    /// Its id (`internal`, `partner`, `supplier`).
    pub id: String,
    /// What pages call it.
    pub name: Localised,
    /// Its share of a composite (positive; 1 unless said otherwise).
    pub weight: f64,
    /// The fewest people a published figure may rest on (at least 3), if stricter than the site's.
    pub minimum: Option<u32>,
    /// Whether these people belong to a supplier and answer about their own company's dealings.
    pub is_supplier: bool,
}

impl Audience {
    /// The most audiences that an instrument can have.
    pub const MOST: usize = 16;
}

/// The points that an answer can have.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Its id.
    pub id: String,
    /// Lowest point.
    pub min: i32,
    /// Highest point (above `min`, at most 200 points in all).
    pub max: i32,
    /// A label for each point from `min` up, or none.
    pub labels: Vec<Localised>,
    /// Labels of the two ends, for a scale without a label on each point.
    pub ends: Option<[Localised; 2]>,
    /// Points that count as favourable.
    pub favourable: Vec<i32>,
    /// Points that count as unfavourable.
    pub unfavourable: Vec<i32>,
}

impl Scale {
    /// How many points there are.
    pub fn points(&self) -> usize {
        usize::try_from(self.max - self.min + 1).unwrap_or(0)
    }

    /// What a comment is answered on.
    fn without_points() -> Self {
        Self {
            id: String::new(),
            min: 0,
            max: -1,
            labels: Vec::new(),
            ends: None,
            favourable: Vec::new(),
            unfavourable: Vec::new(),
        }
    }

    /// Whether favourable, neutral and unfavourable shares exist.
    pub fn has_shares(&self) -> bool {
        !self.favourable.is_empty()
    }
}

/// One of the things that are scored (communication, trust, …).
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// Its id.
    pub id: String,
    /// What pages call it.
    pub name: Localised,
    /// One sentence on what it means, if given.
    pub about: Localised,
    /// Its share of the index (positive; 1 unless said otherwise).
    pub weight: f64,
    /// Its practices in [`Survey::practices`].
    pub practices: Range<usize>,
    /// Its items in [`Survey::items`].
    pub items: Range<usize>,
}

/// Something people do (or leave undone), measured by one or more items.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// Its id.
    pub id: String,
    /// What pages call it.
    pub name: Localised,
    /// One sentence on what it means, if given.
    pub about: Localised,
    /// Its share of the dimension's score (positive; 1 unless said otherwise).
    pub weight: f64,
    /// The article it comes from.
    pub source: Option<String>,
    /// Its dimension in [`Survey::dimensions`].
    pub dimension: usize,
    /// Its items in [`Survey::items`].
    pub items: Range<usize>,
}

/// One statement that people rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its id, which is also its column in an answer file.
    pub id: String,
    /// Its practice in [`Survey::practices`].
    pub practice: usize,
    /// Its scale in [`Survey::scales`].
    pub scale: usize,
    /// Whether agreement is bad.
    pub reverse: bool,
    /// The forms it is on.
    pub forms: Vec<String>,
    /// Who is asked, as indexes into [`Survey::audiences`].
    pub audiences: Vec<usize>,
    /// Its wording.
    pub text: Localised,
    /// Wording of its own for an audience (the same practice seen from the other side).
    pub text_for: BTreeMap<usize, Localised>,
    /// The item that this one took over from.
    pub replaces: Option<String>,
}

impl Item {
    /// The wording that this audience reads.
    pub fn wording(&self, audience: usize) -> &Localised {
        self.text_for.get(&audience).unwrap_or(&self.text)
    }

    /// Whether this audience was asked on this form.
    pub fn is_asked(&self, form: &str, audience: usize) -> bool {
        self.audiences.contains(&audience) && self.forms.iter().any(|own| own == form)
    }
}

/// What an extra question is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Overall satisfaction with the relationship.
    Outcome,
    /// Would you recommend us, 0 to 10.
    Recommend,
    /// How much something stands in the way.
    Obstacle,
    /// Free text on a dimension.
    Comment,
}

/// A question outside the dimensions.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its id, which is also its column in an answer file.
    pub id: String,
    /// What it is for.
    pub kind: QuestionKind,
    /// Its scale in [`Survey::scales`]; none for a comment.
    pub scale: Option<usize>,
    /// The dimension that a comment is about.
    pub dimension: Option<usize>,
    /// Whether agreement is bad.
    pub reverse: bool,
    /// The forms it is on.
    pub forms: Vec<String>,
    /// Who is asked, as indexes into [`Survey::audiences`].
    pub audiences: Vec<usize>,
    /// What pages call it in a word or two, where its wording is too long to stand in a sentence.
    pub name: Option<Localised>,
    /// Its wording.
    pub text: Localised,
    /// Wording of its own for an audience.
    pub text_for: BTreeMap<usize, Localised>,
}

impl Question {
    /// Whether it asks for a recommendation on 0–10.
    pub fn asks_for_recommendation(&self, survey: &Survey) -> bool {
        let scale = self.scale.map(|scale| &survey.scales[scale]);
        self.kind == QuestionKind::Recommend
            && scale.is_some_and(|scale| scale.min == 0 && scale.max == 10)
    }

    /// How its answers are rated: its scale, with promoters (9–10) as favourable and detractors (0–6)
    /// as unfavourable where it asks for a recommendation. A comment has a scale without points.
    ///
    /// Source: Reichheld 2003.
    pub fn rating<'s>(&self, survey: &'s Survey) -> Cow<'s, Scale> {
        match self.scale.map(|scale| &survey.scales[scale]) {
            Some(scale) if self.asks_for_recommendation(survey) => {
                let (favourable, unfavourable) = ((9..=10).collect(), (0..=6).collect());
                Cow::Owned(Scale { favourable, unfavourable, ..scale.clone() })
            }
            Some(scale) => Cow::Borrowed(scale),
            None => Cow::Owned(Scale::without_points()),
        }
    }

    /// Whether this audience was asked on this form.
    pub fn is_asked(&self, form: &str, audience: usize) -> bool {
        self.audiences.contains(&audience) && self.forms.iter().any(|own| own == form)
    }
}

impl Survey {
    /// The dimension an item belongs to.
    pub fn dimension_of(&self, item: usize) -> usize {
        self.practices[self.items[item].practice].dimension
    }

    /// Index of the audience of this id.
    pub fn audience(&self, id: &str) -> Option<usize> {
        self.audiences.iter().position(|audience| audience.id == id)
    }

    /// The items on a form, by audience.
    pub fn asked(&self, form: &str) -> BTreeMap<u8, BTreeSet<u16>> {
        let asked = |audience: u8| {
            let items = (0u16..).zip(&self.items);
            let items = items.filter(|(_, item)| item.is_asked(form, usize::from(audience)));
            (audience, items.map(|(at, _)| at).collect())
        };
        (0u8..).take(self.audiences.len()).map(asked).collect()
    }

    /// Whether this audience is asked anything on this form.
    pub fn asks(&self, form: &str, audience: usize) -> bool {
        self.items.iter().any(|item| item.is_asked(form, audience))
            || self.questions.iter().any(|question| question.is_asked(form, audience))
    }

    /// Every form that some item or question is on, each once, in the order met.
    pub fn forms(&self) -> Vec<&str> {
        let (mut forms, mut seen) = (Vec::new(), BTreeSet::new());
        let items = self.items.iter().map(|item| &item.forms);
        for form in items.chain(self.questions.iter().map(|question| &question.forms)).flatten() {
            if seen.insert(form) {
                forms.push(form.as_str());
            }
        }
        forms
    }
}
