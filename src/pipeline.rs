//! The table of contents of the program: a tree of text goes in, a tree of pages comes out.
//! Nothing here touches a file, a clock, the network or the environment.

mod export;
mod memory;

pub use export::export;
pub use memory::Memory;

use crate::answers::{self, Responses};
use crate::config::{self, Config};
use crate::content::Layout;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::import;
use crate::key::{self, Names, People, Place};
use crate::notes::{self, Issue, Note};
use crate::organisation::{self, Organisation};
use crate::privacy::audit::{Verdict, audit};
use crate::privacy::ledger::{History, Ledger, NewEdition, Wanted};
use crate::privacy::{self, Policy, Report};
use crate::register::{self, Register};
use crate::source::{Source, Spot, Tree};
use crate::survey::{self, State, Survey, Wave};
use crate::{newsletter, render, score, site, view};
use jiff::civil::Date;
use memory::{Accepted, Answered};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

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
    /// Whether the newest report is put into one file, too.
    pub single_file: bool,
    /// Whether to leave out mail and its pictures, for a preview of the pages.
    pub pages_only: bool,
    /// Whether to say which editions are missing before this report may be called published.
    pub record: bool,
}

/// What came of a run.
#[derive(Debug)]
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

/// The content of a site, read and checked.
#[derive(Debug)]
struct Content {
    config: Config,
    survey: Survey,
    organisation: Organisation,
    waves: Vec<Wave>,
    names: Names,
    register: Register,
    notes: Vec<Note>,
    issues: Vec<Issue>,
    reviews: BTreeMap<u8, view::Review>,
    answered: Arc<Answered>,
    ledger: Ledger,
    date: Date,
}

