//! What a template may see, one file a page kind: figures, dates and names as people read them.
//!
//! ```text
//! wave  dimension  note  note_list  method  missing   a page kind a file
//!   |  findings       \      |        /
//!   |     |            shell, page                    what stands around a page
//!  exhibit/                                           charts with title, table and file
//!     \________________ print                         figures as text, here and nowhere else
//!                         |
//!                       scene                         the input, names, words
//!              words  sentence  address  input
//! ```
//!
//! Every number carries the key of the figure it shows, or says what it is instead. Nothing here can
//! see an answer: what comes in has passed the gate.

mod address;
mod dimension;
mod exhibit;
mod findings;
mod input;
mod method;
mod missing;
mod note;
mod note_list;
mod page;
mod print;
mod scene;
mod sentence;
mod shell;
mod wave;
mod words;

pub use address::{Address, folder};
pub use dimension::DimensionPage;
pub use exhibit::{Column, Exhibit, Row, Table};
pub use findings::Finding;
pub use input::{Input, Options, Review};
pub use method::{MethodPage, Section};
pub use missing::MissingPage;
pub use note::{Card, NotePage};
pub use note_list::NoteListPage;
pub use page::{Body, Page};
pub use sentence::{Piece, Sentence};
pub use shell::{Shell, Way};
pub use wave::{Answered, WavePage};
pub use words::Words;

use crate::notes::Kind;
use scene::Scene;

/// Every page of the site.
pub fn pages(input: &Input, words: &Words) -> Vec<Page> {
    let scene = Scene { input, words };
    let waves = input.report.waves();
    let mut pages = vec![wave::home(&scene)];
    pages.extend(waves.iter().map(|&wave| wave::page(&scene, wave)));
    for &wave in waves {
        pages.extend(scene.dimensions().map(|of| dimension::page(&scene, wave, of)));
    }
    for kind in [Kind::Story, Kind::Award, Kind::Obstacle, Kind::Meeting, Kind::Page] {
        let notes = scene.notes(kind);
        if kind != Kind::Page && !notes.is_empty() {
            pages.push(note_list::page(&scene, kind, &notes));
        }
        pages.extend(notes.into_iter().map(|note| note::page(&scene, note)));
    }
    pages.push(method::page(&scene));
    pages.push(missing::page(&scene));
    pages
}
