//! A figure, how it comes about, and the rules that hold for every figure like it.

use crate::key::Figure;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use serde::Serialize;

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
