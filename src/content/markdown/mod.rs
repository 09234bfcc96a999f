//! Markdown as safe HTML: CommonMark with tables, footnotes, task lists, alerts and strikethrough.
//!
//! 1. pulldown-cmark parses; every event knows its place in the file.
//! 2. [`write`] turns events into HTML of ours where theirs will not do: headings get ids and start
//!    at `h2`, links are checked, pictures give way to their alternative text, tables scroll.
//! 3. `sanitise` runs only where the author wrote HTML by hand.
//!
//! What comes out asks for nothing outside the page: no picture, no script, no style.

mod directive;
mod footnotes;
mod href;
mod sanitise;
mod slug;
mod words;
mod write;

pub use directive::{Directive, Passage};
pub use href::{is_external, split_anchor};
pub use slug::{slug, transliterate};
pub use words::Words;

use super::Part;
use crate::diag::Diagnostics;
use crate::source::Spot;
use pulldown_cmark::{Options as Syntax, Parser, html};

/// What the page around a text decides.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Goes before the ids of footnotes, so that two texts fit on one page (a slug, say).
    pub prefix: &'a str,
    /// The level of the highest heading in the page, 2 to 6; the others follow without a gap.
    pub top: u8,
    /// Words that the author does not write but the reader sees or hears.
    pub words: &'a Words,
}

/// A text as HTML, and what others may want to know of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// Safe HTML, to stand below a page's own `h1`. Where directives stand it has marks.
    pub html: String,
    /// The directives in the order of the text.
    pub directives: Vec<Directive>,
    /// The headings in the order of the text.
    pub headings: Vec<Heading>,
    /// Every link that was kept; whether those inside the site lead anywhere is not known here.
    pub links: Vec<Link>,
    /// Whether the author wrote HTML by hand.
    pub has_raw_html: bool,
}

/// One heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its level in the page, 2 to 6.
    pub level: u8,
    /// Its anchor, unique in the text.
    pub id: String,
    /// Its words, plain text.
    pub text: String,
}

/// One link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written.
    pub target: String,
    /// Where the target stands in the file.
    pub spot: Spot,
}

impl Link {
    /// Where it leads, as written in the page: an anchor as the heading's id is, so that the two can
    /// be compared.
    pub fn address(&self) -> String {
        match split_anchor(&self.target) {
            (path, Some(anchor)) if !is_external(&self.target) => format!("{path}#{anchor}"),
            _ => self.target.clone(),
        }
    }
}

fn syntax() -> Syntax {
    Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
        | Syntax::ENABLE_SMART_PUNCTUATION
        | Syntax::ENABLE_GFM
}

/// Turns Markdown into HTML. Links that could do harm, and pictures, are left out and reported.
pub fn render(part: &Part<'_>, options: &Options<'_>, to: &mut Diagnostics) -> Markdown {
    let mut parser = Parser::new_ext(part.text, syntax()).into_offset_iter();
    let events: Vec<_> = parser.by_ref().collect();
    let written = write::write(&events, parser.reference_definitions(), part, options, to);
    let mut markdown = written.markdown;
    html::push_html(&mut markdown.html, written.events.into_iter());
    if markdown.has_raw_html {
        markdown.html = sanitise::sanitise(&markdown.html, written.ids);
    }
    markdown
}

impl Markdown {
    /// The text parted where its directives stand.
    pub fn passages(&self) -> Vec<Passage<Directive>> {
        directive::part(&self.html, &self.directives)
    }
}

/// A text as it may stand in HTML, inside an element or a quoted attribute.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests;
