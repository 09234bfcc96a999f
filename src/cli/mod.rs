//! The command line: one file a verb, one table of arguments, and the printing of outcomes.
//!
//! Exit codes: 0 clean, 1 the content is wrong, 2 the command line is wrong, 3 the machine failed.

mod arguments;
mod audit;
mod build;
mod check;
mod clock;
mod collect;
mod explain;
mod export;
mod import;
mod init;
mod manual;
mod new;
mod newsletter;
mod outcome;
mod progress;
mod publish;
mod schema;
mod score;
mod serve;
mod survey_export;
mod survey_links;
mod wave;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::disk::{self, Failure, Folder};
use crate::pipeline;
use crate::source::Spot;
use arguments::{Arguments, Global, Verb};
use clap::Parser;
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.verb {
        Verb::Init(init) => init::run(init, &arguments.global),
        Verb::New(new) => new::run(new, &arguments.global),
        Verb::Check(check) => check::run(check, &arguments.global),
        Verb::Build(build) => build::run(build, &arguments.global),
        Verb::SurveyLinks(links) => survey_links::run(links, &arguments.global),
        Verb::Collect(collect) => collect::run(collect, &arguments.global),
        Verb::Explain(explain) => explain::run(explain, &arguments.global),
        Verb::Import(import) => import::run(import, &arguments.global),
        Verb::SurveyExport(export) => survey_export::run(export, &arguments.global),
        Verb::Newsletter(newsletter) => newsletter::run(newsletter, &arguments.global),
        Verb::Publish(publish) => publish::run(publish, &arguments.global),
        Verb::Audit(audit) => audit::run(audit, &arguments.global),
        Verb::Serve(serve) => serve::run(serve, &arguments.global),
        Verb::Export(export) => export::run(export, &arguments.global),
        Verb::Score(score) => score::run(score, &arguments.global),
        Verb::Schema(schema) => schema::run(schema, &arguments.global),
        Verb::Completions(completions) => Ok(manual::complete(completions)),
        Verb::Man(man) => Ok(manual::man(man)),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => outcome::failed(&failure),
    }
}

/// Reads the site that the command line names.
fn read(global: &Global) -> Result<Folder, Failure> {
    disk::read(&global.root)
}

fn options(global: &Global) -> pipeline::Options {
    pipeline::Options { date: global.date, ..pipeline::Options::default() }
}

/// A warning for each link that was not followed.
fn links(folder: &Folder) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for link in &folder.links {
        diagnostics.push(
            Diagnostic::warning(
                Code::StrayFile,
                Spot::file(link),
                "this is a link, which is not followed",
            )
            .hint("put the file itself here: everything a site is made of lies in its folder"),
        );
    }
    diagnostics
}
