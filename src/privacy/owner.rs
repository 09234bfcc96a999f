//! Unrounded and unsuppressed figures for the eyes of whoever holds the answers anyway. They go to the
//! writer that the command line gives, and nowhere else.

use super::Policy;
use super::admit::{Admitted, admit};
use super::compose::Gate;
use super::figures::{Compared, Counted, Figures, Table};
use super::ledger::History;
use super::policy::Family;
use crate::key::{Key, Names, People, Query, What, Whose};
use crate::score::Assessment;
use crate::score::statistics::Interval;
use crate::table::{self, Format, Rows, Selection, Value};
use std::io::{self, Write};

/// Everything there is, with what the gate says to it.
pub struct Owner<'a> {
    assessment: &'a Assessment<'a>,
    policy: &'a Policy,
    admitted: Admitted,
    table: Table,
}

impl<'a> Owner<'a> {
    /// Every figure that is defined: intervals from each group's own spread, from two people on.
    pub fn new(assessment: &'a Assessment<'a>, policy: &'a Policy, history: &History<'_>) -> Self {
        let everything = Gate { assessment, policy: &Policy::owner(), admitted: None };
        let mut table = everything.compose();
        table.correct();
        Self { assessment, policy, admitted: admit(assessment, policy, history), table }
    }

    /// The cells that a table asks for, in full precision.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn scores(
        &self,
        names: &Names,
        selection: &Selection,
        format: Format,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let cells = self.table.cells.iter().filter_map(|(key, figures)| {
            Some((*key, if key.matched.is_empty() { cell(figures) } else { change(figures)? }))
        });
        let gaps = self.table.gaps.iter().map(|(key, gap)| (*key, compared("gap", gap)));
        let answered = self.table.responses.iter().map(|(key, one)| (*key, counted(*one)));
        let all = answered.chain(cells).chain(gaps);
        let mut rows: Vec<_> = all.filter(|(key, _)| selection.wants(key)).collect();
        rows.sort_by_key(|(key, _)| *key);
        out.write_all(Rows(rows).write(names, format).as_bytes())
    }

    /// One cell and the parts it is made of, each with whether it is shown and why not.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn explain(&self, names: &Names, query: &Query, out: &mut dyn Write) -> io::Result<()> {
        let found = self.found(query);
        if found.is_empty() {
            return writeln!(out, "nobody answered this");
        }
        for key in found {
            let figures = self.figures(key).unwrap_or_default();
            writeln!(out, "{}", names.write(key, None))?;
            writeln!(out, "  {:<9} {}", "shown", self.verdict(key))?;
            for (name, value) in figures {
                writeln!(out, "  {name:<9} {value}")?;
            }
        }
        Ok(())
    }

    /// The cell that was asked for, then its parts: the audiences of a composite, the sides of a gap.
    fn found(&self, query: &Query) -> Vec<Key> {
        let key = match query.whose {
            Whose::These(people) => Some(query.over(people)),
            Whose::Published => self.whole(query),
        };
        let Some(key) = key.filter(|key| self.figures(*key).is_some()) else { return Vec::new() };
        let audiences: Vec<u8> = match key.people {
            People::Composite(audiences) | People::Merged(audiences) => audiences.iter().collect(),
            People::Gap(first, second) => vec![first, second],
            People::Everybody => (0u8..).take(self.assessment.survey.audiences.len()).collect(),
            People::Audience(_) => Vec::new(),
        };
        let parts = audiences.into_iter().map(|audience| query.over(People::Audience(audience)));
        let parts = parts.filter(|part| self.figures(*part).is_some());
        std::iter::once(key).chain(parts).collect()
    }

    /// The cell over all audiences that answered.
    fn whole(&self, query: &Query) -> Option<Key> {
        let everybody = query.over(People::Everybody);
        if self.table.responses.contains_key(&everybody) {
            return Some(everybody);
        }
        let same = |key: &&Key| Key { people: People::Everybody, ..**key } == everybody;
        let mut cells = self.table.cells.keys().filter(same);
        cells.find(|key| matches!(key.people, People::Composite(_))).copied()
    }

    fn figures(&self, key: Key) -> Option<table::Figures> {
        let cell = self.table.cells.get(&key).map(|figures| {
            let mut all = cell(figures);
            all.extend(
                change(figures)
                    .into_iter()
                    .flatten()
                    .filter(|(name, _)| !matches!(*name, "low" | "high")),
            );
            all
        });
        let gap = || self.table.gaps.get(&key).map(|gap| compared("gap", gap));
        let answered = || self.table.responses.get(&key).map(|one| counted(*one));
        cell.or_else(gap).or_else(answered)
    }

    /// Whether the gate lets the means of a cell through, and if not, why.
    fn verdict(&self, key: Key) -> String {
        let audiences: Vec<u8> = match key.people {
            People::Composite(_) => return "where its parts are".to_owned(),
            People::Gap(..) => return "where both sides are".to_owned(),
            People::Everybody => Vec::new(),
            People::Audience(audience) => vec![audience],
            People::Merged(audiences) => audiences.iter().collect(),
        };
        if key.what == What::Index {
            return "where all its dimensions are".to_owned();
        }
        let group = (key.wave, key.place, key.people);
        let over = self.assessment.tallies.get(&(key.wave, key.matched));
        let shows = |family| {
            over.is_some_and(|of| self.admitted.shows(self.assessment, of, key.what, family, group))
        };
        if shows(Family::Means) {
            return match shows(Family::Spread) {
                true => "yes, with its own spread".to_owned(),
                false => "yes, without what shows its own spread".to_owned(),
            };
        }
        let least = audiences.iter().map(|&one| self.policy.minimum(Family::Means, one)).max();
        let least = least.unwrap_or(self.policy.people);
        let n = self.table.cells.get(&key).and_then(|figures| figures.n);
        let n = n.or_else(|| self.table.responses.get(&key).map(|counted| counted.n)).unwrap_or(0);
        match n < least {
            true => format!("no: {n} people, fewer than {least}"),
            false => "no: together with other cells it would single people out".to_owned(),
        }
    }
}

