//! An issue of the newsletter: its web copy, which the mail repeats, and the list of all issues.

use super::address::Address;
use super::exhibit::Exhibit;
use super::note::{Card, card};
use super::note_list::NoteListPage;
use super::page::{Page, files};
use super::promise::promises;
use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use super::shell::{About, Way, shell};
use super::standing::standing;
use super::told::{Told, exhibits, told};
use super::{sides, wave};
use crate::chart::picture_size;
use crate::key::{Figure, Key, Place, What};
use crate::notes::{Issue, Note};
use crate::privacy::Cell;
use serde::Serialize;

/// What an issue says.
#[derive(Clone, Debug, Serialize)]
pub struct IssuePage {
    /// Its title, and the subject of the mail.
    pub subject: String,
    /// What mail programs show beside the subject.
    pub preheader: String,
    /// The day it goes out.
    pub date: Sentence,
    /// The wave that it tells of.
    pub wave: Sentence,
    /// The finding of the wave in one sentence.
    pub verdict: Sentence,
    /// What is to be decided.
    pub decision: String,
    /// The editorial.
    pub editorial: Vec<Told>,
    /// Index and dimensions.
    pub scores: Vec<Score>,
    /// Who answered.
    pub answered: Sentence,
    /// What is drawn beside the editorial.
    pub chart: Option<Exhibit>,
    /// Every chart, as mail shows it.
    pub pictures: Vec<Picture>,
    /// What worked.
    pub stories: Vec<Card>,
    /// Who is celebrated.
    pub awards: Vec<Card>,
    /// What is done next.
    pub next: Vec<NextStep>,
    /// How to read the scores.
    pub scale: Sentence,
    /// The way to the report.
    pub report: String,
    /// The way to how the numbers are made.
    pub method: String,
    /// The way to the web copy.
    pub here: String,
}

/// One headline score.
#[derive(Clone, Debug, Serialize)]
pub struct Score {
    /// What is scored.
    pub label: String,
    /// Whether it stands out, as the index does.
    pub is_first: bool,
    /// The score.
    pub score: Sentence,
    /// How certain it is.
    pub interval: Sentence,
    /// What may be said of its change.
    pub change: Sentence,
    /// The target, where there is one.
    pub target: Sentence,
    /// How long its bar is, out of a hundred; none for a score that is not shown.
    pub bar: Option<u8>,
    /// The figure that the bar is as long as.
    pub cell: String,
}

/// A chart, and how it stands in a mail.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// The chart with everything around it.
    pub exhibit: Exhibit,
    /// The file that the mail shows, as the site links to it.
    pub src: String,
    /// The finding and every number, for those who do not see it.
    pub alt: String,
    /// The keys of these numbers.
    pub cells: String,
    /// How wide it is, in pixels of the page.
    pub width: u32,
    /// How high it is.
    pub height: u32,
}

/// Something that will be done.
#[derive(Clone, Debug, Serialize)]
pub struct NextStep {
    /// What is done.
    pub action: String,
    /// Who does it.
    pub owner: String,
    /// By when, or that it is done.
    pub due: Sentence,
}

/// The most practices of which the two sides are drawn.
const SIDES: usize = 5;

/// The page of an issue.
pub(super) fn page(scene: &Scene, issue: &Issue) -> Page<IssuePage> {
    let address = Address::Issue(issue.id.clone());
    let about = About {
        kind: "issue",
        address: &address,
        title: issue.subject.clone(),
        description: issue.preheader.as_str().into(),
        trail: vec![Way::to(scene.words.get("nav.newsletter"), &Address::Newsletters)],
    };
    let body = body(scene, issue);
    Page {
        shell: shell(scene, about),
        files: files(exhibits(&body.editorial).chain(&body.chart)),
        address,
        template: "issue.html",
        body,
        origin: issue.path.clone(),
    }
}

fn body(scene: &Scene, issue: &Issue) -> IssuePage {
    let wave = issue.wave;
    let editorial = told(scene, &issue.body);
    let chart = own_chart(scene, wave, &editorial);
    let review = scene.input.reviews.get(&wave);
    IssuePage {
        subject: issue.subject.clone(),
        preheader: issue.preheader.clone(),
        date: scene.date(issue.date).into(),
        wave: scene.wave(wave).into(),
        verdict: wave::verdict(scene, wave),
        decision: review.and_then(|review| review.decision.clone()).unwrap_or_default(),
        scores: scores(scene, wave),
        answered: wave::source(scene, wave),
        pictures: exhibits(&editorial)
            .chain(&chart)
            .filter_map(|one| picture(issue, one))
            .collect(),
        editorial,
        chart,
        stories: cards(scene, &issue.stories),
        awards: cards(scene, &issue.awards),
        next: next(scene, issue),
        scale: scene.say("newsletter.scale", &promises(scene)),
        report: scene.wave_address(wave).to_string(),
        method: Address::Method.to_string(),
        here: Address::Issue(issue.id.clone()).to_string(),
    }
}

