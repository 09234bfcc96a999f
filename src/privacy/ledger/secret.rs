//! secret.toml: the salt that keeps digests from telling which answers they stand for.

use crate::content::parse_toml;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Source;

/// The fewest characters of a salt: 64 bits in hexadecimal digits.
const LEAST: usize = 16;

/// The salt of a site. It goes into digests and is printed nowhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Salt(pub(super) String);

impl std::fmt::Debug for Salt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salt(…)")
    }
}

impl Salt {
    /// The salt itself, for a fingerprint.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Reads the salt. One that is too short to keep a secret is reported.
pub fn read_salt(source: &Source, to: &mut Diagnostics) -> Option<Salt> {
    let mut fields = parse_toml(source, to);
    let salt = fields.text("salt", to);
    fields.finish(to);
    let salt = salt?;
    if salt.value.chars().count() < LEAST {
        let message = "this salt is too short to keep a secret";
        to.push(
            Diagnostic::error(Code::OutOfRange, salt.spot, message)
                .label(format!("expected at least {LEAST} random characters"))
                .hint("`rapportage init` writes one of 32"),
        );
        return None;
    }
    Some(Salt(salt.value))
}
