//! Which wave an export goes into, and how it is read.

use super::Wanted;
use super::blame::letters;
use crate::collect::Site;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::import::{Dialect, Mapping, Meaning, Row, Told, fold, shown_headings, squash};
use crate::source::{Located, Spot};
use crate::survey::{State, Wave};

/// The wave that is named, or else the only open one.
pub(super) fn wave<'s>(site: &'s Site, wanted: &Wanted, to: &mut Diagnostics) -> Option<&'s Wave> {
    let known = || site.waves.iter().map(|wave| wave.id.as_str());
    if let Some(id) = &wanted.wave {
        let found = site.waves.iter().find(|wave| wave.id == *id);
        if found.is_none() {
            let id = Located { value: id.clone(), spot: Spot::file("content/waves") };
            to.push(Diagnostic::unknown("wave", &id, known()));
        }
        return found;
    }
    let mut open = site.waves.iter().filter(|wave| wave.state == State::Open);
    let (first, second) = (open.next(), open.next());
    let message = match (first, second) {
        (Some(only), None) => return Some(only),
        (None, _) => "no wave is open",
        _ => "several waves are open",
    };
    to.push(
        Diagnostic::error(Code::Missing, Spot::file("content/waves"), message)
            .label(format!("expected one of: {}", known().collect::<Vec<_>>().join(", ")))
            .hint("name the wave with --wave"),
    );
    None
}

/// The salt that goes into the ids of responses.
pub(super) fn salt<'s>(site: &'s Site, to: &mut Diagnostics) -> Option<&'s str> {
    if let Some(salt) = &site.salt {
        return Some(salt.expose());
    }
    let message = "an import needs the secret that goes into the ids of responses";
    to.push(
        Diagnostic::error(Code::MissingFile, Spot::file("content/secret.toml"), message)
            .label("expected a file with `salt = \"…\"`")
            .hint("`rapportage init` writes one: copy it from a new site"),
    );
    None
}

/// How the export is read: as imports.toml says, and over it the command line.
pub(super) fn mapping(
    site: &Site,
    wanted: &Wanted,
    head: &[Row],
    to: &mut Diagnostics,
) -> Option<Mapping> {
    let dialect = dialect(site, wanted, head, to)?;
    let mut mapping = match written(site, wanted, dialect, to)? {
        Some(known) => known.clone(),
        None => Mapping::new(&new_id(site, wanted, dialect, to)?, dialect),
    };
    let [audience, unit, supplier] = fixed(site, wanted, to);
    mapping.audience = audience.or(mapping.audience);
    mapping.unit = unit.or(mapping.unit);
    mapping.supplier = supplier.or(mapping.supplier);
    columns(site, wanted, &shown_headings(dialect, head), &mut mapping, to);
    labels(site, wanted, &mut mapping, to);
    values(site, wanted, &mut mapping, to);
    Some(mapping)
}

/// The tool: as said on the command line, as written down for the import, or as it looks.
fn dialect(site: &Site, wanted: &Wanted, head: &[Row], to: &mut Diagnostics) -> Option<Dialect> {
    let known = site.imports.iter().find(|known| Some(&known.id) == wanted.id.as_ref());
    let written = known.map(|known| known.dialect);
    let looks = Dialect::recognise(head);
    if let (Some(written), Some(looks)) = (written, looks)
        && written != looks
        && wanted.dialect.is_none()
    {
        let message = format!(
            "this looks like {}, but the import `{}` is written down as {}",
            looks.name(),
            wanted.id.as_deref().unwrap_or_default(),
            written.name()
        );
        to.push(
            Diagnostic::error(Code::Export, Spot::file(&wanted.name), message)
                .hint("name another import with --id, or the tool with --dialect"),
        );
        return None;
    }
    let found = wanted.dialect.or(written).or(looks);
    if found.is_none() {
        let message = "this file does not tell which tool wrote it";
        let names: Vec<_> = Dialect::WORDS.iter().map(|(name, _)| *name).collect();
        to.push(
            Diagnostic::error(Code::Export, Spot::file(&wanted.name), message)
                .label(format!("expected the headings of one of: {}", names.join(", ")))
                .hint("name the tool with --dialect; docs/import.md says how each one exports"),
        );
    }
    found
}

