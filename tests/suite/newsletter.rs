//! The newsletter as mail programs get it: nothing that they drop, every picture told in words, and the
//! same bytes each time. tests/mail.py reads the messages of the sample with another library.

use rapportage::diag::Code;
use rapportage::disk;
use rapportage::pipeline::{Options, Outcome, run};
use rapportage::source::Tree;
use std::path::Path;
use std::sync::LazyLock;

const BASE: &str = "https://intranet.example/r/";

const ISSUE: &str = "+++
wave = \"2026-Q3\"
date = 2026-09-24
subject = \"Was wir jetzt tun – what we do now\"
preheader = \"A line that is long enough to stand beside a subject\"
stories = [\"faster\"]
+++
Read [how](@/notes/faster.md).

:: score 2026-Q3/trust

:: chart dimensions 2026-Q3/index
";

/// A small site with this issue.
fn site(issue: &str) -> Tree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/two-waves/site");
    let mut tree = disk::read(&root).unwrap().tree;
    tree.insert("content/newsletters/2026-Q3.md", issue.as_bytes());
    tree
}

fn built(tree: &Tree) -> Outcome {
    let options = Options { base_url: Some(BASE.to_owned()), ..Options::default() };
    run(tree, &options, &mut |_| {})
}

static BUILT: LazyLock<Tree> = LazyLock::new(|| {
    let outcome = built(&site(ISSUE));
    assert!(outcome.diagnostics.sorted().is_empty(), "{:#?}", outcome.diagnostics.sorted());
    outcome.site
});

fn file(name: &str) -> String {
    let bytes = BUILT.get(&format!("newsletter/2026-Q3/{name}"));
    String::from_utf8(bytes.expect(name).to_vec()).unwrap()
}

/// The values of an attribute.
fn values<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let mark = format!(" {name}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What is wrong with a mail, of all that the specification forbids.
fn lint(html: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let forbidden = [
        "<svg",
        "<style",
        "<link",
        "<script",
        "data:",
        ".webp",
        ".svg",
        "var(",
        "flex",
        "grid",
        "@media",
        "@import",
        "url(",
        "position:",
        "float:",
        "<video",
        "<form",
        "<iframe",
        "class=\"chart",
    ];
    wrong.extend(
        forbidden.iter().filter(|one| html.contains(*one)).map(|one| format!("holds {one}")),
    );
    for address in values(html, "href").iter().chain(&values(html, "src")) {
        if !address.starts_with(BASE) && !address.starts_with("cid:") {
            wrong.push(format!("leads to {address}"));
        }
    }
    for image in html.split("<img").skip(1).filter_map(|rest| rest.split('>').next()) {
        for needed in [" alt=\"", " width=\""] {
            wrong.extend((!image.contains(needed)).then(|| format!("a picture without{needed}")));
        }
    }
    for table in html.split("<table").skip(1).filter_map(|rest| rest.split('>').next()) {
        let is_layout = table.contains("role=\"presentation\"");
        wrong.extend((!is_layout).then(|| "a table that is read as one".to_owned()));
    }
    if html.len() >= 80_000 {
        wrong.push(format!("{} bytes", html.len()));
    }
    wrong
}

#[test]
fn a_mail_holds_nothing_that_mail_programs_drop() {
    assert_eq!(lint(&file("mail.html")), [""; 0]);
}

#[test]
fn the_lint_sees_what_is_forbidden() {
    let bad = "<svg><td style=\"display:flex;color:var(--x)\"><img src=\"data:x\"><a href=\"a.html\"><table>";
    let found = lint(bad).join("\n");
    for part in ["<svg", "flex", "var(", "data:x", "a.html", "without alt", "a table"] {
        assert!(found.contains(part), "{part} is not in {found}");
    }
    assert_eq!(lint(&"x".repeat(80_000)), ["80000 bytes"]);
}

#[test]
fn every_picture_exists_and_is_told_in_words() {
    let mail = file("mail.html");
    let pictures = values(&mail, "src");
    assert_eq!(pictures.len(), 1, "{pictures:?}");
    for picture in pictures {
        let png = BUILT.get(picture.strip_prefix(BASE).unwrap()).expect(picture);
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        // The size of an IHDR chunk: twice that of the page.
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!(side(16), 2 * 336);
        // Corners of solid paper: no alpha, or all of it.
        assert!(png.len() > 5_000, "something is drawn");
    }
    let alt = values(&mail, "alt")[0];
    let index = mail.split("Partnership index</td>").nth(1).unwrap();
    let score = index.split("</span>").next().unwrap().rsplit('>').next().unwrap();
    assert!(
        alt.contains(&format!("Partnership index: Score {score}")) || alt.contains(score),
        "{alt}"
    );
}

#[test]
fn web_copy_mail_and_text_say_the_same() {
    let (page, mail, text) = (file("index.html"), file("mail.html"), file("newsletter.txt"));
    for said in
        ["Was wir jetzt tun – what we do now", "Lead time 14 to 9 days", "Castings in nine days"]
    {
        assert!(page.contains(said) && mail.contains(said) && text.contains(said), "{said}");
    }
    assert!(
        text.lines().all(|line| line.chars().count() <= 72 || line.contains("https://")),
        "{text}"
    );
    assert!(!mail.contains("not-shown") && !mail.contains("[newsletter."));
}

/// The bytes of RFC 4648, by another way than the program's.
fn base64(text: &str) -> Vec<u8> {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: String = text
        .chars()
        .filter_map(|letter| letters.find(letter))
        .map(|value| format!("{value:06b}"))
        .collect();
    let bytes = bits.as_bytes().chunks_exact(8);
    bytes.map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap()).collect()
}

