//! waves/ID/wave.toml into [`Wave`]s, in the order of their closing.

use super::{Invited, State, Survey, Wave};
use crate::content::{Fields, WaveFolder, parse_toml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Located, Source};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The most people that one group can have.
const MOST_PEOPLE: i64 = 1_000_000;

/// The states as they are written.
const STATES: [(&str, State); 2] = [("open", State::Open), ("closed", State::Closed)];

/// Reads every wave, oldest first. One that cannot be understood is reported and left out.
pub fn read_waves(folders: &[WaveFolder], survey: &Survey, to: &mut Diagnostics) -> Vec<Wave> {
    let mut waves = Vec::new();
    for folder in folders {
        let review = folder.review.clone();
        waves.extend(read_wave(&folder.id, &folder.wave, review, survey, to));
    }
    waves.sort_by(|(a, _), (b, _)| (a.closes, &a.id).cmp(&(b.closes, &b.id)));
    for pair in waves.windows(2) {
        if let [(older, _), (newer, closes)] = pair
            && older.closes == newer.closes
        {
            to.push(closes_with(&older.id, newer, closes));
        }
    }
    if let Some((_, beyond)) = waves.get(Wave::MOST) {
        let message = format!("there are {} waves", waves.len());
        to.push(
            Diagnostic::error(Code::TooMany, beyond.spot.clone(), message)
                .label(format!("expected at most {}", Wave::MOST)),
        );
        waves.truncate(Wave::MOST);
    }
    waves.into_iter().map(|(wave, _)| wave).collect()
}

/// One wave and the place of its last day. Nothing is returned when its form, state or days cannot
/// be understood.
fn read_wave(
    id: &str,
    source: &Source,
    review: Option<Source>,
    survey: &Survey,
    to: &mut Diagnostics,
) -> Option<(Wave, Located<Date>)> {
    let mut fields = parse_toml(source, to);
    let name = fields.optional_text("name", to).map(|name| name.value);
    let form = fields.text("form", to);
    let state = fields.choice("state", &STATES, to);
    let opens = fields.date("opens", to);
    let closes = fields.date("closes", to);
    let reopen = fields.optional_flag("reopen", to);
    let groups = fields.tables("invited", to);
    fields.finish(to);
    let (mut invited, mut seen) = (Vec::new(), BTreeSet::new());
    for group in groups {
        invited.extend(read_invited(group, survey, &mut seen, to));
    }
    if let Some(form) = &form {
        check_form(form, survey, to);
    }
    let (form, state, opens, closes) = (form?, state?, opens?, closes?);
    if closes.value < opens.value {
        to.push(Diagnostic::ends_before("closes", &closes, "opens", opens.value));
    }
    let wave = Wave {
        id: id.to_owned(),
        name: name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.to_owned()),
        form: form.value,
        state: state.value,
        opens: opens.value,
        closes: closes.value,
        invited,
        reopen: reopen.filter(|flag| flag.value).map(|flag| flag.spot),
        review,
    };
    Some((wave, closes))
}

fn check_form(form: &Located<String>, survey: &Survey, to: &mut Diagnostics) {
    let known = survey.forms();
    // An instrument without forms has been told off already.
    if !known.is_empty() && !known.contains(&form.value.as_str()) {
        to.push(
            Diagnostic::unknown("form", form, known)
                .hint("a form exists when an item or question of survey.toml is on it"),
        );
    }
}

fn read_invited(
    mut fields: Fields<'_>,
    survey: &Survey,
    seen: &mut BTreeSet<[Option<String>; 2]>,
    to: &mut Diagnostics,
) -> Option<Invited> {
    let unit = fields.optional_text("unit", to);
    let supplier = fields.optional_text("supplier", to);
    let attributed = fields.optional_flag("attributed", to);
    let people = fields.required("people", "people by audience", to);
    let people = people.and_then(|row| row.table(to));
    let place = fields.spot().clone();
    fields.finish(to);
    let people = people.map(|table| read_people(table, survey, supplier.is_some(), to));
    let error = |code, spot, message: String| Diagnostic::error(code, spot, message);
    match (&unit, &supplier) {
        (None, None) => to.push(
            error(Code::Missing, place, "this group has neither a unit nor a supplier".into())
                .label("expected `unit`, or `supplier` for people who answer about one"),
        ),
        (Some(_), Some(supplier)) => to.push(
            error(
                Code::Conflict,
                supplier.spot.clone(),
                "this group has a unit and a supplier".into(),
            )
            .label("expected either `unit` or `supplier`")
            .hint("people who answer about a supplier are counted under the supplier alone"),
        ),
        _ => {}
    }
    if let (Some(flag), None) = (&attributed, &supplier) {
        to.push(
            error(Code::Conflict, flag.spot.clone(), "`attributed` is for suppliers".into())
                .label("this group has no supplier"),
        );
    }
    let attributed = attributed.is_some_and(|flag| flag.value);
    let group = Invited { unit, supplier, people: people?, attributed };
    check_repeated(&group, seen, to);
    Some(group)
}

