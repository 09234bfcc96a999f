//! The files of every issue beside its web copy.

use super::eml::{Mail, eml};
use super::text::text;
use crate::chart::png;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::notes::Issue;
use crate::render::{Spoken, Theme};
use crate::site::{Routes, absolute};
use crate::source::{Spot, Tree};
use crate::view::{Body, Input, IssuePage, Page, Words, issues};
use rayon::prelude::*;

/// Gmail cuts a mail at 102 kB; what comes on its way adds to it.
const LARGEST: usize = 80_000;

/// What all issues are made with.
struct Maker<'a> {
    theme: &'a Theme,
    words: &'a Words,
    spoken: Spoken,
    css: String,
    base: &'a str,
    routes: &'a Routes,
}

/// The mails of all issues, drawn on all threads. Without an address of the site there are none.
pub fn compose(input: &Input, theme: &Theme, routes: &Routes, to: &mut Diagnostics) -> Tree {
    let mut tree = Tree::default();
    let Some(base) = input.options.base_url.as_deref() else { return tree };
    if input.issues.is_empty() {
        return tree;
    }
    let words = &theme.words(&input.options.language, to);
    let css = theme.files().find(|(path, _)| *path == "static/chart.css");
    let css = css.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let maker = Maker { theme, words, spoken: Spoken::new(words), css, base, routes };
    let pages = issues(input, words);
    let made: Vec<_> =
        pages.par_iter().zip(input.issues).map(|(page, issue)| maker.issue(page, issue)).collect();
    for made in made {
        match made {
            Ok((files, warning)) => {
                files.into_iter().for_each(|(path, bytes)| tree.insert(&path, bytes));
                to.extend(warning);
            }
            Err(mistake) => to.push(mistake),
        }
    }
    tree
}

/// Files by path, and what is to be said of them.
type Made = (Vec<(String, Vec<u8>)>, Option<Diagnostic>);

impl Maker<'_> {
    fn issue(&self, page: &Page<Body>, issue: &Issue) -> Result<Made, Diagnostic> {
        let Body::Issue(view) = &page.body else { return Ok((Vec::new(), None)) };
        let mail = Page { template: "mail.html", ..page.clone() };
        let html = self.theme.render(&mail, Some(&self.spoken))?;
        let html = absolute(&html, self.base, self.routes);
        let text = text(view, &page.shell, self.words, &|link| self.address(link));
        let pictures = self.pictures(view);
        let parts = pictures.iter().map(|(address, path, png)| {
            let name = path.rsplit('/').next().unwrap_or(path);
            (address.as_str(), name, png.as_slice())
        });
        let eml = eml(&Mail {
            subject: &issue.subject,
            date: issue.date,
            language: &page.shell.language,
            text: &text,
            html: &html,
            pictures: &parts.collect::<Vec<_>>(),
        });
        let warning = too_large(issue, html.len());
        let folder = page.address.to_string().replace("@/", "");
        let written = [
            ("mail.html", html.into_bytes()),
            ("newsletter.eml", eml.into_bytes()),
            ("newsletter.txt", text.into_bytes()),
        ];
        let written = written.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes));
        let drawn = pictures.into_iter().map(|(_, path, png)| (path, png));
        Ok((written.chain(drawn).collect(), warning))
    }

    /// The whole address of a link such as `@/method`.
    fn address(&self, link: &str) -> String {
        absolute(&format!("<a href=\"{link}\">"), self.base, self.routes)
            .trim_start_matches("<a href=\"")
            .trim_end_matches("\">")
            .to_owned()
    }

    /// Each picture: its whole address, its path in the output, and its bytes.
    fn pictures(&self, view: &IssuePage) -> Vec<(String, String, Vec<u8>)> {
        let draw = |picture: &crate::view::Picture| {
            let path = picture.src.replace("@/", "");
            let png = png(picture.exhibit.narrow(), &self.css)?;
            Some((format!("{}{path}", self.base), path, png))
        };
        view.pictures.par_iter().filter_map(draw).collect()
    }
}

fn too_large(issue: &Issue, size: usize) -> Option<Diagnostic> {
    let message = format!("the mail of this issue has {} kB", size / 1000);
    let told = || {
        Diagnostic::warning(Code::MailSize, Spot::file(&issue.path), message)
            .label(format!("expected less than {} kB", LARGEST / 1000))
            .hint("Gmail cuts what is longer; shorten the editorial, or pick fewer stories")
    };
    (size >= LARGEST).then(told)
}
