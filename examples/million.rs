//! What it takes to read a million responses to 40 items from CSV and to score the wave, beside a
//! plain pass of the `csv` crate over the same file.
//!
//! `cargo run --release --example million [RESPONSES]` writes a made-up wave of the sample survey
//! to a temporary folder and measures each pass in a process of its own: the wall time, and the most
//! memory it ever held. Both say most as ratios; on a busy machine look at the best of several runs.

use rapportage::answers::{self, Responses};
use rapportage::content::Layout;
use rapportage::diag::{Diagnostics, Format, print};
use rapportage::key::Names;
use rapportage::source::Tree;
use rapportage::{disk, organisation, score, survey};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many responses are written if nobody says.
const MANY: u32 = 1_000_000;

/// How often each pass is run; the best time counts, since others use the machine too.
const RUNS: usize = 5;

/// Where the answers lie in the site.
pub const TABLE: &str = "content/waves/2026-Q3/answers/million.csv";

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["plain", root] => measured(|| plain_pass(Path::new(root))),
        ["score", root] => measured(|| read_and_score(Path::new(root))),
        ["write", root, many] => write_site(Path::new(root), many.parse()?),
        [] => compare(MANY),
        [many] => compare(many.parse()?),
        _ => Err("expected a number of responses, or nothing".into()),
    }
}

/// Writes the site and runs both passes over it by turns.
fn compare(many: u32) -> Outcome<()> {
    let root = tempfile::tempdir()?;
    write_site(root.path(), many)?;
    let size = fs::metadata(root.path().join(TABLE))?.len();
    println!("{many} responses, a file of {:.1} MB", megabytes(size));
    let (mut plain, mut scored) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        plain.push(run("plain", root.path())?);
        scored.push(run("score", root.path())?);
    }
    let [plain, scored] = [&plain, &scored].map(|runs| best(runs));
    println!("plain pass of csv   {:7.1} ms {:7.1} MB", plain.0, megabytes(plain.1));
    println!("reading and scores  {:7.1} ms {:7.1} MB", scored.0, megabytes(scored.1));
    println!("time {:.2} of the plain pass", scored.0 / plain.0);
    println!("memory {:.2} of the file", megabytes(scored.1) / megabytes(size));
    Ok(())
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) / 1024.0
}

/// The least time and the least memory of some runs.
fn best(runs: &[(f64, u64)]) -> (f64, u64) {
    let time = runs.iter().map(|run| run.0).fold(f64::INFINITY, f64::min);
    (time, runs.iter().map(|run| run.1).min().unwrap_or(0))
}

/// Runs one pass in a process of its own: its milliseconds, and its bytes.
fn run(pass: &str, root: &Path) -> Outcome<(f64, u64)> {
    let output = Command::new(std::env::current_exe()?).arg(pass).arg(root).output()?;
    let text = String::from_utf8(output.stdout)?;
    let mut numbers = text.split_whitespace();
    let (Some(time), Some(memory)) = (numbers.next(), numbers.next()) else {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    };
    eprint!("{pass}: {text}");
    Ok((time.parse()?, memory.parse()?))
}

/// Does something and prints how many milliseconds it took, the most bytes ever held, and more.
fn measured(pass: impl FnOnce() -> Outcome<String>) -> Outcome<()> {
    let start = Instant::now();
    let more = pass()?;
    let time = start.elapsed().as_secs_f64() * 1000.0;
    println!("{time} {} {more}", peak().unwrap_or(0));
    Ok(())
}

/// The most memory that this process ever held, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

/// The reference: every cell of every row is looked for, and nothing is done with it.
fn plain_pass(root: &Path) -> Outcome<String> {
    let mut reader = csv::Reader::from_path(root.join(TABLE))?;
    let (mut row, mut rows, mut cells) = (csv::ByteRecord::new(), 0, 0);
    while reader.read_byte_record(&mut row)? {
        rows += 1;
        cells += row.len();
    }
    Ok(format!("({rows} rows, {cells} cells)"))
}

