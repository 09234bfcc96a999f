//! A published wave is frozen: its answers stay what they were, unless wave.toml says `reopen = true`.

use super::Ledger;
use super::digest::Digests;
use super::edition::Edition;
use crate::answers::Responses;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::organisation::Organisation;
use crate::source::Spot;
use crate::survey::{State, Survey, Wave};
use std::collections::{BTreeMap, BTreeSet};

/// Responses by id and supplier.
pub type Wanted<'w> = BTreeSet<(&'w str, Option<u16>)>;

/// How a wave differs from its newest edition.
#[derive(Debug, Default)]
struct Difference<'a> {
    late: Wanted<'a>,
    changed: Wanted<'a>,
    moved: Wanted<'a>,
    /// Where those that are gone stand in the edition.
    withdrawn: Vec<&'a Spot>,
}

impl<'a> Difference<'a> {
    fn of(edition: &'a Edition, responses: &'a Responses, digests: &[String]) -> Self {
        let mut difference = Self::default();
        let recorded = edition.responses.iter().zip(&edition.places);
        let mut before: BTreeMap<_, _> =
            recorded.map(|(recorded, place)| (recorded.key(), (recorded, place))).collect();
        for (at, digest) in digests.iter().enumerate() {
            let key = (responses.ids.get(at), responses.suppliers[at]);
            match before.remove(&key) {
                None => drop(difference.late.insert(key)),
                Some((recorded, _)) if recorded.digest == *digest => {}
                Some((recorded, _)) if recorded.unit == responses.units[at] => {
                    difference.changed.insert(key);
                }
                Some(_) => drop(difference.moved.insert(key)),
            }
        }
        difference.withdrawn = before.into_values().map(|(_, place)| place).collect();
        difference
    }

    fn count(&self) -> usize {
        self.late.len() + self.changed.len() + self.moved.len() + self.withdrawn.len()
    }

    /// "1 late, 2 changed".
    fn kinds(&self) -> String {
        let counts = [
            (self.late.len(), "late"),
            (self.changed.len(), "changed"),
            (self.moved.len(), "moved to another unit"),
            (self.withdrawn.len(), "withdrawn"),
        ];
        let told = counts.iter().filter(|(count, _)| *count > 0);
        told.map(|(count, kind)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ")
    }

    /// "3 responses of wave 2026-Q3 differ from edition 005 (1 late, 2 changed)".
    fn tell(&self, wave: &Wave, edition: &Edition) -> String {
        let (noun, verb) = match self.count() {
            1 => ("response", "differs"),
            _ => ("responses", "differ"),
        };
        let (count, kinds, number) = (self.count(), self.kinds(), edition.number());
        format!("{count} {noun} of wave {} {verb} from edition {number} ({kinds})", wave.id)
    }
}

impl Ledger {
    /// Holds every published wave to its newest edition. `locate` finds the first of some of today's
    /// responses in the files of a wave. Waves whose answers or editions have mistakes of their own, here
    /// or among those `known` before, are left out: what seems to be withdrawn there may just not be legible.
    pub fn check(
        &self,
        (survey, organisation, waves): (&Survey, &Organisation, &[Wave]),
        (responses, digests): (&BTreeMap<u8, Responses>, &Digests),
        locate: &dyn Fn(u8, &Wanted<'_>) -> Option<Spot>,
        known: &Diagnostics,
        to: &mut Diagnostics,
    ) {
        for (at, wave) in (0u8..).zip(waves) {
            let Some(newest) = self.newest(at, self.editions.len()) else { continue };
            let edition = &self.editions[newest];
            let folder = format!("content/waves/{}/", wave.id);
            let is_faulty = |place: &str| known.has_errors_in(place) || to.has_errors_in(place);
            if is_faulty(&folder) || is_faulty(&edition.file) {
                continue;
            }
            if wave.state == State::Open {
                to.push(open_again(wave, edition));
            }
            let (Some(responses), Some(digests)) = (responses.get(&at), digests.get(&at)) else {
                continue;
            };
            check_attributed(edition, responses, (survey, organisation, wave), to);
            let difference = Difference::of(edition, responses, digests);
            if difference.count() > 0 {
                to.push(difference.diagnostic(wave, edition, &|wanted| locate(at, wanted)));
            }
        }
    }
}

impl Difference<'_> {
    fn diagnostic(
        &self,
        wave: &Wave,
        edition: &Edition,
        locate: &dyn Fn(&Wanted<'_>) -> Option<Spot>,
    ) -> Diagnostic {
        let message = self.tell(wave, edition);
        if let Some(reopen) = &wave.reopen {
            return Diagnostic::warning(Code::Reopened, reopen.clone(), message)
                .label("fewer figures of this wave can be shown")
                .hint("nobody may be found by comparing two editions, so what would tell them apart is hidden")
                .hint("`rapportage publish --record` makes this the next edition");
        }
        let here: Wanted<'_> =
            self.late.iter().chain(&self.changed).chain(&self.moved).copied().collect();
        let file = || Spot::file(&format!("content/waves/{}/wave.toml", wave.id));
        let spot = match (here.is_empty(), self.withdrawn.first()) {
            (false, _) => locate(&here).unwrap_or_else(file),
            (true, Some(place)) => (*place).clone(),
            (true, None) => file(),
        };
        Diagnostic::error(Code::Frozen, spot, message)
            .label("this is the first; expected the answers that were published")
            .hint("a published wave is frozen: take the change back")
            .hint(format!(
                "or write `reopen = true` in content/waves/{}/wave.toml; fewer figures can then be shown",
                wave.id
            ))
    }
}

fn open_again(wave: &Wave, edition: &Edition) -> Diagnostic {
    let spot = Spot::file(&format!("content/waves/{}/wave.toml", wave.id));
    let message = format!("wave {} is open again after edition {}", wave.id, edition.number());
    Diagnostic::error(Code::Frozen, spot, message)
        .label("expected `state = \"closed\"`, since it was published")
        .hint("to let in late answers, leave it closed and write `reopen = true`")
}

/// Whether a supplier's own people are named cannot change once they have answered.
fn check_attributed(
    edition: &Edition,
    responses: &Responses,
    (survey, organisation, wave): (&Survey, &Organisation, &Wave),
    to: &mut Diagnostics,
) {
    let own = |audience: u8| survey.audiences[usize::from(audience)].is_supplier;
    let answered = edition.responses.iter().filter(|recorded| own(recorded.audience));
    let answered: BTreeSet<u16> = answered.filter_map(|recorded| recorded.supplier).collect();
    for supplier in answered {
        let then = edition.attributed.contains(&supplier);
        if responses.invitations.attributed.contains(&supplier) == then {
            continue;
        }
        let id = &organisation.suppliers[usize::from(supplier)].id;
        let named = wave.invited.iter().filter_map(|group| group.supplier.as_ref());
        let spot = named.filter(|named| named.value == *id).map(|named| named.spot.clone()).next();
        let spot =
            spot.unwrap_or_else(|| Spot::file(&format!("content/waves/{}/wave.toml", wave.id)));
        let was = if then { "was attributed" } else { "was confidential" };
        let message = format!("`{id}` {was} when wave {} was published", wave.id);
        to.push(
            Diagnostic::error(Code::Attributed, spot, message)
                .label(format!("expected `attributed = {then}`, as people were told"))
                .hint("it cannot change once there are answers"),
        );
    }
}
