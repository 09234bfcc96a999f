//! The five register files into a [`Register`]. A reader goes on after a mistake; an entry that lacks
//! what it cannot do without is left out.

mod actions;
mod engagement;
mod entry;
mod goals;
mod measures;
mod playbook;

use super::Register;
use super::goal::is_stale;
use crate::content::Layout;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::key::Names;
use crate::organisation::{Organisation, Purpose};
use crate::survey::Wave;
use jiff::civil::Date;

/// What readers of registers know of the rest of the site.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// All waves, also those that the report leaves out.
    pub waves: &'a [Wave],
    /// Their ids, and those of everything else.
    pub names: &'a Names,
    /// Units and suppliers.
    pub organisation: &'a Organisation,
    /// The language of the report; only surveys speak the others.
    pub languages: &'a [String],
    /// The day of the report, for what must be looked at once a year.
    pub date: Date,
}

/// Reads every register there is.
pub fn read(layout: &Layout, known: &Known<'_>, to: &mut Diagnostics) -> Register {
    let (measures, measure_ids) = measures::read(layout.measures.as_ref(), known, to);
    let (goals, goal_ids) = goals::read(layout.goals.as_ref(), &measure_ids, known, to);
    let ids = [&measure_ids, &goal_ids];
    Register {
        measures,
        goals,
        actions: actions::read(layout.actions.as_ref(), ids, known, to),
        hours: engagement::read(layout.engagement.as_ref(), known, to),
        tips: playbook::read(layout.playbook.as_ref(), known, to),
    }
}

/// Warns of a purpose that nobody has looked at for over a year.
pub fn check_purpose(purpose: Option<&Purpose>, date: Date, to: &mut Diagnostics) {
    let Some(Purpose { reviewed, .. }) = purpose else { return };
    if is_stale(reviewed.value, date) {
        let message = format!("the purpose was last reviewed on {}", reviewed.value);
        to.push(
            Diagnostic::warning(Code::Stale, reviewed.spot.clone(), message)
                .label(format!("more than twelve months before {date}, the day of the report"))
                .hint("read it together once a year, and set `reviewed` to that day"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Located, Spot};
    use jiff::civil::date;

    #[test]
    fn a_purpose_is_looked_at_once_a_year() {
        let reviewed = Located { value: date(2025, 9, 21), spot: Spot::file("organisation.toml") };
        let purpose = Purpose { text: "Why".into(), reviewed };
        let codes = |day| {
            let mut to = Diagnostics::default();
            check_purpose(Some(&purpose), day, &mut to);
            to.sorted().iter().map(|one| one.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(date(2026, 9, 21)), []);
        assert_eq!(codes(date(2026, 9, 22)), [Code::Stale]);
    }
}
