//! Where a link leads: which targets are allowed, and where they stand in the text.

use pulldown_cmark::{LinkType, RefDefs};
use std::ops::Range;

/// Kinds of address that a link may have besides a place in the site.
pub(super) const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme of an address (`https`), seen as a browser sees it: blanks and control characters
/// inside it do not hide it.
pub(super) fn scheme(target: &str) -> Option<String> {
    let plain: String = target.chars().filter(|letter| *letter > ' ').collect();
    let end = plain.find([':', '/', '?', '#', '\\'])?;
    plain[end..].starts_with(':').then(|| plain[..end].to_lowercase())
}

/// Whether a link may stand in a page.
pub(super) fn is_safe(target: &str) -> bool {
    scheme(target).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// Whether an address leads out of the site.
pub fn is_external(target: &str) -> bool {
    let network = |start: &str| start.len() == 2 && start.chars().all(|c| c == '/' || c == '\\');
    scheme(target).is_some() || target.trim_start().get(..2).is_some_and(network)
}

/// A target parted at its `#`; an anchor written with percent signs is decoded.
pub fn split_anchor(target: &str) -> (&str, Option<String>) {
    match target.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor))),
        None => (target, None),
    }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Where the target of a link stands in the text: in the link itself or in the definition it names.
pub(super) fn place(
    text: &str,
    link: Range<usize>,
    kind: LinkType,
    (label, target): (&str, &str),
    definitions: &RefDefs<'_>,
) -> Range<usize> {
    let named = matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
    let definition = if named { definitions.get(label) } else { None };
    let area = definition.map_or(link, |definition| definition.span.clone());
    let Some(words) = text.get(area.clone()) else { return area };
    let from = words.rfind("](").or_else(|| words.find("]:")).map_or(0, |at| at + 2);
    match words[from..].find(target) {
        Some(at) => area.start + from + at..area.start + from + at + target.len(),
        None => area,
    }
}

/// The targets of links in HTML written by hand, with their places.
pub(super) fn in_html(html: &str) -> Vec<(Range<usize>, &str)> {
    let lower = html.to_ascii_lowercase();
    let mut found = Vec::new();
    for (at, name) in lower.match_indices("href") {
        let alone =
            !lower[..at].ends_with(|before: char| before.is_alphanumeric() || before == '-');
        let after = html[at + name.len()..].trim_start();
        if let Some(value) = after.strip_prefix('=').map(str::trim_start).filter(|_| alone) {
            let quote = value.chars().next().filter(|first| ['"', '\''].contains(first));
            let inner = quote.map_or(value, |_| &value[1..]);
            let ends = |letter: char| match quote {
                Some(quote) => letter == quote,
                None => letter.is_whitespace() || letter == '>',
            };
            let inner = &inner[..inner.find(ends).unwrap_or(inner.len())];
            let start = inner.as_ptr() as usize - html.as_ptr() as usize;
            found.push((start..start + inner.len(), inner));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_cannot_hide() {
        for bad in [
            "javascript:x",
            "JaVa\nScript:x",
            " data:text/html,x",
            "file:///etc",
            "\u{1}vbscript:x",
        ] {
            assert!(!is_safe(bad), "{bad:?}");
        }
        for good in
            ["https://a.example", "a.html", "#a:b", "@/notes/x.md", "?a:b", "mailto:a@b.example"]
        {
            assert!(is_safe(good), "{good:?}");
        }
        assert!(is_external("//a.example") && is_external("https://a") && !is_external("/a"));
    }

    #[test]
    fn anchors_are_decoded() {
        assert_eq!(split_anchor("a.md#%C3%BCber"), ("a.md", Some("über".to_owned())));
        assert_eq!(split_anchor("a.md#50%"), ("a.md", Some("50%".to_owned())));
        assert_eq!(split_anchor("a.md"), ("a.md", None));
    }

    #[test]
    fn html_gives_its_links() {
        let found = in_html("<a HREF = 'x'>a</a> <a data-href=y href=z>ü</a>");
        assert_eq!(found, [(11..12, "x"), (40..41, "z")]);
    }
}
