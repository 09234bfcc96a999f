//! From views to the tree of files that goes out.

use super::links::{Finished, check, relative, written};
use super::routes::Routes;
use super::sitemap;
use crate::diag::{Diagnostic, Diagnostics};
use crate::render::{Spoken, Theme};
use crate::source::{Spot, Tree};
use crate::view::{Body, Input, Page, Words, explained, pages};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The pages of a site, composed but not rendered, and where they stand.
#[derive(Debug)]
pub struct Plan {
    words: BTreeMap<String, Words>,
    spoken: BTreeMap<String, Spoken>,
    pages: Vec<Page<Body>>,
    routes: Routes,
}

impl Plan {
    /// Composes the pages; nothing comes of templates that could not be read.
    pub fn new(input: &Input, theme: &Theme, to: &mut Diagnostics) -> Option<Self> {
        let languages = input.options.languages.iter();
        let words: BTreeMap<String, Words> =
            languages.map(|language| (language.clone(), theme.words(language, to))).collect();
        let spoken = words.iter().map(|(of, words)| (of.clone(), Spoken::new(words))).collect();
        if !theme.is_whole() {
            return None;
        }
        let pages = pages(input, &words);
        let routes = Routes::new(&pages, input.notes, to);
        Some(Self { words, spoken, pages, routes })
    }

    /// Where the pages stand.
    pub fn routes(&self) -> &Routes {
        &self.routes
    }

    /// What stands at a path, rendered now: one page, a file beside one, or a file of the theme.
    ///
    /// # Errors
    /// When the page has a mistake of the theme.
    pub fn file(&self, path: &str, theme: &Theme) -> Option<Result<Vec<u8>, Diagnostic>> {
        if let Some((_, bytes)) = theme.files().find(|(own, _)| *own == path) {
            return Some(Ok(bytes.to_vec()));
        }
        self.pages.iter().find_map(|page| {
            let own = self.path(page);
            if *own == *path {
                return Some(self.finish(page, theme).map(|done| done.html.into_bytes()));
            }
            let (_, text) = page.files.iter().find(|(name, _)| beside(&own, name) == path)?;
            Some(Ok(text.clone().into_bytes()))
        })
    }

    /// The whole site. What is wrong is reported; the tree then lacks pages and must not be written.
    pub fn assemble(&self, input: &Input, theme: &Theme, to: &mut Diagnostics) -> Tree {
        let mut tree = Tree::default();
        theme.files().for_each(|(path, bytes)| tree.insert(path, bytes));
        sitemap::add(&mut tree, input, &self.pages, &self.routes);
        let looked = self.pages.par_iter().map(|page| self.finish(page, theme));
        // What explains numbers is most of the site: each of those pages goes as soon as it is rendered.
        let told = explained(input, &self.words, &self.pages).into_par_iter();
        let told = told.map(|page| self.finish(&page, theme));
        let finished: Vec<Result<Finished, Diagnostic>> = looked.chain(told).collect();
        let (finished, mistakes): (Vec<_>, Vec<_>) = finished.into_iter().partition(Result::is_ok);
        if !mistakes.is_empty() {
            report(mistakes.into_iter().filter_map(Result::err), to);
            return tree;
        }
        let finished: Vec<_> = finished.into_iter().flatten().collect();
        for (page, done) in self.pages.iter().zip(&finished) {
            let files = page.files.iter();
            files.for_each(|(name, text)| tree.insert(&beside(&done.path, name), text.as_bytes()));
        }
        finished.iter().for_each(|done| tree.insert(&done.path, done.html.as_bytes()));
        check(&finished, &tree, &self.routes, &written(input), to);
        tree
    }

    fn path(&self, page: &Page<Body>) -> Cow<'_, str> {
        self.routes.path(&page.address.to_string()).unwrap_or(Cow::Borrowed("index.html"))
    }

    fn finish(&self, page: &Page<Body>, theme: &Theme) -> Result<Finished, Diagnostic> {
        let spoken = self.spoken.get(&page.shell.language);
        let html = theme.render(page, spoken)?;
        Ok(relative(html, &self.path(page), &page.origin, &self.routes))
    }
}

/// A file in the folder of a page.
fn beside(page: &str, name: &str) -> String {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
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
