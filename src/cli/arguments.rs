//! Every verb and flag; help comes from here.

use crate::config::read_base_url;
use crate::schema::files;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Reports on how well an organisation works with its partners and suppliers, from survey answers
/// and notes in content/, as a site that opens from any folder.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Global {
    /// Folder of the site (the one that holds content/)
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
    /// Date of the report [default: the day the newest closed wave closed]
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Print errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print what each stage took
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// When to use colour
    #[arg(long, global = true, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Even in a pipe
    Always,
    /// Not at all
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Start a new site
    Init(Init),
    /// Write a file to fill in: a wave, a note, a newsletter, an action or a goal
    ///
    /// Nothing that is there is changed. Days come from --date; without it they stay empty, and `check`
    /// asks for them.
    New(New),
    /// Read, validate, score and render, but write nothing
    Check(Check),
    /// Check, then replace output/ (all or nothing)
    Build(Build),
    /// Print the links to send to those who are asked, and a message
    SurveyLinks(SurveyLinks),
    /// Put answer files into a wave, or receive answers over HTTP
    ///
    /// Everything is read first, together with what the wave has: with one mistake nothing is written.
    /// Without PATHS, the single files of each wave become one.
    Collect(Collect),
    /// Tell how a published number comes about, or what a kind of mistake means
    Explain(Explain),
    /// Take answers from an export of another survey tool into a wave
    ///
    /// Knows the CSV and XLSX files of Microsoft Forms, Google Forms, Qualtrics, SurveyMonkey and
    /// LimeSurvey. Says what it would do and writes nothing, unless --write is given. Names, addresses
    /// and times are never written. See docs/import.md.
    Import(Import),
    /// Print the questionnaire for another survey tool
    ///
    /// LimeSurvey reads its format under "Import survey"; Microsoft Forms reads the HTML, opened in Word
    /// and saved there, under "Quick import". What people answer there comes back with `import`.
    SurveyExport(SurveyExport),
    /// Build the site, and say where the mail of an issue lies: to look at, to send and as plain text
    Newsletter(Newsletter),
    /// Build, audit and copy the site to its readers, and record what they were given
    ///
    /// Readers never find half a report: what pages need is copied first, then pages, and old files go
    /// last. Files of others stay. What was published is recorded in content/editions/, so that no later
    /// report gives anybody away. Run again, it does nothing; after an interruption, it finishes. See
    /// docs/publish.md.
    Publish(Publish),
    /// Show the site in a browser, rebuilt whenever you save
    ///
    /// Served from memory, to this machine alone; nothing is written. A mistake in the content is shown in
    /// the browser until it is mended.
    Serve(Serve),
    /// Print the scores
    Score(Score),
    /// Write the figures of the report as tables: a spreadsheet, CSV or JSON
    ///
    /// One table has a row for each group of people and thing measured, and a column for each figure; the
    /// others say what the columns and ids mean. Only what the report shows is in them, rounded as
    /// there. See docs/scores.md.
    Export(Export),
    /// Could anybody be singled out from a finished site?
    ///
    /// Reads every file of the folder as anybody could, and content/ by itself; says which figures
    /// together give people away, and which numbers are no published figures. Exit code 1 if there are any.
    Audit(Audit),
    /// Print the form of a kind of file as JSON Schema, for editors to complete and check it
    ///
    /// Without FILE-KIND all kinds are listed. See docs/schema.md.
    Schema(Schema),
    /// Print what a shell needs to complete commands
    Completions(Completions),
    /// Print the manual page of the program or of a verb
    Man(Man),
}

#[derive(Debug, Args)]
pub(super) struct Audit {
    /// Folder of the finished site [default: output/ in the site's folder]
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Look at DIR alone, without content/
    ///
    /// This can say whether a key has one value everywhere, whether the numbers beside figures are
    /// values of their keys or have a source, whether a number of people is under 5, and whether one
    /// unit leaves fewer than 5 people of the organisation. It does not know who is in which group,
    /// stricter minimums, earlier editions, or which words editors wrote: so it cannot say that nobody
    /// can be singled out, and it leaves text outside figures unread.
    #[arg(long)]
    pub published_only: bool,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// Folder of the new site
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Also in a folder that is not empty (files of the same name are replaced)
    #[arg(long)]
    pub force: bool,
    /// List answers and other confidential files in .gitignore
    #[arg(long)]
    pub keep_answers_out_of_git: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// How mistakes are printed
    #[arg(long, default_value = "human", value_name = "FORMAT")]
    pub format: Format,
    /// Fail on these too
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Include notes marked as drafts
    #[arg(long)]
    pub drafts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// One JSON object a line
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Treat warnings as errors
    Warnings,
}

