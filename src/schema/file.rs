//! Which files there are.

use super::form::Table;
use super::{imports, json, notes, organisation, registers, site, survey, theme, waves};
use serde_json::Value;

/// A kind of file.
#[derive(Clone, Debug)]
pub struct File {
    /// What the kind is called.
    pub name: &'static str,
    /// Where such files lie in a site; `*` stands for any name, `**` for any folders.
    pub path: &'static str,
    /// What they say.
    pub about: &'static str,
    pub(super) table: Table,
}

impl File {
    /// The schema. In Markdown it is that of the front matter.
    pub fn schema(&self) -> Value {
        json::schema(self.path, self.about, &self.table)
    }

    /// The schema as text.
    pub fn text(&self) -> String {
        format!("{:#}\n", self.schema())
    }

    /// Whether a path of a site is that of such a file.
    pub fn has(&self, path: &str) -> bool {
        matches(self.path, path)
    }
}

/// All kinds of files.
pub fn files() -> Vec<File> {
    [
        vec![site::site()],
        vec![survey::survey()],
        organisation::files(),
        registers::files(),
        waves::files(),
        notes::files(),
        vec![imports::imports()],
        theme::files(),
    ]
    .concat()
}

/// Whether a path has this form.
fn matches(form: &str, path: &str) -> bool {
    let Some((part, rest)) = form.split_once('/') else {
        return !path.contains('/') && is_named(form, path);
    };
    if part == "**" {
        let inside = path.match_indices('/').map(|(at, _)| &path[at + 1..]);
        return std::iter::once(path).chain(inside).any(|path| matches(rest, path));
    }
    let split = path.split_once('/');
    split.is_some_and(|(name, path)| is_named(part, name) && matches(rest, path))
}

fn is_named(form: &str, name: &str) -> bool {
    match form.split_once('*') {
        None => form == name,
        Some((before, after)) => name
            .strip_prefix(before)
            .is_some_and(|name| name.len() > after.len() && name.ends_with(after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_of_one_kind() {
        let kinds = |path: &str| -> Vec<&str> {
            files().iter().filter(|file| file.has(path)).map(|file| file.name).collect()
        };
        assert_eq!(kinds("content/site.toml"), ["site"]);
        assert_eq!(kinds("content/waves/2026-Q3/answers/a.toml"), ["answers"]);
        assert_eq!(kinds("content/notes/2026/a.md"), ["note"]);
        assert_eq!(kinds("content/notes/a.md"), ["note"]);
        assert_eq!(kinds("themes/own/theme.toml"), ["theme"]);
        assert_eq!(kinds("content/waves/2026-Q3/answers/a/b.toml"), [""; 0]);
        assert_eq!(kinds("content/waves/.toml"), [""; 0]);
    }

    #[test]
    fn every_key_is_told_in_sentences() {
        fn look(value: &Value) {
            let properties = value.get("properties").and_then(Value::as_object);
            for (name, property) in properties.into_iter().flatten() {
                let about = property["description"].as_str().unwrap_or_default();
                assert!(about.ends_with('.') && about.len() > 10, "{name}: {about}");
                assert!(about.starts_with(|first: char| first.is_uppercase()), "{name}: {about}");
            }
            match value {
                Value::Object(object) => object.values().for_each(look),
                Value::Array(list) => list.iter().for_each(look),
                _ => {}
            }
        }
        files().iter().for_each(|file| look(&file.schema()));
    }
}
