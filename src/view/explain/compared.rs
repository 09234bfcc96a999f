//! Changes and gaps: what is taken from what, what may be said of it, and how that was tested.

use super::fact::{Fact, Rule};
use super::teller::{Teller, who};
use crate::key::{Figure, Key, People, Place, Waves};
use crate::privacy::{Comparison, Verdict};
use crate::view::print::{tenths, with_sign};
use crate::view::sentence::{Piece, Sentence};

impl Teller<'_, '_> {
    /// The way from a score to its change since the wave before, where there is one.
    pub fn since(&self) -> Option<Fact> {
        let Key { wave, what, place, .. } = self.key;
        let before =
            self.scene.input.report.before(wave).filter(|_| self.key.matched.is_empty())?;
        let audience = match self.key.people {
            People::Audience(audience) => Some(audience),
            People::Composite(_) => None,
            _ => return None,
        };
        let (key, change) = self.scene.change(wave, what, place, audience)?;
        let values = [
            ("change", self.scene.change_in_full(Some((key, change)))),
            ("before", self.scene.wave(before).into()),
        ];
        Some(self.context("since", self.say("since", &values).capitalised(), &[]))
    }

    /// The change of a cell over two waves.
    pub fn change(&self, change: &Comparison) -> Vec<Fact> {
        let Some(before) = self.key.matched.only() else { return Vec::new() };
        let then = Key { wave: before, matched: Waves::one(self.key.wave), ..self.key };
        let values = [
            ("now", self.score(self.key)),
            ("then", self.score(then)),
            ("items", Piece::sourced(change.items.to_string(), "count").into()),
            ("before", self.scene.wave(before).into()),
        ];
        let verdict = match change.verdict {
            Verdict::Up => "verdict_up",
            Verdict::Down => "verdict_down",
            Verdict::NoClearChange => "verdict_none",
            Verdict::Untested => "verdict_untested",
        };
        let how = ["change_of", "change_items", verdict].map(|name| self.say(name, &values));
        let how = how.into_iter().chain(self.outvoted(change)).collect();
        self.compared(Figure::Change, change, how, &["change", "test", "rounded"])
    }

    /// One side minus the other.
    pub fn gap(&self, gap: &Comparison) -> Vec<Fact> {
        let People::Gap(first, second) = self.key.people else { return Vec::new() };
        if let Place::Suppliers(_) = self.key.place {
            return self.compared(Figure::Gap, gap, vec![self.gaps()], &["mean_of_suppliers"]);
        }
        let side = |audience| Key { people: People::Audience(audience), ..self.key };
        let values = [
            ("first", who(self.scene, People::Audience(first))),
            ("second", who(self.scene, People::Audience(second))),
            ("one", self.score(side(first))),
            ("other", self.score(side(second))),
            ("items", Piece::sourced(gap.items.to_string(), "count").into()),
        ];
        let verdict = match gap.verdict {
            Verdict::Up | Verdict::Down => "verdict_gap",
            Verdict::NoClearChange => "verdict_no_gap",
            Verdict::Untested => "verdict_untested",
        };
        let how = ["gap_of", "gap_sides", verdict].map(|name| self.say(name, &values));
        let how = how.into_iter().chain(self.outvoted(gap)).collect();
        self.compared(Figure::Gap, gap, how, &["gap", "test", "rounded"])
    }

    /// Why there is no clear change although the interval leaves zero out: the interval is that of this
    /// claim alone, and the verdict is not.
    fn outvoted(&self, found: &Comparison) -> Option<Sentence> {
        let ends = found.interval.map(|ends| *ends.get())?;
        let is_clear = ends.low > 0 || ends.high < 0;
        let others = found.claims.checked_sub(1).filter(|&others| others > 0)?;
        let others = Piece::sourced(others.to_string(), "count");
        (is_clear && found.verdict == Verdict::NoClearChange)
            .then(|| self.say("outvoted", &[("others", others.into())]))
    }

    /// "= mean of +5 Acme and −3 Zenith": the gaps of single suppliers.
    fn gaps(&self) -> Sentence {
        let gap = |(name, key): (String, Key)| {
            let People::Gap(first, second) = key.people else { return None };
            let sides = [first, second];
            let (key, gap) = self.scene.input.report.gap(key.wave, key.what, key.place, sides)?;
            Some(Sentence::from(self.scene.points(key, gap)) + " " + name)
        };
        let gaps = self.members().into_iter().filter_map(gap).collect();
        self.say("mean_of_gaps", &[("gaps", self.scene.words.join(gaps))])
    }

    /// A difference with its interval and its test.
    fn compared(
        &self,
        figure: Figure,
        found: &Comparison,
        how: Vec<Sentence>,
        rules: &[Rule],
    ) -> Vec<Fact> {
        let mut facts = vec![self.fact(figure, with_sign(*found.points.get()), how, rules)];
        let interval = found.interval.as_ref();
        facts.extend(interval.map(|ends| self.ends(ends.get(), "interval_difference")));
        let p = found.p.as_ref().map(|p| self.scene.p_text(*p.get()));
        let raw = found.p_raw.as_ref().map(|p| {
            let p = self.own(self.scene.p_text(*p.get()), Figure::PRaw);
            self.say("p_raw", &[("p", p.into())])
        });
        let raw = raw.into_iter().collect();
        facts.extend(p.map(|p| self.fact(Figure::P, p, raw, &["p"])));
        let g = found.g.as_ref().map(|g| tenths(*g.get()));
        facts.extend(g.map(|g| self.fact(Figure::G, g, Vec::new(), &["g"])));
        facts
    }
}
