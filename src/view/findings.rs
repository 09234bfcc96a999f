//! What matters most: claims that hold, ranked by size × certainty × consequence.

use super::exhibit::spark;
use super::note::card;
use super::register::{self, ActionEntry};
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::sides;
use crate::key::{Key, Place, What};
use crate::notes::Kind;
use crate::privacy::{Cell, Comparison, PValue, Verdict};
use serde::Serialize;

/// One line of fact and one line of what follows from it.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The claim with its numbers.
    pub fact: Sentence,
    /// What it is compared with.
    pub compared: Sentence,
    /// Where to look next.
    pub so_what: Sentence,
    /// The course over all waves, where it is known.
    pub spark: String,
    /// The action that covers it, where one is under way.
    pub action: Option<ActionEntry>,
}

/// The most findings that a page shows.
const MOST: usize = 6;

/// What is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Claim {
    Moved(Verdict),
    BelowTarget,
    Lowest,
    Highest,
}

/// A claim about a cell, with its rank.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    claim: Claim,
    what: What,
    place: Place,
    audience: Option<u8>,
    rank: u32,
}

/// The findings of a wave, the weightiest first: one a dimension, one a unit, six in all. Beside the
/// newest wave the registers have their say too.
pub(super) fn findings(scene: &Scene, wave: u8) -> Vec<Finding> {
    let mut all = moves(scene, wave);
    all.extend(below_target(scene, wave));
    all.extend(ends(scene, wave));
    all.sort_by_key(|candidate| std::cmp::Reverse(candidate.rank));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in all {
        let subject = subject(scene, &candidate);
        if kept.len() < MOST && kept.iter().all(|other| self::subject(scene, other) != subject) {
            kept.push(candidate);
        }
    }
    let is_newest = scene.input.report.waves().last() == Some(&wave);
    let told = kept.iter().map(|candidate| {
        let action = is_newest.then(|| covering(scene, wave, candidate)).flatten();
        (candidate.rank, Finding { action, ..finding(scene, wave, candidate) })
    });
    let mut told: Vec<_> = told.chain(widest_gap(scene, wave)).collect();
    if is_newest {
        told.extend(register::findings(scene));
    }
    told.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    told.into_iter().take(MOST).map(|(_, finding)| finding).collect()
}

/// The action that covers a claim: one about the practice that moved most, or else about the whole.
fn covering(scene: &Scene, wave: u8, candidate: &Candidate) -> Option<ActionEntry> {
    let Candidate { claim, what, place, audience, .. } = *candidate;
    if matches!(claim, Claim::BelowTarget | Claim::Highest | Claim::Moved(Verdict::Up)) {
        return None;
    }
    let practices = scene.dimension_of(what).map(|of| scene.practices(of).collect::<Vec<_>>());
    let moved = practices.into_iter().flatten().filter_map(|practice| {
        let what = What::Practice(practice);
        let (_, change) = scene.clear_change(wave, what, place, audience)?;
        (claim == Claim::Moved(change.verdict))
            .then_some((change.points.get().unsigned_abs(), what))
    });
    let most = moved.max_by_key(|(size, _)| *size).map(|(_, practice)| practice);
    let about = |what| register::under_way(scene, what, place);
    let action = most.and_then(about).or_else(|| about(what))?;
    Some(register::told(scene, action))
}

