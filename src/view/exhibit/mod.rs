//! A chart and everything that stands around it: the finding as its title, what it shows, a summary
//! in one sentence, source and n, the figures as a table, and the same figures as a file.

mod csv;
mod dots;
mod heat;
mod likert;
mod matrix;
mod recommend;
mod sides;
mod spark;
mod table;
mod trend;

pub use table::{Column, Row, Table};

pub(super) use csv::Csv;
pub(super) use dots::{Subject, dots};
pub(super) use heat::{HeatLine, heat};
pub(super) use likert::{Asked, Readings, likert, sort};
pub(super) use matrix::{Weighed, matrix};
pub(super) use recommend::recommend;
pub(super) use sides::{Side, sides, widest_first};
pub(super) use spark::spark;
pub(super) use trend::{Line, Lines, trend, trend_waves};

use super::sentence::Sentence;
use crate::chart::{Frame, Width, both};
use serde::Serialize;

/// A chart with everything around it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Exhibit {
    /// The name of the figure on its page, and of its file.
    pub id: String,
    /// The finding, in ten words or fewer.
    pub title: Sentence,
    /// What, when, unit.
    pub subtitle: Sentence,
    /// The drawing, for wide and for narrow columns.
    pub svg: String,
    /// The finding in one sentence with its main numbers.
    pub summary: Sentence,
    /// Where the figures come from, and how many people stand behind them.
    pub source: Sentence,
    /// The figures.
    pub table: Table,
    /// The file beside the page.
    pub file: String,
    /// What is in that file.
    #[serde(skip)]
    pub csv: String,
}

impl Exhibit {
    /// The drawing for narrow columns alone.
    pub fn narrow(&self) -> &str {
        self.svg.rfind("<svg").map_or("", |at| &self.svg[at..])
    }
}

/// What differs from figure to figure.
pub(super) struct Caption {
    pub id: String,
    pub title: Sentence,
    pub subtitle: Sentence,
    pub summary: Sentence,
    pub source: Sentence,
}

impl Caption {
    /// Puts a chart, its table and its file under this caption.
    pub fn over(self, draw: impl Fn(&Frame, Width) -> String, table: Table, csv: &Csv) -> Exhibit {
        self.around(draw, table, csv.write())
    }

    /// The same around a file that is written already.
    pub fn around(
        self,
        draw: impl Fn(&Frame, Width) -> String,
        table: Table,
        csv: String,
    ) -> Exhibit {
        let quoted = self.title.clone() + " " + self.summary.clone();
        let svg = both(|width| {
            let frame = Frame {
                id: format!("{}-{}", self.id, if width == Width::Wide { "w" } else { "n" }),
                title: self.title.plain(),
                desc: self.summary.plain(),
                cells: quoted.cells(),
                source: quoted.source(),
            };
            draw(&frame, width)
        });
        Exhibit {
            svg,
            file: format!("{}.csv", self.id),
            id: self.id,
            title: self.title,
            subtitle: self.subtitle,
            summary: self.summary,
            source: self.source,
            table,
            csv,
        }
    }
}
