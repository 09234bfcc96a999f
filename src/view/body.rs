//! The kinds of pages, by what they say.

use super::dimension::DimensionPage;
use super::directory::DirectoryPage;
use super::downloads::DownloadsPage;
use super::explain::ExplainedPage;
use super::method::MethodPage;
use super::missing::MissingPage;
use super::newsletter::IssuePage;
use super::note::NotePage;
use super::note_list::NoteListPage;
use super::obstacles::ObstaclesPage;
use super::register::{ActionsPage, GoalsPage, MeasuresPage, PlaybookPage, TimePage};
use super::report_file::ReportFile;
use super::response::ResponsePage;
use super::search::SearchPage;
use super::supplier::{Portfolio, RelationshipPage, ReviewPage};
use super::survey::{QuestionnairePage, SurveyListPage};
use super::unit::UnitPage;
use super::unit_list::UnitListPage;
use super::wave::WavePage;
use serde::Serialize;

/// What a page of any kind says.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum Body {
    Wave(Box<WavePage>),
    Dimension(Box<DimensionPage>),
    Explained(Box<ExplainedPage>),
    Response(Box<ResponsePage>),
    Portfolio(Box<Portfolio>),
    Relationship(Box<RelationshipPage>),
    Review(Box<ReviewPage>),
    ReportFile(Box<ReportFile>),
    UnitList(Box<UnitListPage>),
    Unit(Box<UnitPage>),
    Directory(Box<DirectoryPage>),
    Downloads(Box<DownloadsPage>),
    Note(Box<NotePage>),
    NoteList(Box<NoteListPage>),
    Issue(Box<IssuePage>),
    Obstacles(Box<ObstaclesPage>),
    SurveyList(Box<SurveyListPage>),
    Questionnaire(Box<QuestionnairePage>),
    Actions(Box<ActionsPage>),
    Goals(Box<GoalsPage>),
    Measures(Box<MeasuresPage>),
    Time(Box<TimePage>),
    Playbook(Box<PlaybookPage>),
    Method(Box<MethodPage>),
    Search(Box<SearchPage>),
    Missing(Box<MissingPage>),
}
