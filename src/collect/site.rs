//! What a site declares, without its answers and notes: all that incoming answers are read against.

use crate::answers::{self, Files, Responses};
use crate::config::Config;
use crate::content::Layout;
use crate::diag::Diagnostics;
use crate::import::{self, Mapping};
use crate::key::Names;
use crate::organisation::{self, Organisation};
use crate::privacy::ledger::{Ledger, Salt, read_salt};
use crate::source::Tree;
use crate::survey::{self, Survey, Wave};

/// What a site declares.
#[derive(Debug)]
pub struct Site {
    /// Which file is what.
    pub layout: Layout,
    /// site.toml
    pub config: Config,
    /// survey.toml
    pub survey: Survey,
    /// organisation.toml and suppliers.toml
    pub organisation: Organisation,
    /// Every wave, in the order of their closing.
    pub waves: Vec<Wave>,
    /// All ids.
    pub names: Names,
    /// What was published.
    pub ledger: Ledger,
    /// secret.toml, if there is one.
    pub salt: Option<Salt>,
    /// imports.toml
    pub imports: Vec<Mapping>,
}

impl Site {
    /// Reads it, and reports every mistake in these files.
    pub fn read(tree: &Tree, to: &mut Diagnostics) -> Self {
        let layout = Layout::read(tree, to);
        let config = layout.site.as_ref().map(|site| Config::read(site, to)).unwrap_or_default();
        let survey =
            layout.survey.as_ref().map(|survey| survey::read(survey, &config.languages, to));
        let survey = survey.unwrap_or_default();
        let dimensions: Vec<&str> = survey.dimensions.iter().map(|one| one.id.as_str()).collect();
        let (units, suppliers) = (layout.organisation.as_ref(), layout.suppliers.as_ref());
        let organisation = organisation::read(units, suppliers, &dimensions, to);
        let waves = survey::read_waves(&layout.waves, &survey, to);
        let names = Names::new(&survey, &organisation, &waves);
        let known = (&names, &survey, waves.as_slice());
        // The ledger reads the salt too, and says what is wrong with it.
        let ledger = Ledger::read(&layout.editions, layout.secret.as_ref(), known, to);
        let salt = layout.secret.as_ref();
        let salt = salt.and_then(|secret| read_salt(secret, &mut Diagnostics::default()));
        let imports = layout.imports.as_ref();
        let imports = imports.map(|source| import::read_mappings(source, &survey, &names, to));
        let imports = imports.unwrap_or_default();
        Self { layout, config, survey, organisation, waves, names, ledger, salt, imports }
    }

    /// The answers in some files of a wave.
    pub fn answers(&self, files: Files<'_>, wave: &Wave, to: &mut Diagnostics) -> Responses {
        answers::read(files, wave, &self.survey, &self.names, &self.organisation, to)
    }

    /// What writes the answers of a wave.
    pub fn writer<'a>(&'a self, wave: &'a Wave) -> answers::Writer<'a> {
        answers::Writer { wave, survey: &self.survey, organisation: &self.organisation }
    }
}
