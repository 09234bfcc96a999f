//! Figures before they are rounded. They live inside the gate only.

use crate::key::{Key, Place, Waves, What};
use crate::score::statistics::{self, Agreement, Alpha, Icc, Interval, benjamini_hochberg};
use crate::score::{Association, Side};
use std::collections::BTreeMap;

/// Every figure that may be shown (or, for the owner's eyes, every figure there is).
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub cells: BTreeMap<Key, Figures>,
    /// Composites over fewer audiences than the place shows, to stand beside a unit that shows fewer.
    pub besides: BTreeMap<Key, Figures>,
    pub gaps: BTreeMap<Key, Compared>,
    pub drivers: BTreeMap<(u8, Place, u8), Association>,
    pub responses: BTreeMap<Key, Counted>,
}

/// The figures of a cell; units and meaning as in [`super::Cell`].
#[derive(Clone, Debug)]
pub(super) struct Figures {
    pub mean: f64,
    pub interval: Option<Interval>,
    pub pooled: bool,
    pub sd: Option<f64>,
    pub everyone: bool,
    pub n: Option<u32>,
    pub invited: Option<u32>,
    /// Favourable and unfavourable.
    pub shares: Option<[f64; 2]>,
    /// Of the favourable share, pooled like that of the mean.
    pub favourable: Option<Interval>,
    pub points: Option<Vec<f64>>,
    pub bounds: Option<Interval>,
    /// Promoters minus detractors, with its interval.
    pub recommend: Option<(f64, Option<Interval>)>,
    pub agreement: Option<Agreement>,
    pub alpha: Option<Alpha>,
    pub icc: Option<Icc>,
    pub change: Option<Compared>,
    /// Whether scores at the ends of the scale would give a small group away.
    pub is_small: bool,
}

/// One figure minus another.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub points: f64,
    pub interval: Option<Interval>,
    pub pooled: bool,
    /// As tested.
    pub p: Option<f64>,
    /// After correcting for the other claims of its family.
    pub adjusted: Option<f64>,
    /// How many claims were corrected together, this one among them.
    pub claims: usize,
    pub shows_p: bool,
    pub g: Option<f64>,
    pub items: usize,
    /// Both sides, over the items compared.
    pub sides: [Side; 2],
    /// The test by which `p` was found.
    pub test: Option<statistics::Test>,
}

/// People who answered and were invited.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub n: u32,
    pub invited: Option<u32>,
}

impl Counted {
    /// The number invited only where it is at least so large, and no more answered.
    pub fn without_few_invited(self, least: u32) -> Self {
        Self { invited: self.invited.filter(|&all| all >= least && all >= self.n), ..self }
    }
}

/// The families of claims that are corrected together, one of each in a wave and its comparison with
/// another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claims {
    Organisation,
    Units,
    Suppliers,
    PracticesAndItems,
    Gaps,
    /// Gaps over the practices of single suppliers: so many, and each so uncertain, that among the
    /// others they would hide what is certain there.
    GapsInPractices,
}

impl Claims {
    fn of(key: &Key) -> Self {
        match (key.what, key.place) {
            (What::Practice(_) | What::Item(_), _) => Self::PracticesAndItems,
            (_, Place::Organisation) => Self::Organisation,
            (_, Place::Unit(_) | Place::Pool(_)) => Self::Units,
            (_, Place::Supplier(_) | Place::Suppliers(_)) => Self::Suppliers,
        }
    }
}

impl Claims {
    fn of_gap(key: &Key) -> Self {
        match (key.what, key.place) {
            (What::Practice(_), Place::Supplier(_)) => Self::GapsInPractices,
            _ => Self::Gaps,
        }
    }
}

impl Table {
    /// Corrects every tested comparison for the others of its family (Benjamini & Hochberg 1995), so
    /// that a claim has one verdict wherever it is shown.
    pub fn correct(&mut self) {
        let changes = self.cells.iter_mut().filter_map(|(key, figures)| {
            Some(((key.wave, key.matched, Claims::of(key)), figures.change.as_mut()?))
        });
        let gaps = self.gaps.iter_mut();
        let gaps = gaps.map(|(key, gap)| ((key.wave, key.matched, Claims::of_gap(key)), gap));
        let mut families: BTreeMap<(u8, Waves, Claims), Vec<&mut Compared>> = BTreeMap::new();
        for (family, claim) in changes.chain(gaps).filter(|(_, claim)| claim.p.is_some()) {
            families.entry(family).or_default().push(claim);
        }
        for claims in families.into_values() {
            let raw: Vec<f64> = claims.iter().filter_map(|claim| claim.p).collect();
            for (claim, adjusted) in claims.into_iter().zip(benjamini_hochberg(&raw)) {
                claim.adjusted = Some(adjusted);
                claim.claims = raw.len();
            }
        }
    }

    /// Gives each claim the p value that another table has after correction, and none to the others: a
    /// claim is corrected together with the claims that are made, and with no others.
    pub fn correct_as(&mut self, other: &Self) {
        let of =
            |found: Option<&Compared>| found.map_or((None, 0), |one| (one.adjusted, one.claims));
        for (key, figures) in &mut self.cells {
            let Some(own) = &mut figures.change else { continue };
            let shown = other.cells.get(key).and_then(|figures| figures.change.as_ref());
            (own.adjusted, own.claims) = of(shown);
        }
        for (key, own) in &mut self.gaps {
            (own.adjusted, own.claims) = of(other.gaps.get(key));
        }
    }
}