/// Turns a tree of text into a tree of pages. `stage` is told the name of each stage that has ended.
pub fn run(tree: &Tree, options: &Options, stage: &mut dyn FnMut(&'static str)) -> Outcome {
    let mut outcome = compose(tree, options, None, stage);
    if !outcome.diagnostics.has_errors() {
        outcome.verdict = audited(tree, &outcome.site, &mut outcome.diagnostics);
        stage("audit");
    }
    if outcome.diagnostics.has_errors() {
        outcome.site = Tree::default();
    }
    outcome
}

/// The same for the eyes of whoever edits the content: it remembers what it can, and nobody has audited
/// the site yet. [`preview_audit`] does that.
pub fn preview(tree: &Tree, options: &Options, memory: &mut Memory) -> Outcome {
    compose(tree, options, Some(memory), &mut |_| {})
}

/// What the audit says of a site that [`preview`] made.
pub fn preview_audit(tree: &Tree, site: &Tree) -> Diagnostics {
    let mut to = Diagnostics::default();
    audited(tree, site, &mut to);
    to
}

/// Everything but the audit.
fn compose(
    tree: &Tree,
    options: &Options,
    memory: Option<&mut Memory>,
    stage: &mut dyn FnMut(&'static str),
) -> Outcome {
    let mut to = Diagnostics::default();
    let mut fresh = Memory::default();
    let memory = match memory {
        None => &mut fresh,
        Some(memory) => {
            memory.turn_to(tree, options);
            memory
        }
    };
    let content = read(tree, options, memory, &mut to);
    let theme = render::Theme::load(tree, &content.config.theme, &mut to);
    stage("read content");
    let (counts, verdict) = (content.counts(), Verdict::default());
    if to.has_errors() {
        let (site, editions, pending) = (Tree::default(), Vec::new(), BTreeMap::new());
        return Outcome { diagnostics: to, site, counts, editions, pending, verdict };
    }
    let accepted = memory.accepted(content.compared(), || assess(&content, stage));
    to.append(accepted.diagnostics.clone());
    let (report, pending) = (&accepted.report, accepted.pending.clone());
    let editions = if options.record { record(&content, report, &mut to) } else { Vec::new() };
    let input = content.input(options, report);
    let (mut site, routes) = site::assemble(&input, &theme, &mut to);
    stage("render pages");
    if !options.pages_only && !to.has_errors() {
        site.append(newsletter::compose(&input, &theme, &routes, &mut to));
    }
    stage("draw newsletter");
    Outcome { diagnostics: to, site, counts, editions, pending, verdict }
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
    let content = read(tree, options, &mut Memory::default(), &mut to);
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

/// Files that declare the names which other files use.
const DECLARING: [&str; 3] =
    ["content/survey.toml", "content/organisation.toml", "content/suppliers.toml"];

/// Mistakes that may be nobody's as long as not all names are known.
const OF_NAMES: [Code; 9] = [
    Code::UnknownName,
    Code::UnknownItem,
    Code::NotAsked,
    Code::OutsideScale,
    Code::WrongSurvey,
    Code::OwnUnit,
    Code::UnknownCell,
    Code::Frozen,
    Code::UnknownComment,
];

/// Where a file that declares names could not be read whole, those who use its names are not blamed:
/// one slip there would bury itself in a thousand messages here.
fn forgive_names(to: &mut Diagnostics) {
    let Some(broken) = DECLARING.into_iter().find(|file| to.is_broken(file)) else { return };
    let forgiven = to.withdraw(&OF_NAMES);
    if forgiven > 0 {
        let message = "names in other files cannot be checked until this file is mended";
        to.push(Diagnostic::warning(Code::NotRead, Spot::file(broken), message));
    }
}

/// Reads everything, whatever mistakes there are, so that one run reports them all.
fn read(tree: &Tree, options: &Options, memory: &mut Memory, to: &mut Diagnostics) -> Content {
    let layout = Layout::read(tree, to);
    let config = layout.site.as_ref().map(|site| Config::read(site, to)).unwrap_or_default();
    let survey = layout.survey.as_ref().map(|survey| survey::read(survey, &config.languages, to));
    let survey = survey.unwrap_or_default();
    let dimensions: Vec<&str> = survey.dimensions.iter().map(|one| one.id.as_str()).collect();
    config.check_targets(&dimensions, to);
    let (units, suppliers) = (layout.organisation.as_ref(), layout.suppliers.as_ref());
    let organisation = organisation::read(units, suppliers, &dimensions, to);
    let mut waves = survey::read_waves(&layout.waves, &survey, to);
    let names = Names::new(&survey, &organisation, &waves);
    let ledger = read_ledger(&layout, (&names, &survey, &waves), to);
    let shown = up_to(options, &waves, to);
    let date = options.date.unwrap_or_else(|| newest_day(&waves[..shown]));
    let known = register::Known {
        waves: &waves,
        names: &names,
        organisation: &organisation,
        languages: &config.languages[..config.languages.len().min(1)],
        date,
    };
    let register = register::read(&layout, &known, to);
    register::check_purpose(organisation.purpose.as_ref(), date, to);
    let notes = notes::read(&layout.notes, &names, to);
    // An address that is wrong has been told of already.
    let has_address = options.base_url.is_some()
        || config.base_url.is_some()
        || to.has_errors_in("content/site.toml");
    let known = notes::Known {
        waves: &waves,
        names: &names,
        sources: &layout.notes,
        notes: &notes,
        actions: &register.actions.iter().map(|action| action.id.clone()).collect::<Vec<_>>(),
        drafts: options.drafts,
        has_address,
    };
    let mut issues = notes::read_issues(&layout.newsletters, &known, to);
    issues.retain(|issue| usize::from(issue.wave) < shown);
    let register = register.until(shown);
    waves.truncate(shown);
    if let Some(imports) = &layout.imports {
        import::read_mappings(imports, &survey, &names, to);
    }
    let reviews = read_reviews(&waves, &layout.notes, (&notes, &names), to);
    let names = Names::new(&survey, &organisation, &waves);
    let site = (&survey, &organisation, waves.as_slice());
    let answered = memory.answered(|| read_answered(&layout, site, &names, &ledger, to));
    to.append(answered.diagnostics.clone());
    forgive_names(to);
    Content {
        config,
        survey,
        organisation,
        waves,
        names,
        register,
        notes,
        issues,
        reviews,
        answered,
        ledger,
        date,
    }
}

/// What was published before. It knows every wave, also those that this report leaves out.
fn read_ledger(layout: &Layout, known: (&Names, &Survey, &[Wave]), to: &mut Diagnostics) -> Ledger {
    Ledger::read(&layout.editions, layout.secret.as_ref(), known, to)
}

/// How many of the waves there are until the one that the caller wants to see as the newest.
fn up_to(options: &Options, waves: &[Wave], to: &mut Diagnostics) -> usize {
    let Some(newest) = &options.wave else { return waves.len() };
    closed(waves, newest, to).map_or(waves.len(), |at| at + 1)
}

/// Where a closed wave stands among all.
fn closed(waves: &[Wave], id: &str, to: &mut Diagnostics) -> Option<usize> {
    let found = waves.iter().position(|wave| wave.id == id && wave.state == State::Closed);
    if found.is_none() {
        let spot = Spot::file("content/waves");
        let message = format!("there is no closed wave `{id}`");
        let known = waves.iter().map(|wave| wave.id.as_str());
        to.push(Diagnostic::error(Code::UnknownName, spot, message).suggest(id, known));
    }
    found
}

/// The day the newest closed wave closed, or else the newest wave: never a clock's.
fn newest_day(waves: &[Wave]) -> Date {
    let closed = waves.iter().rev().find(|wave| wave.state == State::Closed);
    closed.or(waves.last()).map_or(Date::constant(1970, 1, 1), |wave| wave.closes)
}

fn read_reviews(
    waves: &[Wave],
    sources: &[Source],
    (notes, names): (&[Note], &Names),
    to: &mut Diagnostics,
) -> BTreeMap<u8, view::Review> {
    let links = notes::Site::new(sources, notes);
    let mut reviews = BTreeMap::new();
    for (at, wave) in (0u8..).zip(waves) {
        let Some(source) = &wave.review else { continue };
        let review = notes::read_review(source, names, to);
        notes::check_links((&source.path, &review.anchors), &review.links, &links, to);
        let notes::Review { decision, body, links: own, .. } = review;
        reviews.insert(at, view::Review { decision, body, links: own });
    }
    reviews
}

/// The answers of the closed waves, held to what was published. An open wave is not scored, so its
/// answers stay unread; who is invited to it is checked all the same.
fn read_answered(
    layout: &Layout,
    site: (&Survey, &Organisation, &[Wave]),
    names: &Names,
    ledger: &Ledger,
    known: &Diagnostics,
) -> Answered {
    let ((survey, organisation, waves), mut to) = (site, Diagnostics::default());
    for open in waves.iter().filter(|wave| wave.state == State::Open) {
        answers::invitations(open, names, organisation, &mut to);
    }
    let folder = |wave: &Wave| layout.waves.iter().find(|folder| folder.id == wave.id);
    let closed = (0u8..).zip(waves).filter(|(_, wave)| wave.state == State::Closed);
    let responses: BTreeMap<u8, Responses> = closed
        .filter_map(|(at, wave)| {
            let folder = folder(wave)?;
            let read = answers::read(folder.into(), wave, survey, names, organisation, &mut to);
            Some((at, read))
        })
        .collect();
    let digests = ledger.digests(&responses, survey, organisation);
    let locate = |wave: u8, wanted: &Wanted<'_>| {
        let wave = waves.get(usize::from(wave))?;
        answers::locate(folder(wave)?.into(), wave, (survey, names, organisation), wanted)
    };
    ledger.check(site, (&responses, &digests), &locate, known, &mut to);
    Answered { responses, digests, diagnostics: to }
}

/// Names the units whose audiences had to be merged: a pool would keep the audiences apart.
fn warn_of_merging(content: &Content, report: &Report, to: &mut Diagnostics) {
    let mut waves: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (key, _) in report.cells() {
        if let (People::Merged(_), Place::Unit(unit)) = (key.people, key.place) {
            let unit = &content.organisation.units[usize::from(unit)].id;
            waves.entry(unit).or_default().insert(&content.waves[usize::from(key.wave)].id);
        }
    }
    for (unit, waves) in waves {
        let waves: Vec<&str> = waves.into_iter().collect();
        let message = format!(
            "no audience of `{unit}` can be shown alone in {}, so its people are shown as one group",
            waves.join(", ")
        );
        let spot = Spot::file("content/organisation.toml");
        let advice = "put it in a [[pool]] with other small units, and the audiences stay apart";
        to.push(Diagnostic::warning(Code::MergedAudiences, spot, message).hint(advice));
    }
}

/// Scores every closed wave and lets through the gate what may be shown; beside it, for the owner, how
/// many comments of each wave wait for the editor.
fn assess(content: &Content, stage: &mut dyn FnMut(&'static str)) -> Accepted {
    let mut to = Diagnostics::default();
    let (assessment, policy) = (content.assessment(), content.policy());
    for &wave in content.answered.responses.keys() {
        let answered = assessment.answered(wave);
        let wave = &content.waves[usize::from(wave)];
        answers::compare_invited(wave, &content.names, &answered, &mut to);
    }
    stage("score");
    let history = content.history(&assessment);
    let report = privacy::publish(&assessment, &policy, &history);
    let pending = privacy::pending(&assessment, &policy).into_iter();
    let pending = pending.map(|(wave, count)| (content.waves[usize::from(wave)].id.clone(), count));
    warn_of_merging(content, &report, &mut to);
    stage("publish figures");
    Accepted { report, pending: pending.collect(), diagnostics: to }
}

/// The editions that are missing before this report may be called published.
fn record(content: &Content, report: &Report, to: &mut Diagnostics) -> Vec<NewEdition> {
    let (assessment, policy) = (content.assessment(), content.policy());
    let recorded =
        content.ledger.record((&assessment, &policy, report), &content.names, &content.waves);
    recorded.unwrap_or_else(|problem| {
        to.push(*problem);
        Vec::new()
    })
}

impl Content {
    fn assessment(&self) -> score::Assessment<'_> {
        let Self { survey, organisation, waves, answered, .. } = self;
        let options = score::Options { pairs: self.compared(), ..score::Options::default() };
        score::assess(survey, organisation, waves, &answered.responses, options)
    }

    /// The waves that the registers want compared.
    fn compared(&self) -> BTreeSet<[u8; 2]> {
        let newest = self.answered.responses.keys().last().copied().unwrap_or_default();
        self.register.compared(newest)
    }

    /// What was published before, beside today's answers.
    fn history<'a>(&'a self, assessment: &'a score::Assessment<'a>) -> History<'a> {
        History::new(&self.ledger, assessment, &self.answered.digests)
    }

    fn policy(&self) -> Policy {
        let config::Privacy { people, spread } = self.config.privacy;
        Policy::new(people, spread, self.config.maturity.levels.clone(), &self.survey)
    }

    fn counts(&self) -> Counts {
        Counts {
            waves: self.answered.responses.len(),
            responses: self.answered.responses.values().map(Responses::len).sum(),
            notes: self.notes.len(),
        }
    }

    fn input<'a>(&'a self, options: &Options, report: &'a Report) -> view::Input<'a> {
        view::Input {
            options: self.view_options(options),
            survey: &self.survey,
            organisation: &self.organisation,
            waves: &self.waves,
            names: &self.names,
            register: &self.register,
            notes: &self.notes,
            issues: &self.issues,
            reviews: &self.reviews,
            report,
        }
    }

    fn view_options(&self, options: &Options) -> view::Options {
        let targets = |targets: &[organisation::Target]| -> Vec<Option<u8>> {
            let of = |dimension: &survey::Dimension| {
                let own = targets.iter().find(|one| one.dimension.value == dimension.id);
                own.map(|target| target.score)
            };
            self.survey.dimensions.iter().map(of).collect()
        };
        let of_types = self.config.targets.types.iter();
        view::Options {
            organisation: self.config.organisation.clone(),
            title: self.config.title.clone(),
            language: self.config.languages.first().cloned().unwrap_or_default(),
            languages: self.config.languages.clone(),
            endpoint: self.config.endpoint.clone(),
            base_url: options.base_url.clone().or_else(|| self.config.base_url.clone()),
            sample: self.config.sample,
            targets: targets(&self.config.targets.organisation),
            type_targets: of_types.map(|(kind, own)| (*kind, targets(own))).collect(),
            levels: self.config.maturity.names.clone(),
            single_file: options.single_file,
            drafts: options.drafts,
            date: self.date,
        }
    }
}
