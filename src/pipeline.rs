//! The table of contents of the program: a tree of text goes in, a tree of pages comes out.
//! Nothing here touches a file, a clock, the network or the environment.

//!
//! ```text
//! run ----- compose ---- Draft          pages as far as somebody looks; the whole site, its mail
//!              |     \
//!           content  accept             everything read · scored, and let through the gate
//!              \     /
//!              memory                   what a preview keeps from one run to the next
//! ```

mod accept;
mod content;
mod draft;
mod memory;

pub use draft::Draft;
pub use memory::Memory;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::{self, Names};
use crate::privacy::audit::{Verdict, audit};
use crate::privacy::ledger::NewEdition;
use crate::source::{Spot, Tree};
use crate::survey::Wave;
use crate::{privacy, render, view};
use accept::assess;
use content::Content;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;

/// What the caller may choose; the content decides the rest.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Date of the report; the day the newest closed wave closed, if absent.
    pub date: Option<Date>,
    /// Address of the site, instead of the one in site.toml.
    pub base_url: Option<String>,
    /// The wave to report as the newest one; later waves are left out.
    pub wave: Option<String>,
    /// Whether notes marked as drafts are included.
    pub drafts: bool,
    /// Whether to say which editions are missing before this report may be called published.
    pub record: bool,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Every mistake of every file.
    pub diagnostics: Diagnostics,
    /// The whole site. It is empty when there was an error in the content.
    pub site: Tree,
    /// What was read.
    pub counts: Counts,
    /// The editions that are not recorded yet, if that was asked.
    pub editions: Vec<NewEdition>,
    /// How many comments wait for the editor, by id of their wave; for the owner's eyes only.
    pub pending: BTreeMap<String, usize>,
    /// What the audit looked at; empty when it had no reason to look.
    pub verdict: Verdict,
}

/// How much was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Closed waves.
    pub waves: usize,
    /// Responses in them.
    pub responses: usize,
    /// Notes.
    pub notes: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |number: usize, noun: &str| match number {
            1 => format!("1 {noun}"),
            _ => format!("{number} {noun}s"),
        };
        let responses = count(self.responses, "response");
        let waves = count(self.waves, "closed wave");
        write!(f, "{responses} in {waves} and {}", count(self.notes, "note"))
    }
}

