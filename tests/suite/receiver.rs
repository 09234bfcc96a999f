//! The receiver as a process: what it acknowledged is there after `kill -9`, a crowd loses nothing, and
//! what it received reads as answers.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rapportage");
const ANSWERS: &str = "content/waves/w/answers";

/// A small site with one open wave.
fn site() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("site.toml", "organisation = \"A\"\ntitle = \"T\"\nlanguages = [\"en\"]\n"),
        ("secret.toml", "salt = \"0123456789abcdef\"\n"),
        ("organisation.toml", "[[unit]]\nid = \"emea\"\nname = \"EMEA\"\n"),
        (
            "survey.toml",
            "id = \"s\"\n[[audience]]\nid = \"internal\"\n[[scale]]\nid = \"five\"\nmin = 1\nmax = 5\n\
             [[dimension]]\nid = \"trust\"\nname.en = \"Trust\"\n[[dimension.practice]]\nid = \"roles\"\n\
             name.en = \"Roles\"\n[[dimension.practice.item]]\nid = \"roles-1\"\nscale = \"five\"\n\
             forms = [\"full\"]\ntext.en = \"Clear.\"\n",
        ),
        (
            "waves/w/wave.toml",
            "form = \"full\"\nstate = \"open\"\nopens = 2026-09-01\ncloses = 2026-09-21\n",
        ),
    ] {
        let path = dir.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

struct Receiver {
    process: Child,
    address: SocketAddr,
}

impl Receiver {
    fn start(site: &Path, more: &[&str]) -> Self {
        let mut process = Command::new(PROGRAM)
            .args(["collect", "--listen", "127.0.0.1:0", "--root"])
            .arg(site)
            .args(more)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split(';').next().unwrap();
        Self { process, address: address.parse().unwrap() }
    }

    /// Sends an answer; the status, or nothing if the connection broke.
    fn send(&self, body: &str, headers: &str) -> Option<u16> {
        send(self.address, body, headers)
    }

    fn stop(mut self) -> String {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut said = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(self.process.wait().unwrap().success());
        said
    }
}

fn send(address: SocketAddr, body: &str, headers: &str) -> Option<u16> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    let length = body.len();
    let request = format!(
        "POST /answers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer.split(' ').nth(1)?.parse().ok()
}

fn answer(id: usize, point: usize) -> String {
    format!(
        "survey = \"s\"\nwave = \"w\"\nform = \"full\"\nlanguage = \"en\"\n\n[[response]]\nid = \"{id:016x}\"\n\
         audience = \"internal\"\nunit = \"emea\"\n\n[response.answers]\nroles-1 = {point}\n"
    )
}

/// The names of the answers that are there.
fn kept(site: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(site.join(ANSWERS)).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with('.')).collect()
}

