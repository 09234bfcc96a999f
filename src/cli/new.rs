//! `new`: files to fill in, with everything in them that the reader of their kind asks for. What is left
//! empty, `check` tells.

use super::arguments::{Global, Kind, New};
use super::outcome::{self, USAGE};
use crate::content::is_id;
use crate::content::markdown::transliterate;
use crate::disk::{self, Failure};
use crate::source::{File, Tree};
use jiff::ToSpan;
use jiff::civil::Date;
use std::process::ExitCode;

/// How long a wave is open, if nobody says otherwise.
const DAYS: i32 = 21;

impl Kind {
    /// What is written, with places to fill.
    fn scaffold(self) -> &'static str {
        match self {
            Self::Wave => include_str!("scaffold/wave.toml"),
            Self::Story => include_str!("scaffold/story.md"),
            Self::Award => include_str!("scaffold/award.md"),
            Self::Meeting => include_str!("scaffold/meeting.md"),
            Self::Obstacle => include_str!("scaffold/obstacle.md"),
            Self::Page => include_str!("scaffold/page.md"),
            Self::Newsletter => include_str!("scaffold/newsletter.md"),
            Self::Action => include_str!("scaffold/action.toml"),
            Self::Goal => include_str!("scaffold/goal.toml"),
        }
    }

    /// Where it is written.
    fn path(self, id: &str) -> String {
        match self {
            Self::Wave => format!("content/waves/{id}/wave.toml"),
            Self::Story => format!("content/notes/stories/{id}.md"),
            Self::Award => format!("content/notes/awards/{id}.md"),
            Self::Meeting => format!("content/notes/meetings/{id}.md"),
            Self::Obstacle => format!("content/notes/obstacles/{id}.md"),
            Self::Page => format!("content/notes/{id}.md"),
            Self::Newsletter => format!("content/newsletters/{id}.md"),
            Self::Action => "content/actions.toml".to_owned(),
            Self::Goal => "content/goals.toml".to_owned(),
        }
    }

    /// Whether it is one entry of a file that holds several.
    fn is_entry(self) -> bool {
        matches!(self, Self::Action | Self::Goal)
    }
}

/// Writes the file, or adds the entry at the end of its file. Nothing that is there is changed.
///
/// # Errors
/// When the content cannot be read or the file cannot be written.
pub(super) fn run(new: &New, global: &Global) -> Result<ExitCode, Failure> {
    let refuse = |why: String| {
        outcome::say(&format!("error: {why}"));
        Ok(ExitCode::from(USAGE))
    };
    let id = new.id.clone().unwrap_or_else(|| id_of(new.kind, &new.title));
    if !is_id(&id.to_ascii_lowercase()) {
        let found = if id.is_empty() {
            "this title gives no id".into()
        } else {
            format!("`{id}` cannot be an id")
        };
        return refuse(format!("{found}; name one of small letters, digits and hyphens with --id"));
    }
    let tree = super::read(global)?.tree;
    let path = new.kind.path(&id);
    let text = fill(new.kind.scaffold(), &id, &new.title, global.date);
    let there = tree.get(&path).map(String::from_utf8_lossy);
    match there {
        Some(there) if new.kind.is_entry() => {
            if has_entry(&there, &id) {
                return refuse(format!(
                    "{path} has an entry `{id}` already; name another with --id"
                ));
            }
            let text = format!("{}\n\n{text}", there.trim_end());
            disk::replace(&global.root, &[(&path, &File::from(text.into_bytes()))])?;
        }
        Some(_) => return refuse(format!("{path} exists already; name another with --id")),
        None => {
            let mut files = Tree::default();
            files.insert(&path, text.into_bytes());
            disk::add(&global.root, &files)?;
        }
    }
    if !global.quiet {
        let done = if new.kind.is_entry() { "added to" } else { "wrote" };
        outcome::say(&format!(
            "{done} {}: fill it in; `rapportage check` tells what is missing",
            global.root.join(&path).display()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// The id that a title gives. Waves and newsletters may be named as quarters are, in capitals.
fn id_of(kind: Kind, title: &str) -> String {
    let is_name = matches!(kind, Kind::Wave | Kind::Newsletter);
    if is_name && is_id(&title.to_ascii_lowercase()) {
        return title.to_owned();
    }
    let mut id = transliterate(title);
    id.truncate(64);
    id.trim_end_matches('-').to_owned()
}

fn has_entry(file: &str, id: &str) -> bool {
    let ids =
        file.lines().filter_map(|line| line.trim().strip_prefix("id")?.trim().strip_prefix('='));
    ids.map(|value| value.split('#').next().unwrap_or_default().trim().trim_matches('"'))
        .any(|other| other == id)
}

/// Fills the places of a scaffold. A day that nobody gave stays empty: there is no clock to ask.
fn fill(scaffold: &str, id: &str, title: &str, date: Option<Date>) -> String {
    let day = |date: Option<Date>| date.map_or_else(|| "\"\"".to_owned(), |date| date.to_string());
    let last = date.and_then(|date| date.checked_add(DAYS.days()).ok());
    // The title comes last: what looks like a place in it is none.
    scaffold
        .replace("{id}", &quoted(id))
        .replace("{date}", &day(date))
        .replace("{last}", &day(last))
        .replace("{title}", &quoted(title))
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_ids_and_keep_their_quotes() {
        assert_eq!(id_of(Kind::Story, "Über 14 Tage: \"kürzer\""), "ueber-14-tage-kuerzer");
        assert_eq!(id_of(Kind::Wave, "2026-Q4"), "2026-Q4");
        assert_eq!(id_of(Kind::Page, "2026-Q4"), "2026-q4");
        let filled = fill("{id} {title} {date} {last}", "a", "b \"{date}\" \\", None);
        assert_eq!(filled, "\"a\" \"b \\\"{date}\\\" \\\\\" \"\" \"\"");
        let filled = fill("{date} {last}", "", "", Some(Date::constant(2026, 12, 20)));
        assert_eq!(filled, "2026-12-20 2027-01-10");
    }

    #[test]
    fn an_entry_is_known_by_its_id() {
        let file = "[[goal]]\nid = \"one\" # first\n[[goal]]\n id=\"two\"\nidea = \"three\"\n";
        for (id, is_there) in [("one", true), ("two", true), ("three", false)] {
            assert_eq!(has_entry(file, id), is_there, "{id}");
        }
    }
}
