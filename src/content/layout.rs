//! Which file of a site is what.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{File, Source, Spot, Stream, Tree};

/// The files of a site, sorted by what they are. Nothing is parsed yet.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// content/site.toml
    pub site: Option<Source>,
    /// content/survey.toml
    pub survey: Option<Source>,
    /// content/organisation.toml
    pub organisation: Option<Source>,
    /// content/suppliers.toml
    pub suppliers: Option<Source>,
    /// content/playbook.toml
    pub playbook: Option<Source>,
    /// content/measures.toml
    pub measures: Option<Source>,
    /// content/goals.toml
    pub goals: Option<Source>,
    /// content/actions.toml
    pub actions: Option<Source>,
    /// content/engagement.toml
    pub engagement: Option<Source>,
    /// content/secret.toml
    pub secret: Option<Source>,
    /// content/imports.toml
    pub imports: Option<Source>,
    /// content/editions/*.toml, in the order of their paths
    pub editions: Vec<Source>,
    /// content/waves/ID/, in the order of their names
    pub waves: Vec<WaveFolder>,
    /// content/newsletters/*.md, in the order of their paths
    pub newsletters: Vec<Source>,
    /// content/notes/**/*.md, in the order of their paths
    pub notes: Vec<Source>,
}

/// The files of one wave.
#[derive(Clone, Debug)]
pub struct WaveFolder {
    /// The folder's name.
    pub id: String,
    /// wave.toml
    pub wave: Source,
    /// answers/*.toml, in the order of their paths
    pub answers: Vec<Source>,
    /// answers/*.csv, in the order of their paths; nobody has looked into them yet
    pub tables: Vec<Stream>,
    /// review.md
    pub review: Option<Source>,
    /// comments.toml
    pub comments: Option<Source>,
}

/// Files that lie directly in content/, all of them.
const FILES: [&str; 11] = [
    "site.toml",
    "survey.toml",
    "organisation.toml",
    "suppliers.toml",
    "playbook.toml",
    "measures.toml",
    "goals.toml",
    "actions.toml",
    "engagement.toml",
    "imports.toml",
    "secret.toml",
];

/// Folders in content/.
const FOLDERS: [&str; 4] = ["waves/", "notes/", "newsletters/", "editions/"];

/// What may lie in the folder of a wave.
const WAVE: [&str; 4] = ["wave.toml", "review.md", "comments.toml", "answers/"];

impl Layout {
    /// Sorts the files below content/. Names that begin with a dot are nobody's business, and so
    /// is everything outside content/.
    pub fn read(tree: &Tree, to: &mut Diagnostics) -> Self {
        let mut sorting = Sorting { layout: Self::default(), open: None, to };
        let mut any = false;
        for (path, file) in tree.below("content/") {
            let inside = &path["content/".len()..];
            if inside.split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            any = true;
            sorting.place(path, inside, file);
        }
        sorting.close_wave();
        let layout = sorting.layout;
        report_missing(&layout, tree, any, to);
        layout
    }
}

/// The sorting of a tree, file by file in path order.
struct Sorting<'d> {
    layout: Layout,
    open: Option<OpenWave>,
    to: &'d mut Diagnostics,
}

/// A wave's folder whose files are still coming.
struct OpenWave {
    id: String,
    usable: bool,
    found: bool,
    wave: Option<Source>,
    answers: Vec<Source>,
    tables: Vec<Stream>,
    review: Option<Source>,
    comments: Option<Source>,
}

