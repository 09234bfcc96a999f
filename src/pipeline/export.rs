//! The published figures as tables. They are those that the pages show, so the pages are made first, and
//! audited: what no page may say, no table says.

use super::{Memory, Options, assess, audited, closed, compose, read};
use crate::diag::Diagnostics;
use crate::render::Theme;
use crate::source::Tree;
use crate::table::Workbook;
use crate::view;

/// The tables of a site, those of one wave if that is asked; nothing where something is wrong with it.
pub fn export(
    tree: &Tree,
    options: &Options,
    wave: Option<&str>,
    stage: &mut dyn FnMut(&'static str),
) -> (Diagnostics, Option<Workbook>) {
    let (options, mut memory) =
        (Options { pages_only: true, ..options.clone() }, Memory::default());
    let outcome = compose(tree, &options, Some(&mut memory), stage);
    let mut to = outcome.diagnostics;
    if to.has_errors() {
        return (to, None);
    }
    let shown = audited(tree, &outcome.site, &mut to).shown;
    stage("audit");
    // What was read once has told its mistakes.
    let silent = &mut Diagnostics::default();
    let content = read(tree, &options, &mut memory, silent);
    let wave = wave.map(|wave| closed(&content.waves, wave, &mut to));
    if to.has_errors() {
        return (to, None);
    }
    let accepted = memory.accepted(content.compared(), || assess(&content, &mut |_| {}));
    let input = content.input(&options, &accepted.report);
    let theme = Theme::load(tree, &content.config.theme, silent);
    let words = theme.words(&input.options.language, silent);
    let wave = wave.flatten().and_then(|wave| u8::try_from(wave).ok());
    let workbook = view::workbook(&input, &words, &shown, wave);
    stage("lay out tables");
    (to, Some(workbook))
}
