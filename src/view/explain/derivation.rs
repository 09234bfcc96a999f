//! One cell explained: what it is in a sentence, then its figures, each with its calculation.

use super::figures::facts;
use super::teller::Teller;
use crate::key::{Audiences, Figure, Key, People, Waves, What};
use crate::privacy::{Cell, Comparison, Drivers, Responded};
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use serde::Serialize;

/// How the figures of one cell come about.
#[derive(Clone, Debug, Serialize)]
pub struct Derivation {
    /// The key of the cell.
    pub id: String,
    /// Whose answers, and over which statements if not all.
    pub title: Sentence,
    /// What it is.
    pub about: Sentence,
    /// Its figures.
    pub facts: Vec<Fact>,
}

/// A figure and how it comes about.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// What it is called.
    pub label: Sentence,
    /// The number. A number at home here carries its key; one from elsewhere also has a way there.
    pub value: Sentence,
    /// How it comes about, in its own numbers.
    pub how: Vec<Sentence>,
    /// The kind of figure, under which its rules can be looked up.
    pub kind: &'static str,
    /// The rules that hold for every figure like it: words of the section `explain`.
    pub rules: Vec<Rule>,
    /// The figures that are at home here; none where it only shows the way to others.
    #[serde(skip)]
    pub figures: Vec<Figure>,
}

/// The name of a sentence that holds for every figure of a kind.
pub type Rule = &'static str;

impl Fact {
    /// The keys of the numbers that it is made from, which are explained elsewhere.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        let pieces = self.how.iter().chain([&self.value]).flat_map(|sentence| &sentence.0);
        let linked = pieces.filter(|piece| !piece.href.is_empty());
        linked.flat_map(|piece| piece.cell.split_whitespace())
    }

    /// Whether this is part of the explanation of a figure: it is its own, or says how sure it is.
    pub(super) fn is_told_with(&self, figure: Figure) -> bool {
        let beside: &[Figure] = match figure {
            Figure::Mean => &[Figure::Low, Figure::N, Figure::Invited],
            Figure::N => &[Figure::Invited],
            Figure::Low | Figure::High => &[Figure::Mean, Figure::Change, Figure::Gap],
            Figure::Change | Figure::Gap => &[Figure::Low, Figure::P, Figure::G],
            Figure::P | Figure::G => &[Figure::Change, Figure::Gap],
            _ => &[],
        };
        self.figures.iter().any(|own| *own == figure || beside.contains(own))
    }
}

/// A rule in words.
pub(super) fn rule(scene: &Scene, rule: Rule) -> Sentence {
    let spread = Piece::sourced(scene.input.report.minimum_spread().to_string(), "count");
    scene.say(&format!("explain.{rule}"), &[("spread", spread.into())])
}

/// All that the report holds under one key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub cell: Option<&'a Cell>,
    pub responded: Option<&'a Responded>,
    pub gap: Option<&'a Comparison>,
    /// Where this is one of the drivers, or the outcome that they explain.
    pub drivers: Option<&'a Drivers>,
}

impl<'a> Known<'a> {
    /// What may be shown under this key, if anything.
    pub fn find(scene: &Scene<'a>, key: Key) -> Option<Self> {
        let report = scene.input.report;
        let headline = key.matched == Waves::NONE;
        let cell = report.cell(key);
        let responded = (key.what == What::Response && headline)
            .then(|| report.responded(key.wave, key.place, key.people))
            .flatten()
            .map(|(_, responded)| responded);
        let gap = match key.people {
            People::Gap(first, second) if headline => {
                report.gap(key.wave, key.what, key.place, [first, second]).map(|(_, gap)| gap)
            }
            _ => None,
        };
        let drivers = match key.people {
            People::Audience(audience) if headline => {
                let drivers = report.drivers(key.wave, key.place, audience);
                drivers.filter(|drivers| drivers.place == key.place && names(drivers, key.what))
            }
            _ => None,
        };
        let known = Self { cell, responded, gap, drivers };
        let is_any = cell.is_some() || responded.is_some() || gap.is_some() || drivers.is_some();
        is_any.then_some(known)
    }
}

