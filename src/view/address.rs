//! What a page is, as the rest of the site speaks of it. Where it lies in the output is decided by
//! `site`, which replaces every `@/…` in a finished page by the way there.

use crate::notes::Kind;
use crate::survey::{Audience, Wave};
use std::fmt;

/// A page of the site. Written out it is a link such as `@/waves/2026-Q3/trust`, which notes and
/// templates may use too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Address {
    /// The newest closed wave.
    Home,
    /// One wave, by id.
    Wave(String),
    /// One dimension in one wave, by ids.
    Dimension(String, String),
    /// How the numbers of a wave come about: those of one dimension, or with no dimension those of the
    /// index, of the answers and of the questions outside the dimensions.
    Explained(String, Option<String>),
    /// What people of one wave said beside the dimensions, by the wave's id.
    Response(String),
    /// The units beside each other.
    Units,
    /// One unit, by id.
    Unit(String),
    /// How the numbers of a unit or pool come about, by its id and that of the wave.
    UnitExplained(String, String),
    /// Who links units and suppliers to procurement.
    Directory,
    /// All suppliers.
    Suppliers,
    /// One supplier, by id.
    Supplier(String),
    /// How the numbers of a supplier come about, by its id and that of the wave.
    SupplierExplained(String, String),
    /// The sheet for a review with a supplier: of one wave, or of the newest.
    Review(String, Option<String>),
    /// The same sheet as one file to send, by the ids of supplier and wave.
    ReviewFile(String, String),
    /// The newest report as one file.
    ReportFile,
    /// All actions.
    Actions,
    /// All goals.
    Goals,
    /// All measures.
    Measures,
    /// Where the time goes.
    Time,
    /// What to do where a practice scores low.
    Playbook,
    /// All notes of a kind.
    Notes(Kind),
    /// One note, by the path of its file below content/.
    Note(String),
    /// All issues of the newsletter.
    Newsletters,
    /// One issue, by the name of its file.
    Issue(String),
    /// Which surveys are open.
    Surveys,
    /// A survey to be answered, by the ids of its wave and audience, and its language.
    Questionnaire(String, String, String),
    /// Every file of figures.
    Downloads,
    /// How the numbers are made.
    Method,
    /// Where pages are searched for.
    Search,
    /// What a server shows for an address that leads nowhere.
    Missing,
}

impl Address {
    /// The survey of a wave for an audience in a language.
    pub fn questionnaire(wave: &Wave, audience: &Audience, language: &str) -> Self {
        Self::Questionnaire(wave.id.clone(), audience.id.clone(), language.to_owned())
    }
}

/// The folder of the notes of a kind; pages stand at the top.
pub fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Story => "stories",
        Kind::Award => "awards",
        Kind::Obstacle => "obstacles",
        Kind::Meeting => "meetings",
        Kind::Page => "",
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Home => write!(out, "@/"),
            Self::Wave(wave) => write!(out, "@/waves/{wave}"),
            Self::Dimension(wave, dimension) => write!(out, "@/waves/{wave}/{dimension}"),
            Self::Explained(wave, None) => write!(out, "@/waves/{wave}/explained"),
            Self::Explained(wave, Some(dimension)) => {
                write!(out, "@/waves/{wave}/{dimension}/explained")
            }
            // No dimension can have this name: the instrument reserves it.
            Self::Response(wave) => write!(out, "@/waves/{wave}/response"),
            Self::Units => write!(out, "@/units"),
            Self::Unit(unit) => write!(out, "@/units/{unit}"),
            Self::UnitExplained(id, wave) => write!(out, "@/units/{id}/numbers/{wave}/explained"),
            Self::Directory => write!(out, "@/directory"),
            Self::Suppliers => write!(out, "@/suppliers"),
            Self::Supplier(id) => write!(out, "@/suppliers/{id}"),
            Self::SupplierExplained(id, wave) => {
                write!(out, "@/suppliers/{id}/numbers/{wave}/explained")
            }
            Self::Review(id, None) => write!(out, "@/suppliers/{id}/review"),
            Self::Review(id, Some(wave)) => write!(out, "@/suppliers/{id}/review/{wave}"),
            Self::ReviewFile(id, wave) => write!(out, "@/suppliers/{id}/review/{wave}/review.html"),
            Self::ReportFile => write!(out, "@/report.html"),
            Self::Actions => write!(out, "@/actions"),
            Self::Goals => write!(out, "@/goals"),
            Self::Measures => write!(out, "@/measures"),
            Self::Time => write!(out, "@/time"),
            Self::Playbook => write!(out, "@/playbook"),
            Self::Notes(kind) => write!(out, "@/{}", folder(*kind)),
            Self::Note(path) => write!(out, "@/{}", path.trim_start_matches("content/")),
            Self::Newsletters => write!(out, "@/newsletter"),
            Self::Issue(issue) => write!(out, "@/newsletter/{issue}"),
            Self::Surveys => write!(out, "@/survey"),
            Self::Questionnaire(wave, audience, language) => {
                write!(out, "@/survey/{wave}/{audience}/{language}")
            }
            Self::Downloads => write!(out, "@/data"),
            Self::Method => write!(out, "@/method"),
            Self::Search => write!(out, "@/search"),
            Self::Missing => write!(out, "@/404"),
        }
    }
}