#[derive(Debug, Args)]
pub(super) struct SurveyLinks {
    /// The wave [default: the open one]
    #[arg(value_name = "WAVE")]
    pub wave: Option<String>,
    /// How the links are laid out
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    pub format: Listing,
    /// Address of the site, instead of the one in site.toml
    #[arg(short = 'u', long, value_name = "URL", value_parser = read_base_url)]
    pub base_url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Listing {
    /// For people, with a message to send
    Table,
    /// Comma-separated, with a whole message for each link
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct Collect {
    /// Answer files, and folders of them
    #[arg(value_name = "PATHS")]
    pub paths: Vec<PathBuf>,
    /// The wave they go into [default: the one that a file names, else the open one]
    #[arg(long, value_name = "WAVE")]
    pub wave: Option<String>,
    /// Receive answers over HTTP instead, as 127.0.0.1:8765, until stopped by Ctrl+C
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["paths", "wave"])]
    pub listen: Option<SocketAddr>,
    /// Take only answers that come by a link of `survey-links`
    #[arg(long, requires = "listen")]
    pub tokens: bool,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Key of a number, as 2026-Q3/trust:mean/emea/internal (parts at the end may be left off), or the
    /// name of a kind of mistake, as unknown-item
    #[arg(value_name = "KEY|CODE")]
    pub what: String,
    /// Add the unrounded steps, and why it is shown or not. For your eyes only
    #[arg(long)]
    pub private: bool,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    /// Folder to replace [default: output/ in the site's folder]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Address of the site, for links that must be absolute
    #[arg(short = 'u', long, value_name = "URL", value_parser = read_base_url)]
    pub base_url: Option<String>,
    /// Report this wave on the home page instead of the newest closed one
    #[arg(long, value_name = "WAVE")]
    pub wave: Option<String>,
    /// Include notes marked as drafts
    #[arg(long)]
    pub drafts: bool,
    /// Write the newest report as one file, too: report.html, to send by mail
    #[arg(long)]
    pub single_file: bool,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The export, CSV or XLSX
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The wave that the answers go into [default: the open one]
    #[arg(long, value_name = "WAVE")]
    pub wave: Option<String>,
    /// The tool that wrote the file [default: as its headings tell]
    #[arg(long, value_name = "TOOL")]
    pub dialect: Option<Tool>,
    /// The import in content/imports.toml [default: the one that fits, or a new one]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The audience that everybody in the file belongs to
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<String>,
    /// The unit that everybody in the file belongs to
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// The supplier that all answers in the file are about
    #[arg(long, value_name = "SUPPLIER")]
    pub supplier: Option<String>,
    /// What a column (its heading, or its letters in a spreadsheet) is: the id of an item or question,
    /// or audience, unit, supplier or drop
    #[arg(long, value_name = "COLUMN=ID", value_parser = read_pair)]
    pub map: Vec<(String, String)>,
    /// What a label of a scale means: a point, `na` for don't know, or nothing for no answer
    #[arg(long, value_name = "SCALE:LABEL=POINT", value_parser = read_pair)]
    pub label: Vec<(String, String)>,
    /// Which audience, unit or supplier a cell stands for
    #[arg(long, value_name = "CELL=ID", value_parser = read_pair)]
    pub value: Vec<(String, String)>,
    /// Take responses too that were not finished
    #[arg(long)]
    pub unfinished: bool,
    /// Go on without the answers that cannot be understood
    #[arg(long)]
    pub skip_unmapped: bool,
    /// Write the answers and the mapping
    #[arg(long)]
    pub write: bool,
}

