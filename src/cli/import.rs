//! `import`: an export of another survey tool into a wave.

use super::arguments::{self, Global, Tool};
use super::outcome::{self, CONTENT};
use super::wave;
use crate::collect::{self, IMPORTS, Site, Wanted};
use crate::diag::Diagnostics;
use crate::disk::{self, Failure};
use crate::import::{Dialect, Dropped, Meaning, Plan};
use crate::source::File;
use crate::survey::Survey;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::ExitCode;

/// Says what an export would become, and with `--write` writes it.
///
/// # Errors
/// When a file cannot be read or written; the site is then as it was.
pub(super) fn run(import: &arguments::Import, global: &Global) -> Result<ExitCode, Failure> {
    let folder = super::read(global)?;
    if let Some(code) = wave::refused(import.wave.as_deref(), &folder.tree) {
        return Ok(code);
    }
    let file = disk::open(&import.file)?;
    let mut to = Diagnostics::default();
    let site = Site::read(&folder.tree, &mut to);
    let found = match to.has_errors() {
        true => None,
        false => collect::import(&site, &folder.tree, &wanted(import, file), &mut to),
    };
    let mut tree = folder.tree;
    if let Some(found) = found.as_ref().filter(|found| to.has_errors_in(&found.path)) {
        // Whoever reads the message has to see the line, which lies nowhere yet.
        tree.insert(&found.path, found.table.clone());
    }
    outcome::tell(&to, &tree, global);
    if let Some(found) = found.as_ref().filter(|_| !global.quiet) {
        outcome::show(&summary(import, found, &site.survey));
    }
    let Some(found) = found.filter(|_| !to.has_errors()) else {
        outcome::say("nothing written");
        return Ok(ExitCode::from(CONTENT));
    };
    if import.write {
        write(global, &found)?;
    }
    if !global.quiet {
        outcome::say(&ending(import, &found));
    }
    Ok(ExitCode::SUCCESS)
}

fn wanted(import: &arguments::Import, file: File) -> Wanted {
    let name = import.file.file_name().map(|name| name.to_string_lossy().into_owned());
    Wanted {
        file,
        name: name.unwrap_or_default(),
        wave: import.wave.clone(),
        id: import.id.clone(),
        dialect: import.dialect.map(Tool::dialect),
        fixed: [import.audience.clone(), import.unit.clone(), import.supplier.clone()],
        columns: import.map.clone(),
        labels: import.label.clone(),
        values: import.value.clone(),
        unfinished: import.unfinished,
        skip_unmapped: import.skip_unmapped,
    }
}

impl Tool {
    fn dialect(self) -> Dialect {
        match self {
            Self::MsForms => Dialect::MsForms,
            Self::GoogleForms => Dialect::GoogleForms,
            Self::Qualtrics => Dialect::Qualtrics,
            Self::SurveyMonkey => Dialect::SurveyMonkey,
            Self::LimeSurvey => Dialect::LimeSurvey,
            Self::Plain => Dialect::Plain,
        }
    }
}

/// Both files or neither.
fn write(global: &Global, found: &collect::Import) -> Result<(), Failure> {
    let imports = found.imports.as_ref().map(|text| File::from(text.as_bytes()));
    let mut files = Vec::new();
    if !found.is_unchanged {
        files.push((found.path.as_str(), &found.table));
    }
    files.extend(imports.as_ref().map(|file| (IMPORTS, file)));
    disk::replace(&global.root, &files)
}

