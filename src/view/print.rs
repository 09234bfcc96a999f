//! Published figures as people read them. No other file turns a figure into text.

use super::scene::Scene;
use super::sentence::{Piece, Sentence};
use crate::key::{Figure, Key, People};
use crate::privacy::{
    Agreement, Cell, Comparison, Edge, Hundredths, Interval, PValue, Recommend, Reliability,
    Responded, Score, Strength, Tenths, Verdict,
};

impl Scene<'_> {
    /// A key, with the figure it names.
    pub fn key(&self, key: Key, figure: Figure) -> String {
        self.input.names.write(key, Some(figure))
    }

    /// A number that shows these figures of a cell, with the way to its explanation (to that of the
    /// first, where it shows the two ends of an interval).
    pub fn figure(&self, text: impl Into<String>, key: Key, figures: &[Figure]) -> Piece {
        let keys: Vec<_> = figures.iter().map(|&figure| self.key(key, figure)).collect();
        let address = self.explained_address(key);
        let href = keys.first().map(|first| format!("{address}#{first}")).unwrap_or_default();
        Piece { href, ..Piece::cell(text, keys.join(" ")) }
    }

    /// The one symbol for a figure that is not shown, whatever the reason.
    pub fn not_shown(&self) -> Piece {
        Piece { aloud: self.words.get("name.not_shown"), ..Piece::text("–") }
    }

    /// A score as text: "64", or "5 or less" where only a bound is told.
    pub fn score_text(&self, score: Score) -> String {
        self.bound(score.value.to_string(), score.edge)
    }

    /// The mean score of a cell.
    pub fn score(&self, key: Key, cell: &Cell) -> Piece {
        self.figure(self.score_text(*cell.mean.get()), key, &[Figure::Mean])
    }

    /// The mean score, or the symbol for none.
    pub fn score_or_not(&self, found: Option<(Key, &Cell)>) -> Piece {
        found.map_or_else(|| self.not_shown(), |(key, cell)| self.score(key, cell))
    }

    /// An interval: "61 to 67".
    pub fn interval(&self, key: Key, interval: &Interval) -> Piece {
        let values = [("low", signed(interval.low).into()), ("high", signed(interval.high).into())];
        let text = self.words.say("number.interval", &values).plain();
        self.figure(text, key, &[Figure::Low, Figure::High]).pooled(interval.pooled)
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

    /// The interval of the favourable share of a cell, or what stands in its place.
    pub fn favourable_interval_or_not(&self, found: Option<(Key, &Cell)>) -> Sentence {
        match found {
            Some((_, cell)) if cell.everyone => self.say("number.everyone", &[]),
            Some((key, Cell { favourable: Some(interval), .. })) => {
                let Interval { low, high, pooled } = *interval.get();
                let values = [("low", signed(low).into()), ("high", signed(high).into())];
                let text = self.words.say("number.interval", &values).plain();
                let range = self.figure(text, key, &[Figure::FavLow, Figure::FavHigh]);
                let range = range.pooled(pooled).into();
                if pooled { self.say("number.pooled", &[("interval", range)]) } else { range }
            }
            _ => self.not_shown().into(),
        }
    }

    /// How many people stand behind a cell.
    pub fn n(&self, key: Key, cell: &Cell) -> Option<Piece> {
        let n = cell.n.as_ref()?;
        Some(self.figure(n.get().to_string(), key, &[Figure::N]))
    }

    /// How many people stand behind a cell, or the symbol for a number that is not shown.
    pub fn n_or_not(&self, found: Option<(Key, &Cell)>) -> Piece {
        found.and_then(|(key, cell)| self.n(key, cell)).unwrap_or_else(|| self.not_shown())
    }

    /// What may be said of a change: "up 3", "down 2", "no clear change"; without a test only the
    /// difference. Direction words need a verdict.
    pub fn change_words(&self, key: Key, change: &Comparison) -> Sentence {
        let size = self.size(key, change);
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

    /// A change or gap as a number with its sign.
    pub fn points(&self, key: Key, compared: &Comparison) -> Piece {
        self.figure(with_sign(*compared.points.get()), key, &[difference(key)])
    }

    /// A change or gap as a number without its sign; words around it, if any, tell the direction.
    pub fn size(&self, key: Key, compared: &Comparison) -> Piece {
        let size = compared.points.get().unsigned_abs().to_string();
        self.figure(size, key, &[difference(key)])
    }

    /// What may be said of the second side: "lower", "higher", "no clear gap". Direction words need
    /// a verdict.
    pub fn gap_words(&self, gap: &Comparison) -> String {
        self.words.get(match gap.verdict {
            Verdict::Up => "gap.lower",
            Verdict::Down => "gap.higher",
            Verdict::NoClearChange => "gap.none",
            Verdict::Untested => "gap.untested",
        })
    }

    /// The interval of a gap, or the symbol for none.
    pub fn gap_interval(&self, gap: Option<(Key, &Comparison)>) -> Sentence {
        let found = gap.and_then(|(key, gap)| Some((key, gap.interval.as_ref()?.get())));
        let Some((key, interval)) = found else { return self.not_shown().into() };
        let range = self.interval(key, interval);
        match interval.pooled {
            true => self.say("number.pooled", &[("interval", range.into())]),
            false => range.into(),
        }
    }

    /// Promoters minus detractors, with its sign.
    pub fn recommend(&self, key: Key, recommend: &Recommend) -> Piece {
        self.figure(self.recommend_text(recommend), key, &[Figure::Nps])
    }

    /// Promoters minus detractors as text: "+25", or "+50 or more" where only a bound is told.
    pub fn recommend_text(&self, recommend: &Recommend) -> String {
        self.bound(with_sign(recommend.score), recommend.edge)
    }

    /// A number, or that something lies on one side of it.
    fn bound(&self, number: String, edge: Option<Edge>) -> String {
        let name = match edge {
            None => return number,
            Some(Edge::OrLess) => "number.or_less",
            Some(Edge::OrMore) => "number.or_more",
        };
        self.words.say(name, &[("number", number.into())]).plain()
    }

    /// The interval of promoters minus detractors.
    pub fn recommend_interval(&self, key: Key, recommend: &Recommend) -> Piece {
        recommend.interval.map_or_else(
            || self.not_shown(),
            |Interval { low, high, .. }| {
                let values = [("low", with_sign(low).into()), ("high", with_sign(high).into())];
                let said = self.words.say("number.interval", &values).plain();
                self.figure(said, key, &[Figure::NpsLow, Figure::NpsHigh])
            },
        )
    }

    /// How far people agree, in a word.
    pub fn strength(&self, strength: Strength) -> String {
        self.words.get(match strength {
            Strength::Lacking => "agreement.lacking",
            Strength::Weak => "agreement.weak",
            Strength::Moderate => "agreement.moderate",
            Strength::Strong => "agreement.strong",
            Strength::VeryStrong => "agreement.very_strong",
        })
    }

    /// The number behind the word for agreement.
    pub fn rwg(&self, key: Key, agreement: &Agreement) -> Piece {
        self.figure(hundredths(agreement.rwg), key, &[Figure::Rwg])
    }

    /// Alpha with its interval: "0.81 (0.76 to 0.85)".
    pub fn alpha(&self, key: Key, reliability: &Reliability) -> Sentence {
        let [low, high] = reliability.interval.map(|end| hundredths(end).into());
        let interval = self.words.say("number.interval", &[("low", low), ("high", high)]).plain();
        let alpha = self.figure(hundredths(reliability.alpha), key, &[Figure::Alpha]);
        let interval = self.figure(interval, key, &[Figure::AlphaLow, Figure::AlphaHigh]);
        let values = [("alpha", alpha.into()), ("interval", interval.into())];
        self.say("number.with_interval", &values)
    }

    /// A coefficient with two decimals.
    pub fn coefficient(&self, key: Key, figure: Figure, value: Hundredths) -> Piece {
        self.figure(hundredths(value), key, &[figure])
    }

    /// A p value: "0.03", "under 0.01".
    pub fn p(&self, key: Key, p: PValue) -> Piece {
        self.figure(self.p_text(p), key, &[Figure::P])
    }

    /// A p value in words.
    pub fn p_text(&self, p: PValue) -> String {
        match p {
            PValue::UnderOneHundredth => self.words.get("number.p_small"),
            PValue::Hundredths(_) => p_for_csv(p),
        }
    }

    /// Hedges g.
    pub fn g(&self, key: Key, g: Tenths) -> Piece {
        self.figure(tenths(g), key, &[Figure::G])
    }

    /// A whole share in %.
    pub fn whole_percent(&self, share: u8, key: Key, figure: Figure) -> Piece {
        self.percent(Score { value: share, edge: None }, key, figure)
    }

    /// A share in %.
    pub fn percent(&self, share: Score, key: Key, figure: Figure) -> Piece {
        self.figure(self.percent_text(self.score_text(share)), key, &[figure])
    }

    /// "64 %" of "64".
    pub fn percent_text(&self, number: String) -> String {
        self.words.say("number.percent", &[("number", number.into())]).plain()
    }

    /// Who answered, as one phrase: "212 of 318 (67 %)", as far as it may be told.
    pub fn responded(&self, key: Key, responded: &Responded) -> Sentence {
        let n = self.figure(responded.n.get().to_string(), key, &[Figure::N]);
        let mut values = vec![("n", n.into())];
        if let Some(invited) = &responded.invited {
            let invited = self.figure(invited.get().to_string(), key, &[Figure::Invited]);
            values.push(("invited", invited.into()));
        }
        if let Some(rate) = &responded.rate {
            let rate = self.whole_percent(*rate.get(), key, Figure::Rate);
            values.push(("rate", rate.into()));
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

/// A number that somebody wrote down, with a real minus sign.
pub(super) fn minus(number: f64) -> String {
    number.to_string().replace('-', "−")
}

/// A whole number with its sign, whichever it is.
pub(super) fn with_sign(number: i16) -> String {
    let sign = if number > 0 { "+" } else { "" };
    format!("{sign}{}", signed(number))
}

/// What the difference of a key is: a gap between two audiences, or a change between two waves.
pub(super) fn difference(key: Key) -> Figure {
    if matches!(key.people, People::Gap(..)) { Figure::Gap } else { Figure::Change }
}

pub(super) fn hundredths(Hundredths(value): Hundredths) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let size = value.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

pub(super) fn tenths(Tenths(value): Tenths) -> String {
    let sign = if value < 0 { "−" } else { "" };
    let size = value.unsigned_abs();
    format!("{sign}{}.{}", size / 10, size % 10)
}

/// A number for a download, or a bound: "64", "<=5", ">=95".
pub(super) fn bound_for_csv(number: i16, edge: Option<Edge>) -> String {
    let sign = match edge {
        None => "",
        Some(Edge::OrLess) => "<=",
        Some(Edge::OrMore) => ">=",
    };
    format!("{sign}{number}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coefficients_keep_their_decimals_and_their_sign() {
        assert_eq!(hundredths(Hundredths(81)), "0.81");
        assert_eq!(hundredths(Hundredths(-4)), "−0.04");
        assert_eq!(hundredths(Hundredths(100)), "1.00");
        assert_eq!(tenths(Tenths(-12)), "−1.2");
    }

    #[test]
    fn a_number_with_a_sign_shows_it() {
        assert_eq!([12, 0, -3].map(with_sign), ["+12", "0", "−3"]);
    }
}
