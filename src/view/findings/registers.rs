//! What of the registers belongs among the findings of the newest wave. What is written down is certain.

use super::{Claim, Finding, Thing};
use crate::register::{Measure, Status};
use crate::view::address::Address;
use crate::view::register;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};

/// Daily management may take this share of the hours before it is worth a word.
const HALF: u8 = 50;

pub(super) fn claims<'a>(scene: &'a Scene<'a>, wave: u8) -> Vec<Claim<'a>> {
    let all = [moved_away(scene), overdue(scene), goals(scene), time(scene, wave)];
    all.into_iter().flatten().collect()
}

fn counted(number: usize) -> Sentence {
    Piece::sourced(number.to_string(), "count").into()
}

/// At most ten of a kind weigh: more is no more news.
fn some(number: usize) -> u32 {
    u32::try_from(number.min(10)).unwrap_or_default()
}

/// The measure that moved furthest from its target.
fn moved_away<'a>(scene: &'a Scene<'a>) -> Option<Claim<'a>> {
    let all = scene.input.register.measures.iter().enumerate();
    let away = all.filter_map(|(at, one)| Some((at, one, register::moved_away(scene, one)?)));
    let (at, measure, (progress, said)) = away.min_by_key(|(.., (progress, _))| *progress)?;
    let size = progress.unsigned_abs().min(100);
    Some(Claim::new(size * 10 * 4 * 4, move |_| {
        let link = Piece::link(measure.name.clone(), register::measure_href(measure));
        let fact = scene.say("finding.measure_away", &[("what", link.into())]);
        let open = scene.input.register.actions.iter();
        let open = open.filter(|one| one.status_on(scene.input.options.date) == Status::Open);
        let action = open.filter(|one| one.measure == Some(at)).min_by_key(|one| one.due);
        let next = if action.is_none() { owner(scene, measure) } else { Sentence::default() };
        Some(Finding {
            fact,
            compared: said,
            sure: scene.say("finding.counted", &[]),
            next,
            action: action.map(|action| register::told(scene, action)),
            things: vec![Thing::Measure(at)],
            ..Finding::default()
        })
    }))
}

/// Who answers for a measure that nobody does anything about.
fn owner(scene: &Scene, measure: &Measure) -> Sentence {
    match &measure.owners.us {
        Some(who) => scene.say("finding.measure_owner", &[("who", who.as_str().into())]),
        None => scene.say("finding.measure_nobody", &[]),
    }
}

/// The actions that should have been done.
fn overdue<'a>(scene: &'a Scene<'a>) -> Option<Claim<'a>> {
    let overdue = register::overdue(scene);
    let first = *overdue.first()?;
    let number = overdue.len();
    Some(Claim::new(some(number) * 5000, move |_| {
        let name = if number == 1 { "finding.overdue_one" } else { "finding.overdue" };
        Some(Finding {
            fact: scene.say(name, &[("count", counted(number))]),
            so_what: scene.say("finding.overdue_so", &[]),
            sure: scene.say("finding.from_register", &[]),
            action: Some(register::told(scene, first)),
            things: vec![Thing::Actions],
            ..Finding::default()
        })
    }))
}

/// The goals whose last day is over, or else those that nobody looked at for over a year.
fn goals<'a>(scene: &'a Scene<'a>) -> Option<Claim<'a>> {
    let (late, stale) = (register::overdue_goals(scene), register::stale_goals(scene));
    let (name, goals, rank) = match late.is_empty() {
        false => ("late", late, 5000),
        true => ("stale", stale, 3000),
    };
    let first = *goals.first()?;
    let number = goals.len();
    Some(Claim::new(some(number) * rank, move |_| {
        let one = if number == 1 { "_one" } else { "" };
        let link = Piece::link(first.text.clone(), register::goal_href(first));
        let values = [("count", counted(number)), ("goal", link.into())];
        let owner = first.owners.us.as_deref().unwrap_or_default();
        let next = match owner {
            "" => scene.say(&format!("finding.{name}_next"), &[]),
            owner => scene.say(&format!("finding.{name}_owner"), &[("who", owner.into())]),
        };
        Some(Finding {
            fact: scene.say(&format!("finding.{name}{one}"), &values),
            sure: scene.say("finding.from_register", &[]),
            next,
            things: vec![Thing::Goals],
            ..Finding::default()
        })
    }))
}

/// The pull of daily management, which leaves no time for what makes a relationship better.
fn time<'a>(scene: &'a Scene<'a>, wave: u8) -> Option<Claim<'a>> {
    let (share, values) = register::daily_management(scene, wave)?;
    let over = share.checked_sub(HALF).filter(|over| *over > 0)?;
    Some(Claim::new(u32::from(over) * 10 * 4 * 15, move |_| {
        let way = Piece::link(scene.words.get("finding.time_page"), Address::Time.to_string());
        Some(Finding {
            fact: scene.say("finding.time", &values),
            compared: scene.say("finding.time_problems", &values),
            sure: scene.say("finding.time_sure", &values),
            next: scene.say("finding.time_next", &[("page", way.into())]),
            things: vec![Thing::Time],
            ..Finding::default()
        })
    }))
}
