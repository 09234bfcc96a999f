//! New editions: what a report shows that no edition has.

use super::digest::Digester;
use super::edition::{Edition, Recorded, Tree};
use super::told::family;
use super::write::{self, Writer, scores};
use super::{Ledger, no_secret};
use crate::diag::Diagnostic;
use crate::key::{Figure, Key, Names, People, Place, Waves, What};
use crate::organisation::Organisation;
use crate::privacy::report::{Cell, Comparison, Responded};
use crate::privacy::{Family, Interval, Policy, Published, Report};
use crate::score::{Assessment, Atom};
use crate::survey::Wave;
use std::collections::{BTreeMap, BTreeSet};

/// One edition that is not recorded yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEdition {
    /// Its number as people write it.
    pub number: String,
    /// Id of its wave.
    pub wave: String,
    /// How many responses its wave has.
    pub responses: usize,
    /// How many figures are first published with it.
    pub cells: usize,
    /// The path of its file.
    pub path: String,
    /// The file.
    pub text: String,
}

impl Ledger {
    /// The editions that are missing before this report may be called published, in the order of
    /// their waves: one for each wave whose responses differ from its newest edition, or that has
    /// figures which no edition has over the same responses.
    ///
    /// # Errors
    /// When there is no secret for the digests.
    pub fn record(
        &self,
        (assessment, policy, report): (&Assessment<'_>, &Policy, &Report),
        names: &Names,
        waves: &[Wave],
    ) -> Result<Vec<NewEdition>, Box<Diagnostic>> {
        let salt = self.salt.as_ref().ok_or_else(|| {
            Box::new(no_secret().hint("write one with at least 16 random characters, and keep it"))
        })?;
        let (survey, organisation) = (assessment.survey, assessment.organisation);
        let digester = Digester::new(salt, survey, organisation);
        let today = Today {
            assessment,
            ledger: self,
            tree: tree(organisation),
            responses: assessment
                .closed()
                .map(|wave| (wave, recorded(assessment, &digester, wave)))
                .collect(),
        };
        let writer = Writer {
            names,
            survey,
            organisation,
            waves,
            policy,
            min_answered: assessment.min_answered,
        };
        let editions = today.editions(report);
        let first = self.editions.len() + 1;
        let new = |(number, edition): (usize, Edition)| NewEdition {
            wave: waves[usize::from(edition.wave)].id.clone(),
            responses: edition.responses.len(),
            cells: edition.cells.len(),
            path: format!("content/editions/{}.toml", write::number(number)),
            number: write::number(number),
            text: writer.write(&edition),
        };
        Ok((first..).zip(editions).map(new).collect())
    }
}

/// Today's tree of units and pools.
fn tree(organisation: &Organisation) -> Tree {
    let index = |unit: usize| u16::try_from(unit).unwrap_or(u16::MAX);
    let units = (0u16..).zip(&organisation.units);
    let pools = (0u16..).zip(&organisation.pools);
    Tree {
        parents: units.map(|(at, unit)| (at, unit.parent.map(index))).collect(),
        pools: pools
            .map(|(at, pool)| (at, pool.units.iter().map(|&unit| index(unit)).collect()))
            .collect(),
    }
}

/// Today's responses of a wave, as an edition would have them.
fn recorded(assessment: &Assessment<'_>, digester: &Digester<'_>, wave: u8) -> Vec<Recorded> {
    let responses = &assessment.responses[&wave];
    let digests = digester.digests(responses).into_iter().enumerate();
    let mut all: Vec<Recorded> = digests
        .map(|(at, digest)| {
            let Atom { audience, unit, supplier } = Atom::of(responses, at);
            let counted = scores(assessment.survey).map(|(_, what)| what);
            let counted = counted.filter(|&what| assessment.is_member(responses, at, what));
            let counted: BTreeSet<What> = counted.collect();
            let mut open = assessment.left_open(responses, at);
            open.retain(|&item| counted.contains(&assessment.with_own_people(What::Item(item))));
            let id = responses.ids.get(at).to_owned();
            Recorded { id, supplier, unit, audience, counted, open, digest }
        })
        .collect();
    all.sort_by(|one, other| one.key().cmp(&other.key()));
    all
}

/// What today's report stands on.
struct Today<'a> {
    assessment: &'a Assessment<'a>,
    ledger: &'a Ledger,
    tree: Tree,
    responses: BTreeMap<u8, Vec<Recorded>>,
}

