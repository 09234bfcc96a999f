//! `completions` and `man`: what the one table of arguments says, for shells and for `man`.

use super::arguments::{Arguments, Completions, Man};
use super::outcome::{self, USAGE};
use clap::CommandFactory;
use std::process::ExitCode;

/// The name of the program.
const NAME: &str = "rapportage";

/// Prints what a shell needs to complete commands.
pub(super) fn complete(completions: &Completions) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Arguments::command(), NAME, &mut script);
    outcome::show(&String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}

/// Prints the manual page of the program, or that of one verb.
pub(super) fn man(man: &Man) -> ExitCode {
    let mut program = Arguments::command();
    program.build();
    let command = match &man.verb {
        None => program,
        Some(verb) => match program.find_subcommand(verb) {
            Some(found) => found.clone(),
            None => {
                outcome::say(&format!(
                    "error: there is no verb `{verb}`; `{NAME} --help` lists them"
                ));
                return ExitCode::from(USAGE);
            }
        },
    };
    let mut page = Vec::new();
    // Writing into memory cannot fail.
    let _ = clap_mangen::Man::new(command).render(&mut page);
    outcome::show(&String::from_utf8_lossy(&page));
    ExitCode::SUCCESS
}