fn read_people(
    mut table: Fields<'_>,
    survey: &Survey,
    of_supplier: bool,
    to: &mut Diagnostics,
) -> Vec<(usize, u32)> {
    let mut people = Vec::new();
    for row in table.take_rest() {
        let name = row.key.clone();
        let count = row.integer(0..=MOST_PEOPLE, to);
        let Some(audience) = survey.audience(&name.value) else {
            let known = survey.audiences.iter().map(|audience| audience.id.as_str());
            to.push(Diagnostic::unknown("audience", &name, known));
            continue;
        };
        if survey.audiences[audience].is_supplier && !of_supplier {
            let message = format!("`{}` people belong to a supplier, not to a unit", name.value);
            to.push(
                Diagnostic::error(Code::Conflict, name.spot, message)
                    .label("expected our own people here")
                    .hint("invite a supplier's people in a group with `supplier = \"…\"`"),
            );
        }
        people.extend(count.and_then(|count| Some((audience, u32::try_from(count.value).ok()?))));
    }
    people.sort_unstable();
    people
}

fn check_repeated(group: &Invited, seen: &mut BTreeSet<[Option<String>; 2]>, to: &mut Diagnostics) {
    let value = |name: &Option<Located<String>>| name.as_ref().map(|name| name.value.clone());
    if seen.insert([value(&group.unit), value(&group.supplier)]) {
        return;
    }
    if let Some(name) = group.unit.as_ref().or(group.supplier.as_ref()) {
        let message = format!("`{}` is invited twice", name.value);
        to.push(
            Diagnostic::error(Code::Repeated, name.spot.clone(), message)
                .label("expected one group for each unit and each supplier")
                .hint("put all audiences of a group into one `people`"),
        );
    }
}

fn closes_with(older: &str, wave: &Wave, closes: &Located<Date>) -> Diagnostic {
    let message = format!("`{}` closes on the same day as `{older}`", wave.id);
    Diagnostic::error(Code::Repeated, closes.spot.clone(), message)
        .label("expected a day of its own")
        .hint("waves are ordered by the day they close")
}

#[cfg(test)]
mod tests {
    use super::{Wave, read_waves};
    use crate::content::WaveFolder;
    use crate::diag::{Code, Diagnostics};
    use crate::source::Source;
    use crate::survey::Survey;
    use jiff::{ToSpan, civil::date};

    fn folder(id: String, days: i64) -> WaveFolder {
        let closes = date(2020, 1, 1).checked_add(days.days()).unwrap();
        let text =
            format!("form = \"full\"\nstate = \"open\"\nopens = 2020-01-01\ncloses = {closes}");
        let wave = Source::new(&format!("content/waves/{id}/wave.toml"), &text);
        WaveFolder {
            id,
            wave,
            answers: Vec::new(),
            tables: Vec::new(),
            review: None,
            comments: None,
        }
    }

    #[test]
    fn waves_are_ordered_by_the_day_they_close() {
        let folders = [folder("a".into(), 9), folder("b".into(), 3), folder("c".into(), 6)];
        let mut to = Diagnostics::default();
        let waves = read_waves(&folders, &Survey::default(), &mut to);
        let order: Vec<_> = waves.iter().map(|wave| wave.id.as_str()).collect();
        assert_eq!((order, to.has_errors()), (vec!["b", "c", "a"], false));
        assert_eq!(waves[0].name, "b");
    }

    #[test]
    fn more_waves_than_can_be_counted_are_refused() {
        let folders: Vec<_> = (0..129).map(|at| folder(format!("w{at}"), at)).collect();
        let mut to = Diagnostics::default();
        let waves = read_waves(&folders, &Survey::default(), &mut to);
        assert_eq!(waves.len(), Wave::MOST);
        assert_eq!(to.sorted()[0].code, Code::TooMany);
        assert_eq!(&*to.sorted()[0].spot.file, "content/waves/w128/wave.toml");
    }
}
