//! All answer files of a wave, read side by side and put together, with a result and messages that
//! do not depend on who was first.

use super::batch::{self, Repeat};
use super::sheet::Sheet;
use super::{Responses, decisions, invitations, read_csv, read_toml};
use crate::content::WaveFolder;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::Names;
use crate::organisation::Organisation;
use crate::source::{Source, Spot, Stream};
use crate::survey::{Survey, Wave};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read};

/// The answer files of one wave.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files<'f> {
    /// answers/*.toml
    pub documents: &'f [Source],
    /// answers/*.csv
    pub tables: &'f [Stream],
    /// comments.toml
    pub decisions: Option<&'f Source>,
}

impl<'f> From<&'f WaveFolder> for Files<'f> {
    fn from(folder: &'f WaveFolder) -> Self {
        Self {
            documents: &folder.answers,
            tables: &folder.tables,
            decisions: folder.comments.as_ref(),
        }
    }
}

/// Reads the answers of one wave.
pub fn read(
    files: Files<'_>,
    wave: &Wave,
    survey: &Survey,
    names: &Names,
    organisation: &Organisation,
    to: &mut Diagnostics,
) -> Responses {
    let sheet = Sheet::new(wave, survey, names, organisation);
    let documents = files.documents.par_iter().map(|file| read_toml::read(file, &sheet));
    let tables = files.tables.par_iter().map(|table| read_csv::read(table, &sheet));
    let read: Vec<_> = documents.chain(tables).collect();
    let mut batches = Vec::new();
    for (own, problems) in read {
        batches.extend(own);
        to.append(problems);
    }
    let (mut responses, repeats) = batch::columns(batches, &sheet, to);
    report_repeats(&repeats, files, to);
    if let Some(file) = files.decisions {
        decisions::read(file, &sheet, &mut responses, to);
    }
    responses.invitations = invitations(wave, names, organisation, to);
    responses
}

/// Where the first of some responses stands, by file and then by place. Places are not kept while
/// answers are read, since only few are ever asked for: this reads the files a second time.
pub fn locate(
    files: Files<'_>,
    wave: &Wave,
    (survey, names, organisation): (&Survey, &Names, &Organisation),
    wanted: &BTreeSet<(&str, Option<u16>)>,
) -> Option<Spot> {
    let sheet = Sheet::new(wave, survey, names, organisation);
    let documents = files.documents.iter().map(|file| read_toml::read(file, &sheet));
    let tables = files.tables.iter().map(|table| read_csv::read(table, &sheet));
    let found = documents.chain(tables).filter_map(|(batches, _)| {
        batches.iter().find_map(|batch| batch.find(|id, about| wanted.contains(&(id, about))))
    });
    found.min()
}

/// Reports the repeated responses, those of one file together. Where the first one stands is said of
/// the repeats that are told one by one; to count lines for all the others could take for ever.
fn report_repeats(repeats: &[Repeat], files: Files<'_>, to: &mut Diagnostics) {
    for of_file in repeats.chunk_by(|one, other| one.spot.file == other.spot.file) {
        let told = &of_file[..of_file.len().min(Diagnostics::MOST)];
        let lines = first_lines(told, files);
        for repeat in of_file {
            let (code, message, hint) = match repeat.is_of_another {
                false => (
                    Code::RepeatedResponse,
                    "answers a second time about the same supplier",
                    "one person answers once about each supplier; take one of the two out",
                ),
                true => (
                    Code::OtherSupplier,
                    "answers for a second supplier as one of its own people",
                    "people belong to one supplier, or they would count twice in its unit; take one \
                     of the two out",
                ),
            };
            to.push_with(&repeat.spot, code, || {
                let line = lines.get(&repeat.first);
                let line = line.map(|line| format!(":{line}")).unwrap_or_default();
                Diagnostic::error(code, repeat.spot.clone(), format!("`{}` {message}", repeat.id))
                    .label(format!("the first is at {}{line}", repeat.first.file))
                    .hint(hint)
            });
        }
    }
}

/// The line of each first response, from one pass over each file that has any.
fn first_lines<'r>(repeats: &'r [Repeat], files: Files<'_>) -> BTreeMap<&'r Spot, usize> {
    let firsts: BTreeSet<&Spot> = repeats.iter().map(|repeat| &repeat.first).collect();
    let firsts: Vec<&Spot> = firsts.into_iter().collect();
    let mut all = BTreeMap::new();
    for spots in firsts.chunk_by(|one, other| one.file == other.file) {
        let document = files.documents.iter().find(|file| file.path == spots[0].file);
        let table = files.tables.iter().find(|table| table.path == spots[0].file);
        if let Some(document) = document {
            count_lines(document.text.as_bytes(), spots, &mut all);
        } else if let Some(Ok(table)) = table.map(|table| table.file.open()) {
            count_lines(table, spots, &mut all);
        }
    }
    all
}

fn count_lines<'r>(text: impl Read, spots: &[&'r Spot], to: &mut BTreeMap<&'r Spot, usize>) {
    let (mut line, mut at, mut next) = (1, 0, spots.iter().peekable());
    for byte in BufReader::with_capacity(1 << 16, text).bytes() {
        let Ok(byte) = byte else { return };
        while let Some(spot) = next.next_if(|spot| spot.start <= at) {
            to.insert(spot, line);
        }
        if next.peek().is_none() {
            return;
        }
        line += usize::from(byte == b'\n');
        at += 1;
    }
}

#[cfg(test)]
mod tests;
