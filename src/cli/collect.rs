//! `collect`: answer files into a wave, or answers over HTTP.

use super::arguments::{Collect, Global};
use super::outcome::{self, CONTENT, USAGE};
use super::wave;
use crate::collect::{self, Gathered, Group, Inbox, Settings, Site};
use crate::diag::Diagnostics;
use crate::disk::{self, Failure};
use crate::source::{File, Tree};
use std::net::SocketAddr;
use std::process::ExitCode;

/// Gathers, folds or listens.
///
/// # Errors
/// When a file cannot be read or written, or the address cannot be listened to.
pub(super) fn run(collect: &Collect, global: &Global) -> Result<ExitCode, Failure> {
    let folder = super::read(global)?;
    if let Some(code) = wave::refused(collect.wave.as_deref(), &folder.tree) {
        return Ok(code);
    }
    let mut to = Diagnostics::default();
    let site = Site::read(&folder.tree, &mut to);
    if let Some(address) = collect.listen {
        return listen(site, address, collect.tokens, (&folder.tree, to), global);
    }
    let mut tree = folder.tree.clone();
    let mut gathered = Vec::new();
    if !to.has_errors() && collect.paths.is_empty() {
        gathered = collect::fold(&site, collect.wave.as_deref(), &mut to);
    } else if !to.has_errors() {
        let incoming = disk::read_files(&collect.paths, ".toml")?;
        for (path, bytes) in incoming.tree.iter() {
            tree.insert(path, bytes);
        }
        gathered = collect::gather(&site, &incoming.tree, collect.wave.as_deref(), &mut to);
        tell_others(&incoming.others, global);
    }
    outcome::tell(&to, &tree, global);
    if to.has_errors() {
        outcome::say("nothing written");
        return Ok(ExitCode::from(CONTENT));
    }
    write(&gathered, global)?;
    if gathered.is_empty() && !global.quiet {
        outcome::say("there are no answers to collect");
    }
    for wave in &gathered {
        tell(&site, wave, global);
    }
    Ok(ExitCode::SUCCESS)
}

/// An answer that a mail program gave another ending must not be overlooked.
fn tell_others(others: &[String], global: &Global) {
    if let (false, Some(first)) = (global.quiet, others.first()) {
        let more = match others.len() {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        outcome::say(&format!("note: not read, since it does not end in .toml: {first}{more}"));
    }
}

/// All files under hidden names first, so that what goes wrong leaves everything as it was; what they
/// make needless goes last.
fn write(gathered: &[Gathered<'_>], global: &Global) -> Result<(), Failure> {
    let files: Vec<(&str, File)> = gathered
        .iter()
        .map(|wave| (wave.path.as_str(), File::from(wave.text.as_bytes())))
        .collect();
    let files: Vec<(&str, &File)> = files.iter().map(|(path, file)| (*path, file)).collect();
    disk::replace(&global.root, &files)?;
    gathered.iter().try_for_each(|wave| disk::remove(&global.root, &wave.folded))
}

/// What was added, and who has not answered yet. This goes to the terminal alone.
fn tell(site: &Site, gathered: &Gathered<'_>, global: &Global) {
    if global.quiet {
        return;
    }
    let Gathered { wave, path, added, folded, responses, .. } = gathered;
    let answers = |count: usize| format!("{count} answer{}", if count == 1 { "" } else { "s" });
    let files = match folded.len() {
        0 => String::new(),
        1 => ", 1 single file folded".to_owned(),
        count => format!(", {count} single files folded"),
    };
    outcome::say(&format!(
        "{}: {} new in {path}{files}; {} in all",
        wave.id,
        answers(*added),
        answers(responses.len())
    ));
    outcome::show(&table(&collect::groups(site, wave, responses)));
}

/// Who was invited, who answered, and how many are missing.
fn table(groups: &[Group]) -> String {
    let head = ["group", "audience", "invited", "answered", "missing"].map(str::to_owned);
    let rows = groups.iter().map(|group| {
        let missing = group.invited.saturating_sub(group.answered);
        let [invited, answered, missing] =
            [group.invited, group.answered, missing].map(|count| count.to_string());
        [group.place.clone(), group.audience.clone(), invited, answered, missing]
    });
    match groups.is_empty() {
        true => String::new(),
        false => outcome::aligned(&std::iter::once(head).chain(rows).collect::<Vec<_>>(), 2),
    }
}

/// Receives answers until the process is told to stop.
fn listen(
    site: Site,
    address: SocketAddr,
    needs_token: bool,
    (tree, mut to): (&Tree, Diagnostics),
    global: &Global,
) -> Result<ExitCode, Failure> {
    let inbox = Inbox::open(site, global.root.clone(), needs_token, &mut to);
    outcome::tell(&to, tree, global);
    if to.has_errors() {
        outcome::say("nothing received: answers cannot be tested against content/ as it is");
        return Ok(ExitCode::from(CONTENT));
    }
    if inbox.waves() == 0 {
        outcome::say("error: no wave is open: its wave.toml says `state = \"open\"`");
        return Ok(ExitCode::from(CONTENT));
    }
    if inbox.lacks_secret() {
        outcome::say("error: tokens need a salt in content/secret.toml; `init` writes one");
        return Ok(ExitCode::from(USAGE));
    }
    if !address.ip().is_loopback() {
        outcome::say(
            "warning: whoever reaches this machine can send answers, and nothing hides them on the \
             way: let your web server stand in front, and listen on 127.0.0.1",
        );
    }
    let settings = Settings {
        address,
        ready: |address| {
            outcome::say(&format!("answers are received at http://{address}; Ctrl+C ends this"));
        },
        failed: |failure| {
            outcome::say(&format!(
                "error: {failure}; whoever sent an answer was told to try again"
            ));
        },
    };
    let received = collect::listen(inbox, &settings).map_err(|error| Failure::Io {
        action: "listen on",
        path: address.to_string().into(),
        error,
    })?;
    if !global.quiet {
        let files = if received == 1 { "file" } else { "files" };
        outcome::say(&format!("{received} new {files}; `collect` without PATHS makes them one"));
    }
    Ok(ExitCode::SUCCESS)
}
