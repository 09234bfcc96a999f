//! The questions outside the dimensions: the outcome, the recommendation and what stands in the way.

use super::exhibit::{Asked, Caption, Exhibit, Readings, likert, recommend};
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::wave::source;
use crate::key::{Figure, Place, What};
use crate::survey::{Question, QuestionKind};

/// Whether anything is shown of a wave's questions outside the dimensions.
pub(super) fn any(scene: &Scene, wave: u8) -> bool {
    let kinds = [QuestionKind::Outcome, QuestionKind::Recommend, QuestionKind::Obstacle];
    let all = kinds.into_iter().flat_map(|kind| asked(scene, wave, kind));
    let mut groups = all.flat_map(|question| groups(scene, wave, question, true));
    groups.any(|group| group.found.is_some())
}

/// How satisfied people are; a question of which nothing is shown has no exhibit.
pub(super) fn outcomes(scene: &Scene, wave: u8) -> Vec<Exhibit> {
    let all = asked(scene, wave, QuestionKind::Outcome).into_iter();
    all.filter_map(|question| outcome(scene, wave, question)).collect()
}

/// Whether people would recommend working together.
pub(super) fn recommendations(scene: &Scene, wave: u8) -> Vec<Exhibit> {
    let all = asked(scene, wave, QuestionKind::Recommend).into_iter();
    all.filter_map(|question| recommended(scene, wave, question)).collect()
}

/// The questions of a kind on the form of the wave, by index.
pub(super) fn asked(scene: &Scene, wave: u8, kind: QuestionKind) -> Vec<u16> {
    let form = &scene.input.waves[usize::from(wave)].form;
    let is_asked =
        |question: &Question| question.kind == kind && question.forms.iter().any(|own| own == form);
    let all = (0u16..).zip(&scene.input.survey.questions);
    all.filter(|(_, question)| is_asked(question)).map(|(index, _)| index).collect()
}

/// All groups together and then each, of those who are asked.
fn groups<'a>(scene: &Scene<'a>, wave: u8, question: u16, with_all: bool) -> Vec<Asked<'a>> {
    let audiences = &scene.input.survey.questions[usize::from(question)].audiences;
    let is_asked = |audience: &u8| audiences.contains(&usize::from(*audience));
    let all = with_all.then_some(None);
    let row = |audience: Option<u8>| Asked {
        label: audience.map_or_else(
            || scene.words.get("name.all"),
            |audience| scene.audience(audience).to_owned(),
        ),
        ..Asked::new(scene, wave, What::Question(question), audience)
    };
    all.into_iter().chain(scene.audiences().filter(is_asked).map(Some)).map(row).collect()
}

/// An id for each question of a kind: the first has the name of the kind.
fn id(scene: &Scene, wave: u8, name: &str, question: u16) -> String {
    let kind = scene.input.survey.questions[usize::from(question)].kind;
    match asked(scene, wave, kind).first() == Some(&question) {
        true => name.to_owned(),
        false => format!("{name}-{}", scene.input.survey.questions[usize::from(question)].id),
    }
}

fn outcome(scene: &Scene, wave: u8, question: u16) -> Option<Exhibit> {
    let rows = groups(scene, wave, question, true);
    let (key, cell) = rows.iter().find_map(|row| row.found)?;
    let lead = rows.iter().find(|row| row.found.is_some())?;
    let (_, shares) = lead.shares()?;
    let share = |share, figure| Sentence::from(scene.percent(share, key, figure));
    let change = lead.change.map(|(key, change)| scene.change_words(key, change));
    let values = [
        ("fav", share(shares.favourable, Figure::Fav)),
        ("unfav", share(shares.unfavourable, Figure::Unfav)),
        ("score", scene.score(key, cell).into()),
        ("change", change.clone().unwrap_or_default()),
        ("who", scene.words.inside(&lead.label).into()),
        ("wave", scene.wave(wave).into()),
        ("question", scene.what(What::Question(question)).into()),
    ];
    let summary = if change.is_some() { "outcome.summary" } else { "outcome.summary_first" };
    let caption = Caption {
        id: id(scene, wave, "outcome", question),
        title: scene.say("outcome.title", &values),
        subtitle: scene.say("outcome.subtitle", &values),
        summary: scene.say(summary, &values),
        source: source(scene, wave),
    };
    let heading = scene.words.get("table.who");
    Some(likert(scene, &heading, &rows, &Readings::plain(scene), caption))
}

