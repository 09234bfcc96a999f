//! What the report holds under one key.

use crate::key::{Key, People, Waves, What};
use crate::privacy::{Cell, Comparison, Drivers, Responded};
use crate::view::scene::Scene;

/// All that the report holds under one key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub cell: Option<&'a Cell>,
    pub responded: Option<&'a Responded>,
    pub gap: Option<&'a Comparison>,
    /// Where this is one of the drivers, or the outcome that they explain.
    pub drivers: Option<&'a Drivers>,
}

impl<'a> Known<'a> {
    /// What may be shown under this key, if anything.
    pub fn find(scene: &Scene<'a>, key: Key) -> Option<Self> {
        let report = scene.input.report;
        let headline = key.matched == Waves::NONE;
        let cell = report.cell(key);
        let responded = (key.what == What::Response && headline)
            .then(|| report.responded(key.wave, key.place, key.people))
            .flatten()
            .map(|(_, responded)| responded);
        let gap = match key.people {
            People::Gap(first, second) if headline => {
                report.gap(key.wave, key.what, key.place, [first, second]).map(|(_, gap)| gap)
            }
            _ => None,
        };
        let drivers = match key.people {
            People::Audience(audience) if headline => {
                let drivers = report.drivers(key.wave, key.place, audience);
                drivers.filter(|drivers| drivers.place == key.place && names(drivers, key.what))
            }
            _ => None,
        };
        let known = Self { cell, responded, gap, drivers };
        let is_any = cell.is_some() || responded.is_some() || gap.is_some() || drivers.is_some();
        is_any.then_some(known)
    }
}

/// Whether drivers say something about this: it is one of them, or their outcome.
fn names(drivers: &Drivers, what: What) -> bool {
    what == What::Question(drivers.outcome) || drivers.weights.iter().any(|(own, _)| *own == what)
}
