//! Words of the page that no author writes.

/// Titles of alerts and what a screen reader hears where the eye sees a symbol; English unless set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Title of `> [!NOTE]`.
    pub note: String,
    /// Title of `> [!TIP]`.
    pub tip: String,
    /// Title of `> [!IMPORTANT]`.
    pub important: String,
    /// Title of `> [!WARNING]`.
    pub warning: String,
    /// Title of `> [!CAUTION]`.
    pub caution: String,
    /// A task that is still to do.
    pub open: String,
    /// A task that is done.
    pub done: String,
    /// Goes before a table's column heads in its label.
    pub table: String,
    /// Label of the list of footnotes.
    pub footnotes: String,
    /// Label of the way back from a footnote.
    pub back: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            note: "Note".to_owned(),
            tip: "Tip".to_owned(),
            important: "Important".to_owned(),
            warning: "Warning".to_owned(),
            caution: "Caution".to_owned(),
            open: "open".to_owned(),
            done: "done".to_owned(),
            table: "Table".to_owned(),
            footnotes: "Footnotes".to_owned(),
            back: "Back to the text".to_owned(),
        }
    }
}
