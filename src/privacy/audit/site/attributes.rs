//! What the attributes of HTML say: which may hold digits that are no figures, and how a length could be one.

use super::has_digit;

/// Attributes that say how an element is drawn, where it lies or leads, and what it is called in the page.
/// Digits in any other attribute are read as though they stood in the text.
const STRUCTURAL: [&str; 70] = [
    "accept-charset",
    "action",
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
    "aria-level",
    "aria-owns",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "charset",
    "class",
    "clip-path",
    "color",
    "cols",
    "colspan",
    "cx",
    "cy",
    "d",
    "dx",
    "dy",
    "enctype",
    "fill",
    "fill-opacity",
    "font-family",
    "font-size",
    "font-weight",
    "for",
    "form",
    "gradienttransform",
    "headers",
    "height",
    "hreflang",
    "href",
    "http-equiv",
    "id",
    "integrity",
    "lang",
    "marker-end",
    "mask",
    "maxlength",
    "name",
    "offset",
    "opacity",
    "points",
    "r",
    "rel",
    "rows",
    "rowspan",
    "rx",
    "ry",
    "size",
    "src",
    "start",
    "stroke",
    "stroke-dasharray",
    "stroke-opacity",
    "stroke-width",
    "tabindex",
    "transform",
    "type",
    "viewbox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// What a page says of itself to browsers, which is the same for every site.
pub(super) fn is_technical(meta: &str) -> bool {
    matches!(meta, "viewport" | "color-scheme" | "theme-color" | "referrer")
}

/// What somebody can learn from an attribute that holds digits.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Heard<'t> {
    Nothing,
    /// These texts, whether they are shown, read aloud or drawn.
    Told(Vec<&'t str>),
    /// Something that a figure could hide in.
    Hidden,
}

/// What an attribute of an element says.
pub(super) fn heard<'t>(element: &str, name: &str, value: &'t str) -> Heard<'t> {
    match name {
        "style" => style(element, value),
        "width" | "height" if !is_sized(element) => length(value),
        _ if name.starts_with("data-") => Heard::Hidden,
        _ if STRUCTURAL.contains(&name) || name.starts_with("xmlns") => Heard::Nothing,
        _ => Heard::Told(vec![value]),
    }
}

/// How an element looks, which only mail says by itself: colours and small lengths are the same in every
/// message, and a share of the width is a bar, so that it must be a figure.
fn style<'t>(element: &str, value: &'t str) -> Heard<'t> {
    let mut told = Vec::new();
    for one in value.split(';').filter(|one| has_digit(one)) {
        match one
            .split_once(':')
            .map_or(Heard::Hidden, |(name, value)| declared(element, name.trim(), value.trim()))
        {
            Heard::Nothing => {}
            Heard::Told(texts) => told.extend(texts),
            Heard::Hidden => return Heard::Hidden,
        }
    }
    if told.is_empty() { Heard::Nothing } else { Heard::Told(told) }
}

fn declared<'t>(element: &str, property: &str, value: &'t str) -> Heard<'t> {
    let is_constant = match property {
        "color" | "background-color" | "font-weight" => true,
        "margin" | "padding" | "font-size" | "line-height" | "border" => {
            value.split(' ').all(|length| !has_digit(length) || is_at_most(length, SMALL))
        }
        "max-width" => value == "100%" || is_at_most(value, u32::MAX),
        "max-height" => value == "0",
        "width" | "height" if is_sized(element) => value == "100%" || is_at_most(value, u32::MAX),
        "width" | "height" => return length(value),
        _ => false,
    };
    if is_constant { Heard::Nothing } else { Heard::Hidden }
}

/// How wide or high a box is: all there is, a few pixels, or as much as a figure says.
fn length(value: &str) -> Heard<'_> {
    match value.strip_suffix('%') {
        Some("100") => Heard::Nothing,
        Some(share) => Heard::Told(vec![share]),
        None if is_at_most(value, THIN) => Heard::Nothing,
        None => Heard::Hidden,
    }
}

/// The widest line and the largest space in pixels that no bar could be drawn with.
const THIN: u32 = 10;
const SMALL: u32 = 40;

fn is_at_most(length: &str, most: u32) -> bool {
    length.trim_end_matches("px").parse::<u32>().is_ok_and(|pixels| pixels <= most)
}

/// Whether an element is as large as what it holds or shows, so that its width says nothing.
fn is_sized(name: &str) -> bool {
    matches!(name, "img" | "svg" | "table" | "image" | "rect" | "use" | "pattern" | "mask")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_a_figure_and_a_line_is_none() {
        assert_eq!(
            heard("td", "style", "width:65%;height:10px;color:#12436d"),
            Heard::Told(vec!["65"])
        );
        assert_eq!(heard("td", "width", "65.4%"), Heard::Told(vec!["65.4"]));
        assert_eq!(heard("td", "style", "width:4px; padding:8px 24px"), Heard::Nothing);
        for bar in
            ["width:64px", "padding-left:17px", "padding:17.3px", "--n:3", "margin:654px", "17"]
        {
            assert_eq!(heard("td", "style", bar), Heard::Hidden, "{bar}");
        }
        assert_eq!(heard("img", "width", "600"), Heard::Nothing);
    }

    #[test]
    fn what_is_not_known_is_read() {
        for name in
            ["value", "aria-valuenow", "aria-valuetext", "label", "content", "max", "onclick"]
        {
            assert_eq!(heard("meter", name, "43"), Heard::Told(vec!["43"]), "{name}");
        }
        assert_eq!(heard("i", "data-raw", "43"), Heard::Hidden);
        assert_eq!(heard("i", "class", "in-0"), Heard::Nothing);
    }
}
