//! The figures of a cell: scores and shares, how people differ or agree, and who answered.

use super::fact::Fact;
use super::teller::{Teller, who};
use crate::key::{Figure, Key, People, Place, What};
use crate::privacy::{Cell, Drivers, Responded, Score};
use crate::view::known::Known;
use crate::view::print::{hundredths, signed, with_sign};
use crate::view::sentence::Sentence;

/// Everything that the report holds under a key, in reading order.
pub(super) fn facts(teller: &Teller, known: &Known) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(cell) = known.cell {
        facts.extend(teller.cell(cell));
        match &cell.change {
            Some(change) => facts.extend(teller.change(change)),
            None => facts.extend(teller.since()),
        }
    }
    facts.extend(known.gap.into_iter().flat_map(|gap| teller.gap(gap)));
    facts.extend(known.drivers.into_iter().flat_map(|drivers| teller.drivers(drivers)));
    facts.extend(known.responded.into_iter().flat_map(|responded| teller.responded(responded)));
    facts
}

impl Teller<'_, '_> {
    /// Everything but changes and gaps. Where there is a change, `low` and `high` name the ends of its
    /// interval, so the score over the matched statements shows none of its own.
    fn cell(&self, cell: &Cell) -> Vec<Fact> {
        let mut facts = vec![self.mean(cell)];
        facts.extend(self.interval(cell).filter(|_| self.key.matched.only().is_none()));
        let sd = |sd: u8| self.fact(Figure::Sd, sd.to_string(), Vec::new(), &["sd"]);
        facts.extend(cell.sd.as_ref().map(|figure| sd(*figure.get())));
        facts.extend(cell.n.as_ref().map(|n| self.n(*n.get())));
        let invited = |n: u32| self.fact(Figure::Invited, n.to_string(), Vec::new(), &["invited"]);
        facts.extend(cell.invited.as_ref().map(|invitations| invited(*invitations.get())));
        facts.extend(self.answered());
        facts.extend(self.shares(cell));
        facts.extend(self.recommend(cell));
        facts.extend(self.agreement(cell));
        facts.extend(self.consistency(cell));
        facts
    }

    fn mean(&self, cell: &Cell) -> Fact {
        let mean = *cell.mean.get();
        let parts = self.parts();
        let mut rules = vec![match (self.key.place, parts.is_empty()) {
            (Place::Suppliers(_), _) => "mean_of_suppliers",
            (_, true) => "mean",
            (_, false) => "rounded",
        }];
        rules.extend(mean.edge.map(|_| "edged"));
        let how = match parts.is_empty() {
            true => self.mean_of_people(cell),
            false => Some(self.weighted(parts)),
        };
        let how = how.into_iter().collect();
        self.fact(Figure::Mean, self.scene.score_text(mean), how, &rules)
    }

    fn mean_of_people(&self, cell: &Cell) -> Option<Sentence> {
        let n = self.scene.n(self.key, cell)?;
        Some(self.say("mean_of", &[("n", n.into())]))
    }

