//! A page before it is rendered: where it belongs, what template shows it and what that may see.

use super::dimension::DimensionPage;
use super::explain::ExplainedPage;
use super::method::MethodPage;
use super::missing::MissingPage;
use super::note::NotePage;
use super::note_list::NoteListPage;
use super::response::ResponsePage;
use super::shell::Shell;
use super::supplier::{Portfolio, RelationshipPage, ReviewPage};
use super::wave::WavePage;
use super::{Address, Exhibit};
use serde::Serialize;

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is.
    pub address: Address,
    /// The template that shows it.
    pub template: &'static str,
    /// What stands around it.
    pub shell: Shell,
    /// What it says.
    pub body: Body,
    /// Files beside it: name and text.
    pub files: Vec<(String, String)>,
    /// The file that it was made from, for messages about it; empty where there is none.
    pub origin: String,
}

/// What a page says.
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
    Note(Box<NotePage>),
    NoteList(NoteListPage),
    Method(MethodPage),
    Missing(MissingPage),
}

/// The files of these exhibits.
pub(super) fn files<'a>(exhibits: impl IntoIterator<Item = &'a Exhibit>) -> Vec<(String, String)> {
    exhibits.into_iter().map(|exhibit| (exhibit.file.clone(), exhibit.csv.clone())).collect()
}
