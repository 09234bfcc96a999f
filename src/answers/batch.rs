//! Responses as they are read, in columns but in no order, and how the batches of all files become
//! the columns of a wave.

use super::sheet::Sheet;
use super::{Comment, Decision, Ids, Responses};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spot;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// The most responses that one wave may have; places in the columns are counted in 32 bits.
const MOST: usize = u32::MAX as usize / 64;

/// Who answers, and about whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) audience: u8,
    pub(super) unit: u16,
    pub(super) supplier: Option<u16>,
}

/// Some responses of one file.
#[derive(Debug, Default)]
pub(super) struct Batch {
    file: Arc<str>,
    ids: Ids,
    audiences: Vec<u8>,
    units: Vec<u16>,
    suppliers: Vec<Option<u16>>,
    /// Where the id of each response starts in the file, and how long it is there.
    starts: Vec<usize>,
    lengths: Vec<u16>,
    /// The boxes of the sheet that the file fills in, and a column of bytes for each of them.
    boxes: Vec<usize>,
    columns: Vec<Vec<u8>>,
    /// The last rows, one after another, which are not in the columns yet.
    rows: Vec<u8>,
    comments: Vec<Comment>,
}

/// How many bytes of rows become columns at once: what fits into a cache.
const ROWS: usize = 1 << 16;

impl Batch {
    /// No response yet. `boxes` are those that the file fills in; `room` is for how many responses
    /// memory is set aside, which costs nothing until it is used and is given back as a whole.
    pub(super) fn new(file: &Arc<str>, boxes: Vec<usize>, room: usize) -> Self {
        let columns = boxes.iter().map(|_| Vec::with_capacity(room)).collect();
        Self { file: Arc::clone(file), boxes, columns, ..Self::default() }
    }

    /// Where the first response stands that is wanted, by its id and supplier.
    pub(super) fn find(&self, is_wanted: impl Fn(&str, Option<u16>) -> bool) -> Option<Spot> {
        let at = (0..self.len()).find(|&at| is_wanted(self.ids.get(at), self.suppliers[at]))?;
        let (start, length) = (self.starts[at], usize::from(self.lengths[at]));
        Some(Spot::new(&self.file, start..start + length))
    }

    /// Adds one response: its id and where that stands, who it is, the bytes of the boxes that the
    /// file fills in, and its comments (index of the question, and the words).
    pub(super) fn push(
        &mut self,
        (id, span): (&str, Range<usize>),
        who: Who,
        answers: &[u8],
        comments: impl IntoIterator<Item = (u16, Box<str>)>,
    ) {
        let response = self.len();
        self.comments.extend(comments.into_iter().map(|(question, text)| Comment {
            response,
            question,
            text,
            decision: Decision::Pending,
        }));
        self.ids.push(id);
        self.audiences.push(who.audience);
        self.units.push(who.unit);
        self.suppliers.push(who.supplier);
        self.starts.push(span.start);
        self.lengths.push(u16::try_from(span.len()).unwrap_or(u16::MAX));
        self.rows.extend_from_slice(answers);
        if self.rows.len() >= ROWS {
            self.settle();
        }
    }

    /// Moves the last rows into the columns.
    fn settle(&mut self) {
        let width = self.boxes.len().max(1);
        for (at, column) in self.columns.iter_mut().enumerate() {
            column.extend(self.rows.chunks_exact(width).map(|row| row[at]));
        }
        self.rows.clear();
    }

    fn len(&self) -> usize {
        self.audiences.len()
    }
}

/// A response of somebody who has given one already.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Repeat {
    /// Where its id stands.
    pub(super) spot: Spot,
    /// Where the id of the first one stands.
    pub(super) first: Spot,
    /// The id.
    pub(super) id: String,
    /// Whether it is of a supplier's own people who spoke for another supplier before; else it is about
    /// the same supplier.
    pub(super) is_of_another: bool,
}

