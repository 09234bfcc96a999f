//! Everything that was ever published, as rows over atoms.
//!
//! A response that is the same as in an earlier edition (id, supplier and digest) stands behind
//! the figures of then and of now. So what travels together is a group of responses of one wave,
//! unit, audience and supplier that were counted in exactly the same editions: its *state*. Somebody who answered late, changed an answer or took it back is in a
//! state of their own, and figures of two editions whose difference would be this person are
//! rows whose difference is their atom, which suppression looks for.

use super::Ledger;
use super::digest::Digests;
use super::edition::{Edition, Recorded};
use super::past::{Past, Score, Told, told};
use crate::key::{Place, What};
use crate::score::{Assessment, Atom, Subscale};
use std::collections::{BTreeMap, BTreeSet};

/// The editions in which responses were counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct State {
    /// Those of the past.
    pub(super) editions: Vec<usize>,
    /// Whether they are counted today.
    pub(super) now: bool,
}

/// A group whose answers always travelled together.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The wave.
    pub wave: u8,
    /// Where, who, about whom.
    pub atom: Atom,
    /// In which editions.
    pub(super) state: State,
    /// The people, as numbers that mean nothing outside one run.
    pub people: Vec<u32>,
    /// Whether they agreed to be named.
    pub attributed: bool,
}

/// All versions of all responses.
#[derive(Debug)]
pub struct History<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) assessment: &'a Assessment<'a>,
    /// The person behind each of today's responses, by wave.
    numbers: BTreeMap<u8, Vec<u32>>,
    /// The versions of responses of the waves that have editions.
    versions: BTreeMap<u8, Vec<Version<'a>>>,
    /// What earlier editions published over which items.
    pub(super) told: BTreeMap<Subscale, Vec<Told>>,
}

/// One response as it was given, then and now.
#[derive(Debug)]
struct Version<'a> {
    atom: Atom,
    person: u32,
    /// The editions that have it.
    editions: Vec<(usize, &'a Recorded)>,
    /// Its place among today's responses.
    now: Option<usize>,
}

impl<'a> History<'a> {
    /// Puts today's answers beside those of all editions. `digests` are those of today's responses
    /// of the waves that have editions.
    pub fn new(ledger: &'a Ledger, assessment: &'a Assessment<'a>, digests: &'a Digests) -> Self {
        let (mut people, mut numbers) = (BTreeMap::new(), BTreeMap::new());
        for (&wave, responses) in assessment.responses {
            let own: Vec<u32> = responses.ids.iter().map(|id| number(&mut people, id)).collect();
            numbers.insert(wave, own);
        }
        let mut versions: BTreeMap<u8, Versions<'a>> = BTreeMap::new();
        for (index, edition) in ledger.editions.iter().enumerate() {
            let of_wave = versions.entry(edition.wave).or_default();
            for recorded in &edition.responses {
                let key = (recorded.id.as_str(), recorded.supplier, recorded.digest.as_str());
                let person = number(&mut people, &recorded.id);
                let atom = Atom {
                    audience: recorded.audience,
                    unit: recorded.unit,
                    supplier: recorded.supplier,
                };
                let version = of_wave.entry(key).or_insert_with(|| Version::new(atom, person));
                version.editions.push((index, recorded));
            }
        }
        for (wave, of_wave) in &mut versions {
            let Some((responses, digests)) = assessment.responses.get(wave).zip(digests.get(wave))
            else {
                continue;
            };
            for (at, digest) in digests.iter().enumerate() {
                let key = (responses.ids.get(at), responses.suppliers[at], digest.as_str());
                let atom = Atom::of(responses, at);
                let person = numbers[wave][at];
                of_wave.entry(key).or_insert_with(|| Version::new(atom, person)).now = Some(at);
            }
        }
        let versions =
            versions.into_iter().map(|(wave, of)| (wave, of.into_values().collect())).collect();
        Self { ledger, assessment, numbers, versions, told: told(ledger, assessment) }
    }

