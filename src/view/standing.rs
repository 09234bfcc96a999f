//! How a place stands: its index and dimensions now, and its dimensions over time.

use super::exhibit::{Caption, Exhibit, Line, Lines, Subject, dots, trend, trend_waves};
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::wave::source_at;
use crate::key::{Place, What};
use crate::privacy::Verdict;

/// Index and dimensions of a wave at one place.
pub(super) fn standing(scene: &Scene, wave: u8, place: Place) -> Exhibit {
    let subject = |what, emphasised| {
        let label = scene.what(what);
        Subject { label, what, place, audience: None, emphasised }
    };
    let dimensions = scene.dimensions().map(|of| subject(What::Dimension(of), false));
    let subjects: Vec<_> = std::iter::once(subject(What::Index, true)).chain(dimensions).collect();
    let before = scene.input.report.before(wave);
    let values = [
        ("where", scene.place(place).into()),
        ("wave", scene.wave(wave).into()),
        ("before", before.map(|before| scene.wave(before).into()).unwrap_or_default()),
    ];
    let subtitle = match (place, before) {
        (Place::Organisation, Some(_)) => "dots.subtitle",
        (Place::Organisation, None) => "dots.subtitle_first",
        (_, Some(_)) => "unit.subtitle",
        (_, None) => "unit.subtitle_first",
    };
    let caption = Caption {
        id: "dimensions".into(),
        title: title(scene, wave, place),
        subtitle: scene.say(subtitle, &values),
        summary: summary(scene, wave, place),
        source: source_at(scene, wave, place),
    };
    dots(scene, wave, &subjects, caption)
}

/// Which dimensions moved, or if none did, which stand at the ends.
fn title(scene: &Scene, wave: u8, place: Place) -> Sentence {
    let moved = |verdict: Verdict| {
        let clear = scene.dimensions().filter(move |&of| {
            let what = What::Dimension(of);
            let change = scene.clear_change(wave, what, place, None);
            change.is_some_and(|(_, change)| change.verdict == verdict)
        });
        clear.map(|of| scene.what(What::Dimension(of))).collect::<Vec<_>>()
    };
    let (up, down) = (moved(Verdict::Up), moved(Verdict::Down));
    let values = [("up", some_names(scene, &up)), ("down", some_names(scene, &down))];
    let all = scene.dimensions().count();
    let compared = |of: &u16| scene.change(wave, What::Dimension(*of), place, None).is_some();
    let name = match (up.len(), down.len()) {
        (0, 0) if !scene.dimensions().any(|of| compared(&of)) => {
            return ends_title(scene, wave, place);
        }
        (0, 0) => "dots.steady",
        (up, 0) if up == all => "dots.all_up",
        (0, down) if down == all => "dots.all_down",
        (_, 0) => "dots.up",
        (0, _) => "dots.down",
        _ => "dots.both",
    };
    scene.say(name, &values).capitalised()
}

/// One or two names, or else that there are several, so that a title stays short.
fn some_names(scene: &Scene, names: &[String]) -> Sentence {
    match names.len() {
        0..=2 => {
            let names = names.iter().map(|name| scene.words.inside(name).into());
            scene.words.join(names.collect())
        }
        _ => scene.say("dots.several", &[]),
    }
}

/// The dimensions with the highest and the lowest score, where both are shown.
fn ends(scene: &Scene, wave: u8, place: Place) -> Option<[(Sentence, Sentence); 2]> {
    let cells = scene.dimensions().filter_map(|of| {
        let found = scene.cell(wave, What::Dimension(of), place, None)?;
        Some((found.1.mean.get().value, of, found))
    });
    let cells: Vec<_> = cells.collect();
    let highest = cells.iter().rev().max_by_key(|(value, ..)| value)?;
    let lowest = cells.iter().min_by_key(|(value, ..)| value)?;
    // Those with the same score share the end.
    let end = |&(value, _, (key, cell)): &(u8, u16, _)| {
        let same = cells.iter().filter(|other| other.0 == value);
        let names = same.map(|other| scene.words.inside(&scene.what(What::Dimension(other.1))));
        let names = scene.words.join(names.map(Sentence::from).collect());
        (names, Sentence::from(scene.score(key, cell)))
    };
    (highest.0 != lowest.0).then(|| [end(highest), end(lowest)])
}

