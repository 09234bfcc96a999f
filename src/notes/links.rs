//! Links inside the site: `@/notes/x.md#anchor` and `#anchor` must lead somewhere.

use super::Note;
use crate::content::markdown::{Link, is_external, split_anchor};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};

const CONTENT: &str = "content/";

/// What a link can lead to: the note files by path.
#[derive(Clone, Debug, Default)]
pub struct Site {
    notes: BTreeMap<String, Goal>,
}

/// A note as the end of a link.
#[derive(Clone, Debug, Default)]
struct Goal {
    /// None when the note could not be read, so that its anchors are not known.
    anchors: Option<BTreeSet<String>>,
    is_draft: bool,
}

impl Site {
    /// The files of all notes, and those that could be read.
    pub fn new<'n>(sources: &[Source], notes: impl IntoIterator<Item = &'n Note>) -> Self {
        let faulty = sources.iter().map(|source| (source.path.to_string(), Goal::default()));
        let read = notes.into_iter().map(|note| {
            let anchors = Some(note.anchors.iter().cloned().collect());
            (note.path.clone(), Goal { anchors, is_draft: note.draft })
        });
        Self { notes: faulty.chain(read).collect() }
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.notes.keys().map(|path| path.strip_prefix(CONTENT).unwrap_or(path))
    }
}

/// How many headings are listed where one is missing.
const MOST_LISTED: usize = 12;

/// Checks the links of the text at `path`, whose own headings have `anchors`.
pub fn check_links(
    (path, anchors): (&str, &[String]),
    links: &[Link],
    site: &Site,
    to: &mut Diagnostics,
) {
    let from_draft = site.notes.get(path).is_some_and(|note| note.is_draft);
    let own: BTreeSet<&str> = anchors.iter().map(String::as_str).collect();
    for link in links.iter().filter(|link| !is_external(&link.target)) {
        let (target, anchor) = split_anchor(&link.target);
        if let Some(inside) = target.strip_prefix("@/") {
            check_note(link, inside, anchor.as_deref(), site, from_draft, to);
        } else if target.is_empty() {
            check_anchor(link, anchor.as_deref(), &own, "this text", to);
        } else {
            check_relative(link, target, site, to);
        }
    }
}

fn nowhere(link: &Link, message: String) -> Diagnostic {
    Diagnostic::error(Code::UnknownLink, link.spot.clone(), message)
}

fn check_note(
    link: &Link,
    inside: &str,
    anchor: Option<&str>,
    site: &Site,
    from_draft: bool,
    to: &mut Diagnostics,
) {
    let Some(note) = site.notes.get(&format!("{CONTENT}{inside}")) else {
        return to.push_with(&link.spot, Code::UnknownLink, || {
            let problem = nowhere(link, format!("`@/{inside}` leads nowhere"))
                .label("expected the path of a note below content/, as in `@/notes/x.md`");
            match did_you_mean(inside, site.paths()) {
                Some(near) => problem.hint(format!("did you mean `@/{near}`?")),
                None => problem,
            }
        });
    };
    if note.is_draft && !from_draft {
        let message = format!("`@/{inside}` is a draft, so readers would find nothing there");
        return to.push(
            nowhere(link, message)
                .label("expected a note that is published")
                .hint("take `draft = true` out of that note, or the link out of this one"),
        );
    }
    if let Some(anchors) = &note.anchors {
        let known = anchors.iter().map(String::as_str).collect();
        check_anchor(link, anchor, &known, inside, to);
    }
}

fn check_anchor(
    link: &Link,
    anchor: Option<&str>,
    known: &BTreeSet<&str>,
    place: &str,
    to: &mut Diagnostics,
) {
    let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty() && !known.contains(anchor)) else {
        return;
    };
    to.push_with(&link.spot, Code::UnknownLink, || {
        let problem = nowhere(link, format!("there is no heading `#{anchor}` in {place}"));
        let listed: Vec<_> = known.iter().take(MOST_LISTED).map(|own| format!("#{own}")).collect();
        let problem = match (listed.as_slice(), known.len() > MOST_LISTED) {
            ([], _) => problem.label("it has no headings"),
            (some, false) => problem.label(format!("expected one of {}", some.join(", "))),
            (_, true) => problem.label(format!("expected one of its {} headings", known.len())),
        };
        match did_you_mean(anchor, known.iter().copied()) {
            Some(near) => problem.hint(format!("did you mean `#{near}`?")),
            None => problem,
        }
    });
}

/// A link to a Markdown file by a relative path would be dead in the finished site.
fn check_relative(link: &Link, target: &str, site: &Site, to: &mut Diagnostics) {
    let path = target.split('?').next().unwrap_or(target);
    let Some(name) = path.rsplit('/').next().filter(|name| name.ends_with(".md")) else { return };
    to.push_with(&link.spot, Code::UnknownLink, || {
        let near = site.paths().find(|path| path.rsplit('/').next() == Some(name));
        nowhere(link, format!("`{target}` is no page of the finished site"))
            .label("expected a path from content/ on")
            .hint(format!("write `@/{}`", near.map_or(format!("notes/{name}"), str::to_owned)))
    });
}
