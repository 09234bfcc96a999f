//! What is done with one answer: read as `build` reads it, compared with those that are there, and put
//! into a file of its own.

use super::super::Site;
use super::super::links::Token;
use crate::answers::Files;
use crate::content::parse_toml;
use crate::diag::{Diagnostics, Severity};
use crate::disk::{self, Failure};
use crate::source::{Source, sha256};
use crate::survey::{State, Wave};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// What became of an answer.
#[derive(Debug)]
pub enum Received {
    /// It is new, and safe on the disk.
    New,
    /// The same answer is safe on the disk already.
    Known,
    /// The same person has given another answer about the same supplier.
    Other,
    /// It came without the right token.
    NoToken,
    /// It is no answer of an open wave, and why.
    Wrong(String),
    /// The machine failed; it may work later.
    Failed(Failure),
}

/// The answers of the open waves of a site.
#[derive(Debug)]
pub struct Inbox {
    site: Site,
    root: PathBuf,
    needs_token: bool,
    /// The digest of each answer that is there, by wave, id and supplier.
    known: Mutex<BTreeMap<Name, String>>,
}

/// Wave, id and supplier of an answer.
type Name = (String, String, String);

/// How many hexadecimal digits the ids have that the questionnaire makes.
const ID: usize = 16;
/// What messages call the text that came in.
const SENT: &str = "answer.toml";

impl Inbox {
    /// Opens the inbox of the site in the folder `root`. Mistakes in the site, and in the answers that
    /// its open waves have, are reported.
    pub fn open(site: Site, root: PathBuf, needs_token: bool, to: &mut Diagnostics) -> Self {
        let mut known = BTreeMap::new();
        for wave in site.waves.iter().filter(|wave| wave.state == State::Open) {
            let Some(folder) = site.layout.waves.iter().find(|folder| folder.id == wave.id) else {
                continue;
            };
            let responses = site.answers(Files { decisions: None, ..folder.into() }, wave, to);
            let writer = site.writer(wave);
            for at in 0..responses.len() {
                let supplier = writer.supplier(&responses, at).unwrap_or_default().to_owned();
                let name = (wave.id.clone(), responses.ids.get(at).to_owned(), supplier);
                known.insert(name, sha256(writer.response(&responses, at)));
            }
        }
        Self { site, root, needs_token, known: Mutex::new(known) }
    }

    /// How many waves can be answered.
    pub fn waves(&self) -> usize {
        self.site.waves.iter().filter(|wave| wave.state == State::Open).count()
    }

    /// Whether answers need tokens that nobody can make: there is no secret.
    pub fn lacks_secret(&self) -> bool {
        self.needs_token && self.site.salt.is_none()
    }

    /// The address of the site, if it says where it stands.
    pub fn base_url(&self) -> Option<&str> {
        self.site.config.base_url.as_deref()
    }

    /// Takes an answer in.
    pub fn receive(&self, text: &str, token: Option<&str>) -> Received {
        let sent = Source::new(SENT, text);
        let mut to = Diagnostics::default();
        let wave = match self.wave(&sent) {
            Ok(wave) => wave,
            Err(reason) => return Received::Wrong(reason),
        };
        let files = Files { documents: std::slice::from_ref(&sent), ..Files::default() };
        let responses = self.site.answers(files, wave, &mut to);
        if to.has_errors() {
            return Received::Wrong(first(&to));
        }
        let id = match responses.len() {
            1 => responses.ids.get(0).to_owned(),
            other => return Received::Wrong(format!("expected one response, found {other}")),
        };
        if id.len() != ID
            || !id.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        {
            return Received::Wrong(format!("expected an id of {ID} hexadecimal digits"));
        }
        let writer = self.site.writer(wave);
        let supplier = writer.supplier(&responses, 0).unwrap_or_default().to_owned();
        let audience = &self.site.survey.audiences[usize::from(responses.audiences[0])];
        let unit = match audience.is_supplier {
            true => "",
            false => &self.site.organisation.units[usize::from(responses.units[0])].id,
        };
        if !self.may_answer(wave, token, (&audience.id, unit, &supplier)) {
            return Received::NoToken;
        }
        let digest = sha256(writer.response(&responses, 0));
        self.store(wave, (id, supplier), &writer.file(&responses), digest)
    }

    /// The open wave that an answer names.
    fn wave(&self, sent: &Source) -> Result<&Wave, String> {
        let mut to = Diagnostics::default();
        let named = parse_toml(sent, &mut to).text("wave", &mut to);
        let Some(named) = named else { return Err(first(&to)) };
        let wave = self.site.waves.iter().find(|wave| wave.id == named.value);
        let open = wave.filter(|wave| wave.state == State::Open);
        open.ok_or_else(|| "this survey is not open".to_owned())
    }

    fn may_answer(
        &self,
        wave: &Wave,
        token: Option<&str>,
        (audience, unit, supplier): (&str, &str, &str),
    ) -> bool {
        match (token, &self.site.salt) {
            (Some(token), Some(salt)) => {
                Token { salt, wave: &wave.id }.allows(token, audience, unit, supplier)
            }
            _ => !self.needs_token,
        }
    }

    /// Writes a new answer down; says so of one that is there.
    fn store(
        &self,
        wave: &Wave,
        (id, supplier): (String, String),
        text: &str,
        digest: String,
    ) -> Received {
        let file = match supplier.as_str() {
            "" => format!("{id}.toml"),
            supplier => format!("{id}.{supplier}.toml"),
        };
        let name = (wave.id.clone(), id, supplier);
        let is_there = |known: &BTreeMap<Name, String>| known.get(&name).map(|own| *own == digest);
        if let Some(is_same) = is_there(&self.known()) {
            return if is_same { Received::Known } else { Received::Other };
        }
        let folder = self.root.join("content/waves").join(&wave.id).join("answers");
        // All answers bear the day on which the wave opened.
        let day = wave.opens.since(jiff::civil::Date::constant(1970, 1, 1));
        let days = day.map(|span| span.get_days()).unwrap_or_default();
        let seconds = u64::try_from(days).unwrap_or_default() * 86_400;
        let is_new = match disk::deposit(&folder, &file, text.as_bytes(), seconds) {
            Ok(is_new) => is_new,
            Err(failure) => return Received::Failed(failure),
        };
        let is_same =
            is_new || std::fs::read(folder.join(&file)).is_ok_and(|own| own == text.as_bytes());
        if !is_same {
            return Received::Other;
        }
        self.known().insert(name, digest);
        if is_new { Received::New } else { Received::Known }
    }

    fn known(&self) -> std::sync::MutexGuard<'_, BTreeMap<Name, String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The first mistake, without the text it was found in.
fn first(to: &Diagnostics) -> String {
    let all = to.sorted();
    let error = all.iter().find(|one| one.severity == Severity::Error);
    error.map(|one| one.message.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
