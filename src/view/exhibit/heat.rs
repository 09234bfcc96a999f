//! Scores as a table of numbered cells in fixed bands.

use super::{Caption, Csv, Exhibit, Table};
use crate::chart::{self, Heat, HeatCell, HeatColumn, HeatRow};
use crate::view::scene::{Found, Scene};
use crate::view::sentence::{Piece, Sentence};

/// One row: its name and where that leads (nowhere if empty), how deep it lies, and a cell a column.
#[derive(Default)]
pub(in crate::view) struct HeatLine<'a> {
    pub label: String,
    pub href: String,
    pub indent: usize,
    pub cells: Vec<Found<'a>>,
}

/// Draws the mean scores of these rows; `heading` stands above their names.
pub(in crate::view) fn heat(
    scene: &Scene,
    heading: &str,
    columns: &[String],
    rows: &[HeatLine],
    caption: Caption,
) -> Exhibit {
    let band = |name: &str| scene.words.get(name);
    let chart = Heat {
        columns: heads(columns),
        rows: rows.iter().map(|row| drawn(scene, row)).collect(),
        bands: [band("band.1"), band("band.2"), band("band.3"), band("band.4")],
        not_shown: scene.words.get("name.not_shown"),
    };
    let table = table(scene, heading, columns, rows);
    caption.over(
        |frame, width| chart::heat(&chart, frame, width),
        table,
        &csv(scene, columns, rows),
    )
}

/// The heads of columns. Their short forms are as many words as it takes to tell them apart, and
/// whole where no number of words does.
fn heads(columns: &[String]) -> Vec<HeatColumn> {
    let most = columns.iter().map(|label| label.split(' ').count()).max().unwrap_or(0);
    let forms = (1..=most).map(|words| columns.iter().map(|label| short(label, words)).collect());
    let mut distinct = forms.filter(|forms: &Vec<String>| {
        forms.iter().collect::<std::collections::BTreeSet<_>>().len() == forms.len()
    });
    let short = distinct.next().unwrap_or_else(|| columns.to_vec());
    let both = columns.iter().zip(short);
    both.map(|(label, short)| HeatColumn { label: label.clone(), short }).collect()
}

/// So many first words of a name, the long ones cut. A number in the rest of a cut name would look like
/// a figure, so names with numbers stay as they are.
fn short(label: &str, words: usize) -> String {
    let has_number = label.contains(char::is_numeric);
    let cut = |word: &str| match word.chars().count() {
        8.. if !has_number => word.chars().take(4).chain(['.']).collect(),
        _ => word.to_owned(),
    };
    label.split(' ').take(words).map(cut).collect::<Vec<_>>().join(" ")
}

fn drawn(scene: &Scene, row: &HeatLine) -> HeatRow {
    let cell = |found: &Found| HeatCell {
        value: found.map(|(_, cell)| cell.mean.get().value),
        text: scene.score_or_not(*found).text,
        cell: scene.score_or_not(*found).cell,
    };
    HeatRow {
        label: row.label.clone(),
        indent: u8::try_from(row.indent).unwrap_or(u8::MAX),
        cells: row.cells.iter().map(cell).collect(),
    }
}

fn table(scene: &Scene, heading: &str, columns: &[String], rows: &[HeatLine]) -> Table {
    let heads = columns.iter().map(|column| (column.as_str().into(), None));
    let heads: Vec<_> = std::iter::once((heading.into(), None)).chain(heads).collect();
    let mut table = Table::new(&heads);
    for row in rows {
        let scores = row.cells.iter().map(|&found| Sentence::from(scene.score_or_not(found)));
        let label = Piece::link(row.label.as_str(), row.href.clone());
        let cells = std::iter::once(label.into()).chain(scores).collect();
        table.push(None, row.indent, cells);
    }
    table
}

fn csv(scene: &Scene, columns: &[String], rows: &[HeatLine]) -> Csv {
    let mut csv = Csv::new(&["row", "column"]);
    for row in rows {
        for (&found, column) in row.cells.iter().zip(columns) {
            csv.cell(scene, vec![row.label.clone(), column.clone()], found);
        }
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_heads_tell_columns_apart() {
        let short = |labels: &[&str]| {
            let labels: Vec<_> = labels.iter().map(|label| (*label).to_owned()).collect();
            heads(&labels).into_iter().map(|head| head.short).collect::<Vec<_>>().join("|")
        };
        assert_eq!(short(&["Index", "Communication", "Trust"]), "Index|Comm.|Trust");
        assert_eq!(short(&["2026-Q3", "2026-Q2"]), "2026-Q3|2026-Q2");
        assert_eq!(short(&["Pump assembly", "Pump service"]), "Pump asse.|Pump service");
        assert_eq!(short(&["autumn-2025", "autumn-2026"]), "autumn-2025|autumn-2026");
        assert_eq!(short(&["All groups", "Suppliers"]), "All|Supp.");
    }
}
