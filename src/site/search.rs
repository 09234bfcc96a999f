//! What the search looks through: a script that is a list, with a line for every page that the page to
//! search from lists. It is a script because a page that is opened from a disk may read nothing else.
//!
//! It holds what its pages hold and no more. A number in a summary stands beside its key, as on the page.

use super::headings::headings;
use super::links::Finished;
use crate::source::Tree;
use crate::view::{Body, Heading, Listed, Page, SearchGroup};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where it lies, beside the page to search from.
const INDEX: &str = "search/index.js";

/// A page that can be found.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    /// Its path in the site.
    page: &'a str,
    kind: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    /// One sentence, and the keys or the source of its numbers.
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    cell: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    source: &'a str,
    /// What it speaks of: words and anchor.
    headings: Vec<(String, String)>,
}

/// A page before and after it is rendered, by its address.
type Made<'a> = BTreeMap<String, (&'a Page<Body>, &'a Finished)>;

/// Adds the list to the site; the finished pages stand in the order of the pages.
pub(super) fn add(tree: &mut Tree, pages: &[Page<Body>], finished: &[Finished]) {
    let search = pages.iter().find_map(|page| match &page.body {
        Body::Search(search) => Some(search),
        _ => None,
    });
    let Some(search) = search else { return };
    let made = pages.iter().zip(finished);
    let made: Made = made.map(|(page, done)| (page.address.to_string(), (page, done))).collect();
    // No letter of a name may look like a tag, wherever a server or browser shows this file.
    let line = |entry: Entry| Some(serde_json::to_string(&entry).ok()?.replace('<', "\\u003c"));
    let lines = search.groups.par_iter().flat_map(|group| {
        let pages = group.pages.par_iter();
        pages.filter_map(|listed| line(entry(group, listed, &made)?))
    });
    let lines: Vec<String> = lines.collect();
    let script = format!("globalThis.searchIndex = [\n{}\n];\n", lines.join(",\n"));
    tree.insert(INDEX, script.into_bytes());
}

fn entry<'a>(group: &'a SearchGroup, listed: &'a Listed, made: &Made<'a>) -> Option<Entry<'a>> {
    let (own, done) = made.get(&listed.way.href)?;
    let shell = &own.shell;
    let (summary, cell, source) = match shell.description == shell.name {
        true => ("", "", ""),
        false => (shell.description.trim(), &*shell.description_cells, &*shell.description_source),
    };
    Some(Entry {
        page: &done.path,
        kind: &group.kind,
        title: &shell.name,
        language: &listed.language,
        summary,
        cell,
        source: if cell.is_empty() { source } else { "" },
        headings: spoken_of(own, done, &listed.topics),
    })
}

/// What a page speaks of without a heading and its headings, each once; not what its title or summary
/// says already. Those of a questionnaire come and go while it is filled in.
fn spoken_of(page: &Page<Body>, done: &Finished, topics: &[Heading]) -> Vec<(String, String)> {
    if let Body::Questionnaire(_) = page.body {
        return Vec::new();
    }
    let said = [&page.shell.name, &page.shell.description];
    let mut known = BTreeSet::new();
    let all = topics.iter().cloned().chain(headings(&done.html));
    let fresh = all.filter(|heading| !said.iter().any(|said| said.contains(&heading.text)));
    fresh
        .filter(|heading| known.insert(heading.text.clone()))
        .map(|heading| (heading.text, heading.anchor))
        .collect()
}