#[test]
fn a_message_can_be_taken_apart_again() {
    let message = file("newsletter.eml");
    assert!(message.split("\r\n").all(|line| !line.contains('\n') && line.len() <= 78));
    let decoded: Vec<Vec<u8>> = message
        .split("Content-Transfer-Encoding: base64\r\n\r\n")
        .skip(1)
        .map(|part| base64(part.split("\r\n--").next().unwrap()))
        .collect();
    assert_eq!(decoded.len(), 3);
    let unix = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace("\r\n", "\n");
    assert_eq!(unix(&decoded[0]), file("newsletter.txt"));
    let id = message.split("Content-ID: <").nth(1).unwrap().split('>').next().unwrap();
    let picture = format!("{BASE}newsletter/2026-Q3/dimensions.png");
    assert_eq!(unix(&decoded[1]), file("mail.html").replace(&picture, &format!("cid:{id}")));
    assert_eq!(Some(&decoded[2][..]), BUILT.get("newsletter/2026-Q3/dimensions.png"));
    assert!(message.contains("Date: Thu, 24 Sep 2026 08:00:00 +0000\r\n"));
}

#[test]
fn two_runs_give_the_same_bytes() {
    let again = built(&site(ISSUE)).site;
    for (path, bytes) in BUILT.iter() {
        assert!(again.get(path) == Some(bytes), "{path} differs");
    }
}

#[test]
fn what_is_not_published_is_not_in_a_mail() {
    // Three people answer in all, so nothing may be shown.
    let mut tree = site(&ISSUE.replace(":: chart dimensions 2026-Q3/index\n", ""));
    let path = "content/waves/2026-Q3/answers/all.toml";
    let answers = String::from_utf8(tree.get(path).unwrap().to_vec()).unwrap();
    let few: Vec<&str> = answers.split("[[response]]").take(4).collect();
    tree.insert(path, few.join("[[response]]").as_bytes());
    let outcome = built(&tree);
    assert!(!outcome.diagnostics.has_errors(), "{:#?}", outcome.diagnostics.sorted());
    let mail = outcome.site.get("newsletter/2026-Q3/mail.html").unwrap();
    let mail = String::from_utf8(mail.to_vec()).unwrap();
    assert!(mail.contains("not shown") && !mail.contains("data-cell=\"2026-Q3/"), "{mail}");
}

#[test]
fn a_mail_that_would_be_cut_is_told_of() {
    let outcome = built(&site(&(ISSUE.to_owned() + "\n" + &"Too many words. ".repeat(5_000))));
    let codes: Vec<_> = outcome.diagnostics.sorted().iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::MailSize]);
}

#[test]
fn an_issue_tells_of_a_closed_wave_and_needs_an_address() {
    let mut tree = site(ISSUE);
    let codes = |tree: &Tree, options: &Options| {
        let outcome = run(tree, options, &mut |_| {});
        outcome.diagnostics.sorted().iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&tree, &Options::default()), [Code::NoAddress]);
    let path = "content/waves/2026-Q3/wave.toml";
    let wave = String::from_utf8(tree.get(path).unwrap().to_vec()).unwrap();
    tree.insert(path, wave.replace("\"closed\"", "\"open\"").as_bytes());
    let options = Options { base_url: Some(BASE.to_owned()), ..Options::default() };
    assert!(codes(&tree, &options).contains(&Code::StillOpen));
}