/// Puts the responses of all batches in the order of their (id, supplier). Of several with the same
/// only the first one of the files, in the order of their paths, is kept; the others are listed. So are
/// people who answer as a supplier's own for more than one: in the unit of both they would count twice.
pub(super) fn columns(
    batches: Vec<Batch>,
    sheet: &Sheet<'_>,
    to: &mut Diagnostics,
) -> (Responses, Vec<Repeat>) {
    let many = batches.iter().map(Batch::len).sum::<usize>();
    if let Some(batch) = batches.first().filter(|_| many > MOST) {
        let message = format!("this wave has {many} responses");
        let problem = Diagnostic::error(Code::TooMany, Spot::file(&batch.file), message);
        to.push(problem.label(format!("expected at most {MOST}")));
        return (Responses::default(), Vec::new());
    }
    let (mut all, columns) = Joined::of(batches, sheet.width());
    let mut order = all.order();
    let mut repeats = all.refuse_repeats(&mut order);
    repeats.extend(all.refuse_second_companies(&mut order, sheet));
    repeats.sort();
    let order: Vec<u32> = order.into_iter().map(|(_, at)| at).collect();
    let mut responses = all.arrange(&order);
    let mut columns: Vec<Vec<u8>> = columns
        .into_par_iter()
        .enumerate()
        .map(|(at, parts)| {
            if parts.iter().all(Option::is_none) {
                let empty = |&audience: &u8| sheet.empty(Some(audience))[at];
                return responses.audiences.iter().map(empty).collect();
            }
            let column = all.join(at, parts, sheet);
            order.iter().map(|&at| column[at as usize]).collect()
        })
        .collect();
    responses.questions = columns.split_off(sheet.survey.items.len());
    responses.items = columns;
    (responses, repeats)
}

/// A column of one batch; none if its file does not fill it in.
type Part = Option<Vec<u8>>;

/// Everything of all batches but their answers, one batch after another.
struct Joined {
    ids: Ids,
    audiences: Vec<u8>,
    units: Vec<u16>,
    suppliers: Vec<Option<u16>>,
    starts: Vec<usize>,
    lengths: Vec<u16>,
    comments: Vec<Comment>,
    /// The file of each batch, and one past its last response.
    files: Vec<(Arc<str>, usize)>,
}

impl Joined {
    /// Joins the batches; the parts of each column stay apart until it is put in order, so that no
    /// more than one column lies in memory twice.
    fn of(batches: Vec<Batch>, width: usize) -> (Self, Vec<Vec<Part>>) {
        let many = batches.iter().map(Batch::len).sum();
        let bytes = batches.iter().map(|batch| batch.ids.bytes()).sum();
        let mut all = Self {
            ids: Ids::with_capacity(many, bytes),
            audiences: Vec::with_capacity(many),
            units: Vec::with_capacity(many),
            suppliers: Vec::with_capacity(many),
            starts: Vec::with_capacity(many),
            lengths: Vec::with_capacity(many),
            comments: Vec::new(),
            files: Vec::with_capacity(batches.len()),
        };
        let mut columns = vec![Vec::with_capacity(batches.len()); width];
        for mut batch in batches {
            batch.settle();
            let before = all.audiences.len();
            all.ids.append(&batch.ids);
            all.audiences.extend(batch.audiences);
            all.units.extend(batch.units);
            all.suppliers.extend(batch.suppliers);
            all.starts.extend(batch.starts);
            all.lengths.extend(batch.lengths);
            all.comments.extend(
                batch
                    .comments
                    .into_iter()
                    .map(|comment| Comment { response: comment.response + before, ..comment }),
            );
            all.files.push((batch.file, all.audiences.len()));
            columns.iter_mut().for_each(|parts| parts.push(None));
            for (at, part) in batch.boxes.into_iter().zip(batch.columns) {
                if let Some(last) = columns[at].last_mut() {
                    *last = Some(part);
                }
            }
        }
        (all, columns)
    }

    /// One column of all batches. What a file does not fill in is as the empty sheet has it.
    fn join(&self, at: usize, parts: Vec<Part>, sheet: &Sheet<'_>) -> Vec<u8> {
        let (mut column, mut start) = (Vec::with_capacity(self.audiences.len()), 0);
        for (part, (_, end)) in parts.into_iter().zip(&self.files) {
            let empty = |&audience: &u8| sheet.empty(Some(audience))[at];
            match part {
                Some(part) => column.extend(part),
                None => column.extend(self.audiences[start..*end].iter().map(empty)),
            }
            start = *end;
        }
        column
    }

    /// The responses by (id, supplier) and then by place, each with the beginning of its id: most
    /// ids differ there, and what is compared lies in the list that is sorted.
    fn order(&self) -> Vec<(u64, u32)> {
        let many = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let ids = (0..many).into_par_iter();
        let mut order: Vec<(u64, u32)> =
            ids.map(|at| (beginning(self.ids.get(at as usize)), at)).collect();
        order.par_sort_unstable_by(|one, other| {
            one.0.cmp(&other.0).then_with(|| self.compare(one.1 as usize, other.1 as usize))
        });
        order
    }