    /// The atoms of one score: a dimension, a question, the index or the responses as such.
    pub fn of(&self, what: What) -> Past<'_> {
        self.past(Score::Whole(what))
    }

    /// The atoms of a score over some of the items of its form.
    pub fn over(&self, subscale: &Subscale) -> Past<'_> {
        let Assessment { survey, min_answered, .. } = *self.assessment;
        let membership = subscale.membership(survey, min_answered);
        self.past(Score::Narrow(subscale.clone(), membership))
    }

    /// What was published before over some items with a number of people, each with the name that it
    /// had. Of waves whose answers are still the same only dimensions and the index: practices and
    /// items count the people that they did then.
    pub fn subscales(&self) -> impl Iterator<Item = (&Subscale, What)> {
        let differing: BTreeSet<u8> =
            self.versions.keys().copied().filter(|&wave| self.differs(wave)).collect();
        self.told.iter().flat_map(move |(subscale, told)| {
            let differs = differing.contains(&subscale.wave);
            let told = told.iter().map(|told| told.what);
            let told = told
                .filter(move |what| differs || matches!(what, What::Dimension(_) | What::Index));
            told.map(move |what| (subscale, what))
        })
    }

    /// Whether some edition of a wave was over other responses or items than there are today.
    fn differs(&self, wave: u8) -> bool {
        let of_wave = |edition: &&Edition| edition.wave == wave;
        let editions = || self.ledger.editions.iter().filter(of_wave);
        let (many, asked) = (editions().count(), self.assessment.asked(wave));
        let is_same =
            |version: &Version<'_>| version.now.is_some() && version.editions.len() == many;
        editions().any(|edition| edition.asked != asked)
            || !self.versions.get(&wave).is_some_and(|all| all.iter().all(is_same))
    }

    fn past(&self, score: Score) -> Past<'_> {
        let mut groups: BTreeMap<(u8, Atom, State), Vec<u32>> = BTreeMap::new();
        for (&wave, responses) in self.assessment.responses {
            if self.versions.contains_key(&wave) {
                continue;
            }
            for (at, &person) in self.numbers[&wave].iter().enumerate() {
                if score.has(self.assessment, (wave, responses), at) {
                    let state = State { editions: Vec::new(), now: true };
                    let atom = Atom::of(responses, at);
                    groups.entry((wave, atom, state)).or_default().push(person);
                }
            }
        }
        for (&wave, versions) in &self.versions {
            for version in versions {
                let state = self.state(wave, version, &score);
                if state != State::default() {
                    groups.entry((wave, version.atom, state)).or_default().push(version.person);
                }
            }
        }
        let bundle = |((wave, atom, state), people)| Bundle {
            attributed: self.is_attributed(wave, atom, &state),
            wave,
            atom,
            state,
            people,
        };
        let atoms = groups.into_iter().map(bundle).collect();
        Past { history: self, of: score, atoms }
    }

    fn state(&self, wave: u8, version: &Version<'_>, score: &Score) -> State {
        let counted = |(_, recorded): &&(usize, &Recorded)| score.had(wave, recorded);
        let responses = self.assessment.responses.get(&wave);
        let has = |at| responses.is_some_and(|all| score.has(self.assessment, (wave, all), at));
        State {
            editions: version.editions.iter().filter(counted).map(|(index, _)| *index).collect(),
            now: version.now.is_some_and(has),
        }
    }

    /// Whether a group agreed to be named. That cannot change once a wave was published.
    fn is_attributed(&self, wave: u8, atom: Atom, state: &State) -> bool {
        let own_people = self.is_own_people(atom.audience);
        let then = |&index: &usize| {
            let named = &self.ledger.editions[index].attributed;
            own_people && atom.supplier.is_some_and(|supplier| named.contains(&supplier))
        };
        self.assessment.is_attributed(wave, atom) || state.editions.iter().any(then)
    }

    fn is_own_people(&self, audience: u8) -> bool {
        self.assessment.survey.audiences[usize::from(audience)].is_supplier
    }

    /// Whether an atom was counted at a place, as these audiences, in the tree of an edition.
    pub(super) fn counted(&self, atom: Atom, place: Place, who: &[u8], edition: &Edition) -> bool {
        who.contains(&atom.audience)
            && match place {
                Place::Supplier(supplier) => atom.supplier == Some(supplier),
                _ => self.is_own_people(atom.audience) || atom.supplier.is_none(),
            }
            && edition.tree.holds(place, atom.unit)
    }
}

/// Versions of the responses of one wave, by what makes them the same.
type Versions<'a> = BTreeMap<(&'a str, Option<u16>, &'a str), Version<'a>>;

impl Version<'_> {
    fn new(atom: Atom, person: u32) -> Self {
        Self { atom, person, editions: Vec::new(), now: None }
    }
}

fn number<'a>(people: &mut BTreeMap<&'a str, u32>, id: &'a str) -> u32 {
    let next = u32::try_from(people.len()).unwrap_or(u32::MAX);
    *people.entry(id).or_insert(next)
}
