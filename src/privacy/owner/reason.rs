//! What of a cell is shown, and if not, why.

use super::Owner;
use crate::key::{Key, Names, People, Place, Waves, What};
use crate::privacy::Family;
use crate::privacy::compose::is_crowd;
use crate::score::Part;

impl Owner<'_> {
    /// Whether a cell is shown, and if not, why.
    pub(super) fn verdict(&self, names: &Names, key: Key) -> String {
        match self.is_shown(key) {
            true => self.shown(key),
            false => format!("no: {}", self.hidden(names, key)),
        }
    }

    fn is_shown(&self, key: Key) -> bool {
        self.published.cells.contains_key(&key)
            || self.published.besides.contains_key(&key)
            || self.published.gaps.contains_key(&key)
            || self.published.responses.contains_key(&key)
            || matches!(key.place, Place::Suppliers(_)) && self.shown_members(key) > 1
    }

    /// What is shown of a cell beside its mean.
    fn shown(&self, key: Key) -> String {
        let (People::Audience(audience), false) = (key.people, key.what == What::Response) else {
            return "yes".to_owned();
        };
        let Some(figures) = self.published.cells.get(&key) else { return "yes".to_owned() };
        let answers = self.part(key, audience).map_or(0, |part| part.answers);
        let of = |family, least: u32, what: &str| match answers < least {
            true => format!("{what} needs {least} people, and there are {answers}"),
            false if !self.lets_through(key, family) => {
                format!("{what} would single people out together with other figures")
            }
            false => format!("{what} is not defined"),
        };
        let mut lacking = Vec::new();
        if figures.sd.is_none() {
            lacking.push(of(Family::Spread, self.policy.spread, "its own spread"));
        }
        let is_whole = matches!(key.what, What::Dimension(_)) && key.matched == Waves::NONE;
        if is_whole && figures.alpha.is_none() {
            lacking.push(of(Family::Reliability, self.policy.reliability, "reliability"));
        }
        match lacking.is_empty() {
            true => "yes".to_owned(),
            false => format!("yes, but {}", lacking.join("; ")),
        }
    }

    /// Why a cell is not shown.
    fn hidden(&self, names: &Names, key: Key) -> String {
        match key.people {
            _ if matches!(key.place, Place::Suppliers(_)) => {
                let shown = self.shown_members(key);
                format!("{shown} of its suppliers are shown, and a mean over suppliers needs 2")
            }
            People::Composite(audiences) => {
                let part = |one| Key { people: People::Audience(one), ..key };
                let (shown, hidden): (Vec<u8>, Vec<u8>) =
                    audiences.iter().partition(|&one| self.is_shown(part(one)));
                let hidden = self.ids(&hidden);
                match shown.is_empty() {
                    true => "none of its groups is shown".to_owned(),
                    false if hidden.is_empty() => {
                        "not all of its groups are shown in both waves".to_owned()
                    }
                    false => format!("{hidden} is not shown, so it is {} alone", self.ids(&shown)),
                }
            }
            People::Gap(first, second) => {
                let side = |one| {
                    let key = Key { people: People::Audience(one), ..key };
                    (!self.is_shown(key))
                        .then(|| format!("{}: {}", names.write(key, None), self.hidden(names, key)))
                };
                let sides: Vec<String> = [first, second].into_iter().filter_map(side).collect();
                match sides.is_empty() {
                    true => {
                        "over the items asked of both sides, one of them may not be shown".into()
                    }
                    false => sides.join("; "),
                }
            }
            People::Audience(audience) => self.hidden_group(names, key, audience),
            People::Merged(audiences) => {
                let alone = audiences
                    .iter()
                    .filter(|&one| self.is_shown(Key { people: People::Audience(one), ..key }));
                match alone.count() {
                    0 => self.too_few_or_exposing(key, self.merged_least(key), self.people(key)),
                    _ => "groups are taken as one only where none of them is shown alone".into(),
                }
            }
            People::Everybody => {
                self.too_few_or_exposing(key, self.policy.people, self.people(key))
            }
        }
    }

    fn hidden_group(&self, names: &Names, key: Key, audience: u8) -> String {
        let least = self.policy.minimum(Family::Means, audience);
        let is_part = matches!(key.place, Place::Unit(_) | Place::Pool(_));
        match key.what {
            What::Response => {
                let confidential = self.assessment.confidential(key.wave, key.place, audience);
                return self.too_few_or_exposing(key, least, confidential);
            }
            What::Index => {
                let dimensions = self.dimensions(key.wave, audience);
                let hidden = dimensions.map(|what| Key { what, ..key });
                let hidden: Vec<String> = hidden
                    .filter(|key| !self.is_shown(*key))
                    .map(|key| names.write(key, None))
                    .collect();
                return match hidden.is_empty() {
                    true => "not all of its dimensions are shown over the same items".to_owned(),
                    false => format!(
                        "an index needs all its dimensions; not shown: {}",
                        hidden.join(", ")
                    ),
                };
            }
            What::Item(_) if key.place != Place::Organisation => {
                return "items are shown for the whole organisation only".to_owned();
            }
            What::Practice(_) if key.matched != Waves::NONE && key.place != Place::Organisation => {
                return "over several waves, practices are shown for the whole organisation only"
                    .to_owned();
            }
            _ if key.matched != Waves::NONE && key.matched.only().is_none() && is_part => {
                return "a line over time is drawn for the organisation and its suppliers only"
                    .to_owned();
            }
            _ => {}
        }
        let Some(part) = self.part(key, audience) else { return "nobody answered it".to_owned() };
        let with_own = self.assessment.with_own_people(key.what);
        let home = Key { what: with_own, ..key };
        if with_own != key.what && !self.is_shown(home) {
            return format!(
                "it counts the people of {}, which is not shown",
                names.write(home, None)
            );
        }
        if is_crowd(part.confidential, least, key.place) {
            return self.exposing();
        }
        let named = part.answers - part.confidential;
        let besides = match named {
            0 => String::new(),
            _ => format!(", beside {named} who agreed to be named"),
        };
        format!("{} people{besides}, fewer than {least}", part.confidential)
    }

    fn too_few_or_exposing(&self, key: Key, least: u32, people: u32) -> String {
        let named = matches!(key.place, Place::Supplier(_)) && people == 0;
        match people < least && !named {
            true => format!("{people} people, fewer than {least}"),
            false => self.exposing(),
        }
    }

    fn exposing(&self) -> String {
        "together with other figures it would single people out".to_owned()
    }

    fn merged_least(&self, key: Key) -> u32 {
        let People::Merged(audiences) = key.people else { return self.policy.people };
        let least = audiences.iter().map(|one| self.policy.minimum(Family::Means, one)).max();
        least.unwrap_or(self.policy.people)
    }

    /// How many people stand behind a cell.
    fn people(&self, key: Key) -> u32 {
        let answered = self.table.responses.get(&key).map(|counted| counted.n);
        answered.or_else(|| self.merged(key)?.n).unwrap_or(0)
    }

    /// What a group says, over the items of its key.
    fn part(&self, key: Key, audience: u8) -> Option<Part> {
        self.gate.part(key, crate::key::Audiences::of([audience]))
    }

    fn lets_through(&self, key: Key, family: Family) -> bool {
        let over = self.assessment.tallies.get(&(key.wave, key.matched));
        let group = (key.wave, key.place, key.people);
        over.is_some_and(|of| self.gate.shows_over(of, key.what, family, group))
    }

    /// How many suppliers of a set have this cell in print.
    fn shown_members(&self, key: Key) -> usize {
        self.members(key).into_iter().filter(|member| self.is_shown(*member)).count()
    }

    /// The ids of audiences.
    pub(super) fn ids(&self, audiences: &[u8]) -> String {
        let id = |&one: &u8| self.assessment.survey.audiences[usize::from(one)].id.as_str();
        audiences.iter().map(id).collect::<Vec<_>>().join(", ")
    }
}
