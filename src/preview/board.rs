//! What the preview shows: the last good site, and in front of it what is wrong now.

use super::injected;
use crate::pipeline::Draft;
use crate::source::Tree;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// The media type.
    pub media: &'static str,
    /// Where to go instead.
    pub location: Option<String>,
    /// What is shown.
    pub body: Vec<u8>,
}

impl Reply {
    /// What is said when the program itself has failed at a page.
    pub(super) fn failed() -> Self {
        plain(500, "rapportage itself has failed at this; its own words stand in the terminal")
    }
}

/// A site that can be asked for its files.
pub trait Pages: fmt::Debug + Send + Sync {
    /// What stands at a path; of a page that cannot be made, why.
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>>;
}

impl Pages for Tree {
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>> {
        self.get(path).map(|bytes| Ok(bytes.to_vec()))
    }
}

impl Pages for Draft {
    fn file(&self, path: &str) -> Option<Result<Vec<u8>, String>> {
        // The place of the mistake follows when the whole site has been looked at.
        Self::file(self, path).map(|file| file.map_err(|mistake| mistake.message))
    }
}

/// What is shown, for a thread that rebuilds and another that serves.
#[derive(Debug)]
pub struct Board {
    state: Mutex<State>,
    version: watch::Sender<u64>,
}

#[derive(Clone, Debug, Default)]
struct State {
    shown: Option<Arc<dyn Pages>>,
    /// The last site of which everything was seen.
    good: Option<Arc<dyn Pages>>,
    problem: Option<Problem>,
}

#[derive(Clone, Debug)]
struct Problem {
    title: &'static str,
    text: String,
}

/// Paths of the preview itself begin with this; no page of a site does.
const OWN: &str = "-/";

/// The last good site lies below this while something is wrong.
pub(super) const LAST: &str = "-/last/";

impl Default for Board {
    fn default() -> Self {
        Self { state: Mutex::default(), version: watch::Sender::new(1) }
    }
}

impl Board {
    /// Shows a site, as far as anybody knows with nothing wrong.
    pub fn show(&self, site: Arc<dyn Pages>) {
        let mut state = self.state();
        *state = State { shown: Some(site), good: state.good.take(), problem: None };
        drop(state);
        self.version.send_modify(|version| *version += 1);
    }

    /// Keeps a site for when something is wrong with a later one.
    pub fn trust(&self, site: &Arc<dyn Pages>) {
        self.state().good = Some(Arc::clone(site));
    }

    /// Shows what is wrong, in front of the last good site.
    pub fn complain(&self, title: &'static str, text: String) {
        self.state().problem = Some(Problem { title, text });
        self.version.send_modify(|version| *version += 1);
    }

