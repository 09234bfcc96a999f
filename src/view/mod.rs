//! What a template may see, one file a page kind: figures, dates and names as people read them.
//!
//! ```text
//! body                                                              pages of every kind are one list
//! search                                                            the way to each, and what to find it by
//! explain/                                                          how each of their numbers comes about
//!   |
//! wave  dimension  response  unit  unit_list  directory  supplier/  survey/  register/    a page kind a file
//!   |      |           |      |     |   note  note_list  newsletter  method  missing
//!  findings/ sides  drivers   units  maturity    \      |        /
//!  standing  questions  comments               shell, page       parts of pages; what stands around one
//!  exhibit/                                           charts with title, table and file
//!  scores, workbook/                                 the same figures as tables for the terminal and for spreadsheets
//!     \________________ print                         figures as text, here and nowhere else
//!                         |
//!                       scene                         the input, names, words
//!              words  sentence  address  input
//! ```
//!
//! Every number carries the key of the figure it shows, or says what it is instead. Nothing here can
//! see an answer: what comes in has passed the gate.

mod address;
mod body;
mod changed;
mod comments;
mod dimension;
mod directory;
mod downloads;
mod drivers;
mod exhibit;
mod explain;
mod findings;
mod input;
mod known;
mod maturity;
mod method;
mod missing;
mod newsletter;
mod note;
mod note_list;
mod obstacles;
mod page;
mod print;
mod promise;
mod questions;
mod register;
mod report_file;
mod response;
mod scene;
mod scores;
mod search;
mod sentence;
mod shell;
mod sides;
mod standing;
mod supplier;
mod survey;
mod told;
mod unit;
mod unit_list;
mod units;
mod wave;
mod words;
mod workbook;

pub use address::{Address, folder};
pub use body::Body;
pub use changed::ByUnit;
pub use comments::{Comments, Quoted, Voice};
pub use dimension::DimensionPage;
pub use directory::DirectoryPage;
pub use downloads::{DownloadGroup, Downloads, DownloadsPage};
pub use exhibit::{Column, Exhibit, Row, Table};
pub use explain::{
    Derivation, ExplainedPage, Fact, Group, Legend, Measured, Rule, Statement, There,
};
pub use findings::Finding;
pub use input::{Input, Options, Review};
pub use maturity::{Ladder, Step};
pub use method::{Figures, MethodPage, Section};
pub use missing::MissingPage;
pub use newsletter::{IssuePage, NextStep, Picture, Score};
pub use note::{Card, NotePage};
pub use note_list::{Named, NoteGroup, NoteListPage};
pub use obstacles::{Obstacle, ObstaclesPage};
pub use page::Page;
pub use register::{
    ActionEntry, ActionsPage, Advice, GoalEntry, GoalsPage, LetterState, MeasureEntry,
    MeasuresPage, Play, PlaybookPage, Plays, Quarter, SupplierTime, TimePage, TipText,
};
pub use report_file::{FilePart, ReportFile};
pub use response::{ResponsePage, Topic};
pub use scores::scores;
pub use search::{Heading, Listed, SearchGroup, SearchPage};
pub use sentence::{Piece, Sentence};
pub use shell::{Shell, Way};
pub use supplier::{
    Fact as SupplierFact, Portfolio, PortfolioGroup, PortfolioRow, RelationshipPage, ReviewPage,
    ReviewSide, Shelf,
};
pub use survey::{Asked, Choice, OpenWave, Point, QuestionnairePage, SurveyListPage, SurveyPart};
pub use told::Told;
pub use unit::{Detail, UnitPage};
pub use unit_list::UnitListPage;
pub use wave::{Answered, AnsweredPart, WavePage};
pub use words::Words;
pub use workbook::workbook;

use crate::key::Query;
use crate::notes::{Issue, Kind, Note};
use rayon::prelude::*;
use scene::Scene;
use std::collections::BTreeMap;

/// Every page of the site but those that [`explained`] adds, composed on all threads and in the same
/// order always. `languages` has the words of each language of the site: the report speaks the first,
/// surveys speak them all.
pub fn pages(input: &Input, languages: &BTreeMap<String, Words>) -> Vec<Page<Body>> {
    let Some(words) = languages.get(&input.options.language) else { return Vec::new() };
    let scene = Scene { input, words };
    let mut pages: Vec<_> =
        plan(&scene).par_iter().flat_map_iter(|part| part.compose(&scene)).collect();
    let (surveys, questionnaires) = survey::pages(input, languages);
    pages.extend(surveys.map(|page| page.of(Body::SurveyList)));
    pages.extend(questionnaires.into_iter().map(|page| page.of(Body::Questionnaire)));
    pages.push(downloads::page(&scene, &pages).of(Body::Downloads));
    pages.push(search::page(&scene, &pages).of(Body::Search));
    pages
}

/// The pages that explain the numbers which these pages show.
pub fn explained(
    input: &Input,
    languages: &BTreeMap<String, Words>,
    shown: &[Page<Body>],
) -> Vec<Page<Body>> {
    let Some(words) = languages.get(&input.options.language) else { return Vec::new() };
    let explained = explain::pages(&Scene { input, words }, shown).into_iter();
    explained.map(|page| page.of(Body::Explained)).collect()
}

