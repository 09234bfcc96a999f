//! The headings of a finished page, with the anchors that lead to them.

use super::tags::{every_tag, unescape};
use crate::view::Heading;

/// The headings that are listed.
const LEVELS: [&str; 3] = ["h1", "h2", "h3"];

/// What stands in a heading that shows a figure, or that there is none to show. Such a heading is not
/// listed: what a figure is about stands in the summary of its page, beside the key.
const FIGURES: [&str; 4] =
    [" data-cell=", " data-source=", "\"not-shown\"", "explained/index.html#"];

/// The name of a wave has a source as well, but it is no figure.
const DATE: &str = " data-source=\"date\"";

/// A heading that has begun.
struct Open<'h> {
    name: &'h str,
    start: usize,
    text: String,
    anchor: String,
}

/// The headings of what a page is about, in their order. One that is a link is the title of another page.
/// The anchor of a heading is its own, or that of the element that begins right before it.
pub(super) fn headings(html: &str) -> Vec<Heading> {
    let start = html.find("<main").unwrap_or(html.len());
    // What begins with the tag itself is the whole page, which needs no anchor.
    let main = html[start..].split_once('>').map_or("", |(_, main)| main);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let (mut found, mut open, mut anchor, mut at) = (Vec::new(), None, String::new(), 0);
    for tag in every_tag(main) {
        let text = &main[at..tag.span.start];
        at = tag.span.end;
        match open.take() {
            None => {
                if !text.trim().is_empty() {
                    anchor.clear();
                }
                if let Some((_, id)) = tag.attributes.iter().find(|(name, _)| *name == "id") {
                    anchor = unescape(&main[id.clone()]);
                }
                if LEVELS.contains(&tag.name) {
                    let anchor = std::mem::take(&mut anchor);
                    open = Some(Open { name: tag.name, start: at, text: String::new(), anchor });
                }
            }
            Some(heading) => {
                let Open { name, start, text: before, anchor } = heading;
                let text = before + text + if tag.name == "br" { " " } else { "" };
                if tag.name.strip_prefix('/') != Some(name) {
                    open = Some(Open { name, start, text, anchor });
                } else if is_own(&main[start..tag.span.start]) {
                    found.push(Heading { text: plain(&text), anchor });
                }
            }
        }
    }
    found.retain(|heading| !heading.text.is_empty());
    found
}

/// Whether a heading names a part of its page, and shows no figure.
fn is_own(html: &str) -> bool {
    let html = html.replace(DATE, "");
    !html.trim_start().starts_with("<a ") && !FIGURES.iter().any(|mark| html.contains(mark))
}

/// Text as it is read, without its white space.
fn plain(text: &str) -> String {
    let text = unescape(&text.replace("&nbsp;", " "));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<String> {
        let told = |one: Heading| format!("{} #{}", one.text, one.anchor);
        headings(&format!("<h1>Head</h1><main id=\"content\">{html}</main><h2>Foot</h2>"))
            .into_iter()
            .map(told)
            .collect()
    }

    #[test]
    fn a_heading_has_its_own_anchor_or_that_of_what_begins_before_it() {
        let html = "<h1>A &amp; <b>B</b><br>C</h1><p id=\"p\">x</p><h2>D</h2>\
                    <article id=\"e\">\n<h3>E <a href=\"x\" title='1 > 0'>x</a></h3><h3 id=\"y\"><a href=\"y\">Y</a></h3><h2 id=\"über\">F</h2>";
        assert_eq!(told(html), ["A & B C #", "D #", "E x #e", "F #über"]);
    }

    #[test]
    fn figures_stay_with_their_keys() {
        let html = "<h2>Trust <b data-cell=\"k\">62</b></h2><h2>Up <a href=\"../explained/index.html#k\">5</a></h2>\
                    <h2><span data-source=\"count\">7</span> of all</h2><h2><i class=\"not-shown\">–</i></h2>\
                    <h2>Who, <span data-source=\"date\">July</span></h2>";
        assert_eq!(told(html), ["Who, July #"]);
    }

    #[test]
    fn broken_pages_are_read_to_their_end() {
        for html in
            ["", "<main", "<main><h2", "<main><h2>x", "<main><h2>x</h3><!-- <h2>y</h2>", "<main><"]
        {
            assert_eq!(headings(html), []);
        }
    }
}
