//! The gate: what it knows, and whom it lets through.

use crate::key::{Place, Waves, What};
use crate::privacy::admit::{Admitted, Group};
use crate::privacy::told::{Told, ToldShares};
use crate::privacy::{Family, Policy};
use crate::score::{Assessment, Part, WaveTally};

/// What the gate knows while it opens.
pub(in crate::privacy) struct Gate<'a> {
    pub assessment: &'a Assessment<'a>,
    pub policy: &'a Policy,
    /// What suppression lets through; everything for the owner's eyes.
    pub admitted: Option<Admitted>,
}

/// A part of a figure that may be shown, and whether its people may be counted.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub part: Part,
    pub has_n: bool,
    /// The mean as far as it may be told.
    pub told: Told,
    /// The shares as far as they may be told.
    pub shares: Option<ToldShares>,
    /// Whether figures at the ends of the scale would give somebody away.
    pub is_small: bool,
}

impl Gate<'_> {
    pub(super) fn audiences(&self) -> impl Iterator<Item = u8> + use<> {
        (0u8..).take(self.assessment.survey.audiences.len())
    }

    /// A part with what may be told of it. The owner may see the ends of the scale too.
    pub(super) fn tell(&self, part: Part, has_n: bool) -> Shown {
        let few = part.confidential > 0 && part.confidential < self.policy.spread;
        let is_small = few && self.admitted.is_some();
        Shown {
            told: Told::of(part.mean, is_small),
            shares: part.shares.map(|both| ToldShares::of(both, is_small)),
            part,
            has_n,
            is_small,
        }
    }

    /// Whether a figure over the whole form of its wave may be shown.
    pub(super) fn shows(&self, what: What, family: Family, group: Group) -> bool {
        let whole = self.assessment.tallies.get(&(group.0, Waves::NONE));
        whole.is_some_and(|of| self.shows_over(of, what, family, group))
    }

    /// Whether a figure over the items counted in a tally may be shown.
    pub(in crate::privacy) fn shows_over(
        &self,
        of: &WaveTally,
        what: What,
        family: Family,
        group: Group,
    ) -> bool {
        let admitted = self.admitted.as_ref();
        admitted.is_none_or(|all| all.shows(self.assessment, of, what, family, group))
    }
}

/// Whether so many confidential people are enough at a place. A supplier's own people who agreed to be
/// named are shown on their company's pages from the first one.
pub(in crate::privacy) fn is_crowd(confidential: u32, least: u32, place: Place) -> bool {
    confidential >= least || (confidential == 0 && matches!(place, Place::Supplier(_)))
}
