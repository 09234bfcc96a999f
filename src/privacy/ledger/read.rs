//! editions/*.toml into [`Edition`]s.

use super::digest::LENGTH;
use super::edition::{Edition, Recorded, Tree};
use crate::content::{Fields, Row, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::{Figure, Id, Key, Names, Place, What, Whose};
use crate::source::{Located, Source, Spot};
use crate::survey::{Survey, Wave};
use std::collections::{BTreeMap, BTreeSet};

/// What an edition is checked against.
pub(super) struct Reader<'a> {
    pub names: &'a Names,
    pub survey: &'a Survey,
    pub waves: &'a [Wave],
}

/// The number in the name of a file, if it is written as numbers of editions are.
fn number(source: &Source) -> Option<usize> {
    let name = source.path.rsplit('/').next()?.strip_suffix(".toml")?;
    let number = name.parse().ok().filter(|&number| number > 0)?;
    (name == super::write::number(number)).then_some(number)
}

impl Reader<'_> {
    /// Reads all editions in the order of their numbers, which have no gap.
    pub fn read(&self, sources: &[Source], to: &mut Diagnostics) -> Vec<Edition> {
        let mut numbered = BTreeMap::new();
        for source in sources {
            match number(source) {
                Some(number) => drop(numbered.insert(number, source)),
                None => to.push(
                    Diagnostic::error(
                        Code::EditionNumber,
                        Spot::file(&source.path),
                        "this is not the number of an edition",
                    )
                    .label("expected a name such as 001.toml")
                    .hint(
                        "`publish --record` names the files of the ledger; leave them as they are",
                    ),
                ),
            }
        }
        let before = |number: usize| number == 1 || numbered.contains_key(&(number - 1));
        for (&number, source) in numbered.iter().filter(|(number, _)| !before(**number)) {
            let missing = super::write::number(number - 1);
            let message = format!("there is no edition {missing} before this one");
            to.push(
                Diagnostic::error(Code::EditionNumber, Spot::file(&source.path), message)
                    .label(format!("expected content/editions/{missing}.toml beside it"))
                    .hint("bring the file back: what was published cannot be forgotten"),
            );
        }
        let mut published = BTreeSet::new();
        let sources = numbered.into_values();
        sources.filter_map(|source| self.read_edition(source, &mut published, to)).collect()
    }

    fn read_edition(
        &self,
        source: &Source,
        published: &mut BTreeSet<u8>,
        to: &mut Diagnostics,
    ) -> Option<Edition> {
        let mut fields = parse_toml(source, to);
        let wave = fields.text("wave", to).and_then(|id| self.wave(&id, to));
        published.extend(wave);
        let cells = fields.texts("cells", to);
        let cells = cells.iter().filter_map(|cell| self.cell(cell, published, to)).collect();
        if let Some(settings) = fields.optional_table("settings", to) {
            self.check_settings(settings, to);
        }
        let asked = self.asked(wave, &mut fields, to);
        let tree = self.tree(&mut fields, to);
        let attributed = fields.texts("attributed", to);
        let attributed = attributed.iter().filter_map(|id| self.supplier(id, to)).collect();
        let mut responses: Vec<(Recorded, Spot)> = Vec::new();
        for table in fields.tables("response", to) {
            responses.extend(self.response(table, to));
        }
        fields.finish(to);
        responses.sort_by(|(one, at), (other, and)| (one.key(), at).cmp(&(other.key(), and)));
        responses.dedup_by(|(second, spot), (first, _)| {
            let repeated = second.key() == first.key();
            if repeated {
                to.push(repeated_response(&second.id, spot));
            }
            repeated
        });
        let (responses, places) = responses.into_iter().unzip();
        let file = source.path.clone();
        Some(Edition { file, wave: wave?, cells, tree, attributed, asked, responses, places })
    }

    fn wave(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u8> {
        let index = self.waves.iter().position(|wave| wave.id == id.value);
        if index.is_none() {
            let known = self.waves.iter().map(|wave| wave.id.as_str());
            to.push(Diagnostic::unknown("wave", id, known).hint(NEVER_DELETED));
        }
        index.and_then(|index| u8::try_from(index).ok())
    }

    /// A published figure. The waves that it is over have editions by then.
    fn cell(
        &self,
        cell: &Located<String>,
        published: &BTreeSet<u8>,
        to: &mut Diagnostics,
    ) -> Option<(Key, Figure)> {
        let (key, figure) = match self.key(&cell.value) {
            Ok(known) => known,
            Err((message, expected)) => {
                to.push_with(&cell.spot, Code::UnknownCell, || {
                    Diagnostic::error(Code::UnknownCell, cell.spot.clone(), message)
                        .label(format!("expected {expected}"))
                        .hint(NEVER_DELETED)
                });
                return None;
            }
        };
        let mut waves = key.matched.with(key.wave).iter();
        if let Some(early) = waves.find(|wave| !published.contains(wave)) {
            let id = self.waves.get(usize::from(early)).map_or("", |wave| wave.id.as_str());
            to.push_with(&cell.spot, Code::UnknownCell, || {
                let message = format!("this figure is over wave {id}, which has no edition yet");
                Diagnostic::error(Code::UnknownCell, cell.spot.clone(), message)
                    .label("expected waves of this edition and of those before it")
            });
            return None;
        }
        Some((key, figure))
    }

    /// The key and figure of a cell, or what is wrong with it and what was expected.
    fn key(&self, text: &str) -> Result<(Key, Figure), (String, String)> {
        let query = self.names.read(text).map_err(|mistake| (mistake.message, mistake.expected))?;
        let Some(figure) = query.figure else {
            let message = format!("`{text}` names no figure");
            return Err((message, "a figure after the colon, such as `trust:mean`".to_owned()));
        };
        let Whose::These(people) = query.whose else {
            let message = format!("`{text}` does not say whose answers are meant");
            return Err((message, "the ids of audiences".to_owned()));
        };
        let key = query.over(people);
        // A unit that is the organisation today may have been one of several then.
        let unit = text.split('/').nth(2).and_then(|unit| self.names.unit(unit));
        let place = match (key.place, unit) {
            (Place::Organisation, Some(unit)) => Place::Unit(unit),
            (place, _) => place,
        };
        Ok((Key { place, ..key }, figure))
    }

    /// The settings say how the edition was made; nothing is computed from them.
    fn check_settings(&self, mut settings: Fields<'_>, to: &mut Diagnostics) {
        settings.optional_integer("people", 1..=MOST_PEOPLE, to);
        settings.optional_integer("spread", 1..=MOST_PEOPLE, to);
        settings.optional_weight("min_answered", to);
        if let Some(mut minimums) = settings.optional_table("minimum", to) {
            for row in minimums.take_rest() {
                self.audience(&row.key, to);
                row.integer(1..=MOST_PEOPLE, to);
            }
        }
        settings.finish(to);
    }

    /// The items on the form of the wave, by audience. An edition that does not list them had those of
    /// today.
    fn asked(
        &self,
        wave: Option<u8>,
        fields: &mut Fields<'_>,
        to: &mut Diagnostics,
    ) -> BTreeMap<u8, BTreeSet<u16>> {
        let Some(listed) = fields.take("asked") else {
            let form = wave.map(|wave| self.waves[usize::from(wave)].form.as_str());
            return form.map(|form| self.survey.asked(form)).unwrap_or_default();
        };
        let mut asked = BTreeMap::new();
        for row in rows(Some(listed), to) {
            let audience = self.audience(&row.key, to);
            let items = row.texts(to);
            let items = items.iter().filter_map(|item| self.item(item, to)).collect();
            asked.extend(audience.map(|audience| (audience, items)));
        }
        asked
    }

    fn item(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u16> {
        if let Some(Id::Item(item)) = self.names.instrument(&id.value) {
            return Some(item);
        }
        to.push_with(&id.spot, Code::UnknownName, || {
            let known = self.survey.items.iter().map(|item| item.id.as_str());
            Diagnostic::unknown("item", id, known).hint(NEVER_DELETED)
        });
        None
    }

    fn tree(&self, fields: &mut Fields<'_>, to: &mut Diagnostics) -> Tree {
        let mut tree = Tree::default();
        let units = fields.required("units", "units with the unit above each", to);
        for row in rows(units, to) {
            let unit = self.unit(&row.key, to);
            let Some(parent) = row.text(to) else { continue };
            let above = if parent.value.is_empty() { None } else { self.unit(&parent, to) };
            tree.parents.extend(unit.map(|unit| (unit, above)));
        }
        let pools = fields.take("pools");
        for row in rows(pools, to) {
            let pool = self.names.pool(&row.key.value);
            if pool.is_none() {
                to.push(Diagnostic::unknown("pool", &row.key, []).hint(NEVER_DELETED));
            }
            let units = row.texts(to);
            let units = units.iter().filter_map(|unit| self.unit(unit, to)).collect();
            tree.pools.extend(pool.map(|pool| (pool, units)));
        }
        tree
    }

    fn response(&self, mut table: Fields<'_>, to: &mut Diagnostics) -> Option<(Recorded, Spot)> {
        let id = table.text("id", to);
        let named = table.optional_text("supplier", to);
        let supplier = named.as_ref().map(|id| self.supplier(id, to));
        let unit = table.text("unit", to).and_then(|id| self.unit(&id, to));
        let audience = table.text("audience", to).and_then(|id| self.audience(&id, to));
        let counted = table.texts("counted", to);
        let counted = counted.iter().filter_map(|id| self.score(id, to)).collect();
        let open = table.texts("open", to);
        let open = open.iter().filter_map(|id| self.item(id, to)).collect();
        let digest = table.text("digest", to).filter(|digest| check_digest(digest, to));
        table.finish(to);
        let (id, unit, audience, digest) = (id?, unit?, audience?, digest?.value);
        // A supplier that is named but not known was reported.
        let supplier = match supplier {
            None => None,
            Some(known) => Some(known?),
        };
        Some((Recorded { id: id.value, supplier, unit, audience, counted, open, digest }, id.spot))
    }

    /// What a response can count in.
    fn score(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<What> {
        let score = super::write::scores(self.survey).find(|(name, _)| *name == id.value);
        if score.is_none() {
            to.push_with(&id.spot, Code::UnknownName, || {
                let known = super::write::scores(self.survey).map(|(name, _)| name);
                Diagnostic::unknown("score", id, known).hint(NEVER_DELETED)
            });
        }
        score.map(|(_, what)| what)
    }

    fn unit(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u16> {
        let unit = self.names.unit(&id.value);
        if unit.is_none() {
            to.push_with(&id.spot, Code::UnknownName, || {
                Diagnostic::unknown("unit", id, self.names.units()).hint(NEVER_DELETED)
            });
        }
        unit
    }

    fn supplier(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u16> {
        let supplier = self.names.supplier(&id.value);
        if supplier.is_none() {
            to.push_with(&id.spot, Code::UnknownName, || {
                Diagnostic::unknown("supplier", id, self.names.suppliers()).hint(NEVER_DELETED)
            });
        }
        supplier
    }

    fn audience(&self, id: &Located<String>, to: &mut Diagnostics) -> Option<u8> {
        let audience = self.names.audience(&id.value);
        if audience.is_none() {
            to.push_with(&id.spot, Code::UnknownName, || {
                Diagnostic::unknown("audience", id, self.names.audiences()).hint(NEVER_DELETED)
            });
        }
        audience
    }
}

/// The rows of a table whose keys are ids.
fn rows<'s>(table: Option<Row<'s>>, to: &mut Diagnostics) -> Vec<Row<'s>> {
    let table = table.and_then(|row| row.table(to));
    table.map(|mut table| table.take_rest()).unwrap_or_default()
}

/// The most people that a minimum can be.
const MOST_PEOPLE: i64 = 1_000_000;

/// Why a name in an edition has to be known.
const NEVER_DELETED: &str = "what was published keeps its name: waves, units, suppliers, items and audiences are never deleted";

fn check_digest(digest: &Located<String>, to: &mut Diagnostics) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_digest = digest.value.len() == LENGTH && digest.value.bytes().all(is_digit);
    if !is_digest {
        to.push(
            Diagnostic::error(Code::WrongType, digest.spot.clone(), "this is not a digest")
                .label(format!("expected {LENGTH} hexadecimal digits")),
        );
    }
    is_digest
}

fn repeated_response(id: &str, spot: &Spot) -> Diagnostic {
    let message = format!("`{id}` stands here a second time about the same supplier");
    Diagnostic::error(Code::RepeatedResponse, spot.clone(), message)
        .label("expected each response of the wave once")
}
