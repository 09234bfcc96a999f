//! Notes read and checked: front matter against the site's names, links against each other.

use super::figures::read_figures;
use super::links::{Site, check_links};
use super::{Kind, Note};
use crate::content::markdown::{Options, Words, render, transliterate};
use crate::content::{Fields, front_matter};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::Names;
use crate::source::{Located, Source, Spot};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Addresses below the root that the site itself takes, so that no page can.
const TAKEN: [&str; 21] = [
    "404",
    "actions",
    "awards",
    "data",
    "directory",
    "feed",
    "goals",
    "measures",
    "meetings",
    "method",
    "newsletter",
    "notes",
    "obstacles",
    "search",
    "static",
    "stories",
    "suppliers",
    "survey",
    "time",
    "units",
    "waves",
];

/// A note, and what is needed until all notes are read.
struct Draft {
    note: Note,
    slug: Spot,
}

/// Reads all notes, newest first; of one day, by path.
pub fn read(sources: &[Source], names: &Names, to: &mut Diagnostics) -> Vec<Note> {
    let read: Vec<_> = sources
        .par_iter()
        .map(|source| {
            let mut problems = Diagnostics::default();
            (read_note(source, names, &mut problems), problems)
        })
        .collect();
    let mut drafts = Vec::new();
    for (draft, problems) in read {
        to.append(problems);
        drafts.extend(draft);
    }
    drafts.sort_by(|a, b| (b.note.date, &a.note.path).cmp(&(a.note.date, &b.note.path)));
    let site = Site::new(sources, drafts.iter().map(|draft| &draft.note));
    for Draft { note, .. } in &drafts {
        check_links((&note.path, &note.anchors), &note.links, &site, to);
    }
    refuse_repeats(&drafts, to);
    drafts.into_iter().map(|draft| draft.note).collect()
}

/// Two notes cannot have one address; the second by path is told of.
fn refuse_repeats(drafts: &[Draft], to: &mut Diagnostics) {
    let mut by_path: Vec<_> = drafts.iter().collect();
    by_path.sort_by_key(|draft| &draft.note.path);
    let mut seen = BTreeMap::new();
    for Draft { note, slug, .. } in by_path {
        if let Some(first) = seen.insert((note.kind, &note.slug), &note.path) {
            let message = format!("another {} has the address `{}`", note.kind.name(), note.slug);
            to.push(
                Diagnostic::error(Code::RepeatedSlug, slug.clone(), message)
                    .label(format!("the first is {first}"))
                    .hint("give this note a `slug` of its own in its front matter"),
            );
        }
    }
}

/// Reads one note. It comes back only if nothing that it cannot do without is missing.
fn read_note(source: &Source, names: &Names, to: &mut Diagnostics) -> Option<Draft> {
    let front = front_matter(source, to)?;
    let mut fields = Fields::parse(&front.toml, to);
    let kind = read_kind(&mut fields, to);
    let title = fields.text("title", to);
    let slug = read_slug(&mut fields, source, kind, to);
    let date = fields.optional_date("date", to).map(|date| date.value);
    let summary = plain(&mut fields, "summary", to);
    let has_outcome = fields.has("outcome");
    let outcome = plain(&mut fields, "outcome", to);
    if kind == Some(Kind::Story) && !has_outcome {
        warn_no_outcome(title.as_ref(), &fields, to);
    }
    let author = plain(&mut fields, "author", to);
    let draft = fields.optional_flag("draft", to).is_some_and(|draft| draft.value);
    let dimensions = fields.texts("dimensions", to);
    let dimensions = resolve(dimensions, |id| names.find_dimension(id, to));
    let practices = fields.texts("practices", to);
    let practices = resolve(practices, |id| names.find_practice(id, to));
    let questions = fields.texts("questions", to);
    let questions = resolve(questions, |id| names.find_question(id, to));
    let suppliers = fields.texts("suppliers", to);
    let suppliers = resolve(suppliers, |id| names.find_supplier(id, to));
    let units = fields.texts("units", to);
    let units = resolve(units, |id| names.find_unit(id, to));
    let extra = read_extra(&mut fields, to);
    fields.finish(to);
    let words = Words::default();
    let prefix = slug.as_ref().map_or("note", |slug| slug.value.as_str());
    let body = render(&front.body, &Options { prefix, top: 2, words: &words }, to);
    let slug = slug?;
    Some(Draft {
        note: Note {
            path: source.path.to_string(),
            slug: slug.value,
            kind: kind?,
            title: title?.value.trim().to_owned(),
            date,
            summary,
            outcome,
            author,
            draft,
            dimensions,
            practices,
            questions,
            suppliers,
            units,
            extra,
            body: read_figures(&body, names, to),
            anchors: body.headings.into_iter().map(|heading| heading.id).collect(),
            links: body.links,
        },
        slug: slug.spot,
    })
}