/// The dimension that the organisation's own people and its suppliers see most differently, beyond
/// chance.
fn widest_gap(scene: &Scene, wave: u8) -> Option<(u32, Finding)> {
    let pair = *sides::pairs(scene).first()?;
    let gaps = scene.dimensions().filter_map(|of| {
        let what = What::Dimension(of);
        let (key, gap) = scene.input.report.gap(wave, what, Place::Organisation, pair)?;
        matches!(gap.verdict, Verdict::Up | Verdict::Down).then_some((of, key, gap))
    });
    let (of, key, gap) = gaps.max_by_key(|(.., gap)| gap.points.get().unsigned_abs())?;
    let what = What::Dimension(of);
    let [own, other] = pair.map(|audience| {
        let found = scene.cell(wave, what, Place::Organisation, Some(audience));
        (scene.words.inside(scene.audience(audience)), scene.score_or_not(found))
    });
    let values = [
        ("what", scene.what(what).into()),
        ("points", scene.size(key, gap).into()),
        ("own", own.0.as_str().into()),
        ("own_score", own.1.into()),
        ("other", other.0.as_str().into()),
        ("other_score", other.1.into()),
    ];
    let finding = Finding {
        fact: scene.say("finding.gap", &values),
        compared: scene.say("finding.gap_sides", &values).capitalised(),
        so_what: scene.say("finding.gap_so", &values),
        spark: String::new(),
        action: None,
    };
    Some((u32::from(gap.points.get().unsigned_abs()) * 10 * 4 * 30, finding))
}

/// The dimension and audience that moved most, as part of the verdict; `preferred` is the
/// direction of the index, which the mover should share.
pub(super) fn moved_most(scene: &Scene, wave: u8, preferred: Option<Verdict>) -> Sentence {
    let clear = scene.dimensions().flat_map(|of| {
        let whose = std::iter::once(None).chain(scene.audiences().map(Some));
        whose.filter_map(move |audience| {
            let what = What::Dimension(of);
            let found = scene.clear_change(wave, what, Place::Organisation, audience)?;
            Some((what, audience, found))
        })
    });
    let most = clear.max_by_key(|(_, audience, (_, change))| {
        let shared = preferred.is_none_or(|preferred| preferred == change.verdict);
        (shared, change.points.get().unsigned_abs(), audience.is_some())
    });
    let Some((what, audience, (key, change))) = most else {
        return scene.say("verdict.nothing", &[]);
    };
    let mut values = claim_values(scene, wave, what, Place::Organisation, audience);
    values.push(("points", scene.size(key, change).into()));
    values[0].1 = scene.words.inside(&scene.what(what)).into();
    let name = if change.verdict == Verdict::Up { "verdict.rose" } else { "verdict.fell" };
    scene.say(name, &values)
}

fn moves(scene: &Scene, wave: u8) -> Vec<Candidate> {
    let mut all = Vec::new();
    let mut add = |what, place, audience, consequence| {
        if let Some((_, change)) = scene.clear_change(wave, what, place, audience) {
            let rank = weight(change) * consequence;
            all.push(Candidate {
                claim: Claim::Moved(change.verdict),
                what,
                place,
                audience,
                rank,
            });
        }
    };
    for of in scene.dimensions() {
        let what = What::Dimension(of);
        add(what, Place::Organisation, None, 100);
        scene.audiences().for_each(|who| add(what, Place::Organisation, Some(who), 90));
        for practice in scene.practices(of).map(What::Practice) {
            add(practice, Place::Organisation, None, 50);
            scene.audiences().for_each(|who| add(practice, Place::Organisation, Some(who), 40));
        }
    }
    for unit in units(scene) {
        add(What::Index, unit, None, 70);
        scene.dimensions().for_each(|of| add(What::Dimension(of), unit, None, 50));
    }
    all
}