/// The import of imports.toml that is meant: the one that is named, or the only one of this tool that
/// says nothing else than the command line. The outer nothing is a mistake.
fn written<'s>(
    site: &'s Site,
    wanted: &Wanted,
    dialect: Dialect,
    to: &mut Diagnostics,
) -> Option<Option<&'s Mapping>> {
    if let Some(id) = &wanted.id {
        let known = site.imports.iter().find(|known| known.id == *id);
        if let Some(known) = known.filter(|known| !agrees(known, wanted)) {
            let message = format!("the import `{}` is written down for other people", known.id);
            to.push(
                Diagnostic::error(Code::Conflict, Spot::file(super::IMPORTS), message)
                    .label("expected the same audience, unit and supplier")
                    .hint("give this import an --id of its own"),
            );
            return None;
        }
        return Some(known);
    }
    let fitting = || {
        let own = site.imports.iter().filter(move |known| known.dialect == dialect);
        own.filter(|known| agrees(known, wanted))
    };
    if fitting().count() > 1 {
        let ids: Vec<&str> = fitting().map(|known| known.id.as_str()).collect();
        let message = format!("imports.toml has several imports of {}", dialect.name());
        to.push(
            Diagnostic::error(Code::Conflict, Spot::file(super::IMPORTS), message)
                .label(format!("expected --id with one of: {}", ids.join(", "))),
        );
        return None;
    }
    Some(fitting().next())
}

/// Whether an import says nothing else about who answers than the command line does.
fn agrees(known: &Mapping, wanted: &Wanted) -> bool {
    let own = [&known.audience, &known.unit, &known.supplier];
    own.into_iter().zip(&wanted.fixed).all(|(own, said)| said.is_none() || own == said)
}

fn new_id(site: &Site, wanted: &Wanted, dialect: Dialect, to: &mut Diagnostics) -> Option<String> {
    if let Some(id) = &wanted.id {
        if crate::content::is_id(id) {
            return Some(id.clone());
        }
        let message = format!("`{id}` cannot be the id of an import");
        to.push(
            Diagnostic::error(Code::BadId, Spot::file("--id"), message)
                .label("expected small letters, digits and hyphens"),
        );
        return None;
    }
    // Never the name of the file: it may hold the name of a person.
    let parts =
        std::iter::once(dialect.name()).chain(wanted.fixed.iter().flatten().map(|id| &**id));
    let id = parts.collect::<Vec<_>>().join("-");
    let is_taken = |id: &str| site.imports.iter().any(|known| known.id == id);
    let free = (2..).map(|number| format!("{id}-{number}")).find(|id| !is_taken(id));
    if is_taken(&id) { free } else { Some(id) }
}

/// The audience, unit and supplier of the command line, if they exist.
fn fixed(site: &Site, wanted: &Wanted, to: &mut Diagnostics) -> [Option<String>; 3] {
    let names = &site.names;
    let mut check = |what: &str, id: &Option<String>| {
        let id = id.clone()?;
        let (is_known, known): (bool, Vec<&str>) = match what {
            "audience" => (names.audience(&id).is_some(), names.audiences().collect()),
            "unit" => (names.unit(&id).is_some(), names.units().collect()),
            _ => (names.supplier(&id).is_some(), names.suppliers().collect()),
        };
        if !is_known {
            let id = Located { value: id, spot: Spot::file(&format!("--{what}")) };
            to.push(Diagnostic::unknown(what, &id, known));
            return None;
        }
        Some(id)
    };
    let [audience, unit, supplier] = &wanted.fixed;
    [check("audience", audience), check("unit", unit), check("supplier", supplier)]
}

