//! The newest report as one file: its pages one below the other, for whoever gets it by mail. The pages are
//! taken as they were finished, so that a theme of somebody's own needs nothing more for it.

use super::links::{Finished, relative, target};
use super::routes::Routes;
use super::tags::{Tag, escape, tags, unescape};
use crate::diag::Diagnostic;
use crate::render::{Spoken, Theme};
use crate::view::{Body, FilePart, Page, ReportFile};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where the file lies.
const PATH: &str = "report.html";
/// How a link ends.
const END: &str = "</a>";

/// What is put in place of a stretch of a page.
type Edit = (Range<usize>, String);

/// What the parts of the file are made with.
struct Parts<'a> {
    /// The id of each part, by the paths of the pages that it stands for.
    ids: BTreeMap<Cow<'a, str>, &'a str>,
    base_url: Option<&'a str>,
    routes: &'a Routes,
}

/// The file. `page` names its parts; what they say is on their pages.
pub(super) fn alone(
    page: Page<ReportFile>,
    (theme, spoken): (&Theme, Option<&Spoken>),
    (finished, routes): (&[Finished], &Routes),
    base_url: Option<&str>,
) -> Result<Finished, Diagnostic> {
    let paths = page.body.parts.iter().flat_map(|part| {
        let paths = part.pages.iter().filter_map(|page| routes.path(page));
        paths.map(|path| (path, part.id.as_str()))
    });
    let parts = Parts { ids: paths.collect(), base_url, routes };
    let filled = page.body.parts.iter().enumerate().map(|(at, part)| {
        let path = part.pages.first().and_then(|page| routes.path(page));
        let found = finished.iter().find(|done| path.as_deref() == Some(&*done.path));
        let html = found.map(|done| parts.part(done, part)).unwrap_or_default();
        // The file has one heading at the top.
        let html = if at == 0 { html } else { lowered(&html) };
        FilePart { html, ..part.clone() }
    });
    let filled = filled.collect();
    let page = page.of(|body| Body::ReportFile(Box::new(ReportFile { parts: filled, ..*body })));
    Ok(relative(theme.render(&page, spoken)?, PATH, &page.origin, routes))
}

impl Parts<'_> {
    /// What a page says, with names and links that hold in the file.
    fn part(&self, page: &Finished, part: &FilePart) -> String {
        let html = main(&page.html);
        let mut edits = Vec::new();
        for tag in tags(html) {
            match tag.name {
                "a" => edits.extend(self.link(&tag, html, page, part)),
                "img" => edits.push((tag.span.clone(), told(&tag, html))),
                _ => edits.extend(renamed(&tag, html, part)),
            }
        }
        edited(html, edits)
    }

    /// A link: to the same place in the file, to a whole address, or what it says without the link.
    fn link(&self, tag: &Tag<'_>, html: &str, page: &Finished, own: &FilePart) -> Vec<Edit> {
        let mut edits = renamed(tag, html, own);
        let href = tag.attributes.iter().find(|(name, _)| *name == "href");
        let Some((_, value)) = href else { return edits };
        let written = unescape(&html[value.clone()]);
        let Some((path, anchor)) = target(&written, &page.path, self.routes) else { return edits };
        let to = match (self.ids.get(path.as_str()), self.base_url) {
            (Some(part), _) if anchor.is_empty() => format!("#{}", anchor_of(part)),
            (Some(part), _) => format!("#{}", inside(part, &anchor)),
            (None, Some(base)) if anchor.is_empty() => format!("{base}{path}"),
            (None, Some(base)) => format!("{base}{path}#{anchor}"),
            (None, None) => return unlinked(tag, html, own, &anchor),
        };
        edits.push((value.clone(), escape(&to)));
        edits
    }
}

/// The anchor of a part. No id inside a part looks like it, since those have a dot.
fn anchor_of(part: &str) -> String {
    format!("part-{part}")
}