fn recommended(scene: &Scene, wave: u8, question: u16) -> Option<Exhibit> {
    let rows = groups(scene, wave, question, false);
    let shown = rows.iter().filter_map(|row| {
        let (key, cell) = row.found?;
        let recommend = cell.recommend.as_ref()?.get();
        Some((recommend.score, row.label.as_str(), scene.recommend(key, recommend)))
    });
    let shown: Vec<_> = shown.collect();
    let lowest = shown.iter().min_by_key(|(score, ..)| score)?;
    let highest = shown.iter().rev().max_by_key(|(score, ..)| score)?;
    let values = [
        ("highest", scene.words.inside(highest.1).into()),
        ("high", highest.2.clone().into()),
        ("lowest", scene.words.inside(lowest.1).into()),
        ("low", lowest.2.clone().into()),
        ("wave", scene.wave(wave).into()),
    ];
    let same = lowest.0 == highest.0;
    let caption = Caption {
        id: id(scene, wave, "recommend", question),
        title: scene
            .say(if same { "recommend.plain" } else { "recommend.title" }, &values)
            .capitalised(),
        subtitle: scene.say("recommend.subtitle", &values),
        summary: scene.say(if same { "recommend.same" } else { "recommend.summary" }, &values),
        source: source(scene, wave),
    };
    Some(recommend(scene, &rows, caption))
}

/// What stands in the way, what most people see first. Scores are turned round already, so most in the
/// way is least favourable.
pub(super) fn obstacles(scene: &Scene, wave: u8) -> Option<Exhibit> {
    let asked = asked(scene, wave, QuestionKind::Obstacle).into_iter();
    let row = |of: u16| Asked {
        label: scene.obstacle_label(of),
        ..Asked::new(scene, wave, What::Question(of), None)
    };
    let mut rows: Vec<_> = asked.map(|of| (of, row(of))).collect();
    let unfavourable = |row: &Asked| row.shares().map(|(_, shares)| shares.unfavourable.value);
    rows.sort_by_key(|(_, row)| std::cmp::Reverse(unfavourable(row)));
    let shown = rows.iter().filter(|(_, row)| row.shares().is_some()).count();
    let ((first, worst), (last, best)) = (rows.first()?, &rows[shown.checked_sub(1)?]);
    let is_named = scene.input.survey.questions[usize::from(*first)].name.is_some();
    let share = |row: &Asked| {
        let (key, shares) = row.shares()?;
        Some(scene.percent(shares.unfavourable, key, Figure::Unfav))
    };
    let (most, least): (Piece, Piece) = (share(worst)?, share(best)?);
    let values = [
        ("worst", scene.obstacle(*first).into()),
        ("most", most.into()),
        ("best", scene.obstacle(*last).into()),
        ("least", least.into()),
        ("wave", scene.wave(wave).into()),
    ];
    let caption = Caption {
        id: "obstacles".into(),
        title: scene.say(if is_named { "obstacle.title" } else { "obstacle.title_plain" }, &values),
        subtitle: scene.say("obstacle.subtitle", &values),
        summary: match shown {
            1 => scene.say("obstacle.summary_one", &values),
            _ => scene.say("obstacle.summary", &values),
        },
        source: source(scene, wave),
    };
    let readings = Readings {
        three: ["obstacle.in_the_way", "obstacle.neither", "obstacle.not_in_the_way"]
            .map(|name| scene.words.get(name)),
        heading: scene.words.get("obstacle.not_in_the_way"),
        by_point: false,
    };
    let rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
    Some(likert(scene, &scene.words.get("table.obstacle"), &rows, &readings, caption))
}

/// How far those who stayed silent could turn the first outcome: "72 % satisfied; 45 to 82 % whatever the
/// others think", a line an audience.
pub(super) fn silent(scene: &Scene, wave: u8) -> Vec<Sentence> {
    scene.audiences().filter_map(|audience| bounds(scene, wave, audience)).collect()
}

fn bounds(scene: &Scene, wave: u8, audience: u8) -> Option<Sentence> {
    let &outcome = asked(scene, wave, QuestionKind::Outcome).first()?;
    let what = What::Question(outcome);
    let (key, cell) = scene.cell(wave, what, Place::Organisation, Some(audience))?;
    let (shares, bounds) = (cell.shares.as_ref()?.get(), cell.bounds.as_ref()?.get());
    let least = scene.figure(bounds.least.to_string(), key, &[Figure::Least]);
    let values = [
        ("who", scene.audience(audience).into()),
        ("share", scene.percent(shares.favourable, key, Figure::Fav).into()),
        ("least", least.into()),
        ("most", scene.whole_percent(bounds.most, key, Figure::Most).into()),
    ];
    Some(scene.say("who.bounds", &values))
}
