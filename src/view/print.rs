//! Published figures as people read them. No other file turns a figure into text.

use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use crate::key::{Figure, Key};
use crate::privacy::{Cell, Comparison, Edge, Interval, PValue, Responded, Score, Verdict};

impl Scene<'_> {
    /// A key, with the figure it names.
    pub fn key(&self, key: Key, figure: Figure) -> String {
        self.input.names.write(key, Some(figure))
    }

    /// The one symbol for a figure that is not shown, whatever the reason.
    pub fn not_shown(&self) -> Piece {
        Piece { aloud: self.words.get("name.not_shown"), ..Piece::text("–") }
    }

    /// A score as text: "64", or "5 or less" where only the edge is told.
    pub fn score_text(&self, score: Score) -> String {
        let value = score.value.to_string();
        let name = match score.edge {
            None => return value,
            Some(Edge::OrLess) => "number.or_less",
            Some(Edge::OrMore) => "number.or_more",
        };
        self.words.say(name, &[("number", value.into())]).plain()
    }

    /// The mean score of a cell.
    pub fn score(&self, key: Key, cell: &Cell) -> Piece {
        Piece::cell(self.score_text(*cell.mean.get()), self.key(key, Figure::Mean))
    }

    /// The mean score, or the symbol for none.
    pub fn score_or_not(&self, found: Option<(Key, &Cell)>) -> Piece {
        found.map_or_else(|| self.not_shown(), |(key, cell)| self.score(key, cell))
    }

    /// An interval: "61 to 67".
    pub fn interval(&self, key: Key, interval: &Interval) -> Piece {
        let values = [("low", signed(interval.low).into()), ("high", signed(interval.high).into())];
        let keys = format!("{} {}", self.key(key, Figure::Low), self.key(key, Figure::High));
        Piece::cell(self.words.say("number.interval", &values).plain(), keys)
    }

    /// The interval of a cell, or what stands in its place.
    pub fn interval_or_not(&self, found: Option<(Key, &Cell)>) -> Sentence {
        match found {
            Some((_, cell)) if cell.everyone => self.say("number.everyone", &[]),
            Some((key, Cell { interval: Some(interval), .. })) => {
                let range = self.interval(key, interval.get());
                match interval.get().pooled {
                    true => self.say("number.pooled", &[("interval", range.into())]),
                    false => range.into(),
                }
            }
            _ => self.not_shown().into(),
        }
    }

    /// How many people stand behind a cell.
    pub fn n(&self, key: Key, cell: &Cell) -> Option<Piece> {
        let n = cell.n.as_ref()?;
        Some(Piece::cell(n.get().to_string(), self.key(key, Figure::N)))
    }

    /// How many people stand behind a cell, or the symbol for a number that is not shown.
    pub fn n_or_not(&self, found: Option<(Key, &Cell)>) -> Piece {
        found.and_then(|(key, cell)| self.n(key, cell)).unwrap_or_else(|| self.not_shown())
    }

    /// What may be said of a change: "up 3", "down 2", "no clear change"; without a test only the
    /// difference. Direction words need a verdict.
    pub fn change_words(&self, key: Key, change: &Comparison) -> Sentence {
        let points = *change.points.get();
        let size = Piece::cell(points.unsigned_abs().to_string(), self.key(key, Figure::Change));
        match change.verdict {
            Verdict::Up => self.say("change.up", &[("points", size.into())]),
            Verdict::Down => self.say("change.down", &[("points", size.into())]),
            Verdict::NoClearChange => self.say("change.none", &[]),
            Verdict::Untested => {
                self.say("change.untested", &[("points", self.points(key, change).into())])
            }
        }
    }

    /// The words of a change and, where they hide it, the number: "no clear change (−1)".
    pub fn change_in_full(&self, found: Option<(Key, &Comparison)>) -> Sentence {
        match found {
            None => self.not_shown().into(),
            Some((key, change)) if change.verdict == Verdict::NoClearChange => {
                self.say("change.none_in_full", &[("points", self.points(key, change).into())])
            }
            Some((key, change)) => self.change_words(key, change),
        }
    }

    /// A change as a number with its sign.
    pub fn points(&self, key: Key, change: &Comparison) -> Piece {
        let points = *change.points.get();
        let sign = if points > 0 { "+" } else { "" };
        Piece::cell(format!("{sign}{}", signed(points)), self.key(key, Figure::Change))
    }

    /// A share in %.
    pub fn percent(&self, share: Score, cell: String) -> Piece {
        let number = self.score_text(share);
        Piece::cell(self.words.say("number.percent", &[("number", number.into())]).plain(), cell)
    }

    /// Who answered, as one phrase: "212 of 318 (67 %)", as far as it may be told.
    pub fn responded(&self, key: Key, responded: &Responded) -> Sentence {
        let n = Piece::cell(responded.n.get().to_string(), self.key(key, Figure::N));
        let mut values = vec![("n", n.into())];
        if let Some(invited) = &responded.invited {
            let invited = Piece::cell(invited.get().to_string(), self.key(key, Figure::Invited));
            values.push(("invited", invited.into()));
        }
        if let Some(rate) = &responded.rate {
            let share = Score { value: *rate.get(), edge: None };
            values.push(("rate", self.percent(share, self.key(key, Figure::Rate)).into()));
        }
        let names = ["who.n", "who.n_of", "who.n_of_rate"];
        self.say(names[values.len() - 1], &values)
    }
}

/// A whole number with a real minus sign.
pub(super) fn signed(number: i16) -> String {
    match number {
        ..0 => format!("−{}", number.unsigned_abs()),
        _ => number.to_string(),
    }
}

/// A score for a download: "64", "<=5", ">=95".
pub(super) fn score_for_csv(score: Score) -> String {
    let sign = match score.edge {
        None => "",
        Some(Edge::OrLess) => "<=",
        Some(Edge::OrMore) => ">=",
    };
    format!("{sign}{}", score.value)
}

/// A p value for a download: "0.03", "<.01".
pub(super) fn p_for_csv(p: PValue) -> String {
    match p {
        PValue::UnderOneHundredth => "<.01".to_owned(),
        PValue::Hundredths(hundredths) => {
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        }
    }
}