fn ends_title(scene: &Scene, wave: u8, place: Place) -> Sentence {
    let Some([(highest, _), (lowest, _)]) = ends(scene, wave, place) else {
        return scene.say("dots.plain", &[]);
    };
    let values = [("highest", highest), ("lowest", lowest)];
    scene.say("dots.ends", &values).capitalised()
}

fn summary(scene: &Scene, wave: u8, place: Place) -> Sentence {
    let Some([(highest, high), (lowest, low)]) = ends(scene, wave, place) else {
        return Sentence::default();
    };
    let values = [("highest", highest), ("high", high), ("lowest", lowest), ("low", low)];
    scene.say("dots.summary", &values).capitalised()
}

/// All dimensions of the organisation over the waves up to this one.
pub(super) fn over_time(scene: &Scene, wave: u8) -> Option<Exhibit> {
    let place = Place::Organisation;
    let line = |what| Line { name: String::new(), what, place, audience: None };
    let picture = |of| {
        let what = What::Dimension(of);
        Lines { title: scene.what(what), lines: vec![line(what)] }
    };
    let pictures: Vec<_> = scene.dimensions().map(picture).collect();
    (trend_waves(scene, wave).len() > 1)
        .then(|| trend(scene, wave, &pictures, over_time_caption(scene, wave, &pictures)))
}

/// The newest clear step of a line between two surveys: who moved, which way, and when.
fn step(scene: &Scene, wave: u8, pictures: &[Lines]) -> Option<Sentence> {
    let report = scene.input.report;
    let lines = pictures.iter().flat_map(|picture| {
        picture.lines.iter().map(move |line| match line.name.is_empty() {
            true => (picture.title.as_str(), line),
            false => (line.name.as_str(), line),
        })
    });
    let steps = lines.flat_map(|(name, line)| {
        trend_waves(scene, wave).iter().skip(1).filter_map(move |&at| {
            let (_, change) = scene.clear_change(at, line.what, line.place, line.audience)?;
            report.trend(at, line.what, line.place, line.audience)?;
            Some((at, change.points.get().unsigned_abs(), name, change.verdict))
        })
    });
    let (at, _, name, verdict) = steps.max_by_key(|&(at, points, ..)| (at, points))?;
    let values =
        [("what", name.into()), ("wave", Piece::sourced(scene.wave_id(at), "date").into())];
    let word = if verdict == Verdict::Up { "trend.rose" } else { "trend.fell" };
    Some(scene.say(word, &values).capitalised())
}

/// The newest clear step as title, with the lowest and the highest point of all lines.
pub(super) fn over_time_caption(scene: &Scene, wave: u8, pictures: &[Lines]) -> Caption {
    let report = scene.input.report;
    let waves = trend_waves(scene, wave);
    let cells = pictures.iter().flat_map(|picture| &picture.lines);
    let cells: Vec<_> = cells.flat_map(|line| line.cells(scene, wave)).flatten().collect();
    let value = |(_, cell): &&(_, &crate::privacy::Cell)| cell.mean.get().value;
    let count = |number: usize| Sentence::from(Piece::sourced(number.to_string(), "count"));
    let mut values = vec![("waves", count(waves.len())), ("items", count(report.trend_items()))];
    let ends = cells.iter().min_by_key(value).zip(cells.iter().max_by_key(value));
    if let Some((low, high)) = ends {
        values.push(("low", scene.score(low.0, low.1).into()));
        values.push(("high", scene.score(high.0, high.1).into()));
    }
    if let (Some(&first), Some(&last)) = (waves.first(), waves.last()) {
        values.push(("first", scene.wave(first).into()));
        values.push(("last", scene.wave(last).into()));
    }
    let title = match ends {
        Some(_) => step(scene, wave, pictures).unwrap_or_else(|| scene.say("trend.steady", &[])),
        None => scene.say("trend.plain", &[]),
    };
    let summary = if ends.is_some() { "trend.summary" } else { "trend.plain" };
    Caption {
        id: "over-time".into(),
        title,
        subtitle: scene.say("trend.subtitle", &values),
        summary: scene.say(summary, &values),
        source: scene.say("trend.source", &values),
    }
}