fn units(scene: &Scene) -> impl Iterator<Item = Place> + use<> {
    let root = scene.input.organisation.root();
    let count = scene.input.organisation.units.len();
    let units = (0..count).filter(move |&unit| Some(unit) != root);
    units.filter_map(|unit| u16::try_from(unit).ok()).map(Place::Unit)
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

/// The dimensions whose whole interval lies below the target, as one claim; the widest gap ranks it.
fn below_target(scene: &Scene, wave: u8) -> Option<Candidate> {
    let missed = missed(scene, wave);
    let gap = |&(_, target, _, cell): &(u16, u8, Key, &Cell)| {
        u32::from(target.saturating_sub(cell.mean.get().value))
    };
    let &(of, ..) = missed.first()?;
    let widest = missed.iter().map(gap).max()?;
    let (what, place) = (What::Dimension(of), Place::Organisation);
    let rank = widest * 10 * 4 * 40;
    Some(Candidate { claim: Claim::BelowTarget, what, place, audience: None, rank })
}

/// Those dimensions with target and score.
fn missed<'a>(scene: &Scene<'a>, wave: u8) -> Vec<(u16, u8, Key, &'a Cell)> {
    let missed = scene.dimensions().filter_map(|of| {
        let what = What::Dimension(of);
        let target = scene.target(what)?;
        let (key, cell) = scene.cell(wave, what, Place::Organisation, None)?;
        let high = cell.interval.as_ref()?.get().high;
        (high < i16::from(target)).then_some((of, target, key, cell))
    });
    missed.collect()
}

/// "Below target: trust 62 (target 70), alignment 63 (target 65)."
fn missed_targets(scene: &Scene, wave: u8) -> Sentence {
    let one = |(of, target, key, cell): (u16, u8, Key, &Cell)| {
        let name = scene.words.inside(&scene.what(What::Dimension(of)));
        let target = Piece::sourced(target.to_string(), "target");
        let values = [
            ("what", name.into()),
            ("score", scene.score(key, cell).into()),
            ("target", target.into()),
        ];
        scene.say("finding.missed", &values)
    };
    let list = missed(scene, wave).into_iter().map(one).collect();
    scene.say("finding.below_target", &[("list", scene.words.join(list))])
}

/// The lowest and the highest practice: always true, and last. Where all are alike there is neither.
fn ends(scene: &Scene, wave: u8) -> Vec<Candidate> {
    let practices = scene.dimensions().flat_map(|of| scene.practices(of));
    let scored = practices.filter_map(|practice| {
        let what = What::Practice(practice);
        let (_, cell) = scene.cell(wave, what, Place::Organisation, None)?;
        Some((cell.mean.get().value, what))
    });
    let scored: Vec<_> = scored.collect();
    let end = |claim, rank, found: Option<&(u8, What)>| {
        let &(_, what) = found?;
        Some(Candidate { claim, what, place: Place::Organisation, audience: None, rank })
    };
    let lowest = scored.iter().min_by_key(|(value, _)| value);
    let highest = scored.iter().rev().max_by_key(|(value, _)| value);
    if lowest.map(|(value, _)| value) == highest.map(|(value, _)| value) {
        return Vec::new();
    }
    let ends = [end(Claim::Lowest, 2, lowest), end(Claim::Highest, 1, highest)];
    ends.into_iter().flatten().collect()
}

/// What a reader would call the same news: one line a dimension and one a unit, and the ends.
fn subject(scene: &Scene, candidate: &Candidate) -> (Place, Option<u16>, u8) {
    let kind = match candidate.claim {
        Claim::Moved(_) => 0,
        Claim::BelowTarget => return (Place::Organisation, None, 1),
        Claim::Lowest => 2,
        Claim::Highest => 3,
    };
    match candidate.place {
        Place::Organisation => (Place::Organisation, scene.dimension_of(candidate.what), kind),
        place => (place, None, kind),
    }
}

fn finding(scene: &Scene, wave: u8, candidate: &Candidate) -> Finding {
    if candidate.claim == Claim::BelowTarget {
        return Finding {
            fact: missed_targets(scene, wave),
            compared: Sentence::default(),
            so_what: scene.say("finding.below_target_so", &[]),
            spark: String::new(),
            action: None,
        };
    }
    Finding {
        fact: fact(scene, wave, candidate),
        compared: compared(scene, wave, candidate),
        so_what: so_what(scene, wave, candidate),
        spark: sparkline(scene, wave, candidate),
        action: None,
    }
}

