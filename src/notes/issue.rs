//! An issue of the newsletter: which wave it tells of, what it picks from notes and registers, and
//! the editorial.

use super::figures::read_figures;
use super::links::{Site, check_links};
use super::{Embedded, Kind, Note};
use crate::content::markdown::{Link, Options, Passage, Words, render};
use crate::content::{Fields, front_matter};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::Names;
use crate::source::{Located, Source, Spot};
use crate::survey::{State, Wave};
use jiff::civil::Date;

/// An issue, read and checked; its body is safe HTML.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Path of its file inside the site.
    pub path: String,
    /// The name of its file, which is the name of its folder in the output.
    pub id: String,
    /// The closed wave that it tells of.
    pub wave: u8,
    /// The day it goes out.
    pub date: Date,
    /// The subject of the mail, and the title of the web copy.
    pub subject: String,
    /// What mail programs show beside the subject.
    pub preheader: String,
    /// The stories, in the order written (indexes into the notes).
    pub stories: Vec<usize>,
    /// The awards, likewise.
    pub awards: Vec<usize>,
    /// The ids of the actions that come next.
    pub next: Vec<String>,
    /// The editorial, with links and figures as in [`Note::body`].
    pub body: Vec<Passage<Embedded>>,
    /// The links of the editorial.
    pub links: Vec<Link>,
}

/// What the reader of an issue knows of the rest of the site.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// All waves, also those that the report leaves out.
    pub waves: &'a [Wave],
    /// Their ids, and those of everything else.
    pub names: &'a Names,
    /// The files of notes.
    pub sources: &'a [Source],
    /// Those that could be read.
    pub notes: &'a [Note],
    /// The ids of all actions.
    pub actions: &'a [String],
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether the site says where it will stand.
    pub has_address: bool,
}

/// How long a subject may be: lists of mail programs on a phone cut it there.
const SUBJECT: usize = 49;
/// How long a preheader should be: shorter ones are filled up with whatever comes next in the mail,
/// longer ones are cut.
const PREHEADER: std::ops::RangeInclusive<usize> = 40..=70;

/// Reads all issues, newest first.
pub fn read_issues(sources: &[Source], known: &Known<'_>, to: &mut Diagnostics) -> Vec<Issue> {
    if let Some(first) = sources.first().filter(|_| !known.has_address) {
        let message = "a newsletter needs to know where the site will stand";
        to.push(
            Diagnostic::error(Code::NoAddress, Spot::file(&first.path), message)
                .label("the links and pictures of a mail have whole addresses")
                .hint("write `base_url = \"https://…/\"` into content/site.toml"),
        );
    }
    let links = Site::new(known.sources, known.notes);
    let read = |source| read_issue(source, known, &links, to);
    let mut issues: Vec<Issue> = sources.iter().filter_map(read).collect();
    issues.sort_by(|a, b| (b.date, &b.id).cmp(&(a.date, &a.id)));
    issues
}

fn read_issue(
    source: &Source,
    known: &Known<'_>,
    links: &Site,
    to: &mut Diagnostics,
) -> Option<Issue> {
    let id = read_id(source, to);
    let front = front_matter(source, to)?;
    let mut fields = Fields::parse(&front.toml, to);
    let wave = fields.text("wave", to).and_then(|id| read_wave(&id, known, to));
    let date = fields.optional_date("date", to).map(|date| date.value);
    let subject = read_line(&mut fields, "subject", to);
    let preheader = read_line(&mut fields, "preheader", to);
    check_lengths(subject.as_ref(), preheader.as_ref(), to);
    let stories = read_notes(&mut fields, "stories", Kind::Story, known, to);
    let awards = read_notes(&mut fields, "awards", Kind::Award, known, to);
    let next = read_actions(fields.texts("next", to), known, to);
    fields.finish(to);
    let words = Words::default();
    let body = render(&front.body, &Options { prefix: "editorial", top: 2, words: &words }, to);
    let text = read_figures(&body, known.names, to);
    let anchors: Vec<String> = body.headings.into_iter().map(|heading| heading.id).collect();
    check_links((&source.path, &anchors), &body.links, links, to);
    let wave = wave?;
    Some(Issue {
        path: source.path.to_string(),
        id: id?,
        wave,
        date: date.unwrap_or(known.waves[usize::from(wave)].closes),
        subject: subject?.value,
        preheader: preheader?.value,
        stories,
        awards,
        next,
        body: text,
        links: body.links,
    })
}

