//! From answers to what may be shown of them: scored, and let through the gate.

use super::content::Content;
use super::memory::Accepted;
use crate::answers;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::{People, Place};
use crate::privacy::ledger::NewEdition;
use crate::privacy::{self, Report};
use crate::source::Spot;
use std::collections::{BTreeMap, BTreeSet};

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
pub(super) fn assess(content: &Content, stage: &mut dyn FnMut(&'static str)) -> Accepted {
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
pub(super) fn record(content: &Content, report: &Report, to: &mut Diagnostics) -> Vec<NewEdition> {
    let (assessment, policy) = (content.assessment(), content.policy());
    let recorded =
        content.ledger.record((&assessment, &policy, report), &content.names, &content.waves);
    recorded.unwrap_or_else(|problem| {
        to.push(*problem);
        Vec::new()
    })
}