/// Turns a tree of text into a tree of pages. `stage` is told the name of each stage that has ended.
pub fn run(tree: &Tree, options: &Options, stage: &mut dyn FnMut(&'static str)) -> Outcome {
    let mut to = Diagnostics::default();
    let (counts, draft) = compose(tree, options, &mut Memory::default(), &mut to, stage);
    let Some(draft) = draft else {
        return Outcome { diagnostics: to, counts, ..Outcome::default() };
    };
    let editions = if options.record { draft.editions(&mut to) } else { Vec::new() };
    let mut site = draft.pages(&mut to);
    stage("render pages");
    if !to.has_errors() {
        site.append(draft.mail(&mut to));
    }
    stage("draw newsletter");
    let mut verdict = Verdict::default();
    if !to.has_errors() {
        verdict = audited(tree, &site, &mut to);
        stage("audit");
    }
    if to.has_errors() {
        site = Tree::default();
    }
    Outcome { diagnostics: to, site, counts, editions, pending: draft.pending().clone(), verdict }
}

/// The same for the eyes of whoever edits the content: what they look at is rendered first, and nobody
/// has audited it yet. What was kept of the last time need not be done again.
pub fn preview(
    tree: &Tree,
    options: &Options,
    memory: &mut Memory,
) -> (Diagnostics, Option<Draft>) {
    let mut to = Diagnostics::default();
    memory.turn_to(tree, options);
    let (_, draft) = compose(tree, options, memory, &mut to, &mut |_| {});
    (to, draft)
}

/// What is wrong with a site that [`preview`] made: with the pages that nobody has looked at yet, and
/// what the audit says.
pub fn prove(tree: &Tree, draft: &Draft) -> Diagnostics {
    let (site, wrong) = draft.whole();
    let mut to = wrong.clone();
    if !to.has_errors() {
        audited(tree, site, &mut to);
    }
    to
}

/// Reads, scores and lets through the gate what may be shown, and composes the pages: everything but
/// what can be left until somebody looks. There is no draft of content that has errors.
fn compose(
    tree: &Tree,
    options: &Options,
    memory: &mut Memory,
    to: &mut Diagnostics,
    stage: &mut dyn FnMut(&'static str),
) -> (Counts, Option<Draft>) {
    let content = content::read(tree, options, memory, to);
    let theme = render::Theme::load(tree, &content.config.theme, to);
    stage("read content");
    let counts = content.counts();
    if to.has_errors() {
        return (counts, None);
    }
    let accepted = memory.accepted(content.compared(), || assess(&content, stage));
    to.append(accepted.diagnostics.clone());
    let draft = Draft::new(content, accepted, theme, options, to);
    stage("compose pages");
    (counts, draft)
}

/// Looks at the finished site with other eyes: what the gate let through, and what became of it.
fn audited(tree: &Tree, site: &Tree, to: &mut Diagnostics) -> Verdict {
    let verdict = audit(site, Some(tree));
    report(&verdict, "output", to);
    verdict
}

/// Tells what an audit found in the files of a folder.
pub fn report(verdict: &Verdict, folder: &str, to: &mut Diagnostics) {
    for finding in &verdict.findings {
        let spot = match finding.file.as_str() {
            "" => Spot::file(folder),
            file => Spot::file(&format!("{folder}/{file}")),
        };
        let message = match finding.line {
            0 => finding.message.clone(),
            line => format!("line {line}: {}", finding.message),
        };
        let told = match finding.is_error {
            true => Diagnostic::error(Code::Audit, spot, message),
            false => Diagnostic::warning(Code::Audit, spot, message),
        };
        to.push(finding.hints.iter().fold(told, |told, hint| told.hint(hint.as_str())));
    }
    for typed in &verdict.typed {
        let message = format!("this sentence gives `{}` a figure that was typed in", typed.who);
        let spot = Spot::new(&typed.file, typed.span.clone());
        to.push(
            Diagnostic::warning(Code::TypedFigure, spot, message)
                .label("nothing can check it, or protect the people behind it")
                .hint("a published figure stands in a note as `:: score KEY`; tangible results belong in `outcome`"),
        );
    }
}

/// Reads a site and hands it to `look`, unless the content has errors.
fn opened<T>(
    tree: &Tree,
    options: &Options,
    look: impl FnOnce(&Content, &mut Diagnostics) -> T,
) -> (Diagnostics, Option<T>) {
    let mut to = Diagnostics::default();
    let content = content::read(tree, options, &mut Memory::default(), &mut to);
    let found = (!to.has_errors()).then(|| look(&content, &mut to));
    (to, found)
}

/// Reads and scores a site and hands what may be shown to `look`, unless the content has errors.
pub fn published<T>(
    tree: &Tree,
    options: &Options,
    look: impl FnOnce(&view::Input<'_>, &mut Diagnostics) -> T,
) -> (Diagnostics, Option<T>) {
    opened(tree, options, |content, to| {
        let accepted = assess(content, &mut |_| {});
        to.append(accepted.diagnostics);
        look(&content.input(options, &accepted.report), to)
    })
}

/// How the number of a key comes about, as text for people, or what is wrong with the key; nothing when
/// there was an error in the content.
pub fn explain(
    tree: &Tree,
    options: &Options,
    key: &str,
) -> (Diagnostics, Option<Result<String, key::Mistake>>) {
    opened(tree, options, |content, to| {
        content.names.read(key).map(|query| {
            let accepted = assess(content, &mut |_| {});
            to.append(accepted.diagnostics);
            let theme = render::Theme::load(tree, &content.config.theme, to);
            let input = content.input(options, &accepted.report);
            view::explain(&input, &theme.words(&input.options.language, to), &query)
        })
    })
}

/// The same as [`published`] with everything there is, for the eyes of whoever holds the answers. What
/// `look` sees must not leave the owner's terminal.
pub fn owned<T>(
    tree: &Tree,
    options: &Options,
    look: impl FnOnce(&privacy::Owner<'_>, &Names, &[Wave], &mut Diagnostics) -> T,
) -> (Diagnostics, Option<T>) {
    opened(tree, options, |content, to| {
        let (assessment, policy) = (content.assessment(), content.policy());
        let history = content.history(&assessment);
        let owner = privacy::Owner::new(&assessment, &policy, &history);
        look(&owner, &content.names, &content.waves, to)
    })
}
