//! Points on two scales with their names: what weighs much, and where there is much to win.
//!
//! The picture grows until every name has room; no name is cut or left out. Narrow, points have
//! letters, and their names stand below.

use super::labels::{Area, Ground, Label, Placed, place};
use super::pen::Ink;
use super::scale::{Scale, ticks};
use super::sheet::{Anchor, At, Shape, Sheet, Source};
use super::text::{self, DROP, LEADING, Weight};
use super::{Frame, Width};

/// Points in four quarters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// What is drawn; where room is scarce, the first have the first choice of it.
    pub points: Vec<MatrixPoint>,
    /// The scale from left to right.
    pub across: MatrixScale,
    /// The scale from bottom to top.
    pub up: MatrixScale,
    /// The words for the quarters: upper left, upper right, lower left, lower right.
    pub quarters: [String; 4],
}

/// One scale of a matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixScale {
    /// What is measured.
    pub title: String,
    /// The figures at its ends.
    pub range: (u8, u8),
    /// The figure at which the picture is divided.
    pub split: u8,
}

/// One point of a matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixPoint {
    /// Its name.
    pub label: String,
    /// Its figure from left to right.
    pub across: u8,
    /// Its figure from bottom to top.
    pub up: u8,
    /// Whether it is one of those to look at.
    pub emphasised: bool,
    /// The keys of its figures, separated by spaces.
    pub cell: String,
}

const RADIUS: i32 = 55;
/// So many points have their names beside them on a narrow page too.
const FEW: usize = 4;
/// Room for the numbers at the left.
const TICKS: i32 = 330;
/// From one try at the height to the next, how many are worth it for better places, and how many
/// there are for any place at all.
const TALLER: i32 = 6 * LEADING;
const TALL: i32 = 2;
const TRIES: i32 = 80;
/// How much better places must be to be worth one more step.
const A_STEP: i32 = 700;

/// Draws a matrix.
pub fn matrix(chart: &Matrix, frame: &Frame, width: Width) -> String {
    let points: Vec<&MatrixPoint> = emphasised_first(&chart.points);
    let lettered = width == Width::Narrow && points.len() > FEW;
    let letters: Vec<String> = (0..points.len()).map(letter).collect();
    let name = |i: usize| if lettered { letters[i].as_str() } else { points[i].label.as_str() };
    let named: Vec<_> = points.iter().enumerate().map(|(i, &point)| (point, name(i))).collect();
    let (layout, labels) = lay_out(chart, &named, width);

    let sheet = Sheet::new();
    layout.draw_scales(&sheet, chart);
    layout.draw_quarters(&sheet);
    for label in &labels {
        if let Some((from, to)) = label.leader {
            sheet.line(Ink::Leader, from, to);
        }
    }
    for (i, point) in points.iter().enumerate() {
        sheet.group("point", Source::Cells(&point.cell), |sheet| {
            let ink = if point.emphasised { Ink::Now } else { Ink::Last };
            sheet.circle(ink, layout.at(point), RADIUS - 5);
            labels
                .iter()
                .filter(|label| label.point == i)
                .for_each(|label| draw(sheet, label, point));
        });
    }
    let mut bottom = layout.bottom + 2 * LEADING + 190;
    if lettered {
        bottom = draw_names(&sheet, &points, &letters, bottom + 60);
    }
    let size = (width.tenths(), bottom);
    sheet.finish(frame, &Shape { kind: "matrix", variant: width.name(), size })
}

/// A, B … Z, AA, AB: no number, as numbers are figures here.
fn letter(i: usize) -> String {
    let last = char::from(b'A' + (i % 26) as u8);
    match i / 26 {
        0 => last.to_string(),
        more => letter(more - 1) + &last.to_string(),
    }
}

/// The names that letters stand for, below `y`; returns where they end.
fn draw_names(sheet: &Sheet, points: &[&MatrixPoint], letters: &[String], mut y: i32) -> i32 {
    let widths = letters.iter().map(|letter| text::width(letter, Weight::Bold));
    let left = widths.max().unwrap_or(0) + 80;
    for (point, letter) in points.iter().zip(letters) {
        let room = Width::Narrow.tenths() - left;
        let lines = text::wrap(&point.label, Weight::Plain, room, usize::MAX);
        let ink = if point.emphasised { Ink::Strong } else { Ink::Label };
        sheet.text(Ink::Strong, (0, y + LEADING - 40), Anchor::Start, letter);
        for line in lines {
            y += LEADING;
            sheet.text(ink, (left, y - 40), Anchor::Start, &line);
        }
        y += 30;
    }
    y + 20
}

/// The least height at which names stand well; of those tried, the best.
fn lay_out(chart: &Matrix, points: &[(&MatrixPoint, &str)], width: Width) -> (Layout, Vec<Label>) {
    let least = if width == Width::Wide { 3000 } else { 2800 };
    let layout = |n: i32| Layout::new(chart, width, least + n * TALLER);
    let mut best: Option<(i32, Layout, Vec<Label>)> = None;
    for n in 0..TRIES {
        let layout = layout(n);
        if let Some(placed) = layout.labels(points) {
            let cost = placed.cost + n * A_STEP;
            if best.as_ref().is_none_or(|(known, ..)| cost < *known) {
                best = Some((cost, layout, placed.labels));
            }
        }
        // Taller is worse than what was found already, or tall enough.
        if best.as_ref().is_some_and(|(known, ..)| *known < (n + 1) * A_STEP || n >= TALL) {
            break;
        }
    }
    best.map_or_else(|| (layout(0), Vec::new()), |(_, layout, labels)| (layout, labels))
}

fn emphasised_first(points: &[MatrixPoint]) -> Vec<&MatrixPoint> {
    let mut points: Vec<_> = points.iter().collect();
    points.sort_by_key(|point| !point.emphasised);
    points
}