impl Today<'_> {
    fn editions(&self, report: &Report) -> Vec<Edition> {
        let differs = |wave: &u8| {
            let newest = self.ledger.newest(*wave, self.ledger.editions.len());
            newest.is_none_or(|edition| !self.is_same(*wave, edition))
        };
        let differing: BTreeSet<u8> = self.responses.keys().copied().filter(differs).collect();
        let mut cells: BTreeMap<u8, BTreeSet<(Key, Figure)>> =
            differing.iter().map(|&wave| (wave, BTreeSet::new())).collect();
        let known = self.known();
        for (key, figure) in published(report) {
            if !known.contains(&(key, figure)) {
                cells.entry(home(key, &differing)).or_default().insert((key, figure));
            }
        }
        let edition = |(wave, cells)| Edition {
            file: "".into(),
            wave,
            cells,
            tree: self.tree.clone(),
            attributed: self.named(wave),
            asked: self.assessment.asked(wave),
            responses: self.responses.get(&wave).cloned().unwrap_or_default(),
            places: Vec::new(),
        };
        cells.into_iter().map(edition).collect()
    }

    /// The suppliers whose own people agreed to be named.
    fn named(&self, wave: u8) -> BTreeSet<u16> {
        let responses = self.assessment.responses.get(&wave);
        let named = responses.into_iter().flat_map(|all| &all.invitations.attributed);
        named.copied().collect()
    }

    /// Whether an edition of a wave has today's responses to today's form.
    fn is_same(&self, wave: u8, edition: usize) -> bool {
        let edition = &self.ledger.editions[edition];
        self.responses.get(&wave) == Some(&edition.responses)
            && self.assessment.asked(wave) == edition.asked
    }

    /// The figures that some edition has over today's responses and in today's tree.
    fn known(&self) -> BTreeSet<(Key, Figure)> {
        let mut known = BTreeSet::new();
        for (index, edition) in self.ledger.editions.iter().enumerate() {
            let mut same: BTreeMap<u8, bool> = BTreeMap::new();
            let mut held: BTreeMap<Place, bool> = BTreeMap::new();
            for &(key, figure) in &edition.cells {
                let is_same = key.matched.with(key.wave).iter().all(|wave| {
                    *same.entry(wave).or_insert_with(|| {
                        let newest = self.ledger.newest(wave, index);
                        newest.is_some_and(|newest| self.is_same(wave, newest))
                    })
                });
                let is_held = held.entry(key.place).or_insert_with(|| {
                    let units = self.tree.parents.keys().chain(edition.tree.parents.keys());
                    let mut units = units.copied();
                    units.all(|unit| {
                        self.tree.holds(key.place, unit) == edition.tree.holds(key.place, unit)
                    })
                });
                if is_same && *is_held {
                    known.insert((key, figure));
                }
            }
        }
        known
    }
}

/// The wave whose edition brings a figure: the newest of its waves that gets one anyway, or else the
/// newest of its waves.
fn home(key: Key, differing: &BTreeSet<u8>) -> u8 {
    let waves = || key.matched.with(key.wave).iter();
    waves().find(|wave| differing.contains(wave)).or_else(|| waves().next()).unwrap_or(key.wave)
}

/// What a report shows: of every cell one figure of each family, which stands for the others. The
/// composite of a single audience is that audience.
fn published(report: &Report) -> BTreeSet<(Key, Figure)> {
    let mut all: BTreeMap<(Key, Family), Figure> = BTreeMap::new();
    let mut add = |key: &Key, figures: Vec<Figure>| {
        // A mean over suppliers says no more than its parts, which are here.
        if matches!(key.place, Place::Suppliers(_)) {
            return;
        }
        let people = match key.people {
            People::Composite(audiences) if audiences.len() == 1 => {
                audiences.iter().next().map_or(key.people, People::Audience)
            }
            people => people,
        };
        for figure in figures {
            let first = all.entry((Key { people, ..*key }, family(figure))).or_insert(figure);
            *first = figure.min(*first);
        }
    };
    report.cells().for_each(|(key, cell)| {
        let mut figures = of_cell(key, cell);
        // An index without a number of its own says no more than its dimensions, which are here.
        let is_dependent = key.what == What::Index && cell.n.is_none();
        figures.retain(|figure| !is_dependent || family(*figure) != Family::Means);
        add(key, figures);
    });
    report.gaps().for_each(|(key, gap)| add(key, of_comparison(gap, Figure::Gap)));
    report.responses().for_each(|(key, row)| add(key, of_responded(row)));
    for (&(wave, place, audience), drivers) in &report.drivers {
        let people = People::Audience(audience);
        let key = |what| Key { wave, matched: Waves::NONE, what, place, people };
        let outcome = What::Question(drivers.outcome);
        add(&key(outcome), vec![Figure::R2]);
        drivers.weights.iter().for_each(|(what, _)| add(&key(*what), vec![Figure::Weight]));
    }
    all.into_iter().map(|((key, _), figure)| (key, figure)).collect()
}

