//! A theme ready for use: templates parsed, words read, files to copy.

use super::layers::{Layered, layers};
use super::words::words;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Spot, Tree};
use crate::view::{Address, Body, Page, Words};
use std::collections::BTreeMap;
use std::ops::Range;
use tera::{Context, Error, ErrorKind, Tera, Value};

/// The look of a site.
#[derive(Clone)]
pub struct Theme {
    name: String,
    files: BTreeMap<String, Layered>,
    tera: Option<Tera>,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.debug_struct("Theme").field("files", &self.files.keys()).finish_non_exhaustive()
    }
}

/// The words of a language as templates read them: made once, since every page has them all.
#[derive(Clone, Debug)]
pub struct Spoken(Value);

impl Spoken {
    /// These words.
    pub fn new(words: &Words) -> Self {
        Self(Value::from_serializable(words))
    }
}

/// The theme that comes with the program.
const DEFAULT: &str = "default";
/// Where templates lie in a theme.
const TEMPLATES: &str = "templates/";
/// The style sheets that a page carries in itself when it is sent alone.
const CARRIED: [&str; 2] = ["static/chart.css", "static/review.css"];
/// What is copied as it is.
const STATIC: &str = "static/";

impl Theme {
    /// Reads the theme of this name from a site. The embedded default needs no files in the site.
    pub fn load(tree: &Tree, name: &Located<String>, to: &mut Diagnostics) -> Self {
        let folder = format!("themes/{}/", name.value);
        if name.value != DEFAULT && tree.below(&folder).next().is_none() {
            let message = format!("there is no theme called `{}`", name.value);
            let own = tree.below("themes/").filter_map(|(path, _)| path.split('/').nth(1));
            to.push(
                Diagnostic::error(Code::UnknownName, name.spot.clone(), message)
                    .label(format!("expected the name of a folder with files, as in {folder}"))
                    .suggest(&name.value, own.chain([DEFAULT]))
                    .hint("leave `theme` out for the default one"),
            );
        }
        let mut theme =
            Self { name: name.value.clone(), files: layers(tree, &name.value), tera: None };
        theme.tera = theme.templates(to);
        theme
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

    /// The style sheets of a page that is sent as one file, which carries them in itself.
    fn styles(&self) -> Vec<&str> {
        let sheets = CARRIED.iter().filter_map(|sheet| self.files.get(*sheet));
        sheets.filter_map(|file| std::str::from_utf8(&file.bytes).ok()).collect()
    }

    /// One page as HTML. A mistake in a template names the page and the template.
    pub fn render(&self, page: &Page<Body>, spoken: Option<&Spoken>) -> Result<String, Diagnostic> {
        let mut context = Context::new();
        context.insert("page", &page.shell);
        context.insert("view", &page.body);
        context.insert_value("words", spoken.map_or_else(Value::none, |spoken| spoken.0.clone()));
        if let Address::ReviewFile(..) = page.address {
            context.insert("styles", &self.styles());
        }
        let tera = self.tera.as_ref().ok_or_else(|| unreadable(page))?;
        tera.render(page.template, &context).map_err(|error| {
            let message = format!("the page {} cannot be made", page.address);
            self.mistake(&error, page.template, message)
        })
    }
}

/// A page of a theme that could not be read; the reason has been reported already.
fn unreadable(page: &Page<Body>) -> Diagnostic {
    let message = format!("the page {} cannot be made without templates", page.address);
    Diagnostic::error(Code::Template, Spot::file(page.template), message)
}

impl Theme {
    fn templates(&self, to: &mut Diagnostics) -> Option<Tera> {
        let mut texts = Vec::new();
        for (path, file) in &self.files {
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
                let message = "the templates of the theme cannot be read".to_owned();
                to.push(self.mistake(&error, "", message));
                None
            }
        }
    }

    /// A template's mistake, at its place in the template where tera knows it; else in the template,
    /// else in the folder of all templates.
    fn mistake(&self, error: &Error, template: &str, message: String) -> Diagnostic {
        let (name, span, reason) = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                (report.filename(), report.span().range.clone(), report.message().to_owned())
            }
            ErrorKind::MissingParent { current, parent } => {
                let reason = format!("it extends `{parent}`, which is not there");
                (current.as_str(), self.place_of(current, parent), reason)
            }
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                (tpl.as_str(), 0..0, error.to_string())
            }
            _ => (template, 0..0, error.to_string()),
        };
        let name = if name.is_empty() { template } else { name };
        let (file, message) = match (self.files.get(&format!("{TEMPLATES}{name}")), name) {
            (_, "") => {
                (format!("themes/{}/{TEMPLATES}", self.name), format!("{message}: {reason}"))
            }
            (known, name) => {
                let file = known.map_or(name, |file| &file.origin);
                (file.to_owned(), format!("{message}: template {name}: {reason}"))
            }
        };
        let spot = Spot { start: span.start, end: span.end, ..Spot::file(&file) };
        Diagnostic::error(Code::Template, spot, message).label("the template engine stopped here")
    }

    /// Where a template names another one.
    fn place_of(&self, template: &str, other: &str) -> Range<usize> {
        let text = self.files.get(&format!("{TEMPLATES}{template}"));
        let text = text.and_then(|file| std::str::from_utf8(&file.bytes).ok()).unwrap_or_default();
        text.find(other).map_or(0..0, |at| at..at + other.len())
    }
}
