//! Figures over time: small multiples on one scale, labelled at their ends.
//!
//! From four waves on, series are lines with interval bands; two or three waves make slopes, with
//! both ends printed. A wave without a figure leaves a gap.

use super::legend::{Legend, Swatch};
use super::pen::Ink;
use super::scale::{Scale, spaced, spread, ticks};
use super::series::{MOST, mark};
use super::sheet::{Anchor, At, Shape, Sheet, Source};
use super::text::{self, DROP, LEADING, Weight};
use super::{Frame, Width};

/// Small multiples over the same waves and on the same scale.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    /// One picture each, in reading order.
    pub panels: Vec<Panel>,
    /// The names of the waves, oldest first.
    pub waves: Vec<String>,
    /// The scale, the same for all panels; use `(0, 100)` where that shows enough.
    pub range: (u8, u8),
    /// In place of the end value of a series that has none in the last wave.
    pub not_shown: String,
}

/// One picture of a trend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    /// What is measured; empty where there is only one panel and its caption says so.
    pub title: String,
    /// At most four; more are not drawn.
    pub series: Vec<Series>,
}

/// One line of a panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// Whose figures these are; may be empty where a panel has one series.
    pub name: String,
    /// One point a wave; `None` where nothing is shown.
    pub points: Vec<Option<Point>>,
}

/// A figure in one wave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// The figure.
    pub value: u8,
    /// The low end of its interval.
    pub low: Option<u8>,
    /// The high end of its interval.
    pub high: Option<u8>,
    /// Its key.
    pub cell: String,
}

const GAP: i32 = 280;
const TICKS: i32 = 330;
const LABEL_GAP: i32 = 160;
/// From the last point to its words.
const END: i32 = 260;

/// Draws small multiples.
pub fn trend(chart: &Trend, frame: &Frame, width: Width) -> String {
    let layout = Layout::new(chart, width);
    let sheet = Sheet::new();
    if let Some(key) = &layout.key {
        key.draw(&sheet);
    }
    for (i, panel) in chart.panels.iter().enumerate() {
        layout.panel(chart, i).draw(&sheet, chart, panel);
    }
    let size = (width.tenths(), layout.height(chart.panels.len()));
    sheet.finish(frame, &Shape { kind: "trend", variant: width.name(), size })
}

/// What all panels share.
struct Layout {
    columns: usize,
    panel: (i32, i32),
    plot_height: i32,
    /// Room for the printed values at the end, and for the words there.
    ends: (i32, i32),
    /// Room for the printed values at the start of a slope.
    start: i32,
    /// From the top of a panel to its plot.
    head: i32,
    /// The names of the waves, in lines.
    waves: Vec<Vec<String>>,
    /// The names of the series, where there is no room for them at the ends.
    key: Option<Legend>,
}

impl Layout {
    fn new(chart: &Trend, width: Width) -> Self {
        let columns = if width == Width::Wide { chart.panels.len().clamp(1, 2) } else { 1 };
        let across = (width.tenths() - (columns as i32 - 1) * GAP) / columns as i32;
        let series = || chart.panels.iter().flat_map(|panel| panel.series.iter().take(MOST));
        let name = series().map(|s| text::width(&s.name, Weight::Plain)).max().unwrap_or(0);
        let value =
            text::width(&chart.not_shown, Weight::Bold).max(text::width("64", Weight::Bold));
        let value = if series().any(|s| s.end() == Some(100)) { value.max(290) } else { value };
        let titled = chart.panels.iter().any(|panel| !panel.title.is_empty());
        let plot_height = if columns == 1 && width == Width::Wide { 2000 } else { 1400 };
        let head = if titled { 270 } else { 120 };
        let start = if is_slope(chart) { 380 } else { 60 };
        let key = if name > across / 3 { key(chart, width) } else { None };
        let name = if key.is_some() { 0 } else { name.min(across / 3) };
        let (panel, ends, waves) = ((across, 0), (value.min(800), name), Vec::new());
        let mut layout = Self { columns, panel, plot_height, ends, start, head, waves, key };
        layout.waves = layout.wrap_waves(chart);
        let lines = layout.waves.iter().map(Vec::len).max().unwrap_or(0) as i32;
        layout.panel.1 = head + plot_height + 90 + lines * LEADING;
        layout
    }

    /// Names break into two lines where the waves are so far apart that words fit between them.
    fn wrap_waves(&self, chart: &Trend) -> Vec<Vec<String>> {
        let plot = self.plot(0);
        let apart = (plot.1 - plot.0 - self.start) / (chart.waves.len() as i32 - 1).max(1) - 60;
        let lines = |wave: &String| match apart {
            800.. => text::wrap(wave, Weight::Plain, apart, 2),
            _ => vec![text::fit(wave, Weight::Plain, self.panel.0 / 2)],
        };
        chart.waves.iter().map(lines).collect()
    }

