//! One note.

use super::Embedded;
use crate::content::markdown::{Link, Passage};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something that worked, with its tangible outcome.
    Story,
    /// People who are celebrated.
    Award,
    /// Something in the way, and what is done about it.
    Obstacle,
    /// What was agreed at a meeting.
    Meeting,
    /// Any other page.
    Page,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Story, Self::Award, Self::Obstacle, Self::Meeting, Self::Page];

    /// Its name in front matter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Award => "award",
            Self::Obstacle => "obstacle",
            Self::Meeting => "meeting",
            Self::Page => "page",
        }
    }
}

/// A note, read and checked; its body is safe HTML.
#[derive(Clone, Debug)]
pub struct Note {
    /// Path of its file inside the site.
    pub path: String,
    /// Last part of its address.
    pub slug: String,
    /// What it is about.
    pub kind: Kind,
    /// Its title, plain text.
    pub title: String,
    /// The day it stands for; lists are newest first.
    pub date: Option<Date>,
    /// One or two sentences for lists, plain text.
    pub summary: Option<String>,
    /// The tangible result of a story, plain text ("lead time 14 to 9 days").
    pub outcome: Option<String>,
    /// A role or team, never needed.
    pub author: Option<String>,
    /// Whether it is left out of a normal build.
    pub draft: bool,
    /// Dimensions it speaks of (indexes into the survey's list).
    pub dimensions: Vec<u16>,
    /// Practices it speaks of.
    pub practices: Vec<u16>,
    /// Questions outside the dimensions that it speaks of, such as the obstacle that it is about.
    pub questions: Vec<u16>,
    /// Suppliers it speaks of.
    pub suppliers: Vec<u16>,
    /// Units it speaks of.
    pub units: Vec<u16>,
    /// Whatever the editor's own theme wants to know, as text.
    pub extra: BTreeMap<String, String>,
    /// The body: HTML that a page may contain as it is, and figures between. A link to another note is
    /// `href="@/notes/x.md#anchor"`, to be replaced by its address when the page is put together.
    pub body: Vec<Passage<Embedded>>,
    /// Anchors of the headings in the body.
    pub anchors: Vec<String>,
    /// Its links, with their places in the file.
    pub links: Vec<Link>,
}
