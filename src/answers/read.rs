//! Answer files in TOML, read, checked and put together: many files and many pieces at once,
//! with a result and messages that do not depend on who was first.

use super::batch::{self, Row};
use super::chunks::chunks;
use super::invited;
use super::sheet::Sheet;
use super::{Answer, Responses, invitations};
use crate::content::{Fields, Glance, Part, Row as Field};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::Names;
use crate::organisation::Organisation;
use crate::source::{Located, Source};
use crate::survey::{Survey, Wave};
use rayon::prelude::*;
use std::ops::RangeInclusive;

/// The longest comment, in characters.
const LONGEST: usize = 10_000;

/// Reads the answers of one wave.
pub fn read(
    files: &[Source],
    wave: &Wave,
    survey: &Survey,
    names: &Names,
    organisation: &Organisation,
    to: &mut Diagnostics,
) -> Responses {
    let sheet = Sheet::new(wave, survey, names, organisation);
    let read: Vec<_> = files.par_iter().map(|file| read_file(file, &sheet)).collect();
    let mut rows = Vec::new();
    for (own, problems) in read {
        rows.extend(own);
        to.append(problems);
    }
    let mut responses = batch::columns(rows, files, &sheet, to);
    responses.invitations = invitations(wave, names, organisation, to);
    responses
}

fn read_file(file: &Source, sheet: &Sheet<'_>) -> (Vec<Row>, Diagnostics) {
    let whole = file.file_part();
    let pieces = chunks(&whole);
    let read: Option<Vec<_>> = match pieces.len() {
        1 => None,
        _ => {
            pieces.par_iter().enumerate().map(|(at, piece)| read_piece(at, piece, sheet)).collect()
        }
    };
    let Some(read) = read else {
        let mut problems = Diagnostics::default();
        let fields = Fields::parse(&whole, &mut problems);
        let rows = read_whole(fields, sheet, &mut problems);
        return (rows, problems);
    };
    let (mut rows, mut all) = (Vec::new(), Diagnostics::default());
    for (own, problems) in read {
        rows.extend(own);
        all.append(problems);
    }
    (rows, all)
}

/// Reads the head of a file (piece 0) or some of its responses. Nothing comes back when the
/// piece cannot stand alone; the file is then read as a whole.
fn read_piece(at: usize, piece: &Part<'_>, sheet: &Sheet<'_>) -> Option<(Vec<Row>, Diagnostics)> {
    let mut problems = Diagnostics::default();
    let mut fields = Fields::parse(piece, &mut problems);
    if problems.has_errors() || (at == 0) == fields.has("response") {
        return None;
    }
    if at == 0 {
        read_head(&mut fields, sheet, &mut problems);
        // The responses stand in the other pieces; asked for here so that hints name the key.
        fields.take("response");
        fields.finish(&mut problems);
        return Some((Vec::new(), problems));
    }
    let rows = read_responses(&mut fields, sheet, &mut problems);
    fields.glances().next().is_none().then_some((rows, problems))
}

fn read_whole(mut fields: Fields<'_>, sheet: &Sheet<'_>, to: &mut Diagnostics) -> Vec<Row> {
    read_head(&mut fields, sheet, to);
    let rows = read_responses(&mut fields, sheet, to);
    fields.finish(to);
    rows
}

fn read_head(fields: &mut Fields<'_>, sheet: &Sheet<'_>, to: &mut Diagnostics) {
    if let Some(survey) = fields.text("survey", to) {
        must_be(&survey, &sheet.survey.id, (Code::WrongSurvey, "survey"), to);
    }
    if let Some(wave) = fields.text("wave", to) {
        must_be(&wave, &sheet.wave.id, (Code::WrongWave, "wave"), to);
    }
    if let Some(form) = fields.optional_text("form", to) {
        must_be(&form, &sheet.wave.form, (Code::WrongForm, "form"), to);
    }
    fields.optional_text("language", to);
}

fn must_be(
    found: &Located<String>,
    expected: &str,
    (code, what): (Code, &str),
    to: &mut Diagnostics,
) {
    if found.value != expected {
        let message = format!("these answers are for {what} `{}`", found.value);
        let advice = match code {
            Code::WrongWave => "answers lie in the folder of the wave that they were given in",
            Code::WrongForm => "all answers of a wave are given on the form that wave.toml names",
            _ => "answers name the `id` of the survey.toml that their questions stand in",
        };
        to.push(
            Diagnostic::error(code, found.spot.clone(), message)
                .label(format!("expected `{expected}`"))
                .hint(advice),
        );
    }
}

