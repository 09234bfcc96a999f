//! Which page stands at which address.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::notes::{Kind, Note};
use crate::source::Spot;
use crate::view::{Address, Body, Page, folder};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How the links to what explains numbers end.
const EXPLAINED: &str = "/explained";

/// The addresses of all pages: from what links say (`@/waves/2026-Q3`) to paths in the output.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    paths: BTreeMap<String, String>,
}

impl Routes {
    /// The addresses of these pages. Two pages at one address are a mistake.
    pub fn new(pages: &[Page<Body>], notes: &[Note], to: &mut Diagnostics) -> Self {
        let mut routes = Self::default();
        let mut taken: BTreeMap<String, &Page<Body>> = BTreeMap::new();
        for page in pages {
            let path = path(&page.address, notes);
            if let Some(other) = taken.insert(path.clone(), page) {
                to.push(clash(page, other, &path));
            }
            routes.paths.insert(page.address.to_string(), path);
        }
        routes
    }

    /// The path in the output that a link such as `@/method` stands for. Where numbers are explained is
    /// known before it is known which are: that a page is there is seen when links are followed.
    pub fn path(&self, link: &str) -> Option<Cow<'_, str>> {
        let known = self.paths.get(link).map(|path| Cow::Borrowed(path.as_str()));
        known.or_else(|| {
            let explained = link.strip_prefix("@/")?.strip_suffix(EXPLAINED)?;
            Some(Cow::Owned(format!("{explained}{EXPLAINED}/index.html")))
        })
    }

    /// Everything that a link may say, for suggestions.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().map(String::as_str)
    }
}

/// Where a page lies. Every folder is named in full up to its index.html, so that links work from a
/// disk as well as from a server.
fn path(address: &Address, notes: &[Note]) -> String {
    match address {
        Address::Home => "index.html".to_owned(),
        Address::Wave(wave) => format!("waves/{wave}/index.html"),
        Address::Dimension(wave, dimension) => format!("waves/{wave}/{dimension}/index.html"),
        Address::Explained(wave, None) => format!("waves/{wave}/explained/index.html"),
        Address::Explained(wave, Some(dimension)) => {
            format!("waves/{wave}/{dimension}/explained/index.html")
        }
        Address::Response(wave) => format!("waves/{wave}/response/index.html"),
        Address::Units => "units/index.html".to_owned(),
        Address::Unit(unit) => format!("units/{unit}/index.html"),
        Address::UnitExplained(id, wave) => {
            format!("units/{id}/numbers/{wave}/explained/index.html")
        }
        Address::Directory => "directory/index.html".to_owned(),
        Address::Suppliers => "suppliers/index.html".to_owned(),
        Address::Supplier(id) => format!("suppliers/{id}/index.html"),
        Address::SupplierExplained(id, wave) => {
            format!("suppliers/{id}/numbers/{wave}/explained/index.html")
        }
        Address::Review(id, None) => format!("suppliers/{id}/review/index.html"),
        Address::Review(id, Some(wave)) => format!("suppliers/{id}/review/{wave}/index.html"),
        Address::ReviewFile(id, wave) => format!("suppliers/{id}/review/{wave}/review.html"),
        Address::ReportFile => "report.html".to_owned(),
        Address::Actions => "actions/index.html".to_owned(),
        Address::Goals => "goals/index.html".to_owned(),
        Address::Measures => "measures/index.html".to_owned(),
        Address::Time => "time/index.html".to_owned(),
        Address::Playbook => "playbook/index.html".to_owned(),
        Address::Notes(kind) => format!("{}/index.html", folder(*kind)),
        Address::Note(path) => match notes.iter().find(|note| note.path == *path) {
            Some(note) if note.kind == Kind::Page => format!("{}/index.html", note.slug),
            Some(note) => format!("{}/{}/index.html", folder(note.kind), note.slug),
            None => format!("{path}.html"),
        },
        Address::Newsletters => "newsletter/index.html".to_owned(),
        Address::Issue(issue) => format!("newsletter/{issue}/index.html"),
        Address::Surveys => "survey/index.html".to_owned(),
        Address::Questionnaire(wave, audience, language) => {
            format!("survey/{wave}/{audience}/{language}/index.html")
        }
        Address::Downloads => "data/index.html".to_owned(),
        Address::Method => "method/index.html".to_owned(),
        Address::Search => "search/index.html".to_owned(),
        Address::Missing => "404.html".to_owned(),
    }
}

fn clash(page: &Page<Body>, other: &Page<Body>, path: &str) -> Diagnostic {
    let origin = [page, other].into_iter().find(|page| matches!(page.address, Address::Note(_)));
    let origin = origin.map_or("content/site.toml", |page| page.origin.as_str());
    let message = format!("two pages would stand at {path}");
    let hint = "give this note another `slug` in its front matter";
    Diagnostic::error(Code::RepeatedSlug, Spot::file(origin), message).hint(hint)
}
