//! Files for machines, where the site's own address is known: a sitemap of its pages, and a feed of its
//! stories, awards and reports (Atom, RFC 4287). Both are UTF-8, so they need no XML declaration.

use super::routes::Routes;
use crate::notes::Kind;
use crate::source::Tree;
use crate::view::{Address, Body, Input, Page};
use jiff::civil::Date;
use std::borrow::Cow;

/// The most entries of the feed.
const MOST: usize = 20;

/// Adds both files to the site.
pub(super) fn add(tree: &mut Tree, input: &Input, pages: &[Page<Body>], routes: &Routes) {
    let Some(base) = &input.options.base_url else { return };
    let path = |address: &Address| routes.path(&address.to_string());
    let listed = pages.iter().filter(|page| is_listed(&page.address));
    let urls: Vec<_> = listed.filter_map(|page| path(&page.address)).collect();
    tree.insert("sitemap.xml", sitemap(base, &urls).into_bytes());
    let entries = entries(input, pages);
    let entries = entries.iter().filter_map(|entry| Some((path(entry.address)?, entry)));
    tree.insert("feed.xml", feed(input, base, entries).into_bytes());
}

/// Whether a page is one that people look for; what explains numbers is reached from the numbers.
fn is_listed(address: &Address) -> bool {
    !matches!(
        address,
        Address::Missing
            | Address::Explained(..)
            | Address::UnitExplained(..)
            | Address::SupplierExplained(..)
            | Address::ReviewFile(..)
    )
}

fn sitemap(base: &str, paths: &[Cow<'_, str>]) -> String {
    let mut out = String::from("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for path in paths {
        out += &format!("<url><loc>{}</loc></url>\n", escape(&format!("{base}{path}")));
    }
    out + "</urlset>\n"
}

/// Something new.
struct Entry<'a> {
    address: &'a Address,
    title: &'a str,
    summary: &'a str,
    date: Date,
}

/// Stories, awards and reports, newest first.
fn entries<'a>(input: &'a Input, pages: &'a [Page<Body>]) -> Vec<Entry<'a>> {
    let entry = |page: &'a Page<Body>| {
        // The description of a report holds figures, and a feed has no place for their keys.
        let (date, summary) = match &page.address {
            Address::Wave(id) => (input.waves.iter().find(|wave| wave.id == *id)?.closes, ""),
            Address::Note(path) => {
                let note = input.notes.iter().find(|note| note.path == *path)?;
                let date = note.date.filter(|_| matches!(note.kind, Kind::Story | Kind::Award))?;
                (date, page.shell.description.as_str())
            }
            _ => return None,
        };
        let title = page.shell.title.split(" · ").next().unwrap_or_default();
        Some(Entry { address: &page.address, title, summary, date })
    };
    let mut entries: Vec<_> = pages.iter().filter_map(entry).collect();
    entries.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.address.cmp(b.address)));
    entries.truncate(MOST);
    entries
}

/// The feed. An entry keeps its address as its id for good; its day stands at midnight, for nothing more
/// is known.
fn feed<'e>(
    input: &Input,
    base: &str,
    entries: impl Iterator<Item = (Cow<'e, str>, &'e Entry<'e>)>,
) -> String {
    let options = &input.options;
    let (title, author) = (escape(&options.title), escape(&options.organisation));
    let mut out = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{title}</title>\n\
         <id>{base}</id>\n<link rel=\"self\" href=\"{base}feed.xml\"/>\n<link href=\"{base}\"/>\n\
         <updated>{}</updated>\n<author><name>{author}</name></author>\n",
        escape(&options.language),
        midnight(options.date),
        base = escape(base),
    );
    for (path, entry) in entries {
        let address = escape(&format!("{base}{path}"));
        let (title, updated) = (escape(entry.title), midnight(entry.date));
        out += &format!(
            "<entry>\n<title>{title}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n\
             <updated>{updated}</updated>\n"
        );
        if !entry.summary.is_empty() {
            out += &format!("<summary>{}</summary>\n", escape(entry.summary));
        }
        out += "</entry>\n";
    }
    out + "</feed>\n"
}

/// A day as RFC 3339 asks for it.
fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn addresses_are_whole_and_escaped() {
        let map = sitemap("https://a.example/?b&c/", &["units/index.html".into()]);
        assert!(map.contains("<loc>https://a.example/?b&amp;c/units/index.html</loc>"), "{map}");
    }

    #[test]
    fn a_day_is_a_moment() {
        assert_eq!(midnight(date(2026, 9, 21)), "2026-09-21T00:00:00Z");
    }
}