/// What a cell shows. Over two waves the ends of an interval are those of the change.
fn of_cell(key: &Key, cell: &Cell) -> Vec<Figure> {
    let mut figures = vec![Figure::Mean];
    let is_pair = key.matched.only().is_some();
    let mut add = |is_there: bool, more: &[Figure]| {
        if is_there {
            figures.extend_from_slice(more);
        }
    };
    let recommend = cell.recommend.as_ref().map(Published::get);
    let nps_interval = recommend.and_then(|recommend| recommend.interval);
    add(is_own(cell.interval.as_ref()) && !is_pair, &[Figure::Low, Figure::High]);
    add(cell.sd.is_some(), &[Figure::Sd]);
    add(cell.points.is_some(), &[Figure::Points]);
    add(cell.n.is_some(), &[Figure::N]);
    add(cell.shares.is_some(), &[Figure::Fav, Figure::Neutral, Figure::Unfav]);
    add(is_own(cell.favourable.as_ref()), &[Figure::FavLow, Figure::FavHigh]);
    add(cell.bounds.is_some(), &[Figure::Least, Figure::Most]);
    add(recommend.is_some(), &[Figure::Nps]);
    add(nps_interval.is_some_and(|interval| !interval.pooled), &[Figure::NpsLow, Figure::NpsHigh]);
    add(cell.agreement.is_some(), &[Figure::Rwg]);
    add(cell.reliability.is_some(), &[Figure::Alpha]);
    add(cell.clustering.is_some(), &[Figure::Icc1, Figure::Icc2]);
    figures.extend(cell.change.iter().flat_map(|change| of_comparison(change, Figure::Change)));
    figures
}

fn of_comparison(comparison: &Comparison, figure: Figure) -> Vec<Figure> {
    let mut figures = vec![figure];
    if is_own(comparison.interval.as_ref()) {
        figures.extend([Figure::Low, Figure::High]);
    }
    figures.extend(comparison.p.as_ref().map(|_| Figure::P));
    figures.extend(comparison.p_raw.as_ref().map(|_| Figure::PRaw));
    figures.extend(comparison.g.as_ref().map(|_| Figure::G));
    figures
}

fn of_responded(row: &Responded) -> Vec<Figure> {
    let mut figures = vec![Figure::N];
    figures.extend(row.invited.as_ref().map(|_| Figure::Invited));
    figures.extend(row.rate.as_ref().map(|_| Figure::Rate));
    figures
}

/// Whether an interval shows the spread of the people behind it.
fn is_own(interval: Option<&Published<Interval>>) -> bool {
    interval.is_some_and(|interval| !interval.get().pooled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privacy::{Recommend, Score};

    /// A cell with a mean of 60 and nothing else.
    fn cell() -> Cell {
        Cell::of(Published::new(Score { value: 60, edge: None }))
    }

    fn key(matched: Waves) -> Key {
        let (what, place, people) = (What::Dimension(0), Place::Organisation, People::Audience(0));
        Key { wave: 1, matched, what, place, people }
    }

    fn of_cell(cell: &Cell) -> Vec<Figure> {
        super::of_cell(&key(Waves::NONE), cell)
    }

    #[test]
    fn a_distribution_is_recorded_by_its_name() {
        let points = Some(Published::new(vec![10, 20, 30, 40]));
        assert_eq!(of_cell(&Cell { points, ..cell() }), [Figure::Mean, Figure::Points]);
    }

    #[test]
    fn over_two_waves_an_interval_is_that_of_the_change() {
        let interval = Some(Published::new(Interval { low: 50, high: 70, pooled: false }));
        let sd = Some(Published::new(20));
        let cell = Cell { interval, sd, ..cell() };
        assert_eq!(of_cell(&cell)[1..], [Figure::Low, Figure::High, Figure::Sd]);
        assert_eq!(super::of_cell(&key(Waves::one(0)), &cell)[1..], [Figure::Sd]);
    }

    #[test]
    fn the_interval_of_a_recommendation_is_not_that_of_its_mean() {
        let recommend = |pooled| {
            let interval = Some(Interval { low: 3, high: 17, pooled });
            let recommend = Some(Published::new(Recommend { score: 10, edge: None, interval }));
            of_cell(&Cell { recommend, ..cell() })
        };
        let own = [Figure::Mean, Figure::Nps, Figure::NpsLow, Figure::NpsHigh];
        assert_eq!(recommend(false), own);
        assert_eq!(recommend(true), own[..2], "the typical spread tells nothing of the group");
    }
}