    /// What a score is a weighted mean of: the audiences of a composite, or the dimensions of an
    /// audience's index. Each with its weight, its name and its published score.
    fn parts(&self) -> Vec<(f64, Sentence, Sentence)> {
        let survey = self.scene.input.survey;
        match (self.key.people, self.key.what) {
            (People::Audience(_), _) if matches!(self.key.place, Place::Suppliers(_)) => {
                let members = self.members().into_iter();
                let shown = members.filter(|(_, key)| self.scene.input.report.cell(*key).is_some());
                shown.map(|(name, key)| (1.0, name.into(), self.score(key))).collect()
            }
            (People::Composite(audiences), _) => {
                let part = |audience: u8| {
                    let people = People::Audience(audience);
                    let weight = survey.audiences[usize::from(audience)].weight;
                    let score = self.score(Key { people, ..self.key });
                    (weight, who(self.scene, people), score)
                };
                audiences.iter().map(part).collect()
            }
            (People::Audience(_), What::Index) => {
                let keys = self.scene.dimensions().map(|of| {
                    let what = What::Dimension(of);
                    (usize::from(of), Key { what, ..self.key })
                });
                let shown = keys.filter(|(_, key)| self.scene.input.report.cell(*key).is_some());
                let part = |(of, key): (usize, Key)| {
                    let name = self.scene.words.inside(&self.scene.what(key.what));
                    (survey.dimensions[of].weight, name.into(), self.score(key))
                };
                shown.map(part).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The suppliers that a mean over several is about, each with the key of the same figure.
    pub(super) fn members(&self) -> Vec<(String, Key)> {
        let Place::Suppliers(set) = self.key.place else { return Vec::new() };
        let day = self.scene.input.waves[usize::from(self.key.wave)].closes;
        let is_in =
            |supplier: &u16| self.scene.input.organisation.is_in(usize::from(*supplier), set, day);
        let member = |supplier| {
            let place = Place::Supplier(supplier);
            (self.scene.place(place), Key { place, ..self.key })
        };
        self.scene.suppliers().filter(is_in).map(member).collect()
    }

    fn interval(&self, cell: &Cell) -> Option<Fact> {
        if cell.everyone {
            let value = self.scene.say("number.everyone", &[]);
            return Some(self.interval_fact(value, &["interval_everyone"]));
        }
        let interval = cell.interval.as_ref()?.get();
        let base = match self.key.people {
            People::Composite(_) => "interval_composite",
            _ => "interval_one",
        };
        Some(self.ends(interval, base))
    }

    fn n(&self, n: u32) -> Fact {
        let rule = match self.key.what {
            What::Index => "n_index",
            What::Practice(_) | What::Item(_) => "n_part",
            What::Question(_) => "n_question",
            What::Dimension(_) if !self.key.matched.is_empty() => "n_matched",
            _ => "n",
        };
        let how = match self.key.people {
            People::Composite(audiences) => {
                let term = |audience| {
                    let key = Key { people: People::Audience(audience), ..self.key };
                    let n = self.scene.n(key, self.scene.input.report.cell(key)?)?;
                    Some(Sentence::from(n) + " " + who(self.scene, key.people))
                };
                audiences.iter().map(term).collect::<Option<Vec<_>>>().and_then(added)
            }
            _ => None,
        };
        self.fact(Figure::N, n.to_string(), how.into_iter().collect(), &[rule])
    }

    /// How many of those invited answered the survey at all, where that is known here.
    fn answered(&self) -> Option<Fact> {
        let Key { wave, place, people, .. } = self.key;
        let whose = match people {
            People::Audience(_) => vec![people],
            People::Composite(audiences) => audiences.iter().map(People::Audience).collect(),
            _ => Vec::new(),
        };
        let said = whose.into_iter().filter_map(|people| {
            let (key, responded) = self.scene.input.report.responded(wave, place, people)?;
            let answered = self.scene.responded(key, responded);
            Some(who(self.scene, people) + ": " + answered)
        });
        let value = said.reduce(|sum, one| sum + "; " + one)?.capitalised();
        Some(self.context("answered", value, &["answered"]))
    }

    fn shares(&self, cell: &Cell) -> Vec<Fact> {
        let Some(shares) = cell.shares.as_ref().map(|shares| shares.get()) else {
            return Vec::new();
        };
        let of = match self.key.what {
            What::Item(_) | What::Question(_) => "share_of_people",
            _ => "share_of_answers",
        };
        let share = |figure, share: Score| {
            let text = self.scene.percent_text(self.scene.score_text(share));
            let rules: Vec<_> = std::iter::once(of).chain(share.edge.map(|_| "edged")).collect();
            self.fact(figure, text, Vec::new(), &rules)
        };
        let mut facts = vec![
            self.favourable(cell, share(Figure::Fav, shares.favourable)),
            share(Figure::Neutral, shares.neutral),
            share(Figure::Unfav, shares.unfavourable),
        ];
        if let Some(bounds) = cell.bounds.as_ref().map(|bounds| bounds.get()) {
            let percent = |share: u8| self.scene.percent_text(share.to_string());
            let (least, most) = (percent(bounds.least), percent(bounds.most));
            facts.push(self.fact(Figure::Least, least, Vec::new(), &["least"]));
            facts.push(self.fact(Figure::Most, most, Vec::new(), &["most"]));
        }
        facts
    }

    /// The favourable share with its interval.
    fn favourable(&self, cell: &Cell, mut share: Fact) -> Fact {
        let Some(ends) = cell.favourable.map(|ends| *ends.get()) else { return share };
        let figures = [Figure::FavLow, Figure::FavHigh];
        let end = |end, figure| self.own(signed(end), figure).pooled(ends.pooled).into();
        let values = [("low", end(ends.low, figures[0])), ("high", end(ends.high, figures[1]))];
        let interval = self.scene.say("number.interval", &values);
        let interval = match ends.pooled {
            true => self.scene.say("number.pooled", &[("interval", interval)]),
            false => interval,
        };
        let is_one_answer = matches!(self.key.what, What::Item(_) | What::Question(_));
        share.how.push(self.say("fav_interval", &[("interval", interval)]));
        share.rules.push(match self.key.people {
            People::Audience(_) if is_one_answer => "fav_wilson",
            _ => "fav_mean",
        });
        share.figures.extend(figures);
        share
    }

    fn recommend(&self, cell: &Cell) -> Option<Fact> {
        let recommend = cell.recommend.as_ref()?.get();
        let how = recommend.interval.map(|interval| {
            let ends = [interval.low, interval.high].map(with_sign);
            self.say(
                "nps_interval",
                &[("interval", self.ends_of(ends, [Figure::NpsLow, Figure::NpsHigh]))],
            )
        });
        let score = self.scene.recommend_text(recommend);
        let rules: Vec<_> = std::iter::once("nps").chain(recommend.edge.map(|_| "edged")).collect();
        let fact = self.fact(Figure::Nps, score, how.into_iter().collect(), &rules);
        Some(Fact { figures: vec![Figure::Nps, Figure::NpsLow, Figure::NpsHigh], ..fact })
    }

    fn agreement(&self, cell: &Cell) -> Option<Fact> {
        let agreement = cell.agreement.as_ref()?.get();
        let strength = self.scene.words.inside(&self.scene.strength(agreement.strength));
        let how = vec![self.say("strength", &[("strength", strength.into())])];
        Some(self.fact(Figure::Rwg, hundredths(agreement.rwg), how, &["rwg"]))
    }

    fn consistency(&self, cell: &Cell) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let Some(reliability) = cell.reliability.as_ref().map(|reliability| reliability.get()) {
            let ends = self.ends_of(
                reliability.interval.map(hundredths),
                [Figure::AlphaLow, Figure::AlphaHigh],
            );
            let how = vec![self.say("alpha_interval", &[("interval", ends)])];
            facts.push(self.fact(Figure::Alpha, hundredths(reliability.alpha), how, &["alpha"]));
        }
        if let Some(clustering) = cell.clustering.as_ref().map(|clustering| clustering.get()) {
            let (one, two) = (hundredths(clustering.icc1), hundredths(clustering.icc2));
            facts.push(self.fact(Figure::Icc1, one, Vec::new(), &["icc1"]));
            facts.push(self.fact(Figure::Icc2, two, Vec::new(), &["icc2"]));
        }
        facts
    }

    /// What the outcome goes with: the weight of this, or how much all of them explain together.
    fn drivers(&self, drivers: &Drivers) -> Option<Fact> {
        let outcome = What::Question(drivers.outcome);
        let key = Key { what: outcome, ..self.key };
        let explained = self.scene.percent_text(drivers.explained.get().to_string());
        let n = drivers.n.get().to_string();
        let is_home = self.key.what == outcome;
        let n = match is_home {
            true => self.own(n, Figure::Complete),
            false => self.scene.figure(n, key, &[Figure::Complete]),
        };
        let mut values = vec![("outcome", self.scene.what(outcome).into()), ("n", n.into())];
        if is_home {
            let how = vec![self.say("complete", &values)];
            let fact = self.fact(Figure::R2, explained, how, &["r2"]);
            return Some(Fact { figures: vec![Figure::R2, Figure::Complete], ..fact });
        }
        let (_, weight) = drivers.weights.iter().find(|(what, _)| *what == self.key.what)?;
        values.push(("explained", self.scene.figure(explained, key, &[Figure::R2]).into()));
        let how = vec![self.say("weight_of", &values)];
        let weight = self.scene.percent_text(weight.get().to_string());
        Some(self.fact(Figure::Weight, weight, how, &["weight"]))
    }

    fn responded(&self, responded: &Responded) -> Vec<Fact> {
        let how = match self.key.people {
            People::Everybody => self.sum_of_responses(),
            _ => None,
        };
        let n = responded.n.get().to_string();
        let mut facts = vec![self.fact(Figure::N, n, how.into_iter().collect(), &["n_response"])];
        if let Some(invited) = &responded.invited {
            let invited = invited.get().to_string();
            facts.push(self.fact(Figure::Invited, invited, Vec::new(), &["invited"]));
        }
        if let Some(rate) = &responded.rate {
            let rate = self.scene.percent_text(rate.get().to_string());
            facts.push(self.fact(Figure::Rate, rate, Vec::new(), &["rate"]));
        }
        facts
    }

    fn sum_of_responses(&self) -> Option<Sentence> {
        let Key { wave, place, .. } = self.key;
        let term = |audience| {
            let people = People::Audience(audience);
            let (key, responded) = self.scene.input.report.responded(wave, place, people)?;
            let n = self.scene.figure(responded.n.get().to_string(), key, &[Figure::N]);
            Some(Sentence::from(n) + " " + who(self.scene, people))
        };
        added(self.scene.audiences().filter_map(term).collect())
    }
}

/// "= 58 procurement team + 41 suppliers"; nothing where there is nothing to add.
fn added(terms: Vec<Sentence>) -> Option<Sentence> {
    let is_sum = terms.len() > 1;
    let sum = terms.into_iter().reduce(|sum, term| sum + " + " + term)?;
    is_sum.then(|| Sentence::from("= ") + sum)
}
