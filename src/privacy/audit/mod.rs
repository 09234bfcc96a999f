//! The audit: could anybody be singled out from the finished site, and is every number in it a
//! published one? A second implementation that imports no other room, not even the grammar of keys,
//! so that a mistake in one is found by the other. Of the program it knows trees of files only.
//!
//! ```text
//! site/     every file as anybody could read it: keys, values, texts with their marks
//! figures   one value a key everywhere; every number a value, or from a source that is named
//! content/  its own reader of content/: who counted where, now and in earlier editions
//! published what those who ask further want to know of that
//! cells/    what each key says about groups of people
//! span/     could these equations be combined so that few people are left?
//! tested    the p value of a test beside what else is published of it
//! alone     what can be said of a site without its content
//! typed     figures that an editor typed into a note, which nothing can check
//! ```

mod alone;
mod cells;
mod content;
mod figures;
mod key;
mod published;
mod records;
mod site;
pub mod span;
mod tested;
mod told;
mod typed;

pub use num_rational::BigRational;
pub use told::Finding;

use crate::source::Tree;
use content::Content;
use figures::Site;
use published::Published;
use rayon::prelude::*;
use site::{Names, Prose, Reading};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// What came of an audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What is wrong, errors first.
    pub findings: Vec<Finding>,
    /// Figures that editors typed into notes: file of the content, place in it, and what was found.
    pub typed: Vec<Typed>,
    /// How many files were read.
    pub files: usize,
    /// How many cells they publish.
    pub cells: usize,
    /// How many equations these cells make.
    pub equations: usize,
    /// Every figure that some file shows, by its key.
    pub shown: BTreeSet<Arc<str>>,
}

/// A sentence of a note that gives a figure nobody can check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The file of the content.
    pub file: Arc<str>,
    /// Where the number stands in it.
    pub span: std::ops::Range<usize>,
    /// The unit or supplier that the sentence names.
    pub who: String,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { files, cells, equations, .. } = self;
        write!(f, "{files} files with {cells} cells in {equations} equations")
    }
}

/// Compares each file that repeats a page with that page, `index.html` in the same folder.
fn compared(mut files: Vec<(Arc<str>, Reading)>) -> Vec<(Arc<str>, Reading)> {
    for at in 0..files.len() {
        if files[at].1.copied.is_empty() {
            continue;
        }
        let folder = files[at].0.rsplit_once('/').map_or("", |(folder, _)| folder);
        let page = format!("{folder}/index.html");
        let page = page.trim_start_matches('/').to_owned();
        let mut copied = std::mem::take(&mut files[at].1);
        let page = files.iter().find(|(path, _)| **path == *page).map(|(_, reading)| reading);
        site::compare(&mut copied, page);
        files[at].1 = copied;
    }
    files
}

/// Tells of paths in files that lead to no file of the site: there could stand anything.
fn followed(mut files: Vec<(Arc<str>, Reading)>) -> Vec<(Arc<str>, Reading)> {
    let known: BTreeSet<Arc<str>> = files.iter().map(|(path, _)| Arc::clone(path)).collect();
    for (_, reading) in &mut files {
        let leads = std::mem::take(&mut reading.leads);
        let dead = leads.into_iter().filter(|(_, path)| !known.contains(path.as_str()));
        let told = dead.map(|(line, path)| (line, format!("`{path}` is no file of the site")));
        reading.faults.extend(told);
    }
    files
}

/// Looks at a finished site. Without the content it was made from, only part can be said.
pub fn audit(site: &Tree, content: Option<&Tree>) -> Verdict {
    let files: Vec<(Arc<str>, &[u8])> =
        site.iter().map(|(path, bytes)| (Arc::clone(path), bytes)).collect();
    let read = |(path, bytes): &(Arc<str>, &[u8])| (Arc::clone(path), site::read(path, bytes));
    let (files, known) = rayon::join(
        || followed(compared(files.par_iter().map(read).collect())),
        || content.map(Content::read),
    );
    let names = match &known {
        Some(content) => Names::of(content.names.iter().map(String::as_str)),
        None => Names::of(files.iter().flat_map(|(_, file)| &file.names).map(String::as_str)),
    };
    let prose = known.as_ref().map(|known| Prose::of(known.prose.iter().map(String::as_str)));
    let count = files.len();
    let (site, mut findings) = Site::of(files, &names);
    findings.extend(site.numbers(&names, prose.as_ref(), known.as_ref()));
    let (looked, tested) = rayon::join(
        || match &known {
            Some(content) => cells::look(content, &site),
            None => alone::look(&site),
        },
        || tested::look(&site),
    );
    findings.extend(looked.findings);
    findings.extend(tested);
    let findings: BTreeSet<Finding> = findings.into_iter().collect();
    let mut findings: Vec<Finding> = findings.into_iter().collect();
    findings.sort_by_key(|finding| !finding.is_error);
    Verdict {
        findings,
        typed: content
            .zip(known.as_ref())
            .map(|(tree, known)| typed::typed(tree, known))
            .unwrap_or_default(),
        files: count,
        cells: looked.cells,
        equations: looked.equations,
        shown: site.keys().into_iter().collect(),
    }
}
