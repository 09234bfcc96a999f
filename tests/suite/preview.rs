//! The live preview: what it shows is what a build would make, and nothing that an editor saves ends
//! it.

use rapportage::disk;
use rapportage::pipeline::{self, Options};
use rapportage::preview::{Board, Session};
use rapportage::source::Tree;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn base() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/base")
}

fn session() -> (Session, Tree) {
    (Session::new(base(), Options::default()), disk::read(&base()).unwrap().tree)
}

fn with(tree: &Tree, path: &str, text: &[u8]) -> Tree {
    let mut tree = tree.clone();
    tree.insert(path, text);
    tree
}

fn home(board: &Board) -> (u16, String) {
    let reply = board.answer("");
    (reply.status, String::from_utf8(reply.body).unwrap())
}

/// Files with something in them that cannot be right.
const BROKEN: [(&str, &[u8]); 7] = [
    ("content/notes/lead-time.md", b"no front matter"),
    ("content/notes/lead-time.md", b"\xff\xfe"),
    ("content/goals.toml", b"[[goal]"),
    ("content/organisation.toml", b""),
    ("content/waves/2026-Q3/answers/base.toml", b"["),
    ("content/site.toml", b"organisation = 3"),
    ("themes/default/templates/home.html", b"{{ nothing.there }}"),
];

#[test]
fn fifty_broken_and_mended_saves_and_it_still_goes_on() {
    let (mut session, tree) = session();
    let board = session.board();
    assert!(!session.turn(tree.clone()).prove(&board).has_errors());
    for round in 0..25 {
        let (path, text) = BROKEN[round % BROKEN.len()];
        let turn = session.turn(with(&tree, path, text));
        let proved = turn.prove(&board);
        assert!(turn.diagnostics.has_errors() || proved.has_errors(), "{path}");
        let (status, page) = home(&board);
        let file = path.rsplit('/').next().unwrap();
        assert!(status == 500 && page.contains(file), "{path}: {page}");
        assert_eq!(board.answer("-/last/index.html").status, 200, "the last good page stays");

        let mended = session.turn(tree.clone());
        assert!(mended.site.is_some(), "{path}");
        assert_eq!(home(&board).0, 200);
        assert!(!mended.prove(&board).has_errors(), "{path}");
    }
}

#[test]
fn what_is_remembered_changes_no_byte() {
    let (mut session, tree) = session();
    session.turn(tree.clone());
    let note = b"+++\ntitle = \"New\"\nkind = \"page\"\n+++\nText.\n";
    let stricter = String::from_utf8(tree.get("content/site.toml").unwrap().to_vec()).unwrap();
    let stricter = stricter.replace("people = 5", "people = 6");
    for changed in [
        with(&tree, "content/notes/new.md", note),
        with(&tree, "content/actions.toml", b""),
        with(&tree, "content/site.toml", stricter.as_bytes()),
        tree,
    ] {
        let shown = session.turn(changed.clone());
        let built = pipeline::run(&changed, &Options::default(), &mut |_| {});
        let site = shown.site.clone().unwrap();
        for (path, bytes) in built.site.iter() {
            let file = site.file(path).unwrap_or_else(|| panic!("{path} is missing"));
            assert!(file.unwrap() == bytes, "{path} differs");
        }
        let more = site.whole().0.iter().find(|(path, _)| built.site.get(path).is_none());
        assert!(more.is_none(), "{more:?}");
        let said = |diagnostics: &rapportage::diag::Diagnostics| diagnostics.sorted().len();
        let proved = shown.prove(&session.board());
        assert_eq!(said(&shown.diagnostics) + said(&proved), said(&built.diagnostics));
    }
}

#[test]
fn a_page_with_a_mistake_of_the_theme_says_so_before_the_whole_site_is_seen() {
    let (mut session, tree) = session();
    let board = session.board();
    session.turn(tree.clone()).prove(&board);
    let broken = "themes/default/templates/home.html";
    let turn = session.turn(with(&tree, broken, b"{{ nothing.there }}"));
    assert!(turn.site.is_some() && !turn.diagnostics.has_errors());
    let (status, page) = home(&board);
    assert!(status == 500 && page.contains("home.html"), "{page}");
    assert_eq!(board.answer("method/index.html").status, 200, "other pages are as they were");
}

#[test]
fn mail_is_drawn_when_somebody_opens_it() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    let tree = disk::read(&sample).unwrap().tree;
    let mut session = Session::new(sample, Options::default());
    let site = session.turn(tree).site.unwrap();
    let whole = site.whole().0;
    assert!(whole.get("newsletter/2026-Q3/index.html").is_some());
    assert!(whole.get("newsletter/2026-Q3/mail.html").is_none(), "nobody has asked for it yet");
    let opened = site.file("newsletter/2026-Q3/mail.html").unwrap().unwrap();
    assert!(String::from_utf8(opened).unwrap().contains("<img"));
    assert!(site.file("newsletter/2026-Q3/nothing.html").is_none());
}

#[test]
fn what_the_audit_finds_is_shown_after_the_page() {
    let (mut session, tree) = session();
    let board = session.board();
    let template = "<html><body><main>{{ page.title }} 43 people</main></body></html>";
    let turn = session.turn(with(&tree, "themes/default/templates/404.html", template.as_bytes()));
    assert!(turn.site.is_some(), "{:?}", turn.diagnostics);
    assert_eq!(home(&board).0, 200);
    assert!(turn.prove(&board).has_errors());
    let (status, page) = home(&board);
    assert!(status == 500 && page.contains("audit"), "{page}");
    session.turn(tree).prove(&board);
    assert_eq!(home(&board).0, 200);
}

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target)
        } else {
            fs::copy(&path, &target).map(drop).unwrap()
        }
    }
}

fn status(address: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer[9..12]).into_owned()
}

fn wait_for(address: &str, wanted: &str) {
    let began = Instant::now();
    while status(address) != wanted {
        assert!(began.elapsed() < Duration::from_secs(120), "no {wanted} within two minutes");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_program_serves_through_fifty_saves_and_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    copy(&base(), dir.path());
    let mut program = Command::new(env!("CARGO_BIN_EXE_rapportage"));
    program.args(["serve", "-p", "0"]).current_dir(dir.path()).stderr(Stdio::piped());
    let mut server = Server(program.spawn().unwrap());
    let mut said = BufReader::new(server.0.stderr.take().unwrap()).lines();
    let line = said.find_map(|line| line.ok().filter(|line| line.starts_with("serving "))).unwrap();
    let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
    // Whoever fills a pipe that nobody reads has to wait.
    std::thread::spawn(move || said.for_each(drop));
    let note = dir.path().join("content/notes/lead-time.md");
    let good = fs::read_to_string(&note).unwrap();
    for round in 0..25 {
        fs::write(&note, "no front matter").unwrap();
        // Now and then it is given the time to show it.
        if round % 8 == 0 {
            wait_for(&address, "500");
        }
        std::thread::sleep(Duration::from_millis(10));
        fs::write(&note, &good).unwrap();
        if round % 8 == 4 {
            wait_for(&address, "200");
        }
        std::thread::sleep(Duration::from_millis(60));
    }
    wait_for(&address, "200");
    assert!(server.0.try_wait().unwrap().is_none(), "it is still there");
    let names = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<Vec<_>>(), ["content"]);
}