fn read_responses(fields: &mut Fields<'_>, sheet: &Sheet<'_>, to: &mut Diagnostics) -> Vec<Row> {
    let tables = fields.tables("response", to);
    tables.into_iter().filter_map(|table| read_response(table, sheet, to)).collect()
}

fn read_response(mut table: Fields<'_>, sheet: &Sheet<'_>, to: &mut Diagnostics) -> Option<Row> {
    let id = read_id(&mut table, to);
    let audience = table.text("audience", to).and_then(|audience| {
        let known = sheet.names.audience(&audience.value);
        if known.is_none() {
            to.push_with(&audience.spot, Code::UnknownName, || {
                Diagnostic::unknown("audience", &audience, sheet.names.audiences())
            });
        }
        known
    });
    let place = read_place(&mut table, audience, sheet, to);
    let mut answers = sheet.empty(audience);
    if let Some(given) = table.optional_table("answers", to) {
        for answer in given.glances() {
            record(&answer, audience, sheet, &mut answers, to);
        }
    }
    let mut comments = Vec::new();
    if let Some(mut given) = table.optional_table("comments", to) {
        let rows = given.take_rest().into_iter();
        comments.extend(rows.filter_map(|comment| read_comment(comment, audience, sheet, to)));
    }
    table.finish(to);
    let (id, (unit, supplier), audience) = (id?, place?, audience?);
    Some(Row {
        id: id.value.into_boxed_str(),
        supplier,
        audience,
        unit,
        spot: id.spot,
        answers,
        comments,
    })
}

fn read_id(table: &mut Fields<'_>, to: &mut Diagnostics) -> Option<Located<String>> {
    let id = table.text("id", to)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if id.value.len() <= 64 && id.value.bytes().all(plain) {
        return Some(id);
    }
    to.push(
        Diagnostic::error(Code::BadId, id.spot, "this cannot be the id of a response")
            .label("expected 1 to 64 letters, digits, `-` and `_`")
            .hint("an id is random and tells nothing of the person"),
    );
    None
}

