//! The address of a figure: `WAVE/WHAT:FIGURE/UNIT/AUDIENCE/SUPPLIER`, the one grammar used in
//! pages, downloads, notes, registers and on the command line.
//!
//! A [`Key`] holds indexes and is cheap to copy and compare; [`Names`] turns ids into keys and back.
//! What people type is a [`Query`], which may leave open whose answers are meant.

mod find;
mod grammar;
mod names;
mod query;
#[cfg(test)]
pub(crate) mod trial;

pub use grammar::Figure;
pub use names::{Id, Names};
pub use query::{Mistake, Query, Whose};

use crate::organisation::{Organisation, SupplierSet};
use crate::survey::Survey;
use std::ops::Range;

/// The address of a cell: one wave, one thing measured, one group of people.
/// Cells sort by wave, then by what is measured, then by place and audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The wave, an index into the site's waves (oldest first).
    pub wave: u8,
    /// Other waves: the figure is over the items and audiences that are present in all of them.
    pub matched: Waves,
    /// What is measured.
    pub what: What,
    /// Where.
    pub place: Place,
    /// Who answered.
    pub people: People,
}

/// A set of waves, by index; one bit for each of [`crate::survey::Wave::MOST`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Waves(u128);

impl Waves {
    /// No wave.
    pub const NONE: Self = Self(0);

    /// Just this one.
    pub fn one(wave: u8) -> Self {
        Self(1 << wave)
    }

    /// This set and one more wave.
    #[must_use]
    pub fn with(self, wave: u8) -> Self {
        Self(self.0 | 1 << wave)
    }

    /// This set without a wave.
    #[must_use]
    pub fn without(self, wave: u8) -> Self {
        Self(self.0 & !(1 << wave))
    }

    /// Whether a wave is in it.
    pub fn contains(self, wave: u8) -> bool {
        self.0 >> wave & 1 == 1
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its only wave, if there is exactly one.
    pub fn only(self) -> Option<u8> {
        let mut waves = self.iter();
        match (waves.next(), waves.next()) {
            (only, None) => only,
            _ => None,
        }
    }

    /// Its waves, newest first.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (0..128).rev().filter(move |&wave| self.contains(wave))
    }
}

/// What is measured. Indexes are into the lists of [`crate::survey::Survey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// How many answered.
    Response,
    /// The weighted mean of the dimensions.
    Index,
    /// One dimension.
    Dimension(u16),
    /// One practice.
    Practice(u16),
    /// One item.
    Item(u16),
    /// One question outside the dimensions.
    Question(u16),
}

impl What {
    /// The items that it is made of, on whichever form; none where nothing is made of items.
    pub fn items(self, survey: &Survey) -> Option<Range<usize>> {
        match self {
            Self::Index => Some(0..survey.items.len()),
            Self::Dimension(of) => Some(survey.dimensions[usize::from(of)].items.clone()),
            Self::Practice(of) => Some(survey.practices[usize::from(of)].items.clone()),
            Self::Item(item) => Some(usize::from(item)..usize::from(item) + 1),
            Self::Response | Self::Question(_) => None,
        }
    }
}

/// Where the people are. Indexes are into the lists of [`crate::organisation::Organisation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Everywhere.
    Organisation,
    /// One unit and all below it. The single root unit is written [`Place::Organisation`].
    Unit(u16),
    /// Several sibling units shown as one.
    Pool(u16),
    /// One supplier.
    Supplier(u16),
    /// Several suppliers: the unweighted mean of their published cells. Nobody is counted here, since
    /// people who speak of different suppliers are never pooled.
    Suppliers(SupplierSet),
}

impl Place {
    /// Whether people of this unit (an index into [`Organisation::units`]) can be counted here.
    /// A supplier's people may be anywhere.
    pub fn holds(self, organisation: &Organisation, unit: usize) -> bool {
        match self {
            Self::Organisation | Self::Supplier(_) => true,
            Self::Suppliers(_) => false,
            Self::Unit(above) => organisation.is_within(unit, usize::from(above)),
            Self::Pool(pool) => {
                let units = &organisation.pools[usize::from(pool)].units;
                units.iter().any(|&above| organisation.is_within(unit, above))
            }
        }
    }
}

/// Who answered. Numbers are indexes into [`crate::survey::Survey::audiences`] and bits of a set of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum People {
    /// One audience.
    Audience(u8),
    /// The composite of exactly these audiences (`internal+supplier`).
    Composite(Audiences),
    /// First minus second (`internal~supplier`).
    Gap(u8, u8),
    /// People of these audiences merged into one group (`internal_partner`), where each alone is too
    /// few to be shown.
    Merged(Audiences),
    /// Everybody together, without regard to audience: only for [`What::Response`].
    Everybody,
}

/// A set of audiences; one bit for each of [`crate::survey::Audience::MOST`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Audiences(u16);

impl Audiences {
    /// The set of these.
    pub fn of(audiences: impl IntoIterator<Item = u8>) -> Self {
        Self(audiences.into_iter().fold(0, |set, audience| set | 1 << audience))
    }

    /// Whether an audience is in it.
    pub fn contains(self, audience: u8) -> bool {
        self.0 >> audience & 1 == 1
    }

    /// Those in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Its audiences in the order of the instrument.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (0..16).filter(move |&audience| self.contains(audience))
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
