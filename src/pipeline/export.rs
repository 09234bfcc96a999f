//! The published figures as tables. They are those that the pages show, so the pages are made first, and
//! audited: what no page may say, no table says.

use super::content::closed;
use super::{Memory, Options, audited, compose};
use crate::diag::Diagnostics;
use crate::source::Tree;
use crate::table::Workbook;

/// The tables of a site, those of one wave if that is asked; nothing where something is wrong with it.
pub fn export(
    tree: &Tree,
    options: &Options,
    wave: Option<&str>,
    stage: &mut dyn FnMut(&'static str),
) -> (Diagnostics, Option<Workbook>) {
    let mut to = Diagnostics::default();
    let (_, draft) = compose(tree, options, &mut Memory::default(), &mut to, stage);
    let Some(draft) = draft else { return (to, None) };
    let wave = wave.and_then(|wave| closed(draft.waves(), wave, &mut to));
    if to.has_errors() {
        return (to, None);
    }
    let site = draft.pages(&mut to);
    stage("render pages");
    if to.has_errors() {
        return (to, None);
    }
    let shown = audited(tree, &site, &mut to).shown;
    stage("audit");
    let wave = wave.and_then(|wave| u8::try_from(wave).ok());
    let workbook = (!to.has_errors()).then(|| draft.workbook(&shown, wave));
    stage("lay out tables");
    (to, workbook)
}
