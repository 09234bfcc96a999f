//! site.toml: what the site is called, in which languages it speaks, and how careful it is.

mod maturity;

pub use maturity::Maturity;

use crate::content::{Fields, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::organisation::{SupplierType, Target, check_targets, read_targets};
use crate::source::{Located, Source, Spot};
use crate::survey::is_language;

/// The most languages that a site can have.
const MOST_LANGUAGES: usize = 50;

/// The settings of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Whose report this is.
    pub organisation: String,
    /// The title of the report.
    pub title: String,
    /// Where the site will lie, with a slash at the end; only feed, sitemap and mail need it.
    pub base_url: Option<String>,
    /// The report's language first, then the others of the questionnaire. Empty only when
    /// site.toml is faulty.
    pub languages: Vec<String>,
    /// Name of the theme, and where it stands.
    pub theme: Located<String>,
    /// Whether every page says that the data is made up.
    pub sample: bool,
    /// How careful the site is with people.
    pub privacy: Privacy,
    /// Where the questionnaire sends its answers, if anywhere.
    pub endpoint: Option<String>,
    /// What is aimed for.
    pub targets: Targets,
    /// The levels of maturity.
    pub maturity: Maturity,
}

/// How careful the site is with people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Privacy {
    /// The fewest people that a published figure may rest on.
    pub people: u32,
    /// The fewest people before the spread of their answers is published.
    pub spread: u32,
}

/// Aims by dimension, on the 0–100 scale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// For the organisation as a whole.
    pub organisation: Vec<Target>,
    /// For all suppliers of a type.
    pub types: Vec<(SupplierType, Vec<Target>)>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            organisation: String::new(),
            title: String::new(),
            base_url: None,
            languages: Vec::new(),
            theme: default_theme(),
            sample: false,
            privacy: Privacy::default(),
            endpoint: None,
            targets: Targets::default(),
            maturity: Maturity::default(),
        }
    }
}

impl Default for Privacy {
    fn default() -> Self {
        Self { people: 5, spread: 10 }
    }
}

impl Config {
    /// Reads the settings; what cannot be understood is reported and keeps its default.
    pub fn read(source: &Source, to: &mut Diagnostics) -> Self {
        let mut fields = parse_toml(source, to);
        let text = |text: Option<Located<String>>| text.map(|text| text.value).unwrap_or_default();
        let config = Self {
            organisation: text(fields.text("organisation", to)),
            title: text(fields.text("title", to)),
            base_url: base_url(&mut fields, to),
            languages: languages(&mut fields, to),
            theme: theme(&mut fields, to),
            sample: fields.optional_flag("sample", to).is_some_and(|flag| flag.value),
            privacy: privacy(&mut fields, to),
            endpoint: endpoint(&mut fields, to),
            targets: targets(&mut fields, to),
            maturity: maturity::maturity(&mut fields, to),
        };
        fields.finish(to);
        config
    }

    /// Checks the dimensions that targets name, once the instrument is known.
    pub fn check_targets(&self, dimensions: &[&str], to: &mut Diagnostics) {
        let of_types = self.targets.types.iter().flat_map(|(_, targets)| targets);
        check_targets(self.targets.organisation.iter().chain(of_types), dimensions, to);
    }
}

fn base_url(fields: &mut Fields<'_>, to: &mut Diagnostics) -> Option<String> {
    let url = address(fields.optional_text("base_url", to)?, NOT_IN_BASE, to)?;
    Some(with_slash(url))
}

/// What a base address cannot hold, since the addresses of pages are put after it.
const NOT_IN_BASE: &str = "?#";

fn with_slash(mut url: String) -> String {
    if !url.ends_with('/') {
        url.push('/');
    }
    url
}

/// A base address as it may stand on the command line in place of the one in site.toml.
///
/// # Errors
/// When it is no whole http or https address; the text says what was expected.
pub fn read_base_url(url: &str) -> Result<String, String> {
    if is_address(url) && !url.contains(|found| NOT_IN_BASE.contains(found)) {
        return Ok(with_slash(url.to_owned()));
    }
    Err(format!("expected {WHOLE_ADDRESS}"))
}

/// What an address looks like, for messages.
const WHOLE_ADDRESS: &str = "a whole address such as https://intranet.example/reports/";

fn endpoint(fields: &mut Fields<'_>, to: &mut Diagnostics) -> Option<String> {
    let mut collect = fields.optional_table("collect", to)?;
    let endpoint = collect.optional_text("endpoint", to);
    collect.finish(to);
    address(endpoint?, "#", to)
}

/// A whole http or https address without any of the `forbidden` characters.
fn address(url: Located<String>, forbidden: &str, to: &mut Diagnostics) -> Option<String> {
    if is_address(&url.value) && !url.value.contains(|found| forbidden.contains(found)) {
        return Some(url.value);
    }
    let message = format!("`{}` is not an address that can stand here", url.value);
    to.push(
        Diagnostic::error(Code::BadUrl, url.spot, message)
            .label(format!("expected {WHOLE_ADDRESS}")),
    );
    None
}

