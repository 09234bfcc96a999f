//! A site whose pages are composed. A build renders them all at once; a preview renders what somebody
//! looks at, and the rest when there is time.

use super::Options;
use super::accept::record;
use super::content::Content;
use super::memory::Accepted;
use crate::diag::{Diagnostic, Diagnostics};
use crate::privacy::ledger::NewEdition;
use crate::render::Theme;
use crate::site::Plan;
use crate::source::Tree;
use crate::{newsletter, view};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Everything a site is rendered from.
#[derive(Debug)]
pub struct Draft {
    options: Options,
    content: Content,
    accepted: Arc<Accepted>,
    theme: Theme,
    plan: Plan,
    whole: OnceLock<(Tree, Diagnostics)>,
    mail: OnceLock<Tree>,
}

impl Draft {
    /// Composes the pages. There are none where the theme has errors.
    pub(super) fn new(
        content: Content,
        accepted: Arc<Accepted>,
        theme: Theme,
        options: &Options,
        to: &mut Diagnostics,
    ) -> Option<Self> {
        let plan = Plan::new(&content.input(options, &accepted.report), &theme, to);
        let plan = plan.filter(|_| !to.has_errors())?;
        let (whole, mail) = <(OnceLock<_>, OnceLock<_>)>::default();
        Some(Self { options: options.clone(), content, accepted, theme, plan, whole, mail })
    }

    /// What stands at a path of the site. A page is rendered for whoever asks; for what belongs to the
    /// site as a whole (what explains numbers, the search, the feed) the site has to be whole, and mail
    /// is drawn when somebody opens it.
    ///
    /// # Errors
    /// When the page has a mistake of the theme.
    pub fn file(&self, path: &str) -> Option<Result<Vec<u8>, Box<Diagnostic>>> {
        let found = self.plan.file(path, &self.theme).map(|page| page.map_err(Box::new));
        let in_whole = || self.whole().0.get(path).map(<[u8]>::to_vec).map(Ok);
        found
            .or_else(in_whole)
            .or_else(|| self.opened_mail(path)?.get(path).map(<[u8]>::to_vec).map(Ok))
    }

    /// The pages and what stands beside them, and what is wrong with them; rendered once, by the first
    /// who asks.
    pub fn whole(&self) -> (&Tree, &Diagnostics) {
        let (site, wrong) = self.whole.get_or_init(|| {
            let mut to = Diagnostics::default();
            (self.pages(&mut to), to)
        });
        (site, wrong)
    }

    /// Renders all pages, and follows every link.
    pub(super) fn pages(&self, to: &mut Diagnostics) -> Tree {
        self.plan.assemble(&self.input(), &self.theme, to)
    }

    /// Draws the mail of every issue.
    pub(super) fn mail(&self, to: &mut Diagnostics) -> Tree {
        newsletter::compose(&self.input(), &self.theme, self.plan.routes(), to)
    }

    /// The mail, once somebody looks for a file in the folder of an issue.
    fn opened_mail(&self, path: &str) -> Option<&Tree> {
        let is_inside = path.starts_with(newsletter::FOLDER);
        is_inside.then(|| self.mail.get_or_init(|| self.mail(&mut Diagnostics::default())))
    }

    /// The editions that are missing before this site may be called published.
    pub(super) fn editions(&self, to: &mut Diagnostics) -> Vec<NewEdition> {
        record(&self.content, &self.accepted.report, to)
    }

    /// How many comments wait for the editor, by id of their wave.
    pub(super) fn pending(&self) -> &BTreeMap<String, usize> {
        &self.accepted.pending
    }

    fn input(&self) -> view::Input<'_> {
        self.content.input(&self.options, &self.accepted.report)
    }
}
