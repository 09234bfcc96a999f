//! Links: `@/…` becomes the relative way there, and every way inside the site is followed once to
//! see that it leads somewhere, anchors too.

use super::routes::Routes;
use super::tags::{attributes, escape, unescape};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Spot, Tree};
use crate::view::Input;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A page as it goes out, with what it links to and what can be linked to in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Finished {
    /// Its path in the output.
    pub path: String,
    /// Its HTML.
    pub html: String,
    origin: String,
    anchors: BTreeSet<String>,
    ways: Vec<Way>,
}

/// One link inside the site.
#[derive(Clone, Debug)]
struct Way {
    /// As it was written.
    written: String,
    /// The file that it leads to; none where nothing has that name.
    path: Option<String>,
    anchor: String,
}

/// Makes the links of a page relative and notes where they lead.
pub(super) fn relative(html: String, path: &str, origin: &str, routes: &Routes) -> Finished {
    let mut done =
        Finished { path: path.to_owned(), origin: origin.to_owned(), ..Finished::default() };
    let mut out = String::with_capacity(html.len());
    let mut kept = 0;
    for (name, span) in attributes(&html) {
        if name == "id" {
            done.anchors.insert(unescape(&html[span.clone()]));
        }
        if !["href", "src", "action"].contains(&name) {
            continue;
        }
        let Some(way) = way(&unescape(&html[span.clone()]), path, routes) else { continue };
        if let Some(link) = way.relative(path) {
            out.push_str(&html[kept..span.start]);
            out.push_str(&link);
            kept = span.end;
        }
        done.ways.push(way);
    }
    out.push_str(&html[kept..]);
    done.html = out;
    done
}

/// The same page with whole addresses in place of its links, for readers that do not have the site
/// around it.
pub fn absolute(html: &str, base_url: &str, routes: &Routes) -> String {
    let mut out = String::with_capacity(html.len());
    let mut kept = 0;
    for (name, span) in attributes(html) {
        let written = unescape(&html[span.clone()]);
        let Some(inside) = written.strip_prefix("@/").filter(|_| ["href", "src"].contains(&name))
        else {
            continue;
        };
        // A picture stands beside its page and has no address of its own.
        let known = target(&written, "", routes);
        let (path, anchor) = known.unwrap_or_else(|| (inside.to_owned(), String::new()));
        let anchor = if anchor.is_empty() { anchor } else { format!("#{anchor}") };
        out.push_str(&html[kept..span.start]);
        out.push_str(&escape(&format!("{base_url}{path}{anchor}")));
        kept = span.end;
    }
    out + &html[kept..]
}

impl Way {
    /// What stands in place of a link that was written as `@/…`.
    fn relative(&self, page: &str) -> Option<String> {
        let path = self.path.as_ref().filter(|_| self.written.starts_with("@/"))?;
        Some(match (path == page, &*self.anchor) {
            (_, "") => from(page, path),
            (true, anchor) => format!("#{}", escape(anchor)),
            (false, anchor) => format!("{}#{}", from(page, path), escape(anchor)),
        })
    }
}

/// The file and the anchor that a link means, if it stays inside the site.
pub(super) fn target(written: &str, page: &str, routes: &Routes) -> Option<(String, String)> {
    way(written, page, routes).and_then(|way| Some((way.path?, way.anchor)))
}

/// Where a link leads, if it stays inside the site.
fn way(written: &str, page: &str, routes: &Routes) -> Option<Way> {
    let (target, anchor) = written.split_once('#').unwrap_or((written, ""));
    let path = if let Some(inside) = target.strip_prefix("@/") {
        let known = routes.path(target).or_else(|| routes.path(target.trim_end_matches('/')));
        match known {
            Some(path) => Some(path.into_owned()),
            None if inside.starts_with("static/") || inside == "feed.xml" => {
                Some(inside.to_owned())
            }
            None => beside(target, routes),
        }
    } else if target.is_empty() {
        Some(page.to_owned())
    } else if leaves(target) {
        return None;
    } else {
        resolve(page, target)
    };
    Some(Way { written: written.to_owned(), path, anchor: anchor.to_owned() })
}

/// A file beside a page, such as `@/units/emea/beside.csv`.
fn beside(target: &str, routes: &Routes) -> Option<String> {
    let (page, name) = target.rsplit_once('/').filter(|(_, name)| name.ends_with(".csv"))?;
    let page = routes.path(page)?;
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") })
}

/// Whether a link has a scheme or another host.
fn leaves(target: &str) -> bool {
    let head = target.split(['/', '?', '#']).next().unwrap_or("");
    target.starts_with("//") || head.contains(':')
}

