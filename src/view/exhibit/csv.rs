//! The file beside a page that holds the figures of a chart.

use crate::key::{Figure, Key};
use crate::privacy::{Cell, Comparison, Interval, Published, Score};
use crate::view::print::{
    difference, hundredths_for_csv, p_for_csv, score_for_csv, tenths_for_csv,
};
use crate::view::scene::Scene;

/// Rows of published figures with the key of each in the first column.
pub(in crate::view) struct Csv {
    labels: Vec<&'static str>,
    rows: Vec<(String, Vec<String>, Figures)>,
}

/// Figures by the names that head their columns.
type Figures = Vec<(&'static str, String)>;

/// The names of figures in the grammar of keys, in its order, and `spread` beside the interval.
const COLUMNS: [&str; 23] = [
    "mean", "low", "high", "spread", "sd", "n", "invited", "fav", "neutral", "unfav", "least",
    "most", "change", "gap", "p", "g", "nps", "alpha", "icc1", "icc2", "rwg", "weight", "r2",
];

impl Csv {
    /// A file whose words stand in these columns.
    pub fn new(labels: &[&'static str]) -> Self {
        Self { labels: labels.to_vec(), rows: Vec::new() }
    }

    /// Adds the figures of a cell, or an empty row for one that is not shown.
    pub fn cell(&mut self, scene: &Scene, labels: Vec<String>, found: Option<(Key, &Cell)>) {
        let key = found.map(|(key, _)| scene.input.names.write(key, None)).unwrap_or_default();
        self.rows.push((key, labels, found.map(|(_, cell)| of_cell(cell)).unwrap_or_default()));
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

fn of_cell(cell: &Cell) -> Figures {
    let score = |name, score: &Score| (name, score_for_csv(*score));
    let mut figures = vec![score("mean", cell.mean.get())];
    let count = |name, count: &Published<u32>| (name, count.get().to_string());
    figures.extend(cell.interval.iter().flat_map(|interval| of_interval(interval.get())));
    figures.extend(cell.sd.as_ref().map(|sd| ("sd", sd.get().to_string())));
    figures.extend(cell.n.as_ref().map(|n| count("n", n)));
    figures.extend(cell.invited.as_ref().map(|invited| count("invited", invited)));
    if let Some(shares) = cell.shares.as_ref().map(|shares| shares.get()) {
        figures.push(score("fav", &shares.favourable));
        figures.push(score("neutral", &shares.neutral));
        figures.push(score("unfav", &shares.unfavourable));
    }
    if let Some(bounds) = cell.bounds.as_ref().map(|bounds| bounds.get()) {
        figures.push(("least", bounds.least.to_string()));
        figures.push(("most", bounds.most.to_string()));
    }
    let nps = cell.recommend.as_ref().map(|recommend| recommend.get().score);
    figures.extend(nps.map(|score| ("nps", score.to_string())));
    let alpha = cell.reliability.as_ref().map(|reliability| reliability.get().alpha);
    figures.extend(alpha.map(|alpha| ("alpha", hundredths_for_csv(alpha))));
    if let Some(clustering) = cell.clustering.as_ref().map(|clustering| clustering.get()) {
        figures.push(("icc1", hundredths_for_csv(clustering.icc1)));
        figures.push(("icc2", hundredths_for_csv(clustering.icc2)));
    }
    let rwg = cell.agreement.as_ref().map(|agreement| agreement.get().rwg);
    figures.extend(rwg.map(|rwg| ("rwg", hundredths_for_csv(rwg))));
    figures
}

fn of_interval(interval: &Interval) -> Figures {
    let ends = [("low", interval.low.to_string()), ("high", interval.high.to_string())];
    let spread = interval.pooled.then(|| ("spread", "pooled".to_owned()));
    ends.into_iter().chain(spread).collect()
}

fn of_difference(name: &'static str, compared: &Comparison) -> Figures {
    let mut figures = vec![(name, compared.points.get().to_string())];
    figures.extend(compared.interval.iter().flat_map(|interval| of_interval(interval.get())));
    figures.extend(compared.p.as_ref().map(|p| ("p", p_for_csv(*p.get()))));
    figures.extend(compared.g.as_ref().map(|g| ("g", tenths_for_csv(*g.get()))));
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
