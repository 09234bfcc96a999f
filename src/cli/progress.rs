//! A bar that says what a long run is at, on a terminal; in a pipe it says nothing.

use super::arguments::Global;
use std::io::{IsTerminal, Write};

/// What a run does, in its order, each with its share of the time on a site of some size, in percent.
const STAGES: [(&str, usize); 8] = [
    ("read files", 1),
    ("read content", 5),
    ("score", 3),
    ("publish figures", 8),
    ("compose pages", 10),
    ("render pages", 30),
    ("draw newsletter", 3),
    ("audit", 40),
];

/// How many letters wide the bar is.
const WIDTH: usize = 25;

/// Back to the start of the line, and away with what stands there.
const CLEAR: &str = "\r\x1b[2K";

/// The bar, if somebody looks at it.
#[derive(Debug)]
pub(super) struct Progress {
    is_shown: bool,
}

impl Progress {
    /// Begins, after this stage. Whoever asked for what each stage took, or for nothing, gets no bar.
    pub fn start(ended: Option<&str>, global: &Global) -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let is_wanted = !global.quiet && !global.verbose && !is_dumb;
        let progress = Self { is_shown: is_wanted && std::io::stderr().is_terminal() };
        progress.show(&line(ended));
        progress
    }

    /// A stage has ended.
    pub fn ended(&self, stage: &str) {
        self.show(&line(Some(stage)));
    }

    fn show(&self, line: &str) {
        if self.is_shown {
            let _ = write!(std::io::stderr().lock(), "{CLEAR}{line}");
        }
    }
}

/// The bar is taken away, so that messages can be read.
impl Drop for Progress {
    fn drop(&mut self) {
        self.show("");
    }
}

/// How far a run is once a stage has ended, and what it does now.
fn line(ended: Option<&str>) -> String {
    let done = STAGES.iter().position(|(name, _)| Some(*name) == ended).map_or(0, |at| at + 1);
    let share: usize = STAGES[..done].iter().map(|(_, share)| share).sum();
    let now = STAGES.get(done).map_or("", |(name, _)| name);
    let full = share * WIDTH / 100;
    format!("[{}{}] {now}", "#".repeat(full), "-".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_grows_and_says_what_comes_next() {
        assert_eq!(line(None), "[-------------------------] read files");
        assert_eq!(line(Some("publish figures")), "[####---------------------] compose pages");
        assert_eq!(line(Some("audit")), "[#########################] ");
        assert_eq!(STAGES.iter().map(|(_, share)| share).sum::<usize>(), 100);
    }
}