fn cell(figures: &Figures) -> table::Figures {
    let number = |name, value: f64| (name, Value::Number(value));
    let mut all = vec![number("mean", figures.mean)];
    all.extend(figures.interval.iter().flat_map(|ends| interval(*ends, figures.pooled)));
    all.extend(figures.sd.map(|sd| number("sd", sd)));
    all.extend(figures.n.map(|n| ("n", Value::Whole(n.into()))));
    all.extend(figures.invited.map(|all| ("invited", Value::Whole(all.into()))));
    if let Some([favourable, unfavourable]) = figures.shares {
        all.push(number("fav", favourable));
        all.push(number("neutral", (100.0 - favourable - unfavourable).max(0.0)));
        all.push(number("unfav", unfavourable));
    }
    if let Some(bounds) = figures.bounds {
        all.extend([number("least", bounds.low), number("most", bounds.high)]);
    }
    all.extend(figures.recommend.map(|one| number("nps", one.score)));
    all.extend(figures.alpha.as_ref().map(|alpha| number("alpha", alpha.value)));
    all.extend(figures.agreement.map(|agreement| number("rwg", agreement.value)));
    all.extend(figures.icc.map(|icc| number("icc1", icc.icc1)));
    all.extend(figures.icc.and_then(|icc| Some(number("icc2", icc.icc2?))));
    all
}

fn change(figures: &Figures) -> Option<table::Figures> {
    Some(compared("change", figures.change.as_ref()?))
}

fn compared(name: &'static str, compared: &Compared) -> table::Figures {
    let mut all = vec![(name, Value::Number(compared.points))];
    all.extend(compared.interval.iter().flat_map(|ends| interval(*ends, compared.pooled)));
    all.extend(compared.adjusted.map(|p| ("p", Value::Number(p))));
    all.extend(compared.p.map(|p| ("p_raw", Value::Number(p))));
    all.extend(compared.g.map(|g| ("g", Value::Number(g))));
    all.push(("items", Value::Whole(i64::try_from(compared.items).unwrap_or(i64::MAX))));
    all
}

fn counted(counted: Counted) -> table::Figures {
    let mut all = vec![("n", Value::Whole(counted.n.into()))];
    if let Some(invited) = counted.invited.filter(|invited| *invited > 0) {
        all.push(("invited", Value::Whole(invited.into())));
        let rate = 100.0 * f64::from(counted.n) / f64::from(invited);
        all.push(("rate", Value::Number(rate)));
    }
    all
}

fn interval(ends: Interval, pooled: bool) -> table::Figures {
    let mut all = vec![("low", Value::Number(ends.low)), ("high", Value::Number(ends.high))];
    if pooled {
        all.push(("spread", Value::Text("pooled".to_owned())));
    }
    all
}