    /// From where to where a plot runs in a panel that begins at `left`.
    fn plot(&self, left: i32) -> (i32, i32) {
        let words = if self.ends.1 > 0 { self.ends.1 + 60 } else { 0 };
        (left + TICKS, left + self.panel.0 - END - self.ends.0 - words)
    }

    /// Where the panels begin.
    fn top(&self) -> i32 {
        self.key.as_ref().map_or(0, |key| key.height + 60)
    }

    fn height(&self, panels: usize) -> i32 {
        let rows = panels.div_ceil(self.columns) as i32;
        (self.top() + rows * self.panel.1 + (rows - 1).max(0) * GAP / 2).max(10)
    }

    fn panel(&self, chart: &Trend, i: usize) -> Place<'_> {
        let (column, row) = ((i % self.columns) as i32, (i / self.columns) as i32);
        let left = column * (self.panel.0 + GAP);
        let top = self.top() + row * (self.panel.1 + GAP / 2);
        let right = left + self.panel.0;
        let plot_top = top + self.head;
        let bottom = plot_top + self.plot_height;
        let plot = self.plot(left);
        let last = chart.waves.len().saturating_sub(1) as i32;
        Place {
            left,
            right,
            top,
            bottom,
            plot,
            x: Scale::new((0, last.max(1)), (plot.0 + self.start, plot.1)),
            y: Scale::new((chart.range.0.into(), chart.range.1.into()), (bottom, plot_top)),
            layout: self,
        }
    }
}

/// The names of the series above all panels, which must show the same ones in the same order.
fn key(chart: &Trend, width: Width) -> Option<Legend> {
    let names = |panel: &Panel| -> Vec<String> {
        panel.series.iter().take(MOST).map(|series| series.name.clone()).collect()
    };
    let all = names(chart.panels.first()?);
    let swatches = (1..).map(Swatch::Line);
    let same = chart.panels.iter().all(|panel| names(panel) == all);
    same.then(|| Legend::new(swatches.zip(all.iter().map(String::as_str)), 0, width.tenths()))
}

fn is_slope(chart: &Trend) -> bool {
    chart.waves.len() < 4
}

/// Where a panel stands.
struct Place<'a> {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    plot: (i32, i32),
    x: Scale,
    y: Scale,
    layout: &'a Layout,
}