fn run(site: &Path, arguments: &[&str]) -> (bool, String) {
    let out = Command::new(PROGRAM).args(arguments).arg("--root").arg(site).output().unwrap();
    (out.status.success(), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn a_crowd_of_a_thousand_loses_nothing_and_doubles_nothing() {
    let site = site();
    let receiver = Receiver::start(site.path(), &[]);
    let statuses: Vec<u16> = thread::scope(|scope| {
        let workers: Vec<_> = (0..20)
            .map(|worker| {
                let receiver = &receiver;
                // Every tenth answer is sent twice.
                let own = (0..50).flat_map(move |at| {
                    let id = worker * 50 + at;
                    std::iter::repeat_n(id, if id % 10 == 0 { 2 } else { 1 })
                });
                scope.spawn(move || {
                    own.map(|id| receiver.send(&answer(id, 1 + id % 5), "").unwrap())
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|&&status| status == 201).count(), 1000);
    assert_eq!(statuses.iter().filter(|&&status| status == 200).count(), 100);
    let said = receiver.stop();
    assert!(said.contains("1000 new files") && !said.contains("127.0.0.1:"), "{said}");
    assert_eq!(kept(site.path()).len(), 1000);
    let (is_sound, said) = run(site.path(), &["collect"]);
    assert!(is_sound && said.contains("1000 answers new"), "{said}");
    assert_eq!(kept(site.path()), BTreeSet::from(["collected.toml".to_owned()]));
    let (is_sound, said) = run(site.path(), &["check"]);
    assert!(is_sound, "{said}");
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let site = site();
    let thanked: Vec<AtomicBool> = (0..400).map(|_| AtomicBool::new(false)).collect();
    for round in 0..3 {
        let mut receiver = Receiver::start(site.path(), &[]);
        let (address, next) = (receiver.address, AtomicUsize::new(0));
        let count = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    loop {
                        let id = next.fetch_add(1, Ordering::Relaxed);
                        if id >= thanked.len() {
                            return;
                        }
                        match send(address, &answer(id, 3), "") {
                            Some(200 | 201) => {
                                thanked[id].store(true, Ordering::SeqCst);
                                count.fetch_add(1, Ordering::SeqCst);
                            }
                            None => return,
                            Some(other) => panic!("status {other}"),
                        }
                    }
                });
            }
            while count.load(Ordering::SeqCst) < 40 * (round + 1) {
                thread::sleep(Duration::from_millis(1));
            }
            receiver.process.kill().unwrap();
            receiver.process.wait().unwrap();
        });
        let kept = kept(site.path());
        for (id, thanked) in thanked.iter().enumerate() {
            let name = format!("{id:016x}.toml");
            assert!(!thanked.load(Ordering::SeqCst) || kept.contains(&name), "{name} is lost");
        }
        let (is_sound, said) = run(site.path(), &["check", "--deny", "warnings"]);
        assert!(is_sound, "what is left reads as answers: {said}");
    }
}

/// Whoever may write everywhere is not stopped by a folder's permissions, so a file stands in its way.
#[test]
fn what_cannot_be_kept_is_not_thanked_for_and_the_owner_is_told_once() {
    let site = site();
    let receiver = Receiver::start(site.path(), &[]);
    let folder = site.path().join(ANSWERS);
    fs::write(&folder, "in the way").unwrap();
    let statuses = [1, 2].map(|id| receiver.send(&answer(id, 3), ""));
    assert_eq!(statuses, [Some(507), Some(507)]);
    fs::remove_file(&folder).unwrap();
    assert_eq!(receiver.send(&answer(1, 3), ""), Some(201), "it was not taken for known");
    let said = receiver.stop();
    assert_eq!(said.matches("error: ").count(), 1, "{said}");
    assert!(said.contains("told to try again") && said.contains("1 new file;"), "{said}");
}

#[test]
fn what_may_not_come_in_stays_out() {
    let site = site();
    let receiver = Receiver::start(site.path(), &["--tokens"]);
    let text = answer(1, 4);
    assert_eq!(receiver.send(&text, ""), Some(403), "no token");
    assert_eq!(receiver.send(&text, "Authorization: Bearer 0123456789abcdef\r\n"), Some(403));
    let out = Command::new(PROGRAM)
        .args(["survey-links", "-u", "https://a.example/", "--root"])
        .arg(site.path())
        .output()
        .unwrap();
    let links = String::from_utf8(out.stdout).unwrap();
    let token = links.split("token=").nth(1).unwrap().split_whitespace().next().unwrap();
    let bearer = format!("Authorization: Bearer {token}\r\n");
    let from = |origin: &str| receiver.send(&text, &format!("{bearer}Origin: {origin}\r\n"));
    assert_eq!(from("https://elsewhere.example"), Some(403));
    assert_eq!(receiver.send("x = ", &bearer), Some(422));
    assert_eq!(receiver.send(&"#".repeat(300_000), &bearer), Some(413));
    assert!(!site.path().join(ANSWERS).exists());
    assert_eq!([from("null"), from("http://localhost:8080")], [Some(201), Some(200)]);
    receiver.stop();
}
