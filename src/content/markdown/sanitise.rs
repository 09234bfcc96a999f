//! HTML that an author wrote by hand, brought down to what a text needs. The only home of ammonia.

use super::href::SCHEMES;
use ammonia::Builder;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

/// Elements that a text may hold. No picture, form, script or frame; no `h1`, which is the page's.
const ELEMENTS: &str = "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del \
    details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt \
    ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul \
    var wbr";

/// Classes that the renderer itself writes.
const CLASSES: &str = "alert alert-title alert-note alert-tip alert-important alert-warning \
    alert-caution table task visually-hidden footnotes footnote-reference back left center right";

/// Cleans a text; `ids` are the ids that the renderer gave away, all others go, so that nothing
/// written by hand can take the place of a part of the page.
pub(super) fn sanitise(html: &str, ids: BTreeSet<String>) -> String {
    let classes: HashSet<&str> = CLASSES.split_whitespace().collect();
    let allowed = move |element: &str, attribute: &str, value: &str| match attribute {
        "id" => ids.contains(value),
        "class" if element == "code" => value.starts_with("language-"),
        "class" => value.split_whitespace().all(|class| classes.contains(class)),
        "role" => matches!((element, value), ("div", "region") | ("aside", "note")),
        "tabindex" => element == "div" && value == "0",
        _ => true,
    };
    Builder::new()
        .tags(ELEMENTS.split_whitespace().collect())
        .add_generic_attributes([
            "class",
            "id",
            "role",
            "tabindex",
            "aria-label",
            "aria-hidden",
            "dir",
        ])
        .add_tag_attributes("details", ["open"])
        .rm_tag_attributes("table", ["align", "char", "charoff"])
        .url_schemes(SCHEMES.into_iter().collect())
        .link_rel(Some("noopener noreferrer"))
        .attribute_filter(move |element, attribute, value| {
            allowed(element, attribute, value).then_some(Cow::Borrowed(value))
        })
        .clean(html)
        .to_string()
}