/// The unit and the supplier of a response, as its audience asks for.
fn read_place(
    table: &mut Fields<'_>,
    audience: Option<u8>,
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> Option<(u16, Option<u16>)> {
    let its_own = audience.is_some_and(|audience| sheet.is_supplier_side(audience));
    let needs_unit = audience.is_some() && !its_own;
    let unit = if needs_unit { table.text("unit", to) } else { table.optional_text("unit", to) };
    let supplier =
        if its_own { table.text("supplier", to) } else { table.optional_text("supplier", to) };
    let named = supplier.is_some();
    let supplier = supplier
        .and_then(|id| invited::supplier(&id, sheet.wave, sheet.names, sheet.organisation, to));
    if let Some(unit) = unit.as_ref().filter(|_| its_own) {
        to.push(
            Diagnostic::error(
                Code::OwnUnit,
                unit.spot.clone(),
                "a supplier's own people name no unit",
            )
            .label("expected no `unit` here")
            .hint("take the line out: they count to the unit of their supplier"),
        );
    }
    if its_own {
        let own = sheet.organisation.suppliers.get(usize::from(supplier?))?;
        return Some((u16::try_from(own.unit).ok()?, supplier));
    }
    let unit = invited::unit(&unit?, sheet.wave, sheet.names, sheet.organisation, to)?;
    (supplier.is_some() == named).then_some((unit, supplier))
}

/// Writes one answer into its box.
fn record(
    answer: &Glance<'_, '_>,
    audience: Option<u8>,
    sheet: &Sheet<'_>,
    answers: &mut [u8],
    to: &mut Diagnostics,
) {
    let Some(column) = sheet.column(answer.key()) else {
        return unknown_item(&answer.row(), sheet, to);
    };
    let Some(range) = sheet.range(column) else {
        return to.push(not_a_point(&answer.row(), sheet.is_comment(column)));
    };
    let given = match answer.as_integer() {
        Some(value) if range.contains(&value) => Answer::point(value - range.start()),
        Some(_) => None,
        None if answer.as_text() == Some("na") => Some(Answer::NotApplicable),
        None => return to.push(wrong_kind(&answer.row(), column, &range, sheet)),
    };
    let Some(given) = given else {
        return to.push(outside(&answer.row(), &range));
    };
    match answers.get_mut(column) {
        Some(cell) if *cell != Answer::NotAsked.byte() => *cell = given.byte(),
        _ => to.push(not_asked(&answer.row(), column, audience, sheet)),
    }
}

fn read_comment(
    row: Field<'_>,
    audience: Option<u8>,
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> Option<(u16, Box<str>)> {
    let Some(column) = sheet.column(&row.key.value) else {
        unknown_item(&row, sheet, to);
        return None;
    };
    if !sheet.is_comment(column) {
        let message = format!("`{}` is answered by a number, not by a comment", row.key.value);
        to.push(
            Diagnostic::error(Code::WrongType, row.key.spot, message)
                .label("expected the id of a question of the kind `comment`"),
        );
        return None;
    }
    let question = audience.and_then(|audience| sheet.asked_comment(column, audience));
    if question.is_none() && audience.is_some() {
        to.push(not_asked(&row, column, audience, sheet));
    }
    let text = row.text(to)?;
    let kept = |letter: &char| !letter.is_control() || ['\n', '\t'].contains(letter);
    let clean: String = text.value.chars().filter(kept).collect();
    let length = clean.trim().chars().count();
    if length > LONGEST {
        to.push(
            Diagnostic::error(
                Code::TooLong,
                text.spot,
                format!("a comment of {length} characters"),
            )
            .label(format!("expected at most {LONGEST}")),
        );
        return None;
    }
    (length > 0).then_some((question?, clean.trim().into()))
}

fn unknown_item(row: &Field<'_>, sheet: &Sheet<'_>, to: &mut Diagnostics) {
    let (id, spot) = (&row.key.value, &row.key.spot);
    to.push_with(spot, Code::UnknownItem, || {
        Diagnostic::error(Code::UnknownItem, spot.clone(), format!("there is no item `{id}`"))
            .label("expected the id of an item or question of survey.toml")
            .suggest(id, sheet.names.answerable())
    });
}

fn not_a_point(row: &Field<'_>, is_comment: bool) -> Diagnostic {
    let id = &row.key.value;
    let message = format!("`{id}` has no scale, so it takes no answer here");
    let problem = Diagnostic::error(Code::WrongType, row.key.spot.clone(), message);
    match is_comment {
        true => problem.label("expected under `[response.comments]`"),
        false => problem.label("expected an item with a scale"),
    }
}

fn wrong_kind(
    row: &Field<'_>,
    column: usize,
    range: &RangeInclusive<i64>,
    sheet: &Sheet<'_>,
) -> Diagnostic {
    let message = format!("`{}` is {}", row.key.value, row.describe());
    let (low, high) = (range.start(), range.end());
    let problem = Diagnostic::error(Code::WrongType, row.spot.clone(), message)
        .label(format!("expected a whole number, {low} to {high}, or \"na\""));
    let text = row.as_text().unwrap_or_default().trim();
    let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    if let Ok(number) = text.parse::<i64>() {
        problem.hint(format!("write {number} without quotes"))
    } else if let Some(point) = sheet.labelled(column, text) {
        problem.hint(format!("write {point} for `{text}`"))
    } else if letters.eq_ignore_ascii_case("na") {
        problem.hint("write \"na\" for don't know or not applicable")
    } else {
        problem.hint("leave an item out that was not answered")
    }
}

fn outside(row: &Field<'_>, range: &RangeInclusive<i64>) -> Diagnostic {
    let message = format!("`{}` is {}", row.key.value, row.describe());
    Diagnostic::error(Code::OutsideScale, row.spot.clone(), message).label(format!(
        "expected {} to {}, or \"na\"",
        range.start(),
        range.end()
    ))
}

fn not_asked(
    row: &Field<'_>,
    column: usize,
    audience: Option<u8>,
    sheet: &Sheet<'_>,
) -> Diagnostic {
    let id = &row.key.value;
    let (wave, form) = (&sheet.wave.id, &sheet.wave.form);
    let audience = audience.and_then(|audience| sheet.survey.audiences.get(usize::from(audience)));
    let who = audience.map_or("these people", |audience| audience.id.as_str());
    let message = match sheet.is_on_form(column) {
        true => format!("`{id}` is not put to audience `{who}`"),
        false => format!("`{id}` is not on the form `{form}` of wave {wave}"),
    };
    Diagnostic::error(Code::NotAsked, row.key.spot.clone(), message)
        .label("expected no answer to this")
        .hint("take the line out, or mend `forms` and `audiences` of the item in survey.toml")
}

#[cfg(test)]
mod tests;