fn fact(scene: &Scene, wave: u8, candidate: &Candidate) -> Sentence {
    let Candidate { what, place, audience, .. } = *candidate;
    let mut values = claim_values(scene, wave, what, place, audience);
    if let Some((key, change)) = scene.change(wave, what, place, audience) {
        values.push(("points", scene.size(key, change).into()));
    }
    let name = match candidate.claim {
        Claim::Moved(Verdict::Up) => "finding.rose",
        Claim::Moved(_) => "finding.fell",
        Claim::Lowest => "finding.lowest",
        _ => "finding.highest",
    };
    scene.say(name, &values).capitalised()
}

/// What, by whom and where as one phrase, the score, and the target.
fn claim_values(
    scene: &Scene,
    wave: u8,
    what: What,
    place: Place,
    audience: Option<u8>,
) -> Vec<(&'static str, Sentence)> {
    let name = scene.what(what);
    let mut values = match (audience, place) {
        (Some(audience), _) => {
            let who = scene.words.inside(scene.audience(audience));
            let values = [("what", name.into()), ("who", who.into())];
            vec![("what", scene.say("finding.among", &values))]
        }
        (None, Place::Organisation) => vec![("what", name.into())],
        (None, place) => {
            let values = [("what", name.into()), ("where", scene.place(place).into())];
            vec![("what", scene.say("finding.in", &values))]
        }
    };
    let who = audience.map(|audience| scene.words.inside(scene.audience(audience)));
    values.push(("who", who.map(Sentence::from).unwrap_or_default()));
    values.push((
        "among",
        match audience {
            Some(_) => scene.say("verdict.among", &[values[1].clone()]),
            None => Sentence::default(),
        },
    ));
    values.push(("score", scene.score_or_not(scene.cell(wave, what, place, audience)).into()));
    let target = scene.target(what).map(|target| Piece::sourced(target.to_string(), "target"));
    values.push(("target", target.map(Sentence::from).unwrap_or_default()));
    values
}

/// Target, other audiences, the organisation or the dimension as a whole.
fn compared(scene: &Scene, wave: u8, candidate: &Candidate) -> Sentence {
    let Candidate { what, place, audience, claim, .. } = *candidate;
    let mut parts = Vec::new();
    if let (Some(target), Claim::Moved(_)) = (scene.target(what), claim) {
        let target = Piece::sourced(target.to_string(), "target");
        parts.push(scene.say("finding.target", &[("target", target.into())]));
    }
    let mut beside = |who: String, place, audience, what| {
        if let Some(found) = scene.cell(wave, what, place, audience) {
            let score = scene.score(found.0, found.1).into();
            parts.push(scene.say("finding.beside", &[("who", who.into()), ("score", score)]));
        }
    };
    match (what, place, audience) {
        (_, Place::Organisation, Some(own)) => {
            scene.audiences().filter(|&other| other != own).for_each(|other| {
                beside(scene.words.inside(scene.audience(other)), place, Some(other), what)
            })
        }
        (What::Practice(_), Place::Organisation, None) => {
            if let Some(of) = scene.dimension_of(what) {
                let whole = What::Dimension(of);
                let name = scene.words.inside(&scene.what(whole));
                let name = scene.say("finding.whole", &[("what", name.into())]).plain();
                beside(name, place, None, whole);
            }
        }
        (_, Place::Organisation, None) => scene.audiences().for_each(|other| {
            beside(scene.words.inside(scene.audience(other)), place, Some(other), what);
        }),
        _ => beside(scene.place(Place::Organisation), Place::Organisation, None, what),
    }
    let Some(first) = parts.into_iter().reduce(|sum, part| sum + ", " + part) else {
        return Sentence::default();
    };
    first.capitalised() + "."
}

