//! How far the measures have come, as a picture, a table and a file.

use super::standing::{Standing, Value, percent};
use super::{count, measured};
use crate::chart::{self, BarRow, Bars};
use crate::register::{Measure, Values};
use crate::table::{harmless, line};
use crate::view::exhibit::{Caption, Exhibit, Table};
use crate::view::scene::Scene;
use crate::view::sentence::{Piece, Sentence};

/// How much of the way each has done, as bars.
pub(super) fn progress(
    scene: &Scene,
    all: &[(&Measure, &Standing)],
    values: &[(&str, Sentence)],
) -> Option<Exhibit> {
    let on_way: Vec<_> = all.iter().filter(|(_, standing)| standing.progress.is_some()).collect();
    let words = scene.words;
    let row = |(measure, standing): &&(&Measure, &Standing)| {
        let progress = standing.progress.unwrap_or_default();
        let last = standing.last.as_ref().map(|(_, last)| last.said.text.clone());
        let target = measured(scene, measure, measure.target, "target").text;
        let values = [("last", last.unwrap_or_default().into()), ("target", target.into())];
        BarRow {
            label: measure.name.clone(),
            note: words.say("measures.of_target", &values).plain(),
            shown: percent(scene, progress, "").plain(),
            parts: vec![u8::try_from(progress.clamp(0, 100)).unwrap_or_default()],
            target: Some(100),
            source: format!("register:measures/{}", measure.id),
        }
    };
    let chart = Bars {
        rows: on_way.iter().map(row).collect(),
        parts: Vec::new(),
        target: words.get("chart.target"),
        not_shown: scene.not_shown().text,
    };
    let bars = ("bars", count(on_way.len()).into());
    let values: Vec<_> = values.iter().cloned().chain([bars]).collect();
    let title = match all.iter().filter(|(_, standing)| standing.state == "away").count() {
        0 => "measures.progress_title_all",
        1 => "measures.progress_title",
        _ => "measures.progress_title_many",
    };
    let caption = Caption {
        id: "progress".into(),
        title: words.say(title, &values),
        subtitle: words.say("measures.progress_subtitle", &[]),
        summary: words.say("measures.progress_summary", &values),
        source: words.say("measures.source", &[]),
    };
    let draw = |frame: &chart::Frame, width| chart::bars(&chart, frame, width);
    (!on_way.is_empty()).then(|| caption.around(draw, table(scene, all), csv(scene, all)))
}

fn table(scene: &Scene, all: &[(&Measure, &Standing)]) -> Table {
    let heads = ["measure", "first", "now", "target", "progress"];
    let column = |name: &str| (scene.say(&format!("measures.column_{name}"), &[]), None);
    let mut table = Table::new(&heads.map(column));
    for (measure, standing) in all {
        let said = |value: Option<&Value>| value.map(|value| value.said.clone());
        let or_not = |piece: Option<Piece>| piece.unwrap_or_else(|| scene.not_shown()).into();
        let source = format!("register:measures/{}", measure.id);
        let progress = standing.progress.map(|progress| percent(scene, progress, &source));
        let cells = vec![
            Piece::sourced(measure.name.as_str(), &source).into(),
            or_not(said(standing.first.as_ref())),
            or_not(said(standing.last.as_ref().map(|(_, last)| last))),
            measured(scene, measure, measure.target, "target").into(),
            progress.unwrap_or_else(|| scene.not_shown().into()),
        ];
        table.push(None, 0, cells);
    }
    table
}

/// Everything that was written down; figures of the survey lie beside their own pages.
fn csv(scene: &Scene, all: &[(&Measure, &Standing)]) -> String {
    let waves = scene.input.report.waves();
    let ids = waves.iter().map(|&wave| scene.wave_id(wave));
    let mut out = String::new();
    line(
        &mut out,
        ["source", "measure", "unit", "baseline"].into_iter().chain(ids).chain(["target"]),
    );
    for (measure, _) in all {
        let Values::Typed(values) = &measure.values else { continue };
        let number = |number: Option<&f64>| number.map(f64::to_string).unwrap_or_default();
        let mut fields = vec![
            format!("register:measures/{}", measure.id),
            harmless(&measure.name),
            harmless(measure.unit.as_deref().unwrap_or_default()),
            number(measure.baseline.as_ref()),
        ];
        fields.extend(waves.iter().map(|wave| number(values.get(wave))));
        fields.push(measure.target.to_string());
        line(&mut out, fields.iter().map(String::as_str));
    }
    out
}
