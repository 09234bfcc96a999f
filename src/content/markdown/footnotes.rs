//! Footnotes, gathered while a text is written and listed at its end.

use pulldown_cmark::Event;
use std::collections::BTreeMap;

/// Footnotes by name, numbered by first mention.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    numbers: BTreeMap<String, usize>,
    /// How often each number was mentioned.
    mentions: BTreeMap<usize, usize>,
    /// What each says, in the order written.
    texts: Vec<(String, Vec<Event<'a>>)>,
    /// The names of the definitions that are open, and the text around each.
    around: Vec<(String, Vec<Event<'a>>)>,
}

impl<'a> Footnotes<'a> {
    /// The number of a footnote, and how often it was mentioned by now.
    pub(super) fn mention(&mut self, name: &str) -> (usize, usize) {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(name.to_lowercase()).or_insert(next);
        let mentions = self.mentions.entry(number).or_default();
        *mentions += 1;
        (number, *mentions)
    }

    /// Starts a definition; the text written so far waits until it is over.
    pub(super) fn open(&mut self, name: &str, around: Vec<Event<'a>>) {
        self.around.push((name.to_lowercase(), around));
    }

    /// Ends a definition and gives back the text around it.
    pub(super) fn close(&mut self, text: Vec<Event<'a>>) -> Vec<Event<'a>> {
        let Some((name, around)) = self.around.pop() else { return text };
        self.texts.push((name, text));
        around
    }

    /// The footnotes by number with the times each was mentioned; those never mentioned come last.
    pub(super) fn listed(self) -> Vec<(Vec<Event<'a>>, usize)> {
        let mut notes: BTreeMap<usize, (Vec<Event<'a>>, usize)> = self
            .mentions
            .into_iter()
            .map(|(number, times)| (number, (Vec::new(), times)))
            .collect();
        let mut next = notes.len();
        for (name, text) in self.texts {
            let number = self.numbers.get(&name).copied().unwrap_or_else(|| {
                next += 1;
                next
            });
            notes.entry(number).or_default().0.extend(text);
        }
        notes.into_values().collect()
    }
}
