//! Charts as pictures: each case is drawn for both widths and compared with `tests/charts/*.svg`.
//!
//! `UPDATE=1 cargo test charts` accepts what is drawn. Either way a page to look at is
//! written to `target/gallery/index.html`: light and dark, 680 px and 320 px wide.

use std::path::{Path, PathBuf};
use std::{env, fs};

use rapportage::chart::{
    BarRow, Bars, DotRow, DotWords, Dots, Dumbbell, DumbbellRow, Frame, Heat, HeatCell, HeatColumn,
    HeatRow, Likert, LikertMode, LikertRow, Matrix, MatrixPoint, MatrixScale, Panel, Point, Series,
    Spark, Trend, Width, bars, dots, dumbbell, heat, likert, matrix, spark, trend,
};

/// A long word, and a label that tries to break out of the picture.
const LONG: &str = "Unternehmensübergreifende Zusammenarbeit";
const NASTY: &str = "<script>alert('x')</script> & \"quotes\"";

/// A picture, with its name and the drawing for each width (one where there is only one).
struct Case {
    name: &'static str,
    drawings: Vec<(&'static str, String)>,
}

fn case(name: &'static str, draw: impl Fn(&Frame, Width) -> String) -> Case {
    let frame = frame(name);
    let drawings =
        vec![("wide", draw(&frame, Width::Wide)), ("narrow", draw(&frame, Width::Narrow))];
    Case { name, drawings }
}

fn frame(name: &str) -> Frame {
    Frame {
        id: name.into(),
        title: format!("Finding of {name}"),
        desc: "Scores from 0 to 100 <by> \"wave\".".into(),
        cells: "2026-Q3/index:score/-/-/-".into(),
        ..Frame::default()
    }
}

fn cases() -> Vec<Case> {
    vec![
        case("bars", |frame, width| bars(&bars_of_time(), frame, width)),
        case("bars-nasty", |frame, width| bars(&bars_nasty(), frame, width)),
        case("dots", |frame, width| dots(&dots_plain(), frame, width)),
        case("dots-nasty", |frame, width| dots(&dots_nasty(), frame, width)),
        case("dumbbell", |frame, width| dumbbell(&dumbbell_plain(), frame, width)),
        case("dumbbell-nasty", |frame, width| dumbbell(&dumbbell_nasty(), frame, width)),
        case("matrix", |frame, width| matrix(&matrix_plain(), frame, width)),
        case("matrix-many", |frame, width| matrix(&matrix_many(), frame, width)),
        case("matrix-nasty", |frame, width| matrix(&matrix_nasty(), frame, width)),
        case("likert-five", |frame, width| likert(&likert_five(), frame, width)),
        case("likert-mixed", |frame, width| likert(&likert_mixed(), frame, width)),
        case("likert-diverging", |frame, width| {
            let chart = Likert { mode: LikertMode::Diverging, ..likert_five() };
            likert(&chart, frame, width)
        }),
        case("trend-panels", |frame, width| trend(&trend_panels(), frame, width)),
        case("trend-one", |frame, width| trend(&trend_one(), frame, width)),
        case("trend-slope", |frame, width| trend(&trend_slope(), frame, width)),
        case("trend-many", |frame, width| trend(&trend_many(), frame, width)),
        case("heat", |frame, width| heat(&heat_units(), frame, width)),
        case("heat-nasty", |frame, width| heat(&heat_nasty(), frame, width)),
        Case { name: "spark", drawings: vec![("line", spark(&spark_line(), &frame("spark")))] },
    ]
}

fn bar(label: &str, parts: &[u8], shown: &str, note: &str) -> BarRow {
    BarRow {
        label: label.into(),
        note: note.into(),
        shown: shown.into(),
        parts: parts.to_vec(),
        target: None,
        source: "register:engagement/2026-Q3".into(),
    }
}

fn bars_of_time() -> Bars {
    Bars {
        rows: vec![
            bar("Needs", &[13, 0], "13 %", "35 h"),
            bar("Strategy and plan", &[2, 0], "2 %", "5 h"),
            bar("Monitor and manage", &[22, 46], "68 %", "187 h"),
            bar("Innovate", &[12, 0], "12 %", "33 h"),
        ],
        parts: vec!["Planned".into(), "Because of problems".into()],
        not_shown: "not shown".into(),
        ..Bars::default()
    }
}

/// A way that is longer than the scale, one backwards, one without an end, and hostile words.
fn bars_nasty() -> Bars {
    let with_target = |row: BarRow| BarRow { target: Some(100), ..row };
    Bars {
        rows: vec![
            with_target(bar(LONG, &[100], "103 %", "9 seals, target 10 seals")),
            with_target(bar("Days until a supplier is paid", &[0], "−130 %", "58 days")),
            with_target(bar(NASTY, &[90, 90], "180 %", NASTY)),
            BarRow { label: "Nothing yet".into(), ..BarRow::default() },
        ],
        target: "Target".into(),
        not_shown: "not shown".into(),
        ..Bars::default()
    }
}

fn words() -> DotWords {
    DotWords {
        now: "now".into(),
        last: "last wave".into(),
        target: "target".into(),
        interval: "95 % interval".into(),
        not_shown: "not shown".into(),
    }
}

fn row(label: &str, value: u8, last: u8, target: u8, change: &str, n: u16) -> DotRow {
    DotRow {
        label: label.into(),
        note: format!("n {n}"),
        change: change.into(),
        value: Some(value),
        shown: value.to_string(),
        low: Some(value - 4),
        high: Some((value + 4).min(100)),
        target: Some(target),
        last: Some(last),
        emphasised: false,
        cell: format!("2026-Q3/{}:score/-/-/-", label.to_lowercase()),
    }
}

fn dots_plain() -> Dots {
    Dots {
        rows: vec![
            DotRow { emphasised: true, ..row("Partnership index", 64, 66, 70, "down 2", 212) },
            row("Collaboration", 71, 69, 70, "no clear change", 212),
            row("Communication", 66, 66, 70, "no clear change", 209),
            row("Innovation", 58, 54, 65, "up 4", 201),
            row("Trust", 52, 59, 70, "down 7", 208),
        ],
        words: words(),
    }
}

fn dots_nasty() -> Dots {
    let hidden = DotRow {
        value: None,
        last: None,
        low: None,
        high: None,
        note: String::new(),
        change: String::new(),
        ..row("Hidden row", 10, 10, 60, "", 3)
    };
    let edge = |label: &str, value: u8, shown: &str| DotRow {
        value: Some(value),
        shown: shown.into(),
        low: Some(value.saturating_sub(3)),
        high: Some((value + 3).min(100)),
        last: Some(value),
        ..row(label, 50, 50, 100, "first time that this was asked", 12_345)
    };
    Dots {
        rows: vec![
            edge(LONG, 100, "95 or more"),
            edge(NASTY, 0, "0"),
            edge(
                "A label that goes on for much longer than anyone would want to read at all",
                5,
                "5 or less",
            ),
            hidden,
            edge("供应商关系与合作伙伴", 50, "50"),
        ],
        words: words(),
    }
}

fn answers() -> Vec<Vec<String>> {
    let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    vec![
        words(&["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]),
        words(&["Disagree (1–2)", "Neither", "Agree (4–5)"]),
    ]
}

fn item(label: &str, segments: &[u8], favourable: &str, note: &str) -> LikertRow {
    LikertRow {
        label: label.into(),
        segments: segments.into(),
        bounds: Vec::new(),
        favourable: favourable.into(),
        note: note.into(),
        cell: format!("2026-Q3/item:favourable/-/-/{}", segments.len()),
    }
}

fn likert_five() -> Likert {
    Likert {
        rows: vec![
            item("We share our plans with suppliers early", &[3, 8, 17, 48, 24], "72 %", "n 212"),
            item("Contracts share risk in a fair way", &[9, 19, 21, 38, 13], "51 %", "n 209"),
            item(
                "Problems are solved together and not passed on",
                &[12, 24, 23, 31, 10],
                "41 %",
                "n 211",
            ),
            item("Invoices are paid on time", &[22, 31, 18, 20, 9], "29 %", "n 198"),
        ],
        answers: answers(),
        heading: "favourable".into(),
        not_shown: "not shown".into(),
        mode: LikertMode::Stacked,
    }
}

fn likert_mixed() -> Likert {
    Likert {
        rows: vec![
            item(LONG, &[0, 0, 0, 0, 100], "100 %", "n 12"),
            item(NASTY, &[20, 30, 50], "50 %", ""),
            item("Small group", &[1, 98, 1], "1 %", ""),
            item(
                "A statement that nobody in this unit was willing to answer in this wave or the last",
                &[],
                "",
                "",
            ),
            item("Everything at once", &[1, 1, 1, 1, 96], "97 %", "n 1 204"),
        ],
        ..likert_five()
    }
}

fn series(name: &str, values: &[u8]) -> Series {
    let point = |(i, v): (usize, &u8)| {
        (*v > 0).then(|| Point {
            value: *v,
            low: Some(v.saturating_sub(5)),
            high: Some((v + 5).min(100)),
            cell: format!("W{i}/index:score/-/{}/-", name.to_lowercase()),
        })
    };
    Series { name: name.into(), points: values.iter().enumerate().map(point).collect() }
}

fn panel(title: &str, series: Vec<Series>) -> Panel {
    Panel { title: title.into(), series }
}

fn waves(names: &[&str]) -> Vec<String> {
    names.iter().map(|w| (*w).to_owned()).collect()
}

fn trend_panels() -> Trend {
    let both = |us: &[u8], them: &[u8]| vec![series("Internal", us), series("Suppliers", them)];
    Trend {
        panels: vec![
            panel("Collaboration", both(&[62, 64, 67, 69, 71], &[60, 61, 66, 68, 70])),
            panel("Communication", both(&[70, 68, 0, 67, 66], &[55, 57, 0, 0, 60])),
            panel("Innovation", both(&[50, 52, 53, 54, 58], &[44, 47, 0, 51, 0])),
            panel("Trust", both(&[66, 65, 64, 62, 61], &[63, 62, 60, 59, 52])),
        ],
        waves: waves(&["Q3 2025", "Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"]),
        range: (0, 100),
        not_shown: "–".into(),
    }
}

fn trend_one() -> Trend {
    Trend {
        panels: vec![panel("", vec![series("", &[61, 63, 66, 64])])],
        waves: waves(&["Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"]),
        range: (30, 90),
        not_shown: "–".into(),
    }
}

fn trend_slope() -> Trend {
    let all = |a: [u8; 2], b: [u8; 2], c: [u8; 2]| {
        vec![series("Internal", &a), series("Partners", &b), series("Suppliers", &c)]
    };
    Trend {
        panels: vec![
            panel("Collaboration", all([66, 71], [65, 70], [64, 70])),
            panel("Trust", all([60, 61], [70, 100], [59, 52])),
            panel(LONG, all([0, 61], [70, 0], [0, 0])),
        ],
        waves: waves(&["Second quarter 2026", "Third quarter 2026"]),
        range: (0, 100),
        not_shown: "–".into(),
    }
}

fn trend_many() -> Trend {
    let line = |name: &str, from: u8| {
        series(name, &(0..14).map(|i| from + (i * 7 + from) % 9).collect::<Vec<_>>())
    };
    let names: Vec<String> = (0..14).map(|i| format!("Q{} {}", i % 4 + 1, 2023 + i / 4)).collect();
    Trend {
        panels: vec![panel(
            NASTY,
            vec![line("Internal", 50), line(LONG, 52), line("Suppliers", 2), line("<b>&", 88)],
        )],
        waves: names,
        range: (0, 100),
        not_shown: "–".into(),
    }
}

fn spark_line() -> Spark {
    Spark {
        points: vec![Some(59), Some(62), None, Some(60), Some(59), Some(52)],
        range: (0, 100),
        shown: "52".into(),
        cell: "2025-Q4/trust:score/-/-/- 2026-Q3/trust:score/-/-/-".into(),
        end: "2026-Q3/trust:score/-/-/-".into(),
    }
}

fn sides(label: &str, [us, them]: [u8; 2], verdict: &str) -> DumbbellRow {
    DumbbellRow {
        label: label.into(),
        sides: Some([(us, us.to_string()), (them, them.to_string())]),
        gap: us.abs_diff(them).to_string(),
        verdict: verdict.into(),
        cell: format!("2026-Q3/{}:gap/-/internal~supplier/-", label.to_lowercase()),
    }
}

fn dumbbell_plain() -> Dumbbell {
    Dumbbell {
        rows: vec![
            sides("Fairness", [71, 48], "suppliers lower"),
            sides("Shared information", [55, 74], "suppliers higher"),
            sides("Dealing with conflict", [66, 58], "no clear gap"),
            sides("Reliability", [61, 60], "no clear gap"),
            sides("Recognition", [64, 64], "no clear gap"),
        ],
        sides: ["Procurement team".into(), "Suppliers".into()],
        not_shown: "–".into(),
    }
}

fn dumbbell_nasty() -> Dumbbell {
    let mut ends = sides(NASTY, [95, 5], "");
    ends.sides = Some([(95, "95 or more".into()), (5, "5 or less".into())]);
    let hidden = DumbbellRow { sides: None, ..sides("Hidden row", [1, 2], "secret") };
    Dumbbell {
        rows: vec![sides(LONG, [0, 100], "suppliers higher"), ends, hidden],
        sides: [LONG.into(), NASTY.into()],
        not_shown: "–".into(),
    }
}

fn points(points: &[(&str, u8, u8)], split: (u8, u8)) -> Vec<MatrixPoint> {
    let point = |&(label, across, up): &(&str, u8, u8)| MatrixPoint {
        label: label.into(),
        across,
        up,
        emphasised: across > split.0 && up > split.1,
        cell: format!("2026-Q3/{}:weight/-/internal/-", label.to_lowercase().replace(' ', "-")),
    };
    points.iter().map(point).collect()
}

fn matrix_of(all: &[(&str, u8, u8)], across: (u8, u8), split: (u8, u8)) -> Matrix {
    let quarters = ["Improve later", "Work here first", "Leave as it is", "Keep it up"];
    Matrix {
        points: points(all, split),
        across: MatrixScale {
            title: "Weight in satisfaction, %".into(),
            range: across,
            split: split.0,
        },
        up: MatrixScale {
            title: "Room to improve: points short of 100".into(),
            range: (20, 60),
            split: split.1,
        },
        quarters: quarters.map(String::from),
    }
}

fn matrix_plain() -> Matrix {
    let all = [
        ("Communication", 18, 34),
        ("Trust", 41, 48),
        ("Alignment", 27, 37),
        ("Improvement", 14, 44),
    ];
    matrix_of(&all, (0, 60), (25, 39))
}

/// As many practices as the sample has, crowded.
fn matrix_many() -> Matrix {
    let all = [
        ("Regular meetings", 5, 31),
        ("Open channels", 3, 36),
        ("Dealing with conflict", 6, 45),
        ("Listening", 7, 41),
        ("Shared information", 5, 36),
        ("Transparency", 5, 40),
        ("Reliability", 9, 44),
        ("Fairness", 12, 52),
        ("Commitment", 4, 37),
        ("Owning mistakes", 5, 41),
        ("Shared purpose", 3, 34),
        ("Shared goals", 4, 38),
        ("Clear roles", 3, 36),
        ("Early involvement", 8, 47),
        ("Joint incentives", 6, 55),
        ("Review loops", 4, 38),
        ("Learning from results", 4, 40),
        ("Skills", 2, 35),
        ("Joint innovation", 3, 43),
        ("Recognition", 2, 30),
    ];
    matrix_of(&all, (0, 15), (5, 40))
}

/// Points on top of each other, at the ends, with names that do not fit a line.
fn matrix_nasty() -> Matrix {
    let all = [(LONG, 100, 60), (LONG, 100, 60), (NASTY, 0, 20), (NASTY, 0, 20), ("A", 100, 20)];
    matrix_of(&all, (0, 100), (20, 58))
}

fn heat_row(label: &str, indent: u8, values: &[u8]) -> HeatRow {
    let cell = |v: &u8| match v {
        255 => HeatCell { value: None, text: "–".into(), cell: String::new() },
        v => HeatCell {
            value: Some(*v),
            text: v.to_string(),
            cell: format!("2026-Q3/d:score/{}/-/-", label.to_lowercase().replace(' ', "-")),
        },
    };
    HeatRow { label: label.into(), indent, cells: values.iter().map(cell).collect() }
}

fn columns(names: &[(&str, &str)]) -> Vec<HeatColumn> {
    let column = |(label, short): &(&str, &str)| HeatColumn {
        label: (*label).into(),
        short: (*short).into(),
    };
    names.iter().map(column).collect()
}

fn heat_units() -> Heat {
    Heat {
        columns: columns(&[
            ("Index", "Index"),
            ("Collaboration", "Coll."),
            ("Communication", "Com."),
            ("Innovation", "Inno."),
            ("Trust", "Trust"),
        ]),
        rows: vec![
            heat_row("Whole organisation", 0, &[64, 71, 66, 58, 52]),
            heat_row("Operations", 1, &[61, 70, 63, 55, 38]),
            heat_row("Plant North", 2, &[59, 68, 60, 255, 35]),
            heat_row("Plant South", 2, &[63, 73, 65, 57, 41]),
            heat_row("Purchasing", 1, &[72, 82, 74, 66, 61]),
            heat_row("Research", 1, &[255, 255, 255, 255, 255]),
        ],
        bands: ["below 40", "40 to 59", "60 to 79", "80 and more"].map(String::from),
        not_shown: "not shown".into(),
    }
}

fn heat_nasty() -> Heat {
    let names = [(LONG, "Zus."), (NASTY, "<b>"), ("Trust", "Trust"), ("Speed", "Speed")];
    let mut chart = Heat {
        columns: columns(
            &[&names[..], &[("Fairness", "Fair"), ("Risk", "Risk"), ("Price", "Price")]].concat(),
        ),
        rows: vec![
            heat_row(LONG, 0, &[0, 39, 40, 59, 60, 79, 100]),
            heat_row(NASTY, 3, &[80, 255, 1, 2, 3, 4, 5]),
            heat_row("A", 6, &[10, 20, 30]),
        ],
        ..heat_units()
    };
    chart.rows[0].cells[6].text = "95 or more".into();
    chart
}

#[test]
fn pictures_are_as_reviewed() {
    let update = env::var_os("UPDATE").is_some();
    let mut changed = Vec::new();
    for case in cases() {
        for (width, drawn) in &case.drawings {
            let path = folder("tests/charts").join(format!("{}.{width}.svg", case.name));
            let drawn = drawn.replace("><", ">\n<") + "\n";
            if update {
                fs::write(&path, &drawn).unwrap();
            }
            if fs::read_to_string(&path).ok().as_ref() != Some(&drawn) {
                changed.push(path);
            }
        }
    }
    let css = fs::read_to_string(folder("themes/default/static/chart.css")).unwrap();
    fs::create_dir_all(folder("target/gallery")).unwrap();
    fs::write(folder("target/gallery/index.html"), gallery(&css)).unwrap();
    assert!(changed.is_empty(), "look at target/gallery/index.html, then UPDATE=1: {changed:#?}");
}

/// What holds for every picture, whatever it shows.
#[test]
fn pictures_keep_the_rules() {
    for case in cases() {
        for (width, drawn) in &case.drawings {
            let name = format!("{} {width}", case.name);
            for never in ["style=", "<script", "fill=", "stroke=", "#1", "rgb(", "transform="] {
                assert!(!drawn.contains(never), "{name} contains {never}");
            }
            let opened = drawn.matches("<g ").count() + drawn.matches("<g>").count();
            assert_eq!(opened, drawn.matches("</g>").count(), "{name}");
            assert!(drawn.contains("role=\"img\"") && drawn.contains("<desc id="), "{name}");
            assert!(lengths_have_one_decimal(drawn), "{name}");
        }
    }
}

fn lengths_have_one_decimal(drawn: &str) -> bool {
    let numbers = drawn.split(|c: char| !c.is_ascii_digit() && c != '.');
    numbers.filter_map(|number| number.split_once('.')).all(|(_, rest)| rest.len() < 2)
}

#[test]
fn a_row_without_a_figure_has_no_key() {
    let chart = Dots {
        rows: vec![DotRow { cell: "secret".into(), label: "Row".into(), ..DotRow::default() }],
        words: words(),
    };
    assert!(!dots(&chart, &Frame::default(), Width::Wide).contains("secret"));
    let drawn = dumbbell(&dumbbell_nasty(), &Frame::default(), Width::Wide);
    assert!(!drawn.contains("hidden") && !drawn.contains("secret"));
}

#[test]
fn empty_charts_are_pictures_too() {
    let frame = Frame::default();
    for width in [Width::Wide, Width::Narrow] {
        for drawn in [
            dots(&Dots::default(), &frame, width),
            dumbbell(&Dumbbell::default(), &frame, width),
            matrix(&Matrix::default(), &frame, width),
            likert(&Likert::default(), &frame, width),
            trend(&Trend::default(), &frame, width),
            heat(&Heat::default(), &frame, width),
            spark(&Spark::default(), &frame),
        ] {
            assert!(drawn.starts_with("<svg ") && drawn.ends_with("</svg>"));
        }
    }
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every picture in every form. Each form is a region of the page, so the style sheet's questions
/// about the screen become classes here.
fn gallery(css: &str) -> String {
    let (_, dark) = css.split_once("(prefers-color-scheme: dark) {").unwrap_or_default();
    let (dark, _) = dark.split_once("\n}").unwrap_or_default();
    let dark = dark.replace(":root", ".dark");
    let mut page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Charts</title><style>{css}{dark}
         body {{ margin: 0; display: flex; font: 14px system-ui }}
         .form {{ padding: 16px; background: var(--chart-paper); color: var(--chart-text) }}
         .at-680 {{ width: 680px }} .at-320 {{ width: 320px }}
         .at-320 .wide-only, .at-680 .narrow-only {{ display: none !important }}
         .at-320 .narrow-only, .at-680 .wide-only {{ display: block !important }}
         h2 {{ font-size: 14px; font-weight: 400; opacity: .7; margin: 40px 0 12px }}</style>"
    );
    for form in ["at-680", "at-320", "dark at-680", "dark at-320"] {
        page += &format!("<div class='form {form}'>");
        for case in cases() {
            page += &format!("<h2>{}</h2>", case.name);
            for (_, drawn) in &case.drawings {
                // Ids are unique on a page that shows a picture once; here it is shown four times.
                let prefix = format!("id=\"{}-", form.replace(' ', "-"));
                page += &drawn.replace("id=\"", &prefix);
            }
        }
        page += "</div>";
    }
    page
}
