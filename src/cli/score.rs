//! `score`: the scores in the terminal.

use super::arguments::{By, Global, Layout, Score};
use super::outcome::{self, CONTENT, PRIVATE};
use super::wave;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::disk::Failure;
use crate::pipeline;
use crate::source::Spot;
use crate::survey::{State, Wave};
use crate::table::{self, Format, Selection};
use crate::view;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prints the scores that may be shown, or with `--private` all of them.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn run(score: &Score, global: &Global) -> Result<ExitCode, Failure> {
    let folder = super::read(global)?;
    if let Some(code) = wave::refused(score.wave.as_deref(), &folder.tree) {
        return Ok(code);
    }
    let options = super::options(global);
    let format = match score.format {
        Layout::Table => Format::Aligned,
        Layout::Csv => Format::Csv,
        Layout::Json => Format::Json,
    };
    let diagnostics = if score.private {
        let (diagnostics, printed) =
            pipeline::owned(&folder.tree, &options, |owner, names, waves, to| {
                let Some(selection) = selection(score, waves, to) else { return Ok(()) };
                outcome::say(PRIVATE);
                // The figures go straight to the terminal and are kept nowhere.
                let mut out = io::stdout().lock();
                owner.scores(names, &selection, format, &mut out).and_then(|()| out.flush())
            });
        // A stream that is closed is nobody's loss.
        drop(printed);
        diagnostics
    } else {
        let (diagnostics, text) = pipeline::published(&folder.tree, &options, |input, to| {
            let selection = selection(score, input.waves, to)?;
            Some(view::scores(input, &selection).write(input.names, format))
        });
        outcome::show(text.flatten().as_deref().unwrap_or_default());
        diagnostics
    };
    outcome::tell(&diagnostics, &folder.tree, global);
    Ok(if diagnostics.has_errors() { ExitCode::from(CONTENT) } else { ExitCode::SUCCESS })
}

/// What the command line asks for; nothing where there is no such wave.
fn selection(score: &Score, waves: &[Wave], to: &mut Diagnostics) -> Option<Selection> {
    let closed = || (0u8..).zip(waves).filter(|(_, wave)| wave.state == State::Closed);
    let wave = match &score.wave {
        None => closed().last(),
        Some(id) => closed().find(|(_, wave)| wave.id == *id),
    };
    let Some((wave, _)) = wave else {
        let known = closed().map(|(_, wave)| wave.id.as_str());
        let spot = Spot::file("content/waves");
        let found = match &score.wave {
            None => "there is no closed wave yet".to_owned(),
            Some(id) => format!("there is no closed wave `{id}`"),
        };
        let mistake = Diagnostic::error(Code::UnknownName, spot, found);
        to.push(match &score.wave {
            None => mistake.hint("a wave is scored once its wave.toml says `state = \"closed\"`"),
            Some(id) => mistake.suggest(id, known),
        });
        return None;
    };
    let before = closed().map(|(at, _)| at).take_while(|&at| at != wave).last();
    Some(Selection { wave, before, by: score.by.iter().map(|by| by.selected()).collect() })
}

impl By {
    fn selected(self) -> table::By {
        match self {
            Self::Unit => table::By::Unit,
            Self::Audience => table::By::Audience,
            Self::Supplier => table::By::Supplier,
            Self::Dimension => table::By::Dimension,
            Self::Practice => table::By::Practice,
            Self::Item => table::By::Item,
            Self::Question => table::By::Question,
        }
    }
}
