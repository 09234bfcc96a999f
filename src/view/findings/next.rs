//! What to do about a claim: the action under way, or else what the playbook suggests.

use super::{Finding, is_newest};
use crate::key::{Place, What};
use crate::view::address::Address;
use crate::view::register;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};

/// Beside the newest wave, puts the action that covers one of these beside the finding, the first that has one; or else what the
/// playbook suggests for them; or else that somebody has to be named.
pub(super) fn with(
    scene: &Scene,
    wave: u8,
    finding: Finding,
    whats: &[What],
    place: Place,
) -> Finding {
    if !is_newest(scene, wave) {
        return finding;
    }
    let under_way = |&what: &What| register::under_way(scene, what, place);
    match whats.iter().find_map(under_way) {
        Some(action) => Finding { action: Some(register::told(scene, action)), ..finding },
        None => Finding { next: suggested(scene, whats), ..finding },
    }
}

/// "Nothing is under way yet. The playbook suggests: …"
fn suggested(scene: &Scene, whats: &[What]) -> Sentence {
    let tips = &scene.input.register.tips;
    let practices = whats.iter().filter_map(|what| match what {
        What::Practice(practice) => Some(*practice),
        _ => None,
    });
    let tip = practices.filter_map(|of| tips.iter().find(|tip| tip.practice == of)).next();
    let Some(tip) = tip else {
        let way = Piece::link(scene.words.get("finding.plan"), Address::Actions.to_string());
        let has_page = !scene.input.register.actions.is_empty();
        return match has_page {
            true => scene.say("finding.next_none", &[("plan", way.into())]),
            false => scene.say("finding.next_first", &[]),
        };
    };
    let id = &scene.input.survey.practices[usize::from(tip.practice)].id;
    let text = tip.text.get(scene.language());
    let page = format!("{}#{id}", Address::Playbook);
    // A number at the beginning would be read as one of ours.
    if text.starts_with(|letter: char| letter.is_ascii_digit()) {
        let name = scene.words.inside(&scene.what(What::Practice(tip.practice)));
        let way = Piece::link(name, page);
        return scene.say("finding.next_practice", &[("what", way.into())]);
    }
    scene.say("finding.next_tip", &[("tip", Piece::link(text, page).into())])
}
