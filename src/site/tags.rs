//! The tags of a finished page, as far as links and ids need them.

use std::ops::Range;

/// A tag.
#[derive(Clone, Debug)]
pub(super) struct Tag<'h> {
    /// The name of the element; of a tag that ends one, with the slash before it.
    pub name: &'h str,
    /// From `<` to past `>`.
    pub span: Range<usize>,
    /// The names of its attributes, and where their values stand.
    pub attributes: Vec<(&'h str, Range<usize>)>,
    /// The names of attributes without a value.
    pub flags: Vec<&'h str>,
}

/// All tags that open an element, in their order.
pub(super) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = every_tag(html);
    tags.retain(|tag| !tag.name.starts_with('/'));
    tags
}

/// All tags, in their order. What stands in comments is none.
pub(super) fn every_tag(html: &str) -> Vec<Tag<'_>> {
    let is_name = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        at = match &html[open..] {
            comment if comment.starts_with("<!--") => past(html, open, "-->"),
            tag if is_name(tag[1..].strip_prefix('/').unwrap_or(&tag[1..])) => {
                let tag = read(html, open);
                let end = tag.span.end;
                found.push(tag);
                end
            }
            _ => open + 1,
        };
    }
    found
}

/// The attributes of all tags: their names, and where their values stand.
pub(super) fn attributes(html: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    tags(html).into_iter().flat_map(|tag| tag.attributes)
}

fn past(html: &str, from: usize, end: &str) -> usize {
    html[from..].find(end).map_or(html.len(), |at| from + at + end.len())
}

/// Where the bytes from here on end that are wanted.
fn skip(bytes: &[u8], from: usize, is_wanted: impl Fn(u8) -> bool) -> usize {
    let wanted = bytes[from.min(bytes.len())..].iter().take_while(|&&byte| is_wanted(byte));
    from + wanted.count()
}

/// Reads one tag from its `<` on.
fn read(html: &str, open: usize) -> Tag<'_> {
    let bytes = html.as_bytes();
    let is_end = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'=' | b'/');
    let start = open + 1 + usize::from(bytes.get(open + 1) == Some(&b'/'));
    let mut at = skip(bytes, start, |byte| !is_end(byte));
    let mut tag = Tag {
        name: &html[open + 1..at],
        span: open..html.len(),
        attributes: Vec::new(),
        flags: Vec::new(),
    };
    loop {
        at = skip(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        let name = at..skip(bytes, at, |byte| !is_end(byte));
        if bytes.get(name.end) != Some(&b'=') && !name.is_empty() {
            tag.flags.push(&html[name.clone()]);
        }
        match bytes.get(name.end) {
            None => return tag,
            Some(b'>') => {
                tag.span.end = name.end + 1;
                return tag;
            }
            Some(b'=') => {}
            Some(_) => {
                at = name.end.max(at + 1);
                continue;
            }
        }
        let value = match bytes.get(name.end + 1) {
            Some(&quote @ (b'"' | b'\'')) => {
                let start = name.end + 2;
                start..skip(bytes, start, |byte| byte != quote)
            }
            _ => {
                name.end + 1..skip(bytes, name.end + 1, |byte| {
                    !byte.is_ascii_whitespace() && byte != b'>'
                })
            }
        };
        let quoted = value.start > name.end + 1;
        at = (value.end + usize::from(quoted)).min(html.len());
        tag.attributes.push((&html[name], value));
    }
}

/// The text of an attribute's value.
pub(super) fn unescape(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    value
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// A text as an attribute's value.
pub(super) fn escape(value: &str) -> String {
    value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_comments_are_no_tags() {
        let html = "<!-- <a href=\"x\"> --> 1 < 2 <b title='a > b href=\"y\"' hidden>c</b>";
        let all = tags(html);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].name, &html[all[0].span.end..]), ("b", "c</b>"));
        assert_eq!(all[0].flags, ["hidden"]);
        let attributes: Vec<_> = attributes(html).map(|(name, at)| (name, &html[at])).collect();
        assert_eq!(attributes, [("title", "a > b href=\"y\"")]);
        let names: Vec<_> = every_tag(html).into_iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["b", "/b"]);
        assert!(tags("<a href=\"").len() == 1 && tags("<").is_empty());
    }
}
