//! comments.toml: which comments the editor lets people read, and in which words.
//!
//! Nothing is quoted that is not named here. Where an answer file of the wave is faulty, its
//! responses may be missing, so those who name them are not blamed.

use super::Responses;
use super::check::{check_comment, check_id};
use super::faults;
use super::responses::Decision;
use super::sheet::Sheet;
use crate::content::{Fields, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Source, Spot};
use crate::survey::QuestionKind;
use std::collections::BTreeMap;

/// The decisions as they are written.
const DECISIONS: [(&str, Verb); 2] = [("approve", Verb::Approve), ("redact", Verb::Redact)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Approve,
    Redact,
}

/// One `[[comment]]`, as far as it could be understood.
struct Entry {
    id: Option<Located<String>>,
    question: Option<Located<String>>,
    supplier: Option<Located<String>>,
    decision: Option<Decision>,
    /// Where the words stand that are to be shown instead.
    words: Option<Spot>,
    /// Where the entry starts.
    spot: Spot,
}

/// Reads the decisions of a wave and writes them beside its comments.
pub(super) fn read(
    file: &Source,
    sheet: &Sheet<'_>,
    responses: &mut Responses,
    to: &mut Diagnostics,
) {
    let is_whole = !to.has_errors_in(&file.path.replace("comments.toml", "answers/"));
    let mut fields = parse_toml(file, to);
    let tables = fields.tables("comment", to);
    fields.finish(to);
    let mut decided: BTreeMap<usize, Spot> = BTreeMap::new();
    for table in tables {
        let entry = read_entry(table, to);
        let mut own = Diagnostics::default();
        let comment = find(&entry, sheet, responses, &mut own);
        if !is_whole {
            own.withdraw(&[Code::UnknownComment, Code::Missing]);
        }
        to.append(own);
        let Some(comment) = comment else { continue };
        if let Some(first) = decided.get(&comment) {
            to.push(decided_twice(&entry, first, file));
            continue;
        }
        decided.insert(comment, entry.spot.clone());
        let comment = &mut responses.comments[comment];
        match (entry.decision, entry.words) {
            (Some(Decision::Redacted(words)), Some(spot)) if words == comment.text => {
                to.push(nothing_taken_out(spot));
            }
            (decision, _) => comment.decision = decision.unwrap_or_default(),
        }
    }
}

fn read_entry(mut table: Fields<'_>, to: &mut Diagnostics) -> Entry {
    let spot = table.spot().clone();
    let id = table.text("id", to).filter(|id| check_id(id, to));
    let question = table.text("question", to);
    let supplier = table.optional_text("supplier", to);
    let verb = table.choice("decision", &DECISIONS, to).map(|verb| verb.value);
    let (decision, words) = match verb {
        Some(Verb::Approve) => {
            refuse_text(&mut table, to);
            (Some(Decision::Approved), None)
        }
        Some(Verb::Redact) => match table.text("text", to) {
            Some(text) => (check_comment(&text, to).map(Decision::Redacted), Some(text.spot)),
            None => (None, None),
        },
        None => {
            table.take("text");
            (None, None)
        }
    };
    table.finish(to);
    Entry { id, question, supplier, decision, words, spot }
}

/// An approved comment is quoted as it is, so other words beside it are a slip of one or the other.
fn refuse_text(table: &mut Fields<'_>, to: &mut Diagnostics) {
    let Some(text) = table.take("text") else { return };
    to.push(
        Diagnostic::error(Code::Conflict, text.key.spot, "`text` stands beside `approve`")
            .label("an approved comment is quoted as it was written")
            .hint("write `decision = \"redact\"` to quote these words instead, or take them out"),
    );
}