impl Sorting<'_> {
    fn place(&mut self, path: &str, inside: &str, file: &File) {
        match inside.split_once('/') {
            None => self.place_file(path, inside, file),
            Some(("waves", rest)) => match rest.split_once('/') {
                Some((id, rest)) => self.place_in_wave(path, id, rest, file),
                None => self.stray(path, rest, &[], "a wave is a folder with a wave.toml in it"),
            },
            Some(("notes", rest)) if rest.ends_with(".md") => {
                let source = self.text(path, file);
                self.layout.notes.extend(source);
            }
            Some(("notes", _)) => self.stray(path, "", &[], "a note is a file that ends in .md"),
            Some(("newsletters", rest)) if is_plain(rest, ".md") => {
                let source = self.text(path, file);
                self.layout.newsletters.extend(source);
            }
            Some(("editions", rest)) if is_plain(rest, ".toml") => {
                let source = self.text(path, file);
                self.layout.editions.extend(source);
            }
            Some((folder, _)) => {
                let known = "content/ has the folders waves, notes, newsletters and editions";
                self.stray(path, &format!("{folder}/"), &FOLDERS, known);
            }
        }
    }

    fn place_file(&mut self, path: &str, name: &str, file: &File) {
        match name {
            "site.toml" => self.layout.site = self.text(path, file),
            "survey.toml" => self.layout.survey = self.text(path, file),
            "organisation.toml" => self.layout.organisation = self.text(path, file),
            "suppliers.toml" => self.layout.suppliers = self.text(path, file),
            "secret.toml" => self.layout.secret = self.text(path, file),
            "playbook.toml" => self.layout.playbook = self.text(path, file),
            "measures.toml" => self.layout.measures = self.text(path, file),
            "goals.toml" => self.layout.goals = self.text(path, file),
            "actions.toml" => self.layout.actions = self.text(path, file),
            "engagement.toml" => self.layout.engagement = self.text(path, file),
            "imports.toml" => self.layout.imports = self.text(path, file),
            _ => self.stray(path, name, &FILES, "content/ has no file of this name"),
        }
    }

    fn place_in_wave(&mut self, path: &str, id: &str, rest: &str, file: &File) {
        if self.open.as_ref().is_none_or(|open| open.id != id) {
            self.close_wave();
            self.open_wave(path, id);
        }
        let known = "a wave has wave.toml, review.md, comments.toml and answers/";
        match rest.split_once('/') {
            Some(("answers", name)) if is_plain(name, ".toml") => {
                let source = self.text(path, file);
                self.in_wave(|wave| wave.answers.extend(source));
            }
            Some(("answers", name)) if is_plain(name, ".csv") => {
                let table = Stream::new(path, file.clone());
                self.in_wave(|wave| wave.tables.push(table));
            }
            Some(("answers", _)) => {
                self.stray(
                    path,
                    "",
                    &[],
                    "answers are files that end in .toml or .csv, without subfolders",
                );
            }
            Some((folder, _)) => self.stray(path, &format!("{folder}/"), &WAVE, known),
            None => match rest {
                "wave.toml" => {
                    let source = self.text(path, file);
                    self.in_wave(|wave| {
                        wave.found = true;
                        wave.wave = source;
                    });
                }
                "review.md" => {
                    let source = self.text(path, file);
                    self.in_wave(|wave| wave.review = source);
                }
                "comments.toml" => {
                    let source = self.text(path, file);
                    self.in_wave(|wave| wave.comments = source);
                }
                _ => self.stray(path, rest, &WAVE, known),
            },
        }
    }

    fn in_wave(&mut self, change: impl FnOnce(&mut OpenWave)) {
        if let Some(open) = &mut self.open {
            change(open);
        }
    }

    fn open_wave(&mut self, path: &str, id: &str) {
        let usable = is_wave_id(id);
        if !usable {
            let message = format!("the folder `{id}` cannot be a wave");
            self.to.push(
                Diagnostic::error(Code::BadId, Spot::file(path), message)
                    .label("expected a folder name of letters, digits and hyphens")
                    .hint("a wave is named after its folder, for example `content/waves/2026-Q3/`"),
            );
        }
        self.open = Some(OpenWave {
            id: id.to_owned(),
            usable,
            found: false,
            wave: None,
            answers: Vec::new(),
            tables: Vec::new(),
            review: None,
            comments: None,
        });
    }

    fn close_wave(&mut self) {
        let Some(open) = self.open.take() else { return };
        let OpenWave { id, usable, found, wave, answers, tables, review, comments } = open;
        match wave {
            Some(wave) if usable && !self.is_taken(&wave, &id) => {
                let folder = WaveFolder { id, wave, answers, tables, review, comments };
                self.layout.waves.push(folder);
            }
            None if !found && usable => {
                let spot = Spot::file(&format!("content/waves/{id}/wave.toml"));
                self.to.push(
                    Diagnostic::error(
                        Code::MissingFile,
                        spot,
                        format!("the wave `{id}` has no wave.toml"),
                    )
                    .label("expected a file that says which form was sent, and when")
                    .hint("`rapportage new wave` writes one to start from"),
                );
            }
            _ => {}
        }
    }

    /// Two waves whose ids differ in capitals alone would share a folder where capitals do not count.
    fn is_taken(&mut self, wave: &Source, id: &str) -> bool {
        let other = self.layout.waves.iter().find(|other| other.id.eq_ignore_ascii_case(id));
        let Some(other) = other else { return false };
        let message = format!("the waves `{}` and `{id}` differ in capitals alone", other.id);
        self.to.push(
            Diagnostic::error(Code::RepeatedId, Spot::file(&wave.path), message)
                .label("expected a folder name that is different in lower case too")
                .hint("many disks and web servers take the two for one folder"),
        );
        true
    }

    fn text(&mut self, path: &str, file: &File) -> Option<Source> {
        let bytes = file.bytes();
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(Source::new(path, text)),
            Err(error) => {
                self.to.push(not_utf8(path, bytes, error.valid_up_to(), 0));
                None
            }
        }
    }

    fn stray(&mut self, path: &str, name: &str, known: &[&str], expected: &str) {
        let warning =
            Diagnostic::warning(Code::StrayFile, Spot::file(path), "nothing reads this file")
                .label(expected)
                .suggest(name, known.iter().copied());
        self.to.push(
            warning.hint("move it out of content/, or give it a name that begins with a dot"),
        );
    }
}

fn is_plain(name: &str, ending: &str) -> bool {
    name.ends_with(ending) && !name.contains('/')
}

