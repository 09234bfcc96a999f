//! Responses as they are read, a row each, before rows of all files become columns.

use super::sheet::Sheet;
use super::{Answer, Comment, Responses};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Spot};
use std::collections::BTreeMap;

/// One response.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) id: Box<str>,
    pub(super) supplier: Option<u16>,
    pub(super) audience: u8,
    pub(super) unit: u16,
    /// Where its id stands.
    pub(super) spot: Spot,
    /// A byte for each box of the sheet.
    pub(super) answers: Vec<u8>,
    /// Index of the question, and the words.
    pub(super) comments: Vec<(u16, Box<str>)>,
}

/// Puts the rows of all files in order, refuses repeats, and turns rows into columns.
pub(super) fn columns(
    mut rows: Vec<Row>,
    files: &[Source],
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> Responses {
    rows.sort_by(|a, b| (&a.id, a.supplier, &a.spot).cmp(&(&b.id, b.supplier, &b.spot)));
    refuse_repeats(&mut rows, files, to);
    let (items, width) = (sheet.survey.items.len(), sheet.width());
    let mut columns = vec![Vec::with_capacity(rows.len()); width];
    let mut responses = Responses::default();
    for (response, row) in rows.into_iter().enumerate() {
        responses.ids.push(row.id);
        responses.audiences.push(row.audience);
        responses.units.push(row.unit);
        responses.suppliers.push(row.supplier);
        for (column, answer) in columns.iter_mut().zip(row.answers) {
            column.push(answer);
        }
        let mut comments = row.comments;
        comments.sort();
        responses.comments.extend(comments.into_iter().map(|(question, text)| Comment {
            response,
            question,
            text,
        }));
    }
    responses.questions = columns.split_off(items);
    responses.items = columns;
    debug_assert!(
        responses
            .questions
            .iter()
            .zip(&sheet.survey.questions)
            .all(|(column, question)| question.scale.is_some()
                || column.iter().all(|&byte| Answer::of(byte) == Answer::NotAsked))
    );
    responses
}

/// Keeps the first of each (id, supplier) and reports the others.
fn refuse_repeats(rows: &mut Vec<Row>, files: &[Source], to: &mut Diagnostics) {
    let texts: BTreeMap<&str, &str> = files.iter().map(|file| (&*file.path, &*file.text)).collect();
    rows.dedup_by(|second, first| {
        let repeated = (&second.id, second.supplier) == (&first.id, first.supplier);
        if repeated {
            let text = texts.get(&*first.spot.file).copied().unwrap_or_default();
            let before = text.get(..first.spot.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let message = format!("`{}` answers a second time about the same supplier", second.id);
            to.push(
                Diagnostic::error(Code::RepeatedResponse, second.spot.clone(), message)
                    .label(format!("the first is at {}:{line}", first.spot.file))
                    .hint("one person answers once about each supplier; take one of the two out"),
            );
        }
        repeated
    });
}