/// How a number comes about, as text for a terminal; for what is not shown, the words that say so.
pub fn explain(input: &Input, words: &Words, query: &Query) -> String {
    let text = explain::text(&Scene { input, words }, query);
    text.unwrap_or_else(|| words.get("name.not_shown") + "\n")
}

/// The newest report as one file. Its parts are to be filled from their finished pages.
pub fn report_file(input: &Input, words: &Words) -> Page<ReportFile> {
    report_file::page(&Scene { input, words })
}

/// The pages of the issues of the newsletter, in the order of the input.
pub fn issues(input: &Input, words: &Words) -> Vec<Page<Body>> {
    let scene = Scene { input, words };
    let page = |issue| newsletter::page(&scene, issue).of(Body::Issue);
    input.issues.par_iter().map(page).collect()
}

/// A part of the site.
#[derive(Clone, Debug)]
enum Part<'a> {
    Home,
    Wave(u8),
    Dimension(u8, u16),
    Response(u8),
    Units,
    Unit(usize),
    Directory,
    Suppliers,
    Supplier(u16),
    Obstacles,
    List(Kind, Vec<&'a Note>),
    Note(&'a Note),
    Issues,
    Issue(&'a Issue),
    Actions,
    Goals,
    Measures,
    Time,
    Playbook,
    Method,
    Missing,
}

/// What there is to say.
fn plan<'a>(scene: &Scene<'a>) -> Vec<Part<'a>> {
    let waves = scene.input.report.waves();
    let mut parts = vec![Part::Home];
    let older = waves.split_last().map_or(&[][..], |(_, older)| older);
    parts.extend(older.iter().map(|&wave| Part::Wave(wave)));
    for &wave in waves {
        parts.extend(scene.dimensions().map(|of| Part::Dimension(wave, of)));
        parts.extend(questions::any(scene, wave).then_some(Part::Response(wave)));
    }
    let units = scene.input.organisation.units.len();
    let root = scene.input.organisation.root();
    parts.push(Part::Units);
    parts.extend((0..units).filter(|&unit| Some(unit) != root).map(Part::Unit));
    parts.push(Part::Directory);
    parts.push(Part::Suppliers);
    parts.extend(scene.suppliers().map(Part::Supplier));
    for kind in [Kind::Story, Kind::Award, Kind::Obstacle, Kind::Meeting, Kind::Page] {
        let notes = scene.notes(kind);
        parts.extend(notes.iter().map(|&note| Part::Note(note)));
        if kind == Kind::Obstacle {
            parts.extend(obstacles::any(scene).then_some(Part::Obstacles));
        } else if kind != Kind::Page && !notes.is_empty() {
            parts.push(Part::List(kind, notes));
        }
    }
    let issues = &scene.input.issues;
    parts.extend(issues.iter().map(Part::Issue));
    parts.extend((!issues.is_empty()).then_some(Part::Issues));
    let register = scene.input.register;
    parts.extend((!register.actions.is_empty()).then_some(Part::Actions));
    parts.extend((!register.goals.is_empty()).then_some(Part::Goals));
    parts.extend((!register.measures.is_empty()).then_some(Part::Measures));
    parts.extend(register::has_playbook(scene).then_some(Part::Playbook));
    parts.extend([Part::Time, Part::Method, Part::Missing]);
    parts
}

impl Part<'_> {
    /// The pages of this part; home is the newest wave as well.
    fn compose(&self, scene: &Scene) -> Vec<Page<Body>> {
        match self {
            Self::Home => wave::home(scene).into_iter().map(|page| page.of(Body::Wave)).collect(),
            Self::Wave(wave) => vec![wave::page(scene, *wave).of(Body::Wave)],
            Self::Dimension(wave, of) => {
                vec![dimension::page(scene, *wave, *of).of(Body::Dimension)]
            }
            Self::Response(wave) => vec![response::page(scene, *wave).of(Body::Response)],
            Self::Units => vec![unit_list::page(scene).of(Body::UnitList)],
            Self::Unit(unit) => vec![unit::page(scene, *unit).of(Body::Unit)],
            Self::Directory => vec![directory::page(scene).of(Body::Directory)],
            Self::Suppliers => supplier::all(scene),
            Self::Supplier(of) => supplier::one(scene, *of),
            Self::Obstacles => vec![obstacles::page(scene).of(Body::Obstacles)],
            Self::List(kind, notes) => {
                vec![note_list::page(scene, *kind, notes).of(Body::NoteList)]
            }
            Self::Note(note) => vec![note::page(scene, note).of(Body::Note)],
            Self::Issues => vec![newsletter::list(scene).of(Body::NoteList)],
            Self::Issue(issue) => vec![newsletter::page(scene, issue).of(Body::Issue)],
            Self::Actions => vec![register::actions(scene).of(Body::Actions)],
            Self::Goals => vec![register::goals(scene).of(Body::Goals)],
            Self::Measures => vec![register::measures(scene).of(Body::Measures)],
            Self::Time => {
                register::time(scene).into_iter().map(|page| page.of(Body::Time)).collect()
            }
            Self::Playbook => vec![register::playbook(scene).of(Body::Playbook)],
            Self::Method => vec![method::page(scene).of(Body::Method)],
            Self::Missing => vec![missing::page(scene).of(Body::Missing)],
        }
    }
}
