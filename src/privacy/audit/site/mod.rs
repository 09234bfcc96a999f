//! The finished site, read as anybody could read it: every cell key with the value that stands
//! there, and every text with the keys or the source it is marked with. What is a figure and what is
//! not is decided later, when all files are read.
//!
//! A new kind of file is a line in [`kind`] and a reader that fills a [`Reading`].

mod attributes;
mod elements;
mod json;
mod mail;
mod names;
mod number;
mod page;
mod search;
mod table;

pub(super) use mail::compare;
pub(super) use names::{Names, Prose};
pub(super) use number::{Number, numbers};

use super::key;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What one file says.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// Texts with digits, each with its marks.
    pub passages: Vec<Passage>,
    /// Values under a key that cannot be mistaken: a field of a table or object.
    pub values: Vec<Value>,
    /// Every key that is named, with its figure.
    pub keys: BTreeSet<Arc<str>>,
    /// Cells whose interval rests on the typical spread.
    pub pooled: BTreeSet<String>,
    /// Texts that the file itself marks as names: headings of rows, columns of words, dates.
    pub names: Vec<String>,
    /// Numbers, each with its line, that must stand on the page that this file repeats.
    pub copied: Vec<(u64, Number)>,
    /// Files of the site that it leads to by a path that anybody may read, each with its line.
    pub leads: Vec<(u64, String)>,
    /// What cannot be read at all.
    pub faults: Vec<(u64, String)>,
}

/// A number that stands for a key.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub key: Arc<str>,
    pub number: Number,
    pub line: u64,
}

/// A text with digits.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub mark: Mark,
    pub place: Setting,
    /// The text around it, as far as it is read in one go.
    pub text: Arc<str>,
    /// The passage in it.
    pub part: Range<usize>,
    pub line: u64,
}

/// What a text says of its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// They come from elsewhere (`target`, `date`, …).
    Source(Arc<str>),
    /// They are the figures of these keys. A key without a figure stands for all of its cell.
    Cells(Arc<[Arc<str>]>),
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// In a drawing, where names are broken and cut.
    Drawing,
    /// Beside figures: in a table of figures, a figure's caption, or a sentence that holds a key.
    Figures,
    /// In words of a table or of data that are no figures.
    Label,
    /// Anywhere else.
    Prose,
}

/// How a file is read.
enum Kind {
    Page,
    Table,
    Json,
    Mail,
    Text,
    /// What the search looks through.
    Search,
    /// The list of files that `build` leaves behind.
    List,
    /// Style sheets, scripts, fonts and icons of the theme, which are the same for every site, and
    /// pictures: they hold no figures, or none that a program could read.
    Figureless,
    Unknown,
}

/// What kind of file a path is. A script outside static/ could hold figures, so only the theme's own
/// pass unread, and the one that the search looks through is read like a table.
fn kind(path: &str) -> Kind {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        _ if name == ".rapportage.json" => Kind::List,
        _ if name == ".gitignore" => Kind::Figureless,
        "html" | "htm" | "svg" | "xml" => Kind::Page,
        "csv" => Kind::Table,
        "json" => Kind::Json,
        "eml" => Kind::Mail,
        "txt" => Kind::Text,
        "js" if path == "search/index.js" => Kind::Search,
        "css" | "js" | "woff" | "woff2" | "ttf" | "otf" | "ico" if path.starts_with("static/") => {
            Kind::Figureless
        }
        "png" => Kind::Figureless,
        _ => Kind::Unknown,
    }
}

/// Reads a file of the finished site.
pub(super) fn read(path: &str, bytes: &[u8]) -> Reading {
    match kind(path) {
        Kind::Page => page::read(bytes),
        Kind::Table => table::read(bytes),
        Kind::Json => json::read(bytes),
        Kind::Mail => mail::read(bytes),
        Kind::Text => mail::read_text(bytes),
        Kind::Search => search::read(bytes),
        Kind::List => json::read_list(bytes),
        Kind::Figureless => Reading::default(),
        Kind::Unknown => {
            let mut reading = Reading::default();
            let message = "this kind of file could hold figures, and the audit cannot read it";
            reading.faults.push((0, message.to_owned()));
            reading
        }
    }
}

/// The keys of an attribute.
fn keys(attribute: &str) -> Arc<[Arc<str>]> {
    attribute.split_whitespace().map(Arc::from).collect()
}

/// Finds fault with an attribute or field for keys that holds something else: it would pass unread.
fn check_keys(attribute: &str, line: u64, reading: &mut Reading) {
    let strays = attribute.split_whitespace().filter(|word| !key::is_key(word));
    let told =
        strays.map(|word| (line, format!("`{word}` stands where a key should, and is none")));
    reading.faults.extend(told);
}

/// The name of a source, which must be one whether or not numbers stand beside it.
fn check_source(source: &str, line: u64, reading: &mut Reading) {
    let mark = Mark::Source(source.into());
    let (place, part) = (Setting::Label, 0..0);
    reading.passages.push(Passage { mark, place, text: "".into(), part, line });
}

fn has_digit(text: &str) -> bool {
    text.contains(number::is_digit)
}
