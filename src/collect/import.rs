//! An export of another tool into a wave.

mod blame;
mod choose;

pub use blame::{letters, shown};

use super::Site;
use crate::answers::{self, Files};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::import::{Conversion, Dialect, Export, Ground, Mapping, Plan, Tally, with_mapping};
use crate::source::{File, Spot, Stream, Tree};
use crate::survey::Wave;
use std::io::Read;
use std::sync::Arc;

/// Where imports are written down.
pub const IMPORTS: &str = "content/imports.toml";

/// What is to be imported, and how.
#[derive(Debug)]
pub struct Wanted {
    /// The export.
    pub file: File,
    /// What it is called in messages.
    pub name: String,
    /// The wave that it goes into; the open one, if none is named.
    pub wave: Option<String>,
    /// The import of imports.toml.
    pub id: Option<String>,
    /// The tool that wrote it, if that is not to be found out.
    pub dialect: Option<Dialect>,
    /// The audience, the unit and the supplier of everybody in it.
    pub fixed: [Option<String>; 3],
    /// Columns and what they are, over what is found out.
    pub columns: Vec<(String, String)>,
    /// Labels (`SCALE:LABEL`) and what they mean.
    pub labels: Vec<(String, String)>,
    /// Cells and the audience, unit or supplier that they stand for.
    pub values: Vec<(String, String)>,
    /// Whether to take responses that were not finished.
    pub unfinished: bool,
    /// Whether to go on without what cannot be understood.
    pub skip_unmapped: bool,
}

/// What an export would become.
#[derive(Debug)]
pub struct Import {
    /// The wave.
    pub wave: String,
    /// What kind of file it is.
    pub kind: String,
    /// The export and what becomes of its columns.
    pub conversion: Arc<Conversion>,
    /// The count.
    pub tally: Tally,
    /// Where the answers go.
    pub path: String,
    /// The answers, as `build` reads them.
    pub table: File,
    /// imports.toml with this import, if that is new.
    pub imports: Option<String>,
    /// Whether answers of this import lie in the wave already.
    pub replaces: bool,
    /// Whether they are the same, to the byte.
    pub is_unchanged: bool,
}

/// Reads an export against a site. Nothing is returned where it cannot be read at all; with errors in
/// `to`, nothing of it may be written.
pub fn import(site: &Site, tree: &Tree, wanted: &Wanted, to: &mut Diagnostics) -> Option<Import> {
    let wave = choose::wave(site, wanted, to)?;
    let salt = choose::salt(site, to)?;
    let (export, head) = match Export::open(wanted.file.clone())
        .and_then(|export| export.head().map(|head| (export, head)))
    {
        Ok(opened) => opened,
        Err(error) => return blame::unreadable(&wanted.name, &error, to),
    };
    let mapping = choose::mapping(site, wanted, &head, to)?;
    let ground =
        Ground { survey: &site.survey, organisation: &site.organisation, names: &site.names, wave };
    let (kind, before) = (export.describe(), to.has_errors());
    let plan = Plan::new(mapping, &head, ground);
    blame::columns(site, wanted, &plan, to);
    let conversion = Conversion::new(export, plan, ground, salt, wanted.unfinished);
    let conversion = Arc::new(conversion);
    let tally = match conversion.count() {
        Ok(tally) => tally,
        Err(error) => return blame::unreadable(&wanted.name, &error, to),
    };
    blame::cells(site, wanted, &conversion.plan, &tally, to);
    let plan = &conversion.plan;
    let path = format!("content/waves/{}/answers/{}.csv", wave.id, plan.mapping.id);
    let table = conversion.table(&tally);
    let old = old(site, &wave.id, &path);
    let is_unchanged = old.is_some_and(|old| is_same(&old.file, &table));
    check_place(site, wave, plan, (&path, old.is_some(), is_unchanged), to);
    if !before && !to.has_errors() {
        check_answers(site, wave, Stream::new(&path, table.clone()), to);
    }
    Some(Import {
        wave: wave.id.clone(),
        kind,
        imports: imports(site, tree, plan),
        replaces: old.is_some(),
        tally,
        path,
        table,
        is_unchanged,
        conversion: Arc::clone(&conversion),
    })
}

/// The answers of this import that lie in the wave already.
fn old<'s>(site: &'s Site, wave: &str, path: &str) -> Option<&'s Stream> {
    let folder = site.layout.waves.iter().find(|folder| folder.id == wave)?;
    folder.tables.iter().find(|table| &*table.path == path)
}

/// imports.toml with this import, if it says more than it did.
fn imports(site: &Site, tree: &Tree, plan: &Plan) -> Option<String> {
    let known = site.imports.iter().find(|known| known.id == plan.mapping.id);
    if known == Some(&plan.mapping) {
        return None;
    }
    let old = tree.get(IMPORTS).and_then(|old| std::str::from_utf8(old).ok());
    Some(with_mapping(old, &plan.to_keep(), &site.survey))
}

/// Whether two files have the same bytes; they may both be long.
fn is_same(one: &File, other: &File) -> bool {
    let same = || -> std::io::Result<bool> {
        let (mut one, mut other) = (one.open()?, other.open()?);
        let (mut left, mut right) = (Vec::new(), Vec::new());
        loop {
            left.clear();
            right.clear();
            one.by_ref().take(1 << 16).read_to_end(&mut left)?;
            other.by_ref().take(1 << 16).read_to_end(&mut right)?;
            if left != right || left.is_empty() {
                return Ok(left == right);
            }
        }
    };
    same().unwrap_or(false)
}

/// Whether answers may be written there at all.
fn check_place(
    site: &Site,
    wave: &Wave,
    plan: &Plan,
    (path, replaces, is_unchanged): (&str, bool, bool),
    to: &mut Diagnostics,
) {
    let Mapping { id, .. } = &plan.mapping;
    if replaces && !is_unchanged && site.imports.iter().all(|known| known.id != *id) {
        let message = format!("this file is there already, and imports.toml has no import `{id}`");
        to.push(
            Diagnostic::error(Code::Conflict, Spot::file(path), message)
                .hint("give this import an --id of its own, or move the file away"),
        );
    }
    let index = site.waves.iter().position(|other| other.id == wave.id);
    let index = index.and_then(|index| u8::try_from(index).ok());
    let is_published = index.is_some_and(|index| site.ledger.has_published(index));
    if is_published && wave.reopen.is_none() && !is_unchanged {
        let spot = Spot::file(&format!("content/waves/{}/wave.toml", wave.id));
        let message = format!("the wave {} is published, so its answers are frozen", wave.id);
        to.push(
            Diagnostic::error(Code::Frozen, spot, message)
                .hint("name another wave with --wave, or write `reopen = true` there"),
        );
    }
}

/// Reads the new table with all other answers of the wave, as `build` will.
fn check_answers(site: &Site, wave: &Wave, table: Stream, to: &mut Diagnostics) {
    let Some(folder) = site.layout.waves.iter().find(|folder| folder.id == wave.id) else { return };
    let others = folder.tables.iter().filter(|other| other.path != table.path).cloned();
    let tables: Vec<Stream> = others.chain([table.clone()]).collect();
    let files = Files { documents: &folder.answers, tables: &tables, decisions: None };
    answers::read(files, wave, &site.survey, &site.names, &site.organisation, to);
}
