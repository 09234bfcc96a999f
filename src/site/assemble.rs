//! From views to the tree of files that goes out.

use super::links::{Finished, check, relative};
use super::routes::Routes;
use crate::diag::{Diagnostic, Diagnostics};
use crate::render::Theme;
use crate::source::Tree;
use crate::view::{Input, Page, Words, pages};
use rayon::prelude::*;

/// The whole site. What is wrong is reported, page by page in their order; the tree then lacks
/// those pages and must not be written.
pub fn assemble(input: &Input, theme: &Theme, to: &mut Diagnostics) -> Tree {
    let words = theme.words(&input.options.language, to);
    let pages = pages(input, &words);
    let routes = Routes::new(&pages, input.notes, to);
    let rendered: Vec<_> =
        pages.par_iter().map(|page| finish(page, theme, &words, &routes)).collect();

    let mut tree = Tree::default();
    for (path, bytes) in theme.files() {
        tree.insert(path, bytes);
    }
    let mut finished = Vec::new();
    for (page, rendered) in pages.iter().zip(rendered) {
        match rendered {
            Ok(done) => {
                put(&mut tree, page, &done);
                finished.push(done);
            }
            Err(diagnostic) => to.push(diagnostic),
        }
    }
    check(&finished, &tree, &routes, to);
    tree
}

fn finish(
    page: &Page,
    theme: &Theme,
    words: &Words,
    routes: &Routes,
) -> Result<Finished, Diagnostic> {
    let html = theme.render(page, words)?;
    let path = routes.path(&page.address.to_string()).unwrap_or("index.html");
    Ok(relative(html, path, &page.origin, routes))
}

fn put(tree: &mut Tree, page: &Page, done: &Finished) {
    let folder = done.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for (name, text) in &page.files {
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        tree.insert(&path, text.as_bytes());
    }
    tree.insert(&done.path, done.html.as_bytes());
}
