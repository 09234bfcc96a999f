//! Tells of the figures of one key: numbers at home under it, and ways to the others.

use super::fact::{Fact, Rule};
use crate::key::{Audiences, Figure, Key, People};
use crate::privacy::Interval;
use crate::view::print::signed;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};

/// What facts of one key are made with.
pub(super) struct Teller<'s, 'a> {
    pub scene: &'s Scene<'a>,
    pub key: Key,
}

impl Teller<'_, '_> {
    /// A number at home here.
    pub fn own(&self, text: String, figure: Figure) -> Piece {
        Piece::cell(text, self.scene.key(self.key, figure))
    }

    /// A fact with one number at home here.
    pub fn fact(&self, figure: Figure, text: String, how: Vec<Sentence>, rules: &[Rule]) -> Fact {
        let kind = match figure {
            Figure::Neutral | Figure::Unfav => Figure::Fav.name(),
            figure => figure.name(),
        };
        Fact {
            label: self.scene.say(&format!("figure.{}", figure.name()), &[]),
            value: self.own(text, figure).into(),
            how,
            kind,
            rules: rules.to_vec(),
            figures: vec![figure],
        }
    }

    /// A fact of which no number is at home here: it shows the way to others.
    pub fn context(&self, kind: &'static str, value: Sentence, rules: &[Rule]) -> Fact {
        let label = self.scene.say(&format!("figure.{kind}"), &[]);
        Fact { label, value, how: Vec::new(), kind, rules: rules.to_vec(), figures: Vec::new() }
    }

    /// Words of the section `explain`.
    pub fn say(&self, name: &str, values: &[(&str, Sentence)]) -> Sentence {
        self.scene.say(&format!("explain.{name}"), values)
    }

    /// The score of another cell, with the way there.
    pub fn score(&self, key: Key) -> Sentence {
        let found = self.scene.input.report.cell(key).map(|cell| (key, cell));
        self.scene.score_or_not(found).into()
    }

    /// "= (58 procurement team + 65 suppliers) ÷ 2", with weights where they differ.
    pub fn weighted(&self, parts: Vec<(f64, Sentence, Sentence)>) -> Sentence {
        let count = |number: f64| Piece::sourced(number.to_string(), "count");
        let first = parts.first().map_or(1.0, |(weight, ..)| *weight);
        let is_plain = parts.iter().all(|(weight, ..)| *weight == first);
        let worth = |weight: f64| if is_plain { 1.0 } else { weight };
        let total: f64 = parts.iter().map(|(weight, ..)| worth(*weight)).sum();
        let is_sum = parts.len() > 1;
        let term = |(weight, name, score): (f64, Sentence, Sentence)| {
            let term = score + " " + name;
            match is_plain {
                true => term,
                false => Sentence::from(count(weight)) + " × " + term,
            }
        };
        let sum = parts.into_iter().map(term).reduce(|sum, term| sum + " + " + term);
        let sum = sum.unwrap_or_default();
        match is_sum {
            true => Sentence::from("= (") + sum + ") ÷ " + count(total),
            false => Sentence::from("= ") + sum,
        }
    }

    /// An interval, both ends at home here; `base` is the rule that it is made by.
    pub fn ends(&self, interval: &Interval, base: Rule) -> Fact {
        let values = [
            ("low", self.own(signed(interval.low), Figure::Low).pooled(interval.pooled).into()),
            ("high", self.own(signed(interval.high), Figure::High).pooled(interval.pooled).into()),
        ];
        let ends = self.scene.say("number.interval", &values);
        let (value, spread) = match interval.pooled {
            true => (self.scene.say("number.pooled", &[("interval", ends)]), "spread_typical"),
            false => (ends, "spread_own"),
        };
        self.interval_fact(value, &[base, spread])
    }

    /// What stands in the place of an interval.
    pub fn interval_fact(&self, value: Sentence, rules: &[Rule]) -> Fact {
        let figures = vec![Figure::Low, Figure::High];
        let label = self.scene.say("table.interval", &[]);
        Fact { label, value, how: Vec::new(), kind: "interval", rules: rules.to_vec(), figures }
    }

    /// An interval whose ends have no name among the figures: they go with the figure they belong to.
    pub fn ends_of(&self, [low, high]: [String; 2], figures: [Figure; 2]) -> Sentence {
        let values = [
            ("low", self.own(low, figures[0]).into()),
            ("high", self.own(high, figures[1]).into()),
        ];
        self.scene.say("number.interval", &values)
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
