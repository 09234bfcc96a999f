//! `schema`: the form of each kind of file, for editors.

use super::arguments::{Global, Schema};
use super::outcome::{self, aligned, count};
use crate::disk::{self, Failure};
use crate::schema::{File, files};
use crate::source;
use std::path::Path;
use std::process::ExitCode;

/// Prints one schema, lists all kinds, or writes schemas into a folder.
///
/// # Errors
/// When a file cannot be written.
pub(super) fn run(schema: &Schema, global: &Global) -> Result<ExitCode, Failure> {
    let is_asked = |file: &File| schema.kind.as_ref().is_none_or(|kind| kind == file.name);
    let asked: Vec<File> = files().into_iter().filter(is_asked).collect();
    match (&schema.output, &asked[..]) {
        (Some(dir), asked) => write(dir, asked, global)?,
        (None, [only]) => outcome::show(&only.text()),
        (None, all) => outcome::show(&list(all)),
    }
    Ok(ExitCode::SUCCESS)
}

fn list(files: &[File]) -> String {
    let row = |file: &File| [file.name, file.path, file.about].map(str::to_owned);
    aligned(&files.iter().map(row).collect::<Vec<_>>(), 3)
}

/// A schema is ours alone, so a new version of the program replaces it.
fn write(dir: &Path, files: &[File], global: &Global) -> Result<(), Failure> {
    let written = files.iter().map(|file| {
        (format!("{}.schema.json", file.name), source::File::from(file.text().into_bytes()))
    });
    let written: Vec<(String, source::File)> = written.collect();
    let written: Vec<_> = written.iter().map(|(name, file)| (name.as_str(), file)).collect();
    disk::replace(dir, &written)?;
    if !global.quiet {
        outcome::say(&format!("wrote {} to {}", count(written.len(), "schema"), dir.display()));
    }
    Ok(())
}
