//! Figures over time: small multiples on one scale, labelled at their ends.
//!
//! From four waves on, series are lines with interval bands; two or three waves make slopes, with
//! both ends printed. A wave without a figure leaves a gap.

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
const TICKS: i32 = 290;
const LABEL_GAP: i32 = 160;

/// Draws small multiples.
pub fn trend(chart: &Trend, frame: &Frame, width: Width) -> String {
    let layout = Layout::new(chart, width);
    let sheet = Sheet::new();
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
    titled: bool,
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
        let height = if titled { 260 } else { 100 } + plot_height + 260;
        let start = if is_slope(chart) { 380 } else { 60 };
        let ends = (value.min(800), name.min(across / 3));
        Self { columns, panel: (across, height), plot_height, ends, start, titled }
    }

    fn height(&self, panels: usize) -> i32 {
        let rows = panels.div_ceil(self.columns) as i32;
        (rows * self.panel.1 + (rows - 1).max(0) * GAP / 2).max(10)
    }

    fn panel(&self, chart: &Trend, i: usize) -> Place {
        let (column, row) = ((i % self.columns) as i32, (i / self.columns) as i32);
        let left = column * (self.panel.0 + GAP);
        let top = row * (self.panel.1 + GAP / 2);
        let right = left + self.panel.0;
        let plot_top = top + if self.titled { 260 } else { 100 };
        let bottom = plot_top + self.plot_height;
        // A mark, the value, the name.
        let label = 110 + 130 + self.ends.0 + if self.ends.1 > 0 { 60 + self.ends.1 } else { 0 };
        let plot = (left + TICKS, right - label);
        let last = chart.waves.len().saturating_sub(1) as i32;
        Place {
            left,
            right,
            top,
            bottom,
            plot,
            x: Scale::new((0, last.max(1)), (plot.0 + self.start, plot.1)),
            y: Scale::new((chart.range.0.into(), chart.range.1.into()), (bottom, plot_top)),
            ends: self.ends,
        }
    }
}

fn is_slope(chart: &Trend) -> bool {
    chart.waves.len() < 4
}

/// Where a panel stands.
struct Place {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    plot: (i32, i32),
    x: Scale,
    y: Scale,
    ends: (i32, i32),
}

impl Place {
    fn draw(&self, sheet: &Sheet, chart: &Trend, panel: &Panel) {
        let title = text::fit(&panel.title, Weight::Bold, self.right - self.left);
        sheet.text(Ink::Strong, (self.left, self.top + LEADING - 30), Anchor::Start, &title);
        self.draw_scale(sheet, chart);
        let series = &panel.series[..panel.series.len().min(MOST)];
        for (n, series) in (1..).zip(series) {
            sheet.group("series", Source::Cells(&series.keys()), |sheet| {
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
        sheet.group("scale", Source::Axis, |sheet| {
            for tick in ticks(low, high) {
                let y = self.y.at(tick.into());
                let ink = if tick == 0 { Ink::Axis } else { Ink::Grid };
                sheet.line(ink, self.plot_line(y).0, self.plot_line(y).1);
                let at = (self.plot.0 - 60, y + DROP);
                sheet.text(Ink::Muted, at, Anchor::End, &tick.to_string());
            }
            let room = self.right - self.left;
            let fit = |wave: &String| text::fit(wave, Weight::Plain, room / 2);
            let waves: Vec<_> = chart.waves.iter().map(fit).collect();
            let places: Vec<_> = (0..waves.len()).map(|i| self.x.at(i as i32)).collect();
            for (i, x) in spaced(&waves, &places, (self.left, self.right)) {
                sheet.text(Ink::Muted, (x, self.bottom + 220), Anchor::Middle, &waves[i]);
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

    /// Each series' mark, end value and name; they keep apart and the mark tells whose they are.
    fn draw_ends(&self, sheet: &Sheet, chart: &Trend, series: &[Series]) {
        let last = chart.waves.len().saturating_sub(1);
        let places: Vec<_> = series
            .iter()
            .map(|s| s.nearest_to_end().map_or(self.bottom, |p| self.y.at(p.value.into())))
            .collect();
        let x = self.plot.1 + 160;
        for ((n, series), y) in (1..).zip(series).zip(self.apart(&places)) {
            let point = series.points.get(last).and_then(Option::as_ref);
            let key = point.map_or("", |p| p.cell.as_str());
            sheet.group("end", Source::Cells(key), |sheet| {
                let value = point.map_or_else(|| chart.not_shown.clone(), |p| p.value.to_string());
                let ink = if point.is_some() { Ink::Value } else { Ink::Muted };
                if self.ends.1 > 0 {
                    mark(sheet, n, (x, y));
                }
                let x = if self.ends.1 > 0 { x + 100 } else { x - 30 };
                sheet.text(ink, (x, y + DROP), Anchor::Start, &value);
                let name = text::fit(&series.name, Weight::Plain, self.ends.1);
                sheet.text(Ink::Label, (x + self.ends.0 + 60, y + DROP), Anchor::Start, &name);
            });
        }
    }

    /// The figures that a slope starts with.
    fn draw_starts(&self, sheet: &Sheet, series: &[Series]) {
        let starts: Vec<_> =
            series.iter().filter_map(|s| s.points.first().and_then(Option::as_ref)).collect();
        let places: Vec<_> = starts.iter().map(|p| self.y.at(p.value.into())).collect();
        for (point, y) in starts.iter().zip(self.apart(&places)) {
            sheet.group("end", Source::Cells(&point.cell), |sheet| {
                let at = (self.x.at(0) - 100, y + DROP);
                sheet.text(Ink::Value, at, Anchor::End, &point.value.to_string());
            });
        }
    }

    fn apart(&self, places: &[i32]) -> Vec<i32> {
        spread(places, LABEL_GAP, (self.y.at(i32::MAX), self.bottom))
    }
}

impl Series {
    fn end(&self) -> Option<u8> {
        self.points.last().and_then(Option::as_ref).map(|p| p.value)
    }

    fn nearest_to_end(&self) -> Option<&Point> {
        self.points.iter().rev().flatten().next()
    }

    fn keys(&self) -> String {
        let keys: Vec<_> = self.points.iter().flatten().map(|p| p.cell.as_str()).collect();
        keys.join(" ").trim().to_owned()
    }
}
