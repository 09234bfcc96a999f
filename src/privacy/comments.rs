//! What people wrote: which comments may be quoted. A comment is never a figure: how many there are
//! of a group is told to nobody but the site's owner.
//!
//! A group is one audience's comments on one dimension in the whole organisation. It is heard only
//! if enough different people of it wrote one, and of those only what the editor approved is quoted,
//! in an order that has nothing to do with who wrote what or when.

use super::{Policy, Published};
use crate::answers::{Comment, Decision};
use crate::key::Place;
use crate::score::{Assessment, Atom};
use crate::source::sha256;
use std::collections::{BTreeMap, BTreeSet};

/// Whose comments on what: wave, dimension and audience.
pub(super) type Topic = (u8, u16, u8);

/// A comment as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Whether the editor took something out.
    pub is_redacted: bool,
}

/// The comments of one group.
#[derive(Debug, Default)]
struct Voices<'a> {
    /// Different people behind them. Those who agreed to be named do not count: who knows what they
    /// wrote would see fewer people behind the rest.
    authors: BTreeSet<&'a str>,
    comments: Vec<&'a Comment>,
}

/// The comments that may be quoted, in the order of the SHA-256 of their words.
pub(super) fn publish(
    assessment: &Assessment<'_>,
    policy: &Policy,
) -> BTreeMap<Topic, Vec<Published<Quote>>> {
    let heard = heard(assessment, policy).into_iter();
    let quoted = heard.map(|(topic, comments)| (topic, quotes(&comments)));
    quoted.filter(|(_, quotes)| !quotes.is_empty()).collect()
}

/// How many comments of each wave could be quoted but wait for the editor. For the owner's terminal
/// alone; the waves where none does are left out.
pub fn pending(assessment: &Assessment<'_>, policy: &Policy) -> BTreeMap<u8, usize> {
    let mut pending = BTreeMap::new();
    for ((wave, ..), comments) in heard(assessment, policy) {
        let waiting = comments.iter().filter(|one| one.decision == Decision::Pending).count();
        if waiting > 0 {
            *pending.entry(wave).or_default() += waiting;
        }
    }
    pending
}

/// The groups that enough people are in, with all of their comments.
fn heard<'a>(assessment: &'a Assessment<'_>, policy: &Policy) -> BTreeMap<Topic, Vec<&'a Comment>> {
    let mut groups: BTreeMap<Topic, Voices> = BTreeMap::new();
    for (&wave, responses) in assessment.responses {
        for comment in &responses.comments {
            let question = &assessment.survey.questions[usize::from(comment.question)];
            let Some(dimension) = question.dimension.and_then(|of| u16::try_from(of).ok()) else {
                continue;
            };
            let atom = Atom::of(responses, comment.response);
            if !assessment.counts(atom, Place::Organisation, atom.audience) {
                continue;
            }
            let voices = groups.entry((wave, dimension, atom.audience)).or_default();
            voices.comments.push(comment);
            if !assessment.is_attributed(wave, atom) {
                voices.authors.insert(responses.ids.get(comment.response));
            }
        }
    }
    let is_heard = |((.., audience), voices): &(Topic, Voices)| {
        voices.authors.len() >= policy.authors(*audience) as usize
    };
    groups.into_iter().filter(is_heard).map(|(topic, voices)| (topic, voices.comments)).collect()
}

/// What was approved; the same words are quoted once, as often as they may have been written.
fn quotes(comments: &[&Comment]) -> Vec<Published<Quote>> {
    let mut quotes: BTreeMap<(String, &str), bool> = BTreeMap::new();
    for comment in comments {
        let (text, is_redacted) = match &comment.decision {
            Decision::Pending => continue,
            Decision::Approved => (&*comment.text, false),
            Decision::Redacted(words) => (&**words, true),
        };
        *quotes.entry((sha256(text), text)).or_insert(is_redacted) &= is_redacted;
    }
    let quote = |((_, text), is_redacted): ((_, &str), bool)| {
        Published::new(Quote { text: text.to_owned(), is_redacted })
    };
    quotes.into_iter().map(quote).collect()
}