fn read_and_score(root: &Path) -> Outcome<String> {
    let start = Instant::now();
    let tree = disk::read(root)?.tree;
    let mut to = Diagnostics::default();
    let layout = Layout::read(&tree, &mut to);
    let source = layout.survey.as_ref().ok_or("no survey")?;
    let survey = survey::read(source, &["en".to_owned()], &mut to);
    let (units, suppliers) = (layout.organisation.as_ref(), layout.suppliers.as_ref());
    let dimensions: Vec<&str> = survey.dimensions.iter().map(|one| one.id.as_str()).collect();
    let organisation = organisation::read(units, suppliers, &dimensions, &mut to);
    let waves = survey::read_waves(&layout.waves, &survey, &mut to);
    let names = Names::new(&survey, &organisation, &waves);
    let folder = (&layout.waves[0]).into();
    let read = answers::read(folder, &waves[0], &survey, &names, &organisation, &mut to);
    if to.has_errors() {
        return Err(print(&to, &Tree::default(), Format::Human, false).into());
    }
    let time = start.elapsed().as_millis();
    let responses: BTreeMap<u8, Responses> = BTreeMap::from([(0, read)]);
    let options = score::Options::default();
    let assessment = score::assess(&survey, &organisation, &waves, &responses, options);
    let atoms: usize = assessment.tallies.values().map(|tally| tally.atoms.len()).sum();
    Ok(format!("({time} ms to read; {} responses in {atoms} atoms)", responses[&0].len()))
}

/// A site of the sample's survey and units with one wave.
pub fn write_site(root: &Path, many: u32) -> Outcome<()> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let folder = root.join(TABLE);
    fs::create_dir_all(folder.parent().ok_or("no folder")?)?;
    for name in ["site.toml", "survey.toml", "organisation.toml", "suppliers.toml"] {
        fs::copy(sample.join(name), root.join("content").join(name))?;
    }
    let wave = "waves/2026-Q3/wave.toml";
    fs::copy(sample.join(wave), root.join("content").join(wave))?;
    let mut table = BufWriter::new(fs::File::create(folder)?);
    let items = items(&fs::read_to_string(sample.join("survey.toml"))?)?;
    writeln!(table, "id,audience,unit,supplier,{}", items.join(","))?;
    let (mut random, mut row) = (Random(7), String::new());
    for _ in 0..many {
        write_row(&mut row, items.len(), &mut random)?;
        table.write_all(row.as_bytes())?;
    }
    Ok(table.flush()?)
}

/// The ids of the items of a survey.
fn items(survey: &str) -> Outcome<Vec<String>> {
    let mut to = Diagnostics::default();
    let source = rapportage::source::Source::new("survey.toml", survey);
    let survey = survey::read(&source, &["en".to_owned()], &mut to);
    if to.has_errors() {
        return Err("the sample survey has mistakes".into());
    }
    Ok(survey.items.into_iter().map(|item| item.id).collect())
}

/// Units of the sample.
const UNITS: [&str; 12] = [
    "foundry",
    "pump-assembly",
    "pump-service",
    "motors",
    "gearboxes",
    "electronics",
    "cooling-units",
    "cooling-projects",
    "field-service",
    "pumps",
    "drives",
    "cooling",
];

/// Suppliers of the sample.
const SUPPLIERS: [&str; 4] =
    ["ostermoor-castings", "veldane-bearings", "dunmarrow-steel", "sorrelby-seals"];

/// A response of somebody: one in forty answers is blank, one in forty "na".
fn write_row(row: &mut String, items: usize, random: &mut Random) -> Outcome<()> {
    row.clear();
    write!(row, "{:016x},", random.next())?;
    let (unit, supplier) = (UNITS[random.below(12)], SUPPLIERS[random.below(4)]);
    match random.below(3) {
        0 => write!(row, "internal,{unit},")?,
        1 => write!(row, "partner,{unit},")?,
        _ => write!(row, "supplier,,{supplier}")?,
    }
    for _ in 0..items {
        match random.below(40) {
            0 => row.push(','),
            1 => row.push_str(",na"),
            other => {
                row.push(',');
                row.push(char::from(b'1' + u8::try_from(other % 5)?));
            }
        }
    }
    row.push('\n');
    Ok(())
}

/// Steele, Lea & Flood's SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> usize {
        usize::try_from(self.next() % limit).unwrap_or(0)
    }
}