/// What the command line says of columns.
fn columns(
    site: &Site,
    wanted: &Wanted,
    headings: &[String],
    mapping: &mut Mapping,
    to: &mut Diagnostics,
) {
    for (name, word) in &wanted.columns {
        let is_named = |heading: &&String| squash(heading) == squash(name);
        let by_letters = |(column, _): &(usize, &String)| letters(*column) == *name;
        let found = headings.iter().find(is_named).or_else(|| {
            let lettered = headings.iter().enumerate().find(by_letters);
            lettered.map(|(_, heading)| heading)
        });
        let Some(heading) = found.filter(|heading| !squash(heading).is_empty()) else {
            let message = format!("no column has the heading `{name}`");
            let problem = Diagnostic::error(Code::Export, Spot::file(&wanted.name), message);
            to.push(problem.suggest(name, headings.iter().map(String::as_str)));
            continue;
        };
        let Some(meaning) = Meaning::of(word, &site.survey, &site.names) else {
            let message = format!("there is no item `{word}` for the column `{heading}`");
            to.push(
                Diagnostic::error(Code::UnknownItem, Spot::file("--map"), message)
                    .label("expected an item or question, or audience, unit, supplier or drop")
                    .suggest(word, Meaning::known(&site.names)),
            );
            continue;
        };
        put(&mut mapping.columns, heading, meaning, squash);
    }
}

/// What the command line says of labels.
fn labels(site: &Site, wanted: &Wanted, mapping: &mut Mapping, to: &mut Diagnostics) {
    for (name, word) in &wanted.labels {
        let (id, label) = name.split_once(':').unwrap_or((name, ""));
        let place = || Spot::file("--label");
        let Some(scale) = site.survey.scales.iter().find(|scale| scale.id == id) else {
            let id = Located { value: id.to_owned(), spot: place() };
            let known = site.survey.scales.iter().map(|scale| scale.id.as_str());
            to.push(Diagnostic::unknown("scale", &id, known));
            continue;
        };
        let Some(told) = Told::of(word, scale) else {
            let message = format!("`{word}` is no point of the scale `{id}`");
            to.push(
                Diagnostic::error(Code::OutsideScale, place(), message)
                    .label(format!("expected {} to {}, `na` or nothing", scale.min, scale.max)),
            );
            continue;
        };
        if mapping.labels.iter().all(|(known, _)| known != id) {
            mapping.labels.push((id.to_owned(), Vec::new()));
        }
        let own = mapping.labels.iter_mut().find(|(known, _)| known == id);
        if let Some((_, own)) = own {
            put(own, label.trim(), told, fold);
        }
    }
}

/// What the command line says of cells that name an audience, a unit or a supplier.
fn values(site: &Site, wanted: &Wanted, mapping: &mut Mapping, to: &mut Diagnostics) {
    let names = &site.names;
    for (cell, id) in &wanted.values {
        let kinds = [
            (names.audience(id).is_some(), &mut mapping.audiences),
            (names.unit(id).is_some(), &mut mapping.units),
            (names.supplier(id).is_some(), &mut mapping.suppliers),
        ];
        let mut is_known = false;
        for (_, values) in kinds.into_iter().filter(|(is_one, _)| *is_one) {
            is_known = true;
            put(values, cell, id.clone(), fold);
        }
        if !is_known {
            let id = Located { value: id.clone(), spot: Spot::file("--value") };
            let known = names.audiences().chain(names.units()).chain(names.suppliers());
            to.push(Diagnostic::unknown("audience, unit or supplier", &id, known));
        }
    }
}

/// Puts a meaning in the place of the one that its name has, or at the end.
fn put<T>(all: &mut Vec<(String, T)>, name: &str, meaning: T, same: fn(&str) -> String) {
    match all.iter_mut().find(|(known, _)| same(known) == same(name)) {
        Some((_, known)) => *known = meaning,
        None => all.push((name.to_owned(), meaning)),
    }
}
