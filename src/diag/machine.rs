//! Diagnostics for programs: JSON lines and SARIF.

use super::placed::{Placed, is_harmful};
use super::{Code, Severity};
use serde_json::{Value, json};
use std::fmt::Write;

/// One object a line. A file that is absent gives 1:1.
pub(super) fn json(placed: &[Placed<'_>]) -> String {
    let mut lines = String::new();
    for one in placed {
        let diagnostic = one.diagnostic;
        let [line, column, end_line, end_column] = corners(one);
        let object = json!({
            "code": diagnostic.code.name(),
            "severity": severity(diagnostic.severity),
            "file": &*diagnostic.spot.file,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
            "message": diagnostic.message,
            "label": diagnostic.label,
            "hints": diagnostic.hints,
        });
        lines.push_str(&escape(&object.to_string()));
        lines.push('\n');
    }
    lines
}

/// A SARIF 2.1.0 log with one run.
pub(super) fn sarif(placed: &[Placed<'_>]) -> String {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| json!({ "id": code.name(), "shortDescription": { "text": code.about() } }))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": placed.iter().map(finding).collect::<Vec<_>>(),
        }],
    });
    escape(&format!("{log:#}\n"))
}

fn finding(one: &Placed<'_>) -> Value {
    let diagnostic = one.diagnostic;
    let label = Some(diagnostic.label.as_str()).filter(|label| !label.is_empty());
    let hints = diagnostic.hints.iter().map(String::as_str);
    let said = std::iter::once(diagnostic.message.as_str()).chain(label).chain(hints);
    let mut location = json!({ "artifactLocation": { "uri": uri(&diagnostic.spot.file) } });
    if one.place.is_some() {
        let [line, column, end_line, end_column] = corners(one);
        location["region"] = json!({
            "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column,
        });
    }
    json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == diagnostic.code),
        "level": severity(diagnostic.severity),
        "message": { "text": said.collect::<Vec<_>>().join("\n") },
        "locations": [{ "physicalLocation": location }],
    })
}

fn corners(one: &Placed<'_>) -> [usize; 4] {
    one.place.map_or([1; 4], |(start, end)| [start.line, start.column, end.line, end.column])
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A path as a relative address.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// The same JSON, with what a terminal might obey written as an escape. Such characters
/// stand inside strings only, but for the line breaks between values.
fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if character != '\n' && is_harmful(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use crate::diag::{Code, Diagnostic, Diagnostics, Format, print};
    use crate::source::{Spot, Tree};
    use serde_json::Value;

    fn faulty() -> (Diagnostics, Tree) {
        let mut tree = Tree::default();
        tree.insert("content/é.toml", "a = 1\nä = \"\u{e0041}\"\n".as_bytes());
        let mut diagnostics = Diagnostics::default();
        let spot = Spot { file: "content/é.toml".into(), start: 6, end: 8 };
        diagnostics.push(
            Diagnostic::error(Code::UnknownKey, spot, "unknown \u{202e}")
                .label("nothing reads this")
                .hint("did you mean `a`?"),
        );
        let absent = Spot::file("content/site.toml");
        diagnostics.push(Diagnostic::warning(Code::MissingFile, absent, "no file"));
        (diagnostics, tree)
    }

    #[test]
    fn json_is_an_object_a_line() {
        let (diagnostics, tree) = faulty();
        let text = print(&diagnostics, &tree, Format::Json, false);
        insta::assert_snapshot!(text, @r#"
{"code":"missing-file","severity":"warning","file":"content/site.toml","line":1,"column":1,"end_line":1,"end_column":1,"message":"no file","label":"","hints":[]}
{"code":"unknown-key","severity":"error","file":"content/é.toml","line":2,"column":1,"end_line":2,"end_column":2,"message":"unknown \u202e","label":"nothing reads this","hints":["did you mean `a`?"]}
"#);
        let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
        assert_eq!(last["message"], "unknown \u{202e}");
    }

    #[test]
    fn sarif_names_the_rule_and_the_region() {
        let (diagnostics, tree) = faulty();
        let text = print(&diagnostics, &tree, Format::Sarif, false);
        let log: Value = serde_json::from_str(&text).unwrap();
        let run = &log["runs"][0];
        let result = &run["results"][1];
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], "unknown-key");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/%C3%A9.toml");
        assert_eq!(place["region"]["startLine"], 2);
        assert_eq!(place["region"]["endColumn"], 2);
        let words = "unknown \u{202e}\nnothing reads this\ndid you mean `a`?";
        assert_eq!(result["message"]["text"], words);
        assert_eq!(run["results"][0]["locations"][0]["physicalLocation"].get("region"), None);
    }
}
