//! `serve`: the site from memory, rebuilt and reloaded on every save.

use super::arguments::{Global, Serve};
use super::clock::Clock;
use super::outcome;
use crate::disk::{self, Failure, Watch};
use crate::pipeline;
use crate::preview::{self, Board, Session, Turn};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// Serves the site until the process is ended. Nothing is written.
///
/// # Errors
/// When there is no site, the port is taken, or the system cannot watch the files.
pub(super) fn run(serve: &Serve, global: &Global) -> Result<ExitCode, Failure> {
    let refused = |error| {
        let path = PathBuf::from(format!("port {} (choose another with -p)", serve.port));
        Failure::Io { action: "serve on", path, error }
    };
    super::read(global)?;
    let listener = preview::listen(serve.port).map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    // What is saved from now on is seen, also while the site is built for the first time.
    let watch = disk::watch(&global.root)?;
    let options = pipeline::Options { drafts: serve.drafts, ..super::options(global) };
    let session = Session::new(global.root.clone(), options);
    let board = session.board();
    let (to_prove, turns) = mpsc::channel();
    let (own, shown, quiet) = (global.clone(), Arc::clone(&board), global.quiet);
    thread::spawn(move || prove(&turns, &shown, &own));
    let mut editing = Editing { session, to_prove, global: global.clone() };
    editing.rebuild();
    if !quiet {
        outcome::say(&format!("serving http://{address}/ until you press Ctrl-C"));
    }
    if serve.open {
        open(&format!("http://{address}/"));
    }
    thread::spawn(move || editing.follow(watch));
    preview::serve(listener, board).map_err(refused)?;
    Ok(ExitCode::SUCCESS)
}

/// The thread that rebuilds.
struct Editing {
    session: Session,
    to_prove: Sender<Turn>,
    global: Global,
}

impl Editing {
    fn follow(mut self, mut watch: Watch) {
        loop {
            if let Err(failure) = watch.wait() {
                outcome::failed(&failure);
                return;
            }
            self.rebuild();
        }
    }

    fn rebuild(&mut self) {
        let clock = Clock::start();
        let turn = match self.session.rebuild() {
            Ok(turn) => turn,
            Err(failure) => {
                outcome::failed(&failure);
                return;
            }
        };
        outcome::tell(&turn.diagnostics, &turn.tree, &self.global);
        if !self.global.quiet {
            outcome::say(&match &turn.site {
                Some(_) => format!("shown after {} ms", clock.milliseconds()),
                None => "not shown; the last good pages are still there".to_owned(),
            });
        }
        // The other thread lives as long as this one.
        let _ = self.to_prove.send(turn);
    }
}

/// The thread that looks at all of what is shown; of several that wait, the newest.
fn prove(turns: &Receiver<Turn>, board: &Board, global: &Global) {
    while let Ok(turn) = turns.recv() {
        let turn = turns.try_iter().last().unwrap_or(turn);
        outcome::tell(&turn.prove(board), &turn.tree, global);
    }
}

/// Opens the browser, if there is one.
fn open(address: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let browser =
        Command::new(program).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if browser.is_err() {
        outcome::say(&format!("note: no browser could be opened; go to {address}"));
    }
}
