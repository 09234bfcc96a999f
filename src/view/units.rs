//! Units beside each other: which stand where in a wave, and the heat table of their scores.

use super::address::Address;
use super::exhibit::{Caption, Exhibit, HeatLine, heat};
use super::scene::{Found, Scene};
use super::sentence::Sentence;
use super::supplier;
use super::wave::source;
use crate::key::{People, Place, What};
use crate::organisation::Unit;

/// The index and every dimension.
pub(super) fn headline(scene: &Scene) -> Vec<What> {
    std::iter::once(What::Index).chain(scene.dimensions().map(What::Dimension)).collect()
}

/// The scores of a place on these.
pub(super) fn scores<'a>(
    scene: &Scene<'a>,
    wave: u8,
    place: Place,
    whats: &[What],
) -> Vec<Found<'a>> {
    whats.iter().map(|&what| scene.cell(wave, what, place, None)).collect()
}

/// What stands above the columns of index and dimensions.
pub(super) fn columns(scene: &Scene, whats: &[What]) -> Vec<String> {
    let name = |&what: &What| match what {
        What::Index => scene.words.get("name.index_short"),
        _ => scene.what(what),
    };
    whats.iter().map(name).collect()
}

/// The scores of the organisation and its units, or of a unit and those below it; nothing where there
/// is nothing below.
pub(super) fn heat_of(scene: &Scene, wave: u8, above: Option<usize>) -> Option<Exhibit> {
    let whats = headline(scene);
    let places = places(scene, wave, above);
    let row = |&(place, indent): &(Place, usize)| {
        let cells = scores(scene, wave, place, &whats);
        HeatLine {
            label: together(scene, place, &cells),
            href: scene.place_address(place).map(|address| address.to_string()).unwrap_or_default(),
            indent,
            cells,
        }
    };
    let rows: Vec<_> = places.iter().map(row).collect();
    if rows.len() < 2 {
        return None;
    }
    let (title, summary) = ends(scene, &places, &rows);
    let caption = Caption {
        id: "units".into(),
        title,
        subtitle: scene.say("heat.subtitle", &[("wave", scene.wave(wave).into())]),
        summary,
        source: source(scene, wave),
    };
    let heading = scene.words.get("table.unit");
    Some(heat(scene, &heading, &columns(scene, &whats), &rows, caption))
}

/// The name of a place, and whose scores these are where its groups are taken as one.
fn together(scene: &Scene, place: Place, cells: &[Found]) -> String {
    let name = scene.place(place);
    match merged(scene, cells) {
        None => name.to_owned(),
        Some(groups) => {
            let values = [("unit", name.into()), ("groups", groups)];
            scene.say("heat.together", &values).plain()
        }
    }
}

/// The groups of people whose answers were merged for some of these scores, in words: none of them can
/// be shown alone.
pub(super) fn merged(scene: &Scene, cells: &[Found]) -> Option<Sentence> {
    let set = cells.iter().flatten().find_map(|(key, _)| match key.people {
        People::Merged(set) => Some(set),
        _ => None,
    })?;
    let named = |audience| Sentence::from(scene.words.inside(scene.audience(audience)));
    Some(scene.words.join(set.iter().map(named).collect()))
}

/// The organisation (or one unit), then the units below it as they stood in this wave, each with its
/// depth. Units that are shown together only give way to their pool.
pub(super) fn places(scene: &Scene, wave: u8, above: Option<usize>) -> Vec<(Place, usize)> {
    let organisation = scene.input.organisation;
    let root = organisation.root();
    let top = above.and_then(|unit| u16::try_from(unit).ok());
    let mut places = vec![(top.map_or(Place::Organisation, Place::Unit), 0)];
    let base = above.map_or(usize::from(root.is_some()), |unit| organisation.units[unit].depth + 1);
    for (index, unit) in organisation.units.iter().enumerate() {
        let Ok(place) = u16::try_from(index).map(Place::Unit) else { break };
        let is_below = match above {
            Some(above) => index != above && organisation.is_within(index, above),
            None => root != Some(index),
        };
        if !is_below || !existed(scene, wave, unit) {
            continue;
        }
        let depth = unit.depth + 1 - base;
        match pool_of(scene, index) {
            Some(pool) if is_shown(scene, wave, pool) && !is_shown(scene, wave, place) => {
                if !places.contains(&(pool, depth)) {
                    places.push((pool, depth));
                }
            }
            _ => places.push((place, depth)),
        }
    }
    places
}

/// Whether some score of a place is shown in a wave.
pub(super) fn is_shown(scene: &Scene, wave: u8, place: Place) -> bool {
    scores(scene, wave, place, &headline(scene)).iter().any(Option::is_some)
}

/// The pool that a unit is shown with, if it is in one.
pub(super) fn pool_of(scene: &Scene, unit: usize) -> Option<Place> {
    let pools = &scene.input.organisation.pools;
    let pool = pools.iter().position(|pool| pool.units.contains(&unit))?;
    u16::try_from(pool).ok().map(Place::Pool)
}

/// Whether a unit was there while a wave was open.
pub(super) fn existed(scene: &Scene, wave: u8, unit: &Unit) -> bool {
    let wave = &scene.input.waves[usize::from(wave)];
    unit.since.is_none_or(|since| since <= wave.closes)
        && unit.until.is_none_or(|until| until >= wave.opens)
}

impl Scene<'_> {
    /// The page of a unit; the single unit at the top is the organisation, whose page is home.
    pub fn unit_address(&self, unit: usize) -> Address {
        match self.input.organisation.root() == Some(unit) {
            true => Address::Home,
            false => Address::Unit(self.input.organisation.units[unit].id.clone()),
        }
    }

    /// The page where the figures of a place stand; those of a pool stand on the page of its parent.
    pub fn place_address(&self, place: Place) -> Option<Address> {
        match place {
            Place::Organisation => Some(Address::Home),
            Place::Unit(unit) => Some(self.unit_address(usize::from(unit))),
            Place::Pool(pool) => {
                let units = &self.input.organisation.pools[usize::from(pool)].units;
                let parent = self.input.organisation.units[*units.first()?].parent;
                Some(parent.map_or(Address::Units, |parent| self.unit_address(parent)))
            }
            Place::Supplier(of) => {
                let suppliers = &self.input.organisation.suppliers;
                supplier::address(self, suppliers.get(usize::from(of))?)
            }
            Place::Suppliers(_) => Some(Address::Suppliers),
        }
    }
}

/// The ends of the first column, below the row at the top.
fn ends(scene: &Scene, places: &[(Place, usize)], rows: &[HeatLine]) -> (Sentence, Sentence) {
    let named = places.iter().zip(rows).skip(1).filter_map(|(&(place, _), row)| {
        let (key, cell) = (*row.cells.first()?)?;
        Some((cell.mean.get().value, place, scene.score(key, cell)))
    });
    let named: Vec<_> = named.collect();
    let lowest = named.iter().min_by_key(|(value, ..)| value);
    let highest = named.iter().rev().max_by_key(|(value, ..)| value);
    match (lowest, highest) {
        (Some(low), Some(high)) if low.0 < high.0 => {
            let values = [
                ("low", low.2.clone().into()),
                ("lowest", scene.place(low.1).into()),
                ("high", high.2.clone().into()),
                ("highest", scene.place(high.1).into()),
            ];
            (scene.say("heat.title", &values), scene.say("heat.summary", &values))
        }
        _ => (scene.say("heat.plain", &[]), Sentence::default()),
    }
}
