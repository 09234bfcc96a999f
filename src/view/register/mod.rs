//! The registers as pages: measures, goals, actions, and where the time goes.
//!
//! Numbers that people wrote down are marked with the entry they come from
//! (`register:measures/lead-time/2026-Q3`). Scores beside them are published figures like any other,
//! and what may be said of a change is a verdict of the gate.

mod actions;
mod advice;
mod elements;
mod goals;
mod log;
mod measures;
mod playbook;
mod progress;
mod standing;
mod time;

pub use actions::{ActionEntry, ActionsPage};
pub use advice::{Advice, TipText};
pub use elements::SupplierTime;
pub use goals::{GoalEntry, GoalsPage, LetterState};
pub use measures::{MeasureEntry, MeasuresPage, Quarter};
pub use playbook::{Play, PlaybookPage, Plays};
pub use time::TimePage;

pub(super) use actions::{
    about_dimension, about_unit, against as actions_against, due_first, lines as actions_in_wave,
    of_place as actions_of, overdue, page as actions, told, under_way,
};
pub(super) use advice::{advice, of_supplier as advice_for_supplier};
pub(super) use elements::of_supplier as time_of_supplier;
pub(super) use goals::{overdue as overdue_goals, page as goals, stale as stale_goals};
pub(super) use measures::{
    in_wave as measures_in_wave, innovative, moved_away, of_place as measures_of, page as measures,
};
pub(super) use playbook::{any as has_playbook, page as playbook};
pub(super) use standing::value_in;
pub(super) use time::{daily_management, page as time};

use super::address::Address;
use super::print::minus;
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::Way;
use crate::key::{Place, What};
use crate::register::{About, Action, Goal, Measure};

/// A number that somebody wrote down, with what it counts: "47 %", "9 weeks".
fn typed(scene: &Scene, value: f64, unit: Option<&str>, source: &str) -> Piece {
    let number = minus(value);
    let text = match unit {
        None => number,
        Some("%") => scene.percent_text(number),
        Some(unit) => format!("{number}\u{a0}{unit}"),
    };
    Piece::sourced(text, source)
}

/// A number of a measure: at a wave's id, at `baseline` or at `target`.
fn measured(scene: &Scene, measure: &Measure, value: f64, at: &str) -> Piece {
    let source = format!("register:measures/{}/{at}", measure.id);
    typed(scene, value, measure.unit.as_deref(), &source)
}

/// A whole number of things.
fn count(number: usize) -> Piece {
    Piece::sourced(number.to_string(), "count")
}

/// The way to an entry of a register page.
fn entry(text: impl Into<Sentence>, page: &Address, id: &str) -> Way {
    Way { text: text.into(), href: format!("{page}#{id}"), here: false }
}

/// The same with the kind of the entry before its text ("Goal: …").
fn named(scene: &Scene, kind: &str, text: &str, page: &Address, id: &str) -> Way {
    let text = scene.say(&format!("linked.{kind}"), &[("name", text.into())]);
    entry(text, page, id)
}

/// Where a measure, a goal is told of.
pub(super) fn measure_href(measure: &Measure) -> String {
    entry("", &Address::Measures, &measure.id).href
}

pub(super) fn goal_href(goal: &Goal) -> String {
    entry("", &Address::Goals, &goal.id).href
}

/// The ways to measures, goals and actions.
fn measure_way(scene: &Scene, measure: &Measure) -> Way {
    named(scene, "measure", &measure.name, &Address::Measures, &measure.id)
}

fn goal_way(scene: &Scene, goal: &Goal) -> Way {
    named(scene, "goal", &goal.text, &Address::Goals, &goal.id)
}

fn action_way(scene: &Scene, action: &Action) -> Way {
    named(scene, "action", &action.action, &Address::Actions, &action.id)
}

/// The ways to the newest figures on what an entry is about, a dimension once.
fn about(scene: &Scene, about: &About) -> Vec<Way> {
    let Some(&wave) = scene.input.report.waves().last() else { return Vec::new() };
    let said = |name: String| scene.say("linked.score", &[("name", name.into())]);
    let mut dimensions: Vec<u16> = Vec::new();
    let mut ways = Vec::new();
    for &what in &about.what {
        match scene.dimension_of(what) {
            Some(of) if dimensions.contains(&of) => {}
            Some(of) => {
                dimensions.push(of);
                let name = said(scene.what(What::Dimension(of)));
                ways.push(Way::to(name, &scene.dimension_address(wave, of)));
            }
            None => {
                ways.push(Way::to(said(scene.what(what)), &scene.response_address(wave)));
            }
        }
    }
    ways
}

/// The unit or supplier of an entry, with the way to its page; empty where it is the whole
/// organisation's.
fn place(scene: &Scene, about: &About) -> Sentence {
    let place = about.place.filter(|place| *place != Place::Organisation);
    let named = |place| {
        let way = scene.place_address(place).map(|address| address.to_string());
        Piece::link(scene.place(place), way.unwrap_or_default()).into()
    };
    place.map_or_else(Sentence::default, named)
}
