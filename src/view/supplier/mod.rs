//! Suppliers: all of them, one of them, and the sheet for a review with one.
//!
//! ```text
//! portfolio  relationship  review      a page kind a file
//!         \      |        /
//!       answer, standing               what a relationship is meant to be, and how it is lived
//! ```
//!
//! A figure that is not shown is not shown here either: a supplier with too few answers has all of these
//! pages, with the same dash as everywhere.

mod answer;
mod portfolio;
mod relationship;
mod review;
mod standing;

pub use portfolio::{Portfolio, PortfolioGroup, PortfolioRow};
pub use relationship::{Fact, RelationshipPage, Shelf};
pub use review::{ReviewPage, Side as ReviewSide};

pub(super) use answer::next;
pub(super) use portfolio::nav;
pub(super) use standing::{address, named, told};

use super::address::Address;
use super::body::Body;
use super::page::Page;
use super::scene::Scene;

/// The sheet for the review of a wave with a supplier.
pub(super) fn sheet(scene: &Scene, wave: u8, supplier: u16) -> Address {
    let id = scene.supplier_id(supplier).to_owned();
    Address::Review(id, Some(scene.wave_id(wave).to_owned()))
}

/// The page of all suppliers, if there is a closed wave and a supplier in it.
pub(super) fn all(scene: &Scene) -> Vec<Page<Body>> {
    let wave = scene.input.report.waves().last();
    let found = wave.filter(|&&wave| standing::of_wave(scene, wave).next().is_some());
    let page = found.map(|&wave| portfolio::page(scene, wave).of(Body::Portfolio));
    page.into_iter().collect()
}

/// The page of one supplier and its sheets of all waves, as far as there was a relationship then.
pub(super) fn one(scene: &Scene, supplier: u16) -> Vec<Page<Body>> {
    let waves = scene.input.report.waves().iter().copied();
    let waves: Vec<u8> =
        waves.filter(|&wave| scene.relationship(wave, supplier).is_some()).collect();
    let Some(&newest) = waves.last() else { return Vec::new() };
    let sheets = waves.iter().flat_map(|&wave| review::pages(scene, wave, supplier));
    let sheets = sheets.chain([review::newest(scene, newest, supplier)]);
    let mut pages: Vec<_> = sheets.map(|page| page.of(Body::Review)).collect();
    pages.push(relationship::page(scene, newest, supplier).of(Body::Relationship));
    pages
}