    /// Shows what is wrong with a site, unless another is shown by now.
    pub fn complain_of(&self, site: &Arc<dyn Pages>, title: &'static str, text: String) {
        let is_shown = self.state().shown.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, site));
        if is_shown {
            self.complain(title, text);
        }
    }

    /// Changes whenever something else is shown.
    pub fn version(&self) -> u64 {
        *self.version.borrow()
    }

    /// Waits as long as this version is shown.
    pub async fn outlast(&self, version: u64) -> u64 {
        let mut changes = self.version.subscribe();
        changes.wait_for(|now| *now != version).await.map_or(version, |now| *now)
    }

    /// What stands at a path, which has no slash in front.
    pub fn answer(&self, path: &str) -> Reply {
        let State { shown, good, problem } = self.state().clone();
        let version = self.version();
        if let Some(path) = path.strip_prefix(LAST) {
            return find(good.as_deref(), path, "/-/last/", version);
        }
        if let Some(own) = path.strip_prefix(OWN) {
            return injected::file(own).map_or_else(
                || plain(404, "there is nothing here"),
                |(media, body)| Reply { status: 200, media, location: None, body: body.into() },
            );
        }
        match problem {
            Some(Problem { title, text }) if is_page(path) => {
                let last = good.map(|_| format!("/{LAST}{path}"));
                let body = injected::problem(title, &text, last.as_deref(), version).into();
                Reply { status: 500, media: media("html"), location: None, body }
            }
            _ => find(shown.as_deref(), path, "/", version),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked with it in hand left a whole state behind.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a path is asked for by a person rather than by a page.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.ends_with(".html") || !name.contains('.')
}

/// A file of a site. Only what belongs to the site is there: no folder is listed and nothing is read
/// from disk.
fn find(site: Option<&dyn Pages>, path: &str, top: &str, version: u64) -> Reply {
    let file = |path: &str| site?.file(path);
    let index = match path {
        "" => "index.html".to_owned(),
        folder if folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    if let Some(found) = file(&index) {
        return reply(200, &index, found, version);
    }
    if !index.contains('.') && file(&format!("{index}/index.html")).is_some() {
        let location = Some(format!("{top}{index}/"));
        return Reply { location, ..plain(307, "it has moved") };
    }
    match file("404.html") {
        Some(found) => reply(404, "404.html", found, version),
        None => plain(404, "there is nothing here"),
    }
}

fn reply(status: u16, path: &str, found: Result<Vec<u8>, String>, version: u64) -> Reply {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match found {
        Ok(page) if ending == "html" => {
            let body = injected::with_script(&page, version);
            Reply { status, media: media(ending), location: None, body }
        }
        Ok(body) => Reply { status, media: media(ending), location: None, body },
        Err(why) => {
            let body = injected::problem("This page cannot be made", &why, None, version).into();
            Reply { status: 500, media: media("html"), location: None, body }
        }
    }
}

fn plain(status: u16, text: &str) -> Reply {
    Reply { status, media: media("txt"), location: None, body: text.into() }
}

fn media(ending: &str) -> &'static str {
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board() -> Board {
        let mut site = Tree::default();
        site.insert("index.html", b"<body>home</body>".as_slice());
        site.insert("waves/q/index.html", b"<body>wave</body>".as_slice());
        site.insert("404.html", b"<body>gone</body>".as_slice());
        site.insert("static/site.css", b"body {}".as_slice());
        let (board, site) = (Board::default(), Arc::new(site) as Arc<dyn Pages>);
        board.show(Arc::clone(&site));
        board.trust(&site);
        board
    }

    fn text(reply: &Reply) -> String {
        String::from_utf8(reply.body.clone()).unwrap()
    }

    #[test]
    fn pages_are_found_as_a_web_server_would_and_carry_the_script() {
        let board = board();
        for (path, says) in [("", "home"), ("index.html", "home"), ("waves/q/", "wave")] {
            let reply = board.answer(path);
            assert_eq!((reply.status, reply.media), (200, "text/html; charset=utf-8"), "{path}");
            let expected = format!("{says}<script src=\"/-/reload.js?2\"></script></body>");
            assert!(text(&reply).contains(&expected), "{}", text(&reply));
        }
        let moved = board.answer("waves/q");
        assert_eq!((moved.status, moved.location.as_deref()), (307, Some("/waves/q/")));
        assert_eq!(text(&board.answer("static/site.css")), "body {}");
        assert_eq!(board.answer("-/reload.js").media, "text/javascript; charset=utf-8");
    }

    #[test]
    fn there_is_nothing_outside_the_site_and_no_folder_is_listed() {
        let board = board();
        for path in
            ["waves/", "static/", "../Cargo.toml", "waves/../index.html", "/etc/passwd", "-/x"]
        {
            assert_eq!(board.answer(path).status, 404, "{path}");
        }
    }

    #[test]
    fn a_problem_stands_before_the_pages_and_the_last_good_one_stays_reachable() {
        let board = board();
        board.complain("Not built", "a < b".to_owned());
        let reply = board.answer("waves/q/");
        assert_eq!(reply.status, 500);
        let page = text(&reply);
        assert!(page.contains("a &lt; b") && page.contains("href=\"/-/last/waves/q/\""), "{page}");
        assert_eq!(board.answer("static/site.css").status, 200);
        let last = board.answer("-/last/waves/q/index.html");
        assert!(last.status == 200 && text(&last).contains("wave"));
        assert_eq!(board.answer("-/last/waves/q").location.as_deref(), Some("/-/last/waves/q/"));
        board.show(Arc::new(Tree::from_fixture("--- index.html\nmended")));
        assert_eq!(text(&board.answer("")), "mended<script src=\"/-/reload.js?4\"></script>");
    }

    #[test]
    fn only_the_site_that_is_shown_can_be_complained_of() {
        let board = board();
        let shown = board.state().shown.clone().unwrap();
        let other: Arc<dyn Pages> = Arc::new(Tree::default());
        board.complain_of(&other, "Audit", "old".to_owned());
        assert_eq!(board.answer("").status, 200);
        board.complain_of(&shown, "Audit", "new".to_owned());
        assert_eq!(board.answer("").status, 500);
    }
}