/// The id that something on a page has in the file, where no other page has the same.
fn inside(part: &str, id: &str) -> String {
    format!("{part}.{id}")
}

/// New names in the attributes of a tag that name something.
fn renamed(tag: &Tag<'_>, html: &str, part: &FilePart) -> Vec<Edit> {
    let value = |name: &str| tag.attributes.iter().find(|(own, _)| *own == name);
    let is_region = value("role").is_some_and(|(_, role)| &html[role.clone()] == "region");
    let edit = |(name, value): &(&str, Range<usize>)| {
        let new = new_value(name, &html[value.clone()], &part.id)?;
        // Several pages have landmarks of the same name: here they are those of their part.
        let is_landmark = *name == "aria-labelledby" && (is_region || tag.name == "section");
        let new = if is_landmark { format!("{} {new}", anchor_of(&part.id)) } else { new };
        Some((value.clone(), new))
    };
    let mut edits: Vec<Edit> = tag.attributes.iter().filter_map(edit).collect();
    if let Some((_, label)) = value("aria-label").filter(|_| tag.name == "nav") {
        edits.push((label.end..label.end, format!(", {}", escape(&part.title))));
    }
    edits
}

/// The value of an attribute in the file, if it names something there.
fn new_value(name: &str, value: &str, part: &str) -> Option<String> {
    match name {
        "id" | "for" => Some(inside(part, value)),
        "aria-labelledby" | "aria-describedby" | "aria-controls" | "headers" => {
            let words = value.split_whitespace().map(|word| inside(part, word));
            Some(words.collect::<Vec<_>>().join(" "))
        }
        // Drawings use pieces of themselves.
        _ if value.contains("url(#") => Some(value.replace("url(#", &format!("url(#{part}."))),
        "href" | "xlink:href" => value.strip_prefix('#').map(|id| format!("#{}", inside(part, id))),
        _ => None,
    }
}

/// The words of a link that leads nowhere from here. Its number keeps its key; a file to take away is not
/// offered at all.
fn unlinked(tag: &Tag<'_>, html: &str, part: &FilePart, anchor: &str) -> Vec<Edit> {
    let end = html[tag.span.end..].find(END).map_or(html.len(), |at| tag.span.end + at);
    let past = (end + END.len()).min(html.len());
    let has = |name: &str| tag.attributes.iter().any(|(own, _)| *own == name);
    if has("download") || tag.flags.contains(&"download") {
        return vec![(paragraph(html, tag.span.start..past), String::new())];
    }
    let mut span = String::from("<span");
    for (name, value) in &tag.attributes {
        if !["href", "rel", "target", "aria-current"].contains(name) {
            let value = &html[value.clone()];
            let value = new_value(name, value, &part.id).unwrap_or_else(|| value.to_owned());
            span += &format!(" {name}=\"{value}\"");
        }
    }
    if !has("data-cell") && is_key(anchor) {
        span += &format!(" data-cell=\"{}\"", escape(anchor));
    }
    vec![(tag.span.clone(), span + ">"), (end..past, "</span>".to_owned())]
}

/// What stands for a picture: a file that lies beside the pages is not there.
fn told(tag: &Tag<'_>, html: &str) -> String {
    let alt = tag.attributes.iter().find(|(name, _)| *name == "alt");
    alt.map(|(_, value)| html[value.clone()].to_owned()).unwrap_or_default()
}

/// The paragraph around something, if there is nothing else in it.
fn paragraph(html: &str, inner: Range<usize>) -> Range<usize> {
    let (open, close) = ("<p>", "</p>\n");
    match html[..inner.start].ends_with(open) && html[inner.end..].starts_with(close) {
        true => inner.start - open.len()..inner.end + close.len(),
        false => inner,
    }
}

/// Whether an anchor is the key of a number, as links to explanations have it.
fn is_key(anchor: &str) -> bool {
    anchor.contains(':') && anchor.matches('/').count() == 4
}

