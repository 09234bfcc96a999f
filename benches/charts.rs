//! How long one drawing takes: less than half a millisecond, as a site has thousands. A matrix may take
//! some milliseconds, since it looks for room for every name, and a wave has one.

use criterion::{Criterion, criterion_group, criterion_main};
use rapportage::chart::{
    DotRow, Dots, Dumbbell, DumbbellRow, Frame, Heat, HeatCell, HeatColumn, HeatRow, Likert,
    LikertRow, Matrix, MatrixPoint, MatrixScale, Panel, Point, Series, Spark, Trend, Width, dots,
    dumbbell, heat, likert, matrix, spark, trend,
};

fn dot_rows() -> Dots {
    let row = DotRow {
        label: "Unternehmensübergreifende Zusammenarbeit".into(),
        note: "n 212".into(),
        change: "no clear change".into(),
        value: Some(64),
        shown: "64".into(),
        low: Some(60),
        high: Some(68),
        target: Some(70),
        last: Some(66),
        emphasised: false,
        cell: "2026-Q3/trust:score/-/-/-".into(),
    };
    Dots { rows: vec![row; 6], ..Dots::default() }
}

fn items() -> Likert {
    let row = LikertRow {
        label: "Problems are solved together and not passed on to someone else".into(),
        segments: vec![12, 24, 23, 31, 10],
        bounds: Vec::new(),
        favourable: "41 %".into(),
        note: "n 211".into(),
        cell: "2026-Q3/q12:favourable/-/-/-".into(),
    };
    let answers = vec![vec!["Disagree".into(); 5]];
    Likert { rows: vec![row; 10], answers, ..Likert::default() }
}

fn multiples() -> Trend {
    let point =
        Point { value: 61, low: Some(57), high: Some(65), cell: "2026-Q3/trust:score".into() };
    let series = Series { name: "Suppliers".into(), points: vec![Some(point); 12] };
    let panel = Panel { title: "Trust".into(), series: vec![series; 3] };
    let waves = (1..=12).map(|i| format!("Wave {i}")).collect();
    Trend { panels: vec![panel; 4], waves, range: (0, 100), not_shown: "–".into() }
}

fn units() -> Heat {
    let cell =
        HeatCell { value: Some(61), text: "61".into(), cell: "2026-Q3/trust:score/unit".into() };
    let row = HeatRow { label: "Purchasing and logistics".into(), indent: 1, cells: vec![cell; 6] };
    let column = HeatColumn { label: "Collaboration".into(), short: "Coll.".into() };
    Heat { columns: vec![column; 6], rows: vec![row; 20], ..Heat::default() }
}

fn sides() -> Dumbbell {
    let row = DumbbellRow {
        label: "Unternehmensübergreifende Zusammenarbeit".into(),
        sides: Some([(71, "71".into()), (48, "48".into())]),
        gap: "23".into(),
        verdict: "suppliers lower".into(),
        cell: "2026-Q3/trust:gap/-/internal~supplier/-".into(),
    };
    Dumbbell { rows: vec![row; 10], ..Dumbbell::default() }
}

fn practices() -> Matrix {
    let point = |i: u8| MatrixPoint {
        label: format!("Learning from results {i}"),
        across: i % 7 + 2,
        up: 30 + i * 3 % 20,
        emphasised: i.is_multiple_of(4),
        cell: "2026-Q3/learning:weight/-/internal/-".into(),
    };
    let scale = |range, split| MatrixScale { title: "Weight".into(), range, split };
    Matrix {
        points: (0..20).map(point).collect(),
        across: scale((0, 15), 5),
        up: scale((20, 60), 40),
        ..Matrix::default()
    }
}

fn charts(c: &mut Criterion) {
    let frame = Frame { id: "c".into(), title: "Trust fell".into(), ..Frame::default() };
    let (rows, items, multiples, units) = (dot_rows(), items(), multiples(), units());
    let (sides, practices) = (sides(), practices());
    let line = Spark {
        points: vec![Some(61); 12],
        range: (0, 100),
        shown: "61".into(),
        cell: "2026-Q3/trust:score".into(),
        ..Spark::default()
    };
    c.bench_function("dots, 6 rows", |b| b.iter(|| dots(&rows, &frame, Width::Wide)));
    c.bench_function("dumbbell, 10 rows", |b| b.iter(|| dumbbell(&sides, &frame, Width::Wide)));
    c.bench_function("matrix, 20 points", |b| {
        b.iter(|| matrix(&practices, &frame, Width::Narrow));
    });
    c.bench_function("likert, 10 rows", |b| b.iter(|| likert(&items, &frame, Width::Wide)));
    c.bench_function("trend, 4 panels", |b| b.iter(|| trend(&multiples, &frame, Width::Wide)));
    c.bench_function("heat, 20 rows", |b| b.iter(|| heat(&units, &frame, Width::Narrow)));
    c.bench_function("spark", |b| b.iter(|| spark(&line, &frame)));
}

criterion_group!(benches, charts);
criterion_main!(benches);
