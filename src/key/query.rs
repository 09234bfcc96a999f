//! What somebody asks for: a key as it is typed, where parts may be left open.

use super::{Audiences, Figure, Key, Names, People, Place, Waves, What};
use crate::diag::did_you_mean;
use crate::organisation::{SupplierSet, SupplierType};
use std::fmt;
use std::ops::Range;

/// A key that was read. It says the same as a [`Key`], but whose answers are meant may be left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query {
    /// The wave.
    pub wave: u8,
    /// Other waves that it is matched with.
    pub matched: Waves,
    /// What is measured.
    pub what: What,
    /// Where.
    pub place: Place,
    /// Whose answers.
    pub whose: Whose,
    /// The one figure that is meant; none for everything that the cell has.
    pub figure: Option<Figure>,
}

/// Whose answers a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The composite over the audiences that may be shown, whichever they are (`-`, or nothing).
    Published,
    /// Exactly these.
    These(People),
}

impl Query {
    /// The key over exactly these people.
    pub fn over(&self, people: People) -> Key {
        let Self { wave, matched, what, place, .. } = *self;
        Key { wave, matched, what, place, people }
    }

    /// The cell and its figure, where nothing is left open.
    pub fn exact(&self) -> Option<(Key, Figure)> {
        match self.whose {
            Whose::These(people) => Some((self.over(people), self.figure?)),
            Whose::Published => None,
        }
    }
}

