//! What of the registers belongs among the findings of the newest wave, with its rank.

use super::{actions, entry, goals, measures};
use crate::view::address::Address;
use crate::view::findings::Finding;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};

/// Findings of the registers with their rank, on the scale of [`crate::view::findings`]: size, times
/// certainty, times consequence. What is written down is certain.
pub(in crate::view) fn findings(scene: &Scene) -> Vec<(u32, Finding)> {
    let all = [moved_away(scene), overdue(scene), stale(scene)];
    all.into_iter().flatten().collect()
}

fn plain(fact: Sentence, so_what: Sentence) -> Finding {
    Finding { fact, compared: Sentence::default(), so_what, spark: String::new(), action: None }
}

/// The measure that moved furthest from its target.
fn moved_away(scene: &Scene) -> Option<(u32, Finding)> {
    let all = scene.input.register.measures.iter();
    let away = all.filter_map(|one| Some((one, measures::moved_away(scene, one)?)));
    let (measure, (progress, said)) = away.min_by_key(|(_, (progress, _))| *progress)?;
    let way = entry(measure.name.as_str(), &Address::Measures, &measure.id);
    let link = Piece::link(measure.name.clone(), way.href);
    let fact = scene.say("finding.measure_away", &[("what", link.into())]);
    let size = progress.unsigned_abs().min(100);
    let own = scene.input.register.measures.iter().position(|other| other.id == measure.id);
    let open = scene.input.register.actions.iter();
    let open =
        open.filter(|one| one.status_on(scene.input.options.date) == crate::register::Status::Open);
    let action = open.filter(|one| one.measure == own).map(|one| actions::told(scene, one)).next();
    Some((size * 10 * 4 * 3, Finding { action, ..plain(fact, said) }))
}

/// The actions that should have been done.
fn overdue(scene: &Scene) -> Option<(u32, Finding)> {
    let overdue = actions::overdue(scene);
    let first = overdue.first()?;
    let values = [("count", super::count(overdue.len()).into())];
    let name = if overdue.len() == 1 { "finding.overdue_one" } else { "finding.overdue" };
    let fact = scene.say(name, &values);
    let size = u32::try_from(overdue.len()).unwrap_or(u32::MAX).min(10);
    let finding = plain(fact, scene.say("finding.overdue_so", &[]));
    Some((size * 4000, Finding { action: Some(actions::told(scene, first)), ..finding }))
}

/// The goals that nobody looked at for over a year.
fn stale(scene: &Scene) -> Option<(u32, Finding)> {
    let stale = goals::stale(scene);
    let first = stale.first()?;
    let way = entry(first.text.as_str(), &Address::Goals, &first.id);
    let link = Piece::link(first.text.clone(), way.href);
    let values = [("count", goals::stale_count(scene).into()), ("goal", link.into())];
    let name = if stale.len() == 1 { "finding.stale_one" } else { "finding.stale" };
    let size = u32::try_from(stale.len()).unwrap_or(u32::MAX).min(10);
    Some((size * 3000, plain(scene.say(name, &values), scene.say("finding.stale_so", &values))))
}