/// The name of the file as part of an address; capitals as in the ids of waves.
fn read_id(source: &Source, to: &mut Diagnostics) -> Option<String> {
    let stem = source.path.rsplit('/').next().unwrap_or_default();
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let plain = |letter: u8| letter.is_ascii_alphanumeric();
    let is_sound = stem.bytes().next().is_some_and(plain)
        && stem.bytes().all(|letter| plain(letter) || letter == b'-')
        && stem.len() <= 64
        && stem != "index";
    if !is_sound {
        let message = format!("the name `{stem}` gives no address");
        to.push(
            Diagnostic::error(Code::BadSlug, Spot::file(&source.path), message)
                .label("expected a file name of letters, digits and hyphens")
                .hint("name the file after its wave, for example 2026-Q3.md"),
        );
    }
    is_sound.then(|| stem.to_owned())
}

fn read_wave(id: &Located<String>, known: &Known<'_>, to: &mut Diagnostics) -> Option<u8> {
    let wave = known.names.find_wave(id, to)?;
    if known.waves[usize::from(wave)].state == State::Closed {
        return Some(wave);
    }
    let message = format!("the wave `{}` is still open", id.value);
    to.push(
        Diagnostic::error(Code::StillOpen, id.spot.clone(), message)
            .label("expected a wave with `state = \"closed\"`")
            .hint("a newsletter tells results, and an open wave has none"),
    );
    None
}

/// A text in one line.
fn read_line(
    fields: &mut Fields<'_>,
    key: &'static str,
    to: &mut Diagnostics,
) -> Option<Located<String>> {
    let text = fields.text(key, to)?;
    Some(text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn check_lengths(
    subject: Option<&Located<String>>,
    preheader: Option<&Located<String>>,
    to: &mut Diagnostics,
) {
    let length = |text: &Located<String>| text.value.chars().count();
    if let Some(subject) = subject.filter(|text| length(text) > SUBJECT) {
        let message = format!("this subject has {} characters", length(subject));
        to.push(
            Diagnostic::error(Code::MailLine, subject.spot.clone(), message)
                .label(format!("expected at most {SUBJECT}"))
                .hint("phones cut a longer one; put the finding first"),
        );
    }
    if let Some(preheader) = preheader.filter(|text| !PREHEADER.contains(&length(text))) {
        let message = format!("this preheader has {} characters", length(preheader));
        let (least, most) = (PREHEADER.start(), PREHEADER.end());
        to.push(
            Diagnostic::warning(Code::MailLine, preheader.spot.clone(), message)
                .label(format!("expected {least} to {most}"))
                .hint("mail programs show it beside the subject: say what the reader gets"),
        );
    }
}

/// The notes of these slugs, each once, in the order written.
fn read_notes(
    fields: &mut Fields<'_>,
    key: &'static str,
    kind: Kind,
    known: &Known<'_>,
    to: &mut Diagnostics,
) -> Vec<usize> {
    let mut found = Vec::new();
    for slug in fields.texts(key, to) {
        let is_it = |note: &Note| note.kind == kind && note.slug == slug.value;
        let Some(at) = known.notes.iter().position(is_it) else {
            let of_kind = known.notes.iter().filter(|note| note.kind == kind);
            let slugs = of_kind.map(|note| note.slug.as_str());
            to.push(Diagnostic::unknown(kind.name(), &slug, slugs));
            continue;
        };
        if known.notes[at].draft && !known.drafts {
            let message = format!("the {} `{}` is a draft", kind.name(), slug.value);
            to.push(
                Diagnostic::error(Code::UnknownLink, slug.spot.clone(), message)
                    .label("readers would find nothing there")
                    .hint("take `draft = true` out of that note, or the note out of this issue"),
            );
        }
        if !found.contains(&at) {
            found.push(at);
        }
    }
    found
}

/// The ids of actions that there are.
fn read_actions(ids: Vec<Located<String>>, known: &Known<'_>, to: &mut Diagnostics) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in ids {
        if !known.actions.contains(&id.value) {
            let actions = known.actions.iter().map(String::as_str);
            to.push(Diagnostic::unknown("action", &id, actions));
        } else if !found.contains(&id.value) {
            found.push(id.value);
        }
    }
    found
}