impl Place<'_> {
    fn draw(&self, sheet: &Sheet, chart: &Trend, panel: &Panel) {
        let title = text::fit(&panel.title, Weight::Bold, self.right - self.left);
        sheet.text(Ink::Strong, (self.left, self.top + LEADING - 30), Anchor::Start, &title);
        self.draw_scale(sheet, chart);
        let series = &panel.series[..panel.series.len().min(MOST)];
        for (n, series) in (1..).zip(series) {
            sheet.group("", Source::Cells(&series.keys()), |sheet| {
                self.draw_series(sheet, chart, n, series);
            });
        }
        self.draw_ends(sheet, chart, series);
        if is_slope(chart) {
            self.draw_starts(sheet, series);
        }
    }

    fn draw_scale(&self, sheet: &Sheet, chart: &Trend) {
        let (low, high) = chart.range;
        sheet.group("", Source::Axis, |sheet| {
            let (zero, others): (Vec<u8>, Vec<u8>) =
                ticks(low, high).into_iter().partition(|&tick| tick == 0);
            for (ink, ticks) in [(Ink::Grid, others), (Ink::Axis, zero)] {
                let heights = ticks.into_iter().map(|tick| self.y.at(tick.into()));
                sheet.lines(ink, heights.map(|y| self.plot_line(y)));
            }
            for tick in ticks(low, high) {
                let y = self.y.at(tick.into());
                let at = (self.plot.0 - 60, y + DROP);
                sheet.text(Ink::Muted, at, Anchor::End, &tick.to_string());
            }
            let waves = &self.layout.waves;
            let places: Vec<_> = (0..waves.len()).map(|i| self.x.at(i as i32)).collect();
            let widths: Vec<_> = waves.iter().map(|lines| widest(lines)).collect();
            for (i, x) in spaced(&widths, &places, (self.left, self.right)) {
                for (line, y) in waves[i].iter().zip((self.bottom + 220..).step_by(170)) {
                    sheet.text(Ink::Muted, (x, y), Anchor::Middle, line);
                }
            }
        });
    }

    fn plot_line(&self, y: i32) -> (At, At) {
        ((self.plot.0, y), (self.plot.1 + 60, y))
    }

    fn draw_series(&self, sheet: &Sheet, chart: &Trend, n: u8, series: &Series) {
        let at = |i: usize, figure: u8| (self.x.at(i as i32), self.y.at(figure.into()));
        let points: Vec<_> = series.points.iter().take(chart.waves.len()).enumerate().collect();
        for run in points.split(|(_, point)| point.is_none()) {
            let run: Vec<_> = run.iter().filter_map(|(i, p)| Some((*i, p.as_ref()?))).collect();
            if !is_slope(chart) {
                self.draw_band(sheet, n, &run);
            }
            if run.len() > 1 {
                sheet.path(Ink::Line(n), run.iter().map(|(i, p)| at(*i, p.value)).collect());
            }
            // Many marks would hide the line; a point that stands alone has nothing else.
            let marked = |i: usize| run.len() == 1 || i + 1 == chart.waves.len();
            for (i, point) in run.iter().filter(|(i, _)| points.len() <= 8 || marked(*i)) {
                mark(sheet, n, at(*i, point.value));
            }
        }
    }

    fn draw_band(&self, sheet: &Sheet, n: u8, run: &[(usize, &Point)]) {
        let at = |i: usize, figure: u8| (self.x.at(i as i32), self.y.at(figure.into()));
        let ends: Vec<_> = run.iter().filter_map(|(i, p)| Some((*i, p.low?, p.high?))).collect();
        if ends.len() > 1 && ends.len() == run.len() {
            let upper = ends.iter().map(|(i, _, high)| at(*i, *high));
            let lower = ends.iter().rev().map(|(i, low, _)| at(*i, *low));
            sheet.polygon(Ink::Area(n), upper.chain(lower).collect());
        }
    }

    /// The end values and names of the series. They keep apart, and a line leads to those that moved.
    fn draw_ends(&self, sheet: &Sheet, chart: &Trend, series: &[Series]) {
        let height = |s: &Series| s.latest().map_or(self.bottom, |p| self.y.at(p.value.into()));
        let places: Vec<_> = series.iter().map(height).collect();
        let moved = self.apart(&places);
        for (n, (series, (from, to))) in (1..).zip(series.iter().zip(places.iter().zip(moved))) {
            let point =
                series.points.get(chart.waves.len().wrapping_sub(1)).and_then(Option::as_ref);
            let key = point.map_or("", |p| p.cell.as_str());
            sheet.group("", Source::Cells(key), |sheet| {
                match point {
                    // Nothing stands at the end of the line, so its mark tells whose words these are.
                    None => mark(sheet, n, (self.plot.1 + 170, to)),
                    Some(_) if (from - to).abs() < 30 => {}
                    Some(_) => {
                        sheet.line(Ink::Leader, (self.plot.1 + 80, *from), (self.plot.1 + 220, to))
                    }
                }
                self.draw_end(sheet, series, point, &chart.not_shown, to + DROP);
            });
        }
    }

    fn draw_end(&self, sheet: &Sheet, series: &Series, end: Option<&Point>, none: &str, y: i32) {
        let (value_room, name_room) = self.layout.ends;
        let x = self.plot.1 + END;
        match end {
            Some(point) => sheet.text(Ink::Value, (x, y), Anchor::Start, &point.value.to_string()),
            None => sheet.text(Ink::Muted, (x, y), Anchor::Start, none),
        }
        if name_room == 0 {
            return;
        }
        let name = text::fit(&series.name, Weight::Plain, name_room);
        sheet.text(Ink::Label, (x + value_room + 60, y), Anchor::Start, &name);
    }

    /// The figures that a slope starts with.
    fn draw_starts(&self, sheet: &Sheet, series: &[Series]) {
        let starts: Vec<_> =
            series.iter().filter_map(|s| s.points.first().and_then(Option::as_ref)).collect();
        let places: Vec<_> = starts.iter().map(|p| self.y.at(p.value.into())).collect();
        for (point, y) in starts.iter().zip(self.apart(&places)) {
            sheet.group("", Source::Cells(&point.cell), |sheet| {
                let at = (self.x.at(0) - 100, y + DROP);
                sheet.text(Ink::Value, at, Anchor::End, &point.value.to_string());
            });
        }
    }

    fn apart(&self, places: &[i32]) -> Vec<i32> {
        spread(places, LABEL_GAP, (self.y.at(i32::MAX), self.bottom))
    }
}

fn widest(lines: &[String]) -> i32 {
    lines.iter().map(|line| text::width(line, Weight::Plain)).max().unwrap_or(0)
}

impl Series {
    fn end(&self) -> Option<u8> {
        self.points.last().and_then(Option::as_ref).map(|p| p.value)
    }

    /// The last figure that there is.
    fn latest(&self) -> Option<&Point> {
        self.points.iter().rev().flatten().next()
    }

    fn keys(&self) -> String {
        let keys: Vec<_> = self.points.iter().flatten().map(|p| p.cell.as_str()).collect();
        keys.join(" ").trim().to_owned()
    }
}