/// Where in it the change lies, or what is lowest in it, and where to read on.
fn so_what(scene: &Scene, wave: u8, candidate: &Candidate) -> Sentence {
    let inside = match (candidate.what, candidate.place) {
        (What::Dimension(of), Place::Organisation) => in_dimension(scene, wave, candidate, of),
        (What::Index, _) => in_unit(scene, wave, candidate),
        _ => Sentence::default(),
    };
    let rose = candidate.claim == Claim::Moved(Verdict::Up);
    let story = story(scene, candidate).filter(|_| rose);
    let detail = scene.dimension_of(candidate.what);
    let detail = detail.map(|of| {
        let name = scene.words.inside(&scene.what(What::Dimension(of)));
        let text = scene.say("finding.detail", &[("what", name.into())]).plain();
        Piece::link(text, scene.dimension_address(wave, of).to_string())
    });
    let parts = [Some(inside), story, detail.map(Sentence::from)];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.reduce(|sum, part| sum + " " + part).unwrap_or_default()
}

fn in_dimension(scene: &Scene, wave: u8, candidate: &Candidate, of: u16) -> Sentence {
    let (place, audience) = (candidate.place, candidate.audience);
    let same_way = |change: &Comparison| candidate.claim == Claim::Moved(change.verdict);
    let moved = scene.practices(of).filter_map(|practice| {
        let what = What::Practice(practice);
        let found = scene.clear_change(wave, what, place, audience)?;
        same_way(found.1).then_some((what, found))
    });
    if let Some((what, (key, change))) =
        moved.max_by_key(|(_, (_, change))| change.points.get().unsigned_abs())
    {
        let values =
            [("what", scene.what(what).into()), ("change", scene.change_words(key, change))];
        return scene.say("finding.part_moved", &values);
    }
    let scored = scene.practices(of).filter_map(|practice| {
        let what = What::Practice(practice);
        let found = scene.cell(wave, what, place, audience)?;
        Some((found.1.mean.get().value, what, found))
    });
    let scored: Vec<_> = scored.collect();
    let lowest = scored.iter().min_by_key(|(value, ..)| *value);
    let highest = scored.iter().map(|(value, ..)| *value).max();
    let Some(&(_, what, (key, cell))) = lowest.filter(|(value, ..)| Some(*value) < highest) else {
        return Sentence::default();
    };
    let values = [
        ("what", scene.words.inside(&scene.what(what)).into()),
        ("score", scene.score(key, cell).into()),
    ];
    scene.say("finding.part_lowest", &values)
}

fn in_unit(scene: &Scene, wave: u8, candidate: &Candidate) -> Sentence {
    let moved = scene.dimensions().filter_map(|of| {
        let what = What::Dimension(of);
        let found = scene.clear_change(wave, what, candidate.place, candidate.audience)?;
        (candidate.claim == Claim::Moved(found.1.verdict)).then_some((what, found))
    });
    let most = moved.max_by_key(|(_, (_, change))| change.points.get().unsigned_abs());
    most.map_or_else(Sentence::default, |(what, (key, change))| {
        let values =
            [("what", scene.what(what).into()), ("change", scene.change_words(key, change))];
        scene.say("finding.part_moved", &values)
    })
}

/// The newest story about this unit, or about this practice or dimension.
fn story(scene: &Scene, candidate: &Candidate) -> Option<Sentence> {
    let stories = scene.notes(Kind::Story);
    let note = stories.into_iter().find(|note| match (candidate.place, candidate.what) {
        (Place::Unit(unit), _) => note.units.contains(&unit),
        (_, What::Practice(practice)) => note.practices.contains(&practice),
        (_, What::Dimension(of)) => note.dimensions.contains(&of),
        _ => false,
    })?;
    let card = card(scene, note);
    let link = Piece::link(card.title, card.href);
    Some(scene.say("finding.story", &[("story", link.into())]))
}

/// The course up to now; a report on an earlier wave does not look ahead.
fn sparkline(scene: &Scene, wave: u8, candidate: &Candidate) -> String {
    let Candidate { what, place, audience, .. } = *candidate;
    let report = scene.input.report;
    if report.waves().last() != Some(&wave) {
        return String::new();
    }
    let name = claim_values(scene, wave, what, place, audience)[0].1.clone();
    spark(scene, what, place, audience, &name)
}