/// Whether this is `http(s)://host[:port][/path]`, with no name or password and no odd characters.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "80"));
    let in_host = |character: char| character.is_alphanumeric() || "-._".contains(character);
    let odd = |character: char| {
        character.is_whitespace() || character.is_control() || "\"<>\\^`{|}".contains(character)
    };
    !host.is_empty()
        && host.chars().all(in_host)
        && host.starts_with(char::is_alphanumeric)
        && port.parse::<u16>().is_ok()
        && !url.contains(odd)
}

fn languages(fields: &mut Fields<'_>, to: &mut Diagnostics) -> Vec<String> {
    let Some(row) = fields.required("languages", "a list such as [\"en\"]", to) else {
        return Vec::new();
    };
    let place = row.spot.clone();
    let listed = row.list(to);
    if listed.is_empty() {
        to.push(
            Diagnostic::error(Code::Missing, place, "the site has no language")
                .label("expected at least one, such as [\"en\"]"),
        );
    }
    if let Some(beyond) = listed.get(MOST_LANGUAGES) {
        let message = format!("there are {} languages", listed.len());
        to.push(
            Diagnostic::error(Code::TooMany, beyond.spot.clone(), message)
                .label(format!("expected at most {MOST_LANGUAGES}")),
        );
    }
    let mut languages = Vec::new();
    for row in listed.into_iter().take(MOST_LANGUAGES) {
        let Some(language) = row.text(to) else { continue };
        if !is_language(&language.value) {
            let message = format!("`{}` is not a language", language.value);
            to.push(
                Diagnostic::error(Code::BadLanguage, language.spot, message)
                    .label("expected a language code such as en or de-CH"),
            );
        } else if languages.contains(&language.value) {
            let message = format!("the language `{}` is listed twice", language.value);
            to.push(
                Diagnostic::error(Code::Repeated, language.spot, message)
                    .label("expected each language once"),
            );
        } else {
            languages.push(language.value);
        }
    }
    languages
}

/// A theme is a folder in themes/, so its name must not lead anywhere else.
fn theme(fields: &mut Fields<'_>, to: &mut Diagnostics) -> Located<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    match fields.optional_text("theme", to) {
        None => default_theme(),
        Some(theme) if !theme.value.is_empty() && theme.value.bytes().all(plain) => theme,
        Some(theme) => {
            let message = format!("`{}` cannot be the name of a theme", theme.value);
            to.push(
                Diagnostic::error(Code::BadId, theme.spot, message)
                    .label("expected the name of a folder in themes/")
                    .hint("letters, digits, hyphens and underscores only"),
            );
            default_theme()
        }
    }
}

/// The theme that every site has.
fn default_theme() -> Located<String> {
    Located { value: "default".to_owned(), spot: Spot::file("content/site.toml") }
}

/// The bounds are never looser than three people: two would tell each other's answer.
fn privacy(fields: &mut Fields<'_>, to: &mut Diagnostics) -> Privacy {
    let default = Privacy::default();
    let Some(mut table) = fields.optional_table("privacy", to) else { return default };
    let people = table.optional_integer("people", 3..=1000, to);
    let spread = table.optional_integer("spread", 3..=1000, to);
    table.finish(to);
    let number = |value: i64| u32::try_from(value).unwrap_or(default.people);
    let people = people.map_or(default.people, |people| number(people.value));
    let Some(spread) = spread else {
        return Privacy { people, spread: default.spread.max(people) };
    };
    if number(spread.value) < people {
        let message = format!("`spread` is {}, less than `people`", spread.value);
        to.push(
            Diagnostic::error(Code::OutOfRange, spread.spot, message)
                .label(format!("expected {people} or more"))
                .hint("a spread tells more about single people than a mean does"),
        );
    }
    Privacy { people, spread: number(spread.value).max(people) }
}

fn targets(fields: &mut Fields<'_>, to: &mut Diagnostics) -> Targets {
    let Some(mut table) = fields.optional_table("targets", to) else { return Targets::default() };
    let organisation = table.take("organisation").map(|row| read_targets(row, to));
    let by_type = table.optional_table("type", to);
    table.finish(to);
    let mut types = Vec::new();
    if let Some(mut by_type) = by_type {
        for (word, kind) in SupplierType::WORDS {
            types.extend(by_type.take(word).map(|row| (kind, read_targets(row, to))));
        }
        by_type.finish(to);
    }
    Targets { organisation: organisation.unwrap_or_default(), types }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_whole() {
        for url in
            ["https://intranet.example/reports/", "http://localhost:8080", "https://ä.example"]
        {
            assert!(is_address(url), "{url}");
        }
        for url in ["", "intranet", "/reports", "ftp://x", "https://", "https:///x", "https://a b"]
        {
            assert!(!is_address(url), "{url}");
        }
        for url in
            ["https://me:secret@x.example", "https://x:port/", "https://x/\"", "javascript:1"]
        {
            assert!(!is_address(url), "{url}");
        }
    }
}
