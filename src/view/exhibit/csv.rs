//! The file beside a page that holds the figures of a chart.

use crate::key::Key;
use crate::privacy::{Cell, Comparison, Score};
use crate::view::print::{p_for_csv, score_for_csv};
use crate::view::scene::Scene;

/// Rows of published figures with the key of each in the first column.
pub(in crate::view) struct Csv {
    labels: Vec<&'static str>,
    rows: Vec<(String, Vec<String>, Figures)>,
}

/// Figures by the names that head their columns.
type Figures = Vec<(&'static str, String)>;

const COLUMNS: [&str; 11] =
    ["mean", "low", "high", "spread", "n", "fav", "neutral", "unfav", "points", "change", "p"];

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

    /// Adds a change, if there is one.
    pub fn change(
        &mut self,
        scene: &Scene,
        labels: Vec<String>,
        found: Option<(Key, &Comparison)>,
    ) {
        if let Some((key, change)) = found {
            self.rows.push((scene.input.names.write(key, None), labels, of_change(change)));
        }
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

/// The figures of a cell. Over two waves the ends of an interval are those of the change, so the mean's
/// own are left out.
fn of_cell(key: Key, cell: &Cell) -> Figures {
    let score = |name, score: &Score| (name, score_for_csv(*score));
    let mut figures = vec![score("mean", cell.mean.get())];
    let is_change = key.matched.only().is_some();
    if let Some(interval) = cell.interval.as_ref().filter(|_| !is_change) {
        figures.push(("low", interval.get().low.to_string()));
        figures.push(("high", interval.get().high.to_string()));
        if interval.get().pooled {
            figures.push(("spread", "pooled".to_owned()));
        }
    }
    if let Some(n) = &cell.n {
        figures.push(("n", n.get().to_string()));
    }
    if let Some(shares) = cell.shares.as_ref().map(|shares| shares.get()) {
        figures.push(score("fav", &shares.favourable));
        figures.push(score("neutral", &shares.neutral));
        figures.push(score("unfav", &shares.unfavourable));
    }
    if let Some(points) = cell.points.as_ref().map(|points| points.get()) {
        let points: Vec<String> = points.iter().map(u8::to_string).collect();
        figures.push(("points", points.join(" ")));
    }
    figures
}

fn of_change(change: &Comparison) -> Figures {
    let mut figures = vec![("change", change.points.get().to_string())];
    if let Some(interval) = change.interval.as_ref().map(|interval| interval.get()) {
        figures.push(("low", interval.low.to_string()));
        figures.push(("high", interval.high.to_string()));
        if interval.pooled {
            figures.push(("spread", "pooled".to_owned()));
        }
    }
    figures.extend(change.p.as_ref().map(|p| ("p", p_for_csv(*p.get()))));
    figures
}

fn line<'a>(out: &mut String, fields: impl Iterator<Item = &'a str>) {
    for (i, field) in fields.enumerate() {
        if i > 0 {
            out.push(',');
        }
        if field.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push_str("\r\n");
}

/// A label that a spreadsheet takes for text, whatever it begins with (CWE-1236).
fn harmless(label: &str) -> String {
    let is_formula = label.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{label}") } else { label.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_never_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("Pumps = fans"), "Pumps = fans");
    }

    #[test]
    fn a_file_has_only_columns_that_are_filled_and_quotes_what_needs_it() {
        let mut csv = Csv::new(&["what"]);
        csv.rows.push(("K".into(), vec!["Trust, \"now\"".into()], vec![("mean", "64".into())]));
        csv.rows.push((String::new(), vec!["Goals".into()], Vec::new()));
        assert_eq!(csv.write(), "cell,what,mean\r\nK,\"Trust, \"\"now\"\"\",64\r\n,Goals,\r\n");
    }
}