/// Whether drivers say something about this: it is one of them, or their outcome.
fn names(drivers: &Drivers, what: What) -> bool {
    what == What::Question(drivers.outcome) || drivers.weights.iter().any(|(own, _)| *own == what)
}

/// The derivation of a cell, if it may be shown.
pub(super) fn derive(scene: &Scene, key: Key) -> Option<Derivation> {
    let known = Known::find(scene, key)?;
    Some(Derivation {
        id: scene.input.names.write(key, None),
        title: title(scene, key),
        about: about(scene, key),
        facts: facts(&Teller { scene, key }, &known),
    })
}

/// "Suppliers", and where not all statements count, "only statements also asked in …".
fn title(scene: &Scene, key: Key) -> Sentence {
    let who = who(scene, key.people).capitalised();
    match key.matched.is_empty() {
        true => who,
        false => {
            let count = key.matched.with(key.wave).iter().count().to_string();
            let count = Piece::sourced(count, "count").into();
            let values = [("who", who), ("waves", others(scene, key)), ("count", count)];
            let is_pair = key.matched.only().is_some();
            scene.say(if is_pair { "explain.matched_title" } else { "explain.line_title" }, &values)
        }
    }
}

/// The people of a key as they stand inside a sentence.
pub(super) fn who(scene: &Scene, people: People) -> Sentence {
    let name = |audience| Sentence::from(scene.words.inside(scene.audience(audience)));
    let all = Audiences::of(scene.audiences());
    let list = |set: Audiences| scene.words.join(set.iter().map(name).collect());
    match people {
        People::Everybody => scene.words.inside(&scene.words.get("name.everybody")).into(),
        People::Audience(audience) => name(audience),
        People::Composite(set) if set == all && set.len() > 1 => {
            scene.words.inside(&scene.words.get("name.all")).into()
        }
        People::Composite(set) => list(set),
        People::Merged(set) => scene.say("explain.merged", &[("who", list(set))]),
        People::Gap(first, second) => {
            let values = [("first", name(first)), ("second", name(second))];
            scene.say("explain.gap_who", &values)
        }
    }
}

/// The waves that a key is matched with, oldest first.
fn others(scene: &Scene, key: Key) -> Sentence {
    let mut waves: Vec<Sentence> = key.matched.iter().map(|wave| scene.wave(wave).into()).collect();
    waves.reverse();
    scene.words.join(waves)
}

/// What the figures speak of; nothing where the title and what is measured say it all.
fn about(scene: &Scene, key: Key) -> Sentence {
    let items = Piece::sourced(items(scene, key).to_string(), "count");
    let values = [("waves", others(scene, key)), ("items", items.into())];
    match (key.what, key.people) {
        (What::Response, _) => Sentence::default(),
        (_, People::Gap(..)) => scene.say("explain.about_gap", &values),
        _ if !key.matched.is_empty() => scene.say("explain.matched", &values),
        (What::Question(_) | What::Item(_), _) => Sentence::default(),
        _ => scene.say("explain.about", &values),
    }
}

/// How many statements a figure rests on: those on the forms of all its waves.
fn items(scene: &Scene, key: Key) -> usize {
    let survey = scene.input.survey;
    let items = match key.what {
        What::Dimension(of) => survey.dimensions[usize::from(of)].items.clone(),
        What::Practice(practice) => survey.practices[usize::from(practice)].items.clone(),
        What::Item(item) => usize::from(item)..usize::from(item) + 1,
        What::Index | What::Response | What::Question(_) => 0..survey.items.len(),
    };
    let forms = key.matched.with(key.wave).iter().map(|wave| scene.form(wave));
    let forms: Vec<&str> = forms.collect();
    let is_on = |form: &&str, item: usize| survey.items[item].forms.iter().any(|own| own == form);
    items.filter(|&item| forms.iter().all(|form| is_on(form, item))).count()
}
