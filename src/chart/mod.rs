//! A drawing kit that knows no survey: plain structs in, one SVG string out.
//!
//! ```text
//! bars dots dumbbell likert  trend  matrix  spark  heat    a chart a file: structs, layout, drawing
//!     \    |     /        |      |       |    /
//!         rows  legend  scale  labels  series  steps   pieces that several charts share
//!           \    |      |      |      /
//!          sheet   plotters elements          groups, classes, where a number comes from
//!            |
//!           pen    our plotters backend       semantic SVG: classes, never colours
//!
//!      png  literal                            the same SVG as pixels, in the colours of a style sheet
//! ```
//!
//! Lengths are tenths of a pixel in whole numbers, so a picture has one decimal and is the same on
//! every machine. Coordinates come from the rounded figures that the caller prints; there is no
//! precision here to leak. Colours, dashes and dark mode live in the theme's `chart.css`.
//!
//! A page shows each chart twice, drawn for a [`Width::Wide`] and a [`Width::Narrow`] column, and
//! its style sheet hides one of them: text keeps its size and the layout adapts. [`both`] does so.

mod bars;
mod dots;
mod dumbbell;
mod heat;
mod labels;
mod legend;
mod likert;
mod literal;
mod matrix;
mod pen;
mod png;
mod rows;
mod scale;
mod series;
mod sheet;
mod spark;
mod steps;
mod text;
mod trend;

pub use bars::{BarRow, Bars, bars};
pub use dots::{DotRow, DotWords, Dots, dots};
pub use dumbbell::{Dumbbell, DumbbellRow, dumbbell};
pub use heat::{Heat, HeatCell, HeatColumn, HeatRow, heat};
pub use likert::{Likert, LikertMode, LikertRow, likert};
pub use matrix::{Matrix, MatrixPoint, MatrixScale, matrix};
pub use png::{picture_size, png};
pub use spark::{Spark, spark};
pub use trend::{Panel, Point, Series, Trend, trend};

/// What a chart is called, for those who hear it instead of seeing it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The start of every element id in the chart; unique on its page.
    pub id: String,
    /// The finding, in ten words or fewer.
    pub title: String,
    /// What is drawn, with its main numbers; may be empty.
    pub desc: String,
    /// The keys of the figures that title and description quote, separated by spaces; may be empty.
    pub cells: String,
    /// Where their numbers come from instead (`count`, `register:…`); may be empty.
    pub source: String,
}

/// The column that a chart is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 680 px, shown from a page width of 640 px on.
    Wide,
    /// 320 px, shown on phones and in narrow columns.
    Narrow,
}

impl Width {
    fn tenths(self) -> i32 {
        match self {
            Self::Wide => 6800,
            Self::Narrow => 3200,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// Draws a chart for both widths; the style sheet shows the one that fits.
pub fn both(draw: impl Fn(Width) -> String) -> String {
    draw(Width::Wide) + &draw(Width::Narrow)
}