/// A mistake in a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where in the key, in bytes.
    pub at: Range<usize>,
    /// What was found.
    pub message: String,
    /// What could stand there.
    pub expected: String,
    /// A known word close to the one found.
    pub near: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}: expected {}", self.message, self.expected)?;
        match &self.near {
            Some(near) => write!(out, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Mistake {}

/// What a whole key looks like, for messages.
const SHAPE: &str = "WAVE/WHAT:FIGURE/UNIT/AUDIENCE/SUPPLIER, of which WAVE/WHAT are needed";

/// Part of a key, and where it stands.
#[derive(Clone, Copy, Debug)]
struct Word<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Word<'t> {
    /// The words between these marks.
    fn split(self, mark: char) -> impl Iterator<Item = Self> {
        let mut at = self.at;
        self.text.split(mark).map(move |text| {
            let word = Word { text, at };
            at += text.len() + mark.len_utf8();
            word
        })
    }

    /// Whether it leaves its part open.
    fn is_open(self) -> bool {
        self.text == "-"
    }

    fn mistake(self, message: impl Into<String>, expected: impl Into<String>) -> Mistake {
        let at = self.at..self.at + self.text.len();
        Mistake { at, message: message.into(), expected: expected.into(), near: None }
    }

    /// A word that is none of those known.
    fn unknown<'k>(
        self,
        noun: &str,
        expected: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Mistake {
        let message = match self.text {
            "" => format!("the {noun} of a key is empty"),
            "-" => format!("the {noun} of a key cannot be left open"),
            text => format!("there is no {noun} `{text}`"),
        };
        let near = did_you_mean(self.text, known).map(str::to_owned);
        Mistake { near, ..self.mistake(message, expected) }
    }
}

impl Names {
    /// Reads a key as people type it: trailing parts may be left off, and `-` leaves a part open.
    ///
    /// # Errors
    /// The first part that names nothing, or that cannot stand beside the others.
    pub fn read(&self, key: &str) -> Result<Query, Mistake> {
        let whole = Word { text: key, at: 0 };
        let parts: Vec<Word> = whole.split('/').collect();
        let (first, what) = match parts[..] {
            [first, what, ..] if parts.len() <= 5 => (first, what),
            [wave] if key.is_empty() || self.read_waves(wave).is_ok() => {
                return Err(whole.mistake(format!("`{key}` does not say what is measured"), SHAPE));
            }
            [wave] => return Err(self.read_waves(wave).err().unwrap_or(wave.mistake("", SHAPE))),
            _ => {
                let message = format!("`{key}` has {} parts", parts.len());
                return Err(whole.mistake(message, SHAPE));
            }
        };
        let open = Word { text: "-", at: key.len() };
        let part = |index: usize| parts.get(index).copied().unwrap_or(open);
        let (wave, matched) = self.read_waves(first)?;
        let (what, figure) = self.read_what(what)?;
        let place = self.read_place(part(2), part(4))?;
        let whose = self.read_whose(part(3), what)?;
        let query = Query { wave, matched, what, place, whose, figure };
        check_figure(&query, parts[1], first, part(3))?;
        Ok(query)
    }

    fn read_waves(&self, word: Word) -> Result<(u8, Waves), Mistake> {
        let mut read = word.split('~').map(|id| {
            let known = self.waves.iter().position(|known| known == id.text);
            let index = known.and_then(|index| u8::try_from(index).ok());
            let ids = self.waves.iter().map(String::as_str);
            index.map(|index| (id, index)).ok_or_else(|| id.unknown("wave", "a wave's id", ids))
        });
        let (_, wave) = read.next().unwrap_or_else(|| Err(word.mistake("", SHAPE)))?;
        let mut matched = Waves::NONE;
        for other in read {
            let (id, other) = other?;
            if other == wave || matched.contains(other) {
                let message = format!("the wave `{}` stands here twice", id.text);
                return Err(id.mistake(message, "waves that differ"));
            }
            matched = matched.with(other);
        }
        Ok((wave, matched))
    }

    fn read_what(&self, word: Word) -> Result<(What, Option<Figure>), Mistake> {
        let mut words = word.split(':');
        let id = words.next().unwrap_or(word);
        let figure = words.next();
        if let Some(more) = words.next() {
            let message = format!("`{}` follows a figure", more.text);
            return Err(more.mistake(message, "one figure at most"));
        }
        let what = match id.text {
            "index" => What::Index,
            "response" => What::Response,
            name => match self.instrument(name) {
                Some(id) => What::from(id),
                None => return Err(self.unknown_what(id)),
            },
        };
        let figure = figure.map(|word| {
            let names = Figure::ALL.map(Figure::name);
            let expected = format!("one of {}", names.join(" "));
            Figure::named(word.text).ok_or_else(|| word.unknown("figure", &expected, names))
        });
        Ok((what, figure.transpose()?))
    }

    fn unknown_what(&self, id: Word) -> Mistake {
        let known = self.dimensions().chain(self.practices()).chain(self.answerable());
        let expected = "`index`, `response`, or the id of a dimension, practice, item or question";
        let noun = "dimension, practice, item or question";
        id.unknown(noun, expected, known.chain(["index", "response"]))
    }

    fn read_place(&self, unit: Word, supplier: Word) -> Result<Place, Mistake> {
        if supplier.is_open() {
            return self.read_unit(unit);
        }
        let place = self.read_supplier(supplier)?;
        if !unit.is_open() {
            let message = format!("`{}` stands beside the supplier `{}`", unit.text, supplier.text);
            return Err(unit.mistake(message, "`-`: a supplier belongs to one unit already"));
        }
        Ok(place)
    }

    fn read_unit(&self, word: Word) -> Result<Place, Mistake> {
        if word.is_open() {
            return Ok(Place::Organisation);
        }
        match (self.unit(word.text), self.pool(word.text)) {
            (Some(unit), _) if self.root == Some(unit) => Ok(Place::Organisation),
            (Some(unit), _) => Ok(Place::Unit(unit)),
            (_, Some(pool)) => Ok(Place::Pool(pool)),
            _ => {
                let known = self.units().chain(self.pools.iter().map(String::as_str));
                let expected = "the id of a unit or pool, or `-` for the organisation";
                Err(word.unknown("unit or pool", expected, known))
            }
        }
    }

    fn read_supplier(&self, word: Word) -> Result<Place, Mistake> {
        let (group, name) = word.text.split_once('=').unwrap_or((word.text, ""));
        let name = Word { text: name, at: word.at + word.text.len() - name.len() };
        match group {
            "all" if name.text.is_empty() => Ok(Place::Suppliers(SupplierSet::All)),
            "type" => {
                let types = SupplierType::WORDS;
                let found = types.into_iter().find(|(known, _)| *known == name.text);
                let unknown = || {
                    let known = types.iter().map(|(known, _)| *known);
                    name.unknown("type of supplier", "a type of relationship", known)
                };
                let (_, kind) = found.ok_or_else(unknown)?;
                Ok(Place::Suppliers(SupplierSet::Type(kind)))
            }
            "category" => {
                let unknown = || {
                    let expected = "what some supplier is bought for";
                    name.unknown("category of suppliers", expected, self.categories())
                };
                let category = self.category(name.text).ok_or_else(unknown)?;
                Ok(Place::Suppliers(SupplierSet::Category(category)))
            }
            _ => self.supplier(word.text).map(Place::Supplier).ok_or_else(|| {
                let expected = "the id of a supplier, `type=…`, `category=…` or `all` for several, \
                                or `-` for none";
                word.unknown("supplier", expected, self.suppliers())
            }),
        }
    }

    fn read_whose(&self, word: Word, what: What) -> Result<Whose, Mistake> {
        let people = match word.text {
            "-" if what == What::Response => People::Everybody,
            "-" => return Ok(Whose::Published),
            text => match text.matches(['+', '_', '~']).next() {
                None => People::Audience(self.read_audience(word)?),
                Some(mark) if text.contains(|c| "+_~".contains(c) && !mark.contains(c)) => {
                    let expected = "one of `a+b`, `a_b` and `a~b`, not a mixture";
                    return Err(
                        word.mistake(format!("`{text}` joins groups in two ways"), expected)
                    );
                }
                Some("~") => self.read_gap(word)?,
                Some(mark) => {
                    let set = self.read_set(word, mark)?;
                    if mark == "+" { People::Composite(set) } else { People::Merged(set) }
                }
            },
        };
        Ok(Whose::These(people))
    }

    fn read_audience(&self, word: Word) -> Result<u8, Mistake> {
        let expected = "the id of an audience, or `-` for all that are shown";
        let unknown = || word.unknown("audience", expected, self.audiences());
        self.audience(word.text).ok_or_else(unknown)
    }

    fn read_set(&self, word: Word, mark: &str) -> Result<Audiences, Mistake> {
        let mut set = Audiences::default();
        for id in word.split(mark.chars().next().unwrap_or('+')) {
            let audience = self.read_audience(id)?;
            if set.contains(audience) {
                let message = format!("the audience `{}` stands here twice", id.text);
                return Err(id.mistake(message, "audiences that differ"));
            }
            set = Audiences::of(set.iter().chain([audience]));
        }
        Ok(set)
    }

    fn read_gap(&self, word: Word) -> Result<People, Mistake> {
        let sides: Vec<Word> = word.split('~').collect();
        let [first, second] = sides[..] else {
            let message = format!("`{}` names {} sides", word.text, sides.len());
            return Err(word.mistake(message, "two audiences: a gap is the first minus the second"));
        };
        self.read_set(word, "~")?;
        Ok(People::Gap(self.read_audience(first)?, self.read_audience(second)?))
    }
}

/// Figures that exist only for some keys: how many answered, and what takes one thing from another.
fn check_figure(query: &Query, what: Word, waves: Word, people: Word) -> Result<(), Mistake> {
    let Some(figure) = query.figure else { return Ok(()) };
    let counts = [Figure::N, Figure::Invited, Figure::Rate];
    let is_gap = matches!(query.whose, Whose::These(People::Gap(..)));
    match figure {
        Figure::Change if query.matched.only().is_none() => {
            let message = format!("`{}` is not two waves", waves.text);
            Err(waves.mistake(message, "two for a change, as in `2026-Q3~2026-Q2`: now and before"))
        }
        Figure::Gap if !is_gap => {
            let message = format!("`{}` is not two sides", people.text);
            Err(people.mistake(message, "two for a gap, as in `internal~supplier`"))
        }
        Figure::Rate if query.what != What::Response => {
            Err(what.mistake("`rate` is a figure of `response` only", "`response:rate`"))
        }
        figure if query.what == What::Response && !counts.contains(&figure) => {
            let message = format!("`response` has no figure `{}`", figure.name());
            Err(what.mistake(message, "n, invited or rate"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