/// What becomes of each column, and the count.
fn summary(import: &arguments::Import, found: &collect::Import, survey: &Survey) -> String {
    let (plan, tally) = (&found.conversion.plan, &found.tally);
    let mut text = format!(
        "{}: {}, {}, for wave {} as `{}`\n",
        import.file.display(),
        plan.dialect().name(),
        found.kind,
        found.wave,
        plan.mapping.id
    );
    used(plan, survey, &mut text);
    dropped(plan, &mut text);
    // Writing into a string cannot fail.
    let skipped: usize = tally.skipped.values().sum();
    let reasons = tally.skipped.iter().map(|(why, count)| format!("{count} {}", why.reason()));
    let _ = write!(
        text,
        "  rows      {} read: {}",
        tally.rows,
        outcome::count(tally.responses, "response")
    );
    let _ = match skipped {
        0 => writeln!(text, ", none skipped"),
        _ => writeln!(text, ", {skipped} skipped ({})", reasons.collect::<Vec<_>>().join(", ")),
    };
    let _ = writeln!(
        text,
        "  answers   {} mapped, {}, {} not understood",
        tally.answers,
        outcome::count(tally.comments, "comment"),
        outcome::count(tally.unmapped, "cell")
    );
    let (columns, items) = plan.mapped();
    let _ = writeln!(
        text,
        "  columns   {} in the file, {columns} mapped ({}), {} dropped",
        plan.headings.len(),
        asked(items),
        plan.dropped.len()
    );
    if !plan.missing.is_empty() {
        let ids = plan.missing.iter().map(|item| Meaning::Answer(*item).word(survey));
        let _ = writeln!(text, "  missing   no column for {}", ids.collect::<Vec<_>>().join(", "));
    }
    text
}

fn asked(items: usize) -> String {
    match items {
        1 => "1 item or question".to_owned(),
        _ => format!("{items} items and questions"),
    }
}

/// Columns that are read, and as what.
fn used(plan: &Plan, survey: &Survey, text: &mut String) {
    let read = |column: usize| {
        let word = plan.meaning(column)?.word(survey).to_owned();
        Some([collect::letters(column), word, heading(plan, column)])
    };
    let columns: Vec<_> = (0..plan.headings.len()).filter_map(read).collect();
    block("read as", &columns, text);
}

/// Columns that are not written, by reason.
fn dropped(plan: &Plan, text: &mut String) {
    let mut all: BTreeMap<Dropped, Vec<[String; 2]>> = BTreeMap::new();
    for &(column, why) in &plan.dropped {
        all.entry(why).or_default().push([collect::letters(column), heading(plan, column)]);
    }
    for (why, columns) in all {
        let why = match why {
            Dropped::Identity => "dropped: who, when or where",
            Dropped::Told => "dropped: as told",
            Dropped::Unknown => "dropped: not in the survey",
        };
        block(why, &columns, text);
    }
}

/// A line for each column, below what they have in common.
fn block<const N: usize>(title: &str, columns: &[[String; N]], text: &mut String) {
    if columns.is_empty() {
        return;
    }
    let _ = writeln!(text, "  {title}");
    for line in outcome::aligned(columns, N).lines() {
        let _ = writeln!(text, "    {line}");
    }
}

fn heading(plan: &Plan, column: usize) -> String {
    match plan.headings.get(column).map(|heading| collect::shown(heading)) {
        Some(heading) if !heading.is_empty() => heading,
        _ => "(no heading)".to_owned(),
    }
}

/// What was done, or what to do.
fn ending(import: &arguments::Import, found: &collect::Import) -> String {
    let path = &found.path;
    let mapping = match found.imports {
        Some(_) => format!(" and the mapping in {IMPORTS}"),
        None => String::new(),
    };
    match (import.write, found.is_unchanged) {
        (true, true) => format!(
            "{path} holds these answers already{}",
            match mapping.as_str() {
                "" => "",
                _ => "; the mapping is in content/imports.toml",
            }
        ),
        (true, false) => {
            format!("wrote {path}{mapping}; keep the export itself out of content/")
        }
        (false, true) => format!("nothing to write: {path} holds these answers already"),
        (false, false) => {
            let verb = if found.replaces { "replace" } else { "write" };
            format!("nothing written; add --write to {verb} {path}{mapping}")
        }
    }
}
