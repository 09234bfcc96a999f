//! Why there is no such cell, even for whoever may see everything.

use super::Owner;
use crate::key::{Audiences, Key, Names, People, Place, Waves, What};

impl Owner<'_> {
    /// Why nothing is known under a key.
    pub(super) fn missing(&self, names: &Names, key: Key) -> String {
        let wave = |wave: u8| self.assessment.waves[usize::from(wave)].id.as_str();
        let open = key.matched.with(key.wave).iter().find(|one| !self.is_closed(*one));
        if let Some(open) = open {
            return format!("{} is not closed, so it is not scored", wave(open));
        }
        if !self.assessment.tallies.contains_key(&(key.wave, key.matched)) {
            return "these waves are not compared with each other".to_owned();
        }
        match (key.place, key.people) {
            (Place::Suppliers(_), _) => {
                return format!(
                    "the mean of what is printed of its suppliers: {}",
                    self.verdict(names, key)
                );
            }
            (_, People::Gap(first, second)) => return self.no_gap(names, key, [first, second]),
            (_, People::Everybody) if key.what != What::Response => {
                return "a score has a group, or is a composite of several".to_owned();
            }
            _ => {}
        }
        let audiences: Vec<u8> = match key.people {
            People::Composite(all) | People::Merged(all) => all.iter().collect(),
            People::Audience(one) => vec![one],
            People::Gap(..) | People::Everybody => self.audiences().collect(),
        };
        let reasons = audiences
            .iter()
            .map(|&one| format!("{}: {}", self.ids(&[one]), self.no_answers(names, key, one)));
        let reasons: Vec<String> = reasons.collect();
        match key.people {
            People::Composite(_) if audiences.iter().any(|&one| self.has(key, one)) => {
                format!("there is none over exactly these groups ({})", reasons.join("; "))
            }
            _ => reasons.join("; "),
        }
    }

    fn is_closed(&self, wave: u8) -> bool {
        self.assessment.closed().any(|closed| closed == wave)
    }

    fn has(&self, key: Key, audience: u8) -> bool {
        self.table.cells.contains_key(&Key { people: People::Audience(audience), ..key })
    }

    fn no_gap(&self, names: &Names, key: Key, [first, second]: [u8; 2]) -> String {
        let turned = Key { people: People::Gap(second, first), ..key };
        if self.table.gaps.contains_key(&turned) {
            return format!(
                "this gap is worked out the other way round: {}",
                names.write(turned, None)
            );
        }
        if key.matched != Waves::NONE {
            return "a gap is of one wave".to_owned();
        }
        let sides = [first, second].into_iter().filter(|&one| !self.has(key, one));
        let lacking: Vec<String> = sides
            .map(|one| format!("{}: {}", self.ids(&[one]), self.no_answers(names, key, one)))
            .collect();
        match lacking.is_empty() {
            true => {
                "these two sides are not compared here, or nothing was asked of both".to_owned()
            }
            false => lacking.join("; "),
        }
    }

    /// Why a group has no figure of something.
    fn no_answers(&self, names: &Names, key: Key, audience: u8) -> String {
        if self.has(key, audience) {
            return "has a figure".to_owned();
        }
        let survey = self.assessment.survey;
        let Some(of) = self.assessment.tallies.get(&(key.wave, key.matched)) else {
            return "not scored".to_owned();
        };
        let is_asked = |item: usize| {
            of.items[item] && survey.items[item].audiences.contains(&usize::from(audience))
        };
        let asked = match key.what {
            What::Response => true,
            What::Question(question) => {
                let own = &survey.questions[usize::from(question)];
                if own.scale.is_none() {
                    return "comments have no figures".to_owned();
                }
                of.questions[usize::from(question)]
                    && own.audiences.contains(&usize::from(audience))
            }
            what => what.items(survey).is_some_and(|mut items| items.any(is_asked)),
        };
        if !asked {
            return match key.matched.is_empty() {
                true => "not asked in this wave".to_owned(),
                false => "nothing that was asked in all of these waves".to_owned(),
            };
        }
        let tally = self.assessment.tally(key.wave, key.matched, key.place, audience);
        let people = tally.map_or(0, |tally| tally.people);
        match (people, key.what) {
            (0, _) => "nobody answered here".to_owned(),
            (_, What::Index) => {
                let lacks = |what: &What| {
                    let group = Audiences::of([audience]);
                    self.gate.part(Key { what: *what, ..key }, group).is_none()
                };
                let lacking: Vec<String> = self
                    .dimensions(key.wave, audience)
                    .filter(lacks)
                    .map(|what| names.write(Key { what, ..key }, None))
                    .collect();
                format!(
                    "{people} people answered, but nobody has a score in {}",
                    lacking.join(", ")
                )
            }
            (_, What::Question(_)) => format!("{people} people answered, but nobody this question"),
            (_, What::Dimension(_)) => {
                format!(
                    "{people} people answered, but nobody at least half of what was asked of this"
                )
            }
            _ => format!(
                "{people} people answered, but nobody this who has a score in its dimension"
            ),
        }
    }
}