/// The same with each heading one level lower.
fn lowered(html: &str) -> String {
    let lower = |name: &str| match name {
        "h1" => Some("h2"),
        "h2" => Some("h3"),
        "h3" => Some("h4"),
        "h4" => Some("h5"),
        "h5" => Some("h6"),
        _ => None,
    };
    let opening = tags(html).into_iter().filter_map(|tag| {
        let start = tag.span.start + 1;
        Some((start..start + tag.name.len(), lower(tag.name)?.to_owned()))
    });
    let closing = html.match_indices("</h").filter_map(|(at, _)| {
        let name = at + 2..at + 4;
        Some((name.clone(), lower(html.get(name)?)?.to_owned()))
    });
    edited(html, opening.chain(closing).collect())
}

/// What stands between the tags of the main part of a page.
fn main(html: &str) -> &str {
    let start = tags(html).into_iter().find(|tag| tag.name == "main").map(|tag| tag.span.end);
    let end = html.rfind("</main>");
    start.zip(end).and_then(|(start, end)| html.get(start..end)).unwrap_or_default()
}

/// A text with these edits; one inside another is left out.
fn edited(html: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(html.len());
    let mut kept = 0;
    for (range, new) in edits.into_iter() {
        if range.start >= kept {
            out.push_str(&html[kept..range.start]);
            out.push_str(&new);
            kept = range.end;
        }
    }
    out + &html[kept..]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<body id=\"b\"><main id=\"content\"><h2 id=\"who\">Who</h2>\n\
        <section aria-labelledby=\"who\"><nav aria-label=\"More\"></nav></section>\n\
        <svg aria-labelledby=\"a b\"><path clip-path=\"url(#c)\"/></svg>\n\
        <a href=\"#who\">here</a> <a href=\"../index.html#find\">home</a>\n\
        <a href=\"explained/index.html#w/t:mean/-/a/-\">64</a> <a href=\"https://x.example/\">x</a>\n\
        <p><a href=\"f.csv\" download>File</a></p>\n<i>end</i></main></body>";

    fn part(base_url: Option<&str>) -> String {
        let routes = Routes::default();
        let page = relative(PAGE.into(), "t/index.html", "", &routes);
        let ids = BTreeMap::from([("index.html".into(), "report"), ("t/index.html".into(), "t")]);
        let own = FilePart {
            id: "t".into(),
            title: "Trust".into(),
            pages: Vec::new(),
            html: String::new(),
        };
        Parts { ids, base_url, routes: &routes }.part(&page, &own)
    }

    #[test]
    fn names_and_links_hold_in_the_file() {
        assert_eq!(
            part(None),
            "<h2 id=\"t.who\">Who</h2>\n\
             <section aria-labelledby=\"part-t t.who\"><nav aria-label=\"More, Trust\"></nav></section>\n\
             <svg aria-labelledby=\"t.a t.b\"><path clip-path=\"url(#t.c)\"/></svg>\n\
             <a href=\"#t.who\">here</a> <a href=\"#report.find\">home</a>\n\
             <span data-cell=\"w/t:mean/-/a/-\">64</span> <a href=\"https://x.example/\">x</a>\n\
             <i>end</i>"
        );
    }

    #[test]
    fn a_part_stands_below_the_heading_of_the_file() {
        let html = "<h1 id=\"a\">A</h1><header><h2>B</h2></header><hr><h6>C</h6>";
        let lower = "<h2 id=\"a\">A</h2><header><h3>B</h3></header><hr><h6>C</h6>";
        assert_eq!(lowered(html), lower);
    }

    #[test]
    fn what_is_elsewhere_has_a_whole_address_if_there_is_one() {
        let html = part(Some("https://a.example/r/"));
        let explained = "href=\"https://a.example/r/t/explained/index.html#w/t:mean/-/a/-\"";
        assert!(html.contains(explained) && html.contains("href=\"#report.find\""), "{html}");
        assert!(html.contains("href=\"https://a.example/r/t/f.csv\" download"), "{html}");
    }
}
