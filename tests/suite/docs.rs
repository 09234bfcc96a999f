//! What the documents say is tried: the README's commands, and the TOML in the documents.

use rapportage::diag::{Code, Diagnostics};
use rapportage::key::Figure;
use rapportage::source::Source;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// The code blocks of one language in a Markdown file.
fn blocks(markdown: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = markdown.split(&fence).skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or_default().to_owned()).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target)
        } else {
            fs::copy(&path, &target).map(drop).unwrap()
        }
    }
}

#[test]
fn the_commands_of_the_readme_work() {
    let dir = tempfile::tempdir().unwrap();
    let site = dir.path().join("clone");
    copy(&root().join("content"), &site.join("content"));
    let readme = text("README.md");
    let mut tried = 0;
    for line in blocks(&readme, "sh").iter().flat_map(|block| block.lines()) {
        let Some(command) = line.strip_prefix("cargo run --release -- ") else { continue };
        let words = command.split('#').next().unwrap_or_default().split_whitespace();
        let run = Command::new(env!("CARGO_BIN_EXE_rapportage"))
            .args(words)
            .current_dir(&site)
            .output()
            .unwrap();
        assert!(run.status.success(), "{line}: {}", String::from_utf8_lossy(&run.stderr));
        tried += 1;
    }
    assert_eq!(tried, 2, "the README has two commands");
    assert!(site.join("output/index.html").is_file());
    assert!(dir.path().join("my-report/content/survey.toml").is_file());
    assert!(readme.contains("docs/report.png") && root().join("docs/report.png").is_file());
}

/// What a tutorial tells its reader to do.
enum Step {
    Type(String),
    Save { path: String, text: String },
}

/// The commands and files of a tutorial in their order. A file's block follows its name on a line of its
/// own: `content/site.toml`:
fn steps(markdown: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let parts: Vec<_> = markdown.split("```").collect();
    for pair in parts.chunks_exact(2) {
        let (before, block) = (pair[0].trim_end(), pair[1]);
        let (language, text) = block.split_once('\n').unwrap();
        if language == "sh" {
            steps.extend(text.lines().map(|line| Step::Type(line.to_owned())));
        } else {
            let name = before.lines().last().unwrap();
            let path = name.strip_prefix('`').and_then(|name| name.strip_suffix("`:"));
            let path = path.expect("a file's block follows its name").to_owned();
            steps.push(Step::Save { path, text: text.to_owned() });
        }
    }
    steps
}

#[test]
fn the_tutorial_leads_to_a_published_report() {
    let dir = tempfile::tempdir().unwrap();
    let mut here = dir.path().to_owned();
    let (mut typed, mut said) = (0, String::new());
    for step in steps(&text("docs/tutorial.md")) {
        match step {
            Step::Save { path, text } => {
                let path = here.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            Step::Type(line) => {
                if let Some(folder) = line.strip_prefix("cd ") {
                    here.push(folder);
                    continue;
                }
                let words = line.strip_prefix("rapportage ").expect(&line).to_owned();
                // The server never ends; tests/suite/preview.rs looks at it.
                if words.starts_with("serve") {
                    continue;
                }
                let mut program = Command::new(env!("CARGO_BIN_EXE_rapportage"));
                let run = program.args(arguments(&words)).current_dir(&here).output().unwrap();
                said = String::from_utf8_lossy(&run.stderr).into_owned();
                assert!(run.status.success(), "{line}: {said}");
                typed += 1;
            }
        }
    }
    assert!(typed > 12, "{typed}");
    assert!(said.contains("up to date; nothing written"), "{said}");
    let home = fs::read_to_string(dir.path().join("share/index.html")).unwrap();
    assert!(home.contains("Marsh Pumps") && home.contains("data-cell=\"2026-Q4/"));
    assert!(dir.path().join("share/stories/a-shared-forecast/index.html").is_file());
    assert!(dir.path().join("my-report/content/editions/001.toml").is_file());
}

/// The words of a command; quotes hold several together.
fn arguments(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        1 => vec![part.to_owned()],
        _ => part.split_whitespace().map(str::to_owned).collect(),
    });
    words.collect()
}

#[test]
fn the_keys_of_the_documents_are_explained() {
    let keys = text("docs/keys.md");
    let commands = blocks(&keys, "sh");
    let mut tried = 0;
    for line in commands.iter().flat_map(|block| block.lines()) {
        let words = line.strip_prefix("rapportage ").expect(line).split_whitespace();
        let mut program = Command::new(env!("CARGO_BIN_EXE_rapportage"));
        let run = program.args(words).current_dir(root()).output().unwrap();
        assert!(run.status.success(), "{line}: {}", String::from_utf8_lossy(&run.stderr));
        assert_ne!(run.stdout, b"not shown\n", "{line}");
        tried += 1;
    }
    assert!(tried > 5);
    for figure in Figure::ALL {
        assert!(
            keys.contains(&format!("`{}`", figure.name())),
            "{figure:?} is not in docs/keys.md"
        );
    }
}

#[test]
fn the_toml_in_the_documents_is_toml() {
    let of = |name: &str| blocks(&text(name), "toml");
    let blocks = [of("docs/content.md"), of("docs/editions.md"), of("docs/survey.md")].concat();
    assert!(blocks.len() >= 6);
    for block in blocks {
        let source = Source::new("docs/content.md", &block);
        let mut to = Diagnostics::default();
        rapportage::content::parse_toml(&source, &mut to);
        let broken = to.sorted().iter().any(|one| one.code == Code::Syntax);
        assert!(!broken, "{block}");
    }
}
