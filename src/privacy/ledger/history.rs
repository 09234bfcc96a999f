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
use super::told::{family, sides};
use crate::answers::Responses;
use crate::key::{Place, What};
use crate::privacy::Family;
use crate::privacy::suppress::Row;
use crate::score::{Assessment, Atom};
use std::collections::{BTreeMap, BTreeSet};

/// The editions in which responses were counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct State {
    /// Those of the past.
    editions: Vec<usize>,
    /// Whether they are counted today.
    now: bool,
}

/// A group whose answers always travelled together.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The wave.
    pub wave: u8,
    /// Where, who, about whom.
    pub atom: Atom,
    /// In which editions.
    state: State,
    /// The people, as numbers that mean nothing outside one run.
    pub people: Vec<u32>,
    /// Whether they agreed to be named.
    pub attributed: bool,
}

/// The atoms of one score with everything that was published over them.
#[derive(Debug)]
pub struct Past<'h> {
    history: &'h History<'h>,
    of: What,
    /// The atoms, in an order of their own.
    pub atoms: Vec<Bundle>,
}

/// All versions of all responses.
#[derive(Debug)]
pub struct History<'a> {
    ledger: &'a Ledger,
    assessment: &'a Assessment<'a>,
    /// The person behind each of today's responses, by wave.
    numbers: BTreeMap<u8, Vec<u32>>,
    /// The versions of responses of the waves that have editions.
    versions: BTreeMap<u8, Vec<Version<'a>>>,
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
        Self { ledger, assessment, numbers, versions }
    }

    /// The atoms of one score: a dimension, a question, the index or the responses as such.
    pub fn of(&self, what: What) -> Past<'_> {
        let mut groups: BTreeMap<(u8, Atom, State), Vec<u32>> = BTreeMap::new();
        for (&wave, responses) in self.assessment.responses {
            if self.versions.contains_key(&wave) {
                continue;
            }
            for (at, &person) in self.numbers[&wave].iter().enumerate() {
                if self.assessment.is_member(responses, at, what) {
                    let state = State { editions: Vec::new(), now: true };
                    let atom = Atom::of(responses, at);
                    groups.entry((wave, atom, state)).or_default().push(person);
                }
            }
        }
        for (&wave, versions) in &self.versions {
            let responses = self.assessment.responses.get(&wave);
            for version in versions {
                let state = self.state(version, responses, what);
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
        Past { history: self, of: what, atoms: groups.into_iter().map(bundle).collect() }
    }

    fn state(&self, version: &Version<'_>, responses: Option<&Responses>, what: What) -> State {
        let counted = |(_, recorded): &&(usize, &Recorded)| recorded.counted.contains(&what);
        let is_member =
            |at| responses.is_some_and(|responses| self.assessment.is_member(responses, at, what));
        State {
            editions: version.editions.iter().filter(counted).map(|(index, _)| *index).collect(),
            now: version.now.is_some_and(is_member),
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
    fn counted(&self, atom: Atom, place: Place, who: &[u8], edition: &Edition) -> bool {
        who.contains(&atom.audience)
            && match place {
                Place::Supplier(supplier) => atom.supplier == Some(supplier),
                _ => self.is_own_people(atom.audience) || atom.supplier.is_none(),
            }
            && edition.tree.holds(place, atom.unit)
    }
}

impl Past<'_> {
    /// The atoms of a group of today.
    pub fn now(&self, wave: u8, counts: impl Fn(Atom) -> bool) -> Vec<u32> {
        let counted =
            |bundle: &Bundle| bundle.wave == wave && bundle.state.now && counts(bundle.atom);
        (0..).zip(&self.atoms).filter(|(_, one)| counted(one)).map(|(index, _)| index).collect()
    }

    /// What earlier editions published of this score in one family of figures.
    pub fn before(&self, of: Family) -> Vec<Row> {
        let assessment = self.history.assessment;
        let survey = assessment.survey;
        let audiences = u8::try_from(survey.audiences.len()).unwrap_or(u8::MAX);
        let editions = &self.history.ledger.editions;
        let mut rows = Vec::new();
        for (index, edition) in editions.iter().enumerate() {
            let told = edition.cells.iter().filter(|(key, figure)| {
                assessment.with_own_people(key.what) == self.of && family(*figure) == of
            });
            let groups: BTreeSet<(u8, Place, Vec<u8>)> = told
                .flat_map(|&(key, figure)| {
                    let told = sides(key, figure, audiences).into_iter();
                    told.map(move |(wave, who)| (wave, key.place, who))
                })
                .collect();
            for (wave, place, who) in groups {
                let Some(over) = self.history.ledger.newest(wave, index) else { continue };
                let counted = |bundle: &Bundle| {
                    bundle.wave == wave
                        && bundle.state.editions.contains(&over)
                        && self.history.counted(bundle.atom, place, &who, edition)
                };
                let atoms = (0..).zip(&self.atoms).filter(|(_, one)| counted(one));
                rows.push(Row::sum(atoms.map(|(index, _)| index)));
            }
        }
        rows
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
