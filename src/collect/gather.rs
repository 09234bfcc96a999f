//! Answer files that people sent, put into one file of their wave. Everything is read first, together
//! with what the wave has; with one mistake nothing is written.

use super::Site;
use crate::answers::{Files, Responses};
use crate::content::{WaveFolder, not_utf8, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Source, Spot, Tree};
use crate::survey::{State, Wave};
use std::collections::{BTreeMap, BTreeSet};

/// The file that answers are gathered in.
pub const COLLECTED: &str = "collected.toml";

/// What a wave becomes.
#[derive(Debug)]
pub struct Gathered<'s> {
    /// The wave.
    pub wave: &'s Wave,
    /// Where its gathered answers lie.
    pub path: String,
    /// They, as they are written.
    pub text: String,
    /// Files that are not needed any more.
    pub folded: Vec<String>,
    /// How many responses are new in the file.
    pub added: usize,
    /// Every answer of the wave, with those that are new.
    pub responses: Responses,
}

/// Puts files into the waves that they name (or into the wave that is `wanted`, or into the open one).
/// With errors in `to`, nothing may be written.
pub fn gather<'s>(
    site: &'s Site,
    incoming: &Tree,
    wanted: Option<&str>,
    to: &mut Diagnostics,
) -> Vec<Gathered<'s>> {
    let mut by_wave: BTreeMap<usize, Vec<Source>> = BTreeMap::new();
    for (path, bytes) in incoming.iter() {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                to.push(not_utf8(path, bytes, error.valid_up_to(), 0));
                continue;
            }
        };
        let source = Source::new(path, text);
        if let Some(wave) = wave_of(site, &source, wanted, to) {
            by_wave.entry(wave).or_default().push(source);
        }
    }
    let waves = by_wave.into_iter();
    waves
        .filter_map(|(wave, files)| {
            let (wave, folder) = folder(site, wave)?;
            let old = collected(folder);
            let all = folder.answers.iter().chain(&files).cloned().collect();
            let into = old.iter().copied().chain(&files).cloned().collect();
            put(site, (wave, folder), old, (all, into), Vec::new(), to)
        })
        .collect()
}

/// Puts the single files of each wave (or of the one that is `wanted`) into one. A file that was put
/// there already, by a run that did not come to its end, is only taken away.
pub fn fold<'s>(site: &'s Site, wanted: Option<&str>, to: &mut Diagnostics) -> Vec<Gathered<'s>> {
    if let Some(wanted) = wanted {
        known(site, wanted, &Spot::file("content/waves"), to);
    }
    let waves = (0..site.waves.len()).filter_map(|wave| folder(site, wave));
    let waves = waves.filter(|(wave, _)| wanted.is_none_or(|wanted| wave.id == wanted));
    waves
        .filter_map(|(wave, folder)| {
            let old = collected(folder);
            let kept = old.map(|old| texts(site, wave, old)).unwrap_or_default();
            let (mut folded, mut done) = (Vec::new(), BTreeSet::new());
            for file in &folder.answers {
                let Some(own) = single(site, wave, file) else { continue };
                if kept.contains(&own) {
                    done.insert(&file.path);
                }
                folded.push(file.path.to_string());
            }
            if folded.is_empty() {
                return None;
            }
            let all = folder.answers.iter().filter(|file| !done.contains(&file.path));
            let all: Vec<Source> = all.cloned().collect();
            let is_in = |file: &&Source| {
                folded.iter().any(|path| **path == *file.path)
                    || old.is_some_and(|old| old.path == file.path)
            };
            let into = all.iter().filter(is_in).cloned().collect();
            put(site, (wave, folder), old, (all.clone(), into), folded, to)
        })
        .collect()
}