fn read_kind(fields: &mut Fields<'_>, to: &mut Diagnostics) -> Option<Kind> {
    let words = Kind::ALL.map(|kind| (kind.name(), kind));
    fields.choice("kind", &words, to).map(|kind| kind.value)
}

/// The last part of the address: as written, or from the name of the file.
fn read_slug(
    fields: &mut Fields<'_>,
    source: &Source,
    kind: Option<Kind>,
    to: &mut Diagnostics,
) -> Option<Located<String>> {
    let stem = source.path.rsplit('/').next().unwrap_or_default();
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let slug = fields.optional_text("slug", to).unwrap_or_else(|| Located {
        value: transliterate(stem),
        spot: Spot { file: Arc::clone(&source.path), ..fields.spot().clone() },
    });
    let plain = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let has_form = slug.value.bytes().all(|letter| plain(letter) || letter == b'-')
        && slug.value.bytes().next().is_some_and(plain)
        && slug.value.len() <= 80;
    if !has_form {
        let message = match slug.value.as_str() {
            "" => format!("the name `{stem}` gives no address"),
            value => format!("`{value}` cannot be part of an address"),
        };
        to.push(
            Diagnostic::error(Code::BadSlug, slug.spot, message)
                .label("expected at most 80 small letters, digits and hyphens")
                .hint("write a line such as `slug = \"shorter-lead-times\"` in the front matter"),
        );
        return None;
    }
    let is_page = matches!(kind, Some(Kind::Page) | None);
    if slug.value == "index" || is_page && TAKEN.contains(&slug.value.as_str()) {
        let message = format!("the address `{}` belongs to the site itself", slug.value);
        to.push(
            Diagnostic::error(Code::BadSlug, slug.spot, message)
                .label("expected another address")
                .hint("give this note another `slug` in its front matter"),
        );
        return None;
    }
    Some(slug)
}

/// A text in one line. One that is still to be written counts as absent.
fn plain(fields: &mut Fields<'_>, key: &'static str, to: &mut Diagnostics) -> Option<String> {
    let Located { value, spot } = fields.optional_text(key, to)?;
    let text = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        to.push(
            Diagnostic::warning(Code::Missing, spot, format!("`{key}` is empty"))
                .label(format!("expected a text, or no `{key}`")),
        );
        return None;
    }
    Some(text)
}

fn warn_no_outcome(title: Option<&Located<String>>, fields: &Fields<'_>, to: &mut Diagnostics) {
    let spot = title.map_or_else(|| fields.spot().clone(), |title| title.spot.clone());
    to.push(
        Diagnostic::warning(Code::NoOutcome, spot, "this story does not say what came of it")
            .label("expected `outcome` in the front matter")
            .hint("write a result that can be touched: `outcome = \"lead time 14 to 9 days\"`"),
    );
}

/// Ids as indexes, each once, in the order written.
fn resolve(
    ids: Vec<Located<String>>,
    find: impl FnMut(&Located<String>) -> Option<u16>,
) -> Vec<u16> {
    let mut found = Vec::with_capacity(ids.len());
    for index in ids.iter().filter_map(find) {
        if !found.contains(&index) {
            found.push(index);
        }
    }
    found
}

fn read_extra(fields: &mut Fields<'_>, to: &mut Diagnostics) -> BTreeMap<String, String> {
    let Some(mut extra) = fields.optional_table("extra", to) else { return BTreeMap::new() };
    let rows = extra.take_rest().into_iter();
    rows.filter_map(|row| Some((row.key.value.clone(), row.plain(to)?.value))).collect()
}

#[cfg(test)]
mod tests;
