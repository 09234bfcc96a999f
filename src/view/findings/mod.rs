//! What matters most: claims that hold, from everything the report knows, ranked by size × certainty ×
//! consequence. Each says what is so, how sure it is, and what to do next or who does it.
//!
//! ```text
//! scores  sides  suppliers  registers  answers      where claims come from
//!      \     |       |        /       /
//!       next                                        what to do about a claim
//! ```
//!
//! No two findings of a page are about the same thing: the weightier one is told.

mod answers;
mod next;
mod registers;
mod scores;
mod sides;
mod suppliers;

pub(super) use scores::moved_most;

use super::register::ActionEntry;
use super::scene::Scene;
use super::sentence::Sentence;
use crate::privacy::{Comparison, PValue, Verdict};
use serde::Serialize;
use std::collections::BTreeSet;

/// One line of fact, how sure it is, and what follows from it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Finding {
    /// The claim with its numbers.
    pub fact: Sentence,
    /// What it is compared with.
    pub compared: Sentence,
    /// How sure it is.
    pub sure: Sentence,
    /// What it comes from, and where to read on.
    pub so_what: Sentence,
    /// What to do next, where no action is under way.
    pub next: Sentence,
    /// The course over all waves, where it is known.
    pub spark: String,
    /// The action that covers it, where one is under way.
    pub action: Option<ActionEntry>,
    /// What it is about.
    #[serde(skip)]
    things: Vec<Thing>,
}

/// What a finding is about: a reader who is told of one of them has been told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Dimension(u16),
    Unit(u16),
    Suppliers,
    Measure(usize),
    Actions,
    Goals,
    Time,
    Obstacles,
    Response,
}

/// Tells a finding, unless it is about nothing but what has been told before.
type Tell<'a> = Box<dyn FnOnce(&BTreeSet<Thing>) -> Option<Finding> + 'a>;

/// A claim with its rank, to be told if its turn comes; it hears what has been told before it.
struct Claim<'a> {
    rank: u32,
    tell: Tell<'a>,
}

impl<'a> Claim<'a> {
    fn new(rank: u32, tell: impl FnOnce(&BTreeSet<Thing>) -> Option<Finding> + 'a) -> Self {
        Self { rank, tell: Box::new(tell) }
    }
}

/// The most findings that a page shows.
const MOST: usize = 6;

/// The findings of a wave, the weightiest first. Registers tell how things are now, so beside older
/// waves they have no say.
pub(super) fn findings(scene: &Scene, wave: u8) -> Vec<Finding> {
    let mut claims = scores::claims(scene, wave);
    claims.extend(sides::claim(scene, wave));
    claims.extend(suppliers::claim(scene, wave));
    claims.extend(answers::claims(scene, wave));
    if is_newest(scene, wave) {
        claims.extend(registers::claims(scene, wave));
    }
    claims.sort_by_key(|claim| std::cmp::Reverse(claim.rank));
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for claim in claims {
        if findings.len() == MOST {
            break;
        }
        let found = (claim.tell)(&told);
        let is_new = |found: &Finding| found.things.iter().all(|thing| !told.contains(thing));
        if let Some(found) = found.filter(is_new) {
            told.extend(found.things.iter().copied());
            findings.push(found);
        }
    }
    findings
}

fn is_newest(scene: &Scene, wave: u8) -> bool {
    scene.input.report.waves().last() == Some(&wave)
}

/// Size times certainty, and a quarter more for bad news.
fn weight(change: &Comparison) -> u32 {
    let certainty = match change.p.as_ref().map(|p| p.get()) {
        Some(PValue::UnderOneHundredth) => 10,
        _ => 8,
    };
    let direction = if change.verdict == Verdict::Down { 5 } else { 4 };
    u32::from(change.points.get().unsigned_abs()) * certainty * direction
}

/// How sure a comparison is, in words.
fn sure(scene: &Scene, change: &Comparison) -> Sentence {
    let name = match change.p.as_ref().map(|p| p.get()) {
        Some(PValue::UnderOneHundredth) => "finding.very_sure",
        _ => "finding.sure",
    };
    scene.say(name, &[])
}
