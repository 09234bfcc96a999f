//! The ledger of editions: what was published, over whose answers, so that a later edition cannot
//! give somebody away by what it changes.
//!
//! `publish --record` writes it, `build` reads it. An edition belongs to one wave. It lists the figures
//! that were first published with it, the tree of units of that day, and each response with a salted
//! digest of its answers. From these [`History`] makes the rows of earlier editions, which suppression
//! takes as published already; [`Ledger::check`] holds a published wave to what it was.
//!
//! Only groups of one audience become rows. The parts of a composite, of a change and of a gap are
//! published with it or before it over the same responses, so it says nothing that they do not say.
//! An interval is listed where it rests on the group's own spread: one from the typical spread says no
//! more than the mean and n do.
//!
//! Who counts over some of the items of a form (those of two waves) follows from what each response
//! left open; an edition has that, and the items that were asked, because neither can be asked later of
//! an answer that was changed or withdrawn.

mod digest;
mod edition;
mod frozen;
mod history;
mod past;
mod read;
mod record;
mod secret;
mod told;
mod write;

pub use digest::Digests;
pub use frozen::Wanted;
pub use history::{Bundle, History};
pub use past::Past;
pub use record::NewEdition;
pub use secret::{Salt, read_salt};

use crate::answers::Responses;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::Names;
use crate::organisation::Organisation;
use crate::source::{Source, Spot};
use crate::survey::{Survey, Wave};
use digest::Digester;
use edition::Edition;
use std::collections::{BTreeMap, BTreeSet};

/// Where the salt lies.
const SECRET: &str = "content/secret.toml";

/// All editions, oldest first.
#[derive(Debug, Default)]
pub struct Ledger {
    salt: Option<Salt>,
    editions: Vec<Edition>,
}

impl Ledger {
    /// Reads the editions and the salt. `names` and `waves` are those of all waves, also of those that
    /// a report leaves out.
    pub fn read(
        sources: &[Source],
        secret: Option<&Source>,
        (names, survey, waves): (&Names, &Survey, &[Wave]),
        to: &mut Diagnostics,
    ) -> Self {
        let salt = secret.and_then(|secret| read_salt(secret, to));
        if secret.is_none() && !sources.is_empty() && !to.is_broken(SECRET) {
            to.push(no_secret().hint("bring it back: without it no answer can be compared"));
        }
        Self { salt, editions: read::Reader { names, survey, waves }.read(sources, to) }
    }

    /// The digests of today's responses of the waves that were published.
    pub fn digests(
        &self,
        responses: &BTreeMap<u8, Responses>,
        survey: &Survey,
        organisation: &Organisation,
    ) -> Digests {
        let Some(salt) = &self.salt else { return Digests::new() };
        let digester = Digester::new(salt, survey, organisation);
        let published: BTreeSet<u8> = self.editions.iter().map(|edition| edition.wave).collect();
        let of_published = responses.iter().filter(|(wave, _)| published.contains(wave));
        of_published.map(|(&wave, responses)| (wave, digester.digests(responses))).collect()
    }

    /// Whether figures of a wave (its index) were published, so that its answers are frozen.
    pub fn has_published(&self, wave: u8) -> bool {
        self.editions.iter().any(|edition| edition.wave == wave)
    }

    /// The newest edition of a wave among those up to `last` (its index).
    fn newest(&self, wave: u8, last: usize) -> Option<usize> {
        let editions = self.editions.iter().enumerate().take(last + 1);
        editions.rev().find(|(_, edition)| edition.wave == wave).map(|(index, _)| index)
    }
}

/// There is no secret.toml although one is needed.
fn no_secret() -> Diagnostic {
    let message = "editions need the secret that goes into their digests";
    Diagnostic::error(Code::MissingFile, Spot::file(SECRET), message)
        .label("expected a file with `salt = \"…\"`")
}
