//! `export`: the published figures as tables for other programs.

use super::arguments::{Export, Global, Tables};
use super::clock::Clock;
use super::outcome::{self, CONTENT, USAGE, count};
use super::wave;
use crate::disk::{self, Failure};
use crate::pipeline;
use crate::source::File;
use crate::table::Workbook;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the tables are called where only a folder is named.
const NAME: &str = "figures";

/// Writes the tables, or prints the main one.
///
/// # Errors
/// When a file cannot be read or written.
pub(super) fn run(export: &Export, global: &Global) -> Result<ExitCode, Failure> {
    let format = format(export);
    if format == Tables::Xlsx && export.output.is_none() {
        outcome::say("error: a spreadsheet needs a file to go into, as in `-o figures.xlsx`");
        return Ok(ExitCode::from(USAGE));
    }
    let mut clock = Clock::start();
    let folder = super::read(global)?;
    clock.stage("read files");
    if let Some(code) = wave::refused(export.wave.as_deref(), &folder.tree) {
        return Ok(code);
    }
    clock.show(global);
    let (options, wave) = (super::options(global), export.wave.as_deref());
    let (diagnostics, workbook) =
        pipeline::export(&folder.tree, &options, wave, &mut |stage| clock.stage(stage));
    clock.hide();
    outcome::tell(&diagnostics, &folder.tree, global);
    let Some(workbook) = workbook else { return Ok(ExitCode::from(CONTENT)) };
    if global.verbose {
        clock.tell();
    }
    match &export.output {
        None => {
            outcome::show(&printed(&workbook, format));
            Ok(ExitCode::SUCCESS)
        }
        Some(output) => write(output, (&workbook, format), export.force, global),
    }
}

/// The format that is asked for, or that the name of the file tells.
fn format(export: &Export) -> Tables {
    let ending = export.output.as_deref().and_then(Path::extension).and_then(|name| name.to_str());
    export.format.unwrap_or(match ending {
        Some("json") => Tables::Json,
        Some("xlsx") => Tables::Xlsx,
        _ => Tables::Csv,
    })
}

/// What goes to the output stream.
fn printed(workbook: &Workbook, format: Tables) -> String {
    match format {
        Tables::Json => workbook.json(),
        _ => workbook.sheets.first().map(|sheet| sheet.csv()).unwrap_or_default(),
    }
}

/// Writes the files. One that is there already stays, unless it is the same or `--force` is given: it may
/// have been worked on.
fn write(
    output: &Path,
    (workbook, format): (&Workbook, Tables),
    force: bool,
    global: &Global,
) -> Result<ExitCode, Failure> {
    let (dir, name) = place(output, format);
    let files = match files(workbook, format, name) {
        Ok(files) => files,
        Err(refused) => {
            outcome::say(&format!("error: a spreadsheet cannot hold these tables: {refused}"));
            return Ok(ExitCode::from(CONTENT));
        }
    };
    let files: Vec<(&str, &File)> = files.iter().map(|(name, file)| (&**name, file)).collect();
    let taken = disk::taken(&dir, &files)?;
    if !taken.is_empty() && !force {
        outcome::say(&format!(
            "error: {} holds other files of these names; nothing written:{}\n--force replaces them",
            dir.display(),
            disk::named(&taken)
        ));
        return Ok(ExitCode::from(USAGE));
    }
    disk::replace(&dir, &files)?;
    if !global.quiet {
        let rows = workbook.sheets.first().map_or(0, |sheet| sheet.rows.len());
        let tables = count(workbook.sheets.len(), "table");
        let tables =
            if files.len() > 1 || format != Tables::Csv { tables } else { "1 table".into() };
        outcome::say(&format!(
            "wrote {tables} with {} to {}",
            count(rows, "row") + " of figures",
            output.display()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder that files go into, and the name of the one file if it has one of its own.
fn place(output: &Path, format: Tables) -> (PathBuf, Option<String>) {
    let is_folder = output.is_dir() || output.as_os_str().to_string_lossy().ends_with(['/', '\\']);
    match (is_folder, output.file_name()) {
        (false, Some(name)) => {
            let dir = output.parent().filter(|dir| !dir.as_os_str().is_empty());
            let name = name.to_string_lossy().into_owned();
            (dir.unwrap_or(Path::new(".")).to_owned(), Some(name))
        }
        _ => match format {
            Tables::Csv => (output.to_owned(), None),
            Tables::Json => (output.to_owned(), Some(format!("{NAME}.json"))),
            Tables::Xlsx => (output.to_owned(), Some(format!("{NAME}.xlsx"))),
        },
    }
}

/// What is written: one file, or one for each table.
fn files(
    workbook: &Workbook,
    format: Tables,
    name: Option<String>,
) -> Result<Vec<(String, File)>, String> {
    let Some(name) = name else {
        let tables = workbook.tables().into_iter();
        return Ok(tables
            .map(|(id, csv)| (format!("{id}.csv"), csv.into_bytes().into()))
            .collect());
    };
    let bytes = match format {
        Tables::Xlsx => workbook.xlsx()?,
        format => printed(workbook, format).into_bytes(),
    };
    Ok(vec![(name, bytes.into())])
}
