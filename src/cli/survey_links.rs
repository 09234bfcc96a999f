//! `survey-links`: whom to send which link, and what to write beside it.

use super::arguments::{Global, Listing, SurveyLinks};
use super::outcome::{self, CONTENT, USAGE};
use crate::collect::{self, Link, Site};
use crate::diag::{Diagnostics, did_you_mean};
use crate::disk::Failure;
use crate::render::Theme;
use crate::survey::{State, Wave};
use crate::table;
use crate::view::{Sentence, Words};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// Prints the links of a wave.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn run(arguments: &SurveyLinks, global: &Global) -> Result<ExitCode, Failure> {
    let folder = super::read(global)?;
    let mut to = Diagnostics::default();
    let site = Site::read(&folder.tree, &mut to);
    let theme = Theme::load(&folder.tree, &site.config.theme, &mut to);
    let languages = site.config.languages.iter();
    let words: BTreeMap<&str, Words> =
        languages.map(|one| (one.as_str(), theme.words(one, &mut to))).collect();
    outcome::tell(&to, &folder.tree, global);
    if to.has_errors() {
        return Ok(ExitCode::from(CONTENT));
    }
    let wave = match wave(&site, arguments.wave.as_deref()) {
        Ok(wave) => wave,
        Err(mistake) => {
            outcome::say(&mistake);
            return Ok(ExitCode::from(USAGE));
        }
    };
    let Some(base) = arguments.base_url.as_deref().or(site.config.base_url.as_deref()) else {
        outcome::say(
            "error: links need the address of the site: set `base_url` in site.toml, or say -u",
        );
        return Ok(ExitCode::from(USAGE));
    };
    let links = collect::links(&site, wave, base);
    outcome::show(&match arguments.format {
        Listing::Table => listed(&links, wave, &words),
        Listing::Csv => separated(&links, wave, &words),
    });
    if !global.quiet && site.salt.is_some() {
        outcome::say("the tokens in these links are secrets of the groups that they are sent to");
    }
    Ok(ExitCode::SUCCESS)
}

/// The wave of this id, or the open one that closes last.
fn wave<'s>(site: &'s Site, wanted: Option<&str>) -> Result<&'s Wave, String> {
    let mut open = site.waves.iter().rev().filter(|wave| wave.state == State::Open);
    let Some(id) = wanted else {
        return open.next().ok_or_else(|| "error: no wave is open".to_owned());
    };
    if let Some(found) = open.clone().find(|wave| wave.id == id) {
        return Ok(found);
    }
    let near = did_you_mean(id, open.map(|wave| wave.id.as_str()));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(format!("error: there is no open wave `{id}`{hint}"))
}

/// A message in each language, and the links by group.
fn listed(links: &[Link], wave: &Wave, words: &BTreeMap<&str, Words>) -> String {
    let head = ["audience", "unit", "supplier", "people", "language", "link"].map(str::to_owned);
    let named = |id: &str| if id.is_empty() { "–".to_owned() } else { id.to_owned() };
    let rows = links.iter().map(|link| {
        let Link { audience, unit, supplier, language, people, address } = link;
        let people = people.to_string();
        [audience.clone(), named(unit), named(supplier), people, language.clone(), address.clone()]
    });
    let mut out = outcome::aligned(&std::iter::once(head).chain(rows).collect::<Vec<_>>(), 6);
    for (language, words) in words {
        out.push_str(&format!("\n--- {language}\n{}\n", message(wave, words, "<link>")));
    }
    out
}

fn separated(links: &[Link], wave: &Wave, words: &BTreeMap<&str, Words>) -> String {
    let mut out = String::new();
    let head = ["wave", "audience", "unit", "supplier", "people", "language", "link", "message"];
    table::line(&mut out, head.into_iter());
    for link in links {
        let Link { audience, unit, supplier, language, people, address } = link;
        let own = words.get(language.as_str());
        let text = own.map(|words| message(wave, words, address)).unwrap_or_default();
        let people = people.to_string();
        let row = [&wave.id, audience, unit, supplier, &people, language, address, &text];
        table::line(&mut out, row.into_iter().map(String::as_str));
    }
    out
}

/// What to write to those who are asked.
fn message(wave: &Wave, words: &Words, link: &str) -> String {
    let is_named = wave.invited.iter().any(|group| group.attributed);
    let exception =
        if is_named { words.say("promise.but_named", &[]) } else { Sentence::default() };
    let date = words.date(wave.closes).into();
    let values = [("date", date), ("link", link.into()), ("but_named", exception)];
    let paragraphs = words.say_all("survey.message", &values);
    let paragraphs: Vec<String> = paragraphs.iter().map(|one| one.plain()).collect();
    paragraphs.join("\n\n")
}
