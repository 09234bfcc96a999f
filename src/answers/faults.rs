//! What is said of an answer that cannot be right, in the words of the file it stands in.

use super::sheet::{Fault, Sheet};
use crate::diag::{Code, Diagnostic};
use crate::source::{Located, Spot};

/// How an answer file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `item = value`.
    Toml,
    /// A cell in the column of the item.
    Csv,
}

/// One answer as found.
#[derive(Debug)]
pub(super) struct Found<'a> {
    /// The id of the item or question.
    pub(super) id: &'a str,
    /// Where the id stands; in a table, the cell.
    pub(super) key: &'a Spot,
    /// Where the value stands.
    pub(super) value: &'a Spot,
    /// What it is ("the whole number 6").
    pub(super) is: String,
    /// The value, if it is a text.
    pub(super) text: &'a str,
    pub(super) form: Form,
}

impl Found<'_> {
    /// Says what is wrong with it.
    pub(super) fn tell(
        &self,
        fault: &Fault,
        column: usize,
        audience: Option<u8>,
        sheet: &Sheet<'_>,
    ) -> Diagnostic {
        let message = format!("`{}` is {}", self.id, self.is);
        match fault {
            Fault::NoScale => self.no_scale(sheet.is_comment(column)),
            Fault::WrongKind(range) => {
                let (low, high) = (range.start(), range.end());
                Diagnostic::error(Code::WrongType, self.value.clone(), message)
                    .label(format!("expected a whole number, {low} to {high}, or \"na\""))
                    .hint(self.advice(column, sheet))
            }
            Fault::Outside(range) => {
                let (low, high) = (range.start(), range.end());
                Diagnostic::error(Code::OutsideScale, self.value.clone(), message)
                    .label(format!("expected {low} to {high}, or \"na\""))
            }
            Fault::NotAsked => not_asked((self.id, self.key, self.form), column, audience, sheet),
        }
    }

    fn no_scale(&self, is_comment: bool) -> Diagnostic {
        let message = format!("`{}` has no scale, so it takes no answer here", self.id);
        let problem = Diagnostic::error(Code::WrongType, self.key.clone(), message);
        match is_comment {
            true => problem.label("expected under `[response.comments]`"),
            false => problem.label("expected an item with a scale"),
        }
    }

    /// What to write instead of a text.
    fn advice(&self, column: usize, sheet: &Sheet<'_>) -> String {
        let text = self.text.trim();
        let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        if let Ok(number) = text.parse::<i64>() {
            format!("write {number} without quotes")
        } else if let Some(point) = sheet.labelled(column, text) {
            format!("write {point} for `{text}`")
        } else if letters.eq_ignore_ascii_case("na") {
            "write \"na\" for don't know or not applicable".to_owned()
        } else {
            match self.form {
                Form::Toml => "leave an item out that was not answered".to_owned(),
                Form::Csv => "leave the cell of an item empty that was not answered".to_owned(),
            }
        }
    }
}

/// A key or column that the instrument does not have.
pub(super) fn unknown_item(id: &Located<String>, sheet: &Sheet<'_>) -> Diagnostic {
    let message = format!("there is no item `{}`", id.value);
    Diagnostic::error(Code::UnknownItem, id.spot.clone(), message)
        .label("expected the id of an item or question of survey.toml")
        .suggest(&id.value, sheet.names.answerable())
}

/// A comment on something that takes none.
pub(super) fn no_comment(id: &Located<String>) -> Diagnostic {
    let message = format!("`{}` is answered by a number, not by a comment", id.value);
    Diagnostic::error(Code::WrongType, id.spot.clone(), message)
        .label("expected the id of a question of the kind `comment`")
}

/// An answer of people who were not asked.
pub(super) fn not_asked(
    (id, spot, form): (&str, &Spot, Form),
    column: usize,
    audience: Option<u8>,
    sheet: &Sheet<'_>,
) -> Diagnostic {
    let audience = audience.and_then(|audience| sheet.survey.audiences.get(usize::from(audience)));
    let who = audience.map_or("these people", |audience| audience.id.as_str());
    let message = match sheet.is_on_form(column) {
        true => format!("`{id}` is not put to audience `{who}`"),
        false => {
            format!("`{id}` is not on the form `{}` of wave {}", sheet.wave.form, sheet.wave.id)
        }
    };
    let remedy = match form {
        Form::Toml => "take the line out",
        Form::Csv => "empty the cell",
    };
    Diagnostic::error(Code::NotAsked, spot.clone(), message)
        .label("expected no answer to this")
        .hint(format!("{remedy}, or mend `forms` and `audiences` of the item in survey.toml"))
}
