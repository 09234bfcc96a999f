//! Ids: what may be one, and which words are taken.

use crate::diag::{Code, Diagnostic};
use crate::source::Located;

/// Words that mean something of their own where ids stand.
pub const RESERVED: [&str; 4] = ["index", "response", "all", "explained"];

/// Whether a text can be an id: `[a-z0-9][a-z0-9-]*`, at most 64 bytes, and not a reserved word.
pub fn is_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() <= 64
        && text.bytes().next().is_some_and(plain)
        && text.bytes().all(|byte| plain(byte) || byte == b'-')
        && !RESERVED.contains(&text)
}

/// Says why a text cannot be an id.
pub(super) fn bad_id(id: &Located<String>) -> Diagnostic {
    let message = format!("`{}` cannot be an id", id.value);
    let problem = Diagnostic::error(Code::BadId, id.spot.clone(), message);
    if RESERVED.contains(&id.value.as_str()) {
        return problem
            .label("expected another word")
            .hint(format!("{} are taken: they mean something of their own", RESERVED.join(", ")));
    }
    problem
        .label("expected small letters, digits and hyphens")
        .hint("an id starts with a letter or digit and has 64 at most, for example `north-plant`")
}
