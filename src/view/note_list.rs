//! All notes of a kind, newest first.

use super::address::{Address, folder};
use super::note::{Card, card};
use super::page::Page;
use super::scene::Scene;
use super::shell::{About, shell};
use crate::notes::{Kind, Note};
use serde::Serialize;

/// What the list of a kind says.
#[derive(Clone, Debug, Serialize)]
pub struct NoteListPage {
    /// Its heading.
    pub title: String,
    /// What one finds here.
    pub intro: String,
    /// The notes, newest first.
    pub notes: Vec<Card>,
}

/// The list of a kind.
pub(super) fn page(scene: &Scene, kind: Kind, notes: &[&Note]) -> Page<NoteListPage> {
    let address = Address::Notes(kind);
    let body = NoteListPage {
        title: scene.words.get(&format!("nav.{}", folder(kind))),
        intro: scene.words.get(&format!("list.{}", folder(kind))),
        notes: notes.iter().map(|note| card(scene, note)).collect(),
    };
    let about = About {
        kind: "list",
        address: &address,
        title: body.title.clone(),
        description: body.intro.as_str().into(),
        trail: Vec::new(),
    };
    Page {
        shell: shell(scene, about),
        address,
        template: "list.html",
        body,
        files: Vec::new(),
        origin: String::new(),
    }
}
