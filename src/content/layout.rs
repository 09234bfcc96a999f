//! Which file of a site is what.

use crate::source::Source;

/// The files of a site, sorted by what they are. Nothing is parsed yet.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// content/site.toml
    pub site: Option<Source>,
    /// content/survey.toml
    pub survey: Option<Source>,
    /// content/organisation.toml
    pub organisation: Option<Source>,
    /// content/suppliers.toml
    pub suppliers: Option<Source>,
    /// content/waves/ID/, in the order of their names
    pub waves: Vec<WaveFolder>,
    /// content/notes/**/*.md, in the order of their paths
    pub notes: Vec<Source>,
}

/// The files of one wave.
#[derive(Clone, Debug)]
pub struct WaveFolder {
    /// The folder's name.
    pub id: String,
    /// wave.toml
    pub wave: Source,
    /// answers/*.toml, in the order of their paths
    pub answers: Vec<Source>,
    /// review.md
    pub review: Option<Source>,
}
