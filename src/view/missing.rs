//! What a server shows for an address that leads nowhere. It may be shown at any depth, so nothing
//! on it is relative: no style sheet, and a way home only where the site's own address is known.

use super::address::Address;
use super::page::Page;
use super::scene::Scene;
use super::shell::{About, shell};
use serde::Serialize;

/// What the page says.
#[derive(Clone, Debug, Serialize)]
pub struct MissingPage {
    /// The site's own address; empty where it is not known.
    pub home: String,
}

/// The page.
pub(super) fn page(scene: &Scene) -> Page<MissingPage> {
    let address = Address::Missing;
    let about = About {
        kind: "missing",
        address: &address,
        title: scene.words.get("missing.title"),
        description: scene.words.get("missing.text").into(),
        trail: Vec::new(),
    };
    let home = scene.input.options.base_url.clone().unwrap_or_default();
    Page {
        shell: shell(scene, about),
        address,
        template: "404.html",
        body: MissingPage { home },
        files: Vec::new(),
        origin: String::new(),
    }
}
