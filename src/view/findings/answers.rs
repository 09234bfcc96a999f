//! What stands in the way, and who did not answer.

use super::{Claim, Finding, Thing};
use crate::key::{Figure, People, Place, What};
use crate::notes::Kind;
use crate::survey::QuestionKind;
use crate::view::address::Address;
use crate::view::note::card;
use crate::view::questions;
use crate::view::scene::Scene;
use crate::view::sentence::Piece;
use crate::view::wave::known;

/// An obstacle is worth telling where more than this share of people see it.
const MANY: u8 = 25;
/// Under this response rate the silent could turn every result.
const HALF: u8 = 50;

pub(super) fn claims<'a>(scene: &'a Scene<'a>, wave: u8) -> Vec<Claim<'a>> {
    obstacle(scene, wave).into_iter().chain(silent(scene, wave)).collect()
}

/// The obstacle that most people see.
fn obstacle<'a>(scene: &'a Scene<'a>, wave: u8) -> Option<Claim<'a>> {
    let asked = questions::asked(scene, wave, QuestionKind::Obstacle).into_iter();
    let seen = asked.filter_map(|question| {
        let what = What::Question(question);
        let (key, cell) = scene.cell(wave, what, Place::Organisation, None)?;
        Some((cell.shares.as_ref()?.get().unfavourable, question, key))
    });
    let (share, question, key) = seen.max_by_key(|(share, ..)| share.value)?;
    let over = share.value.checked_sub(MANY).filter(|over| *over > 0)?;
    Some(Claim::new(u32::from(over) * 10 * 4 * 10, move |_| {
        let way = Piece::link(
            scene.obstacle(question),
            format!("{}#{}", Address::Notes(Kind::Obstacle), scene.question_id(question)),
        );
        let values =
            [("share", scene.percent(share, key, Figure::Unfav).into()), ("obstacle", way.into())];
        let known = known(scene, wave);
        let notes = scene.notes(Kind::Obstacle).into_iter();
        let mut notes = notes.filter(|note| known(note) && note.questions.contains(&question));
        let next = match notes.next() {
            Some(note) => {
                let card = card(scene, note);
                let link = Piece::link(card.title, card.href);
                scene.say("finding.obstacle_done", &[("note", link.into())])
            }
            None => scene.say("finding.obstacle_none", &[]),
        };
        Some(Finding {
            fact: scene.say("finding.obstacle", &values),
            sure: scene.say("finding.obstacle_sure", &values),
            next,
            things: vec![Thing::Obstacles],
            ..Finding::default()
        })
    }))
}

/// The group of which the fewest answered, if that is less than half.
fn silent<'a>(scene: &'a Scene<'a>, wave: u8) -> Option<Claim<'a>> {
    let rates = scene.audiences().filter_map(|who| {
        let people = People::Audience(who);
        let (key, found) = scene.input.report.responded(wave, Place::Organisation, people)?;
        Some((*found.rate.as_ref()?.get(), who, key))
    });
    let (rate, who, key) = rates.min_by_key(|(rate, ..)| *rate)?;
    let under = HALF.checked_sub(rate).filter(|under| *under > 0)?;
    Some(Claim::new(u32::from(under) * 10 * 4 * 25, move |_| {
        let values = [
            ("who", scene.words.inside(scene.audience(who)).into()),
            ("rate", scene.whole_percent(rate, key, Figure::Rate).into()),
        ];
        Some(Finding {
            fact: scene.say("finding.silent", &values),
            sure: scene.say("finding.silent_sure", &[]),
            next: scene.say("finding.silent_next", &[]),
            things: vec![Thing::Response],
            ..Finding::default()
        })
    }))
}
