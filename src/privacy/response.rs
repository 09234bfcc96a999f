//! Who answered: people, people invited and the rate, for the organisation and its audiences.

use super::report::Responded;
use super::{Policy, Published};
use crate::key::{Key, People, Place, Waves, What};
use crate::score::Assessment;
use std::collections::BTreeMap;

/// The rows of every closed wave. Everybody together is the sum of the audiences, so it is shown
/// only where each audience is (or nobody of it answered), and its rate where all were invited.
pub(super) fn publish(assessment: &Assessment<'_>, policy: &Policy) -> BTreeMap<Key, Responded> {
    let mut rows = BTreeMap::new();
    for wave in assessment.closed() {
        let place = Place::Organisation;
        let key = |people| Key { wave, matched: Waves::NONE, what: What::Response, place, people };
        let (mut everybody, mut everyone_invited, mut all_shown) = (0, Some(0), true);
        for audience in (0u8..).take(assessment.survey.audiences.len()) {
            let n =
                assessment.tally(wave, Waves::NONE, place, audience).map_or(0, |all| all.people);
            let invited = assessment.invited(wave, place, audience);
            if n == 0 && invited.is_none() {
                continue;
            }
            let least = policy.minimum(audience);
            everybody += n;
            everyone_invited = everyone_invited.zip(invited).map(|(all, more)| all + more);
            all_shown &= n >= least;
            if n >= least {
                rows.insert(key(People::Audience(audience)), responded(n, invited, least));
            }
        }
        if all_shown && everybody >= policy.people {
            let row = responded(everybody, everyone_invited, policy.people);
            rows.insert(key(People::Everybody), row);
        }
    }
    rows
}

fn responded(n: u32, invited: Option<u32>, least: u32) -> Responded {
    let invited = invited.filter(|&invited| invited >= least && invited >= n);
    let rate = invited.map(|invited| 100.0 * f64::from(n) / f64::from(invited));
    Responded {
        n: Published::new(n),
        invited: invited.map(Published::new),
        rate: rate.map(super::rounding::share),
    }
}