/// The wave that a file belongs to.
fn wave_of(
    site: &Site,
    file: &Source,
    wanted: Option<&str>,
    to: &mut Diagnostics,
) -> Option<usize> {
    let spot = Spot::file(&file.path);
    if let Some(wanted) = wanted {
        return known(site, wanted, &Spot::file("content/waves"), to);
    }
    // What else is wrong with the file is told when it is read.
    let named = parse_toml(file, &mut Diagnostics::default())
        .optional_text("wave", &mut Diagnostics::default());
    let open = || site.waves.iter().rposition(|wave| wave.state == State::Open);
    let Some(named) = named else {
        let problem =
            Diagnostic::error(Code::Missing, spot, "there is no open wave to put this in");
        return open().or_else(|| {
            to.push(problem.hint("name a wave with `--wave`"));
            None
        });
    };
    let Located { value, spot } = named;
    let at = known(site, &value, &spot, to)?;
    if site.waves[at].state == State::Closed {
        let message = format!("wave `{value}` is closed");
        let problem = Diagnostic::error(Code::WrongWave, spot, message);
        to.push(problem.label("expected an open wave").hint(format!(
            "to add late answers all the same, say `--wave {value}`; a published wave needs `reopen = true`"
        )));
        return None;
    }
    Some(at)
}

/// The wave of this id.
fn known(site: &Site, id: &str, spot: &Spot, to: &mut Diagnostics) -> Option<usize> {
    let found = site.waves.iter().position(|wave| wave.id == id);
    if found.is_none() {
        let ids = site.waves.iter().map(|wave| wave.id.as_str());
        let problem =
            Diagnostic::error(Code::UnknownName, spot.clone(), format!("there is no wave `{id}`"));
        to.push(problem.suggest(id, ids));
    }
    found
}

fn folder(site: &Site, wave: usize) -> Option<(&Wave, &WaveFolder)> {
    let wave = site.waves.get(wave)?;
    let folder = site.layout.waves.iter().find(|folder| folder.id == wave.id)?;
    Some((wave, folder))
}

/// The file of gathered answers, if the wave has one.
fn collected(folder: &WaveFolder) -> Option<&Source> {
    folder.answers.iter().find(|file| name(file) == COLLECTED)
}

fn name(file: &Source) -> &str {
    file.path.rsplit('/').next().unwrap_or_default()
}

/// Each response of a file, as it is written.
fn texts(site: &Site, wave: &Wave, file: &Source) -> BTreeSet<String> {
    let files = Files { documents: std::slice::from_ref(file), ..Files::default() };
    let responses = site.answers(files, wave, &mut Diagnostics::default());
    let writer = site.writer(wave);
    (0..responses.len()).map(|at| writer.response(&responses, at)).collect()
}

/// The only response of a file that is named after it, as it is written.
fn single(site: &Site, wave: &Wave, file: &Source) -> Option<String> {
    let files = Files { documents: std::slice::from_ref(file), ..Files::default() };
    let responses = site.answers(files, wave, &mut Diagnostics::default());
    let writer = site.writer(wave);
    let id = (responses.len() == 1).then(|| responses.ids.get(0))?;
    let about = writer.supplier(&responses, 0).map(|supplier| format!("{id}.{supplier}.toml"));
    let is_named = name(file) == format!("{id}.toml") || about.is_some_and(|own| own == name(file));
    is_named.then(|| writer.response(&responses, 0))
}

/// Reads `all` files of a wave together, and writes those that go `into` one.
fn put<'s>(
    site: &'s Site,
    (wave, folder): (&'s Wave, &WaveFolder),
    old: Option<&Source>,
    (all, into): (Vec<Source>, Vec<Source>),
    folded: Vec<String>,
    to: &mut Diagnostics,
) -> Option<Gathered<'s>> {
    let before = old.map_or(0, |old| texts(site, wave, old).len());
    let files = Files { documents: &all, tables: &folder.tables, decisions: None };
    let responses = site.answers(files, wave, to);
    if to.has_errors() {
        return None;
    }
    let files = Files { documents: &into, ..Files::default() };
    let gathered = site.answers(files, wave, &mut Diagnostics::default());
    Some(Gathered {
        wave,
        path: format!("content/waves/{}/answers/{COLLECTED}", wave.id),
        text: site.writer(wave).file(&gathered),
        folded,
        added: gathered.len() - before.min(gathered.len()),
        responses,
    })
}

#[cfg(test)]
mod tests;
