//! A theme ready for use: templates parsed, words read, files to copy.

use super::layers::{Layered, layers};
use super::words::words;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Spot, Tree};
use crate::view::{Page, Words};
use std::collections::BTreeMap;
use tera::{Context, Error, ErrorKind, Tera};

/// The look of a site.
#[derive(Clone)]
pub struct Theme {
    files: BTreeMap<String, Layered>,
    tera: Option<Tera>,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.debug_struct("Theme").field("files", &self.files.keys()).finish_non_exhaustive()
    }
}

/// Where templates lie in a theme.
const TEMPLATES: &str = "templates/";
/// What is copied as it is.
const STATIC: &str = "static/";

impl Theme {
    /// Reads the theme of this name from a site. The embedded default needs no files in the site.
    pub fn load(tree: &Tree, name: &str, to: &mut Diagnostics) -> Self {
        let folder = format!("themes/{name}/");
        if name != "default" && tree.below(&folder).next().is_none() {
            let message = format!("there is no theme called `{name}`");
            let hint = format!("themes lie in {folder}, or leave out `theme` for the default one");
            let spot = Spot::file("content/site.toml");
            to.push(Diagnostic::error(Code::UnknownName, spot, message).hint(hint));
        }
        let files = layers(tree, name);
        let tera = templates(&files, to);
        Self { files, tera }
    }

    /// Whether all templates could be read.
    pub fn is_whole(&self) -> bool {
        self.tera.is_some()
    }

    /// The words of a language; what it lacks is said in English.
    pub fn words(&self, language: &str, to: &mut Diagnostics) -> Words {
        words(&self.files, language, to)
    }

    /// The files that are copied as they are, by their path in the output.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter().filter(|(path, _)| path.starts_with(STATIC));
        files.map(|(path, file)| (path.as_str(), file.bytes.as_slice()))
    }

    /// One page as HTML. A mistake in a template names the page and the template.
    pub fn render(&self, page: &Page, words: &Words) -> Result<String, Diagnostic> {
        let mut context = Context::new();
        context.insert("page", &page.shell);
        context.insert("view", &page.body);
        context.insert("words", words);
        let tera = self.tera.as_ref().ok_or_else(|| unreadable(page))?;
        tera.render(page.template, &context).map_err(|error| {
            let message = format!("the page {} cannot be made", page.address);
            mistake(&self.files, &error, page.template, message)
        })
    }
}

/// A page of a theme that could not be read; the reason has been reported already.
fn unreadable(page: &Page) -> Diagnostic {
    let message = format!("the page {} cannot be made without templates", page.address);
    Diagnostic::error(Code::Template, Spot::file(page.template), message)
}

fn templates(files: &BTreeMap<String, Layered>, to: &mut Diagnostics) -> Option<Tera> {
    let mut texts = Vec::new();
    for (path, file) in files {
        let Some(name) = path.strip_prefix(TEMPLATES) else { continue };
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => texts.push((name, text)),
            Err(_) => {
                let message = "this template is not UTF-8 text";
                to.push(Diagnostic::error(Code::Encoding, Spot::file(&file.origin), message));
            }
        }
    }
    let mut tera = Tera::default();
    match tera.add_raw_templates(texts) {
        Ok(()) => Some(tera),
        Err(error) => {
            to.push(mistake(files, &error, "", "the templates of the theme cannot be read".into()));
            None
        }
    }
}

/// A template's mistake, at its place in the template where tera knows it.
fn mistake(
    files: &BTreeMap<String, Layered>,
    error: &Error,
    template: &str,
    message: String,
) -> Diagnostic {
    let (name, span, reason) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.filename(), report.span().range.clone(), report.message().to_owned())
        }
        _ => (template, 0..0, error.to_string()),
    };
    let name = if name.is_empty() { template } else { name };
    let origin = files.get(&format!("{TEMPLATES}{name}")).map(|file| file.origin.as_str());
    let spot = Spot { start: span.start, end: span.end, ..Spot::file(origin.unwrap_or(name)) };
    let message = format!("{message}: template {name}: {reason}");
    Diagnostic::error(Code::Template, spot, message).label("the template engine stopped here")
}
