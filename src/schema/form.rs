//! What can stand under a key.

use serde_json::Value;

/// A table: its keys, and no others.
pub(super) type Table = Vec<Key>;

/// One key of a table.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub name: &'static str,
    /// What it is for, in plain sentences.
    pub about: &'static str,
    pub form: Form,
    /// Whether every such table has it.
    pub is_needed: bool,
    /// What holds where it is absent.
    pub default: Option<Value>,
}

/// The form of a value.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// A text.
    Text,
    /// A text that is not empty.
    Words,
    /// A text of so many characters.
    Sized(u32, u32),
    /// A text that matches.
    Pattern(&'static str),
    /// An id that is declared here.
    Id,
    /// One of a few words.
    OneOf(Vec<&'static str>),
    /// A day.
    Day,
    /// `true` or `false`.
    Flag,
    /// A whole number, from one to another.
    Whole(i64, i64),
    /// A whole number of any size.
    Integer,
    /// A number.
    Number,
    /// A number above 0.
    Weight,
    /// Any single value.
    Single,
    /// At least so many of the same, each once.
    List(usize, Box<Form>),
    /// A table.
    Table(Table),
    /// So many tables at least (`[[key]]`).
    Tables(usize, Table),
    /// A table whose keys match.
    Map(&'static str, Box<Form>),
    /// One form or another.
    Either(Vec<Form>),
}

/// What an id looks like: of a unit, supplier, item, form, action and so on.
pub(super) const ID: &str = "^[a-z0-9][a-z0-9-]{0,63}$";
/// The name of a wave's folder.
const WAVE: &str = "^[A-Za-z0-9][A-Za-z0-9-]{0,63}$";
/// The id of a response.
const RESPONSE: &str = "^[A-Za-z0-9_-]{1,64}$";
/// A language code.
const LANGUAGE: &str = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$";

/// A key that every table has.
pub(super) fn needed(name: &'static str, form: Form, about: &'static str) -> Key {
    Key { name, about, form, is_needed: true, default: None }
}

/// A key that may be absent.
pub(super) fn optional(name: &'static str, form: Form, about: &'static str) -> Key {
    Key { is_needed: false, ..needed(name, form, about) }
}

impl Key {
    /// The same, with what holds where it is absent.
    pub fn or(self, default: impl Into<Value>) -> Self {
        Self { default: Some(default.into()), ..self }
    }
}

/// The id of something that is declared elsewhere.
pub(super) fn name() -> Form {
    Form::Pattern(ID)
}

/// The id of a wave.
pub(super) fn wave() -> Form {
    Form::Pattern(WAVE)
}

/// The id of a response.
pub(super) fn response() -> Form {
    Form::Pattern(RESPONSE)
}

/// A language code.
pub(super) fn language() -> Form {
    Form::Pattern(LANGUAGE)
}

/// A list that may be empty.
pub(super) fn list(of: Form) -> Form {
    Form::List(0, Box::new(of))
}

/// A table whose keys are ids.
pub(super) fn by_id(of: Form) -> Form {
    Form::Map(ID, Box::new(of))
}

/// A table whose keys are waves.
pub(super) fn by_wave(of: Form) -> Form {
    Form::Map(WAVE, Box::new(of))
}

/// A table whose keys are anything.
pub(super) fn by_text(of: Form) -> Form {
    Form::Map("", Box::new(of))
}

/// The same in each language.
pub(super) fn by_language(of: Form) -> Form {
    Form::Map(LANGUAGE, Box::new(of))
}

/// A text in each language.
pub(super) fn texts() -> Form {
    by_language(Form::Words)
}

/// One of these words.
pub(super) fn one_of<T>(words: &[(&'static str, T)]) -> Form {
    Form::OneOf(words.iter().map(|(word, _)| *word).collect())
}
