//! The editor's commentary on a wave (review.md).

use super::Embedded;
use super::figures::read_figures;
use crate::content::markdown::{Link, Options, Passage, Words, render};
use crate::content::{Fields, optional_front_matter};
use crate::diag::Diagnostics;
use crate::key::Names;
use crate::source::Source;

/// A commentary, read; its body is safe HTML.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// What should be decided, one sentence of plain text.
    pub decision: Option<String>,
    /// The commentary, with links and figures as in [`super::Note::body`].
    pub body: Vec<Passage<Embedded>>,
    /// Anchors of its headings.
    pub anchors: Vec<String>,
    /// Its links, for [`super::check_links`] once the notes are read.
    pub links: Vec<Link>,
}

/// Reads a commentary; front matter may be left out.
pub fn read_review(source: &Source, names: &Names, to: &mut Diagnostics) -> Review {
    let Some(front) = optional_front_matter(source, to) else { return Review::default() };
    let mut fields = Fields::parse(&front.toml, to);
    let decision = fields.optional_text("decision", to).map(|text| text.value.trim().to_owned());
    fields.finish(to);
    let words = Words::default();
    let body = render(&front.body, &Options { prefix: "review", top: 3, words: &words }, to);
    Review {
        decision: decision.filter(|decision| !decision.is_empty()),
        body: read_figures(&body, names, to),
        anchors: body.headings.into_iter().map(|heading| heading.id).collect(),
        links: body.links,
    }
}
