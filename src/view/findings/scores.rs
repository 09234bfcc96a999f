//! Claims about scores: what moved, what lies below its target, and which practices stand at the ends.

use super::{Claim, Finding, Thing, next, sure, weight};
use crate::key::{Key, Place, What};
use crate::notes::Kind;
use crate::privacy::{Cell, Comparison, Verdict};
use crate::view::exhibit::spark;
use crate::view::note::card;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};
use std::collections::BTreeSet;

/// What is said of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Moved(Verdict),
    Lowest,
    Highest,
}

/// A claim about a cell, with its rank.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    said: Said,
    what: What,
    place: Place,
    audience: Option<u8>,
    rank: u32,
}

/// What moved, what is below target, and the ends.
pub(super) fn claims<'a>(scene: &'a Scene<'a>, wave: u8) -> Vec<Claim<'a>> {
    let cells = moves(scene, wave).into_iter().chain(ends(scene, wave));
    let cells = cells.map(|one| Claim::new(one.rank, move |_| Some(finding(scene, wave, &one))));
    cells.chain(below_target(scene, wave)).collect()
}

/// What to look for actions and advice about: the practice that moved most, or is lowest, then the whole.
fn causes(scene: &Scene, wave: u8, candidate: &Candidate) -> Vec<What> {
    let Candidate { said, what, place, audience, .. } = *candidate;
    let practices = scene.dimension_of(what).map(|of| scene.practices(of).collect::<Vec<_>>());
    let practices = || practices.iter().flatten().map(|&practice| What::Practice(practice));
    let moved = practices().filter_map(|what| {
        let (_, change) = scene.clear_change(wave, what, place, audience)?;
        (said == Said::Moved(change.verdict)).then_some((change.points.get().unsigned_abs(), what))
    });
    let most = moved.max_by_key(|(size, _)| *size).map(|(_, what)| what);
    let lowest = practices().filter_map(|what| {
        let (_, cell) = scene.cell(wave, what, place, audience)?;
        Some((cell.mean.get().value, what))
    });
    let lowest = lowest.min_by_key(|(value, _)| *value).map(|(_, what)| what);
    most.into_iter().chain([what]).chain(lowest).collect()
}

/// The dimension and audience that moved most, as part of the verdict; `preferred` is the
/// direction of the index, which the mover should share.
pub(in crate::view) fn moved_most(scene: &Scene, wave: u8, preferred: Option<Verdict>) -> Sentence {
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
            all.push(Candidate { said: Said::Moved(change.verdict), what, place, audience, rank });
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

/// The dimensions whose whole interval lies below the target, as one claim about those of which nothing
/// was said before; the widest distance ranks it.
fn below_target<'a>(scene: &'a Scene<'a>, wave: u8) -> Option<Claim<'a>> {
    let missed = missed(scene, wave);
    let short = |&(_, target, _, cell): &Missed| target.saturating_sub(cell.mean.get().value);
    let widest = missed.iter().map(short).max()?;
    Some(Claim::new(u32::from(widest) * 10 * 4 * 25, move |told: &BTreeSet<Thing>| {
        let mut missed = missed;
        missed.retain(|(of, ..)| !told.contains(&Thing::Dimension(*of)));
        missed.sort_by_key(|one| std::cmp::Reverse(short(one)));
        let whats: Vec<_> = missed.iter().map(|(of, ..)| What::Dimension(*of)).collect();
        let finding = Finding {
            fact: missed_targets(scene, &missed),
            sure: scene.say("finding.sure_targets", &[]),
            things: missed.iter().map(|(of, ..)| Thing::Dimension(*of)).collect(),
            ..Finding::default()
        };
        (!missed.is_empty()).then(|| next::with(scene, wave, finding, &whats, Place::Organisation))
    }))
}

/// A dimension below its target, the target, and the score.
type Missed<'a> = (u16, u8, Key, &'a Cell);