/// The place of the comment that an entry is about. What an entry lacks was reported when it was
/// read.
fn find(
    entry: &Entry,
    sheet: &Sheet<'_>,
    responses: &Responses,
    to: &mut Diagnostics,
) -> Option<usize> {
    let asked = entry.question.as_ref();
    let question = asked.and_then(|id| question(id, sheet, to));
    let response = response_of(entry.id.as_ref()?, entry.supplier.as_ref(), sheet, responses, to)?;
    let (question, asked) = (question?, asked?);
    let own = responses.comments_of(response);
    let comment = own.clone().find(|&at| responses.comments[at].question == question);
    if comment.is_none() {
        let questions = own.map(|at| usize::from(responses.comments[at].question));
        let own = questions.map(|question| sheet.survey.questions[question].id.as_str());
        let own: Vec<_> = own.collect();
        let message = format!("this response has no comment on `{}`", asked.value);
        let problem = Diagnostic::error(Code::UnknownComment, asked.spot.clone(), message);
        to.push(match own.is_empty() {
            true => problem.label("it has no comment at all"),
            false => problem.label(format!("it has one on: {}", own.join(", "))),
        });
    }
    comment
}

/// The comment question of this id.
fn question(id: &Located<String>, sheet: &Sheet<'_>, to: &mut Diagnostics) -> Option<u16> {
    match sheet.column(&id.value) {
        Some(column) if sheet.is_comment(column) => {
            return u16::try_from(column - sheet.survey.items.len()).ok();
        }
        Some(_) => to.push(faults::no_comment(id)),
        None => {
            let comments = sheet.survey.questions.iter();
            let comments = comments.filter(|question| question.kind == QuestionKind::Comment);
            let known = comments.map(|question| question.id.as_str());
            to.push(Diagnostic::unknown("comment question", id, known));
        }
    }
    None
}

/// The response that has this id and is about this supplier, or about none.
fn response_of(
    id: &Located<String>,
    supplier: Option<&Located<String>>,
    sheet: &Sheet<'_>,
    responses: &Responses,
    to: &mut Diagnostics,
) -> Option<usize> {
    let named = supplier.map(|name| sheet.names.supplier(&name.value));
    if let (Some(name), Some(None)) = (supplier, named) {
        to.push(Diagnostic::unknown("supplier", name, sheet.names.suppliers()));
        return None;
    }
    let own = responses.of_id(&id.value);
    let found = own.clone().find(|&at| responses.suppliers[at] == named.flatten());
    if own.is_empty() {
        let message = format!("no response of wave {} has the id `{}`", sheet.wave.id, id.value);
        to.push(
            Diagnostic::error(Code::UnknownComment, id.spot.clone(), message)
                .label("expected the `id` of a response in answers/"),
        );
    } else if found.is_none() {
        let about = own.filter_map(|at| responses.suppliers[at]);
        let about = about.map(|at| sheet.organisation.suppliers[usize::from(at)].id.as_str());
        to.push(other_supplier(id, supplier, &about.collect::<Vec<_>>()));
    }
    found
}

/// A response that is not about the supplier named, or about one where none is named.
fn other_supplier(
    id: &Located<String>,
    supplier: Option<&Located<String>>,
    names: &[&str],
) -> Diagnostic {
    match supplier {
        None => {
            let message = format!("`supplier` is missing: `{}` answers about one", id.value);
            Diagnostic::error(Code::Missing, id.spot.clone(), message)
                .label(format!("expected `supplier` in this table, one of: {}", names.join(", ")))
        }
        Some(name) => {
            let message = format!("`{}` does not answer about `{}`", id.value, name.value);
            let problem = Diagnostic::error(Code::UnknownComment, name.spot.clone(), message);
            match names.is_empty() {
                true => problem.label("expected no `supplier`: it answers about none"),
                false => problem.label(format!("it answers about: {}", names.join(", "))),
            }
        }
    }
}

fn decided_twice(entry: &Entry, first: &Spot, file: &Source) -> Diagnostic {
    let line = file.text.bytes().take(first.start).filter(|&byte| byte == b'\n').count() + 1;
    Diagnostic::error(Code::Repeated, entry.spot.clone(), "this comment is decided about twice")
        .label(format!("the first decision stands in line {line}"))
        .hint("take one of the two out")
}

fn nothing_taken_out(spot: Spot) -> Diagnostic {
    Diagnostic::error(Code::Conflict, spot, "these are the words as they were written")
        .label("expected the comment without what must not be read")
        .hint("write `decision = \"approve\"` to quote it as it is")
}
