//! One row of an export.

/// The cells of a row, one after another in a single text that is used again for the next row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Which row of the file it is, counted from 1, as spreadsheets do.
    pub number: usize,
    text: String,
    ends: Vec<usize>,
}

impl Row {
    /// Empties it for the row of this number.
    pub(super) fn start(&mut self, number: usize) {
        self.number = number;
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a cell.
    pub(super) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// The cell of a column; a row that is too short has empty ones.
    pub fn cell(&self, column: usize) -> &str {
        let Some(&end) = self.ends.get(column) else { return "" };
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end).unwrap_or_default()
    }

    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }

    /// How many bytes it has.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }
}
