//! The content of a site, read and checked.

use super::memory::{Answered, Memory};
use super::{Counts, Options};
use crate::answers::{self, Responses};
use crate::config::{self, Config};
use crate::content::Layout;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::import;
use crate::key::Names;
use crate::notes::{self, Issue, Note};
use crate::organisation::{self, Organisation};
use crate::privacy::ledger::{History, Ledger, Wanted};
use crate::privacy::{Policy, Report};
use crate::register::{self, Register};
use crate::source::{Source, Spot, Tree};
use crate::survey::{self, State, Survey, Wave};
use crate::{score, view};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The content of a site, read and checked.
#[derive(Debug)]
pub(super) struct Content {
    pub config: Config,
    pub survey: Survey,
    pub organisation: Organisation,
    pub waves: Vec<Wave>,
    pub names: Names,
    pub register: Register,
    pub notes: Vec<Note>,
    pub issues: Vec<Issue>,
    pub reviews: BTreeMap<u8, view::Review>,
    pub answered: Arc<Answered>,
    pub ledger: Ledger,
    pub date: Date,
}

impl Content {
    /// The answers of the closed waves, scored.
    pub fn assessment(&self) -> score::Assessment<'_> {
        let Self { survey, organisation, waves, answered, .. } = self;
        let options = score::Options { pairs: self.compared(), ..score::Options::default() };
        score::assess(survey, organisation, waves, &answered.responses, options)
    }

    /// The waves that the registers want compared.
    pub fn compared(&self) -> BTreeSet<[u8; 2]> {
        let newest = self.answered.responses.keys().last().copied().unwrap_or_default();
        self.register.compared(newest)
    }

    /// What was published before, beside today's answers.
    pub fn history<'a>(&'a self, assessment: &'a score::Assessment<'a>) -> History<'a> {
        History::new(&self.ledger, assessment, &self.answered.digests)
    }

    /// How careful the gate is.
    pub fn policy(&self) -> Policy {
        let config::Privacy { people, spread } = self.config.privacy;
        Policy::new(people, spread, self.config.maturity.levels.clone(), &self.survey)
    }

    /// How much was read.
    pub fn counts(&self) -> Counts {
        Counts {
            waves: self.answered.responses.len(),
            responses: self.answered.responses.values().map(Responses::len).sum(),
            notes: self.notes.len(),
        }
    }

    /// What pages are made from.
    pub fn input<'a>(&'a self, options: &Options, report: &'a Report) -> view::Input<'a> {
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
            drafts: options.drafts,
            date: self.date,
        }
    }
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
pub(super) fn read(
    tree: &Tree,
    options: &Options,
    memory: &mut Memory,
    to: &mut Diagnostics,
) -> Content {
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
    let found = |wave: &Wave| wave.id == *newest && wave.state == State::Closed;
    if let Some(at) = waves.iter().position(found) {
        return at + 1;
    }
    let spot = Spot::file("content/waves");
    let message = format!("there is no closed wave `{newest}`");
    let known = waves.iter().map(|wave| wave.id.as_str());
    to.push(Diagnostic::error(Code::UnknownName, spot, message).suggest(newest, known));
    waves.len()
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
