//! What the ids and the columns of the figures stand for.

use super::figures::{columns as of_figures, kind};
use super::{Field, list, sheet, text};
use crate::key::What;
use crate::survey::{Localised, Scale};
use crate::table::{Sheet, Value};
use crate::view::scene::Scene;
use std::collections::BTreeMap;

/// What each column of the figures means.
pub(super) fn columns(scene: &Scene) -> Sheet {
    let row = |name: &str| {
        let meaning = scene.say(&format!("column.{name}"), &[]).plain();
        vec![text(name), text(meaning)]
    };
    let rows = of_figures().into_iter().map(row).collect();
    sheet(scene, "columns", &["column", "meaning"], rows)
}

/// When people were asked.
pub(super) fn waves(scene: &Scene) -> Sheet {
    let row = |&wave: &u8| {
        let wave = &scene.input.waves[usize::from(wave)];
        let days = [wave.opens, wave.closes].map(|day| Some(Value::Day(day)));
        [text(&wave.id), text(&wave.name), text(&wave.form)].into_iter().chain(days).collect()
    };
    let rows = scene.input.report.waves().iter().map(row).collect();
    sheet(scene, "waves", &["wave", "name", "form", "opens", "closes"], rows)
}

/// What was measured, with its wording, and a column for each audience that reads words of its own.
pub(super) fn measured(scene: &Scene) -> Sheet {
    let survey = scene.input.survey;
    let items = (0u16..).zip(&survey.items).map(|(at, item)| {
        let practice = &survey.practices[item.practice];
        let asked = Asked {
            scale: survey.scales.get(item.scale),
            reverse: item.reverse,
            forms: &item.forms,
            audiences: &item.audiences,
            text_for: Some(&item.text_for),
        };
        (What::Item(at), practice.id.as_str(), asked)
    });
    let questions = (0u16..).zip(&survey.questions).map(|(at, question)| {
        let asked = Asked {
            scale: question.scale.and_then(|scale| survey.scales.get(scale)),
            reverse: question.reverse,
            forms: &question.forms,
            audiences: &question.audiences,
            text_for: Some(&question.text_for),
        };
        (What::Question(at), "", asked)
    });
    let dimensions = scene.dimensions().map(|of| (What::Dimension(of), "", Asked::default()));
    let practices = (0u16..).take(survey.practices.len());
    let practices = practices.map(|of| (What::Practice(of), "", Asked::default()));
    let readers: Vec<usize> = readers(scene);
    let whole = dimensions.chain(practices).chain(items).chain(questions);
    let rows = whole.map(|(what, practice, asked)| row(scene, what, practice, &asked, &readers));
    let own = readers.iter().map(|&audience| format!("text_{}", survey.audiences[audience].id));
    let columns: Vec<String> =
        ["what", "kind", "text", "dimension", "practice", "scale", "reverse", "forms", "audiences"]
            .map(str::to_owned)
            .into_iter()
            .chain(own)
            .collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    sheet(scene, "measured", &columns, rows.collect())
}

/// How something is asked; nothing of that for what is made of items.
#[derive(Default)]
struct Asked<'s> {
    scale: Option<&'s Scale>,
    reverse: bool,
    forms: &'s [String],
    audiences: &'s [usize],
    text_for: Option<&'s BTreeMap<usize, Localised>>,
}

/// The audiences that read words of their own somewhere.
fn readers(scene: &Scene) -> Vec<usize> {
    let survey = scene.input.survey;
    let items = survey.items.iter().map(|item| &item.text_for);
    let all = items.chain(survey.questions.iter().map(|question| &question.text_for));
    let all: Vec<_> = all.collect();
    (0..survey.audiences.len()).filter(|of| all.iter().any(|own| own.contains_key(of))).collect()
}

fn row(scene: &Scene, what: What, practice: &str, asked: &Asked, readers: &[usize]) -> Vec<Field> {
    let survey = scene.input.survey;
    let dimension = match what {
        What::Dimension(_) => None,
        what => scene.dimension_of(what).map(|of| survey.dimensions[usize::from(of)].id.as_str()),
    };
    let audiences = asked.audiences.iter().map(|&of| survey.audiences[of].id.as_str());
    let mut row = vec![
        text(scene.input.names.write_what(what)),
        text(kind(what)),
        text(scene.what(what)),
        text(dimension.unwrap_or_default()),
        text(practice),
        text(asked.scale.map_or("", |scale| &scale.id)),
        text(if asked.reverse { "yes" } else { "" }),
        list(asked.forms.iter().map(String::as_str)),
        list(audiences),
    ];
    let wording = |audience| asked.text_for?.get(audience);
    let own = readers.iter().map(|audience| {
        text(wording(audience).map_or("", |wording| wording.get(scene.language())))
    });
    row.extend(own);
    row
}

