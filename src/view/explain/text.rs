//! An explanation as plain text for a terminal.

use super::derivation::{Derivation, derive};
use super::fact::{Fact, rule};
use super::measured::{Measured, Scope, measured};
use super::page::asked_when;
use crate::key::{Key, Query, Whose};
use crate::view::scene::Scene;
use crate::view::sentence::Sentence;
use std::collections::BTreeSet;

/// How many characters a line holds.
const WIDTH: usize = 88;

/// How a number comes about, or nothing if it may not be shown, whatever the reason.
pub(in crate::view) fn text(scene: &Scene, query: &Query) -> Option<String> {
    let key = asked_for(scene, query)?;
    let mut derivation = derive(scene, key)?;
    if let Some(figure) = query.figure {
        let is_known = derivation.facts.iter().any(|fact| fact.figures.contains(&figure));
        is_known.then_some(())?;
        let is_told = |fact: &Fact| fact.figures.is_empty() || fact.is_told_with(figure);
        derivation.facts.retain(is_told);
    }
    let mut out = Lines::default();
    out.heading(&scene.input.names.write(key, query.figure));
    let measured = measured(scene, key.what, &Scope::of(key));
    let values = [
        ("what", measured.name.as_str().into()),
        ("where", scene.place(key.place).into()),
        ("who", derivation.title.clone()),
    ];
    out.paragraph(0, &scene.say("explain.heading", &values).plain());
    out.paragraph(0, &asked_when(scene, key.wave).plain());
    out.derivation(scene, &derivation);
    out.measured(scene, &measured);
    out.parts(scene, &derivation);
    Some(out.text)
}

/// The key of what is asked for; of all groups together, over those that may be shown.
fn asked_for(scene: &Scene, query: &Query) -> Option<Key> {
    match query.whose {
        Whose::These(people) => Some(query.over(people)),
        Whose::Published => {
            let Query { wave, matched, what, place, .. } = *query;
            let found = scene.input.report.composite(wave, matched, what, place);
            found.map(|(key, _)| key)
        }
    }
}

/// Text that grows line by line.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A paragraph broken into lines at its plain spaces, each this far from the edge.
    fn paragraph(&mut self, indent: usize, text: &str) {
        let mut width = 0;
        for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if width > 0 && width + 1 + length <= WIDTH {
                self.text.push(' ');
                width += 1 + length;
            } else {
                self.text.push_str(if width > 0 { "\n" } else { "" });
                self.text.push_str(&" ".repeat(indent));
                width = indent + length;
            }
            self.text.push_str(word);
        }
        self.text.push_str(if width > 0 { "\n" } else { "" });
    }

    fn sentences(&mut self, indent: usize, sentences: &[Sentence]) {
        for sentence in sentences {
            self.paragraph(indent, &sentence.plain());
        }
    }

    fn derivation(&mut self, scene: &Scene, derivation: &Derivation) {
        if !derivation.about.is_empty() {
            self.blank();
            self.paragraph(0, &derivation.about.plain());
        }
        let mut told = BTreeSet::new();
        for fact in &derivation.facts {
            self.blank();
            self.paragraph(0, &format!("{}: {}", fact.label.plain(), fact.value.plain()));
            self.sentences(2, &fact.how);
            for &name in fact.rules.iter().filter(|&&name| told.insert(name)) {
                self.paragraph(2, &rule(scene, name).plain());
            }
        }
    }

    fn measured(&mut self, scene: &Scene, measured: &Measured) {
        if measured.asked.is_empty() && measured.person.is_empty() {
            return;
        }
        self.blank();
        self.heading(&scene.words.get("explain.measured"));
        self.paragraph(2, &measured.about);
        self.sentences(2, &measured.person);
        for statement in &measured.asked {
            self.blank();
            self.paragraph(2, &statement.id);
            for (who, words) in &statement.texts {
                self.paragraph(4, &format!("{who}: {words}"));
            }
            self.paragraph(4, &statement.score.plain());
        }
    }

    /// The keys of the numbers that it is made from, to go on with.
    fn parts(&mut self, scene: &Scene, derivation: &Derivation) {
        let mut seen = BTreeSet::new();
        let keys = derivation.facts.iter().flat_map(Fact::parts);
        let keys: Vec<&str> = keys.filter(|key| seen.insert(*key)).collect();
        if keys.is_empty() {
            return;
        }
        self.blank();
        self.heading(&scene.words.get("explain.parts"));
        for key in keys {
            self.text.push_str("  ");
            self.heading(key);
        }
    }
}
