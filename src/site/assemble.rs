//! From views to the tree of files that goes out.

use super::alone::alone;
use super::links::{Finished, check, relative, written};
use super::routes::Routes;
use super::sitemap;
use crate::diag::{Diagnostic, Diagnostics};
use crate::render::{Spoken, Theme};
use crate::source::{Spot, Tree};
use crate::view::{Body, Input, Page, Words, pages, report_file};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The whole site, and where its pages stand. What is wrong is reported; the tree then lacks pages and
/// must not be written.
pub fn assemble(input: &Input, theme: &Theme, to: &mut Diagnostics) -> (Tree, Routes) {
    let words: BTreeMap<String, Words> = input
        .options
        .languages
        .iter()
        .map(|language| (language.clone(), theme.words(language, to)))
        .collect();
    if !theme.is_whole() {
        return (Tree::default(), Routes::default());
    }
    let pages = pages(input, &words);
    let routes = Routes::new(&pages, input.notes, to);
    let spoken = words.iter().map(|(language, words)| (language.as_str(), Spoken::new(words)));
    let spoken: BTreeMap<&str, Spoken> = spoken.collect();
    let none = Spoken::new(&Words::default());
    let spoken_by = |page: &Page<Body>| spoken.get(page.shell.language.as_str()).unwrap_or(&none);
    let finished: Vec<Result<Finished, Diagnostic>> =
        pages.par_iter().map(|page| finish(page, theme, spoken_by(page), &routes)).collect();
    let mut tree = Tree::default();
    for (path, bytes) in theme.files() {
        tree.insert(path, bytes);
    }
    let (finished, mistakes): (Vec<_>, Vec<_>) = finished.into_iter().partition(Result::is_ok);
    if !mistakes.is_empty() {
        report(mistakes.into_iter().filter_map(Result::err), to);
        return (tree, routes);
    }
    let mut finished: Vec<_> = finished.into_iter().flatten().collect();
    pages.iter().zip(&finished).for_each(|(page, done)| put(&mut tree, page, done));
    sitemap::add(&mut tree, input, &pages, &routes);
    if input.options.single_file
        && let (Some(own), Some(own_words)) =
            (spoken.get(input.options.language.as_str()), words.get(&input.options.language))
    {
        let page = report_file(input, own_words);
        let base_url = input.options.base_url.as_deref();
        match alone(page, (theme, own), (&finished, &routes), base_url) {
            Ok(file) => {
                tree.insert(&file.path, file.html.as_bytes());
                finished.push(file);
            }
            Err(mistake) => to.push(mistake),
        }
    }
    check(&finished, &tree, &routes, &written(input), to);
    (tree, routes)
}

/// Reports each mistake of a template once, however many pages it spoils.
fn report(mistakes: impl Iterator<Item = Diagnostic>, to: &mut Diagnostics) {
    let mut by_place: BTreeMap<Spot, (Diagnostic, usize)> = BTreeMap::new();
    for mistake in mistakes {
        by_place.entry(mistake.spot.clone()).or_insert((mistake, 0)).1 += 1;
    }
    for (mistake, pages) in by_place.into_values() {
        to.push(match pages {
            1 => mistake,
            _ => mistake.hint(format!("{} more pages fail at the same place", pages - 1)),
        });
    }
}

fn finish(
    page: &Page<Body>,
    theme: &Theme,
    spoken: &Spoken,
    routes: &Routes,
) -> Result<Finished, Diagnostic> {
    let html = theme.render(page, spoken)?;
    let path = routes.path(&page.address.to_string()).unwrap_or("index.html");
    Ok(relative(html, path, &page.origin, routes))
}

fn put(tree: &mut Tree, page: &Page<Body>, done: &Finished) {
    let folder = done.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for (name, text) in &page.files {
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        tree.insert(&path, text.as_bytes());
    }
    tree.insert(&done.path, done.html.as_bytes());
}
