//! The table that the example `million` measures, in small: read from CSV or from TOML, on one thread
//! or on several, it gives the same columns and the same sums.

use rapportage::answers::{self, Files, Responses};
use rapportage::diag::Diagnostics;
use rapportage::key::{Names, Waves};
use rapportage::score::{self, WaveTally};
use rapportage::source::{Source, Stream};
use rapportage::{content::Layout, disk, organisation, survey};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

#[allow(dead_code, reason = "an example's `main` has no caller here")]
#[path = "../../examples/million.rs"]
mod example;

const MANY: u32 = 10_000;

/// The same answers as a document.
fn document(table: &str) -> String {
    let mut rows = table.lines().map(|row| row.split(',').collect::<Vec<_>>());
    let columns = rows.next().unwrap();
    let mut text = "survey = \"partnership\"\nwave = \"2026-Q3\"\nform = \"full\"\n".to_owned();
    for row in rows {
        text.push_str("[[response]]\n");
        for (at, (column, cell)) in columns.iter().zip(row).enumerate() {
            if at == 4 {
                text.push_str("[response.answers]\n");
            }
            match cell {
                "" => {}
                number if at >= 4 && number != "na" => {
                    writeln!(text, "{column} = {number}").unwrap()
                }
                word => writeln!(text, "{column} = \"{word}\"").unwrap(),
            }
        }
    }
    text
}

fn read_and_score(root: &Path, files: Files<'_>) -> (Responses, WaveTally) {
    let tree = disk::read(root).unwrap().tree;
    let mut to = Diagnostics::default();
    let layout = Layout::read(&tree, &mut to);
    let survey = survey::read(layout.survey.as_ref().unwrap(), &["en".to_owned()], &mut to);
    let dimensions: Vec<&str> = survey.dimensions.iter().map(|one| one.id.as_str()).collect();
    let (units, suppliers) = (layout.organisation.as_ref(), layout.suppliers.as_ref());
    let organisation = organisation::read(units, suppliers, &dimensions, &mut to);
    let waves = survey::read_waves(&layout.waves, &survey, &mut to);
    let names = Names::new(&survey, &organisation, &waves);
    let read = answers::read(files, &waves[0], &survey, &names, &organisation, &mut to);
    assert!(to.sorted().is_empty(), "{:?}", to.sorted());
    let responses = BTreeMap::from([(0, read)]);
    let options = score::Options::default();
    let assessment = score::assess(&survey, &organisation, &waves, &responses, options);
    let tally = assessment.tallies[&(0, Waves::NONE)].clone();
    (responses[&0].clone(), tally)
}

#[test]
fn csv_and_toml_threads_or_none_it_is_all_the_same() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join(example::TABLE);
    example::write_site(root.path(), MANY).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let documents = [Source::new("a.toml", &document(&text))];
    let tables = [Stream::new("a.csv", text.as_bytes())];
    let table =
        || read_and_score(root.path(), Files { documents: &[], tables: &tables, decisions: None });
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let (responses, tally) = pool(3).install(table);
    assert_eq!(responses.len(), MANY as usize);
    assert!(tally.atoms.values().map(|atom| atom.people).sum::<u32>() == MANY);
    let one = pool(1).install(table);
    assert!(one == (responses.clone(), tally.clone()), "it depends on the threads");
    let toml =
        read_and_score(root.path(), Files { documents: &documents, tables: &[], decisions: None });
    assert!(toml == (responses, tally), "CSV and TOML differ");
}

#[test]
fn scores_do_not_depend_on_where_a_stretch_of_people_ends() {
    // Enough people for several stretches; the sums of all atoms are those of a plain count.
    let root = tempfile::tempdir().unwrap();
    example::write_site(root.path(), 40_000).unwrap();
    let text = std::fs::read_to_string(root.path().join(example::TABLE)).unwrap();
    let tables = [Stream::new("a.csv", text.as_bytes())];
    let files = Files { documents: &[], tables: &tables, decisions: None };
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let [one, four] =
        [1, 4].map(|threads| pool(threads).install(|| read_and_score(root.path(), files)));
    assert!(one == four);
    let points: u32 = one.1.atoms.values().flat_map(|atom| &atom.items[0].points).sum();
    let measured: u32 = one.1.atoms.values().map(|atom| atom.items[0].measure.score.n()).sum();
    assert_eq!(points, measured);
}
