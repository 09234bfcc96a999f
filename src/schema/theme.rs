//! themes/: what a theme is called, and its words.

use super::file::File;
use super::form::{Form, optional};

pub(super) fn files() -> Vec<File> {
    vec![File {
        name: "theme",
        path: "themes/*/theme.toml",
        about: "What a theme is called, for whoever looks into its folder.",
        table: vec![
            optional("name", Form::Text, "The name of the theme, which is that of its folder."),
            optional("about", Form::Text, "What it looks like, in a sentence."),
        ],
    }]
}
