//! One cell explained: what it is in a sentence, then its figures, each with its calculation.

use super::fact::Fact;
use super::figures::facts;
use super::teller::{Teller, who};
use crate::key::{Key, People, What};
use crate::view::known::Known;
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
        (What::Question(_) | What::Item(_), _) => Sentence::default(),
        _ if !key.matched.is_empty() => scene.say("explain.matched", &values),
        _ => scene.say("explain.about", &values),
    }
}

/// How many statements a figure rests on: those on the forms of all its waves.
fn items(scene: &Scene, key: Key) -> usize {
    let survey = scene.input.survey;
    let items = key.what.items(survey).into_iter().flatten();
    let forms = key.matched.with(key.wave).iter().map(|wave| scene.form(wave));
    let forms: Vec<&str> = forms.collect();
    let is_on = |form: &&str, item: usize| survey.items[item].forms.iter().any(|own| own == form);
    items.filter(|&item| forms.iter().all(|form| is_on(form, item))).count()
}
