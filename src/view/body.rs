//! The kinds of pages, by what they say.

use super::dimension::DimensionPage;
use super::explain::ExplainedPage;
use super::method::MethodPage;
use super::missing::MissingPage;
use super::note::NotePage;
use super::note_list::NoteListPage;
use super::response::ResponsePage;
use super::survey::{QuestionnairePage, SurveyListPage};
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
    Note(Box<NotePage>),
    NoteList(Box<NoteListPage>),
    SurveyList(Box<SurveyListPage>),
    Questionnaire(Box<QuestionnairePage>),
    Method(Box<MethodPage>),
    Missing(Box<MissingPage>),
}