fn draw(sheet: &Sheet, label: &Label, point: &MatrixPoint) {
    let ink = if point.emphasised { Ink::Label } else { Ink::Muted };
    let baselines = (label.area.top + LEADING / 2 + DROP..).step_by(LEADING as usize);
    for (line, baseline) in label.lines.iter().zip(baselines) {
        sheet.text(ink, (label.area.left, baseline), Anchor::Start, line);
    }
}

/// The words of the quarters in lines that stay within them.
fn quarters(chart: &Matrix, rooms: [i32; 2]) -> [Vec<String>; 4] {
    std::array::from_fn(|i| {
        let weight = if i == 1 { Weight::Bold } else { Weight::Plain };
        text::wrap(&chart.quarters[i], weight, (rooms[i % 2] - 60).max(400), usize::MAX)
    })
}

/// Where the plot and its scales stand.
struct Layout {
    right: i32,
    top: i32,
    bottom: i32,
    x: Scale,
    y: Scale,
    /// Where the plot is divided.
    split: At,
    /// The words of the quarters, in lines.
    quarters: [Vec<String>; 4],
    /// Where names may stand.
    names: Area,
}

impl Layout {
    fn new(chart: &Matrix, width: Width, height: i32) -> Self {
        let (left, right) = (TICKS, width.tenths());
        let top = text::wrap(&chart.up.title, Weight::Plain, right, 2).len() as i32 * LEADING + 80;
        let bottom = top + height;
        let ends = |scale: &MatrixScale| (scale.range.0.into(), scale.range.1.into());
        let x = Scale::new(ends(&chart.across), (left + 70, right - 120));
        let middle = x.at(chart.across.split.into());
        let quarters = quarters(chart, [middle - left, right - middle]);
        let edge = |lines: &[Vec<String>]| {
            lines.iter().map(Vec::len).max().unwrap_or(0) as i32 * LEADING + 40
        };
        let (above, below) = (top + edge(&quarters[..2]), bottom - edge(&quarters[2..]));
        let y = Scale::new(ends(&chart.up), (below - RADIUS, above + RADIUS));
        let split = (middle, y.at(chart.up.split.into()));
        let names = Area { left: left + 20, top: above - 20, right, bottom: below + 20 };
        Self { right, top, bottom, x, y, split, quarters, names }
    }

    fn at(&self, point: &MatrixPoint) -> At {
        (self.x.at(point.across.into()), self.y.at(point.up.into()))
    }

    /// Places the names, or finds that there is no room for them.
    fn labels(&self, points: &[(&MatrixPoint, &str)]) -> Option<Placed> {
        let (x, y) = self.split;
        let lines = [
            Area { left: x - 10, right: x + 10, ..self.names },
            Area { top: y - 10, bottom: y + 10, ..self.names },
        ];
        let ground = Ground { bounds: self.names, radius: RADIUS, avoided: &lines };
        let named: Vec<_> = points.iter().map(|(point, name)| (self.at(point), *name)).collect();
        place(&named, &ground)
    }

    fn draw_scales(&self, sheet: &Sheet, chart: &Matrix) {
        let title = text::wrap(&chart.up.title, Weight::Plain, self.right, 2);
        for (line, y) in title.iter().zip((LEADING - 30..).step_by(LEADING as usize)) {
            sheet.text(Ink::Muted, (0, y), Anchor::Start, line);
        }
        sheet.group("", Source::Axis, |sheet| {
            let up = || ticks(chart.up.range.0, chart.up.range.1).into_iter();
            let across = || ticks(chart.across.range.0, chart.across.range.1).into_iter();
            let level = up().map(|tick| self.y.at(tick.into()));
            let upright = across().map(|tick| self.x.at(tick.into()));
            sheet.lines(Ink::Grid, level.map(|y| ((TICKS, y), (self.right, y))));
            sheet.lines(Ink::Grid, upright.map(|x| ((x, self.top), (x, self.bottom))));
            for tick in up() {
                let y = self.y.at(tick.into());
                sheet.text(Ink::Muted, (TICKS - 60, y + DROP), Anchor::End, &tick.to_string());
            }
            for tick in across() {
                let x = self.x.at(tick.into());
                let at = (x, self.bottom + LEADING + 20);
                sheet.text(Ink::Muted, at, Anchor::Middle, &tick.to_string());
            }
        });
        let title = text::wrap(&chart.across.title, Weight::Plain, self.right, 2);
        let under = (self.bottom + 2 * LEADING + 40..).step_by(LEADING as usize);
        for (line, y) in title.iter().zip(under) {
            sheet.text(Ink::Muted, (self.right, y), Anchor::End, line);
        }
    }

    /// The lines between the quarters, and their words in the corners, clear of the points.
    fn draw_quarters(&self, sheet: &Sheet) {
        let (x, y) = self.split;
        let lines = [((x, self.top), (x, self.bottom)), ((TICKS, y), (self.right, y))];
        sheet.lines(Ink::Axis, lines);
        let inks = [Ink::Muted, Ink::Strong, Ink::Muted, Ink::Muted];
        for (i, (lines, ink)) in self.quarters.iter().zip(inks).enumerate() {
            let (left, upper) = (i % 2 == 0, i < 2);
            let tall = lines.len() as i32 * LEADING;
            let first = if upper { self.top + 20 } else { self.bottom - tall - 20 };
            let (at, anchor) =
                if left { (TICKS + 30, Anchor::Start) } else { (self.right, Anchor::End) };
            let baselines = (first + LEADING / 2 + DROP..).step_by(LEADING as usize);
            for (line, baseline) in lines.iter().zip(baselines) {
                sheet.text(ink, (at, baseline), anchor, line);
            }
        }
    }
}