/// The points of each scale, and how each counts.
pub(super) fn scales(scene: &Scene) -> Sheet {
    let points = |scale: &Scale| -> Vec<Vec<Field>> {
        let point = |point: i32| {
            let counts = match point {
                point if scale.favourable.contains(&point) => "favourable",
                point if scale.unfavourable.contains(&point) => "unfavourable",
                _ if scale.has_shares() => "neutral",
                _ => "",
            };
            let label = label(scene, scale, point);
            vec![text(&scale.id), Some(Value::Whole(point.into())), text(label), text(counts)]
        };
        (scale.min..=scale.max).map(point).collect()
    };
    let rows = scene.input.survey.scales.iter().flat_map(points).collect();
    sheet(scene, "scales", &["scale", "point", "label", "counts"], rows)
}

/// What stands beside a point.
fn label<'s>(scene: &'s Scene, scale: &'s Scale, point: i32) -> &'s str {
    let at = usize::try_from(point - scale.min).unwrap_or_default();
    let ends = scale.ends.as_ref();
    let end = match point {
        point if point == scale.min => ends.map(|[low, _]| low),
        point if point == scale.max => ends.map(|[_, high]| high),
        _ => None,
    };
    scale.labels.get(at).or(end).map_or("", |label| label.get(scene.language()))
}

/// Who was asked.
pub(super) fn audiences(scene: &Scene) -> Sheet {
    let row = |at: u8| {
        let audience = &scene.input.survey.audiences[usize::from(at)];
        let weight = Some(Value::Number(audience.weight));
        vec![text(&audience.id), text(scene.audience(at)), weight]
    };
    let rows = scene.audiences().map(row).collect();
    sheet(scene, "audiences", &["audience", "name", "weight"], rows)
}

/// Units with those above them, and pools with their units.
pub(super) fn units(scene: &Scene) -> Sheet {
    let organisation = scene.input.organisation;
    let id = |unit: usize| organisation.units[unit].id.as_str();
    let day = |day: Option<jiff::civil::Date>| day.map(Value::Day);
    let units = organisation.units.iter().enumerate().map(|(at, unit)| {
        let kind = if organisation.root() == Some(at) { "organisation" } else { "unit" };
        vec![
            text(&unit.id),
            text(&unit.name),
            text(kind),
            text(unit.parent.map_or("", id)),
            None,
            text(unit.liaison.as_deref().unwrap_or_default()),
            day(unit.since),
            day(unit.until),
            text(unit.into.map_or("", id)),
        ]
    });
    let pools = organisation.pools.iter().map(|pool| {
        let units = list(pool.units.iter().map(|&unit| id(unit)));
        let mut row = vec![text(&pool.id), text(&pool.name), text("pool"), None, units];
        row.resize(9, None);
        row
    });
    let columns = ["unit", "name", "kind", "parent", "units", "liaison", "since", "until", "into"];
    sheet(scene, "units", &columns, units.chain(pools).collect())
}

/// Suppliers, with what the relationship is meant to be on the day of the report.
pub(super) fn suppliers(scene: &Scene) -> Sheet {
    let organisation = scene.input.organisation;
    let row = |supplier: &crate::organisation::Supplier| {
        let now = supplier.on(scene.input.options.date);
        let whole = |number: u32| Value::Whole(number.into());
        vec![
            text(&supplier.id),
            text(&supplier.name),
            text(&supplier.category),
            text(&organisation.units[supplier.unit].id),
            text(supplier.liaison.as_deref().unwrap_or_default()),
            text(now.map_or("", |now| now.kind.word())),
            now.map(|now| whole(now.priority)),
            now.and_then(|now| now.element).map(|element| whole(element.into())),
            supplier.until.map(Value::Day),
        ]
    };
    let columns =
        ["supplier", "name", "category", "unit", "liaison", "type", "priority", "element", "until"];
    sheet(scene, "suppliers", &columns, organisation.suppliers.iter().map(row).collect())
}
