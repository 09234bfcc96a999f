//! Hours of the time log, added up, and said with the part of the log that they come from.

use crate::register::{Hours, Reason};
use crate::view::print::minus;
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};

/// Some entries of the log.
#[derive(Clone, Default)]
pub(super) struct Log(Vec<Hours>);

impl Log {
    pub fn of(scene: &Scene, wanted: impl Fn(&Hours) -> bool) -> Self {
        Self(scene.input.register.hours.iter().copied().filter(wanted).collect())
    }

    pub fn only(&self, wanted: impl Fn(&Hours) -> bool) -> Self {
        Self(self.0.iter().copied().filter(wanted).collect())
    }

    pub fn element(&self, element: u8) -> Self {
        self.only(|hours| hours.element == element)
    }

    pub fn because_of(&self, reason: Reason) -> Self {
        self.only(|hours| hours.reason == reason)
    }

    pub fn hours(&self) -> f64 {
        // An empty sum of this kind is minus zero.
        self.0.iter().fold(0.0, |sum, hours| sum + hours.hours)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which part of `all` this is, in whole %; none of nothing.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn share(&self, all: &Self) -> Option<u8> {
        (!all.is_empty()).then(|| (100.0 * self.hours() / all.hours()).round() as u8)
    }
}

/// Says numbers of the log, with the part of it that they come from.
pub(super) struct Teller<'s> {
    pub scene: &'s Scene<'s>,
    pub source: String,
}

impl<'s> Teller<'s> {
    pub fn new(scene: &'s Scene<'s>, wave: u8, whom: &str) -> Self {
        let dash = if whom.is_empty() { "" } else { "/" };
        let source = format!("register:engagement/{}{dash}{whom}", scene.wave_id(wave));
        Self { scene, source }
    }

    pub fn hours(&self, log: &Log) -> Sentence {
        Piece::sourced(hours_text(log.hours()), &self.source).into()
    }

    pub fn share(&self, part: &Log, all: &Log) -> Sentence {
        let Some(share) = part.share(all) else { return self.scene.not_shown().into() };
        let text = self.scene.percent_text(share.to_string());
        Piece::sourced(text, &self.source).into()
    }
}

/// Hours with one decimal where they need it.
pub(super) fn hours_text(hours: f64) -> String {
    minus((hours * 10.0).round() / 10.0)
}

/// The waves in which hours were noted, oldest first.
pub(super) fn waves(scene: &Scene, log: &Log) -> Vec<u8> {
    let noted = |wave: &u8| log.0.iter().any(|hours| hours.wave == *wave);
    scene.input.report.waves().iter().copied().filter(noted).collect()
}
