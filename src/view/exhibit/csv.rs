//! The file beside a page that holds the figures of a chart.

use crate::key::{Figure, Key};
use crate::privacy::{Cell, Comparison};
use crate::table::{harmless, line};
use crate::view::print::difference;
use crate::view::scene::Scene;
use crate::view::scores;

/// Rows of published figures with the key of each in the first column.
pub(in crate::view) struct Csv {
    labels: Vec<&'static str>,
    rows: Vec<(String, Vec<String>, Figures)>,
}

/// Figures by the names that head their columns.
type Figures = Vec<(&'static str, String)>;

/// The names of figures in the grammar of keys, in its order, and `spread` beside the interval.
const COLUMNS: [&str; 26] = [
    "mean", "low", "high", "spread", "sd", "n", "invited", "fav", "fav_low", "fav_high", "neutral",
    "unfav", "points", "least", "most", "change", "gap", "p", "g", "nps", "alpha", "icc1", "icc2",
    "rwg", "weight", "r2",
];

impl Csv {
    /// A file whose words stand in these columns.
    pub fn new(labels: &[&'static str]) -> Self {
        Self { labels: labels.to_vec(), rows: Vec::new() }
    }

    /// Adds the figures of a cell, or an empty row for one that is not shown.
    pub fn cell(&mut self, scene: &Scene, labels: Vec<String>, found: Option<(Key, &Cell)>) {
        let key = found.map(|(key, _)| scene.input.names.write(key, None)).unwrap_or_default();
        self.rows.push((
            key,
            labels,
            found.map(|(key, cell)| of_cell(key, cell)).unwrap_or_default(),
        ));
    }

    /// Adds a change or a gap, if there is one.
    pub fn difference(
        &mut self,
        scene: &Scene,
        labels: Vec<String>,
        found: Option<(Key, &Comparison)>,
    ) {
        if let Some((key, change)) = found {
            let figures = of_difference(difference(key).name(), change);
            self.rows.push((scene.input.names.write(key, None), labels, figures));
        }
    }

    /// Adds figures that belong to a key and to no cell, such as weights.
    pub fn figures(
        &mut self,
        scene: &Scene,
        labels: Vec<String>,
        key: Key,
        figures: &[(Figure, String)],
    ) {
        let figures = figures.iter().map(|(figure, value)| (figure.name(), value.clone()));
        self.rows.push((scene.input.names.write(key, None), labels, figures.collect()));
    }

    /// The file: only the columns that some row fills.
    pub fn write(&self) -> String {
        let filled = |name: &&str| {
            self.rows.iter().any(|(.., figures)| figures.iter().any(|(own, _)| own == name))
        };
        let columns: Vec<&str> = COLUMNS.into_iter().filter(filled).collect();
        let mut out = String::new();
        line(&mut out, ["cell"].iter().chain(&self.labels).chain(&columns).copied());
        for (key, labels, figures) in &self.rows {
            let figure = |name: &&str| {
                let found = figures.iter().find(|(own, _)| own == name);
                found.map_or("", |(_, value)| value.as_str())
            };
            let labels: Vec<String> = labels.iter().map(|label| harmless(label)).collect();
            let words = std::iter::once(key).chain(&labels).map(String::as_str);
            line(&mut out, words.chain(columns.iter().map(figure)));
        }
        out
    }
}

fn of_cell(key: Key, cell: &Cell) -> Figures {
    let figures = scores::cell_at(key, cell).into_iter();
    figures.map(|(name, value)| (name, value.to_string())).collect()
}

fn of_difference(name: &'static str, compared: &Comparison) -> Figures {
    let figures = scores::comparison(name, compared).into_iter();
    let kept = figures.filter(|(name, _)| COLUMNS.contains(name));
    kept.map(|(name, value)| (name, value.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_only_columns_that_are_filled_and_quotes_what_needs_it() {
        let mut csv = Csv::new(&["what"]);
        csv.rows.push(("K".into(), vec!["Trust, \"now\"".into()], vec![("mean", "64".into())]));
        csv.rows.push((String::new(), vec!["Goals".into()], Vec::new()));
        assert_eq!(csv.write(), "cell,what,mean\r\nK,\"Trust, \"\"now\"\"\",64\r\n,Goals,\r\n");
    }
}