#[derive(Debug, Args)]
pub(super) struct SurveyExport {
    /// What the other tool reads
    #[arg(long, value_name = "FORMAT")]
    pub format: Questions,
    /// The form [default: that of the open wave]
    #[arg(long, value_name = "FORM")]
    pub form: Option<String>,
    /// Whom it is for [default: the first audience of survey.toml]
    #[arg(long, value_name = "AUDIENCE")]
    pub audience: Option<String>,
    /// One language [default: for LimeSurvey all of the site's, else the first]
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Questions {
    /// LimeSurvey's tab-separated survey structure
    #[value(name = "limesurvey")]
    LimeSurvey,
    /// Numbered questions with lettered answers
    Text,
    /// The same as a page for Word
    Html,
}

/// The last `=` counts: a heading or a label may hold one, an id cannot.
fn read_pair(text: &str) -> Result<(String, String), String> {
    let (name, id) = text.rsplit_once('=').ok_or("expected an `=` before what it means")?;
    Ok((name.trim().to_owned(), id.trim().to_owned()))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Tool {
    /// Microsoft Forms
    MsForms,
    /// Google Forms
    GoogleForms,
    /// Qualtrics
    Qualtrics,
    /// SurveyMonkey
    #[value(name = "surveymonkey")]
    SurveyMonkey,
    /// LimeSurvey
    #[value(name = "limesurvey")]
    LimeSurvey,
    /// A table with ids as headings
    Plain,
}

#[derive(Debug, Args)]
pub(super) struct Newsletter {
    /// The issue: the name of its file in content/newsletters/, as 2026-Q3 [default: all]
    #[arg(value_name = "ISSUE")]
    pub issue: Option<String>,
    /// Folder to replace [default: output/ in the site's folder]
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Address of the site, which every link and picture of the mail begins with
    #[arg(short = 'u', long, value_name = "URL", value_parser = read_base_url)]
    pub base_url: Option<String>,
    /// Include notes marked as drafts
    #[arg(long)]
    pub drafts: bool,
}

#[derive(Args, Debug)]
pub(super) struct New {
    /// What to write
    #[arg(value_name = "KIND")]
    pub kind: Kind,
    /// Its title; for a wave or a newsletter its name, as 2026-Q4
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// Its id, which is the name of its file or folder too [default: from the title]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// One round of asking
    Wave,
    /// What worked, and what came of it
    Story,
    /// Partner of the month
    Award,
    /// What was talked about and agreed
    Meeting,
    /// What stands in the way
    Obstacle,
    /// A page of your own
    Page,
    /// An issue of the newsletter
    Newsletter,
    /// What is done about a finding (in actions.toml)
    Action,
    /// What both sides want to reach (in goals.toml)
    Goal,
}

#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The kind of file
    #[arg(value_name = "FILE-KIND", value_parser = PossibleValuesParser::new(files().iter().map(|file| file.name)))]
    pub kind: Option<String>,
    /// Folder to write schemas into instead: that of FILE-KIND, or all
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    /// The verb [default: the program]
    #[arg(value_name = "VERB")]
    pub verb: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Publish {
    /// Folder or network share to publish into; files of others that lie there stay
    #[arg(value_name = "DEST", required_unless_present = "record", conflicts_with = "record")]
    pub dest: Option<PathBuf>,
    /// Say what would change in DEST, and write nothing
    #[arg(long, conflicts_with = "record")]
    pub dry_run: bool,
    /// Write the editions that output/ brings into content/editions/, after copying it by hand
    #[arg(long)]
    pub record: bool,
    /// Folder that was built and copied [default: output/ in the site's folder]
    #[arg(short, long, value_name = "DIR", requires = "record")]
    pub output: Option<PathBuf>,
    /// Address of the site, for links that must be absolute
    #[arg(short = 'u', long, value_name = "URL", value_parser = read_base_url)]
    pub base_url: Option<String>,
    /// Publish report.html as well, as `build --single-file` writes it
    #[arg(long)]
    pub single_file: bool,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Port of this machine (0: any that is free)
    #[arg(short, long, default_value_t = 1111, value_name = "PORT")]
    pub port: u16,
    /// Open the browser
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Include notes marked as drafts
    #[arg(long)]
    pub drafts: bool,
}

#[derive(Debug, Args)]
pub(super) struct Score {
    /// The wave [default: the newest closed one]
    #[arg(long, value_name = "WAVE")]
    pub wave: Option<String>,
    /// What to break the scores down by; several may be given (`unit,audience`)
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub by: Vec<By>,
    /// How the scores are laid out
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    pub format: Layout,
    /// Show everything in full precision, also what would single people out. For your eyes only
    #[arg(long)]
    pub private: bool,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// File to write, or folder [default: print the table of figures]
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
    /// What to write [default: as the name of the file says, or else csv]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Tables>,
    /// Only the figures of this wave
    #[arg(long, value_name = "WAVE")]
    pub wave: Option<String>,
    /// Replace files that are there already
    #[arg(long, requires = "output")]
    pub force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Tables {
    /// Comma-separated: the table of figures, or every table into a folder
    Csv,
    /// One document with every table
    Json,
    /// A spreadsheet with a sheet for each table
    Xlsx,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// Units and pools
    Unit,
    /// Audiences, and the gaps between them
    Audience,
    /// Suppliers
    Supplier,
    /// Dimensions (always there)
    Dimension,
    /// Practices
    Practice,
    /// Items
    Item,
    /// Questions outside the dimensions
    Question,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Layout {
    /// Aligned columns, for people
    Table,
    /// Comma-separated
    Csv,
    /// A list of objects, see docs/score.schema.json
    Json,
}