    fn compare(&self, one: usize, other: usize) -> Ordering {
        let key = |at| (self.ids.get(at), self.suppliers[at]);
        key(one).cmp(&key(other)).then_with(|| {
            (self.file(one), self.starts[one]).cmp(&(self.file(other), self.starts[other]))
        })
    }

    fn file(&self, response: usize) -> &Arc<str> {
        &self.files[self.files.partition_point(|(_, end)| *end <= response)].0
    }

    fn spot(&self, response: usize) -> Spot {
        let (start, length) = (self.starts[response], usize::from(self.lengths[response]));
        Spot::new(self.file(response), start..start + length)
    }

    fn refuse_repeats(&self, order: &mut Vec<(u64, u32)>) -> Vec<Repeat> {
        let mut repeats = Vec::new();
        order.dedup_by(|second, first| {
            if second.0 != first.0 {
                return false;
            }
            let (second, first) = (second.1 as usize, first.1 as usize);
            let repeated = self.suppliers[second] == self.suppliers[first]
                && self.ids.get(second) == self.ids.get(first);
            if repeated {
                repeats.push(self.repeat(second, first, false));
            }
            repeated
        });
        repeats
    }

    /// Of people who are of several suppliers, takes out all but the first response.
    fn refuse_second_companies(
        &self,
        order: &mut Vec<(u64, u32)>,
        sheet: &Sheet<'_>,
    ) -> Vec<Repeat> {
        let id = |at: u32| self.ids.get(at as usize);
        let is_own = |at: usize| sheet.is_supplier_side(self.audiences[at]);
        let place = |at: usize| (self.file(at), self.starts[at]);
        let (mut repeats, mut refused) = (Vec::new(), BTreeSet::new());
        let people = order.chunk_by(|one, other| one.0 == other.0 && id(one.1) == id(other.1));
        for person in people.filter(|person| person.len() > 1) {
            let own = person.iter().map(|&(_, at)| at as usize).filter(|&at| is_own(at));
            let mut own: Vec<usize> = own.collect();
            own.sort_by_key(|&at| place(at));
            for &second in own.iter().skip(1) {
                repeats.push(self.repeat(second, own[0], true));
                refused.insert(second);
            }
        }
        if !refused.is_empty() {
            order.retain(|&(_, at)| !refused.contains(&(at as usize)));
        }
        repeats
    }

    fn repeat(&self, second: usize, first: usize, is_of_another: bool) -> Repeat {
        let id = self.ids.get(second).to_owned();
        Repeat { spot: self.spot(second), first: self.spot(first), id, is_of_another }
    }

    /// Everything but the answers, in this order. Only the audiences stay here, for [`Self::join`].
    fn arrange(&mut self, order: &[u32]) -> Responses {
        (self.starts, self.lengths) = (Vec::new(), Vec::new());
        let mut ids = Ids::with_capacity(order.len(), self.ids.bytes());
        order.iter().for_each(|&at| ids.push(self.ids.get(at as usize)));
        self.ids = Ids::default();
        let comments = std::mem::take(&mut self.comments);
        let comments = arrange_comments(comments, order, self.audiences.len());
        Responses {
            ids,
            audiences: order.par_iter().map(|&at| self.audiences[at as usize]).collect(),
            units: order.par_iter().map(|&at| self.units[at as usize]).collect(),
            suppliers: order.par_iter().map(|&at| self.suppliers[at as usize]).collect(),
            comments,
            ..Responses::default()
        }
    }
}

/// The first eight bytes, ordered as the text is.
fn beginning(id: &str) -> u64 {
    if let Some(first) = id.as_bytes().first_chunk() {
        return u64::from_be_bytes(*first);
    }
    let mut first = [0; 8];
    first[..id.len()].copy_from_slice(id.as_bytes());
    u64::from_be_bytes(first)
}

/// Comments under the new places of their responses; those of refused responses are left out.
fn arrange_comments(comments: Vec<Comment>, order: &[u32], many: usize) -> Vec<Comment> {
    if comments.is_empty() {
        return comments;
    }
    let mut places = vec![None; many];
    for (place, &at) in order.iter().enumerate() {
        places[at as usize] = Some(place);
    }
    let moved = |comment: Comment| Some(Comment { response: places[comment.response]?, ..comment });
    let mut comments: Vec<_> = comments.into_iter().filter_map(moved).collect();
    comments.par_sort_unstable_by(|one, other| {
        (one.response, one.question, &one.text).cmp(&(other.response, other.question, &other.text))
    });
    comments
}
