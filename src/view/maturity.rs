//! How far a place has come: its level, what is uncertain about it, and what the next one asks for.

use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use crate::key::{Place, What};
use crate::privacy::{Lacking, Maturity};
use serde::Serialize;

/// The levels as steps, with what is said of a place.
#[derive(Clone, Debug, Serialize)]
pub struct Ladder {
    /// The level in words ("Strategic, could be tactical").
    pub said: Sentence,
    /// What the next level asks for.
    pub lacking: Sentence,
    /// All levels, lowest first.
    pub steps: Vec<Step>,
}

/// A level.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Its scores.
    pub range: Sentence,
    /// Where the place stands: `here`, `below` it, `open` (it could be this one), or `above`.
    pub state: &'static str,
}

/// How far a place has come in a wave, for one audience or the composite; nothing where that is not
/// shown.
pub(super) fn ladder(
    scene: &Scene,
    wave: u8,
    place: Place,
    audience: Option<u8>,
) -> Option<Ladder> {
    let (_, found) = scene.input.report.maturity(wave, place, audience)?;
    let maturity = found.get();
    Some(Ladder {
        said: said(scene, maturity),
        lacking: match &maturity.lacking {
            Some(lacking) => lacks(scene, (wave, place, audience), maturity.level, lacking),
            None => scene.say("maturity.top", &[]),
        },
        steps: steps(scene, Some(maturity)),
    })
}

/// All levels; `at` is where somebody stands, if anybody does.
pub(super) fn steps(scene: &Scene, at: Option<&Maturity>) -> Vec<Step> {
    let state = |level: usize| match at {
        None => "below",
        Some(at) if level == at.level => "here",
        Some(at) if (at.lowest..=at.highest).contains(&level) => "open",
        Some(at) if level < at.level => "below",
        Some(_) => "above",
    };
    let step =
        |level| Step { name: scene.level(level), range: range(scene, level), state: state(level) };
    (0..scene.input.report.levels().count()).map(step).collect()
}

/// The level of a place in words, with the others that it could be.
pub(super) fn said(scene: &Scene, maturity: &Maturity) -> Sentence {
    let level = ("level", scene.level(maturity.level).into());
    let open = (maturity.lowest..=maturity.highest).filter(|&level| level != maturity.level);
    let open: Vec<_> = open.map(|level| scene.words.inside(&scene.level(level))).collect();
    match open.is_empty() {
        true => scene.say("maturity.is", &[level]),
        false => {
            let others = open.join(&scene.words.get("name.or"));
            scene.say("maturity.could_be", &[level, ("others", others.into())])
        }
    }
}

fn lacks(
    scene: &Scene,
    (wave, place, audience): (u8, Place, Option<u8>),
    level: usize,
    lacking: &Lacking,
) -> Sentence {
    let named = |&of: &u16| {
        let what = What::Dimension(of);
        let score = scene.score_or_not(scene.cell(wave, what, place, audience));
        let name = scene.words.inside(&scene.what(what));
        scene.say("maturity.weak", &[("what", name.into()), ("score", score.into())])
    };
    let cut = |level| Sentence::from(cut(scene, level));
    let values = [
        ("next", scene.words.inside(&scene.level(level + 1)).into()),
        ("cut", cut(level + 1)),
        ("least", cut(level)),
        ("list", scene.words.join(lacking.dimensions.iter().map(named).collect())),
    ];
    scene.say(
        match (lacking.index, lacking.dimensions.is_empty()) {
            (_, true) => "maturity.lacks_index",
            (false, false) => "maturity.lacks_dimensions",
            (true, false) => "maturity.lacks_both",
        },
        &values,
    )
}

/// Where a level begins.
fn cut(scene: &Scene, level: usize) -> Piece {
    Piece::sourced(scene.input.report.levels().begin(level).to_string(), "axis")
}

/// "under 40", "40 to 59", "80 or more".
fn range(scene: &Scene, level: usize) -> Sentence {
    let levels = scene.input.report.levels();
    let next = levels.begin(level + 1);
    let last = Piece::sourced(next.saturating_sub(1).to_string(), "axis");
    let (from, below) = (cut(scene, level).into(), cut(scene, level + 1).into());
    match (level, level + 1 == levels.count()) {
        (_, true) => scene.say("maturity.from", &[("from", from)]),
        (0, false) => scene.say("maturity.below", &[("below", below)]),
        _ => scene.say("number.interval", &[("low", from), ("high", last.into())]),
    }
}

impl Scene<'_> {
    /// What a level of maturity is called: the site's own word, or else that of the language.
    pub fn level(&self, level: usize) -> String {
        let own = self.input.options.levels.get(level).cloned();
        let known = || self.words.list("maturity.levels").get(level).cloned();
        own.or_else(known).unwrap_or_default()
    }
}
