//! Answer files in TOML, a long one in many pieces at once.

use super::batch::{Batch, Who};
use super::check::{check_audience, check_comment, check_id, check_who};
use super::chunks::chunks;
use super::faults::{self, Form, Found};
use super::sheet::{Given, Sheet};
use crate::content::{Fields, Glance, Part, Row};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Source};
use rayon::prelude::*;

/// Reads one file: some batches of responses, and what is wrong with it.
pub(super) fn read(file: &Source, sheet: &Sheet<'_>) -> (Vec<Batch>, Diagnostics) {
    let whole = file.file_part();
    let pieces = chunks(&whole);
    let read: Option<Vec<_>> = match pieces.len() {
        1 => None,
        _ => {
            pieces.par_iter().enumerate().map(|(at, piece)| read_piece(at, piece, sheet)).collect()
        }
    };
    let mut problems = Diagnostics::default();
    let Some(read) = read else {
        let fields = Fields::parse(&whole, &mut problems);
        let batch = read_whole(fields, sheet, &mut problems);
        return (vec![batch], problems);
    };
    let mut batches = Vec::with_capacity(read.len());
    for (batch, own) in read {
        batches.push(batch);
        problems.append(own);
    }
    (batches, problems)
}

/// Reads the head of a file (piece 0) or some of its responses. Nothing comes back when the
/// piece cannot stand alone; the file is then read as a whole.
fn read_piece(at: usize, piece: &Part<'_>, sheet: &Sheet<'_>) -> Option<(Batch, Diagnostics)> {
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
        return Some((Batch::default(), problems));
    }
    let batch = read_responses(&mut fields, sheet, &mut problems);
    fields.glances().next().is_none().then_some((batch, problems))
}

fn read_whole(mut fields: Fields<'_>, sheet: &Sheet<'_>, to: &mut Diagnostics) -> Batch {
    read_head(&mut fields, sheet, to);
    let batch = read_responses(&mut fields, sheet, to);
    fields.finish(to);
    batch
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

fn read_responses(fields: &mut Fields<'_>, sheet: &Sheet<'_>, to: &mut Diagnostics) -> Batch {
    let mut batch = Batch::new(&fields.spot().file, (0..sheet.width()).collect(), 0);
    for table in fields.tables("response", to) {
        read_response(table, sheet, &mut batch, to);
    }
    batch
}

fn read_response(
    mut table: Fields<'_>,
    sheet: &Sheet<'_>,
    batch: &mut Batch,
    to: &mut Diagnostics,
) -> Option<()> {
    let id = table.text("id", to).filter(|id| check_id(id, to));
    let audience = table.text("audience", to).and_then(|id| check_audience(&id, sheet, to));
    let who = read_who(&mut table, audience, sheet, to);
    let mut answers = sheet.empty(audience).to_vec();
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
    let (id, who) = (id?, who?);
    batch.push((&id.value, id.spot.start..id.spot.end), who, &answers, comments);
    Some(())
}

/// The unit and the supplier of a response, as its audience asks for.
fn read_who(
    table: &mut Fields<'_>,
    audience: Option<u8>,
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> Option<Who> {
    let its_own = audience.is_some_and(|audience| sheet.is_supplier_side(audience));
    let needs_unit = audience.is_some() && !its_own;
    let unit = if needs_unit { table.text("unit", to) } else { table.optional_text("unit", to) };
    let supplier =
        if its_own { table.text("supplier", to) } else { table.optional_text("supplier", to) };
    check_who(audience, unit.as_ref(), supplier.as_ref(), sheet, to)
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
        return unknown_item(&answer.row().key, sheet, to);
    };
    let given = match (answer.as_integer(), answer.as_text()) {
        (Some(number), _) => Given::Whole(number),
        (None, Some(text)) => Given::Text(text),
        (None, None) => Given::Other,
    };
    match sheet.judge(column, given, &answers[column]) {
        Ok(byte) => answers[column] = byte,
        Err(fault) => {
            let row = answer.row();
            let found = Found {
                id: &row.key.value,
                key: &row.key.spot,
                value: &row.spot,
                is: row.describe(),
                text: row.as_text().unwrap_or_default(),
                form: Form::Toml,
            };
            to.push(found.tell(&fault, column, audience, sheet));
        }
    }
}

fn unknown_item(id: &Located<String>, sheet: &Sheet<'_>, to: &mut Diagnostics) {
    to.push_with(&id.spot, Code::UnknownItem, || faults::unknown_item(id, sheet));
}

fn read_comment(
    row: Row<'_>,
    audience: Option<u8>,
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> Option<(u16, Box<str>)> {
    let Some(column) = sheet.column(&row.key.value) else {
        unknown_item(&row.key, sheet, to);
        return None;
    };
    if !sheet.is_comment(column) {
        to.push(faults::no_comment(&row.key));
        return None;
    }
    let question = audience.and_then(|audience| sheet.asked_comment(column, audience));
    if question.is_none() && audience.is_some() {
        let found = (&*row.key.value, &row.key.spot, Form::Toml);
        to.push(faults::not_asked(found, column, audience, sheet));
    }
    let words = check_comment(&row.text(to)?, to)?;
    Some((question?, words))
}
