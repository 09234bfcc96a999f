//! How long the stages of a run took, and how far it is.

use super::arguments::Global;
use super::outcome;
use super::progress::Progress;
use std::time::{Duration, Instant};

/// What each stage took.
pub(super) struct Clock {
    began: Instant,
    last: Instant,
    stages: Vec<(&'static str, Duration)>,
    progress: Option<Progress>,
}

impl Clock {
    /// Starts now.
    pub(super) fn start() -> Self {
        let now = Instant::now();
        Self { began: now, last: now, stages: Vec::new(), progress: None }
    }

    /// Shows from now on how far the run is.
    pub(super) fn show(&mut self, global: &Global) {
        let ended = self.stages.last().map(|(name, _)| *name);
        self.progress = Some(Progress::start(ended, global));
    }

    /// Shows no longer how far the run is: there are messages to read.
    pub(super) fn hide(&mut self) {
        self.progress = None;
    }

    /// A stage has ended.
    pub(super) fn stage(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push((name, now - self.last));
        self.last = now;
        if let Some(progress) = &self.progress {
            progress.ended(name);
        }
    }

    /// Since the start.
    pub(super) fn milliseconds(&self) -> u128 {
        self.began.elapsed().as_millis()
    }

    /// Prints a line for each stage.
    pub(super) fn tell(&self) {
        for (name, took) in &self.stages {
            outcome::say(&format!("{:>9.1} ms  {name}", took.as_secs_f64() * 1000.0));
        }
    }
}