/// Whether a folder's name can be the id of a wave: `[A-Za-z0-9][A-Za-z0-9-]*`, at most 64 bytes.
fn is_wave_id(name: &str) -> bool {
    name.len() <= 64
        && name.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// An error at the byte `at` of `bytes`, which is no UTF-8; `bytes` start at `offset` in the file.
pub fn not_utf8(path: &str, bytes: &[u8], at: usize, offset: usize) -> Diagnostic {
    let byte = bytes.get(at).copied().unwrap_or_default();
    let at = at + offset;
    let spot = Spot { file: path.into(), start: at, end: at + 1 };
    let message = format!("this file is not UTF-8 text: byte {at} is 0x{byte:02X}");
    let hint = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it looks like UTF-16: save it again as UTF-8",
        _ => "save it again as UTF-8 (most editors ask for the encoding under `Save as`)",
    };
    Diagnostic::error(Code::Encoding, spot, message).label("expected UTF-8").hint(hint)
}

fn report_missing(layout: &Layout, tree: &Tree, any: bool, to: &mut Diagnostics) {
    let missing = |path: &str, message: &str, label: &str| {
        Diagnostic::error(Code::MissingFile, Spot::file(path), message)
            .label(label)
            .hint("`rapportage init` writes a whole site to start from")
    };
    if !any {
        let message = "there is no content/ folder here, or nothing is in it";
        to.push(missing("content/site.toml", message, "expected the folder of a site"));
        return;
    }
    for (file, what) in [
        ("content/site.toml", "the organisation, the title and the languages"),
        ("content/survey.toml", "the instrument: audiences, dimensions, practices and items"),
        ("content/organisation.toml", "at least one unit"),
    ] {
        if tree.get(file).is_none() {
            let label = format!("expected a file with {what}");
            to.push(missing(file, "every site needs this file", &label));
        }
    }
    if layout.waves.is_empty() && tree.below("content/waves/").next().is_none() {
        let label = "expected a folder such as content/waves/2026-Q3/ with a wave.toml in it";
        to.push(missing("content/waves", "a site needs at least one wave", label));
    }
}

#[cfg(test)]
mod tests {
    use super::Layout;
    use crate::diag::{Code, Diagnostics};
    use crate::source::Tree;

    fn read(files: &[(&str, &[u8])]) -> (Layout, Vec<(Code, String)>) {
        let mut tree = Tree::default();
        for (path, bytes) in files {
            tree.insert(path, *bytes);
        }
        let mut to = Diagnostics::default();
        let layout = Layout::read(&tree, &mut to);
        let found = to.sorted().iter().map(|one| (one.code, one.spot.file.to_string())).collect();
        (layout, found)
    }

    const WHOLE: [(&str, &[u8]); 4] = [
        ("content/site.toml", b""),
        ("content/survey.toml", b""),
        ("content/organisation.toml", b""),
        ("content/waves/2026-Q3/wave.toml", b""),
    ];

    #[test]
    fn nothing_at_all_is_one_mistake() {
        assert_eq!(read(&[("src/main.rs", b"")]).1.len(), 1);
        assert_eq!(read(&[("content/.gitkeep", b"")]).1.len(), 1);
    }

    #[test]
    fn what_every_site_needs_is_asked_for_by_name() {
        let found = read(&[("content/suppliers.toml", b"")]).1;
        let files: Vec<_> = found.iter().map(|(_, file)| file.as_str()).collect();
        let needed = [
            "content/organisation.toml",
            "content/site.toml",
            "content/survey.toml",
            "content/waves",
        ];
        assert_eq!(files, needed);
        assert!(found.iter().all(|(code, _)| *code == Code::MissingFile));
    }

    #[test]
    fn every_file_of_the_format_has_its_place() {
        let mut files = WHOLE.to_vec();
        files.extend([
            ("content/waves/2026-Q3/answers/b.toml", "".as_bytes()),
            ("content/waves/2026-Q3/answers/a.toml", b""),
            ("content/waves/2026-Q3/answers/c.csv", b"\xff"),
            ("content/waves/2026-Q3/review.md", b""),
            ("content/waves/2026-Q2/wave.toml", b""),
            ("content/newsletters/2026-Q2.md", b""),
            ("content/notes/stories/x.md", b""),
            ("content/notes/.draft.md", b"\xff"),
            ("content/playbook.toml", b""),
            ("content/secret.toml", b""),
            ("content/imports.toml", b""),
            ("content/editions/002.toml", b""),
            ("content/editions/001.toml", b""),
        ]);
        let (layout, found) = read(&files);
        assert_eq!(found, []);
        let waves: Vec<_> = layout.waves.iter().map(|wave| wave.id.as_str()).collect();
        assert_eq!(waves, ["2026-Q2", "2026-Q3"]);
        assert_eq!((layout.waves[1].answers.len(), layout.waves[1].tables.len()), (2, 1));
        assert!(layout.waves[1].review.is_some());
        assert_eq!((layout.notes.len(), layout.newsletters.len()), (1, 1));
        let editions: Vec<_> = layout.editions.iter().map(|edition| &*edition.path).collect();
        assert_eq!(editions, ["content/editions/001.toml", "content/editions/002.toml"]);
        assert!(layout.secret.is_some());
    }
}
