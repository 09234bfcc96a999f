//! `survey-export`: the questionnaire for another survey tool.

use super::arguments::{Global, Questions, SurveyExport};
use super::outcome::{self, CONTENT, USAGE};
use crate::collect::{Site, html, limesurvey, questionnaire, text};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::disk::Failure;
use crate::render::Theme;
use crate::source::{Located, Spot};
use crate::survey::State;
use std::process::ExitCode;

/// Prints the questionnaire of one form for one audience.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn run(export: &SurveyExport, global: &Global) -> Result<ExitCode, Failure> {
    let folder = super::read(global)?;
    let mut to = Diagnostics::default();
    let site = Site::read(&folder.tree, &mut to);
    let theme = Theme::load(&folder.tree, &site.config.theme, &mut to);
    let mut mistakes = Diagnostics::default();
    let chosen = choose(export, &site, &mut mistakes);
    let is_misused = !to.has_errors() && mistakes.has_errors();
    to.append(mistakes);
    let written = chosen.filter(|_| !to.has_errors()).map(|(form, audience, languages)| {
        let sheet = |language: &String| {
            let words = theme.words(language, &mut Diagnostics::default());
            questionnaire(&site, (form, audience), language, &words)
        };
        let sheets: Vec<_> = languages.iter().map(sheet).collect();
        match (export.format, sheets.first()) {
            (Questions::Text, Some(first)) => text(first),
            (Questions::Html, Some(first)) => html(first),
            _ => limesurvey(&sheets),
        }
    });
    outcome::tell(&to, &folder.tree, global);
    let Some(written) = written else {
        return Ok(ExitCode::from(if is_misused { USAGE } else { CONTENT }));
    };
    outcome::show(&written);
    Ok(ExitCode::SUCCESS)
}

/// The form, the audience and the languages: as told, or else those of the open wave, the first
/// audience, and for LimeSurvey all of the site's languages.
fn choose<'s>(
    export: &'s SurveyExport,
    site: &'s Site,
    to: &mut Diagnostics,
) -> Option<(&'s str, usize, Vec<String>)> {
    let survey = &site.survey;
    let forms = survey.forms();
    let open = site.waves.iter().rfind(|wave| wave.state == State::Open);
    let form = match &export.form {
        Some(form) => known("form", form, &forms, to),
        None => open.map(|wave| wave.form.as_str()).or(forms.first().copied()),
    };
    let audiences: Vec<&str> = survey.audiences.iter().map(|one| one.id.as_str()).collect();
    let audience = match &export.audience {
        Some(audience) => known("audience", audience, &audiences, to),
        None => audiences.first().copied(),
    };
    let languages = &site.config.languages;
    let languages = match &export.language {
        Some(language) => {
            let all: Vec<&str> = languages.iter().map(String::as_str).collect();
            vec![known("language", language, &all, to)?.to_owned()]
        }
        None => languages.clone(),
    };
    let (form, audience) = (form?, audience?);
    let at = survey.audience(audience)?;
    if !survey.asks(form, at) {
        let message = format!("audience `{audience}` is asked nothing on form `{form}`");
        let problem = Diagnostic::error(Code::Missing, Spot::file("content/survey.toml"), message);
        to.push(problem.hint("name another one with --audience or --form"));
        return None;
    }
    Some((form, at, languages))
}

/// A word of the command line, if it is one of those that exist.
fn known<'w>(what: &str, word: &'w str, all: &[&str], to: &mut Diagnostics) -> Option<&'w str> {
    if all.contains(&word) {
        return Some(word);
    }
    let word = Located { value: word.to_owned(), spot: Spot::file(&format!("--{what}")) };
    to.push(Diagnostic::unknown(what, &word, all.iter().copied()));
    None
}
