//! Figures before they are rounded. They live inside the gate only.

use super::told::{Told, ToldShares};
use crate::key::{Key, People, Place, Waves, What};
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
    /// The mean as far as it may be told.
    pub told: Told,
    pub interval: Option<Interval>,
    pub pooled: bool,
    pub sd: Option<f64>,
    pub everyone: bool,
    pub n: Option<u32>,
    pub invited: Option<u32>,
    /// Favourable and unfavourable.
    pub shares: Option<[f64; 2]>,
    /// The shares as far as they may be told.
    pub told_shares: Option<ToldShares>,
    /// Of the favourable share, pooled like that of the mean.
    pub favourable: Option<Interval>,
    pub points: Option<Vec<f64>>,
    pub bounds: Option<Interval>,
    pub recommend: Option<Recommended>,
    pub agreement: Option<Agreement>,
    pub alpha: Option<Alpha>,
    pub icc: Option<Icc>,
    pub change: Option<Compared>,
    /// Whether scores at the ends of the scale would give a small group away.
    pub is_small: bool,
}

/// Promoters minus detractors, with its interval.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recommended {
    pub score: f64,
    /// The score as far as it may be told.
    pub told: Told,
    pub interval: Option<Interval>,
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
    /// that a claim has one verdict wherever it is shown. A composite of one audience is that audience:
    /// both are one claim, and have one place in the family.
    pub fn correct(&mut self) {
        let changes = self
            .cells
            .iter_mut()
            .filter_map(|(key, figures)| Some((key, Claims::of(key), figures.change.as_mut()?)));
        let gaps = self.gaps.iter_mut().map(|(key, gap)| (key, Claims::of_gap(key), gap));
        let mut families: BTreeMap<(u8, Waves, Claims), Members> = BTreeMap::new();
        for (key, claims, compared) in changes.chain(gaps).filter(|(.., one)| one.p.is_some()) {
            let family = families.entry((key.wave, key.matched, claims)).or_default();
            family.entry(alone(*key)).or_default().push(compared);
        }
        for family in families.into_values() {
            let raw: Vec<f64> = family.values().filter_map(|names| names.first()?.p).collect();
            for (names, adjusted) in family.into_values().zip(benjamini_hochberg(&raw)) {
                for one in names {
                    one.adjusted = Some(adjusted);
                    one.claims = raw.len();
                }
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

/// The claims of a family, each with every place where it is made.
type Members<'t> = BTreeMap<Key, Vec<&'t mut Compared>>;

/// A key under the one name of what it is about.
fn alone(key: Key) -> Key {
    match key.people {
        People::Composite(set) if set.len() == 1 => {
            let audience = set.iter().next().map_or(key.people, People::Audience);
            Key { people: audience, ..key }
        }
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Audiences;

    fn tested(p: f64) -> Figures {
        let change = Compared {
            points: 1.0,
            interval: None,
            pooled: false,
            p: Some(p),
            adjusted: None,
            claims: 0,
            shows_p: true,
            g: None,
            items: 1,
            sides: [Side::default(); 2],
            test: None,
        };
        Figures {
            mean: 50.0,
            told: Told { value: 50.0, edge: None },
            interval: None,
            pooled: false,
            sd: None,
            everyone: false,
            n: None,
            invited: None,
            shares: None,
            told_shares: None,
            favourable: None,
            points: None,
            bounds: None,
            recommend: None,
            agreement: None,
            alpha: None,
            icc: None,
            change: Some(change),
            is_small: false,
        }
    }

    /// One unit shows one audience, another shows two: four claims under five names. Benjamini &
    /// Hochberg 1995: .01·4/1, .03·4/2, .2·4/3 and .5.
    #[test]
    fn a_composite_of_one_audience_is_no_claim_of_its_own() {
        let key = |unit, people| Key {
            wave: 1,
            matched: Waves::one(0),
            what: What::Dimension(0),
            place: Place::Unit(unit),
            people,
        };
        let composite = |audiences: &[u8]| People::Composite(Audiences::of(audiences.to_vec()));
        let claims = [
            (key(0, People::Audience(0)), 0.01, 0.04),
            (key(0, composite(&[0])), 0.01, 0.04),
            (key(1, People::Audience(0)), 0.03, 0.06),
            (key(1, People::Audience(1)), 0.5, 0.5),
            (key(1, composite(&[0, 1])), 0.2, 0.8 / 3.0),
        ];
        let cells = claims.iter().map(|(key, p, _)| (*key, tested(*p))).collect();
        let mut table = Table { cells, ..Table::default() };
        table.correct();
        for (key, _, expected) in claims {
            let adjusted = table.cells[&key].change.as_ref().unwrap().adjusted.unwrap();
            assert!((adjusted - expected).abs() < 1e-12, "{key:?}: {adjusted}");
        }
    }
}