/// The file that a relative link on a page means; none if it leaves the folder.
fn resolve(page: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('?').next().unwrap_or("").split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The relative way from one file to another.
fn from(page: &str, to: &str) -> String {
    let (here, there): (Vec<_>, Vec<_>) = (page.split('/').collect(), to.split('/').collect());
    let folders = here.len() - 1;
    let same = (0..folders).take_while(|&i| here.get(i) == there.get(i)).count();
    let same = same.min(there.len() - 1);
    "../".repeat(folders - same) + &there[same..].join("/")
}

/// Where the links stand that people wrote: by the file that a page was made from, and their target.
pub(super) type Written<'i> = BTreeMap<(String, String), &'i Spot>;

/// The links of notes, and of the commentaries on waves.
pub(super) fn written<'i>(input: &'i Input<'_>) -> Written<'i> {
    let notes = input.notes.iter().map(|note| (note.path.clone(), &note.links));
    let issues = input.issues.iter().map(|issue| (issue.path.clone(), &issue.links));
    let reviews = input.reviews.iter().map(|(wave, review)| {
        let wave = &input.waves[usize::from(*wave)].id;
        (format!("content/waves/{wave}/wave.toml"), &review.links)
    });
    let mut written = Written::new();
    for (origin, link) in notes
        .chain(issues)
        .chain(reviews)
        .flat_map(|(origin, links)| links.iter().map(move |link| (origin.clone(), link)))
    {
        written.entry((origin, link.address())).or_insert(&link.spot);
    }
    written
}

/// Follows every link of every page.
pub(super) fn check(
    pages: &[Finished],
    tree: &Tree,
    routes: &Routes,
    written: &Written<'_>,
    to: &mut Diagnostics,
) {
    let by_path: BTreeMap<_, _> = pages.iter().map(|page| (page.path.as_str(), page)).collect();
    let wrong = |page: &Finished, way: &Way| {
        let Some(path) = way.path.as_deref().filter(|path| tree.file(path).is_some()) else {
            let dead = dead(page, way, written, "leads nowhere");
            return Some(dead.suggest(&way.written, routes.links()));
        };
        let known = by_path.get(path).is_none_or(|other| other.anchors.contains(&way.anchor));
        let is_known = way.anchor.is_empty() || known;
        (!is_known).then(|| dead(page, way, written, "leads to a page that has no such anchor"))
    };
    let of_page = |page: &Finished| page.ways.iter().filter_map(|way| wrong(page, way)).collect();
    let found: Vec<Vec<Diagnostic>> = pages.par_iter().map(of_page).collect();
    found.into_iter().flatten().for_each(|one| to.push(one));
}

/// A link that leads nowhere, at its place where a person wrote it, else in the file of its page.
fn dead(page: &Finished, way: &Way, written: &Written<'_>, what: &str) -> Diagnostic {
    let origin = if page.origin.is_empty() { &page.path } else { &page.origin };
    let place = written.get(&(origin.clone(), way.written.clone()));
    let spot = place.map_or_else(|| Spot::file(origin), |spot| (*spot).clone());
    let message = format!("the link `{}` on the page {} {what}", way.written, page.path);
    Diagnostic::error(Code::UnknownLink, spot, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Finished {
        relative(html.into(), "waves/q/index.html", "", &Routes::default())
    }

    #[test]
    fn ways_are_relative_and_name_the_file() {
        assert_eq!(from("index.html", "method/index.html"), "method/index.html");
        assert_eq!(from("waves/q/index.html", "index.html"), "../../index.html");
        assert_eq!(from("waves/q/trust/index.html", "waves/q/index.html"), "../index.html");
        assert_eq!(from("waves/q/index.html", "waves/q/index.html"), "index.html");
    }

    #[test]
    fn files_of_the_theme_are_found_from_any_depth() {
        let done =
            page("<link rel=stylesheet href='@/static/site.css'><a id=\"x\" href=\"#x\">a</a>");
        assert!(done.html.contains("href='../../static/site.css'"), "{}", done.html);
        assert!(done.anchors.contains("x"));
        assert_eq!(done.ways[1].path.as_deref(), Some("waves/q/index.html"));
    }

    #[test]
    fn what_leaves_the_site_is_left_alone() {
        let done =
            page("<a href=\"https://a.example/#b\">a</a><a href=\"mailto:a@b.example\">b</a>");
        assert!(done.ways.is_empty());
    }

    #[test]
    fn dead_ways_and_anchors_are_reported() {
        let done =
            page("<a href=\"@/nothing\">a</a><a href=\"#gone\">b</a><a href=\"../..//..\">c</a>");
        let mut tree = Tree::default();
        tree.insert("waves/q/index.html", done.html.as_bytes());
        let mut to = Diagnostics::default();
        check(&[done], &tree, &Routes::default(), &Written::new(), &mut to);
        assert_eq!(to.sorted().len(), 3, "{to:?}");
    }
}