/// Those dimensions with target and score.
fn missed<'a>(scene: &Scene<'a>, wave: u8) -> Vec<Missed<'a>> {
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
fn missed_targets(scene: &Scene, missed: &[Missed]) -> Sentence {
    let one = |&(of, target, key, cell): &Missed| {
        let name = scene.words.inside(&scene.what(What::Dimension(of)));
        let target = Piece::sourced(target.to_string(), "target");
        let values = [
            ("what", name.into()),
            ("score", scene.score(key, cell).into()),
            ("target", target.into()),
        ];
        scene.say("finding.missed", &values)
    };
    let list = missed.iter().map(one).collect();
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
    let end = |said, rank, found: Option<&(u8, What)>| {
        let &(_, what) = found?;
        Some(Candidate { said, what, place: Place::Organisation, audience: None, rank })
    };
    let lowest = scored.iter().min_by_key(|(value, _)| value);
    let highest = scored.iter().rev().max_by_key(|(value, _)| value);
    if lowest.map(|(value, _)| value) == highest.map(|(value, _)| value) {
        return Vec::new();
    }
    let ends = [end(Said::Lowest, 2, lowest), end(Said::Highest, 1, highest)];
    ends.into_iter().flatten().collect()
}

/// What a reader would call the same news: a dimension, or a unit.
fn things(scene: &Scene, candidate: &Candidate) -> Vec<Thing> {
    match candidate.place {
        Place::Unit(unit) => vec![Thing::Unit(unit)],
        _ => scene.dimension_of(candidate.what).map(Thing::Dimension).into_iter().collect(),
    }
}

fn finding(scene: &Scene, wave: u8, candidate: &Candidate) -> Finding {
    let finding = Finding {
        fact: fact(scene, wave, candidate),
        compared: compared(scene, wave, candidate),
        sure: how_sure(scene, wave, candidate),
        so_what: so_what(scene, wave, candidate),
        spark: sparkline(scene, wave, candidate),
        things: things(scene, candidate),
        ..Finding::default()
    };
    match candidate.said {
        Said::Moved(Verdict::Up) | Said::Highest => finding,
        _ => next::with(scene, wave, finding, &causes(scene, wave, candidate), candidate.place),
    }
}

/// How sure a change is. It is counted over what was asked both times, so where the score of that is
/// another than the score of all, both of them are told.
fn how_sure(scene: &Scene, wave: u8, candidate: &Candidate) -> Sentence {
    let Candidate { what, place, audience, said, .. } = *candidate;
    let Said::Moved(_) = said else { return Sentence::default() };
    let Some((_, change)) = scene.change(wave, what, place, audience) else {
        return Sentence::default();
    };
    let sure = sure(scene, change);
    let report = scene.input.report;
    let Some(earlier) = report.before(wave) else { return sure };
    let now = scene.score_or_not(scene.cell(wave, what, place, audience));
    let matched = report.matched(wave, earlier, what, place, audience);
    let matched = matched.map(|(key, cell)| scene.score(key, cell));
    let Some(matched) = matched.filter(|matched| matched.text != now.text) else { return sure };
    let values = [
        ("items", Piece::sourced(change.items.to_string(), "count").into()),
        ("after", matched.into()),
    ];
    let name = if change.items == 1 { "finding.matched_one" } else { "finding.matched" };
    sure + " " + scene.say(name, &values)
}

fn fact(scene: &Scene, wave: u8, candidate: &Candidate) -> Sentence {
    let Candidate { what, place, audience, .. } = *candidate;
    let mut values = claim_values(scene, wave, what, place, audience);
    if let Some((key, change)) = scene.change(wave, what, place, audience) {
        values.push(("points", scene.size(key, change).into()));
    }
    let name = match candidate.said {
        Said::Moved(Verdict::Up) => "finding.rose",
        Said::Moved(_) => "finding.fell",
        Said::Lowest => "finding.lowest",
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
    let Candidate { what, place, audience, said, .. } = *candidate;
    let mut parts = Vec::new();
    // The target is one for all groups together in the whole organisation.
    let is_whole = place == Place::Organisation && audience.is_none();
    if let (Some(target), Said::Moved(_), true) = (scene.target(what), said, is_whole) {
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
    let rose = candidate.said == Said::Moved(Verdict::Up);
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
    let same_way = |change: &Comparison| candidate.said == Said::Moved(change.verdict);
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
        (candidate.said == Said::Moved(found.1.verdict)).then_some((what, found))
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