fn cards(scene: &Scene, picked: &[usize]) -> Vec<Card> {
    let is_shown = |note: &&Note| scene.input.options.drafts || !note.draft;
    let notes = picked.iter().filter_map(|&at| scene.input.notes.get(at)).filter(is_shown);
    notes.map(|note| card(scene, note)).collect()
}

/// The index and each dimension of the organisation.
fn scores(scene: &Scene, wave: u8) -> Vec<Score> {
    let dimensions = scene.dimensions().map(What::Dimension);
    let score = |what| {
        let place = Place::Organisation;
        let found = scene.cell(wave, what, place, None);
        let target = scene.target(what).map(|target| {
            let target = Piece::sourced(target.to_string(), "target");
            scene.say("newsletter.target", &[("target", target.into())])
        });
        Score {
            label: scene.what(what),
            is_first: what == What::Index,
            score: scene.score_or_not(found).into(),
            interval: interval(scene, found),
            change: scene.change_in_full(scene.change(wave, what, place, None)).capitalised(),
            target: target.unwrap_or_default(),
            bar: found.map(|(_, cell)| cell.mean.get().value),
            cell: found.map(|(key, _)| scene.key(key, Figure::Mean)).unwrap_or_default(),
        }
    };
    std::iter::once(What::Index).chain(dimensions).map(score).collect()
}

/// How certain a score is; nothing beside one that is not shown.
fn interval(scene: &Scene, found: Option<(Key, &Cell)>) -> Sentence {
    match found {
        Some((_, cell)) if cell.everyone => scene.say("number.everyone", &[]),
        Some((_, cell)) if cell.interval.is_some() => {
            let interval = scene.interval_or_not(found);
            scene.say("newsletter.certainty", &[("interval", interval)])
        }
        _ => Sentence::default(),
    }
}

/// The two sides; where their gaps are not shown, the scores with target and last wave. An editorial
/// with charts of its own needs neither.
fn own_chart(scene: &Scene, wave: u8, editorial: &[Told]) -> Option<Exhibit> {
    let or_else = || standing(scene, wave, Place::Organisation);
    let is_needed = exhibits(editorial).next().is_none();
    is_needed.then(|| sides::widest(scene, wave, SIDES).unwrap_or_else(or_else))
}

fn picture(issue: &Issue, exhibit: &Exhibit) -> Option<Picture> {
    let (width, height) = picture_size(exhibit.narrow())?;
    let said = exhibit.title.clone() + ".";
    let said = exhibit.table.told_by_row().into_iter().fold(said, |sum, row| sum + " " + row);
    Some(Picture {
        src: format!("{}/{}.png", Address::Issue(issue.id.clone()), exhibit.id),
        cells: said.cells(),
        alt: said.plain(),
        width,
        height,
        exhibit: exhibit.clone(),
    })
}

/// What is done, by whom and until when. What was done by the day of the issue is told as done.
fn next(scene: &Scene, issue: &Issue) -> Vec<NextStep> {
    let actions = &scene.input.register.actions;
    let picked = issue.next.iter().filter_map(|id| actions.iter().find(|one| one.id == *id));
    let mut picked: Vec<_> = picked.collect();
    let step = |action: &crate::register::Action| {
        let is_done = action.status_on(issue.date) == crate::register::Status::Done;
        let (name, day) = match action.done.filter(|_| is_done) {
            Some(done) => ("newsletter.done", done),
            None => ("newsletter.due", action.due),
        };
        NextStep {
            action: action.action.clone(),
            owner: action.owner.clone(),
            due: scene.say(name, &[("date", scene.date(day).into())]),
        }
    };
    // What is done comes first, then what is due first.
    let day = |action: &&crate::register::Action| {
        let done =
            action.done.filter(|_| action.status_on(issue.date) == crate::register::Status::Done);
        (done.is_none(), done.unwrap_or(action.due))
    };
    picked.sort_by_key(day);
    picked.into_iter().map(step).collect()
}

/// All issues, newest first.
pub(super) fn list(scene: &Scene) -> Page<NoteListPage> {
    let card = |issue: &Issue| Card {
        title: issue.subject.clone(),
        href: Address::Issue(issue.id.clone()).to_string(),
        kind: scene.words.get("nav.newsletter"),
        outcome: String::new(),
        summary: issue.preheader.clone(),
        date: scene.date(issue.date).into(),
        draft: false,
        dimensions: Vec::new(),
    };
    let body = NoteListPage {
        title: scene.words.get("nav.newsletter"),
        intro: scene.words.get("newsletter.list"),
        notes: scene.input.issues.iter().map(card).collect(),
        groups: Vec::new(),
    };
    body.at(Address::Newsletters, scene)
}
